//! Learning from examples: one vector and one weight for every word and concept, such that wordings of one provision come to stand near
//! each other and far from those of the others.
//!
//! The loss is the symmetric contrastive loss over a batch (van den Oord, Li and Vinyals 2018; Radford and others 2021): of the second
//! wordings of all provisions in the batch, the right one is to be the nearest to the first, and the other way round. Half of the words that
//! the two wordings share are hidden from one of them, so that words must stand for each other where they do not repeat. The steps are
//! Adam's (Kingma and Ba 2015), taken only for the words of the batch. The same examples and seed give the same table on the same machine.

use rustc_hash::FxHashMap;

use super::examples::Example;
use super::{Catalogue, dot, features};
use crate::lexicon::Lexicon;
use crate::normalize::Vocabulary;

/// How to learn. The defaults were measured on orders none of whose words stand in the examples (`docs/alignment.md`).
#[derive(Clone, Debug, PartialEq)]
pub struct Lessons {
    /// Numbers in a vector. 64 lose 0.01 of the average precision of pairs, 192 gain nothing.
    pub dim: usize,
    /// How often every provision is seen.
    pub rounds: usize,
    /// Provisions held against each other at once.
    pub batch: usize,
    /// Share of a wording's words hidden at random.
    pub hidden: f64,
    /// Share of the words that both wordings have, hidden from the first.
    pub hidden_shared: f64,
    /// Divisor of the cosines before the exponential.
    pub temperature: f32,
    /// Step for the vectors.
    pub step: f32,
    /// Step for the logarithms of the weights.
    pub weight_step: f32,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for Lessons {
    fn default() -> Self {
        Self {
            dim: 128,
            rounds: 40,
            batch: 160,
            hidden: 0.2,
            hidden_shared: 0.5,
            temperature: 0.1,
            step: 0.005,
            weight_step: 0.01,
            seed: 1,
        }
    }
}

/// Learns from files of examples, each one subject: half of the batches are drawn from all of them, half from one, so that near provisions are
/// told apart too. `progress` is told the rounds done.
pub fn learn(files: &[Vec<Example>], lexicon: &Lexicon, lessons: &Lessons, progress: &dyn Fn(usize)) -> Catalogue {
    let vocabulary = Vocabulary::learn(std::iter::empty());
    let mut names: Vec<String> = Vec::new();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut wordings: Vec<Vec<Vec<usize>>> = Vec::new();
    let mut subjects: Vec<Vec<usize>> = Vec::new();
    for file in files {
        subjects.push((wordings.len()..wordings.len() + file.len()).collect());
        for example in file {
            let bag = |text: &String| -> Vec<usize> {
                let known = features(text, &[], lexicon, &vocabulary);
                known.into_iter().map(|f| *index.entry(f.clone()).or_insert_with(|| (names.push(f), names.len() - 1).1)).collect()
            };
            wordings.push(example.wordings.iter().map(bag).collect());
        }
    }
    let mut table = Table::new(names.len(), &wordings, lessons);
    let mut chance = fastrand::Rng::with_seed(lessons.seed);
    for round in 0..lessons.rounds {
        let mut order: Vec<usize> = (0..wordings.len()).collect();
        chance.shuffle(&mut order);
        let mut batches: Vec<Vec<usize>> = order.chunks(lessons.batch).map(<[usize]>::to_vec).collect();
        for subject in &subjects {
            let mut order = subject.clone();
            chance.shuffle(&mut order);
            batches.extend(order.chunks(lessons.batch).map(<[usize]>::to_vec));
        }
        chance.shuffle(&mut batches);
        // A handful of provisions has nothing to be told apart from.
        for batch in batches.iter().filter(|b| b.len() >= SMALLEST_BATCH.min(wordings.len())) {
            let pairs: Vec<[Vec<usize>; 2]> = batch.iter().map(|&p| pair(&wordings[p], lessons, &mut chance)).collect();
            table.step(&pairs, lessons);
        }
        progress(round + 1);
    }
    table.catalogue(names, files.iter().flatten(), &wordings)
}

const SMALLEST_BATCH: usize = 16;

/// Two wordings of a provision, thinned.
fn pair(wordings: &[Vec<usize>], lessons: &Lessons, chance: &mut fastrand::Rng) -> [Vec<usize>; 2] {
    let first = chance.usize(..wordings.len());
    let second = (first + chance.usize(1..wordings.len())) % wordings.len();
    let (a, b) = (&wordings[first], &wordings[second]);
    let a: Vec<usize> = a.iter().copied().filter(|w| !b.contains(w) || chance.f64() >= lessons.hidden_shared).collect();
    let mut thinned = |list: &[usize]| -> Vec<usize> {
        let kept: Vec<usize> = list.iter().copied().filter(|_| chance.f64() >= lessons.hidden).collect();
        if kept.is_empty() { list.to_vec() } else { kept }
    };
    [thinned(&a), thinned(b)]
}

/// Vectors and weights while they are learned, with Adam's two running means beside each number.
struct Table {
    dim: usize,
    /// For each word: its vector, then the logarithm of its weight.
    values: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

impl Table {
    /// Random vectors of length about 1; a word's weight begins at its rarity.
    fn new(words: usize, wordings: &[Vec<Vec<usize>>], lessons: &Lessons) -> Self {
        let mut chance = fastrand::Rng::with_seed(lessons.seed.wrapping_add(1));
        let mut seen = vec![0_usize; words];
        let mut all = 0_usize;
        for bag in wordings.iter().flatten() {
            all += 1;
            bag.iter().for_each(|&w| seen[w] += 1);
        }
        let (dim, all) = (lessons.dim, all as f32);
        let mut values = Vec::with_capacity(words * (dim + 1));
        for n in seen {
            // The sum of twelve even draws is near enough to a normal one.
            let draw = |c: &mut fastrand::Rng| ((0..12).map(|_| c.f32()).sum::<f32>() - 6.0) / (dim as f32).sqrt();
            values.extend((0..dim).map(|_| draw(&mut chance)));
            let rarity = ((all + 0.5) / (n as f32 + 0.5)).ln() / 5.0;
            values.push(rarity.max(0.05).ln());
        }
        let size = values.len();
        Self { dim, values, mean: vec![0.0; size], square: vec![0.0; size], steps: 0 }
    }

