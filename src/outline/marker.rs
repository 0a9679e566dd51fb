//! Markers as sets of possible readings.
//!
//! ```text
//! i.      the letter i, or roman one
//! (cc)    c twice after bb, or roman 200
//! [1.     roman two or three, spoilt by character recognition
//! 5.12.3  a path that holds its own parents
//! ```
//!
//! Nothing is settled here: [`super::search`] picks the reading that fits the neighbours.

mod numbers;
mod signs;

pub(crate) use numbers::{LETTER_STEP, label, roman};
use numbers::{circled, hyphened_path, is_path, is_roman_token, path_part, read_token};
use signs::{is_letter_sign, is_sign};

/// The kind of number a marker is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Num {
    Arabic,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    LowerTwice,
    UpperTwice,
    Bullet,
}

/// What stands around the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Around {
    /// `a.`
    Dot,
    /// `a)`
    Right,
    /// `(a)`
    Both,
    /// `12`, `5.12.3`
    Bare,
    /// `1 -`, `1:`
    Dash,
    /// `§ 12`, `Section 5`, `Article IV`: one code for each word.
    Word(u8),
    /// The bullet itself.
    Sign(char),
    /// `①`
    Circle,
}

/// One way to read a marker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub num: Num,
    /// From 1 (`a`, `i`, `1`); bullets have 0.
    pub value: u32,
    /// `6a` is 6 and 1.
    pub sub: u32,
    /// What it costs to read it so, before any neighbour is seen.
    pub cost: f32,
}

/// A marker at the start of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Marker {
    pub around: Around,
    readings: [Reading; 4],
    count: u8,
    /// The numbers of a decimal path (`5.12.3`), otherwise empty.
    pub path: Vec<u32>,
    /// As the page shows it; empty where it was given back to an item that had lost it.
    pub shown: String,
    /// Where the marker stands in its line: bytes.
    pub start: usize,
    pub end: usize,
}

const NO_READING: Reading = Reading { num: Num::Bullet, value: 0, sub: 0, cost: 0.0 };

impl Marker {
    fn new(around: Around, start: usize, end: usize) -> Self {
        Self { around, readings: [NO_READING; 4], count: 0, path: Vec::new(), shown: String::new(), start, end }
    }

    /// A marker with one reading, which the page does not show.
    pub(crate) fn only(around: Around, num: Num, value: u32) -> Self {
        let mut out = Self::new(around, 0, 0);
        out.add(num, value, 0, 0.0);
        out
    }

    /// `3.0` read as the number of a chapter.
    pub(crate) fn becomes_chapter(&mut self, chapter: u32) {
        self.path = vec![chapter];
        self.count = 0;
        self.add(Num::Arabic, chapter, 0, 0.0);
    }

    fn add(&mut self, num: Num, value: u32, sub: u32, cost: f32) {
        if usize::from(self.count) < self.readings.len() {
            self.readings[usize::from(self.count)] = Reading { num, value, sub, cost };
            self.count += 1;
        }
    }

    /// Every reading still possible.
    pub(crate) fn readings(&self) -> &[Reading] {
        &self.readings[..usize::from(self.count)]
    }

    pub(crate) fn is_bullet(&self) -> bool {
        matches!(self.around, Around::Sign(_))
    }
}

/// From this cost on a reading supposes a recognition error.
pub(crate) const SPOILT: f32 = 1.5;

/// Words that may stand before a number and make it a marker.
const WORDS: &[&str] = &[
    "section", "sec.", "sec", "article", "art.", "chapter", "part", "rule", "title", "appendix", "exhibit", "schedule", "annex", "division",
];

/// Reads the markers at the start of a line: none, one, or several ("(a)(1)"). `end` of the last is where the text begins.
pub(crate) fn markers(line: &str) -> Vec<Marker> {
    let mut out = Vec::new();
    let Some(first) = one(line, 0, true) else { return out };
    let mut at = first.end;
    // A letter is a word of the file as well, and must not be dropped for the number behind it.
    let mut bullet = matches!(first.around, Around::Sign(sign) if !sign.is_alphabetic());
    out.push(first);
    while out.len() < 6 {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start().len();
        let Some(next) = one(line, at + blank, false) else { break };
        let close = blank == 0 && next.around == Around::Both;
        let spaced =
            blank > 0 && next.around == Around::Both && out.last().is_some_and(|m| m.around == Around::Both || m.around == Around::Dot);
        let inner = bullet && out.len() == 1 && !next.is_bullet();
        if !(close || spaced && next.readings().iter().any(|r| r.value == 1) || inner) {
            break;
        }
        at = next.end;
        if inner {
            out.clear();
            bullet = false;
        }
        out.push(next);
    }
    for marker in &mut out {
        marker.shown = line[marker.start..marker.end].to_owned();
    }
    out
}

