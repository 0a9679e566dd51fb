//! Two agencies' words on one rule, held against each other: in what they differ, with the words that show it.

use crate::directive::{Authority, Directive, Phrase};
use crate::lexicon::Lexicon;
use crate::options::VerdictOptions;
use crate::order::Force;
use crate::provision::Aspect;
use crate::segment::Shape;

use super::terms::{Key, Term, grade, modal_grade};

/// One statement of a cell, prepared for comparing.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Its words.
    pub text: String,
    /// What it directs.
    pub directive: Directive,
    /// Its own terms.
    pub terms: Vec<Term>,
    /// The terms of what stands in front of it: they are said, but not by itself.
    pub lead: Vec<Term>,
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

    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.voices.iter().flat_map(|v| &v.terms)
    }

    fn known(&self) -> Vec<&Term> {
        self.voices.iter().flat_map(|v| v.terms.iter().chain(&v.lead)).collect()
    }

    /// The approval its main statement needs, or any of its statements.
    pub fn authority(&self) -> Option<&Authority> {
        self.main().directive.authority.as_ref().or_else(|| self.voices.iter().find_map(|v| v.directive.authority.as_ref()))
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

/// Whether a term is said on the other side: the same concept or stem, or a concept so near that nobody would brief the difference.
fn said(term: &Term, other: &[&Term], lexicon: &Lexicon, o: &VerdictOptions) -> bool {
    other.iter().any(|t| {
        t.key == term.key
            || match (&t.key, &term.key) {
                (Key::Concept(x), Key::Concept(y)) => lexicon.likeness(*x, *y) >= o.same_concept,
                _ => false,
            }
            || (matches!(term.key, Key::Stem(_)) && t.words.to_lowercase().contains(&term.words.to_lowercase()))
    })
}

fn missing<'a>(from: &'a Said, other: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Vec<&'a Term> {
    let known = other.known();
    let mut out: Vec<&Term> = Vec::new();
    for t in from.terms() {
        if !said(t, &known, lexicon, o) && !out.iter().any(|x| x.key == t.key) {
            out.push(t);
        }
    }
    out
}

