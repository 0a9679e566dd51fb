//! What the page shows, as plain values for the template.

use serde::Serialize;

use crate::matrix::Comparison;
use crate::order::{Force, Order};
use crate::provision::{CellState, Link, Member, Nearest, Provision, Relation, Verdict};
use crate::report::View;
use crate::report::brief::{Brief, brief, force, relation};
use crate::report::names::short;
use crate::report::plain::{beginning, count, plain};
use crate::report::redline::{How, Piece, redline};
use crate::report::{slots, tables};

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

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    verdict: &'static str,
    sign: &'static str,
    aspects: Vec<&'static str>,
    conflict: bool,
    alone: bool,
    reason: String,
    confidence: String,
    cells: Vec<Cell>,
    slots: Vec<SlotRow>,
    links: Vec<LinkLine>,
}

#[derive(Serialize)]
struct Cell {
    agency: String,
    name: String,
    state: &'static str,
    force: &'static str,
    relation: Option<RelationLabel>,
    reference: bool,
    alone: bool,
    /// How it stands to the others, for the filter: "differs", "stricter", "looser".
    stand: Vec<&'static str>,
    citations: String,
    beginning: String,
    position: String,
    parts: Vec<Part>,
    redlined: bool,
    confidence: String,
    nearest: Vec<NearestLine>,
}

#[derive(Serialize)]
struct RelationLabel {
    name: &'static str,
    sign: &'static str,
    means: &'static str,
}

