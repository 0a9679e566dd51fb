//! What stands at a page's edge beside lines already known to be a page's: owners' notices, feet that count pages, the boxes and names
//! of the head said again.
//!
//! ```text
//! Harbor Rules                        said in the head
//! Copyright Pier Press 2021           an owner's notice
//! Oars - 14                           a foot with its page, whatever else it begins with
//! HARBOR OFFICE                       said in the head, and beside a page's line
//! Oars                                the same
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::header::{agency, has_label, is_generic, opens_body};
use super::super::rows::Row;
use super::super::title::{has_verb, look};
use super::exact;

/// Rows at the top of a file that may be its head.
const HEAD: usize = 15;
/// Rows at one edge of a page that its box or its running heads may take.
const REACH: usize = 6;
/// Rows between two feet of the same words.
const APART: usize = 6;

/// Marks them; what other rules have found is where the edges are.
pub(super) fn edges(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    notices(rows, why);
    counting_pages(rows, why);
    counted_feet(rows, why);
    said_in_head(rows, why);
    numbers_beside(rows, why);
}

/// A bare number right above or below a page's own line, or in the middle of the last line of all.
fn numbers_beside(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    for at in 0..rows.len() {
        let own = |other: Option<usize>| other.is_some_and(|other| matches!(why.get(other), Some(Some("repeated" | "page form"))));
        let ends = rows.get(at + 1).is_none_or(|next| next.gap || next.page_top);
        let last = at > 0 && at + 1 == rows.len() && rows[at].indent >= super::MIDDLE;
        if why[at].is_none() && ends && super::bare_number(rows, at).is_some() && (last || own(at.checked_sub(1)) || own(Some(at + 1))) {
            why[at] = Some("page form");
        }
    }
}

/// `Copyright Pier Press 2021, All Rights Reserved`, and the licence below it.
fn notices(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    for index in 0..rows.len() {
        let text = rows[index].text.trim();
        if !text.starts_with(['C', 'c', '©']) || text.len() > 140 {
            continue;
        }
        let lower = text.to_lowercase();
        let year = text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4 && part.starts_with(['1', '2']));
        if lower.starts_with("copyright") && year && !text.ends_with(';') || text.starts_with('©') {
            why[index] = why[index].or(Some("page form"));
            if let Some(next) = rows.get(index + 1).filter(|next| next.text.trim().to_lowercase().starts_with("published with permission"))
                && next.text.len() < 140
            {
                why[index + 1] = why[index + 1].or(Some("page form"));
            }
        }
    }
}

/// `ORDER 31-B      Page 2 of 7` below the head.
fn counting_pages(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    for (index, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        if why[index].is_some()
            || text.len() > 120
            || row.item.is_some()
            || row.heading.is_some()
            || !text.ends_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let Some(rest) = without_count(text).filter(|rest| rest.split_whitespace().count() <= 12) else { continue };
        // On the first page the line may be one of the head's.
        let head = index < HEAD && has_label(rest);
        if !head && !rest.ends_with(['.', ',', ';']) {
            why[index] = Some("page form");
        }
    }
}

/// The words in front of `Page 2 of 7`.
fn without_count(text: &str) -> Option<&str> {
    let digits = |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let last = digits(text);
    let rest = text[..text.len() - last].trim_end();
    let rest = rest.strip_suffix("of").or_else(|| rest.strip_suffix("OF"))?.trim_end();
    let first = digits(rest);
    let rest = rest[..rest.len() - first].trim_end();
    let cut = rest.len().checked_sub(4)?;
    let page = rest.get(cut..)?.eq_ignore_ascii_case("page");
    (page && first > 0 && last > 0).then(|| rest[..cut].trim_end_matches([' ', '-', '–', '|', ',', '\t']))
}

