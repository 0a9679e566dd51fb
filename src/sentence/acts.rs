//! The acts inside one rule: what a sentence asks for one after the other behind one subject and one modal.
//!
//! ```text
//! The clerk shall | log each key, | return it to the board, and | report a loss at once.
//! Members shall not post content | that shows a victim | or that was bought from a dealer.
//! ```
//!
//! Cut where a further verb in the form of the first one begins with an object of its own, and where "that" opens a second clause beside the
//! first. Conservative: where words could as well be nouns, or share an object, the rule stays whole.

use std::ops::Range;

use crate::grammar::{Cues, Gap, Group, Head, Modal, Scan, Word, scan, words};

/// A rule with several acts, as byte ranges of its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acts {
    /// What all of them share: the words in front of the first verb, or of the first "that".
    pub shared: Range<usize>,
    /// The acts in order, two or more; the first with what is shared in front.
    pub each: Vec<Range<usize>>,
}

/// The acts of a rule that has several.
pub fn acts(sentence: &str) -> Option<Acts> {
    let cues = Cues::builtin();
    let words = words(sentence);
    let scan = scan(&words, cues);
    let found = Series::of(&words, &scan, cues).and_then(|series| Some((series.first, series.cuts()?)));
    let (first, cuts) = found.or_else(|| repeated_that(&words, cues))?;
    let mut each = Vec::new();
    let mut start = 0;
    for &k in &cuts {
        each.push(start..super::before(sentence, start, words[k].start));
        // "nor" belongs to its act: without it the act would say the reverse.
        let joins = cues.conjunctions.contains(&words[k].low) && words[k].low != "nor";
        start = words[if joins { k + 1 } else { k }].start;
    }
    each.push(start..sentence.len());
    Some(Acts { shared: 0..words[first].start, each })
}

/// In which form the verbs of a series stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// "shall log", "log"
    Base,
    /// "shall be logged"
    Participle,
    /// "the clerk logs"
    Third,
}

/// The sentence's own verb, and what may follow it in the same form.
struct Series<'a> {
    words: &'a [Word],
    scan: &'a Scan,
    cues: &'a Cues,
    first: usize,
    form: Form,
}

impl<'a> Series<'a> {
    fn of(words: &'a [Word], scan: &'a Scan, cues: &'a Cues) -> Option<Self> {
        let main: Vec<&Group> = scan.main().collect();
        let (first, form) = match main[..] {
            [] => opening(words, scan, cues)?,
            [group] => match (group.modal, group.head) {
                (Modal::Giver | Modal::Have, _) => return None,
                (_, Head::Plain) if group.passive => (group.verb?, Form::Participle),
                (_, Head::Plain | Head::To) => (group.verb?, Form::Base),
                _ => return None,
            },
            _ => return None,
        };
        let known = form != Form::Base || cues.is_verb(&words[first].low);
        (known && scan.depth.get(first) == Some(&0)).then_some(Self { words, scan, cues, first, form })
    }

