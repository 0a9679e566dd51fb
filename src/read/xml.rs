//! A small tree of an XML part, as office documents hold them.
//!
//! Prefixes are taken off: no two vocabularies in these parts give one name two meanings that matter here. No entity is ever looked up;
//! a document type, which office programs never write, is refused.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element and what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub content: Vec<Content>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Content {
    Element(Element),
    Text(String),
}

/// Elements of one part: a manual of a thousand pages has a tenth of it.
const MOST: usize = 2_000_000;
/// Deeper nesting is made to do harm: Word stops far below.
const DEEPEST: usize = 300;

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| child.name == name)
    }

    /// The `val` of a child, as most settings of Word are written.
    pub(super) fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("val")
    }

    /// The first element of this name anywhere below.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.children().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// All words directly in it.
    pub(super) fn text(&self) -> String {
        self.content.iter().filter_map(|content| if let Content::Text(text) = content { Some(text.as_str()) } else { None }).collect()
    }
}

/// Parses a part; the error is a reason for people.
pub(super) fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        count += 1;
        if count > 2 * MOST {
            return Err("its XML has more parts than any order".into());
        }
        match reader.read_event().map_err(|e| format!("its XML is damaged at byte {} ({e})", reader.error_position()))? {
            Event::Start(start) => {
                if open.len() > DEEPEST {
                    return Err(format!("its XML is nested deeper than {DEEPEST} levels"));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => add(&mut open, Content::Element(element(&start))),
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    add(&mut open, Content::Element(done));
                }
            }
            Event::Text(words) => words_into(&mut open, &words.xml10_content()),
            Event::CData(words) => words_into(&mut open, &words.xml10_content()),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                match (reference.resolve_char_ref(), name) {
                    (Ok(Some(c)), _) => words_into(&mut open, c.encode_utf8(&mut [0; 4])),
                    (_, "amp") => words_into(&mut open, "&"),
                    (_, "lt") => words_into(&mut open, "<"),
                    (_, "gt") => words_into(&mut open, ">"),
                    (_, "quot") => words_into(&mut open, "\""),
                    (_, "apos") => words_into(&mut open, "'"),
                    _ => {}
                }
            }
            Event::DocType(_) => return Err("its XML has a document type with entities of its own, which Word never writes".into()),
            Event::Eof => break,
            _ => {}
        }
    }
    if open.len() > 1 {
        return Err("its XML ends too early".into());
    }
    open.pop().ok_or_else(|| "it has no XML".into())
}

fn add(open: &mut [Element], content: Content) {
    if let Some(element) = open.last_mut() {
        element.content.push(content);
    }
}

fn words_into(open: &mut [Element], words: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.content.last_mut() {
        Some(Content::Text(text)) => text.push_str(words),
        _ => element.content.push(Content::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let attributes = start
        .attributes()
        .with_checks(false)
        .filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
            Some((local(attribute.key.as_ref()), value.into_owned()))
        })
        .collect();
    Element { name: local(start.name().as_ref()), attributes, content: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_characters_stay_in_the_words() {
        let tree = parse("<a><w:b w:val='x &amp; y'>Smith &amp; Jones &#8212; 5 &lt; 6</w:b></a>").unwrap();
        let b = tree.find("b").unwrap();
        assert_eq!(b.text(), "Smith & Jones — 5 < 6");
        assert_eq!(b.attribute("val"), Some("x & y"));
    }

    #[test]
    fn entities_of_its_own_are_refused_and_never_read() {
        let text = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>";
        assert!(parse(text).unwrap_err().contains("entities"));
    }

    #[test]
    fn depth_is_bounded() {
        assert!(parse(&"<a>".repeat(100_000)).unwrap_err().contains("nested"));
        assert!(parse("<a><b></a>").is_err());
        assert!(parse("<a>").unwrap_err().contains("too early"));
    }
}
