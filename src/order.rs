//! An order and its clauses: the normalized clause tree, flat and in reading order.

pub mod coverage;

use serde::{Deserialize, Serialize};

pub use self::coverage::coverage;

use crate::place::{Doubt, Place};

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A title without content of its own.
    Heading,
    /// Does nothing but introduce its list.
    LeadIn,
    /// A rule or a statement.
    Clause,
    /// Says what a term means.
    Definition,
}

/// How strongly a clause directs. The order is that of the field, weakest first, so that `max` picks the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Says how things are.
    Statement,
    /// May, is authorized.
    Permission,
    /// Should, is cautioned, is urged.
    Recommendation,
    /// Shall, must, will.
    Obligation,
    /// Shall not, may not, is prohibited.
    Prohibition,
}

impl Kind {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::LeadIn => "lead-in",
            Self::Clause => "clause",
            Self::Definition => "definition",
        }
    }
}

impl Force {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Permission => "permission",
            Self::Recommendation => "recommendation",
            Self::Obligation => "obligation",
            Self::Prohibition => "prohibition",
        }
    }
}

/// Stands between the cells of a table's row in a clause's text.
pub const CELLS: &str = " | ";

/// One clause: a numbered or bulleted item, or an unnumbered paragraph, at the finest level the order itself gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The outline path as the order itself numbers it ("II.a.iii.1.d", "5.12.3.4.b2", "POLICY.p1"); unique in its order.
    pub citation: String,
    /// Index of the enclosing clause in [`Order::clauses`]: the lead-in of an item, otherwise its heading.
    pub parent: Option<usize>,
    /// Steps from the top, which is 0.
    pub depth: u16,
    /// What it is.
    pub kind: Kind,
    /// How strongly it directs; `None` for headings and definitions.
    pub force: Option<Force>,
    /// The number or bullet as the page shows it, empty where it has none.
    pub marker: String,
    /// The words of its title, where it is a heading.
    pub heading: Option<String>,
    /// The defined term, where it is a definition; it also stands in `text`.
    pub term: Option<String>,
    /// Its own words, lines joined, number and furniture left out, the cells of a table's row parted by [`CELLS`]; empty for a heading.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Clause {
    /// The words that stand on the paper: the title of a heading, the text of anything else.
    pub fn words(&self) -> &str {
        if self.text.is_empty() { self.heading.as_deref().unwrap_or_default() } else { &self.text }
    }
}

/// What the page adds and the order does not say: repeated headers, page forms, tables of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// The words.
    pub text: String,
    /// "repeated", "page form" or "contents".
    pub why: String,
    /// Where they stand.
    pub place: Place,
}

/// Header fields that have a meaning of their own. Dates are ISO 8601 (`2020-06-15`) where they could be read, otherwise `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// "General Order # 9", "4.14", "004-011".
    pub number: Option<String>,
    /// The subject as the order titles itself.
    pub title: Option<String>,
    /// The agency as the order names it.
    pub agency_name: Option<String>,
    /// In force from.
    pub effective: Option<String>,
    /// Issued on.
    pub issued: Option<String>,
    /// Next review, or last revision where only that is given.
    pub review: Option<String>,
    /// What it replaces, as written.
    pub rescinds: Option<String>,
    /// Who approved or issued it, as written.
    pub approved_by: Option<String>,
    /// Accreditation standards it refers to, as written.
    pub standards: Option<String>,
}

/// What a reference points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Aim {
    /// A clause of the same order.
    Clause,
    /// Another order, policy, manual or agreement.
    Order,
    /// A statute or a regulation.
    Statute,
    /// A form to be filled in.
    Form,
    /// A standard of an accreditation body.
    Standard,
}

impl Aim {
    /// The word used in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Order => "order",
            Self::Statute => "statute",
            Self::Form => "form",
            Self::Standard => "standard",
        }
    }
}

/// A pointer from a clause to something else. "sections 1 and 2" are two references with the same words at the same place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Index of the clause it stands in.
    pub clause: usize,
    /// Where its words begin in [`Clause::words`]: bytes, on a character's boundary.
    pub at: usize,
    /// The words it was read from, as they stand there.
    pub words: String,
    /// What it points to.
    pub to: Aim,
    /// Index of the clause it means, where `to` is [`Aim::Clause`] and exactly one clause can be meant; `None` is never a guess.
    pub target: Option<usize>,
}

/// One order of one agency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// `agency/slug`: stable from run to run.
    pub id: String,
    /// Id of its agency (a slug).
    pub agency: String,
    /// The agency's name for people.
    pub agency_name: String,
    /// Path relative to the corpus, with `/`.
    pub source: String,
    /// The header's known fields.
    pub header: Header,
    /// All header fields as written, label and value, in reading order.
    pub fields: Vec<(String, String)>,
    /// The clauses in reading order.
    pub clauses: Vec<Clause>,
    /// What the page added.
    pub furniture: Vec<Furniture>,
    /// What a person should check.
    pub doubts: Vec<Doubt>,
    /// Cross-references found in the clauses, in reading order.
    pub references: Vec<Reference>,
}

impl Order {
    /// `order-id/citation` of the clause at `index`.
    pub fn clause_id(&self, index: usize) -> String {
        format!("{}/{}", self.id, self.clauses[index].citation)
    }

    /// A fingerprint of its words: work done in its order does not hang on what files and agencies are called.
    pub fn fingerprint(&self) -> u128 {
        let mut text = String::new();
        for c in &self.clauses {
            text.push_str(c.words());
            text.push('\n');
        }
        xxhash_rust::xxh3::xxh3_128(text.as_bytes())
    }

    /// The subject for people: its title, or the file's stem where the order does not name it.
    pub fn title(&self) -> String {
        self.header.title.clone().unwrap_or_else(|| {
            let name = self.source.rsplit('/').next().unwrap_or(&self.source);
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ")
        })
    }

    /// The clause's lead-ins from the outermost to the nearest: the words it needs in front to be understood alone.
    ///
    /// A parent counts where it is a lead-in or a clause that ends open (a colon, a dash, or no full stop); a complete sentence
    /// above an item is context, not a part of its sentence.
    pub fn lead_ins(&self, index: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.clauses[index].parent;
        while let Some(parent) = at {
            let clause = &self.clauses[parent];
            match clause.kind {
                Kind::LeadIn => out.push(parent),
                Kind::Clause if clause.text.trim_end().ends_with([':', ',', ';', '—', '–', '-']) => out.push(parent),
                _ => break,
            }
            at = clause.parent;
        }
        out.reverse();
        out
    }

    /// What a person needs in order to understand the clause alone: its lead-ins, then its own words.
    pub fn reading(&self, index: usize) -> String {
        let mut out = String::new();
        for lead in self.lead_ins(index) {
            out.push_str(self.clauses[lead].text.trim());
            out.push(' ');
        }
        out.push_str(self.clauses[index].text.trim());
        out
    }

    /// The headings above the clause, outermost first.
    pub fn headings(&self, index: usize) -> Vec<&str> {
        let mut out = Vec::new();
        let mut at = self.clauses[index].parent;
        while let Some(parent) = at {
            if let Some(heading) = &self.clauses[parent].heading {
                out.push(heading.as_str());
            }
            at = self.clauses[parent].parent;
        }
        out.reverse();
        out
    }
}
