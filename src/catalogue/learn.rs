//! Learning from examples: one vector and one weight for every feature of a text, and one vector for every provision, such that the features
//! of a wording add up to the direction of its provision.
//!
//! The loss is that of a classifier: the softmax over provisions of the cosines between the wording and the provisions' vectors
//! (Zhai and Wu 2019). Features are hidden at random while it learns (Iyyer and others 2015), so that each has to speak for the
//! provision by itself. The steps are Adam's (Kingma and Ba 2015), falling to nothing in a straight line, and taken only for the features
//! and provisions at hand. The same examples and seed give the same table on the same machine, whatever the number of threads.
//!
//! Two views are learned apart and stand side by side: stems and concepts, from random beginnings, and whole words, from what
//! they mean in general ([`super::general`]). Each errs where the other need not. Either is learned several times from other chances, and
//! what the courses say together is brought to fewer numbers ([`super::leading`]).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::examples::Example;
use super::general::General;
use super::leading::Directions;
use super::lessons::{Course, Lessons};
use super::{Catalogue, Seen, View, dot};
use crate::lexicon::Lexicon;
use crate::normalize::Vocabulary;

/// The wordings as numbers of features.
#[derive(Default)]
struct Bags {
    names: Vec<String>,
    index: FxHashMap<String, usize>,
    /// By provision.
    wordings: Vec<Vec<Vec<usize>>>,
}

impl Bags {
    fn add(&mut self, wordings: Vec<Vec<String>>) {
        let number = |name: String, names: &mut Vec<String>| (names.push(name), names.len() - 1).1;
        let bags = wordings.into_iter().map(|features| {
            features.into_iter().map(|f| *self.index.entry(f.clone()).or_insert_with(|| number(f, &mut self.names))).collect()
        });
        self.wordings.push(bags.collect());
    }
}

/// Learns from files of examples, each one subject: in each round the provisions are told apart once across all files and once within each
/// file, so that near provisions are told apart too; a rest of fewer than sixteen waits for the next round. `progress` is told the rounds
/// done, of [`Lessons::rounds`].
pub fn learn(files: &[Vec<Example>], lexicon: &Lexicon, lessons: &Lessons, progress: &dyn Fn(usize)) -> Catalogue {
    let vocabulary = Vocabulary::learn(std::iter::empty());
    let (mut roots, mut words) = (Bags::default(), Bags::default());
    let mut subjects: Vec<Vec<usize>> = Vec::new();
    for file in files {
        subjects.push((roots.wordings.len()..roots.wordings.len() + file.len()).collect());
        for example in file {
            let seen = example.wordings.iter().map(|text| Seen::of(text, &[], lexicon, &vocabulary));
            let (stems, whole) = seen.map(|s| (s.roots, s.words)).unzip();
            roots.add(stems);
            words.add(whole);
        }
    }
    let chance = |n: usize| fastrand::Rng::with_seed(lessons.seed.wrapping_add(n as u64));
    let general = General::builtin();
    let mut done = 0;
    let mut taught = |table: Table, bags: &Bags, own: &Course, chance| {
        let table = course(table, bags, &subjects, lessons, own, chance, &|round| progress(done + round));
        done += own.rounds;
        table
    };
    let mut of_roots: Vec<Table> = Vec::new();
    for n in 0..lessons.roots.times {
        let mut chance = chance(n);
        let table = Table::new(lessons.dim, &roots, lessons.start, &|_| None, &mut chance);
        of_roots.push(taught(table, &roots, &lessons.roots, chance));
    }
    let mut of_words: Vec<Table> = Vec::new();
    for n in 1..=lessons.words.times {
        let mut chance = chance(n * lessons.roots.times / lessons.words.times);
        let table = Table::new(general.dim, &words, lessons.start, &|word| general.vector(word), &mut chance);
        of_words.push(taught(table, &words, &lessons.words, chance));
    }
    let (roots, stems) = side_by_side(roots, &of_roots, lessons.roots.kept);
    let (words, whole) = side_by_side(words, &of_words, lessons.words.kept);
    let provisions = files.iter().flatten().zip(stems.into_iter().zip(whole));
    Catalogue::of(roots, words, provisions.map(|(e, (stems, whole))| (e.provision.clone(), [stems, whole].concat())).collect())
}

