//! The readers: each hard thing of each format, bad input, and the same order in every format.

mod bad;
mod docx;
mod html;
mod parity;
mod pdf;

use clausewise::block::{Block, BlockKind, Line};
use clausewise::read::{Document, read};

/// Reads bytes that must be readable.
fn document(name: &str, bytes: &[u8]) -> Document {
    read(name, bytes).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// The blocks as lines that a person can check at a glance; lines of one block stand apart by `/`.
fn shown(document: &Document) -> Vec<String> {
    document.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    let words = lines(&block.lines);
    match &block.kind {
        BlockKind::Heading { level } => format!("H{level} {words}"),
        BlockKind::Paragraph => format!("P {words}"),
        BlockKind::Item { marker, .. } => format!("I {marker} {words}"),
        BlockKind::Row { cells, table } => format!("R{table} {}", cells.iter().map(|cell| lines(cell)).collect::<Vec<_>>().join(" | ")),
        BlockKind::Break => "---".into(),
        BlockKind::Margin => format!("M {words}"),
    }
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.replace('\t', "<tab>")).collect::<Vec<_>>().join(" / ")
}
