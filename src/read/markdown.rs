//! Markdown, through pulldown-cmark, with what CommonMark would lose or change put back.
//!
//! ```text
//! 10. A rule            the list's own numbers are read from the source, not counted
//! A. Another            no list in CommonMark: stays a line, the outline reads the marker
//!     indented text     a code block in CommonMark: here a line with an indent
//! tell <the chief>      inline HTML in CommonMark: words in brackets that are no tag are kept
//! a line                a heading in CommonMark; here only where the rule below is three dashes long or more
//! -
//! ```

mod tags;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(super) use tags::entities;
pub use tags::is_tag;

use super::text::columns;
use crate::block::{Block, BlockKind, Line};
use crate::place::Place;

/// Reads Markdown.
pub fn blocks(text: &str) -> Vec<Block> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::new(text);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        page.event(event, range.start, range.end);
    }
    page.close();
    page.out
}

struct Page<'a> {
    source: &'a str,
    line_starts: Vec<usize>,
    /// Where the last look-up ended: offsets nearly always grow.
    at_line: usize,
    out: Vec<Block>,
    open: Option<Block>,
    lists: u8,
    strong: u32,
    raw: bool,
    html: Option<(usize, String)>,
    table: Option<Table>,
    tables: u32,
    /// A link has just ended: what follows is another word.
    after_link: bool,
}

#[derive(Default)]
struct Table {
    cells: Vec<Vec<Line>>,
    place: Place,
}

