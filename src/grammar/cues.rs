//! The cue lists of `src/directive/cues.toml`, ready to ask.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Word;

/// Phrases of one or more words, found by their first word, the longest first.
#[derive(Debug, Default)]
pub struct Phrases {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
}

impl Phrases {
    /// From a list separated by `|`, each phrase's words by blanks.
    pub fn new(list: &str) -> Self {
        let mut by_first: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
        for phrase in list.split('|') {
            let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(words);
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
        }
        Self { by_first }
    }

    /// How many words of a phrase stand at `at`; 0 where none does.
    pub fn at(&self, words: &[Word], at: usize) -> usize {
        let Some(first) = words.get(at) else { return 0 };
        let Some(phrases) = self.by_first.get(&first.low) else { return 0 };
        phrases.iter().find(|p| p.iter().enumerate().all(|(k, w)| words.get(at + k).is_some_and(|x| x.low == *w))).map_or(0, Vec::len)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    persons: String,
    not_persons: String,
    devices: String,
    states: String,
    public: String,
    givers: String,
    aims: String,
    determiners: String,
    pronouns: String,
    prepositions: String,
    conjunctions: String,
    adverbs: String,
    not_adverbs: String,
    subordinators: String,
    weak_subordinators: String,
    saying: String,
    reduced: String,
    negations: String,
    harmless_no: String,
    fillers: String,
    heads: FxHashMap<String, String>,
    givers_say: FxHashMap<String, String>,
    verbs: FxHashMap<String, String>,
    slots: FxHashMap<String, String>,
    time: BTreeMap<String, String>,
    numbers: FxHashMap<String, u32>,
    values: FxHashMap<String, String>,
}

/// A set of single words.
type Set = FxHashSet<String>;

/// All cue lists. The names are those of the file, which says what each is for.
#[derive(Debug)]
#[expect(missing_docs, reason = "the data file documents each list where it can be edited")]
pub struct Cues {
    pub persons: Set,
    pub not_persons: Set,
    /// Initials of things and systems.
    pub devices: Set,
    pub states: Set,
    pub public: Set,
    pub givers: Set,
    pub aims: Set,
    pub determiners: Set,
    pub pronouns: Set,
    pub prepositions: Set,
    pub conjunctions: Set,
    pub adverbs: Set,
    pub not_adverbs: Set,
    pub subordinators: Set,
    pub weak_subordinators: Set,
    pub saying: Set,
    pub reduced: Set,
    pub negations: Phrases,
    pub harmless_no: Set,
    pub fillers: Phrases,
    pub forbid: Phrases,
    pub allow: Phrases,
    pub release: Phrases,
    pub require: Phrases,
    pub advise: Phrases,
    pub refrain: Phrases,
    pub construe: Phrases,
    pub predict: Phrases,
    pub say_forbid: Set,
    pub say_require: Set,
    pub say_advise: Set,
    pub say_allow: Set,
    pub say_tolerate: Set,
    pub say_limit: Set,
    /// All that a rule-giver's verb may say, toleration aside: one look-up where most words are none of them.
    pub say: Set,
    pub verbs: Set,
    pub nounlike: Set,
    pub condition: Phrases,
    pub exception: Phrases,
    pub written: Set,
    pub express: Set,
    pub permission: Set,
    pub permitted: Set,
    pub gives: Set,
    pub given: Set,
    pub needs: Set,
    pub tell: Set,
    pub tell_to: Set,
    /// Value and phrases, in the order of the values.
    pub times: Vec<(String, Phrases)>,
    pub before: Phrases,
    pub numbers: FxHashMap<String, u32>,
    pub everyone: Set,
    pub stop: Set,
    pub same: FxHashMap<String, String>,
}

static BUILTIN: LazyLock<Cues> =
    LazyLock::new(|| Cues::parse(include_str!("../directive/cues.toml")).unwrap_or_else(|| Cues::from(File::default())));

impl Cues {
    /// The lists the program comes with.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a cue file; `None` where it is not TOML; a list that is not in it is empty.
    pub fn parse(toml: &str) -> Option<Self> {
        toml::from_str::<File>(toml).ok().map(Self::from)
    }

    /// "an officer", "officers", "the department": somebody who can act.
    pub fn is_person(&self, word: &str) -> bool {
        const DOERS: [&str; 8] = ["er", "ers", "or", "ors", "ee", "ees", "ist", "ists"];
        let doer = || word.len() > 5 && DOERS.iter().any(|end| word.ends_with(end)) && !self.not_persons.contains(word);
        self.persons.contains(word) || doer() && !self.is_verb(word) && self.third_person(word).is_none()
    }

