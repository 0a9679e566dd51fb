//! `clausewise learn`: a field of one's own.

mod common;

use common::{clausewise, code, corpus, err, out};

const WARD: &str = "\
## visitors-sign-in
- Every visitor shall sign the register at the front desk.
- Nobody goes past reception without writing his name in the book.
- entry in the guest log on arrival

## quiet-hours
- Silence is kept on the ward after nine in the evening.
- Noise shall be avoided during the night.
- no loud talk once patients sleep
";

const ALPHA: &str = "# Alpha Hospital\n\n## Ward Rules\n\nA. Guests put their names into the log.\n\nB. There shall be silence at night.\n";
const BETA: &str = "# Beta Hospital\n\n## Ward Rules\n\n1. Every visitor shall sign at reception.\n\n2. Loud talk after nine in the evening is forbidden.\n";

#[test]
fn what_was_learned_serves_a_comparison_and_is_named_in_explain() {
    let dir = corpus(&[("ward.md", WARD.as_bytes()), ("orders/alpha.md", ALPHA.as_bytes()), ("orders/beta.md", BETA.as_bytes())]);
    let learned = clausewise(dir.path(), &["learn", "ward.md", "-o", "ward.bin"]);
    assert_eq!(code(&learned), 0, "{}", err(&learned));
    assert_eq!(out(&learned), "2 provisions learned from 6 wordings: ward.bin\n");
    let ran = clausewise(dir.path(), &["explain", "orders", "A", "--catalogue", "ward.bin"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert!(out(&ran).contains("Every visitor shall sign"), "{}", out(&ran));
    assert!(out(&ran).contains("known provision: visitors sign in"), "{}", out(&ran));
}

#[test]
fn the_same_examples_give_the_same_file() {
    let dir = corpus(&[("ward.md", WARD.as_bytes())]);
    for name in ["one.bin", "two.bin"] {
        assert_eq!(code(&clausewise(dir.path(), &["learn", "ward.md", "-o", name])), 0);
    }
    let read = |name| std::fs::read(dir.path().join(name)).expect("a catalogue");
    assert_eq!(read("one.bin"), read("two.bin"));
}

#[test]
fn bad_examples_name_the_file_the_line_and_the_remedy_and_leave_nothing_behind() {
    let dir = corpus(&[("lone.md", b"## quiet-hours\n- Silence after nine.\n")]);
    let ran = clausewise(dir.path(), &["learn", "lone.md", "-o", "lone.bin"]);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).contains("lone.md: line 1"), "{}", err(&ran));
    assert!(!dir.path().join("lone.bin").exists());
}

#[test]
fn a_file_that_is_no_catalogue_is_refused_with_the_remedy() {
    let dir = corpus(&[("orders/alpha.md", ALPHA.as_bytes()), ("orders/beta.md", BETA.as_bytes())]);
    let ran = clausewise(dir.path(), &["compare", "orders", "-o", "out", "--catalogue", "orders/alpha.md"]);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).contains("clausewise learn"), "{}", err(&ran));
}

/// Twelve wordings of a provision, all different, from four words.
fn twelve(name: &str, words: [&str; 4]) -> String {
    let wording = |i: usize| format!("- {} and {} {}\n", words[i % 4], words[(i + 1) % 4], words[(i / 4 + 2) % 4]);
    format!("## {name}\n{}\n", (0..12).map(wording).collect::<String>())
}

#[test]
fn the_check_tries_what_was_held_back_and_writes_nothing() {
    let field = twelve("teeth", ["brush", "paste", "gums", "rinse"]) + &twelve("shoes", ["laces", "soles", "leather", "heels"]);
    let dir = corpus(&[("field.md", field.as_bytes())]);
    let ran = clausewise(dir.path(), &["learn", "field.md", "--check"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert_eq!(out(&ran), "2 wordings held back: 100.0 % nearest to their own provision, 100.0 % with it among the five nearest\n");
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1);
}

#[test]
fn too_few_wordings_to_check_and_a_provision_in_two_files_are_refused_with_the_remedy() {
    let dir = corpus(&[("one.md", WARD.as_bytes()), ("two.md", b"## quiet-hours\n- Silence after nine.\n- No noise.\n")]);
    let few = clausewise(dir.path(), &["learn", "one.md", "--check"]);
    assert_eq!(code(&few), 1);
    assert!(err(&few).contains("write ten or more"), "{}", err(&few));
    let twice = clausewise(dir.path(), &["learn", "one.md", "two.md", "-o", "field.bin"]);
    assert_eq!(code(&twice), 1);
    assert!(err(&twice).contains("two.md") && err(&twice).contains("\"quiet-hours\" stands in one.md too"), "{}", err(&twice));
}

#[test]
fn any_number_of_threads_learns_the_same() {
    let dir = corpus(&[("ward.md", WARD.as_bytes())]);
    let learned = |threads: &str| {
        let name = format!("{threads}.bin");
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_clausewise"))
            .args(["learn", "ward.md", "-o", &name])
            .current_dir(dir.path())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs");
        assert!(ran.status.success());
        std::fs::read(dir.path().join(name)).expect("a catalogue")
    };
    assert_eq!(learned("1"), learned("4"));
}
