//! What two phrases must share to mean the same: concepts instead of words, stems, numbers as figures, words without weight left out.

use std::collections::BTreeSet;

use rust_stemmers::{Algorithm, Stemmer};

use crate::directive::Phrase;
use crate::grammar::{Cues, Word};
use crate::lexicon::{Class, Hit, Lexicon};

/// The name a concept goes by in a slot: "personnel", "member" and "employee" bind the same people.
pub(super) fn name<'l>(lexicon: &'l Lexicon, hit: &Hit, cues: &Cues) -> &'l str {
    let name = lexicon.concept(hit.concept).name.as_str();
    if cues.everyone.contains(name) { "employee" } else { name }
}

/// A slot's phrase for a hit.
pub(super) fn phrase(lexicon: &Lexicon, text: &str, hit: &Hit, cues: &Cues) -> Phrase {
    Phrase { value: name(lexicon, hit, cues).to_owned(), words: text[hit.start..hit.end].to_owned() }
}

/// The value of a free phrase: its concepts and stems in alphabetical order, so that word order, articles and inflection do not count.
pub(super) fn value(lexicon: &Lexicon, words: &[Word], hits: &[Hit], cues: &Cues) -> String {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut out = BTreeSet::new();
    for w in words {
        let hit = hits.iter().find(|h| h.start <= w.start && w.end <= h.end);
        if let Some(hit) = hit.filter(|h| lexicon.concept(h.concept).class != Class::Quality || h.end > w.end) {
            out.insert(name(lexicon, hit, cues).to_owned());
            continue;
        }
        let low = w.low.as_str();
        let idle = cues.stop.contains(low) || cues.determiners.contains(low) && low != "no" && low != "all" && low != "another";
        if idle || cues.pronouns.contains(low) || cues.prepositions.contains(low) && low != "without" || cues.conjunctions.contains(low) {
            continue;
        }
        out.insert(match (cues.numbers.get(low), cues.same.get(low)) {
            (Some(n), _) => n.to_string(),
            (_, Some(same)) => same.clone(),
            _ => stemmer.stem(low).into_owned(),
        });
    }
    out.into_iter().collect::<Vec<_>>().join(" ")
}

/// Adds a phrase unless its value is there already.
pub(super) fn add(list: &mut Vec<Phrase>, phrase: Phrase) {
    if !phrase.value.is_empty() && !list.iter().any(|p| p.value == phrase.value) {
        list.push(phrase);
    }
}
