//! What a person fills in or signs: check boxes, lines to write on, and the block of signatures at an order's end.
//!
//! ```text
//! [ ] Yes   [x] No          no marker; a paragraph of its own
//! ____________________      furniture: a line to write on
//! Approved by: ________     the end of the order: fields, as in the head
//! Harold Finch
//! Chief of Police
//! ```
//!
//! A block of signatures says nothing that another order could agree with or differ from, so it is no clause; its words go to the fields
//! and, where the label says who approved the order, to the header. Blanks inside an order stay clauses: there they are part of a form.

use super::header::Head;
use super::rows::Row;
use super::title::has_verb;

/// Rows at the end of an order that a block of signatures may take.
const REACH: usize = 16;
/// Words of one of its rows: more is a sentence.
const WORDS: usize = 14;

/// A check box at the start of these words.
pub(crate) fn begins_with_box(text: &str) -> bool {
    let text = text.trim_start();
    ["☐", "☑", "☒", "[ ]", "[]", "[x]", "[X]", "[_]", "[✓]", "[✔]", "( )", "(_)"].iter().any(|sign| text.starts_with(sign))
        || text.starts_with(['(', '['])
            && text[1..].trim_start_matches('_').len() + 2 < text.len()
            && text[1..].trim_start_matches('_').starts_with([')', ']'])
        || (text.starts_with("(x)") || text.starts_with("(X)")) && (text.contains("( )") || text.contains("(_)"))
}

/// Rows that begin with a check box, in the order of the page, are paragraphs of their own and have no markers.
pub(crate) fn part_boxes(rows: &mut [Row<'_>]) {
    for row in rows.iter_mut().filter(|row| row.table.is_none() && row.item.is_none() && begins_with_box(&row.text)) {
        row.boxed = true;
        row.gap = true;
    }
}

/// Nothing but a line to write on.
pub(crate) fn is_blank_to_fill(text: &str) -> bool {
    let mut strokes = 0;
    text.chars().all(|c| {
        strokes += usize::from(c == '_');
        c == '_' || c.is_whitespace()
    }) && strokes >= 3
}

/// Takes the block of signatures off the order's end: its fields go to the head; returns the row where it begins.
pub(crate) fn signatures(rows: &[Row<'_>], furniture: &[Option<&'static str>], head: &mut Head) -> usize {
    let mut start = rows.len();
    let mut seen = 0;
    for index in (head.rows..rows.len()).rev() {
        let row = &rows[index];
        if furniture[index].is_some() {
            continue;
        }
        seen += 1;
        if seen > REACH || !may_belong(row) {
            break;
        }
        let named = start == index + 1 && start < rows.len() && names_somebody(&row.text);
        if label(&row.text).is_some() || named || signed_name(&row.text) && !goes_on(rows, furniture, index) {
            start = index;
        }
    }
    let own: Vec<usize> = (start..rows.len()).filter(|index| furniture[*index].is_none()).collect();
    // A name, or a line to put one on: a bare "Signature:" is the rest of some other form.
    let signed = own.iter().any(|index| {
        let text = &rows[*index].text;
        if signed_name(text) {
            return true;
        }
        let named = own.iter().any(|next| next > index && label(&rows[*next].text).is_none());
        label(text)
            .is_some_and(|(end, kind)| kind == Label::Signed && (named || text[end..].chars().any(|c| c == '_' || c.is_alphanumeric())))
    });
    // An order of nothing but signatures keeps them as its clauses.
    let body = (head.rows..start).any(|index| furniture[index].is_none());
    if !signed || !body {
        return rows.len();
    }
    let mut fields: Vec<(String, String, Label)> = Vec::new();
    for index in own {
        for part in parts(&rows[index].text) {
            match label(part) {
                Some((end, kind)) => {
                    let value = part[end..].trim_matches(|c: char| c == '_' || c == ':' || c.is_whitespace());
                    fields.push((part[..end].trim_end_matches([':', ' ']).to_owned(), value.to_owned(), kind));
                }
                None => match fields.last_mut() {
                    // The name stands under the line it was signed on.
                    Some((_, value, Label::Signed)) => {
                        if !value.is_empty() {
                            value.push_str(", ");
                        }
                        value.push_str(part.trim_matches(|c: char| c == '_' || c.is_whitespace()));
                    }
                    _ => fields.push(("(line)".into(), part.trim().to_owned(), Label::Other)),
                },
            }
        }
    }
    for (label, value, _) in fields {
        let approves = ["approved", "by order of", "issuing authority", "issued by"].iter().any(|by| label.to_lowercase().starts_with(by));
        if approves && head.header.approved_by.is_none() && value.contains(char::is_alphabetic) {
            head.header.approved_by = Some(value.clone());
        }
        head.fields.push((label, value));
    }
    start
}

/// "By order of the Superintendent.", "Vera L. Stone, Colonel", "Chief of Police": who signs, with nothing else in the row.
fn signed_name(text: &str) -> bool {
    const RANKS: &[&str] =
        &["chief", "sheriff", "superintendent", "colonel", "commissioner", "director", "marshal", "commander", "captain", "mayor"];
    let text = text.trim().trim_end_matches('.');
    let capital = |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "and" | "by" | "order");
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=8).contains(&words.len())
        && words.iter().all(|word| capital(word))
        && words.iter().any(|word| RANKS.contains(&word.trim_matches(',').to_lowercase().as_str()))
}

