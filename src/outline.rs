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
mod doubts;
mod forms;
mod furniture;
mod fused;
mod header;
mod marker;
mod references;
mod rows;
mod rules;
mod search;
mod several;
mod title;
mod torn;
mod units;
mod unmarked;

use self::rows::Row;
use crate::order::{Furniture, Order};
use crate::place::Doubt;
use crate::read::Document;

/// The orders of one file, usually one; a file is cut only where a whole head of another order begins ([`several`]).
///
/// `source` is the file's path as it shall stand in every output. Fills everything but `id`, `agency`, `agency_name` and each clause's
/// force. Cannot fail: a file without any structure becomes one clause a paragraph.
pub fn orders(document: &Document, source: &str) -> Vec<Order> {
    let rows = rows::rows(document);
    let cuts: Vec<usize> = several::starts(&rows).into_iter().map(|row| rows[row].block).collect();
    if cuts.is_empty() {
        return vec![order(&rows, &document.doubts, source)];
    }
    drop(rows);
    let mut doubts = document.doubts.clone();
    doubts.sort_by_key(|doubt| doubt.place);
    let mut doubts = doubts.as_slice();
    let ends = cuts.iter().copied().chain([document.blocks.len()]);
    let begins = [0].into_iter().chain(cuts.iter().copied());
    let mut out = Vec::with_capacity(cuts.len() + 1);
    for (from, to) in begins.zip(ends) {
        // What the reader doubts belongs to the order it stands in; what has no place of its own stands with the first.
        let next = document.blocks.get(to).map_or(u32::MAX, |block| block.place.line);
        let own = doubts.partition_point(|doubt| doubt.place.line < next);
        let part = Document { blocks: document.blocks[from..to].to_vec(), doubts: Vec::new() };
        out.push(order(&rows::rows(&part), &doubts[..own], source));
        doubts = &doubts[own..];
    }
    out
}

/// The order that these rows are.
fn order(rows: &[Row<'_>], read: &[Doubt], source: &str) -> Order {
    let why = furniture::furniture(rows);
    let mut head = header::head(rows, &why);
    let end = forms::signatures(rows, &why, &mut head);
    let keep: Vec<bool> = why.iter().enumerate().map(|(index, why)| why.is_none() && (head.rows..end).contains(&index)).collect();
    let (mut units, mut findings) = torn::mend(units::units(rows, &keep), rows);
    unmarked::mark(&mut units, rows);
    let tree = search::search(&units);
    let (clauses, unsettled) = build::build(&units, rows, &tree);
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
    let mut all = read.to_vec();
    all.extend(doubts::merged(&findings));
    all.sort_by_key(|doubt| doubt.place);
    let references = references::references(&clauses, &head.header);
    let (header, fields) = (head.header, head.fields);
    Order { source: source.into(), header, fields, clauses, furniture, doubts: all, references, ..Order::default() }
}
