//! One sentence taken apart: what its stretches and verbs put into which slot.

use std::ops::Range;

use super::authority::{self, Sentence};
use super::spans::{self, Span, SpanKind};
use super::{Directive, Phrase, normal, time};
use crate::grammar::{Cues, Gap, Head, Modal, Scan, Word, scan, words};
use crate::lexicon::{Class, Hit, Lexicon};

/// One sentence, taken apart.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) words: Vec<Word>,
    pub(super) scan: Scan,
    pub(super) hits: Vec<Hit>,
    pub(super) spans: Vec<Span>,
    figures: Vec<time::Figure>,
}

impl<'a> Piece<'a> {
    pub(super) fn new(lexicon: &Lexicon, text: &'a str) -> Self {
        let cues = Cues::builtin();
        let words = words(text);
        let scan = scan(&words, cues);
        let hits = lexicon.find(text);
        let spans = spans::find(&words, &scan, cues);
        let figures = time::find(lexicon, &words, &hits, cues);
        Self { text, words, scan, hits, spans, figures }
    }

    pub(super) fn sentence<'s>(&'s self, lexicon: &'s Lexicon) -> Sentence<'s> {
        Sentence { text: self.text, words: &self.words, scan: &self.scan, lexicon, cues: Cues::builtin() }
    }

    /// It goes on with another's subject: "shall be kept by the clerk", "Wear a belt and, when driving, shall fasten it".
    pub(super) fn without_subject(&self) -> bool {
        let cues = Cues::builtin();
        let bare = self.words.iter().find(|w| !cues.is_adverb(&w.low)).is_some_and(|w| cues.is_verb(&w.low));
        self.scan.main().next().is_some_and(|g| g.subject.is_empty() && g.modal != Modal::Do || bare && !g.person)
    }

    /// It has a verb of its own.
    pub(super) fn complete(&self) -> bool {
        self.scan.main().next().is_some()
    }

    pub(super) fn fill(&self, lexicon: &Lexicon, out: &mut Directive) {
        let cues = Cues::builtin();
        let sentence = self.sentence(lexicon);
        let leave = authority::read(&sentence);
        self.actors(&sentence, leave.as_ref().map_or("", |a| a.words.as_str()), &mut out.actors);
        self.acts_and_objects(lexicon, cues, leave.as_ref().map_or("", |a| a.words.as_str()), out);
        for span in &self.spans {
            self.condition(lexicon, cues, span, leave.as_ref().map_or("", |a| a.words.as_str()), out);
        }
        for f in &self.figures {
            let phrase = Phrase { value: f.value.clone(), words: self.verbatim(f.words.clone()) };
            normal::add(if f.deadline { &mut out.deadlines } else { &mut out.quantities }, phrase);
        }
        for told in authority::told(&sentence) {
            normal::add(&mut out.notified, told);
        }
        self.situations(lexicon, &mut out.situations);
        for hit in self.hits.iter().filter(|h| lexicon.concept(h.concept).class == Class::Consequence) {
            normal::add(&mut out.consequences, normal::phrase(lexicon, self.text, hit, cues));
        }
        if let Some(leave) = leave
            && out.authority.as_ref().is_none_or(|a| a.who.is_empty() && !leave.who.is_empty())
        {
            out.authority = Some(leave);
        }
    }

