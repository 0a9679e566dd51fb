//! A random tree, printed in a random numbering and wrapping, comes back as the same tree.
//!
//! What this does not prove: that trees people write, with titles and tails and damage of every kind, come back; the fixtures and the
//! gold files are for those. The random texts hold no hyphens: where single letters repeat, the word count cannot tell which half of a
//! mended word is which.

use proptest::prelude::*;

/// Children of each item, three levels at most.
#[derive(Clone, Debug)]
struct Item(Vec<Item>);

fn items(depth: u32) -> BoxedStrategy<Vec<Item>> {
    if depth == 0 {
        return Just(Vec::new()).boxed();
    }
    prop_oneof![
        2 => Just(Vec::new()),
        3 => prop::collection::vec(items(depth - 1).prop_map(Item), 2..7),
    ]
    .boxed()
}

/// How each level is numbered.
const STYLES: &[[&str; 3]] = &[
    ["A.", "1.", "a."],
    ["I.", "A.", "1."],
    ["(a)", "(1)", "(A)"],
    ["1.", "a.", "i."],
    ["1)", "a)", "i)"],
    ["(1)", "(A)", "(i)"],
    ["a.", "i.", "1."],
];

fn roman(n: usize) -> &'static str {
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][n]
}

fn marker(style: &str, n: usize) -> String {
    let sign = style.chars().find(|c| c.is_alphanumeric()).expect("a sign");
    let number = match sign {
        '1' => (n + 1).to_string(),
        'a' => char::from(b'a' + n as u8).to_string(),
        'A' => char::from(b'A' + n as u8).to_string(),
        'i' => roman(n).to_owned(),
        _ => roman(n).to_uppercase(),
    };
    style.replace(sign, &number)
}

#[expect(clippy::too_many_arguments, reason = "the state of one printing, passed down the tree")]
fn print(
    items: &[Item],
    style: &[&str; 3],
    depth: usize,
    path: &str,
    wrap: usize,
    blank: bool,
    out: &mut String,
    wanted: &mut Vec<String>,
) {
    for (n, Item(below)) in items.iter().enumerate() {
        let marker = marker(style[depth], n);
        let step: String = marker.chars().filter(|c| c.is_alphanumeric()).collect();
        let citation = if path.is_empty() { step } else { format!("{path}.{step}") };
        let end = if below.is_empty() { "before the harbor office is shut for the night." } else { "and does all of the following:" };
        let text = format!("{marker} The clerk on watch counts the boats at the pier {end}");
        let mut column = 0;
        for word in text.split(' ') {
            if column + word.len() > wrap && column > 0 {
                out.push('\n');
                column = 0;
            }
            if column > 0 {
                out.push(' ');
            }
            out.push_str(word);
            column += word.len() + 1;
        }
        out.push_str(if blank { "\n\n" } else { "\n" });
        wanted.push(citation.clone());
        print(below, style, depth + 1, &citation, wrap, blank, out, wanted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_tree_comes_back(tree in prop::collection::vec(items(2).prop_map(Item), 2..8), style in 0..STYLES.len(), wrap in prop_oneof![Just(48usize), Just(78), Just(2000)], blank in any::<bool>()) {
        let (mut text, mut wanted) = (String::new(), Vec::new());
        print(&tree, &STYLES[style], 0, "", wrap, blank, &mut text, &mut wanted);
        let document = clausewise::read::read("tree.txt", text.as_bytes()).expect("readable");
        let order = clausewise::outline::orders(&document, "tree.txt").remove(0);
        let found: Vec<String> = order.clauses.iter().map(|clause| clause.citation.clone()).collect();
        prop_assert_eq!(found, wanted, "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic_or_lose_a_word(text in "[a-zA-Z0-9 .,:;()\n\t§•①“”]{0,400}") {
        if let Ok(document) = clausewise::read::read("any.txt", text.as_bytes()) {
            let orders = clausewise::outline::orders(&document, "any.txt");
            let words = clausewise::order::coverage::source_words("any.txt", text.as_bytes());
            let found = clausewise::order::coverage(&words, &orders);
            prop_assert!(found.is_empty(), "{:?}", found);
        }
    }

    #[test]
    fn no_markdown_makes_it_panic(text in "[a-z0-9 .#*_<>|&\\[\\]()!`~\\-\n\t]{0,300}") {
        if let Ok(document) = clausewise::read::read("any.md", text.as_bytes()) {
            clausewise::outline::orders(&document, "any.md");
        }
    }
}
