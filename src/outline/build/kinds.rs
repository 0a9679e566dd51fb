//! What the words of an item or paragraph say it is: a title run into its text, a lead-in, a definition, a clause.
//!
//! ```text
//! **Storage** All keys ...         a bold title with its paragraph
//! POLICY: All staff ...            a title in capitals with its paragraph
//! Clerks shall:  1. ... 2. ...     a lead-in: one sentence, and items below it
//! ```

use crate::order::Kind;
use crate::outline::title::{Look, is_remark, look};
use crate::outline::units::{OpenEnd, open_end};

/// A title without its "(continued)".
pub(super) fn uncontinued(text: &str) -> &str {
    text.strip_suffix("(continued)").or_else(|| text.strip_suffix("(Continued)")).unwrap_or(text).trim_end()
}

/// A bold title with its paragraph on the same line, no dash or colon between: bytes of the title.
pub(super) fn strong_title(text: &str, strong: usize) -> Option<usize> {
    let title = text.get(..strong)?.trim_end();
    let rest = text.get(strong..)?.trim_start();
    let parted = title.ends_with([':', '-', '–', '—', ',', ';']) || rest.starts_with(['-', '–', '—', ':', ',', ';', '.']);
    let sound = !parted && look(title.trim_end_matches('.')).is_some() && title.split_whitespace().count() <= 10;
    (sound && rest.split_whitespace().count() >= 3 && rest.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c)))
        .then_some(title.len())
}

/// "What Is Allowed", "When to Call": a title that asks what its paragraphs answer.
pub(super) fn asks(text: &str) -> bool {
    matches!(text.split_whitespace().next().unwrap_or_default(), "What" | "When" | "Where" | "Who" | "Why" | "How")
}

pub(super) fn ends_in_preposition(text: &str) -> bool {
    let last = text.trim_end_matches(':').rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "against"
            | "without"
            | "upon"
            | "for"
            | "to"
            | "by"
            | "of"
            | "with"
            | "in"
            | "that"
            | "the"
            | "a"
            | "from"
            | "on"
            | "who"
            | "if"
            | "as"
            | "including"
            | "when"
    )
}

/// `POLICY: All staff ...` -> title and paragraph.
pub(super) fn capital_label(text: &str) -> Option<(String, String)> {
    let (title, rest) = text.split_once(':')?;
    if is_remark(title) {
        return None;
    }
    let rest = rest.trim();
    let words = title.split_whitespace().count();
    let sound = (1..=5).contains(&words) && look(title) == Some(Look::Capitals) && title.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    (sound && rest.split_whitespace().count() >= 5 && rest.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c)))
        .then(|| (format!("{title}:"), rest.to_owned()))
}

pub(super) fn promises_terms(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("definitions")
        || text.contains("the term:")
        || text.contains("terms") && (text.contains("mean") || text.contains("define"))
}

pub(super) fn kind_of(text: &str, items: u32, term: bool) -> Kind {
    if term {
        return Kind::Definition;
    }
    if items == 0 || sentences(text) > 1 {
        let lower = text.to_lowercase();
        let promises = lower.contains("follow") || lower.starts_with("as used in") || promises_terms(text);
        return if items == 0 && open_end(text) == OpenEnd::Lead && promises { Kind::LeadIn } else { Kind::Clause };
    }
    let lower = text.to_lowercase();
    match open_end(text) {
        OpenEnd::Lead => Kind::LeadIn,
        OpenEnd::Open => Kind::LeadIn,
        OpenEnd::Closed if lower.contains("following") || text.trim_end().ends_with('?') => Kind::LeadIn,
        _ => Kind::Clause,
    }
}

/// How many sentences: stops that a capital follows, common abbreviations aside.
fn sentences(text: &str) -> usize {
    let mut count = 1;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches(['”', '"', ')', '’']);
        let ends = bare.ends_with(['.', '?', '!']);
        let next_capital = words.peek().is_some_and(|next| next.trim_start_matches(['“', '"', '(']).starts_with(char::is_uppercase));
        let short = bare.len() <= 3
            || bare.trim_end_matches(['.', '?', '!']).contains('.')
            || matches!(bare, "Inc." | "Dept." | "Sgt." | "Capt." | "Lieut." | "etc.");
        if ends && next_capital && !short {
            count += 1;
        }
    }
    count
}
