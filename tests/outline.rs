//! The outline from a file's bytes to an order's clauses, in invented text.

use clausewise::order::{Kind, Order};

fn outline(name: &str, text: &str) -> Order {
    let document = clausewise::read::read(name, text.as_bytes()).expect("readable");
    clausewise::outline::orders(&document, name).remove(0)
}

fn citations(order: &Order) -> Vec<&str> {
    order.clauses.iter().map(|clause| clause.citation.as_str()).collect()
}

#[test]
fn i_after_h_is_a_letter_unless_a_lead_in_and_ii_say_otherwise() {
    let letters = outline("a.txt", "(g) Oars.\n\n(h) Sails.\n\n(i) Ropes.\n\n(j) Nets.\n");
    assert_eq!(citations(&letters), ["g", "h", "i", "j"]);
    let romans = outline("a.txt", "(g) Oars.\n\n(h) Sails, which are:\n\n(i) red;\n\n(ii) white.\n");
    assert_eq!(citations(&romans), ["g", "h", "h.i", "h.ii"]);
}

#[test]
fn a_mention_at_the_start_of_a_wrapped_line_is_no_item() {
    let text = "(a) Boats are hired out by the day.\n(b) A clerk may refuse a boat on the grounds given in subsection\n(a) of this section.\n(c) Oars are free.\n";
    let order = outline("a.txt", text);
    assert_eq!(citations(&order), ["a", "b", "c"]);
    assert!(order.clauses[1].text.ends_with("subsection (a) of this section."));
}

#[test]
fn two_markers_on_one_line_are_two_clauses_and_the_first_is_empty() {
    let order = outline("a.txt", "(a)(1) Boats are counted.\n\n(2) Oars are counted.\n\n(b) Nets are not.\n");
    assert_eq!(citations(&order), ["a", "a.1", "a.2", "b"]);
    assert_eq!((order.clauses[0].kind, order.clauses[0].text.as_str()), (Kind::Heading, ""));
}

#[test]
fn numbers_piled_up_apart_from_their_items_are_given_back_with_a_doubt() {
    let text = "A. Keys\n\n1.\n\n3.\n\nKeys are counted every morning.\n\nLocks are oiled every month.\n\nDoors are shut at night.\n\nB. Lamps\n\n1. Lamps are lit at dusk.\n";
    let order = outline("a.txt", text);
    assert_eq!(citations(&order), ["A", "A.1", "A.2", "A.3", "B", "B.1"]);
    assert!(order.doubts.iter().any(|doubt| doubt.what.contains("torn")));
}

#[test]
fn a_lost_number_is_counted_from_its_neighbours() {
    let text = "A. Keys are counted.\n\nB. Locks are oiled.\n\nDoors are shut at night.\n\nD. Lamps are lit.\n";
    let order = outline("a.txt", text);
    assert_eq!(citations(&order), ["A", "B", "C", "D"]);
}
