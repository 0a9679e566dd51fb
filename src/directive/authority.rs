//! Whose leave is needed, and in what form; and who has to be told.
//!
//! ```text
//! ... without the prior written permission of the Chief or a designee ...
//!     ^^^^^^^^^^^^^^^^^^^ ^^^^^^^ ^^^^^^^^^^        ^^^^^^^^^^^^^^^^^^^ who: chief-or-designee, rank 90, written
//! ```

use std::ops::Range;

use crate::directive::{Authority, Phrase, normal};
use crate::grammar::{Cues, Gap, Group, Modal, Scan, Word};
use crate::lexicon::{Class, Lexicon};

/// A sentence as the slot readers see it.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
    pub scan: &'a Scan,
    pub lexicon: &'a Lexicon,
    pub cues: &'a Cues,
}

impl Sentence<'_> {
    fn low(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| w.low.as_str())
    }

    /// Roles named within the words, as phrases with their rank.
    pub fn roles(&self, range: Range<usize>) -> Vec<(Phrase, Option<u8>)> {
        let words = &self.words[range.start.min(self.words.len())..range.end.min(self.words.len())];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
        // Found afresh in the stretch: "approval of a supervisor" is one concept in the sentence, a supervisor here.
        let stretch = &self.text[first.start..last.end];
        let mut out: Vec<(Phrase, Option<u8>)> = Vec::new();
        let mut end = 0;
        for hit in self.lexicon.find(stretch) {
            let concept = self.lexicon.concept(hit.concept);
            if concept.class == Class::Role {
                // "detective division commander": who is named last is meant, what stands right in front only says which.
                if !out.is_empty() && modifies(&stretch[end..hit.start]) {
                    out.pop();
                }
                end = hit.end;
                out.push((normal::phrase(self.lexicon, stretch, &hit, self.cues), concept.rank));
            }
        }
        // "the chief of the department": the department is whose chief, not a second who.
        if out.iter().any(|(p, _)| p.value != "agency") {
            out.retain(|(p, _)| p.value != "agency");
        }
        out
    }

    /// The same; where the lexicon knows none of them, whoever is named by a word for an office ("the gallery manager"), without a rank.
    fn offices(&self, range: Range<usize>) -> Vec<(Phrase, Option<u8>)> {
        let known = self.roles(range.clone());
        let office = |w: &&Word| {
            let low = w.low.as_str();
            self.cues.is_person(low) && !self.cues.pronouns.contains(low) && !self.cues.public.contains(low) && !low.ends_with('s')
        };
        match self.words[range].iter().rfind(office) {
            Some(w) if known.is_empty() => {
                vec![(Phrase { value: w.low.clone(), words: self.text[w.start..w.end].to_owned() }, None)]
            }
            _ => known,
        }
    }

    /// The end of the phrase that names somebody from `from` on: a verb, a clause or a purpose ends it.
    fn name_end(&self, from: usize) -> usize {
        let mut k = from;
        while k < self.words.len() && k < from + 14 {
            let w = &self.words[k];
            let goes_on = matches!(self.low(k), "or" | "and" | "his" | "her" | "their" | "a" | "an" | "designee" | "the");
            let stops = w.gap == Gap::Stop
                || w.gap == Gap::Comma && k > from && !goes_on
                || self.scan.groups.iter().any(|g| g.at == k)
                || k > from && (self.cues.condition.at(self.words, k) > 0 || self.cues.exception.at(self.words, k) > 0)
                || k > from
                    && matches!(
                        self.low(k),
                        "for" | "to" | "by" | "in" | "that" | "who" | "which" | "prior" | "before" | "within" | "on" | "via"
                    );
            if stops {
                break;
            }
            k += 1;
        }
        while k > from && self.cues.conjunctions.contains(self.low(k - 1)) {
            k -= 1;
        }
        k
    }
}

/// Only a few plain words between two roles: no "or", no "of", no comma.
fn modifies(between: &str) -> bool {
    between.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-')
        && between.split_whitespace().count() <= 2
        && !between
            .split_whitespace()
            .any(|w| matches!(w, "or" | "and" | "of" | "to" | "from" | "by" | "with" | "the" | "a" | "an" | "for" | "in"))
}

/// The leave a sentence asks for; `None` where it asks for none.
pub(super) fn read(s: &Sentence) -> Option<Authority> {
    let mut found: Vec<Authority> = (0..s.words.len())
        .filter(|&i| !s.words[i].aside)
        .filter_map(|i| noun(s, i).or_else(|| participle(s, i)).or_else(|| given(s, i)))
        .collect();
    let named = found.iter().position(|a| !a.who.is_empty());
    let best = named.or(if found.is_empty() { None } else { Some(0) })?;
    Some(found.swap_remove(best))
}

