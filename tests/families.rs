//! Orders of different families: a model policy's descendant, a lawyer's manual, a blunt directive. No six words of one stand in another, so
//! that whatever meets here meets by what it says. An analyst decided the rows before the program was run on them.

use std::collections::BTreeMap;
use std::path::Path;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::eval::{Figures, Gold, Units, score};
use clausewise::knowledge::Knowledge;
use clausewise::options::{AlignOptions, Options};

fn figures(family: &str, stems: &[&str], align: AlignOptions) -> Figures {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families").join(family);
    let corpus = Corpus::read(&root.join("corpus"), &|_, _| ()).expect("the corpus");
    let options = Options { align, ..Options::default() };
    let comparison = compare(&corpus, Knowledge::builtin(), &options, &|_| ());
    let read = |path: String| std::fs::read_to_string(root.join("gold").join(path)).expect("the gold");
    let units: BTreeMap<String, Units> =
        stems.iter().map(|s| (s.to_string(), Units::parse(&read(format!("units/{s}.jsonl"))).expect("units"))).collect();
    let gold = Gold::parse(&read("provisions.jsonl".into()), units).expect("rows");
    let (rows, universe) = gold.lay(&comparison);
    score(&rows, &gold, &universe, None).0
}

fn social_media(align: AlignOptions) -> Figures {
    figures("social-media", &["alderport", "brixmoor", "calloway-county"], align)
}

fn cameras(align: AlignOptions) -> Figures {
    figures("body-worn-cameras", &["dunmarrow", "eastlake", "farrowgate"], align)
}

#[test]
fn rules_in_quite_other_words_stand_side_by_side() {
    for (name, found, pairing, hard) in [
        ("social media", social_media(AlignOptions::default()), SOCIAL_MEDIA.0, SOCIAL_MEDIA.1),
        ("body-worn cameras", cameras(AlignOptions::default()), CAMERAS.0, CAMERAS.1),
    ] {
        assert!(found.pairing_f1 >= pairing, "{name}: pairing F1 is {:.3}, its floor {pairing}", found.pairing_f1);
        let recall = found.pairing_recall_hard.unwrap_or(0.0);
        assert!(recall >= hard, "{name}: recall of hard rows is {recall:.3}, its floor {hard}");
    }
}

#[test]
fn the_catalogue_is_what_brings_them_together() {
    let without = || AlignOptions { sense: 0.0, ..AlignOptions::default() };
    assert!(social_media(without()).pairing_f1 + 0.25 < social_media(AlignOptions::default()).pairing_f1);
    assert!(cameras(without()).pairing_f1 + 0.25 < cameras(AlignOptions::default()).pairing_f1);
}

/// Floors of pairing F1 and of the recall of hard rows.
const SOCIAL_MEDIA: (f64, f64) = (0.67, 0.61);
const CAMERAS: (f64, f64) = (0.75, 0.68);
