//! Word documents: the words of a DOCX file with the numbers that Word would show.
//!
//! ```text
//! a heading style                      a heading, its number in front
//! a numbered paragraph                 an item with the marker that Word counts
//! tracked changes                      taken as accepted, with a doubt
//! headers and footers                  margins
//! footnotes                            after the text, each with its number; text boxes after their paragraph
//! hidden text, field codes, comments   nothing
//! ```

mod numbering;
mod package;
mod runs;
mod styles;

use super::Document;
use super::page::Page;
use super::xml::Element;
use crate::block::BlockKind;
use crate::place::{Doubt, Place};
use numbering::Numbering;
use package::Package;
use runs::Piece;
use styles::{Layout, Look, Styles};

/// Reads a DOCX file. The error says what is wrong and what to do.
pub(super) fn read(bytes: &[u8]) -> Result<Document, String> {
    let mut package = Package::open(bytes)?;
    let main = package.document();
    let relations = package.relations(&main)?;
    let Some(document) = package.xml(&main)? else {
        return Err("a damaged Word document: its text is missing; open it in Word and save it again".into());
    };
    let body = document.child("document").and_then(|document| document.child("body"));
    let Some(body) = body else {
        return Err("a damaged Word document: it has no body; open it in Word and save it again".into());
    };
    let mut part = |name: &str| -> Result<Option<Element>, String> {
        match relations.iter().find(|(_, target)| target.ends_with(name)) {
            Some((_, target)) => package.xml(target),
            None => Ok(None),
        }
    };
    let styles = Styles::read(part("/styles.xml")?.as_ref());
    let numbering = Numbering::read(part("/numbering.xml")?.as_ref());
    let footnotes = part("/footnotes.xml")?;
    let endnotes = part("/endnotes.xml")?;
    let mut heads = Vec::new();
    let mut feet = Vec::new();
    for reference in references(body) {
        let id = reference.attribute("id").unwrap_or_default();
        if let Some((_, target)) = relations.iter().find(|(held, _)| held == id)
            && let Some(part) = package.xml(target)?
        {
            if reference.name == "headerReference" { heads.push(part) } else { feet.push(part) }
        }
    }
    let mut reader = Reader { styles, numbering, page: Page::new(), doubts: Vec::new(), notes: Vec::new(), line: 0, cells: 0 };
    reader.margins(&heads);
    reader.blocks(body);
    reader.notes_of(footnotes.as_ref(), "footnote");
    reader.notes_of(endnotes.as_ref(), "endnote");
    reader.margins(&feet);
    let blocks = reader.page.finish();
    if !blocks.iter().any(|block| !matches!(block.kind, BlockKind::Break | BlockKind::Margin)) {
        let picture = body.find("drawing").is_some() || body.find("pict").is_some();
        return Err(if picture {
            "no text in this Word document, only pictures (a scan?); save it as PDF, run `ocrmypdf` on it and use the result".into()
        } else {
            "no text in this Word document; put the order's text into it, or take it out of the folder".into()
        });
    }
    Ok(Document { blocks, doubts: reader.doubts })
}

/// The header and footer references of all sections, first ones first, each part once.
fn references(body: &Element) -> Vec<&Element> {
    let sections = body.children().filter_map(|child| match child.name.as_str() {
        "sectPr" => Some(child),
        "p" => child.child("pPr")?.child("sectPr"),
        _ => None,
    });
    let mut out: Vec<&Element> = Vec::new();
    for reference in sections.flat_map(Element::children).filter(|r| r.name == "headerReference" || r.name == "footerReference") {
        if out.len() < 60 && !out.iter().any(|seen| seen.attribute("id") == reference.attribute("id")) {
            out.push(reference);
        }
    }
    out
}

struct Reader {
    styles: Styles,
    numbering: Numbering,
    page: Page,
    doubts: Vec<Doubt>,
    /// Notes that the text refers to: what part, which id.
    notes: Vec<(&'static str, String)>,
    line: u32,
    /// Cells that stand open.
    cells: u32,
}

impl Reader {
    fn margins(&mut self, parts: &[Element]) {
        self.page.set_margin(true);
        for part in parts {
            part.children().for_each(|whole| self.blocks(whole));
        }
        self.page.set_margin(false);
    }

