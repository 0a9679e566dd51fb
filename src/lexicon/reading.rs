//! What a phrase stands for where it stands.
//!
//! "Record", "search" or "post" is a noun here and a verb there. Where a form is claimed as both, or a verb's form stands where only a noun
//! can, the words around it decide:
//!
//! ```text
//! shall record the name      a modal, "to" or an adverb before it     verb
//! the record of the stop     an article or preposition before it      noun
//! view, copy, or record      the word it is joined to decides
//! Record all statements      first word, an article after it          verb
//! Record retention           first word of a few                      open: the noun, if one is listed
//! ```

use super::ConceptId;
use super::forms::Form;
use super::tokens::{Gap, Tokens};

/// What a phrase of the tree stands for; at most one concept for each reading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leaf {
    /// The concept that lists it as a noun, and the form.
    pub noun: Option<(ConceptId, Form)>,
    /// The concept that lists it as a verb, and the form.
    pub verb: Option<(ConceptId, Form)>,
    /// The concept that lists it as it stands.
    pub words: Option<ConceptId>,
    /// It hides its words and says nothing.
    pub ignored: bool,
}

/// The word ids of a text beside its tokens.
pub(super) struct Words<'t> {
    /// The text's words.
    pub tokens: &'t Tokens,
    /// The ids of each word: as it is, and in capitals.
    pub ids: Vec<(u32, u32)>,
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
    pub fn flows(&self, at: usize) -> bool {
        let token = &self.tokens.list[at];
        match token.gap {
            Gap::Space => true,
            Gap::Comma => matches!(self.tokens.word(at), "or" | "and") || token.number || self.tokens.list[at - 1].number,
            Gap::Stop => false,
        }
    }

    /// What a leaf stands for in this place: `None` when its word is read otherwise here.
    pub fn settle(&self, leaf: Leaf, first: usize, end: usize) -> Option<Option<ConceptId>> {
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
