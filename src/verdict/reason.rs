//! Why a row got its verdict, in one or two sentences: the most telling aspect first, all agencies grouped by what they say, whole phrases
//! in quotation marks.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::{Cues, scan, words as tokens};
use crate::normalize::{Vocabulary, is_modal, is_stop, words};
use crate::order::Force;
use crate::provision::Aspect;
use crate::segment::Shape;

use super::clash::Clash;
use super::position::trimmed;
use super::stance::{Gap, Said, Voice};

/// What is known of a row when its reason is written.
pub struct Facts<'a> {
    /// The agencies that say something, with their words.
    pub cells: &'a [(usize, &'a Said)],
    /// The agencies that hold an order and say nothing.
    pub silent: &'a [usize],
    /// Differences from the reference, with the agency that differs.
    pub gaps: &'a [(usize, Gap)],
    /// The agency that differences are measured against.
    pub reference: usize,
    /// Who forbids what somebody else allows or requires.
    pub clashes: &'a [Clash<'a>],
}

/// Aspects from the most telling to the least.
const TELLING: [Aspect; 6] = [Aspect::Force, Aspect::Authority, Aspect::Condition, Aspect::Scope, Aspect::Detail, Aspect::Consequence];

/// Agencies' names as short as they can be told apart: "Easton" for "Easton Police Department".
pub fn short_names(names: &[String]) -> Vec<String> {
    const KIND: &[&str] =
        &["police", "department", "dept", "sheriff", "sheriffs", "office", "bureau", "division", "public", "safety", "marshal", "service"];
    let short = |name: &String| -> String {
        let ws: Vec<&str> = name.split_whitespace().collect();
        let folded = |w: &str| words(w).into_iter().map(|x| x.folded).collect::<String>();
        let from =
            if ws.len() > 3 && matches!(folded(ws[0]).as_str(), "city" | "town" | "village") && folded(ws[1]) == "of" { 2 } else { 0 };
        let place: Vec<&str> = ws[from..].iter().copied().take_while(|w| !KIND.contains(&folded(w).as_str())).collect();
        if place.is_empty() { name.clone() } else { place.join(" ") }
    };
    let list: Vec<String> = names.iter().map(short).collect();
    let twice = |s: &String| list.iter().filter(|x| *x == s).count() > 1;
    list.iter().zip(names).map(|(s, full)| if twice(s) { full.clone() } else { s.clone() }).collect()
}

/// The reason of a row; `names` gives short names.
pub fn reason(facts: &Facts, names: &dyn Fn(usize) -> String) -> String {
    if let [(only, _)] = facts.cells {
        return format!("Only {} has this.", names(*only));
    }
    let mut said: Vec<String> = Vec::new();
    said.extend(conflict(facts, names));
    for aspect in TELLING {
        if said.len() == 2 || !said.is_empty() && !facts.clashes.is_empty() && aspect == Aspect::Force {
            continue;
        }
        if facts.gaps.iter().any(|(_, g)| g.aspect == aspect) {
            said.extend(told(aspect, facts, names));
        }
    }
    if !said.is_empty() {
        return said.join(" ");
    }
    if let Some((_, g)) = facts.gaps.first() {
        return format!("{}: {} differ in it.", label(g.aspect), list(&all(facts), names));
    }
    agreed(facts, names)
}

fn all(facts: &Facts) -> Vec<usize> {
    facts.cells.iter().map(|(a, _)| *a).collect()
}

fn label(aspect: Aspect) -> String {
    crate::normalize::sentence_case(aspect.name())
}

/// "Easton, Norwick and Pell".
fn list(agencies: &[usize], names: &dyn Fn(usize) -> String) -> String {
    let n: Vec<String> = agencies.iter().map(|a| names(*a)).collect();
    match n.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn quote(text: &str) -> String {
    let text = trimmed(text.trim(), 9);
    format!("\u{201c}{}\u{201d}", text.replace(['\u{201c}', '\u{201d}', '"'], "").trim_matches(['.', ',', ';', ':', ' ']))
}

/// One agency's verb or many's: "forbids", "forbid".
fn verb(force: Option<Force>, many: bool) -> &'static str {
    match (force, many) {
        (Some(Force::Prohibition), false) => "forbids it",
        (Some(Force::Prohibition), true) => "forbid it",
        (Some(Force::Obligation), false) => "requires it",
        (Some(Force::Obligation), true) => "require it",
        (Some(Force::Recommendation), false) => "only advises it",
        (Some(Force::Recommendation), true) => "only advise it",
        (Some(Force::Permission), false) => "allows it",
        (Some(Force::Permission), true) => "allow it",
        (_, false) => "only states a fact",
        (_, true) => "only state a fact",
    }
}

