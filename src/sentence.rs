//! Sentences of legal text, and the coordinate rules inside one.
//!
//! ```text
//! Sgt. Poe reports at 8:00 a.m. | He signs No. 4 under 42 U.S.C. 1983. | See App. B.
//! ```
//!
//! Our own splitter: `sentencex` was tried and cuts "the Div. Commander" and "para. 2", joins "etc. Members", has no way to be told our
//! abbreviations, and brings 29 crates.

mod acts;

use std::ops::Range;

pub use acts::{Acts, acts};

use crate::grammar::{Cues, Gap, Head, Modal, Word, scan, words};

/// Never end a sentence where a name, a number or a lower-case word follows.
const TITLES: &[&str] = &[
    "sgt", "lt", "capt", "cpt", "cmdr", "col", "maj", "det", "ofc", "off", "insp", "supt", "cpl", "ptl", "dep", "mr", "mrs", "ms", "dr",
    "hon", "gov", "rev", "st", "div", "dist", "asst", "no", "nos", "sec", "secs", "art", "arts", "para", "par", "ch", "chap", "pt", "pp",
    "p", "vol", "fig", "app", "ex", "att", "reg", "ref", "tit", "subd", "subsec", "cf", "vs", "v", "e.g", "i.e", "eg", "ie", "viz",
    "approx", "u.s.c", "c.f.r", "m.g.l", "g.o", "s.o", "s.o.p", "r.c.w", "n.j.s.a", "stat", "ann", "gen", "adm", "admin", "min", "max",
    "tel", "ext", "aka", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];
/// May end one: only where what follows begins like a sentence.
const EITHER: &[&str] = &[
    "etc", "a.m", "p.m", "inc", "jr", "sr", "co", "corp", "ave", "blvd", "rd", "dept", "u.s", "ph.d", "esq", "al", "d.c", "hrs", "hr",
    "mins", "ltd",
];
/// Words after which a single capital is a label, not an initial ("Appendix A.").
const LABELS: &[&str] =
    &["appendix", "section", "form", "schedule", "exhibit", "class", "level", "part", "unit", "zone", "attachment", "type", "tier", "plan"];
/// Words that begin sentences and are seldom part of a name.
const STARTERS: &[&str] = &[
    "the",
    "this",
    "these",
    "those",
    "that",
    "all",
    "any",
    "each",
    "every",
    "no",
    "if",
    "when",
    "where",
    "in",
    "it",
    "its",
    "a",
    "an",
    "he",
    "she",
    "they",
    "there",
    "such",
    "upon",
    "on",
    "at",
    "for",
    "under",
    "while",
    "unless",
    "once",
    "after",
    "before",
    "officers",
    "officer",
    "members",
    "employees",
    "personnel",
    "supervisors",
    "see",
    "as",
    "do",
    "to",
    "members",
    "both",
    "some",
    "should",
    "however",
    "members",
    "and",
    "nothing",
];

/// Byte ranges of the sentences of `text`, blanks at either end left out. Semicolons do not end a sentence.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut bytes: Vec<(usize, char)> = Vec::with_capacity(text.len());
    bytes.extend(text.char_indices());
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut i = 0;
    while i < bytes.len() {
        let (at, c) = bytes[i];
        match c {
            '(' | '[' if bytes[i..].iter().take(400).any(|&(_, c)| c == ')' || c == ']') && !text[start..at].trim().is_empty() => {
                depth += 1
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            '\n' if text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => {
                push(text, start, at, &mut out);
                (start, depth) = (at, 0);
            }
            '.' | '!' | '?' if depth == 0 => {
                let mut j = i + 1;
                while bytes.get(j).is_some_and(|&(_, c)| matches!(c, '"' | '”' | '\'' | '’' | ')' | ']' | '.' | '!' | '?' | '*')) {
                    j += 1;
                }
                let end = bytes.get(j).map_or(text.len(), |&(b, _)| b);
                if bytes.get(j).is_none_or(|&(_, c)| c.is_whitespace()) && ends(text, start, at, c, &text[end..]) {
                    push(text, start, end, &mut out);
                    (start, i) = (end, j);
                    continue;
                }
            }
            _ => {}
        }
        i += 1;
    }
    push(text, start, text.len(), &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Range<usize>>) {
    let piece = &text[start..end];
    let left = start + piece.len() - piece.trim_start().len();
    let right = start + piece.trim_end().len();
    if left < right {
        out.push(left..right);
    }
}

/// Whether the stop, question or exclamation mark at that byte of `text` ends a sentence, where an item's number follows.
pub(crate) fn ends_before_item(text: &str, mark: usize) -> bool {
    text[mark..].chars().next().is_some_and(|c| ends(text, 0, mark, c, "1"))
}

/// Whether the mark at `at` ends the sentence that begins at `start`, given what follows it.
fn ends(text: &str, start: usize, at: usize, mark: char, rest: &str) -> bool {
    let next = rest.trim_start();
    let Some(first) = next.chars().find(|c| !matches!(c, '"' | '“' | '\'' | '‘' | '(' | '[' | '*')) else { return true };
    if first.is_lowercase() {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let before = &text[start..at];
    let token = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '/' | '[')).next().unwrap_or_default();
    let low = token.to_lowercase();
    let word: String =
        next.chars().skip_while(|c| !c.is_alphanumeric()).take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let starter = STARTERS.contains(&word.as_str());
    if before.trim() == token && (token.len() <= 2 || token.chars().all(|c| c.is_ascii_digit() || c == '.')) {
        // "1. Text", "A. Text": a marker, not a sentence.
        return token.is_empty();
    }
    let mut letters = token.chars();
    if let (Some(only), None) = (letters.next(), letters.next())
        && only.is_uppercase()
    {
        let label = before[..before.len() - token.len()].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        return starter || LABELS.contains(&label.as_str());
    }
    if TITLES.contains(&low.as_str()) {
        return starter && !matches!(low.as_str(), "e.g" | "i.e" | "vs" | "v" | "no" | "mr" | "mrs" | "ms" | "dr");
    }
    if EITHER.contains(&low.as_str()) {
        return starter || matches!(low.as_str(), "etc" | "a.m" | "p.m" | "hrs" | "hr");
    }
    // "G.O. 3", "R.S.A. 5": letters with stops between them, in front of a number.
    if low.contains('.') && low.chars().all(|c| c.is_alphabetic() || c == '.') && low.split('.').all(|p| p.chars().count() <= 2) {
        return starter;
    }
    true
}

