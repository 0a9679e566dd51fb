//! Pairs worth scoring, and what their surroundings add to them.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align::Edge;
use crate::catalogue::Sense;
use crate::options::AlignOptions;
use crate::score::{Likeness, Parts, Profile, aligned, contained, dot};
use crate::segment::Shape;

/// What finding candidates needs to know of each statement, parallel arrays.
pub struct Field<'a> {
    /// Profiles.
    pub profiles: &'a [Profile],
    /// Where the statements stand among known provisions.
    pub sense: &'a [Sense],
    /// The headings above the statements.
    pub sections: &'a Sections,
    /// Agencies.
    pub agency: &'a [usize],
    /// Shapes: definitions meet only definitions.
    pub shape: &'a [Shape],
    /// Folded terms of definitions.
    pub term: &'a [Option<String>],
    /// Relative places in the orders, 0 the first clause, 1 the last.
    pub place: &'a [f32],
    /// The order each statement stands in; statements of one order follow each other.
    pub order: &'a [usize],
    /// For an act the statement it belongs to, for a statement itself.
    pub host: &'a [usize],
}

impl Field<'_> {
    /// A statement, not one act of it.
    fn is_whole(&self, i: usize) -> bool {
        self.host[i] == i
    }
}

/// The headings above statements, and how alike they are.
#[derive(Debug, Default)]
pub struct Sections {
    /// Which section each statement stands in.
    of: Vec<usize>,
    count: usize,
    likeness: Vec<f32>,
}

impl Sections {
    /// `of` gives each statement's section, `senses` where the headings of each section stand among known provisions.
    pub fn new(of: Vec<usize>, senses: &[Sense]) -> Self {
        let between = |a: &Sense, b: &Sense| if a.is_nowhere() || b.is_nowhere() { AlignOptions::USUAL_SECTION } else { a.likeness(b) };
        let likeness = senses.par_iter().flat_map_iter(|a| senses.iter().map(move |b| between(a, b))).collect();
        Self { of, count: senses.len(), likeness }
    }

    fn between(&self, i: usize, j: usize) -> f32 {
        self.likeness[self.of[i] * self.count + self.of[j]]
    }
}

/// A scored pair with its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// One statement, the smaller index.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// The parts of its score.
    pub parts: Parts,
}

/// Scores all pairs of statements of different agencies that share a term or stand near each other among known provisions, and keeps for each statement the best few of every other
/// agency. Sorted by indices.
pub fn scored(field: &Field, likeness: &Likeness, o: &AlignOptions) -> Vec<Scored> {
    let n = field.profiles.len();
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (i, p) in field.profiles.iter().enumerate() {
        for &(t, _) in &p.vector {
            postings.entry(t).or_default().push(i as u32);
        }
    }
    let all: Vec<usize> = (0..n).collect();
    let mut best = Best { lists: vec![FxHashMap::default(); n], keep: o.keep };
    for block in all.chunks(BLOCK) {
        let met: Vec<Vec<Met>> = block.par_chunks(TILE).map(|tile| meetings(field, tile, &postings, likeness, o)).collect();
        for m in met.into_iter().flatten() {
            best.offer(field, m.i, m.j, m.score);
            if m.both {
                best.offer(field, m.j, m.i, m.score);
            }
        }
    }
    let place = |a: usize, b: usize| field.sense[a].likeness(&field.sense[b]);
    best.pairs().into_par_iter().map(|(a, b)| Scored { a, b, parts: parts(field, a, b, place(a, b), likeness, o) }).collect()
}

/// Statements whose pairs are scored before the best of them are kept: what is held in memory at a time is so many times all statements.
const BLOCK: usize = 512;

/// A scored pair, for the list of `i` and, where `both`, for that of `j` too.
struct Met {
    i: usize,
    j: usize,
    score: f32,
    both: bool,
}

