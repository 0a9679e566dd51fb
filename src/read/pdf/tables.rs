//! Tables that are drawn with rules: which rules make one grid, and which letters stand in which cell.
//!
//! ```text
//! +-----------+---------+     a row of two cells
//! | Subject:  | No. 4.7 |
//! |  Lots     +---------+     the left cell goes on: the rule does not reach it
//! |           | May 3   |     a second row whose first cell is empty
//! +-----------+---------+
//! ```

use super::glyphs::{Glyph, Rule};

/// A cell's letters.
pub(super) type Cell = Vec<Glyph>;

/// A table in its place.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f32,
    pub rows: Vec<Vec<Cell>>,
}

/// How far rules may miss each other, in points.
const MISS: f32 = 3.5;
/// More rules than this on a page are a drawing.
const MOST: usize = 1200;

/// Takes the letters of ruled tables out of a page.
pub(super) fn take(rules: &[Rule], glyphs: &mut Vec<Glyph>) -> Vec<Table> {
    let rules = merged(rules);
    if rules.len() > MOST {
        return Vec::new();
    }
    let mut tables: Vec<Table> = grids(&rules).iter().filter_map(|grid| fill(grid, glyphs)).collect();
    tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    tables
}

/// Rules in one line that touch are one rule.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    let place = |rule: &Rule| (rule.at / 1.5).round();
    sorted.sort_by(|a, b| a.across.cmp(&b.across).then(place(a).total_cmp(&place(b))).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Rule> = Vec::new();
    for rule in sorted {
        match out.last_mut() {
            Some(last) if last.across == rule.across && (last.at - rule.at).abs() < 2.0 && rule.from <= last.to + MISS => {
                last.to = last.to.max(rule.to);
            }
            _ => out.push(rule),
        }
    }
    out
}

struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    rules: Vec<Rule>,
}

/// Sets of rules that cross each other and part at least two columns.
fn grids(rules: &[Rule]) -> Vec<Grid> {
    let mut set: Vec<usize> = (0..rules.len()).collect();
    fn root(set: &mut [usize], mut at: usize) -> usize {
        while set[at] != at {
            set[at] = set[set[at]];
            at = set[at];
        }
        at
    }
    for (i, a) in rules.iter().enumerate().filter(|(_, rule)| rule.across) {
        for (j, b) in rules.iter().enumerate().filter(|(_, rule)| !rule.across) {
            let crosses = a.at > b.from - MISS && a.at < b.to + MISS && b.at > a.from - MISS && b.at < a.to + MISS;
            if crosses {
                let (x, y) = (root(&mut set, i), root(&mut set, j));
                set[x.max(y)] = x.min(y);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let root = root(&mut set, index);
        groups.entry(root).or_default().push(*rule);
    }
    let grid = |rules: Vec<Rule>| {
        let xs = steps(rules.iter().filter(|rule| !rule.across).map(|rule| rule.at));
        let ys = steps(rules.iter().filter(|rule| rule.across).map(|rule| rule.at));
        Grid { xs, ys, rules }
    };
    groups.into_values().map(grid).filter(|grid| grid.xs.len() >= 3 && grid.ys.len() >= 2).collect()
}

fn steps(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|b, a| (*b - *a).abs() < MISS);
    values
}

/// `None` where the grid holds next to nothing (a form's empty boxes, a frame around a picture).
fn fill(grid: &Grid, glyphs: &mut Vec<Glyph>) -> Option<Table> {
    let (left, right) = (*grid.xs.first()?, *grid.xs.last()?);
    let (top, bottom) = (*grid.ys.first()?, *grid.ys.last()?);
    let middle = |glyph: &Glyph| ((glyph.x0 + glyph.x1) / 2.0, glyph.y - 0.3 * glyph.size);
    let inside = |glyph: &Glyph| {
        let (x, y) = middle(glyph);
        x > left - MISS && x < right + MISS && y > top - MISS && y < bottom + MISS
    };
    if glyphs.iter().filter(|glyph| inside(glyph) && glyph.text.trim() != "").count() < 8 {
        return None;
    }
    let mut taken: Vec<Glyph> = Vec::new();
    glyphs.retain(|glyph| {
        let takes = inside(glyph);
        if takes {
            taken.push(glyph.clone());
        }
        !takes
    });
    let covers = |across: bool, at: f32, point: f32| {
        grid.rules
            .iter()
            .any(|rule| rule.across == across && (rule.at - at).abs() < MISS && rule.from - MISS < point && point < rule.to + MISS)
    };
    let mut rows: Vec<Vec<(f32, f32, Cell)>> = Vec::new();
    for band in grid.ys.windows(2) {
        let height = (band[0] + band[1]) / 2.0;
        let mut edges: Vec<f32> = grid.xs.iter().copied().filter(|x| covers(false, *x, height)).collect();
        if edges.first() != Some(&left) {
            edges.insert(0, left);
        }
        if edges.last() != Some(&right) {
            edges.push(right);
        }
        rows.push(edges.windows(2).map(|edge| (edge[0], edge[1], Vec::new())).collect());
    }
    for glyph in taken {
        let (x, y) = middle(&glyph);
        let mut band = grid.ys.windows(2).position(|band| y < band[1]).unwrap_or(rows.len() - 1);
        // Upwards as long as no rule parts the cell from the one above.
        while band > 0 && !covers(true, grid.ys[band], x) {
            band -= 1;
        }
        let row = &mut rows[band];
        let at = row.iter().position(|(_, right, _)| x < *right).unwrap_or(row.len() - 1);
        row[at].2.push(glyph);
    }
    let rows = rows.into_iter().map(|row| row.into_iter().map(|(_, _, cell)| cell).collect()).collect();
    Some(Table { top, rows })
}
