//! The same orders give the same bytes: with any number of threads, at any time, whatever the files are called.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::knowledge::Knowledge;
use clausewise::matrix::Comparison;
use clausewise::options::Options;
use clausewise::provision::CellState;
use common::{clausewise, code, err};

fn sample() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

/// Every report of the sample corpus, by name.
fn reports(jobs: &str) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().expect("a folder");
    let ran = clausewise(dir.path(), &["compare", &sample().to_string_lossy(), "-o", "reports", "--jobs", jobs]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    let files = std::fs::read_dir(dir.path().join("reports")).expect("reports").map(|e| e.expect("an entry").path());
    files.map(|p| (p.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&p).expect("bytes"))).collect()
}

#[test]
fn every_report_has_the_same_bytes_with_one_two_and_eight_threads_and_on_the_next_day() {
    let one = reports("1");
    assert!(one.len() >= 8, "{:?}", one.keys());
    for (jobs, again) in [("2", reports("2")), ("8", reports("8")), ("1", reports("1"))] {
        assert_eq!(one.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(again[name] == *bytes, "{name} differs with {jobs} threads");
        }
    }
}

fn compared(folder: &Path) -> Comparison {
    let corpus = Corpus::read(folder, &|_, _| ()).expect("a corpus");
    compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ())
}

/// The rows with everything that is said of them, agencies by name.
fn rows(c: &Comparison) -> Vec<String> {
    let name = |i: usize| c.agencies[i].name.as_str();
    c.provisions
        .iter()
        .map(|p| {
            let mut cells: Vec<String> = p
                .cells
                .iter()
                .enumerate()
                .map(|(i, cell)| match cell {
                    CellState::Says { members, relation, position, .. } => {
                        let words: Vec<(&str, &str)> =
                            members.iter().map(|m| (c.clause(m.clause).citation.as_str(), m.text.as_str())).collect();
                        format!("{}: {relation:?} {position} {words:?}", name(i))
                    }
                    CellState::Silent { nearest, .. } => {
                        let near: Vec<&str> = nearest.iter().map(|n| c.clause(n.clause).citation.as_str()).collect();
                        format!("{}: silent {near:?}", name(i))
                    }
                    CellState::NotHeld => format!("{}: not held", name(i)),
                })
                .collect();
            cells.sort();
            let mut alone: Vec<&str> = p.alone.iter().map(|&i| name(i)).collect();
            alone.sort_unstable();
            let of = format!("{} {} / {} / {}", p.id, p.subject, p.topic, p.title);
            format!("{of} | {:?} {:?} {} {alone:?} {} | {}", p.verdict, p.aspects, p.conflict, name(p.reference), cells.join(" | "))
        })
        .collect()
}

#[test]
fn files_under_other_names_give_the_same_rows() {
    let read = |name: &str| std::fs::read(sample().join(name)).expect("a sample order");
    let files = [
        "ellerdine-falls.md",
        "marrowby/social-media.md",
        "marrowby/unmanned-aircraft.md",
        "port-ossery.txt",
        "quillmarsh.txt",
        "vantrell.md",
    ];
    let bytes: Vec<Vec<u8>> = files.iter().map(|f| read(f)).collect();
    // Port Ossery's order does not say whose it is; the names are given, so that only the files' order changes.
    let under = |names: [&str; 6]| {
        let pairs: Vec<(&str, &[u8])> = names.iter().zip(&bytes).map(|(n, b)| (*n, b.as_slice())).collect();
        let dir = common::corpus(&pairs);
        let first = |name: &str| name.split(['/', '.']).next().unwrap_or_default().to_string();
        let settings: String = [(0, "Ellerdine Falls"), (1, "Marrowby"), (3, "Port Ossery"), (4, "Quillmarsh"), (5, "Vantrell")]
            .iter()
            .map(|(i, agency)| format!("[agencies.{}]\nname = \"{agency}\"\nfiles = [{}]\n\n", first(names[*i]), owned(&names, *i)))
            .collect();
        std::fs::write(dir.path().join("corpus.toml"), settings).expect("corpus.toml");
        rows(&compared(dir.path()))
    };
    let as_they_are = under(files);
    let turned = under(["e.md", "d/social-media.md", "d/unmanned-aircraft.md", "c.txt", "b.txt", "a.md"]);
    assert!(as_they_are.len() > 100);
    for (a, b) in as_they_are.iter().zip(&turned) {
        assert_eq!(a, b);
    }
    assert_eq!(as_they_are.len(), turned.len());
}

/// The files of one agency, as TOML strings: Marrowby has two.
fn owned(names: &[&str; 6], i: usize) -> String {
    let list: Vec<&str> = if i == 1 { names[1..3].to_vec() } else { vec![names[i]] };
    list.iter().map(|n| format!("{n:?}")).collect::<Vec<_>>().join(", ")
}
