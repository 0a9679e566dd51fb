//! Scored pairs become groups across all agencies: average linkage over the sparse graph of pairs, ties settled by content.

mod second;

use rustc_hash::{FxHashMap, FxHashSet};

pub use second::{acts, also, within};

use crate::options::AlignOptions;

/// A scored pair of statements, `a < b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// One statement.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Total score, 0 to 1.
    pub score: f32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Link {
    sum: f32,
    max: f32,
}

/// Groups statements. `rank` orders statements by content, never by name or place of the file; `agency` is each statement's agency, `place`
/// its relative place in its order (0 to 1); `apart` says of two statements of one agency that they must never share a row. Every statement
/// stands in exactly one group; groups and members are sorted by rank.
pub fn group(
    n: usize,
    edges: &[Edge],
    agency: &[usize],
    place: &[f32],
    rank: &[usize],
    apart: &dyn Fn(usize, usize) -> bool,
    o: &AlignOptions,
) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut near: Vec<FxHashMap<usize, Link>> = vec![FxHashMap::default(); n];
    for e in edges {
        let link = Link { sum: e.score, max: e.score };
        near[e.a].insert(e.b, link);
        near[e.b].insert(e.a, link);
    }
    merge(&mut members, &mut near, agency, rank, None, o);
    merge(&mut members, &mut near, agency, rank, Some(Leftovers { place, apart }), o);
    let mut out: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for m in &mut out {
        m.sort_by_key(|&i| rank[i]);
    }
    out.sort_by_key(|m| rank[m[0]]);
    out
}

/// What the second pass asks of the statements it joins to rows.
#[derive(Clone, Copy)]
struct Leftovers<'a> {
    place: &'a [f32],
    apart: &'a dyn Fn(usize, usize) -> bool,
}

impl Leftovers<'_> {
    /// How much more than [`AlignOptions::leftover`] two groups need that have these pairs of statements of one agency.
    fn asks(&self, again: &[(usize, usize)], o: &AlignOptions) -> f32 {
        let nearest = again.iter().map(|&(i, j)| (self.place[i] - self.place[j]).abs()).fold(f32::INFINITY, f32::min);
        if again.is_empty() { o.leftover_first } else { o.leftover_again + o.leftover_far * nearest }
    }
}

/// Joins rows from the most alike down: one statement of each agency, or, with `leftovers`, further ones too.
fn merge(
    members: &mut [Vec<usize>],
    near: &mut [FxHashMap<usize, Link>],
    agency: &[usize],
    rank: &[usize],
    leftovers: Option<Leftovers>,
    o: &AlignOptions,
) {
    let one_each = leftovers.is_none();
    let threshold = if one_each { o.join } else { o.leftover };
    let value = |members: &[Vec<usize>], a: usize, b: usize, link: Link| {
        link.sum / (members[a].len() * members[b].len()) as f32 + o.strongest * link.max
    };
    let mut heap = std::collections::BinaryHeap::new();
    let lowest = |members: &[Vec<usize>], a: usize| members[a].iter().map(|&i| rank[i]).min().unwrap_or(usize::MAX);
    let mut version = vec![0_u32; members.len()];
    let push = |heap: &mut std::collections::BinaryHeap<Entry>, members: &[Vec<usize>], version: &[u32], a: usize, b: usize, link: Link| {
        let v = value(members, a, b, link);
        let alone = members[a].len() == 1 && members[b].len() == 1;
        if v >= if alone { threshold + o.lone } else { threshold } {
            let (ra, rb) = (lowest(members, a), lowest(members, b));
            heap.push(Entry { value: v, tie: (ra.min(rb), ra.max(rb)), a, b, va: version[a], vb: version[b] });
        }
    };
    for a in 0..members.len() {
        for (&b, &link) in &near[a] {
            if a < b && !members[a].is_empty() && !members[b].is_empty() {
                push(&mut heap, members, &version, a, b, link);
            }
        }
    }
    while let Some(e) = heap.pop() {
        if version[e.a] != e.va || version[e.b] != e.vb || members[e.a].is_empty() || members[e.b].is_empty() {
            continue;
        }
        let of_one = |&i: &usize| members[e.b].iter().filter(move |&&j| agency[i] == agency[j]).map(move |&j| (i, j));
        let again: Vec<(usize, usize)> = members[e.a].iter().flat_map(of_one).collect();
        let agencies = |m: &[usize]| m.iter().map(|&i| agency[i]).collect::<FxHashSet<_>>().len();
        // Two rows that several agencies share are two rules; only a leftover may join a row its agency is in already.
        if !again.is_empty() && (one_each || (agencies(&members[e.a]) > 1 && agencies(&members[e.b]) > 1)) {
            continue;
        }
        if leftovers.is_some_and(|l| e.value < threshold + l.asks(&again, o) || again.iter().any(|&(i, j)| (l.apart)(i, j))) {
            continue;
        }
        let (keep, gone) = (e.a, e.b);
        let moved = std::mem::take(&mut members[gone]);
        members[keep].extend(moved);
        version[keep] += 1;
        version[gone] += 1;
        let links: Vec<(usize, Link)> = near[gone].drain().collect();
        for (other, link) in links {
            near[other].remove(&gone);
            if other == keep {
                continue;
            }
            let l = near[keep].entry(other).or_default();
            l.sum += link.sum;
            l.max = l.max.max(link.max);
            let l = *l;
            near[other].insert(keep, l);
        }
        let mut again: Vec<(usize, Link)> = near[keep].iter().map(|(&b, &l)| (b, l)).collect();
        again.sort_by_key(|&(b, _)| b);
        for (b, link) in again {
            push(&mut heap, members, &version, keep, b, link);
        }
    }
}