    pub(super) fn verbatim(&self, range: Range<usize>) -> String {
        let words = &self.words[range];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.text[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }

    /// Acts and objects that stand in the sentence itself: outside of conditions, of clauses of their own, of brackets and of the leave.
    fn acts_and_objects(&self, lexicon: &Lexicon, cues: &Cues, leave: &str, out: &mut Directive) {
        let leave = self.text.find(leave).filter(|_| !leave.is_empty()).map(|at| at..at + leave.len());
        for hit in &self.hits {
            let Some(at) = self.words.iter().position(|w| w.start <= hit.start && hit.start < w.end) else { continue };
            let outside = self.words[at].aside
                || self.scan.depth.get(at).is_some_and(|&d| d > 0)
                || self.spans.iter().any(|s| s.words.contains(&at))
                || self.figures.iter().any(|f| f.words.contains(&at))
                || leave.as_ref().is_some_and(|l| l.contains(&hit.start));
            if outside {
                continue;
            }
            match lexicon.concept(hit.concept).class {
                Class::Act if self.is_done(hit, at, cues) => normal::add(&mut out.acts, normal::phrase(lexicon, self.text, hit, cues)),
                Class::Object => normal::add(&mut out.objects, normal::phrase(lexicon, self.text, hit, cues)),
                _ => {}
            }
        }
    }

    /// Whether an act of the lexicon is done here, and not only named ("related to training") or said by the force ("are cautioned").
    fn is_done(&self, hit: &Hit, at: usize, cues: &Cues) -> bool {
        let force = self.scan.groups.iter().any(|g| g.head != Head::Plain && g.bytes.start <= hit.start && hit.end <= g.bytes.end);
        let before = at.checked_sub(1).map_or("", |b| self.words[b].low.as_str());
        if force || self.words[at].low == "following" && before == "the" {
            return false;
        }
        let behind_verb = self.scan.main().any(|g| g.at < at);
        let gerund = self.words[at].low.ends_with("ing");
        let governed = cues.prepositions.contains(before) && !matches!(before, "to" | "from" | "by");
        // "The loss of a key", "after the use of force": an act as a noun, with what it is done to.
        let with_object = self.words.get(at + 1).is_some_and(|w| w.low == "of" && w.gap == Gap::None);
        // "that officers record": a plain verb behind who does it.
        let plain = cues.is_person(before)
            && !matches!(before, "department" | "agency" | "town" | "city" | "county")
            && cues.is_verb(&self.words[at].low);
        if with_object || plain {
            return true;
        }
        let named = cues.determiners.contains(before)
            || at > 0 && self.words[at - 1].possessive
            || governed && !gerund
            || self.hits.iter().any(|h| {
                h.end == self.words[at.saturating_sub(1)].end
                    && at > 0
                    && h.start != hit.start
                    && self.words[at].gap == Gap::None
                    && !self.is_verb_at(at)
            }) && !matches!(before, "to" | "not");
        !(behind_verb && named) || self.is_verb_at(at)
    }

    fn is_verb_at(&self, at: usize) -> bool {
        self.scan.groups.iter().any(|g| g.verb == Some(at))
    }

    fn condition(&self, lexicon: &Lexicon, cues: &Cues, span: &Span, leave_words: &str, out: &mut Directive) {
        let content = span.words.start + span.opener..span.words.end;
        let body = &self.words[content.clone()];
        let permission =
            !leave_words.is_empty() && body.iter().any(|w| cues.permission.contains(&w.low) || cues.permitted.contains(&w.low));
        let value = if permission && span.kind == SpanKind::Exception {
            "approval".to_owned()
        } else {
            normal::value(lexicon, body, &self.hits, cues)
        };
        let situation = |w: &Word| {
            cues.stop.contains(&w.low)
                || cues.prepositions.contains(&w.low)
                || cues.pronouns.contains(&w.low)
                || cues.determiners.contains(&w.low)
                || self.hits.iter().any(|h| h.start <= w.start && w.end <= h.end && lexicon.concept(h.concept).class == Class::Situation)
        };
        // "while on duty" is a situation, not a condition beside it.
        if span.kind == SpanKind::Condition && body.iter().all(situation) {
            return;
        }
        let words = if value == "approval" && leave_words.contains(self.verbatim(span.words.start..span.words.start + 1).as_str()) {
            leave_words.to_owned()
        } else {
            self.verbatim(span.words.clone())
        };
        let phrase = Phrase { value, words };
        normal::add(if span.kind == SpanKind::Condition { &mut out.conditions } else { &mut out.exceptions }, phrase);
    }

    pub(super) fn situations(&self, lexicon: &Lexicon, list: &mut Vec<Phrase>) {
        let cues = Cues::builtin();
        for hit in self.hits.iter().filter(|h| lexicon.concept(h.concept).class == Class::Situation) {
            let timed = self
                .words
                .iter()
                .position(|w| w.start <= hit.start && hit.start < w.end)
                .is_some_and(|at| self.figures.iter().any(|f| f.words.contains(&at)));
            if !timed {
                normal::add(list, normal::phrase(lexicon, self.text, hit, cues));
            }
        }
    }
}
