//! Rows gathered into units: what may be one numbered item, one title or one paragraph.
//!
//! ```text
//! (b) Records kept under section     a unit that begins with a marker
//! (c) of this order are sealed.      another, which may be false: the search decides
//!
//! Copies are numbered.               a paragraph
//! ```

mod mention;

use self::mention::doubtful;
use super::marker::Marker;
use super::rows::{GLUE, Row};
use super::title::{Look, ends_sentence, has_verb, look};

/// What a unit is before the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Begins with one or more markers.
    Marked,
    /// A title without a number; the smaller the higher.
    Title(u8),
    /// Anything else.
    Paragraph,
}

/// Rows that belong together for certain.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub shape: Shape,
    pub markers: Vec<Marker>,
    /// Bytes of the first row that are marker.
    pub text_start: usize,
    /// Indexes of its rows, in reading order; furniture between them is left out.
    pub rows: Vec<usize>,
    /// What it costs to take its marker as one, and to take it as words of the line above.
    pub real: f32,
    pub false_: f32,
    pub indent: u16,
    /// The format's heading level, where it has one.
    pub heading: Option<u8>,
    pub item: Option<u8>,
    /// Ends with a colon or a dash, or without any stop.
    pub open_end: OpenEnd,
    /// Its words look like a title.
    pub title: Option<Look>,
    /// All its words are bold or italic.
    pub strong: bool,
    /// A number was given to it that the page does not show there.
    pub given: bool,
}

/// How a unit's words end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenEnd {
    /// `:` or `—`: something must follow.
    Lead,
    /// No stop at all.
    Open,
    /// A comma or semicolon, "and", "or".
    List,
    /// A full stop.
    Closed,
}

pub(crate) fn open_end(text: &str) -> OpenEnd {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "”\"’')]*_".contains(c));
    match text.chars().next_back() {
        Some(':' | '—' | '–') => OpenEnd::Lead,
        Some('.' | '?' | '!') => OpenEnd::Closed,
        Some(',' | ';') => OpenEnd::List,
        _ if text.ends_with(" and") || text.ends_with(" or") => OpenEnd::List,
        _ => OpenEnd::Open,
    }
}

/// The words of a unit, rows joined.
pub(crate) fn words(unit: &Unit, rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for (index, row) in unit.rows.iter().enumerate() {
        let text = &rows[*row].text;
        let text = if index == 0 { text.get(unit.text_start..).unwrap_or_default() } else { text.as_ref() };
        join(&mut out, text);
    }
    unglue(&mut out);
    out
}

/// Puts the hyphen back where no row followed.
pub(crate) fn unglue(text: &mut String) {
    if text.contains(GLUE) {
        *text = text.replace(&format!("-{GLUE}"), "-").replace(GLUE, "-");
    }
}

