//! Names for people: a short noun phrase for each row, and the topic it stands under.
//!
//! A title is made of the order's own words: the phrase most members share and few other rows have. Phrases are runs of content words, as
//! in rapid automatic keyword extraction (Rose et al. 2010), weighed by how many members have them and how rare they are elsewhere.

use std::collections::BTreeMap;

use crate::normalize::{is_modal, is_stop, words};

/// What a title is made from: the words of each agency's main statement, how many rows have each stem, and how many rows there are.
pub struct Source<'a> {
    /// Texts, the reference's first.
    pub texts: Vec<&'a str>,
    /// In how many rows of the subject each word stands.
    pub rows_with: &'a BTreeMap<String, usize>,
    /// Number of rows.
    pub rows: usize,
}

/// Words that begin or end no noun phrase worth showing.
const WEAK: &[&str] = &[
    "member",
    "members",
    "employee",
    "employees",
    "personnel",
    "officer",
    "officers",
    "department",
    "departments",
    "agency",
    "office",
    "police",
    "person",
    "persons",
    "individual",
    "individuals",
    "staff",
    "policy",
    "order",
    "any",
    "use",
    "used",
    "using",
    "following",
    "clearly",
    "aware",
    "mindful",
    "accordingly",
    "therefore",
    "particular",
    "includes",
    "including",
    "made",
    "make",
    "given",
    "based",
    "related",
    "provide",
    "provided",
    "ensure",
    "subject",
    "apply",
    "applies",
    "considered",
    "shall",
    "engaging",
    "engage",
    "sworn",
    "civilian",
    "order",
    "special",
    "chief",
    "designee",
    "way",
    "become",
    "becomes",
    "becoming",
    "time",
    "times",
    "purpose",
    "purposes",
    "must",
    "indicate",
    "specific",
    "manner",
    "also",
    "new",
    "need",
    "needs",
];

/// The title of a row: at most `limit` words; the beginning of the reference's words where no phrase stands out.
pub fn title(source: &Source, limit: usize) -> String {
    let mut scores: BTreeMap<String, (f64, String)> = BTreeMap::new();
    for (n, text) in source.texts.iter().enumerate() {
        for phrase in phrases(text) {
            let folded: Vec<String> = words(&phrase).into_iter().map(|w| w.folded).collect();
            if folded.is_empty() || folded.len() > limit {
                continue;
            }
            let rare: f64 = folded
                .iter()
                .map(|w| {
                    let rows = source.rows_with.get(w).copied().unwrap_or(0).max(1);
                    ((1 + source.rows) as f64 / rows as f64).ln()
                })
                .sum::<f64>()
                / (folded.len() as f64).sqrt();
            // A single word is seldom a title, and a verb never.
            let verb = folded.len() == 1 && (folded[0].ends_with("ing") || folded[0].ends_with("ed") || folded[0].ends_with('e'));
            let weight = if n == 0 { 1.1 } else { 1.0 }
                * if verb {
                    0.25
                } else if folded.len() == 1 {
                    0.6
                } else {
                    1.0
                };
            let entry = scores.entry(folded.join(" ")).or_insert((0.0, phrase.clone()));
            entry.0 += weight * rare;
        }
    }
    let mut ranked: Vec<(f64, String)> = scores.into_values().collect();
    ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
    let mut chosen: Vec<&String> = Vec::new();
    let mut length = 0;
    let first = source.texts.first().copied().unwrap_or_default();
    for (score, phrase) in &ranked {
        let n = phrase.split_whitespace().count();
        let top = ranked[0].0;
        if chosen.len() < 2 && length + n < limit && *score >= 0.55 * top && first.contains(phrase.as_str()) {
            length += n;
            chosen.push(phrase);
        }
    }
    chosen.sort_by_key(|p| first.find(p.as_str()));
    if chosen.is_empty() {
        let start: Vec<&str> = first.split_whitespace().take(limit).collect();
        return sentence_case(start.join(" ").trim_end_matches([',', ';', ':', '.']));
    }
    let joined: Vec<String> = chosen.iter().map(|s| s.to_lowercase()).collect();
    sentence_case(&joined.join(", "))
}

/// Runs of content words in a text, weak words trimmed off both ends.
fn phrases(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut finish = |run: &mut Vec<&str>| {
        let weak = |w: &str| words(w).first().is_none_or(|x| WEAK.contains(&x.folded.as_str()));
        while run.first().is_some_and(|w| weak(w)) {
            run.remove(0);
        }
        while run.last().is_some_and(|w| weak(w)) {
            run.pop();
        }
        if !run.is_empty() {
            out.push(run.join(" "));
        }
        run.clear();
    };
    for token in text.split_whitespace() {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = words(bare).first().map(|w| w.folded.clone()).unwrap_or_default();
        let breaks_before = token.contains('(') || token.starts_with(['(', '[', '\u{201c}', '"']);
        let breaks_after = token.ends_with([',', ';', ':', '.', ')', ']', '(', '\u{201d}', '"']) || token.contains('/');
        if breaks_before {
            finish(&mut run);
        }
        if bare.is_empty() || is_stop(&folded) || is_modal(&folded) || folded == "their" {
            finish(&mut run);
            continue;
        }
        run.push(bare);
        if breaks_after {
            finish(&mut run);
        }
    }
    finish(&mut run);
    out
}

/// First letter large, the rest as it is.
pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().collect::<String>() + chars.as_str())
}
