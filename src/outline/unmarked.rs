//! Lists without a marker: each item a paragraph of its own, told by the semicolons.
//!
//! ```text
//! Members shall carry:
//!
//! a lamp;
//!
//! a rope; and
//!
//! a whistle.
//! ```
//!
//! Word processors and web pages set such lists with a style that no number belongs to.

use super::marker::{Around, Marker, Num};
use super::rows::Row;
use super::units::{OpenEnd, Shape, Unit, ends_item, words};

/// The sign of a bullet that the page does not show.
const UNSEEN: char = ' ';

/// Most words of an item that ends without a stop.
const SHORT: usize = 14;

/// Makes items of the paragraphs below a lead-in that read as its list.
pub(crate) fn mark(units: &mut [Unit], rows: &[Row<'_>]) {
    let mut at = 0;
    while at + 2 < units.len() {
        let lead = at;
        at += 1;
        if units[lead].open_end != OpenEnd::Lead || matches!(units[lead].shape, Shape::Title(_)) {
            continue;
        }
        let count = list(&units[at..], rows);
        for unit in &mut units[at..at + count] {
            unit.shape = Shape::Marked;
            unit.markers = vec![Marker::only(Around::Sign(UNSEEN), Num::Bullet, 0)];
            unit.text_start = 0;
            unit.given = true;
        }
        at += count;
    }
}

/// How many of these units are the items of one list: none, or two and more. All but the last end as items do inside a sentence.
fn list(units: &[Unit], rows: &[Row<'_>]) -> usize {
    let mut count = 0;
    for unit in units {
        let row = &rows[unit.rows[0]];
        if unit.shape != Shape::Paragraph || row.table.is_some() || row.margin {
            break;
        }
        let text = words(unit, rows);
        let text = text.trim();
        let low = text.starts_with(char::is_lowercase);
        let more = ends_item(text) || low && unit.open_end == OpenEnd::Open && text.split_whitespace().count() <= SHORT;
        let last = !more && unit.open_end == OpenEnd::Closed && low;
        if !(more || last || count > 0 && unit.open_end == OpenEnd::Closed && ends_item(&words(&units[count - 1], rows))) {
            break;
        }
        count += 1;
        if !more {
            break;
        }
    }
    if count >= 2 { count } else { 0 }
}
