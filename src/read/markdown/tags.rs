//! HTML left in Markdown: its tags taken off, its words kept.
//!
//! ```text
//! <p>Keys are <b>counted</b>.</p>     a paragraph: Keys are counted.
//! tell <the chief>                    words in brackets that are no tag of HTML stay
//! <input type="checkbox" checked>     ☑
//! ```

use super::Page;
use crate::block::BlockKind;

impl Page<'_> {
    pub(super) fn inline_html(&mut self, tag: &str, offset: usize) {
        match tag_name(tag) {
            None if tag.starts_with("<!--") => {}
            None => self.push(tag, offset),
            Some(name) => match name.as_str() {
                "br" => self.new_line(),
                "input" if tag.contains("checkbox") => self.push(if tag.contains("checked") { "☑" } else { "☐" }, offset),
                "b" | "strong" | "i" | "em" | "u" if tag.starts_with("</") => self.strong = self.strong.saturating_sub(1),
                "b" | "strong" | "i" | "em" | "u" => self.strong += 1,
                "td" | "th" if !tag.starts_with("</") => self.push("\t", offset),
                _ => {}
            },
        }
    }

    pub(super) fn collect_html(&mut self, text: &str, offset: usize) {
        match &mut self.html {
            Some((_, html)) => html.push_str(text),
            None => self.html = Some((offset, text.to_owned())),
        }
    }

    /// A block of HTML: its tags taken off, its words kept, one paragraph for each block tag.
    pub(super) fn html_block(&mut self) {
        let Some((start, html)) = self.html.take() else { return };
        let mut at = start;
        let mut rest = html.as_str();
        let mut level = None;
        while !rest.is_empty() {
            let (piece, is_tag) = next_piece(rest);
            if is_tag {
                let name = tag_name(piece);
                match name.as_deref() {
                    None if piece.starts_with("<!--") => {}
                    None => self.html_words(piece, at, level),
                    Some("br") => self.new_line(),
                    Some("td" | "th") => self.html_words("\t", at, level),
                    Some("b" | "strong" | "i" | "em" | "u" | "span" | "a" | "font" | "sup" | "sub") => {}
                    Some("input") if piece.contains("checkbox") => {
                        self.html_words(if piece.contains("checked") { "☑" } else { "☐" }, at, level);
                    }
                    Some(name) => {
                        self.close();
                        let digit = name.strip_prefix('h').and_then(|digit| digit.parse().ok());
                        level = if piece.starts_with("</") { None } else { digit };
                    }
                }
            } else {
                self.html_words(&entities(piece), at, level);
            }
            at += piece.len();
            rest = &rest[piece.len()..];
        }
        self.close();
    }

    fn html_words(&mut self, words: &str, offset: usize, level: Option<u8>) {
        let mut at = offset;
        for piece in words.split_inclusive('\n') {
            if !piece.trim().is_empty() || piece == "\t" {
                if self.open.is_none() {
                    self.begin(level.map_or(BlockKind::Paragraph, |level| BlockKind::Heading { level }), at.min(self.source.len()));
                }
                self.push(piece.trim_end_matches('\n'), at.min(self.source.len()));
            }
            if piece.ends_with('\n') {
                self.new_line();
            }
            at += piece.len();
        }
    }
}

/// The next tag or run of words of an HTML text.
fn next_piece(rest: &str) -> (&str, bool) {
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |at| at + 3);
        return (&rest[..end], true);
    }
    if rest.starts_with('<') {
        if let Some(end) = rest.find('>') {
            return (&rest[..=end], true);
        }
        return (rest, false);
    }
    (&rest[..rest.find('<').unwrap_or(rest.len())], false)
}

/// Whether these bytes, angle brackets included, are a tag of HTML.
pub fn is_tag(tag: &str) -> bool {
    tag_name(tag).is_some()
}

/// The name of an HTML tag; `None` where the words in angle brackets are no tag of HTML.
fn tag_name(tag: &str) -> Option<String> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?.trim_start_matches('/').trim_end_matches('/');
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase();
    TAGS.binary_search(&name.as_str()).is_ok().then_some(name)
}

/// Tags of HTML, sorted; anything else in angle brackets is a writer's own words.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "wbr",
];

/// The few entities that leftover HTML holds.
pub(in crate::read) fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&rsquo;", "’").replace("&amp;", "&")
}
