//! Cross-references: which words of a clause point to another clause, another paper, a law, a form or a standard.
//!
//! ```text
//! as provided in section II.a above       clause II.a
//! subsections (a) through (c)             clauses a, b, c
//! 42 U.S.C. § 1983                        statute
//! General Order 12.3                      order
//! Form PD-12                              form
//! CALEA 26.1.1                            standard
//! ```
//!
//! Statutes are looked for first, then standards, other orders, forms, clause words and last bare paths, so that "section 5 of the
//! Penal Code" is never taken for the order's own section 5. What several clauses could mean has no target.

mod mention;
mod outside;
mod path;
mod tree;

use std::ops::Range;

use self::mention::{Mention, Part, mentions};
use self::tree::{Numbers, Scope, Step, shape};
use crate::order::{Aim, Clause, Header, Kind, Reference};

/// A reference said again is looked for among so many before it.
const NEAR: usize = 64;

/// So many bytes around a mention are searched for a list in the same sentence.
const FAR: usize = 1500;

/// What takes a reference: its words' place, what it points to, the clause it means.
type Push<'a> = dyn FnMut(&Range<usize>, Aim, Option<usize>) + 'a;

/// The references of one order, in reading order.
pub(crate) fn references(clauses: &[Clause], header: &Header) -> Vec<Reference> {
    let numbers = Numbers::of(clauses);
    // A section of a code calls the whole of itself "this section", and what is around it a chapter or a title of the code.
    let code = header.number.as_deref().is_some_and(|number| number.trim_start().starts_with('§'));
    let mut out = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        let text = clause.words();
        if text.is_empty() {
            continue;
        }
        let first = out.len();
        let mut push = |span: &Range<usize>, to: Aim, target: Option<usize>| {
            let reference = Reference { clause: index, at: span.start, words: text[span.clone()].to_owned(), to, target };
            if !out[first.max(out.len().saturating_sub(NEAR))..].contains(&reference) {
                out.push(reference);
            }
        };
        let mut found = outside::outside(text, clause.kind != Kind::Heading, header.title.as_deref());
        // "§ 4.2" of an order that numbers itself so is its own.
        found.retain(|(span, to)| {
            let own = *to == Aim::Statute && text[span.clone()].starts_with('§') && {
                let at = span.start + text[span.clone()].len() - text[span.clone()].trim_start_matches(['§', ' ']).len();
                path::path(text, at, false).is_some_and(|(steps, _)| numbers.resolve(index, &steps, None, "section", None).is_some())
            };
            !own
        });
        let taken: Vec<Range<usize>> = found.iter().map(|(span, _)| span.clone()).collect();
        for mention in mentions(text, &taken) {
            let joined = mention.outside.as_ref().and_then(|name| {
                let at = found.partition_point(|(span, _)| span.start < name.start);
                (at < found.len() && found[at].0.start <= name.end).then_some(at)
            });
            if let Some(at) = joined {
                // "Rule 17 of General Order 1": one reference, to the order.
                found[at].0.start = mention.span.start;
                continue;
            }
            if let Some(name) = &mention.outside {
                let name_words = text[name.clone()].trim_start_matches("the ");
                if let Some(aim) = aim_of(name_words, code) {
                    push(&(mention.span.start..name.end), aim, None);
                } else if PAPERS.contains(&name_words.to_lowercase().as_str()) {
                    push(&mention.span, Aim::Clause, None);
                }
                continue;
            }
            // "section 8351 or section 8432 of title 5": what the second is part of, the first is.
            let next = [" or ", " and ", ", ", ", or ", ", and "].iter().find_map(|sign| {
                let at = mention.span.end + text[mention.span.end..].strip_prefix(sign).map(|_| sign.len())?;
                let next = found.binary_search_by_key(&at, |(span, _)| span.start).ok()?;
                let same = mention::window(&text[at..]).to_lowercase().starts_with(mention.word.as_str());
                Some(found[next].1).filter(|to| *to == Aim::Statute && same)
            });
            if let Some(to) = next.filter(|_| mention.word == "section") {
                push(&mention.span, to, None);
                continue;
            }
            settle(&numbers, index, text, &mention, code, &mut push);
        }
        for (span, aim) in found {
            push(&span, aim, None);
        }
        out[first..].sort_by_key(|reference| reference.at);
    }
    out
}

