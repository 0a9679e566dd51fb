//! What lines of a head say of the order they belong to: its number, its title, its date.

use super::super::rows::Row;
use super::super::title::{has_verb, look};
use super::agency::agency;
use super::label::{Field, date, is_generic, label_kind, labelled, split};
use super::opens_body;

/// What is known of an order from its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The figures of its number, in lower case: "12-3" of "General Order # 12-3".
    pub number: Option<String>,
    /// The words of its title, in lower case.
    pub title: Option<String>,
    /// The title has its label: "Subject: Keys".
    pub titled: bool,
    /// It has a date of effect or issue that can be read.
    pub dated: bool,
    /// It names the agency.
    pub agency: bool,
    /// Its first line is the order's kind and number: "General Order 12-3".
    pub named: bool,
    /// One more than its last row.
    pub end: usize,
}

/// So many rows a head may have here.
pub(crate) const HEAD_ROWS: usize = 16;

/// Reads on from a row as long as the lines can belong to a head. `top` says which rows begin something new.
pub(crate) fn signs(rows: &[Row<'_>], from: usize, top: impl Fn(usize) -> bool) -> Signs {
    let mut out = Signs { end: from, ..Signs::default() };
    let mut pending: Option<Field> = None;
    for (index, row) in rows.iter().enumerate().skip(from).take(HEAD_ROWS) {
        let again = agency(&row.text).is_some() && out.agency;
        if !is_head_line(row) || index > from && (top(index) || again) {
            break;
        }
        out.end = index + 1;
        for segment in split(&row.text) {
            let (field, value) = match labelled(segment) {
                Some((label, value)) => (label_kind(&label), value),
                None => (pending.take(), segment.to_owned()),
            };
            match field {
                Some(field) if value.is_empty() => pending = Some(field),
                Some(field) => out.take(field, &value),
                None => out.line(segment, index == from, row.heading.is_some()),
            }
        }
    }
    out
}

impl Signs {
    fn take(&mut self, field: Field, value: &str) {
        match field {
            Field::Number if self.number.is_none() => self.number = figures(value),
            Field::Title => {
                self.title = Some(folded(value));
                self.titled = true;
            }
            Field::Effective | Field::Issued => self.dated |= date(value).is_some(),
            Field::Agency => self.agency = true,
            _ => {}
        }
    }

    fn line(&mut self, segment: &str, first: bool, heading: bool) {
        if let Some((_, rest)) = agency(segment) {
            self.agency = true;
            // "EASTON POLICE DEPARTMENT POLICY NO. 4.14"
            if let Some((label, value)) = labelled(rest)
                && let Some(field) = label_kind(&label)
            {
                self.take(field, &value);
            }
        } else if let Some((number, title)) = designation(segment) {
            self.named |= first;
            if self.number.is_none() {
                self.number = Some(number);
            }
            if self.title.is_none() && !title.is_empty() {
                self.title = Some(folded(title));
            }
        } else if self.title.is_none() && !is_generic(segment) && (heading || look(segment).is_some()) {
            self.title = Some(folded(segment));
        }
    }
}

/// Whether a line can stand in a head: no sentence, no item, no title that opens bodies.
pub(crate) fn is_head_line(row: &Row<'_>) -> bool {
    let text = row.text.trim();
    let known = split(text).any(|segment| labelled(segment).is_some_and(|(label, _)| label_kind(&label).is_some()));
    if known {
        return true;
    }
    let words = text.split_whitespace().count();
    let numbered = row.markers().iter().any(|marker| !marker.is_bullet());
    let sentence = words >= 14 || text.ends_with(['.', ';', ',']) || words > 3 && has_verb(text);
    !numbered && !sentence && !opens_body(text)
}

/// The first word with a figure in it: what tells "General Order # 9" from "General Order # 10 Page 2".
fn figures(value: &str) -> Option<String> {
    let word = value.split_whitespace().find(|word| word.contains(|c: char| c.is_ascii_digit()))?;
    Some(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

fn folded(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Kinds of orders that are counted; the others count rules inside one order as well, so that their number must be a greater one.
const KINDS: &[(&str, bool)] = &[
    ("standard operating procedure ", true),
    ("administrative order ", true),
    ("department general order ", true),
    ("administrative directive ", true),
    ("written directive ", true),
    ("departmental order ", true),
    ("general directive ", true),
    ("personnel order ", true),
    ("training order ", true),
    ("standing order ", true),
    ("general order ", true),
    ("special order ", true),
    ("g.o. ", true),
    ("s.o. ", true),
    ("sop ", true),
    ("procedure ", false),
    ("directive ", false),
    ("policy ", false),
    ("order ", false),
];

/// Who gives an order, in front of its kind.
const GIVERS: &[&str] = &[
    "agency",
    "bureau",
    "chief's",
    "chief’s",
    "commissioner's",
    "commissioner’s",
    "department",
    "departmental",
    "division",
    "office",
    "patrol",
    "police",
    "sheriff's",
    "sheriff’s",
    "superintendent's",
    "superintendent’s",
];

/// "DRAFT 2 - Policy 310" without what says that it is a draft.
pub(super) fn without_stage(text: &str) -> &str {
    const STAGES: &[&str] = &["draft", "proposed", "revised", "interim", "final"];
    let signs = [": ", " - ", " \u{2014} ", " \u{2013} "];
    let Some((at, sign)) = signs.iter().filter_map(|sign| text.find(sign).map(|at| (at, sign))).min() else { return text };
    let (stage, rest) = (&text[..at], &text[at + sign.len()..]);
    let mut words = stage.split_whitespace();
    let known = words.next().is_some_and(|first| STAGES.iter().any(|known| first.eq_ignore_ascii_case(known)));
    // "v3", "2", "no. 4"
    let counted =
        words.all(|word| word.contains(|c: char| c.is_ascii_digit()) || STAGES.iter().any(|known| word.eq_ignore_ascii_case(known)));
    if known && counted { rest.trim_start() } else { text }
}

/// "General Order 12-3: Keys": the number's figures and the words behind it.
pub(super) fn designation(text: &str) -> Option<(String, &str)> {
    let text = without_stage(text);
    let lower = text.to_lowercase();
    if lower.len() != text.len() || text.split_whitespace().count() > 14 {
        return None;
    }
    // "Sheriff's Directive 14-3": who gives it stands in front of what it is.
    let whose = lower.split_once(' ').map_or(0, |(giver, _)| if GIVERS.contains(&giver) { giver.len() + 1 } else { 0 });
    let (text, lower) = (&text[whose..], &lower[whose..]);
    let (kind, sure) = KINDS.iter().find(|(kind, _)| lower.starts_with(kind))?;
    let rest = text[kind.len()..].trim_start();
    let rest = ["no. ", "number ", "# ", "#", "no "].iter().find_map(|sign| {
        let said = rest.get(..sign.len())?;
        said.eq_ignore_ascii_case(sign).then(|| &rest[sign.len()..])
    });
    let rest = rest.unwrap_or(text[kind.len()..].trim_start());
    let number = rest.split([' ', ':', '\u{2014}', '\u{2013}']).next()?.trim_end_matches(['.', '-']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let whole = digits > 0 && number.bytes().all(|b| b.is_ascii_alphanumeric() || b".-/".contains(&b)) && number.len() <= 14;
    let great = *sure || digits >= 2;
    let title = rest[number.len()..].trim_start_matches([' ', ':', '.', '-', '\u{2014}', '\u{2013}']);
    let named = title.is_empty() || look(title).is_some();
    (whole && great && named).then(|| (number.to_lowercase(), title))
}
