//! A row of the page: its cells, the words with their redlines, the slots, and why its clauses stand together.

use serde::Serialize;

use crate::matrix::Comparison;
use crate::order::Force;
use crate::provision::{CellState, Link, Member, Nearest, Provision, Relation, Verdict};
use crate::report::brief::{force, relation};
use crate::report::plain::{beginning, plain};
use crate::report::redline::{How, Piece, redline};
use crate::report::{slots, tables};

#[derive(Serialize)]
pub(super) struct Row {
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

pub(super) fn row(c: &Comparison, p: &Provision) -> Row {
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

/// In what a row differs, in words.
pub(super) fn aspects(p: &Provision) -> Vec<&'static str> {
    p.aspects.iter().map(|a| a.name()).collect()
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