/// Joins rows that cut the same sentences in the same places: a sentence is two rows only where some agency says one half apart from the
/// other. `sentence` names the sentence each statement was cut from; statements of whole sentences have one of their own.
pub fn whole(groups: &mut Vec<Vec<usize>>, sentence: &[usize], rank: &[usize]) {
    let mut by_sentences: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
    let mut out: Vec<Vec<usize>> = Vec::new();
    for g in groups.drain(..) {
        let mut key: Vec<usize> = g.iter().map(|&s| sentence[s]).collect();
        key.sort_unstable();
        key.dedup();
        match by_sentences.get(&key) {
            Some(&at) => out[at].extend(g),
            None => {
                by_sentences.insert(key, out.len());
                out.push(g);
            }
        }
    }
    for g in &mut out {
        g.sort_by_key(|&i| rank[i]);
    }
    *groups = out;
}

/// Joins a definition that stands alone to the row of another definition of the same term by the same order: "Post (noun)" and "Post (verb)"
/// define one term. `term` names the order and the term of a definition. Of several rows the largest takes it, of equal ones the first.
pub fn one_term<'a>(groups: &mut Vec<Vec<usize>>, term: &dyn Fn(usize) -> Option<(usize, &'a str)>, rank: &[usize]) {
    let mut home: FxHashMap<(usize, &str), usize> = FxHashMap::default();
    for (g, members) in groups.iter().enumerate() {
        for key in members.iter().filter_map(|&s| term(s)) {
            let at = home.entry(key).or_insert(g);
            if groups[*at].len() < members.len() {
                *at = g;
            }
        }
    }
    for g in 0..groups.len() {
        if let [alone] = groups[g][..]
            && let Some(&to) = term(alone).and_then(|key| home.get(&key)).filter(|to| **to != g)
        {
            groups[g].clear();
            groups[to].push(alone);
            groups[to].sort_by_key(|&i| rank[i]);
        }
    }
    groups.retain(|members| !members.is_empty());
    groups.sort_by_key(|members| rank[members[0]]);
}

struct Entry {
    value: f32,
    tie: (usize, usize),
    a: usize,
    b: usize,
    va: u32,
    vb: u32,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.total_cmp(&other.value).then_with(|| other.tie.cmp(&self.tie))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_agency_says_again_joins_its_row_from_near_but_not_from_far() {
        let o = AlignOptions { leftover: 0.2, leftover_again: 0.0, leftover_far: 1.0, strongest: 0.0, ..AlignOptions::default() };
        let edges = [Edge { a: 0, b: 2, score: 0.9 }, Edge { a: 1, b: 2, score: 0.5 }];
        let rows = |place: [f32; 3]| group(3, &edges, &[0, 0, 1], &place, &[0, 1, 2], &|_, _| false, &o);
        assert_eq!(rows([0.1, 0.12, 0.5]), [vec![0, 1, 2]]);
        assert_eq!(rows([0.1, 0.9, 0.5]), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_definition_joins_the_row_of_the_same_term_of_its_order() {
        let terms = [Some((0, "post")), Some((0, "post")), Some((1, "post")), Some((0, "page")), None];
        let mut groups = vec![vec![0], vec![1, 2], vec![3], vec![4]];
        one_term(&mut groups, &|s| terms[s], &[0, 1, 2, 3, 4]);
        assert_eq!(groups, [vec![0, 1, 2], vec![3], vec![4]]);
    }

    #[test]
    fn a_leftover_joins_its_agency_s_row_unless_the_two_must_stay_apart() {
        let edges = [Edge { a: 0, b: 2, score: 0.9 }, Edge { a: 1, b: 2, score: 0.8 }];
        let rows =
            |apart: &dyn Fn(usize, usize) -> bool| group(3, &edges, &[0, 0, 1], &[0.0; 3], &[0, 1, 2], apart, &AlignOptions::default());
        assert_eq!(rows(&|_, _| false), [vec![0, 1, 2]]);
        assert_eq!(rows(&|_, _| true), [vec![0, 2], vec![1]]);
    }
}
