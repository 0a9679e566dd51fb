//! The head of an order: agency, number, title, dates, and whatever else stands there as label and value.
//!
//! Labels in brackets are ours: `(title)` for a line that the page does not label.

mod agency;
mod end;
mod label;
mod labels;
mod signs;

pub(crate) use self::agency::agency;
use self::agency::{agency_in_text, halves, is_body_alone, is_municipality, tidy};
use self::end::end_of_head;
pub(crate) use self::end::opens_body;
use self::label::{Field, date, label_kind, labelled, several, split};
pub(crate) use self::label::{has_label, is_generic, may_label_date, names_field};
use self::labels::{is_label_row, values_under};
pub(crate) use self::signs::{HEAD_ROWS, Signs, is_head_line, signs};
use self::signs::{designation, without_stage};
use super::furniture::running_title;
use super::marker::{Around, markers};
use super::rows::Row;
use super::title::look;
use crate::order::Header;
use crate::place::Place;

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub header: Header,
    pub fields: Vec<(String, String)>,
    /// The title is a heading of the format, which ends where it ends: no line below goes on with it.
    title_ended: bool,
    /// The title is that of a part of a book: "TITLE 7. BOATS".
    in_book: bool,
    /// One more than the last row of the head.
    pub rows: usize,
}

/// Reads the head of an order that begins at the first of these rows. Furniture in it is passed over.
pub(crate) fn head(rows: &[Row<'_>], furniture: &[Option<&'static str>]) -> Head {
    let mut head = Head { rows: end_of_head(rows, furniture), ..Head::default() };
    let mut segments: Vec<(String, bool)> = Vec::new();
    // Where the value of the last field begins, in columns of the page.
    let mut value_at = None;
    let own: Vec<usize> = (0..head.rows).filter(|index| furniture[*index].is_none()).collect();
    let mut at = 0;
    while let Some(index) = own.get(at) {
        let row = &rows[*index];
        if let Some(next) = own.get(at + 1).filter(|_| is_label_row(row)) {
            head.fields.extend(values_under(row, &rows[*next]));
            at += 2;
            value_at = None;
            continue;
        }
        at += 1;
        if let Some(name) = own.get(at).and_then(|next| halves(&row.text, &rows[*next].text)) {
            segments.push((name, row.heading.is_some()));
            at += 1;
            value_at = None;
            continue;
        }
        if let Some((label, value)) = cells(row) {
            segments.push((format!("{label}: {value}"), false));
            value_at = None;
            continue;
        }
        if let (Some(column), Some((value, _))) = (value_at, segments.last_mut())
            && goes_on(row, column)
        {
            value.push(' ');
            value.push_str(row.text.trim());
            continue;
        }
        let heading = row.heading.is_some();
        value_at = value_column(row);
        segments.extend(split(&row.text).flat_map(several).map(|segment| (segment.to_owned(), heading)));
    }
    let mut pending: Option<String> = None;
    let mut kind: Option<usize> = None;
    for (segment, heading) in segments {
        // "Policy" in one line of a box, its number in the next.
        if let Some(at) = kind
            && segment.len() <= 6
            && segment.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-')
            && pending.is_none()
        {
            head.fields[at].1 = format!("{} {segment}", head.fields[at].1);
            head.fields[at].0 = "(number)".into();
            head.header.number.get_or_insert(head.fields[at].1.clone());
            kind = None;
            continue;
        }
        if pending.is_none() && is_kind(&segment) {
            kind = Some(head.fields.len());
            head.fields.push(("(line)".into(), segment));
        } else if pending.is_none()
            && head.header.number.is_none()
            && let Some((_, title)) = designation(&segment)
        {
            let staged = without_stage(&segment);
            let number = staged[..staged.len() - title.len()].trim_end_matches([' ', ':', '.', '-', '—', '–']);
            head.header.number = Some(number.to_owned());
            if !title.is_empty() && head.header.title.is_none() {
                head.header.title = Some(title.to_owned());
            }
            head.fields.push(("(number)".into(), segment));
        } else if let Some((label, value)) = labelled(&segment) {
            if let Some(label) = pending.take() {
                head.fields.push((label, String::new()));
            }
            if value.is_empty() { pending = Some(label) } else { head.fields.push((label, value)) }
        } else if let Some(label) = pending.take() {
            head.fields.push((label, segment));
        } else {
            unlabelled(&segment, heading, &mut head);
        }
    }
    if let Some(label) = pending {
        head.fields.push((label, String::new()));
    }
    interpret(&mut head);
    if head.header.agency_name.is_none() {
        head.header.agency_name = agency_in_text(rows);
    }
    if head.header.title.is_none() {
        head.header.title = running_title(rows, furniture);
    }
    head
}