    fn row(&self, word: usize) -> (&[f32], f32) {
        let at = word * (self.dim + 1);
        (&self.values[at..at + self.dim], self.values[at + self.dim].exp())
    }

    /// The unit vector of a bag of words and the length it had.
    fn encode(&self, bag: &[usize]) -> (Vec<f32>, f32) {
        let mut sum = vec![0.0; self.dim];
        for &w in bag {
            let (vector, weight) = self.row(w);
            sum.iter_mut().zip(vector).for_each(|(s, x)| *s += weight * x);
        }
        let length = dot(&sum, &sum).sqrt().max(1e-6);
        sum.iter_mut().for_each(|x| *x /= length);
        (sum, length)
    }

    /// One step down the gradient of the loss over a batch.
    fn step(&mut self, pairs: &[[Vec<usize>; 2]], lessons: &Lessons) {
        let n = pairs.len();
        let sides: [Vec<(Vec<f32>, f32)>; 2] = [0, 1].map(|side| pairs.iter().map(|p| self.encode(&p[side])).collect());
        let logits: Vec<Vec<f32>> =
            sides[0].iter().map(|(u, _)| sides[1].iter().map(|(v, _)| dot(u, v) / lessons.temperature).collect()).collect();
        let turned: Vec<Vec<f32>> = (0..n).map(|j| logits.iter().map(|row| row[j]).collect()).collect();
        let (along, across) = (shares(logits), shares(turned));
        let mut gradient: FxHashMap<usize, Vec<f32>> = FxHashMap::default();
        for side in [0, 1] {
            let other = &sides[1 - side];
            for (i, pair) in pairs.iter().enumerate() {
                let mut pull = vec![0.0_f32; self.dim];
                for (j, (vector, _)) in other.iter().enumerate() {
                    let both = if side == 0 { along[i][j] + across[j][i] } else { along[j][i] + across[i][j] };
                    let error = (both - if i == j { 2.0 } else { 0.0 }) / (2.0 * n as f32 * lessons.temperature);
                    pull.iter_mut().zip(vector).for_each(|(p, x)| *p += error * x);
                }
                let (own, length) = &sides[side][i];
                let radial = dot(&pull, own);
                pull.iter_mut().zip(own).for_each(|(p, x)| *p = (*p - radial * x) / length);
                for &w in &pair[side] {
                    let (vector, weight) = self.row(w);
                    let g = gradient.entry(w).or_insert_with(|| vec![0.0; self.dim + 1]);
                    g.iter_mut().zip(&pull).for_each(|(g, p)| *g += weight * p);
                    g[self.dim] += weight * dot(vector, &pull);
                }
            }
        }
        self.adam(gradient, lessons);
    }

