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
//! into units, numbers that were torn off are given back, a search over named rules finds the cheapest tree, and the tree is written
//! down as clauses. Nothing here knows a file format, and nothing here can fail: what could not be settled is a doubt.

mod build;
mod definition;
mod doubts;
mod forms;
mod furniture;
mod header;
mod marker;
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
    let mut head = header::head(&rows, &why);
    let end = forms::signatures(&rows, &why, &mut head);
    let keep: Vec<bool> = why.iter().enumerate().map(|(index, why)| why.is_none() && (head.rows..end).contains(&index)).collect();
    let (units, mut findings) = torn::mend(units::units(&rows, &keep), &rows);
    let tree = search::search(&units);
    let (clauses, unsettled) = build::build(&units, &rows, &tree);
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
    findings.extend(unsettled);
    let mut all = document.doubts.clone();
    all.extend(doubts::merged(&findings));
    all.sort_by_key(|doubt| doubt.place);
    vec![Order { source: source.into(), header: head.header, fields: head.fields, clauses, furniture, doubts: all, ..Order::default() }]
}