/// The words that direct with the act behind them.
fn directing(voice: &Voice) -> String {
    let force = voice.directive.force_words.trim();
    match voice.text.find(force).filter(|_| !force.is_empty()) {
        Some(at) => trimmed(voice.text.get(at..).unwrap_or_default(), 7),
        None if force.is_empty() => trimmed(&voice.text, 7),
        None => trimmed(&format!("{force} {}", crate::wording::lower_first(&voice.text)), 7),
    }
}

fn conflict(facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let first = facts.clashes.first()?;
    let forbids: BTreeSet<usize> = facts.clashes.iter().map(|c| c.forbids).collect();
    let allows: BTreeSet<usize> = facts.clashes.iter().map(|c| c.allows).filter(|a| !forbids.contains(a)).collect();
    let (forbids, allows): (Vec<usize>, Vec<usize>) = (forbids.into_iter().collect(), allows.into_iter().collect());
    let (no, yes) = (quote(&directing(first.ban)), quote(&directing(first.leave)));
    if allows.is_empty() {
        return Some(format!("Conflict: {} each forbid and allow it ({no}, {yes}).", list(&forbids, names)));
    }
    let requires =
        facts.cells.iter().any(|(a, s)| allows.contains(a) && s.voices.iter().all(|v| v.directive.force != Some(Force::Permission)));
    let (f, a) = (
        if forbids.len() > 1 { "forbid" } else { "forbids" },
        match (requires, allows.len() > 1) {
            (true, true) => "require",
            (true, false) => "requires",
            (false, true) => "allow",
            (false, false) => "allows",
        },
    );
    Some(format!("Conflict: {} {f} ({no}) what {} {a} ({yes}).", list(&forbids, names), list(&allows, names)))
}

fn told(aspect: Aspect, facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let said = match aspect {
        Aspect::Force => forces(facts, names).or_else(|| modals(facts, names)),
        Aspect::Authority => authorities(facts, names),
        Aspect::Condition => leave(facts, names),
        _ => None,
    };
    let said = said.or_else(|| terms(aspect, facts, names))?;
    Some(format!("{}: {said}.", label(aspect)))
}

/// Agencies grouped by how strongly they direct.
fn forces(facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let mut groups: BTreeMap<std::cmp::Reverse<Option<Force>>, Vec<usize>> = BTreeMap::new();
    for (a, s) in facts.cells {
        groups.entry(std::cmp::Reverse(s.main().directive.force)).or_default().push(*a);
    }
    if groups.len() < 2 {
        return None;
    }
    let part = |(force, agencies): (&std::cmp::Reverse<Option<Force>>, &Vec<usize>)| -> String {
        let words = facts.cells.iter().find(|(a, _)| a == &agencies[0]).map(|(_, s)| s.main().directive.force_words.clone());
        let words = words.filter(|w| !w.is_empty()).map_or(String::new(), |w| format!(" ({})", quote(&w)));
        format!("{} {}{words}", list(agencies, names), verb(force.0, agencies.len() > 1))
    };
    Some(groups.iter().map(part).collect::<Vec<_>>().join("; "))
}

/// The finite verbs of a cell's main statement, each with the word behind it.
fn finite(said: &Said) -> Vec<(String, String)> {
    let text = &said.main().text;
    let ws = tokens(text);
    let s = scan(&ws, Cues::builtin());
    let of = |g: &crate::grammar::Group| {
        let first = ws.get(g.at).map(|w| w.low.clone()).unwrap_or_default();
        let key = if matches!(first.as_str(), "are" | "was" | "were") { "is".to_string() } else { first };
        let end = ws.get(g.at + 2).or(ws.last()).map_or(text.len(), |w| w.end);
        (key, text[g.bytes.start.min(ws.get(g.at).map_or(0, |w| w.start))..end].to_string())
    };
    s.groups.iter().map(of).collect()
}

