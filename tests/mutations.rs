//! The mutation suite: single edits that change what a clause directs, and edits that do not, each compared with its original.
//!
//! `cargo test --test mutations -- --nocapture` prints the table by kind of edit; the data says what each kind means.

mod common;

use std::collections::BTreeMap;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::knowledge::Knowledge;
use clausewise::options::Options;
use clausewise::order::Order;
use clausewise::provision::{CellState, Provision, Verdict};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    clause: String,
    distractor: String,
    #[serde(default)]
    change: Vec<Change>,
    #[serde(default)]
    same: Vec<Same>,
}

#[derive(Deserialize)]
struct Change {
    kind: String,
    aspects: Vec<String>,
    conflict: Option<bool>,
    text: String,
}

#[derive(Deserialize)]
struct Same {
    kind: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mutations");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the suite's folder").map(|e| e.expect("an entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let read = |f: &std::path::PathBuf| -> File {
        toml::from_str(&std::fs::read_to_string(f).expect("readable")).unwrap_or_else(|e| panic!("{}: {e}", f.display()))
    };
    files.iter().flat_map(|f| read(f).case).collect()
}

/// An order of two clauses, read and outlined as a file would be.
fn order(agency: &str, clause: &str, distractor: &str) -> Order {
    let numbered =
        clause.split_whitespace().next().is_some_and(|w| w.ends_with(['.', ')']) && w.len() <= 6 && !w.eq_ignore_ascii_case("no."));
    let marker = if numbered { "" } else { "A. " };
    let text = format!("TRIAL ORDER\n\nRULES\n\n{marker}{clause}\n\nOTHER RULES\n\nA. {distractor}\n");
    common::order(agency, "trial.txt", &text)
}

/// The rows that hold words of the clause (not of the distractor).
fn rows(clause: &str, edited: &str, distractor: &str) -> Vec<Provision> {
    let corpus = Corpus { orders: vec![order("one", clause, distractor), order("two", edited, distractor)], omitted: Vec::new() };
    let comparison = compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ());
    let of_clause = |p: &Provision| {
        p.cells.iter().any(|c| match c {
            CellState::Says { members, .. } => members.iter().any(|m| !distractor.contains(m.text.as_str())),
            _ => false,
        })
    };
    comparison.provisions.into_iter().filter(of_clause).collect()
}

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

fn print(title: &str, table: &BTreeMap<String, Tally>) -> f64 {
    let (right, all) = table.values().fold((0, 0), |(r, n), t| (r + t.right, n + t.all));
    println!("{title:32} right   of  share");
    for (kind, t) in table {
        println!("  {kind:30} {:5} {:4}  {:.3}", t.right, t.all, t.right as f64 / t.all as f64);
    }
    println!("  {:30} {right:5} {all:4}  {:.3}", "all", right as f64 / all as f64);
    right as f64 / all as f64
}

#[test]
fn edits_that_change_the_meaning_differ_with_the_right_aspect_and_the_others_agree() {
    let (mut changes, mut sames, mut conflicts) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for case in cases() {
        for edit in &case.change {
            let rows = rows(&case.clause, &edit.text, &case.distractor);
            let differs =
                rows.iter().any(|p| p.verdict == Verdict::Differ && p.aspects.iter().any(|a| edit.aspects.iter().any(|b| b == a.name())));
            let tally: &mut Tally = changes.entry(edit.kind.clone()).or_default();
            tally.all += 1;
            tally.right += usize::from(differs);
            if !differs {
                let said: Vec<String> = rows.iter().map(|p| format!("{:?} {:?} {}", p.verdict, p.aspects, p.reason)).collect();
                println!("MISS {} {} wants {:?}: {}\n     {}\n     {said:?}", case.name, edit.kind, edit.aspects, case.clause, edit.text);
            }
            if let Some(wanted) = edit.conflict {
                let tally: &mut Tally =
                    conflicts.entry(format!("{} {}", edit.kind, if wanted { "conflicts" } else { "does not" })).or_default();
                let got = rows.iter().any(|p| p.conflict);
                tally.all += 1;
                tally.right += usize::from(got == wanted);
                if got != wanted {
                    println!("CONFLICT {} {} wants {wanted}: {}\n     {}", case.name, edit.kind, case.clause, edit.text);
                }
            }
        }
        for edit in &case.same {
            let rows = rows(&case.clause, &edit.text, &case.distractor);
            let agrees = !rows.is_empty() && rows.iter().all(|p| p.verdict == Verdict::Agree);
            let tally: &mut Tally = sames.entry(edit.kind.clone()).or_default();
            tally.all += 1;
            tally.right += usize::from(agrees);
            if !agrees {
                let said: Vec<String> = rows.iter().map(|p| format!("{:?} {:?} {}", p.verdict, p.aspects, p.reason)).collect();
                println!("SAME {} {}: {}\n     {}\n     {said:?}", case.name, edit.kind, case.clause, edit.text);
            }
        }
    }
    let changed = print("changes the meaning", &changes);
    let kept = print("changes nothing", &sames);
    let clashes = print("conflict", &conflicts);
    assert!(changed >= 0.97, "{changed:.3} of the edits that change the meaning are seen");
    assert!(kept >= 0.97, "{kept:.3} of the edits that change nothing are let be");
    assert!(clashes >= 0.98, "{clashes:.3} of the conflicts are right");
}
