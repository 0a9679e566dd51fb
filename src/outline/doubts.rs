//! What could not be settled, as a person can use it: doubts of one cause in one stretch are one doubt with its lines.
//!
//! ```text
//! 12  "3." could nearly as well stand ...         12-31  3 numbers, the first "3." and the last "b.",
//! 20  "a." could nearly as well stand ...    ->          could nearly as well stand at other levels
//! 31  "b." could nearly as well stand ...
//! ```

use crate::place::{Doubt, Place};

/// Doubts of one cause that a person is asked to look at in one order.
const MOST: usize = 5;
/// Lines without a doubt that end a stretch: about a page.
const PAGE: u32 = 40;

/// Why something is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A second tree is nearly as cheap.
    Level,
    /// A number that recognition has spoilt.
    Spoilt,
    /// A number that is not on the page.
    Missing,
    /// Numbers that stand apart from their items.
    Torn,
    /// The same, and their count is not that of the items.
    Uneven,
}

/// One thing that could not be settled.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub cause: Cause,
    /// The number as the page shows it; empty where it does not.
    pub shown: String,
    /// What it is read as, where that is not what the page shows.
    pub read: String,
    pub place: Place,
}

impl Finding {
    pub(crate) fn new(cause: Cause, place: Place) -> Self {
        Self { cause, shown: String::new(), read: String::new(), place }
    }
}

/// One doubt for each stretch, at most [`MOST`] for each cause, in the order of the page.
pub(crate) fn merged(findings: &[Finding]) -> Vec<Doubt> {
    let mut out = Vec::new();
    for cause in [Cause::Level, Cause::Spoilt, Cause::Missing, Cause::Torn, Cause::Uneven] {
        let mut own: Vec<&Finding> = findings.iter().filter(|finding| finding.cause == cause).collect();
        own.sort_by_key(|finding| finding.place);
        let mut start = 0;
        for end in cuts(&own) {
            let stretch = &own[start..end];
            let place = stretch.iter().fold(stretch[0].place, |place, finding| place.join(finding.place));
            out.push(Doubt { what: words(cause, stretch), place });
            start = end;
        }
    }
    out.sort_by_key(|doubt| doubt.place);
    out
}

/// Where the stretches end: at the widest gaps.
fn cuts(findings: &[&Finding]) -> Vec<usize> {
    let mut gaps: Vec<(u32, usize)> = Vec::new();
    let mut reached = 0;
    for (at, finding) in findings.iter().enumerate() {
        let gap = finding.place.line.saturating_sub(reached);
        if at > 0 && gap > PAGE {
            gaps.push((gap, at));
        }
        reached = reached.max(finding.place.end_line);
    }
    gaps.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    gaps.truncate(MOST - 1);
    let mut out: Vec<usize> = gaps.into_iter().map(|(_, at)| at).collect();
    out.sort_unstable();
    if !findings.is_empty() {
        out.push(findings.len());
    }
    out
}

/// What is said of a stretch; never empty.
fn words(cause: Cause, stretch: &[&Finding]) -> String {
    let count = stretch.len();
    match (cause, stretch) {
        (Cause::Level, [one]) => format!("{} could nearly as well stand at another level", named(&one.shown)),
        (Cause::Level, _) => {
            let (first, last) = (named(&stretch[0].shown), named(&stretch[count - 1].shown));
            format!("{count} numbers, the first {first} and the last {last}, could nearly as well stand at other levels")
        }
        (Cause::Spoilt, [one]) => format!("the number \"{}\" is read as \"{}\", which its neighbours ask for", one.shown, one.read),
        (Cause::Spoilt, _) => {
            let some: Vec<String> = stretch.iter().take(3).map(|one| format!("\"{}\" as \"{}\"", one.shown, one.read)).collect();
            let more = if count > 3 { " and others" } else { "" };
            format!("{count} numbers are read as their neighbours ask: {}{more}", some.join(", "))
        }
        (Cause::Missing, [_]) => "a number is missing here; it was counted from its neighbours".into(),
        (Cause::Missing, _) => format!("numbers are missing in {count} places here; they were counted from their neighbours"),
        (Cause::Torn, [_]) => "numbers torn from their items, given back by counting".into(),
        (Cause::Torn, _) => format!("numbers torn from their items in {count} places, given back by counting"),
        (Cause::Uneven, [_]) => "numbers torn from their items, given back by counting; the count does not come out even".into(),
        (Cause::Uneven, _) => {
            format!("numbers torn from their items in {count} places, given back by counting; the counts do not come out even")
        }
    }
}

fn named(shown: &str) -> String {
    if shown.is_empty() { "a number that is not printed".into() } else { format!("\"{shown}\"") }
}

#[cfg(test)]
mod tests {
    use super::{Cause, Finding, MOST, merged};
    use crate::place::Place;

    fn level(line: u32) -> Finding {
        Finding { shown: "a.".into(), ..Finding::new(Cause::Level, Place::line(line)) }
    }

    #[test]
    fn near_lines_are_one_doubt_and_far_lines_are_two() {
        let doubts = merged(&[level(3), level(9), level(30), level(900)]);
        let lines: Vec<(u32, u32)> = doubts.iter().map(|doubt| (doubt.place.line, doubt.place.end_line)).collect();
        assert_eq!(lines, [(3, 30), (900, 900)]);
        assert!(doubts[0].what.starts_with("3 numbers"));
    }

    #[test]
    fn however_many_there_are_a_person_gets_a_handful() {
        let all: Vec<Finding> = (1..2000).map(|nth| level(nth * 100)).collect();
        assert_eq!(merged(&all).len(), MOST);
        assert_eq!(merged(&[]), []);
    }
}
