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
        "nomenclature",
        "words and phrases",
        "terms and phrases",
        "meaning of words",
        "meaning of terms",
        "words mean",
        "terms mean",
    ];
    matches!(text, "terms" | "meanings" | "words") || promises.iter().any(|promise| text.contains(promise))
}

/// The term at the start of these words.
///
/// `strong` is how many bytes at the start are bold, `tab` where the first tab stood; `among` says that a title above or the sentence
/// leading in promises definitions. Without that only the plainest form, a quoted or emphasized term with "means", is believed.
pub(crate) fn term(text: &str, strong: usize, tab: Option<usize>, among: bool) -> Option<String> {
    if let Some(term) = quoted(text) {
        return Some(term);
    }
    let defined = |rest: &str| {
        let meaning = ["means ", "shall mean "].iter().find_map(|verb| rest.trim_start().strip_prefix(verb));
        // "Other means of transport", "by no means shall".
        let noun = |word: &str| matches!(word, "of" | "shall" | "must" | "may" | "are" | "is" | "to" | "by" | "for");
        meaning.is_some_and(|meaning| meaning.split_whitespace().next().is_some_and(|word| !noun(word)))
    };
    let emphasized = strong > 0 && text.get(strong..).is_some_and(defined);
    if !among && !emphasized {
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
    // "Loft. The room above the boats."; "Loans. The clerk shall ..." is a rule under its title.
    if text.split_whitespace().count() <= SHORT
        && !directs(text)
        && let Some((name, meaning)) = text.split_once(". ")
        && name.split_whitespace().count() <= 4
        && !super::title::has_verb(name)
        && meaning.starts_with(char::is_uppercase)
    {
        return clean(name);
    }
    None
}

/// A name and what it stands for, told by nothing but its form: `Alarm: any signal ...`, `Alarm - a signal ...`.
///
/// The name is short and neither counts nor orders ("Second offense: a fine"); behind the sign stands what a thing is, and nobody is told to do
/// or to leave anything.
pub(crate) fn explains(text: &str) -> bool {
    let Some((name, meaning)) =
        [": ", " - ", " – ", " — "].iter().filter_map(|sign| text.split_once(sign)).min_by_key(|(name, _)| name.len())
    else {
        return false;
    };
    let name: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let counts = name.iter().any(|word| ORDINALS.contains(&word.as_str()) || word.bytes().any(|byte| byte.is_ascii_digit()));
    let Some(opening) = meaning.split_whitespace().next() else { return false };
    let opening = opening.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    (1..=5).contains(&name.len())
        && !counts
        && !super::title::has_verb(&name.join(" "))
        && OPENINGS.contains(&opening.as_str())
        && !directs(meaning)
}

/// Somebody is told to do or to leave something, by a modal or by what a role does in the present ("the sergeant assigns posts").
fn directs(text: &str) -> bool {
    let words: Vec<String> = crate::normalize::words(text).into_iter().map(|word| word.folded).collect();
    let told = |word: &String| DIRECTS.contains(&word.as_str());
    let cues = crate::grammar::Cues::builtin();
    let acts = words.windows(2).take(4).any(|pair| cues.is_person(&pair[0]) && cues.third_person(&pair[1]).is_some());
    acts || words.iter().any(told)
}

/// Words that a term and its meaning have at most where nothing but a stop parts them.
const SHORT: usize = 45;

/// Words with which it is said what a thing is.
const OPENINGS: &[&str] = &[
    "a",
    "an",
    "any",
    "anybody",
    "anyone",
    "anything",
    "each",
    "every",
    "everything",
    "someone",
    "something",
    "that",
    "the",
    "those",
    "what",
    "whatever",
    "whoever",
];
/// Names of steps and grades, which are no terms.
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "step", "phase", "level", "tier", "offense", "violation"];
/// Words that tell somebody to do or to leave something.
const DIRECTS: &[&str] =
    &["shall", "must", "should", "may", "will", "cannot", "required", "prohibited", "forbidden", "allowed", "permitted", "never"];

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
