//! Which clause a path means: looked up in the numbers of the order, never guessed.
//!
//! ```text
//! II.a.iii      from the top of the order
//! (b), 2        from the clause the words stand in, and from each clause above it
//! ```
//!
//! Unnumbered titles and lead-in paragraphs are no steps. More than one clause that could be meant is none.

use rustc_hash::FxHashMap;

use super::super::marker::roman;
use crate::order::{Clause, Kind};

/// One step of a path as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The number without what stands around it: `II`, `a`, `3`, `a-1`.
    pub label: String,
    /// Written in brackets.
    pub bracket: bool,
}

/// Words in a marker, and the word people refer to them by.
const MARKER_WORDS: &[(&str, &str)] = &[
    ("section", "section"),
    ("sec.", "section"),
    ("sec", "section"),
    ("article", "article"),
    ("art.", "article"),
    ("chapter", "chapter"),
    ("part", "part"),
    ("rule", "rule"),
    ("title", "title"),
    ("division", "division"),
    ("appendix", "appendix"),
    ("exhibit", "exhibit"),
    ("schedule", "schedule"),
    ("annex", "annex"),
];

/// Which way the words point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Above,
    Below,
}

/// The kind of number a step is, as far as one can see it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Digit,
    Lower,
    Upper,
}

/// The shape of a label; letters and roman numerals look alike.
pub(super) fn shape(label: &str) -> Shape {
    match label.bytes().next() {
        Some(b) if b.is_ascii_digit() => Shape::Digit,
        Some(b) if b.is_ascii_lowercase() => Shape::Lower,
        _ => Shape::Upper,
    }
}

/// What "this section" means at some clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// A clause that encloses the words, or the one they stand in.
    Clause(usize),
    /// The order itself, or something greater.
    Whole,
    /// Several clauses could be meant.
    Unclear,
}

/// So many levels are looked at: no order numbers as deep, and damaged files must not cost time.
const LEVELS: usize = 40;

/// A range over more clauses than this is none: its ends are in a list that no sentence means.
const LONGEST_RANGE: usize = 2000;

/// So many clauses with one number below one clause are looked at, before and after the words.
const NEAR: usize = 8;

struct Node {
    /// The number as the order writes it, `None` for titles, bullets and paragraphs.
    label: Option<String>,
    /// The nearest numbered clause above.
    above: Option<usize>,
    /// The nearest unnumbered title above.
    title: Option<usize>,
    /// Shown in brackets on both sides.
    bracket: bool,
    /// "section", "article" ... where the marker has a word.
    word: Option<&'static str>,
    parent_of_some: bool,
}

/// The numbers of one order.
pub(super) struct Numbers<'a> {
    clauses: &'a [Clause],
    nodes: Vec<Node>,
    /// Numbered clauses by the numbered clause above and their label, in reading order.
    below: FxHashMap<(Option<usize>, String), Vec<usize>>,
    /// The same with labels in lower case.
    folded: FxHashMap<(Option<usize>, String), Vec<usize>>,
}

impl<'a> Numbers<'a> {
    /// The numbers of these clauses; parents stand before their children.
    pub(super) fn of(clauses: &'a [Clause]) -> Self {
        let mut nodes: Vec<Node> = Vec::with_capacity(clauses.len());
        let mut below: FxHashMap<(Option<usize>, String), Vec<usize>> = FxHashMap::default();
        let mut folded: FxHashMap<(Option<usize>, String), Vec<usize>> = FxHashMap::default();
        for (index, clause) in clauses.iter().enumerate() {
            let (mut above, mut title) = (None, None);
            if let Some(parent) = clause.parent {
                let node = &mut nodes[parent];
                node.parent_of_some = true;
                above = if node.label.is_some() { Some(parent) } else { node.above };
                let is_title = node.label.is_none() && clauses[parent].kind == Kind::Heading;
                title = if is_title { Some(parent) } else { node.title };
            }
            let (label, whole) = own_label(clause);
            if whole {
                above = None;
            }
            if let Some(label) = &label {
                below.entry((above, label.clone())).or_default().push(index);
                folded.entry((above, label.to_lowercase())).or_default().push(index);
            }
            let marker = clause.marker.trim();
            let bracket = marker.starts_with('(') && marker.ends_with(')');
            nodes.push(Node { label, above, title, bracket, word: marker_word(marker), parent_of_some: false });
        }
        Self { clauses, nodes, below, folded }
    }

    /// The numbered clauses around a clause, itself first.
    fn chain(&self, at: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut next = if self.nodes[at].label.is_some() { Some(at) } else { self.enclosing(at) };
        while let Some(index) = next.filter(|_| out.len() < LEVELS) {
            out.push(index);
            next = self.enclosing(index);
        }
        out
    }

    /// The nearest numbered clause above, by the tree: a whole path ("5.12.3") stands under its parent all the same.
    fn enclosing(&self, at: usize) -> Option<usize> {
        let mut next = self.clauses[at].parent;
        let mut left = LEVELS;
        while let Some(index) = next.filter(|_| left > 0) {
            if self.nodes[index].label.is_some() {
                return Some(index);
            }
            next = self.clauses[index].parent;
            left -= 1;
        }
        None
    }

