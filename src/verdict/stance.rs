//! What one agency says to a row, prepared for being held against another's.

use rustc_hash::FxHashSet;

use crate::catalogue::Sense;
use crate::directive::{Authority, Directive};
use crate::lexicon::Lexicon;
use crate::normalize::{Vocabulary, is_stop};
use crate::order::Force;
use crate::provision::Aspect;
use crate::segment::Shape;

use super::terms::{Key, Term};

/// One statement of a cell, prepared for comparing.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Its words.
    pub text: String,
    /// The words of its lead-ins, one a line, the nearest last.
    pub opening: String,
    /// What it directs.
    pub directive: Directive,
    /// Its own terms.
    pub terms: Vec<Term>,
    /// The terms of what stands in front of it: they are said, but not by itself.
    pub lead: Vec<Term>,
    /// The stems of all its words and its lead's, content or not.
    pub stems: Vec<String>,
    /// The stems of its own words.
    pub own_stems: Vec<String>,
    /// Where it stands among the field's provisions.
    pub sense: Sense,
    /// What it is made of.
    pub shape: Shape,
    /// How strongly it is tied to the other agencies' words in the row, 0 to 1.
    pub tie: f32,
}

/// What one agency says to a row.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its statements; never empty in a cell that says something.
    pub voices: Vec<Voice>,
}

impl Said {
    /// The statement that is most strongly tied to the row.
    pub fn main(&self) -> &Voice {
        let best = self.voices.iter().enumerate().max_by(|(i, x), (j, y)| x.tie.total_cmp(&y.tie).then(j.cmp(i)));
        &self.voices[best.map_or(0, |(i, _)| i)]
    }

    /// The terms of all its statements.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.voices.iter().flat_map(|v| &v.terms)
    }

    /// The approval its main statement needs, or any of its statements.
    pub fn authority(&self) -> Option<&Authority> {
        // What a lead-in asks for, all its items ask for: it is compared where the lead-ins meet.
        // "May be posted without approval": none is needed.
        let free = |v: &Voice, a: &Authority| v.directive.force == Some(Force::Permission) && a.words.to_lowercase().starts_with("without");
        let own = |v: &'_ Voice| v.directive.authority.as_ref().is_some_and(|a| v.text.contains(&a.words) && !free(v, a));
        let main = self.main();
        if own(main) {
            return main.directive.authority.as_ref();
        }
        self.voices.iter().find(|v| own(v)).and_then(|v| v.directive.authority.as_ref())
    }
}

/// One difference between two agencies.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// In what they differ.
    pub aspect: Aspect,
    /// How much it means, 0 (nothing) upward; 1 is plain.
    pub weight: f32,
    /// What the first says and the second does not.
    pub here: Vec<String>,
    /// The reverse.
    pub there: Vec<String>,
}

/// Everything the other side says, for asking whether a term is among it.
pub struct Known<'a> {
    terms: Vec<&'a Term>,
    stems: FxHashSet<&'a str>,
}

impl<'a> Known<'a> {
    /// All words and terms of a cell, its lead-ins' included.
    pub fn of(said: &'a Said) -> Self {
        let terms: Vec<&Term> = said.voices.iter().flat_map(|v| v.terms.iter().chain(&v.lead)).collect();
        let stems = said.voices.iter().flat_map(|v| &v.stems).map(String::as_str).collect();
        Self { terms, stems }
    }

    /// Whether three words of five of a phrase are said.
    pub fn words(&self, phrase: &str) -> bool {
        let stemmer = Vocabulary::learn(std::iter::empty());
        let stems: Vec<String> = stemmer.stems(phrase, &[]).into_iter().filter(|s| !is_stop(s)).collect();
        !stems.is_empty() && stems.iter().filter(|s| self.stems.contains(s.as_str())).count() * 5 >= stems.len() * 3
    }

    /// Whether the words of a term are said, whatever they stand for.
    pub fn says(&self, term: &Term) -> bool {
        !term.stems.is_empty() && term.stems.iter().all(|s| self.stems.contains(s.as_str()))
    }

    /// The same concept or stem, a concept so near that nobody would brief the difference, or the same words read otherwise.
    pub fn has(&self, term: &Term, likeness: f32, lexicon: &Lexicon) -> bool {
        self.says(term)
            || self.terms.iter().any(|t| {
                t.key == term.key
                    || matches!((&t.key, &term.key), (Key::Concept(x), Key::Concept(y)) if lexicon.likeness(*x, *y) >= likeness)
            })
    }
}

/// How closely two cells' words resemble each other: the share of their stems that both have.
pub fn resemblance(a: &[&str], b: &[&str]) -> f32 {
    let (x, y): (FxHashSet<&str>, FxHashSet<&str>) = (a.iter().copied().collect(), b.iter().copied().collect());
    let all = x.union(&y).count();
    if all == 0 { 0.0 } else { x.intersection(&y).count() as f32 / all as f32 }
}
