//! The finite verbs of one sentence, each with its scope: the sentence's own, or that of a clause inside it.
//!
//! A stack of open clauses. "If", "who", "that" open one; each claims one finite verb; a comma, or a second verb, closes it:
//!
//! ```text
//! Officers | who are | , or who may be expected to work under cover | , shall not post it
//!            [who..]      [who .. may]                              ]    shall: the stack is empty, so it is the sentence's own
//! ```

use super::{Cues, Gap, Word};

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

/// What [`scan`] finds in a sentence.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Finite verbs from left to right.
    pub groups: Vec<Group>,
    /// Words with which a main clause may begin: the first, and those after an introduction, a semicolon or a comma.
    pub starts: Vec<usize>,
    /// How many clauses are open at each word.
    pub depth: Vec<u8>,
}

impl Scan {
    /// The sentence's own verbs.
    pub fn main(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|g| g.main)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    /// "if", "unless"
    Adverbial,
    /// "before", "until"
    Weak,
    /// "who", "that"
    Relative,
    /// "that" after "aware", "states"
    Said { advised: bool, policy: bool },
    /// ", who"
    Added,
}

struct Frame {
    opens: Opens,
    satisfied: bool,
}

/// Finds the finite verbs of a sentence.
pub fn scan(words: &[Word], cues: &Cues) -> Scan {
    let mut s =
        Scanner { words, cues, stack: Vec::new(), from: 0, left: None, row: false, out: Scan { starts: vec![0], ..Scan::default() } };
    let mut i = 0;
    while i < words.len() {
        if words[i].aside {
            s.out.depth.push(9);
            i += 1;
            continue;
        }
        s.boundary(i);
        let end = if s.open(i) { i + 1 } else { s.finite(i).unwrap_or(i + 1) };
        s.witness(i);
        while s.out.depth.len() < end.max(i + 1) {
            s.out.depth.push(u8::try_from(s.stack.len()).unwrap_or(u8::MAX));
        }
        i = end.max(i + 1);
    }
    s.out
}

struct Scanner<'a> {
    words: &'a [Word],
    cues: &'a Cues,
    stack: Vec<Frame>,
    /// Where the subject of the next main verb may begin.
    from: usize,
    /// A clause opened by "who" or "that" ended at the comma in front of this word.
    left: Option<usize>,
    /// Such a clause went on behind its comma with another verb.
    row: bool,
    out: Scan,
}

