//! What the readers of structured formats build their blocks with: words go to the open line, frames hold the cells of open tables.
//!
//! ```text
//! a row of plain cells                  one row
//! a row whose cell holds a list         its cells one after the other, as blocks: the table was there for the layout
//! ```

use super::encoding::ligature;
use super::sides::opens;
use crate::block::{Block, BlockKind, Line};
use crate::place::Place;

/// The blocks of one file as they grow.
#[derive(Debug)]
pub(super) struct Page {
    /// The file's own blocks first, then those of each open cell.
    frames: Vec<Vec<Block>>,
    rows: Vec<OpenRow>,
    open: Option<Block>,
    /// Blank columns in front of new lines.
    indent: u16,
    /// Words added now belong to the page, not the text.
    margin: bool,
    /// Words added now are bold, italic or underlined.
    strong: bool,
    line: u32,
    tables: u32,
    /// Tables that hold more than words in some row: they were there for the layout.
    layouts: Vec<u32>,
    /// Tables with a title under which bodies begin ("Purpose") at the side of some row.
    sided: Vec<u32>,
}

#[derive(Debug)]
struct OpenRow {
    cells: Vec<Vec<Block>>,
    place: Place,
    table: u32,
}

impl Page {
    pub(super) fn new() -> Self {
        Self {
            frames: vec![Vec::new()],
            rows: Vec::new(),
            open: None,
            indent: 0,
            margin: false,
            strong: false,
            line: 1,
            tables: 0,
            layouts: Vec::new(),
            sided: Vec::new(),
        }
    }

    /// The finished blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close();
        let blocks = self.frames.swap_remove(0);
        self.layouts.retain(|table| self.sided.contains(table));
        if self.layouts.is_empty() {
            return blocks;
        }
        blocks.into_iter().flat_map(|block| unrolled(block, &self.layouts)).collect()
    }

    /// The line of the file that words come from now.
    pub(super) fn at(&mut self, line: u32) {
        self.line = line.max(1);
    }

    pub(super) fn set_margin(&mut self, margin: bool) {
        if margin != self.margin {
            self.close();
            self.margin = margin;
        }
    }

    pub(super) fn set_strong(&mut self, strong: bool) {
        self.strong = strong;
    }

    /// Blank columns in front of the lines of every block begun from now on.
    pub(super) fn set_indent(&mut self, indent: u16) {
        self.indent = indent;
    }

    /// Closes what is open and begins a block.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.close();
        let kind = if self.margin { BlockKind::Margin } else { kind };
        self.open = Some(Block { kind, lines: Vec::new(), place: Place::line(self.line) });
    }

    /// An item was begun and has no words yet.
    pub(super) fn awaits_words(&self) -> bool {
        let blank = |block: &Block| block.lines.iter().all(|line| line.text.trim().is_empty());
        self.open.as_ref().is_some_and(|block| matches!(block.kind, BlockKind::Item { .. }) && blank(block))
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds words with their blanks as they are; several blanks become one.
    pub(super) fn words(&mut self, text: &str) {
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.begin(BlockKind::Paragraph);
        }
        let Some(block) = &mut self.open else { return };
        if block.lines.is_empty() {
            block.lines.push(Line { indent: self.indent, place: Place::line(self.line), ..Line::default() });
        }
        let Some(line) = block.lines.last_mut() else { return };
        let fresh = line.text.is_empty();
        let all_strong = usize::from(line.strong) == line.text.trim_end().len();
        squeeze(&mut line.text, text);
        if fresh && !line.text.is_empty() {
            line.place = Place::line(self.line);
        }
        if self.strong && all_strong {
            line.strong = line.text.trim_end().len().min(usize::from(u16::MAX)) as u16;
        }
        if !text.trim().is_empty() {
            line.place.end_line = line.place.end_line.max(self.line);
        }
    }

    /// Ends the line, not the block.
    pub(super) fn new_line(&mut self) {
        if let Some(block) = &mut self.open
            && block.lines.last().is_some_and(|line| !line.text.is_empty())
        {
            block.lines.push(Line { indent: self.indent, place: Place::line(self.line), ..Line::default() });
        }
    }

    /// Ends the open block; one without words is dropped unless its number stands alone on the page.
    pub(super) fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        for line in &mut block.lines {
            line.text.truncate(line.text.trim_end().len());
        }
        block.lines.retain(|line| !line.text.is_empty());
        let numbered = matches!(&block.kind, BlockKind::Item { marker, .. } if marker.chars().any(char::is_alphanumeric));
        if let (Some(first), Some(last)) = (block.lines.first(), block.lines.last()) {
            block.place = first.place.join(last.place);
        } else if !numbered {
            return;
        }
        self.push(block);
    }

    /// A rule or a page break.
    pub(super) fn rule(&mut self) {
        self.close();
        let place = Place::line(self.line);
        self.push(Block { kind: BlockKind::Break, lines: Vec::new(), place });
    }

    /// Adds a finished block.
    pub(super) fn block(&mut self, block: Block) {
        self.close();
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.push(block);
        }
    }

    pub(super) fn begin_row(&mut self, table: u32) {
        self.close();
        self.rows.push(OpenRow { cells: Vec::new(), place: Place::line(self.line), table });
    }

    pub(super) fn begin_cell(&mut self) {
        self.close();
        self.indent = 0;
        self.frames.push(Vec::new());
    }

    pub(super) fn end_cell(&mut self) {
        self.close();
        if self.frames.len() > 1 {
            let cell = self.frames.pop().unwrap_or_default();
            if let Some(row) = self.rows.last_mut() {
                row.cells.push(cell);
            }
        }
    }

    pub(super) fn end_row(&mut self) {
        self.close();
        let Some(row) = self.rows.pop() else { return };
        if self.margin {
            let lines: Vec<Line> = row.cells.into_iter().flatten().flat_map(|block| block.lines).collect();
            if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
                let place = first.place.join(last.place);
                self.push(Block { kind: BlockKind::Margin, lines, place });
            }
            return;
        }
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 {
            return;
        }
        let layout = row.cells.iter().any(|cell| is_layout(cell));
        if let [side, _] = row.cells.as_slice() {
            let title = side.first().and_then(|block| block.lines.first()).is_some_and(|line| opens(&line.text));
            self.layouts.extend(layout.then_some(row.table));
            self.sided.extend(title.then_some(row.table));
        }
        if filled == 1 && row.cells.len() == 1 || layout {
            for block in row.cells.into_iter().flatten() {
                self.push(block);
            }
            return;
        }
        let mut place = row.place;
        let cells: Vec<Vec<Line>> =
            row.cells.into_iter().map(|cell| cell.into_iter().flat_map(|block| block.lines).collect::<Vec<Line>>()).collect();
        for line in cells.iter().flatten() {
            place = place.join(line.place);
        }
        self.push(Block { kind: BlockKind::Row { cells, table: row.table }, lines: Vec::new(), place });
    }

    /// The number of a table that begins here.
    pub(super) fn next_table(&mut self) -> u32 {
        self.close();
        self.tables += 1;
        self.tables - 1
    }
}

