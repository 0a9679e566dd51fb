//! What directs without a modal: instructions, what a role does in the present, a verdict behind a dash, leave that needs none.
//!
//! ```text
//! Notify the dispatcher.              an instruction
//! The clerk files each report.        what a role does, so that it is done
//! Rowing at night - prohibited.       the verdict alone
//! A patch on a cap needs no approval. a leave
//! ```

use std::ops::Range;

use super::Inherited;
use crate::grammar::{Cues, Gap, Group, Modal, Scan, Word, words};
use crate::order::Force;

/// "Approves each request": what somebody does who stands in the title above.
pub(super) fn does(text: &str) -> bool {
    let words = words(text);
    let cues = Cues::builtin();
    words.len() > 1
        && words[0].capital
        && cues.third_person(&words[0].low).is_some_and(|base| {
            // "Reports on boats" are things, "Reports each loss" is done.
            let thing = cues.nounlike.contains(base.as_ref()) && !cues.determiners.contains(&words[1].low);
            !cues.states.contains(base.as_ref()) && !thing
        })
        && (words[1].gap == Gap::None || cues.prepositions.contains(&words[1].low))
        && !cues.is_person(&words[1].low)
        && cues.third_person(&words[1].low).is_none()
}

/// An instruction without a subject ("Notify the dispatcher", "If unsure, do not enter"), or a bare ban ("No smoking in vehicles"). `verb` says that the
/// sentence has finite verbs of its own, `weak` that none of them binds.
pub(super) fn instruction(
    text: &str,
    words: &[Word],
    scan: &Scan,
    cues: &Cues,
    verb: bool,
    weak: bool,
    above: Option<&Inherited>,
) -> Option<(Force, Range<usize>)> {
    if words.iter().all(|w| w.aside) {
        return None;
    }
    if let Some(k) = words.windows(2).position(|p| p[0].low == "zero" && p[1].low == "tolerance" && !p[0].aside) {
        return Some((Force::Prohibition, words[k].start..words[k + 1].end));
    }
    if above.is_some_and(|a| a.reading.force != Force::Statement || a.verb || a.to) || verb && !weak {
        return None;
    }
    // After a comma an instruction begins only where an introduction stood in front ("If unsure, ..."), not inside an enumeration.
    let introduced = words.first().is_some_and(|w| {
        let c = cues;
        c.subordinators.contains(&w.low) || c.weak_subordinators.contains(&w.low) || c.prepositions.contains(&w.low) || c.is_adverb(&w.low)
    });
    let denied = |g: &&Group| {
        let before = g.at.checked_sub(1).map_or("", |k| words[k].low.as_str());
        let begins = words[g.at].gap != Gap::None && introduced
            || cues.conjunctions.contains(before) && command(text, words, 0, true, cues).is_some();
        g.modal == Modal::Do && g.negated && begins
    };
    if let Some(g) = scan.main().find(denied) {
        return Some((Force::Prohibition, g.bytes.clone()));
    }
    for &start in &scan.starts {
        let stop = words.get(start).is_some_and(|w| w.gap == Gap::Stop);
        if start > 0 && (!stop && !introduced || stop && states(&words[..start], cues)) || verb && start > 0 {
            continue;
        }
        let mut k = start;
        while words
            .get(k)
            .is_some_and(|w| cues.is_adverb(&w.low) && !matches!(w.low.as_str(), "not" | "never") || w.low == "and" || w.low == "or")
        {
            k += 1;
        }
        if let Some(found) = command(text, words, k, verb, cues) {
            return Some(found);
        }
    }
    None
}

/// "The records clerk files each report the same day.": an order tells what one role does so that it is done. Not so of the agency, whose present
/// tells what it is and values, nor of people at large. Where the verb stands.
pub(super) fn practice(words: &[Word], cues: &Cues) -> Option<Range<usize>> {
    let role = |w: &Word| {
        cues.is_person(&w.low)
            && (!w.low.ends_with('s') || w.low.ends_with("ss"))
            && !cues.givers.contains(&w.low)
            && !cues.public.contains(&w.low)
    };
    let named = words.first().is_some_and(role) && words.get(1).is_some_and(|w| w.capital);
    words.first().filter(|w| named || matches!(w.low.as_str(), "the" | "each" | "every" | "your"))?;
    let near = words.len().min(6);
    let joined = (1..near).take_while(|&k| words[k].gap == Gap::None && !cues.prepositions.contains(&words[k].low)).last()?;
    let verb = (2..=joined).find(|&k| {
        (role(&words[k - 1]) || named && words[k - 1].capital && !words[k].capital) && cues.third_person(&words[k].low).is_some()
    })?;
    let told = cues.third_person(&words[verb].low).is_some_and(|base| cues.states.contains(base.as_ref()));
    (!told).then(|| words[verb].start..words[verb].end)
}

/// "Rowing at night - prohibited, except in distress": the verdict alone, behind its dash or at the head.
pub(super) fn labelled(text: &str, words: &[Word]) -> Option<(Force, Range<usize>)> {
    words.iter().enumerate().find_map(|(k, w)| {
        let denied = w.low == "not";
        let at = k + usize::from(denied);
        let word = words.get(at)?;
        let force = match (word.low.as_str(), denied) {
            ("prohibited" | "forbidden" | "banned", false) | ("allowed" | "permitted" | "authorized", true) => Force::Prohibition,
            ("allowed" | "permitted" | "authorized", false) => Force::Permission,
            // "Mandatory" at the head would be an adjective.
            ("mandatory" | "required", false) if k > 0 => Force::Obligation,
            _ => return None,
        };
        let ends = words.get(at + 1).is_none_or(|next| {
            next.gap != Gap::None || matches!(next.low.as_str(), "with" | "at" | "in" | "on" | "only" | "unless" | "if" | "when" | "except")
        });
        let dashed = k == 0 || text[words[k - 1].end..w.start].contains(['-', '–', '—', ':']);
        (ends && k <= 8 && dashed && !w.aside).then_some((force, w.start..word.end))
    })
}

