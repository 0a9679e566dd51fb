//! `clausewise outline --format md`.

use std::io::{self, Write};

use crate::order::{Kind, Order};
use crate::report::md::text;
use crate::report::plain::count;

pub(super) fn write(order: &Order, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}\n", text(&order.title()), text(&super::tree::byline(order)))?;
    for (label, value) in &order.fields {
        writeln!(out, "- {}: {}", text(label), text(value))?;
    }
    writeln!(out)?;
    for (index, clause) in order.clauses.iter().enumerate() {
        let pad = "  ".repeat(clause.depth.into());
        let mark = match (clause.kind, clause.force) {
            (Kind::Heading, _) => String::new(),
            (Kind::Definition, _) => " (definition)".into(),
            (kind, Some(force)) if kind == Kind::LeadIn => format!(" ({}, {})", kind.name(), force.name()),
            (kind, Some(force)) => format!(" ({})", if kind == Kind::Clause { force.name() } else { kind.name() }),
            (kind, None) => format!(" ({})", kind.name()),
        };
        let words = text(clause.words());
        let words = if clause.kind == Kind::Heading { format!("**{words}**") } else { words.into_owned() };
        let pointers = match super::tree::pointers(order, index) {
            none if none.is_empty() => none,
            some => format!(" → {}", text(&some)),
        };
        writeln!(out, "{pad}- `{}`{mark} {words}{pointers}", clause.citation.replace('`', "'"))?;
    }
    if !order.doubts.is_empty() {
        writeln!(out, "\n## {} to check\n", count(order.doubts.len(), "place"))?;
        for doubt in &order.doubts {
            writeln!(out, "- {}: {}", super::tree::lines(doubt.place), text(&doubt.what))?;
        }
    }
    if !order.furniture.is_empty() {
        writeln!(out, "\n## Page furniture\n")?;
        for piece in &order.furniture {
            writeln!(out, "- {} ({}): {}", super::tree::lines(piece.place), piece.why, text(&piece.text))?;
        }
    }
    Ok(())
}