/// "may be released" against "is released": the first finite verb in which the statements part.
fn modals(facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let main = finite(facts.cells.iter().find(|(a, _)| *a == facts.reference)?.1);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut shown = None;
    for (a, s) in facts.cells.iter().filter(|(a, _)| *a != facts.reference) {
        let other = finite(s);
        if let Some((x, y)) = main.iter().zip(&other).find(|(x, y)| x.0 != y.0) {
            shown.get_or_insert_with(|| x.1.clone());
            groups.entry(y.1.clone()).or_default().push(*a);
        }
    }
    let own = shown?;
    let differing: Vec<usize> = groups.values().flatten().copied().collect();
    let same: Vec<usize> = all(facts).into_iter().filter(|a| !differing.contains(a)).collect();
    let mut parts: Vec<String> = groups.iter().map(|(w, a)| format!("{} {} {}", list(a, names), says(a), quote(w))).collect();
    parts.push(format!("{} {} {}", list(&same, names), says(&same), quote(&own)));
    Some(parts.join("; "))
}

fn says(agencies: &[usize]) -> &'static str {
    if agencies.len() > 1 { "say" } else { "says" }
}

type Leave = Option<(Vec<String>, bool)>;

fn by_leave(facts: &Facts, written: bool) -> BTreeMap<Leave, Vec<usize>> {
    let mut groups: BTreeMap<Leave, Vec<usize>> = BTreeMap::new();
    for (a, s) in facts.cells {
        let key = s.authority().map(|x| {
            let mut who: Vec<String> = x.who.iter().map(|p| p.value.clone()).collect();
            who.sort();
            who.dedup();
            (who, written && x.written)
        });
        groups.entry(key).or_default().push(*a);
    }
    groups
}

fn leaves(groups: &BTreeMap<Leave, Vec<usize>>, facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    if groups.len() < 2 {
        return None;
    }
    let mut shown: BTreeSet<String> = BTreeSet::new();
    let mut parts = Vec::new();
    for (key, agencies) in groups.iter().rev() {
        let said = facts.cells.iter().find(|(a, _)| a == &agencies[0]).map(|(_, s)| *s);
        let words = said.and_then(|s| s.authority()).map(|a| quote(&a.words));
        match (key, words) {
            (Some(_), Some(words)) => {
                shown.insert(words.to_lowercase());
                // Only those whose own words they are say them.
                let own = |agency: &usize| {
                    let said = facts.cells.iter().find(|(a, _)| a == agency).and_then(|(_, s)| s.authority());
                    said.is_some_and(|a| quote(&a.words).to_lowercase() == words.to_lowercase())
                };
                let (same, other): (Vec<usize>, Vec<usize>) = agencies.iter().copied().partition(own);
                let alike = if other.is_empty() { String::new() } else { format!(", {} the same in other words", list(&other, names)) };
                parts.push(format!("{} {} {words}{alike}", list(&same, names), says(&same)));
            }
            _ => parts.push(format!("{} {} no leave", list(agencies, names), if agencies.len() > 1 { "name" } else { "names" })),
        }
    }
    // The same words on both sides explain nothing.
    (shown.len() + usize::from(groups.contains_key(&None)) == groups.len()).then(|| parts.join("; "))
}

fn authorities(facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    leaves(&by_leave(facts, false), facts, names)
}

fn leave(facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let about = |w: &String| facts.cells.iter().any(|(_, s)| s.authority().is_some_and(|a| a.words == *w));
    let all = facts.gaps.iter().filter(|(_, g)| g.aspect == Aspect::Condition).all(|(_, g)| g.here.iter().chain(&g.there).all(about));
    if all { leaves(&by_leave(facts, true), facts, names) } else { None }
}

