//! A statement as whoever shortens it sees it: the words that direct, the act with its object, and the phrases that hang on them.
//!
//! ```text
//! Members | shall not | post, transmit, or share photographs | of evidence | taken on duty | without the leave | of the chief.
//! subject   force       core                                   of            phrase          limit             of
//! ```
//!
//! An item is read behind its lead-in: "shall not post:" and "photographs of evidence" are one sentence. No parser: phrases begin where a
//! preposition, a conjunction, a comma or a word that opens a clause stands, and each hangs on the one it would make no sense without.

mod front;
mod opening;

use std::ops::Range;

use crate::grammar::{Cues, Group, Head, Scan, Word, scan, words};
use crate::sentence;

use front::{ends_open, in_front, limit_at, of_the_following};
use opening::opening;

/// What a phrase does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Whose act it is, or what the sentence is about.
    Subject,
    /// The words that direct: "shall not", "are prohibited from".
    Force,
    /// The act and its object.
    Core,
    /// "of ..."
    Of,
    /// Any other phrase: "on duty", "pertaining to ..."
    Phrase,
    /// A further member of a list.
    Item,
    /// "that ...", "which ..."
    Clause,
    /// "when ...", "if ..."
    Condition,
    /// "unless ...", "without ...", "only with ...": never left out.
    Limit,
    /// "such as ...", and what stands in brackets.
    Example,
}

/// A phrase: a range of [`Wording::tokens`].
#[derive(Clone, Debug)]
pub struct Chunk {
    /// What it does.
    pub role: Role,
    /// Its tokens.
    pub words: Range<usize>,
    /// The phrase it cannot stand without.
    pub parent: Option<usize>,
}

/// A sentence in phrases.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// The words as written, with their punctuation; an item's behind its lead-in's.
    pub tokens: Vec<String>,
    /// Folded, without punctuation.
    pub low: Vec<String>,
    /// In the order of the words.
    pub chunks: Vec<Chunk>,
    /// The subject is a person, so that whoever is bound by the order is meant.
    pub person: bool,
    /// "be" and a participle.
    pub passive: bool,
    /// The subject is restricted by "only", or denies the verb.
    pub telling_subject: bool,
    /// The sentence has a verb of its own or takes one from its lead-in.
    pub verb: bool,
    /// First token that stands in the statement itself and not in its lead-in.
    pub own: usize,
    /// Tokens that only say the act over again: "post[, transmit, or share] photographs".
    pub again: Range<usize>,
    /// Tokens with which a phrase begins that must be shown.
    must: Vec<usize>,
    /// Where the clause begins that the act is about, otherwise 0.
    that: usize,
}

/// The sentence of a statement that directs most strongly, in phrases. `lead` holds its lead-ins, one a line, the nearest last;
/// `force_words` the words its force was read from, and whether it `forbids`.
pub fn wording(text: &str, lead: &str, force_words: &str, forbids: bool) -> Wording {
    let text = text.trim();
    let ranges = sentence::split(text);
    let cues = Cues::builtin();
    let has_verb = |s: &str| {
        let ws = words(s);
        scan(&ws, cues).main().next().is_some()
    };
    let directing =
        ranges.iter().find(|r| !force_words.is_empty() && text[(*r).clone()].contains(force_words) && has_verb(&text[(*r).clone()]));
    let long = |r: &&Range<usize>| text[(*r).clone()].split_whitespace().count() >= 3;
    let first = directing.or_else(|| ranges.iter().find(|r| has_verb(&text[(*r).clone()]))).or(ranges.iter().find(long)).or(ranges.first());
    let own = first.map_or(text, |r| &text[r.clone()]).trim_end_matches(['.', ';', ',', ':', ' ']);
    let own_words = words(own);
    let own_scan = scan(&own_words, cues);
    let complete = own_scan.main().next().is_some() && !starts_bare(&own_words, &own_scan, cues);
    let front = if complete || lead.trim().is_empty() { String::new() } else { in_front(lead, cues) };
    if front.is_empty() {
        return phrases(own, 0, forbids, cues);
    }
    // "The following are prohibited: smoking": the item is what the lead-in speaks of.
    if let Some((before, said)) = of_the_following(&front) {
        let own = if before.is_empty() { own.to_string() } else { lower_first(own) };
        // "the face of a child, unless its parents agree": what is said of it stands in front of its exception, where there is room for that.
        let (thing, limit) = own.split_at(limit_at(&own));
        let thing = thing.trim_end_matches([',', ' ']);
        let limit = limit.trim_start_matches([',', ' ']);
        let room = [thing, said.as_str(), limit].iter().map(|part| part.split_whitespace().count()).sum::<usize>() <= ROOM;
        let limit = if limit.is_empty() || !room { String::new() } else { format!(", {limit}") };
        return phrases(format!("{before} {thing} {said}{limit}").trim(), 0, forbids, cues);
    }
    let bare = words(own).first().is_some_and(|w| cues.is_verb(&w.low));
    let mark = if bare && front.ends_with(|c: char| c.is_alphabetic()) && ends_open(&front, cues) { ":" } else { "" };
    phrases(&format!("{front}{mark} {}", lower_first(own)), front.split_whitespace().count(), forbids, cues)
}