/// The same words with the next page's number behind them.
fn counted_feet(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<&str, Vec<(usize, u32)>> = FxHashMap::default();
    for (index, row) in rows.iter().enumerate() {
        if why[index].is_none()
            && row.item.is_none()
            && row.table.is_none()
            && let Some((words, number)) = numbered_foot(row.text.trim())
        {
            seen.entry(words).or_default().push((index, number));
        }
    }
    for at in seen.values().filter(|at| at.len() >= 2) {
        let counts = at.windows(2).all(|pair| pair[1].1 > pair[0].1 && pair[1].1 - pair[0].1 <= 2);
        // The last page may be nearly empty.
        let apart = at[1..].windows(2).chain([&at[..2]]).all(|pair| pair[1].0 - pair[0].0 >= 3) && at[1].0 - at[0].0 >= APART;
        if counts && apart {
            at.iter().for_each(|(index, _)| why[*index] = Some("repeated"));
        }
    }
}

/// Words and a page's number that stands apart from them.
fn numbered_foot(text: &str) -> Option<(&str, u32)> {
    if text.len() > 120 || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text[rest.len()..].parse().ok().filter(|_| text.len() - rest.len() <= 4)?;
    let words = rest.trim_end_matches([' ', '-', '–', '—', '|', '\t']);
    let apart = rest.len() - words.len() >= 2 && words.chars().filter(|c| c.is_alphabetic()).count() >= 8;
    (apart && !words.ends_with(['.', ',', ':', ';'])).then_some((words, number))
}

/// Names and boxes of the head, said again above or below a page's own line, or at the top of a page.
fn said_in_head(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let edge = |why: &[Option<&'static str>], at: usize| {
        matches!(why[at], Some("repeated" | "page form")) && !rows[at].text.trim().starts_with("__")
    };
    if !(HEAD.min(rows.len())..rows.len()).any(|at| rows[at].page_top || edge(why, at)) && rows.iter().take(HEAD).all(|row| !row.page_top) {
        return;
    }
    let mut said: FxHashMap<String, usize> = FxHashMap::default();
    for (index, row) in rows.iter().enumerate().take(HEAD) {
        for part in pieces(&row.text).chain([row.text.trim()]) {
            if part.len() <= 100 {
                said.entry(exact(part)).or_insert(index);
            }
        }
    }
    let again = |at: usize| {
        let row = &rows[at];
        let text = row.text.trim();
        let plain = text.len() <= 100 && row.heading.is_none() && row.item.is_none() && row.table.is_none() && row.markers().is_empty();
        let name = |part: &str| {
            let title = look(part).is_some() && !has_verb(part) || has_label(part);
            title && part.len() >= 4 && !opens_body(part) && said.get(&exact(part)).is_some_and(|first| *first < at)
        };
        plain
            && pieces(text)
                .all(|part| name(part) || agency(part).is_some_and(|(_, rest)| rest.is_empty()) || is_generic(part) && !opens_body(part))
            && pieces(text).any(name)
    };
    let mut found: FxHashSet<usize> = FxHashSet::default();
    for at in 0..rows.len() {
        let own = edge(why, at);
        if !own && !rows[at].page_top {
            continue;
        }
        let from = if own { at + 1 } else { at };
        found.extend((from..rows.len()).take(REACH).take_while(|below| why[*below].is_some() || again(*below)));
        if own || rows[at].page_top {
            found.extend((0..at).rev().take(REACH).take_while(|above| why[*above].is_some() || again(*above)));
        }
    }
    for at in found {
        why[at] = why[at].or(Some("repeated"));
    }
}

/// The parts of a line that wide gaps leave.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split('\t').flat_map(|part| part.split("   ")).map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric))
}

/// The title that only running heads say.
pub(crate) fn running_title(rows: &[Row<'_>], why: &[Option<&'static str>]) -> Option<String> {
    (0..rows.len().min(HEAD)).filter(|at| why[*at] == Some("repeated")).find_map(|at| {
        let text = rows[at].text.trim();
        let words = numbered_foot(text).map_or(text, |(words, _)| words);
        let name = agency(words).is_some() || is_generic(words) || opens_body(words) || has_label(words) || !rows[at].markers().is_empty();
        (!name && look(words).is_some() && words.split_whitespace().count() <= 10).then(|| words.to_owned())
    })
}
