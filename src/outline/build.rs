//! The tree becomes clauses: titles parted from their paragraphs, kinds, terms, citations.

mod citations;
mod kinds;
mod terms;
mod titles;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::definition;
use super::doubts::{Cause, Finding};
use super::header::place_of;
use super::marker::{Around, Marker, Num, label};
use super::rows::Row;
use super::rules::Rule;
use super::search::{NONE, NodeKind, Tree};
use super::title::{Look, has_verb, look};
use super::units::{OpenEnd, Unit, join, open_end, unglue};
use crate::order::{CELLS, Clause, Kind};
use crate::place::Place;
use citations::cite;
use kinds::{asks, capital_label, ends_in_preposition, kind_of, promises_terms, strong_title, uncontinued};

/// Stands between the cells of a table's row until it is known what the row is.
const CELL: char = '\u{1E}';

/// A clause before it has its citation.
struct Draft {
    /// Index of the enclosing draft.
    parent: Option<usize>,
    step: Step,
    kind: Kind,
    marker: String,
    heading: Option<String>,
    term: Option<String>,
    text: String,
    place: Place,
}

/// What a clause adds to the citation of what stands above it.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// A number of its own; `path` where it already holds its parents'.
    Number {
        label: String,
        path: bool,
    },
    Bullet,
    Paragraph,
    /// An unnumbered title, by its words.
    Title(String),
}

/// The words of every unit, false markers put back into the words before them.
struct Words {
    text: Vec<String>,
    strong: Vec<usize>,
    tab: Vec<Option<usize>>,
    place: Vec<Place>,
}

