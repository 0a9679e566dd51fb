//! The workbook, the document and the JSON as other programs read them.

mod common;

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use clausewise::report::{File, View};
use common::fixture::{comparison, hostile};
use common::schema::faults;
use common::{clausewise, corpus, report, report_bytes, two};

fn mine() -> View {
    View { mine: Some(2), ..View::default() }
}

/// The cells of a sheet as text.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(s) => s.clone(),
        other => panic!("not text: {other:?}"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// The lines of a CSV without its header and its formula guard.
fn lines(csv: &str) -> Vec<Vec<String>> {
    let unguarded = |cell: &str| match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@']) => rest.to_string(),
        _ => cell.to_string(),
    };
    csv::Reader::from_reader(csv.as_bytes()).records().map(|r| r.expect("a line").iter().map(unguarded).collect()).collect()
}

#[test]
fn the_workbook_says_the_same_as_the_tables_cell_for_cell() {
    let mut long = comparison();
    for c in [comparison(), {
        long.provisions[1].title = "=1+1 is no formula".into();
        long
    }] {
        let book = report_bytes(File::Xlsx, &c, &mine());
        for (name, file) in [("Matrix", File::Wide), ("Clauses", File::Clauses)] {
            let cells = sheet(&book, name);
            let wanted = lines(&report(file, &c, &View::default()));
            assert_eq!(cells.len() - 1, wanted.len(), "{name}");
            for (got, wanted) in cells[1..].iter().zip(&wanted) {
                assert_eq!(got, wanted, "{name}");
            }
        }
    }
}

#[test]
fn the_workbook_has_its_sheets_and_they_are_not_empty() {
    let book = report_bytes(File::Xlsx, &comparison(), &mine());
    let names = Xlsx::new(Cursor::new(book.clone())).expect("a workbook").sheet_names();
    assert_eq!(names, ["Brief", "Matrix", "Differences", "Unique", "Gaps", "Clauses", "Definitions", "About"]);
    let all = |name: &str| sheet(&book, name).concat().join("\n");
    assert!(all("Brief").contains("westlake.md") && all("About").contains("westlake.md"), "what was left out is said");
    assert!(all("Unique").contains("Personal use on duty") && all("Unique").contains("Comment under another name"));
    assert!(all("Gaps").contains("Badge and emblem"));
    assert!(all("Differences").contains("conflict"));
}

#[test]
fn hostile_words_are_text_in_the_workbook() {
    let bytes = report_bytes(File::Xlsx, &hostile(), &mine());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook a strict reader opens");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("the sheet");
        assert!(formulas.rows().flatten().all(String::is_empty), "a formula in {name}");
        for cell in sheet(&bytes, &name).concat() {
            assert!(cell.encode_utf16().count() <= 32_767 && !cell.contains('\0') && !cell.contains('\u{202e}'));
        }
    }
    assert!(
        sheet(&bytes, "Matrix").concat().iter().any(|cell| cell.starts_with('w') && cell.ends_with("whole]")),
        "the long word is cut with a mark"
    );
    for part in parts(&bytes) {
        assert!(!part.1.contains("http://evil") || part.0.ends_with("sharedStrings.xml"), "no link to outside in {}", part.0);
    }
}

/// The parts of an office file as text.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

#[test]
fn the_document_has_the_brief_the_table_and_the_redlines() {
    let parts = parts(&report_bytes(File::Docx, &comparison(), &mine()));
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").expect("the document").1;
    for wanted in [
        "westlake.md",
        "Personal use on duty",
        "alone in its stance",
        "nobody else has it",
        "<w:tblHeader/>",
        "\"Heading1\"",
        "\"Added\"",
        "\"Removed\"",
    ] {
        assert!(document.contains(wanted), "{wanted}");
    }
}

#[test]
fn every_style_the_document_uses_is_defined() {
    let parts = parts(&report_bytes(File::Docx, &comparison(), &mine()));
    let part = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str()).expect(name);
    let used = regex::Regex::new("(?:pStyle|rStyle|tblStyle) w:val=\"(\\w+)\"").expect("a pattern");
    for found in used.captures_iter(part("word/document.xml")) {
        assert!(part("word/styles.xml").contains(&format!("w:styleId=\"{}\"", &found[1])), "{}", &found[1]);
    }
}

#[test]
fn hostile_words_leave_the_document_well_formed() {
    let tag = regex::Regex::new("<(/?)([\\w:?]+)([^<>]*)>").expect("a pattern");
    for (name, text) in parts(&report_bytes(File::Docx, &hostile(), &mine())) {
        assert!(!text.contains('\0') && !text.contains('\u{202e}'), "{name}");
        let mut open: Vec<String> = Vec::new();
        for found in tag.captures_iter(&text) {
            match (&found[1], found[3].ends_with('/') || found[3].ends_with('?')) {
                (_, true) => {}
                ("/", _) => assert_eq!(open.pop().as_deref(), Some(&found[2]), "{name}"),
                _ => open.push(found[2].to_string()),
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
        let left = tag.replace_all(&text, "");
        assert!(!left.contains('<') && !left.contains('>'), "{name}: a bare bracket");
        assert!(!left.split('&').skip(1).any(|after| !after[..after.len().min(6)].contains(';')), "{name}: a bare ampersand");
    }
}

fn schema(name: &str) -> serde_json::Value {
    let path = format!("{}/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema")).expect("JSON")
}

#[test]
fn the_json_is_what_its_schema_says() {
    for c in [comparison(), hostile()] {
        let json = serde_json::from_str(&report(File::Json, &c, &View::default())).expect("JSON");
        assert_eq!(faults(&schema("matrix"), &json), Vec::<String>::new());
    }
    let dir = two();
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "-", "--format", "json"]);
    assert_eq!(faults(&schema("matrix"), &serde_json::from_slice(&ran.stdout).expect("JSON")), Vec::<String>::new());
    for files in [&["easton.md"][..], &["easton.md", "norwick.md"]] {
        let ran = clausewise(dir.path(), &[&["outline", "--format", "json"], files].concat());
        assert_eq!(faults(&schema("outline"), &serde_json::from_slice(&ran.stdout).expect("JSON")), Vec::<String>::new());
    }
}

#[test]
fn the_schema_test_would_see_a_wrong_name() {
    let mut json: serde_json::Value = serde_json::from_str(&report(File::Json, &comparison(), &View::default())).expect("JSON");
    json["provisions"][0]["verdict"] = "same".into();
    json["provisions"][1]["extra"] = 1.into();
    assert_eq!(faults(&schema("matrix"), &json).len(), 2);
}

/// A null byte alone makes a file binary, which is tested with the command line.
#[test]
fn an_order_full_of_traps_goes_through_every_format() {
    let words = common::fixture::HOSTILE
        .iter()
        .enumerate()
        .map(|(i, bad)| format!("{}. Members shall not {} at all.\n\n", i + 1, bad.replace('\0', "")));
    let order = format!("# Easton Police Department\n\n## Social Media\n\n{}", words.collect::<String>());
    let other = order.replace("Easton", "Norwick").replace("shall not", "may");
    let dir = corpus(&[("easton.md", order.as_bytes()), ("norwick.md", other.as_bytes())]);
    let ran = clausewise(dir.path(), &["compare", ".", "-o", "out"]);
    assert!(matches!(common::code(&ran), 0 | 3), "{}", common::err(&ran));
    let html = std::fs::read_to_string(dir.path().join("out/matrix.html")).expect("the page");
    assert_eq!(html.matches("<script").count(), 1);
}
