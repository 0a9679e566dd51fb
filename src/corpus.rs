//! The corpus: the agencies and their orders, read and outlined in parallel.

use crate::order::Order;

/// Something that was left out of a run, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Omission {
    /// Path relative to the corpus, with `/`.
    pub source: String,
    /// What is wrong and what to do, one line.
    pub why: String,
}

/// All orders of a run.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Sorted by id.
    pub orders: Vec<Order>,
    /// Sorted by source.
    pub omitted: Vec<Omission>,
}