#[derive(Serialize)]
struct Part {
    citation: String,
    order: String,
    place: String,
    lead: String,
    pieces: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct NearestLine {
    citation: String,
    score: String,
    why: String,
    words: String,
}

#[derive(Serialize)]
struct SlotRow {
    title: &'static str,
    values: Vec<(String, String)>,
}

#[derive(Serialize)]
struct LinkLine {
    score: String,
    a: String,
    b: String,
    parts: Vec<(&'static str, String)>,
    shared: String,
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

fn aspects(p: &Provision) -> Vec<&'static str> {
    p.aspects.iter().map(|a| a.name()).collect()
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

fn row(c: &Comparison, p: &Provision) -> Row {
    Row {
        id: p.id.clone(),
        title: plain(&p.title).into_owned(),
        verdict: p.verdict.name(),
        sign: match p.verdict {
            Verdict::Agree => "✓",
            Verdict::Differ => "≠",
            Verdict::Unique => "◇",
        },
        aspects: aspects(p),
        conflict: p.conflict,
        alone: !p.alone.is_empty(),
        reason: plain(&p.reason).into_owned(),
        confidence: percent(p.confidence),
        cells: (0..p.cells.len()).map(|i| cell(c, p, i)).collect(),
        slots: slot_rows(p),
        links: p.links.iter().take(6).map(|l| link(c, l)).collect(),
    }
}

fn cell(c: &Comparison, p: &Provision, i: usize) -> Cell {
    let state = &p.cells[i];
    let several = p.sayers().len() > 1;
    let mut out = Cell {
        agency: c.agencies[i].id.clone(),
        name: plain(&c.agencies[i].name).into_owned(),
        state: tables::state(state),
        force: force(state).map_or("", Force::name),
        relation: relation(state).map(label),
        reference: several && p.reference == i && matches!(state, CellState::Says { .. }),
        alone: p.alone.contains(&i),
        stand: stand(p, i),
        citations: String::new(),
        beginning: String::new(),
        position: String::new(),
        parts: Vec::new(),
        redlined: false,
        confidence: String::new(),
        nearest: Vec::new(),
    };
    match state {
        CellState::Says { members, position, .. } => {
            out.citations = plain(&tables::citations(c, members)).into_owned();
            out.beginning = beginning(&plain(&members[0].text), 150).into_owned();
            out.position = plain(position).into_owned();
            let against = if out.reference { None } else { reference_words(p) };
            out.parts = parts(c, members, against.as_deref());
            out.redlined = out.parts.iter().any(|part| part.pieces.len() > 1 || part.pieces.iter().any(|(tag, _)| !tag.is_empty()));
        }
        CellState::Silent { nearest, confidence } => {
            out.confidence = percent(*confidence);
            out.nearest = nearest.iter().map(|n| near(c, n)).collect();
        }
        CellState::NotHeld => {}
    }
    out
}

/// The reference's words, where the row has more than one agency.
fn reference_words(p: &Provision) -> Option<String> {
    match &p.cells[p.reference] {
        CellState::Says { members, .. } if p.sayers().len() > 1 => {
            Some(plain(&members.iter().map(|m| m.text.as_str()).collect::<Vec<_>>().join(" ")).into_owned())
        }
        _ => None,
    }
}

/// The members with their words, redlined together against the reference: what moved from one item to another is no change.
fn parts(c: &Comparison, members: &[Member], against: Option<&str>) -> Vec<Part> {
    let words: Vec<String> = members.iter().map(|m| plain(&m.text).into_owned()).collect();
    let marked = match against.and_then(|old| redline(old, &words.join(" "))) {
        Some(pieces) => distribute(pieces, &words),
        None => words.into_iter().map(|w| vec![("", w)]).collect(),
    };
    members
        .iter()
        .zip(marked)
        .map(|(m, pieces)| {
            let order = &c.orders[m.clause.order];
            let clause = c.clause(m.clause);
            let lead: Vec<&str> = order.lead_ins(m.clause.clause).into_iter().map(|l| order.clauses[l].text.trim()).collect();
            let page = clause.place.page.map_or(String::new(), |p| format!("p. {p}, "));
            Part {
                citation: plain(&clause.citation).into_owned(),
                order: order.header.number.as_deref().map_or_else(|| plain(&order.title()).into_owned(), |n| plain(n).into_owned()),
                place: format!("{page}line {}", clause.place.line),
                lead: plain(&lead.join(" ")).into_owned(),
                pieces,
            }
        })
        .collect()
}

/// Gives the pieces of a redline of joined parts back to the parts; what was removed goes to the part it stands in front of.
fn distribute(pieces: Vec<Piece>, parts: &[String]) -> Vec<Vec<(&'static str, String)>> {
    let room: Vec<usize> = parts.iter().map(|p| p.split_whitespace().count()).collect();
    let mut out: Vec<Vec<(&'static str, String)>> = vec![Vec::new(); parts.len()];
    let (mut at, mut used) = (0, 0);
    for piece in pieces {
        let tag = match piece.how {
            How::Same => "",
            How::Added => "ins",
            How::Removed => "del",
        };
        if piece.how == How::Removed {
            out[at].push((tag, piece.text));
            continue;
        }
        let words: Vec<&str> = piece.text.split(' ').collect();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            while used == room[at] && at + 1 < parts.len() {
                (at, used) = (at + 1, 0);
            }
            let here = if at + 1 == parts.len() { rest.len() } else { rest.len().min(room[at] - used) };
            out[at].push((tag, rest[..here].join(" ")));
            used += here;
            rest = &rest[here..];
        }
    }
    out
}

fn near(c: &Comparison, n: &Nearest) -> NearestLine {
    let clause = c.clause(n.clause);
    NearestLine {
        citation: plain(&clause.citation).into_owned(),
        score: format!("{:.2}", n.score),
        why: plain(&n.why).into_owned(),
        words: beginning(&plain(clause.words()), 160).into_owned(),
    }
}

/// How an agency stands to the others, in the words of the filter.
///
/// Where it is itself the reference, the others' relations are turned round.
fn stand(p: &Provision, i: usize) -> Vec<&'static str> {
    let of_others = |wanted: Relation| p.cells.iter().any(|cell| relation(cell) == Some(wanted));
    let (mut stricter, mut looser) = (relation(&p.cells[i]) == Some(Relation::Stricter), relation(&p.cells[i]) == Some(Relation::Looser));
    let mut differs = relation(&p.cells[i]).is_some_and(|r| !matches!(r, Relation::Equal | Relation::Equivalent)) || p.alone.contains(&i);
    if i == p.reference && p.verdict == Verdict::Differ {
        stricter = of_others(Relation::Looser) && !of_others(Relation::Stricter);
        looser = of_others(Relation::Stricter) && !of_others(Relation::Looser);
        differs = true;
    }
    [("differs", differs && p.verdict == Verdict::Differ), ("stricter", stricter), ("looser", looser)]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| name)
        .collect()
}

fn label(r: Relation) -> RelationLabel {
    let (sign, means) = match r {
        Relation::Equal => ("=", "the same words, or nearly, as the reference"),
        Relation::Equivalent => ("≈", "other words, the same substance as the reference"),
        Relation::Subset => ("⊂", "covers part of what the reference covers"),
        Relation::Superset => ("⊃", "covers what the reference covers, and more"),
        Relation::Intersects => ("∩", "shares a part with the reference; each has something of its own"),
        Relation::Stricter => ("▲", "binds more strongly than the reference"),
        Relation::Looser => ("▽", "binds less strongly than the reference"),
        Relation::Conflicts => ("✕", "one forbids what the other allows"),
    };
    RelationLabel { name: r.name(), sign, means }
}

fn slot_rows(p: &Provision) -> Vec<SlotRow> {
    let sayers = p.sayers();
    slots::SLOTS
        .iter()
        .filter_map(|(key, title)| {
            let values: Vec<(String, String)> = sayers
                .iter()
                .map(|i| match &p.cells[*i] {
                    CellState::Says { directive, .. } => {
                        (plain(&slots::values(directive, key)).into_owned(), plain(&slots::words(directive, key)).into_owned())
                    }
                    _ => Default::default(),
                })
                .collect();
            values.iter().any(|(v, _)| !v.is_empty()).then_some(SlotRow { title, values })
        })
        .collect()
}

fn link(c: &Comparison, l: &Link) -> LinkLine {
    LinkLine {
        score: format!("{:.2}", l.score),
        a: plain(&c.clause_id(l.a)).into_owned(),
        b: plain(&c.clause_id(l.b)).into_owned(),
        parts: l.parts.iter().map(|(name, value)| (*name, format!("{value:.2}"))).collect(),
        shared: plain(&l.shared.join(", ")).into_owned(),
    }
}

fn percent(x: f64) -> String {
    format!("{:.0} %", 100.0 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redline_over_several_items_keeps_each_items_words() {
        let parts = ["officers shall not post".to_string(), "names of victims".to_string()];
        let pieces = redline("officers may post names of the victims", &parts.join(" ")).unwrap();
        let shown = distribute(pieces, &parts);
        for (shown, part) in shown.iter().zip(&parts) {
            let kept: Vec<&str> = shown.iter().filter(|(tag, _)| *tag != "del").map(|(_, text)| text.as_str()).collect();
            assert_eq!(kept.join(" "), *part);
        }
    }
}
