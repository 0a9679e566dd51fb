//! How alike two statements are, in separate, printable parts.
//!
//! [`Parts::total`] is the one formula. Its parts: the cosine of TF-IDF vectors over stems and pairs of stems, the share of the shorter
//! statement that the longer one contains, the likeness of the concepts the lexicon finds in both, and where both stand among
//! known provisions, and what the pair's surroundings add (standing out from the runners-up, neighbours, third agencies).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::lexicon::{Class, ConceptId, Lexicon};
use crate::normalize::{Vocabulary, is_modal, is_stop};
use crate::options::AlignOptions;

/// A sparse vector, sorted by term.
pub type Sparse = Vec<(u32, f32)>;

/// What scoring sees of a statement.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Weighted stems with context, L2-normalized.
    pub vector: Sparse,
    /// Weighted pairs of neighbouring stems, L2-normalized.
    pub phrases: Sparse,
    /// Weighted own words, stop words and context left out, not normalized.
    pub content: Sparse,
    /// Sum of `content`.
    pub mass: f32,
    /// What it says, term by term, for aligning with another statement: modal and stop words left out. Sorted, stems before concepts, each
    /// once.
    pub terms: Vec<Term>,
    /// Sum of the terms' weights.
    pub weight: f32,
    /// What its lead-ins say, sorted as `terms`: available to be met, never asked for.
    pub lead_terms: Vec<Term>,
}

/// One thing a statement says: a concept where the lexicon knows the phrase, otherwise a stem.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The concept.
    pub concept: Option<ConceptId>,
    /// The stem's place in the vocabulary; 0 for a concept.
    pub id: u32,
    /// How rare it is, and how telling.
    pub weight: f32,
}

/// How alike the concepts of a corpus are, looked up instead of worked out for every pair of statements anew.
pub struct Likeness {
    /// Place of each concept of the lexicon among those of the corpus; only these have one.
    places: Vec<usize>,
    size: usize,
    values: Vec<f32>,
}

impl Likeness {
    /// Of all concepts that the profiles hold.
    pub fn of(profiles: &[Profile], lexicon: &Lexicon) -> Self {
        let mut used: Vec<ConceptId> =
            profiles.iter().flat_map(|p| p.terms.iter().chain(&p.lead_terms)).filter_map(|t| t.concept).collect();
        used.sort_unstable();
        used.dedup();
        let mut places = vec![0; lexicon.len()];
        for (at, c) in used.iter().enumerate() {
            places[c.index()] = at;
        }
        let values = used.par_iter().flat_map_iter(|&a| used.iter().map(move |&b| lexicon.likeness(a, b))).collect();
        Self { places, size: used.len(), values }
    }

    /// How alike a concept is to every other of the corpus, each at its place.
    fn row(&self, concept: ConceptId) -> &[f32] {
        &self.values[self.at(concept) * self.size..][..self.size]
    }

    fn at(&self, concept: ConceptId) -> usize {
        self.places[concept.index()]
    }
}

/// Share of what each of two statements says that the other says too, word by word or in other words (after Sultan, Bethard and Sumner
/// 2014, who align words by meaning and context): the harmonic mean of both directions, 0 to 1.
pub fn aligned(a: &Profile, b: &Profile, likeness: &Likeness) -> f32 {
    let (p, q) = (covered(a, b, likeness), covered(b, a, likeness));
    if p + q <= 0.0 { 0.0 } else { 2.0 * p * q / (p + q) }
}

/// How much a word met in the lead-in counts against one met in the statement itself.
const MET_IN_LEAD: f32 = 0.7;

