//! Finding phrases in a text: a tree of words walked from each word of the text, the longest phrase taken.
//!
//! "Record", "search" or "post" is a noun here and a verb there. Where a form is claimed as both, or a verb's form stands where only a noun
//! can, the words around it decide; see [`Words::reading`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::ConceptId;
use super::data::Part;
use super::forms::Form;
use super::tokens::{Gap, Tokens};

/// What a phrase of the tree stands for; at most one concept for each reading.
#[derive(Clone, Copy, Debug, Default)]
struct Leaf {
    noun: Option<(ConceptId, Form)>,
    verb: Option<(ConceptId, Form)>,
    words: Option<ConceptId>,
    ignored: bool,
}

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

/// The word ids of a text beside its tokens.
struct Words<'t> {
    tokens: &'t Tokens,
    ids: Vec<(u32, u32)>,
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Noun,
    Verb,
    Open,
}

const BEFORE_VERB: [&str; 34] = [
    "shall",
    "must",
    "may",
    "will",
    "should",
    "can",
    "cannot",
    "could",
    "would",
    "might",
    "not",
    "never",
    "do",
    "does",
    "did",
    "please",
    "they",
    "we",
    "he",
    "she",
    "who",
    "let",
    "also",
    "either",
    "neither",
    "knowingly",
    "then",
    "it",
    "you",
    "i",
    "and/or",
    "to",
    "always",
    "help",
];
const BEFORE_NOUN: [&str; 62] = [
    "the",
    "a",
    "an",
    "any",
    "all",
    "each",
    "every",
    "no",
    "this",
    "these",
    "those",
    "their",
    "such",
    "said",
    "of",
    "in",
    "by",
    "for",
    "with",
    "from",
    "on",
    "at",
    "under",
    "upon",
    "into",
    "within",
    "without",
    "during",
    "after",
    "before",
    "regarding",
    "concerning",
    "about",
    "via",
    "per",
    "through",
    "between",
    "against",
    "new",
    "written",
    "official",
    "police",
    "department",
    "agency",
    "incident",
    "other",
    "another",
    "own",
    "some",
    "same",
    "first",
    "public",
    "prior",
    "final",
    "initial",
    "is",
    "are",
    "was",
    "were",
    "be",
    "following",
    "original",
];
const AFTER_VERB: [&str; 20] = [
    "the", "a", "an", "any", "all", "their", "such", "this", "these", "those", "it", "them", "him", "each", "every", "no", "whether",
    "what", "when", "where",
];
const AFTER_NOUN: [&str; 16] =
    ["shall", "must", "may", "will", "should", "is", "are", "was", "were", "has", "have", "can", "cannot", "of", "that", "which"];