/// "permission of the chief", "the chief's written approval", "prior approval".
fn noun(s: &Sentence, i: usize) -> Option<Authority> {
    if !s.cues.permission.contains(s.low(i)) || s.words[i].capital && i > 0 && s.words.get(i + 1).is_some_and(|w| w.capital) {
        return None;
    }
    let mut start = i;
    while start > 0 && i - start < 7 && s.words[start].gap == Gap::None && !s.scan.groups.iter().any(|g| g.at == start) {
        start -= 1;
    }
    let needed = (start..i).filter(|&k| s.cues.needs.contains(s.low(k))).collect::<Vec<_>>();
    let joined = matches!(s.low(i + 1), "of" | "from" | "by");
    let weak = matches!(s.low(i), "authority" | "leave" | "clearance");
    if needed.is_empty() && (!joined || weak) || weak && !needed.iter().any(|&k| matches!(s.low(k), "without" | "written" | "prior")) {
        return None;
    }
    if i > 0 && s.low(i - 1) == "seeking" || (start..i).any(|k| s.low(k) == "seeking") {
        return None;
    }
    let from = needed.first().copied().unwrap_or(i);
    let mut end = i + 1;
    let mut who = s.roles(from..i);
    if who.is_empty() && (from..i).any(|k| s.low(k) == "supervisory") {
        let word = s.words[from..i].iter().find(|w| w.low == "supervisory").map_or("", |w| &s.text[w.start..w.end]);
        let rank = s.lexicon.by_name("supervisor").and_then(|id| s.lexicon.concept(id).rank);
        who = vec![(Phrase { value: "supervisor".to_owned(), words: word.to_owned() }, rank)];
    }
    if s.words.get(i + 1).is_some_and(|w| w.gap == Gap::None)
        && matches!(s.low(i + 1), "of" | "from" | "by" | "and" | "rests" | "or" | "in")
    {
        end = s.name_end(i + 1).max(i + 1);
        if matches!(s.low(i + 1), "in") && s.low(i + 2) == "writing" {
            end = s.name_end(i + 3);
        }
        let behind = s.roles(i + 1..end);
        if !behind.is_empty() {
            who = behind;
        }
    }
    // "Final approval will rest with the captain".
    if who.is_empty()
        && let Some(k) =
            (i + 1..(i + 12).min(s.words.len())).find(|&k| s.low(k) == "with" && matches!(s.low(k - 1), "rest" | "rests" | "lies" | "lie"))
    {
        end = s.name_end(k + 1);
        who = s.roles(k + 1..end);
    }
    let concerned =
        (from..i).any(|k| matches!(s.low(k), "their" | "his" | "her") || s.words[k].possessive && !s.cues.givers.contains(s.low(k)));
    if concerned && who.iter().all(|(_, rank)| rank.is_none_or(|r| r <= 10)) {
        let words = s.text[s.words[from].start..s.words[end - 1].end].to_owned();
        who = vec![(Phrase { value: "person-concerned".to_owned(), words }, None)];
    }
    Some(authority(s, from, end, who))
}

/// "approved by the chief", "unless expressly authorized", "at the discretion of the captain".
fn participle(s: &Sentence, i: usize) -> Option<Authority> {
    let discretion = s.low(i) == "discretion" && s.low(i + 1) == "of";
    if !s.cues.permitted.contains(s.low(i)) && !discretion {
        return None;
    }
    let by = if discretion {
        Some(i + 1)
    } else {
        (i + 1..(i + 5).min(s.words.len())).take_while(|&k| s.words[k].gap != Gap::Stop).find(|&k| s.low(k) == "by")
    };
    let mut from = i;
    while from > 0
        && s.words[from].gap == Gap::None
        && (s.cues.is_adverb(s.low(from - 1))
            || matches!(s.low(from - 1), "unless" | "otherwise" | "and" | "approved" | "reviewed" | "as" | "when"))
    {
        from -= 1;
    }
    let Some(by) = by else {
        let open = (from..i).any(|k| s.low(k) == "unless") && s.low(i + 1) != "to" && s.low(i) != "determined"
            || s.low(i + 1) == "in" && s.low(i + 2) == "writing";
        return open.then(|| authority(s, from, i + 1, Vec::new()));
    };
    let end = s.name_end(by + 1);
    let who = s.offices(by + 1..end);
    let law = who.is_empty();
    (!law).then(|| authority(s, from, end, who))
}