/// "A patch on a cap needs no approval.": where those words stand.
pub(super) fn freed(words: &[Word], cues: &Cues) -> Option<Range<usize>> {
    let at = words.windows(2).position(|p| {
        matches!(p[0].low.as_str(), "need" | "needs" | "require" | "requires") && p[1].low == "no" && p[1].gap == Gap::None && !p[0].aside
    })?;
    let leave = words[at + 2..].iter().take(3).position(|w| cues.permission.contains(&w.low))?;
    (at > 0).then(|| words[at].start..words[at + 2 + leave].end)
}

/// A plain statement ("The department endorses"): what follows its semicolon goes on with it.
fn states(words: &[Word], cues: &Cues) -> bool {
    words.windows(2).any(|p| {
        let led = cues.determiners.contains(&p[0].low) || cues.prepositions.contains(&p[0].low) || cues.conjunctions.contains(&p[0].low);
        cues.third_person(&p[1].low).is_some() && !led
    })
}

/// Reads the word at `k` as the head of a command: what it amounts to, and the bytes of the word. `verb` says that the sentence has a finite verb.
fn command(text: &str, words: &[Word], k: usize, verb: bool, cues: &Cues) -> Option<(Force, Range<usize>)> {
    let w = words.get(k)?;
    let next = words.get(k + 1);
    let next_low = next.map_or("", |n| n.low.as_str());
    if matches!(w.low.as_str(), "not" | "never") && next.is_some_and(|n| cues.is_verb(&n.low)) {
        return Some((Force::Prohibition, w.start..w.end));
    }
    if k == 0 && w.low == "no" && next_low.ends_with("ing") && next.is_some_and(|n| n.gap == Gap::None) && words.len() > 2 {
        return Some((Force::Prohibition, w.start..w.end));
    }
    let means = next_low == "means" || next_low == "mean";
    if !cues.is_verb(&w.low) || means || !commands(text, words, k, verb, cues) {
        return None;
    }
    let shuns = matches!(w.low.as_str(), "refrain" | "abstain" | "avoid") || cues.none_of(words, k + 1);
    Some((if shuns { Force::Prohibition } else { Force::Obligation }, w.start..w.end))
}

/// Whether a base verb at the head of a clause commands: words that are as often nouns need an object behind them, or a whole sentence.
fn commands(text: &str, words: &[Word], k: usize, verb: bool, cues: &Cues) -> bool {
    let Some(next) = words.get(k + 1).filter(|n| n.gap == Gap::None) else { return words.len() == k + 1 && k > 0 };
    let low = next.low.as_str();
    const FINITE: [&str; 16] =
        ["shall", "must", "will", "should", "may", "can", "might", "could", "would", "has", "have", "is", "are", "was", "were", "does"];
    if FINITE.contains(&low) {
        return false;
    }
    if matches!(low, "back" | "out" | "up" | "down" | "off" | "away" | "over" | "in") {
        return true;
    }
    let object = cues.determiners.contains(low) || cues.pronouns.contains(low) && low != "i";
    if cues.nounlike.contains(&words[k].low) {
        let opens = cues.subordinators.contains(low) || cues.weak_subordinators.contains(low) || cues.fillers.at(words, k + 1) > 0;
        let goes_on = matches!(words[k].low.as_str(), "stop" | "start") && low.ends_with("ing");
        let led = k > 0 && words[k].gap == Gap::Comma && matches!(low, "to" | "with" | "for" | "at" | "on");
        // "Stop at the line and call." is more than the name of a thing.
        let goes = matches!(words[k].low.as_str(), "stop" | "report" | "check" | "watch" | "look" | "talk" | "call" | "park" | "stand");
        let placed =
            goes && matches!(low, "at" | "to" | "with" | "for") && words.get(k + 2).is_some_and(|w| cues.determiners.contains(&w.low));
        let led = led || placed && text.trim_end().ends_with('.') && words.len() >= 5 && !verb;
        let number = low.chars().all(|c| c.is_ascii_digit());
        return object || opens || goes_on || led || number || cues.is_adverb(low) || k == 0 && !verb && whole(text, words, cues);
    }
    object || !matches!(low, "of" | "and" | "or") && words.len() > 2
}

/// "Use two-step verification on every account.": a sentence whose first word can only be its verb, for no other word is.
fn whole(text: &str, words: &[Word], cues: &Cues) -> bool {
    let next = words[1].low.as_str();
    let joins = cues.prepositions.contains(next) || cues.conjunctions.contains(next) || cues.is_person(next) || next.ends_with("ing");
    let phrase = |w: &Word| cues.prepositions.contains(&w.low) || cues.determiners.contains(&w.low);
    let verb = cues.third_person(next).is_some();
    text.trim().ends_with('.') && words.len() >= 4 && !joins && !verb && !words[1].capital && words[2..].iter().any(phrase)
}
