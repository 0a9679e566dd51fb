//! Plain text, as PDF extraction or an editor leaves it: blank lines part the blocks, form feeds part the pages.

use crate::block::{Block, BlockKind, Line};
use crate::place::Place;

/// Reads plain text; pages are counted from the first form feed on.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let has_pages = text.contains('\u{C}');
    let mut page = 1;
    for (index, raw) in text.split('\n').enumerate() {
        let line = index as u32 + 1;
        for (part, piece) in raw.split('\u{C}').enumerate() {
            if part > 0 {
                close(&mut lines, &mut out);
                page += 1;
                out.push(Block { kind: BlockKind::Break, lines: Vec::new(), place: place(line, page, true) });
            }
            if piece.trim().is_empty() {
                close(&mut lines, &mut out);
            } else {
                lines.push(self::line(piece, place(line, page, has_pages)));
            }
        }
    }
    close(&mut lines, &mut out);
    out
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
