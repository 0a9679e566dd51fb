//! Running heads and feet: what stands at the edge of page after page.

use std::collections::BTreeMap;

/// How many lines from the edge may be a running head or foot.
const REACH: usize = 5;

/// For each page the number of lines at its top and at its foot that are margins, from the words of all its lines.
pub(super) fn margins(pages: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    let mut feet: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let mut seen: Vec<String> = page.iter().take(REACH).map(|line| key(line)).collect();
        seen.sort();
        seen.dedup();
        seen.into_iter().for_each(|key| *heads.entry(key).or_default() += 1);
        let mut seen: Vec<String> = page.iter().rev().take(REACH).map(|line| key(line)).collect();
        seen.sort();
        seen.dedup();
        seen.into_iter().for_each(|key| *feet.entry(key).or_default() += 1);
    }
    let enough = if pages.len() <= 3 { 2 } else { 3 };
    let repeats = |counts: &BTreeMap<String, usize>, line: &str| {
        let key = key(line);
        let count = counts.get(&key).copied().unwrap_or(0);
        pages.len() > 1
            && !key.is_empty()
            && (count >= enough && (count * 4 >= pages.len() || key.contains('#')) || is_number(&key) && count > 1)
    };
    pages
        .iter()
        .map(|page| {
            let top = page.iter().take(REACH).take_while(|line| repeats(&heads, line)).count();
            let left = page.len() - top;
            let foot = page.iter().rev().take(REACH.min(left)).take_while(|line| repeats(&feet, line)).count();
            (top, foot)
        })
        .collect()
}

fn is_number(key: &str) -> bool {
    matches!(key, "#" | "page #" | "page # of #" | "# of #" | "# #")
}

/// Letters only, digits as one sign.
fn key(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            out.extend(c.to_lowercase());
        } else if c.is_numeric() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
