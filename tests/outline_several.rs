//! Files that hold several orders, and files that only look so; all through the program itself, in invented text.

mod common;

use common::{clausewise, code, corpus, err, out};
use serde_json::Value;

/// The orders that `outline --format json` finds in one file.
fn orders(name: &str, text: &str) -> Vec<Value> {
    let folder = corpus(&[(name, text.as_bytes())]);
    let output = clausewise(folder.path(), &["outline", name, "--format", "json", "--coverage"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let whole: Value = serde_json::from_str(&out(&output)).expect("JSON");
    match whole["orders"].as_array() {
        Some(several) => several.clone(),
        None => vec![whole],
    }
}

fn citations(order: &Value) -> Vec<&str> {
    order["clauses"].as_array().expect("clauses").iter().filter_map(|clause| clause["citation"].as_str()).collect()
}

fn ids(orders: &[Value]) -> Vec<&str> {
    orders.iter().filter_map(|order| order["order"]["id"].as_str()).collect()
}

const KEYS: &str = "I. PURPOSE\n\nThis order says how the keys of the harbor house are kept and who may lend them to a guest.\n\n\
                    II. DUTIES\n\nA. Clerks shall count the keys each morning.\n\nB. Clerks shall lend no key without a name in the book, as section II.A says.\n";

const LAMPS: &str = "I. PURPOSE\n\nThis order says how the lamps on the pier are lit and who pays for the oil that they burn.\n\n\
                     II. DUTIES\n\nA. Watchmen shall light the lamps at dusk.\n\nB. Watchmen may ask a clerk for oil.\n\nC. No lamp is lent.\n";

fn head(number: &str, subject: &str, date: &str) -> String {
    format!("EASTON POLICE DEPARTMENT\nGeneral Order {number}\nSubject: {subject}\nEffective Date: {date}\n\n")
}

#[test]
fn two_heads_with_two_numbers_are_two_orders() {
    let text = format!("{}{KEYS}\n{}{LAMPS}", head("12-3", "Keys", "March 4, 2021"), head("12-4", "Lamps", "May 2, 2021"));
    let found = orders("easton.txt", &text);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0]["order"]["title"], "Keys");
    assert_eq!(found[1]["order"]["title"], "Lamps");
    assert_eq!(found[1]["order"]["effective"], "2021-05-02");
    assert_eq!(found[1]["order"]["agency_name"], "Easton Police Department");
    assert_eq!(citations(&found[0]), ["I", "I.p1", "II", "II.A", "II.B"]);
    assert_eq!(citations(&found[1]), ["I", "I.p1", "II", "II.A", "II.B", "II.C"]);
    assert_ne!(ids(&found)[0], ids(&found)[1]);
    // Lines are those of the file.
    assert_eq!(found[1]["clauses"][0]["place"]["line"], 21);
    assert_eq!(found[0]["references"][0]["target"], format!("{}/II.A", ids(&found)[0]));
}

#[test]
fn the_head_said_again_on_each_page_begins_no_order() {
    let page = "General Order 12-3\nEffective Date: March 4, 2021\n\n";
    let text = format!(
        "{}{KEYS}\x0c{page}C. Locks are oiled.\n\n\x0c{page}D. Doors are shut.\n\n\x0c{}{LAMPS}",
        head("12-3", "Keys", "March 4, 2021"),
        head("12-4", "Lamps", "May 2, 2021")
    );
    let found = orders("easton.txt", &text);
    assert_eq!(found.len(), 2);
    assert!(citations(&found[0]).contains(&"II.D"));
    assert_eq!(citations(&found[1])[0], "I");
}

#[test]
fn in_markdown_the_highest_headings_may_name_the_orders() {
    let keys = KEYS.replace("I. PURPOSE", "## I. PURPOSE").replace("II. DUTIES", "## II. DUTIES");
    let text = format!("# General Order 12: Keys\n\n{keys}\n# General Order 13: Lamps\n\n{LAMPS}\n# General Order 14: Oil\n\n{LAMPS}");
    let found = orders("easton.md", &text);
    assert_eq!(found.len(), 3);
    assert_eq!(citations(&found[2]), ["I", "I.p1", "II", "II.A", "II.B", "II.C"]);
    let dated = format!("# Keys\n\nEffective: March 4, 2021\n\n{KEYS}\n# Lamps\n\nEffective: March 4, 2021\n\n{LAMPS}");
    assert_eq!(orders("easton.md", &dated).len(), 2);
}

