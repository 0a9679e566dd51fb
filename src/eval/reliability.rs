//! Is the tool right as often as it says it is sure? Every pairing, every unique row and every silence against the gold.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::Gold;
use super::measures::Row;
use crate::manifest::stem;
use crate::matrix::Comparison;
use crate::provision::{CellState, Verdict};

/// What the tool says with a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// Two agencies stand side by side in a row.
    Pairing,
    /// Nobody else has the row.
    Unique,
    /// An agency says nothing to a row.
    Silence,
}

/// One claim, and whether the gold bears it out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// What is claimed.
    pub claim: Claim,
    /// How sure the tool is, 0 to 1.
    pub confidence: f64,
    /// Whether the gold says so too.
    pub right: bool,
}

/// One line of a reliability table: the claims whose confidence lies between two tenths.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// What is claimed.
    pub claim: Claim,
    /// Lowest confidence of the bin; it ends two tenths above.
    pub from: f64,
    /// How many claims lie in it.
    pub claims: usize,
    /// Their mean confidence.
    pub said: f64,
    /// The share of them that the gold bears out.
    pub right: f64,
}

/// All claims of a comparison about units that the gold knows. `rows` are the comparison's rows as [`Gold::lay`] gives them.
pub fn judged(comparison: &Comparison, rows: &[Row], gold: &Gold) -> Vec<Judged> {
    let laid: BTreeMap<&str, &Row> = rows.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut keys: BTreeMap<usize, String> = BTreeMap::new();
    for (i, order) in comparison.orders.iter().enumerate() {
        if let Some(unit) = gold.units.get(stem(&order.source)).and_then(|u| u.all.first()) {
            keys.insert(comparison.agency_of(i), unit.id.chars().take(3).collect());
        }
    }
    // The agencies that the gold has beside any of these units.
    let beside = |units: &BTreeSet<String>| -> BTreeSet<&String> {
        let speaks = |g: &&super::gold::GoldRow| g.row.members.values().any(|m| !m.is_disjoint(units));
        gold.rows.iter().filter(speaks).flat_map(|g| g.row.members.keys()).collect()
    };
    let mut out = Vec::new();
    for p in &comparison.provisions {
        let Some(row) = laid.get(p.id.as_str()) else { continue };
        let all: BTreeSet<String> = row.members.values().flatten().cloned().collect();
        let known = beside(&all);
        if known.is_empty() {
            continue;
        }
        let sure = |a: usize| match &p.cells[a] {
            CellState::Says { members, .. } => Some(members.iter().map(|m| m.confidence).fold(0.0, f64::max)),
            _ => None,
        };
        for (a, cell) in p.cells.iter().enumerate() {
            let Some(key) = keys.get(&a) else { continue };
            match cell {
                CellState::Silent { confidence, .. } => {
                    out.push(Judged { claim: Claim::Silence, confidence: *confidence, right: !known.contains(key) });
                }
                CellState::Says { .. } => {
                    let Some(mine) = row.members.get(key) else { continue };
                    let with = beside(mine);
                    for b in a + 1..p.cells.len() {
                        let (Some(x), Some(y), Some(other)) = (sure(a), sure(b), keys.get(&b)) else { continue };
                        let Some(theirs) = row.members.get(other) else { continue };
                        let together = gold.rows.iter().any(|g| {
                            let has = |k: &str, units| g.row.members.get(k).is_some_and(|m| !m.is_disjoint(units));
                            has(key, mine) && has(other, theirs)
                        });
                        out.push(Judged { claim: Claim::Pairing, confidence: x.min(y), right: together && with.contains(other) });
                    }
                }
                CellState::NotHeld => {}
            }
        }
        if p.verdict == Verdict::Unique {
            out.push(Judged { claim: Claim::Unique, confidence: p.confidence, right: known.len() < 2 });
        }
    }
    out
}

/// Sorts claims into bins of two tenths; empty bins are left out.
pub fn bins(judged: &[Judged]) -> Vec<Bin> {
    let mut sorted: BTreeMap<(Claim, u8), Vec<&Judged>> = BTreeMap::new();
    for j in judged {
        let fifth = (1..5).filter(|&k| j.confidence >= f64::from(k) * 0.2).count() as u8;
        sorted.entry((j.claim, fifth)).or_default().push(j);
    }
    sorted
        .into_iter()
        .map(|((claim, fifth), list)| {
            let n = list.len() as f64;
            Bin {
                claim,
                from: f64::from(fifth) * 0.2,
                claims: list.len(),
                said: list.iter().map(|j| j.confidence).sum::<f64>() / n,
                right: list.iter().filter(|j| j.right).count() as f64 / n,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bin_says_how_often_its_claims_were_right() {
        let claim = |confidence, right| Judged { claim: Claim::Unique, confidence, right };
        let table = bins(&[claim(0.9, true), claim(0.85, false), claim(0.1, false), claim(1.0, true)]);
        assert_eq!(table.len(), 2);
        assert_eq!((table[0].from, table[0].claims, table[0].right), (0.0, 1, 0.0));
        assert_eq!((table[1].claims, table[1].right), (3, 2.0 / 3.0));
    }
}
