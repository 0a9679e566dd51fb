//! What a statement directs, in slots, each with the words it was read from.
//!
//! Similarity finds statements that belong side by side; the slots decide what is said of them ([`crate::verdict`]).
//!
//! ```text
//! Except in an emergency, sworn members shall not post evidence while on duty without the written approval of the chief.
//! exception               actor         force     act  object   situation         authority: chief, 100, written
//! ```
//!
//! Equal meaning gives equal values: concepts of the lexicon where it knows them, otherwise stems in alphabetical order. Words stay
//! verbatim. A fragment is read together with its lead-in; a sentence of its own takes from the lead-in only the situation around it.

use serde::{Deserialize, Serialize};

use crate::force;
use crate::lexicon::Lexicon;
use crate::order::Force;
use crate::sentence;

mod authority;
mod normal;
mod people;
mod piece;
mod spans;
mod time;

use piece::Piece;

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
    /// Who has to be told ("supervisor").
    pub notified: Vec<Phrase>,
    /// Numbers of things and lengths of time that are no deadlines ("2 officer", "3 year").
    pub quantities: Vec<Phrase>,
    /// Situations that only the lead-in of a full sentence or the heading names: what surrounds the rule, not its own words.
    pub context: Vec<Phrase>,
}

/// Reads what a statement directs.
///
/// `text` is a clause or a part of one, `lead_in` the words of its lead-ins (as [`force::lead_in`] gives them), `heading` the nearest
/// heading. Never fails: what is not understood leaves its slot empty.
pub fn read(lexicon: &Lexicon, text: &str, lead_in: &str, heading: &str) -> Directive {
    let reading = force::of(text, lead_in);
    let mut out = Directive { force: Some(reading.force), force_words: reading.words, ..Directive::default() };
    let pieces: Vec<Piece> = sentence::split(text).into_iter().map(|r| Piece::new(lexicon, &text[r])).collect();
    let fragment = pieces.first().is_none_or(|p| !p.complete());
    for piece in &pieces {
        piece.fill(lexicon, &mut out);
    }
    // What the words themselves ask for is not what the lead-in asks for on top of it.
    let own = out.authority.clone();
    for line in lead_in.lines() {
        if let Some(last) = sentence::split(line).pop() {
            let piece = Piece::new(lexicon, &line[last]);
            if out.actors.is_empty() && pieces.first().is_some_and(Piece::without_subject) {
                piece.actors(&piece.sentence(lexicon), "", &mut out.actors);
                piece.last_named(lexicon, &mut out.actors);
            }
            if fragment { piece.fill(lexicon, &mut out) } else { piece.situations(lexicon, &mut out.context) }
        }
    }
    out.authority = own.or(out.authority);
    Piece::new(lexicon, heading).situations(lexicon, &mut out.context);
    out.context.retain(|c| !out.situations.iter().any(|s| s.value == c.value));
    out
}
