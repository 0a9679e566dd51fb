//! What a statement directs, slot by slot, in invented sentences of many kinds of orders.

use clausewise::directive::{Directive, Phrase, read};
use clausewise::lexicon::Lexicon;
use clausewise::order::Force;
use proptest::prelude::*;

fn of(text: &str) -> Directive {
    read(Lexicon::builtin(), text, "", "")
}

fn under(lead_in: &str, text: &str) -> Directive {
    read(Lexicon::builtin(), text, lead_in, "")
}

fn values(list: &[Phrase]) -> Vec<&str> {
    list.iter().map(|p| p.value.as_str()).collect()
}

fn who(d: &Directive) -> Vec<&str> {
    d.authority.as_ref().map_or_else(Vec::new, |a| values(&a.who))
}

#[test]
fn personnel_members_and_employees_are_the_same_people() {
    for text in [
        "Employees shall wear a badge.",
        "All personnel shall wear a badge.",
        "Members of the department shall wear a badge.",
        "All department personnel, sworn and civilian, shall wear a badge.",
        "Each employee shall wear a badge.",
        "No member shall wear a badge.",
    ] {
        assert_eq!(values(&of(text).actors), ["employee"], "{text}");
    }
}

#[test]
fn a_text_that_narrows_its_people_has_narrower_actors() {
    assert_eq!(values(&of("Sworn members shall carry a baton.").actors), ["officer"]);
    assert_eq!(values(&of("Civilian personnel shall carry a card.").actors), ["civilian-employee"]);
    assert_eq!(values(&of("Volunteers shall carry a card.").actors), ["volunteer"]);
    assert_eq!(values(&of("The supervisor shall carry a key.").actors), ["supervisor"]);
    assert_eq!(values(&of("The department shall provide a locker.").actors), ["agency"]);
}

#[test]
fn what_hangs_on_the_subject_binds_nobody() {
    for text in [
        "The chief, with advice from detectives and the union, will set the limit.",
        "The chief of police will set the limit for officers.",
        "In an emergency, with or without a sergeant, the chief will set the limit.",
    ] {
        assert_eq!(values(&of(text).actors), ["chief"], "{text}");
    }
    assert_eq!(values(&of("No one other than the armorer may open the safe.").actors), Vec::<&str>::new());
}

#[test]
fn a_list_of_people_binds_each_of_them() {
    assert_eq!(values(&of("Recruits, volunteers, and jailers shall attend.").actors), ["recruit", "volunteer", "jailer"]);
    assert_eq!(values(&of("Officers, detectives, and civilian employees shall attend.").actors), ["employee"]);
}

#[test]
fn an_item_that_goes_on_with_its_lead_in_has_that_ones_people() {
    assert_eq!(values(&under("Volunteers:", "Shall not drive.").actors), ["volunteer"]);
    assert_eq!(values(&under("It is the policy of the agency that officers:", "Shall keep a log.").actors), ["officer"]);
}

#[test]
fn a_unit_the_lexicon_does_not_know_is_bound_under_its_own_name() {
    let d = of("The bicycle repair section is responsible for tires.");
    assert_eq!(d.actors.len(), 1);
    assert_eq!(d.actors[0].words, "The bicycle repair section");
}

#[test]
fn a_fragment_has_the_actors_and_the_force_of_its_lead_in() {
    let d = under("Officers shall:", "Inspect the vehicle before each shift.");
    assert_eq!((values(&d.actors), d.force), (vec!["officer"], Some(Force::Obligation)));
}

#[test]
fn a_full_sentence_takes_nothing_from_its_lead_in_but_the_situation_around_it() {
    let d = under("While off duty, officers shall observe the following:", "Volunteers may carry a radio.");
    assert_eq!(values(&d.actors), ["volunteer"]);
    assert!(d.situations.is_empty());
    assert_eq!(values(&d.context), ["off-duty"]);
}

