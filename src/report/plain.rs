//! Words of an order as every report for people shows them: nothing in them moves the page, hides, or turns the reading direction.

use std::borrow::Cow;

/// Takes out what no page, cell or document should carry: control characters (XML forbids most), private marks that reverse or hide
/// text (an override can make "may not" read otherwise than it is stored). Each is shown as `�`, so that the reader sees that something was there. Line ends
/// and tabs become blanks.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c == '\n' || c == '\t' || c == '\r' || hidden(c)) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| match c {
        '\n' | '\t' | '\r' => ' ',
        c if hidden(c) => '\u{fffd}',
        c => c,
    });
    Cow::Owned(shown.collect())
}

fn hidden(c: char) -> bool {
    let bidi = matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let nothing = matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}');
    bidi || nothing || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// The first words, at most `chars` characters, cut at a blank and marked with `…` where something is left out.
pub fn beginning(text: &str, chars: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(chars) else { return Cow::Borrowed(text) };
    let head = &text[..end];
    // A "word" longer than half of the room is cut inside; anything else at the blank before.
    let cut = head.rfind(' ').filter(|at| *at * 2 > head.len()).unwrap_or(end);
    Cow::Owned(format!("{}…", text[..cut].trim_end_matches([' ', ',', ';', ':'])))
}

/// "1 row", "2 rows".
pub fn count(n: usize, one: &str) -> String {
    match (n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(start)) => format!("{n} {start}ies"),
        _ => format!("{n} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_or_hide_text_are_shown() {
        assert_eq!(plain("may \u{202e}ton"), "may \u{fffd}ton");
        assert_eq!(plain("a\0b\nc"), "a\u{fffd}b c");
        assert!(matches!(plain("plain – words"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_beginning_ends_at_a_blank() {
        assert_eq!(beginning("one two three", 9), "one two…");
        assert_eq!(beginning("one", 9), "one");
        assert_eq!(beginning("unbreakable", 4), "unbr…");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!((count(1, "row"), count(2, "agency")), ("1 row".into(), "2 agencies".into()));
    }
}
