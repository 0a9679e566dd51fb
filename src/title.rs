//! A row's title: a short noun phrase that ends the sentence "This row is about ...".
//!
//! It is made of the order's own words: the act as a noun and its full object, without actor, force, reason, condition and exception. Every
//! member offers some; the one that says most in words the members share and other rows lack is taken, and no two rows get the same.

mod lists;
mod nouns;

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::Cues;
use crate::normalize::{is_stop, sentence_case, words};
use crate::verdict::run_in_title;
use crate::wording::{Role, Wording, wording};

use crate::lexicon::gerund;
use lists::{BARE, MORE, NAMED, PARTICLES, VAGUE};
use nouns::{Act, act, base};

/// One member of a row, as a title is made of it.
pub struct Source<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its lead-ins, one a line.
    pub lead: &'a str,
    /// The words its force was read from.
    pub force_words: &'a str,
    /// Whether it forbids.
    pub forbids: bool,
    /// How its order may call the agency, as folded words.
    pub names: &'a [Vec<String>],
}

/// How common words are among the rows of a subject.
pub struct Common<'a> {
    /// In how many rows each word stands.
    pub rows_with: &'a BTreeMap<String, usize>,
    /// Number of rows.
    pub rows: usize,
}

/// Most words a title has by itself; with what tells it from another row's, two more.
const LONG: usize = 6;

/// Possible titles of a row, the best first; never empty. The first source is the row's reference.
pub fn candidates(sources: &[Source], common: &Common) -> Vec<String> {
    let texts: Vec<BTreeSet<String>> =
        sources.iter().map(|s| words(s.text).into_iter().chain(words(s.lead)).map(|w| w.folded).collect()).collect();
    let mut scored: BTreeMap<String, (f64, String)> = BTreeMap::new();
    for (n, source) in sources.iter().enumerate() {
        for (bonus, title) in offers(source) {
            let title = tidy(&title, source.names);
            let content: Vec<String> = words(&title).into_iter().map(|w| w.folded).filter(|w| !is_stop(w)).collect();
            let count = title.split_whitespace().count();
            if content.is_empty() || count > LONG + 2 || !nominal(&title) {
                continue;
            }
            let vague = content.last().is_some_and(|w| VAGUE.contains(&w.as_str())) && content.len() <= 2;
            let size = content.len() as f64;
            let shared: f64 =
                content.iter().map(|w| texts.iter().filter(|t| t.contains(w)).count() as f64 / texts.len() as f64).sum::<f64>() / size;
            let rare: f64 = content
                .iter()
                .map(|w| ((1 + common.rows) as f64 / common.rows_with.get(w).copied().unwrap_or(1).max(1) as f64).ln())
                .fold(0.0, f64::max)
                / ((1 + common.rows) as f64).ln().max(1.0);
            let length = match count {
                1 => -0.9,
                2..=5 => 0.0,
                6 => -0.1,
                _ => -0.7,
            };
            // "9 p.m." and "85 on pavement" are no titles; "correction within 2 hours" is.
            let counts = |word: Option<&str>| word.is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()) && !word.contains('-'));
            let mut each = title.split_whitespace();
            let figures = if counts(each.next()) { 0.8 } else { 0.0 } + if counts(each.next_back()) { 0.4 } else { 0.0 };
            let value = bonus + shared + 1.2 * rare + length - figures - if vague { 0.4 } else { 0.0 } + if n == 0 { 0.05 } else { 0.0 };
            let key = title.to_lowercase();
            let entry = scored.entry(key).or_insert((f64::MIN, title));
            entry.0 = entry.0.max(value);
        }
    }
    let mut ranked: Vec<(f64, String)> = scored.into_values().collect();
    ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
    let mut out: Vec<String> = ranked.into_iter().map(|(_, t)| t).collect();
    if out.is_empty() {
        let start: Vec<&str> = sources.first().map_or("", |s| s.text).split_whitespace().take(LONG).collect();
        out.push(tidy(start.join(" ").trim_end_matches(['.', ';', ':']), &[]));
    }
    out
}

