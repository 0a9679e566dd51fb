//! What words mean in general: vectors of a sentence model for single words, from which learning begins.
//!
//! No example says that *cellular* and *handset* are akin unless some provision uses both; a model that has read much more does. Its vectors
//! are only a beginning: learning moves each to where the field uses the word. `docs/catalogue.md` says how the table was made.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::Reader;

const MAGIC: &[u8; 8] = b"CWWRD1\0\0";

/// Vectors of single words.
#[derive(Debug, Default)]
pub(super) struct General {
    /// Numbers in a vector.
    pub(super) dim: usize,
    vectors: FxHashMap<String, Vec<f32>>,
}

impl General {
    /// The table that comes with the program, read once: `"CWWRD1\0\0"`, the numbers in a vector, how many there are (both `u32`), and
    /// an entry for each word as in a catalogue.
    pub(super) fn builtin() -> &'static Self {
        static BUILT: OnceLock<General> = OnceLock::new();
        // A test reads the table, so that it can be neither missing nor broken here.
        BUILT.get_or_init(|| Self::from_bytes(include_bytes!("words.bin")).unwrap_or_default())
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let mut rest = Reader(bytes);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err("these are no vectors of words".into());
        }
        let (dim, n) = rest.view()?;
        Ok(Self { dim, vectors: rest.entries(n, dim)?.into_iter().collect() })
    }

    /// A word's vector, on the average of length 1; nothing for a word the table does not have.
    pub(super) fn vector(&self, word: &str) -> Option<&[f32]> {
        self.vectors.get(word).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::dot;

    #[test]
    fn akin_words_lie_near_each_other_before_anything_is_learned() {
        let general = General::from_bytes(include_bytes!("words.bin")).expect("the table");
        let near = |a: &str, b: &str| dot(general.vector(a).expect(a), general.vector(b).expect(b));
        assert!(near("phone", "telephone") > near("phone", "pension"));
        assert!(near("officer", "policeman") > near("officer", "photograph"));
    }
}
