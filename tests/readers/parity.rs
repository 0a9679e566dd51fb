//! The same order in every format gives the same clause tree.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clausewise::order::Order;
use clausewise::outline;

use super::document;

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn orders(path: &str) -> Vec<Order> {
    let bytes = std::fs::read(here(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    outline::orders(&document(path, &bytes), path)
}

/// Citation and words of each clause, blanks made one.
fn clauses(orders: &[Order]) -> BTreeSet<(String, String)> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    orders.iter().flat_map(|order| &order.clauses).map(|clause| (clause.citation.clone(), words(clause.words()))).collect()
}

/// Fails where fewer than this share of the clauses are equal; names the first that are not.
fn same(source: &str, rendered: &str, floor: f64) {
    let (wanted, found) = (clauses(&orders(source)), clauses(&orders(rendered)));
    assert!(wanted.len() > 20, "{source} has only {} clauses", wanted.len());
    let equal = wanted.intersection(&found).count() as f64 / wanted.len().max(found.len()) as f64;
    let lost: Vec<_> = wanted.difference(&found).take(5).collect();
    let new: Vec<_> = found.difference(&wanted).take(5).collect();
    assert!(equal >= floor, "{rendered}: {equal:.3} of the clauses of {source} are equal\nlost: {lost:#?}\nnew: {new:#?}");
}

const ORDERS: [(&str, &str); 4] = [
    ("corpus/ellerdine-falls.md", "ellerdine-falls"),
    ("corpus/vantrell.md", "vantrell"),
    ("corpus/marrowby/social-media.md", "social-media"),
    ("corpus/marrowby/unmanned-aircraft.md", "unmanned-aircraft"),
];

#[test]
fn word_documents_give_the_clauses_of_the_text() {
    for (source, name) in ORDERS {
        same(source, &format!("tests/fixtures/readers/pandoc/{name}.docx"), 0.98);
    }
    for name in ["ellerdine-falls", "vantrell"] {
        let source = ORDERS.iter().find(|(_, order)| *order == name).unwrap().0;
        same(source, &format!("tests/fixtures/readers/libreoffice/{name}.docx"), 0.98);
    }
}

#[test]
fn web_pages_give_the_clauses_of_the_text() {
    for (source, name) in ORDERS {
        same(source, &format!("tests/fixtures/readers/pandoc/{name}.html"), 0.98);
    }
    for name in ["ellerdine-falls", "vantrell"] {
        let source = ORDERS.iter().find(|(_, order)| *order == name).unwrap().0;
        same(source, &format!("tests/fixtures/readers/libreoffice/{name}.html"), 0.98);
    }
}

#[test]
fn the_head_of_an_order_is_the_same_in_every_format() {
    for (source, name) in ORDERS {
        let wanted = orders(source)[0].header.clone();
        for kind in ["docx", "html"] {
            let file = format!("tests/fixtures/readers/pandoc/{name}.{kind}");
            assert_eq!(orders(&file)[0].header, wanted, "{file}");
        }
    }
}

#[test]
fn pdf_files_of_every_make_give_the_clauses_of_the_text() {
    let made = [
        ("corpus/ellerdine-falls.md", "libreoffice/ellerdine-falls.pdf"),
        ("corpus/vantrell.md", "libreoffice/vantrell.pdf"),
        ("corpus/marrowby/social-media.md", "libreoffice/social-media.pdf"),
        ("corpus/ellerdine-falls.md", "chromium/ellerdine-falls.pdf"),
        ("corpus/quillmarsh.txt", "reportlab/typewriter.pdf"),
        ("corpus/port-ossery.txt", "reportlab/scanned.pdf"),
        ("corpus/quillmarsh.txt", "reportlab/one-column.pdf"),
        ("corpus/quillmarsh.txt", "reportlab/two-columns.pdf"),
        ("corpus/quillmarsh.txt", "reportlab/side-heads.pdf"),
    ];
    for (source, pdf) in made {
        same(source, &format!("tests/fixtures/readers/{pdf}"), 0.95);
    }
}