/// The pairs of some statements with all others. A pair that shares a term is scored from its first statement alone, for both.
fn meetings(field: &Field, tile: &[usize], postings: &FxHashMap<u32, Vec<u32>>, likeness: &Likeness, o: &AlignOptions) -> Vec<Met> {
    let n = field.profiles.len();
    let places = Sense::likenesses(&tile.iter().map(|&i| &field.sense[i]).collect::<Vec<_>>(), field.sense);
    let mut out = Vec::new();
    for (&i, places) in tile.iter().zip(&places) {
        let mut shares = vec![false; n];
        for &j in field.profiles[i].vector.iter().flat_map(|(t, _)| &postings[t]) {
            shares[j as usize] = true;
        }
        let near = nearest(field, i, places, o.keep).into_iter().filter(|&j| !shares[j]).map(|j| (j, false));
        for (j, both) in (i + 1..n).filter(|&j| shares[j]).map(|j| (j, true)).chain(near) {
            if field.agency[j] != field.agency[i] && comparable(field, i, j) && (field.is_whole(i) || field.is_whole(j)) {
                let score = parts(field, i, j, places[j], likeness, o).base(o);
                if score >= o.floor {
                    out.push(Met { i, j, score, both });
                }
            }
        }
    }
    out
}

/// For each statement the best few of every other agency, statements and acts apart.
struct Best {
    lists: Vec<FxHashMap<(usize, bool), Ranked>>,
    keep: usize,
}

/// Scores and whose they are.
type Ranked = Vec<(f32, usize)>;

impl Best {
    fn offer(&mut self, field: &Field, i: usize, j: usize, score: f32) {
        let list = self.lists[i].entry((field.agency[j], field.is_whole(j))).or_default();
        list.push((score, j));
        if list.len() >= 4 * self.keep {
            leave_best(list, self.keep);
        }
    }

    /// The pairs that are among the best of either side, sorted.
    fn pairs(self) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (i, lists) in self.lists.into_iter().enumerate() {
            for mut list in lists.into_values() {
                leave_best(&mut list, self.keep);
                out.extend(list.into_iter().map(|(_, j)| (i.min(j), i.max(j))));
            }
        }
        out.par_sort_unstable();
        out.dedup();
        out
    }
}

