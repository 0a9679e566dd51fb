//! The little grammar that force, parts of sentences and slots are read with: words with their byte ranges, and the finite verbs of a
//! sentence with their scope.
//!
//! ```text
//! If the officer must leave, no member may enter unless a supervisor will attend.
//!    ^ clause of its own     ^^ ^^^^^^ ^^^ the sentence's own verb, negated by its subject
//! ```
//!
//! No parser and no model: a stack of open clauses, each with one verb to claim, settles what belongs to the sentence itself
//! ([`scan`]). It reads what orders write; a sentence it cannot follow is read as a plain statement.

mod cues;
mod group;
mod scan;

pub use cues::{Cues, Phrases};
pub use group::{Group, Head, Modal};
pub use scan::{Scan, scan};

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A space, a slash.
    None,
    /// A comma or a dash.
    Comma,
    /// A semicolon, a colon, a full stop.
    Stop,
}

/// A word of a text.
#[derive(Clone, Debug)]
pub struct Word {
    /// Lower case, apostrophes straight, possessive `'s` and optional plural `(s)` off.
    pub low: String,
    /// Byte range in the text.
    pub start: usize,
    /// End of the byte range.
    pub end: usize,
    /// What stands in front.
    pub gap: Gap,
    /// Inside brackets or quotation marks, unless the whole text is.
    pub aside: bool,
    /// Starts with a capital.
    pub capital: bool,
    /// Two to five capitals, as units and offices are called for short ("PIO").
    pub initials: bool,
    /// Carries a possessive ending.
    pub possessive: bool,
}

/// The words of a text in order, with byte ranges into it.
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut gap = Gap::None;
    let mut depth = 0usize;
    let mut quoted = false;
    // In a line of capitals every word looks like initials.
    let mixed = text.contains(char::is_lowercase);
    let mut chars: Vec<(usize, char)> = Vec::with_capacity(text.len());
    chars.extend(text.char_indices());
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        if c.is_alphanumeric() || c == '§' {
            let mut j = i + 1;
            while j < chars.len() && (chars[j].1.is_alphanumeric() || joins(&chars, j)) {
                j += 1;
            }
            let mut end = chars.get(j).map_or(text.len(), |&(b, _)| b);
            let mut low = text[at..end].to_lowercase();
            if low.contains('’') {
                low = low.replace('’', "'");
            }
            if let Some(more) = optional_plural(&text[end..]) {
                end += more;
                j += more;
            }
            let mut possessive = false;
            if let Some(bare) = low.strip_suffix("'s") {
                low.truncate(bare.len());
                possessive = true;
            } else if low.ends_with("s'") {
                low.pop();
                possessive = true;
            }
            let initials = mixed && (2..=5).contains(&(end - at)) && text[at..end].bytes().all(|b| b.is_ascii_uppercase());
            out.push(Word { low, start: at, end, gap, aside: depth > 0 || quoted, capital: c.is_uppercase(), initials, possessive });
            gap = Gap::None;
            i = j;
            continue;
        }
        match c {
            '(' | '[' if closes(&chars, i) => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '“' => quoted = text[at..].contains('”'),
            '”' => quoted = false,
            '"' => quoted = !quoted && text[at + 1..].contains('"'),
            ',' | '—' | '–' if gap != Gap::Stop => gap = Gap::Comma,
            '-' if gap != Gap::Stop && chars.get(i + 1).is_none_or(|&(_, n)| !n.is_alphanumeric()) => gap = Gap::Comma,
            ';' | ':' | '.' | '?' | '!' if depth == 0 => gap = Gap::Stop,
            _ => {}
        }
        i += 1;
    }
    if out.iter().all(|w| w.aside) {
        for w in &mut out {
            w.aside = false;
        }
    }
    out
}

/// An apostrophe, hyphen, ampersand or full stop with word characters on both sides belongs to the word; a final apostrophe after `s` too.
fn joins(chars: &[(usize, char)], j: usize) -> bool {
    let next = chars.get(j + 1).is_some_and(|&(_, c)| c.is_alphanumeric());
    match chars[j].1 {
        '\'' | '’' => next || (chars[j - 1].1 == 's' && chars.get(j + 1).is_none_or(|&(_, c)| c == ' ')),
        '-' | '&' | '.' | '‑' => next,
        _ => false,
    }
}

/// Bytes of a `(s)`, `(es)` or `(ies)` glued to the word in front.
fn optional_plural(rest: &str) -> Option<usize> {
    ["(s)", "(es)", "(ies)"].iter().find(|p| rest.starts_with(**p)).map(|p| p.len())
}

fn closes(chars: &[(usize, char)], open: usize) -> bool {
    chars[open..].iter().take(600).any(|&(_, c)| c == ')' || c == ']')
}