/// A row of a layout's two columns as paragraphs, where it has a title at the side as its neighbours have; otherwise as it is.
fn unrolled(block: Block, layouts: &[u32]) -> Vec<Block> {
    let BlockKind::Row { cells, table } = &block.kind else { return vec![block] };
    let words = |cell: &[Line]| cell.iter().flat_map(|line| line.text.split_whitespace()).count();
    let [side, body] = cells.as_slice() else { return vec![block] };
    let titled = side.len() == 1 && words(side) <= 8 && side[0].text.starts_with(char::is_uppercase) && words(body) > words(side);
    if !titled || !layouts.contains(table) {
        return vec![block];
    }
    let paragraph = |line: &Line| Block { kind: BlockKind::Paragraph, lines: vec![line.clone()], place: line.place };
    side.iter().chain(body).map(paragraph).collect()
}

/// A cell that holds more than words: a list, headings, another table, numbered or several long paragraphs.
fn is_layout(cell: &[Block]) -> bool {
    let long = |block: &&Block| block.lines.iter().map(|line| line.text.len()).sum::<usize>() > 90;
    let numbered = |block: &&Block| block.lines.first().is_some_and(|line| begins_numbered(&line.text));
    cell.iter().any(|block| matches!(block.kind, BlockKind::Item { .. } | BlockKind::Heading { .. } | BlockKind::Row { .. }))
        || cell.iter().filter(numbered).count() >= 2
        || cell.iter().filter(long).count() >= 2
}

/// `A. Text`, `(1) Text`, `12) Text`.
fn begins_numbered(text: &str) -> bool {
    let token = text.split_whitespace().next().unwrap_or_default();
    let body = token.trim_matches(['(', ')', '.']);
    token.len() <= 7 && token.len() > body.len() && (1..=4).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Appends words, every run of blanks as one; signs that are not seen on the page are dropped.
fn squeeze(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\0' => {}
            '\t' => {
                out.truncate(out.trim_end_matches(' ').len());
                if !out.is_empty() {
                    out.push('\t');
                }
            }
            '\u{2011}' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '\t']) {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c => match ligature(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            },
        }
    }
}
