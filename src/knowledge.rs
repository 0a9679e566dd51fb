//! What is known of a field before any order of it is read: its words and its provisions.

use crate::catalogue::Catalogue;
use crate::lexicon::Lexicon;

/// The lexicon and the catalogue a comparison works with.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// Which phrases mean the same thing.
    pub lexicon: &'a Lexicon,
    /// What orders usually provide for, and in what words.
    pub catalogue: &'a Catalogue,
}

impl Knowledge<'static> {
    /// What comes with the program: policing policy.
    pub fn builtin() -> Self {
        Self { lexicon: Lexicon::builtin(), catalogue: Catalogue::builtin() }
    }
}
