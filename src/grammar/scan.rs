//! The finite verbs of one sentence, each with its scope: the sentence's own, or that of a clause inside it.
//!
//! A stack of open clauses. "If", "who", "that" open one; each claims one finite verb; a comma, or a second verb, closes it:
//!
//! ```text
//! Officers | who are | , or who may be expected to work under cover | , shall not post it
//!            [who..]      [who .. may]                              ]    shall: the stack is empty, so it is the sentence's own
//! ```

use super::group::{Group, Head, Modal};
use super::{Cues, Gap, Word};

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
pub(super) enum Opens {
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

pub(super) struct Frame {
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

pub(super) struct Scanner<'a> {
    pub(super) words: &'a [Word],
    pub(super) cues: &'a Cues,
    pub(super) stack: Vec<Frame>,
    /// Where the subject of the next main verb may begin.
    pub(super) from: usize,
    /// A clause opened by "who" or "that" ended at the comma in front of this word.
    left: Option<usize>,
    /// Such a clause went on behind its comma with another verb.
    row: bool,
    pub(super) out: Scan,
}

impl<'a> Scanner<'a> {
    pub(super) fn low(&self, i: usize) -> &'a str {
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
                // "If you are threatened, followed or have lost your way": one condition still.
                let row = self.low(i).ends_with("ed") && self.cues.conjunctions.contains(self.low(i + 1));
                while self.stack.last().is_some_and(|f| match f.opens {
                    Opens::Adverbial => !row && (f.satisfied || !next_joins),
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
        let (cues, low) = (self.cues, self.low(i));
        let next = self.low(i + 1);
        let at_start = self.words[i].gap != Gap::None || self.out.starts.last() == Some(&i);
        let opens = match low {
            "who" | "whom" | "whose" | "which" => {
                let added = self.words[i].gap == Gap::Comma && matches!(low, "who" | "which");
                if added { Opens::Added } else { Opens::Relative }
            }
            "that" => match self.that(i) {
                Some(opens) => opens,
                None => return false,
            },
            "what" | "how" | "why" | "whoever" | "whatever" => Opens::Relative,
            "should" if at_start && self.inverted(i + 1) => Opens::Adverbial,
            "provided" if self.words[i].gap == Gap::Comma || next == "that" => Opens::Adverbial,
            "as" if i > 0 && self.low(i - 1) == "except" => Opens::Adverbial,
            "as" if !at_start || next == "such" || next == "well" => return false,
            "than" if next != "to" => return false,
            _ if cues.subordinators.contains(low) => Opens::Adverbial,
            _ if cues.weak_subordinators.contains(low) => Opens::Weak,
            _ => return false,
        };
        let satisfied = match opens {
            _ if low == "should" => true,
            Opens::Adverbial | Opens::Weak => {
                cues.reduced.contains(next) || next.ends_with("ing") || next.ends_with("ed") || cues.is_adverb(next) && next != "not"
            }
            Opens::Relative | Opens::Added => {
                let direct = matches!(low, "who" | "which" | "that");
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
            || matches!(before, "and" | "or" | "nor") && self.stack.is_empty() && self.plainly_pointing(i)
        {
            return None;
        }
        // "It is recommended that officers wait": what follows is the rule itself.
        let it = |g: &Group| g.main && g.end == i && self.words[g.subject.clone()].iter().all(|w| w.low == "it") && !g.subject.is_empty();
        if self.out.groups.last().is_some_and(|g| it(g) && matches!(g.head, Head::Advise | Head::Require | Head::Forbid | Head::Allow)) {
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

    /// "that officer", "that individual's attorney": one person, so no clause begins.
    fn plainly_pointing(&self, i: usize) -> bool {
        let next = self.low(i + 1);
        self.cues.is_person(next) && !next.ends_with('s')
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
        // "may order that it be resumed"
        let verb = low == "be"
            || self.cues.third_person(low).is_some()
            || self.cues.is_verb(low) && (before.ends_with('s') || self.cues.pronouns.contains(before) || self.cues.is_person(before));
        // "Once you know they are gone": the clause goes on with what is known.
        let known = |w: &super::Word| w.gap == Gap::None && matches!(w.low.as_str(), "you" | "he" | "she" | "they" | "it" | "we");
        let says = self.cues.saying.contains(low) && self.words.get(i + 1).is_some_and(known);
        if let Some(top) = self.stack.last_mut()
            && !top.satisfied
            && noun_before
            && verb
            && !says
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
        let floor = u8::try_from(self.stack.len()).unwrap_or(u8::MAX);
        let (mut negation_from, nothing) = (None, subject.clone().any(|k| self.low(k) == "nothing" && self.out.depth[k] == floor));
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
                .groups
                .iter()
                .rfind(|g| g.main)
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
}