/// `2 Definitions`: a number without any stop, which is a marker only in a heading.
pub(crate) fn bare_number(line: &str) -> Option<Marker> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let follows = line[digits..].starts_with(char::is_whitespace) && line[digits..].trim_start().starts_with(char::is_uppercase);
    if !(1..=3).contains(&digits) || !follows {
        return None;
    }
    let mut marker = Marker::new(Around::Bare, 0, digits);
    marker.add(Num::Arabic, line[..digits].parse().ok()?, 0, 0.0);
    marker.shown = line[..digits].to_owned();
    Some(marker)
}

/// One marker that begins at `at`.
fn one(line: &str, at: usize, first: bool) -> Option<Marker> {
    let rest = &line[at..];
    let c = rest.chars().next()?;
    let after = |end: usize| line[end..].chars().next().is_none_or(char::is_whitespace);
    if is_sign(c) || is_letter_sign(rest) {
        let end = at + c.len_utf8();
        if after(end) || !c.is_ascii() && c != '§' && c != '–' && c != '—' {
            let mut marker = Marker::new(Around::Sign(c), at, end);
            marker.add(Num::Bullet, 0, 0, 0.0);
            return Some(marker);
        }
        return None;
    }
    if let Some((value, num)) = circled(c) {
        let mut marker = Marker::new(Around::Circle, at, at + c.len_utf8());
        marker.add(num, value, 0, 0.0);
        return Some(marker);
    }
    if c == '(' || c == '[' && rest[1..].starts_with('(') {
        let open = at + 1 + usize::from(c == '[');
        let len = line[open..].bytes().take(14).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let token = &line[open..open + len];
        if len == 0 || !line[open + len..].starts_with(')') {
            return None;
        }
        let mut end = open + len + 1;
        if c == '[' && line[end..].starts_with(']') {
            end += 1;
        }
        if line[end..].starts_with(['.', ':']) && after(end + 1) {
            end += 1;
        }
        let mut marker = Marker::new(Around::Both, at, end);
        read_token(token, &mut marker);
        let closed = after(end)
            || line[end..].starts_with(['(', '[', '“', '"', '—', '‘', '\''])
            || line[end..].starts_with(char::is_alphabetic) && first;
        return (marker.count > 0 && closed).then_some(marker);
    }
    if c == '§' {
        return word_marker(line, at, at + c.len_utf8(), 0);
    }
    if first && c.is_ascii_alphabetic() {
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        if let Some(code) = WORDS.iter().position(|w| word.eq_ignore_ascii_case(w))
            && let Some(marker) = word_marker(line, at, at + word.len(), code as u8 + 1)
        {
            return Some(marker);
        }
    }
    plain(line, at)
}

