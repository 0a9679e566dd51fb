//! What changed between two wordings, word by word, as accreditors print it: additions bold and underlined, deletions struck through.

use similar::{DiffTag, TextDiff};

/// Whether the words stand in both, only in the new or only in the old wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// In both.
    Same,
    /// Only in the new one.
    Added,
    /// Only in the old one.
    Removed,
}

/// A run of words with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its fate.
    pub how: How,
    /// The words, joined by blanks.
    pub text: String,
}

/// Under this share of common words a redline is everything struck out and everything new: it tells nothing.
const LEAST_COMMON: f32 = 0.45;

/// Over this many pairs of words the comparison costs more than anybody will read.
const MOST_PAIRS: usize = 16_000_000;

/// The pieces of `new` against `old`, in reading order; `None` where the two have too little in common for a redline to help.
pub fn redline(old: &str, new: &str) -> Option<Vec<Piece>> {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return None;
    }
    let diff = TextDiff::from_slices(&old, &new);
    if diff.ratio() < LEAST_COMMON {
        return None;
    }
    let mut runs: Vec<(How, Vec<&str>)> = Vec::new();
    for op in diff.ops() {
        let (removed, added) = (&old[op.old_range()], &new[op.new_range()]);
        match op.tag() {
            DiffTag::Equal => push(&mut runs, How::Same, added),
            _ => {
                push(&mut runs, How::Removed, removed);
                push(&mut runs, How::Added, added);
            }
        }
    }
    Some(settle(runs).into_iter().map(|(how, words)| Piece { how, text: words.join(" ") }).collect())
}

fn push<'a>(runs: &mut Vec<(How, Vec<&'a str>)>, how: How, words: &[&'a str]) {
    if words.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some((last, run)) if *last == how => run.extend(words),
        _ => runs.push((how, words.to_vec())),
    }
}

/// A single short word that both happen to have in the middle of a change belongs to the change: "the ~~a~~ **b** of ~~c~~ **d**" reads
/// worse than "~~a of c~~ **b of d**".
fn settle<'a>(runs: Vec<(How, Vec<&'a str>)>) -> Vec<(How, Vec<&'a str>)> {
    let mut out: Vec<(How, Vec<&'a str>)> = Vec::new();
    let mut removed: Vec<&str> = Vec::new();
    let mut added: Vec<&str> = Vec::new();
    let mut runs = runs.into_iter().peekable();
    while let Some((how, words)) = runs.next() {
        match how {
            How::Removed => removed.extend(words),
            How::Added => added.extend(words),
            How::Same => {
                let inside = !(removed.is_empty() || added.is_empty()) && runs.peek().is_some();
                if inside && words.len() == 1 && words[0].len() <= 3 {
                    removed.extend(&words);
                    added.extend(words);
                } else {
                    push(&mut out, How::Removed, &std::mem::take(&mut removed));
                    push(&mut out, How::Added, &std::mem::take(&mut added));
                    push(&mut out, How::Same, &words);
                }
            }
        }
    }
    push(&mut out, How::Removed, &removed);
    push(&mut out, How::Added, &added);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(old: &str, new: &str) -> String {
        let mark = |p: &Piece| match p.how {
            How::Same => p.text.clone(),
            How::Added => format!("+{}+", p.text),
            How::Removed => format!("-{}-", p.text),
        };
        redline(old, new).map_or("none".into(), |pieces| pieces.iter().map(mark).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn changed_words_stand_beside_each_other() {
        assert_eq!(show("officers may post on duty", "officers shall not post on duty"), "officers -may- +shall not+ post on duty");
    }

    #[test]
    fn a_short_word_inside_a_change_goes_with_it() {
        let said = show(
            "employees shall tell the head of patrol about each contact at once",
            "employees shall tell the chief of police about each contact at once",
        );
        assert_eq!(said, "employees shall tell the -head of patrol- +chief of police+ about each contact at once");
    }

    #[test]
    fn wordings_with_nothing_in_common_have_no_redline() {
        assert_eq!(show("one two three four", "five six seven eight"), "none");
        assert_eq!(show("", "five"), "none");
    }

    #[test]
    fn leaving_out_what_was_removed_gives_the_new_wording_back() {
        let (old, new) = ("a b c d e f g", "a x c d y f g h");
        let kept: Vec<String> = redline(old, new).unwrap().into_iter().filter(|p| p.how != How::Removed).map(|p| p.text).collect();
        assert_eq!(kept.join(" "), new);
    }
}
