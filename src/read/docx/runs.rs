//! The words of one paragraph: runs, fields, tracked changes, signs, and what hangs on them.

use super::super::xml::{Content, Element};
use super::styles::{Look, Styles};

/// A stretch of a paragraph.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Words, and whether they are bold, italic or underlined.
    Words(String, bool),
    LineBreak,
    PageBreak,
    /// A text box that hangs on this paragraph.
    Box(&'a Element),
}

impl Piece<'_> {
    pub(super) fn words(&self) -> usize {
        match self {
            Self::Words(words, _) => words.split_whitespace().count(),
            _ => 0,
        }
    }

    pub(super) fn is_tab(&self) -> bool {
        matches!(self, Self::Words(words, _) if words == "\t")
    }
}

/// What was found in a paragraph.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub pieces: Vec<Piece<'a>>,
    /// Something was inserted, deleted or moved with changes tracked.
    pub changed: bool,
    pub struck: String,
    /// Notes referred to: what part, which id.
    pub notes: Vec<(&'static str, String)>,
    /// Fields that stand open: whether their result has begun.
    fields: Vec<bool>,
}

/// Gathers the pieces of a paragraph, or of what stands in one.
pub(super) fn gather<'a>(content: &'a [Content], look: Look, styles: &Styles, out: &mut Gathered<'a>) {
    for child in content {
        let Content::Element(child) = child else { continue };
        match child.name.as_str() {
            "r" => run(child, look, styles, out),
            "ins" | "moveTo" => {
                out.changed = true;
                gather(&child.content, look, styles, out);
            }
            "del" | "moveFrom" => out.changed |= child.find("r").is_some(),
            "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "sdtContent" | "dir" | "bdo" | "ruby" | "rubyBase" => {
                gather(&child.content, look, styles, out);
            }
            "sdt" => {
                if let Some(inner) = child.child("sdtContent") {
                    gather(&inner.content, look, styles, out);
                }
            }
            "oMath" | "oMathPara" => math(child, out),
            "AlternateContent" => alternate(child, look, styles, out),
            _ => {}
        }
    }
}

fn run<'a>(run: &'a Element, paragraph: Look, styles: &Styles, out: &mut Gathered<'a>) {
    let properties = run.child("rPr");
    let by_style = styles.run(properties.and_then(|properties| properties.value("rStyle")));
    let look = Look::read(properties).over(by_style).over(paragraph);
    if look.hidden == Some(true) {
        return;
    }
    inner(&run.content, look, styles, out);
}

fn inner<'a>(content: &'a [Content], look: Look, styles: &Styles, out: &mut Gathered<'a>) {
    for child in content {
        let Content::Element(child) = child else { continue };
        let shown = out.fields.iter().all(|result| *result);
        match child.name.as_str() {
            "fldChar" => field(child, look, out),
            _ if !shown => {}
            "t" => words(&child.text(), look, out),
            "tab" | "ptab" => words("\t", look, out),
            "noBreakHyphen" => words("-", look, out),
            "br" if child.attribute("type") == Some("page") => out.pieces.push(Piece::PageBreak),
            "br" | "cr" => out.pieces.push(Piece::LineBreak),
            "sym" => {
                if let Some(sign) = sign(child) {
                    words(sign, look, out);
                }
            }
            "footnoteReference" => note("footnote", child, out),
            "endnoteReference" => note("endnote", child, out),
            "drawing" | "pict" | "object" => boxes(child, out),
            "AlternateContent" => alternate(child, look, styles, out),
            "ruby" => gather(&child.content, look, styles, out),
            _ => {}
        }
    }
}

/// New form and old form of the same thing: one of them is read, the one with words in it.
fn alternate<'a>(element: &'a Element, look: Look, styles: &Styles, out: &mut Gathered<'a>) {
    let choices = || element.children().filter(|child| child.name == "Choice" || child.name == "Fallback");
    let worded = choices().find(|choice| choice.find("txbxContent").is_some() || choice.find("t").is_some());
    if let Some(choice) = worded.or_else(|| choices().next()) {
        inner(&choice.content, look, styles, out);
        gather(&choice.content, look, styles, out);
    }
}

fn words(text: &str, look: Look, out: &mut Gathered<'_>) {
    if look.struck == Some(true) {
        out.struck.push_str(text);
        out.struck.push(' ');
        return;
    }
    let text = if look.capitals == Some(true) { text.to_uppercase() } else { text.to_owned() };
    let strong = look.strong() && !text.trim().is_empty();
    match out.pieces.last_mut() {
        Some(Piece::Words(before, same)) if *same == strong && before != "\t" && text != "\t" => before.push_str(&text),
        _ => out.pieces.push(Piece::Words(text, strong)),
    }
}

/// A field shows its result, never its code; a check box of a form is drawn.
fn field(element: &Element, look: Look, out: &mut Gathered<'_>) {
    match element.attribute("fldCharType") {
        Some("begin") => {
            if let Some(check) = element.child("ffData").and_then(|data| data.child("checkBox")) {
                let set = |name: &str| check.child(name).map(|set| !matches!(set.attribute("val"), Some("0" | "false")));
                let checked = set("checked").or(set("default")).unwrap_or(false);
                words(if checked { "☑ " } else { "☐ " }, look, out);
            }
            out.fields.push(false);
        }
        Some("separate") => {
            if let Some(result) = out.fields.last_mut() {
                *result = true;
            }
        }
        Some("end") => {
            out.fields.pop();
        }
        _ => {}
    }
}

fn note(kind: &'static str, element: &Element, out: &mut Gathered<'_>) {
    if let Some(id) = element.attribute("id") {
        out.notes.push((kind, id.to_owned()));
    }
}

fn boxes<'a>(element: &'a Element, out: &mut Gathered<'a>) {
    for child in element.children() {
        match child.name.as_str() {
            "txbxContent" => out.pieces.push(Piece::Box(child)),
            "AlternateContent" => {
                if let Some(choice) = child.children().find(|choice| choice.find("txbxContent").is_some()) {
                    boxes(choice, out);
                }
            }
            _ => boxes(child, out),
        }
    }
}

fn math<'a>(element: &'a Element, out: &mut Gathered<'a>) {
    for child in element.children() {
        if child.name == "t" {
            words(&child.text(), Look::default(), out);
        } else {
            math(child, out);
        }
    }
}

/// Signs of the fonts that Word draws boxes and bullets with.
fn sign(element: &Element) -> Option<&'static str> {
    let code = u32::from_str_radix(element.attribute("char")?, 16).ok()? & 0x00FF;
    let font = element.attribute("font").unwrap_or_default().to_lowercase();
    match (font.as_str(), code) {
        ("wingdings", 0xA8 | 0x6F | 0x71 | 0x72) => Some("☐"),
        ("wingdings", 0xFE | 0xFD | 0x78) => Some("☑"),
        ("wingdings", 0xFC) => Some("✓"),
        ("wingdings 2", 0xA3 | 0x2A | 0x30 | 0x35) => Some("☐"),
        ("wingdings 2", 0x52..=0x55) => Some("☑"),
        ("symbol", 0xB7) => Some("•"),
        ("symbol", 0xA3) => Some("≤"),
        ("symbol", 0xB3) => Some("≥"),
        ("symbol", 0xB0) => Some("°"),
        ("symbol", 0xD2) => Some("®"),
        ("wingdings", 0x9F | 0xA7 | 0x6C | 0x6E) => Some("•"),
        _ => None,
    }
}
