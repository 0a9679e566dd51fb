//! Labels in one line, their values in the next.
//!
//! ```text
//! NUMBER      SUBJECT          EFFECTIVE DATE
//! 14.2        Oars and Locks   10/10/2010
//! ```

use super::super::rows::Row;
use super::label::{label_kind, labelled};

/// Nothing but two labels or more, none with its value; one of them means something.
pub(super) fn is_label_row(row: &Row<'_>) -> bool {
    if row.heading.is_some() || row.item.is_some() || row.text.len() > 200 || !row.text.contains("  ") && !row.text.contains('\t') {
        return false;
    }
    let mut known = 0;
    let mut all = 0;
    for (_, part) in parts(&row.text) {
        all += 1;
        match labelled(part) {
            Some((label, value)) if value.is_empty() => known += usize::from(label_kind(&label).is_some()),
            _ => return false,
        }
    }
    all >= 2 && known >= 1
}

/// Each value under the label that begins nearest above it.
pub(super) fn values_under(labels: &Row<'_>, values: &Row<'_>) -> Vec<(String, String)> {
    let heads: Vec<(usize, &str)> = parts(&labels.text).map(|(at, part)| (at + usize::from(labels.indent), part)).collect();
    let mut out: Vec<(String, String)> =
        heads.iter().map(|(_, part)| (part.trim_end_matches([':', ' ']).to_owned(), String::new())).collect();
    let tabbed = labels.text.contains('\t');
    for (nth, (at, part)) in parts(&values.text).enumerate() {
        let at = at + usize::from(values.indent);
        let nearest = if tabbed { Some(nth) } else { (0..heads.len()).min_by_key(|head| heads[*head].0.abs_diff(at)) };
        match nearest.and_then(|head| out.get_mut(head)) {
            Some((_, value)) if value.is_empty() => part.clone_into(value),
            Some((_, value)) => *value = format!("{value} {part}"),
            None => out.push(("(line)".into(), part.to_owned())),
        }
    }
    out
}

/// The parts of a line that tabs or two blanks part, with the column of each.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    let mut column = 0;
    std::iter::from_fn(move || {
        while from < text.len() {
            let rest = &text[from..];
            let end = match (rest.find("  "), rest.find('\t')) {
                (Some(a), Some(b)) => a.min(b),
                (a, b) => a.or(b).unwrap_or(rest.len()),
            };
            let (part, at) = (&rest[..end], column);
            let blank = rest[end..].len() - rest[end..].trim_start().len();
            column += rest[..end + blank].chars().count();
            from += end + blank;
            if part.chars().any(char::is_alphanumeric) {
                return Some((at, part.trim()));
            }
            if end + blank == 0 {
                return None;
            }
        }
        None
    })
}