impl<'a> Page<'a> {
    fn new(source: &'a str) -> Self {
        let line_starts = std::iter::once(0).chain(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1)).collect();
        Self {
            source,
            line_starts,
            at_line: 0,
            out: Vec::new(),
            open: None,
            lists: 0,
            strong: 0,
            raw: false,
            html: None,
            table: None,
            tables: 0,
            after_link: false,
        }
    }

    fn line_of(&mut self, offset: usize) -> u32 {
        let after = |line: usize| self.line_starts.get(line + 1).is_none_or(|next| offset < *next);
        if self.line_starts[self.at_line] <= offset && after(self.at_line) {
            return self.at_line as u32 + 1;
        }
        self.at_line = self.line_starts.partition_point(|start| *start <= offset).max(1) - 1;
        self.at_line as u32 + 1
    }

    fn source_line(&self, line: u32) -> &'a str {
        let start = self.line_starts[line as usize - 1];
        let end = self.line_starts.get(line as usize).map_or(self.source.len(), |next| next - 1);
        &self.source[start..end]
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.start(tag, start, end),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => {
                if self.html.is_some() {
                    self.collect_html(&text, start);
                } else if self.raw {
                    self.raw_lines(&text, start);
                } else {
                    self.push(&text, start);
                }
            }
            Event::Code(text) => self.push(&text, start),
            Event::InlineHtml(tag) => self.inline_html(&tag, start),
            Event::Html(text) => self.collect_html(&text, start),
            Event::SoftBreak | Event::HardBreak => self.new_line(),
            Event::Rule => {
                self.close();
                let place = Place::line(self.line_of(start));
                self.out.push(Block { kind: BlockKind::Break, lines: Vec::new(), place });
            }
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }, start),
            Event::FootnoteReference(label) => self.push(&label, start),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text, start),
        }
    }

    fn start(&mut self, tag: Tag<'_>, start: usize, end: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                let kind = if self.is_heading(start, end) { BlockKind::Heading { level: number(level) } } else { BlockKind::Paragraph };
                self.begin(kind, start);
            }
            Tag::Paragraph => {
                let fresh_item = matches!(&self.open, Some(Block { kind: BlockKind::Item { .. }, lines, .. }) if lines.is_empty());
                if !fresh_item {
                    self.close();
                    self.begin(BlockKind::Paragraph, start);
                }
            }
            Tag::List(_) => {
                self.close();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.close();
                let marker = self.source[start..end].split_whitespace().next().unwrap_or("-").to_owned();
                self.begin(BlockKind::Item { level: self.lists.saturating_sub(1), marker }, start);
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.raw = true;
            }
            Tag::MetadataBlock(_) => {
                self.close();
                self.raw = true;
            }
            Tag::HtmlBlock => {
                self.close();
                self.html = Some((start, String::new()));
            }
            Tag::Table(_) => self.close(),
            Tag::TableHead | Tag::TableRow => {
                self.close();
                let place = Place::line(self.line_of(start));
                self.table = Some(Table { cells: Vec::new(), place });
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cells.push(Vec::new());
                }
            }
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::Link { .. } | Tag::Image { .. } => self.part(),
            Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) => self.close(),
            TagEnd::List(_) => {
                self.close();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.close();
                self.raw = false;
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = self.table.take() {
                    let kind = BlockKind::Row { cells: table.cells, table: self.tables };
                    self.out.push(Block { kind, lines: Vec::new(), place: table.place });
                }
            }
            TagEnd::Table => self.tables += 1,
            TagEnd::Link | TagEnd::Image => self.after_link = true,
            TagEnd::Strong | TagEnd::Emphasis => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    /// A line of dashes under text is a heading only where someone meant it: one line of text, three dashes or more.
    fn is_heading(&self, start: usize, end: usize) -> bool {
        let source = self.source[start..end].trim_end();
        if source.trim_start().starts_with('#') {
            return true;
        }
        let mut lines = source.lines().rev();
        let underline = lines.next().unwrap_or_default().trim();
        let text = lines.next().unwrap_or_default().trim();
        underline.len() >= 3 && lines.next().is_none() && !text.ends_with(['.', ',', ';'])
    }

    fn begin(&mut self, kind: BlockKind, start: usize) {
        let place = Place::line(self.line_of(start));
        self.open = Some(Block { kind, lines: Vec::new(), place });
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        for line in &mut block.lines {
            line.text.truncate(line.text.trim_end().len());
        }
        block.lines.retain(|line| !line.text.is_empty());
        let numbered = matches!(&block.kind, BlockKind::Item { marker, .. } if marker.chars().any(char::is_alphanumeric));
        if let Some(last) = block.lines.last() {
            block.place.end_line = last.place.line.max(block.place.line);
            self.out.push(block);
        } else if numbered {
            self.out.push(block);
        }
    }

    fn new_line(&mut self) {
        if let Some(cell) = self.table.as_mut().and_then(|table| table.cells.last_mut()) {
            if let Some(line) = cell.last_mut() {
                line.text.push(' ');
            }
        } else if let Some(block) = &mut self.open {
            block.lines.push(Line::default());
        }
    }

    /// Links side by side stand apart on the page.
    fn part(&mut self) {
        let line = match (&mut self.table, &mut self.open) {
            (Some(table), _) => table.cells.last_mut().and_then(|cell| cell.last_mut()),
            (None, Some(block)) => block.lines.last_mut(),
            (None, None) => None,
        };
        if let Some(line) = line.filter(|line| line.text.ends_with(char::is_alphanumeric)) {
            line.text.push(' ');
        }
    }

    /// Words for the open line; a block is opened where a tight list left none open.
    fn push(&mut self, text: &str, offset: usize) {
        if std::mem::take(&mut self.after_link) && text.starts_with(char::is_alphanumeric) {
            self.part();
        }
        let number = self.line_of(offset);
        if self.table.is_none() && self.open.is_none() {
            self.begin(BlockKind::Paragraph, offset);
        }
        let source = self.source_line(number);
        let lines = match (&mut self.table, &mut self.open) {
            (Some(table), _) => match table.cells.last_mut() {
                Some(cell) => cell,
                None => return,
            },
            (None, Some(block)) => &mut block.lines,
            (None, None) => return,
        };
        if lines.is_empty() {
            lines.push(Line::default());
        }
        let Some(line) = lines.last_mut() else { return };
        if line.text.is_empty() {
            line.place = Place::line(number);
            line.indent = columns(&source[..source.len() - source.trim_start().len()]);
        }
        let text = if line.text.is_empty() { text.trim_start() } else { text };
        let all_strong = usize::from(line.strong) == line.text.trim_end().len();
        line.text.push_str(text);
        if self.strong > 0 && all_strong {
            line.strong = line.text.trim_end().len().min(u16::MAX as usize) as u16;
        }
    }

    fn raw_lines(&mut self, text: &str, offset: usize) {
        let mut at = offset;
        for piece in text.split_inclusive('\n') {
            if piece.trim().is_empty() {
                self.close();
            } else {
                let number = self.line_of(at);
                let source = self.source_line(number);
                if self.open.is_none() {
                    self.begin(BlockKind::Paragraph, at);
                }
                let indent = columns(&source[..source.len() - source.trim_start().len()]);
                if let Some(block) = &mut self.open {
                    block.lines.push(Line { text: piece.trim().to_owned(), indent, strong: 0, place: Place::line(number) });
                }
            }
            at += piece.len();
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
