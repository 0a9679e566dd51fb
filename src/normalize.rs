//! What comparison sees of words: folded, stemmed, interned terms. The clause's own words are never altered.
//!
//! Folding takes away what no analyst would call a difference: letter case, the shape of quotes and dashes, the agency's own name,
//! he/she/their, inflections, and whether a compound is written as one word, two, or with a hyphen ("web site", "on-line").

use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One word of a text as comparison sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded, not stemmed.
    pub folded: String,
    /// A hyphen joins it to the next word.
    pub hyphen: bool,
}

/// Pronouns and articles that carry nothing by themselves; all third-person forms are one.
fn pronoun(word: &str) -> Option<&'static str> {
    match word {
        "he" | "she" | "him" | "his" | "her" | "hers" | "they" | "them" | "their" | "theirs" | "himself" | "herself" | "themselves"
        | "themself" => Some("their"),
        _ => None,
    }
}

/// Splits a text into folded words: NFKC, lower case, apostrophes dropped, everything else that is no letter or digit a boundary.
pub fn words(text: &str) -> Vec<Word> {
    // Most texts are in that form already, and to look is far cheaper than to compose.
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes { split(text.chars()) } else { split(text.nfkc()) }
}

fn split(chars: impl Iterator<Item = char>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut hyphen = false;
    let finish = |word: &mut String, out: &mut Vec<Word>, hyphen: bool| {
        if !word.is_empty() {
            let folded = pronoun(word).map_or_else(|| word.clone(), str::to_string);
            word.clear();
            out.push(Word { folded, hyphen });
        }
    };
    for c in chars {
        match c {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{ad}' => {}
            c if c.is_alphanumeric() => {
                if hyphen {
                    finish(&mut word, &mut out, true);
                    hyphen = false;
                }
                if c.is_ascii() {
                    word.push(c.to_ascii_lowercase());
                } else {
                    word.extend(c.to_lowercase());
                }
            }
            '-' | '\u{2010}' | '\u{2011}' if !word.is_empty() && !hyphen => hyphen = true,
            _ => {
                finish(&mut word, &mut out, false);
                hyphen = false;
            }
        }
    }
    finish(&mut word, &mut out, false);
    out
}

/// First letter large, the rest as it is.
pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}

/// Interns terms and knows how the corpus writes its compounds.
pub struct Vocabulary {
    stemmer: Stemmer,
    ids: FxHashMap<String, u32>,
    names: Vec<String>,
    /// Compounds written as one word somewhere in the corpus.
    solid: FxHashSet<String>,
    /// The stems of the corpus's words, since every text is stemmed several times.
    stems: FxHashMap<String, String>,
}

impl Vocabulary {
    /// Learns from all texts of a corpus which compounds are written as one word somewhere.
    ///
    /// A pair of neighbours is joined only where the corpus itself writes it as one word and as a hyphenated or spaced pair, so that
    /// "may be" never turns into "maybe".
    pub fn learn<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut stems: FxHashMap<String, String> = FxHashMap::default();
        let mut single: FxHashSet<String> = FxHashSet::default();
        let mut pairs: FxHashSet<String> = FxHashSet::default();
        for text in texts {
            let ws = words(text);
            for w in &ws {
                if !stems.contains_key(&w.folded) {
                    stems.insert(w.folded.clone(), stem(&stemmer, &w.folded));
                    if w.folded.len() >= 6 {
                        single.insert(w.folded.clone());
                    }
                }
            }
            for pair in ws.windows(2) {
                let long = pair[0].folded.len() >= 3 && pair[1].folded.len() >= 4 && !is_stop(&pair[0].folded) && !is_stop(&pair[1].folded);
                if pair[0].hyphen || long {
                    pairs.insert(format!("{}{}", pair[0].folded, pair[1].folded));
                }
            }
        }
        let solid = pairs.into_iter().filter(|p| single.contains(p)).collect();
        Self { stemmer, ids: FxHashMap::default(), names: Vec::new(), solid, stems }
    }

    /// The id of a term, new or known.
    pub fn intern(&mut self, term: &str) -> u32 {
        if let Some(&id) = self.ids.get(term) {
            return id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.ids.insert(term.to_string(), id);
        self.names.push(term.to_string());
        id
    }

    /// The term of an id.
    pub fn name(&self, id: u32) -> &str {
        &self.names[id as usize]
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The stems of a text in order, compounds joined, the agency's names folded into "department".
    pub fn stems(&self, text: &str, own_names: &[Vec<String>]) -> Vec<String> {
        self.stemmed(&whole_words(text, own_names))
    }

    /// The stems of folded words in order, compounds joined.
    pub fn stemmed(&self, words: &[String]) -> Vec<String> {
        let mut out = Vec::with_capacity(words.len());
        let mut joined = String::new();
        let mut i = 0;
        while i < words.len() {
            if i + 1 < words.len() && !self.solid.is_empty() {
                joined.clear();
                joined.push_str(&words[i]);
                joined.push_str(&words[i + 1]);
                if self.solid.contains(&joined) {
                    out.push(self.stem(&joined));
                    i += 2;
                    continue;
                }
            }
            out.push(self.stem(&words[i]));
            i += 1;
        }
        out
    }

    fn stem(&self, word: &str) -> String {
        self.stems.get(word).cloned().unwrap_or_else(|| stem(&self.stemmer, word))
    }
}

fn stem(stemmer: &Stemmer, word: &str) -> String {
    match word {
        "agency" | "agencies" | "office" | "bureau" | "departmental" => "depart".to_string(),
        _ => stemmer.stem(word).into_owned(),
    }
}

/// The folded words of a text in order, neither stemmed nor joined, the agency's names folded into "department".
pub fn whole_words(text: &str, own_names: &[Vec<String>]) -> Vec<String> {
    let words = words(text);
    let mut out = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        let rest = &words[i..];
        let named =
            |name: &&Vec<String>| !name.is_empty() && rest.len() >= name.len() && rest.iter().zip(*name).all(|(w, n)| w.folded == *n);
        if let Some(name) = own_names.iter().find(named) {
            out.push("department".to_string());
            i += name.len();
        } else {
            out.push(rest[0].folded.clone());
            i += 1;
        }
    }
    out
}

