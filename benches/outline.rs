//! How fast bytes become clauses on one core: reading and outline apart and together, on invented text of the usual shapes.
//!
//! Left out: the file system, force, and everything after the outline.

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

fn run(name: &str, text: &str) -> usize {
    let document = clausewise::read::read(name, text.as_bytes()).expect("readable");
    clausewise::outline::orders(&document, name).iter().map(|order| order.clauses.len()).sum()
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
fn reading_alone(bencher: Bencher<'_, '_>) {
    let text = markdown();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| clausewise::read::read("a.md", divan::black_box(text.as_bytes())));
}
