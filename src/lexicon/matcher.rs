//! Finding phrases in a text: a tree of words walked from each word of the text, the longest phrase taken.
//!
//! Which of a phrase's readings is meant is decided in [`super::reading`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::ConceptId;
use super::data::Part;
use super::forms::Form;
use super::reading::{Leaf, Words};
use super::tokens::{Gap, Tokens};

/// The tree of all forms of all phrases.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    vocabulary: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    leaves: Vec<Option<Leaf>>,
    small: FxHashSet<u32>,
}

/// The edge a number takes, whatever number it is; written "#" in the data.
const NUMBER: u32 = 0;
/// The edge a comma inside a phrase takes ("confidential, sensitive").
const COMMA: u32 = 1;
/// A word no phrase has.
const UNKNOWN: u32 = u32::MAX;
/// Words a phrase may have inside it without being another phrase.
const FILLERS: [&str; 6] = ["the", "a", "an", "their", "such", "said"];

/// A phrase found: words `first..last` of the text.
pub(super) struct Found {
    pub concept: ConceptId,
    pub first: usize,
    pub last: usize,
}

impl Matcher {
    /// An empty tree.
    pub fn new() -> Self {
        let mut new = Self { leaves: vec![None], ..Self::default() };
        new.vocabulary.insert("#".into(), NUMBER);
        new.vocabulary.insert(",".into(), COMMA);
        for filler in FILLERS {
            let id = new.word(filler);
            new.small.insert(id);
        }
        new
    }

    /// Adds one form of a phrase; gives back the concept that has claimed it already in the same reading.
    pub fn add(&mut self, phrase: &str, part: Part, form: Form, concept: ConceptId) -> Option<ConceptId> {
        let mut clash = None;
        for variant in variants(phrase) {
            let node = self.path(&variant);
            let leaf = self.leaves[node as usize].get_or_insert_default();
            // A phrase listed as it stands wins over a form made from another phrase.
            let verb = leaf.verb.filter(|(c, f)| *c != concept && *f == Form::Base).map(|(c, _)| c);
            let noun = leaf.noun.filter(|(c, f)| *c != concept && *f == Form::Base).map(|(c, _)| c);
            let words = leaf.words.filter(|c| *c != concept && form == Form::Base);
            clash = clash.or(match part {
                Part::Noun => leaf.noun.map(|(c, _)| c).filter(|c| *c != concept).or(words),
                Part::Verb => leaf.verb.map(|(c, _)| c).filter(|c| *c != concept).or(words),
                Part::Words => leaf.words.filter(|c| *c != concept).or(noun).or(verb),
            });
            match part {
                Part::Noun => leaf.noun = leaf.noun.or(Some((concept, form))),
                Part::Verb => leaf.verb = leaf.verb.or(Some((concept, form))),
                Part::Words => leaf.words = leaf.words.or(Some(concept)),
            }
        }
        clash
    }

    /// Adds a phrase that is passed over.
    pub fn ignore(&mut self, phrase: &str) {
        for variant in variants(phrase) {
            let node = self.path(&variant);
            self.leaves[node as usize].get_or_insert_default().ignored = true;
        }
    }

    /// The phrases of a text, from left to right, none within another.
    pub fn find(&self, tokens: &Tokens) -> Vec<Found> {
        let words = Words {
            tokens,
            ids: (0..tokens.list.len())
                .map(|i| {
                    let plain = self.vocabulary.get(tokens.word(i)).copied().unwrap_or(UNKNOWN);
                    let capital = if tokens.list[i].capitals {
                        self.vocabulary.get(tokens.word(i).to_uppercase().as_str()).copied().unwrap_or(UNKNOWN)
                    } else {
                        UNKNOWN
                    };
                    (plain, capital)
                })
                .collect(),
        };
        let mut found = Vec::new();
        let mut i = 0;
        while i < words.ids.len() {
            match self.longest(&words, i) {
                // "The public" must not hide "public information officer".
                Some((end, _))
                    if self.small.contains(&words.ids[i].0) && self.longest(&words, i + 1).is_some_and(|(later, _)| later > end) =>
                {
                    i += 1;
                }
                Some((end, concept)) => {
                    if let Some(concept) = concept {
                        found.push(Found { concept, first: i, last: end });
                    }
                    i = end;
                }
                None => i += 1,
            }
        }
        found
    }

    /// The longest phrase that starts at word `i`: where it ends and what it stands for (`None` for an ignored phrase).
    fn longest(&self, words: &Words, i: usize) -> Option<(usize, Option<ConceptId>)> {
        let mut best = None;
        self.walk(words, i, i, 0, &mut best);
        best
    }

    fn walk(&self, words: &Words, first: usize, at: usize, node: u32, best: &mut Option<(usize, Option<ConceptId>)>) {
        let Some(token) = words.tokens.list.get(at) else { return };
        let inside = at > first;
        let mut node = node;
        if inside && !words.flows(at) {
            match self.edges.get(&(node, COMMA)) {
                Some(&child) if token.gap == Gap::Comma => node = child,
                _ => return,
            }
        }
        let (plain, capital) = words.ids[at];
        let mut follow = |edge: u32, next: usize| {
            if let Some(&child) = self.edges.get(&(node, edge)) {
                if let Some(value) = self.leaves[child as usize].and_then(|leaf| words.settle(leaf, first, next))
                    && best.is_none_or(|(end, _)| next > end)
                {
                    *best = Some((next, value));
                }
                self.walk(words, first, next, child, best);
            }
        };
        if capital != UNKNOWN {
            follow(capital, at + 1);
        }
        if plain != UNKNOWN {
            follow(plain, at + 1);
        }
        if token.number {
            let mut end = at + 1;
            while end < words.ids.len() && words.tokens.list[end].number && words.tokens.list[end].gap != Gap::Stop {
                end += 1;
            }
            follow(NUMBER, end);
        }
        if inside && self.small.contains(&plain) {
            self.walk(words, first, at + 1, node, best);
        }
    }

    fn path(&mut self, phrase: &str) -> u32 {
        let marked = phrase.replace('#', " 0 ");
        let tokens = Tokens::of(&marked);
        let mut node = 0;
        for i in 0..tokens.list.len() {
            let word = tokens.word(i);
            if i > 0 && FILLERS.contains(&word) {
                continue;
            }
            let id = match word {
                "0" => NUMBER,
                _ if tokens.list[i].capitals && phrase.chars().any(char::is_uppercase) => self.word(&word.to_uppercase()),
                _ => self.word(word),
            };
            if i > 0 && tokens.list[i].gap == Gap::Comma && !matches!(word, "or" | "and") {
                node = self.step(node, COMMA);
            }
            node = self.step(node, id);
        }
        node
    }

    fn step(&mut self, node: u32, edge: u32) -> u32 {
        let next = u32::try_from(self.leaves.len()).unwrap_or(u32::MAX);
        let child = *self.edges.entry((node, edge)).or_insert(next);
        if child == next {
            self.leaves.push(None);
        }
        child
    }

    fn word(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
        *self.vocabulary.entry(word.into()).or_insert(next)
    }
}

/// A hyphenated phrase is also written as one word: "e-mail", "email".
fn variants(phrase: &str) -> Vec<String> {
    let mut list = vec![phrase.to_owned()];
    if phrase.contains('-') {
        list.push(phrase.replace('-', ""));
    }
    list
}