/// The tables of several courses as one: where the features stand, and a vector of length 1 for each provision. Where there are more wordings
/// than numbers they are brought to `kept` numbers; fewer wordings do not say which directions matter.
fn side_by_side(bags: Bags, tables: &[Table], kept: usize) -> (View, Vec<Vec<f32>>) {
    let of = |row: &dyn Fn(&Table) -> Vec<f32>| tables.iter().flat_map(row).collect::<Vec<f32>>();
    let mut features: Vec<Vec<f32>> = (0..bags.names.len()).map(|f| of(&|t| t.weighed(f))).collect();
    let mut provisions: Vec<Vec<f32>> = (0..bags.wordings.len()).map(|p| of(&|t| t.provision(p))).collect();
    let dim: usize = tables.iter().map(|t| t.dim).sum();
    let wordings: Vec<&Vec<usize>> = bags.wordings.iter().flatten().collect();
    let narrowed = dim > kept && wordings.len() > dim;
    if narrowed {
        let place = |n: usize| {
            let mut sum = vec![0.0; dim];
            wordings[n].iter().for_each(|&f| sum.iter_mut().zip(&features[f]).for_each(|(sum, x)| *sum += x));
            Direction::of(sum).unit
        };
        let directions = Directions::leading(wordings.len(), dim, kept, &place);
        for list in [&mut features, &mut provisions] {
            list.par_iter_mut().for_each(|v| *v = directions.along(v));
        }
    }
    provisions.iter_mut().for_each(|v| super::to_unit(v));
    (View::of(if narrowed { kept } else { dim }, bags.names.into_iter().zip(features).collect()), provisions)
}

/// One course of learning; `subjects` are the provisions of each file.
fn course(
    mut table: Table,
    bags: &Bags,
    subjects: &[Vec<usize>],
    lessons: &Lessons,
    own: &Course,
    mut chance: fastrand::Rng,
    progress: &dyn Fn(usize),
) -> Table {
    let wordings = &bags.wordings;
    for round in 0..own.rounds {
        let mut order: Vec<usize> = (0..wordings.len()).collect();
        chance.shuffle(&mut order);
        let mut batches: Vec<Vec<usize>> = order.chunks(lessons.batch).map(<[usize]>::to_vec).collect();
        for subject in subjects {
            let mut order = subject.clone();
            chance.shuffle(&mut order);
            batches.extend(order.chunks(lessons.batch).map(<[usize]>::to_vec));
        }
        chance.shuffle(&mut batches);
        let left = 1.0 - round as f32 / own.rounds as f32;
        // A handful of provisions teaches little about what sets them apart, with a step as large as any.
        for batch in batches.iter().filter(|b| b.len() >= SMALLEST_BATCH.min(wordings.len())) {
            let shown: Vec<(usize, Vec<usize>)> =
                (batch.iter().enumerate()).flat_map(|(i, &p)| pair(&wordings[p], own.hidden, &mut chance).map(|bag| (i, bag))).collect();
            table.step(batch, &shown, lessons, left * own.step, left * lessons.quick_step);
        }
        progress(round + 1);
    }
    table
}

const SMALLEST_BATCH: usize = 16;

/// Two wordings of a provision, thinned.
fn pair(wordings: &[Vec<usize>], hidden: f64, chance: &mut fastrand::Rng) -> [Vec<usize>; 2] {
    let first = chance.usize(..wordings.len());
    let second = (first + chance.usize(1..wordings.len())) % wordings.len();
    [first, second].map(|n| {
        let kept: Vec<usize> = wordings[n].iter().copied().filter(|_| chance.f64() >= hidden).collect();
        if kept.is_empty() { wordings[n].clone() } else { kept }
    })
}

/// What is learned: a row for each word, its vector and the logarithm of its weight; and a row for each provision, its vector.
struct Table {
    dim: usize,
    words: Rows,
    provisions: Rows,
    steps: i32,
}

