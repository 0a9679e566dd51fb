//! What the words of a clause point to, in invented text: clauses of the same order, other papers, laws, forms, standards.

use clausewise::order::{Aim, Order};
use proptest::prelude::*;

fn outline(text: &str) -> Order {
    let document = clausewise::read::read("a.txt", text.as_bytes()).expect("readable");
    clausewise::outline::orders(&document, "a.txt").remove(0)
}

/// The references of the clause with this citation: the words, and the citation it means or the kind of paper.
fn of(order: &Order, citation: &str) -> Vec<(String, String)> {
    let shown = |r: &clausewise::order::Reference| {
        let to = match (r.to, r.target) {
            (Aim::Clause, Some(target)) => order.clauses[target].citation.clone(),
            (Aim::Clause, None) => "?".into(),
            (other, _) => other.name().into(),
        };
        (r.words.clone(), to)
    };
    order.references.iter().filter(|r| order.clauses[r.clause].citation == citation).map(shown).collect()
}

/// Three sections with lists; the last clause is `words`.
fn harbor(words: &str) -> Order {
    outline(&format!(
        "I. BOATS\n\nA. Boats are kept as follows:\n\n1. Oars are counted.\n\n2. Sails are dried.\n\n3. Ropes are coiled.\n\n\
         B. Boats are lent by the day.\n\nII. LAMPS\n\nA. Lamps are lit at dusk.\n\nB. Wicks are cut.\n\nIII. LAST\n\nA. Nets are dried.\n\n\
         B. {words}\n"
    ))
}

/// What `words` as clause III.B point to.
fn targets(words: &str) -> Vec<String> {
    of(&harbor(words), "III.B").into_iter().map(|(_, to)| to).collect()
}

#[test]
fn a_path_is_followed_from_the_top_of_the_order() {
    assert_eq!(targets("The clerk acts as section I.A.2 says."), ["I.A.2"]);
    assert_eq!(targets("The clerk acts as provided in I.A.2 on every day."), ["I.A.2"]);
    assert_eq!(targets("Lamps (see II.B) are trimmed."), ["II.B"]);
    assert_eq!(targets("Section II, paragraph B, is kept."), ["II.B"]);
    assert_eq!(targets("Paragraph B of section II is kept."), ["II.B"]);
}

#[test]
fn a_path_is_followed_from_the_clauses_around_the_words() {
    assert_eq!(targets("Nets are kept as paragraph A says."), ["III.A"]);
    let order = outline(
        "A. Boats:\n\n1. Oars are counted.\n\n2. Sails are dried as in item 1 above.\n\nB. Lamps:\n\n1. Wicks are cut.\n\n2. Oil is kept.\n",
    );
    assert_eq!(of(&order, "A.2"), [("item 1 above".into(), "A.1".into())]);
}

#[test]
fn each_path_of_a_list_is_a_reference_with_the_words_of_all() {
    let order = harbor("Sections I.A, I.B, and II.A above are read aloud.");
    let words = "Sections I.A, I.B, and II.A above".to_owned();
    assert_eq!(of(&order, "III.B"), [(words.clone(), "I.A".into()), (words.clone(), "I.B".into()), (words, "II.A".into())]);
}

