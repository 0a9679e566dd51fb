//! PDF files with a text layer: the letters of each page in their places, put together into lines, columns, tables and paragraphs.
//!
//! hayro-interpret draws the pages; nothing here knows more of the format. Each file is read in a thread of its own with a bound on its
//! time, because a damaged file can keep any PDF program busy for ever.

mod bomb;
mod columns;
mod glyphs;
mod lines;
mod margins;
mod paragraphs;
mod tables;

use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::Document;
use super::page::Page;
use crate::block::{Block, BlockKind, Line};
use crate::place::{Doubt, Place};
use columns::Visual;
use glyphs::Glyph;
use lines::Row;
use paragraphs::{Measures, Numbered};
use tables::Table;

/// An order has some pages, a manual some thousand.
const MOST_PAGES: usize = 5000;
/// Five thousand pages of small print.
const MOST_LETTERS: usize = 20_000_000;
/// The slowest real files take a few seconds.
const LONGEST: Duration = Duration::from_secs(60);

/// Reads a PDF. The error says what is wrong and what to do.
pub(super) fn read(bytes: &[u8]) -> Result<Document, String> {
    let data: Vec<u8> = bytes.to_vec();
    let (sender, receiver) = mpsc::channel();
    let end = Instant::now() + LONGEST;
    let thread = std::thread::Builder::new().name("pdf".into()).stack_size(64 << 20).spawn(move || {
        // The receiver is gone where the time was up; then nobody wants the answer.
        let _ = sender.send(document(data, end));
    });
    if thread.is_err() {
        return Err("there was no memory to read it with; close other programs or use fewer --jobs".into());
    }
    match receiver.recv_timeout(LONGEST + Duration::from_secs(2)) {
        Ok(read) => read,
        Err(mpsc::RecvTimeoutError::Disconnected) if Instant::now() < end => {
            Err("a damaged PDF that cannot be read; open it in a PDF viewer and print it to a new PDF".into())
        }
        Err(_) => Err(format!(
            "reading this PDF takes longer than {} seconds; print it to a new PDF, or save it as text (pdftotext -layout)",
            LONGEST.as_secs()
        )),
    }
}

/// A page before its lines are put in order.
struct Sheet {
    rows: Vec<Row>,
    tables: Vec<Table>,
}

fn document(data: Vec<u8>, end: Instant) -> Result<Document, String> {
    let too_large = || {
        let most = bomb::LARGEST >> 20;
        format!("it unpacks to more than {most} MB, which no order does; take it out of the folder, or print its pages to a new PDF")
    };
    if bomb::is_bomb(&data) {
        return Err(too_large());
    }
    let pdf = Pdf::new(Arc::new(data)).map_err(|why| match why {
        LoadPdfError::Decryption(_) => "an encrypted PDF; open it with its password and save or print it without".to_owned(),
        LoadPdfError::Invalid => "a damaged PDF that cannot be read; open it in a PDF viewer and print it to a new PDF".to_owned(),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(format!("a PDF of {} pages; more than {MOST_PAGES} are not read, split it into its orders", pages.len()));
    }
    let cache = InterpreterCache::new();
    let mut widths = glyphs::Widths::default();
    let mut drawn: Vec<(Vec<Glyph>, Vec<Table>)> = Vec::new();
    let mut doubts = Vec::new();
    let (mut letters, mut unknown, mut unpacked) = (0usize, 0usize, 0u64);
    for (index, page) in pages.iter().enumerate() {
        unpacked += page.page_stream().map_or(0, |stream| stream.len() as u64);
        if unpacked > bomb::LARGEST {
            return Err(too_large());
        }
        let mut drawing = glyphs::draw(page, &cache, &mut widths, end);
        let place = Place { line: 1, end_line: 1, page: Some(index as u32 + 1) };
        let here = drawing.glyphs.iter().filter(|glyph| glyph.text.trim() != "").count();
        if here < 20 && drawing.pictures > 0 {
            doubts.push(Doubt { what: "a page without text, only a picture; run `ocrmypdf` on the file to read it".into(), place });
        } else if drawing.unknown * 10 > here {
            doubts.push(Doubt { what: "letters of this page could not be told; `ocrmypdf --force-ocr` may read them".into(), place });
        }
        letters += here;
        if letters > MOST_LETTERS {
            return Err("a PDF with more text than any manual; split it into its orders".into());
        }
        unknown += drawing.unknown;
        let tables = tables::take(&drawing.rules, &mut drawing.glyphs);
        drawn.push((drawing.glyphs, tables));
    }
    if pages.is_empty() {
        return Err("a damaged PDF without pages; open it in a PDF viewer and print it to a new PDF".into());
    }
    if letters < 20 {
        return Err("no text in this PDF, only pictures (a scan): it needs OCR; run `ocrmypdf` on it and use the result".into());
    }
    if unknown * 2 > letters {
        return Err("the fonts of this PDF do not say which letters they hold; run `ocrmypdf --force-ocr` on it and use the result".into());
    }
    glyphs::find_bold(drawn.iter_mut().flat_map(|(page, tables)| {
        let cells = tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten());
        std::iter::once(page).chain(cells)
    }));
    let sheets: Vec<Sheet> = drawn.into_iter().map(|(glyphs, tables)| Sheet { rows: lines::rows(glyphs), tables }).collect();
    let measures = measure(&sheets);
    let blocks = write(sheets, &measures, &mut doubts);
    Ok(Document { blocks, doubts })
}