/// Bytes of a title run into its paragraph as a sentence of its own ("Private homes. Where a member ..."), the blank behind it included: a few
/// words without a verb and without a command, another sentence behind them.
pub fn titled(text: &str) -> Option<Range<usize>> {
    let cues = Cues::builtin();
    let sentences = split(text);
    let (first, next) = (sentences.first()?, sentences.get(1)?);
    let title = &text[first.clone()];
    let ws = words(title);
    let plain = ws.len() <= 6 && title.ends_with('.') && ws.first().is_some_and(|w| w.capital) && !title.contains([',', ';', ':', '"']);
    let said = |w: &Word| cues.is_verb(&w.low) && !cues.nounlike.contains(&w.low) || matches!(w.low.as_str(), "no" | "not" | "never");
    let verb = !scan(&ws, cues).groups.is_empty() || ws.first().is_some_and(said) || ws.iter().any(|w| cues.third_person(&w.low).is_some());
    (plain && !verb).then_some(0..next.start)
}

/// Byte ranges of the rules inside one sentence that stand beside each other and could each be a rule alone.
///
/// Cut where a second modal goes on with the same or another subject ("shall be approved by X **and shall** be kept by Y") and where a
/// verb after a semicolon shares the first one's modal ("may not do x**; make** y"). Conservative: in doubt one part, the whole sentence.
pub fn parts(sentence: &str) -> Vec<Range<usize>> {
    let cues = Cues::builtin();
    let words = words(sentence);
    let scan = scan(&words, cues);
    let mut cuts: Vec<usize> = Vec::new();
    let main: Vec<_> = scan.main().filter(|g| !matches!(g.modal, Modal::Have | Modal::Do)).collect();
    for pair in main.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let plain = |m: Modal, h: Head| m == Modal::Be && matches!(h, Head::Plain | Head::Construe) || h == Head::Predict;
        if plain(a.modal, a.head) || plain(b.modal, b.head) {
            continue;
        }
        let begin = (a.end..=b.at).rev().find(|&k| {
            scan.depth.get(k).is_none_or(|&d| d == 0) && (cues.conjunctions.contains(&words[k].low) || words[k].gap != Gap::None)
        });
        let begin = begin.map(|k| if k > a.end && cues.conjunctions.contains(&words[k - 1].low) { k - 1 } else { k });
        if let Some(k) = begin.filter(|&k| k >= a.end + 2 || a.head != Head::Plain) {
            cuts.push(k);
        }
    }
    if let Some(g) = main.first() {
        let shared: Vec<usize> = (g.end..words.len()).filter(|&k| words[k].gap == Gap::Stop && follows_on(&words, k, cues)).collect();
        let stops = (g.end..words.len()).filter(|&k| words[k].gap == Gap::Stop && !words[k].aside).count();
        if shared.len() == stops && !matches!(g.modal, Modal::Be | Modal::Have) {
            cuts.extend(shared);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cut(sentence, &words, &cuts, cues)
}

/// Where a part ends that begins at `start`, when the next one begins at `next`: blanks and what parts them left out, a closing quotation mark kept.
fn before(sentence: &str, start: usize, next: usize) -> usize {
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '\u{2013}' | '\u{2014}');
    start + sentence[start..next].trim_end_matches(parts).len()
}

/// After a semicolon: "(or|and) make ..." goes on with the modal of the sentence.
fn follows_on(words: &[Word], k: usize, cues: &Cues) -> bool {
    let v = if cues.conjunctions.contains(&words[k].low) { k + 1 } else { k };
    words.get(v).is_some_and(|w| !w.aside && cues.is_verb(&w.low)) && v + 2 < words.len()
}

fn cut(sentence: &str, words: &[Word], cuts: &[usize], cues: &Cues) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for &k in cuts {
        let end = before(sentence, start, words[k].start);
        // "nor" belongs to its part: without it the part would say the reverse.
        let joins = cues.conjunctions.contains(&words[k].low) && words[k].low != "nor";
        let next = if joins { k + 1 } else { k };
        let (Some(next), true) = (words.get(next), end > start) else { continue };
        push(sentence, start, end, &mut out);
        start = next.start;
    }
    push(sentence, start, sentence.len(), &mut out);
    out
}
