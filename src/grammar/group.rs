//! One finite verb with what belongs to it: its subject, what denies it, and what its head adds.
//!
//! ```text
//! no member   shall    under any condition   be permitted to
//! ^^ denied   ^ modal  ^ stepped over           ^^^^^^^^^^^^ head: Allow
//! ```

use super::Gap;
use super::scan::Scanner;

/// What carries the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modal {
    /// shall
    Shall,
    /// must
    Must,
    /// will
    Will,
    /// should, ought
    Should,
    /// may
    May,
    /// can
    Can,
    /// might, could, would
    Might,
    /// is, are, was, were
    Be,
    /// has, have, had
    Have,
    /// does, do, did
    Do,
    /// needs to, need not
    Need,
    /// a rule-giver's verb: "the department prohibits"
    Giver,
}

/// What the words after the modal add to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// prohibited, restricted from
    Forbid,
    /// authorized, free to
    Allow,
    /// exempt
    Release,
    /// required, responsible for
    Require,
    /// urged, cautioned
    Advise,
    /// refrain
    Refrain,
    /// construed, intended
    Construe,
    /// occur, subject to
    Predict,
    /// tolerate, permit (after "does not")
    Tolerate,
    /// prohibit, limit (after "does not", "nothing")
    Limit,
    /// "is to", "has to", "needs to"
    To,
    /// anything else
    Plain,
}

/// A finite verb with what belongs to it.
#[derive(Clone, Debug)]
pub struct Group {
    /// Index of the modal.
    pub at: usize,
    /// Index after the last word read (the head, or the verb).
    pub end: usize,
    /// Byte range of the cue: from the negation or the modal to the last word of the head.
    pub bytes: std::ops::Range<usize>,
    /// What carries it.
    pub modal: Modal,
    /// Denied, by "not", by "no member", by "under no circumstances".
    pub negated: bool,
    /// What follows.
    pub head: Head,
    /// "be" and a participle, or an adjective.
    pub passive: bool,
    /// The word the group ends in: the verb where the head is plain.
    pub verb: Option<usize>,
    /// Its subject, as word indices; empty where it has none of its own.
    pub subject: std::ops::Range<usize>,
    /// The subject's head word can act (a person, a unit, the department).
    pub person: bool,
    /// The subject is "nothing".
    pub nothing: bool,
    /// The subject is restricted by "only".
    pub only: bool,
    /// In a clause that says more of what the sentence's own "is" names ("is a record that must be kept").
    pub predicate: bool,
    /// It is the sentence's own; a clause inside it otherwise.
    pub main: bool,
    /// Inside what somebody is reminded, cautioned or told to know.
    pub advised: bool,
}

