//! The same order in every format gives the same clause tree.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clausewise::block::BlockKind;
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

/// Runs of letters and figures: what is left of words when numbers have lost their dots.
fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn every_word_of_a_file_stands_in_a_clause_a_field_or_furniture() {
    let files = [
        "pandoc/vantrell.docx",
        "libreoffice/vantrell.docx",
        "pandoc/vantrell.html",
        "libreoffice/vantrell.html",
        "libreoffice/vantrell.pdf",
        "chromium/ellerdine-falls.pdf",
        "reportlab/one-column.pdf",
        "reportlab/two-columns.pdf",
        "reportlab/side-heads.pdf",
    ];
    for file in files {
        let path = format!("tests/fixtures/readers/{file}");
        let read = document(&path, &std::fs::read(here(&path)).unwrap());
        let blocks = read.blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Row { cells, .. } => cells.iter().flatten().collect::<Vec<_>>(),
            _ => block.lines.iter().collect(),
        });
        let there = words(blocks.map(|line| line.text.as_str()));
        let orders = outline::orders(&read, &path);
        let kept = words(orders.iter().flat_map(|order| {
            let clauses = order.clauses.iter().flat_map(|clause| [clause.marker.as_str(), clause.words()]);
            let fields = order.fields.iter().flat_map(|(label, value)| [label.as_str(), value]);
            clauses.chain(fields).chain(order.furniture.iter().map(|furniture| furniture.text.as_str()))
        }));
        let lost: Vec<_> = there.difference(&kept).collect();
        assert!(there.len() > 300 && lost.is_empty(), "{file}: {lost:?}");
    }
}

#[test]
fn a_ligature_is_its_letters_in_text_and_on_a_page() {
    let read = |name: &str, text: &str| clauses(&outline::orders(&document(name, text.as_bytes()), name));
    let plain = read("o.txt", "A. Officers file each offer.\n");
    assert_eq!(read("o.txt", "A. O\u{FB03}cers \u{FB01}le each o\u{FB00}er.\n"), plain);
    assert_eq!(read("o.html", "<!doctype html><html><body><p>A. O\u{FB03}cers \u{FB01}le each o\u{FB00}er.</p></body></html>"), plain);
}
