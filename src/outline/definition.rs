//! Terms and what they mean, in every layout that orders use.
//!
//! ```text
//! Alarm: text        Alarm - text       Alarm — text
//! **Alarm** text     Alarm<tab>text     "Alarm" means text     Alarm means text
//! ```

/// A title that says that definitions stand under it.
pub(crate) fn is_title(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim().trim_end_matches(':');
    let promises = [
        "definition",
        "glossary",
        "terminology",
        "defined terms",
        "key terms",
        "abbreviations",
        "acronyms",
        "words we use",
        "terms used",
        "vocabulary",
    ];
    text == "terms" || text == "meanings" || promises.iter().any(|promise| text.contains(promise))
}

/// The term at the start of these words.
///
/// `strong` is how many bytes at the start are bold, `tab` where the first tab stood; `among` says that a title above or the sentence
/// leading in promises definitions. Without that only the plainest form, a quoted term with "means", is believed.
pub(crate) fn term(text: &str, strong: usize, tab: Option<usize>, among: bool) -> Option<String> {
    if let Some(term) = quoted(text) {
        return Some(term);
    }
    if !among {
        return None;
    }
    let clean = |term: &str| {
        let term = term.trim().trim_end_matches([':', '-', '–', '—', '.', ',']).trim().trim_matches(['“', '”', '"', '\'']);
        let words = term.split_whitespace().count();
        ((1..=9).contains(&words) && term.len() <= 80).then(|| term.to_owned())
    };
    if strong > 0
        && strong < text.len()
        && let Some(term) = text.get(..strong).and_then(clean)
    {
        return Some(term);
    }
    if let Some(tab) = tab
        && let Some(term) = text.get(..tab).and_then(clean)
    {
        return Some(term);
    }
    let mut best: Option<usize> = None;
    for sign in [": ", " - ", " – ", " — ", "— ", ". — ", "–", "—"] {
        if let Some(at) = text.find(sign) {
            best = Some(best.map_or(at, |best| best.min(at)));
        }
    }
    if let Some(at) = best {
        let term = &text[..at];
        if !super::title::has_verb(term)
            && !term.contains(". ")
            && let Some(term) = clean(term)
        {
            return Some(term);
        }
    }
    for verb in [" means ", " mean ", " refers to ", " shall mean ", " is defined as ", " includes "] {
        if let Some(at) = text.find(verb) {
            let term = &text[..at];
            if term.split_whitespace().count() <= 6 && !super::title::has_verb(term) && !term.contains(',') {
                return clean(term.trim_start_matches("The term ").trim_start_matches("the term "));
            }
        }
    }
    None
}

/// `"Alarm" means`, `The term “Alarm” includes`.
fn quoted(text: &str) -> Option<String> {
    let rest = text.strip_prefix("The term ").or_else(|| text.strip_prefix("the term ")).unwrap_or(text);
    let mut chars = rest.chars();
    let close = match chars.next()? {
        '“' => '”',
        '"' => '"',
        _ => return None,
    };
    let inner = chars.as_str();
    let end = inner.find(close).filter(|end| *end <= 90)?;
    let after = inner[end + close.len_utf8()..].trim_start();
    let verbs = [
        "means",
        "mean ",
        "refers to",
        "includes",
        "include ",
        "shall mean",
        "is defined",
        "has the",
        "have the",
        "shall have",
        "and “",
        "or “",
        "does not",
    ];
    verbs.iter().any(|verb| after.starts_with(verb)).then(|| inner[..end].trim_end_matches(',').to_owned())
}
