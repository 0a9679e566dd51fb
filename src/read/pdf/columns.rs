//! Reading order: lines of one column, of two columns side by side, of a narrow column of side heads with the text beside it.

use super::lines::{Row, Segment};
use super::paragraphs::Measures;

/// One line of one column.
#[derive(Clone, Debug)]
pub(super) struct Visual {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    pub strong: usize,
    pub first_word: f32,
    /// How far lines of its column reach.
    pub right: f32,
    /// A column, a side head or its text begins here.
    pub fresh: bool,
}

impl Visual {
    pub(super) fn all_strong(&self) -> bool {
        self.strong > 0 && self.strong + 1 >= self.text.len()
    }
}

/// Lines in the order in which they are read; `right` is how far lines of the whole file reach.
pub(super) fn ordered(rows: &[Row], measures: &Measures) -> Vec<Visual> {
    let (right, pitch) = (measures.right, measures.pitch);
    match gutter(rows) {
        Some(gutter) => in_columns(rows, gutter),
        None => match measures.side.filter(|edge| has_side(rows, *edge, 1)) {
            Some(edge) => beside(rows, edge, right),
            None => cells(rows, pitch).iter().filter_map(|row| whole(&row.segments, right, false)).collect(),
        },
    }
}

/// Rows of a table without rules, put together again where words were wrapped inside a column.
///
/// ```text
/// Issued: May 3   Distribution: all      one row: "members" stands under a cell that had no room for it
///                 members
/// Owner: Clerk    Pages: 4               another: its words would have found room above
/// ```
fn cells(rows: &[Row], pitch: f32) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut last: Option<(f32, Vec<Segment>)> = None;
    for row in rows {
        if let (Some((y, above)), Some(open)) = (&mut last, out.last_mut()) {
            let near = row.y - *y < pitch * row.size * 1.3 + 1.0;
            let column = |segment: &Segment| open.segments.iter().position(|cell| (cell.x0 - segment.x0).abs() < 3.0);
            let columns: Vec<Option<usize>> = row.segments.iter().map(column).collect();
            let wrapped = row.segments.iter().zip(&columns).all(|(segment, at)| {
                at.is_some_and(|at| {
                    let limit = match open.segments.get(at + 1) {
                        Some(next) => next.x0,
                        None => reach(rows, segment.x0) + 0.6 * segment.size,
                    };
                    let low = segment.text.starts_with(char::is_lowercase) && at > 0;
                    low || above[at].x1 + 0.25 * segment.size + segment.first_word > limit - 0.3 * segment.size
                })
            });
            if near && wrapped && (row.segments.len() < open.segments.len() || row.segments.len() > 1) {
                for (segment, at) in row.segments.iter().zip(columns) {
                    let Some(at) = at else { continue };
                    let cell = &mut open.segments[at];
                    let strong = cell.strong + 1 >= cell.text.len() && segment.strong > 0;
                    cell.text.push(' ');
                    if strong {
                        cell.strong = cell.text.len() + segment.strong;
                    }
                    cell.text.push_str(&segment.text);
                    above[at] = segment.clone();
                }
                *y = row.y;
                continue;
            }
        }
        out.push(row.clone());
        let table = row.segments.windows(2).any(|pair| pair[1].x0 - pair[0].x1 > 2.2 * row.size && !is_marker(&pair[0].text));
        last = (table && !is_marker(&row.segments[0].text)).then(|| (row.y, row.segments.clone()));
    }
    out
}

/// How far the lines reach that begin here.
fn reach(rows: &[Row], x: f32) -> f32 {
    let here = rows.iter().flat_map(|row| &row.segments).filter(|segment| (segment.x0 - x).abs() < 3.0);
    here.map(|segment| segment.x1).fold(0.0, f32::max)
}

/// All segments of a line as one; wide gaps become tabs.
pub(super) fn whole(segments: &[Segment], right: f32, fresh: bool) -> Option<Visual> {
    let first = segments.first()?;
    let mut out = Visual {
        text: String::new(),
        x0: first.x0,
        x1: first.x1,
        y: first.y,
        size: first.size,
        strong: 0,
        first_word: first.first_word,
        right,
        fresh,
    };
    for (index, segment) in segments.iter().enumerate() {
        if index > 0 {
            let lead = index == 1 && is_marker(&out.text);
            let wide = segment.x0 - out.x1 > 2.2 * segment.size.max(out.size);
            out.text.push(if wide && !lead { '\t' } else { ' ' });
        }
        let so_far = out.strong == out.text.trim_end().len();
        let sign = index == 0
            && segments.len() > 1
            && matches!(segment.text.as_str(), "o" | "§" | "q" | "v" | "n" | "l" | "u" | "Ø" | "ü" | "\u{FFFD}");
        let before = out.text.len();
        out.text.push_str(if sign { "•" } else { &segment.text });
        if so_far && segment.strong > 0 {
            out.strong = before + segment.strong.min(out.text.len() - before);
        }
        out.x1 = segment.x1;
        out.size = out.size.max(segment.size);
    }
    Some(out)
}

