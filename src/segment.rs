//! Statements: the pieces of orders that rows are made of.
//!
//! A clause that says several things becomes several statements, each with the words that belong to it; a plain enumeration (short
//! items under one lead-in, none of them a rule of its own) becomes one statement with all its items, so that it can meet the
//! sentence in which another order names them all. Statements are cut by grammar alone; which of them belong together is decided
//! later, by [`crate::align`].

use std::ops::Range;

use crate::force;
use crate::grammar::{self, Cues, Modal};
use crate::normalize::{is_modal, is_stop, words};
use crate::order::{Clause, Force, Kind, Order};
use crate::provision::ClauseRef;
use crate::sentence;

/// What a statement is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A sentence, part of one, or a list item that is a rule.
    Rule,
    /// A definition, with the short items it may introduce: it meets only definitions.
    Definition,
    /// A lead-in with the short items it introduces.
    List,
    /// A lead-in alone; its items are statements of their own.
    LeadIn,
}

/// The words of one clause that belong to a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index of the clause in its order.
    pub clause: usize,
    /// Bytes of the clause's text.
    pub range: Range<usize>,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Index of the order.
    pub order: usize,
    /// Its words, in document order; never empty.
    pub pieces: Vec<Piece>,
    /// What it is made of.
    pub shape: Shape,
    /// What has to be read in front of it: lead-ins, and the subject of the sentence it was cut from.
    pub lead: String,
    /// The headings above it, outermost first.
    pub headings: Vec<String>,
    /// The defined term.
    pub term: Option<String>,
    /// First byte of the sentence it is, or was cut from, in its first clause.
    pub sentence: usize,
    /// The statement it is one act of, by its index; `None` for a statement of its own.
    pub act_of: Option<usize>,
}

impl Segment {
    /// The statement's own words, pieces joined by a space.
    pub fn text(&self, order: &Order) -> String {
        let parts: Vec<&str> = self.pieces.iter().map(|p| order.clauses[p.clause].text[p.range.clone()].trim()).collect();
        parts.join(" ")
    }

    /// The first clause it is made of.
    pub fn head(&self) -> ClauseRef {
        ClauseRef { order: self.order, clause: self.pieces[0].clause }
    }
}

/// Longest item, in words, that can be a mere example in a list; measured on five orders: the items of enumerations have at most
/// 12 words, those of lists of rules 5 to 60.
const SHORT_ITEM: usize = 14;

/// List items with all their words.
fn items<'a>(order: &'a Order, clauses: &'a [usize]) -> impl Iterator<Item = Piece> + 'a {
    clauses.iter().map(|&clause| Piece { clause, range: 0..order.clauses[clause].text.len() })
}

/// Cuts an order into statements.
pub fn cut(index: usize, order: &Order) -> Vec<Segment> {
    let children = children(order);
    let lists: Vec<Option<usize>> = (0..order.clauses.len()).map(|i| enumeration(order, &children, i)).collect();
    let mut out = Vec::new();
    for (i, clause) in order.clauses.iter().enumerate() {
        let inside_list = clause.parent.is_some_and(|p| lists[p].is_some()) && clause.text.len() < 400;
        let headings: Vec<String> = order.headings(i).iter().map(ToString::to_string).collect();
        // A heading that is only said again directs nothing.
        let again = headings.last().is_some_and(|heading| words(heading) == words(&clause.text));
        if inside_list || again || clause.text.trim().is_empty() {
            continue;
        }
        let lead = force::lead_in(order, i);
        let whole = |shape| Segment {
            order: index,
            pieces: vec![Piece { clause: i, range: 0..clause.text.len() }],
            shape,
            lead: lead.clone(),
            headings: headings.clone(),
            term: clause.term.clone(),
            sentence: 0,
            act_of: None,
        };
        match clause.kind {
            Kind::Heading => {}
            Kind::Definition => {
                let mut definition = whole(Shape::Definition);
                if lists[i].is_some() {
                    definition.pieces.extend(items(order, &children[i]));
                }
                out.push(definition);
            }
            _ => {
                let mut sentences = sentence::split(&clause.text);
                if sentence::titled(&clause.text).is_some() {
                    // A title that stands in the paragraph says what the rule behind it is about, and is none itself.
                    let title = sentences.remove(0);
                    sentences[0].start = title.start;
                }
                let last = sentences.len().saturating_sub(1);
                for (n, range) in sentences.into_iter().enumerate() {
                    let base =
                        Segment { pieces: vec![Piece { clause: i, range: range.clone() }], sentence: range.start, ..whole(Shape::Rule) };
                    if n == last && lists[i].is_some() {
                        let mut pieces = base.pieces.clone();
                        pieces.extend(items(order, &children[i]));
                        out.push(Segment { pieces, shape: Shape::List, ..base });
                    } else if n == last && !children[i].is_empty() && opens(clause) {
                        if speaks(&clause.text[range], clause.force) {
                            out.push(Segment { shape: Shape::LeadIn, ..base });
                        }
                    } else {
                        out.extend(parts(&clause.text, base));
                    }
                }
            }
        }
    }
    out
}