/// "unless the chief agrees", "until a captain has approved it", "if your sergeant says so", "the captain must approve": leave with a verb of its own.
fn given(s: &Sentence, i: usize) -> Option<Authority> {
    let had = (i.saturating_sub(3)..i).any(|k| matches!(s.low(k), "has" | "have"));
    let leave = matches!(s.low(i), "gives" | "given") && (i + 1..i + 4).any(|k| s.cues.permission.contains(s.low(k)));
    let says = s.low(i) == "says" && s.low(i + 1) == "so";
    let agrees = s.cues.gives.contains(s.low(i)) && s.low(i + 1) != "with" || s.cues.given.contains(s.low(i)) && had;
    if !(leave || says || agrees) {
        return None;
    }
    let near = (i.saturating_sub(12)..i).rev().take_while(|&k| s.words[k + 1].gap != Gap::Stop);
    let clause = near.into_iter().find(|&k| matches!(s.low(k), "unless" | "until" | "if" | "once" | "after" | "except"));
    // "The captain must approve every alias."
    let binds = |g: &&Group| matches!(g.modal, Modal::Shall | Modal::Must | Modal::Will) && !g.negated && g.verb == Some(i);
    let rule = || s.scan.main().find(binds).filter(|_| matches!(s.low(i), "approve" | "authorize")).map(|g| g.subject.start);
    let (opener, subject) = clause.map(|k| (k, k + 1)).or_else(|| rule().map(|k| (k, k)))?;
    // Whoever is bound cannot give himself leave; somebody outside (a driver, an owner) can.
    let who: Vec<_> = s.offices(subject..i).into_iter().filter(|(_, rank)| rank.is_none_or(|r| r > 10)).collect();
    (!who.is_empty()).then(|| {
        let more = if leave { 2 } else { usize::from(says || matches!(s.low(i + 1), "it" | "this" | "them" | "otherwise")) };
        authority(s, opener, i + 1 + more, who)
    })
}

fn authority(s: &Sentence, from: usize, end: usize, mut who: Vec<(Phrase, Option<u8>)>) -> Authority {
    let mut end = end.clamp(from + 1, s.words.len());
    if s.low(end) == "in" && s.low(end + 1) == "writing" {
        end += 2;
    }
    let look = from..end.min(s.words.len());
    let has = |set: &rustc_hash::FxHashSet<String>| look.clone().any(|k| set.contains(s.low(k)));
    if let Some(at) = who.iter().position(|(p, _)| p.value.ends_with("-or-designee")) {
        let kept = who[at].clone();
        let alone = who.iter().all(|(p, _)| p.value == kept.0.value || kept.0.value.starts_with(p.value.as_str()));
        if alone {
            who = vec![kept];
        }
    }
    let rank = who.iter().map(|(_, r)| r.unwrap_or(0)).min().unwrap_or(0);
    let mut phrases: Vec<Phrase> = Vec::new();
    for (p, _) in who {
        normal::add(&mut phrases, p);
    }
    phrases.sort_by(|a, b| a.value.cmp(&b.value));
    Authority {
        who: phrases,
        rank,
        written: has(&s.cues.written),
        express: has(&s.cues.express),
        words: s.text[s.words[from].start..s.words[end - 1].end].to_owned(),
    }
}

/// Who has to be told: "shall notify a supervisor", "shall be reported to the chief".
pub(super) fn told(s: &Sentence) -> Vec<Phrase> {
    let mut out = Vec::new();
    for i in 0..s.words.len() {
        if s.words[i].aside || s.scan.depth.get(i).is_some_and(|&d| d > 1) {
            continue;
        }
        let from = if s.cues.tell.contains(s.low(i)) {
            let by = s.low(i + 1) == "by";
            if by { None } else { Some(i + 1) }
        } else if s.cues.tell_to.contains(s.low(i)) {
            (i + 1..(i + 12).min(s.words.len())).take_while(|&k| s.words[k].gap != Gap::Stop).find(|&k| s.low(k) == "to").map(|k| k + 1)
        } else {
            None
        };
        let Some(from) = from else { continue };
        let end = s.name_end(from);
        for (p, rank) in s.roles(from..end) {
            if rank.is_some() || s.cues.tell.contains(s.low(i)) {
                normal::add(&mut out, p);
            }
        }
        // "A supervisor shall be notified": the subject is told.
        let passive = s.cues.tell.contains(s.low(i)) && s.low(i).ends_with("ed");
        if let Some(g) = s.scan.groups.iter().find(|g| passive && g.passive && g.verb == Some(i)) {
            for (p, _) in s.roles(g.subject.clone()) {
                normal::add(&mut out, p);
            }
        }
    }
    out
}