    fn low(&self, k: usize) -> &'a str {
        self.words.get(k).map_or("", |w| w.low.as_str())
    }

    /// Words with which the further acts begin, conjunctions included.
    fn cuts(&self) -> Option<Vec<usize>> {
        let mut found: Vec<(usize, bool)> = Vec::new();
        let mut last = self.first;
        for k in (self.first + 2..self.words.len()).filter(|&k| self.may_begin(k)) {
            let mut begin = k;
            while begin > self.first + 1 && self.words[begin].gap == Gap::None && self.leans(begin - 1) {
                begin -= 1;
            }
            let joined = self.words[begin].gap == Gap::None && matches!(self.low(begin - 1), "and" | "or" | "but");
            let at = if joined { begin - 1 } else { begin };
            // "shall collect, mark and seal the cups": verbs that share an object are one act.
            if (joined || self.words[begin].gap != Gap::None) && at >= last + 2 && !self.bare(at - 1) {
                found.push((at, joined || self.words[begin].gap == Gap::Stop));
                last = k;
            }
        }
        // A comma alone parts acts only in a row that a conjunction closes.
        let close = found.iter().rposition(|(_, joined)| *joined)?;
        Some(found[..=close].iter().map(|&(at, _)| at).collect())
    }

    /// The sentence's own further verb, with an object behind it.
    fn may_begin(&self, k: usize) -> bool {
        self.scan.depth.get(k) == Some(&0) && !self.words[k].aside && self.verb(k) && self.has_object(k)
    }

    /// Words that stand between a conjunction and its verb.
    fn leans(&self, k: usize) -> bool {
        self.cues.is_adverb(self.low(k)) || matches!(self.low(k), "not" | "never" | "then" | "also")
    }

    /// A verb behind a comma or a conjunction, as far as its form tells; the word before an act's end is one only where its object is still to come.
    fn bare(&self, k: usize) -> bool {
        let low = self.low(k);
        let form = match self.form {
            Form::Base => self.cues.is_verb(low),
            Form::Third => self.cues.third_person(low).is_some(),
            Form::Participle => low.ends_with("ed"),
        };
        form && (self.words[k].gap != Gap::None || matches!(self.low(k - 1), "and" | "or"))
    }

    fn verb(&self, k: usize) -> bool {
        let (cues, low) = (self.cues, self.low(k));
        let surely = |base: &str| !cues.nounlike.contains(base) || names(self.words, k + 1, cues);
        match self.form {
            Form::Base => cues.is_verb(low) && surely(low),
            Form::Third => cues.third_person(low).is_some_and(|base| surely(&base)),
            Form::Participle => {
                let past = low.len() > 3 && low.ends_with("ed")
                    || matches!(low, "kept" | "held" | "given" | "made" | "sent" | "taken" | "put" | "shown");
                past && (cues.prepositions.contains(self.low(k + 1)) || cues.is_adverb(self.low(k + 1)))
            }
        }
    }

    fn has_object(&self, k: usize) -> bool {
        let next = |w: &Word| w.gap == Gap::None && !matches!(w.low.as_str(), "and" | "or" | "but");
        k + 2 < self.words.len() && self.words.get(k + 1).is_some_and(next)
    }
}

/// The verb of a sentence without a modal: a command's first word, or what a subject does.
fn opening(words: &[Word], scan: &Scan, cues: &Cues) -> Option<(usize, Form)> {
    let low = |k: usize| words.get(k).map_or("", |w| w.low.as_str());
    let first = (0..words.len()).find(|&k| !cues.is_adverb(low(k)))?;
    if cues.is_verb(low(first)) {
        return Some((first, Form::Base));
    }
    let does = |&k: &usize| {
        let base = cues.third_person(low(k));
        let behind_noun = !cues.determiners.contains(low(k - 1)) && !cues.prepositions.contains(low(k - 1));
        let surely = base.is_some_and(|base| !cues.nounlike.contains(&*base) || names(words, k + 1, cues));
        scan.depth.get(k) == Some(&0) && words[k].gap == Gap::None && behind_noun && surely
    };
    Some(((1..words.len()).find(does)?, Form::Third))
}

/// A noun phrase begins at the word, as far as its form tells.
fn names(words: &[Word], k: usize, cues: &Cues) -> bool {
    let begins = |w: &Word| cues.determiners.contains(&w.low) || cues.pronouns.contains(&w.low) || w.possessive || cues.is_person(&w.low);
    words.get(k).is_some_and(|w| w.gap == Gap::None && begins(w))
}

