//! The formula guard of the CSV files.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula, quoted or not. An apostrophe in front
//! makes it text. Many clauses begin with a dash, so this is no rare case. Numbers we write ourselves are not guarded.

use std::borrow::Cow;

use crate::report::plain::plain;

/// A text cell, safe to open in a spreadsheet.
pub fn guard(text: &str) -> Cow<'_, str> {
    let shown = plain(text);
    let first = shown.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{shown}")),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for bad in ["=1+1", "+1", "-x", "@x", "\t=1", " =1", "＝1"] {
            assert!(guard(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(guard("II.a.3"), "II.a.3");
        assert_eq!(guard(""), "");
    }
}
