//! Citations: what counsel writes, made from the steps of the tree, unique in their order.
//!
//! ```text
//! II. Duties               II
//! A. Clerks shall:         II.A
//! - lock up.               II.A.b1     bullets and paragraphs are counted under the nearest item or title
//! Keys (no number)
//! 1. ...                   Keys.1      a title is a step only where two citations would be the same
//! ```

use rustc_hash::FxHashMap;

use super::{Draft, Step};
use crate::order::Clause;

/// Citations: unique, as the order numbers itself.
pub(super) fn cite(drafts: Vec<Draft>) -> Vec<Clause> {
    let mut with_titles = vec![false; drafts.len()];
    let mut citations = Vec::new();
    let mut unique = false;
    for _ in 0..4 {
        citations = citations_of(&drafts, &with_titles);
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        let mut clash = false;
        unique = true;
        for (index, citation) in citations.iter().enumerate() {
            if let Some(other) = first.insert(citation, index) {
                unique = false;
                for at in [index, other] {
                    if let Some(title) = title_above(&drafts, at, &with_titles) {
                        with_titles[title] = true;
                        clash = true;
                    }
                }
            }
        }
        if !clash {
            break;
        }
    }
    if !unique {
        citations = made_unique(&drafts, citations);
    }
    let mut depths: Vec<u16> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        depths.push(draft.parent.map_or(0, |parent| depths[parent].saturating_add(1)));
    }
    drafts
        .into_iter()
        .zip(citations)
        .zip(depths)
        .map(|((draft, citation), depth)| Clause {
            citation,
            parent: draft.parent,
            depth,
            kind: draft.kind,
            force: None,
            marker: draft.marker,
            heading: draft.heading,
            term: draft.term,
            text: draft.text,
            place: draft.place,
        })
        .collect()
}

/// A number said twice gets a sign of its own, and what stands below the second is cited with it: `2`, `2.a`, `2~2`, `2~2.a`.
fn made_unique(drafts: &[Draft], plain: Vec<String>) -> Vec<String> {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    let mut out: Vec<String> = Vec::with_capacity(drafts.len());
    // For each draft the nearest at or above it whose citation is no longer the plain one.
    let mut changed: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let above = draft.parent.and_then(|parent| changed[parent]);
        let rest = above.and_then(|above| plain[index].strip_prefix(plain[above].as_str())).filter(|rest| rest.starts_with('.'));
        let own = match (above, rest) {
            (Some(above), Some(rest)) => format!("{}{rest}", out[above]),
            _ => plain[index].clone(),
        };
        let count = seen.entry(own.clone()).or_default();
        *count += 1;
        let mut nth = *count;
        let mut fresh = own.clone();
        while nth > 1 {
            fresh = format!("{own}~{nth}");
            if !seen.contains_key(&fresh) {
                seen.insert(fresh.clone(), 1);
                break;
            }
            nth += 1;
        }
        changed.push(if fresh == plain[index] { above } else { Some(index) });
        out.push(fresh);
    }
    out
}

/// The nearest unnumbered title above that is not yet a step of the citation.
fn title_above(drafts: &[Draft], at: usize, with_titles: &[bool]) -> Option<usize> {
    let mut up = drafts[at].parent;
    while let Some(index) = up {
        if matches!(drafts[index].step, Step::Title(_)) && !with_titles[index] {
            return Some(index);
        }
        up = drafts[index].parent;
    }
    None
}

/// At most this much of an enclosing citation is carried on: 100,000 levels must not make a text of their square.
const LONGEST: usize = 400;

fn citations_of(drafts: &[Draft], with_titles: &[bool]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(drafts.len());
    // The draft whose citation numbered items below a draft begin with.
    let mut bases: Vec<Option<usize>> = Vec::with_capacity(drafts.len());
    let mut counters: FxHashMap<(usize, bool), u32> = FxHashMap::default();
    let mut top_counters = [0u32; 2];
    for (index, draft) in drafts.iter().enumerate() {
        let above = draft.parent.and_then(|parent| bases[parent]);
        let base = above.map_or("", |at| out[at].as_str());
        let joined = |base: &str, step: &str| {
            let base = if base.len() > LONGEST { "" } else { base };
            if base.is_empty() { step.to_owned() } else { format!("{base}.{step}") }
        };
        // Paragraphs and bullets count under the nearest item or title, not under the paragraph that leads in to them.
        let mut owner = draft.parent;
        while let Some(at) = owner.filter(|at| drafts[*at].step == Step::Paragraph) {
            owner = drafts[at].parent;
        }
        let owner_citation = owner.map_or("", |at| out[at].as_str());
        let mut count = |bullet: bool| {
            let counter = match owner {
                Some(at) => counters.entry((at, bullet)).or_default(),
                None => &mut top_counters[usize::from(bullet)],
            };
            *counter += 1;
            *counter
        };
        let (citation, below) = match &draft.step {
            Step::Number { label, path } => {
                let citation = if *path
                    && (base.is_empty()
                        || !base.ends_with(char::is_alphanumeric)
                        || label.strip_prefix(base).is_some_and(|rest| rest.starts_with('.'))
                        || path_like(base))
                {
                    label.clone()
                } else if let Some(outer) = path.then(|| without_shared_step(base, label)).flatten() {
                    joined(outer, label)
                } else {
                    joined(base, label)
                };
                (citation, Some(index))
            }
            Step::Bullet => (joined(owner_citation, &format!("b{}", count(true))), Some(index)),
            Step::Paragraph => (joined(owner_citation, &format!("p{}", count(false))), above),
            Step::Title(words) => (joined(base, &title_step(words)), if with_titles[index] { Some(index) } else { above }),
        };
        out.push(citation);
        bases.push(below);
    }
    out
}

/// The enclosing citation is itself a path of numbers, or one number: a longer path does not repeat it.
fn path_like(base: &str) -> bool {
    base.split('.').all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// What stands in front of the step that a path repeats: `II` of `II.A` before `A-1`.
fn without_shared_step<'a>(base: &'a str, label: &str) -> Option<&'a str> {
    let first = label.split(['.', '-']).next()?;
    let (outer, last) = base.rsplit_once('.').unwrap_or(("", base));
    (last == first).then_some(outer)
}

/// A title's words as a step: the words, joined by hyphens.
fn title_step(words: &str) -> String {
    let mut out = String::new();
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(8) {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    if out.is_empty() { "untitled".into() } else { out }
}
