//! Text set in two columns: the columns are read one after the other.
//!
//! ```text
//! Keys are counted       Lamps are lit          Keys are counted
//! by the clerk on        at dusk and put        by the clerk on
//! watch.                 out at dawn.      ->   watch.
//!                                               Lamps are lit
//!                                               at dusk and put ...
//! ```
//!
//! Extraction that keeps the layout prints both columns on one line with a gutter of blanks between them. A stretch is taken for two
//! columns only where both sides are running text: tables, signature lines, grids of labels and contents pages have gaps too, and short
//! cells that do not go on in the next line. Lines that cross the gutter part one stretch from the next; tabs and leader dots end it.
//! Where no gutter is left and lines alternate all the same, nothing can be put right: that is a doubt.

use std::ops::Range;

use crate::block::{Block, BlockKind};
use crate::place::{Doubt, Place};

/// Blanks that a gutter has at least.
const GUTTER: usize = 2;
/// Lines with words on both sides that a stretch needs: a shorter one may be a grid of labels.
const LEAST: usize = 8;
/// Words on each side of such a line, on average: cells of tables have fewer.
const WORDS: usize = 3;
/// Columns apart that two lines of one column may begin: layout rounds widths of letters.
const DRIFT: usize = 2;

/// Text with its columns put one after the other.
#[derive(Debug)]
pub(super) struct Untangled {
    /// The text, as many lines as it had parts of lines.
    pub text: String,
    /// For each line of `text` its line in the file, from 1.
    pub lines: Vec<u32>,
    /// First and last line of what was set in columns.
    pub place: Place,
}

impl Untangled {
    /// Gives blocks that were read from [`Self::text`] the lines of the file.
    pub(super) fn give_back(&self, blocks: &mut [Block]) {
        let of = |place: Place| {
            let line = |line: u32| self.lines.get(line as usize - 1).copied().unwrap_or(line);
            let (a, b) = (line(place.line.max(1)), line(place.end_line.max(1)));
            Place { line: a.min(b), end_line: a.max(b), page: place.page }
        };
        for block in blocks {
            block.place = of(block.place);
            for line in &mut block.lines {
                line.place = of(line.place);
                block.place = Place { page: block.place.page, ..block.place.join(line.place) };
            }
            if let BlockKind::Row { cells, .. } = &mut block.kind {
                cells.iter_mut().flatten().for_each(|line| line.place = of(line.place));
            }
        }
    }

    /// What a person should look at where two columns were parted.
    pub(super) fn doubt(&self) -> Doubt {
        Doubt { what: "set in two columns; each was read from top to bottom, the left one first".into(), place: self.place }
    }
}

/// A line of the file.
pub(super) struct Raw<'a> {
    pub text: &'a str,
    pub number: u32,
    /// A page begins with it.
    pub page: bool,
}

/// Puts columns one after the other; `None` where the text has none, which is nearly always and costs one look at each line.
pub(super) fn untangle(text: &str) -> Option<Untangled> {
    if text.lines().filter(|line| gap_of(line).is_some()).take(LEAST).count() < LEAST {
        return None;
    }
    let raw = raw_lines(text);
    let mut out: Vec<(String, u32)> = Vec::with_capacity(raw.len());
    let mut place: Option<Place> = None;
    let mut start = 0;
    while start < raw.len() {
        let end = (start + 1..raw.len()).find(|at| raw[*at].page).unwrap_or(raw.len());
        let from = out.len();
        page(&raw[start..end], &mut out, &mut place);
        if raw[start].page
            && let Some(first) = out.get_mut(from)
        {
            first.0.insert(0, '\u{C}');
        }
        start = end;
    }
    let place = place?;
    let lines = out.iter().map(|(_, number)| *number).collect();
    let text = out.into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("\n");
    Some(Untangled { text, lines, place })
}

/// The lines of a text, pages parted.
pub(super) fn raw_lines(text: &str) -> Vec<Raw<'_>> {
    let mut out = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        for (part, piece) in line.split('\u{C}').enumerate() {
            out.push(Raw { text: piece, number: index as u32 + 1, page: part > 0 });
        }
    }
    out
}