#[test]
fn heads_may_be_tables() {
    let head = |number: &str, subject: &str| {
        format!("| SUBJECT: {subject} | NUMBER: {number} |\n|---|---|\n| EFFECTIVE DATE: June 5, 2020 | PAGES: 2 |\n\n")
    };
    let text = format!("{}{KEYS}\n{}{LAMPS}", head("Special Order 4", "Keys"), head("Special Order 5", "Lamps"));
    assert_eq!(orders("easton.md", &text).len(), 2);
}

#[test]
fn orders_without_numbers_are_told_apart_by_their_labelled_titles() {
    let head = |subject: &str| format!("EASTON POLICE DEPARTMENT\nSubject: {subject}\nEffective Date: March 4, 2021\n\n");
    let text = format!("{}{KEYS}\n{}{LAMPS}", head("Keys"), head("Lamps"));
    let found = orders("easton.txt", &text);
    assert_eq!(found.len(), 2);
    assert_eq!(ids(&found), ["easton/keys", "easton/lamps"]);
}

#[test]
fn an_order_is_not_cut_at_its_own_parts() {
    let whole = |text: &str| assert_eq!(orders("easton.md", text).len(), 1, "{text}");
    let first = head("12-3", "Keys", "March 4, 2021");
    // Its highest headings are its sections.
    whole(&format!("# Purpose\n\n{KEYS}\n# Policy 1\n\n{LAMPS}\n# Policy 2\n\n{LAMPS}"));
    whole(&format!("# Easton Police Department\n\n## Keys\n\n{KEYS}\n# Lamps\n\n{LAMPS}"));
    // A sample, and an order said in the text.
    whole(&format!("{first}{KEYS}\nAPPENDIX A\n\n{}{LAMPS}", head("12-4", "Lamps", "May 2, 2021")));
    whole(&format!("{first}{KEYS}\nGeneral Order 12-4\n\n{LAMPS}"));
    // The first order goes on behind the second.
    whole(&format!("{first}{KEYS}\n{}{LAMPS}\n{first}{KEYS}", head("12-4", "Lamps", "May 2, 2021")));
    // A page's head whose number the scanner has spoilt: the order's numbers go on below it.
    whole(&format!("{first}{KEYS}\n{}C. Locks are oiled.\n\nIII. LAST\n\n{LAMPS}", head("12-8", "Keys", "March 4, 2021")));
    // A list of orders has heads without bodies.
    whole(&format!("{first}{}{}{KEYS}", head("12-4", "Lamps", "May 2, 2021"), head("12-5", "Oil", "May 2, 2021")));
}

#[test]
fn compare_reads_every_order_of_a_file() {
    let media = "I. PURPOSE\n\nThis order says how employees of this department use social media on duty and off duty.\n\n\
                 II. RULES\n\nA. Employees shall not access social media on duty.\n\nB. Employees may keep personal social media pages off duty.\n";
    let easton = format!("{}{media}\n{}{LAMPS}", head("12-3", "Social Media", "March 4, 2021"), head("12-4", "Lamps", "May 2, 2021"));
    let norwick = head("7", "Social Media", "June 1, 2021").replace("EASTON", "NORWICK") + &media.replace("shall not", "may");
    let folder = corpus(&[("easton.txt", easton.as_bytes()), ("norwick.txt", norwick.as_bytes())]);
    let output = clausewise(folder.path(), &["compare", ".", "-o", "-", "--format", "json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let matrix: Value = serde_json::from_str(&out(&output)).expect("JSON");
    let mut titles: Vec<&str> = matrix["orders"].as_array().expect("orders").iter().filter_map(|order| order["title"].as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Lamps", "Social Media", "Social Media"]);
    assert_eq!(matrix["agencies"].as_array().map(Vec::len), Some(2));
    let rows = matrix["provisions"].as_array().expect("rows");
    assert!(rows.iter().any(|row| row["subject"] == "Social Media" && row["verdict"] != "unique"));
}
