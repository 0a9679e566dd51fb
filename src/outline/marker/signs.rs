//! Bullets: the signs that open an item without counting it.

/// Letters that stand for a bullet where the font of bullets was lost: `o`, and what Wingdings leaves. A blank must follow, and `§` with a
/// number behind it is a section.
pub(super) fn is_letter_sign(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(['o', 'Ø', 'ü', '§']) else { return false };
    let words = after.trim_start();
    words.len() < after.len() && !(rest.starts_with('§') && words.starts_with(|c: char| c.is_ascii_digit()))
}

/// Signs that are bullets wherever a line begins with them.
pub(super) fn is_sign(c: char) -> bool {
    // The private letters of symbol fonts.
    if ('\u{f020}'..='\u{f0ff}').contains(&c) {
        return true;
    }
    matches!(
        c,
        '-' | '*'
            | '+'
            | '•'
            | '–'
            | '—'
            | '▪'
            | '■'
            | '□'
            | '●'
            | '○'
            | '◦'
            | '·'
            | '►'
            | '▶'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '❖'
            | '◆'
            | '‣'
            | '⁃'
            | '∙'
            | '→'
            | '⇒'
            | '♦'
            | '»'
            | '›'
    )
}