/// The ways a text may name its own agency, longest first, as folded words: "colchester police department", "colchester police",
/// "the cpd" by its initials.
pub fn own_names(agency_name: &str) -> Vec<Vec<String>> {
    let full: Vec<String> = words(agency_name).into_iter().map(|w| w.folded).collect();
    if full.len() < 2 {
        return Vec::new();
    }
    let mut out = vec![full.clone()];
    let initials: String = full.iter().filter_map(|w| w.chars().next()).collect();
    let generic: &[&str] =
        &["police", "department", "sheriff", "sheriffs", "office", "county", "city", "town", "township", "of", "public", "safety"];
    let place: Vec<String> = full.iter().take_while(|w| !generic.contains(&w.as_str())).cloned().collect();
    if !place.is_empty() && place.len() < full.len() {
        let mut short = place.clone();
        short.push("police".into());
        if short.len() < full.len() {
            out.push(short);
        }
        for kind in ["city", "town", "county", "village", "township"] {
            let mut of = vec![kind.to_string(), "of".to_string()];
            of.extend(place.iter().cloned());
            out.push(of);
        }
        out.push(place);
    }
    if initials.len() >= 3 {
        out.push(vec![initials]);
    }
    out.push(vec!["police".into(), "department".into()]);
    out.sort_by_key(|n| std::cmp::Reverse(n.len()));
    out
}

/// Words too common to tell one rule from another: they stay in the vectors with the little weight their frequency leaves them, but
/// they are no content and no compounds.
pub fn is_stop(word: &str) -> bool {
    static SET: OnceLock<FxHashSet<String>> = OnceLock::new();
    SET.get_or_init(|| with_stems(STOP)).contains(word)
}

/// The words and their stems.
fn with_stems(list: &[&str]) -> FxHashSet<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    list.iter().flat_map(|w| [(*w).to_string(), stemmer.stem(w).into_owned()]).collect()
}

/// Modal and negating words: what a rule says about its act, not which act it is. They belong to the verdict.
pub fn is_modal(word: &str) -> bool {
    static SET: OnceLock<FxHashSet<String>> = OnceLock::new();
    SET.get_or_init(|| with_stems(MODAL)).contains(word)
}

const MODAL: &[&str] = &[
    "shall",
    "should",
    "may",
    "must",
    "will",
    "can",
    "could",
    "would",
    "not",
    "no",
    "never",
    "cannot",
    "prohibited",
    "prohibit",
    "prohibits",
    "forbidden",
    "permitted",
    "allowed",
    "required",
    "encouraged",
    "urged",
    "cautioned",
    "reminded",
    "strictly",
    "expressly",
    "nor",
];

const STOP: &[&str] = &[
    "a",
    "about",
    "above",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "being",
    "but",
    "by",
    "do",
    "does",
    "each",
    "etc",
    "every",
    "for",
    "from",
    "had",
    "has",
    "have",
    "here",
    "how",
    "if",
    "in",
    "including",
    "include",
    "includes",
    "into",
    "is",
    "it",
    "its",
    "limited",
    "may",
    "more",
    "most",
    "must",
    "no",
    "nor",
    "not",
    "of",
    "on",
    "only",
    "or",
    "other",
    "our",
    "own",
    "same",
    "shall",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "this",
    "those",
    "through",
    "to",
    "under",
    "upon",
    "was",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
    "your",
    "we",
    "us",
    "can",
    "could",
    "out",
    "up",
    "between",
    "both",
    "following",
    "since",
    "many",
    "another",
    "during",
    "via",
    "whether",
    "herein",
    "therefore",
    "accordingly",
    "however",
    "otherwise",
];