/// Share of what `x` says that `y` says too, 0 to 1.
fn covered(x: &Profile, y: &Profile, likeness: &Likeness) -> f32 {
    if x.weight <= 0.0 {
        return 0.0;
    }
    let (stems, concepts) = by_kind(&x.terms);
    let (own_stems, own_concepts) = by_kind(&y.terms);
    let (lead_stems, lead_concepts) = by_kind(&y.lead_terms);
    let (mut own, mut lead) = (Met::among(own_stems), Met::among(lead_stems));
    let of_stems = stems.iter().map(|t| {
        let met = if own.with(t.id) {
            1.0
        } else if lead.with(t.id) {
            MET_IN_LEAD
        } else {
            0.0
        };
        t.weight * met
    });
    let of_concepts = concepts.iter().filter_map(|t| Some((t.weight, t.concept?))).map(|(weight, concept)| {
        let row = likeness.row(concept);
        let best = |list: &[Term]| list.iter().filter_map(|u| u.concept).map(|c| row[likeness.at(c)]).fold(0.0, f32::max);
        weight * best(own_concepts).max(MET_IN_LEAD * best(lead_concepts))
    });
    of_stems.chain(of_concepts).sum::<f32>() / x.weight
}

/// Sorted terms as stems and concepts.
fn by_kind(terms: &[Term]) -> (&[Term], &[Term]) {
    terms.split_at(terms.partition_point(|t| t.concept.is_none()))
}

/// Looks stems up in a sorted list, one after the other, each larger than the one before.
struct Met<'a> {
    rest: &'a [Term],
}

impl<'a> Met<'a> {
    fn among(rest: &'a [Term]) -> Self {
        Self { rest }
    }

    fn with(&mut self, id: u32) -> bool {
        while let [first, rest @ ..] = self.rest
            && first.id < id
        {
            self.rest = rest;
        }
        self.rest.first().is_some_and(|t| t.id == id)
    }
}

/// The parts of a score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Cosine of the weighted terms, 0 to 1.
    pub words: f32,
    /// Cosine of the weighted pairs of words, 0 to 1.
    pub phrases: f32,
    /// Share of the shorter statement's weight found in the longer one, 0 to 1.
    pub contained: f32,
    /// Share of what each says that the other says too, synonyms included, 0 to 1.
    pub aligned: f32,
    /// How near the two stand among the field's provisions, by the words that examples were put in, 0 to 1.
    pub sense: f32,
    /// How far the two may be the same known provisions, 0 to 1.
    pub known: f32,
    /// How far apart the two stand in their orders, 0 the same relative place, 1 the two ends.
    pub apart: f32,
    /// How near the headings above the two stand among known provisions, 0 to 1; [`AlignOptions::USUAL_SECTION`] where one says nothing.
    pub section: f32,
    /// How far the pair stands out from each side's runner-up, -1 to 1.
    pub margin: f32,
    /// How strongly a statement of a third agency links the two: the weaker of its two links, 0 to 1.
    pub bridge: f32,
    /// How alike the statements are that stand beside the two in their orders, 0 to 1.
    pub beside: f32,
    /// How strongly the two are linked to statements at large: what is like everything says little, 0 to 1.
    pub common: f32,
    /// How alike the orders of the two agencies are at large, 0 to 1: between near copies what is only similar is another rule.
    pub kin: f32,
}

impl Parts {
    /// The parts by name, in the order of the formula.
    pub fn named(&self) -> Vec<(&'static str, f64)> {
        [
            ("words", self.words),
            ("phrases", self.phrases),
            ("contained", self.contained),
            ("aligned", self.aligned),
            ("sense", self.sense),
            ("known", self.known),
            ("section", self.section),
            ("margin", self.margin),
            ("bridge", self.bridge),
            ("beside", self.beside),
            ("common", self.common),
            ("kin", self.kin),
        ]
        .map(|(n, v)| (n, f64::from(v)))
        .to_vec()
    }

    /// What the words, the concepts and the catalogue alone say.
    pub fn base(&self, o: &AlignOptions) -> f32 {
        let lexical = (1.0 - o.containment) * ((1.0 - o.bigram) * self.words + o.bigram * self.phrases) + o.containment * self.contained;
        let said = (1.0 - o.aligned) * lexical + o.aligned * self.aligned;
        (1.0 - o.sense) * said + o.sense * ((1.0 - o.known) * self.sense + o.known * self.known)
    }