impl Scanner<'_> {
    /// The word as a modal, and whether it carries its own negation.
    pub(super) fn modal(&self, i: usize) -> Option<(Modal, bool)> {
        let low = self.low(i);
        let next = self.low(i + 1);
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        let negated = low.ends_with("n't") || low == "cannot";
        let noun = self.cues.determiners.contains(before)
            && self.words[i].gap == Gap::None
            && !matches!(before, "each" | "all" | "either" | "neither" | "both" | "this" | "these" | "those" | "any");
        // "as soon as you can" is a measure.
        if i >= 2 && self.low(i - 2) == "as" && self.cues.pronouns.contains(before) && matches!(low, "can" | "may" | "could") {
            return None;
        }
        let modal = match low {
            "shall" | "shan't" => Modal::Shall,
            "must" | "mustn't" => Modal::Must,
            "will" | "won't" if !noun && before != "at" && before != "free" => Modal::Will,
            "should" | "shouldn't" | "ought" => Modal::Should,
            "may" if !(self.words[i].capital && next.starts_with(|c: char| c.is_ascii_digit())) && before != "of" => Modal::May,
            "can" | "can't" | "cannot" if !noun => Modal::Can,
            "might" | "could" | "would" | "couldn't" | "wouldn't" => Modal::Might,
            "is" | "are" | "was" | "were" | "isn't" | "aren't" | "wasn't" | "weren't" => Modal::Be,
            "had" if matches!(before, "has" | "have" | "had") => return None,
            "has" | "have" | "had" | "hasn't" | "haven't" if before != "to" && !self.cues.is_adverb(before) || low == "has" => Modal::Have,
            "do" | "does" | "did" | "don't" | "doesn't" | "didn't" if negated || next == "not" || self.cues.is_verb(next) => Modal::Do,
            "need" | "needs" if matches!(next, "to" | "not") && !noun => Modal::Need,
            _ => return self.giver(i).then_some((Modal::Giver, false)),
        };
        Some((modal, negated))
    }

    /// "The department prohibits": a verb of command whose subject makes rules.
    fn giver(&self, i: usize) -> bool {
        let low = self.low(i);
        let base = self.cues.third_person(low);
        let word = base.as_deref().unwrap_or(low);
        let c = self.cues;
        // "requires no approval"
        if !c.say.contains(word) || c.none_of(self.words, i + 1) {
            return false;
        }
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        if matches!(before, "to" | "not" | "and" | "or") && !(base.is_some() && before == "and") || c.determiners.contains(before) {
            return false;
        }
        let subject = self.subject(i);
        // "Travel requires the approval of the chief": whatever the subject is.
        let leave = |w: &super::Word| c.permission.contains(&w.low);
        if word == "require" && base.is_some() && !subject.is_empty() && self.words[i + 1..].iter().take(6).any(leave) {
            return true;
        }
        if base.is_none() && !self.words[subject.clone()].iter().any(|w| w.low.ends_with('s')) {
            return false;
        }
        subject.is_empty() && base.is_some() && self.out.groups.is_empty() && !self.out.depth.is_empty()
            || self.words[subject].iter().any(|w| c.givers.contains(&w.low) || w.low == "nothing" || w.low == "this")
    }

    /// The words between the last boundary of the sentence itself and the verb at `i`.
    pub(super) fn subject(&self, i: usize) -> std::ops::Range<usize> {
        let level = |k: usize| self.out.depth.get(k).copied().unwrap_or(0);
        let floor = if self.stack.is_empty() { 0 } else { u8::try_from(self.stack.len()).unwrap_or(u8::MAX) };
        let later = self.out.groups.iter().rev().take_while(|g| g.end >= self.from).any(|g| g.main && g.end <= i);
        let mut start = self.from;
        // The last stretch between commas that has words of this level in it; after a verb, also what follows "and".
        for k in (self.from..i).rev() {
            let aside = self.words[k].gap == Gap::Comma && k > self.from && self.cues.prepositions.contains(self.low(k));
            let cut = self.words[k].gap == Gap::Comma && !aside || later && self.cues.conjunctions.contains(self.low(k));
            if cut
                && (k..i).any(|m| level(m) == floor && !self.cues.conjunctions.contains(self.low(m)) && !self.cues.is_adverb(self.low(m)))
            {
                start = k;
                break;
            }
            if later && self.cues.conjunctions.contains(self.low(k)) {
                start = i;
                break;
            }
        }
        let named =
            (start..i).any(|k| level(k) <= floor && !self.cues.conjunctions.contains(self.low(k)) && !self.cues.is_adverb(self.low(k)));
        if named { start..i } else { i..i }
    }

    /// Whether the subject's head word can act.
    pub(super) fn acts(&self, subject: &std::ops::Range<usize>) -> bool {
        let c = self.cues;
        let mut head = "";
        let mut initials = false;
        for k in subject.clone() {
            let low = self.low(k);
            if !head.is_empty()
                && (c.prepositions.contains(low) && (low != "on" || c.is_person(head))
                    || matches!(low, "who" | "that" | "which" | "whose")
                    || c.is_person(head) && (low.ends_with("ing") && k + 1 < subject.end || low.ends_with("ed"))
                    || self.words[k].gap == Gap::Comma && c.is_person(head))
            {
                break;
            }
            if c.determiners.contains(low) && low != "each" || c.conjunctions.contains(low) && !c.is_person(head) || c.is_adverb(low) {
                continue;
            }
            if c.conjunctions.contains(low) {
                break;
            }
            if !(self.words[k].possessive && c.is_person(low) && k + 1 < subject.end) {
                head = low;
                initials = self.words[k].initials && !c.devices.contains(low);
            }
        }
        // "Clerks, and those asked to help, may not"
        let those = || {
            let mut own = subject.clone().filter(|&k| !c.conjunctions.contains(self.low(k)));
            let named = |low: &str| low == "who" || low.ends_with("ed") || low.ends_with("ing");
            own.next().is_some_and(|k| self.low(k) == "those") && own.any(|k| !c.is_adverb(self.low(k)) && named(self.low(k)))
        };
        let one = || self.words[subject.clone()].iter().any(|w| w.low == "one");
        c.is_person(head) || initials || those() || head.is_empty() && one()
    }

    /// Where a "no member", "nor" or "under no circumstances" in front of the verb at `i` begins.
    pub(super) fn denied_before(&self, i: usize, subject: usize) -> Option<usize> {
        let floor = u8::try_from(self.stack.len()).unwrap_or(u8::MAX);
        let from = if self.stack.is_empty() { self.from } else { subject.max(self.from) };
        (from..i).filter(|&k| self.out.depth.get(k).is_none_or(|&d| d <= floor)).find(|&k| {
            let low = self.low(k);
            let before = k.checked_sub(1).map_or("", |b| self.low(b));
            match low {
                // "No more than two boats may go": a ban on the third.
                "no" | "not" if k == subject && self.low(k + 1) == "more" && self.low(k + 2) == "than" => !self.times(k + 3),
                "not" if k == subject && self.low(k + 1) == "every" => matches!(self.low(i), "may" | "can"),
                "no" => {
                    !self.cues.harmless_no.contains(self.low(k + 1))
                        && (k == from || !self.cues.prepositions.contains(before))
                        && !matches!(before, "with" | "is" | "are" | "has" | "have")
                        && self.cues.negations.at(self.words, k) == 0
                }
                "neither" | "nor" | "none" | "nobody" => true,
                _ => self.cues.negations.at(self.words, k) > 0,
            }
        })
    }

    /// "ten days", "24 business hours": a stretch of time begins at the word.
    fn times(&self, k: usize) -> bool {
        const UNITS: [&str; 12] =
            ["minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];
        (k..k + 4).any(|at| UNITS.contains(&self.low(at)))
    }

    /// Reads what follows the modal: adverbs, "not", "be", and what the whole amounts to.
    pub(super) fn rest(&self, g: &mut Group) {
        let mut j = self.skip(g.at + 1, g);
        if let Some(verb) = self.behind_its_verb(g, j) {
            g.subject = j..verb;
            g.person = self.acts(&g.subject);
            j = verb;
        }
        if g.modal == Modal::Have && self.low(j) == "no" {
            g.negated = !g.negated;
            j += 1;
        }
        if matches!(self.low(j), "be" | "been" | "being") {
            g.passive = true;
            j = self.skip(j + 1, g);
        }
        if g.modal == Modal::Be {
            g.passive = true;
        }
        let c = self.cues;
        let low = self.low(j).to_owned();
        let next_have = matches!(low.as_str(), "have" | "has") && g.modal != Modal::Have;
        let k = if next_have { self.skip(j + 1, g) } else { j };
        let to = self.low(k) == "to"
            && !c.determiners.contains(self.low(k + 1))
            && !c.prepositions.contains(self.low(k + 1))
            && (next_have || matches!(g.modal, Modal::Be | Modal::Have | Modal::Need) || low == "to" && g.modal == Modal::Should);
        let found = [
            (Head::Forbid, &c.forbid),
            (Head::Allow, &c.allow),
            (Head::Release, &c.release),
            (Head::Require, &c.require),
            (Head::Advise, &c.advise),
            (Head::Refrain, &c.refrain),
            (Head::Construe, &c.construe),
            (Head::Predict, &c.predict),
        ]
        .into_iter()
        .map(|(head, phrases)| (phrases.at(self.words, k), head))
        .filter(|&(n, _)| n > 0)
        .max_by_key(|&(n, head)| (n, std::cmp::Reverse(head as u8)));
        let (n, head) = match (g.modal, found) {
            (Modal::Giver, _) => (0, self.said(g.at)),
            (Modal::Do, _) if c.say_tolerate.contains(&low) => (1, Head::Tolerate),
            (Modal::Do, _) if c.say_limit.contains(&low) => (1, Head::Limit),
            (Modal::Shall | Modal::Will | Modal::Must | Modal::May, _) if c.say_limit.contains(&low) && g.nothing => (1, Head::Limit),
            (_, _) if to => (1, Head::To),
            (_, Some((n, head))) => (n, head),
            _ => (1, Head::Plain),
        };
        g.head = head;
        let last = if n == 0 { g.at } else { (k + n - 1).min(self.words.len().saturating_sub(1)) };
        g.verb = match head {
            Head::To => (k + 1 < self.words.len()).then_some(k + 1),
            Head::Plain => (j < self.words.len()).then_some(j),
            _ => (last < self.words.len()).then_some(last),
        };
        if head != Head::Plain {
            g.end = last + 1;
            g.bytes.end = self.words[last].end;
        } else {
            g.end = (g.end).max(j).min(self.words.len()).max(g.at + 1);
        }
    }

    /// Where the verb stands in "shall a prisoner be left", "may he enter": the subject is between it and the modal.
    fn behind_its_verb(&self, g: &Group, j: usize) -> Option<usize> {
        let low = self.low(j);
        let be = (j + 1..(j + 5).min(self.words.len())).find(|&k| self.low(k) == "be" && self.words[k].gap == Gap::None);
        if g.subject.is_empty() && low != "be" && matches!(g.modal, Modal::May | Modal::Shall | Modal::Must | Modal::Will) && be.is_some() {
            return be;
        }
        let opens = self.cues.determiners.contains(low) && low != "all" && low != "both"
            || self.cues.pronouns.contains(low)
            || self.cues.is_person(low) && !self.cues.is_verb(low);
        if !opens || matches!(g.modal, Modal::Be | Modal::Have | Modal::Do | Modal::Giver | Modal::Need) {
            return None;
        }
        let mut near = (j + 1..(j + 8).min(self.words.len())).take_while(|&k| self.words[k].gap == Gap::None);
        near.find(|&k| {
            let before = self.low(k - 1);
            (self.low(k) == "be" || self.cues.is_verb(self.low(k))) && !self.cues.determiners.contains(before)
        })
    }

    /// What a rule-giver's verb amounts to.
    fn said(&self, i: usize) -> Head {
        let low = self.low(i);
        let base = self.cues.third_person(low);
        let word = base.as_deref().unwrap_or(low);
        let c = self.cues;
        match word {
            w if c.say_forbid.contains(w) => Head::Forbid,
            w if c.say_require.contains(w) => Head::Require,
            w if c.say_advise.contains(w) => Head::Advise,
            w if c.say_allow.contains(w) => Head::Allow,
            _ => Head::Limit,
        }
    }

    /// Steps over adverbs, "not", fillers and what stands between two commas; notes the negations among them.
    fn skip(&self, mut j: usize, g: &mut Group) -> usize {
        loop {
            let low = self.low(j);
            if j >= self.words.len() || self.words[j].gap == Gap::Stop {
                return j;
            }
            if self.words[j].gap == Gap::Comma {
                let close = (j + 1..(j + 14).min(self.words.len())).find(|&k| self.words[k].gap == Gap::Comma && !self.words[k].aside);
                let Some(close) = close else { return j };
                if (j..close).any(|k| self.cues.negations.at(self.words, k) > 0) {
                    g.negated = true;
                }
                j = close;
                if self.cues.is_adverb(self.low(j)) || self.low(j) == "be" {
                    continue;
                }
                return j;
            }
            let denied = self.cues.negations.at(self.words, j);
            if denied > 0 {
                g.negated = !g.negated;
                g.bytes.end = self.words[j + denied - 1].end;
                j += denied;
                continue;
            }
            let filler = self.cues.fillers.at(self.words, j);
            if filler > 0 {
                j += filler;
                continue;
            }
            match low {
                "not" | "neither" if self.low(j + 1) == "only" => j += 2,
                "not" | "never" | "neither" => {
                    g.negated = !g.negated;
                    g.bytes.end = self.words[j].end;
                    j += 1;
                }
                _ if self.cues.is_adverb(low) => j += 1,
                _ => return j,
            }
        }
    }
}
