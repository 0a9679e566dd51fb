//! The head of an order: agency, number, title, dates, and whatever else stands there as label and value.
//!
//! Labels in brackets are ours: `(title)` for a line that the page does not label.

use crate::order::Header;
use crate::place::Place;

use super::marker::{Around, markers};
use super::rows::Row;
use super::title::{has_verb, look};

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub header: Header,
    pub fields: Vec<(String, String)>,
    /// One more than the last row of the head.
    pub rows: usize,
}

/// How far down a head may reach: rows.
const REACH: usize = 60;

/// Reads the head of an order that begins at the first of these rows. Furniture in it is passed over.
pub(crate) fn head(rows: &[Row<'_>], furniture: &[Option<&'static str>]) -> Head {
    let mut head = Head { rows: end_of_head(rows, furniture), ..Head::default() };
    let mut segments: Vec<(String, bool)> = Vec::new();
    for index in 0..head.rows {
        if furniture[index].is_none() {
            let heading = rows[index].heading.is_some();
            segments.extend(split(&rows[index].text).map(|segment| (segment.to_owned(), heading)));
        }
    }
    let mut pending: Option<String> = None;
    for (segment, heading) in segments {
        if let Some((label, value)) = labelled(&segment) {
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
    head
}

/// Where the body begins: at a numbered item, a title that opens bodies, or the first full sentence.
fn end_of_head(rows: &[Row<'_>], furniture: &[Option<&'static str>]) -> usize {
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
            let number_line = matches!(first.around, Around::Word(_)) && text.len() <= first.end + 1;
            let fields_below = rows[index + 1..].iter().take(4).any(|row| has_label(&row.text));
            if !(first.is_bullet() && has_known_label(text) || number_line && fields_below) {
                break;
            }
        }
        if opens_body(text) {
            break;
        }
        let words = text.split_whitespace().count();
        let fields = split(text).filter(|segment| labelled(segment).is_some()).count();
        if fields == 0 && words >= 14 && has_verb(text) || words >= 25 && row.table.is_none() {
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
        if title && !label && agency(&row.text).is_none() && !first_title && row.heading.is_some() {
            end -= 1;
        } else {
            break;
        }
    }
    end
}

/// Titles under which bodies begin.
fn opens_body(text: &str) -> bool {
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

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('\t')
        .flat_map(|part| part.split("    "))
        .map(str::trim)
        .filter(|part| part.chars().any(|c| c.is_alphanumeric() || c == '☐' || c == '☑'))
}

fn has_label(text: &str) -> bool {
    split(text).any(|segment| labelled(segment.trim_start_matches(['-', '*', '•', ' '])).is_some())
}

fn has_known_label(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '•', ' ']);
    split(text).any(|segment| labelled(segment).is_some_and(|(label, value)| label_kind(&label).is_some() && !value.is_empty()))
}

