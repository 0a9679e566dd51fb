//! How a catalogue is learned: how often, how long, in what steps.

/// How to learn. The defaults were measured on wordings by authors none of whose wordings were learned (`docs/catalogue.md`).
#[derive(Clone, Debug, PartialEq)]
pub struct Lessons {
    /// Numbers in a vector of one course of stems and concepts.
    pub dim: usize,
    /// The courses of stems and concepts.
    pub roots: Course,
    /// The courses of whole words; their vectors are as long as those they begin with.
    pub words: Course,
    /// Provisions told from each other at once.
    pub batch: usize,
    /// Factor on the cosines before the exponential.
    pub sharpness: f32,
    /// Length of the random vectors of features that nothing is known of; small, so that a rare one says little instead of anything.
    pub start: f32,
    /// First step for the logarithms of the features' weights, and for the provisions' vectors.
    pub quick_step: f32,
    /// Where chance begins; the courses take this number and those that follow it.
    pub seed: u64,
}

/// What differs from course to course.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// How often all is learned anew from another chance; the results stand side by side, so that what one course took from its beginning
    /// weighs little.
    pub times: usize,
    /// Most numbers that are kept of all these courses together: the directions in which the wordings differ most.
    pub kept: usize,
    /// In each round, every provision is seen about twice: among provisions of all files and among those of its own.
    pub rounds: usize,
    /// Share of a wording's features hidden at random.
    pub hidden: f64,
    /// First step for the features' vectors.
    pub step: f32,
}

impl Default for Lessons {
    fn default() -> Self {
        Self {
            dim: 192,
            roots: Course { times: 12, kept: 384, rounds: 200, hidden: 0.8, step: 0.003 },
            words: Course { times: 4, kept: 128, rounds: 80, hidden: 0.3, step: 0.001 },
            batch: 320,
            sharpness: 15.0,
            start: 0.3,
            quick_step: 0.01,
            seed: 1,
        }
    }
}

impl Lessons {
    /// Rounds of all courses together.
    pub fn rounds(&self) -> usize {
        self.roots.times * self.roots.rounds + self.words.times * self.words.rounds
    }
}
