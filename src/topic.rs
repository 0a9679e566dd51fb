//! Topics: groups of rows under the headings the orders themselves use.
//!
//! Each order cuts the subject in its own way, so headings are brought together first: two headings are one topic where their words are
//! alike, or where most rows under the one have members under the other. A topic bears the heading that most of its rows stand under.

use std::collections::BTreeMap;

use crate::normalize::{is_stop, words};
use crate::subject::title_case;

/// A heading of one order: the order's index and the heading's words.
pub type Section = (usize, String);

/// The topic of each row, given for each row the sections its members stand under and whether it is a row of definitions.
pub fn topics(rows: &[(Vec<Section>, bool)]) -> Vec<String> {
    let mut ids: BTreeMap<Section, usize> = BTreeMap::new();
    for (sections, _) in rows {
        for s in sections {
            let next = ids.len();
            ids.entry(s.clone()).or_insert(next);
        }
    }
    let n = ids.len();
    let mut size = vec![0_f64; n];
    let mut common: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (sections, _) in rows {
        let mut at: Vec<usize> = sections.iter().map(|s| ids[s]).collect();
        at.sort_unstable();
        at.dedup();
        for (i, &x) in at.iter().enumerate() {
            size[x] += 1.0;
            for &y in &at[i + 1..] {
                *common.entry((x, y)).or_default() += 1.0;
            }
        }
    }
    let mut group: Vec<usize> = (0..n).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    let list: Vec<(&Section, usize)> = ids.iter().map(|(s, &i)| (s, i)).collect();
    for (a, (s, i)) in list.iter().enumerate() {
        for (t, j) in &list[a + 1..] {
            let key = ((*i).min(*j), (*i).max(*j));
            let shared = common.get(&key).copied().unwrap_or(0.0) / size[*i].min(size[*j]).max(1.0);
            let alike = strsim::jaro_winkler(&fold(&s.1), &fold(&t.1));
            let value = if alike >= 0.93 { 1.0 } else { shared * 0.9 };
            if value >= 0.5 && (alike >= 0.93 || common.get(&key).copied().unwrap_or(0.0) >= 2.0) {
                pairs.push((value, key.0, key.1));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, i, j) in pairs {
        let (gi, gj) = (group[i], group[j]);
        if gi != gj {
            let orders = |g: usize| list.iter().filter(|(_, k)| group[*k] == g).map(|(s, _)| s.0).collect::<Vec<_>>();
            let (mine, theirs) = (orders(gi), orders(gj));
            // Two sections of one order are two topics; joining them through a third order would melt everything into one.
            let same = |k: usize| list.iter().find(|(_, x)| *x == k).map(|(s, _)| fold(&s.1));
            if mine.iter().any(|o| theirs.contains(o)) && same(i) != same(j) {
                continue;
            }
            for g in &mut group {
                if *g == gj {
                    *g = gi;
                }
            }
        }
    }
    let mut names: BTreeMap<usize, BTreeMap<String, f64>> = BTreeMap::new();
    for (s, i) in &list {
        *names.entry(group[*i]).or_default().entry(title_case(&clean(&s.1))).or_default() += size[*i];
    }
    let name = |g: usize| -> String {
        let Some(all) = names.get(&g) else { return String::new() };
        let mut ranked: Vec<(&String, &f64)> = all.iter().collect();
        ranked.sort_by(|x, y| y.1.total_cmp(x.1).then(x.0.len().cmp(&y.0.len())).then(x.0.cmp(y.0)));
        ranked.first().map(|(n, _)| (*n).clone()).unwrap_or_default()
    };
    let mut out: Vec<String> = rows
        .iter()
        .map(|(sections, definition)| {
            if *definition {
                return "Definitions".to_string();
            }
            let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
            for s in sections {
                *votes.entry(group[ids[s]]).or_default() += 1;
            }
            let best = votes.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0)));
            best.map(|(g, _)| name(g)).filter(|n| !n.is_empty()).unwrap_or_else(|| "General".to_string())
        })
        .collect();
    gather(&mut out);
    out
}

/// Fewest rows a topic has where there are larger ones.
const FEW: usize = 3;

/// Rows of a topic with fewer than [`FEW`] rows go to the topic of the nearest row that stands under a larger one.
fn gather(topics: &mut [String]) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for t in topics.iter() {
        *count.entry(t.as_str()).or_default() += 1;
    }
    let large: Vec<bool> = topics.iter().map(|t| t != "Definitions" && count[t.as_str()] >= FEW).collect();
    let small: Vec<usize> = (0..topics.len()).filter(|&i| topics[i] != "Definitions" && !large[i]).collect();
    let near = |i: usize| (0..large.len()).filter(|&j| large[j]).min_by_key(|&j| (i.abs_diff(j), j));
    let moved: Vec<(usize, usize)> = small.into_iter().filter_map(|i| near(i).map(|j| (i, j))).collect();
    for (i, j) in moved {
        topics[i] = topics[j].clone();
    }
}

/// Topics in the order of the median place of their rows, given each row's topic in the order of the rows.
pub fn sequence(topics: &[&str]) -> Vec<String> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, t) in topics.iter().enumerate() {
        places.entry(t).or_default().push(i);
    }
    let mut ranked: Vec<(usize, usize, &str)> = places.into_iter().map(|(t, p)| (p[p.len() / 2], p[0], t)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, _, t)| t.to_string()).collect()
}

fn fold(heading: &str) -> String {
    let ws: Vec<String> = words(heading).into_iter().map(|w| w.folded).filter(|w| !is_stop(w) && w != "continued").collect();
    ws.join(" ")
}

/// A heading without its closing mark and without "continued".
pub fn clean(heading: &str) -> String {
    let text = heading.trim().trim_end_matches([':', '.', '-', '\u{2013}', '\u{2014}']).trim();
    let lower = text.to_lowercase();
    lower.find("(continued").or_else(|| lower.find(", continued")).map_or(text, |i| text.get(..i).unwrap_or(text)).trim().to_string()
}