/// Leaves the best so many of a list, in no order; of equal ones those with the smaller index.
fn leave_best(list: &mut Ranked, keep: usize) {
    if list.len() > keep {
        list.select_nth_unstable_by(keep, |x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        list.truncate(keep);
    }
}

/// Statements that a thread takes at a time.
const TILE: usize = 16;

/// The statements of each other agency that stand nearest to one among known provisions, whatever words they use.
fn nearest(field: &Field, i: usize, places: &[f32], keep: usize) -> Vec<usize> {
    let mut by_agency: FxHashMap<usize, Ranked> = FxHashMap::default();
    for (j, &place) in places.iter().enumerate() {
        if field.agency[j] != field.agency[i] {
            by_agency.entry(field.agency[j]).or_default().push((place, j));
        }
    }
    by_agency
        .into_values()
        .flat_map(|mut list| {
            leave_best(&mut list, keep);
            list.into_iter().map(|(_, j)| j)
        })
        .collect()
}

fn comparable(field: &Field, i: usize, j: usize) -> bool {
    (field.shape[i] == Shape::Definition) == (field.shape[j] == Shape::Definition)
}

/// What two statements say by themselves; `place` is how near they stand among known provisions.
fn parts(field: &Field, i: usize, j: usize, place: f32, likeness: &Likeness, o: &AlignOptions) -> Parts {
    let (p, q) = (&field.profiles[i], &field.profiles[j]);
    let mut out = Parts {
        words: dot(&p.vector, &q.vector),
        phrases: dot(&p.phrases, &q.phrases),
        contained: contained(p, q, o),
        aligned: aligned(p, q, likeness),
        sense: place,
        known: field.sense[i].common(&field.sense[j]),
        section: field.sections.between(i, j),
        apart: (field.place[i] - field.place[j]).abs(),
        ..Parts::default()
    };
    if let (Some(s), Some(t)) = (&field.term[i], &field.term[j]) {
        let like = strsim::jaro_winkler(s, t) as f32;
        let same = like >= 0.9;
        out.words = if same { out.words.max(0.75) } else { out.words * 0.5 };
        out.contained = if same { out.contained.max(0.75) } else { out.contained * 0.5 };
    }
    out
}

/// Adds what a pair's surroundings say: how far it stands out from each side's runner-up in the other's agency, and how alike the
/// orders of the two agencies are at large.
pub fn surroundings(pairs: &mut [Scored], field: &Field, o: &AlignOptions) {
    let mut best: FxHashMap<(usize, usize), Top> = FxHashMap::default();
    for p in pairs.iter() {
        let s = p.parts.base(o);
        for (x, y) in [(p.a, p.b), (p.b, p.a)] {
            if !field.is_whole(y) {
                continue;
            }
            let top = best.entry((x, field.agency[y])).or_default();
            if s > top.first {
                *top = Top { first: s, second: top.first, at: y };
            } else if s > top.second {
                top.second = s;
            }
        }
    }
    let kin = kin(&best, field);
    for p in pairs.iter_mut() {
        let s = p.parts.base(o);
        let out = |x: usize, y: usize| {
            let top = best.get(&(x, field.agency[y])).copied().unwrap_or_default();
            // An act stands beside what else its agency says; the statement it is a part of is no rival.
            let own = if field.is_whole(y) { s >= top.first } else { top.at == field.host[y] };
            s - if own { top.second } else { top.first }
        };
        p.parts.margin = 0.5 * (out(p.a, p.b) + out(p.b, p.a));
        let agencies = (field.agency[p.a].min(field.agency[p.b]), field.agency[p.a].max(field.agency[p.b]));
        // Two agencies may meet in single acts alone, none of their statements being like any other's.
        p.parts.kin = kin.get(&agencies).copied().unwrap_or_default();
    }
}

/// The best score of a statement among those of another agency, the next best, and whose the best is.
#[derive(Clone, Copy, Debug, Default)]
struct Top {
    first: f32,
    second: f32,
    at: usize,
}

/// How alike the orders of every two agencies are at large: the mean, over the statements of both, of the best score in the other. Keyed by the
/// smaller agency, then the larger.
fn kin(best: &FxHashMap<(usize, usize), Top>, field: &Field) -> FxHashMap<(usize, usize), f32> {
    let mut size: FxHashMap<usize, f32> = FxHashMap::default();
    for i in (0..field.agency.len()).filter(|&i| field.is_whole(i)) {
        *size.entry(field.agency[i]).or_default() += 1.0;
    }
    let mut statements: Vec<(usize, usize, f32)> =
        best.iter().filter(|((s, _), _)| field.is_whole(*s)).map(|(&(s, other), top)| (s, other, top.first)).collect();
    statements.sort_unstable_by_key(|&(s, other, _)| (s, other));
    let mut out: FxHashMap<(usize, usize), f32> = FxHashMap::default();
    for (s, other, top) in statements {
        let own = field.agency[s];
        *out.entry((own.min(other), own.max(other))).or_default() += 0.5 * top / size[&own];
    }
    out
}

/// Adds what the other pairs of the two statements say: a third agency that speaks to both, likeness of what stands beside them, and how
/// much they are like everything.
pub fn neighbours(pairs: &mut [Scored], field: &Field, o: &AlignOptions) {
    let n = field.profiles.len();
    let mut around: Vec<Vec<(usize, f32)>> = vec![Vec::new(); n];
    let mut base: FxHashMap<(usize, usize), f32> = FxHashMap::default();
    for p in pairs.iter() {
        let direct = p.parts.direct(o).clamp(0.0, 1.0);
        for (x, y) in [(p.a, p.b), (p.b, p.a)] {
            if field.is_whole(y) {
                around[x].push((y, direct));
            }
        }
        base.insert((p.a, p.b), p.parts.base(o));
    }
    for list in &mut around {
        list.sort_by_key(|&(other, _)| other);
    }
    let crowd: Vec<f32> = around.iter().map(|list| crowd(list, field)).collect();
    let near = |a: usize, da: isize, b: usize, db: isize| -> f32 {
        let (a, b) = (field.host[a], field.host[b]);
        let (Some(x), Some(y)) = (a.checked_add_signed(da), b.checked_add_signed(db)) else { return 0.0 };
        if x >= n || y >= n || field.order[x] != field.order[a] || field.order[y] != field.order[b] {
            return 0.0;
        }
        base.get(&(x.min(y), x.max(y))).copied().unwrap_or(0.0)
    };
    pairs.par_iter_mut().for_each(|p| {
        let (a, b) = (p.a, p.b);
        let (mut i, mut j, mut bridge) = (0, 0, 0.0_f32);
        while i < around[a].len() && j < around[b].len() {
            match around[a][i].0.cmp(&around[b][j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    bridge = bridge.max(around[a][i].1.min(around[b][j].1));
                    i += 1;
                    j += 1;
                }
            }
        }
        p.parts.bridge = bridge;
        let steps = [-2, -1, 1, 2];
        let best = steps.iter().flat_map(|&d| steps.iter().map(move |&e| (d, e))).map(|(d, e)| near(a, d, b, e)).fold(0.0, f32::max);
        p.parts.beside = (near(a, -1, b, -1) + near(a, 1, b, 1) + best) / 3.0;
        p.parts.common = (crowd[a] + crowd[b]) / 2.0;
    });
}

/// How many of its strongest links to an agency say how much a statement is like everything. Of 2, 3, 4, 6 and 8, the values 3 and 4 measured best.
const CROWD: usize = 3;

/// How much a statement is like everything: the mean of its strongest links to each agency it is linked to, and of these means. Agency by
/// agency, so that its near copies elsewhere, however many agencies have one, do not make it so.
fn crowd(links: &[(usize, f32)], field: &Field) -> f32 {
    let mut by_agency: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
    for &(other, score) in links {
        by_agency.entry(field.agency[other]).or_default().push(score);
    }
    let mut means: Vec<f32> = Vec::with_capacity(by_agency.len());
    for mut scores in by_agency.into_values() {
        scores.sort_by(|x, y| y.total_cmp(x));
        means.push(scores.iter().take(CROWD).sum::<f32>() / CROWD as f32);
    }
    // A sum of floats hangs on the order of its parts, and agencies are ordered by name.
    means.sort_by(f32::total_cmp);
    means.iter().sum::<f32>() / means.len().max(1) as f32
}

/// The edges of the graph that grouping works on.
pub fn edges(pairs: &[Scored], o: &AlignOptions) -> Vec<Edge> {
    pairs.iter().map(|p| Edge { a: p.a, b: p.b, score: p.parts.total(o) }).filter(|e| e.score > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like_everything(links: &[(usize, f32)], agency: &[usize]) -> f32 {
        let sections = Sections::default();
        let field =
            Field { profiles: &[], sense: &[], sections: &sections, agency, shape: &[], term: &[], place: &[], order: &[], host: &[] };
        crowd(links, &field)
    }

    #[test]
    fn a_statement_with_a_near_copy_in_every_agency_is_no_more_like_everything_than_one_with_a_single_near_copy() {
        // Each other agency has one near copy, one statement that is a little like it, and one that hardly is.
        let links = |agencies: usize| (0..3 * agencies).map(|i| (i, [1.0, 0.3, 0.1][i % 3])).collect::<Vec<_>>();
        let agency: Vec<usize> = (0..12).map(|i| i / 3).collect();
        assert!((like_everything(&links(1), &agency) - like_everything(&links(4), &agency)).abs() < 1e-6);
    }

    #[test]
    fn a_section_that_says_nothing_known_neither_gives_nor_takes() {
        let sections = Sections::new(vec![0, 0], &[Sense::default()]);
        assert_eq!(sections.between(0, 1), AlignOptions::USUAL_SECTION);
    }

    #[test]
    fn a_statement_that_is_like_several_of_an_agency_is_more_like_everything() {
        let agency = [0, 0, 0, 0];
        assert!(like_everything(&[(0, 0.6), (1, 0.6), (2, 0.6)], &agency) > like_everything(&[(0, 0.6)], &agency));
        assert_eq!(like_everything(&[], &agency), 0.0);
    }
}
