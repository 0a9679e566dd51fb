//! Slot against slot: authority, conditions, times, persons, actors. Each finds at most one difference, with the words that show it.

use crate::directive::{Authority, Directive, Phrase};
use crate::grammar::Cues;
use crate::lexicon::{Class, Lexicon};
use crate::normalize::{is_stop, words};
use crate::options::VerdictOptions;
use crate::provision::Aspect;

use super::stance::{Gap, Known, Said, Voice};
use super::terms::{Term, examples};

/// The number of a quantity of persons ("2 member"): which generic word stands for them is no difference.
fn counted<'a>(value: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let (number, unit) = value.split_once(' ')?;
    let role = lexicon.by_name(unit).is_some_and(|id| lexicon.concept(id).class == Class::Role);
    let person = Cues::builtin().is_person(unit) || PLAIN.contains(&unit);
    (role || person).then_some(number)
}

/// A slot both sides fill, with values that have nothing in common, or one more on one side.
pub fn phrases(a: &Said, b: &Said, lexicon: &Lexicon, aspect: Aspect, slot: fn(&Directive) -> &Vec<Phrase>) -> Option<Gap> {
    let of = |s: &Said| -> Vec<Phrase> {
        let own = |v: &Voice| {
            let aside = examples(&v.text);
            let said = |p: &&Phrase| v.text.find(&p.words).is_some_and(|at| !aside.iter().any(|r| r.contains(&at)));
            slot(&v.directive).iter().filter(said).cloned().collect::<Vec<_>>()
        };
        s.voices.iter().flat_map(own).collect()
    };
    let (x, y) = (of(a), of(b));
    if x.is_empty() && y.is_empty() || aspect == Aspect::Authority && (x.is_empty() || y.is_empty()) {
        return None;
    }
    let (said_a, said_b) = (Known::of(a), Known::of(b));
    let only = |mine: &[Phrase], theirs: &[Phrase], said: &Known| -> Vec<String> {
        // A time that is told by an event ("before the shift ends") is the same where the event is.
        let told = |p: &&Phrase| p.value.chars().any(|c| c.is_ascii_digit()) || !said.words(&p.value);
        let same = |p: &Phrase, q: &Phrase| {
            p.value == q.value || counted(&p.value, lexicon).is_some_and(|n| Some(n) == counted(&q.value, lexicon))
        };
        mine.iter().filter(told).filter(|p| !theirs.iter().any(|q| same(p, q))).map(|p| p.words.clone()).collect()
    };
    let (here, there) = (only(&x, &y, &said_b), only(&y, &x, &said_a));
    let differs =
        if aspect == Aspect::Authority { here.len() == x.len() && there.len() == y.len() } else { !here.is_empty() || !there.is_empty() };
    differs.then_some(Gap { aspect, weight: 1.0, here, there })
}