/// One statement for each coordinate rule of a sentence; what they share in front becomes the lead of all but the first.
fn parts(text: &str, base: Segment) -> Vec<Segment> {
    let range = base.pieces[0].range.clone();
    let cuts = sentence::parts(&text[range.clone()]);
    if cuts.len() < 2 {
        return vec![base];
    }
    let clause = base.pieces[0].clause;
    let first = text[range.start + cuts[0].start..range.start + cuts[0].end].trim().to_string();
    cuts.into_iter()
        .enumerate()
        .map(|(n, cut)| {
            let lead = if n == 0 { base.lead.clone() } else { format!("{}\n{first}", base.lead).trim().to_string() };
            Segment { pieces: vec![Piece { clause, range: range.start + cut.start..range.start + cut.end }], lead, ..base.clone() }
        })
        .collect()
}

/// The acts of those statements that have several ([`sentence::acts`]), in their order; `act_of` says of which.
pub fn acts(orders: &[Order], statements: &[Segment]) -> Vec<Segment> {
    let several = |(host, base): (usize, &Segment)| {
        let piece = base.pieces[0].clone();
        let text = &orders[base.order].clauses[piece.clause].text[piece.range.clone()];
        let found = (base.shape == Shape::Rule).then(|| sentence::acts(text)).flatten()?;
        let shared = text[found.shared].trim();
        let act = move |(n, range): (usize, Range<usize>)| {
            let lead = if n == 0 { base.lead.clone() } else { format!("{}\n{shared}", base.lead).trim().to_string() };
            let range = piece.range.start + range.start..piece.range.start + range.end;
            Segment { pieces: vec![Piece { clause: piece.clause, range }], lead, act_of: Some(host), ..base.clone() }
        };
        Some(found.each.into_iter().enumerate().map(act).collect::<Vec<_>>())
    };
    statements.iter().enumerate().filter_map(several).flatten().collect()
}

fn children(order: &Order) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); order.clauses.len()];
    for (i, clause) in order.clauses.iter().enumerate() {
        if let Some(p) = clause.parent
            && order.clauses[p].kind != Kind::Heading
            && clause.kind != Kind::Heading
        {
            out[p].push(i);
        }
    }
    out
}

/// Longest item, in words, of a list of exceptions, none of which is a rule by itself.
const LONG_ITEM: usize = 40;

/// The number of items, where the clause introduces a plain enumeration: two or more short items without lists of their own, under a
/// lead-in that neither commands nor forbids or that ends in "unless", so that no item is a rule by itself.
fn enumeration(order: &Order, children: &[Vec<usize>], i: usize) -> Option<usize> {
    let items = &children[i];
    let lead = &order.clauses[i];
    let directs = matches!(lead.force, Some(Force::Obligation | Force::Prohibition | Force::Recommendation));
    let excepts = excepts(&lead.text);
    let plain = |&c: &usize| {
        let item = &order.clauses[c];
        children[c].is_empty()
            && words(&item.text).len() <= if excepts { LONG_ITEM } else { SHORT_ITEM }
            && item.kind == Kind::Clause
            && item.force <= lead.force.max(Some(Force::Permission))
    };
    (items.len() >= 2 && (!directs || excepts) && items.iter().all(plain)).then_some(items.len())
}

