//! The force of invented sentences from orders of many kinds, and what must hold for any text.

use std::collections::HashMap;
use std::path::Path;

use clausewise::corpus::Corpus;
use clausewise::force;
use clausewise::manifest::stem;
use proptest::prelude::*;

const TABLE: &str = include_str!("directive/force.txt");

fn rows() -> Vec<(&'static str, String, &'static str)> {
    TABLE
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|line| {
            let mut cells = line.splitn(3, '|').map(str::trim);
            let mut next = || cells.next().expect("three cells a line");
            (next(), next().replace(" / ", "\n"), next())
        })
        .collect()
}

#[test]
fn each_sentence_of_the_table_has_its_force() {
    let rows = rows();
    assert!(rows.len() > 250, "the table shrank to {}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(want, lead, text)| {
            let got = force::of(text, lead);
            (got.force.name() != *want).then(|| format!("{want}, read as {} from {:?}: [{lead}] {text}", got.force.name(), got.words))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn the_words_of_every_force_stand_in_the_text_or_its_lead_in() {
    for (_, lead, text) in rows() {
        let got = force::of(text, &lead);
        assert!(text.contains(&got.words) || lead.contains(&got.words), "{:?} is not in {text:?}", got.words);
    }
}

#[test]
fn a_verdict_read_across_two_cells_is_shown_by_the_words_of_the_last() {
    let got = force::of("Guests | in no case | may not", "");
    assert!("Guests | in no case | may not".contains(&got.words), "{got:?}");
    let got = force::of("shall No | may", "Members shall:");
    assert!("shall No | may".contains(&got.words), "{got:?}");
}

proptest! {
    #[test]
    fn any_text_has_a_force_and_its_words_are_verbatim(text in "[a-zA-Zé§ ,.;:()\"“”'’—-]{0,120}", lead in "[a-z A-Z:.,\n]{0,60}") {
        let got = force::of(&text, &lead);
        prop_assert!(text.contains(&got.words) || lead.contains(&got.words));
    }

    #[test]
    fn shuffled_words_of_orders_never_break_the_reader(picks in proptest::collection::vec(0usize..1000, 0..30)) {
        let all: Vec<&str> = TABLE.split_whitespace().collect();
        let text = picks.iter().map(|p| all[p * 7 % all.len()]).collect::<Vec<_>>().join(" ");
        let got = force::of(&text, "Members shall:");
        prop_assert!(text.contains(&got.words) || "Members shall:".contains(&got.words));
    }
}

/// Of the clauses an analyst gave a force, the share that is read with it; clauses are found by their words.
fn as_the_analyst_read(corpus: &str, gold: &str) -> f64 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folded =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect::<Vec<_>>();
    let (mut right, mut all) = (0.0, 0.0);
    for order in Corpus::read(&root.join(corpus), &|_, _| ()).expect("a corpus").orders {
        let mut read: HashMap<Vec<String>, Vec<&str>> = HashMap::new();
        for clause in &order.clauses {
            read.entry(folded(&clause.text)).or_default().extend(clause.force.map(|f| f.name()));
        }
        let units = root.join(gold).join(format!("{}.jsonl", stem(&order.source)));
        for line in std::fs::read_to_string(units).expect("the gold").lines() {
            let unit: serde_json::Value = serde_json::from_str(line).expect("a unit");
            let text = unit["text"].as_str().expect("its words");
            if let (Some(found), Some(wanted)) = (read.get(&folded(text)).filter(|f| !f.is_empty()), unit["type"].as_str()) {
                all += 1.0;
                right += f64::from(u8::from(found.contains(&wanted)));
            }
        }
    }
    right / all
}

#[test]
fn whole_orders_are_read_with_the_forces_an_analyst_gave() {
    let sample = as_the_analyst_read("corpus", "tests/gold/units");
    assert!(sample >= 0.98, "{sample:.3} of the sample corpus");
    // Here the analyst gave a clause of several sentences the force of its first, and a blunt directive says most of its duties in the present.
    for (family, floor) in [
        ("social-media", 0.77),
        ("body-worn-cameras", 0.80),
        ("social-media-2", 0.92),
        ("social-media-3", 0.935),
        ("vehicle-pursuits", 0.91),
    ] {
        let share = as_the_analyst_read(&format!("tests/families/{family}/corpus"), &format!("tests/families/{family}/gold/units"));
        assert!(share >= floor, "{share:.3} of {family}");
    }
}