/// "content that shows a victim, that was bought, or that is false": the first "that", and the words with which the further ones begin.
fn repeated_that(words: &[Word], cues: &Cues) -> Option<(usize, Vec<usize>)> {
    let mut thats = (1..words.len()).filter(|&k| words[k].low == "that" && !words[k].aside);
    let first = thats.next()?;
    let (mut cuts, mut last) = (Vec::new(), first);
    for k in thats {
        let joined = words[k].gap == Gap::None && cues.conjunctions.contains(&words[k - 1].low);
        if (joined || words[k].gap != Gap::None) && k >= last + 3 && k + 2 < words.len() {
            cuts.push(if joined { k - 1 } else { k });
            last = k;
        }
    }
    (!cuts.is_empty()).then_some((first, cuts))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The acts, each with what is shared in front of it, joined by " | "; empty where the rule stays whole.
    fn cut(sentence: &str) -> String {
        let Some(found) = acts(sentence) else { return String::new() };
        let shared = &sentence[found.shared];
        let each = found
            .each
            .iter()
            .enumerate()
            .map(|(n, r)| if n == 0 { sentence[r.clone()].into() } else { format!("{shared}{}", &sentence[r.clone()]) });
        each.collect::<Vec<String>>().join(" | ")
    }

    #[test]
    fn verbs_behind_one_modal_are_acts_where_each_has_its_object() {
        assert_eq!(
            cut("The clerk shall log each key, return it to the board and report any loss at once."),
            "The clerk shall log each key | The clerk shall return it to the board | The clerk shall report any loss at once."
        );
        assert_eq!(
            cut("Members may not sell a badge or lend it to a visitor."),
            "Members may not sell a badge | Members may not lend it to a visitor."
        );
        assert_eq!(
            cut("Boats must be washed with fresh water and stored in the shed."),
            "Boats must be washed with fresh water | Boats must be stored in the shed."
        );
    }

    #[test]
    fn commands_and_what_somebody_does_are_acts_too() {
        assert_eq!(cut("Close the gate and tell the warden."), "Close the gate | tell the warden.");
        assert_eq!(
            cut("The warden opens the lock, counts the boats and writes down the hour."),
            "The warden opens the lock | The warden counts the boats | The warden writes down the hour."
        );
    }

    #[test]
    fn clauses_that_begin_with_that_one_after_the_other_are_acts() {
        assert_eq!(
            cut("Guards shall not hang up a notice that names a guest, that is false, or that was paid for by a firm."),
            "Guards shall not hang up a notice that names a guest | Guards shall not hang up a notice that is false | Guards shall not hang up a notice that was paid for by a firm."
        );
    }

    #[test]
    fn what_shares_an_object_or_could_be_a_noun_stays_whole() {
        for whole in [
            "The clerk shall collect, mark and seal the cups.",
            "Members shall bring the log and report to the desk.",
            "The boat shall carry ropes, anchors and lamps.",
            "Members shall wear a vest if they enter the water and leave the shore.",
            "The warden keeps the records and reports.",
            "Boats are counted at night.",
        ] {
            assert_eq!(cut(whole), "", "{whole}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn acts_follow_each_other_and_only_what_joins_them_is_left_out(words in prop::collection::vec(prop::sample::select(WORDS), 0..25)) {
            let text = words.join(" ");
            if let Some(found) = acts(&text) {
                prop_assert!(found.each.len() > 1 && found.shared.start == 0 && found.shared.end <= found.each[0].end);
                prop_assert!(found.each.iter().all(|r| !text[r.clone()].trim().is_empty()));
                for pair in found.each.windows(2) {
                    let between = text[pair[0].end..pair[1].start].trim_matches([' ', ',', ';']);
                    prop_assert!(between.is_empty() || JOINS.contains(&between), "{text:?} loses {between:?}");
                }
            }
        }
    }

    const JOINS: &[&str] = &["and", "or", "but"];
    const WORDS: &[&str] = &[
        "The",
        "clerk",
        "shall",
        "log",
        "each",
        "key,",
        "return",
        "it",
        "and",
        "or",
        "but",
        "nor",
        "that",
        "is",
        "false,",
        "opens",
        "boats;",
        "be",
        "washed",
        "kept",
        "in",
        "(the",
        "shed)",
        "not",
        "promptly",
        "any",
        "loss",
        "report",
        "\u{201c}gate\u{201d}",
        "if",
        "he",
        "who",
        "closes",
    ];

    #[test]
    fn what_nor_adds_stays_with_the_rule() {
        assert_eq!(cut("Members shall not open the gate, nor leave it to a guest."), "");
    }
}
