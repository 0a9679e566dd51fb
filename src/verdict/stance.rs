//! Two agencies' words on one rule, held against each other: in what they differ, with the words that show it.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::directive::{Authority, Directive, Phrase};
use crate::grammar::Cues;
use crate::lexicon::{Class, Lexicon};
use crate::normalize::{is_stop, words};
use crate::options::VerdictOptions;
use crate::order::Force;
use crate::provision::Aspect;
use crate::segment::Shape;

use super::terms::{Key, Term, grade, modal_grades};

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
    /// The stems of all its words and its lead's, content or not.
    pub stems: Vec<String>,
    /// The stems of its own words.
    pub own_stems: Vec<String>,
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

/// Everything the other side says, for asking whether a term is among it.
struct Known<'a> {
    terms: Vec<&'a Term>,
    stems: FxHashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(said: &'a Said) -> Self {
        let terms: Vec<&Term> = said.voices.iter().flat_map(|v| v.terms.iter().chain(&v.lead)).collect();
        let stems = said.voices.iter().flat_map(|v| &v.stems).map(String::as_str).collect();
        Self { terms, stems }
    }

    /// The same concept or stem, a concept so near that nobody would brief the difference, or the same words read otherwise.
    fn has(&self, term: &Term, lexicon: &Lexicon, o: &VerdictOptions) -> bool {
        let by_words = !term.stems.is_empty() && term.stems.iter().all(|s| self.stems.contains(s.as_str()));
        by_words
            || self.terms.iter().any(|t| {
                t.key == term.key
                    || matches!((&t.key, &term.key), (Key::Concept(x), Key::Concept(y)) if lexicon.likeness(*x, *y) >= o.same_concept)
            })
    }
}

fn missing<'a>(from: &'a Said, other: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Vec<&'a Term> {
    let known = Known::of(other);
    let mut out: Vec<&Term> = Vec::new();
    for t in from.terms() {
        if !known.has(t, lexicon, o) && !out.iter().any(|x| x.key == t.key) {
            out.push(t);
        }
    }
    out
}

/// How closely two cells' words resemble each other: the share of their stems that both have.
fn resemblance(a: &[&str], b: &[&str]) -> f32 {
    let (x, y): (FxHashSet<&str>, FxHashSet<&str>) = (a.iter().copied().collect(), b.iter().copied().collect());
    let all = x.union(&y).count();
    if all == 0 { 0.0 } else { x.intersection(&y).count() as f32 / all as f32 }
}

fn near_copies(a: &Said, b: &Said, o: &VerdictOptions) -> bool {
    let stems = |s: &'_ Said| s.voices.iter().flat_map(|v| v.own_stems.iter().cloned()).collect::<Vec<String>>();
    let (x, y) = (stems(a), stems(b));
    let slices = |v: &'_ [String]| v.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let (x, y) = (slices(&x), slices(&y));
    resemblance(&x.split(' ').collect::<Vec<_>>(), &y.split(' ').collect::<Vec<_>>()) >= o.near_copy
}

/// All differences between two agencies' words; empty where they say the same in substance.
///
/// Where the two are near copies, a single word was put in or taken out on purpose and counts by itself; where they are worded apart, only
/// a difference of some weight does, for a paraphrase never matches word by word.
pub fn gaps(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Vec<Gap> {
    if a.main().shape == Shape::Definition {
        return definition(a, b, lexicon, o).into_iter().collect();
    }
    let near = near_copies(a, b, o);
    let mut out = Vec::new();
    out.extend(force(a, b, near, o));
    out.extend(authority(a, b));
    out.extend(conditions(a, b, lexicon, o));
    out.extend(phrases(a, b, lexicon, Aspect::Authority, |d| &d.notified));
    out.extend(phrases(a, b, lexicon, Aspect::Detail, |d| &d.deadlines));
    out.extend(phrases(a, b, lexicon, Aspect::Detail, |d| &d.quantities));
    out.extend(actors(a, b, lexicon));
    if near {
        out.extend(writing(a, b));
    }
    let (here, there) = (missing(a, b, lexicon, o), missing(b, a, lexicon, o));
    if near {
        out.extend(persons(&here, &there));
    }
    for aspect in [Aspect::Scope, Aspect::Detail, Aspect::Consequence, Aspect::Condition, Aspect::Authority] {
        let only = |list: &[&Term]| -> (f32, Vec<String>) {
            let of: Vec<&&Term> = list.iter().filter(|t| t.zone == aspect).collect();
            (of.iter().map(|t| t.weight).sum(), of.iter().map(|t| t.words.clone()).collect())
        };
        let ((wa, ha), (wb, tb)) = (only(&here), only(&there));
        let weight = wa + wb;
        let bar = match aspect {
            _ if near => o.near_bar,
            Aspect::Scope => o.scope_bar,
            Aspect::Detail => o.detail_bar,
            _ => o.other_bar,
        };
        if weight >= bar {
            let one_sided = wa.min(wb) < 0.25 * weight;
            let aspect = if aspect == Aspect::Scope && a.main().shape == Shape::List && one_sided { Aspect::Detail } else { aspect };
            out.push(Gap { aspect, weight: weight / bar, here: ha, there: tb });
        }
    }
    out
}

/// The number of a quantity of persons ("2 member"): which generic word stands for them is no difference.
fn counted<'a>(value: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let (number, unit) = value.split_once(' ')?;
    let role = lexicon.by_name(unit).is_some_and(|id| lexicon.concept(id).class == Class::Role);
    let person = Cues::builtin().is_person(unit);
    (role || person).then_some(number)
}