impl Words<'_> {
    /// Whether a phrase may go on from word `at - 1` to word `at`.
    fn flows(&self, at: usize) -> bool {
        let token = &self.tokens.list[at];
        match token.gap {
            Gap::Space => true,
            Gap::Comma => matches!(self.tokens.word(at), "or" | "and") || token.number || self.tokens.list[at - 1].number,
            Gap::Stop => false,
        }
    }

    /// What a leaf stands for in this place: `None` when its word is read otherwise here.
    fn settle(&self, leaf: Leaf, first: usize, end: usize) -> Option<Option<ConceptId>> {
        if leaf.ignored {
            return Some(None);
        }
        if leaf.words.is_some() {
            return Some(leaf.words);
        }
        let alone = end == first + 1;
        let concept = match (leaf.noun, leaf.verb) {
            (Some((noun, form)), None) => (!alone || form != Form::Base || !self.surely_verb(first)).then_some(noun),
            (None, Some((verb, form))) if alone && form != Form::Participle => (self.reading(first, form) != Reading::Noun).then_some(verb),
            (None, Some((verb, _))) => Some(verb),
            (Some((noun, _)), Some((verb, form))) => Some(if self.reading(first, form) == Reading::Verb { verb } else { noun }),
            (None, None) => None,
        };
        concept.map(Some)
    }

    /// "To stop the car", "shall not stop pursuing": a word that no entry lists as a verb and that is one here all the same. "Only then may force
    /// be used" has a noun after "may".
    fn surely_verb(&self, i: usize) -> bool {
        const MODALS: [&str; 7] = ["shall", "must", "will", "should", "cannot", "could", "would"];
        if i == 0 || self.tokens.list[i].gap != Gap::Space {
            return false;
        }
        let before = self.tokens.word(i - 1);
        let negated = before == "not" && i > 1 && MODALS.contains(&self.tokens.word(i - 2));
        let next = (i + 1 < self.tokens.list.len()).then(|| self.tokens.word(i + 1));
        let commanded = (MODALS.contains(&before) || negated) && next.is_some_and(|n| !matches!(n, "be" | "not" | "have"));
        commanded || BEFORE_VERB.contains(&before) && next.is_some_and(|n| AFTER_VERB.contains(&n))
    }

    /// How the words around read a word that may be a noun or a verb.
    fn reading(&self, i: usize, form: Form) -> Reading {
        self.reading_within(i, form, 3)
    }

    fn reading_within(&self, i: usize, form: Form, depth: u8) -> Reading {
        let token = &self.tokens.list[i];
        let next = (i + 1 < self.tokens.list.len() && self.tokens.list[i + 1].gap == Gap::Space).then(|| self.tokens.word(i + 1));
        if token.possessive {
            return Reading::Noun;
        }
        if token.gap == Gap::Stop || i == 0 {
            return self.at_the_start(i, form, next);
        }
        let before = self.tokens.word(i - 1);
        if token.gap == Gap::Comma || matches!(before, "or" | "and" | "nor") {
            if form == Form::Base && next.is_some_and(|n| AFTER_VERB.contains(&n)) {
                return Reading::Verb;
            }
            let partner =
                if token.gap == Gap::Comma && !matches!(before, "or" | "and" | "nor") { i.checked_sub(1) } else { i.checked_sub(2) };
            return match partner {
                Some(p) if depth > 0 => self.reading_within(p, form, depth - 1),
                _ => Reading::Open,
            };
        }
        let after_verb_cue = BEFORE_VERB.contains(&before) || is_adverb(before);
        match form {
            Form::Participle
                if BEFORE_NOUN.contains(&before)
                    && !matches!(
                        before,
                        "by" | "for" | "from" | "without" | "before" | "after" | "in" | "of" | "is" | "are" | "was" | "were" | "be" | "not"
                    ) =>
            {
                Reading::Noun
            }
            Form::Participle => Reading::Verb,
            Form::Base if after_verb_cue => Reading::Verb,
            Form::S if matches!(before, "who" | "he" | "she" | "it") || is_adverb(before) => Reading::Verb,
            Form::S if after_verb_cue => Reading::Noun,
            _ if BEFORE_NOUN.contains(&before) || self.tokens.list[i - 1].possessive => Reading::Noun,
            Form::Base | Form::S if next.is_some_and(|n| AFTER_VERB.contains(&n)) => Reading::Verb,
            _ => Reading::Open,
        }
    }

    /// "Record all interviews" commands; "Record retention" and "Records shall be kept" name.
    fn at_the_start(&self, i: usize, form: Form, next: Option<&str>) -> Reading {
        match form {
            Form::Base if next.is_some_and(|n| AFTER_VERB.contains(&n)) => Reading::Verb,
            Form::Base if next.is_none_or(|n| AFTER_NOUN.contains(&n)) => Reading::Noun,
            Form::Base => {
                let rest = self.tokens.list[i + 1..].iter().take_while(|t| t.gap != Gap::Stop).count();
                if rest >= 4 { Reading::Verb } else { Reading::Open }
            }
            Form::S => Reading::Noun,
            Form::Participle => Reading::Verb,
        }
    }
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ly")
        && !matches!(
            word,
            "family" | "supply" | "apply" | "reply" | "assembly" | "early" | "daily" | "monthly" | "weekly" | "comply" | "anomaly"
        )
}
