//! What the page shows, as plain values for the template: the brief here, the rows in [`super::rows`].

use serde::Serialize;

use crate::matrix::Comparison;
use crate::order::Order;
use crate::provision::{CellState, Provision, Verdict};
use crate::report::View;
use crate::report::brief::{Brief, brief};
use crate::report::html::rows::{Row, aspects, row};
use crate::report::names::short;
use crate::report::plain::{count, plain};
use crate::report::tables;

#[derive(Serialize)]
pub(super) struct Page {
    title: String,
    agencies: Vec<Agency>,
    orders: Vec<OrderLine>,
    mine: Option<String>,
    base: Option<String>,
    totals: Totals,
    conflicts: Vec<Told>,
    conflicts_more: usize,
    differences: Vec<Told>,
    differences_more: usize,
    only: Vec<Only>,
    gaps: Option<Gaps>,
    topics: Vec<Topic>,
    omitted: Vec<(String, String)>,
    version: &'static str,
}

#[derive(Serialize)]
struct Agency {
    id: String,
    name: String,
    short: String,
    orders: usize,
    clauses: usize,
    placed: usize,
    share: usize,
    says: usize,
    silent: usize,
    not_held: usize,
    agree: usize,
    differ: usize,
    only: usize,
}

#[derive(Serialize)]
struct OrderLine {
    agency: String,
    short: String,
    title: String,
    number: String,
    effective: String,
    source: String,
}

#[derive(Serialize)]
struct Totals {
    rows: String,
    agree: usize,
    differ: usize,
    unique: usize,
    conflicts: usize,
    alone: usize,
}

#[derive(Serialize)]
struct Told {
    id: String,
    title: String,
    aspects: String,
    stances: Vec<(String, String, String)>,
}

#[derive(Serialize)]
struct Only {
    agency: String,
    rows: Vec<OnlyRow>,
    total: usize,
    more: usize,
}

#[derive(Serialize)]
struct OnlyRow {
    id: String,
    title: String,
    alone: bool,
    position: String,
}

#[derive(Serialize)]
struct Gaps {
    agency: String,
    rows: Vec<(String, String, usize)>,
    more: usize,
}

#[derive(Serialize)]
struct Topic {
    subject: String,
    topic: String,
    rows: Vec<Row>,
}

/// How many rows the brief names of each kind: it has to fit on one printed page.
const NAMED: usize = 5;

pub(super) fn page(c: &Comparison, view: &View) -> Page {
    let b = brief(c, view);
    let t = b.totals;
    let names = short(c);
    Page {
        title: heading(c),
        agencies: (0..c.agencies.len()).map(|i| agency(c, &b, &names[i], i)).collect(),
        orders: c.orders.iter().enumerate().map(|(i, o)| order(o, &names[c.agency_of(i)])).collect(),
        mine: view.mine.map(|i| c.agencies[i].id.clone()),
        base: view.base.and_then(|i| c.orders.get(i)).map(|o| format!("{}, {}", plain(&o.agency_name), plain(&o.title()))),
        totals: Totals {
            rows: count(t.rows, "provision"),
            agree: t.agree,
            differ: t.differ,
            unique: t.unique,
            conflicts: t.conflicts,
            alone: t.alone,
        },
        conflicts: b.conflicts.iter().take(NAMED).map(|i| told(c, &names, &c.provisions[*i])).collect(),
        conflicts_more: b.conflicts.len().saturating_sub(NAMED),
        differences: b.differences.iter().take(NAMED).map(|i| told(c, &names, &c.provisions[*i])).collect(),
        differences_more: b.differences.len().saturating_sub(NAMED),
        only: (0..c.agencies.len()).map(|i| only(c, &b, &names[i], i)).collect(),
        gaps: view.mine.map(|mine| gaps(c, &b, &names[mine], mine)),
        topics: topics(c),
        omitted: c.omitted.iter().map(|o| (plain(&o.source).into_owned(), plain(&o.why).into_owned())).collect(),
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// "Social Media: 5 agencies compared"
fn heading(c: &Comparison) -> String {
    let mut subjects: Vec<&str> = Vec::new();
    for s in &c.subjects {
        if !subjects.contains(&s.as_str()) {
            subjects.push(s);
        }
    }
    let what = match subjects.as_slice() {
        few if few.len() <= 3 => few.join(", "),
        many => count(many.len(), "subject"),
    };
    format!("{}: {} compared", plain(&what), count(c.agencies.len(), "agency"))
}

fn agency(c: &Comparison, b: &Brief, short: &str, i: usize) -> Agency {
    let v = b.coverage[i];
    Agency {
        id: c.agencies[i].id.clone(),
        name: plain(&c.agencies[i].name).into_owned(),
        short: short.into(),
        orders: v.orders,
        clauses: v.clauses,
        placed: v.placed,
        share: (100 * v.placed).checked_div(v.clauses).unwrap_or(0),
        says: v.says,
        silent: v.silent,
        not_held: v.not_held,
        agree: v.agree,
        differ: v.differ,
        only: b.only[i].len(),
    }
}

fn order(o: &Order, short: &str) -> OrderLine {
    OrderLine {
        agency: plain(&o.agency_name).into_owned(),
        short: short.into(),
        title: plain(&o.title()).into_owned(),
        number: o.header.number.as_deref().map_or("–".into(), |n| plain(n).into_owned()),
        effective: o.header.effective.as_deref().map_or("–".into(), |d| plain(d).into_owned()),
        source: plain(&o.source).into_owned(),
    }
}

fn told(c: &Comparison, names: &[String], p: &Provision) -> Told {
    let stances = p.cells.iter().enumerate().filter_map(|(i, cell)| match cell {
        CellState::Says { members, position, .. } => {
            Some((names[i].clone(), plain(position).into_owned(), plain(&tables::citations(c, members)).into_owned()))
        }
        _ => None,
    });
    Told { id: p.id.clone(), title: plain(&p.title).into_owned(), aspects: aspects(p).join(", "), stances: stances.collect() }
}

fn only(c: &Comparison, b: &Brief, name: &str, agency: usize) -> Only {
    let rows = b.only[agency].iter().take(NAMED).map(|i| {
        let p = &c.provisions[*i];
        let position = match &p.cells[agency] {
            CellState::Says { position, .. } => plain(position).into_owned(),
            _ => String::new(),
        };
        OnlyRow { id: p.id.clone(), title: plain(&p.title).into_owned(), alone: p.verdict != Verdict::Unique, position }
    });
    let total = b.only[agency].len();
    Only { agency: name.into(), rows: rows.collect(), total, more: total.saturating_sub(NAMED) }
}

fn gaps(c: &Comparison, b: &Brief, name: &str, mine: usize) -> Gaps {
    let rows = b.gaps[mine].iter().take(2 * NAMED).map(|i| {
        let p = &c.provisions[*i];
        (p.id.clone(), plain(&p.title).into_owned(), p.sayers().len())
    });
    Gaps { agency: name.into(), rows: rows.collect(), more: b.gaps[mine].len().saturating_sub(2 * NAMED) }
}

fn topics(c: &Comparison) -> Vec<Topic> {
    let mut out: Vec<Topic> = Vec::new();
    for p in &c.provisions {
        let (subject, topic) = (plain(&p.subject), plain(&p.topic));
        match out.last_mut() {
            Some(last) if last.subject == subject && last.topic == topic => last.rows.push(row(c, p)),
            _ => out.push(Topic { subject: subject.into_owned(), topic: topic.into_owned(), rows: vec![row(c, p)] }),
        }
    }
    out
}
