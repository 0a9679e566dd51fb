//! Where in a file a second order begins.
//!
//! ```text
//! EASTON POLICE DEPARTMENT                the first order's head
//! General Order 12-3    Effective: March 4, 2021
//! ...
//! EASTON POLICE DEPARTMENT                the same number: the head of its next page
//! General Order 12-3    Effective: March 4, 2021
//! ...
//! EASTON POLICE DEPARTMENT                another number: the next order
//! General Order 12-4    Effective: May 2, 2021
//! ```
//!
//! An order that is not parted is read as one long order; one that is cut at its own sections loses its tree. So a file is cut only
//! where heads of one kind follow each other, each with another number (or title), each with a body whose numbers begin anew, and the
//! first at the top of the file.

use super::header::{HEAD_ROWS, Signs, is_head_line, may_label_date, signs};
use super::rows::Row;

/// What a head must show to begin an order; all orders of a file show the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// A number and a date, and the agency or a title.
    NumberAndDate,
    /// A date, and a title that is the file's highest heading or stands labelled beside the agency.
    TitleAndDate,
    /// The file's highest heading, which is an order's kind and number.
    Named,
}

/// One order's head.
struct Start {
    row: usize,
    signs: Signs,
    evidence: Evidence,
}

/// So many rows without words of a body may stand above the first head.
const ABOVE: usize = 12;

/// So many rows below a head are looked at for its first number.
const NUMBERS: usize = 60;

/// So many words at least the body of an order has.
const BODY: usize = 30;

/// The rows at which the second and later orders of a file begin; mostly none.
pub(crate) fn starts(rows: &[Row<'_>]) -> Vec<usize> {
    let found = heads(rows);
    let Some(first) = found.first() else { return Vec::new() };
    let above = &rows[..first.row];
    if first.row > ABOVE || !above.iter().all(|row| row.margin || is_head_line(row)) {
        return Vec::new();
    }
    let mut orders: Vec<&Start> = vec![first];
    for start in &found[1..] {
        let last = orders[orders.len() - 1];
        if start.evidence != first.evidence || same(last, start) || in_appendix(rows, start.row) || !begins_anew(&rows[start.signs.end..]) {
            continue;
        }
        // The first order goes on after the second: the second was quoted in it.
        if orders.iter().any(|order| same(order, start)) {
            return Vec::new();
        }
        orders.push(start);
    }
    if orders.len() == 1 {
        return Vec::new();
    }
    let ends = orders[1..].iter().map(|start| start.row).chain([rows.len()]);
    let whole = orders.iter().zip(ends).all(|(start, end)| has_body(&rows[start.signs.end.min(end)..end]));
    if whole { orders[1..].iter().map(|start| start.row).collect() } else { Vec::new() }
}

/// Every head of the file, the repeated ones too; none at all where the first does not stand near the top.
///
/// A head that names neither its order in the file's highest heading nor a date is no head, so the rows are read as one only near a
/// label of a date: most rows have none near them, and reading a head is slow.
fn heads(rows: &[Row<'_>]) -> Vec<Start> {
    let highest = rows.iter().filter_map(|row| row.heading).min();
    let is_highest = |index: usize| rows[index].heading.is_some() && rows[index].heading == highest;
    let top = |index: usize| rows[index].page_top || is_highest(index);
    let mut out = Vec::new();
    let mut index = 0;
    let mut label = 0;
    while index < rows.len() && !(out.is_empty() && index > ABOVE) {
        label = label.max(index);
        while rows.get(label).is_some_and(|row| !may_label_date(&row.text)) {
            label += 1;
        }
        if label >= index + HEAD_ROWS && !is_highest(index) {
            index += 1;
            continue;
        }
        let row = &rows[index];
        let fresh = index == 0 || rows[index - 1].block != row.block;
        let start = if fresh && !row.margin && is_head_line(row) { start(signs(rows, index, top), index, is_highest(index)) } else { None };
        match start {
            Some(start) => {
                index = start.signs.end.max(index + 1);
                out.push(start);
            }
            None => index += 1,
        }
    }
    out
}

/// Whether what a run of lines says makes a head of it.
fn start(signs: Signs, row: usize, highest: bool) -> Option<Start> {
    let evidence = if signs.number.is_some() && signs.dated && (signs.agency || signs.title.is_some()) {
        Evidence::NumberAndDate
    } else if signs.dated && signs.title.is_some() && (highest || signs.agency && signs.titled) {
        Evidence::TitleAndDate
    } else if highest && signs.named {
        Evidence::Named
    } else {
        return None;
    };
    Some(Start { row, signs, evidence })
}

/// Two heads of one order: the same number, or the same title where there is no number.
fn same(one: &Start, other: &Start) -> bool {
    match (&one.signs.number, &other.signs.number) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.signs.title == other.signs.title,
        _ => true,
    }
}

/// A sample of an order shown in another.
fn in_appendix(rows: &[Row<'_>], start: usize) -> bool {
    const WORDS: &[&str] = &["appendix", "attachment", "exhibit", "annex", "sample", "example", "figure", "template"];
    rows[start.saturating_sub(4)..=start].iter().any(|row| {
        let first = row.text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
        WORDS.contains(&first.to_lowercase().as_str())
    })
}

/// The first number below a head is a first one. Below a page's head that the scanner has spoilt the order's numbers go on.
fn begins_anew(rows: &[Row<'_>]) -> bool {
    let markers = rows.iter().take(NUMBERS).map(Row::markers);
    let first = markers.filter_map(|found| found.into_iter().find(|marker| !marker.is_bullet())).next();
    first.is_none_or(|marker| marker.readings().iter().any(|reading| reading.value <= 1))
}

fn has_body(rows: &[Row<'_>]) -> bool {
    let mut words = 0;
    rows.iter().filter(|row| !is_head_line(row)).any(|row| {
        words += row.text.split_whitespace().count();
        words >= BODY
    })
}
