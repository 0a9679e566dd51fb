//! Who is bound: the head of the subject, lists and units included; not what hangs on it.
//!
//! ```text
//! Sworn members, when off duty, and volunteers of the agency, with a permit, may park here.
//! ^^^^^^^^^^^^^                     ^^^^^^^^^^ bound
//! ```

use std::ops::Range;

use super::authority::Sentence;
use super::piece::Piece;
use super::{Phrase, normal};
use crate::grammar::{Cues, Gap, Group};
use crate::lexicon::{Class, Lexicon};

impl Piece<'_> {
    /// Who is bound: the roles of the subjects of the sentence's own verbs, or "by" whom a thing is done.
    pub(super) fn actors(&self, s: &Sentence, leave: &str, actors: &mut Vec<Phrase>) {
        let mut found: Vec<Phrase> = Vec::new();
        for g in self.scan.main() {
            let own = self.impersonal(g, s.cues).unwrap_or_else(|| self.named_subject(g, s.cues));
            let mut roles = s.roles(own.clone());
            roles.retain(|(p, rank)| g.person || rank.is_some() && own.start > g.at || rank.is_some() && p.value != "agency");
            // "The forms division": somebody the lexicon does not know is bound under their own name.
            let known =
                self.words.get(own.end.wrapping_sub(1)).is_some_and(|w| self.hits.iter().any(|h| h.start < w.end && w.end <= h.end));
            if g.person && !own.is_empty() && !known && self.is_name(own.clone(), s.cues) {
                let plain = self.verbatim(own.clone());
                let value = normal::value(s.lexicon, &self.words[own], &[], s.cues);
                if roles.is_empty() || roles.iter().all(|(p, _)| !plain.ends_with(&p.words)) {
                    roles = vec![(Phrase { value, words: plain }, None)];
                }
            }
            for (mut p, _) in roles {
                if p.value == "other-officer" {
                    p.value = "employee".to_owned();
                }
                normal::add(&mut found, p);
            }
            let by = (g.end..self.words.len()).take(6).find(|&k| self.words[k].low == "by" && g.passive);
            if let Some(by) = by.filter(|_| !g.person) {
                for (p, _) in s.roles(by + 1..(by + 8).min(self.words.len())) {
                    if !leave.contains(p.words.as_str()) {
                        normal::add(&mut found, p);
                    }
                }
            }
        }
        // "all personnel, sworn and civilian": the addition says that nobody is left out.
        for p in found.iter_mut().filter(|p| p.words.eq_ignore_ascii_case("civilian")) {
            p.value = "civilian-employee".to_owned();
        }
        let has = |value: &str| found.iter().any(|p| p.value == value);
        let both = has("officer") && has("civilian-employee");
        if both && !has("employee") {
            for p in found.iter_mut().filter(|p| p.value == "officer") {
                p.value = "employee".to_owned();
            }
        }
        if both {
            found.retain(|p| p.value != "officer" && p.value != "civilian-employee");
        }
        // Whoever is an employee anyway adds nothing to "employees".
        if let Some(all) = s.lexicon.by_name("employee").filter(|_| found.iter().any(|p| p.value == "employee")) {
            found.retain(|p| p.value == "employee" || s.lexicon.by_name(&p.value).is_none_or(|id| !s.lexicon.includes(all, id)));
        }
        for p in found {
            normal::add(actors, p);
        }
    }

    /// "It is the policy that officers:" ends in who the items bind.
    pub(super) fn last_named(&self, lexicon: &Lexicon, actors: &mut Vec<Phrase>) {
        let Some(last) = self.words.last() else { return };
        for hit in self.hits.iter().filter(|h| h.end >= last.end && lexicon.concept(h.concept).class == Class::Role) {
            if actors.is_empty() {
                normal::add(actors, normal::phrase(lexicon, self.text, hit, Cues::builtin()));
            }
        }
    }

    /// The words of a subject that name who is bound: without clauses of its own, conditions, and what hangs on a preposition.
    fn named_subject(&self, g: &Group, cues: &Cues) -> Range<usize> {
        let whole = self.whole_subject(g.subject.clone(), cues);
        let inner = |k: usize| self.scan.depth.get(k).is_some_and(|&d| d > 0) || self.spans.iter().any(|s| s.words.contains(&k));
        let skipped = |k: usize| {
            inner(k) || self.words[k].aside || cues.conjunctions.contains(&self.words[k].low) || cues.is_adverb(&self.words[k].low)
        };
        let Some(start) = whole.clone().find(|&k| !skipped(k)) else { return whole.start..whole.start };
        let mut end = start;
        let mut named = false;
        while end < whole.end && !inner(end) {
            let w = &self.words[end];
            let inside_hit = self.hits.iter().any(|h| h.start < w.start && w.end <= h.end);
            let hangs = cues.prepositions.contains(&w.low)
                || w.low.ends_with("ing") && named
                || w.gap == Gap::Comma && cues.prepositions.contains(&w.low);
            if end > start && named && hangs && !inside_hit && g.person {
                break;
            }
            named |= !cues.determiners.contains(&w.low);
            end += 1;
        }
        while end > start && skipped(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// The subject with what stands in front of an addition: "all personnel, sworn and civilian,".
    fn whole_subject(&self, subject: Range<usize>, cues: &Cues) -> Range<usize> {
        let adds = |k: usize| matches!(self.words[k].low.as_str(), "sworn" | "civilian" | "both" | "whether" | "including" | "regardless");
        let mut start = subject.start;
        if subject.clone().next().is_some_and(|k| self.words[k].gap == Gap::Comma && adds(k)) {
            start = start.saturating_sub(1);
            while start > 0 && self.words[start].gap == Gap::None {
                start -= 1;
            }
        }
        // "Officers, detectives, and civilians": a list of who is bound.
        let joined =
            subject.clone().next().is_some_and(|k| self.words[k].gap == Gap::Comma && cues.conjunctions.contains(&self.words[k].low));
        while joined && start > 0 {
            let end = start;
            let mut k = end - 1;
            while k > 0 && self.words[k].gap == Gap::None && end - k <= 5 {
                k -= 1;
            }
            let first = &self.words[k].low;
            let listed = end - k <= 5
                && (k..end).all(|m| self.scan.depth.get(m).is_none_or(|&d| d == 0) && self.scan.groups.iter().all(|g| g.at != m))
                && !cues.prepositions.contains(first)
                && !self.spans.iter().any(|s| s.words.contains(&k));
            if !listed {
                break;
            }
            start = k;
            if self.words[k].gap != Gap::Comma {
                break;
            }
        }
        start..subject.end
    }

    /// "It is recommended that officers record it": who is bound stands behind "that".
    fn impersonal(&self, g: &Group, cues: &Cues) -> Option<Range<usize>> {
        let low = |k: usize| self.words.get(k).map_or("", |w| w.low.as_str());
        let it = g.subject.clone().count() == 1 && low(g.subject.start) == "it";
        let that = (g.end.saturating_sub(1)..g.end + 1).find(|&k| low(k) == "that").filter(|_| it)?;
        let end =
            (that + 2..(that + 9).min(self.words.len())).find(|&k| cues.is_verb(low(k)) || self.scan.groups.iter().any(|x| x.at == k))?;
        Some(that + 1..end)
    }

    /// "They", "no one" and "all" name nobody.
    fn is_name(&self, own: Range<usize>, cues: &Cues) -> bool {
        let low = |k: usize| self.words[k].low.as_str();
        own.clone().all(|k| !cues.pronouns.contains(low(k)))
            && own
                .into_iter()
                .any(|k| !cues.determiners.contains(low(k)) && !matches!(low(k), "anyone" | "everyone" | "nobody" | "who" | "person"))
    }
}