/// A row of a table with a label in one cell and its value in the other.
fn cells<'r>(row: &'r Row<'_>) -> Option<(&'r str, &'r str)> {
    row.table?;
    let mut cells = split(&row.text);
    let (label, value) = (cells.next()?, cells.next()?);
    // "Topic | Page" heads a table.
    let column = label_kind(value).is_some() || COLUMNS.iter().any(|head| value.eq_ignore_ascii_case(head));
    let known = label_kind(label).is_some() && !label.contains(':') && !column;
    (known && cells.next().is_none()).then_some((label, value))
}

/// Names of columns that stand beside a label where a row heads a table.
const COLUMNS: &[&str] = &["page", "pages", "rank", "owner", "responsible", "responsibility", "description", "section"];

/// The column in which the value of a field begins, where the field is alone in its row.
fn value_column(row: &Row<'_>) -> Option<usize> {
    let (label, rest) = row.text.split_once(':')?;
    labelled(&row.text).filter(|(_, value)| !value.is_empty())?;
    (split(rest).count() == 1)
        .then(|| usize::from(row.indent) + label.chars().count() + 1 + rest.chars().take_while(|c| c.is_whitespace()).count())
}

/// The second line of a value: set in below its first, no label of its own.
fn goes_on(row: &Row<'_>, column: usize) -> bool {
    !row.gap && row.heading.is_none() && usize::from(row.indent).abs_diff(column) <= 1 && column >= 4 && labelled(&row.text).is_none()
}

/// A kind of order and nothing else, as boxes have it above the number.
fn is_kind(segment: &str) -> bool {
    ["Policy", "Order", "General Order", "Special Order", "Directive", "Procedure", "SOP"]
        .iter()
        .any(|kind| segment.eq_ignore_ascii_case(kind))
}