/// The phrases that some agencies have and others lack, grouped by who has them.
fn terms(aspect: Aspect, facts: &Facts, names: &dyn Fn(usize) -> String) -> Option<String> {
    let stemmer = Vocabulary::learn(std::iter::empty());
    let stems: BTreeMap<usize, BTreeSet<&str>> =
        facts.cells.iter().map(|(a, s)| (*a, s.voices.iter().flat_map(|v| &v.stems).map(String::as_str).collect())).collect();
    let mut groups: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for (agency, gap) in facts.gaps.iter().filter(|(_, g)| g.aspect == aspect) {
        for (owner, words) in gap.here.iter().map(|w| (facts.reference, w)).chain(gap.there.iter().map(|w| (*agency, w))) {
            let needed: Vec<String> = stemmer.stems(words, &[]).into_iter().filter(|s| !is_stop(s)).collect();
            let have: Vec<usize> = stems
                .iter()
                .filter(|(_, s)| !needed.is_empty() && needed.iter().all(|n| s.contains(n.as_str())))
                .map(|(a, _)| *a)
                .collect();
            let have = if have.is_empty() { vec![owner] } else { have };
            if have.len() == facts.cells.len() || needed.is_empty() {
                continue;
            }
            let said = facts.cells.iter().find(|(a, _)| *a == owner)?.1;
            let phrase = whole(said, words);
            let list = groups.entry(have).or_default();
            let low = phrase.to_lowercase();
            if let Some(i) = list.iter().position(|p| p.to_lowercase().contains(&low) || low.contains(&p.to_lowercase())) {
                if phrase.len() > list[i].len() {
                    list[i] = phrase;
                }
            } else {
                list.push(phrase);
            }
        }
    }
    let mut ranked: Vec<(&Vec<usize>, &Vec<String>)> = groups.iter().collect();
    ranked.sort_by(|x, y| y.1.len().cmp(&x.1.len()).then(x.0.cmp(y.0)));
    let every = all(facts);
    let part = |(have, phrases): (&Vec<usize>, &Vec<String>)| -> String {
        let quoted: Vec<String> = phrases.iter().take(2).map(|p| quote(p)).collect();
        let quoted = quoted.join(" and ");
        let lack: Vec<usize> = every.iter().copied().filter(|a| !have.contains(a)).collect();
        if have.len() == 1 {
            format!("only {} has {quoted}", list(have, names))
        } else if lack.len() < have.len() {
            format!("{} {} out {quoted}", list(&lack, names), if lack.len() > 1 { "leave" } else { "leaves" })
        } else {
            format!("only {} have {quoted}", list(have, names))
        }
    };
    let parts: Vec<String> = ranked.into_iter().take(2).map(part).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// A term with the words of its own phrase around it.
fn whole(said: &Said, term: &str) -> String {
    let Some((text, at)) = said.voices.iter().find_map(|v| v.text.find(term).map(|at| (v.text.as_str(), at))) else {
        return term.to_string();
    };
    let ws = tokens(text);
    let cues = Cues::builtin();
    let content = |k: usize| {
        let low = ws[k].low.as_str();
        !is_stop(low)
            && !is_modal(low)
            && !cues.prepositions.contains(low)
            && !cues.conjunctions.contains(low)
            && !cues.pronouns.contains(low)
    };
    let first = ws.partition_point(|w| w.end <= at);
    let last = ws.partition_point(|w| w.start < at + term.len());
    if first >= last || last > ws.len() {
        return term.to_string();
    }
    let (mut from, mut to) = (first, last);
    while from > 0 && first - from < 2 && ws[from].gap == crate::grammar::Gap::None && content(from - 1) {
        from -= 1;
    }
    while to < ws.len() && to - last < 2 && ws[to].gap == crate::grammar::Gap::None && content(to) {
        to += 1;
    }
    text[ws[from].start..ws[to - 1].end].to_string()
}

/// What the agencies of a row agree in, and who is silent.
fn agreed(facts: &Facts, names: &dyn Fn(usize) -> String) -> String {
    let forces: BTreeSet<Option<Force>> = facts.cells.iter().map(|(_, s)| s.main().directive.force).collect();
    let definition = facts.cells.iter().all(|(_, s)| s.main().shape == Shape::Definition);
    let fold = |s: &Said| s.voices.iter().flat_map(|v| words(&v.text)).map(|w| w.folded).collect::<Vec<_>>();
    let same = facts.cells.windows(2).all(|w| fold(w[0].1) == fold(w[1].1));
    let who = if facts.silent.is_empty() && facts.cells.len() > 2 {
        format!("All {}", number(facts.cells.len()))
    } else {
        list(&all(facts), names)
    };
    let what = match (definition, forces.len(), forces.first()) {
        (true, _, _) => "define it alike",
        (_, 1, Some(Some(Force::Prohibition))) => "forbid this",
        (_, 1, Some(Some(Force::Obligation))) => "require this",
        (_, 1, Some(Some(Force::Recommendation))) => "advise this",
        (_, 1, Some(Some(Force::Permission))) => "allow this",
        _ => "say this",
    };
    let how = if same { "in the same words" } else { "in words of their own" };
    let silent = match facts.silent {
        [] => String::new(),
        [one] => format!("; {} is silent", names(*one)),
        many => format!("; {} are silent", list(many, names)),
    };
    format!("{who} {what} {how}{silent}.")
}

fn number(n: usize) -> String {
    let names = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    names.get(n).map_or_else(|| n.to_string(), |s| (*s).to_string())
}
