//! One path at some place of a clause's words, and whether what follows shows that it is one.
//!
//! ```text
//! II.a.iii   5.12.3(b)   (a)(1)      paths
//! 12 days    5.5 %       3rd         a quantity, a decimal, a word
//! ```

use super::super::marker::roman;
use super::tree::{Shape, Step, shape};

/// What stands behind a path must not show that it was a quantity, a decimal's half or a word.
pub(super) fn follows(text: &str, path: &[Step], end: usize, plain: bool) -> bool {
    let rest = &text[end..];
    if rest.starts_with(|c: char| c.is_alphanumeric() || "$%€£'’/".contains(c)) {
        return false;
    }
    let last = &path[path.len() - 1];
    if !plain || last.bracket || shape(&last.label) != Shape::Digit || path.len() > 2 {
        return true;
    }
    let next: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let units = [
        "day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years", "minute", "minutes", "percent", "business",
        "calendar", "working", "times",
    ];
    !(rest.starts_with(' ') && units.contains(&next.as_str()))
}

/// Longer paths are none.
pub(super) const LONGEST: usize = 12;

/// A path at some place of the words: `II.a.iii`, `5.12.3(b)`, `(a)(1)`; and where it ends. A small letter alone is none.
/// With `many` "5-23" is two paths, otherwise one number.
pub(super) fn path(text: &str, at: usize, many: bool) -> Option<(Vec<Step>, usize)> {
    let mut out: Vec<Step> = Vec::new();
    let mut end = at;
    let rest = text.get(at..)?;
    let token: &str = &rest[..rest.bytes().take(60).take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count()];
    if !token.is_empty() {
        let ranged = many
            && token
                .split_once('-')
                .is_some_and(|(a, b)| a.parse::<u32>().is_ok_and(|a| b.trim_end_matches('.').parse::<u32>().is_ok_and(|b| a < b)));
        let token = if ranged { token.split('-').next().unwrap_or_default() } else { token };
        let token = token.trim_end_matches(['.', '-']);
        for part in token.split('.') {
            out.push(Step { label: label(part)?, bracket: false });
        }
        let lone = out.len() == 1 && token.len() == 1 && token.bytes().all(|b| b.is_ascii_lowercase());
        let closed = rest[token.len()..].starts_with(')') && !text[..at].ends_with('(');
        end += token.len() + usize::from(lone && closed);
        if lone && !closed && !rest[token.len()..].starts_with('(') {
            return None;
        }
    }
    while let Some(inner) = text[end..].strip_prefix('(') {
        let size = inner.bytes().take(9).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        if !inner[size..].starts_with(')') {
            break;
        }
        let Some(label) = label(&inner[..size]) else { break };
        out.push(Step { label, bracket: true });
        end += size + 2;
    }
    (!out.is_empty() && out.len() <= LONGEST).then_some((out, end))
}

/// A number that clauses have: figures, a letter, a letter twice, a roman numeral; "6A" and "a-1" too.
fn label(token: &str) -> Option<String> {
    let (main, sub) = token.split_once('-').map_or((token, None), |(main, sub)| (main, Some(sub)));
    let sub_sound = sub.is_none_or(|sub| !sub.is_empty() && sub.len() <= 4 && sub.bytes().all(|b| b.is_ascii_alphanumeric()));
    let digits = main.bytes().take_while(u8::is_ascii_digit).count();
    let letters = &main[digits..];
    let sound = if digits > 0 {
        digits <= 4
            && (letters.len() <= 1 || letters.len() == 2 && letters.as_bytes()[0] == letters.as_bytes()[1])
            && letters.bytes().all(|b| b.is_ascii_alphabetic())
    } else {
        let one_case = letters.bytes().all(|b| b.is_ascii_lowercase()) || letters.bytes().all(|b| b.is_ascii_uppercase());
        let twice = letters.len() == 2 && letters.as_bytes()[0] == letters.as_bytes()[1];
        one_case && (letters.len() == 1 || twice || roman(&letters.to_ascii_lowercase()).is_some())
    };
    (sound && sub_sound && !main.is_empty()).then(|| token.to_owned())
}
