//! Two columns joined on one line by a single blank: nothing can be put right, but a person can be told.
//!
//! ```text
//! 1. The clerk lends boats 4. A lost oar is paid
//! and takes them back at for by whoever lost it.
//! dusk.                    5. The pier may close.
//! ```
//!
//! The right column's numbers stand inside lines, behind words that no stop ends and no "section" announces, and they count on.

use crate::place::{Doubt, Place};

/// Lines within which the numbers must stand.
const NEAR: u32 = 60;

/// Finds the first stretch where lines seem to hold two columns each.
pub(super) fn joined(text: &str) -> Option<Doubt> {
    let mut found: Vec<(u32, u32, bool)> = Vec::new();
    for (line, number) in text.lines().zip(1u32..) {
        if let Some(value) = number_inside(line) {
            let numbered = number_at(line.trim_start()).is_some_and(|own| own < value);
            found.push((number, value, numbered));
        }
    }
    let counts = |run: &[(u32, u32, bool)]| run.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1 && pair[1].0 - pair[0].0 <= NEAR);
    let run = found.windows(2).find(|run| counts(run) && run.iter().all(|at| at.2)).or_else(|| found.windows(3).find(|run| counts(run)))?;
    let (first, last) = (run.first()?.0, run.last()?.0);
    Some(Doubt {
        what: "lines seem to hold two columns each, joined by one blank; compare with the paper, or extract the text with its layout"
            .into(),
        place: Place { line: first, end_line: last, page: None },
    })
}

/// `4` of `lends boats 4. A lost oar`: a number and its stop behind a word that goes on, a capital behind both.
fn number_inside(line: &str) -> Option<u32> {
    line.match_indices(". ").find_map(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + 2..]);
        let words = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &before[words.len()..];
        let last = words.strip_suffix(' ')?.rsplit(' ').next()?;
        let goes_on = last.len() > 1 && last.bytes().all(|b| b.is_ascii_lowercase()) && !announces(last);
        let item = (1..=2).contains(&digits.len()) && after.starts_with(char::is_uppercase);
        digits.parse().ok().filter(|_| goes_on && item)
    })
}

/// The number that the line begins with.
fn number_at(line: &str) -> Option<u32> {
    let (digits, _) = line.split_once(". ")?;
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

/// Words that a number belongs to.
fn announces(word: &str) -> bool {
    const WORDS: &[&str] =
        &["article", "chapter", "class", "form", "item", "level", "no", "number", "order", "page", "paragraph", "part", "policy", "rule"];
    const MORE: &[&str] =
        &["and", "at", "by", "exceed", "least", "of", "or", "section", "sections", "step", "than", "to", "type", "under", "within"];
    WORDS.binary_search(&word).is_ok() || MORE.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_on_inside_lines_are_a_doubt() {
        let text = "1. The clerk lends boats 3. A lost oar is paid\nand takes them back. for by whoever lost it.\n2. No boat leaves in fog 4. The pier may close.\n";
        assert_eq!(joined(text).expect("a doubt").place, Place { line: 1, end_line: 3, page: None });
    }

    #[test]
    fn numbers_that_a_word_announces_are_none() {
        assert!(joined("1. See the list of section 2. It is long.\n2. See also section 3. It is short.\n").is_none());
        assert!(joined("The oath is given by members of class 4. They sign it within 5. No more.\n").is_none());
    }
}
