//! The stretches of a sentence that say when a rule holds and when it does not.
//!
//! ```text
//! Where possible, officers shall wait for a second unit unless a life is in danger.
//! ^^^^^^^^^^^^^^ condition                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ exception
//! ```

use std::ops::Range;

use crate::grammar::{Cues, Gap, Scan, Word};

/// What a stretch says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpanKind {
    Condition,
    Exception,
}

/// A stretch of words, its opening words included.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub kind: SpanKind,
    pub words: Range<usize>,
    /// How many words open it.
    pub opener: usize,
}

/// Conditions and exceptions of a sentence, from left to right; they do not overlap.
pub(super) fn find(words: &[Word], scan: &Scan, cues: &Cues) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match opens(words, scan, i, cues) {
            Some((kind, opener)) => {
                let end = extent(words, scan, i, i + opener, cues);
                out.push(Span { kind, words: i..end, opener });
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// Whether a condition or an exception begins at `i`, and with how many words.
fn opens(words: &[Word], scan: &Scan, i: usize, cues: &Cues) -> Option<(SpanKind, usize)> {
    let w = words.get(i).filter(|w| !w.aside)?;
    let before = i.checked_sub(1).map_or("", |b| words[b].low.as_str());
    let next = words.get(i + 1).map_or("", |w| w.low.as_str());
    let n = cues.exception.at(words, i);
    if n > 0 {
        let delay = w.low == "without"
            && words[i..].iter().take(4).any(|w| matches!(w.low.as_str(), "delay" | "exception" | "regard" | "limitation"));
        return (!delay).then_some((SpanKind::Exception, n));
    }
    let n = cues.condition.at(words, i);
    if n > 0 {
        let head = i == 0 || w.gap != Gap::None;
        let question = w.low == "should" && !(head && (cues.determiners.contains(next) || cues.is_person(next)));
        let place = w.low == "where"
            && matches!(before, "place" | "location" | "area" | "areas" | "places" | "locations" | "site" | "know" | "determine");
        let other_time = matches!(w.low.as_str(), "after" | "until" | "once")
            && matches!(before, "soon" | "immediately" | "day" | "days" | "hours" | "at");
        let onto = w.low == "upon" && cues.pronouns.contains(next);
        let as_soon = before == "as" || before == "even" || before == "or" && n == 1 && w.low == "after";
        return (!question && !place && !other_time && !as_soon && !onto).then_some((SpanKind::Condition, n));
    }
    if w.low == "for" && !scan.groups.iter().any(|g| g.at > i && g.at < i + 8 && g.main) {
        let purpose = (i + 1..(i + 8).min(words.len())).find(|&k| {
            words[k].gap != Gap::None
                || cues.conjunctions.contains(&words[k].low)
                || matches!(words[k].low.as_str(), "purpose" | "purposes")
        })?;
        let named = matches!(words[purpose].low.as_str(), "purpose" | "purposes") && words[purpose].gap == Gap::None;
        return named.then_some((SpanKind::Condition, 1));
    }
    None
}

/// Where a stretch that begins at `start` ends: before the sentence's own next verb takes over, at a full stop, or where another opens.
fn extent(words: &[Word], scan: &Scan, start: usize, from: usize, cues: &Cues) -> usize {
    let next_main = scan.main().find(|g| g.at >= from);
    let limit = next_main.map_or(words.len(), |g| if g.subject.start <= start { g.at } else { g.subject.start.max(from) });
    let mut end = limit;
    for k in from..limit.max(from).min(words.len()) {
        let w = &words[k];
        if w.gap == Gap::Stop {
            end = k;
            break;
        }
        let level = scan.depth.get(k).copied().unwrap_or(0);
        let introduces = next_main.is_some_and(|g| g.at < k + 40) && level == 0 && !cues.conjunctions.contains(&w.low);
        // "If it is lost, tell the clerk": a command takes over.
        let next = words.get(k + 1).filter(|n| n.gap == Gap::None).map_or("", |n| n.low.as_str());
        let object = cues.determiners.contains(next) || cues.pronouns.contains(next) || matches!(next, "to" | "with" | "not");
        let commands = level == 0 && next_main.is_none() && scan.starts.contains(&start) && cues.is_verb(&w.low) && object;
        if w.gap == Gap::Comma
            && (introduces || commands || scan.depth.get(start).is_some_and(|&d| d > 0) && level == 0 && next_main.is_some())
        {
            end = k;
            break;
        }
        if k > from && (opens(words, scan, k, cues).is_some() || cues.before.at(words, k) > 0) {
            end = k;
            break;
        }
    }
    let mut end = end.max(from).min(words.len());
    while end > from && cues.conjunctions.contains(&words[end - 1].low) {
        end -= 1;
    }
    end
}