/// Sizes, edges and words of the whole file.
fn measure(sheets: &[Sheet]) -> Measures {
    let segments = || sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.segments);
    let round = |size: f32| (size * 2.0).round() as i32;
    let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for segment in segments() {
        *sizes.entry(round(segment.size)).or_default() += segment.text.len();
    }
    let body = sizes.iter().max_by_key(|(_, letters)| **letters).map_or(20, |(size, _)| *size);
    let mut headings: Vec<f32> = sizes.keys().filter(|size| **size as f32 >= 1.14 * body as f32).map(|size| *size as f32 / 2.0).collect();
    headings.reverse();
    let percentile = |mut values: Vec<f32>, share: f32, otherwise: f32| {
        values.sort_by(f32::total_cmp);
        values.get(((values.len() as f32 * share) as usize).min(values.len().saturating_sub(1))).copied().unwrap_or(otherwise)
    };
    let left = percentile(sheets.iter().flat_map(|s| &s.rows).filter_map(|row| Some(row.segments.first()?.x0)).collect(), 0.03, 72.0);
    let right = percentile(sheets.iter().flat_map(|s| &s.rows).filter_map(|row| Some(row.segments.last()?.x1)).collect(), 0.97, 540.0);
    let (mut steps, mut other) = (Vec::new(), Vec::new());
    for sheet in sheets {
        for pair in sheet.rows.windows(2) {
            let step = (pair[1].y - pair[0].y) / pair[0].size.max(1.0);
            let full = pair[0].segments.last().is_some_and(|segment| segment.x1 > right - 4.0 * segment.size);
            if (0.8..3.0).contains(&step) && (pair[0].size - pair[1].size).abs() < 0.5 {
                if full { steps.push(step) } else { other.push(step) }
            }
        }
    }
    // After a full line most steps are inside a paragraph; where no line is full, the smaller steps are.
    let pitch = if steps.len() >= 5 { percentile(steps, 0.2, 1.2) } else { percentile(other, 0.1, 1.2) };
    let mut words = rustc_hash::FxHashSet::default();
    for segment in segments() {
        let mut inner: Vec<&str> = segment.text.split_whitespace().collect();
        if inner.last().is_some_and(|word| word.ends_with('-')) {
            inner.pop();
        }
        for word in inner {
            words.insert(word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase());
        }
    }
    let side = sheets.iter().find_map(|sheet| columns::side(&sheet.rows));
    Measures { body: body as f32 / 2.0, left, right, pitch, side, headings, words }
}

/// One thing of a page, from top to bottom.
enum Part {
    Row(Row),
    Table(Table),
}

