//! Titles that only their siblings give away: run into their paragraphs, or ended with a stop.
//!
//! ```text
//! 7.4.1 Storage All keys ...         believed where the siblings have titles
//! 12-4-01. Purpose of the register.  no verb, a stop, a list below: believed where the siblings are the same
//! Sec. 12-4. - Purpose.              the same, and believed by itself: the word says what it is
//! ```

use rustc_hash::FxHashMap;

use super::Words;
use super::kinds::{strong_title, uncontinued};
use crate::outline::marker::Around;
use crate::outline::search::{NodeKind, Tree};
use crate::outline::title::{has_verb, look, run_in};
use crate::outline::units::Unit;

/// So many words a title with a stop may have.
const WORDS: usize = 9;

/// Items whose title has run into their paragraph, and items whose siblings have titles; the first is believed only with the second.
pub(super) fn run_ins(units: &[Unit], tree: &Tree, words: &Words) -> (Vec<Option<usize>>, Vec<bool>) {
    let mut out = vec![None; units.len()];
    let mut in_titled = vec![false; units.len()];
    let mut groups: FxHashMap<(u32, usize), (u32, u32, Vec<usize>)> = FxHashMap::default();
    for (index, fate) in tree.fates.iter().enumerate() {
        let (Some(node), Some(marker)) = (fate.nodes.last(), units[index].markers.last()) else { continue };
        if marker.path.len() < 2 {
            continue;
        }
        let group = groups.entry((tree.nodes[*node as usize].parent, marker.path.len())).or_default();
        group.0 += 1;
        let text = &words.text[index];
        let strong = words.strong[index];
        if strong > 0 && strong < text.len() {
            group.1 += u32::from(strong_title(text, strong).is_some());
            continue;
        }
        if let Some(cut) = run_in(text) {
            out[index] = Some(cut);
            group.1 += 1;
            group.2.push(index);
        } else if look(uncontinued(text)).is_some() {
            group.1 += 1;
            group.2.push(index);
        }
    }
    for (all, titled, members) in groups.values() {
        let believed = *titled >= 2 && titled * 10 >= all * 6;
        for index in members {
            in_titled[*index] = believed;
            out[*index] = out[*index].filter(|_| believed);
        }
    }
    (out, in_titled)
}

/// For each unit: a few words with a stop and no verb over a list or paragraphs, among siblings that are the same.
pub(super) fn stopped(units: &[Unit], tree: &Tree, words: &Words, children: &[(u32, u32)]) -> Vec<bool> {
    let mut out = vec![false; words.text.len()];
    let mut groups: FxHashMap<u32, (usize, Vec<usize>)> = FxHashMap::default();
    let section = |unit: usize| units[unit].markers.last().is_some_and(|marker| matches!(marker.around, Around::Word(_)));
    for (unit, fate) in tree.fates.iter().enumerate() {
        let Some(node) = fate.nodes.last() else { continue };
        let entry = tree.nodes[*node as usize];
        if entry.kind != NodeKind::Item || units[unit].markers.last().is_none_or(|marker| marker.is_bullet()) {
            continue;
        }
        let group = groups.entry(entry.parent).or_default();
        group.0 += 1;
        let (items, paragraphs) = children[*node as usize];
        let text = words.text[unit].trim();
        let inner = text.strip_suffix('.').unwrap_or_default();
        if items + paragraphs > 0
            && !inner.is_empty()
            && text.split_whitespace().count() <= WORDS
            && !inner.contains(['.', ';', ':', '?', '!'])
            && text.starts_with(char::is_uppercase)
            && !has_verb(text)
        {
            group.1.push(unit);
        }
    }
    for (all, titles) in groups.values() {
        let sure = titles.len() >= 3 || titles.iter().any(|unit| section(*unit));
        if sure && titles.len() * 3 >= all * 2 {
            titles.iter().for_each(|unit| out[*unit] = true);
        }
    }
    out
}