/// `a.`, `12)`, `5.12.3`, `A-1.`, `iv -`.
fn plain(line: &str, at: usize) -> Option<Marker> {
    let bytes = line.as_bytes();
    let after = |end: usize| line[end..].chars().next().is_none_or(char::is_whitespace);
    let mut end = at;
    while end < bytes.len() && end - at < 40 && (bytes[end].is_ascii_alphanumeric() || b".-[]|!".contains(&bytes[end])) {
        end += 1;
    }
    // Numbers past any sense are no markers, and must not cost time.
    if end - at >= 40 {
        return None;
    }
    let token = &line[at..end];
    if let Some(marker) = stop_as_comma(line, at, end) {
        return Some(marker);
    }
    if end < bytes.len() && bytes[end] == b')' {
        let (mut stop, body) = (end + 1, token.trim_end_matches('.'));
        if line[stop..].starts_with(['.', ':']) {
            stop += 1;
        }
        if !after(stop) && !line[stop..].starts_with(['(', '“', '"']) && !line[stop..].starts_with(char::is_uppercase) {
            return None;
        }
        let mut marker = Marker::new(Around::Right, at, stop);
        read_token(body, &mut marker);
        return (marker.count > 0).then_some(marker);
    }
    if token.is_empty() || token == "." || token == "-" {
        return None;
    }
    let body = token.trim_end_matches(['.', '-', ':']);
    let mut stop = at + body.len();
    let closer = token[body.len()..].chars().next();
    if closer == Some('.') {
        stop += 1;
    }
    if bytes.get(stop) == Some(&b':') && closer.is_none() {
        stop += 1;
    }
    let glued = !after(stop);
    if glued {
        // "1.Text", "1.(a)": the number may stand against its text, a letter may not ("U.S." is no marker).
        let next = line[stop..].chars().next()?;
        let digits = body.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let sound = next == '(' && closer == Some('.') || digits && closer == Some('.') && (next.is_uppercase() || "“\"".contains(next));
        if !(sound || digits && is_path(body) && next.is_uppercase()) {
            return None;
        }
    }
    let behind = line[stop..].trim_start();
    // "12-4-01. Records" numbers a section; without the stop it could as well be a date.
    let numbers = !body.bytes().all(|b| b.is_ascii_digit() || b == b'-') || closer == Some('.') && behind.starts_with(char::is_uppercase);
    if let Some(path) = hyphened_path(body).filter(|path| numbers && !glued && (path.len() > 2 || !behind.starts_with(char::is_lowercase)))
    {
        let mut marker = Marker::new(if closer == Some('.') { Around::Dot } else { Around::Bare }, at, stop);
        marker.add(Num::Arabic, *path.last()?, 0, 0.0);
        marker.path = path;
        return Some(marker);
    }
    if is_path(body) {
        let mut marker = Marker::new(if closer == Some('.') { Around::Dot } else { Around::Bare }, at, stop);
        let parts: Vec<&str> = body.split('.').collect();
        for part in &parts {
            marker.path.push(path_part(part)?);
        }
        // A sum or a date is no path: "3.5 million", "12.30 p.m."
        if parts.len() == 2 && closer.is_none() && line[stop..].trim_start().starts_with(char::is_lowercase) {
            return None;
        }
        let last = *marker.path.last()?;
        marker.add(Num::Arabic, last, 0, 0.0);
        return Some(marker);
    }
    let around = match (closer, bytes.get(stop - 1)) {
        (Some('.'), _) => Around::Dot,
        (None, Some(b':')) => Around::Dash,
        _ => {
            // "1 - Text", "A – Text": a bare number needs its dash.
            let rest = line[stop..].trim_start();
            let dash = rest.chars().next().filter(|c| "-–—".contains(*c))?;
            let dash_at = line.len() - rest.len();
            let past = dash_at + dash.len_utf8();
            if closer.is_some() || !after(past) || body.len() > 4 {
                return None;
            }
            stop = past;
            Around::Dash
        }
    };
    let mut marker = Marker::new(around, at, stop);
    read_token(body, &mut marker);
    if around == Around::Dash && !body.bytes().all(|b| b.is_ascii_digit()) && !is_roman_token(body) && body.len() > 1 {
        return None;
    }
    (marker.count > 0).then_some(marker)
}

/// `2, Text` for `2. Text`: recognition makes commas of stops. A figure of two digits at most, and a capital behind it.
fn stop_as_comma(line: &str, at: usize, end: usize) -> Option<Marker> {
    let digits = &line[at..end];
    let rest = line[end..].strip_prefix(", ")?;
    if !(1..=2).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) || !rest.starts_with(char::is_uppercase) {
        return None;
    }
    let mut marker = Marker::new(Around::Dot, at, end + 1);
    marker.add(Num::Arabic, digits.parse().ok()?, 0, SPOILT);
    Some(marker)
}

/// `§ 12.`, `Section 5:`, `Article IV`: the word, the number, and an end that shows it is a marker, not a mention.
fn word_marker(line: &str, at: usize, word_end: usize, code: u8) -> Option<Marker> {
    let rest = &line[word_end..];
    let blank = rest.len() - rest.trim_start().len();
    let from = word_end + blank;
    if blank == 0 && code != 0 {
        return None;
    }
    let len = line[from..].bytes().take(20).take_while(|b| b.is_ascii_alphanumeric() || *b == b'.' || *b == b'-').count();
    let token = &line[from..from + len];
    let body = token.trim_end_matches(['.', '-']);
    let mut end = from + body.len();
    let closer = line[end..].chars().next();
    let ends = match closer {
        None => true,
        Some('.' | ':' | ')') => {
            end += 1;
            true
        }
        Some(c) if c.is_whitespace() => {
            let next = line[end..].trim_start();
            code == 0 || next.starts_with(['-', '–', '—', ':']) || next.starts_with(char::is_uppercase)
        }
        Some('–' | '—') => true,
        _ => false,
    };
    if !ends || body.is_empty() {
        return None;
    }
    let rest = line[end..].trim_start();
    if let Some(dash) = rest.chars().next().filter(|c| "-–—:".contains(*c)) {
        end = line.len() - rest.len() + dash.len_utf8();
    }
    let mut marker = Marker::new(Around::Word(code), at, end);
    if body.contains(['.', '-']) {
        let last = body.rsplit(['.', '-']).next().and_then(|part| part.parse().ok()).unwrap_or(1);
        marker.add(Num::Arabic, last, 0, 0.0);
    } else {
        read_token(body, &mut marker);
    }
    (marker.count > 0).then_some(marker)
}
