//! What a statement's words come down to when two of them are held against each other: terms, each with a weight and the zone it
//! stands in.
//!
//! Synonyms are one term (the lexicon's concepts), inflections are one term (stems), and examples, filler and modal words are none.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use rustc_hash::FxHashSet;

use crate::directive::{Directive, Phrase};
use crate::grammar::Cues;
use crate::lexicon::{Class, ConceptId, Lexicon};
use crate::normalize::{Vocabulary, is_modal, is_stop, words};
use crate::order::Force;
use crate::provision::Aspect;
use crate::sentence::titled;

/// What a term is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A concept of the lexicon.
    Concept(ConceptId),
    /// A stem.
    Stem(String),
    /// A number, in digits.
    Number(String),
}

/// One term of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is.
    pub key: Key,
    /// How much its absence elsewhere means, 0 to 1.
    pub weight: f32,
    /// The aspect a difference in it belongs to.
    pub zone: Aspect,
    /// Its words.
    pub words: String,
    /// The stems of its words.
    pub stems: Vec<String>,
    /// It names somebody who is not the one bound.
    pub person: bool,
    /// It names whoever is told, asked, or signs: a person behind "to", "by", "notify".
    pub turned_to: bool,
}

/// Words that fill sentences without changing what they direct.
const FILLER: &str = "\
 rather potenti onlin non \
 accord also any applic appropri area aspect associ certain clear clearli conduct cours current engag ensur event exist fashion \
 follow full further general given herein thereof hereaft involv item kind like made make manner matter mean namel new number \
 offici order particular particip pertain polici present process provid provis purpos regard relat relev respect said see set sever \
 specif type use util variou way well within thing toward therebi wherebi done take give one two whether time term refer";

/// Stems of words that count.
const COUNTS: &[&str] = &[
    "second", "third", "fourth", "fifth", "sixth", "tenth", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twice",
    "doubl",
];

fn filler(stem: &str) -> bool {
    static SET: OnceLock<FxHashSet<&str>> = OnceLock::new();
    SET.get_or_init(|| FILLER.split_whitespace().collect()).contains(stem)
}

/// Phrases after which only examples follow, up to the end of the clause.
const EXAMPLES: &[&str] = &["such as", "for example", "for instance", "e.g.,"];

/// Words that make what stands in brackets a part of the rule.
const LIMITS: &[&str] = &["except", "unless", "only", "not", "no", "without", "within", "excluding", "if", "when"];

/// Byte ranges of `text` that only give examples or say a thing again: in brackets, or after "such as" up to the next clause mark.
pub fn examples(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('(').map(|i| at + i) {
        let Some(close) = text[open..].find(')').map(|i| open + i + 1) else { break };
        let inside = &lower[open + 1..close - 1];
        let telling = words(inside).iter().any(|w| LIMITS.contains(&w.folded.as_str()) || w.folded.chars().any(|c| c.is_ascii_digit()));
        let letters = inside.chars().filter(|c| c.is_alphabetic()).count();
        if !telling && letters > 1 {
            out.push(open..close);
        }
        at = close;
    }
    for e in EXAMPLES {
        for (start, _) in lower.match_indices(e) {
            let end = text[start..].find([';', '.', ')']).map_or(text.len(), |i| start + i);
            out.push(start..end);
        }
    }
    out.sort_by_key(|r| r.start);
    out
}

/// Byte ranges of agencies' names ("of the Pine Hollow Police Department"): which department wrote the order is no difference in it.
fn agency_names(text: &str) -> Vec<Range<usize>> {
    static NAME: OnceLock<Option<Regex>> = OnceLock::new();
    let pattern = r"(?:\b[Oo]f the )?(?:\b(?:City|Town|County|Village|Borough) of )?(?:\b[A-Z][\w.]*[ -]){1,4}(?:Police (?:Department|Bureau|Service|Division)|Sheriff['\u{2019}]?s? (?:Office|Department)|Department of (?:Public Safety|Police))\b";
    let regex = NAME.get_or_init(|| Regex::new(pattern).ok());
    regex.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect()
}