/// Whether a title can end "This row is about ...": it begins with no verb, preposition or pronoun, and ends in no participle.
fn nominal(title: &str) -> bool {
    let cues = Cues::builtin();
    let low: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let (Some(first), Some(last)) = (low.first(), low.last()) else { return false };
    let closed = |w: &str| {
        cues.prepositions.contains(w)
            || cues.subordinators.contains(w)
            || cues.weak_subordinators.contains(w)
            || cues.pronouns.contains(w)
            || cues.determiners.contains(w)
            || crate::normalize::is_modal(w)
            || matches!(
                w,
                "that"
                    | "which"
                    | "who"
                    | "due"
                    | "because"
                    | "be"
                    | "is"
                    | "are"
                    | "has"
                    | "have"
                    | "whereby"
                    | "includes"
                    | "least"
                    | "most"
                    | "more"
                    | "less"
                    | "up"
                    | "out"
                    | "off"
                    | "down"
                    | "away"
                    | "back"
                    | "does"
                    | "made"
                    | "subject"
                    | "there"
            )
    };
    let verb = |w: &str| (cues.is_verb(w) || cues.third_person(w).is_some()) && !cues.nounlike.contains(w) && low.len() > 1;
    let inside = low.iter().any(|w| {
        matches!(
            w.as_str(),
            "themselves"
                | "oneself"
                | "itself"
                | "it"
                | "you"
                | "we"
                | "i"
                | "means"
                | "does"
                | "do"
                | "shall"
                | "must"
                | "they"
                | "is"
                | "are"
                | "which"
                | "that"
                | "be"
                | "will"
                | "them"
        )
    });
    let noun = |w: &str| NAMED.contains(&w);
    !closed(first) && (!verb(first) || noun(first)) && !first.ends_with("ed") && !last.ends_with("ed") && !cues.is_adverb(first) && !inside
}