    /// A base form of a known verb.
    pub fn is_verb(&self, word: &str) -> bool {
        self.verbs.contains(word)
    }

    /// The base form of a third person ("identifies", "reaches", "makes"), where it is a known verb.
    pub fn third_person<'w>(&self, word: &'w str) -> Option<std::borrow::Cow<'w, str>> {
        let stem = word.strip_suffix('s')?;
        if self.verbs.contains(stem) {
            return Some(stem.into());
        }
        let es = stem.strip_suffix('e')?;
        if self.verbs.contains(es) {
            return Some(es.into());
        }
        let y = format!("{}y", es.strip_suffix('i')?);
        self.verbs.contains(&y).then(|| y.into())
    }

    /// "no report", "nothing": the object at `at` is denied.
    pub fn none_of(&self, words: &[Word], at: usize) -> bool {
        let low = |k: usize| words.get(k).map_or("", |w| w.low.as_str());
        match low(at) {
            "no" => !self.harmless_no.contains(low(at + 1)),
            "nothing" | "nobody" => true,
            _ => false,
        }
    }

    /// "immediately", "only", "then".
    pub fn is_adverb(&self, word: &str) -> bool {
        self.adverbs.contains(word) || (word.len() > 4 && word.ends_with("ly") && !self.not_adverbs.contains(word))
    }
}

impl From<File> for Cues {
    fn from(mut f: File) -> Self {
        let set = |s: &str| s.split_whitespace().map(str::to_owned).collect::<Set>();
        let mut head = |name: &str| Phrases::new(&f.heads.remove(name).unwrap_or_default());
        let sayings = ["forbid", "require", "advise", "allow", "limit"];
        let say = |name: &str| set(f.givers_say.get(name).map_or("", String::as_str));
        let slot = |name: &str| f.slots.get(name).map_or("", String::as_str);
        let word_list = |name: &str| f.values.get(name).map_or("", String::as_str);
        let verbs = |name: &str| set(f.verbs.get(name).map_or("", String::as_str));
        Self {
            persons: set(&f.persons),
            not_persons: set(&f.not_persons),
            devices: set(&f.devices),
            states: set(&f.states),
            public: set(&f.public),
            givers: set(&f.givers),
            aims: set(&f.aims),
            determiners: set(&f.determiners),
            pronouns: set(&f.pronouns),
            prepositions: set(&f.prepositions),
            conjunctions: set(&f.conjunctions),
            adverbs: set(&f.adverbs),
            not_adverbs: set(&f.not_adverbs),
            subordinators: set(&f.subordinators),
            weak_subordinators: set(&f.weak_subordinators),
            saying: set(&f.saying),
            reduced: set(&f.reduced),
            negations: Phrases::new(&f.negations),
            harmless_no: set(&f.harmless_no),
            fillers: Phrases::new(&f.fillers),
            forbid: head("forbid"),
            allow: head("allow"),
            release: head("release"),
            require: head("require"),
            advise: head("advise"),
            refrain: head("refrain"),
            construe: head("construe"),
            predict: head("predict"),
            say_forbid: say("forbid"),
            say_require: say("require"),
            say_advise: say("advise"),
            say_allow: say("allow"),
            say_tolerate: say("tolerate"),
            say_limit: say("limit"),
            say: sayings.iter().flat_map(|name| say(name)).collect(),
            verbs: &verbs("plain") | &verbs("nounlike"),
            nounlike: verbs("nounlike"),
            condition: Phrases::new(slot("condition")),
            exception: Phrases::new(slot("exception")),
            written: set(slot("written")),
            express: set(slot("express")),
            permission: set(slot("permission")),
            permitted: set(slot("permitted")),
            gives: set(slot("gives")),
            given: set(slot("given")),
            needs: set(slot("needs")),
            tell: set(slot("tell")),
            tell_to: set(slot("tell_to")),
            before: Phrases::new(f.time.get("before").map_or("", String::as_str)),
            times: f.time.iter().filter(|(k, _)| *k != "before").map(|(k, v)| (k.clone(), Phrases::new(v))).collect(),
            everyone: set(word_list("everyone")),
            stop: set(word_list("stop")),
            same: word_list("same")
                .split_whitespace()
                .filter_map(|p| p.split_once('='))
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .collect(),
            numbers: f.numbers,
        }
    }
}