/// `A.`, `(1)`, `iv)`, `5.12.3`, `•`: what stands in front of an item.
pub(super) fn is_marker(text: &str) -> bool {
    let text = text.trim();
    let mut chars = text.chars();
    let first = chars.next();
    if chars.next().is_none() {
        return first.is_some_and(|c| !c.is_alphanumeric() && !"\"“'‘([".contains(c));
    }
    let body = text.trim_start_matches(['(', '[']).trim_end_matches(['.', ')', ']', ':', '-']);
    let closed = body.len() < text.len();
    let parts = || body.split(['.', '-']);
    let short = parts().all(|part| {
        let digits = part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 4;
        let bytes = part.as_bytes();
        let letters = bytes.len() <= 2 && bytes.iter().all(|b| b.is_ascii_alphabetic() && *b == bytes[0]);
        let roman = part.len() <= 7 && part.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
        !part.is_empty() && (digits || letters || roman)
    });
    let path = parts().count() > 1 && body.bytes().any(|b| b.is_ascii_digit());
    short && (closed || path) && text.len() <= 14
}

/// Begins with a marker.
pub(super) fn begins_marked(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|word| {
        is_marker(word)
            || word.starts_with('(') && word.split_inclusive(')').all(is_marker)
            || matches!(word, "•" | "-" | "–" | "*" | "☐" | "☑")
    }) && words.next().is_some()
}

fn bounds(rows: &[Row]) -> Option<(f32, f32)> {
    let left = rows.iter().flat_map(|row| row.segments.first()).map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
    let right = rows.iter().flat_map(|row| row.segments.last()).map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
    (right > left).then_some((left, right))
}

/// The middle of a gap that parts two columns of running text.
fn gutter(rows: &[Row]) -> Option<f32> {
    let (left, right) = bounds(rows)?;
    let width = right - left;
    let mut best: Option<(usize, f32)> = None;
    for step in 30..=70 {
        let x = left + width * step as f32 / 100.0;
        let (mut both, mut crossing, mut lefts, mut rights) = (0usize, 0usize, 0usize, 0usize);
        let (mut left_words, mut right_words) = (0.0, 0.0);
        for row in rows {
            if row.segments.iter().any(|segment| segment.x0 < x && segment.x1 > x) {
                crossing += 1;
                continue;
            }
            let before: Vec<&Segment> = row.segments.iter().filter(|segment| segment.x1 <= x).collect();
            let after: Vec<&Segment> = row.segments.iter().filter(|segment| segment.x0 >= x).collect();
            lefts += usize::from(!before.is_empty());
            rights += usize::from(!after.is_empty());
            both += usize::from(!before.is_empty() && !after.is_empty());
            left_words += before.iter().map(|segment| segment.x1 - segment.x0).sum::<f32>();
            right_words += after.iter().map(|segment| segment.x1 - segment.x0).sum::<f32>();
        }
        let enough = lefts >= 8 && rights >= 8 && crossing * 5 <= rows.len();
        // Running text fills its column; cells of a table without rules do not.
        let full = enough && left_words / lefts as f32 > 0.55 * (x - left) && right_words / rights as f32 > 0.5 * (right - x);
        if full && best.is_none_or(|(most, _)| both > most) {
            best = Some((both, x));
        }
    }
    best.filter(|(both, _)| *both >= 3).map(|(_, x)| x)
}