/// So many words of a rule are shown whole.
const ROOM: usize = 14;

/// An item that begins with a plain verb goes on with its lead-in's modal, whatever verbs follow in it.
fn starts_bare(ws: &[Word], s: &Scan, cues: &Cues) -> bool {
    let bare = ws.first().is_some_and(|w| cues.is_verb(&w.low) && !cues.nounlike.contains(&w.low) || w.low == "not");
    bare && s.main().next().is_none_or(|g| g.at > 2)
}

/// First letter small, unless the word is a name in capitals.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let (Some(a), Some(b)) = (chars.next(), chars.next()) else { return text.to_string() };
    if b.is_uppercase() { text.to_string() } else { a.to_lowercase().collect::<String>() + &text[a.len_utf8()..] }
}

/// Whether a word is a verb, in its plain form or as a gerund or participle.
pub fn verbal(low: &str, cues: &Cues) -> bool {
    let stem = |end: &str| {
        low.strip_suffix(end).filter(|s| s.len() > 1).is_some_and(|s| {
            let doubled = s.len() > 2 && s.as_bytes()[s.len() - 1] == s.as_bytes()[s.len() - 2];
            cues.is_verb(s) || cues.is_verb(&format!("{s}e")) || doubled && cues.is_verb(&s[..s.len() - 1])
        })
    };
    cues.is_verb(low) || stem("ing") || stem("ed")
}

/// Finite verbs of a clause after "that".
const INNER: &[&str] =
    &["is", "are", "was", "were", "may", "can", "will", "shall", "should", "must", "could", "might", "would", "has", "have"];