/// A slot both sides fill, with values that have nothing in common, or one more on one side.
fn phrases(a: &Said, b: &Said, lexicon: &Lexicon, aspect: Aspect, slot: fn(&Directive) -> &Vec<Phrase>) -> Option<Gap> {
    let of = |s: &Said| -> Vec<Phrase> {
        let own = |v: &Voice| slot(&v.directive).iter().filter(|p| v.text.contains(&p.words)).cloned().collect::<Vec<_>>();
        s.voices.iter().flat_map(own).collect()
    };
    let (x, y) = (of(a), of(b));
    if x.is_empty() && y.is_empty() || aspect == Aspect::Authority && (x.is_empty() || y.is_empty()) {
        return None;
    }
    let only = |mine: &[Phrase], theirs: &[Phrase]| -> Vec<String> {
        let same = |p: &Phrase, q: &Phrase| p.value == q.value || counted(&p.value, lexicon).is_some_and(|n| Some(n) == counted(&q.value, lexicon));
        mine.iter().filter(|p| !theirs.iter().any(|q| same(p, q))).map(|p| p.words.clone()).collect()
    };
    let (here, there) = (only(&x, &y), only(&y, &x));
    let differs = if aspect == Aspect::Authority { here.len() == x.len() && there.len() == y.len() } else { !here.is_empty() || !there.is_empty() };
    differs.then_some(Gap { aspect, weight: 1.0, here, there })
}

/// Definitions differ in what they cover, or in detail where one only says more.
fn definition(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Option<Gap> {
    let (here, there) = (missing(a, b, lexicon, o), missing(b, a, lexicon, o));
    let sum = |list: &[&Term]| list.iter().map(|t| t.weight).sum::<f32>();
    let (wa, wb) = (sum(&here), sum(&there));
    let words = |list: &[&Term]| list.iter().map(|t| t.words.clone()).collect();
    let aspect = if wa.min(wb) < 0.25 * (wa + wb) { Aspect::Detail } else { Aspect::Scope };
    (wa + wb >= o.scope_bar).then(|| Gap { aspect, weight: (wa + wb) / o.scope_bar, here: words(&here), there: words(&there) })
}

fn force(a: &Said, b: &Said, near: bool, o: &VerdictOptions) -> Option<Gap> {
    let forces = |s: &Said| s.voices.iter().filter_map(|v| v.directive.force).collect::<BTreeSet<Force>>();
    let (x, y) = (forces(a), forces(b));
    // The same rules in another order: which answers which cannot be told by their words, but nothing is missing.
    if x.len() > 1 && x == y {
        return None;
    }
    counterparts(a, b, o).into_iter().filter_map(|(x, y, close)| one_force(x, y, close || near)).max_by(|p, q| p.weight.total_cmp(&q.weight))
}

/// The statements of two cells that answer each other: each the other's most similar, and similar enough; failing that, the main ones.
fn counterparts<'a>(a: &'a Said, b: &'a Said, o: &VerdictOptions) -> Vec<(&'a Voice, &'a Voice, bool)> {
    let like = |x: &Voice, y: &Voice| {
        let (p, q): (Vec<&str>, Vec<&str>) = (x.own_stems.iter().map(String::as_str).collect(), y.own_stems.iter().map(String::as_str).collect());
        resemblance(&p, &q)
    };
    let best = |x: &Voice, list: &'a [Voice]| list.iter().enumerate().map(|(i, y)| (like(x, y), i)).max_by(|p, q| p.0.total_cmp(&q.0).then(q.1.cmp(&p.1)));
    let mut out = Vec::new();
    for (i, x) in a.voices.iter().enumerate() {
        let Some((value, j)) = best(x, &b.voices) else { continue };
        let y = &b.voices[j];
        if value >= o.counterpart && best(y, &a.voices).is_some_and(|(_, k)| k == i) {
            out.push((x, y, value >= o.near_copy));
        }
    }
    if out.is_empty() {
        out.push((a.main(), b.main(), false));
    }
    out
}

