//! Reading the gold, and laying a comparison's members over it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::matrix::Comparison;
use crate::provision::{CellState, Verdict};

use super::measures::Row;

/// One line of a units file.
#[derive(Clone, Debug, Deserialize)]
pub struct Unit {
    /// Unique; its first three characters stand for the agency.
    pub id: String,
    /// Its outline path in the order.
    pub label: String,
    /// heading, lead-in, clause, definition, metadata or furniture.
    pub kind: String,
    /// Its force, where it has one.
    #[serde(rename = "type", default)]
    pub force: Option<String>,
    /// Its words.
    pub text: String,
}

/// The units of one order.
pub struct Units {
    /// All of them, as in the file.
    pub all: Vec<Unit>,
    content: Vec<(String, Vec<String>, FxHashSet<[String; 3]>)>,
}

#[derive(Deserialize)]
struct WireRow {
    id: String,
    #[serde(default)]
    title: String,
    members: Vec<WireMember>,
    verdict: Verdict,
    #[serde(default)]
    conflict: bool,
    #[serde(default)]
    aspects: Vec<String>,
    #[serde(default)]
    alone: Vec<String>,
    #[serde(default)]
    difficulty: Option<String>,
}

#[derive(Deserialize)]
struct WireMember {
    unit: String,
}

/// One row of the gold.
#[derive(Clone, Debug)]
pub struct GoldRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Members and verdict.
    pub row: Row,
    /// easy, medium, hard, or none.
    pub difficulty: Option<String>,
    /// Agencies whose stance nobody shares.
    pub alone: BTreeSet<String>,
}

/// All rows and the units of all orders, by the order's file stem.
pub struct Gold {
    /// The rows.
    pub rows: Vec<GoldRow>,
    /// The units by stem.
    pub units: BTreeMap<String, Units>,
}

fn fold(text: &str) -> Vec<String> {
    let text: String = text.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '\u{2019}')).collect();
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect()
}

fn shingles(words: &[String]) -> FxHashSet<[String; 3]> {
    words.windows(3).map(|w| [w[0].clone(), w[1].clone(), w[2].clone()]).collect()
}

fn holds(big: &[String], small: &[String]) -> bool {
    !small.is_empty() && big.windows(small.len()).any(|w| w == small)
}

impl Units {
    /// Reads a units file.
    ///
    /// # Errors
    /// The line that is no unit, and why.
    pub fn parse(text: &str) -> Result<Self, String> {
        let all: Vec<Unit> = lines(text)?;
        let content = all
            .iter()
            .filter(|u| matches!(u.kind.as_str(), "clause" | "definition" | "lead-in"))
            .map(|u| {
                let words = fold(&u.text);
                let grams = shingles(&words);
                (u.id.clone(), words, grams)
            })
            .collect();
        Ok(Self { all, content })
    }

    /// Ids of the units whose words these are: those that hold them whole, otherwise those that share half of the shorter side.
    pub fn under(&self, text: &str) -> Vec<&str> {
        let words = fold(text);
        let whole: Vec<&str> = self.content.iter().filter(|(_, w, _)| holds(w, &words)).map(|(id, ..)| id.as_str()).collect();
        if !whole.is_empty() {
            return whole;
        }
        let grams = shingles(&words);
        let near = |(_, w, g): &&(String, Vec<String>, FxHashSet<[String; 3]>)| {
            if w.len() < 6 || words.len() < 6 {
                let (small, big) = if w.len() <= words.len() { (w, &words) } else { (&words, w) };
                holds(big, small)
            } else {
                let shared = grams.intersection(g).count();
                !g.is_empty() && 2 * shared >= grams.len().min(g.len())
            }
        };
        self.content.iter().filter(near).map(|(id, ..)| id.as_str()).collect()
    }
}

fn lines<T: for<'a> Deserialize<'a>>(text: &str) -> Result<Vec<T>, String> {
    let parse = |(n, l): (usize, &str)| serde_json::from_str(l).map_err(|e| format!("line {}: {e}", n + 1));
    text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).map(parse).collect()
}

/// The agency a unit belongs to: the first three characters of its id.
fn agency(unit: &str) -> String {
    unit.chars().take(3).collect()
}

impl Gold {
    /// Reads the rows and takes the units of each order, by file stem.
    ///
    /// # Errors
    /// The line that is no row, and why.
    pub fn parse(rows: &str, units: BTreeMap<String, Units>) -> Result<Self, String> {
        let rows = lines::<WireRow>(rows)?
            .into_iter()
            .map(|r| {
                let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
                for m in r.members {
                    members.entry(agency(&m.unit)).or_default().insert(m.unit);
                }
                let row = Row {
                    members,
                    verdict: Some(r.verdict),
                    conflict: r.conflict,
                    aspects: r.aspects.into_iter().collect(),
                    id: r.id.clone(),
                };
                GoldRow { id: r.id, title: r.title, row, difficulty: r.difficulty, alone: r.alone.into_iter().collect() }
            })
            .collect();
        Ok(Self { rows, units })
    }

    /// The gold as it would be if only these agencies were compared: rows without them fall away, a row left with one agency is unique,
    /// and a "differ" that lost an agency is not judged.
    pub fn restrict(&mut self, agencies: &BTreeSet<String>) {
        for r in &mut self.rows {
            let before = r.row.members.len();
            r.row.members.retain(|a, _| agencies.contains(a));
            let now = r.row.members.len();
            if now == 1 {
                r.row.verdict = Some(Verdict::Unique);
                r.row.conflict = false;
                r.row.aspects.clear();
            } else if now < before && r.row.verdict == Some(Verdict::Differ) {
                r.row.verdict = None;
            }
        }
        self.rows.retain(|r| !r.row.members.is_empty());
    }

    /// The comparison's rows over the gold's units, and the units that take part (clauses and definitions of the orders compared that
    /// stand in some gold row).
    pub fn lay(&self, comparison: &Comparison) -> (Vec<Row>, BTreeSet<String>) {
        let stem = |source: &str| {
            let name = source.rsplit('/').next().unwrap_or(source);
            name.rsplit_once('.').map_or(name, |(s, _)| s).to_string()
        };
        let stems: Vec<String> = comparison.orders.iter().map(|o| stem(&o.source)).collect();
        let mut known: FxHashMap<(usize, String), Vec<String>> = FxHashMap::default();
        let mut rows = Vec::new();
        for p in &comparison.provisions {
            let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for cell in &p.cells {
                let CellState::Says { members: said, .. } = cell else { continue };
                for m in said {
                    let Some(units) = self.units.get(&stems[m.clause.order]) else { continue };
                    let found = known
                        .entry((m.clause.order, m.text.clone()))
                        .or_insert_with(|| units.under(&m.text).into_iter().map(String::from).collect());
                    for u in found.iter() {
                        members.entry(agency(u)).or_default().insert(u.clone());
                    }
                }
            }
            if !members.is_empty() {
                let aspects = p.aspects.iter().map(|a| a.name().to_string()).collect();
                rows.push(Row { members, verdict: Some(p.verdict), conflict: p.conflict, aspects, id: p.id.clone() });
            }
        }
        let placed: BTreeSet<&String> = self.rows.iter().flat_map(|r| r.row.members.values().flatten()).collect();
        let universe = self
            .units
            .iter()
            .filter(|(s, _)| stems.contains(s))
            .flat_map(|(_, u)| &u.all)
            .filter(|u| matches!(u.kind.as_str(), "clause" | "definition") && placed.contains(&u.id))
            .map(|u| u.id.clone())
            .collect();
        (rows, universe)
    }
}
