//! Titles in the margin, their text in a column beside them: each title is put above its text.
//!
//! ```text
//! Purpose       To say who winds            Purpose
//!               the clocks.
//!                                       ->  To say who winds
//! Winding       1.  Clocks are wound        the clocks.
//! of Clocks         on Mondays.
//!                                           Winding of Clocks
//!
//!                                           1.  Clocks are wound ...
//! ```
//!
//! Tables of terms and grids of labels look the same line by line. What tells them apart: among the titles in the margin are two with
//! which orders begin their parts ("Purpose", "Policy"), and their texts begin in the same column.

use super::columns::{Raw, Untangled, raw_lines};
use crate::place::Place;

/// Titles in the margin that a text needs.
const LEAST: usize = 3;
/// How far to the right of the column's edge a line beside a title may begin: an item's indent.
const INDENT: usize = 14;

/// What one line is, given where the column of text begins.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side<'a> {
    Blank,
    /// Words in the column alone, from this column on.
    Text(usize, &'a str),
    /// A title, or a line of one, and words in the column.
    Both(&'a str, usize, &'a str),
    /// A line of a title alone.
    Title(&'a str),
    Other,
}

/// Puts side heads above their text; `None` where there are none, which is nearly always.
pub(super) fn side_heads(text: &str) -> Option<Untangled> {
    let edge = edge(text)?;
    let raw = raw_lines(text);
    let sides = sides(&raw, edge);
    let mut out: Vec<(String, u32)> = Vec::with_capacity(raw.len() + 16);
    let mut place: Option<Place> = None;
    let mut titles = 0;
    let mut open = false;
    for (index, line) in raw.iter().enumerate() {
        let from = out.len();
        match sides[index] {
            Side::Both(title, at, words) if open || opens(title) => {
                let inside = open && index > 0 && goes_on(sides[index - 1], title);
                if !inside {
                    titles += 1;
                    out.push((String::new(), line.number));
                    out.push((whole_title(&sides[index..]), line.number));
                    out.push((String::new(), line.number));
                }
                out.push((format!("{}{words}", " ".repeat(at.saturating_sub(edge))), line.number));
                open = true;
            }
            Side::Title(_) if open => {}
            Side::Text(at, words) if open => out.push((format!("{}{words}", " ".repeat(at.saturating_sub(edge))), line.number)),
            Side::Blank => out.push((String::new(), line.number)),
            _ => {
                open = false;
                out.push((line.text.to_owned(), line.number));
            }
        }
        if open {
            let own = Place { line: line.number, end_line: line.number, page: None };
            place = Some(place.map_or(own, |place| place.join(own)));
        }
        if line.page {
            match out.get_mut(from) {
                Some(first) => first.0.insert(0, '\u{C}'),
                None => out.push(("\u{C}".into(), line.number)),
            }
        }
    }
    let place = place.filter(|_| titles >= LEAST)?;
    let lines = out.iter().map(|(_, number)| *number).collect();
    let text = out.into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("\n");
    Some(Untangled { text, lines, place })
}

/// Where the text beside the titles begins: the same column for two titles with which orders begin their parts.
fn edge(text: &str) -> Option<usize> {
    let mut found: Vec<usize> = Vec::new();
    for line in text.lines().filter(|line| line.contains("   ")) {
        if let Some((title, at, _)) = halves(line).filter(|(title, ..)| opens(title)) {
            let _ = title;
            if found.iter().any(|other| other.abs_diff(at) <= 1) {
                return Some(found.into_iter().filter(|other| other.abs_diff(at) <= 1).fold(at, usize::min));
            }
            found.push(at);
        }
    }
    None
}

/// A title at the left, the column at which the words beside it begin, and those words.
fn halves(line: &str) -> Option<(&str, usize, &str)> {
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    if indent > 8 || words.contains('\t') || words.contains("...") {
        return None;
    }
    let gap = words.find("  ")?;
    let (title, rest) = words.split_at(gap);
    let right = rest.trim_start_matches(' ');
    let at = line[..line.len() - right.len()].chars().count();
    (is_title(title) && !right.is_empty()).then(|| (title, at, right.trim_end()))
}

/// Few words, no number in front, no stop.
fn is_title(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.split(' ').count() <= 4
        && text.len() <= 28
        && !text.ends_with(['.', ';', ',', ')'])
        && text.split(' ').next().is_some_and(|word| word.len() > 1)
}

/// Titles with which orders begin their parts.
pub(super) fn opens(title: &str) -> bool {
    const PARTS: &[&str] = &[
        "background",
        "definition",
        "definitions",
        "discussion",
        "general",
        "guidelines",
        "policy",
        "procedure",
        "procedures",
        "purpose",
        "responsibilities",
        "responsibility",
        "rules",
        "scope",
    ];
    let title = title.trim_end_matches(':').trim_end();
    title.len() <= 16 && PARTS.binary_search(&title.to_ascii_lowercase().as_str()).is_ok()
}

fn sides<'a>(raw: &[Raw<'a>], edge: usize) -> Vec<Side<'a>> {
    let mut out: Vec<Side<'a>> = raw.iter().map(|line| side(line.text, edge)).collect();
    for index in 0..out.len() {
        // A line of a title alone stands directly below another line of it.
        let below = index > 0 && matches!(out[index - 1], Side::Both(..) | Side::Title(_));
        if matches!(out[index], Side::Title(_)) && !below {
            out[index] = Side::Other;
        }
    }
    out
}

fn side(line: &str, edge: usize) -> Side<'_> {
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    if words.trim().is_empty() {
        return Side::Blank;
    }
    if indent + 1 >= edge {
        return Side::Text(indent, words.trim_end());
    }
    if let Some((title, at, right)) = halves(line) {
        let beside = at + 1 >= edge && at <= edge + INDENT;
        return if beside { Side::Both(title, at, right) } else { Side::Other };
    }
    let words = words.trim_end();
    if indent <= 8 && is_title(words) && indent + words.chars().count() < edge { Side::Title(words) } else { Side::Other }
}

/// Whether a title's line directly below another line of one is part of it. "Procedures" may be the end of "Patrol Procedures" or a title
/// of its own; the text beside the line above has then come to its stop.
fn goes_on(before: Side<'_>, title: &str) -> bool {
    match before {
        Side::Title(_) => true,
        Side::Both(above, _, words) => !opens(title) || !opens(above) && !words.ends_with(['.', ';', ':']),
        _ => false,
    }
}

/// The lines of a title that begins here, joined.
fn whole_title(sides: &[Side<'_>]) -> String {
    let mut out = String::new();
    for (nth, side) in sides.iter().enumerate() {
        match side {
            Side::Both(title, ..) if nth > 0 && !goes_on(sides[nth - 1], title) => break,
            Side::Both(title, ..) | Side::Title(title) => {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(title);
            }
            _ => break,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Purpose       To say who winds\n              the clocks.\n\nPolicy        Clocks are wound.\n\nWinding       1.  Each Monday\nof Clocks         at noon.\n";

    #[test]
    fn a_title_in_the_margin_comes_before_its_text() {
        let found = side_heads(PAGE).expect("side heads");
        let lines: Vec<&str> = found.text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(
            lines,
            [
                "Purpose",
                "To say who winds",
                "the clocks.",
                "Policy",
                "Clocks are wound.",
                "Winding of Clocks",
                "1.  Each Monday",
                "    at noon."
            ]
        );
    }

    #[test]
    fn a_grid_of_labels_has_no_titles_in_the_margin() {
        assert!(side_heads("Number        12\nDate          3 May\nPolicy        Oars\nPages         2\n").is_none());
    }
}
