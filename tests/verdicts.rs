//! What is said of two short orders: facts about verdicts, each with the words that show it.

mod common;

use clausewise::compare::compare;
use clausewise::corpus::Corpus;
use clausewise::knowledge::Knowledge;
use clausewise::matrix::Comparison;
use clausewise::options::Options;
use clausewise::order::Order;
use clausewise::provision::{Aspect, CellState, Provision, Verdict};

fn order(agency: &str, rules: &str) -> Order {
    let text = format!("# Rules of the Boathouse\n\n## Boats\n\n{rules}\n");
    common::order(agency, "rules.md", &text)
}

fn compared(one: &str, two: &str) -> Comparison {
    let corpus = Corpus { orders: vec![order("one", one), order("two", two)], omitted: Vec::new() };
    compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ())
}

/// The only row in which both say something.
fn shared(one: &str, two: &str) -> Provision {
    let says = |p: &Provision| p.cells.iter().filter(|c| matches!(c, CellState::Says { .. })).count();
    let mut rows: Vec<Provision> = compared(one, two).provisions.into_iter().filter(|p| says(p) == 2).collect();
    assert_eq!(rows.len(), 1, "{rows:#?}");
    rows.remove(0)
}

#[test]
fn a_ban_with_its_ways_out_is_one_rule_with_the_leave_for_just_these() {
    let row = shared(
        "A. Officers shall not turn off the camera unless:\n\n   1. a sergeant authorizes it; or\n   2. a victim requests it.",
        "A. Officers may turn off the camera when:\n\n   1. a sergeant authorizes it; or\n   2. a victim requests it.",
    );
    assert!(!row.conflict, "{}", row.reason);
    assert!(!row.aspects.contains(&Aspect::Force), "{}", row.reason);
}

#[test]
fn forbidden_without_approval_does_not_clash_with_the_duty_to_approve() {
    let row = shared(
        "A. Recordings shall not be released to the press without the written approval of the Chief.",
        "A. The Chief will approve every release of a recording to the press.",
    );
    assert!(!row.conflict, "{}", row.reason);
}

#[test]
fn what_one_forbids_and_the_other_requires_is_never_the_same() {
    let row = shared("A. The camera is never used on traffic stops.", "A. The camera is mandatory on traffic stops.");
    assert_ne!(row.verdict, Verdict::Agree, "{}", row.reason);
}

#[test]
fn a_word_mistyped_in_one_of_two_near_copies_is_no_difference() {
    let said = |word: &str| format!("A. Members should know that boats {word} at the dock are counted by the watch at dusk each evening.");
    let row = shared(&said("fastened"), &said("fasened"));
    assert_eq!(row.verdict, Verdict::Agree, "{}", row.reason);
    let row = shared(&said("fastened"), &said("painted"));
    assert_eq!(row.verdict, Verdict::Differ, "{}", row.reason);
}

#[test]
fn a_rule_s_own_leave_counts_before_that_of_its_lead_in() {
    let row = shared(
        "Employees approved by the department to post shall:\n\n1. Not make statements about pending cases without express written permission.",
        "Employees who post shall:\n\n1. Not make statements about pending cases without express written permission.",
    );
    assert!(!row.reason.contains("no leave"), "{}", row.reason);
    assert!(!row.aspects.contains(&Aspect::Authority), "{}", row.reason);
}

#[test]
fn a_word_undone_by_its_first_syllable_is_another_act() {
    let comparison = compared(
        "A. Officers shall not de-activate the camera.",
        "A. Officers shall not deactivate the camera.\n\nB. Officers shall activate the lamp.",
    );
    let row = comparison.provisions.iter().find(|p| p.verdict == Verdict::Agree);
    assert!(row.is_some_and(|p| p.reason.contains("forbid")), "{:#?}", comparison.provisions);
}

#[test]
fn a_leave_that_goes_further_than_the_ban_s_way_out_is_another_rule() {
    for leave in [
        "may search a phone without a warrant.",
        "may search a phone if they have no warrant.",
        "may search any phone they find, warrant or none.",
    ] {
        let row = shared("A. Officers shall not search a phone unless they have a warrant.", &format!("A. Officers {leave}"));
        assert_eq!(row.verdict, Verdict::Differ, "{leave}: {}", row.reason);
        assert!(row.aspects.contains(&Aspect::Force), "{leave}: {}", row.reason);
    }
}

