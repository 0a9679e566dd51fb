//! By when and how often, and other numbers that matter: "24 hours", "twenty-four (24) hours" and "one day" are one value.

use std::ops::Range;

use crate::directive::normal;
use crate::grammar::{Cues, Gap, Word};
use crate::lexicon::{Hit, Lexicon};

/// A time or number found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub value: String,
    pub words: Range<usize>,
    /// A limit in time; otherwise a plain number of things.
    pub deadline: bool,
}

/// Deadlines, frequencies and quantities of a sentence, from left to right.
pub(super) fn find(lexicon: &Lexicon, words: &[Word], hits: &[Hit], cues: &Cues) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let figure = named(words, i, cues).or_else(|| counted(words, i, cues)).or_else(|| before(lexicon, words, i, hits, cues));
        match figure {
            Some(f) => {
                i = f.words.end.max(i + 1);
                out.push(f);
            }
            None => i += 1,
        }
    }
    out
}

/// "immediately", "as soon as possible", "annually".
fn named(words: &[Word], i: usize, cues: &Cues) -> Option<Figure> {
    cues.times.iter().find_map(|(value, phrases)| {
        let n = phrases.at(words, i);
        (n > 0 && !words[i].aside).then(|| Figure { value: value.clone(), words: i..i + n, deadline: true })
    })
}

/// "within 24 hours", "at least two officers", "every three years".
fn counted(words: &[Word], i: usize, cues: &Cues) -> Option<Figure> {
    let number = number(words, i, cues)?;
    let mut k = i + 1;
    // "twenty-four (24) hours": the figure in brackets repeats the word.
    if words.get(k).is_some_and(|w| w.aside && w.low.chars().all(|c| c.is_ascii_digit())) && !words[i].aside {
        k += 1;
    }
    let mut kind = "";
    if words.get(k).is_some_and(|w| matches!(w.low.as_str(), "business" | "working" | "calendar" | "consecutive")) {
        kind = if matches!(words[k].low.as_str(), "business" | "working") { "business " } else { "" };
        k += 1;
    }
    let unit = words.get(k).filter(|w| w.gap == Gap::None)?;
    let low = unit.low.strip_suffix('s').unwrap_or(&unit.low);
    let low = low.strip_suffix('\'').unwrap_or(low);
    let label = i.checked_sub(1).map_or("", |b| words[b].low.as_str());
    if matches!(
        label,
        "no" | "section" | "rule" | "form" | "chapter" | "order" | "article" | "page" | "policy" | "§" | "part" | "title" | "appendix"
    ) {
        return None;
    }
    if !matches!(low, "second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "shift") {
        let noun = unit.low.len() > 2 && unit.low.chars().all(char::is_alphabetic) && !cues.prepositions.contains(&unit.low);
        let stop = cues.conjunctions.contains(&unit.low)
            || cues.stop.contains(&unit.low)
            || words[i].low == "one"
            || cues.determiners.contains(&unit.low);
        let bound = bound(words, i);
        return (noun && !stop && !words[i].aside).then(|| Figure {
            value: format!("{}{number} {low}", bound.map_or("", |b| b.0)),
            words: bound.map_or(i, |b| b.1)..k + 1,
            deadline: false,
        });
    }
    let (number, unit) = match (low, number) {
        ("hour", n) if kind.is_empty() && n % 24 == 0 => (n / 24, "day"),
        ("minute", n) if n % 60 == 0 => (n / 60, "hour"),
        ("week", n) => (n * 7, "day"),
        ("month", n) if n % 12 == 0 => (n / 12, "year"),
        (unit, n) => (n, unit),
    };
    let limit = bound(words, i);
    let (prefix, from) = limit.unwrap_or(("", i));
    Some(Figure {
        value: format!("{prefix}{number} {kind}{unit}"),
        words: from..k + 1,
        deadline: limit.is_some_and(|l| l.0 != "more than "),
    })
}

/// What stands in front of a number and bounds it.
fn bound(words: &[Word], i: usize) -> Option<(&'static str, usize)> {
    let back = |n: usize| i.checked_sub(n).map_or("", |k| words[k].low.as_str());
    match (back(3), back(2), back(1)) {
        (_, _, "within") => Some(("within ", i - 1)),
        (_, _, "every") => Some(("every ", i - 1)),
        ("no" | "not", "later" | "more", "than") => Some(("within ", i - 3)),
        ("no" | "not", "less" | "fewer", "than") => Some(("at least ", i - 3)),
        (_, "up", "to") => Some(("within ", i - 2)),
        (_, "at", "least") => Some(("at least ", i - 2)),
        (_, "more", "than") => Some(("more than ", i - 2)),
        (_, "next", _) | (_, _, "next") => Some(("within ", i - 1)),
        ("a", "minimum", "of") => Some(("at least ", i - 3)),
        ("a", "maximum", "of") => Some(("within ", i - 3)),
        (_, "minimum", "of") => Some(("at least ", i - 2)),
        _ => None,
    }
}

fn number(words: &[Word], i: usize, cues: &Cues) -> Option<u32> {
    let low = words[i].low.as_str();
    if let Some(n) = cues.numbers.get(low) {
        return Some(*n);
    }
    let before = i.checked_sub(1).map(|b| &words[b]);
    let digits = low.chars().all(|c| c.is_ascii_digit()) && low.len() < 5;
    let cited = before.is_some_and(|w| w.capital && w.low.chars().any(char::is_alphabetic) && i > 1);
    (digits && !cited).then(|| low.parse().ok()).flatten()
}

/// "prior to release", "before entering the room".
fn before(lexicon: &Lexicon, words: &[Word], i: usize, hits: &[Hit], cues: &Cues) -> Option<Figure> {
    let n = cues.before.at(words, i);
    if n == 0 || words[i].aside {
        return None;
    }
    let from = i + n;
    let mut end = from;
    while end < words.len() && end < from + 8 {
        let w = &words[end];
        let breaks = w.gap != Gap::None && end > from || cues.subordinators.contains(&w.low) || cues.exception.at(words, end) > 0;
        if breaks || end > from && matches!(w.low.as_str(), "shall" | "must" | "will" | "may" | "should" | "and" | "or" | "by" | "from") {
            break;
        }
        end += 1;
    }
    let inside: Vec<Hit> = words.get(from).map_or_else(Vec::new, |first| hits.iter().filter(|h| h.start >= first.start).copied().collect());
    let value = normal::value(lexicon, &words[from..end], &inside, cues);
    (!value.is_empty()).then(|| Figure { value: format!("before {value}"), words: i..end, deadline: true })
}