/// One title a row from their candidates, no two alike (capitals apart).
pub fn assign(rows: &[Vec<String>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::with_capacity(rows.len());
    for list in rows {
        let first = list.first().map_or("Provision", String::as_str);
        let numbered = (2..).map(|n| format!("{first} {n}"));
        let free = |t: &String| !taken.contains(&t.to_lowercase());
        let chosen = list.iter().find(|t| free(t)).cloned().or_else(|| numbered.into_iter().find(|t| free(t)));
        let title = chosen.unwrap_or_else(|| first.to_string());
        taken.insert(title.to_lowercase());
        out.push(title);
    }
    out
}

/// The titles one member offers, with what speaks for each beforehand.
fn offers(source: &Source) -> Vec<(f64, String)> {
    let cues = Cues::builtin();
    let w = wording(source.text, source.lead, source.force_words, source.forbids);
    let mut out = Vec::new();
    // What the writer himself called it.
    if let Some(own) = run_in_title(source.text) {
        let title = source.text[own].trim_end_matches(|c: char| !c.is_alphanumeric());
        out.push((0.8, title.to_string()));
    }
    let cores: Vec<usize> = (0..w.chunks.len()).filter(|&i| w.chunks[i].role == Role::Core).collect();
    let subject = w.chunks.iter().position(|c| c.role == Role::Subject);
    let statement = w.chunks.iter().all(|c| c.role != Role::Force) || !w.person;
    let about = subject.and_then(|s| phrase(&w, w.chunks[s].words.start, s, LONG - 1, false));
    for (n, &core) in cores.iter().enumerate() {
        let last = n + 1 == cores.len();
        let mut at = w.chunks[core].words.start;
        let end = w.chunks[core].words.end;
        while at < end
            && (cues.is_adverb(&w.low[at])
                || matches!(
                    w.low[at].as_str(),
                    "be" | "to" | "not" | "that" | "been" | "shall" | "may" | "will" | "should" | "must" | "can" | "is" | "are"
                ))
        {
            at += 1;
        }
        if at >= end {
            continue;
        }
        // "photographs, video or sound of a scene" is a thing, "shows the scene" is done.
        let listed = w.tokens[at].ends_with(',') || w.low.get(at + 1).is_some_and(|next| matches!(next.as_str(), "of" | "or" | "and"));
        let thing = n == 0 && w.low[at].ends_with('s') && listed && cues.nounlike.contains(w.low[at].trim_end_matches('s'));
        let verb = base(&w.low[at]).filter(|_| !thing && (n > 0 || w.verb || at == 0));
        let weight = if last { 0.3 } else { 0.1 };
        match verb {
            Some(verb) => {
                let mut from = at + 1;
                if w.again.start == from {
                    from = w.again.end;
                }
                // "give up the chase"
                let to = w.low.get(from + 1).is_some_and(|next| next == "to");
                let particle = w.low.get(from).filter(|low| PARTICLES.contains(&low.as_str()) && from < end && !to);
                let named = match particle {
                    Some(particle) => Act::Named(format!("{} {particle}", gerund(&verb))),
                    None => act(&verb),
                };
                from += usize::from(particle.is_some());
                // "shall be approved": its subject is the object.
                if w.passive && statement && n == 0 {
                    if let (Some(about), Act::Named(act)) = (&about, &named) {
                        let ing = act.ends_with("ing");
                        let act = if ing { format!("{act} of") } else { act.clone() };
                        out.push((if ing { 0.05 } else { 0.45 }, format!("{act} {about}")));
                    }
                    continue;
                }
                for room in [LONG - 2, LONG] {
                    let Some(object) = phrase(&w, from, chunk_at(&w, from).unwrap_or(core), room, room == LONG) else { continue };
                    let full = match &named {
                        Act::Light => object,
                        Act::Named(act) => join(act, &object),
                    };
                    out.push((weight + 0.2, full));
                }
            }
            None => {
                for room in [LONG - 2, LONG] {
                    if let Some(object) = phrase(&w, at, core, room, room == LONG) {
                        out.push((weight - if w.own > 0 && last { 0.0 } else { 0.15 }, object.clone()));
                        if let Some(act) = lead_act(&w, at).filter(|_| w.own > 0 && last) {
                            out.push((weight + 0.2, join(&act, &object)));
                        }
                    }
                }
            }
        }
    }
    if let Some(about) = about.filter(|_| statement) {
        out.push((0.25, about));
    }
    // What else it speaks of, where nothing better is free.
    for (i, c) in w.chunks.iter().enumerate() {
        let opener = usize::from(matches!(c.role, Role::Of | Role::Phrase | Role::Item));
        if !matches!(c.role, Role::Force | Role::Example | Role::Limit | Role::Condition | Role::Clause) && c.words.len() > opener {
            out.extend(phrase(&w, c.words.start + opener, i, LONG - 1, true).map(|p| (-0.35, p)));
        }
    }
    out
}

/// The verb of a lead-in that its items are the objects of.
fn lead_act(w: &Wording, own: usize) -> Option<String> {
    let cues = Cues::builtin();
    let named = |i: usize| i > 0 && (cues.determiners.contains(&w.low[i - 1]) || cues.prepositions.contains(&w.low[i - 1]));
    let at = (0..own).rev().find(|&i| base(&w.low[i]).is_some() && !cues.nounlike.contains(&w.low[i]) && !named(i))?;
    match act(&base(&w.low[at])?) {
        Act::Named(act) if own - at <= 2 => Some(act),
        _ => None,
    }
}

fn join(act: &str, object: &str) -> String {
    if let Some(to) = [("compliance", "with"), ("response", "to")].iter().find(|(a, _)| *a == act) {
        let rest = ["to ", "by ", "with ", "of "].iter().find_map(|p| object.strip_prefix(p)).unwrap_or(object);
        return format!("{act} {} {rest}", to.1);
    }
    let twice = act.split_whitespace().last().zip(object.split_whitespace().next()).is_some_and(|(a, b)| a == b);
    let own = object.split_whitespace().next().is_some_and(|w| matches!(w, "with" | "to" | "on" | "in" | "for" | "from" | "by"));
    let own = own && !act.split_whitespace().last().is_some_and(|last| PARTICLES.contains(&last));
    let head = if twice || own { act.rsplit_once(' ').map_or(act, |(h, _)| h) } else { act };
    format!("{head} {object}")
}

fn chunk_at(w: &Wording, token: usize) -> Option<usize> {
    w.chunks.iter().position(|c| c.words.contains(&token))
}

/// The noun phrase that begins at a token, with phrases that follow it while there is room; `long` takes them where the noun alone would do.
fn phrase(w: &Wording, from: usize, chunk: usize, room: usize, long: bool) -> Option<String> {
    let cues = Cues::builtin();
    let own = w.chunks.get(chunk)?;
    let keep = |range: std::ops::Range<usize>| -> Vec<String> {
        let until = range.clone().find(|&i| i > range.start && matches!(w.low[i].as_str(), "as" | "than")).unwrap_or(range.end);
        (range.start..until).filter(|&i| !BARE.contains(&w.low[i].as_str()) && !w.low[i].is_empty()).map(|i| clean(&w.tokens[i])).collect()
    };
    let mut out = keep(from..own.words.end.max(from));
    while out.first().is_some_and(|x| cues.is_adverb(&x.to_lowercase()) || cues.conjunctions.contains(&x.to_lowercase())) {
        out.remove(0);
    }
    if out.len() > room {
        out = out.split_off(out.len() - room.min(4));
    }
    let vague = |out: &[String]| out.iter().all(|x| VAGUE.contains(&x.to_lowercase().as_str()) || is_stop(&x.to_lowercase()));
    for c in w.chunks.iter().skip(chunk + 1) {
        let head = w.low[c.words.start].as_str();
        let words = keep(c.words.clone());
        let wanted =
            matches!(c.role, Role::Of) || matches!(c.role, Role::Phrase) && MORE.contains(&head) && (long || out.len() < 2 || vague(&out));
        let bare = words.len() < 2 || words.iter().all(|x| cues.pronouns.contains(&x.to_lowercase()) || is_stop(&x.to_lowercase()));
        if !wanted || bare || out.len() + words.len() > room || w.must_begin(c.words.start) {
            break;
        }
        out.extend(words);
    }
    while out.last().is_some_and(|x| {
        let low = x.to_lowercase();
        cues.prepositions.contains(&low) || cues.conjunctions.contains(&low) || is_stop(&low) || cues.is_adverb(&low)
    }) {
        out.pop();
    }
    let pronoun = out.len() == 1 && (cues.pronouns.contains(&out[0].to_lowercase()) || is_stop(&out[0].to_lowercase()));
    (!out.is_empty() && !pronoun).then(|| out.join(" "))
}

fn clean(token: &str) -> String {
    let token = token.replace("(s)", "s").replace("(es)", "es");
    token.trim_matches(|c: char| !c.is_alphanumeric()).to_string()
}

/// The agency's own name as "department", capitals of common words off, the first letter large.
fn tidy(title: &str, names: &[Vec<String>]) -> String {
    let mut ws: Vec<String> = title.split_whitespace().map(|w| w.replace(',', "")).collect();
    let fold = |w: &String| words(w).into_iter().map(|x| x.folded).collect::<Vec<_>>().join("");
    let mut i = 0;
    while i < ws.len() {
        let name = names.iter().find(|n| !n.is_empty() && ws.len() - i >= n.len() && n.iter().zip(&ws[i..]).all(|(n, w)| *n == fold(w)));
        if let Some(name) = name {
            ws.splice(i..i + name.len(), ["department".to_string()]);
        }
        i += 1;
    }
    ws.retain(|w| !w.is_empty());
    ws.dedup_by(|a, b| a.to_lowercase() == b.to_lowercase());
    for w in &mut ws {
        if ["Department", "Departmental", "Employee", "Employees", "Members", "Officers", "Personnel", "Agency"].contains(&w.as_str()) {
            *w = w.to_lowercase();
        }
    }
    sentence_case(&ws.join(" "))
}