/// Clauses and doubts of a tree.
pub(crate) fn build(units: &[Unit], rows: &[Row<'_>], tree: &Tree) -> (Vec<Clause>, Vec<Finding>) {
    let words = gather(units, rows, tree);
    let mut children: Vec<(u32, u32)> = vec![(0, 0); tree.nodes.len()];
    for fate in &tree.fates {
        for node in &fate.nodes {
            let entry = &tree.nodes[*node as usize];
            if entry.parent != NONE {
                let count = &mut children[entry.parent as usize];
                if entry.kind == NodeKind::Item { count.0 += 1 } else { count.1 += 1 }
            }
        }
    }
    let (run_ins, mut titled) = titles::run_ins(units, tree, &words);
    let stopped = titles::stopped(units, tree, &words, &children);
    titled.iter_mut().zip(&stopped).for_each(|(titled, stopped)| *titled |= stopped);
    let leads_on = leads_on(units, tree, &words);
    let listed = terms::listed(tree, &words);
    let mut builder = Builder {
        units,
        tree,
        words,
        children: &children,
        run_ins: &run_ins,
        titled: &titled,
        stopped: &stopped,
        leads_on: &leads_on,
        listed: &listed,
        drafts: Vec::new(),
        at: FxHashMap::default(),
        among: Vec::new(),
    };
    let mut doubts = Vec::new();
    for (index, fate) in tree.fates.iter().enumerate() {
        for node in &fate.nodes {
            builder.node(*node);
        }
        doubts.extend(doubt(index, units, tree, builder.words.place[index]));
    }
    let drafts = builder.drafts;
    (cite(drafts), doubts)
}

fn gather(units: &[Unit], rows: &[Row<'_>], tree: &Tree) -> Words {
    let count = units.len();
    let mut out =
        Words { text: vec![String::new(); count], strong: vec![0; count], tab: vec![None; count], place: vec![Place::default(); count] };
    let mut owner = 0;
    for (index, unit) in units.iter().enumerate() {
        let own = !tree.fates[index].nodes.is_empty();
        if own {
            owner = index;
            out.place[index] = place_of(rows, &unit.rows);
        } else {
            out.place[owner] = out.place[owner].join(place_of(rows, &unit.rows));
        }
        let mut all_strong = own;
        for (nth, row) in unit.rows.iter().enumerate() {
            let start = if nth == 0 && own { unit.text_start } else { 0 };
            let row = &rows[*row];
            let whole = row.text.get(start..).unwrap_or_default();
            let lead = whole.len() - whole.trim_start().len();
            let whole = whole.trim();
            let piece = if row.table.is_some() { Cow::Owned(whole.replace('\t', &format!("\t{CELL} "))) } else { Cow::Borrowed(whole) };
            if own && out.text[owner].is_empty() {
                out.tab[owner] = piece.find('\t').or(out.tab[owner]);
                let strong = usize::from(row.strong).saturating_sub(start + lead);
                out.strong[owner] = strong.min(piece.len());
                all_strong &= row.all_strong();
                join(&mut out.text[owner], &piece);
            } else {
                let before = out.text[owner].len();
                join(&mut out.text[owner], &piece);
                if all_strong && row.strong > 0 {
                    out.strong[owner] = (before + 1 + usize::from(row.strong)).min(out.text[owner].len());
                }
                all_strong &= row.all_strong();
            }
        }
    }
    out.text.iter_mut().for_each(unglue);
    out
}

/// Units whose first item below goes on with their sentence.
fn leads_on(units: &[Unit], tree: &Tree, words: &Words) -> Vec<bool> {
    let mut seen = vec![false; units.len()];
    let mut out = vec![false; units.len()];
    for (index, fate) in tree.fates.iter().enumerate() {
        let Some(node) = fate.nodes.first().map(|node| tree.nodes[*node as usize]) else { continue };
        if node.parent == NONE {
            continue;
        }
        let above = tree.nodes[node.parent as usize].unit as usize;
        if !std::mem::replace(&mut seen[above], true) {
            out[above] = node.kind == NodeKind::Item && words.text[index].starts_with(char::is_lowercase);
        }
    }
    out
}

struct Builder<'a> {
    units: &'a [Unit],
    tree: &'a Tree,
    /// A text is taken out where its clause is made.
    words: Words,
    children: &'a [(u32, u32)],
    run_ins: &'a [Option<usize>],
    /// Items whose siblings have titles.
    titled: &'a [bool],
    /// Titles that end with a stop.
    stopped: &'a [bool],
    /// Units whose first item below begins with a small letter.
    leads_on: &'a [bool],
    /// Units that stand in a list of terms, whatever the title above says.
    listed: &'a [bool],
    drafts: Vec<Draft>,
    /// The draft that a node's children stand under.
    at: FxHashMap<u32, usize>,
    /// For each draft: a title or lead-in above promises definitions.
    among: Vec<bool>,
}

impl Builder<'_> {
    fn push(&mut self, mut draft: Draft, defines: bool) -> usize {
        let cells =
            |text: &str, between: &str| text.split(CELL).map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(between);
        if draft.text.contains(CELL) {
            // A term and what it means are one sentence.
            draft.text = cells(&draft.text, if draft.kind == Kind::Definition { " " } else { CELLS });
        }
        if let Some(heading) = draft.heading.as_mut().filter(|heading| heading.contains(CELL)) {
            *heading = cells(heading, " ");
        }
        let above = draft.parent.is_some_and(|parent| self.among[parent]);
        // A sub-title that is not about definitions does not end them; a title beside does, for it stands elsewhere in the tree.
        self.among.push(defines || above);
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    fn node(&mut self, node: u32) {
        let entry = self.tree.nodes[node as usize];
        let unit = entry.unit as usize;
        let info = &self.units[unit];
        let last = usize::from(entry.part) + 1 >= info.markers.len();
        let text = if last { std::mem::take(&mut self.words.text[unit]) } else { String::new() };
        let place = self.words.place[unit];
        let parent = if entry.parent == NONE { None } else { self.at.get(&entry.parent).copied() };
        let (items, paragraphs) = self.children[node as usize];
        let draft = |kind, step, heading, term, text, marker| Draft { parent, step, kind, marker, heading, term, text, place };
        match entry.kind {
            NodeKind::Title(_) => {
                let defines = definition::is_title(&text);
                let step = Step::Title(text.clone());
                let at = self.push(draft(Kind::Heading, step, Some(text), None, String::new(), String::new()), defines);
                self.at.insert(node, at);
            }
            NodeKind::Paragraph => self.paragraph(node, parent, text, items),
            NodeKind::Item => {
                let marker = &info.markers[usize::from(entry.part)];
                let shown = marker.shown.clone();
                let step = self.step(node, marker, &shown);
                if text.is_empty() {
                    let at = self.push(draft(Kind::Heading, step, None, None, text, shown), false);
                    self.at.insert(node, at);
                    return;
                }
                let run_in = self.run_ins[unit].or_else(|| strong_title(&text, self.words.strong[unit]));
                if let Some(cut) = run_in.filter(|_| !self.is_among(parent)) {
                    let title = text[..cut].to_owned();
                    let rest = text[cut..].trim().to_owned();
                    let defines = definition::is_title(&title);
                    let at = self.push(draft(Kind::Heading, step, Some(title), None, String::new(), shown), defines);
                    self.at.insert(node, at);
                    self.paragraph(node, Some(at), rest, items);
                    return;
                }
                if self.is_heading(unit, &text, items, paragraphs, parent) {
                    let defines = definition::is_title(&text);
                    let at = self.push(draft(Kind::Heading, step, Some(text), None, String::new(), shown), defines);
                    self.at.insert(node, at);
                    return;
                }
                let term = self.term(unit, parent, &text, items);
                let kind = kind_of(&text, items, term.is_some());
                let defines = kind == Kind::LeadIn && promises_terms(&text);
                let at = self.push(draft(kind, step, None, term, text, shown), defines);
                self.at.insert(node, at);
            }
        }
    }

    fn is_among(&self, parent: Option<usize>) -> bool {
        parent.is_some_and(|parent| self.among[parent])
    }

    fn term(&self, unit: usize, parent: Option<usize>, text: &str, items: u32) -> Option<String> {
        let mut parent = parent;
        // A term's own list is no list of terms.
        let mut among = self.is_among(parent) || self.listed[unit];
        while let Some(at) = parent {
            if self.drafts[at].kind == Kind::Definition {
                among = false;
            }
            parent = self.drafts[at].parent;
        }
        if items > 0
            && open_end(text) == OpenEnd::Lead
            && !text.contains(": ")
            && self.words.strong[unit] == 0
            && !text.starts_with(['“', '"'])
        {
            among &= text.contains(" means") || text.contains(" – ") || text.contains(" — ") || text.contains(" - ");
        }
        definition::term(text, self.words.strong[unit], self.words.tab[unit], among)
    }

    fn paragraph(&mut self, node: u32, parent: Option<usize>, text: String, items: u32) {
        let unit = self.tree.nodes[node as usize].unit as usize;
        let place = self.words.place[unit];
        // "POLICY: All staff ..." is a title run into its paragraph.
        let mut parent = parent;
        let mut text = text;
        if !self.is_among(parent)
            && let Some((title, rest)) = capital_label(&text)
        {
            let defines = definition::is_title(&title);
            let heading = Draft {
                parent,
                step: Step::Title(title.clone()),
                kind: Kind::Heading,
                marker: String::new(),
                heading: Some(title),
                term: None,
                text: String::new(),
                place,
            };
            parent = Some(self.push(heading, defines));
            text = rest;
        }
        let term = self.term(unit, parent, &text, items);
        let kind = kind_of(&text, items, term.is_some());
        let defines = kind == Kind::LeadIn && promises_terms(&text);
        let holds_list = kind == Kind::LeadIn || open_end(&text) == OpenEnd::Lead;
        let at = self.push(Draft { parent, step: Step::Paragraph, kind, marker: String::new(), heading: None, term, text, place }, defines);
        // Items stand under the paragraph that leads in to them, otherwise beside it.
        let under = if holds_list { Some(at) } else { parent };
        if let Some(under) = under {
            self.at.insert(node, under);
        } else {
            self.at.remove(&node);
        }
    }

    fn step(&self, node: u32, marker: &Marker, shown: &str) -> Step {
        if marker.is_bullet() {
            return Step::Bullet;
        }
        let reading = self.tree.nodes[node as usize].reading;
        if reading.cost >= super::marker::SPOILT || shown.is_empty() && marker.path.is_empty() || marker.around == Around::Circle {
            return Step::Number { label: label(reading.num, reading.value), path: false };
        }
        let bare = shown.trim_matches(|c: char| !c.is_alphanumeric() && c != '§');
        let word = matches!(marker.around, Around::Word(_));
        let bare = if word { bare.split_whitespace().last().unwrap_or(bare).trim_start_matches('§') } else { bare };
        if bare.is_empty() {
            let path = marker.path.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
            return Step::Number { label: path, path: true };
        }
        Step::Number { label: bare.to_owned(), path: marker.path.len() > 1 && reading.num == Num::Arabic }
    }

    /// A title without content of its own.
    fn is_heading(&self, unit: usize, text: &str, items: u32, paragraphs: u32, parent: Option<usize>) -> bool {
        let info = &self.units[unit];
        let end = open_end(text);
        let words = text.split_whitespace().count();
        let below = items + paragraphs > 0;
        if self.stopped[unit] {
            return true;
        }
        if info.heading.is_some() && text.len() < 200 && (end != OpenEnd::Closed || words <= 10) {
            return true;
        }
        // "Against:" goes on in its items.
        if end == OpenEnd::Lead && items > 0 && ends_in_preposition(&text.to_lowercase()) {
            return false;
        }
        if words > 16 || end == OpenEnd::List || end == OpenEnd::Closed && !(info.strong && below) {
            return false;
        }
        let title = look(uncontinued(text));
        let leads = text.to_lowercase().contains("following");
        if self.is_among(parent) && !below && title != Some(Look::Capitals) {
            return false;
        }
        match title {
            Some(Look::Capitals) if words >= 2 || below || self.titled[unit] => return true,
            // "Members:" over items that end its sentence.
            Some(Look::Words) if end == OpenEnd::Lead && paragraphs == 0 && self.leads_on[unit] => return false,
            Some(Look::Words) if (below || self.titled[unit]) && (!has_verb(text) || asks(text)) && !leads => return true,
            _ => {}
        }
        if info.strong && below && !leads && words <= 12 {
            return true;
        }
        // "Determine strategy" over a list: few words, no stop, no verb that directs.
        below && items > 0 && end == OpenEnd::Open && words <= 6 && !has_verb(text) && !leads && !ends_in_preposition(text)
    }
}

fn doubt(index: usize, units: &[Unit], tree: &Tree, place: Place) -> Option<Finding> {
    let fate = &tree.fates[index];
    let marker = units[index].markers.first()?;
    let shown = marker.shown.clone();
    if fate.why.has(Rule::Spoilt) {
        let reading = tree.nodes[*fate.nodes.first()? as usize].reading;
        return Some(Finding { shown, read: label(reading.num, reading.value), ..Finding::new(Cause::Spoilt, place) });
    }
    (fate.margin.is_some() && !marker.is_bullet()).then(|| Finding { shown, ..Finding::new(Cause::Level, place) })
}
