//! The lexicon finds what sentences speak of, and tells which concepts are near each other.

use clausewise::lexicon::{Class, Lexicon};
use proptest::prelude::*;

/// The concepts of a text in its order, by name.
fn concepts(text: &str) -> Vec<String> {
    let lexicon = Lexicon::builtin();
    lexicon.find(text).iter().map(|h| lexicon.concept(h.concept).name.clone()).collect()
}

fn likeness(a: &str, b: &str) -> f32 {
    let lexicon = Lexicon::builtin();
    let id = |name: &str| lexicon.by_name(name).unwrap_or_else(|| panic!("no concept {name}"));
    lexicon.likeness(id(a), id(b))
}

#[test]
fn the_vocabulary_is_broad() {
    let lexicon = Lexicon::builtin();
    assert!(lexicon.len() >= 600, "{} concepts", lexicon.len());
    for class in [Class::Role, Class::Act, Class::Object, Class::Situation, Class::Authority, Class::Consequence, Class::Quality] {
        let count = lexicon.concepts().filter(|(_, c)| c.class == class).count();
        assert!(count >= 10, "{class:?} has {count}");
    }
}

#[test]
fn every_phrase_finds_its_own_concept() {
    let lexicon = Lexicon::builtin();
    let mut strays = Vec::new();
    for (id, concept) in lexicon.concepts() {
        for phrase in &concept.phrases {
            let number = phrase.replace('#', "12");
            // "They" and "the" are what lets a word stand that may be verb and noun.
            let contexts = [number.clone(), format!("They {number} the"), format!("the {number}")];
            let found = contexts.iter().any(|text| {
                let start = text.find(&number).unwrap_or(0);
                let skipped = number.len() - number.trim_start_matches("the ").len();
                lexicon.find(text).iter().any(|h| h.concept == id && h.start <= start + skipped && h.end + 2 >= start + number.len())
            });
            if !found {
                strays.push(format!("{}: {phrase:?}", concept.name));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

#[test]
fn sentences_give_the_concepts_they_speak_of() {
    let cases: &[(&str, &[&str])] = &[
        (
            "Deputies must not upload pictures of a crime scene unless the Sheriff has given written consent.",
            &["officer", "post-online", "image", "crime-scene", "chief", "provide", "written-approval"],
        ),
        ("The shield and the shoulder patches have no place on personal web pages.", &["badge", "patch", "profile"]),
        (
            "Whoever fires a warning shot shall inform the watch commander at once.",
            &["discharge-firearm", "notify", "watch-commander", "immediately"],
        ),
        ("Inform the chief of police or his or her designee.", &["notify", "chief-or-designee"]),
        ("Seek the approval of the Chief, or the Chief’s designee.", &["obtain-approval", "chief-or-designee"]),
        ("Non-sworn staff shall wear identification cards.", &["civilian-employee", "wear", "identification-card"]),
        ("Footage is kept for one hundred eighty (180) days.", &["video", "retain", "within-days"]),
        ("Notify a lieutenant within 24 (twenty-four) hours.", &["notify", "lieutenant", "within-hours"]),
        ("An e-mail is an email.", &["email", "email"]),
        ("Officer(s) on-duty may not gamble.", &["officer", "on-duty", "gambling"]),
        ("The public information officer tells the public.", &["public-information-officer", "notify", "public"]),
        ("They leave the car while on leave.", &["depart", "vehicle", "on-leave"]),
        ("The PIO speaks for the department.", &["public-information-officer", "represent-agency"]),
    ];
    for (sentence, expected) in cases {
        assert_eq!(concepts(sentence), *expected, "{sentence}");
    }
}

#[test]
fn a_word_that_is_noun_and_verb_is_read_by_the_words_around_it() {
    let cases: &[(&str, &[&str])] = &[
        ("Members shall report the loss.", &["member", "notify", "lose"]),
        ("The report names the member.", &["report", "member"]),
        ("Officers must record interviews.", &["officer", "document", "interview-topic"]),
        ("The record is destroyed.", &["record", "destroy"]),
        ("Record retention", &["retain"]),
        ("An officer shall view, copy, or record the footage.", &["officer", "access", "copy", "document", "video"]),
        ("Officers shall post the notice.", &["officer", "post-online", "notify"]),
        ("The recruit may search the trunk.", &["recruit", "search"]),
        ("A log of each key is kept.", &["log-book", "keys", "retain"]),
        ("Then may force be used to stop the car.", &["use-of-force", "use", "vehicle"]),
        ("They log each key.", &["document", "keys"]),
    ];
    for (sentence, expected) in cases {
        assert_eq!(concepts(sentence), *expected, "{sentence}");
    }
}

#[test]
fn words_that_only_look_like_a_concept_are_passed_over() {
    for text in ["in order to", "a task force", "in May", "both arms", "the following", "provided that"] {
        assert_eq!(concepts(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_phrase_does_not_go_on_over_a_sentence_end_or_a_list_comma() {
    assert_eq!(concepts("They keep the evidence. Room keys are counted."), ["retain", "evidence", "keys", "inventory"]);
    assert_eq!(concepts("evidence, room"), ["evidence"]);
}

#[test]
fn acronyms_count_only_in_capitals() {
    assert_eq!(concepts("OC"), ["chemical-agent"]);
    assert!(concepts("oc").is_empty());
}

#[test]
fn wider_concepts_include_narrower_ones_and_not_the_reverse() {
    let lexicon = Lexicon::builtin();
    let includes = |wide: &str, narrow: &str| lexicon.includes(lexicon.by_name(wide).unwrap(), lexicon.by_name(narrow).unwrap());
    assert!(includes("insignia", "badge"));
    assert!(includes("personnel", "detective"));
    assert!(includes("use-of-force", "canine-bite"));
    assert!(!includes("badge", "insignia"));
    assert!(!includes("chief", "officer"));
}

#[test]
fn likeness_falls_with_distance_and_is_nothing_for_contraries() {
    assert_eq!(likeness("badge", "badge"), 1.0);
    assert!(likeness("badge", "insignia") > likeness("badge", "logo"));
    assert!(likeness("badge", "logo") > likeness("victim", "suspect"));
    assert_eq!(likeness("badge", "alcohol"), 0.0);
    assert_eq!(likeness("on-duty", "off-duty"), 0.0);
    assert_eq!(likeness("retain", "destroy"), 0.0);
    assert_eq!(likeness("on-break", "off-duty"), 0.0);
}

#[test]
fn likeness_has_no_direction_and_stays_between_nothing_and_one() {
    let lexicon = Lexicon::builtin();
    for (a, _) in lexicon.concepts() {
        for (b, _) in lexicon.concepts() {
            let value = lexicon.likeness(a, b);
            assert!((0.0..=1.0).contains(&value));
            assert_eq!(value, lexicon.likeness(b, a));
            assert_eq!(value == 1.0, a == b, "{} {}", lexicon.concept(a).name, lexicon.concept(b).name);
        }
    }
}

#[test]
fn nothing_includes_itself_by_a_detour() {
    let lexicon = Lexicon::builtin();
    for (id, concept) in lexicon.concepts() {
        for wider in &concept.broader {
            assert!(!lexicon.includes(id, *wider), "{} and {}", concept.name, lexicon.concept(*wider).name);
        }
    }
}

#[test]
fn ranks_fall_from_the_chief_to_the_member() {
    let rank = |name: &str| {
        let lexicon = Lexicon::builtin();
        lexicon.concept(lexicon.by_name(name).unwrap()).rank.unwrap()
    };
    let order = ["chief", "chief-or-designee", "command-staff", "commander", "watch-commander", "supervisor", "member"];
    assert!(order.windows(2).all(|pair| rank(pair[0]) > rank(pair[1])));
}

#[test]
fn a_users_file_adds_to_the_built_in_one_and_wins_over_it() {
    let text = "area = \"hospital\"\n[role]\nnurse = { is = [\"employee\"], telling = 0.6, nouns = [\"nurse\", \"charge nurse\"] }\n[object]\nchart = { is = [\"record\"], nouns = [\"chart\"] }\n";
    let lexicon = Lexicon::from_toml(text).unwrap();
    let names: Vec<&str> = lexicon
        .find("Charge nurses keep the chart away from the badge.")
        .iter()
        .map(|h| lexicon.concept(h.concept).name.as_str())
        .collect();
    assert_eq!(names, ["nurse", "retain", "chart", "badge"]);
    assert!(lexicon.includes(lexicon.by_name("employee").unwrap(), lexicon.by_name("nurse").unwrap()));
}

#[test]
fn a_file_with_base_none_stands_alone() {
    let lexicon = Lexicon::from_toml("base = \"none\"\n[object]\nchart = { nouns = [\"chart\"] }\n").unwrap();
    assert_eq!(lexicon.len(), 1);
    let both = lexicon.extended(&Lexicon::from_toml("base = \"none\"\n[role]\nnurse = { nouns = [\"nurse\"] }\n").unwrap()).unwrap();
    assert_eq!(both.len(), 2);
    assert_eq!(both.find("The nurse reads the chart").len(), 2);
}

#[test]
fn the_examples_in_the_documentation_can_be_used() {
    let page = include_str!("../docs/lexicon.md");
    let examples: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    assert_eq!(examples.len(), 3);
    let alone = format!("base = \"none\"\n{}\n[role.supervisor]\n", examples[0]);
    for text in [alone.as_str(), examples[1], examples[2]] {
        Lexicon::from_toml(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    }
    let hospital = Lexicon::from_toml(examples[2]).unwrap();
    let names: Vec<&str> = hospital
        .find("RNs shall chart each dose of an opioid within one hour")
        .iter()
        .map(|h| hospital.concept(h.concept).name.as_str())
        .collect();
    assert_eq!(names, ["nurse", "document", "administer", "controlled-medication", "within-hours"]);
}

#[test]
fn errors_name_the_line_and_what_to_do() {
    let cases: &[(&str, &[&str])] = &[
        ("[role]\nnurse = { is = [\"employe\"], nouns = [\"nurse\"] }\n", &["line 2", "employe", "did you mean"]),
        ("[role]\nnurse = { nouns = [\"nurse\" }\n", &["line 2", "docs/lexicon.md"]),
        ("[role]\nnurse = { tells = 0.4 }\n", &["line 2", "tells"]),
        ("[role]\nnurse = { telling = 4 }\n", &["line 2", "from 0"]),
        ("[role]\nnurse = { rank = 120 }\n", &["line 2", "100"]),
        ("base = \"hospital\"\n", &["line 1", "\"none\""]),
        ("base = \"none\"\n[role]\na = { is = [\"b\"] }\nb = { is = [\"a\"] }\n", &["line 3", "includes itself"]),
        (
            "base = \"none\"\n[role]\na = { nouns = [\"nurse\"] }\nb = { nouns = [\"nurses\", \"nurse\"] }\n",
            &["line 4", "already stands for"],
        ),
        ("[role]\nnurse = { nouns = [\"--\"] }\n", &["line 2", "without a word"]),
        ("[role]\nnurse = {}\n[object]\nnurse = {}\n", &["line", "defined twice"]),
    ];
    for (text, parts) in cases {
        let message = Lexicon::from_toml(text).expect_err(text);
        assert!(parts.iter().all(|p| message.contains(p)), "{message}");
    }
}

proptest! {
    #[test]
    fn places_fall_on_character_boundaries_whatever_the_text(text in "\\PC{0,60}") {
        holds(&text);
    }

    #[test]
    fn places_fall_on_character_boundaries_in_texts_of_the_field(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "Chief", "of", "police", "or", "his", "her", "/", " ", " ", "’s", "'", "designee", "(s)", "officer", ",", ".", "\n", "24", "(", ")", "hours",
                "within", "İ", "ß", "\u{ad}", "\u{2011}", "é", "BWC", "body", "-", "worn", "camera", "the", "report", "shall", "#", "0",
            ]),
            0..30,
        )
    ) {
        holds(&parts.concat());
    }
}

fn holds(text: &str) {
    let mut last = 0;
    for hit in Lexicon::builtin().find(text) {
        assert!(hit.start >= last && hit.start < hit.end && hit.end <= text.len());
        assert!(text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end));
        last = hit.end;
    }
}
