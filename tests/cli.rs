//! The command line as a user meets it, bad input first.

mod common;

use common::{EASTON, NORWICK, clausewise, code, corpus, err, out, two};

#[test]
fn compare_writes_every_report_and_a_summary() {
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "reports/here"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    for name in ["matrix.html", "matrix.xlsx", "brief.docx", "matrix.json", "matrix.csv", "provisions.csv", "clauses.csv", "matrix.md"] {
        assert!(dir.path().join("reports/here").join(name).is_file(), "{name}");
        assert!(out(&ran).contains(name), "{name} is named in the summary");
    }
    assert!(out(&ran).contains("2 orders of 2 agencies"), "{}", out(&ran));
    assert!(!out(&ran).contains('\u{1b}'), "no colour where it is no terminal");
    let left: Vec<_> = std::fs::read_dir(dir.path().join("reports/here")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|n| !n.to_string_lossy().starts_with('.')), "no half-written file is left: {left:?}");
}

#[test]
fn one_report_goes_to_standard_output_and_nothing_else() {
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "json"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    let matrix: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(matrix["schema"], "clausewise.matrix/1");
    assert_eq!(matrix["agencies"][0]["id"], "easton");
    assert!(!dir.path().join("-").exists());
}

#[test]
fn several_reports_do_not_fit_into_standard_output() {
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "json,md"]);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).contains("--format json"), "{}", err(&ran));
}

#[test]
fn excel_gets_its_byte_order_mark_and_others_do_not() {
    let dir = two();
    let plain = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "csv"]);
    let excel = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "csv", "--excel"]);
    assert!(plain.stdout.starts_with(b"id,"));
    assert!(excel.stdout.starts_with("\u{feff}id,".as_bytes()));
}

#[test]
fn outline_shows_a_tree_and_json() {
    let dir = two();
    let tree = clausewise(dir.path(), &["outline", "easton.md"]);
    assert_eq!(code(&tree), 0, "{}", err(&tree));
    assert!(out(&tree).contains("invented name"), "{}", out(&tree));
    let json = clausewise(dir.path(), &["outline", "easton.md", "--format", "json"]);
    let outline: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(outline["schema"], "clausewise.outline/1");
    assert_eq!(outline["order"]["source"], "easton.md");
    assert!(outline["clauses"].as_array().is_some_and(|c| !c.is_empty()));
    let both = clausewise(dir.path(), &["outline", "easton.md", "norwick.md", "--format", "json"]);
    let outline: serde_json::Value = serde_json::from_slice(&both.stdout).unwrap();
    assert_eq!(outline["orders"].as_array().map(Vec::len), Some(2));
}

#[test]
fn explain_takes_rows_clauses_and_citations() {
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "json"]);
    let matrix: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    let row = &matrix["provisions"][0];
    let id = row["id"].as_str().unwrap();
    let ran = clausewise(dir.path(), &["explain", ".", id]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert!(out(&ran).contains(id));
    let member = row["cells"].as_array().unwrap().iter().find_map(|c| c["members"][0]["clause"].as_str()).unwrap();
    let ran = clausewise(dir.path(), &["explain", ".", member]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert!(out(&ran).contains(id), "{}", out(&ran));
}

#[test]
fn a_missing_folder_is_one_line_with_the_path() {
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", "nowhere", "-o", "out"]);
    assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{}", err(&ran));
    assert!(err(&ran).contains("nowhere: no such file or folder"));
    assert!(!dir.path().join("out").exists(), "nothing is made for a comparison that cannot be");
}

#[test]
fn an_empty_folder_says_what_belongs_into_it() {
    let dir = corpus(&[("README.md", b"x")]);
    let ran = clausewise(dir.path(), &["compare", "."]);
    assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{}", err(&ran));
    assert!(err(&ran).contains("one file"), "{}", err(&ran));
}

#[test]
fn one_order_alone_is_outlined() {
    let dir = corpus(&[("easton.md", EASTON.as_bytes())]);
    let ran = clausewise(dir.path(), &["compare", "."]);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).contains("a comparison needs two"), "{}", err(&ran));
    assert!(out(&ran).contains("invented name"), "{}", out(&ran));
}

#[test]
fn two_orders_of_one_agency_are_no_comparison() {
    let dir = corpus(&[("easton/a.md", EASTON.as_bytes()), ("easton/b.md", NORWICK.as_bytes())]);
    let ran = clausewise(dir.path(), &["compare", "."]);
    assert_eq!(code(&ran), 1);
    assert!(err(&ran).contains("needs two agencies"), "{}", err(&ran));
}

