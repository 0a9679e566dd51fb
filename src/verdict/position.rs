//! An agency's position in at most twelve words, made of the order's own: the words that direct, the act with its object, and what sets it
//! apart from the other agencies of the row. Where words between others were left out stands "…", so that no position passes for a quotation;
//! none stands at its end, where a position may always stop.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::Cues;
use crate::normalize::{is_stop, words};
use crate::order::Force;
use crate::segment::Shape;
use crate::wording::{Role, Wording, lower_first, wording};

use super::stance::{Said, Voice};
use super::terms::run_in_title;

/// Most words a position may have.
pub const LIMIT: usize = 12;

/// Words that deny or limit: a position that left them out would say the reverse.
const DENY: &[&str] = &[
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "only",
    "unless",
    "without",
    "except",
    "cannot",
    "prohibited",
    "prohibits",
    "prohibit",
    "forbidden",
    "forbids",
    "refrain",
    "nothing",
    "nobody",
];

/// The position of each cell of a row, by agency. Where the row `differs`, two agencies with other words get other positions as far as
/// their words allow. `leading` says of which statement a cell's position is made, where it is not the main one (agency, index).
pub fn positions(cells: &[(usize, &Said)], differs: bool, leading: &[(usize, usize)]) -> BTreeMap<usize, String> {
    let folded: BTreeMap<usize, BTreeSet<String>> = cells
        .iter()
        .map(|(a, s)| (*a, s.voices.iter().flat_map(|v| words(&v.text).into_iter().chain(words(&v.opening))).map(|w| w.folded).collect()))
        .collect();
    let make = |agency: usize, said: &Said, others: &[usize], keen: bool| {
        let others: Vec<&BTreeSet<String>> = others.iter().filter(|o| **o != agency).filter_map(|o| folded.get(o)).collect();
        let voice = leading.iter().find(|(a, _)| *a == agency).and_then(|(_, index)| said.voices.get(*index));
        position(voice.unwrap_or_else(|| said.main()), &others, keen)
    };
    let all: Vec<usize> = cells.iter().map(|(a, _)| *a).collect();
    let mut out: BTreeMap<usize, String> = cells.iter().map(|(a, s)| (*a, make(*a, s, &all, false))).collect();
    if differs {
        for (agency, said) in cells {
            let twins: Vec<usize> =
                all.iter().copied().filter(|t| t != agency && same(&out[t], &out[agency]) && folded[t] != folded[agency]).collect();
            if !twins.is_empty() {
                let other = make(*agency, said, &twins, true);
                out.insert(*agency, other);
            }
        }
    }
    out
}

fn same(a: &str, b: &str) -> bool {
    let fold = |t: &str| words(t).into_iter().map(|w| w.folded).collect::<Vec<_>>();
    fold(a) == fold(b)
}

/// One statement in at most [`LIMIT`] words; `others` are the words of the agencies it is to be told from.
fn position(voice: &Voice, others: &[&BTreeSet<String>], keen: bool) -> String {
    let text = voice.text.trim();
    let text = run_in_title(text).map_or(text, |r| text[r.end..].trim());
    let text = if text.is_empty() { voice.text.trim() } else { text };
    let definition = voice.shape == Shape::Definition;
    let text = if definition { meaning(text) } else { text };
    let forbids = voice.directive.force == Some(Force::Prohibition);
    let w = wording(text, &voice.opening, &voice.directive.force_words, forbids);
    let whole = text.trim_end_matches(['.', ';', ',', ':', ' ']);
    if whole.split_whitespace().count() <= LIMIT && w.own == 0 && (!forbids || denies(whole)) {
        return whole.to_string();
    }
    let chosen = choose(&w, others, keen, voice);
    let said = write(&w, &chosen);
    if forbids && !denies(&said) {
        return forbidden(voice, &said);
    }
    if said.is_empty() { cut(whole) } else { said }
}

/// The first sentence of a definition that says more than the term.
fn meaning(text: &str) -> &str {
    let ranges = crate::sentence::split(text);
    ranges.into_iter().map(|r| &text[r]).find(|s| s.split_whitespace().count() >= 4).unwrap_or(text)
}

fn denies(text: &str) -> bool {
    text.split_whitespace().any(|t| DENY.contains(&t.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str()))
        || text.contains("n't")
        || text.contains("n\u{2019}t")
}

/// The words that forbid in front of what is forbidden.
fn forbidden(voice: &Voice, said: &str) -> String {
    let force = voice.directive.force_words.trim();
    if force.is_empty() || !denies(force) { cut(said) } else { cut(&format!("{force} {said}")) }
}

/// The first words of a position.
fn cut(text: &str) -> String {
    trimmed(text, LIMIT).trim_end_matches(LEFT_OUT).to_owned()
}

/// Stands where words were left out.
const LEFT_OUT: &str = "…";

