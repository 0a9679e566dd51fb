//! What of a lead-in is read in front of an item, so that the two are one sentence.

use super::INNER;
use crate::grammar::{Cues, Gap, scan, words};
use crate::sentence;

/// Ends in a preposition that a plain verb cannot follow: "prohibited from", "prior to".
pub(super) fn ends_open(front: &str, cues: &Cues) -> bool {
    let mut last = front.split_whitespace().rev().map(str::to_lowercase);
    let (end, before) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
    cues.prepositions.contains(&end) && (end != "to" || before == "prior")
}

/// What a lead-in says of "the following (things)" and what stands in front of that, where that is its subject.
pub(super) fn of_the_following(front: &str) -> Option<(String, String)> {
    let ws: Vec<&str> = front.split_whitespace().collect();
    let at = ws.iter().take(5).position(|w| w.eq_ignore_ascii_case("following"))?;
    let finite = |k: &usize| INNER.contains(&ws[*k].to_lowercase().as_str());
    let verb = (at + 1..(at + 12).min(ws.len())).find(finite)?;
    let before = &ws[..at];
    let before = before.strip_suffix(&["the"]).or_else(|| before.strip_suffix(&["The"])).unwrap_or(before);
    Some((before.join(" "), ws[verb..].join(" ")))
}

/// What is read in front of an item: the nearest lead-in that has a verb, with those between it and the item.
pub(super) fn in_front(lead: &str, cues: &Cues) -> String {
    let mut parts: Vec<String> = Vec::new();
    for line in lead.lines().rev() {
        let last = sentence::split(line).pop().map_or(line, |r| &line[r]).trim();
        let ws = words(last);
        let s = scan(&ws, cues);
        let Some(g) = s.main().last() else {
            parts.push(trim_lead(last));
            continue;
        };
        // A part of the same sentence that says all it has to say lends only its subject and modal.
        let opens = last.ends_with([':', '\u{2014}', '\u{2013}', '-']) || ws.len() <= g.end + 1;
        let said = if opens { trim_lead(last) } else { last.get(..g.bytes.end).unwrap_or(last).to_string() };
        parts.push(said);
        break;
    }
    parts.reverse();
    let text = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    let has_verb = scan(&words(&text), cues).main().next().is_some();
    if has_verb || text.is_empty() || text.split_whitespace().count() > 5 {
        if has_verb { text } else { String::new() }
    } else {
        text + ":"
    }
}

/// A lead-in without "do any of the following:".
fn trim_lead(lead: &str) -> String {
    let mut ws: Vec<&str> = lead.trim_end_matches([':', ';', ',', '.', '\u{2014}', '\u{2013}', '-', ' ']).split_whitespace().collect();
    let low = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if let Some(at) = ws.iter().rposition(|w| low(w) == "following").filter(|at| ws.len() - at <= 4) {
        ws.truncate(at);
        let filler = [
            "the", "of", "any", "all", "each", "one", "more", "or", "do", "doing", "with", "comply", "adhere", "abide", "by", "follow",
            "observe",
        ];
        while ws.last().is_some_and(|w| filler.contains(&low(w).as_str())) {
            ws.pop();
        }
    }
    ws.join(" ")
}

/// Where an item's exception or condition begins, or its end.
pub(super) fn limit_at(item: &str) -> usize {
    let all = words(item);
    let limit = |k: &usize| {
        let next = all.get(k + 1).map_or("", |w| w.low.as_str());
        match all[*k].low.as_str() {
            "unless" | "except" | "barring" | "excepting" => true,
            "other" => next == "than",
            "if" | "when" | "until" | "without" | "provided" => all[*k].gap == Gap::Comma,
            _ => false,
        }
    };
    (1..all.len()).find(limit).map_or(item.len(), |k| all[k].start)
}