fn phrases(text: &str, own: usize, forbids: bool, cues: &Cues) -> Wording {
    let mut w = Wording { own, ..Wording::default() };
    w.must.extend((own > 0).then_some(own));
    let mut starts = Vec::new();
    for token in text.split_whitespace() {
        starts.push(token.as_ptr() as usize - text.as_ptr() as usize);
        w.tokens.push(token.to_string());
        w.low.push(token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('\u{2019}', "'"));
    }
    let ws = words(text);
    let s = scan(&ws, cues);
    let token_at = |byte: usize| starts.partition_point(|&x| x <= byte).saturating_sub(1);
    let Some(g) = directing(&s, forbids) else {
        chunks(&mut w, 0, Role::Core, cues);
        return w;
    };
    w.verb = true;
    w.person = g.person;
    w.passive = g.passive;
    w.telling_subject = g.only;
    let force = token_at(g.bytes.start)..token_at(g.bytes.end.saturating_sub(1)) + 1;
    let named = g.subject.clone().next().and_then(|k| ws.get(k)).map(|x| token_at(x.start));
    let mut subject = named.filter(|&k| k < force.start).unwrap_or(force.start);
    let earlier = s.main().any(|x| x.end <= g.at && x.at != g.at);
    // What opens no clause and no phrase is the first part of the subject.
    let plain = |i: usize| {
        let low = w.low[i].as_str();
        !cues.prepositions.contains(low)
            && !cues.subordinators.contains(low)
            && !cues.weak_subordinators.contains(low)
            && !cues.is_adverb(low)
            && cues.exception.at(&ws, 0) == 0
            && !matches!(low, "as" | "to" | "because" | "in" | "such" | "barring")
    };
    if subject > 0 && !earlier && subject < force.start && plain(0) {
        subject = 0;
    }
    while subject < force.start && cues.conjunctions.contains(&w.low[subject]) {
        subject += 1;
    }
    // "shall assume that the record is complete": the clause after "that" is what is assumed, with its verb.
    let that = (force.end..(force.end + 3).min(w.low.len())).find(|&i| w.low[i] == "that" || w.low[i - 1] == "that");
    if let Some(that) = that {
        let finite = |i: &usize| INNER.contains(&w.low[*i].as_str());
        let inner = (that + 1..w.low.len().min(that + 25)).find(finite);
        let inner = inner.or_else(|| s.groups.iter().map(|x| token_at(x.bytes.start)).find(|&t| t > that));
        w.must.extend(inner);
        w.that = that;
    }
    if subject > 0 {
        chunks_in(&mut w, 0..subject, if earlier { Role::Example } else { Role::Phrase }, cues);
        if earlier {
            w.chunks.iter_mut().for_each(|c| c.role = Role::Example);
        }
    }
    if subject < force.start {
        chunks_in(&mut w, subject..force.start, Role::Subject, cues);
    }
    w.chunks.push(Chunk { role: Role::Force, words: force.clone(), parent: None });
    chunks(&mut w, force.end, Role::Core, cues);
    w
}

/// The verb that directs most, the first of equals.
fn directing(s: &Scan, forbids: bool) -> Option<&Group> {
    let weight = |g: &Group| match g.head {
        Head::Forbid | Head::Refrain => 5,
        _ if g.negated && forbids => 4,
        Head::Plain | Head::Predict | Head::Construe => {
            u8::from(!matches!(g.modal, crate::grammar::Modal::Be | crate::grammar::Modal::Have))
        }
        _ => 3,
    };
    s.main().fold(None, |best: Option<&Group>, g| if best.is_none_or(|b| weight(g) > weight(b)) { Some(g) } else { best })
}

fn chunks(w: &mut Wording, from: usize, first: Role, cues: &Cues) {
    let end = w.tokens.len();
    if from < end {
        chunks_in(w, from..end, first, cues);
    }
}