#[test]
fn pronouns_and_the_agency_of_a_thing_bind_nobody() {
    assert!(of("They shall wear a badge.").actors.is_empty());
    assert!(of("Department vehicles shall be washed.").actors.is_empty());
}

#[test]
fn the_chief_or_a_designee_is_one_authority_however_it_is_written() {
    for text in [
        "Officers shall not lend a radio without the permission of the Chief of Police or his/her designee.",
        "Officers shall not lend a radio without permission from the Chief or his designee.",
        "Officers shall not lend a radio unless authorized by the Chief of Police or designee.",
        "Officers shall not lend a radio without approval of the Chief or her designee.",
    ] {
        let d = of(text);
        let a = d.authority.as_ref().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((who(&d), a.rank, a.written), (vec!["chief-or-designee"], 90, false), "{text}: {a:?}");
        assert_eq!(values(&d.exceptions), ["approval"], "{text}");
    }
}

#[test]
fn written_leave_is_written_in_every_word_order() {
    for text in [
        "Members may not speak at rallies without the written authorization of the chief.",
        "Members may not speak at rallies without authorization in writing from the chief.",
        "Members may not speak at rallies unless approved in writing by the chief.",
        "Members may not speak at rallies without the chief's prior written consent.",
    ] {
        let d = of(text);
        let a = d.authority.as_ref().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((who(&d), a.rank, a.written), (vec!["chief"], 100, true), "{text}: {a:?}");
    }
}

#[test]
fn leave_given_with_a_verb_is_leave() {
    for (text, wanted, words) in [
        ("No key may be copied unless the chief agrees.", "chief", "unless the chief agrees"),
        ("No key may be copied until a lieutenant has approved it.", "lieutenant", "until a lieutenant has approved it"),
        ("You may copy a key if your sergeant says so.", "supervisor", "if your sergeant says so"),
        ("No key may be copied unless a supervisor has given permission.", "supervisor", "unless a supervisor has given permission"),
        ("The watch commander must approve every copy.", "watch-commander", "The watch commander must approve"),
        ("A copy must be cleared by the office manager.", "manager", "cleared by the office manager"),
    ] {
        let d = of(text);
        let a = d.authority.as_ref().unwrap_or_else(|| panic!("{text}"));
        assert_eq!((who(&d), a.words.as_str()), (vec![wanted], words), "{text}");
    }
    assert!(of("If the officer agrees with the complaint, close the file.").authority.is_none());
}

#[test]
fn the_rank_is_that_of_whoever_is_named() {
    let rank = |text: &str| of(text).authority.map(|a| a.rank);
    assert_eq!(rank("Lockers may be opened with the approval of a supervisor."), Some(50));
    assert_eq!(rank("Lockers may not be opened without permission."), Some(0));
    assert_eq!(rank("Every search plan shall be approved by the watch commander."), Some(60));
    assert_eq!(rank("Overtime is granted at the discretion of the chief."), Some(100));
    assert_eq!(rank("Lockers shall be locked."), None);
}

#[test]
fn express_leave_is_marked_and_need_not_name_anybody() {
    let d = of("Employees shall not sell goods without express permission.");
    let a = d.authority.expect("leave");
    assert!(a.express && !a.written && a.who.is_empty());
    assert_eq!(a.words, "without express permission");
}

#[test]
fn the_leave_of_the_person_concerned_is_not_the_departments() {
    let d = of("No member shall photograph another member without their permission.");
    assert_eq!(who(&d), ["person-concerned"]);
}

#[test]
fn being_told_is_not_the_same_as_giving_leave() {
    let d = of("Any employee who finds a weapon shall notify a supervisor immediately.");
    assert!(d.authority.is_none());
    assert_eq!(values(&d.notified), ["supervisor"]);
    assert_eq!(values(&d.deadlines), ["immediate"]);
    assert_eq!(values(&of("Every loss shall be reported to the chief.").notified), ["chief"]);
}

