//! Labels and their values: "EFFECTIVE DATE: June 15, 2020", "Policy No. 4.14".

use std::sync::LazyLock;

use regex::Regex;

use super::agency::agency;

/// The parts of a line that stand apart: cells, words with a bar between, words with four blanks between.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('\t')
        .flat_map(|part| part.split(" | "))
        .flat_map(|part| part.split("    "))
        .map(str::trim)
        .filter(|part| part.chars().any(|c| c.is_alphanumeric() || c == '☐' || c == '☑'))
}

/// "Policy No.: 4.05 Title: Boats Issued: May 3" as its three fields: cut in front of every further label that is known.
pub(super) fn several(segment: &str) -> Vec<&str> {
    let known = |label: &str| label.starts_with(char::is_uppercase) && label_kind(label).is_some();
    let mut cuts = vec![0];
    if segment.split_once(':').is_some_and(|(label, _)| known(label.trim())) {
        let colons = segment.match_indices(": ").map(|(at, _)| at).skip(1);
        cuts.extend(colons.filter_map(|colon| {
            let words: Vec<usize> = segment[..colon].match_indices(' ').map(|(at, _)| at + 1).collect();
            let value = segment[colon + 1..].split_whitespace().next().unwrap_or_default();
            // "Property and Evidence Order: Chain of Custody" has no number behind "Order".
            let fits = |label: &str| label_kind(label) != Some(Field::Number) || value.contains(|c: char| c.is_ascii_digit());
            words.iter().rev().take(3).rev().copied().find(|from| known(segment[*from..colon].trim()) && fits(segment[*from..colon].trim()))
        }));
        cuts.dedup();
    }
    let ends = cuts.iter().skip(1).copied().chain([segment.len()]);
    cuts.iter().zip(ends).map(|(from, to)| segment[*from..to].trim()).filter(|field| !field.is_empty()).collect()
}

/// Whether some part of a line is a label with its value.
pub(crate) fn has_label(text: &str) -> bool {
    split(text).any(|segment| labelled(segment.trim_start_matches(['-', '*', '•', ' '])).is_some())
}

/// The same for labels that have a meaning of their own.
pub(super) fn has_known_label(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '•', ' ']);
    split(text).any(|segment| labelled(segment).is_some_and(|(label, value)| label_kind(&label).is_some() && !value.is_empty()))
}

/// `Label: value`, or `LABEL value` where the label is one that orders use.
pub(super) fn labelled(segment: &str) -> Option<(String, String)> {
    let segment = segment.trim();
    if let Some((label, value)) = segment.split_once(':') {
        let words = label.split_whitespace().count();
        let known = label_kind(label).is_some();
        if (1..=6).contains(&words)
            && label.len() <= 60
            && (known || label.chars().next().is_some_and(char::is_uppercase))
            && !ends_a_sentence(label)
            && (known || !opens_list(label))
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
    // "POLICY AND PROCEDURE MANUAL" is a kind of paper, "TITLE 4. CONDUCT" a part of a book.
    if let Some(end) = best.filter(|end| segment[*end..].trim().is_empty() || !is_kind_of_paper(segment) && !counts(segment[*end..].trim()))
    {
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

/// "Officers shall record:", "Cards are kept as follows:" open lists and are no labels.
pub(super) fn opens_list(label: &str) -> bool {
    const VERBS: &[&str] = &["shall", "must", "may", "should", "cannot", "will", "is", "are", "follows"];
    label.split_whitespace().any(|word| VERBS.contains(&word.trim_end_matches(':')))
}

/// A stop behind more than one word: "No. Pages" and "Eff. Date" are labels, "Doors are shut. Exceptions" is none.
fn ends_a_sentence(label: &str) -> bool {
    label.match_indices(". ").any(|(at, _)| label[..at].contains(' '))
}

/// "4. Conduct": a number and what it is the number of.
fn counts(value: &str) -> bool {
    let Some((number, rest)) = value.split_once(". ") else { return false };
    number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit() || b"IVXL".contains(&b)) && !rest.is_empty()
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
pub(super) enum Field {
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

/// What a label means, where it means something.
pub(super) fn label_kind(label: &str) -> Option<Field> {
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
        _ if label.contains("standard") && !is_generic(&label) || label.contains("calea") || label.contains("accreditation") => {
            Field::Standards
        }
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
            || matches!(label.as_str(), "general order" | "special order" | "sop" | "s.o.p")
            || label == "directive"
            || label.ends_with("order #") =>
        {
            Field::Number
        }
        _ => return None,
    })
}

/// Whether these words are the label of a field of the head.
pub(crate) fn names_field(text: &str) -> bool {
    label_kind(text).is_some()
}

/// What every label of a date of effect or issue has in it.
static DATE_SIGN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i-u:eff|date|issued)").ok());

/// Whether a label of a date of effect or issue may stand in these words: quick, and never wrong where it says no.
pub(crate) fn may_label_date(text: &str) -> bool {
    DATE_SIGN.as_ref().is_none_or(|sign| sign.is_match(text))
}

/// Names of the kind of document, not of its subject.
pub(crate) fn is_generic(text: &str) -> bool {
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

/// Names of the kind of document without any figure.
fn is_kind_of_paper(text: &str) -> bool {
    is_generic(text) && !text.contains(|c: char| c.is_ascii_digit())
}

/// A date as people write it, as ISO 8601. Month before day, as in the United States, where only figures stand.
pub(super) fn date(text: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviations_stop_ends_no_label() {
        assert_eq!(labelled("NO. PAGES: 4"), Some(("NO. PAGES".into(), "4".into())));
        assert_eq!(labelled("Doors are shut. Exceptions: none"), None);
    }

    #[test]
    fn fields_in_one_line_stand_apart() {
        let line = "Policy No.: 4.05 Title: Care of Boats Issued: January 5, 2022 Revised: 6 May 2024";
        assert_eq!(several(line), ["Policy No.: 4.05", "Title: Care of Boats", "Issued: January 5, 2022", "Revised: 6 May 2024"]);
        assert_eq!(several("Subject: Boats: Care and Title"), ["Subject: Boats: Care and Title"]);
        assert_eq!(several("Subject: Use of Boats Policy: Oars"), ["Subject: Use of Boats Policy: Oars"]);
    }

    #[test]
    fn every_label_of_a_date_has_its_sign() {
        let labels = ["Effective", "DATE EFFECTIVE", "Eff. Date", "eff date", "Date of Issue", "ISSUED", "Date", "Issue Date"];
        for label in labels {
            assert!(matches!(label_kind(label), Some(Field::Effective | Field::Issued)), "{label}");
            assert!(may_label_date(label), "{label}");
        }
        assert!(!may_label_date("Keys are kept in the safe."));
    }
}
