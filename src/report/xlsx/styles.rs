//! How cells look. Colour only repeats what the words say.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern, FormatUnderline};

use crate::order::Force;
use crate::provision::{CellState, Verdict};

/// The formats of the workbook.
pub(super) struct Styles {
    pub title: Format,
    pub section: Format,
    pub head: Format,
    pub text: Format,
    pub strong: Format,
    pub note: Format,
    pub link: Format,
    pub conflict: Format,
    pub alone: Format,
    pub silent: Format,
    pub not_held: Format,
    agree: Format,
    differ: Format,
    unique: Format,
    prohibition: Format,
    obligation: Format,
    recommendation: Format,
    permission: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = || Format::new().set_align(FormatAlign::Top).set_text_wrap().set_font_size(10);
        let cell = || base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xCFD6DD));
        let tinted = |ink: u32, ground: u32| cell().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground)).set_bold();
        let inked = |ink: u32| cell().set_font_color(Color::RGB(ink)).set_bold();
        Self {
            title: Format::new().set_bold().set_font_size(16),
            section: Format::new().set_bold().set_font_size(12),
            head: cell().set_bold().set_background_color(Color::RGB(0xE3E9EE)),
            text: cell(),
            strong: cell().set_bold(),
            note: base().set_font_color(Color::RGB(0x55606B)),
            link: cell().set_font_color(Color::RGB(0x0B4F8A)).set_underline(FormatUnderline::Single),
            conflict: tinted(0xA8122A, 0xFBE3E6),
            alone: tinted(0x00606B, 0xDFF3F5),
            silent: cell()
                .set_italic()
                .set_font_color(Color::RGB(0x55606B))
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(Color::RGB(0xCFD6DD)),
            not_held: cell()
                .set_font_color(Color::RGB(0x55606B))
                .set_pattern(FormatPattern::Gray125)
                .set_foreground_color(Color::RGB(0xCFD6DD)),
            agree: tinted(0x1D6B3A, 0xE2F2E7),
            differ: tinted(0x7A4A00, 0xFBEFD9),
            unique: tinted(0x5B3A9B, 0xECE6F8),
            prohibition: inked(0xA8122A),
            obligation: inked(0x0B4F8A),
            recommendation: inked(0x7A4A00),
            permission: inked(0x1D6B3A),
        }
    }

    pub(super) fn verdict(&self, verdict: Verdict) -> &Format {
        match verdict {
            Verdict::Agree => &self.agree,
            Verdict::Differ => &self.differ,
            Verdict::Unique => &self.unique,
        }
    }

    pub(super) fn force(&self, force: Option<Force>) -> &Format {
        match force {
            Some(Force::Prohibition) => &self.prohibition,
            Some(Force::Obligation) => &self.obligation,
            Some(Force::Recommendation) => &self.recommendation,
            Some(Force::Permission) => &self.permission,
            Some(Force::Statement) | None => &self.text,
        }
    }

    pub(super) fn state(&self, cell: &CellState) -> &Format {
        match cell {
            CellState::Says { .. } => &self.text,
            CellState::Silent { .. } => &self.silent,
            CellState::NotHeld => &self.not_held,
        }
    }
}
