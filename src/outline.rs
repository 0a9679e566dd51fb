//! Blocks become orders: what is furniture, what is the head, and a place in one tree for everything else.
//!
//! ```text
//! I. PURPOSE                    I         heading
//! Records are kept.             I.p1      clause
//! II. DUTIES                    II        heading
//! A. Clerks shall:              II.A      lead-in
//! 1. file each report under     II.A.1    clause, both lines: "(b)" here is a mention
//! (b) of the plan;
//! Page 3                                  furniture
//! 2. seal it.                   II.A.2    clause
//! ```
//!
//! One pass a file, each a small module: lines are laid out ([`rows`]), furniture is set aside, the head is read, lines are gathered
//! into units, numbers that were torn off are given back, a search over named rules finds the cheapest tree, the tree is written
//! down as clauses, and their words are searched for references. Nothing here knows a file format, and nothing here can fail: what could
//! not be settled is a doubt.

mod build;
mod definition;
mod furniture;
mod header;
mod marker;
mod references;
mod rows;
mod rules;
mod search;
mod title;
mod torn;
mod units;

use crate::order::{Furniture, Order};
use crate::read::Document;

/// The orders of one file, usually one.
///
/// `source` is the file's path as it shall stand in every output. Fills everything but `id`, `agency`, `agency_name` and each clause's
/// force. Cannot fail: a file without any structure becomes one clause a paragraph.
pub fn orders(document: &Document, source: &str) -> Vec<Order> {
    let rows = rows::rows(document);
    let why = furniture::furniture(&rows);
    let head = header::head(&rows, &why);
    let keep: Vec<bool> = why.iter().enumerate().map(|(index, why)| why.is_none() && index >= head.rows).collect();
    let (units, torn) = torn::mend(units::units(&rows, &keep), &rows);
    let tree = search::search(&units);
    let (clauses, doubts) = build::build(&units, &rows, &tree);
    let furniture = why
        .iter()
        .enumerate()
        .filter_map(|(index, why)| {
            why.map(|why| Furniture {
                text: rows[index].text.split_whitespace().collect::<Vec<_>>().join(" "),
                why: why.into(),
                place: rows[index].place,
            })
        })
        .collect();
    let mut all = document.doubts.clone();
    all.extend(torn);
    all.extend(doubts);
    all.sort_by_key(|doubt| doubt.place);
    let references = references::references(&clauses, &head.header);
    let (header, fields) = (head.header, head.fields);
    vec![Order { source: source.into(), header, fields, clauses, furniture, doubts: all, references, ..Order::default() }]
}
