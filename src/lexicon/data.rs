//! The lexicon's files: reading them, joining them, and telling a person which line to put right.
//!
//! The format is described in `docs/lexicon.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::Class;
use super::forms::{noun_phrase, verb_phrase};
use super::tokens::Tokens;

/// One file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// "police" (the built-in lexicon is extended) or "none" (this file stands alone).
    base: Option<String>,
    /// The field area the concepts belong to.
    area: Option<String>,
    /// Phrases that hide a word of a concept and say nothing themselves.
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    role: Table,
    #[serde(default)]
    act: Table,
    #[serde(default)]
    object: Table,
    #[serde(default)]
    situation: Table,
    #[serde(default)]
    authority: Table,
    #[serde(default)]
    consequence: Table,
    #[serde(default)]
    quality: Table,
}

type Table = BTreeMap<String, Spanned<Entry>>;

/// One concept as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    is: Vec<String>,
    telling: Option<f32>,
    rank: Option<u8>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

/// One concept read, its links still names.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub class: Class,
    pub area: String,
    pub is: Vec<String>,
    pub telling: f32,
    pub rank: Option<u8>,
    pub against: Vec<String>,
    pub verbs: Vec<String>,
    pub nouns: Vec<String>,
    pub words: Vec<String>,
    /// Line of the file it was read from.
    pub line: usize,
}

/// Everything some files define.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    pub by_name: BTreeMap<String, Definition>,
    pub ignore: BTreeSet<String>,
    /// Whether the file asks for the built-in lexicon beneath it.
    pub on_builtin: bool,
}

/// How a phrase was claimed; a noun and a verb may share a form, and the text decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Verb,
    Noun,
    Words,
}

impl Definition {
    /// Every form of every phrase: the part of speech, the form, whether it is the dictionary form.
    pub fn forms(&self) -> Vec<(Part, String, super::forms::Form)> {
        let verbs = self.verbs.iter().flat_map(|p| verb_phrase(p)).map(|(f, form)| (Part::Verb, f, form));
        let nouns = self.nouns.iter().flat_map(|p| noun_phrase(p)).map(|(f, form)| (Part::Noun, f, form));
        let words = self.words.iter().map(|p| (Part::Words, p.clone(), super::forms::Form::Base));
        verbs.chain(nouns).chain(words).collect()
    }
}

/// Reads one file. The message of an error names the line and what to do.
pub(super) fn parse(text: &str) -> Result<Definitions, String> {
    let file: File = toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(1, |s| line_of(text, s.start));
        format!("line {line}: {}; docs/lexicon.md describes the format", e.message().replace('\n', " "))
    })?;
    let on_builtin = match file.base.as_deref() {
        None | Some("police") => true,
        Some("none") => false,
        Some(other) => {
            let line = text.lines().position(|l| l.trim_start().starts_with("base")).map_or(1, |l| l + 1);
            return Err(format!(
                "line {line}: base {other:?} is not known; write \"police\" to add to the built-in lexicon or \"none\" to replace it"
            ));
        }
    };
    let area = file.area.unwrap_or_else(|| "general".to_owned());
    let tables = [
        (Class::Role, file.role),
        (Class::Act, file.act),
        (Class::Object, file.object),
        (Class::Situation, file.situation),
        (Class::Authority, file.authority),
        (Class::Consequence, file.consequence),
        (Class::Quality, file.quality),
    ];
    let mut found = Definitions { by_name: BTreeMap::new(), ignore: file.ignore.into_iter().collect(), on_builtin };
    for (class, table) in tables {
        for (name, entry) in table {
            let line = line_of(text, entry.span().start);
            let definition = checked(class, &area, &name, entry.into_inner(), line)?;
            if let Some(first) = found.by_name.insert(name.clone(), definition) {
                return Err(format!("line {line}: {name:?} is defined twice, first in line {}; give one of them another name", first.line));
            }
        }
    }
    Ok(found)
}

fn checked(class: Class, area: &str, name: &str, entry: Entry, line: usize) -> Result<Definition, String> {
    let telling = entry.telling.unwrap_or(0.5);
    if !(0.0..=1.0).contains(&telling) {
        return Err(format!("line {line}: {name:?} has telling = {telling}; write a number from 0 (vague) to 1 (telling)"));
    }
    if entry.rank.is_some_and(|r| r > 100) {
        return Err(format!("line {line}: {name:?} has a rank over 100; the head of the agency is 100"));
    }
    for phrase in entry.verbs.iter().chain(&entry.nouns).chain(&entry.words) {
        if Tokens::of(phrase).list.is_empty() && !phrase.contains('#') {
            return Err(format!("line {line}: {name:?} has a phrase without a word, {phrase:?}; take it out"));
        }
    }
    Ok(Definition {
        class,
        area: area.to_owned(),
        is: entry.is,
        telling,
        rank: entry.rank,
        against: entry.against,
        verbs: entry.verbs,
        nouns: entry.nouns,
        words: entry.words,
        line,
    })
}

impl Definitions {
    /// These and `more`, which claims nothing of theirs; if it does, building the lexicon says so.
    pub fn gathered(mut self, more: Self) -> Self {
        self.by_name.extend(more.by_name);
        self.ignore.extend(more.ignore);
        self
    }

    /// `other`'s concepts added to these, or put in place of those of the same name; its phrases win over the same phrases here.
    pub fn joined(&self, other: &Self) -> Self {
        let mut all = self.clone();
        let claimed: BTreeSet<(Part, &str)> = other
            .by_name
            .values()
            .flat_map(|d| {
                let verbs = d.verbs.iter().map(|p| (Part::Verb, p.as_str()));
                let nouns = d.nouns.iter().map(|p| (Part::Noun, p.as_str()));
                verbs.chain(nouns).chain(d.words.iter().map(|p| (Part::Words, p.as_str())))
            })
            .collect();
        for d in all.by_name.values_mut() {
            d.verbs.retain(|p| !claimed.contains(&(Part::Verb, p)) && !claimed.contains(&(Part::Words, p)));
            d.nouns.retain(|p| !claimed.contains(&(Part::Noun, p)) && !claimed.contains(&(Part::Words, p)));
            d.words.retain(|p| !Part::ALL.iter().any(|part| claimed.contains(&(*part, p))));
        }
        all.by_name.extend(other.by_name.iter().map(|(n, d)| (n.clone(), d.clone())));
        all.ignore.extend(other.ignore.iter().cloned());
        all
    }
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Verb, Self::Noun, Self::Words];
}

fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}
