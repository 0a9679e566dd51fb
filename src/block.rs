//! What a page shows, before any thought about its outline: headings, paragraphs, list items and table rows, each with its lines.
//!
//! Every reader ends here. A reader settles what its format says for certain (this is a table cell, this is bold, this stands in a
//! list three levels deep, this is struck out); whatever has to be guessed from words or numbers is left to [`crate::outline`].

use crate::place::Place;

/// One line of a block, as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words, marks of the format taken off (`**`, tags, escapes), no line end.
    pub text: String,
    /// Blank columns in front of the text (a tab counts to the next multiple of 4).
    pub indent: u16,
    /// How many bytes at the start of `text` are set in bold, italics or underlined: a hint for run-in titles and defined terms.
    pub strong: u16,
    /// Where it stands.
    pub place: Place,
}

/// What the format says a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading by the format's own mark (`#` in Markdown, `<h2>`, a Word heading style); level from 1.
    Heading {
        /// 1 is the highest.
        level: u8,
    },
    /// Lines that belong together (no blank line between them).
    Paragraph,
    /// An item of a list the format knows to be one.
    Item {
        /// Depth of nesting, from 0.
        level: u8,
        /// Its marker as the reader of the page sees it ("1.", "(a)", "-", "•").
        marker: String,
    },
    /// One row of a table; `lines` is empty, the cells hold the words.
    Row {
        /// The cells from left to right, each with its lines.
        cells: Vec<Vec<Line>>,
        /// Which table of the file, from 0: rows of one table share it.
        table: u32,
    },
    /// A rule or a page break: separates what stands around it.
    Break,
    /// What the format itself marks as belonging to the page, not the text (Word header and footer parts, `<nav>`).
    Margin,
}

/// A stretch of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines in reading order; empty for rows and breaks.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub place: Place,
}
