//! Two agencies' words on one rule, held against each other: in what they differ, with the words that show it.

use crate::lexicon::Lexicon;
use crate::normalize::words;
use crate::options::VerdictOptions;
use crate::order::Force;
use crate::provision::Aspect;
use crate::segment::Shape;

use super::slots::{actors, authority, conditions, persons, phrases, writing};
use super::stance::{Gap, Known, Said, resemblance};
use super::strength::force;
use super::terms::Term;

fn missing<'a>(from: &'a Said, other: &Said, near: bool, lexicon: &Lexicon, o: &VerdictOptions) -> Vec<&'a Term> {
    let known = Known::of(other);
    let mut out: Vec<&Term> = Vec::new();
    for t in from.terms() {
        // Between near copies a second word for a thing that both name ("the head and the throat") is an addition, not a synonym.
        let second = near && !known.says(t) && from.terms().any(|u| u.key == t.key && u.words != t.words && known.says(u));
        let other = !known.has(t, if near { 0.95 } else { o.same_concept }, lexicon);
        if (other || second) && !out.iter().any(|x| x.key == t.key) {
            out.push(t);
        }
    }
    out
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
    out.extend(authority(a, b, lexicon));
    out.extend(conditions(a, b, lexicon, o));
    out.extend(phrases(a, b, lexicon, Aspect::Authority, |d| &d.notified));
    out.extend(phrases(a, b, lexicon, Aspect::Detail, |d| &d.deadlines));
    out.extend(phrases(a, b, lexicon, Aspect::Detail, |d| &d.quantities));
    let circle = actors(a, b, near, lexicon);
    let narrowed = circle.is_some();
    out.extend(circle);
    if near {
        out.extend(writing(a, b));
    }
    let (mut here, mut there) = (missing(a, b, near, lexicon, o), missing(b, a, near, lexicon, o));
    if near {
        leave_out_slips(&mut here, &mut there);
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
    let only_scope = matches!(out.as_slice(), [gap] if gap.aspect == Aspect::Scope);
    let same_rule = a.main().sense.common(&b.main().sense) >= o.same_rule;
    if only_scope && same_rule && !near && !narrowed && brief(a, o) && brief(b, o) {
        out.clear();
    }
    if out.is_empty() {
        out.extend(opposed_forces(a, b));
    }
    out
}

/// Leaves out what each of two near copies has alone only because a word was mistyped in one of them: "fastened" and "fasened".
fn leave_out_slips(here: &mut Vec<&Term>, there: &mut Vec<&Term>) {
    here.retain(|x| {
        let other = there.iter().position(|y| mistyped(&x.words, &y.words));
        other.map(|at| there.remove(at)).is_none()
    });
}

/// Whether two phrases are the same but for one letter of one word: of five letters and more, and not at its beginning, where a letter
/// makes another word of it ("amoral", "atypical"). Of a slip of fewer letters nobody can say that it is one ("on", "of").
fn mistyped(a: &str, b: &str) -> bool {
    let fold = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (fold(a), fold(b));
    let letters = |w: &str| w.chars().count() >= 5 && w.chars().all(char::is_alphabetic);
    let slip = |x: &str, y: &str| letters(x) && letters(y) && x.chars().take(2).eq(y.chars().take(2)) && strsim::osa_distance(x, y) == 1;
    let other: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(x, y)| x != y).collect();
    a.len() == b.len() && matches!(other[..], [(x, y)] if slip(x, y))
}

/// One forbids and the other requires: words with nothing else between them may still be two rules ("off while driving", "on at the gate").
fn opposed_forces(a: &Said, b: &Said) -> Option<Gap> {
    let of = |said: &Said| said.main().directive.force;
    let opposed =
        matches!((of(a), of(b)), (Some(Force::Prohibition), Some(Force::Obligation)) | (Some(Force::Obligation), Some(Force::Prohibition)));
    // "Shall keep it secret" and "shall not disclose it", "on at all times" and "never off": one rule said both ways.
    const BOTH_WAYS: &[&str] =
        &["keep", "kept", "remain", "avoid", "refrain", "abstain", "maintain", "protect", "ensure", "leave", "stay", "on", "off"];
    let both_ways = |said: &Said| words(&said.main().text).iter().any(|w| BOTH_WAYS.contains(&w.folded.as_str()));
    if both_ways(a) || both_ways(b) {
        return None;
    }
    let words = |said: &Said| vec![said.main().directive.force_words.clone()].into_iter().filter(|w| !w.is_empty()).collect();
    opposed.then(|| Gap { aspect: Aspect::Force, weight: 1.0, here: words(a), there: words(b) })
}

/// A statement of few words, plainly tied to the others of its row.
fn brief(said: &Said, o: &VerdictOptions) -> bool {
    let words: usize = said.voices.iter().map(|voice| voice.text.split_whitespace().count()).sum();
    words <= o.brief && said.main().tie >= o.brief_tie
}

/// Definitions differ in what they cover, or in detail where one only says more.
fn definition(a: &Said, b: &Said, lexicon: &Lexicon, o: &VerdictOptions) -> Option<Gap> {
    let (here, there) = (missing(a, b, false, lexicon, o), missing(b, a, false, lexicon, o));
    let sum = |list: &[&Term]| list.iter().map(|t| t.weight).sum::<f32>();
    let (wa, wb) = (sum(&here), sum(&there));
    let words = |list: &[&Term]| list.iter().map(|t| t.words.clone()).collect();
    let aspect = if wa.min(wb) < 0.25 * (wa + wb) { Aspect::Detail } else { Aspect::Scope };
    (wa + wb >= o.scope_bar).then(|| Gap { aspect, weight: (wa + wb) / o.scope_bar, here: words(&here), there: words(&there) })
}

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[test]
    fn one_letter_inside_a_long_word_is_a_slip() {
        assert!(mistyped("fastened", "fasened"));
        assert!(mistyped("the recieved Report", "the received report"));
        assert!(!mistyped("moored", "mored on"), "another number of words");
        assert!(!mistyped("typical", "atypical"), "at the beginning");
        assert!(!mistyped("form", "from"), "too short");
        assert!(!mistyped("10000", "10001"), "a number");
        assert!(!mistyped("moored", "moored"));
    }
}
