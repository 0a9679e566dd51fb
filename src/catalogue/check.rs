//! How good examples are: what is learned from nine tenths of the wordings is tried on the tenth that was held back.

use rustc_hash::FxHashMap;

use super::{Example, Lessons, Seen, learn};
use crate::lexicon::Lexicon;
use crate::normalize::Vocabulary;

/// Every tenth wording is held back, of provisions that have three or more left without it.
const TENTH: usize = 10;
const LEAST_LEFT: usize = 3;

/// How the wordings that were held back were told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// Wordings held back.
    pub held: usize,
    /// Of these, how many were nearest to their own provision.
    pub first: usize,
    /// How many had it among the five nearest.
    pub among_five: usize,
    /// How many have no word that was learned.
    pub unknown: usize,
    /// Provisions whose wordings went to another: own name, the other's, how often; the most frequent first.
    pub taken_for: Vec<(String, String, usize)>,
}

/// The files without every tenth wording, and those wordings with their provisions.
fn split(files: &[Vec<Example>]) -> (Vec<Vec<Example>>, Vec<(&str, &str)>) {
    let mut held: Vec<(&str, &str)> = Vec::new();
    let mut taught: Vec<Vec<Example>> = Vec::new();
    let mut count = 0_usize;
    for file in files {
        let mut rest = Vec::new();
        for example in file {
            let mut wordings = Vec::new();
            for (i, wording) in example.wordings.iter().enumerate() {
                count += 1;
                let left = example.wordings.len() - i - 1 + wordings.len();
                if count.is_multiple_of(TENTH) && left >= LEAST_LEFT {
                    held.push((&example.provision, wording));
                } else {
                    wordings.push(wording.clone());
                }
            }
            rest.push(Example { provision: example.provision.clone(), wordings });
        }
        taught.push(rest);
    }
    (taught, held)
}

/// Learns without a tenth of the wordings and tells these apart by what was learned; nothing where none can be spared. `progress` as in
/// [`learn`].
pub fn check(files: &[Vec<Example>], lexicon: &Lexicon, lessons: &Lessons, progress: &dyn Fn(usize)) -> Option<Check> {
    let (taught, held) = split(files);
    if held.is_empty() {
        return None;
    }
    let known = learn(&taught, lexicon, lessons, progress);
    let vocabulary = Vocabulary::learn(std::iter::empty());
    let mut out = Check { held: held.len(), ..Check::default() };
    let mut taken: FxHashMap<(&str, String), usize> = FxHashMap::default();
    for (own, wording) in held {
        let nearest = known.nearest(&known.sense(&Seen::of(wording, &[], lexicon, &vocabulary), &Seen::default(), &Seen::default()), 5);
        out.among_five += usize::from(nearest.contains(&own));
        match nearest.first() {
            Some(first) if *first == own => out.first += 1,
            Some(first) => *taken.entry((own, (*first).to_string())).or_default() += 1,
            None => out.unknown += 1,
        }
    }
    out.taken_for = taken.into_iter().map(|((own, other), n)| (own.to_string(), other, n)).collect();
    out.taken_for.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Course, parse};

    const LESSONS: Lessons = Lessons {
        dim: 16,
        roots: Course { times: 1, kept: 128, rounds: 40, hidden: 0.5, step: 0.01 },
        words: Course { times: 1, kept: 128, rounds: 40, hidden: 0.5, step: 0.01 },
        batch: 320,
        sharpness: 15.0,
        start: 0.3,
        quick_step: 0.02,
        seed: 1,
    };

    /// Twelve wordings that all differ.
    fn provision(name: &str, words: [&str; 4]) -> String {
        let wording = |i: usize| format!("- {} {} w{i}{name}\n", words[i % 4], words[(i / 4 + i + 1) % 4]);
        format!("## {name}\n{}\n", (0..12).map(wording).collect::<String>())
    }

    #[test]
    fn what_is_held_back_is_not_taught_and_nothing_else_is_lost() {
        let files =
            [parse(&(provision("teeth", ["brush", "paste", "gums", "rinse"]) + "## few\n- one\n- two\n- three\n")).expect("examples")];
        let (taught, held) = split(&files);
        let kept: Vec<&String> = taught.iter().flatten().flat_map(|e| &e.wordings).collect();
        assert_eq!(held.len(), 1);
        assert_eq!(kept.len(), 14);
        assert!(held.iter().all(|(own, wording)| *own == "teeth" && !kept.iter().any(|k| k == wording)));
    }

    #[test]
    fn a_wording_that_speaks_of_another_provision_is_named_with_the_one_it_is_taken_for() {
        let teeth = provision("teeth", ["brush", "paste", "gums", "rinse"]);
        let mut shoes: Vec<String> = provision("shoes", ["laces", "soles", "leather", "heels"]).lines().map(String::from).collect();
        // The heading is line 0, so this is the tenth wording, which is held back.
        shoes[10] = "- brush paste gums rinse".into();
        let found = check(&[parse(&(shoes.join("\n") + "\n" + &teeth)).expect("examples")], Lexicon::builtin(), &LESSONS, &|_| ());
        let found = found.expect("wordings to spare");
        assert_eq!((found.held, found.unknown, found.first, found.among_five), (2, 0, 1, 2));
        assert_eq!(found.taken_for, [("shoes".to_string(), "teeth".to_string(), 1)]);
    }

    #[test]
    fn a_wording_without_a_known_word_is_nobodys() {
        let field = "## a\n- x1\n- x2\n- x3\n- x4\n- x5\n- x6\n- x7\n- x8\n- x9\n- zz\n";
        let found = check(&[parse(field).expect("examples")], Lexicon::builtin(), &LESSONS, &|_| ()).expect("one to spare");
        assert_eq!((found.held, found.unknown, found.first, found.among_five), (1, 1, 0, 0));
    }

    #[test]
    fn where_no_wording_can_be_spared_nothing_is_said() {
        assert_eq!(check(&[parse("## a\n- one\n- two\n").expect("examples")], Lexicon::builtin(), &LESSONS, &|_| ()), None);
    }
}
