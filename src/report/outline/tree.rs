//! The outline on a terminal: made to be read against the paper in a minute.
//!
//! ```text
//!   57  prohibition      d.  Not sell goods or campaign for a candidate.
//!   58? obligation       e.  Ask the supervisor before ...  -> II.a.ii
//! ```
//!
//! On the left the line of the file (`?` where something is doubtful), then what the clause directs, then the tree itself with the
//! markers as they stand on the paper; at the end the clauses it refers to. Colour only repeats what the words say; the stream drops it where it does not belong.

use std::collections::BTreeSet;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::order::{Aim, Clause, Force, Kind, Order};
use crate::place::Place;
use crate::report::plain::{beginning, count, plain};

/// How the tree is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Columns of the terminal; longer lines are cut with `…`. `None` cuts nothing.
    pub width: Option<usize>,
    /// Also list the furniture and say where every word went.
    pub coverage: bool,
}

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();

/// Writes one order as a tree, with terminal styles.
pub fn tree(order: &Order, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}", plain(&order.title()))?;
    writeln!(out, "{}", plain(&byline(order)))?;
    writeln!(out, "{DIM}{}{DIM:#}\n", summary(order))?;
    for (label, value) in &order.fields {
        writeln!(out, "{DIM}{:>22}{DIM:#}  {}", format!("{}:", plain(label)), plain(value))?;
    }
    if !order.fields.is_empty() {
        writeln!(out)?;
    }
    let doubtful: BTreeSet<u32> = order.doubts.iter().flat_map(|d| d.place.line..=d.place.end_line).collect();
    for (index, clause) in order.clauses.iter().enumerate() {
        let doubt = (clause.place.line..=clause.place.end_line).any(|line| doubtful.contains(&line));
        line(clause, &pointers(order, index), doubt, shape, out)?;
    }
    if !order.doubts.is_empty() {
        writeln!(out, "\n{DOUBT}Check on the paper:{DOUBT:#}")?;
        for doubt in &order.doubts {
            writeln!(out, "  {}: {}", lines(doubt.place), plain(&doubt.what))?;
        }
    }
    if shape.coverage {
        coverage(order, out)?;
    }
    Ok(())
}

fn line(clause: &Clause, pointers: &str, doubt: bool, shape: Shape, out: &mut dyn Write) -> io::Result<()> {
    let (mark, style) = mark(clause);
    let indent = "   ".repeat(clause.depth.into());
    let marker = match clause.marker.trim() {
        "" => String::new(),
        marker => format!("{}  ", plain(marker)),
    };
    let words = plain(clause.words());
    let pointers = if pointers.is_empty() { String::new() } else { format!("  -> {}", plain(pointers)) };
    let taken = 22 + indent.len() + marker.chars().count() + pointers.chars().count();
    let words = beginning(&words, shape.width.map_or(usize::MAX, |w| w.saturating_sub(taken).max(20)));
    let query = if doubt { "?" } else { " " };
    write!(out, "{DIM}{:>5}{DIM:#}{DOUBT}{query}{DOUBT:#} {style}{mark:<14}{style:#} {indent}{marker}", clause.place.line)?;
    match clause.kind {
        Kind::Heading => writeln!(out, "{BOLD}{words}{BOLD:#}{DIM}{pointers}{DIM:#}"),
        _ => writeln!(out, "{words}{DIM}{pointers}{DIM:#}"),
    }
}

/// The clauses of the same order that a clause refers to: "II.a.iii, V"; what could not be found has its words and a `?`.
pub(super) fn pointers(order: &Order, clause: usize) -> String {
    let first = order.references.partition_point(|r| r.clause < clause);
    let own = order.references[first..].iter().take_while(|r| r.clause == clause).filter(|r| r.to == Aim::Clause);
    let mut shown: Vec<String> =
        own.map(|r| r.target.map_or_else(|| format!("{}?", r.words), |t| order.clauses[t].citation.clone())).collect();
    let mut seen = BTreeSet::new();
    shown.retain(|pointer| seen.insert(pointer.clone()));
    if shown.len() > MOST {
        shown.truncate(MOST);
        shown.push("…".into());
    }
    shown.join(", ")
}

