//! Plain text, as PDF extraction or an editor leaves it: blank lines part the blocks, form feeds part the pages. A page of the web saved
//! as text may have kept its line breaks as tags.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::entities;
use crate::block::{Block, BlockKind, Line};
use crate::place::Place;

/// Reads plain text; pages are counted from the first form feed on.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let has_pages = text.contains('\u{C}');
    let from_web = BREAK_TAG.as_ref().filter(|_| has_break_tags(text));
    let mut page = 1;
    for (index, raw) in text.split('\n').enumerate() {
        let line = index as u32 + 1;
        for (part, piece) in raw.split('\u{C}').enumerate() {
            if part > 0 {
                close(&mut lines, &mut out);
                page += 1;
                out.push(Block { kind: BlockKind::Break, lines: Vec::new(), place: place(line, page, true) });
            }
            let place = place(line, page, has_pages);
            match from_web {
                Some(tag) => {
                    let mut rows: Vec<&str> = tag.split(piece).collect();
                    // The tag at a line's end and the line's end are one.
                    if rows.len() > 1 && rows.last().is_some_and(|last| last.trim().is_empty()) {
                        rows.pop();
                    }
                    for row in rows {
                        add(&entities(row), place, &mut lines, &mut out);
                    }
                }
                None => add(piece, place, &mut lines, &mut out),
            }
        }
    }
    close(&mut lines, &mut out);
    out
}

static BREAK_TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i-u:<br\s*/?>)").ok());

/// Whether the text's line breaks are, or may be, tags.
pub fn has_break_tags(text: &str) -> bool {
    text.contains('<') && BREAK_TAG.as_ref().is_some_and(|tag| tag.is_match(text))
}

/// Adds a line; a blank one ends the block.
fn add(piece: &str, place: Place, lines: &mut Vec<Line>, out: &mut Vec<Block>) {
    if piece.trim().is_empty() {
        close(lines, out);
    } else {
        lines.push(line(piece, place));
    }
}

fn place(line: u32, page: u32, has_pages: bool) -> Place {
    Place { line, end_line: line, page: has_pages.then_some(page) }
}

/// A line with its indent counted and taken off.
pub(super) fn line(piece: &str, place: Place) -> Line {
    let text = piece.trim_start();
    Line { text: text.trim_end().to_owned(), indent: columns(&piece[..piece.len() - text.len()]), strong: 0, place }
}

/// Blank columns, a tab up to the next multiple of 4.
pub(super) fn columns(blank: &str) -> u16 {
    let mut column: usize = 0;
    for c in blank.chars() {
        column = if c == '\t' { column / 4 * 4 + 4 } else { column + 1 };
    }
    column.min(u16::MAX as usize) as u16
}

fn close(lines: &mut Vec<Line>, out: &mut Vec<Block>) {
    if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
        let place = first.place.join(last.place);
        out.push(Block { kind: BlockKind::Paragraph, lines: std::mem::take(lines), place });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_break_lines_break_them() {
        let words =
            |text: &str| blocks(text).iter().map(|b| b.lines.iter().map(|l| l.text.clone()).collect()).collect::<Vec<Vec<String>>>();
        assert_eq!(
            words("1. Oars<br />2. Locks &amp; keys<br/>\n3. Sails<BR><br>\nThe end.\n"),
            [vec!["1. Oars", "2. Locks & keys", "3. Sails"], vec!["The end."]]
        );
        assert_eq!(words("R&amp;D < 3\n"), [["R&amp;D < 3"]], "a text without such tags stays as it is");
    }
}
