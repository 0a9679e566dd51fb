//! The force of invented sentences from orders of many kinds, and what must hold for any text.

use clausewise::force;
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