#[test]
fn what_cannot_be_read_is_said_everywhere_and_the_rest_compared() {
    let binary: Vec<u8> = b"\x7fELF\x02\x01\0\0".iter().copied().chain((0..4000u32).map(|i| (i * 37 % 256) as u8)).collect();
    let files: &[(&str, &[u8])] =
        &[("easton.md", EASTON.as_bytes()), ("norwick.md", NORWICK.as_bytes()), ("empty.md", b""), ("picture.md", &binary)];
    let dir = corpus(files);
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "out"]);
    assert_eq!(code(&ran), 3, "{}", err(&ran));
    for name in ["empty.md", "picture.md"] {
        assert!(err(&ran).contains(name) && out(&ran).contains(name), "{}", err(&ran));
        for report in ["matrix.html", "matrix.json", "matrix.csv", "provisions.csv", "clauses.csv", "matrix.md"] {
            let text = std::fs::read_to_string(dir.path().join("out").join(report)).unwrap();
            assert!(text.replace("\\_", "_").contains(name), "{report} says that {name} was left out");
        }
    }
    assert_eq!(err(&ran).lines().count(), 2, "{}", err(&ran));
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_said_before_the_work() {
    let dir = two();
    std::fs::write(dir.path().join("taken"), "a file").unwrap();
    for target in ["taken", "taken/below", "/proc/clausewise"] {
        let ran = clausewise(dir.path(), &["compare", ".", "-o", target]);
        assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{target}: {}", err(&ran));
        assert!(err(&ran).contains(target) && err(&ran).contains("-o"), "{}", err(&ran));
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("taken")).unwrap(), "a file");
}

#[test]
fn unknown_names_are_answered_with_near_ones() {
    let dir = two();
    let near = |args: &[&str]| {
        let ran = clausewise(dir.path(), args);
        assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{}", err(&ran));
        err(&ran)
    };
    assert!(near(&["compare", ".", "--mine", "eastn"]).contains("did you mean easton?"));
    assert!(near(&["compare", ".", "--format", "jsn"]).contains("did you mean json?"));
    assert!(near(&["compare", ".", "--base", "norwik"]).contains("norwick/"));
    assert!(near(&["explain", ".", "p-zzzzzz"]).contains("row or clause"));
    assert!(!dir.path().join("output").exists());
}

#[test]
fn help_documents_every_flag_with_examples_and_the_exit_codes() {
    let dir = two();
    let help = out(&clausewise(dir.path(), &["--help"]));
    for code in ["0  done", "1  failed", "2  wrong use", "3  done, but something was left out"] {
        assert!(help.contains(code), "{code}: {help}");
    }
    let compare = out(&clausewise(dir.path(), &["compare", "--help"]));
    for flag in ["--output", "--format", "--jobs", "--base", "--mine", "--excel", "Examples:"] {
        assert!(compare.contains(flag), "{flag}: {compare}");
    }
    assert_eq!(code(&clausewise(dir.path(), &["compare"])), 2);
    assert_eq!(code(&clausewise(dir.path(), &["compare", ".", "--jobs", "0"])), 2);
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let dir = two();
    let with = |jobs: &str| clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "json", "--jobs", jobs]).stdout;
    assert_eq!(with("1"), with("8"));
}

#[test]
fn eval_measures_against_rows_made_by_hand() {
    let dir = two();
    let gold = dir.path().join(".gold");
    std::fs::create_dir_all(gold.join("units")).unwrap();
    let unit = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"label\": \"1\", \"kind\": \"clause\", \"text\": \"{text}\"}}\n");
    std::fs::write(gold.join("units/easton.jsonl"), unit("eas-1", "Employees may keep personal pages.")).unwrap();
    std::fs::write(gold.join("units/norwick.jsonl"), unit("nor-1", "Officers are free to keep personal pages.")).unwrap();
    let row = "{\"id\": \"P1\", \"title\": \"Pages\", \"members\": [{\"unit\": \"eas-1\"}, {\"unit\": \"nor-1\"}], \"verdict\": \"agree\", \"aspects\": [], \"conflict\": false}\n";
    std::fs::write(gold.join("provisions.jsonl"), row).unwrap();
    let ran = clausewise(dir.path(), &["eval", ".", "--gold", ".gold/provisions.jsonl", "--format", "json"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    let figures: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(figures["gold_rows"], 1, "{figures}");
    let ran = clausewise(dir.path(), &["eval", ".", "--gold", ".gold", "--ablation"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    assert!(out(&ran).contains("| margin "), "{}", out(&ran));
    let ran = clausewise(dir.path(), &["eval", ".", "--gold", ".gold", "--pairs-with", "est"]);
    assert!(code(&ran) == 1 && err(&ran).contains("eas"), "{}", err(&ran));
    let ran = clausewise(dir.path(), &["eval", ".", "--gold", "nowhere"]);
    assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{}", err(&ran));
    assert!(err(&ran).contains("--gold"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_with_the_remedy() {
    let dir = two();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_clausewise"));
    let ran = command.current_dir(dir.path()).args(["compare", ".", "-o", "-", "--format", "csv"]).stdout(full).output().unwrap();
    assert_eq!((code(&ran), err(&ran).lines().count()), (1, 1), "{}", err(&ran));
    assert!(err(&ran).contains("room"), "{}", err(&ran));
}

#[test]
fn coverage_says_that_no_word_of_a_file_is_lost() {
    let dir = two();
    let ran = clausewise(dir.path(), &["outline", "easton.md", "norwick.md", "--coverage"]);
    assert_eq!(code(&ran), 0, "{}", err(&ran));
    let lines: Vec<String> = out(&ran).lines().filter(|l| l.starts_with("coverage ")).map(String::from).collect();
    assert_eq!(lines.len(), 2, "{}", out(&ran));
    assert!(lines[0].starts_with("coverage 1.000  easton.md: 33 of 33 words"), "{}", lines[0]);
    assert!(lines[1].starts_with("coverage 1.000  norwick.md"), "{}", lines[1]);
}
