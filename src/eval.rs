//! Measures of a comparison against hand-made truth: are the right clauses side by side, and is the right thing said of them?
//!
//! The gold is two kinds of JSON lines files: units (one line a numbered item or paragraph of an order) and provisions (one line a row,
//! with the units it holds). How the tool cuts its clauses costs nothing: the words of every member are laid over the units of the
//! same order, and a unit counts as a member where they overlap by half of the shorter of the two.

mod ablation;
mod gold;
mod measures;
mod reliability;

pub use ablation::{PARTS, Part};
pub use gold::{Gold, GoldRow, Unit, Units};
pub use measures::{Figures, Miss, Row, score};
pub use reliability::{Bin, Claim, Judged, bins, judged};
