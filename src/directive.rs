//! What a statement directs, in slots, each with the words it was read from.
//!
//! Similarity finds statements that belong side by side; the slots decide what is said of them ([`crate::verdict`]).

use serde::{Deserialize, Serialize};

use crate::order::Force;

/// A slot's value: what it was understood as, and the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phrase {
    /// The concept or normalized wording ("sworn", "chief", "on-duty"); equal values mean the same thing.
    pub value: String,
    /// The words of the order, verbatim.
    pub words: String,
}

/// Who may authorize or approve, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Who ("chief", "designee", "supervisor"); `None` where permission is needed but nobody is named.
    pub who: Vec<Phrase>,
    /// Rank of the lowest person who can grant it, from the lexicon: 100 chief, 90 designee, down to 10 any member; 0 unnamed.
    pub rank: u8,
    /// It must be in writing.
    pub written: bool,
    /// It must be express or specific.
    pub express: bool,
    /// The words of the whole phrase.
    pub words: String,
}

/// What one statement directs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// How strongly it directs; `None` for definitions and headings.
    pub force: Option<Force>,
    /// The words the force was read from ("shall not", "are free to").
    pub force_words: String,
    /// Who is bound, or whose act it is.
    pub actors: Vec<Phrase>,
    /// What is done, as concepts ("disclose", "access").
    pub acts: Vec<Phrase>,
    /// To or with what ("confidential-information", "insignia").
    pub objects: Vec<Phrase>,
    /// When or provided that ("where possible", "for a valid law enforcement purpose").
    pub conditions: Vec<Phrase>,
    /// Unless, except.
    pub exceptions: Vec<Phrase>,
    /// Whose approval is needed or who decides.
    pub authority: Option<Authority>,
    /// By when ("immediately", "within 24 hours").
    pub deadlines: Vec<Phrase>,
    /// Where or in which situation ("on-duty", "off-duty", "department-equipment", "personal-device").
    pub situations: Vec<Phrase>,
    /// What follows from a breach ("discipline", "termination").
    pub consequences: Vec<Phrase>,
}

/// Reads what a statement directs. `lead_in` is what stands in front of it, `heading` the nearest heading above.
pub fn read(_lexicon: &crate::lexicon::Lexicon, text: &str, lead_in: &str, _heading: &str) -> Directive {
    let reading = crate::force::of(text, lead_in);
    Directive { force: Some(reading.force), force_words: reading.words, ..Directive::default() }
}
