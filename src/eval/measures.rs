//! The measures themselves.
//!
//! * **pairing**: for every row and every two agencies in it, is there a row on the other side that holds a member of each?
//! * **units**: B-cubed over memberships: of the other agencies' units shown beside a unit, how many belong there, how many are missing?
//! * **unique**: units that stand beside no other agency's.
//! * **rows**: gold rows matched one to one to a row by a Jaccard index of at least 0.5 over their units.
//! * **verdict**, **aspects**, **conflict**: over matched rows; aspects as micro F1 where both sides say "differ".

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::Gold;
use crate::provision::Verdict;

/// A row as the measures see it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Unit ids by agency.
    pub members: BTreeMap<String, BTreeSet<String>>,
    /// `None` where it is not judged.
    pub verdict: Option<Verdict>,
    /// Whether it says conflict.
    pub conflict: bool,
    /// The aspects it names.
    pub aspects: BTreeSet<String>,
}

/// A pairing that stands on one side only: the row's id and the two agencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The row that has it.
    pub row: String,
    /// The two agencies.
    pub between: (String, String),
}

/// All measures; shares run from 0 to 1, `None` where there was nothing to measure.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs, reason = "the names are the documentation: see the module")]
pub struct Figures {
    pub rows: usize,
    pub gold_rows: usize,
    pub pairing_precision: f64,
    pub pairing_recall: f64,
    pub pairing_f1: f64,
    pub pairing_recall_easy: Option<f64>,
    pub pairing_recall_medium: Option<f64>,
    pub pairing_recall_hard: Option<f64>,
    pub units_precision: f64,
    pub units_recall: f64,
    pub units_f1: f64,
    pub unique_precision: f64,
    pub unique_recall: f64,
    pub unique_f1: f64,
    pub units_placed: f64,
    pub rows_matched: f64,
    pub verdict_all: f64,
    pub verdict_rows_of_two: f64,
    pub verdict_matched_rows_of_two: f64,
    pub agree_f1: Option<f64>,
    pub aspects_f1: f64,
    pub conflict_recall: Option<f64>,
    pub conflict_precision: Option<f64>,
}

fn f1(p: f64, r: f64) -> f64 {
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn some(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| share(part, whole))
}

struct Pairing<'a> {
    hits: usize,
    total: usize,
    missed: Vec<(&'a Row, String, String)>,
}

fn pairing<'a>(rows: &[&'a Row], other: &[&Row], only: Option<&str>) -> Pairing<'a> {
    let mut at: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, r) in other.iter().enumerate() {
        for u in r.members.values().flatten() {
            at.entry(u).or_default().insert(i);
        }
    }
    let rows_of =
        |units: &BTreeSet<String>| -> BTreeSet<usize> { units.iter().filter_map(|u| at.get(u.as_str())).flatten().copied().collect() };
    let mut out = Pairing { hits: 0, total: 0, missed: Vec::new() };
    for &r in rows {
        let names: Vec<&String> = r.members.keys().collect();
        for (i, x) in names.iter().enumerate() {
            for y in &names[i + 1..] {
                if only.is_some_and(|o| o != x.as_str() && o != y.as_str()) {
                    continue;
                }
                out.total += 1;
                if rows_of(&r.members[*x]).is_disjoint(&rows_of(&r.members[*y])) {
                    out.missed.push((r, (*x).clone(), (*y).clone()));
                } else {
                    out.hits += 1;
                }
            }
        }
    }
    out
}

fn beside<'a>(rows: &[&'a Row]) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for r in rows {
        for (x, units) in &r.members {
            let others: BTreeSet<&str> =
                r.members.iter().filter(|(y, _)| *y != x).flat_map(|(_, s)| s.iter().map(String::as_str)).collect();
            for u in units {
                out.entry(u).or_default().extend(&others);
            }
        }
    }
    out
}

/// Gold row index -> row index.
fn matched(rows: &[&Row], gold: &[&Row]) -> BTreeMap<usize, usize> {
    let flat = |r: &Row| -> BTreeSet<String> { r.members.values().flatten().cloned().collect() };
    let mine: Vec<BTreeSet<String>> = rows.iter().map(|r| flat(r)).collect();
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (j, g) in gold.iter().enumerate() {
        let want = flat(g);
        for (i, have) in mine.iter().enumerate() {
            let k = want.intersection(have).count();
            let jaccard = share(k, want.union(have).count());
            if k > 0 && jaccard >= 0.5 {
                found.push((-jaccard, j, i));
            }
        }
    }
    found.sort_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut used, mut out) = (BTreeSet::new(), BTreeMap::new());
    for (_, j, i) in found {
        if !used.contains(&i) && !out.contains_key(&j) {
            used.insert(i);
            out.insert(j, i);
        }
    }
    out
}

