//! What looks like a title: few words, no full stop, capitals.

/// How a title is set, from the highest to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// ALL CAPITALS.
    Capitals,
    /// Each Word of Weight with a Capital.
    Words,
}

/// Words that stay small in a title.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "de", "for", "from", "if", "in", "into", "its", "nor", "of", "on", "or", "our", "over",
    "per", "the", "to", "up", "via", "vs", "with", "your",
];

/// Whether these words alone on their line look like a title, and how it is set.
pub(crate) fn look(text: &str) -> Option<Look> {
    let text = text.trim().trim_end_matches(':').trim_end();
    if text.is_empty() || text.len() > 110 || ends_sentence(text) {
        return None;
    }
    let (mut words, mut capital, mut small, mut lower, mut upper) = (0, 0, 0, 0usize, 0usize);
    let mut ends_small = false;
    for (index, word) in text.split_whitespace().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        words += 1;
        if words > 14 {
            return None;
        }
        for c in word.chars() {
            lower += usize::from(c.is_lowercase());
            upper += usize::from(c.is_uppercase());
        }
        ends_small = false;
        if first.is_uppercase() || first.is_numeric() {
            capital += 1;
        } else if index > 0 && SMALL.binary_search(&word.to_lowercase().as_str()).is_ok() {
            small += 1;
            ends_small = true;
        } else {
            return None;
        }
    }
    if words == 0 || upper == 0 {
        return None;
    }
    if lower * 12 < upper && upper >= 3 {
        return Some(Look::Capitals);
    }
    // "Lamps at the Gate": as many small words as great ones, all of them inside.
    (capital > small || capital == small && capital >= 2 && !ends_small).then_some(Look::Words)
}

/// Words in capitals that call for attention and are no titles.
const REMARKS: &[&str] =
    &["NOTE", "NOTES", "CAUTION", "WARNING", "IMPORTANT", "EXCEPTION", "EXCEPTIONS", "EXAMPLE", "EXAMPLES", "REMINDER", "ATTENTION"];

/// Whether what looks like a title in capitals only calls for attention.
pub(crate) fn is_remark(title: &str) -> bool {
    REMARKS.contains(&title.trim())
}

/// Whether words end with a stop that no title ends with.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end().trim_end_matches(':').trim_end().ends_with(['.', ';', ',', '?', '!'])
}

/// Verbs that make a sentence of what would pass for a title.
pub(crate) fn has_verb(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb))
    })
}

const VERBS: &[&str] = &[
    "shall", "must", "will", "may", "should", "can", "is", "are", "was", "were", "be", "been", "has", "have", "does", "do", "means",
    "includes", "include", "apply", "applies", "cannot",
];

/// Words that begin a sentence where a title has just ended.
const STARTERS: &[&str] = &[
    "A", "All", "An", "Any", "Each", "Every", "Everyone", "For", "If", "In", "It", "No", "Nothing", "Only", "The", "These", "This",
    "Those", "To", "Upon", "When", "Whenever", "Where", "While",
];

/// Where a title has run into its paragraph without a mark between: bytes of the title.
///
/// ```text
/// Review of Records Supervisors inspecting a file sign for it.
/// ^^^^^^^^^^^^^^^^^ the capitals run on by one word: the sentence's first
/// Storage Only sealed lockers may be used.
/// ^^^^^^^ a word that begins sentences ends the title
/// ```
pub(crate) fn run_in(text: &str) -> Option<usize> {
    let mut starts: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    let mut cut = None;
    for word in text.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        let bare = trimmed.trim_matches(|c: char| !c.is_alphanumeric());
        let first = bare.chars().next();
        let capital = first.is_some_and(char::is_uppercase);
        let ends = trimmed.ends_with(['.', ':', ';', '?', '!', '—', '–']) || trimmed == "-";
        if starts.len() > 8 || bare.is_empty() {
            return None;
        }
        // "A" inside capitals begins nothing.
        let capitals_go_on = text[..at].chars().rev().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
            && text[at + word.len()..].split_whitespace().next().is_some_and(|next| !next.contains(char::is_lowercase));
        if !starts.is_empty() && STARTERS.contains(&bare) && !capitals_go_on {
            cut = Some(at);
            break;
        }
        if !capital && SMALL.binary_search(&bare).is_err() {
            let (last, was_capital) = *starts.last()?;
            if !was_capital || starts.len() < 2 || is_modal(bare) {
                return None;
            }
            cut = Some(last);
            break;
        }
        if ends || trimmed.ends_with(',') {
            return None;
        }
        starts.push((at, capital));
        at += word.len();
    }
    let cut = cut?;
    let title = text[..cut].trim_end();
    let rest = text[cut..].trim();
    let last_small = title.rsplit(char::is_whitespace).next().is_some_and(|word| SMALL.binary_search(&word).is_ok());
    let first_starts = title.split_whitespace().next().is_some_and(|word| STARTERS.contains(&word));
    (!title.is_empty() && !last_small && !first_starts && rest.split_whitespace().count() >= 4).then_some(title.len())
}

fn is_modal(word: &str) -> bool {
    VERBS.contains(&word) || matches!(word, "not" | "who" | "and" | "or")
}
