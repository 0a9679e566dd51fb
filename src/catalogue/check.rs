//! How good examples are: what is learned from nine tenths of the wordings is tried on the tenth that was held back.

use rustc_hash::FxHashMap;

use super::{Example, Lessons, features, learn};
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
    /// Provisions whose wordings went to another: own name, the other's, how often; the most frequent first.
    pub taken_for: Vec<(String, String, usize)>,
}

/// Learns without a tenth of the wordings and tells these apart by what was learned. `progress` as in [`learn`].
pub fn check(files: &[Vec<Example>], lexicon: &Lexicon, lessons: &Lessons, progress: &dyn Fn(usize)) -> Check {
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
    let known = learn(&taught, lexicon, lessons, progress);
    let vocabulary = Vocabulary::learn(std::iter::empty());
    let mut out = Check { held: held.len(), ..Check::default() };
    let mut taken: FxHashMap<(&str, String), usize> = FxHashMap::default();
    for (own, wording) in held {
        let nearest = known.nearest(&known.sense(&features(wording, &[], lexicon, &vocabulary), &[]), 5);
        out.among_five += usize::from(nearest.contains(&own));
        match nearest.first() {
            Some(first) if *first == own => out.first += 1,
            Some(first) => *taken.entry((own, (*first).to_string())).or_default() += 1,
            None => {}
        }
    }
    out.taken_for = taken.into_iter().map(|((own, other), n)| (own.to_string(), other, n)).collect();
    out.taken_for.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse;

    #[test]
    fn a_tenth_of_the_wordings_is_tried_and_never_learned() {
        let wordings = |words: [&str; 4]| -> String { (0..12).map(|i| format!("- {} {}\n", words[i % 4], words[(i + 1) % 4])).collect() };
        let field = format!(
            "## teeth\n{}\n## shoes\n{}",
            wordings(["brush", "paste", "gums", "rinse"]),
            wordings(["laces", "soles", "leather", "heels"])
        );
        let lessons = Lessons { dim: 16, rounds: 40, ..Lessons::default() };
        let found = check(&[parse(&field).expect("examples")], Lexicon::builtin(), &lessons, &|_| ());
        assert_eq!((found.held, found.first, found.among_five), (2, 2, 2));
        assert_eq!(found.taken_for, []);
    }
}
