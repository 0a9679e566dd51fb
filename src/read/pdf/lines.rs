//! Letters put together: words on one line, a gap where columns part.

use super::glyphs::Glyph;

/// Words that stand on one line without a wide gap between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    /// Bytes at the start that are bold or italic.
    pub strong: usize,
    /// Width of the first word.
    pub first_word: f32,
}

/// A line from the left edge to the right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub y: f32,
    pub size: f32,
    pub segments: Vec<Segment>,
}

/// A gap wider than this many letter heights parts segments.
const GAP: f32 = 1.1;

/// Puts letters together into lines from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut clusters: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        if let Some(cluster) = clusters.last_mut() {
            let base = &cluster[0];
            if (glyph.y - base.y).abs() <= 0.3 * glyph.size.min(base.size).max(4.0) {
                cluster.push(glyph);
                continue;
            }
        }
        clusters.push(vec![glyph]);
    }
    clusters.retain(|cluster| cluster.iter().any(|glyph| glyph.text.trim() != ""));
    raise(&mut clusters);
    clusters.into_iter().map(row).filter(|row| !row.segments.is_empty()).collect()
}

/// Small raised or lowered letters go to the line they belong to.
fn raise(clusters: &mut Vec<Vec<Glyph>>) {
    let mut index = 0;
    while index < clusters.len() {
        let small = clusters[index].iter().map(|glyph| glyph.size).fold(0.0, f32::max);
        let y = clusters[index][0].y;
        let x0 = clusters[index].iter().map(|glyph| glyph.x0).fold(f32::INFINITY, f32::min);
        let count = clusters[index].iter().filter(|glyph| glyph.text.trim() != "").count();
        let near = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().find(|other| {
            clusters.get(*other).is_some_and(|line| {
                let size = line.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
                let inside = line.iter().any(|glyph| glyph.text.trim() != "" && (glyph.x1 - x0).abs() < 0.5 * size);
                small <= 0.8 * size && count <= 6 && (y - line[0].y).abs() < 0.65 * size && inside
            })
        });
        match near {
            Some(other) => {
                let moved = clusters.remove(index);
                let other = if other > index { other - 1 } else { other };
                // The line keeps its own letter as the first: its height is the line's.
                clusters[other].extend(moved);
            }
            None => index += 1,
        }
    }
}

fn row(mut glyphs: Vec<Glyph>) -> Row {
    let size = main_size(&glyphs);
    let y = glyphs[0].y;
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut segments: Vec<Segment> = Vec::new();
    let mut blank = false;
    let mut end = f32::NEG_INFINITY;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            blank = true;
            continue;
        }
        let gap = glyph.x0 - end;
        let new = segments.is_empty() || gap > GAP * size.max(glyph.size);
        if new {
            finish(segments.last_mut());
            segments.push(Segment { x0: glyph.x0, y, size: glyph.size, ..Segment::default() });
        }
        if let Some(segment) = segments.last_mut() {
            let spaced = !new && (gap > 0.17 * glyph.size || blank && gap > -0.05 * glyph.size);
            if spaced && !segment.text.ends_with(' ') {
                if segment.first_word == 0.0 {
                    segment.first_word = segment.x1 - segment.x0;
                }
                segment.text.push(' ');
            }
            let so_far = segment.strong == segment.text.trim_end().len();
            segment.text.push_str(&glyph.text);
            if glyph.strong && so_far || so_far && segment.strong > 0 && !glyph.text.chars().any(char::is_alphanumeric) {
                segment.strong = segment.text.len();
            }
            segment.x1 = glyph.x1;
            segment.size = segment.size.max(glyph.size);
        }
        end = glyph.x1;
        blank = false;
    }
    finish(segments.last_mut());
    segments.retain(|segment| !segment.text.is_empty());
    Row { y, size, segments }
}

fn finish(segment: Option<&mut Segment>) {
    if let Some(segment) = segment {
        segment.text.truncate(segment.text.trim_end().len());
        segment.strong = segment.strong.min(segment.text.len());
        if segment.first_word == 0.0 {
            segment.first_word = segment.x1 - segment.x0;
        }
    }
}

/// The size that most letters of a line have.
fn main_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().filter(|glyph| glyph.text.trim() != "").map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}
