//! The agency as an order names it.

use std::sync::LazyLock;

use regex::Regex;

use super::super::rows::Row;
use super::super::title::has_verb;
use super::label::is_generic;

/// The words that end an agency's name.
const ENDS: &[&str] = &[
    "police department",
    "sheriff's office",
    "sheriff’s office",
    "sheriff's department",
    "sheriff’s department",
    "police service",
    "police bureau",
    "department of public safety",
    "state police",
    "department of police",
    "metropolitan police",
    "police division",
    "constabulary",
    "public safety department",
    "highway patrol",
    "police services",
    "state patrol",
    "marshal's office",
    "marshal’s office",
];

/// More of them, which begin titles as often as they end names: with nothing behind them only.
const LOOSE: &[&str] = &[
    "campus police",
    "university police",
    "college police",
    "transit police",
    "airport police",
    "harbor police",
    "park police",
    "school police",
    "tribal police",
    "county police",
    "capitol police",
    "police force",
];

fn ends() -> impl Iterator<Item = &'static str> {
    ENDS.iter().chain(LOOSE).copied()
}

/// What every one of [`ends`] has in it: few lines do, and all lines of an order are asked.
static SIGN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i-u:police|sheriff|public safety|constabulary|patrol|marshal)").ok());

/// "City of Easton" and nothing else: the first half of a name that stands on two lines.
pub(super) fn is_municipality(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let known = ["city", "town", "township", "village", "borough", "county"].iter().any(|name| kind.eq_ignore_ascii_case(name));
    let of = words.next().is_some_and(|word| word.eq_ignore_ascii_case("of"));
    let rest = words.clone().count();
    known
        && of
        && (1..=3).contains(&rest)
        && words.all(|word| word.chars().all(|c| c.is_alphabetic() || c == '.') && word.starts_with(char::is_uppercase))
}

/// "POLICE DEPARTMENT" and nothing else: the second half.
pub(super) fn is_body_alone(text: &str) -> bool {
    ends().any(|end| text.eq_ignore_ascii_case(end))
}

/// "EASTON POLICE" above "DEPARTMENT": a name that stands on two lines, neither of which names an agency or a body by itself.
pub(super) fn halves(first: &str, second: &str) -> Option<String> {
    let (first, second) = (first.trim(), second.trim());
    let plain = |text: &str| !text.contains([':', '\t']) && !text.contains("    ") && agency(text).is_none() && !is_body_alone(text);
    if second.split_whitespace().count() > 3 || !plain(first) || !plain(second) || is_municipality(first) {
        return None;
    }
    let whole = format!("{first} {second}");
    agency(&whole).filter(|(name, rest)| rest.trim().is_empty() && name.len() > first.len()).map(|_| whole.clone())
}

/// An agency's name at the start of these words, and what follows it.
pub(crate) fn agency(text: &str) -> Option<(String, &str)> {
    let lower = text.to_ascii_lowercase();
    let mut end = ends().filter_map(|end| lower.find(end).map(|at| at + end.len())).min()?;
    // "Metropolitan Police" goes on as "Police Department".
    while let Some(longer) =
        ends().filter_map(|name| lower.find(name).map(|at| (at, at + name.len()))).find(|(from, to)| *from < end && *to > end)
    {
        end = longer.1;
    }
    if let Some(rest) = lower[end..].strip_prefix(" of ") {
        let word = rest.split(' ').next().map_or(0, str::len);
        if text[end + 4..].starts_with(char::is_uppercase) {
            end += 4 + word;
        }
    }
    let name = text[..end].trim();
    let words = name.split_whitespace().count();
    // "Use of Police Force", "Campus Police Jurisdiction" are what an order is about.
    let behind = text[end..].trim_matches([' ', '-', '–', '—', '|', ',']);
    let loose = LOOSE.iter().any(|end| name.to_ascii_lowercase().ends_with(end)) && !behind.is_empty() && !is_generic(behind);
    if loose || lower.starts_with("use of ") {
        return None;
    }
    let capital = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "&"));
    ((2..=9).contains(&words) && capital && text.len() - end < 60 && !has_verb(text)).then(|| (name.to_owned(), &text[end..]))
}

/// "NORTHFIELD POLICE DEPARTMENT" as people write it.
pub(super) fn tidy(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let small = ["OF", "THE", "AND"];
    let words = name.split_whitespace().enumerate().map(|(index, word)| {
        if index > 0 && small.contains(&word) {
            return word.to_lowercase();
        }
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Where no line of the head names the agency: the name the text itself repeats.
pub(super) fn agency_in_text(rows: &[Row<'_>]) -> Option<String> {
    let mut found: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for row in rows {
        if !SIGN.as_ref().is_some_and(|sign| sign.is_match(&row.text)) {
            continue;
        }
        let lower = row.text.to_ascii_lowercase();
        for end in ends() {
            if let Some(at) = lower.find(end) {
                let stop = at + end.len();
                let before: Vec<&str> = row.text[..stop].split_whitespace().collect();
                let take = end.split(' ').count();
                let own = before.len().saturating_sub(take);
                let from = before[..own]
                    .iter()
                    .rposition(|word| !word.starts_with(char::is_uppercase) || word.ends_with(['.', ',', ':']))
                    .map_or(0, |at| at + 1);
                let name = before[from..].join(" ");
                let name = name.trim_start_matches("The ").to_owned();
                if name.split_whitespace().count() > take && name.starts_with(char::is_uppercase) {
                    *found.entry(tidy(&name)).or_default() += 1;
                }
            }
        }
    }
    found.into_iter().filter(|(_, count)| *count >= 2).max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_a_name_has_its_sign() {
        let sign = SIGN.as_ref().expect("a pattern");
        assert!(ends().all(|end| sign.is_match(end)));
    }
}
