//! The mutation suite's data are sound: enough of every kind, each edit another text, each name once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    clause: String,
    distractor: String,
    change: Vec<Change>,
    same: Vec<Same>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    kind: String,
    aspects: Vec<String>,
    conflict: Option<bool>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    kind: String,
    text: String,
}

const CHANGES: [&str; 10] = [
    "shall-to-may",
    "not-dropped",
    "not-added",
    "actor-narrowed",
    "exception-added",
    "exception-removed",
    "authority-changed",
    "deadline-changed",
    "written-dropped",
    "list-item-added",
];
const SAMES: [&str; 7] =
    ["word-order", "role-synonym", "punctuation", "department-name", "numbering", "line-breaks", "example-of-no-consequence"];
const ASPECTS: [&str; 5] = ["force", "scope", "condition", "authority", "detail"];

fn cases() -> Vec<Case> {
    let mut files: Vec<_> =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mutations")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let suite: Suite = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        suite.case
    };
    files.iter().filter(|path| path.extension().is_some_and(|e| e == "toml")).flat_map(read).collect()
}

#[test]
fn the_suite_has_at_least_66_cases_and_each_its_edits_and_a_distractor() {
    let cases = cases();
    assert!(cases.len() >= 66, "{}", cases.len());
    let mut names = BTreeSet::new();
    for case in &cases {
        assert!(names.insert(&case.name), "{} twice", case.name);
        assert!(case.change.len() >= 4 && case.same.len() >= 3, "{}", case.name);
        let edits = case.change.iter().map(|c| &c.text).chain(case.same.iter().map(|s| &s.text)).chain([&case.clause, &case.distractor]);
        let texts: BTreeSet<&String> = edits.collect();
        assert_eq!(texts.len(), case.change.len() + case.same.len() + 2, "{}: two edits are one text", case.name);
    }
}

#[test]
fn every_kind_of_edit_is_there_often_enough_to_be_measured() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases() {
        case.change.iter().for_each(|c| *counts.entry(c.kind.clone()).or_default() += 1);
        case.same.iter().for_each(|s| *counts.entry(s.kind.clone()).or_default() += 1);
    }
    let known: BTreeSet<&str> = CHANGES.into_iter().chain(SAMES).collect();
    assert_eq!(counts.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    assert!(counts.values().all(|n| *n >= 25), "{counts:?}");
}

#[test]
fn every_change_has_its_aspects_and_conflicts_only_where_not_comes_or_goes() {
    for case in cases() {
        for change in &case.change {
            assert!(
                !change.aspects.is_empty() && change.aspects.iter().all(|a| ASPECTS.contains(&a.as_str())),
                "{}: {}",
                case.name,
                change.kind
            );
            let expected = match change.kind.as_str() {
                "not-dropped" | "not-added" => Some(true),
                "exception-added" | "exception-removed" => None,
                _ => Some(false),
            };
            assert_eq!(change.conflict, expected, "{}: {}", case.name, change.kind);
        }
    }
}

#[test]
fn every_clause_and_every_edit_speaks_of_things_the_lexicon_knows() {
    let lexicon = clausewise::lexicon::Lexicon::builtin();
    for case in cases() {
        for text in case.change.iter().map(|c| &c.text).chain(case.same.iter().map(|s| &s.text)).chain([&case.clause]) {
            assert!(lexicon.find(text).len() >= 3, "{}: {text}", case.name);
        }
    }
}