    fn notes_of(&mut self, part: Option<&Element>, kind: &'static str) {
        let Some(all) = part.and_then(|part| part.children().next()) else { return };
        let wanted: Vec<String> = self.notes.iter().filter(|(of, _)| *of == kind).map(|(_, id)| id.clone()).collect();
        for (index, id) in wanted.iter().enumerate() {
            let Some(note) = all.children().find(|note| note.name == kind && note.attribute("id") == Some(id)) else { continue };
            if index == 0 {
                self.page.rule();
            }
            self.line += 1;
            self.page.at(self.line);
            self.page.set_indent(0);
            self.page.begin(BlockKind::Paragraph);
            self.page.words(&format!("{} ", raised(index + 1)));
            for paragraph in note.children().filter(|child| child.name == "p") {
                let style = self.styles.paragraph(paragraph.child("pPr").and_then(|properties| properties.value("pStyle")));
                let pieces = self.pieces(paragraph, style.look);
                self.write(&pieces);
                self.page.new_line();
            }
            self.page.close();
        }
    }

    /// Paragraphs and tables one after the other.
    fn blocks(&mut self, parent: &Element) {
        for child in parent.children() {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sdt" => {
                    if let Some(content) = child.child("sdtContent") {
                        self.blocks(content);
                    }
                }
                "ins" | "moveTo" => {
                    self.doubt("a tracked change was taken as accepted");
                    self.blocks(child);
                }
                "del" | "moveFrom" => self.doubt("a tracked change was taken as accepted"),
                "customXml" | "smartTag" | "txbxContent" => self.blocks(child),
                "AlternateContent" => {
                    if let Some(choice) = child.children().next() {
                        self.blocks(choice);
                    }
                }
                "altChunk" => self.doubt("a file embedded here was not read; open the document in Word and save it again"),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &Element) {
        let number = self.page.next_table();
        let mut rows = Vec::new();
        gather(table, "tr", &mut rows);
        for row in rows {
            if row.child("trPr").is_some_and(|properties| properties.child("del").is_some()) {
                self.doubt("a tracked change was taken as accepted");
                continue;
            }
            let mut cells = Vec::new();
            gather(row, "tc", &mut cells);
            self.page.at(self.line + 1);
            self.page.begin_row(number);
            for cell in cells {
                self.page.begin_cell();
                self.cells += 1;
                self.blocks(cell);
                self.cells -= 1;
                self.page.end_cell();
            }
            self.page.end_row();
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let properties = paragraph.child("pPr");
        let style = self.styles.paragraph(properties.and_then(|properties| properties.value("pStyle")));
        let own = Layout::read(properties);
        let pieces = self.pieces(paragraph, style.look);
        let words: usize = pieces.iter().map(Piece::words).sum();
        let removed = properties.and_then(|p| p.child("rPr")).is_some_and(|mark| mark.child("del").is_some());
        let number = own.number.or(style.layout.number).filter(|number| *number != 0);
        let label = match number {
            Some(list) if !(removed && words == 0) => {
                let level = own.level.or_else(|| self.numbering.level_of_style(list, &style.chain)).or(style.layout.level).unwrap_or(0);
                self.numbering.next(list, level)
            }
            _ => None,
        };
        let (left, first) = match &label {
            Some(label) => (own.left.or(label.left).or(style.layout.left), own.first.or(label.first).or(style.layout.first)),
            None => (own.left.or(style.layout.left), own.first.or(style.layout.first)),
        };
        let label = label.filter(|label| !label.marker.is_empty());
        let indent = (left.unwrap_or(0) + first.unwrap_or(0)).clamp(0, 12_000) / TWIPS_A_COLUMN;
        if words == 0 && pieces.iter().all(|piece| !matches!(piece, Piece::PageBreak | Piece::Box(_))) {
            // Word counts an empty paragraph; only in a cell is its number all there is to see, and belongs to the next cell's words.
            if let Some(label) = label.filter(|label| self.cells > 0 && !label.bullet) {
                self.line += 1;
                self.page.at(self.line);
                self.page.begin(BlockKind::Paragraph);
                self.page.words(&label.marker);
                self.page.close();
            }
            return;
        }
        self.line += 1;
        self.page.at(self.line);
        self.page.set_indent(indent as u16 + pieces.iter().take_while(|piece| piece.is_tab()).count() as u16 * 6);
        let by_outline = own.outline.or(style.layout.outline).filter(|level| *level < 9).map(|level| level + 1);
        let heading = style.heading.or(by_outline).filter(|_| is_title(&pieces, words));
        match (heading, &label) {
            (Some(level), label) => {
                self.page.begin(BlockKind::Heading { level });
                if let Some(label) = label {
                    self.page.words(&format!("{} ", label.marker));
                }
            }
            (None, Some(label)) => {
                let level = left.unwrap_or(0).clamp(0, 30_000) / 360;
                self.page.begin(BlockKind::Item { level: level.min(200) as u8, marker: label.marker.clone() });
            }
            (None, None) => self.page.begin(BlockKind::Paragraph),
        }
        self.write(&pieces);
        self.page.close();
        for piece in &pieces {
            if let Piece::Box(content) = piece {
                self.blocks(content);
            }
        }
    }

    fn write(&mut self, pieces: &[Piece<'_>]) {
        for piece in pieces {
            match piece {
                Piece::Words(words, strong) => {
                    self.page.set_strong(*strong);
                    self.page.words(words);
                }
                Piece::LineBreak => self.page.new_line(),
                Piece::PageBreak => {
                    self.page.close();
                    self.page.rule();
                }
                Piece::Box(_) => {}
            }
        }
        self.page.set_strong(false);
    }

    fn pieces<'a>(&mut self, paragraph: &'a Element, look: Look) -> Vec<Piece<'a>> {
        let mut gathered = runs::Gathered::default();
        runs::gather(&paragraph.content, look, &self.styles, &mut gathered);
        if gathered.changed {
            self.doubt("a tracked change was taken as accepted");
        }
        if !gathered.struck.is_empty() {
            let struck: Vec<&str> = gathered.struck.split_whitespace().collect();
            let more = if struck.len() > 8 { " ..." } else { "" };
            let shown = struck.iter().take(8).copied().collect::<Vec<_>>().join(" ");
            self.doubt(&format!("struck-out words were left out: \"{shown}{more}\""));
        }
        self.notes.append(&mut gathered.notes);
        gathered.pieces
    }

