//! Where words stand in their file, and what a person should look at there.

use serde::{Deserialize, Serialize};

/// A run of lines in one file: what a person needs in order to find the words on the paper.
///
/// Lines and pages count from 1; `page` is `None` where the format has no pages (Markdown, HTML, DOCX).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// First line.
    pub line: u32,
    /// Last line, inclusive; never smaller than `line`.
    pub end_line: u32,
    /// Page of the first line, where the format has pages.
    pub page: Option<u32>,
}

impl Place {
    /// A place of one line.
    pub fn line(line: u32) -> Self {
        Self { line, end_line: line, page: None }
    }

    /// The smallest place that covers both; the page is that of the earlier one.
    pub fn join(self, other: Self) -> Self {
        let first = if other.line < self.line { other } else { self };
        Self { line: first.line, end_line: self.end_line.max(other.end_line), page: first.page }
    }
}

/// Something the program could not settle alone: a place, and what to look at there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Doubt {
    /// What is doubtful, in words for the person who has the paper at hand.
    pub what: String,
    /// Where to look.
    pub place: Place,
}
