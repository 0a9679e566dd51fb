//! Sentences of legal text, and the rules inside one.

use clausewise::sentence;
use proptest::prelude::*;

fn sentences(text: &str) -> Vec<&str> {
    sentence::split(text).into_iter().map(|r| &text[r]).collect()
}

fn parts(text: &str) -> Vec<&str> {
    sentence::parts(text).into_iter().map(|r| &text[r]).collect()
}

#[test]
fn a_full_stop_before_a_capital_ends_a_sentence() {
    assert_eq!(sentences("Seal the box. Sign the form. Go."), ["Seal the box.", "Sign the form.", "Go."]);
}

#[test]
fn statutes_ranks_numbers_and_hours_do_not_end_one() {
    for whole in [
        "The claim rests on 42 U.S.C. § 1983 and on 18 U.S.C. 242.",
        "Ask Sgt. Poe or Lt. Ames.",
        "See G.O. 3.2.1 and Form No. 12 for it.",
        "Bring tools (e.g. Halligan bars, i.e. Irons) along.",
        "The Div. Commander signs, as para. 2 says.",
        "It opens at 8 a.m. and closes at 5 p.m. on weekdays.",
        "Ask John A. Roe Jr. about it.",
        "The Chief (see Sec. 4. The list is there.) decides.",
    ] {
        assert_eq!(sentences(whole), [whole]);
    }
}

#[test]
fn an_abbreviation_that_closes_a_sentence_still_ends_it() {
    assert_eq!(sentences("Arrive by 8 a.m. The range opens then."), ["Arrive by 8 a.m.", "The range opens then."]);
    assert_eq!(sentences("Bring rope, tape, etc. Members pay for loss."), ["Bring rope, tape, etc.", "Members pay for loss."]);
    assert_eq!(sentences("Fill in Appendix B. Then sign it."), ["Fill in Appendix B.", "Then sign it."]);
}

#[test]
fn quotes_and_brackets_stay_with_their_sentence() {
    assert_eq!(
        sentences("Say “Stop.” Then wait. (Nobody may follow.) Leave."),
        ["Say “Stop.”", "Then wait.", "(Nobody may follow.)", "Leave."]
    );
    assert_eq!(sentences("Shout \"Police!\" and enter."), ["Shout \"Police!\" and enter."]);
}

#[test]
fn semicolons_and_markers_do_not_end_a_sentence() {
    assert_eq!(sentences("Check doors; check windows; lock up."), ["Check doors; check windows; lock up."]);
    assert_eq!(sentences("1. Lock the door."), ["1. Lock the door."]);
}

#[test]
fn two_duties_of_one_subject_are_two_parts() {
    assert_eq!(
        parts("Every key shall be signed out by the clerk and shall be returned before noon."),
        ["Every key shall be signed out by the clerk", "shall be returned before noon."]
    );
}

#[test]
fn a_part_keeps_the_mark_that_closes_its_quotation() {
    assert_eq!(
        parts("Each sign shall read \u{201c}closed\u{201d} and shall be hung up by the clerk (or a guard), and shall be lit."),
        ["Each sign shall read \u{201c}closed\u{201d}", "shall be hung up by the clerk (or a guard)", "shall be lit."]
    );
}

#[test]
fn verbs_after_semicolons_share_the_modal_and_are_parts() {
    assert_eq!(
        parts("Members may not lend a key; copy a key for others; or leave a key in a lock."),
        ["Members may not lend a key", "copy a key for others", "leave a key in a lock."]
    );
}

#[test]
fn advice_and_a_ban_in_one_sentence_are_two_parts_and_nor_stays() {
    assert_eq!(
        parts("Drivers are cautioned not to idle in garages, nor shall they refuel there."),
        ["Drivers are cautioned not to idle in garages,", "nor shall they refuel there."].map(|s| s.trim_end_matches(','))
    );
}

#[test]
fn a_sentence_with_one_rule_is_one_part() {
    for whole in [
        "If the camera may fail, the officer shall carry a spare and test it.",
        "Officers shall carry a baton, a radio and a light.",
        "Knives that must be kept shall be sealed; rope; and tape.",
        "The room is small and may be cold.",
        "",
    ] {
        assert!(parts(whole).len() <= 1, "{:?}", parts(whole));
    }
}

proptest! {
    #[test]
    fn sentences_cover_every_word_once_and_in_order(text in "[a-zA-Zé§ ,.;:()\"“”'’0-9\n!?—-]{0,160}") {
        let ranges = sentence::split(&text);
        let kept: String = ranges.iter().map(|r| &text[r.clone()]).collect::<String>().split_whitespace().collect();
        let all: String = text.split_whitespace().collect();
        prop_assert_eq!(kept, all);
        prop_assert!(ranges.windows(2).all(|p| p[0].end <= p[1].start));
    }

    #[test]
    fn parts_are_verbatim_and_in_order(text in "(shall|may|not|members|and|or|that|if|report|keep|[a-z]{1,6}|[,;.]| ){0,60}") {
        let ranges = sentence::parts(&text);
        prop_assert!(ranges.iter().all(|r| text.get(r.clone()).is_some_and(|s| !s.is_empty())));
        prop_assert!(ranges.windows(2).all(|p| p[0].end <= p[1].start));
    }
}

#[test]
fn a_title_that_stands_in_its_paragraph_is_no_sentence_of_its_own() {
    let title = |text: &str| sentence::titled(text).map(|r| text[r].to_string());
    assert_eq!(title("Private homes. Where a guest objects, the keeper shall leave."), Some("Private homes. ".to_string()));
    assert_eq!(title("Keys. Lock them up."), Some("Keys. ".to_string()));
    for text in [
        "Tell people. Say so when you walk up.",
        "Never run. The floor is wet.",
        "The chief decides. Nobody else does.",
        "Private homes.",
        "Oars, keys, and lamps. All are counted at night.",
    ] {
        assert_eq!(title(text), None, "{text}");
    }
}
