//! A provision: one rule, and for each agency the words that speak to it: a row of the matrix.

use serde::{Deserialize, Serialize};

use crate::directive::Directive;

/// A clause of the comparison: which order, which clause in it (indices into [`crate::matrix::Comparison::orders`] and its clauses).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseRef {
    /// Index of the order.
    pub order: usize,
    /// Index of the clause in the order.
    pub clause: usize,
}

/// What a row says as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Two agencies or more, and all that have it say the same in substance.
    Agree,
    /// Two agencies or more, and one at least differs from another in substance.
    Differ,
    /// One agency only.
    Unique,
}

/// In what a row differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Shall against should against may.
    Force,
    /// Who, what or when is covered.
    Scope,
    /// Exceptions, permission needed, circumstances.
    Condition,
    /// Who approves, who is told.
    Authority,
    /// Specifics that matter and do not change coverage.
    Detail,
    /// Discipline, liability.
    Consequence,
}

impl Aspect {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] = [Self::Force, Self::Scope, Self::Condition, Self::Authority, Self::Detail, Self::Consequence];

    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Scope => "scope",
            Self::Condition => "condition",
            Self::Authority => "authority",
            Self::Detail => "detail",
            Self::Consequence => "consequence",
        }
    }
}

impl Verdict {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Unique => "unique",
        }
    }
}

/// How a cell stands to the row's reference: the set relations of NIST IR 8477, and what policy people ask for beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same words, or nearly.
    Equal,
    /// Other words, the same substance.
    Equivalent,
    /// Covers part of what the reference covers.
    Subset,
    /// Covers all of it and more.
    Superset,
    /// Shares a part; each has something of its own.
    Intersects,
    /// Binds more strongly.
    Stricter,
    /// Binds less strongly.
    Looser,
    /// Forbids what the other allows, or the reverse.
    Conflicts,
}

impl Relation {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Equivalent => "equivalent",
            Self::Subset => "subset",
            Self::Superset => "superset",
            Self::Intersects => "intersects",
            Self::Stricter => "stricter",
            Self::Looser => "looser",
            Self::Conflicts => "conflicts",
        }
    }
}

/// The words of one clause that belong to a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The clause.
    pub clause: ClauseRef,
    /// A verbatim part of its text.
    pub text: String,
    /// How sure the tool is that it belongs here, 0 to 1.
    pub confidence: f64,
    /// What it directs.
    pub directive: Directive,
}

/// A clause that came near a row and was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// The clause.
    pub clause: ClauseRef,
    /// Its score against the row, 0 to 1.
    pub score: f64,
    /// Why it was not taken, in a few words.
    pub why: String,
}

/// What one agency says to a row.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most cells say something, and a box for each would cost more than the empty ones waste")]
pub enum CellState {
    /// It has such a provision.
    Says {
        /// Its clauses, or parts of them, in document order; never empty.
        members: Vec<Member>,
        /// How it stands to the row's reference; `None` for the reference itself and in rows of one agency.
        relation: Option<Relation>,
        /// Its position in at most twelve words of the order's own.
        position: String,
        /// What its members direct, taken together.
        directive: Directive,
    },
    /// An order of the agency on the subject is here, and has no such provision.
    Silent {
        /// The nearest clauses, best first; at most three.
        nearest: Vec<Nearest>,
        /// How sure the tool is of the silence, 0 to 1.
        confidence: f64,
    },
    /// No order of the agency on the subject is here.
    NotHeld,
}

/// One row of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// `p-` and six hexadecimal digits made from the members: the same from run to run as long as they are.
    pub id: String,
    /// A short noun phrase.
    pub title: String,
    /// The orders' common subject ("Social Media").
    pub subject: String,
    /// The group of rows it stands in ("Personal use").
    pub topic: String,
    /// What the row says as a whole.
    pub verdict: Verdict,
    /// In what it differs; empty unless `verdict` is `Differ`.
    pub aspects: Vec<Aspect>,
    /// One agency forbids, or requires approval for, what another allows; or one requires what another forbids.
    pub conflict: bool,
    /// Indices of agencies whose stance nobody shares, in a row of three or more.
    pub alone: Vec<usize>,
    /// Index of the agency the relations are measured against.
    pub reference: usize,
    /// Why the verdict is what it is: one sentence with the words that decided it.
    pub reason: String,
    /// One cell for each agency, in the order of [`crate::matrix::Comparison::agencies`].
    pub cells: Vec<CellState>,
    /// Why its members stand together: the strongest links, best first.
    pub links: Vec<Link>,
    /// How sure the tool is of the row (for a unique row: that it is unique), 0 to 1.
    pub confidence: f64,
}

/// One of the links that hold a row together.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// One clause.
    pub a: ClauseRef,
    /// The other.
    pub b: ClauseRef,
    /// The total score, 0 to 1.
    pub score: f64,
    /// The parts it is made of, name and value, in the order of the formula.
    pub parts: Vec<(&'static str, f64)>,
    /// Words or concepts they share, the heaviest first.
    pub shared: Vec<String>,
    /// The known provision of the catalogue that both may be, where there is one.
    pub meeting: Option<String>,
}

impl Provision {
    /// Indices of the agencies that say something here.
    pub fn sayers(&self) -> Vec<usize> {
        self.cells.iter().enumerate().filter(|(_, c)| matches!(c, CellState::Says { .. })).map(|(i, _)| i).collect()
    }
}
