//! What command staff read first, worked out once for every report: counts, conflicts, telling differences, what only one has, gaps.

use std::collections::BTreeSet;

use crate::matrix::{Comparison, Totals};
use crate::order::{Force, Kind};
use crate::provision::{Aspect, CellState, Provision, Relation, Verdict};
use crate::report::View;

/// The brief; rows are indices into [`Comparison::provisions`].
#[derive(Clone, Debug)]
pub struct Brief {
    /// Counts over all rows.
    pub totals: Totals,
    /// Rows in conflict, the most telling first.
    pub conflicts: Vec<usize>,
    /// Rows that differ without conflict, the most telling first.
    pub differences: Vec<usize>,
    /// For each agency, what only it has: unique rows, and rows in which it stands alone.
    pub only: Vec<Vec<usize>>,
    /// For each agency, what most of those with an order on the subject have and it has not.
    pub gaps: Vec<Vec<usize>>,
    /// For each agency, how much of the comparison it takes part in.
    pub coverage: Vec<Coverage>,
}

/// How much of the comparison one agency takes part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Its orders.
    pub orders: usize,
    /// Its clauses with words, headings apart.
    pub clauses: usize,
    /// Of these, how many stand in some row.
    pub placed: usize,
    /// Rows it says something to.
    pub says: usize,
    /// Rows on its subjects it is silent on.
    pub silent: usize,
    /// Rows on subjects it holds no order on here.
    pub not_held: usize,
    /// Rows it shares with another agency and agrees on.
    pub agree: usize,
    /// Rows it shares with another agency that differ.
    pub differ: usize,
}

/// Works the brief out.
pub fn brief(c: &Comparison, view: &View) -> Brief {
    let mut told: Vec<usize> = (0..c.provisions.len()).filter(|i| c.provisions[*i].verdict == Verdict::Differ).collect();
    told.sort_by(|a, b| weight(&c.provisions[*b], view).total_cmp(&weight(&c.provisions[*a], view)).then(a.cmp(b)));
    let (conflicts, differences) = told.into_iter().partition(|i| c.provisions[*i].conflict);
    let agencies = 0..c.agencies.len();
    Brief {
        totals: c.totals(),
        conflicts,
        differences,
        only: agencies.clone().map(|a| only(c, a)).collect(),
        gaps: agencies.clone().map(|a| gaps(c, a)).collect(),
        coverage: agencies.map(|a| coverage(c, a)).collect(),
    }
}

/// How telling a difference is: what it differs in (force and who decides weigh most), how wide the forces lie apart, how many speak
/// to it, whether somebody stands alone, and whether it concerns the reader's own agency; all by how sure the tool is of the least sure cell, for one wrong
/// neighbour makes the most telling difference.
fn weight(p: &Provision, view: &View) -> f64 {
    let aspect = |a: &Aspect| match a {
        Aspect::Force => 3.0,
        Aspect::Authority | Aspect::Consequence => 2.0,
        Aspect::Condition => 1.5,
        Aspect::Scope => 1.0,
        Aspect::Detail => 0.5,
    };
    let aspects: f64 = p.aspects.iter().map(aspect).sum();
    let forces: BTreeSet<Force> = p.cells.iter().filter_map(force).collect();
    let apart = match (forces.first(), forces.last()) {
        (Some(low), Some(high)) => (*high as u8 - *low as u8) as f64,
        _ => 0.0,
    };
    let mine = view.mine.is_some_and(|m| matches!(p.cells.get(m), Some(CellState::Says { .. })));
    let all =
        aspects + apart + 2.0 * f64::from(u8::from(!p.alone.is_empty())) + 0.5 * p.sayers().len() as f64 + 2.0 * f64::from(u8::from(mine));
    all * p.cells.iter().filter_map(sure).fold(1.0, f64::min)
}

/// How sure the tool is that an agency's words belong where they stand: its surest member's confidence.
fn sure(cell: &CellState) -> Option<f64> {
    match cell {
        CellState::Says { members, .. } => Some(members.iter().map(|m| m.confidence).fold(0.0, f64::max)),
        _ => None,
    }
}

/// How strongly an agency directs here, where it says something.
pub fn force(cell: &CellState) -> Option<Force> {
    match cell {
        CellState::Says { directive, .. } => directive.force,
        _ => None,
    }
}

/// How it stands to the row's reference, where it says something and is not the reference.
pub fn relation(cell: &CellState) -> Option<Relation> {
    match cell {
        CellState::Says { relation, .. } => *relation,
        _ => None,
    }
}

fn only(c: &Comparison, agency: usize) -> Vec<usize> {
    let mine = |p: &Provision| match p.verdict {
        Verdict::Unique => matches!(p.cells[agency], CellState::Says { .. }),
        _ => p.alone.contains(&agency),
    };
    // A stance against everybody else's first: it is what a chief has to know.
    let (alone, unique): (Vec<usize>, Vec<usize>) =
        (0..c.provisions.len()).filter(|i| mine(&c.provisions[*i])).partition(|i| c.provisions[*i].verdict != Verdict::Unique);
    alone.into_iter().chain(unique).collect()
}

fn gaps(c: &Comparison, agency: usize) -> Vec<usize> {
    let mut rows: Vec<(f64, usize)> = Vec::new();
    for (i, p) in c.provisions.iter().enumerate() {
        let held = p.cells.iter().filter(|cell| !matches!(cell, CellState::NotHeld)).count();
        let says = p.sayers().len();
        if matches!(p.cells[agency], CellState::Silent { .. }) && says >= 2 && 2 * says > held - 1 {
            // Many who surely have it first.
            rows.push((p.cells.iter().filter_map(sure).sum(), i));
        }
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    rows.into_iter().map(|(_, i)| i).collect()
}

fn coverage(c: &Comparison, agency: usize) -> Coverage {
    let id = &c.agencies[agency].id;
    let mut out = Coverage::default();
    for order in c.orders.iter().filter(|o| o.agency == *id) {
        out.orders += 1;
        out.clauses += order.clauses.iter().filter(|c| c.kind != Kind::Heading && !c.text.is_empty()).count();
    }
    let mut placed = BTreeSet::new();
    for p in &c.provisions {
        match &p.cells[agency] {
            CellState::Says { members, .. } => {
                out.says += 1;
                placed.extend(members.iter().map(|m| m.clause).filter(|r| c.clause(*r).kind != Kind::Heading));
                match p.verdict {
                    Verdict::Agree => out.agree += 1,
                    Verdict::Differ => out.differ += 1,
                    Verdict::Unique => {}
                }
            }
            CellState::Silent { .. } => out.silent += 1,
            CellState::NotHeld => out.not_held += 1,
        }
    }
    out.placed = placed.len();
    out
}
