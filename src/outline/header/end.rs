//! Where the head of an order ends and its body begins.

use super::super::marker::{Around, markers};
use super::super::rows::Row;
use super::super::title::{has_verb, look};
use super::agency::agency;
use super::is_kind;
use super::label::{has_known_label, has_label, labelled, opens_list, split};
use super::labels::is_label_row;

/// How far down a head may reach: rows.
const REACH: usize = 60;

/// A kind of order with nothing but a figure in the next row.
fn begins_box(rows: &[Row<'_>], index: usize) -> bool {
    let words = || split(&rows[index].text);
    let figure = |segment: &str| segment.len() <= 6 && segment.bytes().all(|b| b.is_ascii_digit());
    words().next().is_some_and(is_kind) && rows.get(index + 1).is_some_and(|next| split(&next.text).next().is_some_and(figure))
}

/// Where the body begins: at a numbered item, a title that opens bodies, or the first full sentence.
pub(super) fn end_of_head(rows: &[Row<'_>], furniture: &[Option<&'static str>]) -> usize {
    let mut signs = 0;
    let mut end = 0;
    // The first heading is the order's title where no other stands as high.
    let first_level = rows.first().and_then(|row| row.heading);
    let alone_on_top = first_level.is_some_and(|level| rows[1..].iter().all(|row| row.heading.is_none_or(|other| other > level)));
    for (index, row) in rows.iter().enumerate().take(REACH) {
        if furniture[index].is_some() {
            continue;
        }
        let text = row.text.trim();
        if index > 0 && is_label_row(&rows[index - 1]) && end == index {
            end = index + 1;
            continue;
        }
        let marks = row.markers();
        if let Some(first) = marks.first() {
            let section = first.around == Around::Word(0) && index == 0;
            let only = section && !rows[1..].iter().any(|row| row.text.starts_with('§') && row.gap);
            if only {
                end = index + 1;
                let mut next = index + 1;
                while rows.get(next).is_some_and(|row| !row.gap && row.indent == 0 && markers(&row.text).is_empty())
                    && ends_open(rows, index, next)
                {
                    next += 1;
                    end = next;
                }
                return end;
            }
            let word = matches!(first.around, Around::Word(_));
            let number_line = word && text.len() <= first.end + 1;
            let fields_below = rows[index + 1..].iter().take(4).any(|row| has_label(&row.text));
            // "TITLE 4. CONDUCT", above the order's own fields.
            let book = word && look(text).is_some() && rows[index + 1..].iter().take(4).any(|row| has_known_label(&row.text));
            if !(first.is_bullet() && has_known_label(text) || number_line && fields_below || book) {
                break;
            }
        }
        if opens_body(text) && !begins_box(rows, index) {
            break;
        }
        let words = text.split_whitespace().count();
        let fields = split(text).filter(|segment| labelled(segment).is_some()).count();
        let leads = text.ends_with(':') && opens_list(text) && !rows[index + 1..].iter().take(4).any(|row| has_known_label(&row.text));
        if fields == 0 && (words >= 14 && has_verb(text) || leads) || words >= 25 && row.table.is_none() {
            break;
        }
        let agency = agency(text).is_some();
        signs += fields + usize::from(agency) + usize::from(index == 0 && alone_on_top);
        if fields > 0 || agency || words <= 12 && !text.ends_with(['.', ';', ',']) {
            end = index + 1;
        } else {
            break;
        }
    }
    if signs > 0 { trim_titles(rows, furniture, end) } else { 0 }
}

/// The first line ends at the title's end: it is long, and no paragraph follows without a blank line.
fn ends_open(rows: &[Row<'_>], first: usize, next: usize) -> bool {
    let before = rows[next - 1].text.trim_end();
    next - first < 5
        && before.chars().count() > 55
        && !rows[next].text.is_empty()
        && rows.get(next..).is_some_and(|rest| rest.iter().take(4).any(|row| row.gap))
}

/// Titles at the end of the head that have the body under them belong to the body.
fn trim_titles(rows: &[Row<'_>], furniture: &[Option<&'static str>], mut end: usize) -> usize {
    while end > 1 {
        let row = &rows[end - 1];
        if furniture[end - 1].is_some() {
            end -= 1;
            continue;
        }
        let title = row.heading.is_some() || look(&row.text).is_some();
        let label = split(&row.text).any(|segment| labelled(segment).is_some());
        let first_title =
            !rows[..end - 1].iter().any(|row| row.heading.is_some() || look(&row.text).is_some() && agency(&row.text).is_none());
        // A line in bold under a title that is not.
        let counts = row.text.contains(|c: char| c.is_ascii_digit());
        let other = row.all_strong() && !counts && title_above(rows, end - 1).is_some_and(|above| !above.all_strong());
        if title && !label && agency(&row.text).is_none() && !first_title && (row.heading.is_some() || other) {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

/// The line right above, where it is a title and no agency.
fn title_above<'r, 'a>(rows: &'r [Row<'a>], at: usize) -> Option<&'r Row<'a>> {
    at.checked_sub(1).map(|above| &rows[above]).filter(|row| look(&row.text).is_some() && agency(&row.text).is_none())
}

/// Titles under which bodies begin.
pub(crate) fn opens_body(text: &str) -> bool {
    let title = text.split(':').next().unwrap_or_default().trim().to_lowercase();
    let rest = text.split_once(':').map_or("", |(_, rest)| rest.trim());
    let opener = matches!(
        title.as_str(),
        "purpose"
            | "policy"
            | "scope"
            | "definitions"
            | "background"
            | "general"
            | "procedure"
            | "procedures"
            | "overview"
            | "introduction"
            | "policy statement"
            | "purpose and scope"
            | "statement of policy"
            | "discussion"
            | "contents"
            | "table of contents"
            | "general provisions"
            | "philosophy"
            | "purpose and policy"
            | "policy and purpose"
            | "guidelines"
            | "summary"
            | "intent"
            | "objective"
            | "objectives"
            | "responsibilities"
            | "preamble"
    );
    opener && (rest.is_empty() || rest.split_whitespace().count() >= 8)
}