/// The references of one mention.
fn settle(numbers: &Numbers<'_>, index: usize, text: &str, mention: &Mention, code: bool, push: &mut Push<'_>) {
    let span = &mention.span;
    let this = |word: &str| if code && word == "section" { Scope::Whole } else { numbers.this(word, index) };
    let scope = mention.this.as_deref().map(this);
    let greater =
        mention.this.as_deref().is_some_and(|word| matches!(word, "chapter" | "subchapter" | "title" | "act" | "code" | "division"));
    if greater && scope == Some(Scope::Whole) {
        if !mention.paths.is_empty() {
            push(span, if code { Aim::Statute } else { Aim::Order }, None);
        }
        return;
    }
    if mention.paths.is_empty() {
        match scope {
            Some(Scope::Clause(target)) if target != index => push(span, Aim::Clause, Some(target)),
            Some(Scope::Unclear) if mention.word == "section" => push(span, Aim::Clause, None),
            _ => {}
        }
        return;
    }
    let mut before: Option<(Vec<Step>, Option<usize>)> = None;
    for Part { path, range } in &mention.paths {
        let find = |path: &[Step]| {
            let whole: Vec<Step> = mention.outer.iter().chain(path).cloned().collect();
            let word = if mention.outer.is_empty() { mention.word.as_str() } else { "" };
            numbers.resolve(index, &whole, scope, word, mention.way)
        };
        let (path, target) = match &before {
            Some((earlier, _)) => follow(earlier, path, find),
            None => (path.clone(), find(path)),
        };
        let target = target.filter(|_| mention.this.is_some() || !listed_inside(text, span, &path));
        let target = target.filter(|target| mention.this.is_some() || !names_a_thing(text, mention, numbers.words(*target)));
        let start = before.as_ref().and_then(|(_, target)| *target);
        match (range, start, target) {
            (true, Some(start), Some(end)) => match numbers.between(start, end) {
                Some(all) => all.into_iter().skip(1).for_each(|target| push(span, Aim::Clause, Some(target))),
                None => push(span, Aim::Clause, None),
            },
            // What a code does not have in this section, it has elsewhere.
            (_, _, None)
                if mention.law || code && mention.this.is_none() && matches!(mention.word.as_str(), "section" | "subchapter" | "title") =>
            {
                push(span, Aim::Statute, None);
            }
            (_, _, target) => {
                if target.is_some() || stands_alone(mention, &path) {
                    push(span, Aim::Clause, target);
                }
            }
        }
        before = Some((path, target));
    }
}

/// A later path of a list may leave out steps that it shares with the path before: "(a)(1) or (2)" is (a)(1) and (a)(2).
fn follow(earlier: &[Step], path: &[Step], find: impl Fn(&[Step]) -> Option<usize>) -> (Vec<Step>, Option<usize>) {
    let places = (0..earlier.len())
        .rev()
        .filter(|at| earlier[*at].bracket == path[0].bracket && shape(&earlier[*at].label) == shape(&path[0].label));
    let mut best: Option<(Vec<Step>, Option<usize>)> = None;
    for at in places {
        let whole: Vec<Step> = earlier[..at].iter().chain(path).cloned().collect();
        let target = find(&whole);
        match &mut best {
            None => best = Some((whole, target)),
            Some((_, known @ None)) if target.is_some() => {
                *known = target;
            }
            // "(a)(1) or (b)" and "(a)(1)(b)" both there: nobody can tell.
            Some((_, Some(known))) if target.is_some_and(|target| target != *known) => return (path.to_vec(), None),
            Some(_) => {}
        }
    }
    best.unwrap_or_else(|| (path.to_vec(), find(path)))
}