/// `Label: value`, or `LABEL value` where the label is one that orders use.
fn labelled(segment: &str) -> Option<(String, String)> {
    let segment = segment.trim();
    if let Some((label, value)) = segment.split_once(':') {
        let words = label.split_whitespace().count();
        let known = label_kind(label).is_some();
        if (1..=6).contains(&words)
            && label.len() <= 60
            && (known || label.chars().next().is_some_and(char::is_uppercase))
            && !label.contains(". ")
        {
            return Some((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    // Capitals in front of a value: as many as a known label takes.
    let mut end = 0;
    let mut best = None;
    for word in segment.split_inclusive(char::is_whitespace).take(6) {
        end += word.len();
        if word.chars().any(char::is_lowercase) {
            break;
        }
        let label = segment[..end].trim();
        if label_kind(label).is_some() || is_plain_label(label) {
            best = Some(end);
        }
    }
    if let Some(end) = best {
        return Some((segment[..end].trim().to_owned(), segment[end..].trim().to_owned()));
    }
    // "Policy No. 4.14", "General Order # 9"
    let lower = segment.to_lowercase();
    for sign in [" no. ", " number ", " # ", " no ", " #"] {
        if let Some(at) = lower.find(sign) {
            let value = segment.get(at + sign.len()..)?.trim();
            let label = segment.get(..at)?;
            let digits = value.chars().next().is_some_and(|c| c.is_ascii_digit());
            if digits && value.split_whitespace().count() <= 2 && label.split_whitespace().count() <= 4 && agency(label).is_none() {
                return Some((segment[..at + sign.len()].trim().to_owned(), value.to_owned()));
            }
        }
    }
    None
}

fn is_plain_label(label: &str) -> bool {
    matches!(
        label,
        "DISTRIBUTION"
            | "REFERENCE"
            | "REFERENCES"
            | "SPECIAL INSTRUCTIONS"
            | "ISSUING AUTHORITY"
            | "SECTION"
            | "CHAPTER"
            | "TO"
            | "FROM"
            | "PAGES"
    )
}

/// The fields that have a meaning of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Number,
    Title,
    Effective,
    Issued,
    Review,
    Rescinds,
    Approved,
    Standards,
    Agency,
}

fn label_kind(label: &str) -> Option<Field> {
    let label = label.trim().trim_end_matches([':', '.', '#']).trim().to_lowercase();
    Some(match label.as_str() {
        "subject" | "title" | "re" | "topic" | "policy title" | "order title" | "name" => Field::Title,
        "agency" | "department" => Field::Agency,
        "approval date" | "date approved" => return None,
        _ if label.contains("rescind")
            || label.contains("supersed")
            || label.contains("replaces")
            || label.contains("cancels")
            || label == "amends" =>
        {
            Field::Rescinds
        }
        _ if label.contains("effective") || label == "eff. date" || label == "eff date" => Field::Effective,
        _ if label.contains("review") || label.contains("reevaluation") || label.contains("re-evaluation") || label.contains("revis") => {
            Field::Review
        }
        _ if label.contains("issue") && label.contains("date") || label == "issued" || label == "date" || label == "date of issue" => {
            Field::Issued
        }
        _ if label.contains("standard") || label.contains("calea") || label.contains("accreditation") => Field::Standards,
        _ if label.contains("approved")
            || label.contains("issuing authority")
            || label.contains("issued by")
            || label.contains("by order of")
            || label == "chief of police" =>
        {
            Field::Approved
        }
        _ if label.starts_with("number of") || label.contains("pages") => return None,
        _ if label.ends_with("number")
            || label.ends_with(" no")
            || label == "no"
            || label == "order"
            || label == "policy"
            || label == "general order"
            || label == "directive"
            || label.ends_with("order #") =>
        {
            Field::Number
        }
        _ => return None,
    })
}

fn unlabelled(segment: &str, heading: bool, head: &mut Head) {
    if let Some((name, rest)) = agency(segment) {
        if head.header.agency_name.is_none() {
            head.header.agency_name = Some(tidy(&name));
        }
        head.fields.push(("(agency)".into(), segment[..segment.len() - rest.len()].trim().to_owned()));
        if !rest.trim().is_empty() {
            match labelled(rest) {
                Some((label, value)) => head.fields.push((label, value)),
                None => head.fields.push(("(line)".into(), rest.trim().to_owned())),
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
    let generic = is_generic(segment);
    if head.header.title.is_none() && !generic && (heading || look(segment).is_some()) && !segment.chars().all(|c| !c.is_alphabetic()) {
        head.header.title = Some(segment.trim_end_matches(':').to_owned());
        head.fields.push(("(title)".into(), segment.to_owned()));
    } else if let Some((label, last)) = head.fields.last_mut().filter(|(label, _)| label == "(title)" && !generic) {
        let _ = label;
        last.push(' ');
        last.push_str(segment);
    } else {
        head.fields.push(("(line)".into(), segment.to_owned()));
    }
}

/// Names of the kind of document, not of its subject.
fn is_generic(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().all(|word| {
        matches!(
            *word,
            "policy"
                | "policies"
                | "and"
                | "procedure"
                | "procedures"
                | "general"
                | "order"
                | "orders"
                | "special"
                | "manual"
                | "directive"
                | "directives"
                | "standard"
                | "operating"
                | "operations"
                | "departmental"
                | "department"
                | "written"
                | "rules"
                | "regulations"
                | "of"
                | "the"
                | "new"
                | "amends"
                | "rescinds"
                | "sop"
        ) || word.chars().all(|c| c.is_ascii_digit())
    })
}

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
];

/// An agency's name at the start of these words, and what follows it.
fn agency(text: &str) -> Option<(String, &str)> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let end = ENDS.iter().filter_map(|end| lower.find(end).map(|at| at + end.len())).min()?;
    let mut end = end;
    if let Some(rest) = lower[end..].strip_prefix(" of ") {
        let word = rest.split(' ').next().map_or(0, str::len);
        if text[end + 4..].starts_with(char::is_uppercase) {
            end += 4 + word;
        }
    }
    let name = text[..end].trim();
    let words = name.split_whitespace().count();
    let capital = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "&"));
    ((2..=9).contains(&words) && capital && text.len() - end < 60 && !has_verb(text)).then(|| (name.to_owned(), &text[end..]))
}

/// "NORTHFIELD POLICE DEPARTMENT" as people write it.
fn tidy(name: &str) -> String {
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
fn agency_in_text(rows: &[Row<'_>]) -> Option<String> {
    let mut found: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for row in rows {
        let Some(lower) = Some(row.text.to_lowercase()).filter(|lower| lower.len() == row.text.len()) else { continue };
        for end in ENDS {
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

/// A date as people write it, as ISO 8601. Month before day, as in the United States, where only figures stand.
pub(crate) fn date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let month_name = |part: &str| {
        let lower = part.to_ascii_lowercase();
        MONTHS.iter().position(|month| lower.len() >= 3 && lower.starts_with(month)).map(|at| at as u32 + 1)
    };
    let figure = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    for window in parts.windows(3) {
        let (a, b, c) = (window[0], window[1], window[2]);
        let (year, month, day) = if let (Some(month), Some(day), Some(year)) = (month_name(a), figure(b), figure(c)) {
            (year, month, day)
        } else if let (Some(day), Some(month), Some(year)) = (figure(a), month_name(b), figure(c)) {
            (year, month, day)
        } else if let (Some(x), Some(y), Some(z)) = (figure(a), figure(b), figure(c)) {
            if a.len() == 4 { (x, y, z) } else { (z, x, y) }
        } else {
            continue;
        };
        let year = if year < 100 { if year < 70 { 2000 + year } else { 1900 + year } } else { year };
        if (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
            return Some(format!("{year:04}-{month:02}-{day:02}"));
        }
    }
    None
}

/// The smallest place around some rows.
pub(crate) fn place_of(rows: &[Row<'_>], indexes: &[usize]) -> Place {
    let mut places = indexes.iter().map(|index| rows[*index].place);
    places.next().map_or_else(|| Place::line(1), |first| places.fold(first, Place::join))
}
