//! How fast bytes become clauses on one core: reading and outline apart and together, on invented text of the usual shapes.
//!
//! Left out: the file system, and everything after the outline; force only where its name stands in the benchmark's.
//!
//! `CLAUSEWISE_BENCH=FOLDER cargo bench --bench outline folder` measures a folder of one's own, all its text files together.

use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

/// Hard-wrapped statute text: `(a)`, `(1)`, `(A)`, `(i)`, no blank lines.
fn wrapped() -> String {
    let mut out = String::from("§ 9-101. Boats.\n\n");
    for section in 0..400u32 {
        let letter = char::from(b'a' + (section % 26) as u8);
        out.push_str(&format!("({letter}) The harbor office keeps a register of all boats that are hired out by the day\nor by the week, and of the persons who hire them under subsection\n(b) of this section, unless:\n"));
        for item in 1..=6 {
            out.push_str(&format!("({item}) The boat is shorter than ten feet and is rowed within sight of the pier by\na person who is known to the office;\n"));
        }
    }
    out
}

/// Markdown with headings, lists and bold terms.
fn markdown() -> String {
    let mut out = String::from("# Boats\n\n");
    for section in 1..=300 {
        out.push_str(&format!("## {section}. Hiring\n\nThe harbor office hires out boats by the day. A deposit is *always* taken.\n\n"));
        for item in 1..=5 {
            out.push_str(&format!("{item}. **Oars.** Every boat carries a spare oar, and [the list](https://example.org/list) says which.\n   - Oars are counted at night.\n   - Lost oars are paid for.\n"));
        }
        out.push('\n');
    }
    out
}

/// Long paragraphs under numbered headings, wrapped nowhere: what a web page leaves.
fn prose() -> String {
    let mut out = String::from("# Boats\n\n");
    let sentence = "The harbor office may refuse a boat to any person who has not paid for an earlier hire, and it keeps the deposit until the boat is back at the pier; a clerk who takes a deposit writes a receipt. ";
    for section in 1..=200 {
        out.push_str(&format!("{section}. HIRING AND RETURN OF BOATS\n\n"));
        for paragraph in 1..=4 {
            out.push_str(&format!("{section}.{paragraph} {}\n\n", sentence.repeat(1 + paragraph)));
        }
        out.push_str("This includes, among other things:\n\n(a) the oars and the rudder;\n\n(b) the lamp, where there is one; and\n\n(c) the line by which the boat is made fast.\n\n");
    }
    out
}

/// One clause with 40,000 references, to the order's own clauses and out of it.
fn references() -> String {
    let mut out = String::from("# Boats\n\n1. Hire\n\n2. ");
    for at in 0..20_000u32 {
        out.push_str(&format!("A boat under section {} is listed in General Order {at}. ", at % 2 + 1));
    }
    out
}

fn run(name: &str, text: &str) -> usize {
    let document = clausewise::read::read(name, text.as_bytes()).expect("readable");
    clausewise::outline::orders(&document, name).iter().map(|order| order.clauses.len()).sum()
}

/// The text files of the folder that the environment names; none where it names none.
fn folder() -> Vec<(String, String)> {
    let Ok(folder) = std::env::var("CLAUSEWISE_BENCH") else { return Vec::new() };
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let name = |file: &std::path::PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    files.iter().filter_map(|file| Some((name(file), std::fs::read_to_string(file).ok()?))).collect()
}

fn bytes(files: &[(String, String)]) -> BytesCount {
    BytesCount::new(files.iter().map(|(_, text)| text.len()).sum::<usize>())
}

#[divan::bench]
fn wrapped_statute(bencher: Bencher<'_, '_>) {
    let text = wrapped();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| run("a.txt", divan::black_box(&text)));
}

#[divan::bench]
fn markdown_lists(bencher: Bencher<'_, '_>) {
    let text = markdown();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| run("a.md", divan::black_box(&text)));
}

#[divan::bench]
fn long_paragraphs(bencher: Bencher<'_, '_>) {
    let text = prose();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| run("a.md", divan::black_box(&text)));
}

#[divan::bench]
fn long_paragraphs_with_force(bencher: Bencher<'_, '_>) {
    let text = prose();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let document = clausewise::read::read("a.md", divan::black_box(text.as_bytes())).expect("readable");
        let mut orders = clausewise::outline::orders(&document, "a.md");
        orders.iter_mut().for_each(clausewise::force::assign);
        orders
    });
}

#[divan::bench(sample_count = 10)]
fn references_of_one_clause(bencher: Bencher<'_, '_>) {
    let text = references();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| run("a.md", divan::black_box(&text)));
}

#[divan::bench(sample_count = 10)]
fn folder_read_and_outlined(bencher: Bencher<'_, '_>) {
    let files = folder();
    bencher.counter(bytes(&files)).bench_local(|| files.iter().map(|(name, text)| run(name, text)).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn folder_read(bencher: Bencher<'_, '_>) {
    let files = folder();
    bencher
        .counter(bytes(&files))
        .bench_local(|| files.iter().map(|(name, text)| clausewise::read::read(name, text.as_bytes())).collect::<Vec<_>>());
}

#[divan::bench]
fn reading_alone(bencher: Bencher<'_, '_>) {
    let text = markdown();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| clausewise::read::read("a.md", divan::black_box(text.as_bytes())));
}
