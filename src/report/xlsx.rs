//! `matrix.xlsx`: the workbook a policy writer goes on working in.
//!
//! Sheets: Brief, Matrix, Differences, Unique, Gaps, Clauses, Definitions, About. The cells of Matrix and Clauses are those of `matrix.csv` and
//! `clauses.csv`, read from the same rows. Every text is written as a string, never as a formula or a link of its own.

mod sheets;
mod styles;

use std::borrow::Cow;
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::matrix::Comparison;
use crate::report::View;
use crate::report::plain::plain;
use styles::Styles;

/// Excel's own limits on a cell's text; the mark that stands where something was cut has to fit too.
const LONGEST: usize = 32_767;
const CUT: &str = "… [cut here: Excel holds no longer text; clauses.csv has it whole]";

/// Agencies whose columns fit into the Matrix sheet: four each, of Excel's 16,384, and what a person can still scroll through.
const MOST_AGENCIES: usize = 1000;

/// Writes the workbook.
pub fn write(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(c, view).map_err(|wrong| io::Error::new(io::ErrorKind::InvalidData, wrong.to_string()))?;
    sink.write_all(&bytes)
}

fn workbook(c: &Comparison, view: &View) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same comparison gives the same bytes.
    let properties = DocProperties::new().set_title("Comparison of orders").set_comment("Made by clausewise");
    book.set_properties(&properties.set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    let styles = Styles::new();
    let narrow = c.agencies.len() <= MOST_AGENCIES;
    let sheet = sheets::Sheets { c, view, styles: &styles, agencies: if narrow { c.agencies.len() } else { MOST_AGENCIES } };
    sheet.brief(page(&mut book, "Brief", false)?)?;
    sheet.matrix(page(&mut book, "Matrix", true)?)?;
    sheet.differences(page(&mut book, "Differences", true)?)?;
    sheet.unique(page(&mut book, "Unique", true)?)?;
    sheet.gaps(page(&mut book, "Gaps", true)?)?;
    sheet.clauses(page(&mut book, "Clauses", true)?)?;
    sheet.definitions(page(&mut book, "Definitions", true)?)?;
    sheet.about(page(&mut book, "About", false)?)?;
    book.save_to_buffer()
}

/// A sheet that writes its rows as they come, so that a large matrix does not fill the memory; set to print a page wide.
fn page<'a>(book: &'a mut Workbook, name: &str, landscape: bool) -> Result<&'a mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet_with_low_memory()?;
    sheet.set_name(name)?;
    if landscape {
        sheet.set_landscape();
    }
    if name != "Matrix" {
        sheet.set_print_fit_to_pages(1, 0);
    }
    sheet.set_footer(format!("&L{name}&RPage &P of &N"));
    Ok(sheet)
}

/// A table on a sheet: header, filters, frozen head, widths, print titles; then rows in order.
struct Table<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    widths: Vec<f64>,
}

/// A line of 10 point text, in points.
const LINE: f64 = 13.2;
/// A row higher than this hides its neighbours; the rest of a longer cell is read in the cell itself.
const HIGHEST: f64 = 300.0;

impl<'a> Table<'a> {
    /// `frozen` columns stay in view.
    fn new(sheet: &'a mut Worksheet, styles: &Styles, columns: &[(String, f64)], frozen: u16) -> Result<Self, XlsxError> {
        sheet.set_freeze_panes(1, frozen)?;
        sheet.set_repeat_rows(0, 0)?;
        let mut table = Self::plain(sheet, columns.iter().map(|(_, width)| *width).collect())?;
        table.line(&columns.iter().map(|(title, _)| (title.as_str(), &styles.head)).collect::<Vec<_>>())?;
        Ok(table)
    }

    /// Columns of these widths without a header.
    fn plain(sheet: &'a mut Worksheet, widths: Vec<f64>) -> Result<Self, XlsxError> {
        for (i, width) in widths.iter().enumerate() {
            sheet.set_column_width(i as u16, *width)?;
        }
        Ok(Self { sheet, row: 0, widths })
    }

    /// Adds a line; each cell has its text and its look.
    fn line(&mut self, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        self.set_height(0, cells)?;
        self.cells(0, cells)
    }

    /// Adds a line whose first cell is a link inside the workbook.
    fn linked(&mut self, to: &str, title: &str, format: &Format, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        self.set_height(1, cells)?;
        // A link without words would show its target.
        let title = if title.is_empty() { "–" } else { title };
        self.sheet.write_url_with_options(self.row, 0, format!("internal:{to}").as_str(), clip(title), "", Some(format))?;
        self.cells(1, cells)
    }

    fn cells(&mut self, first: u16, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        for (i, (text, format)) in cells.iter().enumerate() {
            self.sheet.write_string_with_format(self.row, first + i as u16, clip(text), format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Makes room for wrapped text: not every program does it by itself on opening. A lone cell runs on over its empty neighbours.
    fn set_height(&mut self, first: usize, cells: &[(&str, &Format)]) -> Result<(), XlsxError> {
        if first + cells.len() == 1 {
            return Ok(());
        }
        let lines = |(text, width): (&(&str, &Format), &f64)| (text.0.chars().count() as f64 * 0.88 / width).ceil().max(1.0);
        let most = cells.iter().zip(self.widths.iter().skip(first)).map(lines).fold(1.0, f64::max);
        self.sheet.set_row_height(self.row, (most * LINE + 3.0).min(HIGHEST))?;
        Ok(())
    }

    /// Filters and the print area over what was written.
    fn finish(self) -> Result<(), XlsxError> {
        let last = (self.row - 1).max(1);
        self.sheet.autofilter(0, 0, last, self.widths.len() as u16 - 1)?;
        self.sheet.set_print_area(0, 0, last, self.widths.len() as u16 - 1)?;
        Ok(())
    }
}

/// Text as a cell may hold it: no control characters (XML forbids them), not longer than Excel allows.
pub(crate) fn clip(text: &str) -> Cow<'_, str> {
    let shown = plain(text);
    if shown.len() <= LONGEST || shown.encode_utf16().count() <= LONGEST {
        return shown;
    }
    let room = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = shown
        .chars()
        .take_while(|ch| {
            used += ch.len_utf16();
            used <= room
        })
        .collect();
    Cow::Owned(kept + CUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_excel_cannot_hold_is_cut_with_a_mark() {
        let cut = clip(&"𝄞".repeat(40_000)).into_owned();
        assert!(cut.encode_utf16().count() <= LONGEST && cut.ends_with("whole]"));
        assert_eq!(clip("short"), "short");
    }
}