/// Where the words behind the widest gap inside a line begin: columns. Lines with tabs or leaders have none.
fn gap_of(line: &str) -> Option<usize> {
    if !line.contains("  ") || line.contains('\t') || line.contains("...") || line.contains(". . .") || line.contains("__") {
        return None;
    }
    let mut best: Option<(usize, usize)> = None;
    let (mut column, mut blanks, mut words) = (0, 0, false);
    for c in line.chars() {
        if c == ' ' {
            blanks += 1;
        } else {
            if words && blanks >= GUTTER && best.is_none_or(|(width, _)| blanks > width) {
                best = Some((blanks, column));
            }
            words = true;
            blanks = 0;
        }
        column += 1;
    }
    best.map(|(_, at)| at)
}

/// What one line is, given where the right column begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Blank,
    Left,
    Right,
    Both,
    /// Words stand in the gutter.
    Across,
}

/// The byte at which a line's right half begins, and what the line is.
fn side(line: &str, gutter: usize) -> (usize, Side) {
    if line.trim().is_empty() {
        return (line.len(), Side::Blank);
    }
    let indent = line.chars().take_while(|c| *c == ' ').count();
    if indent + DRIFT >= gutter {
        // Far to the right stands a page's own line, not a column's.
        return (0, if indent <= gutter + 12 { Side::Right } else { Side::Across });
    }
    let width = line.trim_end().chars().count();
    if width < gutter {
        return (line.len(), if width < gutter { Side::Left } else { Side::Across });
    }
    let chars: Vec<(usize, char)> = line.char_indices().take(gutter + DRIFT + 1).collect();
    // The column may begin a little before or behind the place where most lines begin it.
    for at in [gutter, gutter.saturating_sub(1), gutter + 1, gutter.saturating_sub(DRIFT), gutter + DRIFT] {
        let blank = |back: usize| at.checked_sub(back).and_then(|at| chars.get(at)).is_some_and(|(_, c)| *c == ' ');
        if let Some((byte, c)) = chars.get(at)
            && *c != ' '
            && (1..=GUTTER).all(blank)
        {
            return (*byte, Side::Both);
        }
    }
    (0, Side::Across)
}