fn in_columns(rows: &[Row], gutter: f32) -> Vec<Visual> {
    let mut out = Vec::new();
    let (mut left, mut right): (Vec<Visual>, Vec<Visual>) = (Vec::new(), Vec::new());
    let edge = |keep: &dyn Fn(&Segment) -> bool| {
        rows.iter().flat_map(|row| &row.segments).filter(|segment| keep(segment)).map(|segment| segment.x1).fold(0.0, f32::max)
    };
    let left_edge = edge(&|segment| segment.x1 <= gutter);
    let right_edge = edge(&|segment| segment.x0 >= gutter);
    let flush = |out: &mut Vec<Visual>, left: &mut Vec<Visual>, right: &mut Vec<Visual>| {
        for column in [left, right] {
            if let Some(first) = column.first_mut() {
                first.fresh = true;
            }
            out.append(column);
        }
    };
    for row in rows {
        if row.segments.iter().any(|segment| segment.x0 < gutter && segment.x1 > gutter) {
            flush(&mut out, &mut left, &mut right);
            out.extend(whole(&row.segments, right_edge, true));
            continue;
        }
        let middle = row.segments.iter().position(|segment| segment.x0 >= gutter).unwrap_or(row.segments.len());
        // "Effective: May 3      Replaces: 12-4" above the columns is a line of the head.
        let halves = [&row.segments[..middle], &row.segments[middle..]];
        if left.is_empty() && right.is_empty() && halves.iter().all(|half| half.first().is_some_and(|first| is_labelled(&first.text))) {
            out.extend(whole(&row.segments, right_edge, true));
            continue;
        }
        left.extend(whole(&row.segments[..middle], left_edge, false));
        right.extend(whole(&row.segments[middle..], right_edge, false));
    }
    flush(&mut out, &mut left, &mut right);
    out
}

/// "Effective Date: May 3": a label of a few words and what it is the label of.
fn is_labelled(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, value)| {
        label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 4 && value.split_whitespace().count() <= 6
    })
}

/// The left edge of text that stands beside a narrow column of titles.
pub(super) fn side(rows: &[Row]) -> Option<f32> {
    let (left, right) = bounds(rows)?;
    let width = right - left;
    let mut starts: Vec<f32> = rows
        .iter()
        .filter_map(|row| row.segments.iter().map(|s| s.x0).find(|x| *x > left + 0.12 * width && *x < left + 0.45 * width))
        .collect();
    starts.sort_by(f32::total_cmp);
    let edge = starts.iter().copied().max_by_key(|x| starts.iter().filter(|other| (**other - x).abs() < 2.0).count())?;
    has_side(rows, edge, 2).then_some(edge)
}

/// Text begins at this edge line after line, and at least so many titles stand beside it.
fn has_side(rows: &[Row], edge: f32, least: usize) -> bool {
    let titled = |segment: &Segment| segment.text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() >= 3);
    let (mut heads, mut texts, mut crossing) = (0usize, 0usize, 0usize);
    for row in rows {
        let before: Vec<&Segment> = row.segments.iter().filter(|segment| segment.x0 < edge - 2.0).collect();
        let crosses = before.iter().any(|segment| segment.x1 > edge - 3.0);
        let beside = row.segments.iter().any(|segment| segment.x0 >= edge - 2.0);
        crossing += usize::from(crosses);
        heads += usize::from(!crosses && before.iter().any(|segment| titled(segment) && !is_marker(&segment.text)));
        texts += usize::from(beside && !crosses);
    }
    // Where the whole file has such a column, a page with little on it has it as well.
    let known = least == 1;
    let (texts_needed, crossing_over) = if known { (2, rows.len().max(6)) } else { (3 * least, rows.len()) };
    heads >= least && texts >= texts_needed && heads * 2 <= texts && crossing * 6 <= crossing_over
}

/// A side head in front of the text that begins beside it.
fn beside(rows: &[Row], edge: f32, right: f32) -> Vec<Visual> {
    let mut out: Vec<Visual> = Vec::new();
    let mut head: Vec<Visual> = Vec::new();
    let mut text: Vec<Visual> = Vec::new();
    let mut last_head: Option<f32> = None;
    let flush = |out: &mut Vec<Visual>, head: &mut Vec<Visual>, text: &mut Vec<Visual>| {
        for part in [head, text] {
            if let Some(first) = part.first_mut() {
                first.fresh = true;
            }
            out.append(part);
        }
    };
    for row in rows {
        let middle = row.segments.iter().position(|segment| segment.x0 >= edge - 2.0).unwrap_or(row.segments.len());
        let crosses = row.segments[..middle].iter().any(|segment| segment.x1 > edge - 3.0);
        if crosses {
            flush(&mut out, &mut head, &mut text);
            last_head = None;
            out.extend(whole(&row.segments, right, true));
            continue;
        }
        if let Some(line) = whole(&row.segments[..middle], edge, false) {
            let goes_on = last_head.is_some_and(|y| row.y - y < 1.7 * line.size) && !begins_marked(&line.text);
            if !goes_on {
                flush(&mut out, &mut head, &mut text);
            }
            last_head = Some(row.y);
            head.push(line);
        }
        text.extend(whole(&row.segments[middle..], right, false));
    }
    flush(&mut out, &mut head, &mut text);
    out
}