    /// What the pair says by itself, where it stands, and beside its runners-up, before the other pairs of its statements are asked.
    pub fn direct(&self, o: &AlignOptions) -> f32 {
        self.base(o) + o.section * (self.section - AlignOptions::USUAL_SECTION) + o.margin * self.margin - o.apart * self.apart
    }

    /// The formula.
    pub fn total(&self, o: &AlignOptions) -> f32 {
        let around = o.bridge * self.bridge + o.beside * self.beside - o.common * self.common;
        (self.direct(o) + around - o.kin * (self.kin - AlignOptions::USUAL_KIN)).clamp(0.0, 1.0)
    }
}

/// The stems of a statement by where they come from.
#[derive(Clone, Debug, Default)]
pub struct Stems {
    /// Its own words.
    pub own: Vec<String>,
    /// Its lead-ins' words.
    pub lead: Vec<String>,
}

/// Turns stems into profiles. Document frequency is the mean over agencies of the share of an agency's statements that have the term,
/// so that one long order does not set the weights. `agency` is that of the first statements, which count for it; what stands behind them
/// does not.
pub fn profiles(stems: &[Stems], agency: &[usize], agencies: usize, vocabulary: &mut Vocabulary, o: &AlignOptions) -> Vec<Profile> {
    let words: Vec<[Vec<Stem>; 2]> = stems.par_iter().map(|s| [with_modals(&s.own), with_modals(&s.lead)]).collect();
    let mut counted =
        |n: usize| -> Vec<Sparse> { words.iter().map(|[own, lead]| count(&[(own, 1.0), (lead, o.lead)], n, vocabulary, o)).collect() };
    let (single, double) = (counted(1), counted(2));
    let content: Vec<Sparse> = words
        .iter()
        .map(|[own, _]| {
            let own: Vec<Stem> = own.iter().copied().filter(|(w, modal)| !modal && !is_stop(w)).collect();
            count(&[(&own, 1.0)], 1, vocabulary, o)
        })
        .collect();
    let idf = rarity(&[&single, &double], agency, agencies, vocabulary.len());
    let weighted =
        |terms: &Sparse| -> Sparse { terms.iter().map(|&(t, w)| (t, w * idf.get(t as usize).copied().unwrap_or(1.0))).collect() };
    (0..stems.len())
        .map(|i| {
            let content: Sparse = content[i].iter().map(|&(t, _)| (t, idf.get(t as usize).copied().unwrap_or(0.0))).collect();
            Profile {
                vector: unit(weighted(&single[i])),
                phrases: unit(weighted(&double[i])),
                mass: content.iter().map(|(_, w)| w).sum(),
                content,
                ..Profile::default()
            }
        })
        .collect()
}

/// Inverse document frequency of terms: 0 for what every statement has.
fn rarity(counts: &[&[Sparse]], agency: &[usize], agencies: usize, terms: usize) -> Vec<f32> {
    let mut size = vec![0_f32; agencies];
    for &a in agency {
        size[a] += 1.0;
    }
    let mut share = vec![0_f32; terms];
    for list in counts {
        for (found, &a) in list.iter().zip(agency) {
            for &(t, _) in found {
                share[t as usize] += 1.0 / (size[a] * agencies as f32);
            }
        }
    }
    let least = size.iter().copied().filter(|&s| s > 0.0).fold(f32::MAX, f32::min).max(1.0);
    share.iter().map(|&s| ((1.0 + 0.5 / least) / (s + 0.5 / least)).ln().max(0.0)).collect()
}

fn unit(mut v: Sparse) -> Sparse {
    let norm = v.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(1e-6);
    for (_, w) in &mut v {
        *w /= norm;
    }
    v
}

