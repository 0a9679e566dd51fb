//! Bytes of a file become [`Block`]s: one reader a format, chosen by what the bytes say first and by the file's name second.
//!
//! A reader settles only what its format says for certain. Numbers, titles, headers and footers are left to [`crate::outline`], which
//! knows nothing of formats.
//!
//! What a file may cost is bounded, and what goes past a bound is refused with a line that says so: [`crate::corpus`] reads no file
//! larger than 64 MB; a part of a Word document unpacks to 48 MB at most, a stream of a PDF to 256 MB and the pages of one together to
//! the same; a PDF may have 5000 pages and take a minute; pages of the web and XML parts may hold two million elements.

mod columns;
mod docx;
pub mod encoding;
mod html;
mod joined;
pub mod markdown;
mod numerals;
mod page;
mod pdf;
mod sides;
pub mod text;
mod xml;

use crate::block::Block;
use crate::place::Doubt;

/// A file as its reader saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The page from top to bottom.
    pub blocks: Vec<Block>,
    /// What the reader could not settle (an encoding guessed, a page without text).
    pub doubts: Vec<Doubt>,
}

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Markdown,
    Text,
    Html,
    Pdf,
    Zip,
    Ole,
    Rtf,
    Table,
    Binary,
}

/// Reads a file.
///
/// `name` is used for its extension only, and only where the bytes leave a choice. The error is one line that says what to do.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, String> {
    match sniff(name, bytes) {
        Format::Pdf => pdf::read(bytes),
        Format::Zip => docx::read(bytes),
        Format::Html => html::read(bytes),
        Format::Ole => Err(ole(bytes).into()),
        Format::Rtf => Err("an RTF file; save it as .docx and use that".into()),
        Format::Table => Err("a table of values (CSV), and no order; take it out of the folder".into()),
        Format::Binary => Err("no text in it (a binary file); save the order as .md or .txt first".into()),
        format => {
            let decoded = encoding::decode(bytes);
            if !decoded.text.chars().any(char::is_alphanumeric) {
                return Err("the file is empty; put the order's text into it, or take it out of the folder".into());
            }
            let mut doubts: Vec<Doubt> = decoded.doubt.into_iter().collect();
            let sides = if format == Format::Text { sides::side_heads(&decoded.text) } else { None };
            let columns = if sides.is_none() { columns::untangle(&decoded.text) } else { None };
            let moved = sides.as_ref().or(columns.as_ref());
            let text = moved.map_or(&decoded.text, |moved| &moved.text);
            let mut blocks = if format == Format::Markdown { markdown::blocks(text) } else { text::blocks(text) };
            if let Some(moved) = moved {
                moved.give_back(&mut blocks);
            }
            match &columns {
                Some(columns) => doubts.push(columns.doubt()),
                None => doubts.extend(columns::alternating(&decoded.text).or_else(|| joined::joined(&decoded.text))),
            }
            Ok(Document { blocks, doubts })
        }
    }
}

/// Whether [`read`] takes these bytes for Markdown.
pub fn is_markdown(name: &str, bytes: &[u8]) -> bool {
    sniff(name, bytes) == Format::Markdown
}

/// Whether [`read`] takes these bytes for text, Markdown included: whether the page is what the file's letters say, and nothing else.
pub fn is_text(name: &str, bytes: &[u8]) -> bool {
    matches!(sniff(name, bytes), Format::Markdown | Format::Text)
}

fn sniff(name: &str, bytes: &[u8]) -> Format {
    let head = &bytes[..bytes.len().min(8192)];
    if head.starts_with(b"%PDF-") || head[..head.len().min(1024)].windows(7).any(|window| window == b"%PDF-1." || window == b"%PDF-2.") {
        return Format::Pdf;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Format::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Format::Ole;
    }
    if head.starts_with(b"{\\rtf") {
        return Format::Rtf;
    }
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let control = head.iter().filter(|b| **b < 9 || (14..27).contains(*b)).count();
    if !utf16 && (head.contains(&0) || control * 20 > head.len()) {
        return Format::Binary;
    }
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "csv" | "tsv" => Format::Table,
        _ if looks_like_html(head) => Format::Html,
        _ if looks_like_markdown(head) => Format::Markdown,
        _ => Format::Text,
    }
}

/// Old Word files, and new ones with a password, have one wrapper.
fn ole(bytes: &[u8]) -> &'static str {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).step_by(2).any(|window| window == name) {
        "an encrypted Word document; open it with its password and save it without"
    } else {
        "an old Word document (.doc); save it as .docx and use that"
    }
}

/// Its first words are those every saved web page begins with.
fn looks_like_html(head: &[u8]) -> bool {
    let start: String = head.iter().take(600).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let start = start.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with('<') && start.contains("<html")
}

/// Text files are read as Markdown only where its marks are plain: two `#` headings, or bold marks in several lines.
fn looks_like_markdown(head: &[u8]) -> bool {
    let mut headings = 0;
    let mut bold = 0;
    for line in head.split(|b| *b == b'\n') {
        let hashes = line.iter().take_while(|b| **b == b'#').count();
        headings += usize::from((1..=6).contains(&hashes) && line.get(hashes) == Some(&b' '));
        bold += usize::from(line.windows(2).filter(|w| w == b"**").count() >= 2);
    }
    headings >= 2 || bold >= 3
}
