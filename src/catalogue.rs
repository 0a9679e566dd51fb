//! What orders usually provide for: known provisions, each with example wordings, and what was learned from these.
//!
//! Two rules may share no word and no phrase of the lexicon and still be one provision ("keep your phone in the locker", "employees shall
//! refrain from personal calls during working hours"). Examples say what no list of synonyms can: many ways of putting the same provision,
//! written for it, teach where a word belongs among the field's subjects. [`learn`] turns them into one vector a word or concept and one
//! a provision; the sum over a statement's words is where the statement stands.
//!
//! ```text
//!   words of a statement  ->  place among the words  ->  likeness of two statements (cosine)
//!                                                   ->  known provisions it may be, with shares
//! ```
//!
//! The examples lie in `training/`, the vectors learned from them in `src/catalogue/learned.bin`; `docs/catalogue.md` says how to teach
//! another field.

mod check;
mod examples;
mod general;
mod leading;
mod learn;
mod lessons;
mod table;
mod tile;

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use check::{Check, check};
pub use examples::{Example, parse};
pub use learn::learn;
pub use lessons::{Course, Lessons};

use tile::Tile;

use crate::lexicon::Lexicon;
use crate::normalize::{Vocabulary, is_modal, whole_words};

/// Known provisions and where words stand among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Where stems and concepts stand.
    roots: View,
    /// Where whole words stand.
    words: View,
    /// Names of the provisions, in the order of `centres`.
    provisions: Vec<String>,
    /// Unit vectors of the provisions, one after the other: in each the numbers of `roots`, then those of `words`.
    centres: Vec<f32>,
}

/// One way of seeing words: a vector for each of its features. They stay in the bytes they were read from, since a corpus asks for few.
#[derive(Clone, Debug, Default, PartialEq)]
struct View {
    /// Numbers in a vector.
    dim: usize,
    /// The table's entries, one after the other (`table.rs`).
    entries: Cow<'static, [u8]>,
    /// Where in `entries` each feature's vector stands.
    features: FxHashMap<String, usize>,
}

/// What the catalogue sees of a text; each list sorted, without repeats and without modal words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Stems, and the lexicon's concepts with `#` in front.
    roots: Vec<String>,
    /// Words as they stand, in lower case: what a stem gives away (*posting*, *postings*) is seen here.
    words: Vec<String>,
}

/// Where a statement stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sense {
    /// Of length 1; all 0 where no word is known.
    vector: Vec<f32>,
    /// The known provisions it may be, with weights whose squares add up to 1; sorted by provision, only those that matter.
    known: Vec<(u32, f32)>,
}

/// How sharply a statement is told from its neighbours among the provisions: the factor on the cosine before the exponential.
/// Of 11 to 18 the values 13 to 15 measured best with 1,935 provisions (10 to 12 with 1,295); a low factor lets near provisions help each
/// other.
const SHARPNESS: f32 = 13.5;

/// Shares of provisions below this are left out.
const LEAST_SHARE: f32 = 0.002;

/// Weight of a lead-in's words against a statement's own.
const LEAD: f32 = 0.4;

/// Weight of the words of the heading right above. 0.3 to 0.5 measured alike, and better than none: with it the weighed sum of the figures
/// of four corpora rose from 7.36 to 7.41, and that of three on which nothing was chosen from 4.56 to 4.61, with all else as it was.
const HEADING: f32 = 0.35;