/// "shall not be opened unless:", "except in one of these cases:": the items are the ways out of one rule. "Unless exempt, members shall not:"
/// opens a list of bans.
fn excepts(lead: &str) -> bool {
    const CLOSING: &[&str] = &[
        "as",
        "follows",
        "when",
        "if",
        "where",
        "in",
        "under",
        "one",
        "any",
        "of",
        "the",
        "these",
        "following",
        "cases",
        "circumstances",
        "conditions",
        "situations",
        "or",
        "more",
        "is",
        "are",
        "met",
        "true",
        "applies",
        "apply",
        "that",
        "by",
        "for",
        "to",
        "a",
        "case",
    ];
    let text = lead.trim_end();
    let ws: Vec<String> = words(text).into_iter().map(|w| w.folded).collect();
    let out = ws.iter().rposition(|w| matches!(w.as_str(), "unless" | "except" | "excepting"));
    text.ends_with(':') && out.is_some_and(|out| ws[out + 1..].iter().all(|w| CLOSING.contains(&w.as_str())))
}

/// Whether the clause is the beginning of its items' sentence; "Boats are counted at night." is a rule, whatever stands under it.
fn opens(clause: &Clause) -> bool {
    clause.kind == Kind::LeadIn || !clause.text.trim_end().trim_end_matches(['"', '”', ')', ']']).ends_with(['.', '!', '?'])
}

/// Whether a lead-in says something beyond opening its list: a warning or a leave of its own, an exception, or a condition.
///
/// "Members shall do the following:" and "the following are prohibited:" say nothing that their items do not say again.
fn speaks(lead: &str, force: Option<Force>) -> bool {
    let ws: Vec<String> = words(lead).into_iter().map(|w| w.folded).collect();
    let has = |list: &[&str]| ws.iter().any(|w| list.contains(&w.as_str()));
    let limited = has(&["unless", "except", "barring", "notwithstanding", "provided", "without"]);
    let fragment = ws.first().is_some_and(|w| ["when", "while", "if", "for", "in", "during", "upon"].contains(&w.as_str()))
        && force == Some(Force::Statement);
    if fragment {
        return false;
    }
    let content = lead_content(lead);
    match force {
        Some(Force::Recommendation | Force::Permission) => limited || content >= 4,
        Some(Force::Obligation | Force::Prohibition) => limited || tells_first(lead),
        _ => limited || content >= 6,
    }
}

/// Words of a lead-in that are not of the kind that every lead-in has.
fn lead_content(lead: &str) -> usize {
    let opening = ["following", "below", "department", "personnel", "employees", "employee", "members", "member", "officers", "officer"];
    words(lead).iter().filter(|w| !is_stop(&w.folded) && !is_modal(&w.folded) && !opening.contains(&w.folded.as_str())).count()
}

/// So many such words in front of "and shall:" are a rule of their own.
const LONG_FIRST_HALF: usize = 5;

/// "The quartermaster runs the store and shall:": says who somebody is or what he does before it opens the list.
fn tells_first(lead: &str) -> bool {
    let cues = Cues::builtin();
    let words = grammar::words(lead);
    let scan = grammar::scan(&words, cues);
    let Some(last) = scan.main().last() else { return false };
    let list = |w: &grammar::Word| matches!(w.low.as_str(), "following" | "below");
    let joint = last.at.checked_sub(1).filter(|&k| k >= 4 && words[k].low == "and" && !words[..k].iter().any(list));
    let Some(joint) = joint else { return false };
    let does = |k: usize| {
        let before = words[k - 1].low.as_str();
        cues.third_person(&words[k].low).is_some() && !cues.determiners.contains(before) && !cues.prepositions.contains(before)
    };
    let is = |group: &grammar::Group| group.at < joint && matches!(group.modal, Modal::Be | Modal::Have);
    let told = scan.main().all(|group| group.at >= joint || is(group));
    if told {
        return scan.main().any(is) || (2..joint).any(does);
    }
    // "A request for a boat shall be made by letter through the harbor master and shall state:"
    lead_content(&lead[..words[joint].start]) >= LONG_FIRST_HALF
}
