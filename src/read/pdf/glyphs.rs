//! What is drawn on a page: letters with their places, and the rules of tables.

use std::time::Instant;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    interpret_page,
};
use rustc_hash::FxHashMap;

use super::super::encoding::ligature;

/// A letter (or a ligature) in its place; the page's top left corner is 0, 0.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    /// Of the line that letters stand on.
    pub y: f32,
    pub size: f32,
    /// Bold or italic.
    pub strong: bool,
    /// Mean width of its strokes in thousandths of its size; 0 where it has none.
    pub stroke: f32,
    hidden: bool,
}

/// A horizontal or vertical rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub across: bool,
    /// Where it stands on the other axis.
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// Everything of one page that matters here.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub width: f32,
    pub height: f32,
    pub pictures: usize,
    /// Letters of fonts that do not say which letters they are.
    pub unknown: usize,
}

/// More letters than this on one page are no text.
const MOST: usize = 200_000;

/// Stroke widths of the letters that were drawn, shared by all pages of a file.
#[derive(Default)]
pub(super) struct Widths {
    by_glyph: FxHashMap<hayro_interpret::font::GlyphIdentifier, f32>,
}

/// Draws a page; ends the thread by unwinding where the time is up.
pub(super) fn draw<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, widths: &mut Widths, end: Instant) -> Drawing {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, bounds, cache, page.xref(), InterpreterSettings::default());
    let mut pen = Pen { drawing: Drawing { width, height, ..Drawing::default() }, turned: Vec::new(), widths, end };
    interpret_page(page, &mut context, &mut pen);
    pen.finish()
}

struct Pen<'w> {
    drawing: Drawing,
    /// Letters that do not stand upright, with their direction in quarter turns (4: aslant).
    turned: Vec<(u8, Glyph)>,
    widths: &'w mut Widths,
    end: Instant,
}

impl Pen<'_> {
    /// A page whose text runs sideways throughout was scanned or printed sideways: it is turned. Other turned text is decoration.
    fn finish(mut self) -> Drawing {
        let mut counts = [0usize; 5];
        for (turn, _) in &self.turned {
            counts[usize::from(*turn)] += 1;
        }
        let most = (1..4u8).max_by_key(|turn| counts[usize::from(*turn)]).unwrap_or(1);
        if counts[usize::from(most)] > 4 * self.drawing.glyphs.len() {
            self.drawing.glyphs = self.turned.into_iter().filter(|(turn, _)| *turn == most).map(|(_, glyph)| glyph).collect();
            self.drawing.rules.clear();
            if most != 2 {
                std::mem::swap(&mut self.drawing.width, &mut self.drawing.height);
            }
        }
        let (width, height) = (self.drawing.width, self.drawing.height);
        self.drawing.glyphs.retain(|glyph| glyph.x1 > -2.0 && glyph.x0 < width + 2.0 && glyph.y > -2.0 && glyph.y < height + 12.0);
        once(&mut self.drawing.glyphs);
        self.drawing
    }

    fn letter(&mut self, glyph: &Drawn<'_>, place: Affine, hidden: bool, slant: bool) {
        let [a, b, c, d, _, _] = place.as_coeffs();
        let (along, up) = (a.hypot(b), c.hypot(d));
        let size = (up * 1000.0) as f32;
        if !(0.5..2000.0).contains(&size) || self.drawing.glyphs.len() + self.turned.len() > MOST {
            return;
        }
        let advance = match glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(type3) => type3.advance_width(),
        };
        let width = (f64::from(advance.unwrap_or(500.0)) * along.min(up * 1.3)) as f32;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => readable(c),
            Some(BfString::String(s)) => s.chars().map(readable).collect(),
            None => match u8::try_from(glyph.char_code()) {
                Ok(code @ 0x20..) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code]).0.into_owned(),
                _ => "\u{FFFD}".to_owned(),
            },
        };
        if text.contains('\u{FFFD}') {
            self.drawing.unknown += 1;
        }
        if text.is_empty() {
            return;
        }
        let stroke = self.stroke(glyph);
        let origin = place * Point::ZERO;
        let (x, y) = (origin.x as f32, origin.y as f32);
        let (page_width, page_height) = (self.drawing.width, self.drawing.height);
        let made = |x: f32, y: f32| Glyph { text: text.clone(), x0: x, x1: x + width, y, size, strong: slant, stroke, hidden };
        if b.abs() < 0.15 * along && a > 0.0 {
            let glyph = made(x, y);
            self.drawing.glyphs.push(glyph);
        } else if b.abs() < 0.15 * along {
            self.turned.push((2, made(page_width - x, page_height - y)));
        } else if a.abs() < 0.15 * along && b > 0.0 {
            self.turned.push((1, made(y, page_width - x)));
        } else if a.abs() < 0.15 * along {
            self.turned.push((3, made(page_height - y, x)));
        } else {
            self.turned.push((4, made(x, y)));
        }
    }

    fn stroke(&mut self, glyph: &Drawn<'_>) -> f32 {
        let Drawn::Outline(outline) = glyph else { return 0.0 };
        *self.widths.by_glyph.entry(outline.identifier()).or_insert_with(|| stroke(&outline.outline()))
    }
}