impl Table {
    /// The vectors that `known` gives, random ones for the rest; a feature's weight begins at its rarity.
    fn new<'a>(dim: usize, bags: &Bags, start: f32, known: &dyn Fn(&str) -> Option<&'a [f32]>, chance: &mut fastrand::Rng) -> Self {
        let mut seen = vec![0_usize; bags.names.len()];
        let mut all = 0_usize;
        for bag in bags.wordings.iter().flatten() {
            all += 1;
            bag.iter().for_each(|&w| seen[w] += 1);
        }
        let all = all as f32;
        // The sum of twelve even draws is near enough to a normal one.
        let mut draw = || ((0..12).map(|_| chance.f32()).sum::<f32>() - 6.0) / (dim as f32).sqrt();
        let mut values = Vec::with_capacity(bags.names.len() * (dim + 1));
        for (name, n) in bags.names.iter().zip(seen) {
            match known(name) {
                Some(vector) => values.extend(vector),
                None => values.extend((0..dim).map(|_| start * draw())),
            }
            let rarity = ((all + 0.5) / (n as f32 + 0.5)).ln() / 5.0;
            values.push(rarity.max(0.05).ln());
        }
        let provisions = (0..bags.wordings.len() * dim).map(|_| draw()).collect();
        Self { dim, words: Rows::new(dim + 1, values), provisions: Rows::new(dim, provisions), steps: 0 }
    }

    fn word(&self, word: usize) -> (&[f32], f32) {
        let row = self.words.row(word);
        (&row[..self.dim], row[self.dim].exp())
    }

    fn encode(&self, bag: &[usize]) -> Direction {
        let mut sum = vec![0.0; self.dim];
        for &w in bag {
            let (vector, weight) = self.word(w);
            sum.iter_mut().zip(vector).for_each(|(s, x)| *s += weight * x);
        }
        Direction::of(sum)
    }

    /// One step down the gradient of the loss over a batch of provisions; `shown` are bags of words, each with the place of its provision in
    /// the batch; `step` and `quick` are the sizes of the steps.
    fn step(&mut self, batch: &[usize], shown: &[(usize, Vec<usize>)], lessons: &Lessons, step: f32, quick: f32) {
        let places: Vec<Direction> = batch.par_iter().map(|&p| Direction::of(self.provisions.row(p).to_vec())).collect();
        // Of each bag its direction, how wrong each provision's share is, and where the bag is pulled by that.
        let seen: Vec<(Direction, Vec<f32>, Vec<f32>)> = shown
            .par_iter()
            .map(|(own, bag)| {
                let at = self.encode(bag);
                let mut wrong = shares(places.iter().map(|p| lessons.sharpness * dot(&at.unit, &p.unit)).collect());
                wrong[*own] -= 1.0;
                wrong.iter_mut().for_each(|x| *x *= lessons.sharpness / shown.len() as f32);
                let pull = at.turned_by(wrong.iter().zip(&places).map(|(e, p)| (*e, &p.unit[..])));
                (at, wrong, pull)
            })
            .collect();
        let provisions: Vec<(usize, Vec<f32>)> = (batch.par_iter().zip(&places).enumerate())
            .map(|(i, (&p, place))| (p, place.turned_by(seen.iter().map(|(at, wrong, _)| (wrong[i], &at.unit[..])))))
            .collect();
        let mut words: FxHashMap<usize, Vec<f32>> = FxHashMap::default();
        for ((_, bag), (_, _, pull)) in shown.iter().zip(&seen) {
            for &w in bag {
                let (vector, weight) = self.word(w);
                let g = words.entry(w).or_insert_with(|| vec![0.0; self.dim + 1]);
                g.iter_mut().zip(pull).for_each(|(g, p)| *g += weight * p);
                g[self.dim] += weight * dot(vector, pull);
            }
        }
        self.steps += 1;
        self.words.descend(words, self.steps, |k| if k == lessons.dim { quick } else { step });
        self.provisions.descend(provisions, self.steps, |_| quick);
    }

    /// A provision's direction.
    fn provision(&self, provision: usize) -> Vec<f32> {
        Direction::of(self.provisions.row(provision).to_vec()).unit
    }

    /// A word's vector times its weight.
    fn weighed(&self, word: usize) -> Vec<f32> {
        let (vector, weight) = self.word(word);
        vector.iter().map(|x| x * weight).collect()
    }
}

/// A vector of length 1 and the length it had.
struct Direction {
    unit: Vec<f32>,
    length: f32,
}

