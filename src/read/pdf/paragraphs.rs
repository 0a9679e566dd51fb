//! Lines put together into paragraphs, by what the page shows: gaps, edges, sizes, hyphens.
//!
//! ```text
//! A. Keys are kept in the          the line is full: the next one goes on
//!    box at the desk.              it ended early, and a marker follows
//! B. See section                   full
//!    (c) of the plan.              a marker where the text stands: left as a line of its own for the outline to judge
//! ```

use rustc_hash::FxHashSet;

use super::columns::{Visual, begins_marked};
use crate::block::{Block, BlockKind, Line};
use crate::place::Place;

/// What is measured over the whole file.
#[derive(Debug, Default)]
pub(super) struct Measures {
    /// Size of most letters.
    pub body: f32,
    /// Left edge of the text.
    pub left: f32,
    /// How far lines reach.
    pub right: f32,
    /// From line to line inside a paragraph, in letter heights.
    pub pitch: f32,
    /// Where text begins that stands beside a column of titles.
    pub side: Option<f32>,
    /// Sizes of headings, largest first.
    pub headings: Vec<f32>,
    /// Every word that stands inside a line.
    pub words: FxHashSet<String>,
}

/// A line with its number and page.
pub(super) type Numbered = (Visual, Place);

/// The blocks of some lines in reading order.
pub(super) fn blocks(lines: &[Numbered], measures: &Measures) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut before: Option<&Visual> = None;
    let mut at_start = true;
    for (line, place) in lines {
        let step = before.map_or(Step::Block, |before| step(before, line, at_start, measures));
        at_start = step != Step::Same;
        match (step, out.last_mut()) {
            (Step::Same, Some(block)) => {
                if let Some(last) = block.lines.last_mut() {
                    let strong_so_far = usize::from(last.strong) + 1 >= last.text.len() && last.strong > 0;
                    join(&mut last.text, &line.text, measures);
                    if strong_so_far && line.strong > 0 {
                        last.strong = (last.text.len() - line.text.len() + line.strong).min(usize::from(u16::MAX)) as u16;
                    }
                    last.place = last.place.join(*place);
                    block.place = block.place.join(*place);
                }
            }
            (Step::Line, Some(block)) => {
                block.lines.push(made(line, *place, measures));
                block.place = block.place.join(*place);
            }
            _ => out.push(begun(line, *place, measures)),
        }
        before = Some(line);
    }
    out
}

/// A new block: a heading by its size, an item by its bullet, otherwise a paragraph.
fn begun(line: &Visual, place: Place, measures: &Measures) -> Block {
    let mut first = made(line, place, measures);
    let kind = if let Some(level) = heading(line, measures) {
        BlockKind::Heading { level }
    } else if let Some((sign, rest)) = bullet(&first.text) {
        let (marker, rest) = (sign.to_string(), rest.to_owned());
        first.strong = first.strong.saturating_sub((first.text.len() - rest.len()) as u16);
        first.text = rest;
        // Bullets that stand one under the other have one level; three columns are less than any step inwards.
        BlockKind::Item { level: (first.indent / 3).min(200) as u8, marker }
    } else {
        BlockKind::Paragraph
    };
    Block { kind, lines: vec![first], place }
}

/// A bullet and the words after it.
fn bullet(text: &str) -> Option<(char, &str)> {
    let sign = text.chars().next().filter(|c| "•▪■□●○◦►▶➢➤✓✔❖◆‣⁃∙☐☑".contains(*c))?;
    let rest = text[sign.len_utf8()..].trim_start();
    (!rest.is_empty() && !"☐☑".contains(sign)).then_some((sign, rest))
}

fn made(line: &Visual, place: Place, measures: &Measures) -> Line {
    let indent = ((line.x0 - measures.left) / (0.5 * measures.body)).round().clamp(0.0, 200.0) as u16;
    Line { text: line.text.clone(), indent, strong: line.strong.min(usize::from(u16::MAX)) as u16, place }
}

/// Larger letters than the text's, and few words.
fn heading(line: &Visual, measures: &Measures) -> Option<u8> {
    let rank = measures.headings.iter().position(|size| (size - line.size).abs() < 0.3)?;
    (line.text.split_whitespace().count() <= 20).then_some(rank.min(8) as u8 + 1)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The paragraph goes on.
    Same,
    /// A line of its own, nothing between.
    Line,
    /// A paragraph begins.
    Block,
}

fn step(before: &Visual, line: &Visual, at_start: bool, measures: &Measures) -> Step {
    let em = line.size;
    let down = line.y - before.y;
    let end = before.text.trim_end().trim_end_matches(['”', '"', '’', '\'', ')']);
    let listed = [" and", " or"].iter().any(|word| end.strip_suffix(word).is_some_and(|rest| rest.ends_with([';', ','])));
    let closed = end.ends_with(['.', ':', ';', '?', '!']) || listed;
    let low = line.text.starts_with(char::is_lowercase);
    let early = before.x1 + 0.25 * em + line.first_word + 0.6 * em < before.right;
    let marked = begins_marked(&line.text);
    if line.fresh || down < -em {
        let flows = low && !closed && !early && !before.all_strong() && (before.size - em).abs() < 0.5;
        return if flows { Step::Same } else { Step::Block };
    }
    if (before.size - em).abs() > 0.08 * em || down > measures.pitch * em * 1.22 + 1.0 {
        return Step::Block;
    }
    // Less than a blank line, more than any printer's error: the paragraphs are set apart by a little.
    if closed && !low && down > measures.pitch * em * 1.07 + 0.5 {
        return Step::Block;
    }
    if before.text.contains('\t') || line.text.contains('\t') && !low {
        return if marked { Step::Block } else { Step::Line };
    }
    let hangs = begins_marked(&before.text) && at_start;
    if before.all_strong() != line.all_strong() && early && (before.all_strong() || line.all_strong()) {
        return Step::Block;
    }
    if marked {
        let out_of_line = (line.x0 - before.x0).abs() > 0.35 * em && !(hangs && line.x0 > before.x0);
        let sure = early || closed || out_of_line && line.x0 < before.x0;
        return if sure { Step::Block } else { Step::Line };
    }
    if early && !low {
        return if closed || line.all_strong() != before.all_strong() { Step::Block } else { Step::Line };
    }
    if line.x0 > before.x0 + 0.8 * em && closed && !hangs {
        return Step::Block;
    }
    if line.x0 < before.x0 - 0.8 * em && closed && !at_start {
        return Step::Block;
    }
    Step::Same
}

/// A word cut at the line's end is made whole where the file shows it whole elsewhere, or shows neither half alone.
fn join(out: &mut String, next: &str, measures: &Measures) {
    let cut = out.ends_with('-') && out[..out.len() - 1].ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase);
    if !cut {
        if !out.ends_with(['-', '—', '–', '/']) || out.ends_with(" -") || out.ends_with(" –") || out.ends_with(" —") {
            out.push(' ');
        }
        out.push_str(next);
        return;
    }
    let letters = |c: char| !c.is_alphabetic();
    let first = out[..out.len() - 1].rsplit(letters).next().unwrap_or_default().to_lowercase();
    let second = next.split(letters).next().unwrap_or_default().to_lowercase();
    let known = |word: &str| measures.words.contains(word);
    let whole = format!("{first}{second}");
    let hyphened = format!("{first}-{second}");
    if matches!(second.as_str(), "and" | "or" | "to") {
        out.push(' ');
    } else if !known(&hyphened) && (known(&whole) || !(known(&first) && known(&second))) {
        out.pop();
    }
    out.push_str(next);
}