/// Whether the words just before a place turn to somebody: "by the", "to a", "notify the shift".
fn turned_to(text: &str, at: usize) -> bool {
    const TO: &[&str] =
        &["by", "to", "notify", "notifies", "tell", "tells", "inform", "informs", "call", "calls", "advise", "advises", "ask", "asks"];
    text.get(..at).unwrap_or_default().split_whitespace().rev().take(3).any(|w| TO.contains(&w.to_lowercase().as_str()))
}

/// Bytes of a title run into its paragraph ("Reporting violations - Any employee ..."): it names the rule and is no part of it.
pub fn run_in_title(text: &str) -> Option<Range<usize>> {
    if let Some(title) = titled(text) {
        return Some(title);
    }
    let dash = [" - ", " \u{2013} ", " \u{2014} ", "\u{2014}"].iter().filter_map(|d| text.find(d).map(|at| at + d.len())).min()?;
    let title = text.get(..dash)?;
    let short = title.split_whitespace().count() <= 7 && !title.contains([',', '.', ';', ':']);
    (short && !words(title).iter().any(|w| is_modal(&w.folded))).then_some(0..dash)
}

/// The terms of a statement, in the order of its words.
pub fn terms(text: &str, directive: &Directive, lexicon: &Lexicon, vocabulary: &Vocabulary, own_names: &[Vec<String>]) -> Vec<Term> {
    let mut skip = examples(text);
    skip.extend(agency_names(text));
    skip.extend(run_in_title(text));
    let zones = zones(text, directive);
    let zone = |at: usize| zones.iter().find(|(r, _)| r.contains(&at)).map_or(Aspect::Scope, |(_, a)| *a);
    let hits = lexicon.find(text);
    let mut out = Vec::new();
    let plain = |range: Range<usize>, out: &mut Vec<Term>| {
        let piece = &text[range.clone()];
        for stem in vocabulary.stems(piece, own_names) {
            if is_stop(&stem) || is_modal(&stem) || filler(&stem) || stem.len() < 2 || stem == "depart" {
                continue;
            }
            let number = stem.chars().all(|c| c.is_ascii_digit()) || COUNTS.contains(&stem.as_str());
            let key = if number { Key::Number(stem.clone()) } else { Key::Stem(stem.clone()) };
            let weight = if number { 0.9 } else { 0.5 };
            let zone = match zone(range.start) {
                Aspect::Scope if number => Aspect::Detail,
                z => z,
            };
            out.push(Term {
                key,
                weight,
                zone,
                words: piece.to_string(),
                stems: vec![stem],
                person: Cues::builtin().is_person(&piece.to_lowercase()),
                turned_to: Cues::builtin().is_person(&piece.to_lowercase()) && turned_to(text, range.start),
            });
        }
    };
    let mut at = 0;
    for hit in hits {
        if hit.start < at || skip.iter().any(|r| r.contains(&hit.start)) {
            continue;
        }
        gaps(text, at..hit.start, &skip, |r| plain(r, &mut out));
        let concept = lexicon.concept(hit.concept);
        at = hit.end;
        // Who is bound is compared as a slot, and a role that tells nothing ("personnel", "the department") is no difference anywhere.
        let words = &text[hit.start..hit.end];
        if concept.class == Class::Role
            && ((concept.specificity < 0.35 && concept.rank.is_none_or(|r| r < 50))
                || directive.actors.iter().any(|a| a.words.contains(words)))
        {
            continue;
        }
        let weight = match concept.class {
            Class::Role => 0.3 + 0.3 * concept.specificity,
            Class::Quality => 0.4 + 0.4 * concept.specificity,
            _ => 0.3 + 0.7 * concept.specificity,
        };
        let zone = match concept.class {
            Class::Role if concept.rank.is_some_and(|r| r >= 50) => Aspect::Authority,
            Class::Quality if zone(hit.start) == Aspect::Scope && concept.specificity >= 0.35 => Aspect::Condition,
            _ => zone(hit.start),
        };
        out.push(Term {
            key: Key::Concept(hit.concept),
            weight,
            zone,
            words: words.to_string(),
            stems: vocabulary.stems(words, own_names),
            person: concept.class == Class::Role,
            turned_to: concept.class == Class::Role && turned_to(text, hit.start),
        });
    }
    gaps(text, at..text.len(), &skip, |r| plain(r, &mut out));
    out
}

