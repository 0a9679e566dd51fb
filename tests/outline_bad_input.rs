//! Files without any structure, or with far too much: the real program gives an outline in bounded time, and no word is lost.

mod common;

use std::time::{Duration, Instant};

use common::{clausewise, code, corpus, err};
use serde_json::Value;

/// What any of these may take on a slow and busy machine, in a build that is not the fastest; nothing here is a measurement of speed.
const BOUND: Duration = Duration::from_secs(60);

/// The outline of a file, made in bounded time; the program itself has counted that every word of the file is in it.
fn outline(name: &str, text: &str) -> Value {
    let dir = corpus(&[(name, text.as_bytes())]);
    let start = Instant::now();
    let counted = clausewise(dir.path(), &["outline", name, "--coverage"]);
    assert_eq!(code(&counted), 0, "a word is lost: {}", err(&counted));
    let ran = clausewise(dir.path(), &["outline", name, "--format", "json"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert!(start.elapsed() < BOUND, "{name} took {:?}", start.elapsed());
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

fn count(outline: &Value, list: &str) -> usize {
    outline[list].as_array().map_or(0, Vec::len)
}

#[test]
fn text_without_any_structure_is_one_clause_a_paragraph_and_no_doubt() {
    let paragraph = |n: usize| format!("Nobody takes boat {n} from the pier at night. The clerk asks who did, and writes it down.");
    let text = (0..500).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let outline = outline("plain.txt", &text);
    assert_eq!((count(&outline, "clauses"), count(&outline, "doubts")), (500, 0));
}

#[test]
fn a_file_of_nothing_but_numbers_is_refused_in_one_line() {
    let text = (1..5000).map(|n| format!("{n}.\n")).collect::<String>();
    let dir = corpus(&[("numbers.txt", text.as_bytes())]);
    let start = Instant::now();
    let ran = clausewise(dir.path(), &["outline", "numbers.txt"]);
    assert!(start.elapsed() < BOUND);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).starts_with("error: numbers.txt: no text in it"), "{}", err(&ran));
}

#[test]
fn numbers_of_ten_thousand_digits_are_words() {
    let long = "9".repeat(10_000);
    let text =
        format!("A. Boats are counted.\n\n{long}. Lamps are lit.\n\n({long}) Keys are kept.\n\n{} Oars are free.\n", "1.".repeat(10_000));
    let outline = outline("digits.txt", &text);
    assert!(count(&outline, "clauses") >= 1);
    assert!(count(&outline, "doubts") <= 1);
}

#[test]
fn a_hundred_thousand_lists_in_lists_are_read_in_bounded_time() {
    let styles = ["(a) the clerk:", "(1) the clerk:", "(A) the clerk:", "(i) the clerk:", "(I) the clerk:"];
    let text = (0..100_000).map(|n| format!("{}\n", styles[n % 5])).collect::<String>();
    let outline = outline("levels.txt", &text);
    assert_eq!(count(&outline, "clauses"), 100_000);
    assert!(count(&outline, "doubts") <= 10);
}

#[test]
fn bullets_a_thousand_levels_deep_are_read_in_bounded_time() {
    let text = (0..1000).map(|n| format!("{}- the boats of pier {n}:\n", " ".repeat(n * 2))).collect::<String>();
    assert!(count(&outline("bullets.txt", &text), "clauses") >= 1);
}

#[test]
fn markers_in_text_from_right_to_left_lose_nothing() {
    let text = "א. מפתחות נספרים.\nב. מנורות נדלקות.\n\u{200f}1. סירות.\n\u{200f}(2) דלתות.\n\u{202b}(ג) חבלים\u{202c}\n١. قوارب.\n٢. مفاتيح.\n(أ) مصابيح.\n";
    let outline = outline("rtl.txt", &text.repeat(60));
    assert!(count(&outline, "clauses") >= 60);
    assert!(count(&outline, "doubts") <= 5);
}

#[test]
fn a_document_that_is_one_table_is_a_clause_a_row_below_its_head() {
    let rows = (0..2000).map(|n| format!("| Rank {n} | counts the boats at pier {n} |\n")).collect::<String>();
    let outline = outline("table.md", &format!("| Rank | Duty |\n| --- | --- |\n{rows}"));
    assert_eq!((count(&outline, "clauses"), count(&outline, "furniture"), count(&outline, "doubts")), (2000, 1, 0));
}

#[test]
fn numbers_in_circles_count_on_past_twenty() {
    let signs = (0x2460..=0x2473u32).chain(0x3251..=0x325F).chain(0x32B1..=0x32BF).filter_map(char::from_u32);
    let text = signs.map(|sign| format!("{sign} Boats are counted at the pier\n")).collect::<String>();
    let outline = outline("circles.txt", &text);
    let citations: Vec<&str> = outline["clauses"].as_array().expect("clauses").iter().filter_map(|c| c["citation"].as_str()).collect();
    assert_eq!(citations, (1..=50).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(count(&outline, "doubts"), 0);
}

#[test]
fn a_number_given_back_to_a_scrap_of_a_line_loses_no_word() {
    let outline = outline("scrap.txt", "①\n\n0① aa\n9.\n“");
    assert_eq!(count(&outline, "clauses"), 2);
}

#[test]
fn a_hundred_thousand_lists_on_one_line_are_read_in_bounded_time() {
    let begun = (1..100_000).map(|n| format!("{n}.1. Oars are kept. ")).collect::<String>();
    outline("begun.txt", &begun);
    let counted = (1..100_000).map(|n| format!("{n}. Oars are kept. ")).collect::<String>();
    let parted = count(&outline("counted.txt", &counted), "clauses");
    assert!(parted > 1000, "{parted} clauses");
    outline("titles.txt", &"PURPOSE The aim is clear.\n\n".repeat(50_000));
}
