//! Blocks laid out as rows: one line of the page each, with what the reader knew about it.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::marker::{Marker, bare_number, markers};
use crate::block::{BlockKind, Line};
use crate::place::Place;
use crate::read::Document;

/// One line of the page as the outline sees it.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// The words, the list marker in front where the format knew one; cells of a table row stand apart by tabs.
    pub text: Cow<'a, str>,
    /// Blank columns in front.
    pub indent: u16,
    /// Bytes at the start that are bold or italic.
    pub strong: u16,
    pub place: Place,
    /// A blank line, a rule or the end of a block stands before it.
    pub gap: bool,
    /// A page begins here.
    pub page_top: bool,
    /// Level of the format's own heading mark.
    pub heading: Option<u8>,
    /// Nesting of the format's own list.
    pub item: Option<u8>,
    /// Which table it is a row of.
    pub table: Option<u32>,
    /// The format says that it belongs to the page.
    pub margin: bool,
    /// Which block of the document it is part of.
    pub block: usize,
    /// Begins with a check box: what stands behind it is no number.
    pub boxed: bool,
}

impl Row<'_> {
    /// The markers at its start; in a heading a bare number is one.
    pub(crate) fn markers(&self) -> Vec<Marker> {
        if self.boxed {
            return Vec::new();
        }
        let found = markers(&self.text);
        if found.is_empty() && self.heading.is_some() { bare_number(&self.text).into_iter().collect() } else { found }
    }

    /// All of it is bold or italic.
    pub(crate) fn all_strong(&self) -> bool {
        self.strong > 0 && usize::from(self.strong) + 1 >= self.text.trim_end_matches([':', '.', ' ']).len()
    }
}

/// Lays out a document.
pub(crate) fn rows(document: &Document) -> Vec<Row<'_>> {
    let mut out: Vec<Row<'_>> = Vec::new();
    let mut page_top = false;
    for (index, block) in document.blocks.iter().enumerate() {
        let first = out.len();
        match &block.kind {
            BlockKind::Break => {
                page_top = true;
                continue;
            }
            BlockKind::Row { cells, table } => {
                let text = cells.iter().map(|cell| joined(cell)).collect::<Vec<_>>().join("\t");
                if text.trim().is_empty() {
                    continue;
                }
                let strong = cells.iter().flatten().next().map_or(0, |line| line.strong);
                let mut row = plain(Cow::Owned(text), 0, strong, block.place);
                row.table = Some(*table);
                out.push(row);
            }
            BlockKind::Item { level, marker } => {
                let mut lines = block.lines.iter();
                let head = lines.next();
                let text = head.map_or("", |line| line.text.as_str());
                let strong = head.map_or(0, |line| if line.strong > 0 { line.strong + marker.len() as u16 + 1 } else { 0 });
                let place = head.map_or(block.place, |line| line.place);
                let indent = head.map_or(0, |line| line.indent);
                let text = if text.is_empty() { marker.clone() } else { format!("{marker} {text}") };
                let mut row = plain(Cow::Owned(text), indent, strong, place);
                row.item = Some(*level);
                out.push(row);
                out.extend(lines.map(from_line));
            }
            BlockKind::Heading { level } => {
                out.extend(block.lines.iter().map(from_line));
                for row in &mut out[first..] {
                    row.heading = Some(*level);
                }
            }
            BlockKind::Paragraph => out.extend(block.lines.iter().map(from_line)),
            BlockKind::Margin => {
                out.extend(block.lines.iter().map(from_line));
                for row in &mut out[first..] {
                    row.margin = true;
                }
            }
        }
        for row in &mut out[first..] {
            row.block = index;
        }
        if let Some(row) = out.get_mut(first) {
            row.gap = true;
            row.page_top = page_top;
            page_top = false;
        }
    }
    super::forms::part_boxes(&mut out);
    super::fused::part(&mut out);
    mark_page_tops(&mut out);
    mend_hyphens(&mut out);
    out
}

/// Stands at the end of a row whose last word goes on in the next row: the rows are joined without a blank.
pub(crate) const GLUE: char = '\u{1F}';

/// A hyphen at a line's end is the word's own, or the line's.
///
/// ```text
/// user-          the first half is a word of this file:    user-generated
/// generated
/// equip-         it is not, or the whole is one:           equipment
/// ment
/// ```
fn mend_hyphens(rows: &mut [Row<'_>]) {
    let hyphened = |text: &str| text.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphabetic)) && text.len() > 3;
    let ends: Vec<usize> = (0..rows.len().saturating_sub(1)).filter(|at| hyphened(&rows[*at].text)).collect();
    if ends.is_empty() {
        return;
    }
    let mut known: FxHashSet<String> = FxHashSet::default();
    for row in rows.iter() {
        let cut = if hyphened(&row.text) { row.text.rfind(char::is_whitespace).unwrap_or(0) } else { row.text.len() };
        for word in row.text[..cut].split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2) {
            known.insert(word.to_lowercase());
        }
    }
    for at in ends {
        // The next words in the same column: a page's end or a blank line may stand between.
        let Some(next) = rows[at + 1..].iter().take(8).find(|row| row.text.starts_with(char::is_lowercase)) else { continue };
        let second: String = next.text.chars().take_while(|c| c.is_alphabetic()).collect();
        let suspended = matches!(second.as_str(), "and" | "or" | "to");
        if suspended {
            continue;
        }
        let text = rows[at].text.trim_end_matches('-');
        let first = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        let compound = text.len() > first.len() && text[..text.len() - first.len()].ends_with('-');
        let whole = format!("{first}{}", second.to_lowercase());
        let keeps = compound || !known.contains(&whole) && known.contains(&first) && second.len() >= 4;
        let mended = if keeps { format!("{text}-{GLUE}") } else { format!("{text}{GLUE}") };
        rows[at].text = Cow::Owned(mended);
    }
}

/// PDF extraction often leaves nothing of a page's end but one blank in front of the next page's first line.
fn mark_page_tops(rows: &mut [Row<'_>]) {
    let odd = rows.iter().filter(|row| row.indent == 1).count();
    let flush = rows.iter().filter(|row| row.indent == 0).count();
    if odd > 0 && odd * 8 < flush {
        for row in rows.iter_mut().filter(|row| row.indent == 1 && row.item.is_none()) {
            row.page_top = true;
            row.indent = 0;
        }
    }
}

fn from_line(line: &Line) -> Row<'_> {
    plain(Cow::Borrowed(&line.text), line.indent, line.strong, line.place)
}

fn plain(text: Cow<'_, str>, indent: u16, strong: u16, place: Place) -> Row<'_> {
    Row {
        text,
        indent,
        strong,
        place,
        gap: false,
        page_top: false,
        heading: None,
        item: None,
        table: None,
        margin: false,
        block: 0,
        boxed: false,
    }
}

fn joined(cell: &[Line]) -> String {
    cell.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" ")
}