    /// What the word means that follows "this" in the clause at `from`; the word in the singular, in lower case.
    ///
    /// In the bracketed levels of statutes the word names the level: subsection (a), paragraph (1), subparagraph (A), clause or
    /// sub-subparagraph (i), subclause (I). Source: the House and Senate drafting manuals.
    pub(super) fn this(&self, word: &str, from: usize) -> Scope {
        let chain = self.chain(from);
        if matches!(word, "order" | "policy" | "directive" | "procedure" | "agreement" | "document" | "manual") {
            return Scope::Whole;
        }
        if let Some(index) = chain.iter().find(|index| self.nodes[**index].word == Some(word)) {
            return Scope::Clause(*index);
        }
        let level = |index: usize| {
            let node = &self.nodes[index];
            if !node.bracket {
                return None;
            }
            let label = node.label.as_deref().unwrap_or_default();
            let under = self.enclosing(index).and_then(|above| self.nodes[above].label.as_deref());
            let main = label.split('-').next().unwrap_or_default().to_lowercase();
            let numeral = |of: Shape| roman(&main).is_some() && under.is_some_and(|under| shape(under) == of);
            Some(match shape(label) {
                Shape::Digit => "paragraph",
                Shape::Lower if numeral(Shape::Upper) => "sub-subparagraph",
                Shape::Lower => "subsection",
                Shape::Upper if numeral(Shape::Lower) => "subclause",
                Shape::Upper => "subparagraph",
            })
        };
        let word = if word == "clause" { "sub-subparagraph" } else { word };
        let mut named = chain.iter().filter(|index| level(**index) == Some(word));
        if let Some(index) = named.next() {
            return if named.next().is_none() { Scope::Clause(*index) } else { Scope::Unclear };
        }
        let plain: Vec<usize> = chain.iter().copied().filter(|index| !self.nodes[*index].bracket).collect();
        if word != "section" {
            let outer = matches!(word, "article" | "chapter" | "part" | "title" | "subchapter" | "division" | "appendix" | "act" | "code");
            return if outer { Scope::Whole } else { Scope::Unclear };
        }
        match plain.as_slice() {
            [] => Scope::Whole,
            [only] if *only != from || self.nodes[*only].parent_of_some => Scope::Clause(*only),
            _ => {
                let mut titles = plain.iter().filter(|index| self.clauses[**index].kind == Kind::Heading);
                match (titles.next(), titles.next()) {
                    (Some(only), None) => Scope::Clause(*only),
                    _ => Scope::Unclear,
                }
            }
        }
    }

    /// Clauses that a path leads to from a clause, or from the top.
    fn descend(&self, from: Option<usize>, path: &[Step], near: usize, fold: bool, out: &mut Vec<usize>) {
        let mut label = String::new();
        for (taken, step) in path.iter().enumerate() {
            if taken > 0 {
                label.push('.');
            }
            label.push_str(&if fold { step.label.to_lowercase() } else { step.label.clone() });
            let map = if fold { &self.folded } else { &self.below };
            let Some(found) = map.get(&(from, label.clone())) else { continue };
            let here = found.partition_point(|index| *index < near);
            for index in &found[here.saturating_sub(NEAR)..(here + NEAR).min(found.len())] {
                match &path[taken + 1..] {
                    [] => out.push(*index),
                    rest if out.len() < 4 * NEAR => self.descend(Some(*index), rest, near, fold, out),
                    _ => {}
                }
            }
        }
    }

    /// The clause that a path means where it stands alone in a clause; `None` where none or several could be meant.
    ///
    /// `word` is the clause word in front ("section"), empty for a bare path.
    pub(super) fn resolve(&self, from: usize, path: &[Step], scope: Option<Scope>, word: &str, way: Option<Way>) -> Option<usize> {
        [false, true].into_iter().find_map(|fold| {
            if fold && !path.iter().any(|step| step.label.contains(|c: char| c.is_ascii_alphabetic())) {
                return None;
            }
            let mut top = Vec::new();
            let mut own = Vec::new();
            match scope {
                Some(Scope::Clause(anchor)) => self.descend(Some(anchor), path, from, fold, &mut own),
                Some(Scope::Whole) => self.descend(None, path, from, fold, &mut top),
                Some(Scope::Unclear) | None => {
                    self.descend(None, path, from, fold, &mut top);
                    for anchor in self.chain(from) {
                        self.descend(Some(anchor), path, from, fold, &mut own);
                    }
                }
            }
            // What is written whole from the top is meant from the top.
            let fits = |index: &usize| self.fits(*index, from, path, word, way, scope.is_some());
            top.retain(fits);
            own.retain(fits);
            if path.len() > 1 && !top.is_empty() {
                own.clear();
            }
            let mut all = top;
            all.extend(own);
            all.sort_unstable();
            all.dedup();
            self.one(all, from, path, word)
        })
    }

