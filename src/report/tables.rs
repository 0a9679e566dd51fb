//! `matrix.csv` (wide), `provisions.csv` and `clauses.csv` (tidy), and the cells they share with the workbook.
//!
//! Rows of text come first as plain strings ([`wide_rows`] and its like), so that the CSV and the workbook say the same cell for cell; the
//! CSV adds its formula guard.

use std::io::{self, Write};

use crate::matrix::Comparison;
use crate::provision::{CellState, Member, Provision};
use crate::report::View;
use crate::report::brief::{force, relation};
use crate::report::guard::guard;
use crate::report::slots;

/// One line of a table.
pub type Row = Vec<String>;

/// `matrix.csv`: one line a provision; for each agency its citation, force, relation and words.
pub fn wide(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    write(wide_rows(c), view, sink)
}

/// `provisions.csv`: one line for each provision and agency.
pub fn provisions(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    write(provision_rows(c), view, sink)
}

/// `clauses.csv`: one line for each clause and provision it belongs to, and for each clause that belongs to none.
pub fn clauses(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    write(clause_rows(c), view, sink)
}

fn write(rows: impl Iterator<Item = Row>, view: &View, mut sink: &mut dyn Write) -> io::Result<()> {
    if view.excel {
        sink.write_all("\u{feff}".as_bytes())?;
    }
    // Excel wants CRLF with its byte order mark; everything else reads either.
    let end = if view.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut out = csv::WriterBuilder::new().terminator(end).from_writer(&mut sink);
    for row in rows {
        out.write_record(row.iter().map(|cell| guard(cell).into_owned())).map_err(io::Error::from)?;
    }
    out.flush()
}

/// The lines of the wide table, the header first, then what was left out as lines of their own at the end.
pub fn wide_rows(c: &Comparison) -> impl Iterator<Item = Row> + '_ {
    let fixed = ["id", "subject", "topic", "provision", "verdict", "aspects", "conflict", "alone", "reason"];
    let mut head: Row = fixed.iter().map(ToString::to_string).collect();
    for agency in &c.agencies {
        head.extend(["citation", "force", "relation", "words"].map(|part| format!("{} {part}", agency.id)));
    }
    let width = head.len();
    let body = c.provisions.iter().map(|p| {
        let mut row = head_cells(c, p);
        row.push(p.reason.clone());
        for cell in &p.cells {
            match cell {
                CellState::Says { members, .. } => {
                    row.push(citations(c, members));
                    row.push(force(cell).map_or(String::new(), |f| f.name().into()));
                    row.push(relation(cell).map_or(String::new(), |r| r.name().into()));
                    row.push(words(c, members));
                }
                _ => row.extend([String::new(), state(cell).into(), String::new(), String::new()]),
            }
        }
        row
    });
    let omitted = c.omitted.iter().map(move |o| {
        let mut row = vec![String::new(); width];
        row[3] = format!("left out: {}", o.source);
        row[4] = "left-out".into();
        row[8].clone_from(&o.why);
        row
    });
    std::iter::once(head).chain(body).chain(omitted)
}

fn head_cells(c: &Comparison, p: &Provision) -> Row {
    vec![
        p.id.clone(),
        p.subject.clone(),
        p.topic.clone(),
        p.title.clone(),
        p.verdict.name().into(),
        p.aspects.iter().map(|a| a.name()).collect::<Vec<_>>().join("; "),
        yes(p.conflict).into(),
        p.alone.iter().map(|a| c.agencies[*a].id.as_str()).collect::<Vec<_>>().join("; "),
    ]
}

/// The lines of the tidy table of provisions, the header first; files left out have lines of their own at the end.
pub fn provision_rows(c: &Comparison) -> impl Iterator<Item = Row> + '_ {
    let head = ["id", "subject", "topic", "provision", "verdict", "aspects", "conflict", "alone", "agency", "agency_name", "state"];
    let more = ["relation", "force", "position", "citations", "words", "is_reference", "confidence"];
    let head: Row = head.iter().chain(&more).chain(slots::SLOTS.map(|(key, _)| key).iter()).map(ToString::to_string).collect();
    let width = head.len();
    let body = c.provisions.iter().flat_map(move |p| {
        p.cells.iter().enumerate().map(move |(i, cell)| {
            let mut row = head_cells(c, p);
            // `alone` here says whether this agency stands alone: one fact a line.
            row[7] = yes(p.alone.contains(&i)).into();
            row.extend([c.agencies[i].id.clone(), c.agencies[i].name.clone(), state(cell).into()]);
            row.push(relation(cell).map_or(String::new(), |r| r.name().into()));
            row.push(force(cell).map_or(String::new(), |f| f.name().into()));
            match cell {
                CellState::Says { members, position, directive, .. } => {
                    row.extend([position.clone(), citations(c, members), words(c, members), yes(p.reference == i).into()]);
                    row.push(format!("{:.2}", members.iter().map(|m| m.confidence).fold(1.0, f64::min)));
                    row.extend(slots::SLOTS.map(|(key, _)| slots::values(directive, key)));
                }
                CellState::Silent { confidence, .. } => {
                    row.extend([String::new(), String::new(), String::new(), "no".into(), format!("{confidence:.2}")]);
                }
                CellState::NotHeld => row.extend([String::new(), String::new(), String::new(), "no".into()]),
            }
            row.resize(width, String::new());
            row
        })
    });
    let omitted = c.omitted.iter().map(move |o| {
        let mut row = vec![String::new(); width];
        row[3] = format!("left out: {}", o.source);
        row[10] = "left-out".into();
        row[13].clone_from(&o.why);
        row
    });
    std::iter::once(head).chain(body).chain(omitted)
}

