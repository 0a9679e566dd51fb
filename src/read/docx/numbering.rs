//! Word's list numbers, which stand nowhere in the text: counted here as Word counts them.
//!
//! ```text
//! numbering.xml                        the page
//! level 0  "%1."    upperRoman         I.
//! level 1  "%1.%2"  isLgl              1.1     the Roman one in figures
//!                                      1.2
//! level 0                              II.
//! level 1                              2.1     begins again below a higher level, unless lvlRestart says otherwise
//! another list of the same kind        2.2     goes on, unless it has a startOverride
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::numerals::{self, Form};
use super::super::xml::Element;
use super::styles::indents;

const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    start: i64,
    form: Shape,
    text: String,
    /// Level (from 1) at or above which this one begins again; 0 is never.
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
    left: Option<i32>,
    first: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Number(Form),
    Bullet,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        let form = Shape::Number(Form::Decimal);
        Self { start: 1, form, text: String::new(), restart: None, legal: false, style: None, left: None, first: None }
    }
}

#[derive(Debug, Default)]
struct Kind {
    levels: Vec<Level>,
    /// The list is defined in the kind that this style is bound to.
    style_link: Option<String>,
    /// This is the definition for that style.
    defines: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: FxHashMap<usize, i64>,
    levels: FxHashMap<usize, Level>,
}

/// All lists of a document and how far each has come.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: FxHashMap<String, Kind>,
    lists: FxHashMap<i64, List>,
    counts: FxHashMap<String, [Option<i64>; LEVELS]>,
    begun: FxHashSet<(i64, usize)>,
}

/// The number of one paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As the page shows it; empty where the level shows nothing.
    pub marker: String,
    pub bullet: bool,
    pub left: Option<i32>,
    pub first: Option<i32>,
}

impl Numbering {
    pub(super) fn read(part: Option<&Element>) -> Self {
        let mut out = Self::default();
        let Some(all) = part.and_then(|part| part.child("numbering")) else { return out };
        for kind in all.children().filter(|child| child.name == "abstractNum") {
            let Some(id) = kind.attribute("abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in kind.children().filter(|child| child.name == "lvl") {
                if let Some(at) = index(level) {
                    levels[at] = read_level(level);
                }
            }
            let kind = Kind {
                levels,
                style_link: kind.value("numStyleLink").map(str::to_owned),
                defines: kind.value("styleLink").map(str::to_owned),
            };
            out.kinds.insert(id.to_owned(), kind);
        }
        for list in all.children().filter(|child| child.name == "num") {
            let Some(id) = list.attribute("numId").and_then(|id| id.parse().ok()) else { continue };
            let mut read = List { kind: list.value("abstractNumId").unwrap_or_default().to_owned(), ..List::default() };
            for change in list.children().filter(|child| child.name == "lvlOverride") {
                let Some(at) = index(change) else { continue };
                if let Some(level) = change.child("lvl") {
                    read.levels.insert(at, read_level(level));
                }
                if let Some(start) = change.value("startOverride").and_then(|start| start.parse().ok()) {
                    read.starts.insert(at, start);
                }
            }
            out.lists.insert(id, read);
        }
        out.follow_links();
        out
    }

    /// Kinds that only name a list style take its levels.
    fn follow_links(&mut self) {
        let defined: FxHashMap<String, String> =
            self.kinds.iter().filter_map(|(id, kind)| Some((kind.defines.clone()?, id.clone()))).collect();
        for list in self.lists.values_mut() {
            let link = self.kinds.get(&list.kind).and_then(|kind| kind.style_link.as_ref());
            if let Some(target) = link.and_then(|link| defined.get(link)) {
                list.kind.clone_from(target);
            }
        }
    }

    /// The level of a list that is bound to one of these styles.
    pub(super) fn level_of_style(&self, list: i64, chain: &[String]) -> Option<usize> {
        let kind = self.kinds.get(&self.lists.get(&list)?.kind)?;
        chain.iter().find_map(|style| kind.levels.iter().position(|level| level.style.as_deref() == Some(style)))
    }

    /// Counts one paragraph on; `None` where there is no such list.
    pub(super) fn next(&mut self, number: i64, level: usize) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(&number)?;
        let kind = self.kinds.get(&list.kind)?;
        let looks: Vec<&Level> = (0..LEVELS).filter_map(|at| list.levels.get(&at).or_else(|| kind.levels.get(at))).collect();
        if looks.len() < LEVELS {
            return None;
        }
        let counts = self.counts.entry(list.kind.clone()).or_default();
        let start = |at: usize| list.starts.get(&at).copied().unwrap_or(looks[at].start);
        let fresh = list.starts.contains_key(&level) && self.begun.insert((number, level));
        counts[level] = Some(match counts[level] {
            Some(before) if !fresh => before.saturating_add(1),
            _ => start(level),
        });
        for deeper in level + 1..LEVELS {
            let restart = looks[deeper].restart.unwrap_or(deeper);
            if level < restart {
                counts[deeper] = None;
            }
        }
        let own = looks[level];
        let marker = match own.form {
            Shape::Bullet => bullet(&own.text),
            Shape::Nothing if !own.text.contains('%') => own.text.trim().to_owned(),
            _ => {
                let mut marker = own.text.clone();
                for at in (0..=level).rev() {
                    let sign = format!("%{}", at + 1);
                    if marker.contains(&sign) {
                        let count = counts[at].unwrap_or_else(|| start(at));
                        let written = match looks[at].form {
                            Shape::Number(_) if own.legal => numerals::write(count, Form::Decimal),
                            Shape::Number(form) => numerals::write(count, form),
                            Shape::Bullet | Shape::Nothing => String::new(),
                        };
                        marker = marker.replace(&sign, &written);
                    }
                }
                marker.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        };
        Some(Label { marker, bullet: own.form == Shape::Bullet, left: own.left, first: own.first })
    }
}

fn index(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)
}

fn read_level(level: &Element) -> Level {
    let form = match level.value("numFmt").unwrap_or("decimal") {
        "bullet" => Shape::Bullet,
        "none" => Shape::Nothing,
        "lowerLetter" => Shape::Number(Form::Lower),
        "upperLetter" => Shape::Number(Form::Upper),
        "lowerRoman" => Shape::Number(Form::LowerRoman),
        "upperRoman" => Shape::Number(Form::UpperRoman),
        "decimalZero" => Shape::Number(Form::DecimalZero),
        "ordinal" => Shape::Number(Form::Ordinal),
        _ => Shape::Number(Form::Decimal),
    };
    let (left, first) = level.child("pPr").map_or((None, None), indents);
    Level {
        start: level.value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        form,
        text: level.value("lvlText").unwrap_or_default().chars().take(80).collect(),
        restart: level.value("lvlRestart").and_then(|restart| restart.parse().ok()),
        legal: level.child("isLgl").is_some_and(|set| !matches!(set.attribute("val"), Some("0" | "false"))),
        style: level.value("pStyle").map(str::to_owned),
        left,
        first,
    }
}

/// Bullets come from fonts of signs: their codes mean nothing without the font.
fn bullet(text: &str) -> String {
    match text.trim().chars().next() {
        None => String::new(),
        Some('-' | '–' | '—') => "-".to_owned(),
        Some('\u{F0A8}' | '\u{F06F}' | '\u{F071}' | '\u{F072}' | '☐' | '□') => "□".to_owned(),
        Some(_) => "•".to_owned(),
    }
}