/// Below a line that leads in, or among others that look the same: "Watch Commander", "Division Captain" are items then.
fn goes_on(rows: &[Row<'_>], furniture: &[Option<&'static str>], index: usize) -> bool {
    let above = (0..index).rev().filter(|at| furniture[*at].is_none()).take(4);
    let texts: Vec<&str> = above.map(|at| rows[at].text.trim()).collect();
    let alike = texts.first().is_some_and(|text| signed_name(text) && !text.contains(',') && !text.to_lowercase().starts_with("by order"));
    alike || texts.iter().any(|text| text.ends_with(':'))
}

/// "Vera L. Stone" above the line that says what she is.
fn names_somebody(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase)) && !text.trim().ends_with([':', '.'])
}

/// A short row that is no sentence, no item and no title of the format.
fn may_belong(row: &Row<'_>) -> bool {
    let text = row.text.trim();
    let words = text.split_whitespace().count();
    let sentence = text.ends_with(['.', ';', '?', '!']) && words > 4 && !signed_name(text) || has_verb(text) && words > 6;
    row.heading.is_none()
        && row.item.is_none()
        && row.table.is_none()
        && !row.boxed
        && words <= WORDS
        && !sentence
        && row.markers().is_empty()
}

/// The pieces of a row between wide gaps.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let bytes = text.as_bytes();
    for at in 1..text.len() {
        let blank = |b: u8| b == b' ' || b == b'_' || b == b'\t';
        if !blank(bytes[at])
            && (bytes[at - 1] == b'\t' || at >= 3 && bytes[at - 3..at].iter().all(|b| blank(*b)))
            && label(&text[at..]).is_some()
        {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    let pairs: Vec<(usize, usize)> = cuts.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().map(|(from, to)| text[from..to].trim()).filter(|part| part.chars().any(char::is_alphanumeric))
}

/// What a label of such a block asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// A person's name or hand.
    Signed,
    /// Anything else beside it.
    Other,
}

/// The label at the start of these words: where it ends, and what it asks for.
fn label(text: &str) -> Option<(usize, Label)> {
    const SIGNED: &[&str] = &[
        "approved by",
        "approved",
        "authorized by",
        "by order of",
        "issued by",
        "issuing authority",
        "officer's signature",
        "officer’s signature",
        "employee signature",
        "employee's signature",
        "employee’s signature",
        "reviewed by",
        "signature of employee",
        "signature",
        "signed by",
        "signed",
        "supervisor's signature",
        "supervisor’s signature",
        "witness",
    ];
    const OTHER: &[&str] =
        &["badge no.", "badge number", "badge #", "badge", "date", "name", "print name", "printed name", "rank", "title"];
    let of = |list: &[&str]| {
        list.iter().find_map(|name| {
            let head = text.get(..name.len())?;
            let rest = text.get(name.len()..)?;
            let ended = rest.trim_start().starts_with([':', '_']) || rest.trim().is_empty() && name.contains(' ');
            (head.eq_ignore_ascii_case(name) && ended).then_some(name.len())
        })
    };
    of(SIGNED).map(|end| (end, Label::Signed)).or_else(|| of(OTHER).map(|end| (end, Label::Other)))
}