fn unlabelled(segment: &str, heading: bool, head: &mut Head) {
    if is_municipality(segment) || is_body_alone(segment) {
        let name = tidy(segment);
        head.header.agency_name = match head.header.agency_name.take() {
            Some(body) if is_municipality(segment) && is_body_alone(&body) => Some(format!("{name} {body}")),
            Some(place) if is_body_alone(segment) && is_municipality(&place) => Some(format!("{place} {name}")),
            said => said.or(Some(name)),
        };
        head.fields.push(("(agency)".into(), segment.to_owned()));
        return;
    }
    if counts_pages(segment) {
        head.fields.push(("(line)".into(), segment.to_owned()));
        return;
    }
    if let Some((name, rest)) = agency(segment) {
        // The town's name above it is not the agency's.
        if head.header.agency_name.as_deref().is_none_or(is_municipality) {
            head.header.agency_name = Some(tidy(&name));
        }
        head.fields.push(("(agency)".into(), segment[..segment.len() - rest.len()].trim().to_owned()));
        if !rest.trim().is_empty() {
            let rest = rest.trim();
            match (labelled(rest), designation(rest)) {
                (Some((label, value)), _) => head.fields.push((label, value)),
                (None, Some((_, ""))) => {
                    head.header.number.get_or_insert(rest.to_owned());
                    head.fields.push(("(number)".into(), rest.to_owned()));
                }
                _ => head.fields.push(("(line)".into(), rest.to_owned())),
            }
        }
        return;
    }
    let marks = markers(segment);
    if let Some(mark) = marks.first().filter(|mark| matches!(mark.around, Around::Word(0))) {
        head.header.number = Some(segment[..mark.end].trim_end_matches([' ', '.', ':', '—', '–', '-']).to_owned());
        head.header.title = Some(segment[mark.end..].trim().trim_end_matches('.').to_owned());
        head.fields.push(("(title)".into(), segment.to_owned()));
        return;
    }
    if marks.first().is_some_and(|mark| matches!(mark.around, Around::Word(_)) && segment.len() <= mark.end + 1)
        && head.header.number.is_none()
    {
        head.header.number = Some(segment.trim_end_matches([':', '.', '-']).to_owned());
        head.fields.push(("(number)".into(), segment.to_owned()));
        return;
    }
    if let Some(mark) = marks.first().filter(|mark| matches!(mark.around, Around::Word(_)) && segment.len() > mark.end + 1) {
        // The book and its chapter give way to each other, and to no title of the order's own.
        let plain = |word: &str| ["regulations", "rules", "manual", "orders", "code"].iter().any(|book| word.eq_ignore_ascii_case(book));
        let gives_way = |title: &String| head.in_book || title.split_whitespace().any(plain);
        if head.header.title.as_ref().is_none_or(gives_way) {
            head.header.title = Some(segment[mark.end..].trim().trim_end_matches('.').to_owned());
            head.in_book = true;
        }
        head.fields.push(("(title)".into(), segment.to_owned()));
        head.title_ended = true;
        return;
    }
    let generic = is_generic(segment) || names_manual(segment);
    if head.header.title.is_none() && !generic && (heading || look(segment).is_some()) && !segment.chars().all(|c| !c.is_alphabetic()) {
        head.header.title = Some(segment.trim_end_matches(':').to_owned());
        head.fields.push(("(title)".into(), segment.to_owned()));
        head.title_ended = heading;
    } else if let Some((_, last)) =
        head.fields.last_mut().filter(|(label, _)| label == "(title)" && !generic && (heading || !head.title_ended))
    {
        last.push(' ');
        last.push_str(segment);
    } else {
        head.fields.push(("(line)".into(), segment.to_owned()));
    }
}

/// The book that an order is a chapter of.
fn names_manual(segment: &str) -> bool {
    segment
        .split_whitespace()
        .next_back()
        .is_some_and(|last| ["manual", "guide", "handbook"].iter().any(|book| last.eq_ignore_ascii_case(book)))
}

/// "Page 1 of 7" beside a field.
fn counts_pages(segment: &str) -> bool {
    segment.get(..5).is_some_and(|page| page.eq_ignore_ascii_case("page ")) && segment[5..].starts_with(|c: char| c.is_ascii_digit())
}

fn interpret(head: &mut Head) {
    for (label, value) in &head.fields {
        let Some(kind) = label_kind(label) else { continue };
        if value.is_empty() {
            continue;
        }
        let header = &mut head.header;
        let (slot, text) = match kind {
            // "POLICY AND PROCEDURE" is a kind of paper, not a number: a number has a figure in it.
            Field::Number => (&mut header.number, value.chars().any(|c| c.is_ascii_digit()).then(|| value.clone())),
            Field::Title => {
                header.title = Some(value.clone());
                continue;
            }
            Field::Agency => (&mut header.agency_name, Some(value.clone())),
            Field::Effective => (&mut header.effective, date(value)),
            Field::Issued => (&mut header.issued, date(value)),
            Field::Review => (&mut header.review, date(value)),
            Field::Rescinds => (&mut header.rescinds, Some(value.clone())),
            Field::Approved => (&mut header.approved_by, Some(value.clone())),
            Field::Standards => (&mut header.standards, Some(value.clone())),
        };
        if slot.is_none() {
            *slot = text;
        }
    }
}

/// The smallest place around some rows.
pub(crate) fn place_of(rows: &[Row<'_>], indexes: &[usize]) -> Place {
    let mut places = indexes.iter().map(|index| rows[*index].place);
    places.next().map_or_else(|| Place::line(1), |first| places.fold(first, Place::join))
}
