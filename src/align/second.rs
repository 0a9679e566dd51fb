//! Second memberships: what a statement, or one act of it, says to rows beside its own.

use rustc_hash::FxHashMap;

use super::{Edge, Link};
use crate::options::AlignOptions;

/// How strongly statements are linked to rows.
struct Linkages<'a> {
    groups: &'a [Vec<usize>],
    agency: &'a [usize],
    /// The rows each statement stands in.
    rows: FxHashMap<usize, Vec<usize>>,
    links: FxHashMap<(usize, usize), Link>,
    strongest: f32,
}

impl<'a> Linkages<'a> {
    /// From scored pairs: who is linked, the statement it is linked to, and the score; a link to a statement is one to each of its rows.
    fn of(groups: &'a [Vec<usize>], pairs: impl Iterator<Item = (usize, usize, f32)>, agency: &'a [usize], o: &AlignOptions) -> Self {
        let mut rows: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (g, members) in groups.iter().enumerate() {
            for &m in members {
                rows.entry(m).or_default().push(g);
            }
        }
        let mut links: FxHashMap<(usize, usize), Link> = FxHashMap::default();
        for (s, t, score) in pairs {
            for &g in rows.get(&t).into_iter().flatten() {
                let l = links.entry((s, g)).or_default();
                l.sum += score;
                l.max = l.max.max(score);
            }
        }
        Self { groups, agency, rows, links, strongest: o.strongest }
    }

    /// Mean link to the other agencies' statements in the row, and a share of the strongest.
    fn with(&self, s: usize, g: usize) -> f32 {
        let others = self.groups[g].iter().filter(|&&t| self.agency[t] != self.agency[s]).count().max(1) as f32;
        self.links.get(&(s, g)).map_or(0.0, |l| l.sum / others + self.strongest * l.max)
    }

    /// The strongest linkage of `s` to a row in which `statement` stands.
    fn at_home(&self, s: usize, statement: usize) -> f32 {
        self.rows.get(&statement).into_iter().flatten().map(|&g| self.with(s, g)).fold(0.0, f32::max)
    }

    /// For each row and each agency that says nothing in it: the most strongly linked of those that have the bar for the row's size (one
    /// statement, or more) and `share` times the linkage they have at home in the rows of their `host`. As (who, row), sorted.
    fn torn(&self, bar: [f32; 2], share: f32, host: &dyn Fn(usize) -> usize, rank: &[usize]) -> Vec<(usize, usize)> {
        let mut best: FxHashMap<(usize, usize), (f32, usize)> = FxHashMap::default();
        for &(s, g) in self.links.keys() {
            let row = &self.groups[g];
            let value = self.with(s, g);
            let silent = row.iter().all(|&t| self.agency[t] != self.agency[s]);
            if !silent || value < bar[usize::from(row.len() > 1)] || value < share * self.at_home(s, host(s)) {
                continue;
            }
            let top = best.entry((g, self.agency[s])).or_insert((value, s));
            if value > top.0 || (value == top.0 && rank[s] < rank[top.1]) {
                *top = (value, s);
            }
        }
        let mut found: Vec<(usize, usize)> = best.into_iter().map(|((g, _), (_, s))| (s, g)).collect();
        found.sort_unstable();
        found
    }
}

fn add(groups: &mut [Vec<usize>], found: Vec<(usize, usize)>, rank: &[usize]) {
    for (s, g) in found {
        groups[g].push(s);
    }
    for g in groups {
        g.sort_by_key(|&i| rank[i]);
    }
}

/// Adds statements that are torn between two rows to the second one. Of the statements of an agency that says nothing in a row yet, the one
/// with the strongest links to the row joins it too, where the links are strong enough, and not much weaker than those that hold it
/// where it is. A row of one statement asks for less: nobody else speaks to it. Groups keep their statements; only additions happen, all
/// judged against the groups as given.
pub fn also(groups: &mut [Vec<usize>], edges: &[Edge], agency: &[usize], rank: &[usize], o: &AlignOptions) {
    let pairs = edges.iter().flat_map(|e| [(e.a, e.b, e.score), (e.b, e.a, e.score)]);
    let found = Linkages::of(groups, pairs, agency, o).torn([o.also_lone, o.also], o.also_share, &|s| s, rank);
    add(groups, found, rank);
}

/// Adds acts of statements to rows, as [`also`] adds statements: an act that stands nearer to a row than to those of its statement speaks to it.
/// `edges` are those between an act and a statement; `host` gives each act's statement, and each statement itself.
pub fn acts(groups: &mut [Vec<usize>], edges: &[Edge], agency: &[usize], host: &[usize], rank: &[usize], o: &AlignOptions) {
    let pairs = edges.iter().map(|e| if host[e.a] == e.a { (e.b, e.a, e.score) } else { (e.a, e.b, e.score) });
    let found = Linkages::of(groups, pairs, agency, o).torn([o.act_lone, o.act], o.act_share, &|s| host[s], rank);
    add(groups, found, rank);
}

/// Drops rows all of whose statements stand together in another row already: second memberships can make the same row twice. Of equal rows
/// the first stays; groups are sorted by `rank`.
pub fn within(groups: &mut Vec<Vec<usize>>, rank: &[usize]) {
    let mut holding: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (g, members) in groups.iter().enumerate() {
        for &m in members {
            holding.entry(m).or_default().push(g);
        }
    }
    let inside = |g: usize, other: usize| -> bool {
        let (small, big) = (&groups[g], &groups[other]);
        let less = small.len() < big.len() || (small.len() == big.len() && other < g);
        less && small.iter().all(|&m| big.binary_search_by_key(&rank[m], |&x| rank[x]).is_ok())
    };
    let keep: Vec<bool> = (0..groups.len()).map(|g| !holding[&groups[g][0]].iter().any(|&other| inside(g, other))).collect();
    let mut kept = keep.into_iter();
    groups.retain(|_| kept.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_joins_the_row_it_stands_nearer_to_than_to_its_statement_s_own() {
        let o = AlignOptions { act: 0.5, act_lone: 0.4, act_share: 1.2, strongest: 0.0, ..AlignOptions::default() };
        // Statements 0 and 3 of two agencies share a row, 4 stands alone; 5 and 6 are the acts of 0.
        let (agency, host, rank) = ([0, 0, 0, 1, 1, 0, 0], [0, 1, 2, 3, 4, 0, 0], [0, 1, 2, 3, 4, 5, 6]);
        let edges = |away: f32, home: f32| [Edge { a: 3, b: 6, score: home }, Edge { a: 4, b: 6, score: away }];
        let rows = |away, home| {
            let mut groups = vec![vec![0, 3], vec![4]];
            acts(&mut groups, &edges(away, home), &agency, &host, &rank, &o);
            groups
        };
        assert_eq!(rows(0.6, 0.2), [vec![0, 3], vec![4, 6]]);
        assert_eq!(rows(0.6, 0.6), [vec![0, 3], vec![4]], "as near to its own row");
        assert_eq!(rows(0.3, 0.1), [vec![0, 3], vec![4]], "not near enough");
    }
}
