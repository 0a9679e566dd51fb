//! What a statement directs, in slots, each with the words it was read from.
//!
//! Similarity finds statements that belong side by side; the slots decide what is said of them ([`crate::verdict`]).
//!
//! ```text
//! Except in an emergency, sworn members shall not post evidence while on duty without the written approval of the chief.
//! exception               actor         force     act  object   situation         authority: chief, 100, written
//! ```
//!
//! Equal meaning gives equal values: concepts of the lexicon where it knows them, otherwise stems in alphabetical order. Words stay
//! verbatim. A fragment is read together with its lead-in; a sentence of its own takes from the lead-in only the situation around it.

use serde::{Deserialize, Serialize};

use crate::force;
use crate::grammar::{Cues, Gap, Group, Head, Modal, Scan, Word, scan, words};
use crate::lexicon::{Class, Hit, Lexicon};
use crate::order::Force;
use crate::sentence;

mod authority;
mod normal;
mod spans;
mod time;

use authority::Sentence;
use spans::{Span, SpanKind};

/// A slot's value: what it was understood as, and the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phrase {
    /// The concept or normalized wording ("sworn", "chief", "on-duty"); equal values mean the same thing.
    pub value: String,
    /// The words of the order, verbatim.
    pub words: String,
}

/// Who may authorize or approve, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Who ("chief", "designee", "supervisor"); `None` where permission is needed but nobody is named.
    pub who: Vec<Phrase>,
    /// Rank of the lowest person who can grant it, from the lexicon: 100 chief, 90 designee, down to 10 any member; 0 unnamed.
    pub rank: u8,
    /// It must be in writing.
    pub written: bool,
    /// It must be express or specific.
    pub express: bool,
    /// The words of the whole phrase.
    pub words: String,
}

/// What one statement directs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// How strongly it directs; `None` for definitions and headings.
    pub force: Option<Force>,
    /// The words the force was read from ("shall not", "are free to").
    pub force_words: String,
    /// Who is bound, or whose act it is.
    pub actors: Vec<Phrase>,
    /// What is done, as concepts ("disclose", "access").
    pub acts: Vec<Phrase>,
    /// To or with what ("confidential-information", "insignia").
    pub objects: Vec<Phrase>,
    /// When or provided that ("where possible", "for a valid law enforcement purpose").
    pub conditions: Vec<Phrase>,
    /// Unless, except.
    pub exceptions: Vec<Phrase>,
    /// Whose approval is needed or who decides.
    pub authority: Option<Authority>,
    /// By when ("immediately", "within 24 hours").
    pub deadlines: Vec<Phrase>,
    /// Where or in which situation ("on-duty", "off-duty", "department-equipment", "personal-device").
    pub situations: Vec<Phrase>,
    /// What follows from a breach ("discipline", "termination").
    pub consequences: Vec<Phrase>,
    /// Who has to be told ("supervisor").
    pub notified: Vec<Phrase>,
    /// Numbers of things and lengths of time that are no deadlines ("2 officer", "3 year").
    pub quantities: Vec<Phrase>,
    /// Situations that only the lead-in of a full sentence or the heading names: what surrounds the rule, not its own words.
    pub context: Vec<Phrase>,
}

/// Reads what a statement directs.
///
/// `text` is a clause or a part of one, `lead_in` the words of its lead-ins (as [`force::lead_in`] gives them), `heading` the nearest
/// heading. Never fails: what is not understood leaves its slot empty.
pub fn read(lexicon: &Lexicon, text: &str, lead_in: &str, heading: &str) -> Directive {
    let reading = force::of(text, lead_in);
    let mut out = Directive { force: Some(reading.force), force_words: reading.words, ..Directive::default() };
    let pieces: Vec<Piece> = sentence::split(text).into_iter().map(|r| Piece::new(lexicon, &text[r])).collect();
    let fragment = pieces.first().is_none_or(|p| !p.complete());
    for piece in &pieces {
        piece.fill(lexicon, &mut out);
    }
    for line in lead_in.lines() {
        if let Some(last) = sentence::split(line).pop() {
            let piece = Piece::new(lexicon, &line[last]);
            if out.actors.is_empty() && pieces.first().is_some_and(Piece::without_subject) {
                piece.actors(&piece.sentence(lexicon), "", &mut out.actors);
                piece.last_named(lexicon, &mut out.actors);
            }
            if fragment { piece.fill(lexicon, &mut out) } else { piece.situations(lexicon, &mut out.context) }
        }
    }
    Piece::new(lexicon, heading).situations(lexicon, &mut out.context);
    out.context.retain(|c| !out.situations.iter().any(|s| s.value == c.value));
    out
}