#[test]
fn equal_times_have_equal_values() {
    for (a, b) in [
        ("File the form within 24 hours.", "File the form within twenty-four (24) hours."),
        ("File the form within 24 hours.", "File the form within one day."),
        ("File the form within 48 hours.", "File the form no later than two days after the stop."),
        ("Pay within two weeks.", "Pay within 14 days."),
        ("Test the siren annually.", "Test the siren once a year."),
        ("Test the siren quarterly.", "Test the siren every three months."),
        ("Call the desk at once.", "Call the desk immediately."),
    ] {
        let (x, y) = (of(a).deadlines, of(b).deadlines);
        assert!(!x.is_empty() && x[0].value == y[0].value, "{a} {x:?} / {b} {y:?}");
    }
}

#[test]
fn different_times_have_different_values() {
    for (a, b) in [
        ("File the form within 24 hours.", "File the form within 48 hours."),
        ("File the form within two days.", "File the form within two business days."),
        ("Test the siren annually.", "Test the siren monthly."),
        ("Call the desk immediately.", "Call the desk as soon as practicable."),
        ("Wash the car prior to inspection.", "Wash the car prior to release."),
    ] {
        let (x, y) = (of(a).deadlines, of(b).deadlines);
        assert!(!x.is_empty() && !y.is_empty() && x[0].value != y[0].value, "{a} {x:?} / {b} {y:?}");
    }
}

#[test]
fn numbers_of_things_are_quantities_and_citations_are_not() {
    assert_eq!(values(&of("At least two officers shall search the cell.").quantities), ["at least 2 officer"]);
    assert_eq!(values(&of("Logs shall be kept for three years.").quantities), ["3 year"]);
    assert!(of("Officers shall follow Section 4 and Rule 17 of the manual.").quantities.is_empty());
}

#[test]
fn while_on_duty_and_during_working_hours_are_one_situation_and_no_condition() {
    let (a, b) = (of("Officers shall not shop while on duty."), of("Officers shall not shop during working hours."));
    assert_eq!(values(&a.situations), ["on-duty"]);
    assert_eq!(a.situations[0].value, b.situations[0].value);
    assert!(a.conditions.is_empty() && b.conditions.is_empty());
}

#[test]
fn conditions_of_equal_meaning_have_equal_values() {
    for (a, b) in [
        ("Where possible, the tape should be copied.", "The tape should be copied whenever feasible."),
        ("If the suspect flees, the officer shall call the desk.", "The officer shall call the desk if a suspect flees."),
        ("Officers may smile to the degree that it does not disturb.", "Officers may smile to the extent that it does not disturb."),
    ] {
        let (x, y) = (of(a).conditions, of(b).conditions);
        assert!(!x.is_empty() && x[0].value == y[0].value, "{a} {x:?} / {b} {y:?}");
    }
}

#[test]
fn a_condition_ends_where_the_rule_begins() {
    let d = of("If a prisoner is injured, the jailer shall call a doctor unless the prisoner refuses.");
    assert_eq!(d.conditions[0].words, "If a prisoner is injured");
    assert_eq!(d.exceptions[0].words, "unless the prisoner refuses");
    assert_eq!(values(&d.actors), ["jailer"]);
    for text in ["If a key is lost, tell the clerk at once.", "If a key is lost, tell the clerk who keeps the book."] {
        assert_eq!(of(text).conditions[0].words, "If a key is lost", "{text}");
    }
}

#[test]
fn exceptions_keep_their_words() {
    for (text, words) in [
        ("Doors shall be locked except during drills.", "except during drills"),
        ("Barring a storm, the range shall open at noon.", "Barring a storm"),
        ("No one other than the armorer may open the safe.", "other than the armorer"),
    ] {
        assert_eq!(of(text).exceptions.first().map(|p| p.words.as_str()), Some(words), "{text}");
    }
}

#[test]
fn acts_and_objects_are_those_of_the_rule_itself() {
    let d = of("Officers shall not disclose confidential information.");
    assert_eq!((values(&d.acts), values(&d.objects)), (vec!["disclose"], vec!["confidential-information"]));
    let d = of("Officers who may carry a firearm shall complete a report.");
    assert!(!values(&d.objects).contains(&"firearm"), "{:?}", d.objects);
}