pub fn authority(a: &Said, b: &Said, lexicon: &Lexicon) -> Vec<Gap> {
    let mut out = Vec::new();
    let words = |x: Option<&Authority>| x.map(|x| x.words.clone()).into_iter().collect::<Vec<_>>();
    match (a.authority(), b.authority()) {
        (None, None) => {}
        (Some(x), Some(y)) => {
            let who = |x: &Authority| {
                // Whoever merely acts with the leave may stand next to it; only those who rank decide.
                let ranked = |p: &&Phrase| lexicon.by_name(&p.value).is_none_or(|id| lexicon.concept(id).rank.is_none_or(|r| r > 10));
                let mut v: Vec<String> = x.who.iter().filter(ranked).map(|p| p.value.clone()).collect();
                v.sort();
                v.dedup();
                v
            };
            let (p, q) = (who(x), who(y));
            if p != q {
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

pub fn conditions(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Option<Gap> {
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
            let shared: f32 = terms.iter().filter(|t| known.has(t, o.same_concept, lexicon)).map(|t| t.weight).sum();
            weight >= o.condition_bar && shared < o.shared_condition * weight
        };
        own(from).into_iter().filter(differs).map(|p| p.words).collect()
    };
    let (here, there) = (only(a, &all(b), b), only(b, &all(a), a));
    (!here.is_empty() || !there.is_empty()).then_some(Gap { aspect: Aspect::Condition, weight: 1.0, here, there })
}

/// Who is bound, tells, signs or decides: a narrower or wider circle is a difference of scope, somebody else of rank one of authority.
pub fn actors(a: &Said, b: &Said, near: bool, lexicon: &Lexicon) -> Option<Gap> {
    let of = |s: &Said| -> Vec<Phrase> { s.main().directive.actors.iter().filter(|p| !adrift(p)).cloned().collect() };
    let (x, y) = (of(a), of(b));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let narrows = |w: &String| !is_stop(w) && !Cues::builtin().is_person(w) && !PLAIN.contains(&w.as_str());
    let narrowing = |p: &Phrase| -> Vec<String> { words(&p.words).into_iter().map(|w| w.folded).filter(narrows).collect() };
    // A role the lexicon knows by its full name ("press officer") is not narrowed by the words of that name.
    let beyond = |p: &Phrase| -> Vec<String> {
        let mut rest = p.words.clone();
        for hit in lexicon.find(&p.words).into_iter().rev().filter(|h| lexicon.concept(h.concept).class == Class::Role) {
            rest.replace_range(hit.start..hit.end, " ");
        }
        words(&rest).into_iter().map(|w| w.folded).filter(narrows).collect()
    };
    let known = |p: &Phrase| lexicon.by_name(&p.value);
    let same = |p: &Phrase, q: &Phrase| {
        let role = p.value == q.value || matches!((known(p), known(q)), (Some(i), Some(j)) if lexicon.likeness(i, j) >= 0.95);
        (role && (!near || beyond(p) == beyond(q))) || (narrowing(p) == narrowing(q) && (known(p).is_none() || known(q).is_none()))
    };
    // In a turned sentence somebody else may be taken for the subject: whoever the other side names at all is no addition.
    let met = |from: &[Phrase], other: &[Phrase], said: &Known| {
        from.iter().filter(|p| other.iter().any(|q| same(p, q)) || (!other.is_empty() && from.len() > 1 && said.words(&p.words))).count()
    };
    let (mx, my) = (met(&x, &y, &Known::of(b)), met(&y, &x, &Known::of(a)));
    if (!near && mx > 0) || (mx == x.len() && my == y.len()) {
        return None;
    }
    let generic =
        |p: &Phrase| known(p).is_some_and(|id| lexicon.concept(id).rank.is_none_or(|r| r <= 10) && lexicon.concept(id).specificity < 0.2);
    let other = mx == 0 && !x.iter().chain(&y).any(generic);
    let words = |v: &[Phrase]| v.iter().map(|p| p.words.clone()).collect();
    let aspect = if other { Aspect::Authority } else { Aspect::Scope };
    Some(Gap { aspect, weight: 1.0, here: words(&x), there: words(&y) })
}

/// A stretch that begins like a circumstance was taken for the subject of a turned sentence.
fn adrift(p: &Phrase) -> bool {
    words(&p.words).first().is_none_or(|w| OPENERS.contains(&w.folded.as_str()))
}

const OPENERS: &[&str] =
    &["on", "in", "at", "with", "within", "before", "after", "by", "for", "from", "to", "upon", "without", "under", "against"];

/// Words in front of a role that do not narrow it.
const PLAIN: &[&str] = &[
    "all",
    "any",
    "each",
    "every",
    "department",
    "departmental",
    "agency",
    "police",
    "sworn",
    "civilian",
    "first",
    "initial",
    "two",
    "one",
];

/// Whether one of two near copies asks for writing and the other does not.
pub fn writing(a: &Said, b: &Said) -> Option<Gap> {
    let found = |s: &Said| -> Vec<String> {
        let texts = s.voices.iter().flat_map(|v| words(&v.text));
        texts.map(|w| w.folded).filter(|w| matches!(w.as_str(), "written" | "writing")).take(1).collect()
    };
    let (here, there) = (found(a), found(b));
    (here.is_empty() != there.is_empty()).then_some(Gap { aspect: Aspect::Condition, weight: 1.0, here, there })
}

/// Other people in the same place: who is told, who signs, who decides.
pub fn persons(here: &[&Term], there: &[&Term]) -> Option<Gap> {
    let of = |list: &[&Term], all: bool| -> Vec<String> {
        list.iter().filter(|t| t.turned_to || all && t.person).map(|t| t.words.clone()).collect()
    };
    let (x, y) = (of(here, true), of(there, true));
    let both = !x.is_empty() && !y.is_empty();
    let (x, y) = if both { (x, y) } else { (of(here, false), of(there, false)) };
    let swapped = both || ((!x.is_empty() || !y.is_empty()) && !here.is_empty() && !there.is_empty());
    swapped.then_some(Gap { aspect: Aspect::Authority, weight: 1.0, here: x, there: y })
}
