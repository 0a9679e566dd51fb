//! Lists of terms under a title that does not say so: several items side by side, each a name and what it stands for.
//!
//! ```text
//! 2. WORDS
//! 2.1 Loft: the room above the boats.     a name, a colon, an article: by itself it could be anything;
//! 2.2 Skiff: a boat for one.              three of them and hardly anything else beside them are terms
//! ```

use rustc_hash::FxHashMap;

use super::Words;
use crate::outline::definition;
use crate::outline::search::Tree;

/// So many terms make a list of terms.
const ENOUGH: usize = 3;

/// For each unit: it stands in such a list and looks like its siblings.
pub(super) fn listed(tree: &Tree, words: &Words) -> Vec<bool> {
    let mut out = vec![false; words.text.len()];
    let mut siblings: FxHashMap<u32, (usize, Vec<usize>)> = FxHashMap::default();
    for (unit, fate) in tree.fates.iter().enumerate() {
        let Some(node) = fate.nodes.last() else { continue };
        let group = siblings.entry(tree.nodes[*node as usize].parent).or_default();
        group.0 += 1;
        if definition::explains(&words.text[unit]) {
            group.1.push(unit);
        }
    }
    for (all, terms) in siblings.values() {
        if terms.len() >= ENOUGH && terms.len() * 4 >= all * 3 {
            terms.iter().for_each(|unit| out[*unit] = true);
        }
    }
    out
}