impl Scanner<'_> {
    fn low(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| w.low.as_str())
    }

    /// What a comma, a dash or a semicolon closes.
    fn boundary(&mut self, i: usize) {
        match self.words[i].gap {
            Gap::None => {}
            Gap::Stop => {
                self.stack.clear();
                self.from = i;
                self.out.starts.push(i);
            }
            Gap::Comma => {
                let next_joins = self.cues.conjunctions.contains(self.low(i));
                while self.stack.last().is_some_and(|f| match f.opens {
                    Opens::Adverbial => f.satisfied || !next_joins,
                    Opens::Weak => true,
                    Opens::Relative | Opens::Said { .. } | Opens::Added => f.satisfied,
                }) {
                    if self.stack.pop().is_some_and(|f| f.opens == Opens::Relative) {
                        self.left = Some(i);
                    }
                }
                if self.stack.is_empty() {
                    self.out.starts.push(i);
                }
            }
        }
    }

    /// Whether the word opens a clause of its own, and opens it.
    fn open(&mut self, i: usize) -> bool {
        let (cues, low) = (self.cues, self.low(i).to_owned());
        let next = self.low(i + 1).to_owned();
        let at_start = self.words[i].gap != Gap::None || self.out.starts.contains(&i);
        let opens = match low.as_str() {
            "who" | "whom" | "whose" | "which" => {
                let added = self.words[i].gap == Gap::Comma && matches!(low.as_str(), "who" | "which");
                if added { Opens::Added } else { Opens::Relative }
            }
            "that" => match self.that(i) {
                Some(opens) => opens,
                None => return false,
            },
            "what" | "how" | "why" | "whoever" | "whatever" => Opens::Relative,
            "should" if at_start && self.inverted(i + 1) => Opens::Adverbial,
            "provided" if self.words[i].gap == Gap::Comma || next == "that" => Opens::Adverbial,
            "as" if !at_start || next == "such" => return false,
            "than" if next != "to" => return false,
            _ if cues.subordinators.contains(&low) => Opens::Adverbial,
            _ if cues.weak_subordinators.contains(&low) => Opens::Weak,
            _ => return false,
        };
        let satisfied = match opens {
            _ if low == "should" => true,
            Opens::Adverbial | Opens::Weak => {
                cues.reduced.contains(&next) || next.ends_with("ing") || next.ends_with("ed") || cues.is_adverb(&next) && next != "not"
            }
            Opens::Relative | Opens::Added => {
                let direct = matches!(low.as_str(), "who" | "which" | "that");
                let next = (i + 1..self.words.len()).find(|&k| !cues.is_adverb(self.low(k))).unwrap_or(i + 1);
                direct && self.words.get(next).is_some_and(|w| w.gap == Gap::None) && self.modal(next).is_none() && !self.nominal(next)
            }
            Opens::Said { .. } => false,
        };
        self.stack.push(Frame { opens, satisfied });
        true
    }

    /// "that" as a pointer ("that officer") opens nothing.
    fn that(&self, i: usize) -> Option<Opens> {
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        if i == 0
            || self.cues.prepositions.contains(before) && before != "in"
            || before == "and" && self.stack.is_empty() && self.plainly_pointing(i)
        {
            return None;
        }
        if matches!(before, "so" | "such" | "provided" | "except" | "event" | "in" | "providing") {
            return Some(Opens::Adverbial);
        }
        // "should be aware that x, and that y": the second says what the first did.
        if matches!(before, "and" | "or" | "nor") && self.out.groups.last().is_some_and(|g| g.head == Head::Advise || !g.main) {
            return Some(Opens::Said { advised: true, policy: false });
        }
        if self.cues.saying.contains(before) {
            let last = self.out.groups.last();
            let advised =
                matches!(before, "aware" | "reminded" | "cautioned" | "advised" | "mindful" | "understand" | "remember" | "know" | "note")
                    && last.is_some_and(|g| g.main);
            let policy =
                matches!(before, "policy" | "required" | "imperative" | "essential" | "mandatory" | "necessary" | "critical" | "requires");
            return Some(Opens::Said { advised, policy });
        }
        // "the policy of the department that ..."
        let policy = self.out.groups.last().is_some_and(|g| g.head == Head::Require && g.main && g.end + 4 > i && g.modal == Modal::Be);
        if policy {
            return Some(Opens::Said { advised: false, policy });
        }
        Some(Opens::Relative)
    }

    /// The word begins a noun phrase, as far as its form tells.
    fn nominal(&self, i: usize) -> bool {
        let (c, low) = (self.cues, self.low(i));
        c.determiners.contains(low)
            || c.pronouns.contains(low)
            || c.prepositions.contains(low)
            || c.is_person(low)
            || self.words[i].possessive
    }

    fn plainly_pointing(&self, i: usize) -> bool {
        self.cues.is_person(self.low(i + 1))
    }

    /// "Should an officer ..." at the head of a clause is a condition.
    fn inverted(&self, i: usize) -> bool {
        let low = self.low(i);
        self.cues.determiners.contains(low)
            || self.cues.pronouns.contains(low)
            || self.cues.is_person(low)
            || self.words.get(i).is_some_and(|w| w.capital)
    }

    /// A full verb that is no modal also satisfies an open clause ("when an officer observes").
    fn witness(&mut self, i: usize) {
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        let low = self.low(i);
        let noun_before = !before.is_empty()
            && !self.cues.determiners.contains(before)
            && !self.cues.prepositions.contains(before)
            && !self.cues.subordinators.contains(before)
            && !matches!(before, "to" | "that" | "which" | "whose" | "of" | "and" | "or");
        let verb = self.cues.third_person(low).is_some()
            || self.cues.is_verb(low) && (before.ends_with('s') || self.cues.pronouns.contains(before) || self.cues.is_person(before));
        if let Some(top) = self.stack.last_mut()
            && !top.satisfied
            && noun_before
            && verb
        {
            top.satisfied = true;
        }
    }

    /// Reads the finite verb at `i`, if there is one, and says where it ends.
    fn finite(&mut self, i: usize) -> Option<usize> {
        let (modal, mut negated) = self.modal(i)?;
        let joined = i > 0 && self.words[i].gap == Gap::None && self.cues.conjunctions.contains(self.low(i - 1));
        let again = joined && self.out.groups.iter().any(|g| g.main && g.modal == modal && g.at < i);
        let strong = matches!(modal, Modal::Shall | Modal::Must | Modal::Will | Modal::Should);
        let mut main = true;
        let mut advised = false;
        let goes_on = self.left == Some(i) && self.more_follow(i) || joined && self.left == Some(i - 1) && self.row;
        self.row = goes_on && !strong;
        if self.row {
            self.stack.push(Frame { opens: Opens::Relative, satisfied: false });
        }
        while let Some(top) = self.stack.last_mut() {
            let weak = top.opens == Opens::Weak && strong;
            if !top.satisfied && !weak {
                top.satisfied = true;
                main = false;
                break;
            }
            if joined && !again && !weak {
                main = false;
                break;
            }
            self.stack.pop();
        }
        if !main {
            let open = |f: &Frame| matches!(f.opens, Opens::Said { policy: true, .. });
            if self.stack.iter().all(open) {
                main = true;
            } else if self.stack.iter().all(|f| matches!(f.opens, Opens::Said { advised: true, .. })) {
                advised = true;
            } else if self.stack.len() == 1
                && self.stack[0].opens == Opens::Added
                && matches!(modal, Modal::Shall | Modal::Must | Modal::Will)
            {
                main = true;
            }
        }
        let subject = self.subject(i);
        if main
            && subject.is_empty()
            && matches!(modal, Modal::Be | Modal::Have | Modal::Do | Modal::Giver)
            && !joined
            && !self.low(i).starts_with("do")
        {
            return None;
        }
        if main && subject.is_empty() && self.low(i).starts_with("does") && self.out.groups.is_empty() {
            return None;
        }
        let (mut negation_from, nothing) = (None, self.words[subject.clone()].iter().any(|w| w.low == "nothing"));
        if let Some(from) = self.denied_before(i, subject.start) {
            negated = !negated;
            negation_from = Some(from);
        }
        let mut group = Group {
            at: i,
            end: i + 1,
            bytes: self.words[i].start..self.words[i].end,
            modal,
            negated,
            head: Head::Plain,
            passive: false,
            verb: None,
            person: self.acts(&subject),
            subject,
            nothing,
            only: false,
            predicate: false,
            main,
            advised,
        };
        group.only = self.words[group.subject.clone()].iter().any(|w| w.low == "only");
        group.predicate = !main
            && self.stack.len() == 1
            && self.stack[0].opens == Opens::Relative
            && self
                .out
                .main()
                .last()
                .is_some_and(|g| g.modal == Modal::Be && matches!(g.head, Head::Plain | Head::Construe | Head::Predict));
        self.rest(&mut group);
        if let Some(from) = negation_from {
            group.bytes.start = group.bytes.start.min(self.words[from].start);
        }
        if let Some(previous) = self.out.groups.last().filter(|p| p.main && group.subject.is_empty()) {
            group.person = previous.person;
            group.nothing = previous.nothing;
        }
        if main {
            self.from = group.end;
        }
        let end = group.end;
        self.out.groups.push(group);
        Some(end)
    }

    /// "that was not public, is of no concern, and would offend": verbs in a row that share the "that".
    fn more_follow(&self, i: usize) -> bool {
        (i + 1..self.words.len().saturating_sub(1))
            .any(|k| self.words[k].gap == Gap::Comma && self.cues.conjunctions.contains(self.low(k)) && self.modal(k + 1).is_some())
    }

    /// The word as a modal, and whether it carries its own negation.
    fn modal(&self, i: usize) -> Option<(Modal, bool)> {
        let low = self.low(i);
        let next = self.low(i + 1);
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        let negated = low.ends_with("n't") || low == "cannot";
        let noun = self.cues.determiners.contains(before)
            && self.words[i].gap == Gap::None
            && !matches!(before, "each" | "all" | "either" | "neither" | "both" | "this" | "these" | "those" | "any");
        let modal = match low {
            "shall" | "shan't" => Modal::Shall,
            "must" | "mustn't" => Modal::Must,
            "will" | "won't" if !noun && before != "at" && before != "free" => Modal::Will,
            "should" | "shouldn't" | "ought" => Modal::Should,
            "may" if !(self.words[i].capital && next.starts_with(|c: char| c.is_ascii_digit())) && before != "of" => Modal::May,
            "can" | "can't" | "cannot" if !noun => Modal::Can,
            "might" | "could" | "would" | "couldn't" | "wouldn't" => Modal::Might,
            "is" | "are" | "was" | "were" | "isn't" | "aren't" | "wasn't" | "weren't" => Modal::Be,
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
        if ![&c.say_forbid, &c.say_require, &c.say_advise, &c.say_allow, &c.say_limit].iter().any(|s| s.contains(word)) {
            return false;
        }
        let before = i.checked_sub(1).map_or("", |b| self.low(b));
        if matches!(before, "to" | "not" | "and" | "or") && !(base.is_some() && before == "and") || c.determiners.contains(before) {
            return false;
        }
        let subject = self.subject(i);
        if base.is_none() && !self.words[subject.clone()].iter().any(|w| w.low.ends_with('s')) {
            return false;
        }
        subject.is_empty() && base.is_some() && self.out.groups.is_empty() && !self.out.depth.is_empty()
            || self.words[subject].iter().any(|w| c.givers.contains(&w.low) || w.low == "nothing" || w.low == "this")
    }

    /// The words between the last boundary of the sentence itself and the verb at `i`.
    fn subject(&self, i: usize) -> std::ops::Range<usize> {
        let level = |k: usize| self.out.depth.get(k).copied().unwrap_or(0);
        let floor = if self.stack.is_empty() { 0 } else { u8::try_from(self.stack.len()).unwrap_or(u8::MAX) };
        let later = self.out.groups.iter().any(|g| g.main && g.end <= i && g.end >= self.from);
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
    fn acts(&self, subject: &std::ops::Range<usize>) -> bool {
        let c = self.cues;
        let mut head = "";
        for k in subject.clone() {
            let low = self.low(k);
            if !head.is_empty()
                && (c.prepositions.contains(low) && low != "on"
                    || matches!(low, "who" | "that" | "which" | "whose")
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
            }
        }
        let one = || self.words[subject.clone()].iter().any(|w| w.low == "one");
        c.is_person(head) || head.is_empty() && one()
    }

    /// Where a "no member", "nor" or "under no circumstances" in front of the verb at `i` begins.
    fn denied_before(&self, i: usize, subject: usize) -> Option<usize> {
        let floor = u8::try_from(self.stack.len()).unwrap_or(u8::MAX);
        let from = if self.stack.is_empty() { self.from } else { subject.max(self.from) };
        (from..i).filter(|&k| self.out.depth.get(k).is_none_or(|&d| d <= floor)).find(|&k| {
            let low = self.low(k);
            let before = k.checked_sub(1).map_or("", |b| self.low(b));
            match low {
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

    /// Reads what follows the modal: adverbs, "not", "be", and what the whole amounts to.
    fn rest(&self, g: &mut Group) {
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
        let opens = self.cues.determiners.contains(low) && low != "all" && low != "both"
            || self.cues.pronouns.contains(low)
            || self.cues.is_person(low);
        if !opens || matches!(g.modal, Modal::Be | Modal::Have | Modal::Do | Modal::Giver | Modal::Need) {
            return None;
        }
        (j + 1..(j + 8).min(self.words.len())).find(|&k| {
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
