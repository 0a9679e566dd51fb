//! Whether a marker at the start of a line is one, or words of the sentence above: "section\n(b) of this order".

use super::super::marker::Marker;
use super::super::rows::Row;
use super::super::title::look;
use super::{OpenEnd, ended_early, open_end};

/// Words after which "(b)" is a mention.
const MENTIONS: &[&str] = &[
    "section",
    "sections",
    "subsection",
    "subsections",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "sub-subparagraph",
    "clause",
    "clauses",
    "subclause",
    "item",
    "items",
    "chapter",
    "title",
    "article",
    "rule",
    "part",
    "number",
    "no.",
    "under",
    "in",
    "to",
    "through",
    "of",
    "by",
    "with",
    "and",
    "or",
    "either",
    "both",
    "from",
    "than",
    "at",
    "per",
    "see",
    "the",
    "a",
    "an",
    "§",
    "§§",
    "subsubparagraph",
    "for",
    "order",
    "policy",
    "standard",
    "form",
    "page",
];

/// What it costs to take a line's marker as one, and as words of the sentence above.
pub(super) fn doubtful(before: &Row<'_>, above: &str, row: &Row<'_>, gap: bool, width: usize, found: &[Marker]) -> (f32, f32) {
    let own = before.text.trim_end();
    // A line with nothing but "and": its sentence is the line above.
    let with_above = if own.len() < 5 { format!("{above} {own}") } else { String::new() };
    let text = if with_above.is_empty() { own } else { &with_above };
    let rest = row.text.get(found.last().map_or(0, |m| m.end)..).unwrap_or_default().trim_start();
    let end = open_end(text);
    let bare_end = text.trim_end_matches(|c: char| "”\"’')".contains(c));
    let last_word = text.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let mention = MENTIONS.contains(&last_word.as_str()) || is_mention(&last_word);
    let low = rest.chars().next().is_none_or(|c| c.is_lowercase() || ",.;)".contains(c));
    let mut real: f32 = 0.0;
    let mut false_: f32 = 0.0;
    if gap {
        false_ += 7.0;
        if row.item.is_some() || row.heading.is_some() || row.table.is_some() {
            false_ += 9.0;
        }
    }
    let list_end = end == OpenEnd::List
        && (bare_end.ends_with(';')
            || text.ends_with("; and")
            || text.ends_with("; or")
            || text.ends_with(", and")
            || text.ends_with(", or"));
    match end {
        OpenEnd::Closed | OpenEnd::Lead => false_ += if abbreviated(&last_word) { 0.5 } else { 5.0 },
        OpenEnd::List if list_end => false_ += 4.0,
        OpenEnd::List => real += 1.0,
        OpenEnd::Open => real += if gap { 0.0 } else { 2.5 },
    }
    if mention && !list_end {
        real += 3.5;
    }
    if low {
        real += if begins_mention(rest) { 2.5 } else { 0.5 };
    } else {
        false_ += 1.0;
    }
    if !gap && ended_early(before, row, width) {
        false_ += 4.0;
    }
    // Nobody's sentence goes on from a title, least of all over a blank line.
    if before.heading.is_some() || before.all_strong() || gap && look(own).is_some() {
        false_ += 6.0;
    }
    if found[0].is_bullet() && !gap {
        real += 0.5;
    }
    (real, false_)
}

fn abbreviated(word: &str) -> bool {
    matches!(
        word,
        "no." | "nos." | "sec." | "art." | "ch." | "par." | "subd." | "stat." | "pub." | "v." | "u.s." | "d.c." | "st." | "u.s.c."
    )
}

/// "(a)(2)", "(b),": the tail of a list of mentions.
fn is_mention(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    word.ends_with(')') && word.contains('(') && word.len() < 24 && !word.starts_with(char::is_alphabetic)
}

/// What follows a mention: "(b) of this section", "(c), or".
fn begins_mention(rest: &str) -> bool {
    if rest.starts_with([',', ';', '.', ')']) || rest.is_empty() {
        return true;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(
        word,
        "of" | "and"
            | "or"
            | "through"
            | "to"
            | "above"
            | "below"
            | "shall"
            | "is"
            | "are"
            | "may"
            | "if"
            | "in"
            | "as"
            | "for"
            | "by"
            | "has"
            | "with"
            | "that"
            | "were"
            | "was"
            | "when"
            | "until"
            | "on"
            | "under"
            | "except"
            | "do"
            | "does"
    )
}