fn one_force(x: &Voice, y: &Voice, near: bool) -> Option<Gap> {
    let (fx, fy) = (x.directive.force, y.directive.force);
    let gap = |weight| {
        let words = |v: &Voice| {
            let name = v.directive.force.map_or("", Force::name);
            vec![if v.directive.force_words.is_empty() { name.to_string() } else { v.directive.force_words.clone() }]
        };
        Some(Gap { aspect: Aspect::Force, weight, here: words(x), there: words(y) })
    };
    let (Some(gx), Some(gy)) = (grade(fx), grade(fy)) else { return None };
    let forbids = |f: Option<Force>| f == Some(Force::Prohibition);
    if gx != gy && gx != 0 && gy != 0 {
        return gap(f32::from(gx.abs_diff(gy)));
    }
    if forbids(fx) != forbids(fy) && gx == 3 && gy == 3 && near {
        return gap(2.0);
    }
    // A plain present ("content is subject to") binds like "shall"; against "may" or "should" it is a difference of force.
    if near && modal_grades(&x.text) != modal_grades(&y.text) {
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
    // What only a lead-in says is said for all its items: it is compared where the lead-ins meet, not once more with every item.
    let own = |s: &Said| -> Vec<Phrase> {
        let of = |v: &Voice| {
            v.directive.conditions.iter().chain(&v.directive.exceptions).filter(|p| v.text.contains(&p.words)).cloned().collect::<Vec<_>>()
        };
        s.voices.iter().flat_map(of).collect()
    };
    let only = |from: &Said, theirs: &[Phrase], other: &Said| -> Vec<String> {
        let known = Known::of(other);
        let differs = |p: &Phrase| {
            // Leave is compared as an authority, not once more as an exception.
            if p.value == "approval" || theirs.iter().any(|q| q.value == p.value) {
                return false;
            }
            let terms: Vec<&Term> = from.terms().filter(|t| p.words.contains(&t.words)).collect();
            let weight: f32 = terms.iter().map(|t| t.weight).sum();
            let shared: f32 = terms.iter().filter(|t| known.has(t, lexicon, o)).map(|t| t.weight).sum();
            weight >= o.condition_bar && shared < o.shared_condition * weight
        };
        own(from).into_iter().filter(differs).map(|p| p.words).collect()
    };
    let (here, there) = (only(a, &all(b), b), only(b, &all(a), a));
    (!here.is_empty() || !there.is_empty()).then_some(Gap { aspect: Aspect::Condition, weight: 1.0, here, there })
}

/// Who is bound: another role, or the same with a word in front that narrows it ("night officers").
fn actors(a: &Said, b: &Said, lexicon: &Lexicon) -> Option<Gap> {
    let (x, y) = (&a.main().directive.actors, &b.main().directive.actors);
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let narrowing = |p: &Phrase| -> Vec<String> {
        let ws = words(&p.words).into_iter().map(|w| w.folded);
        ws.filter(|w| !is_stop(w) && !Cues::builtin().is_person(w) && !PLAIN.contains(&w.as_str())).collect()
    };
    let same = |p: &Phrase, q: &Phrase| {
        p.value == q.value
            || match (lexicon.by_name(&p.value), lexicon.by_name(&q.value)) {
                (Some(i), Some(j)) => lexicon.likeness(i, j) >= 0.95,
                _ => narrowing(p) == narrowing(q),
            }
    };
    let shared = x.iter().any(|p| y.iter().any(|q| same(p, q)));
    let words = |v: &[Phrase]| v.iter().map(|p| p.words.clone()).collect();
    (!shared).then(|| Gap { aspect: Aspect::Scope, weight: 1.0, here: words(x), there: words(y) })
}

/// Words in front of a role that do not narrow it.
const PLAIN: &[&str] = &["all", "any", "each", "every", "department", "departmental", "agency", "police", "sworn", "civilian", "first", "initial", "two", "one"];

/// Whether one of two near copies asks for writing and the other does not.
fn writing(a: &Said, b: &Said) -> Option<Gap> {
    let found = |s: &Said| -> Vec<String> {
        let texts = s.voices.iter().flat_map(|v| words(&v.text));
        texts.map(|w| w.folded).filter(|w| matches!(w.as_str(), "written" | "writing")).take(1).collect()
    };
    let (here, there) = (found(a), found(b));
    (here.is_empty() != there.is_empty()).then_some(Gap { aspect: Aspect::Condition, weight: 1.0, here, there })
}

/// Other people in the same place: who is told, who signs, who decides.
fn persons(here: &[&Term], there: &[&Term]) -> Option<Gap> {
    let of = |list: &[&Term]| -> Vec<String> { list.iter().filter(|t| t.person).map(|t| t.words.clone()).collect() };
    let (x, y) = (of(here), of(there));
    (!x.is_empty() && !y.is_empty()).then_some(Gap { aspect: Aspect::Authority, weight: 1.0, here: x, there: y })
}