/// The lines of the tidy table of clauses, the header first; files left out have lines of their own at the end.
pub fn clause_rows(c: &Comparison) -> impl Iterator<Item = Row> + '_ {
    let head = ["clause", "agency", "order", "order_title", "number", "effective", "source", "citation", "kind", "force", "term"];
    let more = ["page", "line", "end_line", "heading", "text", "provision", "provision_title", "verdict", "part", "confidence"];
    let head: Row = head.iter().chain(&more).map(ToString::to_string).collect();
    let width = head.len();
    let mut rows_of: Vec<Vec<Vec<(&Provision, &Member)>>> = c.orders.iter().map(|o| vec![Vec::new(); o.clauses.len()]).collect();
    for p in &c.provisions {
        for cell in &p.cells {
            if let CellState::Says { members, .. } = cell {
                for m in members {
                    rows_of[m.clause.order][m.clause.clause].push((p, m));
                }
            }
        }
    }
    let body = c.orders.iter().zip(rows_of).flat_map(move |(order, of_order)| {
        order.clauses.iter().enumerate().zip(of_order).flat_map(move |((i, clause), of_clause)| {
            let own: Row = vec![
                order.clause_id(i),
                order.agency.clone(),
                order.id.clone(),
                order.title(),
                order.header.number.clone().unwrap_or_default(),
                order.header.effective.clone().unwrap_or_default(),
                order.source.clone(),
                clause.citation.clone(),
                clause.kind.name().into(),
                clause.force.map_or(String::new(), |f| f.name().into()),
                clause.term.clone().unwrap_or_default(),
                clause.place.page.map_or(String::new(), |p| p.to_string()),
                clause.place.line.to_string(),
                clause.place.end_line.to_string(),
                order.headings(i).join(" > "),
                clause.words().into(),
            ];
            let mut rows: Vec<Row> = of_clause
                .iter()
                .map(|(p, m)| {
                    let place = [p.id.clone(), p.title.clone(), p.verdict.name().into(), m.text.clone(), format!("{:.2}", m.confidence)];
                    own.iter().cloned().chain(place).collect()
                })
                .collect();
            if rows.is_empty() {
                let mut row = own;
                row.resize(width, String::new());
                rows.push(row);
            }
            rows
        })
    });
    let omitted = c.omitted.iter().map(move |o| {
        let mut row = vec![String::new(); width];
        row[6].clone_from(&o.source);
        row[8] = "left-out".into();
        row[15].clone_from(&o.why);
        row
    });
    std::iter::once(head).chain(body).chain(omitted)
}

/// The state of a cell in a word.
pub fn state(cell: &CellState) -> &'static str {
    match cell {
        CellState::Says { .. } => "says",
        CellState::Silent { .. } => "silent",
        CellState::NotHeld => "not-held",
    }
}

/// The citations of a cell's members, each once; with the order's number where the members come from several orders.
pub fn citations(c: &Comparison, members: &[Member]) -> String {
    let several = members.iter().any(|m| m.clause.order != members[0].clause.order);
    let mut seen: Vec<String> = Vec::new();
    for m in members {
        let citation = &c.clause(m.clause).citation;
        let order = &c.orders[m.clause.order];
        let own = order.id.rsplit('/').next().unwrap_or_default();
        let cited = if several { format!("{} {citation}", order.header.number.as_deref().unwrap_or(own)) } else { citation.clone() };
        if !seen.contains(&cited) {
            seen.push(cited);
        }
    }
    seen.join("; ")
}

/// The words of a cell, each part behind its citation in brackets where there are several.
pub fn words(c: &Comparison, members: &[Member]) -> String {
    match members {
        [one] => one.text.clone(),
        several => several.iter().map(|m| format!("[{}] {}", c.clause(m.clause).citation, m.text)).collect::<Vec<_>>().join(" "),
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}
