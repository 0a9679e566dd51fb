//! The sample corpus, from its files to its rows, against what an analyst said of it before the program was run on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::eval::{Figures, Gold, Row, Units, score};
use clausewise::knowledge::Knowledge;
use clausewise::matrix::Comparison;
use clausewise::options::Options;
use clausewise::provision::{Aspect, Provision, Verdict};

struct Judged {
    comparison: Comparison,
    gold: Gold,
    rows: Vec<Row>,
    figures: Figures,
}

/// The sample corpus compared, once for all tests of this file.
fn judged() -> &'static Judged {
    static ONCE: OnceLock<Judged> = OnceLock::new();
    ONCE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let corpus = Corpus::read(&root.join("corpus"), &|_, _| ()).expect("the sample corpus");
        let comparison = compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ());
        let read = |path: &str| std::fs::read_to_string(root.join("tests/gold").join(path)).expect("the gold");
        let stems = ["ellerdine-falls", "port-ossery", "quillmarsh", "social-media", "unmanned-aircraft", "vantrell"];
        let units: BTreeMap<String, Units> =
            stems.iter().map(|s| (s.to_string(), Units::parse(&read(&format!("units/{s}.jsonl"))).expect("units"))).collect();
        let gold = Gold::parse(&read("provisions.jsonl"), units).expect("rows");
        let (rows, universe) = gold.lay(&comparison);
        let figures = score(&rows, &gold, &universe, None).0;
        Judged { comparison, gold, rows, figures }
    })
}

/// The row that holds most clauses of a gold row, and how many of the gold row's agencies stand in it.
fn row(title: &str) -> (&'static Provision, usize) {
    let j = judged();
    let wanted = j.gold.rows.iter().find(|r| r.title == title).unwrap_or_else(|| panic!("{title} is a row of the gold"));
    let shared = |r: &Row| {
        let hit = |(agency, units): (&String, &BTreeSet<String>)| r.members.get(agency).is_some_and(|have| !have.is_disjoint(units));
        wanted.row.members.iter().filter(|m| hit(*m)).count()
    };
    let best = j.rows.iter().max_by_key(|r| (shared(r), std::cmp::Reverse(r.members.len()))).expect("rows");
    (j.comparison.provisions.iter().find(|p| p.id == best.id).expect("its row"), shared(best))
}

/// The agencies alone in a row, as the gold names them.
fn alone(p: &Provision) -> Vec<String> {
    p.alone.iter().map(|&a| judged().comparison.agencies[a].id.chars().take(3).collect()).collect()
}

fn at_least(what: &str, value: f64, floor: f64) {
    assert!(value >= floor, "{what} is {value:.3}, its floor {floor:.3}: clausewise eval corpus --gold tests/gold --misses 20");
}

#[test]
fn the_right_clauses_stand_side_by_side() {
    let f = &judged().figures;
    at_least("pairing F1", f.pairing_f1, 0.945);
    at_least("pairing precision", f.pairing_precision, 0.925);
    at_least("pairing recall of easy rows", f.pairing_recall_easy.unwrap_or(0.0), 0.97);
    at_least("pairing recall of hard rows", f.pairing_recall_hard.unwrap_or(0.0), 0.93);
    at_least("units F1", f.units_f1, 0.92);
    at_least("unique F1", f.unique_f1, 0.935);
    at_least("gold rows matched", f.rows_matched, 0.955);
    at_least("units placed", f.units_placed, 1.0);
}

#[test]
fn the_right_thing_is_said_of_the_rows() {
    let f = &judged().figures;
    at_least("verdicts right", f.verdict_all, 0.70);
    at_least("aspects F1", f.aspects_f1, 0.54);
    at_least("conflicts said that are conflicts", f.conflict_precision.unwrap_or(0.0), 0.95);
}

#[test]
fn a_ban_against_a_leave_is_a_conflict_and_who_stands_against_all_others_is_alone() {
    for (title, who) in [("Personally owned devices for official accounts", "mar"), ("Personal use on the agency's equipment", "qui")] {
        let (p, agencies) = row(title);
        assert!(agencies >= 3, "{title}: {agencies} agencies stand in {}", p.id);
        assert_eq!(p.verdict, Verdict::Differ, "{title}");
        assert!(p.conflict, "{title} is a conflict");
        assert!(p.aspects.contains(&Aspect::Force), "{title}: {:?}", p.aspects);
        assert_eq!(alone(p), [who], "{title}");
    }
    let (p, _) = row("Booking photographs");
    assert!(p.conflict && p.verdict == Verdict::Differ, "one may, one may for felonies, one must not");
}

#[test]
fn the_ban_on_personal_access_on_duty_is_alone_among_leaves_and_limits() {
    let (p, agencies) = row("Personal access on duty");
    assert_eq!(agencies, 5, "{}", p.id);
    assert_eq!((p.verdict, p.conflict), (Verdict::Differ, true));
    assert_eq!(alone(p), ["ell"]);
}

#[test]
#[ignore = "wanted, and not reached: the clause stands beside those on signing replies with a name"]
fn the_ban_on_commenting_under_another_name_is_unique() {
    let (p, _) = row("No comment on county affairs under another name");
    assert_eq!(p.verdict, Verdict::Unique, "{}", p.id);
}

#[test]
fn orders_on_different_subjects_never_share_a_row() {
    let c = &judged().comparison;
    let subjects: BTreeSet<&str> = c.subjects.iter().map(String::as_str).collect();
    assert_eq!(subjects.len(), 2, "{subjects:?}");
    for p in &c.provisions {
        for cell in &p.cells {
            if let clausewise::provision::CellState::Says { members, .. } = cell {
                assert!(members.iter().all(|m| c.subjects[m.clause.order] == p.subject), "{} mixes subjects", p.id);
            }
        }
    }
}