    fn adam(&mut self, gradient: FxHashMap<usize, Vec<f32>>, lessons: &Lessons) {
        const KEEP: f32 = 0.9;
        const KEEP_SQUARE: f32 = 0.999;
        self.steps += 1;
        let (fill, fill_square) = (1.0 - KEEP.powi(self.steps), 1.0 - KEEP_SQUARE.powi(self.steps));
        for (word, g) in gradient {
            let at = word * (self.dim + 1);
            for (k, g) in g.into_iter().enumerate() {
                let i = at + k;
                self.mean[i] = KEEP * self.mean[i] + (1.0 - KEEP) * g;
                self.square[i] = KEEP_SQUARE * self.square[i] + (1.0 - KEEP_SQUARE) * g * g;
                let step = if k == self.dim { lessons.weight_step } else { lessons.step };
                self.values[i] -= step * (self.mean[i] / fill) / ((self.square[i] / fill_square).sqrt() + 1e-8);
            }
        }
    }

    /// The catalogue: words by name, and each provision at the mean of its wordings.
    fn catalogue<'a>(&self, names: Vec<String>, examples: impl Iterator<Item = &'a Example>, wordings: &[Vec<Vec<usize>>]) -> Catalogue {
        let weighed = |w: usize| -> Vec<f32> {
            let (vector, weight) = self.row(w);
            vector.iter().map(|x| x * weight).collect()
        };
        let features = names.into_iter().enumerate().map(|(w, name)| (name, weighed(w))).collect();
        let centre = |bags: &Vec<Vec<usize>>| -> Vec<f32> {
            let mut sum = vec![0.0; self.dim];
            for bag in bags {
                sum.iter_mut().zip(self.encode(bag).0).for_each(|(s, x)| *s += x);
            }
            sum
        };
        let provisions = examples.map(|e| e.provision.clone()).zip(wordings.iter().map(centre)).collect();
        Catalogue::of(self.dim, features, provisions)
    }
}

/// Each row as shares that add up to 1 (softmax).
fn shares(mut rows: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
    for row in &mut rows {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        row.iter_mut().for_each(|x| *x = (*x - most).exp());
        let sum: f32 = row.iter().sum();
        row.iter_mut().for_each(|x| *x /= sum);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parse;

    const FIELD: &str = "\
## teeth
- Brush twice a day.
- Clean them each morning and evening.
- morning and evening brushing

## shoes
- Tie your laces.
- Fasten the footwear.
- laces fastened

## hair
- Comb it.
- Use a brush and comb on it.
- combing
";

    fn taught() -> Catalogue {
        let lessons = Lessons { dim: 16, rounds: 60, ..Lessons::default() };
        learn(&[parse(FIELD).expect("examples")], Lexicon::builtin(), &lessons, &|_| ())
    }

    #[test]
    fn words_that_never_stand_together_meet_through_their_provision() {
        let known = taught();
        let at = |text| known.sense(&features(text, &[], Lexicon::builtin(), &Vocabulary::learn(std::iter::empty())), &[]);
        assert!(at("laces").likeness(&at("footwear")) > at("laces").likeness(&at("comb")));
        assert_eq!(known.meeting(&at("laces"), &at("footwear")).map(|m| m.0), Some("shoes"));
    }

    #[test]
    fn the_same_examples_teach_the_same() {
        assert_eq!(taught().to_bytes(), taught().to_bytes());
    }
}