    /// Whether a clause can be what the words around its number say.
    fn fits(&self, index: usize, from: usize, path: &[Step], word: &str, way: Option<Way>, scoped: bool) -> bool {
        let sound = match way {
            Some(Way::Above) => index < from && !self.chain(from).contains(&index),
            Some(Way::Below) => index > from,
            None => true,
        };
        let node = &self.nodes[index];
        let first = self.first_of(index, path.len());
        let great = matches!(word, "section" | "article" | "chapter" | "part" | "rule" | "title");
        let worded = match (word, self.nodes[first].word) {
            ("", _) => true,
            (word, Some(own)) => word == own,
            ("appendix" | "exhibit" | "schedule" | "annex" | "attachment" | "addendum" | "chapter" | "rule" | "title", None) => false,
            ("step", None) => way.is_some() || scoped,
            ("article" | "part", None) => self.clauses[first].kind == Kind::Heading,
            (_, None) => true,
        };
        // "Section 3" is no item "(3)", and hardly a line of a list.
        let bracket = path.first().is_some_and(|step| step.bracket);
        let brackets = !(great && !bracket && self.nodes[first].bracket);
        let listed = node.above.is_some() || self.clauses[index].parent.is_some_and(|parent| self.clauses[parent].kind == Kind::LeadIn);
        let leaf = listed && self.clauses[index].kind != Kind::Heading && !node.parent_of_some;
        sound && worded && brackets && !(great && path.len() == 1 && !bracket && leaf && way.is_none() && !scoped)
    }

    /// The clause that the first of so many steps led to.
    fn first_of(&self, index: usize, steps: usize) -> usize {
        let mut at = index;
        let mut left = steps;
        while let Some(label) = &self.nodes[at].label {
            left = left.saturating_sub(label.split('.').count());
            match self.nodes[at].above {
                Some(above) if left > 0 => at = above,
                _ => break,
            }
        }
        at
    }

    /// The only one, or the one that what is written prefers.
    fn one(&self, mut all: Vec<usize>, from: usize, path: &[Step], word: &str) -> Option<usize> {
        if all.len() > 1 {
            let bracket = path[0].bracket;
            let alike = |index: &usize| self.nodes[self.first_of(*index, path.len())].bracket == bracket;
            if all.iter().any(alike) {
                all.retain(alike);
            }
        }
        if all.len() > 1 {
            // Lists that start again under each title: the list of the same title.
            let title = self.title(from);
            let same = |index: &usize| self.title(*index) == title;
            if all.iter().filter(|index| same(index)).count() == 1 {
                all.retain(same);
            }
        }
        if all.len() > 1 && matches!(word, "section" | "article") {
            let high = |index: &usize| self.nodes[*index].above.is_none() && self.nodes[*index].parent_of_some;
            let leaf = |index: &usize| !self.nodes[*index].parent_of_some;
            if all.iter().filter(|index| high(index)).count() == 1 && all.iter().all(|index| high(index) || leaf(index)) {
                all.retain(high);
            }
        }
        match all.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The words of a clause: its title, where it has one.
    pub(super) fn words(&self, index: usize) -> &str {
        self.clauses[index].words()
    }

    fn title(&self, index: usize) -> Option<usize> {
        self.nodes[index].title
    }

    /// The clauses from one to another of the same list, both included; `None` where they are no list.
    pub(super) fn between(&self, first: usize, last: usize) -> Option<Vec<usize>> {
        let list = |index: usize| (self.enclosing(index), self.title(index));
        if first > last
            || last - first > LONGEST_RANGE
            || list(first) != list(last)
            || self.nodes[first].bracket != self.nodes[last].bracket
        {
            return None;
        }
        let of = list(first);
        let depth = self.clauses[first].depth;
        let all =
            (first..=last).filter(|index| self.clauses[*index].depth == depth && self.nodes[*index].label.is_some() && list(*index) == of);
        Some(all.collect())
    }
}

/// The number of a clause as its order writes it, and whether it is the whole path from the top.
fn own_label(clause: &Clause) -> (Option<String>, bool) {
    let citation = clause.citation.split('~').next().unwrap_or_default();
    let last = citation.rsplit('.').next().unwrap_or_default();
    let marker = clause.marker.trim();
    if marker.is_empty() {
        // A number that was lost stands in the citation alone; p1 and b1 count what has none.
        let counted = last.len() > 1 && last.starts_with(['p', 'b']) && last[1..].bytes().all(|b| b.is_ascii_digit());
        let title = clause.heading.is_some();
        return (if counted || title || last.is_empty() { None } else { Some(last.to_owned()) }, false);
    }
    if !marker.contains(char::is_alphanumeric) {
        return (None, false);
    }
    let bare = marker.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.rsplit(char::is_whitespace).next().unwrap_or(bare).trim_start_matches('§');
    if bare.contains('.') && citation.ends_with(bare) {
        return (Some(bare.to_owned()), citation == bare);
    }
    (Some(last.to_owned()), false)
}

/// The word of a marker: "Section 5:" is a section.
fn marker_word(marker: &str) -> Option<&'static str> {
    if marker.starts_with('§') {
        return Some("section");
    }
    let (word, _) = marker.split_once(char::is_whitespace)?;
    MARKER_WORDS.iter().find(|(short, _)| word.eq_ignore_ascii_case(short)).map(|(_, long)| *long)
}