#[test]
fn words_of_force_are_no_acts() {
    assert!(!values(&of("Members are prohibited from selling goods.").acts).contains(&"prohibit"));
    assert!(!values(&of("Members are cautioned not to sell goods.").acts).contains(&"warn"));
}

#[test]
fn what_follows_from_a_breach_is_a_consequence() {
    assert!(values(&of("Violators are subject to disciplinary action.").consequences).contains(&"discipline"));
}

fn all_words(d: &Directive) -> Vec<String> {
    let lists = [
        &d.actors,
        &d.acts,
        &d.objects,
        &d.conditions,
        &d.exceptions,
        &d.deadlines,
        &d.situations,
        &d.consequences,
        &d.notified,
        &d.quantities,
        &d.context,
    ];
    let mut out: Vec<String> = lists.into_iter().flatten().map(|p| p.words.clone()).collect();
    out.push(d.force_words.clone());
    if let Some(a) = &d.authority {
        out.push(a.words.clone());
        out.extend(a.who.iter().map(|p| p.words.clone()));
    }
    out
}

const VOCABULARY: &str = include_str!("directive/force.txt");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_words_of_every_slot_are_verbatim(picks in proptest::collection::vec(0usize..5000, 0..40), cut in 0usize..40) {
        let all: Vec<&str> = VOCABULARY.split_whitespace().chain("within 24 (24) hours without the written approval of the chief or his designee, while on duty; prior to notify immediately".split(' ')).collect();
        let picked: Vec<&str> = picks.iter().map(|p| all[p * 13 % all.len()]).collect();
        let (lead, text) = picked.split_at(cut.min(picked.len()));
        let (lead, text) = (lead.join(" "), text.join(" "));
        let d = read(Lexicon::builtin(), &text, &lead, "While on duty");
        for words in all_words(&d) {
            prop_assert!(text.contains(&words) || lead.contains(&words) || "While on duty".contains(&words), "{words:?}");
        }
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,80}", lead in "\\PC{0,40}") {
        read(Lexicon::builtin(), &text, &lead, &text);
    }
}

/// The values of each slot, in no order.
fn slots(d: &Directive) -> Vec<(&'static str, Vec<String>)> {
    let set = |list: &[Phrase]| {
        let mut out: Vec<String> = list.iter().map(|p| p.value.clone()).collect();
        out.sort();
        out
    };
    let leave = d.authority.as_ref().map_or_else(Vec::new, |a| {
        let mut out = set(&a.who);
        out.push(format!("rank {} written {}", a.rank, a.written));
        out
    });
    vec![
        ("force", vec![d.force.map_or("none", Force::name).to_owned()]),
        ("actors", set(&d.actors)),
        ("acts", set(&d.acts)),
        ("objects", set(&d.objects)),
        ("conditions", set(&d.conditions)),
        ("exceptions", set(&d.exceptions)),
        ("authority", leave),
        ("deadlines", set(&d.deadlines)),
        ("notified", set(&d.notified)),
        ("quantities", set(&d.quantities)),
        ("situations", set(&d.situations)),
    ]
}

#[test]
fn equal_meaning_has_equal_slots_and_a_change_of_meaning_shows_in_its_slot() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in include_str!("directive/pairs.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (a, b) = (slots(&of(cells[1])), slots(&of(cells[2])));
        let differ: Vec<String> = a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, y)| format!("{} {:?} / {:?}", x.0, x.1, y.1)).collect();
        let right = if cells[0] == "same" { differ.is_empty() } else { a.iter().zip(&b).any(|(x, y)| x.0 == cells[0] && x != y) };
        seen += 1;
        if !right {
            wrong.push(format!("{line}\n    {}", differ.join("\n    ")));
        }
    }
    assert!(seen >= 55, "the table shrank to {seen}");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}