/// So many pointers are shown with one clause; JSON has them all.
const MOST: usize = 6;

fn mark(clause: &Clause) -> (&'static str, Style) {
    match (clause.kind, clause.force) {
        (Kind::Heading, _) => ("", Style::new()),
        (Kind::Definition, _) => ("definition", AnsiColor::Cyan.on_default()),
        (Kind::LeadIn, _) => ("lead-in", DIM),
        (Kind::Clause, None) => ("", Style::new()),
        (Kind::Clause, Some(force)) => (force.name(), style(force)),
    }
}

/// The colour of a force, wherever one is printed.
pub fn style(force: Force) -> Style {
    match force {
        Force::Prohibition => AnsiColor::Red.on_default().bold(),
        Force::Obligation => AnsiColor::Blue.on_default().bold(),
        Force::Recommendation => AnsiColor::Yellow.on_default(),
        Force::Permission => AnsiColor::Green.on_default(),
        Force::Statement => DIM,
    }
}

/// "Easton Police Department · General Order # 9 · effective 2020-06-15 · easton.md"
pub(super) fn byline(order: &Order) -> String {
    let mut parts = vec![order.agency_name.clone()];
    parts.extend(order.header.number.clone());
    parts.extend(order.header.effective.as_ref().map(|d| format!("effective {d}")));
    parts.push(order.source.clone());
    parts.join(" · ")
}

/// "line 4", "lines 4-6", with the page where there is one.
pub(super) fn lines(place: Place) -> String {
    let page = place.page.map_or(String::new(), |p| format!("page {p}, "));
    if place.line == place.end_line {
        format!("{page}line {}", place.line)
    } else {
        format!("{page}lines {}-{}", place.line, place.end_line)
    }
}

fn summary(order: &Order) -> String {
    let of = |kind: Kind| order.clauses.iter().filter(|c| c.kind == kind).count();
    let mut parts = vec![count(of(Kind::Heading), "heading"), count(of(Kind::Clause), "clause"), count(of(Kind::LeadIn), "lead-in")];
    parts.push(count(of(Kind::Definition), "definition"));
    for force in [Force::Prohibition, Force::Obligation, Force::Recommendation, Force::Permission, Force::Statement] {
        let n = order.clauses.iter().filter(|c| c.kind == Kind::Clause && c.force == Some(force)).count();
        if n > 0 {
            parts.push(count(n, force.name()));
        }
    }
    if !order.doubts.is_empty() {
        parts.push(count(order.doubts.len(), "doubt"));
    }
    parts.join(" · ")
}

fn coverage(order: &Order, out: &mut dyn Write) -> io::Result<()> {
    let words = |text: &str| text.split_whitespace().count();
    let clauses: usize = order.clauses.iter().map(|c| words(c.words())).sum();
    let markers: usize = order.clauses.iter().map(|c| words(&c.marker)).sum();
    let fields: usize = order.fields.iter().map(|(l, v)| words(l) + words(v)).sum();
    let furniture: usize = order.furniture.iter().map(|f| words(&f.text)).sum();
    let all = (clauses + markers + fields + furniture).max(1);
    writeln!(out, "\n{BOLD}Where the words are{BOLD:#}")?;
    for (what, n) in [("clauses", clauses), ("numbers and bullets", markers), ("header fields", fields), ("page furniture", furniture)] {
        writeln!(out, "  {n:>6}  {:>5.1} %  {what}", 100.0 * n as f64 / all as f64)?;
    }
    for piece in &order.furniture {
        writeln!(out, "  {DIM}{:>10}{DIM:#}  {} {DIM}({}){DIM:#}", lines(piece.place), plain(&piece.text), piece.why)?;
    }
    Ok(())
}