/// Puts a line to the words before it; a hyphen at the line's end holds the two halves together.
pub(crate) fn join(out: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    if out.ends_with(GLUE) && line.starts_with(char::is_lowercase) {
        out.pop();
    } else if !out.is_empty() {
        out.push(' ');
    }
    if is_evenly_spaced(line) {
        out.push_str(line);
        return;
    }
    for (nth, word) in line.split_whitespace().enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Plain letters with one blank between words, as nearly all lines are: nothing to mend.
fn is_evenly_spaced(line: &str) -> bool {
    let mut blank = false;
    line.bytes().all(|b| {
        let twice = blank && b == b' ';
        blank = b == b' ';
        !twice && (b == b' ' || b.is_ascii_graphic())
    })
}

/// Gathers the rows that `keep` leaves.
pub(crate) fn units(rows: &[Row<'_>], keep: &[bool]) -> Vec<Unit> {
    let widths = widths(rows);
    let mut out: Vec<Unit> = Vec::new();
    let mut skipped = true;
    for (index, row) in rows.iter().enumerate() {
        if !keep[index] {
            skipped = true;
            continue;
        }
        let gap = row.gap || row.page_top || skipped || row.heading.is_some() || row.item.is_some() || row.table.is_some();
        skipped = false;
        let found = if row.margin { Vec::new() } else { row.markers() };
        let before = out.last().and_then(|unit| unit.rows.last().copied());
        let same_heading = row.heading.is_some() && !row.gap && before.is_some_and(|b| b + 1 == index && rows[b].heading == row.heading);
        let fresh = match (before, out.last()) {
            _ if same_heading => false,
            (None, _) | (_, None) => true,
            (Some(before), Some(unit)) => {
                if !found.is_empty() {
                    true
                } else if gap {
                    !goes_on(unit, &rows[before], row, widths[before])
                } else {
                    breaks(unit, &rows[before], row, widths[before], rows)
                }
            }
        };
        if fresh {
            let (real, false_) = match before {
                Some(before) if !found.is_empty() => {
                    let above = before.checked_sub(1).filter(|_| !rows[before].gap).map_or("", |above| rows[above].text.as_ref());
                    doubtful(&rows[before], above, row, gap, widths[before], &found)
                }
                _ => (0.0, 20.0),
            };
            let text_start = found.last().map_or(0, |marker| marker.end);
            out.push(Unit {
                shape: if found.is_empty() { Shape::Paragraph } else { Shape::Marked },
                markers: found,
                text_start,
                rows: vec![index],
                real,
                false_,
                indent: row.indent,
                heading: row.heading,
                item: row.item,
                open_end: OpenEnd::Closed,
                title: None,
                strong: false,
                given: false,
            });
        } else if let Some(unit) = out.last_mut() {
            unit.rows.push(index);
        }
    }
    for unit in &mut out {
        describe(unit, rows);
    }
    titles(&mut out, rows);
    chapters(&mut out);
    out
}

/// `1.0`, `2.0`, `3.0` with `3.1` below: in such an order a nought is no item but the number of what stands above.
fn chapters(units: &mut [Unit]) {
    let nought = |unit: &Unit| match unit.markers.first().map(|marker| marker.path.as_slice()) {
        Some([chapter, 0]) if unit.markers.len() == 1 => Some(*chapter),
        _ => None,
    };
    let mut found: Vec<u32> = units.iter().filter_map(nought).collect();
    found.dedup();
    if found.len() < 2 || !found.windows(2).all(|pair| pair[0] < pair[1]) {
        return;
    }
    for unit in units {
        if let Some(chapter) = nought(unit) {
            unit.markers[0].becomes_chapter(chapter);
        }
    }
}

/// Fills what depends on the whole of a unit's words.
pub(crate) fn describe(unit: &mut Unit, rows: &[Row<'_>]) {
    let (Some(first), Some(last)) = (unit.rows.first(), unit.rows.last()) else { return };
    let tail = if first == last { rows[*last].text.get(unit.text_start..).unwrap_or_default() } else { rows[*last].text.as_ref() };
    unit.open_end = open_end(tail);
    // Most units end as no title does: their words need not be joined.
    unit.title = if unit.rows.len() <= 3 && !ends_sentence(tail) { look(&words(unit, rows)) } else { None };
    unit.strong = unit.rows.iter().all(|row| rows[*row].all_strong()) && unit.rows.len() <= 3;
}

/// Which unnumbered units are titles.
fn titles(units: &mut [Unit], rows: &[Row<'_>]) {
    for index in 0..units.len() {
        let unit = &units[index];
        if unit.shape != Shape::Paragraph || rows[unit.rows[0]].table.is_some() {
            continue;
        }
        // The words are joined only where they are asked for: most paragraphs show at once that they are none.
        let titled = matches!(unit.title, Some(Look::Words)) && unit.rows.len() <= 2;
        let text = if unit.heading.is_some() || unit.strong || titled { words(unit, rows) } else { String::new() };
        let short = unit.rows.len() <= 2 && text.split_whitespace().count() <= 12;
        let next = units.get(index + 1);
        let level = match (unit.heading, unit.title) {
            (Some(level), _) if text.len() <= 250 => Some(level),
            (_, Some(Look::Capitals)) => Some(10),
            _ if unit.strong && short && !text.ends_with(['.', ';', ',']) => Some(11),
            (_, Some(Look::Words)) if short && !has_verb(&text) && next.is_some_and(|next| leads(next, rows)) => Some(12),
            _ => None,
        };
        if let Some(level) = level {
            units[index].shape = Shape::Title(level);
        }
    }
}

/// Words that may stand under a title: a sentence, or a numbered item.
fn leads(unit: &Unit, rows: &[Row<'_>]) -> bool {
    match unit.shape {
        Shape::Marked => !unit.markers[0].is_bullet() || unit.title.is_none(),
        _ => {
            let count = words(unit, rows).split_whitespace().count();
            count >= 8 || count >= 4 && unit.open_end == OpenEnd::Closed
        }
    }
}

/// The widest line near each row: what the page could hold there. The row's own block knows best, if it is long enough.
fn widths(rows: &[Row<'_>]) -> Vec<usize> {
    let lengths: Vec<usize> = rows.iter().map(|row| usize::from(row.indent) + row.text.chars().count()).collect();
    let mut out = vec![0; rows.len()];
    let mut start = 0;
    while start < rows.len() {
        let end = (start + 1..rows.len()).find(|at| rows[*at].gap || rows[*at].page_top).unwrap_or(rows.len());
        if end - start >= 6 {
            let widest = lengths[start..end].iter().copied().max().unwrap_or(0);
            out[start..end].fill(widest);
        } else {
            for at in start..end {
                out[at] = lengths[at.saturating_sub(5)..(at + 6).min(rows.len())].iter().copied().max().unwrap_or(0);
            }
        }
        start = end;
    }
    out
}

/// The next line's first word would have found room: the line was ended on purpose.
fn ended_early(before: &Row<'_>, row: &Row<'_>, width: usize) -> bool {
    let first = row.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    usize::from(before.indent) + before.text.chars().count() + 1 + first + 2 < width
}

/// A word of three small letters or more.
fn has_lowercase_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() >= 3 && word.chars().all(char::is_lowercase))
}

fn starts_sentence(row: &Row<'_>) -> bool {
    row.text.chars().find(|c| !"“\"‘'(*_☐☑".contains(*c)).is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// A sentence that a page's end or a blank line has cut goes on here.
fn goes_on(unit: &Unit, before: &Row<'_>, row: &Row<'_>, width: usize) -> bool {
    if row.heading.is_some() || row.item.is_some() || row.table.is_some() || before.heading.is_some() || before.table.is_some() {
        return false;
    }
    let text = before.text.trim_end();
    let halved = text.ends_with(GLUE);
    let lone = unit.rows.len() == 1 && unit.text_start >= text.len();
    let end = open_end(text);
    let starts_low = row.text.chars().next().is_some_and(char::is_lowercase);
    let long = usize::from(before.indent) + text.chars().count() > 45 && text.chars().count() * 10 > width * 6;
    if lone || end == OpenEnd::Closed || end == OpenEnd::Lead || ends_item(text) {
        return false;
    }
    let title = look(text).is_some() && unit.rows.len() == 1;
    if starts_low {
        return !title || long || halved;
    }
    let open_bracket = text.matches('(').count() > text.matches(')').count();
    !title && (long && (text.ends_with(',') || counts_on(&row.text)) || open_bracket || awaits_noun(text))
}

/// "searches; and": the last item but one of a list.
pub(crate) fn ends_item(text: &str) -> bool {
    let text = ["and/or", "and", "or"].iter().find_map(|word| text.strip_suffix(word)?.strip_suffix(' ')).unwrap_or(text);
    text.ends_with(';')
}

/// "by leave of the": a word that nobody ends a paragraph with.
fn awaits_noun(text: &str) -> bool {
    matches!(text.rsplit(' ').next(), Some("a" | "an" | "her" | "his" | "its" | "our" | "the" | "their" | "your"))
}

/// "5 of the day": a number that counts, and no item's, for its sentence goes on in small letters.
fn counts_on(text: &str) -> bool {
    let counted = |(number, rest): (&str, &str)| number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(char::is_lowercase);
    text.split_once(' ').is_some_and(counted)
}

/// A new paragraph, or a title's end, without a blank line between.
fn breaks(unit: &Unit, before: &Row<'_>, row: &Row<'_>, width: usize, rows: &[Row<'_>]) -> bool {
    let text = before.text.as_ref();
    if !starts_sentence(row) {
        return false;
    }
    let own = if unit.rows.len() == 1 { text.get(unit.text_start..).unwrap_or_default().trim() } else { text.trim() };
    if own.is_empty() || before.all_strong() && row.strong > 0 {
        return false;
    }
    if rows[unit.rows[0]].table.is_some() {
        return true;
    }
    let early = ended_early(before, row, width);
    // A line all in capitals is no part of a sentence that is not; one word may be a name, unless its line was ended for it.
    let stands_alone = own.contains(' ') || early && own.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    if unit.rows.len() == 1 && look(own) == Some(Look::Capitals) && stands_alone && has_lowercase_word(&row.text) {
        return true;
    }
    if unit.rows.len() == 1 && look(own).is_some() && early && text.chars().count() * 10 < width * 9 {
        let whole = row.text.split_whitespace().count() >= 4;
        return whole && !has_verb(own);
    }
    early && matches!(open_end(text), OpenEnd::Closed | OpenEnd::Lead) || early && text.chars().count() * 10 < width * 6 && width > 40
}