/// Calls `with` for each word of the range that stands outside `skip`, so that a term knows where it stands.
fn gaps(text: &str, range: Range<usize>, skip: &[Range<usize>], mut with: impl FnMut(Range<usize>)) {
    if range.is_empty() {
        return;
    }
    let mut start = None;
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        let inside = c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(s)) => {
                if !skip.iter().any(|r| r.contains(&s)) {
                    with(s..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    if let Some(s) = start
        && !skip.iter().any(|r| r.contains(&s))
    {
        with(s..range.end);
    }
}

/// Words that open a condition which goes on to the next stop.
const OPENING: &[&str] = &["unless", "except", "only", "if", "when", "where", "until", "without", "barring", "provided"];

/// Which aspect the words of each slot belong to.
fn zones(text: &str, d: &Directive) -> Vec<(Range<usize>, Aspect)> {
    let mut out = Vec::new();
    let mut add = |words: &str, aspect: Aspect| {
        if let Some(at) = (!words.is_empty()).then(|| text.find(words)).flatten() {
            let end = at + words.len();
            // "unless a lieutenant approves or drugs are in sight": what is added with "or" is a part of the condition.
            let open = aspect == Aspect::Condition
                && words.split_whitespace().next().is_some_and(|w| OPENING.contains(&w.to_lowercase().as_str()));
            let end = if open { text[end..].find([',', ';', '.']).map_or(text.len(), |i| end + i) } else { end };
            out.push((at..end, aspect));
        }
    };
    if let Some(a) = &d.authority {
        for who in &a.who {
            add(&who.words, Aspect::Authority);
        }
        add(&a.words, Aspect::Authority);
    }
    let lists: [(&[Phrase], Aspect); 4] = [
        (&d.deadlines, Aspect::Detail),
        (&d.consequences, Aspect::Consequence),
        (&d.exceptions, Aspect::Condition),
        (&d.conditions, Aspect::Condition),
    ];
    for (list, aspect) in lists {
        for p in list {
            add(&p.words, aspect);
        }
    }
    add(&d.force_words, Aspect::Force);
    for opener in ["only with ", "only when ", "only if ", "only after ", "only by ", "only in ", "only for "] {
        for (at, _) in text.match_indices(opener) {
            let end = text[at..].find([',', ';', '.']).map_or(text.len(), |i| at + i);
            out.push((at..end, Aspect::Condition));
        }
    }
    out
}

/// The modal words of a statement by how strongly they bind, for comparing near copies: how many leave it open ("may"), how many
/// recommend ("should"). What binds ("shall", "must", "may not", the plain present) is one and counts as nothing.
pub fn modal_grades(text: &str) -> (usize, usize) {
    let ws = words(text);
    let denied = |i: usize| ws.get(i + 1).is_some_and(|w| w.folded == "not" || w.folded == "only");
    let count = |list: &[&str]| ws.iter().enumerate().filter(|(i, w)| list.contains(&w.folded.as_str()) && !denied(*i)).count();
    let maybe = ws.windows(3).filter(|w| w[0].folded == "may" && w[1].folded == "not" && w[2].folded == "be").count();
    (count(&["may", "can", "might", "could"]) + maybe, count(&["should", "recommended", "encouraged", "urged", "cautioned"]))
}

/// Whether a leave is one not to act ("need not", "shall not be required to"): it takes a duty away and clashes with no ban.
pub fn releases(text: &str) -> bool {
    const BOUND: &[&str] = &["required", "obliged", "obligated", "compelled", "expected"];
    let ws = words(text);
    let at = |i: usize| ws.get(i).map_or("", |w| w.folded.as_str());
    (0..ws.len()).any(|i| match (at(i), at(i + 1)) {
        ("need", "not") => true,
        ("not", "be") => BOUND.contains(&at(i + 2)),
        ("not", next) => BOUND.contains(&next),
        _ => false,
    })
}

/// Grades of force for comparing: what is forbidden and what is required bind alike.
pub fn grade(force: Option<Force>) -> Option<u8> {
    force.map(|f| match f {
        Force::Statement => 0,
        Force::Permission => 1,
        Force::Recommendation => 2,
        Force::Obligation | Force::Prohibition => 3,
    })
}
