//! What a page adds and the order does not say, recognised by repetition and by form.

mod edges;

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::edges::running_title;
use super::forms::is_blank_to_fill;
use super::header::names_field;
use super::marker::markers;
use super::rows::Row;
use super::title::{has_verb, look};

/// Why a row is furniture; `None` where it is not.
pub(crate) fn furniture(rows: &[Row<'_>]) -> Vec<Option<&'static str>> {
    let mut why: Vec<Option<&'static str>> = rows
        .iter()
        .map(|row| if row.margin || is_page_form(&row.text) || is_blank_to_fill(&row.text) { Some("page form") } else { None })
        .collect();
    repeated(rows, &mut why);
    continued(rows, &mut why);
    page_numbers(rows, &mut why);
    edges::edges(rows, &mut why);
    specks(rows, &mut why);
    table_heads(rows, &mut why);
    contents(rows, &mut why);
    why
}

/// Letters only, digits as one sign: what stays the same from page to page.
fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            out.extend(c.to_lowercase());
        } else if c.is_numeric() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The [`key`] of words whose key is short; `None` as soon as it is longer than that, so that paragraphs cost nothing.
fn short_key(text: &str, longest: usize) -> Option<String> {
    let mut letters = 0;
    for c in text.chars() {
        letters += usize::from(c.is_alphabetic());
        if letters > longest {
            return None;
        }
    }
    Some(key(text))
}

/// Letters and digits as they are, so that a title's number counts.
fn exact(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// `Page 3 of 8`, `- 3 -`, `3 | Page`, `Continued on next page`.
fn is_page_form(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 60 {
        return false;
    }
    let key = key(text);
    matches!(
        key.as_str(),
        "page #"
            | "page # of #"
            | "# page"
            | "# of #"
            | "page # of # pages"
            | "pg #"
            | "pg # of #"
            | "p #"
            | "page"
            | "continued"
            | "continued on next page"
            | "continued next page"
            | "continued from previous page"
            | "intentionally left blank"
            | "this page intentionally left blank"
            | "page intentionally left blank"
    ) && !(key == "# of #" && text.contains('.'))
}

/// Running headers and footers.
fn repeated(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let mut seen: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        if text.len() > 120 || text.len() < 4 || row.heading.is_some() || row.item.is_some() || row.table.is_some() || row.margin {
            continue;
        }
        let words = text.split_whitespace().count();
        if words < 2 && !row.page_top {
            continue;
        }
        let stands_alone = row.gap || row.page_top;
        let ends_alone = rows.get(index + 1).is_none_or(|next| next.gap || next.page_top);
        if stands_alone && ends_alone || row.page_top {
            seen.entry(key(text)).or_default().push(index);
        }
    }
    let mut found: Vec<&str> = Vec::new();
    for (key, at) in &seen {
        let text = rows[at[0]].text.trim();
        let marked = !markers(text).is_empty();
        let plain = look(text).is_some() || key.contains('#') || rows[at[0]].page_top;
        let enough = if marked { at.len() >= 5 && same_words(rows, at) } else { at.len() >= 3 };
        // A line that counts its pages needs no other proof.
        let counted = key.contains("page # of #") && at.len() >= 2;
        // A page's head comes round every page, not every few lines.
        let spread = at.last().zip(at.first()).map_or(0, |(last, first)| last - first) >= (at.len() - 1) * 6;
        let copyright = key.starts_with("copyright") || key.contains("lexipol") || key.contains("published with permission");
        if counted || enough && (plain && spread || copyright) {
            found.push(key);
            for index in at {
                why[*index] = Some("repeated");
            }
        }
    }
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    // The same words broken over two lines.
    for index in 1..rows.len() {
        if why[index].is_none() && why[index - 1].is_none() && rows[index].text.len() + rows[index - 1].text.len() < 120 {
            let both = key(&format!("{} {}", rows[index - 1].text, rows[index].text));
            if found.binary_search(&both.as_str()).is_ok() {
                why[index - 1] = Some("repeated");
                why[index] = Some("repeated");
            }
        }
    }
}

fn same_words(rows: &[Row<'_>], at: &[usize]) -> bool {
    at.iter().all(|index| rows[*index].text.trim() == rows[at[0]].text.trim())
}

/// `5.2 Vehicles, Continued`: a title said again at the head of the next page.
fn continued(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    if !rows.iter().any(|row| base(&row.text).is_some()) {
        return;
    }
    let mut titles: FxHashSet<String> = FxHashSet::default();
    let mut index = 0;
    while index < rows.len() {
        let text = rows[index].text.trim();
        let lone = text.len() < 20 && markers(text).last().is_some_and(|marker| marker.end >= text.len());
        let next = rows.get(index + 1).map(|row| row.text.trim());
        let (whole, used) = match next {
            Some(next) if lone => (format!("{text} {next}"), 2),
            _ => (text.to_owned(), 1),
        };
        if whole.len() < 120 {
            let said = base(&whole);
            let title = exact(said.unwrap_or(&whole));
            if said.is_some() && !title.is_empty() && titles.contains(&title) {
                for seen in &mut why[index..index + used] {
                    *seen = Some("repeated");
                }
            } else if said.is_some() || look(&whole).is_some() {
                titles.insert(title);
            }
        }
        index += used;
    }
}

/// The title without its "continued".
fn base(text: &str) -> Option<&str> {
    let trimmed = text.trim().trim_end_matches([')', '.', ']']);
    let cut = trimmed.len().checked_sub(9)?;
    let tail = trimmed.get(cut..)?;
    let cut = if tail.eq_ignore_ascii_case("continued") {
        cut
    } else {
        let cut = trimmed.len().checked_sub(5)?;
        if !trimmed.get(cut..)?.eq_ignore_ascii_case("cont'd") && !trimmed.get(cut..)?.eq_ignore_ascii_case("(cont") {
            return None;
        }
        cut
    };
    let base = trimmed[..cut].trim_end_matches([' ', '(', '[', ',', '-', '–', '—']);
    (!base.is_empty()).then_some(base)
}

/// So many columns further in than the line above: the middle of a page.
const MIDDLE: u16 = 16;

/// Bare numbers that stand alone, or in the middle of the page, and count upwards.
fn page_numbers(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let found: Vec<(usize, u32)> = (0..rows.len()).filter_map(|at| bare_number(rows, at).map(|number| (at, number))).collect();
    let middle = |at: usize| rows[at].indent >= MIDDLE;
    let rising = found.windows(2).filter(|w| w[1].1 == w[0].1 + 1).count();
    if found.len() >= 2 && rising * 2 >= found.len() {
        for (index, _) in found {
            if middle(index) || rows.get(index + 1).is_none_or(|next| next.gap) {
                why[index] = Some("page form");
            }
        }
    }
}

/// A number with nothing beside it and nothing right above it, or, in the middle of the line, nothing right below it.
fn bare_number(rows: &[Row<'_>], at: usize) -> Option<u32> {
    let row = &rows[at];
    let text = row.text.trim().trim_matches(['-', '–', ' ']);
    let middle = at > 0 && row.indent >= rows[at - 1].indent.saturating_add(MIDDLE);
    let plain = row.item.is_none() && row.table.is_none();
    let apart = row.gap || middle && rows.get(at + 1).is_none_or(|next| next.gap || next.page_top);
    (text.len() <= 4 && plain && apart).then(|| text.parse().ok()).flatten()
}

/// One or two letters alone on their line: what a scanner makes of a staple.
fn specks(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    for (index, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        if text.len() > 3 || !text.is_ascii() {
            continue;
        }
        let alone = row.gap && rows.get(index + 1).is_none_or(|next| next.gap || next.page_top);
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
        let speck = letters <= 2 && markers(text).is_empty() && text.parse::<u32>().is_err();
        if alone && speck && row.item.is_none() && row.heading.is_none() && row.table.is_none() {
            why[index] = Some("page form");
        }
    }
}

/// The first row of a table of three rows and more, where it only names the columns: "Kind | Kept for | Released by".
fn table_heads(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let mut at = 0;
    while at < rows.len() {
        let Some(table) = rows[at].table else {
            at += 1;
            continue;
        };
        let end = (at..rows.len()).find(|next| rows[*next].table != Some(table)).unwrap_or(rows.len());
        let cells = |row: &Row<'_>| row.text.split('\t').filter(|cell| !cell.trim().is_empty()).count();
        let names = |cell: &str| {
            let cell = cell.trim();
            (1..=4).contains(&cell.split_whitespace().count())
                && cell.starts_with(char::is_uppercase)
                && !cell.contains(|c: char| c.is_ascii_digit())
                && !cell.ends_with(['.', ';', ':', ','])
                && !has_verb(cell)
                && !names_field(cell)
        };
        // What the columns hold is longer, counts, or makes sentences.
        let holds = |row: &Row<'_>| row.text.contains(|c: char| c.is_ascii_digit()) || row.text.split_whitespace().count() > 12;
        let body = &rows[at + 1..end];
        if body.len() >= 2
            && cells(&rows[at]) >= 2
            && rows[at].markers().is_empty()
            && rows[at].text.split('\t').all(names)
            && rows[at].text.split('\t').filter(|cell| names_column(cell)).count() * 2 >= cells(&rows[at])
            && body.iter().filter(|row| holds(row)).count() * 2 >= body.len()
        {
            why[at] = why[at].or(Some("table head"));
        }
        at = end;
    }
}

/// Words that name what stands in a column.
const COLUMNS: &[&str] = &[
    "action",
    "activity",
    "category",
    "class",
    "code",
    "contact",
    "date",
    "definition",
    "description",
    "duty",
    "event",
    "fee",
    "form",
    "frequency",
    "item",
    "kind",
    "length",
    "level",
    "meaning",
    "name",
    "number",
    "offense",
    "owner",
    "page",
    "period",
    "person",
    "phone",
    "position",
    "purpose",
    "rank",
    "requirement",
    "resistance",
    "response",
    "responsibility",
    "responsible",
    "retention",
    "rule",
    "section",
    "standard",
    "step",
    "subject",
    "term",
    "time",
    "title",
    "topic",
    "type",
    "unit",
];

/// "Kind of card", "Kept for", "Released by".
fn names_column(cell: &str) -> bool {
    let words: Vec<String> = cell.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let column = |word: &String| COLUMNS.iter().any(|known| word == known || word.strip_suffix('s') == Some(known));
    let ends = words.last().is_some_and(|last| matches!(last.as_str(), "for" | "by" | "to"));
    ends || words.first().is_some_and(column) || words.last().is_some_and(column)
}

/// No list of contents has more rows: where the same few titles come again and again, each could begin one.
const LONGEST: usize = 3000;

/// A list of the order's own titles.
fn contents(rows: &[Row<'_>], why: &mut [Option<&'static str>]) {
    let titles: Vec<Option<String>> = rows.iter().map(|row| title_key(&row.text)).collect();
    let mut last_at: FxHashMap<&str, usize> = FxHashMap::default();
    for (index, title) in titles.iter().enumerate() {
        if let Some(title) = title
            && (rows[index].gap || rows[index].page_top || rows[index].heading.is_some())
        {
            last_at.insert(title, index);
        }
    }
    let points_at = |(index, title): (usize, &Option<String>)| last_at.get(title.as_deref()?).copied().filter(|at| *at > index + 1);
    let later: Vec<Option<usize>> = titles.iter().enumerate().map(points_at).collect();
    let paged: Vec<bool> = rows.iter().map(|row| has_page_number(&row.text)).collect();
    let is_entry = |index: usize| paged[index] || later[index].is_some();
    let mut index = 0;
    while index < rows.len() {
        if why[index].is_some() {
            index += 1;
            continue;
        }
        let headed = is_contents_title(&rows[index].text);
        if !(headed || is_entry(index) && rows[index].heading.is_none()) {
            index += 1;
            continue;
        }
        let mut end = if headed { index + 1 } else { index };
        let mut entries = 0;
        let mut misses = 0;
        let mut points_to = 0;
        let mut last_entry = index;
        let start = end;
        while end < rows.len() && end - start < LONGEST && misses <= if headed { 2 } else { 1 } {
            if is_entry(end) && (rows[end].heading.is_none() || paged[end]) {
                if later[end].is_some_and(|at| at <= end || at < points_to) {
                    break;
                }
                points_to = later[end].unwrap_or(points_to);
                entries += 1;
                last_entry = end;
                misses = 0;
            } else if why[end].is_none() {
                if rows[end].heading.is_some() || entries > 0 && rows[end].text.len() > 90 {
                    break;
                }
                misses += 1;
            }
            end += 1;
        }
        let least = if headed { 2 } else { 4 };
        let length = last_entry + 1 - start;
        // What an entry points to stands after the list.
        let beyond = points_to == 0 || (start..=last_entry).all(|at| later[at].is_none_or(|to| to > last_entry));
        if entries >= least && beyond && entries * 10 >= length * 7 {
            let numbered = markers(&rows[index].text).iter().any(|marker| !marker.is_bullet());
            let from = if headed && !numbered { index } else { start };
            for at in from..=last_entry {
                let own_title =
                    at != index && is_contents_title(&rows[at].text) && markers(&rows[at].text).iter().any(|marker| !marker.is_bullet());
                if why[at].is_none() && !own_title {
                    why[at] = Some("contents");
                }
            }
            index = last_entry + 1;
        } else {
            index += 1;
        }
    }
}

/// What every title of [`is_contents_title`] has in it: all rows of an order are asked.
static CONTENTS_SIGN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i-u:contents|index|this)").ok());

fn is_contents_title(text: &str) -> bool {
    if !CONTENTS_SIGN.as_ref().is_none_or(|sign| sign.is_match(text)) {
        return false;
    }
    let marks = markers(text);
    let body = text.get(marks.last().map_or(0, |marker| marker.end)..).unwrap_or_default();
    let Some(key) = short_key(body, "table of contents".len()) else { return false };
    matches!(key.as_str(), "contents" | "table of contents" | "index" | "in this policy" | "in this order")
}

/// `Title ....... 12`, `Title<tab>12`.
fn has_page_number(text: &str) -> bool {
    let text = text.trim_end();
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 3 || text.len() > 120 {
        return false;
    }
    let before = &text[..text.len() - digits];
    before.ends_with('\t')
        || before.ends_with("..")
        || before.ends_with("   ")
        || before.ends_with(". .")
        || before.ends_with(". . ")
        || before.ends_with(".. ")
}

/// The words of a title without number, page number and leaders.
fn title_key(text: &str) -> Option<String> {
    if text.len() > 120 {
        return None;
    }
    let marks = markers(text);
    let body = text.get(marks.last().map_or(0, |marker| marker.end)..).unwrap_or_default();
    let body = body.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.' || c == ':' || c == '\t');
    if text.trim_end().ends_with([';', ',']) || look(body.trim_end_matches(['.', ' ', '\t', ':'])).is_none() {
        return None;
    }
    Some(key(body)).filter(|title| title.len() >= 4)
}