/// Computes all figures, and the wrong and the missed pairings. With `only`, pairings without that agency are not counted.
pub fn score(rows: &[Row], gold: &Gold, universe: &BTreeSet<String>, only: Option<&str>) -> (Figures, Vec<Miss>, Vec<Miss>) {
    let mine: Vec<&Row> = rows.iter().collect();
    let truth: Vec<&Row> = gold.rows.iter().map(|g| &g.row).collect();
    let (said, wanted) = (pairing(&mine, &truth, only), pairing(&truth, &mine, only));
    let (pp, pr) = (share(said.hits, said.total), share(wanted.hits, wanted.total));
    let recall_of = |difficulty: &str| {
        let total: usize =
            gold.rows.iter().filter(|g| g.difficulty.as_deref() == Some(difficulty)).map(|g| pairing(&[&g.row], &[], only).total).sum();
        let of = |r: &Row| gold.rows.iter().any(|g| g.id == r.id && g.difficulty.as_deref() == Some(difficulty));
        some(total - wanted.missed.iter().filter(|(r, ..)| of(r)).count(), total)
    };
    let (near, want) = (beside(&mine), beside(&truth));
    let none = BTreeSet::new();
    let mean = |of: &BTreeMap<&str, BTreeSet<&str>>, against: &BTreeMap<&str, BTreeSet<&str>>| {
        let shares: Vec<f64> = universe
            .iter()
            .filter_map(|u| of.get(u.as_str()).filter(|s| !s.is_empty()).map(|s| (u, s)))
            .map(|(u, s)| share(s.intersection(against.get(u.as_str()).unwrap_or(&none)).count(), s.len()))
            .collect();
        if shares.is_empty() { 0.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
    };
    let (up, ur) = (mean(&near, &want), mean(&want, &near));
    let lonely = |of: &BTreeMap<&str, BTreeSet<&str>>| -> BTreeSet<&str> {
        universe.iter().map(String::as_str).filter(|u| of.get(u).is_none_or(BTreeSet::is_empty)).collect()
    };
    let (alone, truly) = (lonely(&near), lonely(&want));
    let both = alone.intersection(&truly).count();
    let (qp, qr) = (share(both, alone.len()), share(both, truly.len()));
    let pairs = matched(&mine, &truth);
    let right = |j: usize| pairs.get(&j).is_some_and(|&i| mine[i].verdict == truth[j].verdict);
    let judged: Vec<usize> = (0..truth.len()).filter(|&j| truth[j].verdict.is_some()).collect();
    let many: Vec<usize> = judged.iter().copied().filter(|&j| truth[j].verdict != Some(Verdict::Unique)).collect();
    let many_right = many.iter().filter(|&&j| right(j)).count();
    let say: BTreeSet<usize> = pairs.iter().filter(|(_, i)| mine[**i].verdict == Some(Verdict::Agree)).map(|(j, _)| *j).collect();
    let is: BTreeSet<usize> = pairs.keys().copied().filter(|&j| truth[j].verdict == Some(Verdict::Agree)).collect();
    let (mut ta, mut ga, mut common) = (0, 0, 0);
    for (&j, &i) in &pairs {
        if truth[j].verdict == Some(Verdict::Differ) && mine[i].verdict == Some(Verdict::Differ) {
            ta += mine[i].aspects.len();
            ga += truth[j].aspects.len();
            common += mine[i].aspects.intersection(&truth[j].aspects).count();
        }
    }
    let gold_conflicts: Vec<usize> = (0..truth.len()).filter(|&j| truth[j].conflict).collect();
    let back: BTreeMap<usize, usize> = pairs.iter().map(|(&j, &i)| (i, j)).collect();
    let my_conflicts: Vec<usize> = (0..mine.len()).filter(|&i| mine[i].conflict).collect();
    let seen: BTreeSet<&str> = rows.iter().flat_map(|r| r.members.values().flatten().map(String::as_str)).collect();
    let figures = Figures {
        rows: rows.len(),
        gold_rows: truth.len(),
        pairing_precision: pp,
        pairing_recall: pr,
        pairing_f1: f1(pp, pr),
        pairing_recall_easy: recall_of("easy"),
        pairing_recall_medium: recall_of("medium"),
        pairing_recall_hard: recall_of("hard"),
        units_precision: up,
        units_recall: ur,
        units_f1: f1(up, ur),
        unique_precision: qp,
        unique_recall: qr,
        unique_f1: f1(qp, qr),
        units_placed: share(universe.iter().filter(|u| seen.contains(u.as_str())).count(), universe.len()),
        rows_matched: share(pairs.len(), truth.len()),
        verdict_all: share(judged.iter().filter(|&&j| right(j)).count(), judged.len()),
        verdict_rows_of_two: share(many_right, many.len()),
        verdict_matched_rows_of_two: share(many_right, many.iter().filter(|j| pairs.contains_key(j)).count()),
        agree_f1: some(2 * say.intersection(&is).count(), say.len() + is.len()),
        aspects_f1: f1(share(common, ta), share(common, ga)),
        conflict_recall: some(
            gold_conflicts.iter().filter(|j| pairs.get(j).is_some_and(|&i| mine[i].conflict)).count(),
            gold_conflicts.len(),
        ),
        conflict_precision: some(
            my_conflicts.iter().filter(|i| back.get(i).is_some_and(|&j| truth[j].conflict)).count(),
            my_conflicts.len(),
        ),
    };
    let misses = |p: Pairing| p.missed.into_iter().map(|(r, x, y)| Miss { row: r.id.clone(), between: (x, y) }).collect();
    (figures, misses(said), misses(wanted))
}