/// A list inside the sentence has the same numbers: "(a) this or (b) that; under clause (a)".
fn listed_inside(text: &str, span: &Range<usize>, path: &[Step]) -> bool {
    let Some(first) = path.first().filter(|step| step.bracket && path.len() == 1) else { return false };
    let sign = format!(" ({}) ", first.label);
    // A list of one sentence stands near.
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (floor(span.start.saturating_sub(FAR)), floor((span.end + FAR).min(text.len())));
    let inside = |words: &str| {
        words.match_indices(&sign).any(|(at, _)| {
            let before = words[..at].rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
            let mentioned = ["section", "paragraph", "clause", "item", "and", "or", "through", "to", "under", "in", "of"];
            !mentioned.iter().any(|word| before.trim_end_matches('s').ends_with(word)) && !before.ends_with(')')
        })
    };
    inside(&text[from..span.start]) || inside(&text[span.end..to])
}

/// "the Section 8 voucher", "Article 6 GDPR": the number is a name, unless the words are the section's own title.
fn names_a_thing(text: &str, mention: &Mention, title: &str) -> bool {
    if !matches!(mention.word.as_str(), "section" | "article" | "part" | "title" | "chapter") || mention.way.is_some() {
        return false;
    }
    let after = &text[mention.span.end..];
    let Some(next) = after.strip_prefix(' ') else { return false };
    let word: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
    let article = ["the ", "a ", "an ", "The ", "A "].iter().any(|word| text[..mention.span.start].ends_with(word));
    let capital = word.starts_with(char::is_uppercase) && !mention::window(title).to_lowercase().starts_with(&word.to_lowercase());
    capital || article && !word.is_empty()
}

/// Whether a path that leads nowhere is a reference all the same.
fn stands_alone(mention: &Mention, path: &[Step]) -> bool {
    let pointed = mention.way.is_some() || mention.this.is_some() || !mention.outer.is_empty();
    match mention.word.as_str() {
        // "U.S.", "e.g." are no paths.
        "" => {
            path.len() >= 2
                && path.iter().any(|step| step.bracket || step.label.len() > 1 || step.label.bytes().all(|b| b.is_ascii_digit()))
                && (path.len() >= 3 || path.iter().any(|step| step.label.contains(|c: char| c.is_ascii_alphabetic())))
        }
        "part" | "item" | "step" | "rule" | "title" | "schedule" | "exhibit" | "annex" | "addendum" | "chapter" => pointed,
        _ => true,
    }
}

/// Words for a law.
const LAWS: &[&str] = &[
    "act",
    "amendment",
    "charter",
    "code",
    "constitution",
    "law",
    "laws",
    "ordinance",
    "regulation",
    "regulations",
    "statute",
    "statutes",
    "title",
];

/// Words for an agency's paper; alone they may be this one.
const PAPERS: &[&str] = &[
    "agreement",
    "bulletin",
    "contract",
    "directive",
    "directives",
    "guidelines",
    "handbook",
    "manual",
    "memorandum",
    "order",
    "orders",
    "plan",
    "policies",
    "policy",
    "procedure",
    "procedures",
    "rules",
    "terms",
];

/// What a name in capitals is, by its kind: "Criminal Code" is a law, "Patrol Manual" another paper.
fn aim_of(name: &str, code: bool) -> Option<Aim> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let chapter = words.iter().any(|word| matches!(*word, "chapter" | "subchapter"));
    if words.iter().any(|word| LAWS.contains(word)) || chapter && code {
        Some(Aim::Statute)
    } else if words.len() > 1 && (chapter || words.iter().any(|word| PAPERS.contains(word))) {
        Some(Aim::Order)
    } else {
        None
    }
}
