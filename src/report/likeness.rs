//! Who resembles whom: the agencies as a tree, and in its order, so that a heat map shows families as blocks.

use crate::matrix::Comparison;

/// The tree over all agencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Indices of the agencies in the order of the leaves.
    pub order: Vec<usize>,
    /// The joins, from the closest to the farthest.
    pub joins: Vec<Join>,
}

/// Two branches that meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// Where the two branches lie among the leaves (0 is the first leaf; a branch lies in the middle of its own).
    pub at: [f64; 2],
    /// How alike the members of either branch are among themselves, 0 to 1 (1 for a single agency).
    pub from: [f64; 2],
    /// How alike the two branches are, 0 to 1.
    pub alike: f64,
}

/// Clusters by average linkage. An empty tree for fewer than two agencies.
pub fn likeness(c: &Comparison) -> Likeness {
    let n = c.agencies.len();
    if n < 2 || c.similarity.len() != n || c.similarity.iter().any(|row| row.len() != n) {
        return Likeness { order: (0..n).collect(), joins: Vec::new() };
    }
    let mut apart: Vec<f64> =
        (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).map(|(i, j)| 1.0 - c.similarity[i][j].clamp(0.0, 1.0)).collect();
    let tree = kodama::linkage(&mut apart, n, kodama::Method::Average);
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    for step in tree.steps() {
        let (mut a, mut b) = (members[step.cluster1].clone(), members[step.cluster2].clone());
        // The branch with the agency that comes first stands first: the same picture from run to run.
        if b.iter().min() < a.iter().min() {
            std::mem::swap(&mut a, &mut b);
        }
        a.extend(b);
        members.push(a);
    }
    let order = members.last().cloned().unwrap_or_default();
    let mut place = vec![0.0; n];
    for (at, agency) in order.iter().enumerate() {
        place[*agency] = at as f64;
    }
    let mut nodes: Vec<(f64, f64)> = place.into_iter().map(|at| (at, 1.0)).collect();
    let mut joins = Vec::new();
    for step in tree.steps() {
        let (a, b) = (nodes[step.cluster1], nodes[step.cluster2]);
        let alike = (1.0 - step.dissimilarity).clamp(0.0, 1.0);
        joins.push(Join { at: [a.0, b.0], from: [a.1, b.1], alike });
        nodes.push(((a.0 + b.0) / 2.0, alike));
    }
    Likeness { order, joins }
}
