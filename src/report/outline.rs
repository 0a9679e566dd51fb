//! An order's outline for people and programs: a tree for the terminal, JSON, Markdown.

mod json;
mod md;
mod tree;

use std::io::{self, Write};

use crate::order::Order;

pub use tree::{Shape, tree};

/// The schema of the JSON.
pub const SCHEMA: &str = "clausewise.outline/1";

/// Writes the orders of one file as JSON, schema [`SCHEMA`].
pub fn json(orders: &[Order], sink: &mut dyn Write) -> io::Result<()> {
    json::write(orders, sink)
}

/// Writes one order as Markdown: its outline as nested lists, with citations.
pub fn md(order: &Order, sink: &mut dyn Write) -> io::Result<()> {
    md::write(order, sink)
}
