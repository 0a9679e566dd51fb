//! Which orders are on the same subject, so that only they are compared, and what the subject is called.
//!
//! Three ways were weighed: the titles alone (an order without one, or with an odd one, falls out), the words alone (two general orders on
//! neighbouring subjects share most of them), and both. Both it is: orders join where their titles or their words are alike enough, by
//! average linkage; an agency that brings a single order is taken to mean it for comparison, so for it the bar is low.

use rustc_hash::FxHashMap;

use crate::normalize::{Vocabulary, is_modal, is_stop, words};
use crate::options::SubjectOptions;
use crate::order::Order;

/// A subject: its name, and the orders on it (indices, sorted).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The commonest title, in title case.
    pub name: String,
    /// Indices of the orders.
    pub orders: Vec<usize>,
}

/// Words of titles that say what kind of paper it is, not what it is about.
const PAPER: &[&str] = &[
    "polici",
    "procedur",
    "general",
    "order",
    "guidelin",
    "direct",
    "standard",
    "oper",
    "depart",
    "rule",
    "regul",
    "manual",
    "sop",
    "polic",
    "employe",
    "personnel",
    "use",
];

/// Groups orders by subject; sorted by name. Depends on the orders' words only.
pub fn subjects(orders: &[Order], agency: &[usize], o: &SubjectOptions) -> Vec<Subject> {
    let vocabulary = Vocabulary::learn(std::iter::empty());
    let stems = |text: &str| -> Vec<String> {
        vocabulary.stems(text, &[]).into_iter().filter(|w| !is_stop(w) && !is_modal(w) && w.len() > 2).collect()
    };
    let titles: Vec<Vec<String>> = orders
        .iter()
        .map(|x| stems(x.header.title.as_deref().unwrap_or_default()).into_iter().filter(|w| !PAPER.contains(&w.as_str())).collect())
        .collect();
    let bodies: Vec<Vec<(String, f32)>> = orders.iter().map(|x| body(x, &stems)).collect();
    let mut held: FxHashMap<usize, usize> = FxHashMap::default();
    for &a in agency {
        *held.entry(a).or_default() += 1;
    }
    let alike = |i: usize, j: usize| -> f32 {
        let title = overlap(&titles[i], &titles[j]);
        let words = cosine(&bodies[i], &bodies[j]);
        let lone = held[&agency[i]] == 1 && held[&agency[j]] == 1;
        let bar = if lone { o.lone } else { o.words };
        (title / o.title).max(words / bar)
    };
    let mut by_content: Vec<usize> = (0..orders.len()).collect();
    by_content.sort_by_cached_key(|&i| orders[i].fingerprint());
    let mut groups: Vec<Vec<usize>> = by_content.iter().map(|&i| vec![i]).collect();
    loop {
        let mut best: Option<(f32, usize, usize)> = None;
        for i in 0..groups.len() {
            for j in i + 1..groups.len() {
                let sum: f32 = groups[i].iter().flat_map(|&x| groups[j].iter().map(move |&y| (x, y))).map(|(x, y)| alike(x, y)).sum();
                let mean = sum / (groups[i].len() * groups[j].len()) as f32;
                if mean >= 1.0 && best.is_none_or(|(b, ..)| mean > b) {
                    best = Some((mean, i, j));
                }
            }
        }
        let Some((_, i, j)) = best else { break };
        let moved = groups.remove(j);
        groups[i].extend(moved);
    }
    let mut out: Vec<Subject> = groups
        .into_iter()
        .map(|mut g| {
            g.sort_unstable();
            Subject { name: name(orders, &g), orders: g }
        })
        .collect();
    out.sort_by(|x, y| x.name.cmp(&y.name).then(x.orders.cmp(&y.orders)));
    out
}

fn body(order: &Order, stems: &dyn Fn(&str) -> Vec<String>) -> Vec<(String, f32)> {
    let mut counts: FxHashMap<String, f32> = FxHashMap::default();
    for c in &order.clauses {
        for w in stems(c.words()) {
            *counts.entry(w).or_default() += 1.0;
        }
    }
    let mut out: Vec<(String, f32)> = counts.into_iter().map(|(w, n)| (w, n.sqrt())).collect();
    out.sort_by(|x, y| x.0.cmp(&y.0));
    let norm = out.iter().map(|(_, n)| n * n).sum::<f32>().sqrt().max(1e-6);
    for (_, n) in &mut out {
        *n /= norm;
    }
    out
}

fn cosine(a: &[(String, f32)], b: &[(String, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn overlap(a: &[String], b: &[String]) -> f32 {
    let shared = a.iter().filter(|w| b.contains(w)).count();
    let all = a.len().min(b.len());
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

/// The title most orders of the group bear, shortest and then alphabetical on a tie.
fn name(orders: &[Order], group: &[usize]) -> String {
    let mut titles: Vec<(String, usize)> = Vec::new();
    for &i in group {
        let Some(title) = &orders[i].header.title else { continue };
        let title = title_case(title);
        match titles.iter_mut().find(|(t, _)| *t == title) {
            Some((_, n)) => *n += 1,
            None => titles.push((title, 1)),
        }
    }
    titles.sort_by(|x, y| y.1.cmp(&x.1).then(x.0.len().cmp(&y.0.len())).then(x.0.cmp(&y.0)));
    titles.into_iter().next().map_or_else(|| title_case(&orders[group[0]].title()), |(t, _)| t)
}

/// "SOCIAL MEDIA use" -> "Social Media Use"; small words stay small.
pub fn title_case(text: &str) -> String {
    let mut out = String::new();
    for (i, w) in text.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let lower = w.to_lowercase();
        if i > 0 && words(&lower).first().is_some_and(|x| is_stop(&x.folded)) {
            out.push_str(&lower);
            continue;
        }
        let shout = w.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && w.len() > 3;
        let source = if shout { lower.as_str() } else { w };
        let mut chars = source.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    out
}