impl Catalogue {
    /// The catalogue that comes with the program, of policing policy; read once.
    pub fn builtin() -> &'static Self {
        static BUILT: OnceLock<Catalogue> = OnceLock::new();
        // A test reads the table, so that it can be neither missing nor broken here.
        BUILT.get_or_init(|| Self::from_bytes(&include_bytes!("catalogue/learned.bin")[..]).unwrap_or_default())
    }

    /// How many provisions are known.
    pub fn len(&self) -> usize {
        self.provisions.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.provisions.is_empty()
    }

    /// Where a statement stands, from its own words, its lead-ins' words and those of the heading right above ([`Seen::of`]).
    pub fn sense(&self, own: &Seen, lead: &Seen, heading: &Seen) -> Sense {
        let place = self.place(own, lead, heading);
        let near = self.centres_of(&place).map(|c| dot(&place, c)).collect();
        Sense::new(place, near)
    }

    /// Where statements stand, each from the three that [`Catalogue::sense`] takes; much faster than one at a time.
    pub fn senses(&self, seen: &[[Seen; 3]]) -> Vec<Sense> {
        let some = |seen: &[[Seen; 3]]| -> Vec<Sense> {
            let places: Vec<Vec<f32>> = seen.iter().map(|[own, lead, heading]| self.place(own, lead, heading)).collect();
            let tile = Tile::of(places.iter().map(Vec::as_slice));
            let near: Vec<[f32; tile::MOST]> = places.first().into_iter().flat_map(|p| self.centres_of(p)).map(|c| tile.dots(c)).collect();
            places.into_iter().enumerate().map(|(at, place)| Sense::new(place, near.iter().map(|n| n[at]).collect())).collect()
        };
        seen.par_chunks(tile::MOST).flat_map_iter(some).collect()
    }

    /// The direction of a statement's words; all 0 where none is known.
    fn place(&self, own: &Seen, lead: &Seen, heading: &Seen) -> Vec<f32> {
        let mut vector = self.roots.place([&own.roots, &lead.roots, &heading.roots]);
        vector.extend(self.words.place([&own.words, &lead.words, &heading.words]));
        to_unit(&mut vector);
        vector
    }

    /// The provisions' vectors, as long as a statement's.
    fn centres_of(&self, place: &[f32]) -> impl Iterator<Item = &[f32]> {
        self.centres.chunks(place.len().max(1))
    }

    /// The provisions a statement is nearest to, the nearest first, at most so many; none where no word of it is known.
    pub fn nearest(&self, sense: &Sense, most: usize) -> Vec<&str> {
        if sense.known.is_empty() {
            return Vec::new();
        }
        let mut near: Vec<(f32, usize)> = self.centres_of(&sense.vector).map(|c| dot(&sense.vector, c)).zip(0..).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.into_iter().take(most).filter_map(|(_, i)| self.provisions.get(i).map(String::as_str)).collect()
    }

    /// The known provision that two statements have most in common, and how much of each statement's place it takes (0 to 1).
    pub fn meeting(&self, a: &Sense, b: &Sense) -> Option<(&str, f32)> {
        let mut most = (0, 0.0);
        shared(&a.known, &b.known, |provision, weight| {
            if weight > most.1 {
                most = (provision, weight);
            }
        });
        (most.1 > 0.0).then_some((self.provisions.get(most.0 as usize)?.as_str(), most.1))
    }
}

impl View {
    /// What a feature's numbers are multiplied by, and the numbers.
    fn vector(&self, feature: &str) -> Option<(f32, &[u8])> {
        let (scale, rest) = self.entries[*self.features.get(feature)?..].split_first_chunk()?;
        Some((f32::from_le_bytes(*scale), &rest[..self.dim]))
    }

    /// The direction of a statement's features (own, lead-in's, heading's), of length 1; 0 where none is known. Both views count alike.
    fn place(&self, features: [&[String]; 3]) -> Vec<f32> {
        let mut sum = vec![0.0; self.dim];
        for (list, weight) in features.into_iter().zip([1.0, LEAD, HEADING]) {
            for (scale, numbers) in list.iter().filter_map(|f| self.vector(f)) {
                for (sum, &x) in sum.iter_mut().zip(numbers) {
                    *sum += weight * (f32::from(i8::from_le_bytes([x])) * scale);
                }
            }
        }
        to_unit(&mut sum);
        sum
    }
}

impl Seen {
    /// What is seen of a text; `names` are those of its agency.
    pub fn of(text: &str, names: &[Vec<String>], lexicon: &Lexicon, vocabulary: &Vocabulary) -> Self {
        let mut words = whole_words(text, names);
        let mut roots = vocabulary.stemmed(&words);
        roots.retain(|s| !is_modal(s));
        roots.extend(lexicon.find(text).iter().map(|hit| format!("#{}", lexicon.concept(hit.concept).name)));
        words.retain(|w| !is_modal(w));
        for list in [&mut roots, &mut words] {
            list.sort_unstable();
            list.dedup();
        }
        Self { roots, words }
    }
}

impl Sense {
    /// The sense at a place whose cosines with all provisions are `near`.
    fn new(vector: Vec<f32>, near: Vec<f32>) -> Self {
        if vector.iter().all(|x| *x == 0.0) {
            return Self { vector, known: Vec::new() };
        }
        let mut known: Vec<(u32, f32)> = (0..).zip(near).map(|(i, cosine)| (i, (SHARPNESS * cosine).exp())).collect();
        let sum: f32 = known.iter().map(|(_, w)| w).sum();
        known.retain(|(_, w)| *w >= LEAST_SHARE * sum);
        let norm = known.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, w) in &mut known {
            *w /= norm;
        }
        Self { vector, known }
    }

    /// Cosine of the places of two statements, 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        dot(&self.vector, &other.vector).clamp(0.0, 1.0)
    }

    /// Whether no word of the statement is known, so that it stands nowhere.
    pub fn is_nowhere(&self) -> bool {
        self.known.is_empty()
    }

    /// Cosines of the places of some statements with those of all, 0 to 1: a row for each of `some`.
    pub fn likenesses(some: &[&Self], all: &[Self]) -> Vec<Vec<f32>> {
        let mut rows = vec![Vec::with_capacity(all.len()); some.len()];
        for (some, rows) in some.chunks(tile::MOST).zip(rows.chunks_mut(tile::MOST)) {
            let tile = Tile::of(some.iter().map(|s| s.vector.as_slice()));
            for other in all {
                for (row, x) in rows.iter_mut().zip(tile.dots(&other.vector)) {
                    row.push(x.clamp(0.0, 1.0));
                }
            }
        }
        rows
    }

    /// How far two statements may be the same known provisions, 0 to 1.
    pub fn common(&self, other: &Self) -> f32 {
        let mut sum = 0.0;
        shared(&self.known, &other.known, |_, weight| sum += weight);
        sum.clamp(0.0, 1.0)
    }
}

