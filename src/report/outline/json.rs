//! `clausewise outline --format json`.

use std::io::{self, Write};

use serde::Serialize;

use crate::order::{Order, Reference};
use crate::report::wire::{Pairs, Spot};

#[derive(Serialize)]
struct One<'a> {
    schema: &'static str,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
struct Several<'a> {
    schema: &'static str,
    orders: Vec<Body<'a>>,
}

#[derive(Serialize)]
struct Body<'a> {
    order: Head<'a>,
    clauses: Vec<Item<'a>>,
    furniture: Vec<Piece<'a>>,
    doubts: Vec<Question<'a>>,
    references: Vec<Pointer<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    agency: &'a str,
    agency_name: &'a str,
    title: String,
    number: Option<&'a str>,
    effective: Option<&'a str>,
    issued: Option<&'a str>,
    review: Option<&'a str>,
    rescinds: Option<&'a str>,
    approved_by: Option<&'a str>,
    standards: Option<&'a str>,
    source: &'a str,
    fields: Pairs<&'a str, String>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    citation: &'a str,
    parent: Option<String>,
    depth: u16,
    kind: &'static str,
    force: Option<&'static str>,
    marker: &'a str,
    heading: Option<&'a str>,
    term: Option<&'a str>,
    text: &'a str,
    reading: String,
    place: Spot,
}

#[derive(Serialize)]
struct Piece<'a> {
    text: &'a str,
    why: &'a str,
    place: Spot,
}

#[derive(Serialize)]
struct Question<'a> {
    what: &'a str,
    place: Spot,
}

#[derive(Serialize)]
struct Pointer<'a> {
    clause: String,
    at: usize,
    words: &'a str,
    to: &'static str,
    target: Option<String>,
}

pub(super) fn write(orders: &[Order], sink: &mut dyn Write) -> io::Result<()> {
    let schema = super::SCHEMA;
    match orders {
        [one] => serde_json::to_writer_pretty(&mut *sink, &One { schema, body: body(one) })?,
        several => serde_json::to_writer_pretty(&mut *sink, &Several { schema, orders: several.iter().map(body).collect() })?,
    }
    sink.write_all(b"\n")
}

fn body(order: &Order) -> Body<'_> {
    let clauses = order.clauses.iter().enumerate().map(|(i, c)| Item {
        id: order.clause_id(i),
        citation: &c.citation,
        parent: c.parent.map(|p| order.clause_id(p)),
        depth: c.depth,
        kind: c.kind.name(),
        force: c.force.map(|f| f.name()),
        marker: &c.marker,
        heading: c.heading.as_deref(),
        term: c.term.as_deref(),
        text: &c.text,
        reading: if c.text.is_empty() { c.words().into() } else { order.reading(i) },
        place: c.place.into(),
    });
    Body {
        order: head(order),
        clauses: clauses.collect(),
        furniture: order.furniture.iter().map(|f| Piece { text: &f.text, why: &f.why, place: f.place.into() }).collect(),
        doubts: order.doubts.iter().map(|d| Question { what: &d.what, place: d.place.into() }).collect(),
        references: pointers(order),
    }
}

/// The references as programs read them: they count characters, not bytes.
fn pointers(order: &Order) -> Vec<Pointer<'_>> {
    // References stand in reading order, so each is counted on from the one before: a clause may have thousands.
    let (mut clause, mut byte, mut at) = (0, 0, 0);
    let mut characters = |r: &Reference| {
        if r.clause != clause || r.at < byte {
            (clause, byte, at) = (r.clause, 0, 0);
        }
        at += order.clauses[clause].words()[byte..r.at].chars().count();
        byte = r.at;
        at
    };
    let all = order.references.iter().map(|r| Pointer {
        clause: order.clause_id(r.clause),
        at: characters(r),
        words: &r.words,
        to: r.to.name(),
        target: r.target.map(|t| order.clause_id(t)),
    });
    all.collect()
}

fn head(order: &Order) -> Head<'_> {
    let h = &order.header;
    // Two fields with one label would make an object with one key twice, which most readers cut to one: nothing may be lost.
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (label, value) in &order.fields {
        match fields.iter_mut().find(|(known, _)| known == label) {
            Some((_, joined)) => {
                joined.push('\n');
                joined.push_str(value);
            }
            None => fields.push((label, value.clone())),
        }
    }
    Head {
        id: &order.id,
        agency: &order.agency,
        agency_name: &order.agency_name,
        title: order.title(),
        number: h.number.as_deref(),
        effective: h.effective.as_deref(),
        issued: h.issued.as_deref(),
        review: h.review.as_deref(),
        rescinds: h.rescinds.as_deref(),
        approved_by: h.approved_by.as_deref(),
        standards: h.standards.as_deref(),
        source: &order.source,
        fields: Pairs(fields),
    }
}