/// Finds the bold letters, since many fonts do not say what they are: their strokes are clearly wider than those the same letter mostly
/// has in this file.
pub(super) fn find_bold<'g>(pages: impl Iterator<Item = &'g mut Vec<Glyph>>) {
    let pages: Vec<&mut Vec<Glyph>> = pages.collect();
    let letter = |glyph: &Glyph| glyph.text.chars().next().filter(|c| c.is_alphanumeric() && glyph.stroke > 0.0);
    let mut seen: FxHashMap<char, FxHashMap<i32, u32>> = FxHashMap::default();
    for glyph in pages.iter().flat_map(|page| page.iter()) {
        if let Some(letter) = letter(glyph) {
            *seen.entry(letter).or_default().entry(glyph.stroke.round() as i32).or_default() += 1;
        }
    }
    let mostly: FxHashMap<char, f32> = seen
        .into_iter()
        .filter_map(|(letter, widths)| {
            let (width, _) = widths.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
            Some((letter, width as f32))
        })
        .collect();
    let mut all: Vec<f32> = pages.iter().flat_map(|page| page.iter()).filter(|glyph| letter(glyph).is_some()).map(|g| g.stroke).collect();
    all.sort_by(f32::total_cmp);
    let Some(middle) = all.get(all.len() / 2).copied() else { return };
    let bold = |glyph: &Glyph, letter: char| {
        let usual = mostly.get(&letter).copied().unwrap_or(middle);
        glyph.stroke > 1.25 * usual || glyph.stroke > 1.35 * middle
    };
    for page in pages {
        // A word is bold where most of its letters are: some letters are seen too seldom to know what is usual for them.
        let goes_on =
            |a: &Glyph, b: &Glyph| a.text != " " && b.text != " " && (a.y - b.y).abs() < 1.0 && (b.x0 - a.x1).abs() < 0.15 * a.size;
        for word in page.chunk_by_mut(goes_on) {
            let found: Vec<bool> = word.iter().filter_map(|glyph| letter(glyph).map(|letter| bold(glyph, letter))).collect();
            if !found.is_empty() && found.iter().filter(|bold| **bold).count() * 2 > found.len() {
                word.iter_mut().for_each(|glyph| glyph.strong = true);
            }
        }
    }
}

/// The mean width of the strokes of an outline, in thousandths of the letter's height.
fn stroke(outline: &BezPath) -> f32 {
    use hayro_interpret::kurbo::{ParamCurveArclen, Shape};
    let around: f64 = outline.segments().map(|segment| segment.arclen(1.0)).sum();
    if around <= 0.0 { 0.0 } else { (2.0 * outline.area().abs() / around) as f32 }
}

/// A letter as people type it: ligatures taken apart, signs of symbol fonts given their meaning.
fn readable(c: char) -> String {
    if let Some(letters) = ligature(c) {
        return letters.to_owned();
    }
    let known = match c {
        '\u{A0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202F}' | '\t' => " ",
        '\u{AD}' | '\u{2010}' | '\u{2011}' => "-",
        '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F076}' | '\u{F06E}' | '\u{F0E0}' | '\u{F02D}' => "•",
        '\u{F0A8}' | '\u{F06F}' | '\u{F071}' | '\u{F072}' => "☐",
        '\u{F0FE}' | '\u{F0FD}' | '\u{F078}' => "☑",
        '\u{F0FC}' => "✓",
        '\u{E000}'..='\u{F8FF}' => "\u{FFFD}",
        c if c.is_control() || ('\u{200B}'..='\u{200F}').contains(&c) || c == '\u{FEFF}' => "",
        c => return c.to_string(),
    };
    known.to_owned()
}