/// One page: its stretches of columns, and the lines between them as they are.
fn page(raw: &[Raw<'_>], out: &mut Vec<(String, u32)>, place: &mut Option<Place>) {
    let mut at = 0;
    while at < raw.len() {
        match stretch(&raw[at..]) {
            Some((from, to, gutter)) => {
                let (from, to) = (at + from, at + to);
                plain(&raw[at..from], out);
                columns(&raw[from..to], gutter, out);
                let own = Place { line: raw[from].number, end_line: raw[to - 1].number, page: None };
                *place = Some(place.map_or(own, |place| place.join(own)));
                at = to;
            }
            None => {
                plain(&raw[at..], out);
                at = raw.len();
            }
        }
    }
}

fn plain(raw: &[Raw<'_>], out: &mut Vec<(String, u32)>) {
    out.extend(raw.iter().map(|line| (line.text.to_owned(), line.number)));
}

/// The next stretch of these lines that is set in two columns: from, to, and where the right column begins.
fn stretch(raw: &[Raw<'_>]) -> Option<(usize, usize, usize)> {
    let gaps: Vec<Option<usize>> = raw.iter().map(|line| gap_of(line.text)).collect();
    let mut tried: Vec<usize> = Vec::new();
    let mut from = 0;
    while from < raw.len() {
        let Some(gutter) = gaps[from].filter(|gutter| !tried.contains(gutter)) else {
            from += 1;
            continue;
        };
        // Enough lines near by have their gap there.
        let support = gaps[from..].iter().take(4 * LEAST).filter(|gap| gap.is_some_and(|gap| gap.abs_diff(gutter) <= DRIFT)).count();
        if support < LEAST {
            from += 1;
            continue;
        }
        let sides: Vec<Side> = raw[from..].iter().map(|line| side(line.text, gutter).1).take_while(|side| *side != Side::Across).collect();
        let last = sides.iter().rposition(|side| matches!(side, Side::Both | Side::Right));
        if let Some(last) = last {
            let open_end = from + sides.len() == raw.len();
            let end = from + left_tail(&sides, last, open_end);
            let own = without_edges(&raw[from..end], gutter);
            let (from, end) = (from + own.start, from + own.end);
            if sound(&raw[from..end], gutter) {
                return Some((from, end, gutter));
            }
        }
        tried.push(gutter);
        from += 1;
    }
    None
}

/// The lines without a running head above and a foot below, whose gap happens to be the gutter: a line or two of few words, then a blank.
fn without_edges(raw: &[Raw<'_>], gutter: usize) -> Range<usize> {
    let few = |text: &str| text.split_whitespace().count() <= 4;
    let edge = |line: &Raw<'_>| {
        let (cut, side) = side(line.text, gutter);
        match side {
            Side::Both => few(&line.text[..cut]) && few(&line.text[cut..]),
            Side::Left | Side::Right => few(line.text),
            Side::Blank | Side::Across => false,
        }
    };
    let blank = |line: &Raw<'_>| line.text.trim().is_empty();
    let mut own = 0..raw.len();
    let head = raw.iter().take_while(|line| edge(line)).count();
    if head <= 2 && raw.get(head).is_some_and(blank) && raw[..head].iter().any(|line| side(line.text, gutter).1 == Side::Both) {
        own.start = head;
    }
    let foot = raw.iter().rev().skip_while(|line| blank(line)).take_while(|line| edge(line)).count();
    let blanks = raw.iter().rev().take_while(|line| blank(line)).count();
    if let Some(at) = raw.len().checked_sub(foot + blanks).filter(|at| foot <= 2 && *at > own.start)
        && raw[..at].last().is_some_and(blank)
        && raw[at..].iter().any(|line| side(line.text, gutter).1 == Side::Both)
    {
        own.end = at;
    }
    own
}

/// The left column may go on below the right one: to the page's end, or as long as no blank line ends it.
fn left_tail(sides: &[Side], last: usize, open_end: bool) -> usize {
    if open_end {
        return sides.len();
    }
    sides[last + 1..].iter().position(|side| *side != Side::Left).map_or(sides.len(), |at| last + 1 + at)
}

/// Both sides are running text.
fn sound(raw: &[Raw<'_>], gutter: usize) -> bool {
    let (mut both, mut lines, mut left_words, mut right_words) = (0, 0, 0, 0);
    let (mut left, mut right) = (Flow::default(), Flow::default());
    for line in raw {
        let (cut, side) = side(line.text, gutter);
        let (a, b) = match side {
            Side::Blank | Side::Across => ("", ""),
            Side::Left => (line.text, ""),
            Side::Right => ("", line.text),
            Side::Both => line.text.split_at(cut),
        };
        lines += usize::from(side != Side::Blank);
        if side == Side::Both {
            both += 1;
            left_words += a.split_whitespace().count();
            right_words += b.split_whitespace().count();
        }
        left.line(a);
        right.line(b);
    }
    both >= LEAST && both * 2 >= lines && left_words >= both * WORDS && right_words >= both * WORDS && left.runs() && right.runs()
}

/// How often the lines of a column go on in the next line.
#[derive(Default)]
struct Flow<'a> {
    last: &'a str,
    pairs: usize,
    low: usize,
    wide: bool,
}

impl<'a> Flow<'a> {
    fn line(&mut self, text: &'a str) {
        let text = text.trim();
        // A third column: a table.
        self.wide |= text.contains("   ") && text.split("   ").filter(|part| !part.trim().is_empty()).count() > 2;
        if !text.is_empty() && !self.last.is_empty() {
            self.pairs += 1;
            let open = !self.last.ends_with(['.', '?', '!', ':']);
            self.low += usize::from(open && text.starts_with(|c: char| c.is_lowercase() || c == '('));
        }
        self.last = text;
    }

    /// Two lines of five go on in lower case; of cells hardly any does.
    fn runs(&self) -> bool {
        !self.wide && self.pairs >= 4 && self.low * 5 >= self.pairs * 2
    }
}

/// The left halves, then the right halves; lines where a half is empty part that column's blocks.
fn columns(raw: &[Raw<'_>], gutter: usize, out: &mut Vec<(String, u32)>) {
    let mut right: Vec<(String, u32)> = Vec::new();
    let mut left: Vec<(String, u32)> = Vec::new();
    let base = raw.iter().filter_map(|line| right_start(line.text, gutter)).min().unwrap_or(gutter);
    for line in raw {
        let (cut, side) = side(line.text, gutter);
        let (a, b) = match side {
            Side::Blank | Side::Across => ("", String::new()),
            Side::Left => (line.text, String::new()),
            // The column's own indents stay.
            Side::Right => ("", line.text.chars().skip(base).collect()),
            Side::Both => {
                let start = line.text[..cut].chars().count();
                (&line.text[..cut], format!("{}{}", " ".repeat(start.saturating_sub(base)), &line.text[cut..]))
            }
        };
        left.push((a.trim_end().to_owned(), line.number));
        right.push((b.trim_end().to_owned(), line.number));
    }
    while left.last().is_some_and(|(text, _)| text.is_empty()) {
        left.pop();
    }
    let first = right.iter().position(|(text, _)| !text.is_empty()).unwrap_or(0);
    let goes_on = right[first].0.trim_start().starts_with(char::is_lowercase);
    let blank = raw.first().map_or(1, |line| line.number);
    out.append(&mut left);
    if !goes_on {
        out.push((String::new(), blank));
    }
    out.extend(right.into_iter().skip(first));
}

fn right_start(line: &str, gutter: usize) -> Option<usize> {
    let (cut, side) = side(line, gutter);
    match side {
        Side::Right => Some(line.chars().take_while(|c| *c == ' ').count()),
        Side::Both => Some(line[..cut].chars().count()),
        _ => None,
    }
}

/// Lines of two streams by turns, no gutter between: a line that ends with a stop goes on in lower case, again and again.
///
/// ```text
/// Keys are counted by the clerk on
/// Lamps are lit at dusk.
/// watch, and no key leaves             <- lower case after a stop
/// Oil is kept in the
/// ```
pub(super) fn alternating(text: &str) -> Option<Doubt> {
    /// Such breaks that a stretch needs; in sound text one is a mistake of the writer.
    const BREAKS: usize = 4;
    /// Lines within which they must stand.
    const NEAR: u32 = 60;
    let lines: Vec<(u32, &str)> = text.split('\n').zip(1u32..).map(|(line, number)| (number, line.trim())).collect();
    let lines: Vec<(u32, &str)> = lines.into_iter().filter(|(_, line)| line.len() > 12).collect();
    let stop = |line: &str| line.ends_with('.') && !line.ends_with("..") && line.chars().rev().skip(1).take(4).all(char::is_lowercase);
    let low = |line: &str| line.starts_with(char::is_lowercase);
    let mut found: Vec<u32> = Vec::new();
    for window in lines.windows(3) {
        let (before, this, next) = (window[0], window[1], window[2]);
        // The line goes on two lines further down, and the next does not go on here.
        let crossed = this.0 == before.0 + 1 && next.0 == this.0 + 1 && stop(this.1) && low(next.1) && !stop(before.1);
        if crossed {
            found.push(next.0);
        }
    }
    let near = found.windows(BREAKS).filter(|window| window[BREAKS - 1] - window[0] <= NEAR);
    let (from, to) = near.fold((u32::MAX, 0), |(from, to), window| (from.min(window[0]), to.max(window[BREAKS - 1])));
    (to > 0).then(|| Doubt {
        what: "lines seem to belong to two columns by turns; compare with the paper, or extract the text with its layout".into(),
        place: Place { line: from.saturating_sub(2).max(1), end_line: to, page: None },
    })
}