/// All differences between two agencies' words, strongest aspect first within each kind; empty where they say the same in substance.
pub fn gaps(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Vec<Gap> {
    let mut out = Vec::new();
    out.extend(force(a, b, o));
    out.extend(authority(a, b));
    out.extend(conditions(a, b, lexicon, o));
    out.extend(actors(a, b, lexicon));
    let (here, there) = (missing(a, b, lexicon, o), missing(b, a, lexicon, o));
    for aspect in [Aspect::Scope, Aspect::Detail, Aspect::Consequence, Aspect::Condition, Aspect::Authority] {
        let only = |list: &[&Term]| -> (f32, Vec<String>) {
            let of: Vec<&&Term> = list.iter().filter(|t| t.zone == aspect).collect();
            (of.iter().map(|t| t.weight).sum(), of.iter().map(|t| t.words.clone()).collect())
        };
        let ((wa, ha), (wb, tb)) = (only(&here), only(&there));
        let weight = wa + wb;
        let bar = match aspect {
            Aspect::Scope => o.scope_bar,
            Aspect::Detail => o.detail_bar,
            _ => o.other_bar,
        };
        if weight >= bar {
            let definition = a.main().shape == Shape::Definition;
            let one_sided = wa.min(wb) < 0.25 * weight;
            let aspect =
                if aspect == Aspect::Scope && (definition || a.main().shape == Shape::List) && one_sided { Aspect::Detail } else { aspect };
            out.push(Gap { aspect, weight: weight / bar, here: ha, there: tb });
        }
    }
    out
}

fn force(a: &Said, b: &Said, o: &VerdictOptions) -> Option<Gap> {
    let (x, y) = (a.main(), b.main());
    let (fx, fy) = (x.directive.force, y.directive.force);
    let gap = |weight| {
        let words = |v: &Voice| {
            vec![if v.directive.force_words.is_empty() {
                v.directive.force.map_or("", Force::name).to_string()
            } else {
                v.directive.force_words.clone()
            }]
        };
        Some(Gap { aspect: Aspect::Force, weight, here: words(x), there: words(y) })
    };
    let (Some(gx), Some(gy)) = (grade(fx), grade(fy)) else { return None };
    let forbids = |f: Option<Force>| f == Some(Force::Prohibition);
    if gx != gy && gx != 0 && gy != 0 {
        return gap(f32::from(gx.abs_diff(gy)));
    }
    if forbids(fx) != forbids(fy) && gx == 3 && gy == 3 && x.tie.min(y.tie) >= o.near_copy {
        return gap(2.0);
    }
    // A plain present ("content is subject to") binds like "shall"; against "may" or "should" it is a difference of force.
    if x.tie.min(y.tie) >= o.near_copy && modal_grade(&x.text) != modal_grade(&y.text) {
        return gap(1.0);
    }
    None
}

fn authority(a: &Said, b: &Said) -> Vec<Gap> {
    let mut out = Vec::new();
    let words = |x: Option<&Authority>| x.map(|x| x.words.clone()).into_iter().collect::<Vec<_>>();
    match (a.authority(), b.authority()) {
        (None, None) => {}
        (Some(x), Some(y)) => {
            let who = |x: &Authority| {
                let mut v: Vec<String> = x.who.iter().map(|p| p.value.clone()).collect();
                v.sort();
                v.dedup();
                v
            };
            if who(x) != who(y) {
                out.push(Gap { aspect: Aspect::Authority, weight: 1.0, here: words(Some(x)), there: words(Some(y)) });
            }
            if x.written != y.written {
                out.push(Gap { aspect: Aspect::Condition, weight: 1.0, here: words(Some(x)), there: words(Some(y)) });
            }
        }
        (x, y) => out.push(Gap { aspect: Aspect::Condition, weight: 1.0, here: words(x), there: words(y) }),
    }
    out
}

fn conditions(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Option<Gap> {
    let all = |s: &Said| -> Vec<Phrase> {
        s.voices.iter().flat_map(|v| v.directive.conditions.iter().chain(&v.directive.exceptions)).cloned().collect()
    };
    let (x, y) = (all(a), all(b));
    let only = |from: &Said, mine: &[Phrase], theirs: &[Phrase], other: &Said| -> Vec<String> {
        let known = other.known();
        mine.iter()
            .filter(|p| !theirs.iter().any(|q| q.value == p.value))
            .filter(|p| {
                let own: Vec<&Term> = from.terms().filter(|t| p.words.contains(&t.words)).collect();
                let weight: f32 = own.iter().map(|t| t.weight).sum();
                let shared: f32 = own.iter().filter(|t| said(t, &known, lexicon, o)).map(|t| t.weight).sum();
                weight <= 0.0 || shared < o.shared_condition * weight
            })
            .map(|p| p.words.clone())
            .collect()
    };
    let (here, there) = (only(a, &x, &y, b), only(b, &y, &x, a));
    (!here.is_empty() || !there.is_empty()).then_some(Gap { aspect: Aspect::Condition, weight: 1.0, here, there })
}

fn actors(a: &Said, b: &Said, lexicon: &Lexicon) -> Option<Gap> {
    let of = |s: &Said| -> Vec<Phrase> { s.main().directive.actors.clone() };
    let (x, y) = (of(a), of(b));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let same = |p: &Phrase, q: &Phrase| {
        p.value == q.value
            || match (lexicon.by_name(&p.value), lexicon.by_name(&q.value)) {
                (Some(i), Some(j)) => lexicon.likeness(i, j) >= 0.95,
                _ => true,
            }
    };
    let shared = x.iter().any(|p| y.iter().any(|q| same(p, q)));
    let words = |v: &[Phrase]| v.iter().map(|p| p.words.clone()).collect();
    (!shared).then(|| Gap { aspect: Aspect::Scope, weight: 1.0, here: words(&x), there: words(&y) })
}