#[test]
fn one_duty_said_as_a_ban_is_the_same_duty() {
    let row = shared("A. Deputies shall remain with the prisoner.", "A. Deputies shall not leave the prisoner.");
    assert!(!row.aspects.contains(&Aspect::Force), "{}", row.reason);
}

#[test]
fn bans_below_an_exception_that_opens_their_lead_in_stay_apart() {
    let bans = "1. Smoke in vehicles.\n2. Accept gifts from vendors.\n3. Sleep on duty.";
    let comparison = compared(&format!("Unless exempt, members shall not:\n\n{bans}"), &format!("Members shall not:\n\n{bans}"));
    let both = comparison.provisions.iter().filter(|p| p.verdict != Verdict::Unique).count();
    assert!(both >= 3, "{:#?}", comparison.provisions);
}

#[test]
fn a_quotation_is_told_of_those_only_whose_words_it_is() {
    let corpus = |rules: [&str; 3]| {
        let orders = ["one", "two", "three"].iter().zip(rules).map(|(agency, rule)| order(agency, rule)).collect();
        compare(&Corpus { orders, omitted: Vec::new() }, Knowledge::builtin(), &Options::default(), &|_| ())
    };
    let comparison = corpus([
        "A. The badge shall not be shown on a personal page without the written permission of the Chief of Police.",
        "A. The badge shall not be shown on a personal page without the Chief's written permission.",
        "A. The badge shall not be shown on a personal page.",
    ]);
    let reasons: Vec<&str> = comparison.provisions.iter().map(|p| p.reason.as_str()).collect();
    assert!(!reasons.iter().any(|r| r.contains("one and two say")), "{reasons:?}");
    assert!(reasons.iter().any(|r| r.contains("the same in other words")), "{reasons:?}");
}

#[test]
fn a_term_defined_as_noun_and_as_verb_is_one_term() {
    let two = "1. Mooring: The place where a boat is tied up, or the act of tying it up.";
    for [noun, verb] in [["(noun)", "(verb)"], ["(n.)", "(v.)"]] {
        let one = format!(
            "1. Mooring {noun}: The place where a boat is tied up.\n2. Mooring {verb}: The act of fastening it to a ring, a post or another boat."
        );
        let row = shared(&format!("Definitions\n\n{one}"), &format!("Definitions\n\n{two}"));
        let members = |cell: &CellState| if let CellState::Says { members, .. } = cell { members.len() } else { 0 };
        assert_eq!(row.cells.iter().map(members).collect::<Vec<_>>(), [2, 1], "{row:#?}");
    }
}

#[test]
fn one_act_of_a_sentence_meets_the_rule_another_order_makes_of_it() {
    let comparison = compared(
        "A. The dispatcher clears the main channel, runs the license plate and writes down the times.",
        "A. The dispatcher shall clear the channel.\n\nB. Run the license plate and report any stolen status.",
    );
    let both: Vec<Vec<String>> = comparison
        .provisions
        .iter()
        .map(|p| {
            p.cells
                .iter()
                .filter_map(|c| if let CellState::Says { members, .. } = c { Some(members[0].text.clone()) } else { None })
                .collect()
        })
        .filter(|texts: &Vec<String>| texts.len() == 2)
        .collect();
    assert_eq!(both.len(), 2, "{both:#?}");
    assert!(both.iter().any(|texts| texts.iter().any(|t| t == "runs the license plate")), "{both:#?}");
}

#[test]
fn orders_that_are_alike_in_one_act_only_are_compared() {
    let many = "The clerk shall wash each boat with fresh water from the well, sell tickets to visitors at the door, carry the sails to the \
                mender in town, paint the hull of any canoe red in spring, oil the lock of every gate with thin oil, count all paddles on the \
                wall at dusk, burn old rags behind the mill, ring the bell of the tower at noon, write the names of guests into the book, and \
                keep the lamp in the window lit.";
    let orders = [("one", "Duties", many), ("two", "Evening", "Rags burn.")].map(|(agency, heading, rule)| {
        common::order(agency, "rules.md", &format!("# Rules of the Boathouse\n\n## {heading}\n\nA. {rule}\n"))
    });
    let corpus = Corpus { orders: orders.to_vec(), omitted: Vec::new() };
    let comparison = compare(&corpus, Knowledge::builtin(), &Options::default(), &|_| ());
    assert!(comparison.provisions.len() >= 2, "{:#?}", comparison.provisions);
}