impl Direction {
    fn of(mut vector: Vec<f32>) -> Self {
        let length = dot(&vector, &vector).sqrt().max(1e-6);
        vector.iter_mut().for_each(|x| *x /= length);
        Self { unit: vector, length }
    }

    /// The gradient of the vector before it was brought to length 1, from weighed vectors that its direction was multiplied with.
    fn turned_by<'a>(&self, pulls: impl Iterator<Item = (f32, &'a [f32])>) -> Vec<f32> {
        let mut sum = vec![0.0_f32; self.unit.len()];
        for (weight, vector) in pulls {
            sum.iter_mut().zip(vector).for_each(|(s, x)| *s += weight * x);
        }
        let radial = dot(&sum, &self.unit);
        sum.iter_mut().zip(&self.unit).for_each(|(s, u)| *s = (*s - radial * u) / self.length);
        sum
    }
}

/// Rows of numbers while they are learned, with Adam's two running means beside each number.
struct Rows {
    width: usize,
    values: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Rows {
    fn new(width: usize, values: Vec<f32>) -> Self {
        let size = values.len();
        Self { width, values, mean: vec![0.0; size], square: vec![0.0; size] }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// Adam's step for the rows that have a gradient; `step` gives its size by the place in the row. The means are filled up by the steps of
    /// the whole table, so that the first steps of a rare row are larger: it has few of them.
    fn descend(&mut self, gradient: impl IntoIterator<Item = (usize, Vec<f32>)>, steps: i32, step: impl Fn(usize) -> f32) {
        const KEEP: f32 = 0.9;
        const KEEP_SQUARE: f32 = 0.999;
        let (fill, fill_square) = (1.0 - KEEP.powi(steps), 1.0 - KEEP_SQUARE.powi(steps));
        for (row, g) in gradient {
            for (k, g) in g.into_iter().enumerate() {
                let i = row * self.width + k;
                self.mean[i] = KEEP * self.mean[i] + (1.0 - KEEP) * g;
                self.square[i] = KEEP_SQUARE * self.square[i] + (1.0 - KEEP_SQUARE) * g * g;
                self.values[i] -= step(k) * (self.mean[i] / fill) / ((self.square[i] / fill_square).sqrt() + 1e-8);
            }
        }
    }
}

/// Numbers as shares that add up to 1 (softmax).
fn shares(mut row: Vec<f32>) -> Vec<f32> {
    let most = row.iter().copied().fold(f32::MIN, f32::max);
    row.iter_mut().for_each(|x| *x = (*x - most).exp());
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
    row
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
        let roots = Course { rounds: 60, ..Lessons::default().roots };
        let lessons = Lessons { dim: 16, roots, ..Lessons::default() };
        learn(&[parse(FIELD).expect("examples")], Lexicon::builtin(), &lessons, &|_| ())
    }

    #[test]
    fn words_that_never_stand_together_meet_through_their_provision() {
        let known = taught();
        let seen = |text| Seen::of(text, &[], Lexicon::builtin(), &Vocabulary::learn(std::iter::empty()));
        let at = |text| known.sense(&seen(text), &Seen::default(), &Seen::default());
        assert!(at("laces").likeness(&at("footwear")) > at("laces").likeness(&at("comb")));
        assert_eq!(known.meeting(&at("laces"), &at("footwear")).map(|m| m.0), Some("shoes"));
    }

    #[test]
    fn whole_words_begin_with_what_they_mean_in_general() {
        let none = Course { times: 1, rounds: 0, ..Lessons::default().roots };
        let lessons = Lessons { dim: 16, roots: none.clone(), words: none, ..Lessons::default() };
        let begun = learn(&[parse(FIELD).expect("examples")], Lexicon::builtin(), &lessons, &|_| ());
        let (scale, numbers) = begun.words.vector("brush").expect("a word of the examples");
        let own = Direction::of(numbers.iter().map(|x| f32::from(i8::from_le_bytes([*x])) * scale).collect());
        let general = Direction::of(General::builtin().vector("brush").expect("a word of the table").to_vec());
        assert!(dot(&own.unit, &general.unit) > 0.999);
    }

    #[test]
    fn the_same_examples_teach_the_same() {
        assert_eq!(taught().to_bytes(), taught().to_bytes());
    }
}
