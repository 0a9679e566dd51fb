//! What each part of the alignment is worth: the same comparison with one part switched off at a time.

use crate::options::AlignOptions;

/// A part that can be switched off.
pub struct Part {
    /// Its name in the options and in every table.
    pub name: &'static str,
    /// What it does.
    pub what: &'static str,
    /// Switches it off.
    pub without: fn(&mut AlignOptions),
}

/// All parts, in the order of the way from words to rows.
pub const PARTS: [Part; 20] = [
    Part { name: "bigram", what: "pairs of neighbouring words", without: |o| o.bigram = 0.0 },
    Part { name: "lead", what: "the lead-in's words in the cosine", without: |o| o.lead = 0.0 },
    Part { name: "modal", what: "less weight for shall, may and not", without: |o| o.modal = 1.0 },
    Part { name: "containment", what: "a sentence finds its half of a longer one", without: |o| o.containment = 0.0 },
    Part { name: "aligned", what: "the lexicon: the same thing in other words", without: |o| o.aligned = 0.0 },
    Part { name: "sense", what: "the catalogue: examples of the same provision", without: |o| o.sense = 0.0 },
    Part { name: "known", what: "both may be the same known provision", without: |o| o.known = 0.0 },
    Part { name: "margin", what: "a pair that stands out from its runners-up", without: |o| o.margin = 0.0 },
    Part { name: "apart", what: "places far apart in the orders", without: |o| o.apart = 0.0 },
    Part { name: "section", what: "sections on the same matter", without: |o| o.section = 0.0 },
    Part { name: "bridge", what: "a third agency that speaks to both", without: |o| o.bridge = 0.0 },
    Part { name: "beside", what: "what stands beside the two is alike too", without: |o| o.beside = 0.0 },
    Part { name: "common", what: "what is like everything says little", without: |o| o.common = 0.0 },
    Part { name: "kin", what: "near copies ask for more than strangers", without: |o| o.kin = 0.0 },
    Part { name: "strongest", what: "the best link counts beside the mean link", without: |o| o.strongest = 0.0 },
    Part { name: "lone", what: "two single statements need more to found a row", without: |o| o.lone = 0.0 },
    Part { name: "leftover", what: "pass 2: leftovers join a row", without: |o| o.leftover = f32::INFINITY },
    Part { name: "far", what: "what is said again mostly stands near", without: |o| o.leftover_far = 0.0 },
    Part { name: "also", what: "pass 3: a statement in a second row", without: |o| (o.also, o.also_lone) = (f32::INFINITY, f32::INFINITY) },
    Part { name: "acts", what: "pass 4: one act of a statement", without: |o| (o.act, o.act_lone) = (f32::INFINITY, f32::INFINITY) },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_changes_the_options_it_is_named_for() {
        for part in PARTS {
            let mut options = AlignOptions::default();
            (part.without)(&mut options);
            assert_ne!(options, AlignOptions::default(), "{} is on by default", part.name);
        }
    }
}