/// The first words, at most `limit`, up to where a phrase may end.
pub(super) fn trimmed(text: &str, limit: usize) -> String {
    let mut ws: Vec<&str> = text.split_whitespace().take(limit).collect();
    trim_end(&mut ws);
    ws.join(" ").trim_end_matches([',', ';', ':', '.']).to_string()
}

/// Takes off words that cannot end a phrase.
fn trim_end(ws: &mut Vec<&str>) {
    let cues = Cues::builtin();
    while ws.len() > 1 {
        let low = ws[ws.len() - 1].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let open = low.is_empty()
            || cues.prepositions.contains(&low)
            || cues.conjunctions.contains(&low)
            || cues.determiners.contains(&low) && !matches!(low.as_str(), "all" | "any" | "both" | "this" | "such")
            || matches!(
                low.as_str(),
                "that" | "which" | "who" | "when" | "where" | "if" | "as" | "than" | "and/or" | "unless" | "without" | "be" | "up" | "so"
            );
        if !open {
            break;
        }
        ws.pop();
    }
}

/// The tokens to show, in the order in which they are written.
fn choose(w: &Wording, others: &[&BTreeSet<String>], keen: bool, voice: &Voice) -> Vec<usize> {
    let cues = Cues::builtin();
    let size = |i: usize| tokens(w, i, true).len();
    let total: usize = (0..w.chunks.len()).map(|i| w.chunks[i].words.len()).sum();
    let generic = |i: usize| {
        tokens(w, i, true).iter().all(|&t| {
            let low = w.low[t].as_str();
            cues.determiners.contains(low) || cues.conjunctions.contains(low) || is_stop(low) || GENERIC.contains(&low)
        })
    };
    let directs = w.verb && voice.directive.force.is_some_and(|f| f != Force::Statement);
    let dropped = |i: usize| w.chunks[i].role == Role::Subject && directs && w.person && !w.telling_subject && generic(i);
    let mut taken = vec![false; w.chunks.len()];
    if total <= LIMIT {
        return (0..w.chunks.len()).flat_map(|i| w.chunks[i].words.clone()).collect();
    }
    let mut left = LIMIT;
    let take = |i: usize, taken: &mut Vec<bool>, left: &mut usize| {
        if !taken[i] {
            taken[i] = true;
            *left = left.saturating_sub(size(i));
        }
    };
    // "should be aware that they may be sued": what they may be aware of has a force of its own.
    let idle = (1..w.chunks.len()).find(|&i| {
        let c = &w.chunks[i].words;
        let they = c.len() == 2 && w.low[c.start] == "that" && cues.pronouns.contains(&w.low[c.start + 1]);
        let plain = !w.chunks[i - 1].words.clone().any(|t| DENY.contains(&w.low[t].as_str()));
        they && plain && w.chunks[i - 1].role == Role::Force && w.chunks.get(i + 1).is_some_and(|n| n.role == Role::Core)
    });
    let idle = idle.map_or(0..0, |i| i - 1..i + 1);
    for i in 0..w.chunks.len() {
        if matches!(w.chunks[i].role, Role::Force | Role::Core) && !idle.contains(&i) {
            take(i, &mut taken, &mut left);
        }
    }
    // A statement's subject is what it is about; a person who is not everybody is who is bound.
    if let Some(i) = w.chunks.iter().position(|c| c.role == Role::Subject)
        && !dropped(i)
        && size(i) + 2 <= left.max(3)
    {
        take(i, &mut taken, &mut left);
    }
    // The first words of each limit, so that no rule is shown without its exception.
    for i in 0..w.chunks.len() {
        if w.chunks[i].role == Role::Limit && size(i) > 1 && size(i) <= left {
            take(i, &mut taken, &mut left);
        }
    }
    let who: Vec<String> = voice
        .directive
        .authority
        .iter()
        .flat_map(|a| a.who.iter().flat_map(|p| words(&p.words)))
        .map(|x| x.folded)
        .filter(|x| !is_stop(x))
        .collect();
    let force = w.chunks.iter().position(|c| c.role == Role::Force);
    let subject = w.chunks.iter().position(|c| c.role == Role::Subject);
    let dropped_subject = subject.is_some_and(dropped);
    let value = |i: usize| -> f32 {
        let c = &w.chunks[i];
        let content: Vec<String> =
            tokens(w, i, true).iter().flat_map(|&t| words(&w.low[t])).map(|x| x.folded).filter(|x| !is_stop(x)).collect();
        let n = content.len().max(1) as f32;
        let lacking = |x: &String| others.iter().filter(|o| !o.contains(x)).count() as f32 / others.len().max(1) as f32;
        let novel: f32 = content.iter().map(lacking).sum::<f32>() / n;
        let named = content.iter().any(|x| who.contains(x));
        let denied = tokens(w, i, true).iter().any(|&t| DENY.contains(&w.low[t].as_str()));
        let before = force.is_some_and(|f| i < f);
        let role = match c.role {
            // What joins an item to its lead-in's verb.
            Role::Of | Role::Phrase if w.own > 0 && c.words.end == w.own => 3.5,
            // An introduction ("as such", "for this reason") is the first thing to go; what belongs to the subject stays with it.
            Role::Phrase | Role::Item if before && subject.is_none_or(|s| i < s) => -9.0,
            Role::Condition if before => 0.2,
            Role::Of | Role::Phrase if before && !dropped_subject => 2.2,
            Role::Limit => 3.0,
            Role::Of => 1.2,
            Role::Phrase => 1.0,
            Role::Condition => 0.9,
            Role::Item => 0.7,
            Role::Clause => 0.6,
            Role::Subject if dropped(i) => -9.0,
            Role::Subject => 0.9,
            Role::Example => -9.0,
            Role::Force | Role::Core => 0.0,
        };
        let near = 0.6 * (1.0 - i as f32 / w.chunks.len() as f32);
        role + near + novel * if keen { 3.0 } else { 0.9 } + if named { 0.8 } else { 0.0 } + if denied { 0.8 } else { 0.0 }
            - if content.is_empty() { 0.5 } else { 0.0 }
    };
    let mut ranked: Vec<(f32, usize)> = (0..w.chunks.len()).filter(|i| !taken[*i] && !idle.contains(i)).map(|i| (value(i), i)).collect();
    ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    for (score, i) in ranked {
        if taken[i] || score < 0.0 {
            continue;
        }
        let mut chain = vec![i];
        let mut at = w.chunks[i].parent;
        while let Some(p) = at.filter(|&p| !taken[p] && !idle.contains(&p) && chain.len() < 8) {
            chain.push(p);
            at = w.chunks[p].parent;
        }
        let need: usize = chain.iter().map(|&c| size(c)).sum();
        let example = chain.iter().any(|&c| w.chunks[c].role == Role::Example || dropped(c));
        if need <= left && !example {
            for c in chain {
                take(c, &mut taken, &mut left);
            }
        }
    }
    // Conditions and exceptions that open the sentence go behind it.
    let front = w.chunks.iter().position(|c| matches!(c.role, Role::Subject | Role::Force | Role::Core)).unwrap_or(0);
    let behind = (0..front).filter(|&i| taken[i]);
    (front..w.chunks.len()).filter(|&i| taken[i]).chain(behind).flat_map(|i| tokens(w, i, true)).collect()
}

