//! What must hold for the rows of any orders, whatever they say.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::knowledge::Knowledge;
use clausewise::matrix::Comparison;
use clausewise::options::Options;
use clausewise::order::Kind;
use clausewise::provision::{CellState, ClauseRef, Member, Verdict};
use proptest::prelude::*;

fn compared(folder: &Path) -> Comparison {
    let corpus = Corpus::read(folder, &|_, _| ()).expect("a corpus");
    compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ())
}

fn members(c: &Comparison) -> impl Iterator<Item = &Member> {
    c.provisions.iter().flat_map(|p| &p.cells).flat_map(said_in)
}

fn said_in(cell: &CellState) -> &[Member] {
    if let CellState::Says { members, .. } = cell { members } else { &[] }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// How many sentences stand outside quotation marks.
fn sentences(text: &str) -> usize {
    let mut quoted = false;
    let mut plain = String::new();
    for ch in text.chars() {
        quoted = if ch == '\u{201c}' { true } else { quoted && ch != '\u{201d}' };
        if !quoted {
            plain.push(ch);
        }
    }
    let labels = ["Conflict: ", "Force: ", "Scope: ", "Condition: ", "Authority: ", "Detail: ", "Consequence: ", "Only ", "Nearest: "];
    labels.iter().map(|l| plain.matches(l).count()).sum::<usize>().max(1)
}

/// What must hold for every comparison; a message where it does not.
fn sound(c: &Comparison) -> Result<(), String> {
    let mut ids = BTreeSet::new();
    let mut titles = BTreeSet::new();
    let mut rows_seen = BTreeSet::new();
    let mut said_by = vec![BTreeSet::new(); c.agencies.len()];
    for (n, o) in c.orders.iter().enumerate() {
        let own = &mut said_by[c.agency_of(n)];
        for clause in &o.clauses {
            own.extend(words(&clause.text).into_iter().chain(words(clause.heading.as_deref().unwrap_or_default())));
        }
    }
    for p in &c.provisions {
        let mut words_of: Vec<(ClauseRef, &str)> = p.cells.iter().flat_map(said_in).map(|m| (m.clause, m.text.as_str())).collect();
        words_of.sort_unstable();
        if !rows_seen.insert(words_of) {
            return Err(format!("{} says again what another row says", p.id));
        }
        let sayers = p.sayers();
        if !ids.insert(&p.id) {
            return Err(format!("{} stands for two rows", p.id));
        }
        if sayers.is_empty() || p.cells.len() != c.agencies.len() {
            return Err(format!("{} has no member, or not a cell for each agency", p.id));
        }
        if (sayers.len() == 1) != (p.verdict == Verdict::Unique) || !sayers.contains(&p.reference) {
            return Err(format!("{} is {:?} with {} agencies", p.id, p.verdict, sayers.len()));
        }
        if p.alone.iter().any(|a| !sayers.contains(a)) || (p.verdict != Verdict::Differ && (p.conflict || !p.aspects.is_empty())) {
            return Err(format!("{} says more than its members do", p.id));
        }
        let length = p.title.split_whitespace().count();
        if !(1..=8).contains(&length) || p.title.contains(',') || !titles.insert((&p.subject, p.title.to_lowercase())) {
            return Err(format!("{}: {:?} is no title, or another row's", p.id, p.title));
        }
        if sentences(&p.reason) > 2 || p.reason.trim().is_empty() {
            return Err(format!("{}: {:?} is no reason of one or two sentences", p.id, p.reason));
        }
        for (i, cell) in p.cells.iter().enumerate() {
            let CellState::Says { members, position, .. } = cell else { continue };
            if position.split_whitespace().count() > 12 || position.ends_with('\u{2026}') || position.starts_with('\u{2026}') {
                return Err(format!("{}: {position:?} is longer than a position, or says that it was cut", p.id));
            }
            let written = |w: &String| said_by[i].contains(w);
            if !words(position).iter().all(written) {
                return Err(format!("{}: {position:?} has words that the order has not", p.id));
            }
            let own = members.iter().all(|m| c.agency_of(m.clause.order) == i);
            if members.is_empty() || !own || words(position).is_empty() {
                return Err(format!("{}: a cell that says nothing, or another agency's words", p.id));
            }
        }
    }
    let mut said: BTreeMap<ClauseRef, BTreeMap<String, usize>> = BTreeMap::new();
    for m in members(c) {
        let clause = c.clause(m.clause);
        if m.text.trim().is_empty() || !clause.text.contains(&m.text) {
            return Err(format!("{:?} is no verbatim part of {:?}", m.text, clause.text));
        }
        let of = said.entry(m.clause).or_default();
        words(&m.text).into_iter().for_each(|w| *of.entry(w).or_default() += 1);
    }
    for (order, o) in c.orders.iter().enumerate() {
        for (clause, full) in o.clauses.iter().enumerate() {
            // A lead-in that only opens its list needs no row of its own; nor does a clause's last sentence that is one.
            let opens = o.clauses.iter().any(|x| x.parent == Some(clause)) && !full.text.ends_with('.');
            if !matches!(full.kind, Kind::Clause | Kind::Definition) || opens {
                continue;
            }
            let have = said.get(&ClauseRef { order, clause });
            let mut need: BTreeMap<String, usize> = BTreeMap::new();
            // What only joins two statements belongs to neither.
            let joins = |w: &String| ["and", "or", "but", "nor"].contains(&w.as_str());
            words(&full.text).into_iter().filter(|w| !joins(w)).for_each(|w| *need.entry(w).or_default() += 1);
            let lost = need.iter().find(|(w, n)| have.and_then(|h| h.get(*w)).copied().unwrap_or(0) < **n);
            if let Some((word, _)) = lost {
                return Err(format!("{:?} of {} stands in no row", word, c.clause_id(ClauseRef { order, clause })));
            }
        }
    }
    Ok(())
}

#[test]
fn the_sample_corpus_has_every_word_of_every_rule_in_some_row() {
    let c = compared(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")));
    assert_eq!(sound(&c), Ok(()));
    let clauses: BTreeSet<ClauseRef> = members(&c).map(|m| m.clause).collect();
    assert!(clauses.len() > 400, "{}", clauses.len());
}

/// Rules about oars, lamps and keys, said in several ways, so that some meet and some do not.
fn rule() -> impl Strategy<Value = String> {
    let who = prop::sample::select(vec!["Members", "Employees", "A supervisor", "The quartermaster", "No member", "Personnel off duty"]);
    let force = prop::sample::select(vec!["shall", "may", "should", "shall not", "must", "are encouraged to", "may not"]);
    let act = prop::sample::select(vec![
        "clean every oar and every lamp",
        "lend a key to a visitor, sell one, or copy one",
        "post pictures of the boat house on a personal page",
        "report a lost key to the quartermaster",
        "carry a lamp while rowing; all lamps are counted at night",
        "use the long boat",
        "wash the long boat, oil its locks, hang the oars on the wall, and report a lost key to the quartermaster",
        "show a picture that was taken on duty, that names a visitor, or that shows a key",
    ]);
    let tail = prop::sample::select(vec![
        "",
        " without written permission from the quartermaster",
        " unless a supervisor approves",
        " within two days",
        " while on duty. This rule does not apply to visitors",
        " and shall write it into the book",
    ]);
    (who, force, act, tail).prop_map(|(who, force, act, tail)| format!("{who} {force} {act}{tail}."))
}

/// An order as numbered items under two headings, the second with a list.
fn order(name: &str, rules: &[String]) -> String {
    let half = rules.len() / 2;
    let mut out = format!("# {name} Rowing Police Department\n\n## Boats and Keys\n\n");
    for (i, rule) in rules.iter().enumerate() {
        if i == half {
            out.push_str("\n## Lamps\n\n");
        }
        out.push_str(&format!("{}. {rule}\n\n", if i < half { i + 1 } else { i + 1 - half }));
    }
    out.push_str("## Lists\n\nA. Members shall not lend:\n\n   1. oars\n\n   2. lamps\n\n");
    out
}

/// The rows as sets of words with what is said of them.
fn rows(c: &Comparison) -> BTreeSet<String> {
    let row = |p: &clausewise::provision::Provision| {
        let mut cells: Vec<String> = p
            .cells
            .iter()
            .zip(&c.agencies)
            .filter_map(|(cell, agency)| match cell {
                CellState::Says { members, relation, .. } => {
                    let texts: Vec<&str> = members.iter().map(|m| m.text.as_str()).collect();
                    Some(format!("{} {relation:?} {texts:?}", agency.name))
                }
                _ => None,
            })
            .collect();
        cells.sort();
        format!("{:?} {:?} {} {cells:?}", p.verdict, p.aspects, p.conflict)
    };
    c.provisions.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_orders_give_sound_rows_and_the_same_in_any_order(
        rules in prop::collection::vec(prop::collection::vec(rule(), 2..9), 2..5)
    ) {
        let names = ["Alder", "Birch", "Cedar", "Damson"];
        let texts: Vec<String> = rules.iter().zip(names).map(|(r, n)| order(n, r)).collect();
        let under = |files: [&'static str; 4]| {
            let pairs: Vec<(&str, &[u8])> = files.iter().zip(&texts).map(|(f, t)| (*f, t.as_bytes())).collect();
            let dir = common::corpus(&pairs);
            compared(dir.path())
        };
        let (forth, back) = (under(["a.md", "b.md", "c.md", "d.md"]), under(["z.md", "y.md", "x.md", "w.md"]));
        prop_assert_eq!(sound(&forth), Ok(()));
        prop_assert_eq!(rows(&forth), rows(&back));
    }
}
