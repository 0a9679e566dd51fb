//! Styles: what a paragraph or a run takes from its style and the styles that one is based on.

use rustc_hash::FxHashMap;

use super::super::xml::Element;

/// What a run looks like; `None` where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub underlined: Option<bool>,
    pub capitals: Option<bool>,
    pub hidden: Option<bool>,
    pub struck: Option<bool>,
}

impl Look {
    /// Reads an `rPr`.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let on = |name: &str| properties.child(name).map(|set| !matches!(set.attribute("val"), Some("0" | "false" | "off" | "none")));
        Self {
            bold: on("b"),
            italic: on("i"),
            underlined: on("u"),
            capitals: on("caps"),
            hidden: on("vanish"),
            struck: on("strike").or(on("dstrike")),
        }
    }

    /// What this says, and where it says nothing what `below` says.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            underlined: self.underlined.or(below.underlined),
            capitals: self.capitals.or(below.capitals),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
        }
    }

    pub(super) fn strong(self) -> bool {
        [self.bold, self.italic, self.underlined].contains(&Some(true))
    }
}

/// What a paragraph says of its place and its number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    pub number: Option<i64>,
    pub level: Option<usize>,
    /// Outline level from 0; 9 is body text.
    pub outline: Option<u8>,
    /// Twentieths of a point.
    pub left: Option<i32>,
    /// Of the first line against `left`; negative where it hangs.
    pub first: Option<i32>,
}

impl Layout {
    /// Reads a `pPr`.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let number = properties.child("numPr");
        let (left, first) = indents(properties);
        Self {
            number: number.and_then(|number| number.value("numId")?.parse().ok()),
            level: number.and_then(|number| number.value("ilvl")?.parse().ok()),
            outline: properties.value("outlineLvl").and_then(|level| level.parse().ok()),
            left,
            first,
        }
    }

    fn over(self, below: Self) -> Self {
        Self {
            number: self.number.or(below.number),
            level: self.level.or(below.level),
            outline: self.outline.or(below.outline),
            left: self.left.or(below.left),
            first: self.first.or(below.first),
        }
    }
}

/// `left` and first line of an `ind`.
pub(super) fn indents(properties: &Element) -> (Option<i32>, Option<i32>) {
    let Some(indent) = properties.child("ind") else { return (None, None) };
    let twips = |name: &str| indent.attribute(name).and_then(|value| value.parse::<i32>().ok());
    (twips("left").or_else(|| twips("start")), twips("hanging").map(|hanging| -hanging).or_else(|| twips("firstLine")))
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    layout: Layout,
    look: Look,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: FxHashMap<String, Style>,
    default: Option<String>,
}

/// A paragraph style with everything it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    pub layout: Layout,
    pub look: Look,
    /// Heading level from 1, by the style's name.
    pub heading: Option<u8>,
    /// The style itself and those below it, for lists that are bound to styles.
    pub chain: Vec<String>,
}

impl Styles {
    pub(super) fn read(part: Option<&Element>) -> Self {
        let mut out = Self::default();
        let Some(all) = part.and_then(|part| part.child("styles")) else { return out };
        for style in all.children().filter(|child| child.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            if style.attribute("default").is_some_and(|set| set == "1" || set == "true") && style.attribute("type") == Some("paragraph") {
                out.default = Some(id.to_owned());
            }
            let read = Style {
                name: style.value("name").unwrap_or_default().to_lowercase(),
                based_on: style.value("basedOn").map(str::to_owned),
                layout: Layout::read(style.child("pPr")),
                look: Look::read(style.child("rPr")),
            };
            out.styles.insert(id.to_owned(), read);
        }
        out
    }

    /// A paragraph's style, or the default style where it names none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Resolved {
        let mut out = Resolved::default();
        let mut at = id.or(self.default.as_deref());
        while let Some(id) = at {
            let Some(style) = self.styles.get(id) else { break };
            // A style based on itself is a fault of the file; twenty steps are more than any has.
            if out.chain.len() > 20 {
                break;
            }
            out.chain.push(id.to_owned());
            out.layout = out.layout.over(style.layout);
            out.look = out.look.over(style.look);
            out.heading = out.heading.or_else(|| heading(&style.name));
            at = style.based_on.as_deref();
        }
        out
    }

    /// A run's own style.
    pub(super) fn run(&self, id: Option<&str>) -> Look {
        let mut out = Look::default();
        let mut at = id;
        for _ in 0..20 {
            let Some(style) = at.and_then(|id| self.styles.get(id)) else { break };
            out = out.over(style.look);
            at = style.based_on.as_deref();
        }
        out
    }
}

fn heading(name: &str) -> Option<u8> {
    match name {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ => name.strip_prefix("heading ")?.parse().ok().filter(|level| (1..=9).contains(level)),
    }
}
