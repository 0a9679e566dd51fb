//! The picture of who resembles whom: a tree on the left, the agencies' names, a heat map with its numbers on the right, row by row.

use serde::Serialize;

use crate::matrix::Comparison;
use crate::report::likeness::likeness;
use crate::report::names::short;
use crate::report::plain::beginning;

/// Everything in units of the picture's own coordinates.
#[derive(Serialize)]
pub(super) struct Figure {
    width: f64,
    height: f64,
    side: f64,
    branches: Vec<String>,
    names: Vec<Name>,
    heads: Vec<Head>,
    squares: Vec<Square>,
}

#[derive(Serialize)]
struct Name {
    x: f64,
    y: f64,
    text: String,
}

#[derive(Serialize)]
struct Head {
    x: f64,
    y: f64,
    text: usize,
}

#[derive(Serialize)]
struct Square {
    x: f64,
    y: f64,
    text: String,
    fill: String,
    ink: &'static str,
    title: String,
}

const TREE: f64 = 130.0;
const NAMES: f64 = 190.0;
const TOP: f64 = 24.0;

pub(super) fn figure(c: &Comparison) -> Option<Figure> {
    let n = c.agencies.len();
    let tree = likeness(c);
    let names = short(c);
    if tree.joins.is_empty() {
        return None;
    }
    let side = if n <= 12 { 34.0 } else { 24.0 };
    let y = |at: f64| TOP + (at + 0.5) * side;
    // Alike to the left edge: 1 stands at the names, the farthest join at the left.
    let least = tree.joins.iter().map(|j| j.alike).fold(1.0, f64::min).min(0.95);
    let x = |alike: f64| 8.0 + (TREE - 16.0) * (alike - least) / (1.0 - least);
    let branches = tree.joins.iter().map(|j| {
        let [a, b] = j.at.map(y);
        let [from_a, from_b] = j.from.map(x);
        format!("M{from_a:.1} {a:.1}H{:.1}V{b:.1}H{from_b:.1}", x(j.alike))
    });
    let left = TREE + NAMES;
    let mut squares = Vec::with_capacity(n * n);
    for (row, a) in tree.order.iter().enumerate() {
        for (column, b) in tree.order.iter().enumerate() {
            let alike = c.similarity[*a][*b].clamp(0.0, 1.0);
            let [one, other] = [*a, *b].map(|i| names[i].as_str());
            squares.push(Square {
                x: left + column as f64 * side,
                y: TOP + row as f64 * side,
                text: if a == b { "–".into() } else { format!("{:.0}", alike * 100.0) },
                fill: if a == b { "#e8eaed".into() } else { shade(alike) },
                ink: if a != b && alike > 0.55 { "#ffffff" } else { "#15202b" },
                title: if a == b { one.into() } else { format!("{one} and {other}: {:.0} %", alike * 100.0) },
            });
        }
    }
    let labels = tree.order.iter().enumerate().map(|(row, a)| Name {
        x: TREE + 6.0,
        y: y(row as f64),
        text: format!("{} {}", row + 1, beginning(&names[*a], 25)),
    });
    Some(Figure {
        width: left + n as f64 * side + 8.0,
        height: TOP + n as f64 * side + 8.0,
        side,
        branches: branches.collect(),
        names: labels.collect(),
        heads: (0..n).map(|i| Head { x: left + (i as f64 + 0.5) * side, y: TOP - 8.0, text: i + 1 }).collect(),
        squares,
    })
}

/// From nearly white to deep blue; the ink on it keeps a contrast of 4.5 to 1 at either end.
fn shade(alike: f64) -> String {
    let mix = |low: f64, high: f64| (low + (high - low) * alike).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(236.0, 8.0), mix(243.0, 48.0), mix(250.0, 107.0))
}