/// Words that name whoever is bound by any order.
const GENERIC: &[&str] = &[
    "employee",
    "employees",
    "member",
    "members",
    "personnel",
    "officer",
    "officers",
    "staff",
    "department",
    "departmental",
    "agency",
    "police",
    "sworn",
    "civilian",
    "nonsworn",
    "non-sworn",
    "individual",
    "individuals",
    "person",
    "persons",
    "office",
    "users",
];

/// The tokens of a phrase, without those that only say the act over again.
fn tokens(w: &Wording, i: usize, short: bool) -> Vec<usize> {
    w.chunks[i].words.clone().filter(|t| !short || !w.again.contains(t)).collect()
}

/// The tokens as a line: punctuation stays where its neighbours do.
fn write(w: &Wording, chosen: &[usize]) -> String {
    let mut out: Vec<String> = Vec::new();
    for (n, &t) in chosen.iter().take(LIMIT).enumerate() {
        let mut raw = w.tokens[t].as_str();
        let next = chosen.get(n + 1).copied();
        let item = |x: usize| w.chunks.iter().any(|c| c.role == Role::Item && c.words.start == x);
        if next != Some(t + 1) && !next.is_some_and(item) {
            raw = raw.trim_end_matches([',', ';', ':']);
        }
        // What opened the sentence and now stands behind it.
        let moved = t == 0 && n > 0;
        let mut word = if moved { lower_first(raw) } else { raw.to_string() };
        if next.is_some_and(|next| leaves_out(w, t + 1..next)) {
            word = word.trim_end_matches([',', ';', ':']).to_owned() + LEFT_OUT;
        }
        out.push(word);
    }
    let mut ws: Vec<&str> = out.iter().map(String::as_str).collect();
    if chosen.len() != w.tokens.len() || chosen.len() > LIMIT {
        trim_end(&mut ws);
    }
    let mut line = ws.join(" ").trim_matches([',', ';', ':', '.', ' ', '…']).to_string();
    for (open, close) in [('(', ')'), ('\u{201c}', '\u{201d}'), ('[', ']')] {
        if line.matches(open).count() != line.matches(close).count() {
            line = line.replace([open, close], "");
        }
    }
    line
}

/// Whether words stand there that say something: no further verbs of a row, which only say the act over again.
fn leaves_out(w: &Wording, tokens: std::ops::Range<usize>) -> bool {
    tokens.into_iter().any(|t| !w.again.contains(&t) && !w.low[t].is_empty())
}
