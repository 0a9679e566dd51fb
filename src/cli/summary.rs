//! What `compare` leaves on the terminal: short, for a person, the reports named last.

use std::io::{self, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};

use crate::matrix::Comparison;
use crate::provision::{CellState, Provision};
use crate::report::View;
use crate::report::brief::{Brief, brief};
use crate::report::names::short;
use crate::report::plain::{beginning, count, plain};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CONFLICT: Style = AnsiColor::Red.on_default().bold();

/// How many rows of each kind are named.
const NAMED: usize = 4;

/// Prints the summary.
pub(super) fn print(c: &Comparison, view: &View, written: &[PathBuf], out: &mut dyn Write) -> io::Result<()> {
    let b = brief(c, view);
    let t = b.totals;
    writeln!(out, "{BOLD}{} of {}{BOLD:#}", count(c.orders.len(), "order"), count(c.agencies.len(), "agency"))?;
    for order in &c.orders {
        let number = order.header.number.as_deref().unwrap_or("no number");
        let effective = order.header.effective.as_deref().map_or(String::new(), |d| format!(", effective {d}"));
        let clauses = count(order.clauses.iter().filter(|c| !c.text.is_empty()).count(), "clause");
        writeln!(out, "  {}: {} ({}{effective}) {DIM}{clauses}{DIM:#}", plain(&order.agency_name), plain(&order.title()), plain(number))?;
    }
    writeln!(
        out,
        "\n{BOLD}{}{BOLD:#}: {} agree, {} differ ({}), {} unique; {} with an agency alone",
        count(t.rows, "provision"),
        t.agree,
        t.differ,
        count(t.conflicts, "conflict"),
        t.unique,
        count(t.alone, "row"),
    )?;
    rows(c, "Conflicts", CONFLICT, &b.conflicts, out)?;
    rows(c, "Most telling differences", BOLD, &b.differences, out)?;
    only(c, &b, out)?;
    if let Some(mine) = view.mine {
        let gaps = &b.gaps[mine];
        let shown: Vec<_> = gaps.iter().take(NAMED).map(|i| plain(&c.provisions[*i].title).into_owned()).collect();
        let name = plain(&c.agencies[mine].name);
        if gaps.is_empty() {
            writeln!(out, "\n{BOLD}{name} lacks nothing that most peers have{BOLD:#}")?;
        } else {
            writeln!(out, "\n{BOLD}{name} lacks what most peers have{BOLD:#} ({}): {}{}", gaps.len(), shown.join("; "), more(gaps.len()))?;
        }
    }
    if !c.omitted.is_empty() {
        let yellow = AnsiColor::Yellow.on_default().bold();
        let files: Vec<&str> = c.omitted.iter().map(|o| o.source.as_str()).collect();
        writeln!(out, "\n{yellow}Left out{yellow:#}: {} (why is said above and in every report)", files.join(", "))?;
    }
    writeln!(out, "\n{BOLD}Reports{BOLD:#}")?;
    for path in written {
        writeln!(out, "  {}", path.display())?;
    }
    Ok(())
}

fn rows(c: &Comparison, title: &str, style: Style, rows: &[usize], out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let names = short(c);
    writeln!(out, "\n{style}{title}{style:#}")?;
    for i in rows.iter().take(NAMED) {
        let p = &c.provisions[*i];
        writeln!(out, "  {} {DIM}{}{DIM:#}", plain(&p.title), p.id)?;
        for (agency, position) in stances(&names, p) {
            writeln!(out, "    {agency}: {}", beginning(&plain(position), 90))?;
        }
    }
    if rows.len() > NAMED {
        writeln!(out, "  {DIM}and {} more{DIM:#}", rows.len() - NAMED)?;
    }
    Ok(())
}

fn stances<'a>(names: &'a [String], p: &'a Provision) -> impl Iterator<Item = (&'a str, &'a str)> {
    p.cells.iter().zip(names).filter_map(|(cell, name)| match cell {
        CellState::Says { position, .. } => Some((name.as_str(), position.as_str())),
        _ => None,
    })
}

fn only(c: &Comparison, b: &Brief, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{BOLD}What only one has{BOLD:#} (unique, or alone in its stance)")?;
    for (name, rows) in short(c).iter().zip(&b.only) {
        let shown: Vec<_> = rows.iter().take(NAMED).map(|i| plain(&c.provisions[*i].title).into_owned()).collect();
        let list = if shown.is_empty() { String::new() } else { format!(": {}{}", shown.join("; "), more(rows.len())) };
        writeln!(out, "  {name} ({}){list}", rows.len())?;
    }
    Ok(())
}

fn more(n: usize) -> String {
    if n > NAMED { format!("; and {} more", n - NAMED) } else { String::new() }
}