    fn doubt(&mut self, what: &str) {
        let place = Place::line(self.line + 1);
        if !self.doubts.iter().rev().take(4).any(|doubt| doubt.place == place && doubt.what == what) {
            self.doubts.push(Doubt { what: what.to_owned(), place });
        }
    }
}

/// A column of text is a twelfth of an inch wide.
const TWIPS_A_COLUMN: i32 = 120;

/// Words that may be a title: some orders set whole rules in heading styles to have their numbers.
fn is_title(pieces: &[Piece<'_>], words: usize) -> bool {
    let last = pieces.iter().rev().find_map(|piece| match piece {
        Piece::Words(words, _) => words.trim_end().chars().next_back(),
        _ => None,
    });
    words <= 30 && (words <= 8 || !matches!(last, Some('.' | ';' | ',' | ':')))
}

/// Rows of a table or cells of a row, through content controls and tracked insertions.
fn gather<'a>(parent: &'a Element, name: &str, out: &mut Vec<&'a Element>) {
    for child in parent.children() {
        match child.name.as_str() {
            own if own == name => out.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" => gather(child, name, out),
            _ => {}
        }
    }
}

/// The number of a note as it stands on the page: raised figures, which no list begins with.
fn raised(number: usize) -> String {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|b| FIGURES[usize::from(b - b'0')]).collect()
}
