//! Items and titles that extraction ran together on one line stand on lines of their own again.
//!
//! ```text
//! RULES i. Oars are counted.                         RULES
//! ii. Locks are oiled. iii. Doors are shut.    ->    i. Oars are counted.
//!                                                    ii. Locks are oiled.
//!                                                    iii. Doors are shut.
//! ```
//!
//! A number inside a line is believed only where it counts on from the one before, behind the end of a sentence and before a capital, or
//! where a list of two or more begins so; a list within one sentence stays there. What was parted is only offered: [`super::search`] still may take the number for words of its sentence.

use std::borrow::Cow;

use super::header::opens_body;
use super::marker::{Around, Marker, Num, SPOILT, markers};
use super::rows::Row;
use super::title::{is_remark, look};
use crate::sentence::ends_before_item;

/// Characters from which on a line holds more than a line: what may stand without a stop before a number is looked for only there.
const RUN_ON: usize = 250;
/// Letters of a title's first word, at least: shorter words in capitals are mostly somebody's initials.
const LEAST: usize = 4;
/// Numbers inside the line within which the second of a list must follow the first: a list longer in coming is none.
const NEAR: usize = 64;

/// What a list is known by, and a number in it.
#[derive(Clone, Debug, PartialEq)]
struct Number {
    around: Around,
    num: Num,
    /// The path without its last number.
    above: Vec<u32>,
    value: u32,
}

impl Number {
    fn is_after(&self, before: &Self) -> bool {
        self.value == before.value + 1 && self.same_list(before)
    }

    fn same_list(&self, other: &Self) -> bool {
        self.around == other.around && self.num == other.num && self.above == other.above
    }
}

/// A number inside a line.
struct Inside {
    /// Bytes from the line's start.
    at: usize,
    numbers: Vec<Number>,
    /// The end of a sentence stands before it: what semicolons part is one sentence still, whose tail must not go to its last item.
    stopped: bool,
    /// A colon stands before it.
    led_in: bool,
    /// A capital or a quotation mark stands behind it.
    capital: bool,
}

/// Parts rows at the titles they begin with and at the numbers inside them that count on.
pub(crate) fn part(rows: &mut Vec<Row<'_>>) {
    let titles = title_ends(rows);
    cut(rows, &titles, true);
    let items = item_starts(rows);
    cut(rows, &items, false);
}

/// Cuts rows, given by their index, at offsets in rising order; the parts of a title stand apart like paragraphs, items like lines.
fn cut(rows: &mut Vec<Row<'_>>, cuts: &[(usize, Vec<usize>)], apart: bool) {
    if cuts.is_empty() {
        return;
    }
    let mut cuts = cuts.iter().peekable();
    let whole = std::mem::take(rows);
    for (index, mut row) in whole.into_iter().enumerate() {
        let Some((_, offsets)) = cuts.next_if(|(at, _)| *at == index) else {
            rows.push(row);
            continue;
        };
        row.gap |= apart;
        let ends = offsets[1..].iter().copied().chain([row.text.len()]);
        let tails: Vec<_> = offsets.iter().zip(ends).map(|(from, to)| slice(&row.text, *from, to)).collect();
        let part = Row { gap: apart, page_top: false, strong: 0, heading: None, item: None, ..row.clone() };
        row.text = slice(&row.text, 0, offsets[0]);
        rows.push(row);
        rows.extend(tails.into_iter().map(|text| Row { text, ..part.clone() }));
    }
}

fn slice<'a>(text: &Cow<'a, str>, from: usize, to: usize) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text[from..to].trim()),
        Cow::Owned(text) => Cow::Owned(text[from..to].trim().to_owned()),
    }
}

/// Where titles in capitals end before the words of their sections, if two lines or more begin so and one of the titles opens the body of an
/// order: what else is written in capitals is mostly somebody's initials.
fn title_ends(rows: &[Row<'_>]) -> Vec<(usize, Vec<usize>)> {
    let found: Vec<(usize, Vec<usize>)> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((index, vec![capital_title(row)?]))).collect();
    let opens = |(index, ends): &(usize, Vec<usize>)| opens_body(&rows[*index].text[..ends[0]]);
    if found.len() >= 2 && found.iter().any(opens) { found } else { Vec::new() }
}