fn write(sheets: Vec<Sheet>, measures: &Measures, doubts: &mut [Doubt]) -> Vec<Block> {
    let sheets: Vec<Vec<Part>> = sheets.into_iter().map(parts).collect();
    let words: Vec<Vec<String>> = sheets.iter().map(|parts| parts.iter().map(words_of).collect()).collect();
    let margins = margins::margins(&words);
    let mut page_out = Page::new();
    let mut counter = 0u32;
    for (index, (parts, (head, foot))) in sheets.into_iter().zip(margins).enumerate() {
        let number = index as u32 + 1;
        if index > 0 {
            page_out.rule();
        }
        for doubt in doubts.iter_mut().filter(|doubt| doubt.place.page == Some(number)) {
            doubt.place = Place { line: counter + 1, end_line: counter + 1, page: Some(number) };
        }
        let last = parts.len() - foot;
        // What comes round on every page is the order's own head where it stands first.
        let (head, kept) = if index == 0 { (0, head) } else { (head, 0) };
        let mut pending: Vec<Row> = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let margin = at < head || at >= last;
            match part {
                Part::Row(row) if !margin => {
                    pending.push(row);
                    if at < kept {
                        flow(&mut pending, measures, number, &mut counter, &mut page_out);
                    }
                }
                part => {
                    flow(&mut pending, measures, number, &mut counter, &mut page_out);
                    match part {
                        Part::Row(row) => margin_line(&row, number, &mut counter, &mut page_out),
                        Part::Table(table) if margin => margin_table(table, number, &mut counter, &mut page_out),
                        Part::Table(table) => table_rows(table, measures, number, &mut counter, &mut page_out),
                    }
                }
            }
        }
        flow(&mut pending, measures, number, &mut counter, &mut page_out);
    }
    page_out.finish()
}

fn parts(sheet: Sheet) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut tables = sheet.tables.into_iter().peekable();
    for row in sheet.rows {
        while let Some(table) = tables.next_if(|table| table.top < row.y) {
            parts.push(Part::Table(table));
        }
        parts.push(Part::Row(row));
    }
    parts.extend(tables.map(Part::Table));
    parts
}

fn words_of(part: &Part) -> String {
    match part {
        Part::Row(row) => row.segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" "),
        Part::Table(table) => table.rows.iter().flatten().flatten().map(|glyph| glyph.text.as_str()).collect(),
    }
}

/// Numbers lines as they are read.
fn numbered(lines: Vec<Visual>, page: u32, counter: &mut u32) -> Vec<Numbered> {
    let number = |line: Visual| {
        *counter += 1;
        (line, Place { line: *counter, end_line: *counter, page: Some(page) })
    };
    lines.into_iter().map(number).collect()
}

fn flow(rows: &mut Vec<Row>, measures: &Measures, page: u32, counter: &mut u32, out: &mut Page) {
    if rows.is_empty() {
        return;
    }
    let lines = numbered(columns::ordered(rows, measures), page, counter);
    rows.clear();
    paragraphs::blocks(&lines, measures).into_iter().for_each(|block| out.block(block));
}

fn margin_line(row: &Row, page: u32, counter: &mut u32, out: &mut Page) {
    for (line, place) in numbered(columns::whole(&row.segments, 0.0, true).into_iter().collect(), page, counter) {
        let lines = vec![Line { text: line.text, indent: 0, strong: 0, place }];
        out.block(Block { kind: BlockKind::Margin, lines, place });
    }
}

fn margin_table(table: Table, page: u32, counter: &mut u32, out: &mut Page) {
    for row in table.rows {
        for cell in row {
            lines::rows(cell).iter().for_each(|row| margin_line(row, page, counter, out));
        }
    }
}

fn table_rows(table: Table, measures: &Measures, page: u32, counter: &mut u32, out: &mut Page) {
    let number = out.next_table();
    for row in table.rows {
        out.begin_row(number);
        for cell in row {
            out.begin_cell();
            let rows = lines::rows(cell);
            let right = rows.iter().flat_map(|row| &row.segments).map(|segment| segment.x1).fold(0.0, f32::max);
            let lines = rows.iter().filter_map(|row| columns::whole(&row.segments, right, false)).collect();
            let lines = numbered(lines, page, counter);
            for mut block in paragraphs::blocks(&lines, measures) {
                block.lines.iter_mut().for_each(|line| line.indent = 0);
                if matches!(block.kind, BlockKind::Heading { .. }) {
                    block.kind = BlockKind::Paragraph;
                }
                out.block(block);
            }
            out.end_cell();
        }
        out.end_row();
    }
}
