//! `matrix.json`, schema `clausewise.matrix/1`: its own wire types, so that a change inside the program never changes a public name.

use std::io::{self, Write};

use serde::Serialize;

use crate::directive::Phrase;
use crate::matrix::Comparison;
use crate::order::{Clause, Order};
use crate::provision::{CellState, Link, Member, Nearest, Provision};
use crate::report::slots;
use crate::report::wire::{Pairs, Spot, short};

/// The name of the schema; a change that breaks readers raises the number.
pub const SCHEMA: &str = "clausewise.matrix/1";

#[derive(Serialize)]
struct Matrix<'a> {
    schema: &'static str,
    agencies: Vec<Agency<'a>>,
    orders: Vec<OrderHead<'a>>,
    totals: Totals,
    clauses: Vec<ClauseBody<'a>>,
    provisions: Vec<Row<'a>>,
    similarity: Vec<Vec<f64>>,
    omitted: Vec<Omitted<'a>>,
}

#[derive(Serialize)]
struct Agency<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct OrderHead<'a> {
    id: &'a str,
    agency: &'a str,
    title: String,
    number: Option<&'a str>,
    effective: Option<&'a str>,
    source: &'a str,
    subject: &'a str,
}

#[derive(Serialize)]
struct Totals {
    rows: usize,
    agree: usize,
    differ: usize,
    unique: usize,
    conflicts: usize,
    alone: usize,
}

#[derive(Serialize)]
struct ClauseBody<'a> {
    id: String,
    order: &'a str,
    citation: &'a str,
    kind: &'static str,
    force: Option<&'static str>,
    text: &'a str,
    reading: String,
    place: Spot,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: &'a str,
    subject: &'a str,
    topic: &'a str,
    verdict: &'static str,
    aspects: Vec<&'static str>,
    conflict: bool,
    alone: Vec<&'a str>,
    reference: &'a str,
    positions: Pairs<&'a str, &'a str>,
    reason: &'a str,
    confidence: f64,
    cells: Vec<Cell<'a>>,
    links: Vec<WireLink<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
enum Cell<'a> {
    Says {
        agency: &'a str,
        relation: Option<&'static str>,
        force: Option<&'static str>,
        slots: Pairs<&'static str, Vec<Phrase>>,
        members: Vec<WireMember<'a>>,
    },
    Silent {
        agency: &'a str,
        confidence: f64,
        nearest: Vec<WireNearest<'a>>,
    },
    NotHeld {
        agency: &'a str,
    },
}

#[derive(Serialize)]
struct WireMember<'a> {
    clause: String,
    text: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct WireNearest<'a> {
    clause: String,
    score: f64,
    why: &'a str,
}

#[derive(Serialize)]
struct WireLink<'a> {
    a: String,
    b: String,
    score: f64,
    parts: Pairs<&'static str, f64>,
    shared: &'a [String],
}

#[derive(Serialize)]
struct Omitted<'a> {
    source: &'a str,
    why: &'a str,
}

/// Writes the whole comparison.
pub fn write(comparison: &Comparison, sink: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *sink, &matrix(comparison))?;
    sink.write_all(b"\n")
}

fn matrix(c: &Comparison) -> Matrix<'_> {
    let t = c.totals();
    Matrix {
        schema: SCHEMA,
        agencies: c.agencies.iter().map(|a| Agency { id: &a.id, name: &a.name }).collect(),
        orders: c.orders.iter().zip(&c.subjects).map(|(o, s)| order(o, s)).collect(),
        totals: Totals { rows: t.rows, agree: t.agree, differ: t.differ, unique: t.unique, conflicts: t.conflicts, alone: t.alone },
        clauses: c.orders.iter().flat_map(|o| o.clauses.iter().enumerate().map(|(i, clause)| body(o, i, clause))).collect(),
        provisions: c.provisions.iter().map(|p| row(c, p)).collect(),
        similarity: c.similarity.iter().map(|r| r.iter().map(|x| short(*x)).collect()).collect(),
        omitted: c.omitted.iter().map(|o| Omitted { source: &o.source, why: &o.why }).collect(),
    }
}

fn order<'a>(o: &'a Order, subject: &'a str) -> OrderHead<'a> {
    OrderHead {
        id: &o.id,
        agency: &o.agency,
        title: o.title(),
        number: o.header.number.as_deref(),
        effective: o.header.effective.as_deref(),
        source: &o.source,
        subject,
    }
}

fn body<'a>(order: &'a Order, index: usize, clause: &'a Clause) -> ClauseBody<'a> {
    ClauseBody {
        id: order.clause_id(index),
        order: &order.id,
        citation: &clause.citation,
        kind: clause.kind.name(),
        force: clause.force.map(|f| f.name()),
        text: clause.words(),
        reading: if clause.text.is_empty() { clause.words().into() } else { order.reading(index) },
        place: clause.place.into(),
    }
}

fn row<'a>(c: &'a Comparison, p: &'a Provision) -> Row<'a> {
    let agency = |i: usize| c.agencies[i].id.as_str();
    let positions = p.cells.iter().enumerate().filter_map(|(i, cell)| match cell {
        CellState::Says { position, .. } => Some((agency(i), position.as_str())),
        _ => None,
    });
    Row {
        id: &p.id,
        title: &p.title,
        subject: &p.subject,
        topic: &p.topic,
        verdict: p.verdict.name(),
        aspects: p.aspects.iter().map(|a| a.name()).collect(),
        conflict: p.conflict,
        alone: p.alone.iter().map(|i| agency(*i)).collect(),
        reference: agency(p.reference),
        positions: Pairs(positions.collect()),
        reason: &p.reason,
        confidence: short(p.confidence),
        cells: p.cells.iter().enumerate().map(|(i, state)| cell(c, agency(i), state)).collect(),
        links: p.links.iter().map(|l| link(c, l)).collect(),
    }
}

fn cell<'a>(c: &'a Comparison, agency: &'a str, state: &'a CellState) -> Cell<'a> {
    match state {
        CellState::Says { members, relation, directive, .. } => {
            let filled = slots::SLOTS.iter().map(|(key, _)| (*key, slots::phrases(directive, key))).filter(|(_, p)| !p.is_empty());
            Cell::Says {
                agency,
                relation: relation.map(|r| r.name()),
                force: directive.force.map(|f| f.name()),
                slots: Pairs(filled.collect()),
                members: members.iter().map(|m| member(c, m)).collect(),
            }
        }
        CellState::Silent { nearest, confidence } => {
            Cell::Silent { agency, confidence: short(*confidence), nearest: nearest.iter().map(|n| near(c, n)).collect() }
        }
        CellState::NotHeld => Cell::NotHeld { agency },
    }
}

fn member<'a>(c: &Comparison, m: &'a Member) -> WireMember<'a> {
    WireMember { clause: c.clause_id(m.clause), text: &m.text, confidence: short(m.confidence) }
}

fn near<'a>(c: &Comparison, n: &'a Nearest) -> WireNearest<'a> {
    WireNearest { clause: c.clause_id(n.clause), score: short(n.score), why: &n.why }
}

fn link<'a>(c: &Comparison, l: &'a Link) -> WireLink<'a> {
    let parts = l.parts.iter().map(|(name, value)| (*name, short(*value))).collect();
    WireLink { a: c.clause_id(l.a), b: c.clause_id(l.b), score: short(l.score), parts: Pairs(parts), shared: &l.shared }
}