/// One sentence, taken apart.
struct Piece<'a> {
    text: &'a str,
    words: Vec<Word>,
    scan: Scan,
    hits: Vec<Hit>,
    spans: Vec<Span>,
    figures: Vec<time::Figure>,
}

impl<'a> Piece<'a> {
    fn new(lexicon: &Lexicon, text: &'a str) -> Self {
        let cues = Cues::builtin();
        let words = words(text);
        let scan = scan(&words, cues);
        let hits = lexicon.find(text);
        let spans = spans::find(&words, &scan, cues);
        let figures = time::find(lexicon, &words, &hits, cues);
        Self { text, words, scan, hits, spans, figures }
    }

    fn sentence<'s>(&'s self, lexicon: &'s Lexicon) -> Sentence<'s> {
        Sentence { text: self.text, words: &self.words, scan: &self.scan, lexicon, cues: Cues::builtin() }
    }

    /// It goes on with another's subject: "shall be kept by the clerk", "Wear a belt and, when driving, shall fasten it".
    fn without_subject(&self) -> bool {
        let cues = Cues::builtin();
        let bare = self.words.iter().find(|w| !cues.is_adverb(&w.low)).is_some_and(|w| cues.is_verb(&w.low));
        self.scan.main().next().is_some_and(|g| g.subject.is_empty() && g.modal != Modal::Do || bare && !g.person)
    }

    /// "It is the policy that officers:" ends in who the items bind.
    fn last_named(&self, lexicon: &Lexicon, actors: &mut Vec<Phrase>) {
        let Some(last) = self.words.last() else { return };
        for hit in self.hits.iter().filter(|h| h.end >= last.end && lexicon.concept(h.concept).class == Class::Role) {
            if actors.is_empty() {
                normal::add(actors, normal::phrase(lexicon, self.text, hit, Cues::builtin()));
            }
        }
    }

    /// It has a verb of its own.
    fn complete(&self) -> bool {
        self.scan.main().next().is_some()
    }

    fn fill(&self, lexicon: &Lexicon, out: &mut Directive) {
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

    fn verbatim(&self, range: std::ops::Range<usize>) -> String {
        let words = &self.words[range];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.text[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }

    /// Who is bound: the roles of the subjects of the sentence's own verbs, or "by" whom a thing is done.
    fn actors(&self, s: &Sentence, leave: &str, actors: &mut Vec<Phrase>) {
        let mut found: Vec<Phrase> = Vec::new();
        for g in self.scan.main() {
            let own = self.named_subject(g, s.cues);
            let mut roles = s.roles(own.clone());
            roles.retain(|(p, rank)| (g.person || rank.is_some()) && (p.value != "agency" || g.person));
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

    /// "They", "no one" and "all" name nobody.
    fn is_name(&self, own: std::ops::Range<usize>, cues: &Cues) -> bool {
        let low = |k: usize| self.words[k].low.as_str();
        own.clone().all(|k| !cues.pronouns.contains(low(k)))
            && own
                .into_iter()
                .any(|k| !cues.determiners.contains(low(k)) && !matches!(low(k), "anyone" | "everyone" | "nobody" | "who" | "person"))
    }

    /// The words of a subject that name who is bound: without clauses of its own, conditions, and what hangs on a preposition.
    fn named_subject(&self, g: &Group, cues: &Cues) -> std::ops::Range<usize> {
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
    fn whole_subject(&self, subject: std::ops::Range<usize>, cues: &Cues) -> std::ops::Range<usize> {
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

    /// Acts and objects that stand in the sentence itself: outside of conditions, of clauses of their own, of brackets and of the leave.
    fn acts_and_objects(&self, lexicon: &Lexicon, cues: &Cues, leave: &str, out: &mut Directive) {
        let leave = self.text.find(leave).filter(|_| !leave.is_empty()).map(|at| at..at + leave.len());
        // "shall be approved by": the leave is what the sentence is about, not a term of something else.
        let leave = leave.filter(|l| !self.scan.main().any(|g| g.verb.is_some_and(|v| l.contains(&self.words[v].start))));
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

    fn situations(&self, lexicon: &Lexicon, list: &mut Vec<Phrase>) {
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