fn chunks_in(w: &mut Wording, range: Range<usize>, first: Role, cues: &Cues) {
    let mut role = first;
    let mut start = range.start;
    let mut depth = 0usize;
    // The words of a clause after "that" belong to the act where the force is "be aware".
    let mut open_that = first == Role::Core;
    let base = w.chunks.len();
    if first == Role::Core {
        w.again = again(w, range.clone(), cues);
    }
    let again = if first == Role::Core { w.again.clone() } else { 0..0 };
    let head = opening(w, range.start, range.start, cues)
        .filter(|r| !matches!(r, Role::Item | Role::Clause | Role::Of) && (first != Role::Core || *r == Role::Limit));
    if let Some(r) = head {
        role = r;
    }
    for i in range.start + 1..range.end {
        depth += w.tokens[i - 1].matches(['(', '[']).count();
        depth = depth.saturating_sub(w.tokens[i - 1].matches([')', ']']).count());
        if depth > 0 || again.contains(&i) || (again.end == i && again.start < i) {
            continue;
        }
        let starts_aside = w.tokens[i].starts_with(['(', '[']);
        let after_aside = w.tokens[i - 1].trim_end_matches([',', ';']).ends_with([')', ']']) && w.chunks_start_aside(start);
        let opens = if starts_aside { Some(Role::Example) } else { opening(w, i, range.start, cues) };
        let opens = match opens {
            _ if w.must.contains(&i) => Some(Role::Core),
            Some(Role::Clause) if open_that && i == w.that => None,
            Some(r)
                if i == start + 1 && r != Role::Example && !matches!(role, Role::Core | Role::Subject | Role::Force | Role::Example) =>
            {
                None
            }
            Some(Role::Clause) if role == Role::Condition && i <= start + 3 => None,
            None if after_aside => Some(Role::Phrase),
            other => other,
        };
        if let Some(next) = opens {
            // A verb still waits for its object.
            let waiting = role == Role::Core
                && i == start + 1
                && w.chunks.len() == base
                && matches!(next, Role::Phrase | Role::Of)
                && verbal(&w.low[start], cues);
            let content = (start..i).filter(|&k| !cues.prepositions.contains(&w.low[k]) && !cues.determiners.contains(&w.low[k])).count();
            let alone = role != Role::Core && role != Role::Item && content <= 1 || content <= 2 && describes(&w.low[i - 1]);
            let adjective = next == Role::Item
                && alone
                && matches!(w.low[i].as_str(), "and" | "or" | "and/or")
                && !w.tokens[i - 1].ends_with([',', ';']);
            let pair = matches!(w.low[i].as_str(), "or" | "and") && matches!(w.low[i - 1].as_str(), "his" | "her" | "he" | "she" | "him");
            if waiting || adjective || pair {
                continue;
            }
            push(w, base, role, start..i);
            (role, start) = (next, i);
            open_that = false;
        }
    }
    push(w, base, role, start..range.end);
}

impl Wording {
    /// Whether what must be shown (an item behind its lead-in, a clause's verb) begins with this token.
    pub fn must_begin(&self, token: usize) -> bool {
        self.must.contains(&token)
    }

    fn chunks_start_aside(&self, start: usize) -> bool {
        self.tokens[start].starts_with(['(', '['])
    }
}

/// The further verbs of a row of verbs with one object.
fn again(w: &Wording, range: Range<usize>, cues: &Cues) -> Range<usize> {
    let first = range.clone().find(|&i| !cues.is_adverb(&w.low[i])).unwrap_or(range.start);
    let (mut last, mut joined, mut at) = (first, w.tokens[first].ends_with(','), first + 1);
    if !verbal(&w.low[first], cues) {
        return 0..0;
    }
    while at < range.end && at < first + 24 {
        let low = &w.low[at];
        if cues.conjunctions.contains(low) || low == "and/or" {
            joined = true;
        } else if joined && verbal(low, cues) && w.low.get(at + 1).is_some_and(|n| !n.is_empty()) {
            last = at;
            joined = w.tokens[at].ends_with(',');
        } else if !(joined && cues.is_adverb(low)) {
            break;
        }
        at += 1;
    }
    if last > first { first + 1..last + 1 } else { 0..0 }
}

/// "confidential" in "confidential or privileged matters" cannot stand without the noun.
fn describes(low: &str) -> bool {
    ["al", "ive", "ous", "ic", "able", "ible", "ful", "ary", "less", "ed", "ant"]
        .iter()
        .any(|e| low.len() > e.len() + 2 && low.ends_with(e))
}

fn push(w: &mut Wording, base: usize, role: Role, words: Range<usize>) {
    let n = w.chunks.len();
    let prev = (n > base).then(|| n - 1);
    let parent = prev.and_then(|p| {
        let (r, up) = (w.chunks[p].role, w.chunks[p].parent);
        match role {
            // "when entering a house without a warrant": what limits the case, not the rule.
            Role::Limit if r == Role::Condition && !w.tokens[words.start - 1].ends_with([',', ';']) => Some(p),
            Role::Limit | Role::Condition | Role::Core => None,
            Role::Of | Role::Clause | Role::Example => Some(p),
            Role::Item if r == Role::Item => up,
            Role::Item => Some(p),
            _ if matches!(r, Role::Of | Role::Phrase | Role::Item | Role::Example) => up.or(Some(p)),
            _ => Some(p),
        }
    });
    w.chunks.push(Chunk { role, words, parent });
}