/// Bytes of a title in capitals that a sentence or an item follows on the same line.
fn capital_title(row: &Row<'_>) -> Option<usize> {
    if row.boxed || row.margin || row.table.is_some() || row.heading.is_some() || row.strong > 0 || !row.markers().is_empty() {
        return None;
    }
    let mut end = 0;
    for (nth, word) in row.text.split(' ').enumerate() {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = word == "&" || letters > 1 && word.chars().all(|c| c.is_uppercase() || c == '/' || c == '-');
        if !capitals || nth == 0 && letters < LEAST {
            break;
        }
        end += word.len() + usize::from(nth > 0);
    }
    let rest = row.text.get(end..)?.strip_prefix(' ')?;
    let sentence =
        rest.starts_with(char::is_uppercase) && rest.split(' ').take(3).filter(|w| w.starts_with(char::is_lowercase)).count() >= 2;
    let item = || {
        markers(rest).first().is_some_and(|marker| !marker.is_bullet() && rest[marker.end..].trim_start().starts_with(char::is_uppercase))
    };
    let title = &row.text[..end];
    (end > 0 && title.split(' ').count() <= 6 && !is_remark(title) && (sentence || item())).then_some(end)
}

/// Where the numbers inside lines begin that count on.
fn item_starts(rows: &[Row<'_>]) -> Vec<(usize, Vec<usize>)> {
    let mut last: Vec<Number> = Vec::new();
    let mut cuts: Vec<(usize, Vec<usize>)> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if row.boxed || row.margin || row.table.is_some() {
            continue;
        }
        if let Some(marker) = row.markers().last() {
            note(&mut last, &numbers(marker));
        }
        let inside = inside(&row.text);
        let mut found = Vec::new();
        for (nth, candidate) in inside.iter().enumerate() {
            let from = found.last().copied().unwrap_or(0);
            if let Some(number) =
                counts_on(candidate, &last).or_else(|| begins(&row.text[from..candidate.at], candidate, &inside[nth + 1..], row))
            {
                note(&mut last, std::slice::from_ref(&number));
                found.push(candidate.at);
            }
        }
        if !found.is_empty() {
            cuts.push((index, found));
        }
    }
    cuts
}

/// Keeps the last number of each list.
fn note(last: &mut Vec<Number>, numbers: &[Number]) {
    for number in numbers {
        last.retain(|other| !other.same_list(number));
        last.push(number.clone());
    }
    if last.len() > 64 {
        last.drain(..32);
    }
}

fn numbers(marker: &Marker) -> Vec<Number> {
    let above = marker.path.split_last().map_or_else(Vec::new, |(_, above)| above.to_vec());
    let plain = marker.readings().iter().filter(|reading| reading.num != Num::Bullet && reading.sub == 0 && reading.cost < SPOILT);
    plain.map(|reading| Number { around: marker.around, num: reading.num, above: above.clone(), value: reading.value }).collect()
}

/// The numbers inside a line, the first of it left out.
fn inside(text: &str) -> Vec<Inside> {
    let mut out = Vec::new();
    for (blank, _) in text.match_indices(' ') {
        let at = blank + 1;
        let rest = &text[at..];
        if blank == 0 || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '(') || !stands_as_number(rest) {
            continue;
        }
        let before = text[..blank].trim_end();
        let Some(marker) = markers(rest).into_iter().next() else { continue };
        let behind = rest[marker.end..].trim_start();
        let path = marker.path.len() > 1;
        let sound = match marker.around {
            Around::Dot | Around::Right | Around::Both => !behind.is_empty(),
            Around::Bare => path && !behind.is_empty(),
            _ => false,
        };
        let numbers = numbers(&marker);
        if !sound || numbers.is_empty() {
            continue;
        }
        let end = before.trim_end_matches(['”', '"', ')', '’']);
        out.push(Inside {
            at,
            numbers,
            stopped: end.ends_with(['.', '?', '!']) && ends_before_item(text, end.len() - 1),
            led_in: end.ends_with(':'),
            capital: behind.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c)),
        });
    }
    out
}

/// The word begins as numbers do and is no longer than one: most words are sorted out here.
fn stands_as_number(rest: &str) -> bool {
    let word = rest.split(' ').next().unwrap_or_default();
    word.len() <= 16 && (word.ends_with(['.', ')']) || word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The number is the next of a list that was counted before.
fn counts_on(candidate: &Inside, last: &[Number]) -> Option<Number> {
    let next = candidate.numbers.iter().find(|number| last.iter().any(|before| number.is_after(before)))?;
    (candidate.stopped && candidate.capital).then(|| next.clone())
}

/// The number is the first of a list whose second stands in the same line.
fn begins(before: &str, candidate: &Inside, later: &[Inside], row: &Row<'_>) -> Option<Number> {
    let first = candidate.numbers.iter().find(|number| number.value == 1)?;
    let second = later.iter().take(NEAR).any(|other| other.stopped && other.capital && other.numbers.iter().any(|n| n.is_after(first)));
    let words = || markers(before).last().map_or(before, |marker| &before[marker.end..]);
    let behind_title = || row.text.len() >= RUN_ON && look(words()).is_some();
    let begun = candidate.stopped || candidate.led_in || behind_title();
    (second && candidate.capital && begun && words().contains(char::is_alphanumeric)).then(|| first.clone())
}