#[test]
fn a_range_is_every_clause_from_its_first_to_its_last() {
    assert_eq!(targets("Items I.A.1 through I.A.3 are read aloud."), ["I.A.1", "I.A.2", "I.A.3"]);
    let order = outline("(a) Oars.\n\n(b) Sails.\n\n(c) Ropes.\n\n(d) Subsections (a) through (c) are for boats.\n");
    assert_eq!(of(&order, "d").into_iter().map(|(_, to)| to).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn a_later_path_may_leave_out_steps_of_the_one_before() {
    let order = outline("(a) Boats:\n\n(1) oars;\n\n(2) sails.\n\n(b) Whoever breaks subsection (a)(1) or (2) of this section pays.\n");
    assert_eq!(of(&order, "b").into_iter().map(|(_, to)| to).collect::<Vec<_>>(), ["a.1", "a.2"]);
}

#[test]
fn the_levels_of_statutes_have_their_words() {
    let text = "(a) Boats:\n\n(1) oars;\n\n(2) sails, unless paragraph (1) of this subsection forbids them.\n\n(b) Lamps:\n\n(1) wicks;\n\n(2) oil, for which this subsection is no leave.\n";
    let order = outline(text);
    assert_eq!(of(&order, "a.2"), [("paragraph (1) of this subsection".into(), "a.1".into())]);
    assert_eq!(of(&order, "b.2"), [("this subsection".into(), "b".into())]);
}

#[test]
fn this_section_is_the_section_around_the_words() {
    assert_eq!(targets("Nothing in this section binds a guest."), ["III"]);
}

#[test]
fn above_and_below_leave_out_what_stands_on_the_other_side() {
    let text = "1. Oars.\n\n2. Sails are dried; see paragraph 3 above.\n\n3. Ropes.\n\n4. Nets, but for paragraph 2 above and paragraph 5 below.\n\n5. Lamps.\n";
    let order = outline(text);
    assert_eq!(of(&order, "2"), [("paragraph 3 above".into(), "?".into())]);
    assert_eq!(of(&order, "4").into_iter().map(|(_, to)| to).collect::<Vec<_>>(), ["2", "5"]);
}

#[test]
fn what_is_not_there_or_could_be_two_has_no_target() {
    assert_eq!(targets("The clerk acts as section IX says."), ["?"]);
    let order = outline(
        "# Lamps\n\n1. Wicks are cut.\n\n# Boats\n\n1. Oars are counted.\n\n# Nets\n\nA net is dried as paragraph 1 says, on every day of the year.\n",
    );
    assert!(order.references.iter().all(|r| r.target.is_none()));
}

#[test]
fn a_letter_a_sum_and_a_date_are_no_paths() {
    for words in [
        "A clerk, a boat and a lamp are enough.",
        "See a clerk in May 3.",
        "Whoever pays 3.5 coins under 2.5 lamps goes free.",
        "In this part of the harbor, an item a guest leaves is kept.",
        "Clerks of the U.S. navy act under U.S. flags.",
        "Section 30 days after the feast.",
    ] {
        assert_eq!(targets(words), [""; 0], "{words}");
    }
}

#[test]
fn a_list_inside_the_sentence_is_not_taken_for_the_orders_own() {
    let order = outline(
        "(a) Oars.\n\n(b) Sails.\n\n(c) A clerk may (a) lend a boat or (b) lend a lamp, and writes down what clause (a) brings in.\n",
    );
    assert_eq!(of(&order, "c"), [("clause (a)".into(), "?".into())]);
}

#[test]
fn laws_are_known_by_the_shape_of_their_citation() {
    for words in [
        "42 U.S.C. § 1983",
        "18 USC 2703(d)",
        "28 C.F.R. Part 23",
        "Title 18, United States Code, Section 2511",
        "N.J.S.A. 10:4-12",
        "G.L. c. 66A, § 3",
        "Gen. Stat. § 1-210",
        "Penal Code section 832.7",
        "D.C. Official Code § 1-301",
        "RCW 10.31.100",
        "720 ILCS 5/7-5",
        "R.C. 2933.51",
        "section 5 of the Lamp Act of 1911",
        "Public Law 99-508",
        "§ 31-44",
    ] {
        assert_eq!(of(&harbor(&format!("Lamps are lit as {words} asks.")), "III.B"), [(words.to_owned(), "statute".to_owned())]);
    }
}

#[test]
fn other_papers_are_known_by_their_kind_and_number_or_title() {
    for words in [
        "General Order 12.3",
        "General Order # 4",
        "Special Order 2019-04",
        "G.O. 7-2",
        "Policy 1026",
        "Policy No. 4.14",
        "Standard Operating Procedure 7",
        "SOP 301",
        "Rule 3 of General Order 12",
        "General Order 5, section II.A",
        "Lamp Oil Policy",
        "Harbor Watch Manual",
    ] {
        assert_eq!(of(&harbor(&format!("Lamps are lit as {words} asks.")), "III.B"), [(words.to_owned(), "order".to_owned())]);
    }
    for words in ["the Department policy", "This Policy", "any Order", "each Department Policy"] {
        assert_eq!(targets(&format!("Lamps are lit as {words} asks.")), [""; 0], "{words}");
    }
}

#[test]
fn forms_and_standards_are_known_by_number_or_title() {
    for words in ["Form PD-12", "form 301", "Form No. 7", "Lamp Loan Form"] {
        assert_eq!(of(&harbor(&format!("The clerk fills in {words} at dusk.")), "III.B"), [(words.to_owned(), "form".to_owned())]);
    }
    for words in ["CALEA 26.1.1", "CALEA Standard 1.3.2", "accreditation standard 12.2.1"] {
        assert_eq!(of(&harbor(&format!("The clerk acts as {words} asks.")), "III.B"), [(words.to_owned(), "standard".to_owned())]);
    }
    assert_eq!(targets("A report in the form of a letter is enough; this Form is not."), [""; 0]);
}

#[test]
fn the_words_stand_where_the_reference_says() {
    let order = harbor("Émile acts as section I.A.2 and 42 U.S.C. § 1983 say.");
    assert_eq!(order.references.len(), 2);
    for reference in &order.references {
        let words = order.clauses[reference.clause].words();
        assert_eq!(words.get(reference.at..reference.at + reference.words.len()), Some(reference.words.as_str()));
    }
}

/// How each level is numbered.
const STYLES: &[[&str; 3]] = &[["A.", "1.", "a."], ["I.", "A.", "1."], ["(a)", "(1)", "(A)"], ["1.", "a.", "i."], ["1)", "a)", "i)"]];

fn marker(style: &str, n: usize) -> String {
    const ROMAN: [&str; 6] = ["i", "ii", "iii", "iv", "v", "vi"];
    let sign = style.chars().find(|c| c.is_alphanumeric()).expect("a sign");
    let number = match sign {
        '1' => (n + 1).to_string(),
        'a' => char::from(b'a' + n as u8).to_string(),
        'A' => char::from(b'A' + n as u8).to_string(),
        'i' => ROMAN[n].to_owned(),
        _ => ROMAN[n].to_uppercase(),
    };
    style.replace(sign, &number)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any path of two steps or more, written out in any clause, means the clause that has it.
    #[test]
    fn a_path_written_out_means_its_clause(sizes in prop::collection::vec(prop::collection::vec(2usize..5, 2..5), 2..6), style in 0..STYLES.len(), pick in any::<prop::sample::Index>()) {
        let style = &STYLES[style];
        let mut text = String::new();
        let mut paths = Vec::new();
        let bare = |marker: &str| marker.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let mut line = |depth: usize, n: usize, above: &str, end: &str, text: &mut String| {
            let marker = marker(style[depth], n);
            let path = if above.is_empty() { bare(&marker) } else { format!("{above}.{}", bare(&marker)) };
            text.push_str(&format!("{marker} The clerk on watch counts the boats at the pier {end}\n\n"));
            paths.push(path.clone());
            path
        };
        for (n, below) in sizes.iter().enumerate() {
            let top = line(0, n, "", "and does all of the following:", &mut text);
            for (n, below) in below.iter().enumerate() {
                let middle = line(1, n, &top, "and does all of the following:", &mut text);
                for n in 0..*below {
                    line(2, n, &middle, "before dusk.", &mut text);
                }
            }
        }
        let path = pick.get(&paths).clone();
        let text = text.replacen("before dusk.", &format!("before dusk; see {path}."), 1);
        let order = outline(&text);
        let found: Vec<_> = order.references.iter().map(|r| r.target.map(|t| order.clauses[t].citation.clone())).collect();
        if path.contains('.') {
            prop_assert_eq!(found, [Some(path)], "{}", text);
        } else {
            prop_assert!(found.is_empty(), "a lone number is no path: {}", text);
        }
    }

    #[test]
    fn no_words_make_it_panic(words in "[a-cA-CivxIVX0-9 .,;()§¶–-]{0,60}", verb in "(see|section|sections|subsections|under|Form|Policy|this section|of this|paragraph)") {
        let order = outline(&format!("1. Oars.\n\n2. {verb} {words} {verb} {words}é\n"));
        for reference in &order.references {
            let text = order.clauses[reference.clause].words();
            prop_assert_eq!(text.get(reference.at..reference.at + reference.words.len()), Some(reference.words.as_str()));
        }
    }
}
