//! The slots of a directive under the names every report uses.

use crate::directive::{Authority, Directive, Phrase};

/// The slots in the order they are shown: key in the data, heading for people.
pub const SLOTS: [(&str, &str); 9] = [
    ("who", "Who"),
    ("act", "Act"),
    ("object", "To or with what"),
    ("situation", "Where"),
    ("condition", "Condition"),
    ("exception", "Exception"),
    ("authority", "Authority"),
    ("deadline", "Deadline"),
    ("consequence", "Consequence"),
];

/// The phrases of one slot; the authority, which has more to it, as one phrase.
pub fn phrases(directive: &Directive, key: &str) -> Vec<Phrase> {
    match key {
        "who" => directive.actors.clone(),
        "act" => directive.acts.clone(),
        "object" => directive.objects.clone(),
        "situation" => directive.situations.clone(),
        "condition" => directive.conditions.clone(),
        "exception" => directive.exceptions.clone(),
        "authority" => directive.authority.iter().map(authority).collect(),
        "deadline" => directive.deadlines.clone(),
        "consequence" => directive.consequences.clone(),
        _ => Vec::new(),
    }
}

fn authority(authority: &Authority) -> Phrase {
    let who: Vec<&str> = authority.who.iter().map(|p| p.value.as_str()).collect();
    let mut value = if who.is_empty() { "unnamed".to_string() } else { who.join(" or ") };
    if authority.written {
        value.push_str(", in writing");
    }
    if authority.express {
        value.push_str(", express");
    }
    Phrase { value, words: authority.words.clone() }
}

/// The slot in one line: what it was understood as; empty where the clause says nothing of it.
pub fn values(directive: &Directive, key: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    for phrase in phrases(directive, key) {
        if !seen.contains(&phrase.value) {
            seen.push(phrase.value);
        }
    }
    seen.join("; ")
}

/// The slot in the order's own words.
pub fn words(directive: &Directive, key: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    for phrase in phrases(directive, key) {
        let said = if phrase.words.is_empty() { phrase.value } else { phrase.words };
        if !seen.contains(&said) {
            seen.push(said);
        }
    }
    seen.join("; ")
}
