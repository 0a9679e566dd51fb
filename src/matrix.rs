//! The matrix: rows are provisions, columns are agencies; and everything a report needs to show it.

use crate::corpus::Omission;
use crate::order::{Clause, Order};
use crate::provision::{ClauseRef, Provision, Verdict};

/// A column of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// A slug, stable from run to run.
    pub id: String,
    /// For people.
    pub name: String,
}

/// A comparison: what went in, the matrix, what was left out. Every report is made from this and nothing else.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The columns, sorted by id.
    pub agencies: Vec<Agency>,
    /// The orders, sorted by id; [`crate::provision::ClauseRef::order`] points here.
    pub orders: Vec<Order>,
    /// The subject of each order, parallel to `orders`.
    pub subjects: Vec<String>,
    /// The rows: by subject, then topic, then the place in the orders.
    pub provisions: Vec<Provision>,
    /// Files that could not be read, and why.
    pub omitted: Vec<Omission>,
    /// How alike two agencies are, 0 to 1: share of the rows either has that both have and agree on; symmetric, 1 on the diagonal.
    pub similarity: Vec<Vec<f64>>,
}

/// Counts over the rows of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All rows.
    pub rows: usize,
    /// Rows on which all that have them agree.
    pub agree: usize,
    /// Rows that differ.
    pub differ: usize,
    /// Rows only one agency has.
    pub unique: usize,
    /// Rows in conflict.
    pub conflicts: usize,
    /// Rows in which some agency stands alone.
    pub alone: usize,
}

impl Comparison {
    /// Counts over all rows.
    pub fn totals(&self) -> Totals {
        let mut t = Totals { rows: self.provisions.len(), ..Totals::default() };
        for p in &self.provisions {
            match p.verdict {
                Verdict::Agree => t.agree += 1,
                Verdict::Differ => t.differ += 1,
                Verdict::Unique => t.unique += 1,
            }
            t.conflicts += usize::from(p.conflict);
            t.alone += usize::from(!p.alone.is_empty());
        }
        t
    }

    /// The clause a reference means.
    pub fn clause(&self, at: ClauseRef) -> &Clause {
        &self.orders[at.order].clauses[at.clause]
    }

    /// Its id, `order-id/citation`.
    pub fn clause_id(&self, at: ClauseRef) -> String {
        self.orders[at.order].clause_id(at.clause)
    }

    /// Index of the agency whose order this is.
    pub fn agency_of(&self, order: usize) -> usize {
        let id = &self.orders[order].agency;
        self.agencies.iter().position(|a| a.id == *id).unwrap_or_default()
    }

    /// What only this agency has: its unique rows, and the rows in which it stands alone.
    pub fn only(&self, agency: usize) -> Vec<&Provision> {
        self.provisions
            .iter()
            .filter(|p| match p.verdict {
                Verdict::Unique => p.sayers() == [agency],
                _ => p.alone.contains(&agency),
            })
            .collect()
    }
}
