//! Web pages: html5ever builds the tree, this walk writes down what a browser would show of it.
//!
//! ```text
//! <ol type="A" start="3"><li>...      C. ...          markers as the page shows them, not as they are counted
//! <nav>, a menu in a <div>            a margin        what the portal adds
//! <td> with a list in it              blocks          a table for the layout only
//! <del>, <s>                          a doubt         struck out: not part of the order any more
//! ```

mod style;
mod tree;

use encoding_rs::Encoding;

use super::Document;
use super::numerals;
use super::page::Page;
use crate::block::BlockKind;
use crate::place::{Doubt, Place};
use tree::{Kind, Tree};

/// Reads a web page. The error says what to do.
pub(super) fn read(bytes: &[u8]) -> Result<Document, String> {
    let (text, doubt) = match named_encoding(bytes) {
        Some(encoding) => (encoding.decode(bytes).0.into_owned(), None),
        None => {
            let decoded = super::encoding::decode(bytes);
            (decoded.text, decoded.doubt)
        }
    };
    let Some(tree) = tree::parse(&text) else {
        return Err(
            "a web page larger or nested deeper than any browser shows, and no order; open it in a browser, print it to PDF and use that"
                .into(),
        );
    };
    let mut walk = Walk::new(&tree, true);
    walk.run();
    let mut document = walk.finish();
    if document.blocks.iter().all(|block| matches!(block.kind, BlockKind::Margin | BlockKind::Break)) {
        // A page that is all menu to us is a page we did not understand.
        walk = Walk::new(&tree, false);
        walk.run();
        document = walk.finish();
    }
    document.doubts.splice(0..0, doubt);
    if document.blocks.iter().all(|block| block.kind == BlockKind::Break) {
        return Err("no text in this web page (it may be drawn by a script); open it in a browser, print it to PDF and use that".into());
    }
    Ok(document)
}

/// The encoding that the page itself names, where its bytes are not UTF-8.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head: String = bytes.iter().take(2048).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let name = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'']);
    Encoding::for_label(name.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next()?.as_bytes())
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
}

/// What is still to be done; the stack takes the place of recursion, so that no depth of nesting can end the program.
enum Step {
    Enter(usize),
    Exit(usize),
    BeginRow(u32),
    EndRow,
    BeginCell,
    EndCell,
}

struct List {
    /// `None` for bullets.
    form: Option<numerals::Form>,
    /// No marker is shown.
    bare: bool,
    next: i64,
    step: i64,
}

