//! Where a phrase begins, and what it does in its sentence.

use super::{Role, Wording, verbal};
use crate::grammar::Cues;

/// Words that say more of the thing in front of them.
const SAYING_MORE: &[&str] = &[
    "pertaining",
    "relating",
    "related",
    "concerning",
    "regarding",
    "involving",
    "containing",
    "depicting",
    "showing",
    "indicating",
    "reflecting",
    "belonging",
    "arising",
    "resulting",
    "obtained",
    "gained",
    "according",
    "prior",
    "due",
    "because",
    "as",
];

/// Little words that make another verb of a verb: "turn off", "hand in".
const PARTICLES: &[&str] = &["off", "on", "in", "out", "up", "down", "over", "away", "back"];

/// What a phrase beginning at this token would be; `None` where none begins.
pub(super) fn opening(w: &Wording, i: usize, from: usize, cues: &Cues) -> Option<Role> {
    let low = w.low[i].as_str();
    let next = w.low.get(i + 1).map_or("", String::as_str);
    let comma = i > from && w.tokens[i - 1].ends_with([',', ';', ':', '\u{2014}', '\u{2013}']);
    let before = if i > from { w.low[i - 1].as_str() } else { "" };
    // "turned off until ...", "handed in to the clerk": the little word belongs to the verb.
    let ends = w.tokens[i].ends_with([',', ';']) || next.is_empty();
    let joins = |word: &str| cues.prepositions.contains(word) || cues.conjunctions.contains(word) || cues.subordinators.contains(word);
    if PARTICLES.contains(&low) && i > from && !comma && verbal(before, cues) && (ends || joins(next)) {
        return None;
    }
    // "with or without a warrant" limits nothing.
    let either = |a: &str, b: &str| matches!((a, b), ("with", "without") | ("without", "with"));
    if i > from && (low == "or" && either(before, next) || before == "or" && i > from + 1 && either(&w.low[i - 2], low)) {
        return None;
    }
    if either(low, w.low.get(i + 2).map_or("", String::as_str)) && next == "or" {
        return Some(Role::Phrase);
    }
    let limit = matches!(low, "unless" | "except" | "without" | "barring" | "excluding" | "absent")
        || low == "only"
            && (cues.prepositions.contains(next) || matches!(next, "when" | "if" | "after" | "where" | "as" | "to" | "upon" | "by"))
        || low == "other" && next == "than";
    if limit {
        return Some(Role::Limit);
    }
    if low == "such" && next == "as" || matches!(low, "including" | "e.g" | "i.e") || low == "for" && matches!(next, "example" | "instance")
    {
        return Some(Role::Example);
    }
    // "as long as the badge cannot be read"
    if matches!(low, "as" | "so") && next == "long" && w.low.get(i + 2).is_some_and(|after| after == "as") {
        return Some(Role::Condition);
    }
    if before == "long" && low == "as" {
        return None;
    }
    // Behind a word that already opens the phrase, the next one goes on with it ("prior to", "as a result of").
    if matches!(before, "only" | "except" | "prior" | "due" | "because" | "other" | "such") && !comma {
        return None;
    }
    let inverted = low == "should" && i == from && (cues.determiners.contains(next) || cues.is_person(next));
    let degree = low == "to" && next == "the" && w.low.get(i + 2).is_some_and(|x| matches!(x.as_str(), "degree" | "extent"));
    if degree
        || inverted
        || matches!(low, "if" | "when" | "whenever" | "where" | "while" | "during" | "until" | "provided" | "once") && next != "that"
        || low == "provided"
    {
        return Some(Role::Condition);
    }
    if matches!(low, "that" | "which" | "who" | "whom" | "whose") {
        return Some(Role::Clause);
    }
    if cues.conjunctions.contains(low) || low == "and/or" {
        return Some(Role::Item);
    }
    if cues.prepositions.contains(low) && matches!(next, "which" | "whom" | "whose") {
        return Some(Role::Clause);
    }
    if low == "of" {
        return Some(Role::Of);
    }
    if cues.prepositions.contains(low) || low == "than" || low == "after" || low == "before" {
        return Some(Role::Phrase);
    }
    let more = SAYING_MORE.contains(&low)
        || low.len() > 4
            && (low.ends_with("ed") || low.ends_with("ing"))
            && (cues.prepositions.contains(next) || next == "as")
            && i > from + 1
            && !cues.determiners.contains(before)
            && !cues.is_adverb(before)
            && !matches!(before, "be" | "is" | "are" | "been" | "being");
    if more && i > from {
        return Some(Role::Phrase);
    }
    comma.then_some(Role::Item)
}