/// Letters drawn twice in one place, for a shadow, for bold, or as hidden text under visible text, are one letter.
fn once(glyphs: &mut Vec<Glyph>) {
    let mut seen: FxHashMap<(i32, i32), Vec<usize>> = FxHashMap::default();
    let mut twice: Vec<usize> = Vec::new();
    let mut bold: Vec<usize> = Vec::new();
    let cell = |v: f32| (v / 4.0).floor() as i32;
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.text == " " {
            continue;
        }
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let same = near.flat_map(|(dx, dy)| seen.get(&(cell(glyph.x0) + dx, cell(glyph.y) + dy)).into_iter().flatten()).find(|other| {
            let other = &glyphs[**other];
            let reach = if other.hidden == glyph.hidden { 0.12 } else { 0.35 } * glyph.size;
            other.text == glyph.text && (other.x0 - glyph.x0).abs() < reach && (other.y - glyph.y).abs() < reach
        });
        match same {
            Some(first) => {
                twice.push(index);
                if glyphs[*first].hidden == glyph.hidden {
                    bold.push(*first);
                }
            }
            None => seen.entry((cell(glyph.x0), cell(glyph.y))).or_default().push(index),
        }
    }
    for index in bold {
        glyphs[index].strong = true;
    }
    let mut index = 0;
    glyphs.retain(|_| {
        index += 1;
        twice.binary_search(&(index - 1)).is_err()
    });
}

impl<'a> Device<'a> for Pen<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if Instant::now() > self.end {
            std::panic::resume_unwind(Box::new(()));
        }
        let hidden = matches!(mode, DrawMode::Invisible);
        let slant = run.glyphs().first().is_some_and(|glyph| match &**glyph {
            Drawn::Outline(outline) => outline.font_data().is_some_and(|font| font.is_italic || font.weight.is_some_and(|w| w >= 600)),
            Drawn::Type3(_) => false,
        });
        for glyph in run.glyphs() {
            self.letter(glyph, props.transform * glyph.transform(), hidden, slant);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if self.drawing.rules.len() > 20_000 || matches!(mode, DrawMode::Invisible) {
            return;
        }
        let path = props.transform * path.clone();
        let filled = matches!(mode, DrawMode::Fill(_));
        let mut part: Vec<Point> = Vec::new();
        for element in path.elements() {
            match element {
                PathEl::MoveTo(p) => {
                    self.rules_of(&part, filled);
                    part = vec![*p];
                }
                PathEl::LineTo(p) => part.push(*p),
                PathEl::ClosePath => part.extend(part.first().copied()),
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => part = vec![*p],
            }
        }
        self.rules_of(&part, filled);
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.drawing.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Pen<'_> {
    fn rules_of(&mut self, points: &[Point], filled: bool) {
        let mut add = |x0: f64, y0: f64, x1: f64, y1: f64| {
            let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
            if height < 2.5 && width > 8.0 {
                let at = (y0 + y1) as f32 / 2.0;
                self.drawing.rules.push(Rule { across: true, at, from: x0.min(x1) as f32, to: x0.max(x1) as f32 });
            } else if width < 2.5 && height > 4.0 {
                let at = (x0 + x1) as f32 / 2.0;
                self.drawing.rules.push(Rule { across: false, at, from: y0.min(y1) as f32, to: y0.max(y1) as f32 });
            }
        };
        if filled {
            // A filled bar is a rule where it is thin; a filled box is a coloured ground, whose edges are no rules.
            let xs = points.iter().map(|p| p.x);
            let ys = points.iter().map(|p| p.y);
            if points.len() >= 4 {
                add(
                    xs.clone().fold(f64::INFINITY, f64::min),
                    ys.clone().fold(f64::INFINITY, f64::min),
                    xs.fold(f64::NEG_INFINITY, f64::max),
                    ys.fold(f64::NEG_INFINITY, f64::max),
                );
            }
        } else {
            for pair in points.windows(2) {
                add(pair[0].x, pair[0].y, pair[1].x, pair[1].y);
            }
        }
    }
}