struct Walk<'a> {
    tree: &'a Tree,
    page: Page,
    steps: Vec<Step>,
    lists: Vec<List>,
    tables: Vec<u32>,
    /// Indents set by blocks, deepest last.
    indents: Vec<u16>,
    strong: u32,
    margins: u32,
    main: u32,
    verbatim: u32,
    with_margins: bool,
    doubts: Vec<Doubt>,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, with_margins: bool) -> Self {
        Self {
            tree,
            page: Page::new(),
            steps: vec![Step::Enter(0)],
            lists: Vec::new(),
            tables: Vec::new(),
            indents: Vec::new(),
            strong: 0,
            margins: 0,
            main: 0,
            verbatim: 0,
            with_margins,
            doubts: Vec::new(),
        }
    }

    fn finish(self) -> Document {
        Document { blocks: self.page.finish(), doubts: self.doubts }
    }

    fn run(&mut self) {
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Enter(node) => self.enter(node),
                Step::Exit(node) => self.exit(node),
                Step::BeginRow(table) => self.page.begin_row(table),
                Step::EndRow => self.page.end_row(),
                Step::BeginCell => self.page.begin_cell(),
                Step::EndCell => self.page.end_cell(),
            }
        }
    }

    fn descend(&mut self, node: usize) {
        self.steps.push(Step::Exit(node));
        self.steps.extend(self.tree.nodes[node].children.iter().rev().map(|child| Step::Enter(*child)));
    }

    fn enter(&mut self, node: usize) {
        self.page.at(self.tree.nodes[node].line);
        match &self.tree.nodes[node].kind {
            Kind::Document => self.descend(node),
            Kind::Other => {}
            Kind::Text(words) => self.text(words, self.tree.nodes[node].line),
            Kind::Element { name, .. } => {
                if !style::is_hidden(self.tree, node) {
                    self.element(node, name);
                }
            }
        }
    }

    fn text(&mut self, words: &str, line: u32) {
        for (number, piece) in (line..).zip(words.split_inclusive('\n')) {
            self.page.at(number);
            if self.verbatim > 0 {
                let blank = piece.len() - piece.trim_start().len();
                if self.page.is_open() {
                    self.page.new_line();
                }
                if piece.trim().is_empty() {
                    self.page.close();
                } else {
                    self.page.set_indent(super::text::columns(&piece[..blank]));
                }
            }
            self.page.words(piece);
        }
    }

    fn element(&mut self, node: usize, name: &str) {
        match name {
            "head" | "script" | "style" | "template" | "noscript" | "svg" | "math" | "iframe" | "object" | "select" | "button"
            | "textarea" | "audio" | "video" | "canvas" | "map" | "datalist" => return,
            "br" => return self.page.new_line(),
            "hr" => return self.page.rule(),
            "input" => {
                if self.tree.attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
                    self.page.words(if self.tree.attribute(node, "checked").is_some() { "☑ " } else { "☐ " });
                }
                return;
            }
            "del" | "s" | "strike" => return self.struck(node),
            "sup" | "a" if style::is_note_mark(self.tree, node) => return,
            _ => {}
        }
        if self.with_margins && style::is_margin(self.tree, node, self.main > 0) {
            self.margins += 1;
            self.page.set_margin(true);
            self.steps.push(Step::Exit(usize::MAX));
        }
        match name {
            "main" | "article" => self.main += 1,
            "pre" => self.verbatim += 1,
            "ul" | "ol" | "menu" | "dir" => {
                self.break_block();
                self.lists.push(style::list(self.tree, node));
            }
            "li" => return self.item(node),
            "dl" => return self.definitions(node),
            "table" => {
                let table = self.page.next_table();
                self.tables.push(table);
            }
            "tr" => {
                let table = self.tables.last().copied().unwrap_or_default();
                self.page.begin_row(table);
            }
            "td" | "th" if self.is_cell(node) => self.page.begin_cell(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.set_indent(node);
                let level = name[1..].parse().unwrap_or(1);
                if !self.page.awaits_words() {
                    self.page.begin(BlockKind::Heading { level });
                }
            }
            _ if style::is_block(name) => {
                self.break_block();
                self.set_indent(node);
            }
            _ => {}
        }
        if style::is_strong(self.tree, node, name) {
            self.strong += 1;
            self.page.set_strong(true);
        }
        self.descend(node);
    }

    fn exit(&mut self, node: usize) {
        if node == usize::MAX {
            self.margins -= 1;
            self.page.set_margin(self.margins > 0);
            return;
        }
        let name = self.tree.name(node);
        if style::is_strong(self.tree, node, name) {
            self.strong -= 1;
            self.page.set_strong(self.strong > 0);
        }
        match name {
            "main" | "article" => {
                self.main -= 1;
                self.page.close();
            }
            "pre" => {
                self.verbatim -= 1;
                self.page.close();
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.page.close();
                self.lists.pop();
            }
            "li" => {
                self.page.close();
                self.indents.pop();
            }
            "table" => {
                self.page.close();
                self.tables.pop();
            }
            "tr" => self.page.end_row(),
            "td" | "th" if self.is_cell(node) => self.page.end_cell(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.page.close();
                self.indents.pop();
            }
            _ if style::is_block(name) => {
                self.page.close();
                self.indents.pop();
            }
            _ => {}
        }
        self.page.set_indent(self.indents.last().copied().unwrap_or_default());
    }

    /// The parser sees to it that cells stand in rows; anything else is taken as it comes.
    fn is_cell(&self, node: usize) -> bool {
        self.tree.parent(node).is_some_and(|parent| self.tree.name(parent) == "tr")
    }

    /// A block begins: what stands open ends, unless it is an item that waits for its first words.
    fn break_block(&mut self) {
        if !self.page.awaits_words() {
            self.page.close();
        }
    }

    fn set_indent(&mut self, node: usize) {
        let before = self.indents.last().copied().unwrap_or_default();
        let indent = before.saturating_add(style::indent(self.tree, node));
        self.indents.push(indent);
        if !self.page.awaits_words() {
            self.page.set_indent(indent);
        }
    }

    fn item(&mut self, node: usize) {
        let level = self.lists.len().saturating_sub(1).min(200) as u8;
        let before = self.indents.last().copied().unwrap_or_default();
        let marker = match self.lists.last_mut() {
            Some(list) => {
                if let Some(value) = self.tree.attribute(node, "value").and_then(|value| value.trim().parse().ok()) {
                    list.next = value;
                }
                let number = list.next;
                list.next = list.next.saturating_add(list.step);
                let bare = list.bare || style::shows_no_marker(self.tree, node);
                match list.form {
                    _ if bare => None,
                    Some(form) => Some(format!("{}.", numerals::write(number, form))),
                    None => Some("•".to_owned()),
                }
            }
            None => Some("•".to_owned()),
        };
        self.page.close();
        self.page.set_indent(before);
        match marker {
            Some(marker) => self.page.begin(BlockKind::Item { level, marker }),
            None => self.page.begin(BlockKind::Paragraph),
        }
        self.indents.push(before.saturating_add(4));
        self.descend(node);
    }

    /// Terms and what they mean: one row for each.
    fn definitions(&mut self, node: usize) {
        let table = self.page.next_table();
        let mut steps = vec![];
        let mut in_row = None;
        for child in &self.tree.nodes[node].children {
            let column = match self.tree.name(*child) {
                "dt" => 0,
                "dd" => 1,
                _ => {
                    steps.push(Step::Enter(*child));
                    continue;
                }
            };
            match in_row {
                Some(now) if now == column => {}
                Some(0) => steps.extend([Step::EndCell, Step::BeginCell]),
                Some(_) => steps.extend([Step::EndCell, Step::EndRow, Step::BeginRow(table), Step::BeginCell]),
                None => steps.extend([Step::BeginRow(table), Step::BeginCell]),
            }
            in_row = Some(column);
            steps.push(Step::Enter(*child));
        }
        if in_row.is_some() {
            steps.extend([Step::EndCell, Step::EndRow]);
        }
        self.steps.extend(steps.into_iter().rev());
    }

    fn struck(&mut self, node: usize) {
        let words = style::words(self.tree, node);
        let words: Vec<&str> = words.split_whitespace().collect();
        if !words.is_empty() {
            let shown = words.iter().take(8).copied().collect::<Vec<_>>().join(" ");
            let more = if words.len() > 8 { " ..." } else { "" };
            let what = format!("struck-out words were left out: \"{shown}{more}\"");
            self.doubts.push(Doubt { what, place: Place::line(self.tree.nodes[node].line) });
        }
    }
}