/// Tells `each` the product of the weights that two sorted lists give the same provision, and 0 for one that a single list has. Both places
/// move without a branch: this runs for every pair of statements.
fn shared(a: &[(u32, f32)], b: &[(u32, f32)], mut each: impl FnMut(u32, f32)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let ((p, x), (q, y)) = (a[i], b[j]);
        each(p, if p == q { x * y } else { 0.0 });
        i += usize::from(p <= q);
        j += usize::from(q <= p);
    }
}

/// Summed in eight columns, so that the processor can take eight products at once; the order of the sums is always the same.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut columns = [0.0_f32; 8];
    let (left, right) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for (sum, (x, y)) in columns.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    columns.iter().sum::<f32>() + rest
}

/// Scales a vector to length 1; makes it all 0 where it has no direction.
fn to_unit(v: &mut [f32]) {
    let norm = dot(v, v).sqrt();
    for x in v {
        *x = if norm > f32::MIN_POSITIVE { *x / norm } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn at(text: &str) -> Sense {
        let seen = Seen::of(text, &[], Lexicon::builtin(), &Vocabulary::learn(std::iter::empty()));
        Catalogue::builtin().sense(&seen, &Seen::default(), &Seen::default())
    }

    #[test]
    fn the_table_that_comes_with_the_program_is_whole() {
        let known = Catalogue::from_bytes(&include_bytes!("catalogue/learned.bin")[..]).expect("the table");
        assert!(known.len() >= 1_930, "{} provisions", known.len());
        assert!(known.roots.features.len() >= 7_000, "{} stems and concepts", known.roots.features.len());
        assert!(known.words.features.len() >= 14_000, "{} words", known.words.features.len());
    }

    #[test]
    fn the_table_was_learned_from_the_examples_that_lie_beside_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/training");
        let mut files: Vec<_> = std::fs::read_dir(folder).expect("the examples").map(|f| f.expect("a file").path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "md"));
        files.sort();
        let examples: Vec<Example> =
            files.iter().flat_map(|f| parse(&std::fs::read_to_string(f).expect("text")).expect("examples")).collect();
        let known = Catalogue::builtin();
        assert!(known.provisions.iter().eq(examples.iter().map(|e| &e.provision)), "learn again: docs/catalogue.md");
        let vocabulary = Vocabulary::learn(std::iter::empty());
        let seen: Vec<Seen> =
            examples.iter().flat_map(|e| &e.wordings).map(|w| Seen::of(w, &[], Lexicon::builtin(), &vocabulary)).collect();
        let learned = |view: &View| view.features.keys().cloned().collect::<BTreeSet<String>>();
        assert_eq!(
            seen.iter().flat_map(|s| s.roots.clone()).collect::<BTreeSet<_>>(),
            learned(&known.roots),
            "learn again: docs/catalogue.md"
        );
        assert_eq!(
            seen.iter().flat_map(|s| s.words.clone()).collect::<BTreeSet<_>>(),
            learned(&known.words),
            "learn again: docs/catalogue.md"
        );
    }

    #[test]
    fn one_rule_in_other_words_is_nearer_than_another_rule_in_the_same_words() {
        let rule = at("Do not put pictures of dead people on the internet.");
        let same = at("Members shall refrain from publishing images of deceased victims.");
        let other = at("Do not put coffee cups on the roof of the car.");
        assert!(rule.likeness(&same) > rule.likeness(&other), "{} > {}", rule.likeness(&same), rule.likeness(&other));
        assert!(rule.common(&same) > rule.common(&other));
    }

    #[test]
    fn several_statements_at_a_time_stand_where_each_stands_alone() {
        let texts = ["Do not post pictures of evidence.", "Xqzv wqrt.", "Passwords shall not be shared."];
        let seen = |text: &&str| Seen::of(text, &[], Lexicon::builtin(), &Vocabulary::learn(std::iter::empty()));
        let together: Vec<[Seen; 3]> = texts.iter().map(|t| [seen(t), Seen::default(), Seen::default()]).collect();
        for (one, text) in Catalogue::builtin().senses(&together).iter().zip(texts) {
            assert_eq!(one.vector, at(text).vector);
            assert!((one.common(&at(text)) - if one.is_nowhere() { 0.0 } else { 1.0 }).abs() < 1e-3, "{text}");
        }
    }

    #[test]
    fn a_text_without_a_known_word_is_like_nothing() {
        let nothing = at("Xqzv wqrt.");
        assert_eq!(nothing.likeness(&at("Members shall not post evidence.")), 0.0);
        assert_eq!(nothing.common(&nothing), 0.0);
    }
}
