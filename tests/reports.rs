//! The reports from one hand-made comparison: what each must say, and what must never come through.

mod common;

use clausewise::report::{File, Format, View};
use common::fixture::{comparison, hostile};
use common::report;
use pulldown_cmark::{Event, Options, Parser, Tag};

fn mine() -> View {
    View { mine: Some(2), ..View::default() }
}

#[test]
fn every_report_names_what_was_left_out() {
    for file in Format::ALL.iter().flat_map(|f| f.files()).filter(|f| f.is_text()) {
        let text = report(*file, &comparison(), &View::default());
        assert!(text.contains("westlake.md"), "{}", file.name());
    }
}

#[test]
fn every_report_for_people_answers_what_only_one_has() {
    // Unique rows and the stances nobody shares stand together.
    let md = report(File::Md, &comparison(), &View::default());
    let only = md.split("## What only one agency has").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(only.contains("Personal use on duty](#p-00000a) – alone in its stance"), "{only}");
    assert!(only.contains("Comment under another name](#p-00000d) – nobody else has it"), "{only}");
    let html = report(File::Html, &comparison(), &View::default());
    let only = html.split("id=\"h-only\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(only.contains("#p-00000a") && only.contains("#p-00000d"), "{only}");
}

#[test]
fn silent_and_not_held_are_never_the_same() {
    let wide = report(File::Wide, &comparison(), &View::default());
    assert!(wide.lines().any(|l| l.starts_with("p-00000d") && l.contains(",silent,")), "{wide}");
    assert!(wide.lines().any(|l| l.starts_with("p-00000e") && l.contains(",not-held,")), "{wide}");
    let md = report(File::Md, &comparison(), &View::default());
    assert!(md.contains("Norwick Police Department: silent; nearest B"), "{md}");
    assert!(md.contains("Easton Police Department: no order on the subject here"), "{md}");
}

#[test]
fn mine_sees_what_most_peers_have_and_it_lacks() {
    let md = report(File::Md, &comparison(), &mine());
    let gaps = md.split("and Norwick Police Department lacks").nth(1).expect("the gaps").split("\n## ").next().unwrap();
    assert!(gaps.contains("Badge and emblem"), "{gaps}");
    assert!(!gaps.contains("another name"), "what one peer has is no gap: {gaps}");
}

#[test]
fn tables_have_as_many_cells_in_each_line() {
    for file in [File::Wide, File::Provisions, File::Clauses] {
        let text = report(file, &comparison(), &View::default());
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        let rows = lines.records().filter(|r| r.as_ref().expect("every line as wide as the header").len() > 1).count();
        assert!(rows > 4, "{}", file.name());
    }
}

#[test]
fn every_clause_and_every_cell_is_in_the_tidy_tables() {
    let c = comparison();
    let clauses: usize = c.orders.iter().map(|o| o.clauses.len()).sum();
    // One line for what was left out, one for the header.
    assert_eq!(report(File::Clauses, &c, &View::default()).lines().count(), clauses + 2);
    assert_eq!(report(File::Provisions, &c, &View::default()).lines().count(), c.provisions.len() * 3 + 2);
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    for file in [File::Wide, File::Provisions, File::Clauses] {
        let text = report(file, &hostile(), &View::default());
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        for cell in lines.records().flat_map(|r| r.expect("a line").iter().map(String::from).collect::<Vec<_>>()) {
            let first = cell.trim_start().chars().next().unwrap_or('x');
            assert!(!"=+-@\t\r".contains(first), "{}: {cell:?}", file.name());
        }
    }
}

#[test]
fn hostile_words_are_never_markup() {
    let html = report(File::Html, &hostile(), &mine());
    assert_eq!(html.matches("<script").count(), 1, "only the page's own script");
    assert!(!html.contains("<img") && !html.contains("\0") && !html.contains('\u{202e}'));
    assert!(html.contains("&lt;script&gt;"));
    let md = report(File::Md, &hostile(), &mine());
    assert!(!md.contains('\u{202e}') && !md.contains('\0'));
    for event in Parser::new_ext(&md, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("#p-"), "{dest_url}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("an image from {dest_url}"),
            Event::InlineHtml(html) | Event::Html(html) => assert!(html.starts_with("<a id=\"p-") || &*html == "</a>", "{html}"),
            Event::Code(code) => panic!("{code} became code"),
            _ => {}
        }
    }
    let json: serde_json::Value = serde_json::from_str(&report(File::Json, &hostile(), &mine())).unwrap();
    assert_eq!(json["schema"], "clausewise.matrix/1");
}

#[test]
fn the_page_asks_nothing_of_the_network_and_names_its_own_code_only() {
    let html = report(File::Html, &comparison(), &View::default());
    let policy = html.split("Content-Security-Policy").nth(1).unwrap().split('>').next().unwrap().replace("&#x27;", "'");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for far in ["http://", "https://", "//cdn", "@import", "url("] {
        assert!(!html.contains(far), "{far}");
    }
    assert!(!html.contains(" style=") && !html.contains(" onclick="), "the policy forbids both");
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    for file in Format::ALL.iter().flat_map(|f| f.files()) {
        let once = common::report_bytes(*file, &comparison(), &mine());
        assert!(once == common::report_bytes(*file, &comparison(), &mine()), "{}", file.name());
    }
}