/// A stem and whether it is a modal word's.
type Stem<'a> = (&'a str, bool);

fn with_modals(list: &[String]) -> Vec<Stem<'_>> {
    list.iter().map(|w| (w.as_str(), is_modal(w))).collect()
}

/// Runs of `n` words with their damped counts, sorted by term.
fn count(parts: &[(&[Stem], f32)], n: usize, vocabulary: &mut Vocabulary, o: &AlignOptions) -> Sparse {
    let mut terms: FxHashMap<u32, f32> = FxHashMap::default();
    let mut name = String::new();
    for (words, weight) in parts {
        for run in words.windows(n) {
            let modal = if run.iter().any(|(_, modal)| *modal) { o.modal } else { 1.0 };
            if *weight * modal > 0.0 {
                name.clear();
                for (i, (word, _)) in run.iter().enumerate() {
                    name.push_str(if i > 0 { " " } else { "" });
                    name.push_str(word);
                }
                *terms.entry(vocabulary.intern(&name)).or_default() += weight * modal;
            }
        }
    }
    let mut out: Sparse = terms.into_iter().map(|(t, w)| (t, if w > 1.0 { 1.0 + w.ln() } else { w })).collect();
    out.sort_by_key(|&(t, _)| t);
    out
}

/// A term before it is weighed: the concept, or the stem's place in the vocabulary (0 for a concept).
pub type Token = (Option<ConceptId>, u32);

/// Adds the terms for [`aligned`]. `tokens` gives for each statement its own and its lead-ins' terms, concept or stem; `agency` as in
/// [`profiles`].
pub fn add_terms(profiles: &mut [Profile], tokens: &[[Vec<Token>; 2]], agency: &[usize], agencies: usize, lexicon: &Lexicon) {
    let mut size = vec![0_f32; agencies];
    for &a in agency {
        size[a] += 1.0;
    }
    let mut share: FxHashMap<Token, f32> = FxHashMap::default();
    for (t, &a) in tokens.iter().zip(agency) {
        let mut seen = t[0].clone();
        seen.sort_unstable();
        seen.dedup();
        for key in seen {
            *share.entry(key).or_default() += 1.0 / (size[a] * agencies as f32);
        }
    }
    let least = size.iter().copied().filter(|&s| s > 0.0).fold(f32::MAX, f32::min).max(1.0);
    let rare = |key: &Token| ((1.0 + 0.5 / least) / (share.get(key).copied().unwrap_or(0.0) + 0.5 / least)).ln().max(0.0);
    let made = |list: &[Token]| -> Vec<Term> {
        let mut list = list.to_vec();
        list.sort_unstable();
        list.dedup();
        list.iter()
            .map(|key| {
                let telling = key.0.map_or(0.6, |c| match lexicon.concept(c).class {
                    Class::Role | Class::Quality => 0.1 + 0.4 * lexicon.concept(c).specificity,
                    _ => 0.2 + lexicon.concept(c).specificity,
                });
                Term { concept: key.0, id: key.1, weight: telling * rare(key) }
            })
            .collect()
    };
    for (p, t) in profiles.iter_mut().zip(tokens) {
        p.terms = made(&t[0]);
        p.lead_terms = made(&t[1]);
        p.weight = p.terms.iter().map(|t| t.weight).sum();
    }
}

/// Dot product of two sorted sparse vectors.
pub fn dot(a: &Sparse, b: &Sparse) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Share of the shorter statement's content that stands in the longer one; 0 where it has too few words to mean anything.
pub fn contained(a: &Profile, b: &Profile, o: &AlignOptions) -> f32 {
    let (small, big) = if a.mass <= b.mass { (a, b) } else { (b, a) };
    if small.content.len() < o.containment_words || small.mass <= 0.0 {
        return 0.0;
    }
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < small.content.len() && j < big.content.len() {
        match small.content[i].0.cmp(&big.content[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += small.content[i].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum / small.mass
}
