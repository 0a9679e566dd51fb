//! How strongly a clause directs: obligation, prohibition, permission, recommendation or statement.
//!
//! ```text
//! Members shall:            obligation
//!   a. Wear the uniform.    obligation   (a fragment: its lead-in's)
//!   b. Not sell goods.      prohibition  (the lead-in's, denied)
//!   c. Badges may be worn.  permission   (a sentence keeps its own)
//! ```
//!
//! Each finite verb of a sentence itself is weighed by one small table; of several the strongest counts. Verbs of clauses
//! inside the sentence ("if he must leave", "data that may be released") do not.

mod table;

use std::ops::Range;

use crate::grammar::{Cues, Gap, Group, Modal, Scan, Word, scan, words};
use crate::order::{Force, Kind, Order};
use crate::sentence;
use table::weigh;

/// A force, and the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForceReading {
    /// How strongly.
    pub force: Force,
    /// Verbatim words of the text or of its lead-in ("shall not"); empty for a plain statement and for an instruction without a modal.
    pub words: String,
}

impl ForceReading {
    fn statement() -> Self {
        Self { force: Force::Statement, words: String::new() }
    }

    fn max(self, other: Self) -> Self {
        if other.force > self.force { other } else { self }
    }
}

/// Sets the force of every clause of an order; headings and definitions get none.
pub fn assign(order: &mut Order) {
    for at in 0..order.clauses.len() {
        let clause = &order.clauses[at];
        let force = match clause.kind {
            Kind::Heading | Kind::Definition => None,
            Kind::LeadIn | Kind::Clause => Some(of(&clause.text, &lead_in(order, at)).force),
        };
        order.clauses[at].force = force;
    }
}

/// The words a clause's force may depend on: its lead-ins, one a line; without any, the heading above it where that forbids.
pub fn lead_in(order: &Order, at: usize) -> String {
    let leads: Vec<&str> = order.lead_ins(at).into_iter().map(|l| order.clauses[l].text.trim()).collect();
    if !leads.is_empty() {
        return leads.join("\n");
    }
    let heading = order.headings(at).last().copied().unwrap_or_default();
    if forbids(heading) || names_role(heading) && does(&order.clauses[at].text) { heading.to_owned() } else { String::new() }
}

/// A title that names somebody, so that what stands under it may be told of them ("The Records Clerk").
fn names_role(heading: &str) -> bool {
    let words = words(heading);
    let cues = Cues::builtin();
    let whose = words.iter().position(|w| cues.prepositions.contains(&w.low)).unwrap_or(words.len());
    words.len() <= 6 && whose.checked_sub(1).is_some_and(|last| cues.is_person(&words[last].low) && words[last].gap == Gap::None)
}

/// "Approves each request": what somebody does who stands in the title above.
fn does(text: &str) -> bool {
    let words = words(text);
    let cues = Cues::builtin();
    words.len() > 1
        && words[0].capital
        && cues.third_person(&words[0].low).is_some_and(|base| {
            // "Reports on boats" are things, "Reports each loss" is done.
            let thing = cues.nounlike.contains(base.as_ref()) && !cues.determiners.contains(&words[1].low);
            !cues.states.contains(base.as_ref()) && !thing
        })
        && (words[1].gap == Gap::None || cues.prepositions.contains(&words[1].low))
        && !cues.is_person(&words[1].low)
        && cues.third_person(&words[1].low).is_none()
}

/// A title that says that what stands under it is banned ("Prohibited conduct").
fn forbids(heading: &str) -> bool {
    let low = heading.to_lowercase();
    low.contains("prohibited") && !low.contains(" and ") && !low.contains("not prohibited")
}

/// The force of a clause's own words, given the words of its lead-ins (outermost first; empty where it has none).
pub fn of(text: &str, lead_in: &str) -> ForceReading {
    let mut inherited: Option<Inherited> = None;
    for line in lead_in.split('\n') {
        let mut rest = line;
        while !rest.trim().is_empty() {
            let cut = rest.find(": ").map_or(rest.len(), |c| c + 1);
            inherited = Some(opening(&rest[..cut], inherited.take()));
            rest = &rest[cut..];
        }
    }
    let sentences = sentence::split(text);
    let mut out: Option<ForceReading> = None;
    for range in sentences {
        let read = one(&text[range], inherited.as_ref()).reading;
        out = Some(match out {
            Some(before) => before.max(read),
            None => read,
        });
    }
    out.unwrap_or_else(|| inherited.map_or_else(ForceReading::statement, |i| i.reading))
}

/// What a lead-in hands down.
struct Inherited {
    reading: ForceReading,
    /// Its items are conditions, whole sentences or not: "Call the boat in when:".
    conditions: bool,
    /// It has a verb of its own; "When on patrol:" has none.
    verb: bool,
    /// Ends in "to", so that a bare verb goes on with it.
    to: bool,
}

/// The force a lead-in hands to its items: that of its last sentence, or of an earlier one where the last only opens examples.
fn opening(lead: &str, above: Option<Inherited>) -> Inherited {
    let ranges = sentence::split(lead);
    let mut last: Option<Read> = None;
    for range in ranges.iter().rev() {
        let text = &lead[range.clone()];
        let read = one(text, above.as_ref());
        let examples = matches!(
            text.split_whitespace().next().unwrap_or_default().to_lowercase().as_str(),
            "this" | "these" | "such" | "examples" | "including"
        );
        let weak = read.reading.force == Force::Statement && (!read.verb || examples);
        last = Some(read);
        if !weak {
            break;
        }
    }
    let to = words(lead).last().is_some_and(|w| w.low == "to");
    if above.is_none()
        && last.as_ref().is_some_and(|r| !r.verb)
        && forbids(lead)
        && let Some(word) = words(lead).iter().find(|w| w.low == "prohibited")
    {
        let reading = ForceReading { force: Force::Prohibition, words: lead[word.start..word.end].to_owned() };
        return Inherited { reading, conditions: false, verb: false, to };
    }
    match last {
        Some(read) => Inherited { reading: read.reading, conditions: asks_conditions(lead), verb: read.verb, to },
        None => above.unwrap_or(Inherited { reading: ForceReading::statement(), conditions: false, verb: false, to }),
    }
}

/// "when:", "only if:", "when any of these happens:": what stands below are the cases.
fn asks_conditions(lead: &str) -> bool {
    let cues = Cues::builtin();
    let words = words(lead);
    let opens = |w: &Word| cues.subordinators.contains(&w.low) || matches!(w.low.as_str(), "that" | "until" | "where");
    let last = words.len().saturating_sub(1);
    lead.trim_end().ends_with(':')
        && words.last().is_some_and(|w| {
            opens(w)
                || matches!(
                    w.low.as_str(),
                    "happens" | "happen" | "occurs" | "occur" | "applies" | "apply" | "exists" | "exist" | "true" | "met"
                ) && words[..last].iter().rev().take(14).any(opens)
        })
}

struct Read {
    reading: ForceReading,
    verb: bool,
}

/// The force of one sentence or fragment.
fn one(text: &str, above: Option<&Inherited>) -> Read {
    let cues = Cues::builtin();
    let words = words(text);
    let scan = scan(&words, cues);
    let mut best: Option<ForceReading> = None;
    let mut verb = false;
    for g in &scan.groups {
        let told = g.advised
            && g.person
            && matches!(g.modal, Modal::Shall | Modal::Must)
            && matches!(weigh(g, &words, cues), Force::Prohibition | Force::Obligation);
        let bans = g.predicate && matches!(weigh(g, &words, cues), Force::Prohibition | Force::Obligation) && g.modal != Modal::Be;
        if !g.main && !told && !bans {
            continue;
        }
        verb = true;
        let force = weigh(g, &words, cues);
        let words = if force == Force::Statement { String::new() } else { text[g.bytes.clone()].to_owned() };
        let read = ForceReading { force, words };
        best = Some(match best {
            Some(before) => before.max(read),
            None => read,
        });
    }
    let weak = best.as_ref().is_none_or(|b| b.force == Force::Statement);
    if let Some((force, range)) = instruction(text, &words, &scan, cues, verb, weak, above) {
        let read = ForceReading { force, words: text[range].to_owned() };
        return Read { reading: best.map_or(read.clone(), |b| b.max(read)), verb: true };
    }
    if let Some((force, range)) = labelled(&words).filter(|_| weak) {
        return Read { reading: ForceReading { force, words: text[range].to_owned() }, verb: true };
    }
    if let Some(range) = freed(&words, cues).filter(|_| weak) {
        return Read { reading: ForceReading { force: Force::Permission, words: text[range].to_owned() }, verb: true };
    }
    if above.is_some_and(|above| !above.verb && above.reading.force == Force::Statement) && does(text) {
        return Read { reading: ForceReading { force: Force::Obligation, words: String::new() }, verb: true };
    }
    if let Some(range) = practice(&words, cues).filter(|_| !verb && above.is_none()) {
        return Read { reading: ForceReading { force: Force::Obligation, words: text[range].to_owned() }, verb: true };
    }
    let told = words.first().is_some_and(|w| matches!(w.low.as_str(), "that" | "whether" | "how" | "why" | "what"))
        && text.trim_start().starts_with(char::is_lowercase);
    match (best, above) {
        // "Each page shall say: that comments may be released": what is said, not what may be done.
        (Some(reading), Some(above)) if above.conditions && reading.force <= Force::Permission => {
            Read { reading: above.reading.clone(), verb: above.verb }
        }
        (Some(_), Some(above)) if told => Read { reading: handed_down(text, &words, above), verb: above.verb },
        (Some(reading), Some(above)) if begins_as_fragment(text, &words, &scan) || weak && item(text, &words, &scan, cues) => {
            Read { reading: handed_down(text, &words, above).max(reading), verb }
        }
        (Some(reading), _) => Read { reading, verb },
        (None, Some(above)) => Read { reading: handed_down(text, &words, above), verb: above.verb },
        (None, None) => Read { reading: ForceReading::statement(), verb: false },
    }
}

/// "Seal the box; no one may open it": what stands before the first semicolon has no verb of its own.
fn begins_as_fragment(text: &str, words: &[Word], scan: &Scan) -> bool {
    let first = scan.main().next().map_or(0, |g| g.at);
    words.windows(2).take(first).any(|pair| text[pair[0].end..pair[1].start].contains(';'))
}

/// "a notice that posts are public records;": goes on with its lead-in's sentence, whatever verbs stand inside it; "you hold a permit;" does not.
fn item(text: &str, words: &[Word], scan: &Scan, cues: &Cues) -> bool {
    let text = text.trim();
    let subject = |w: &Word| cues.pronouns.contains(&w.low) || cues.determiners.contains(&w.low) || cues.is_person(&w.low);
    let joined =
        |w: &Word| w.gap != Gap::None || matches!(w.low.as_str(), "that" | "which" | "who" | "it" | "they" | "he" | "she" | "you" | "we");
    let sentence = words.first().is_some_and(subject)
        && scan.main().next().is_some_and(|g| g.subject.start == 0 && !words[1.min(g.at)..g.at].iter().any(joined));
    !sentence && (text.starts_with(char::is_lowercase) || !text.ends_with(['.', '?', '!', ':']))
}

/// What a fragment takes from its lead-in; "not", "never" and "no" in front turn a duty or a leave into a ban.
fn handed_down(text: &str, words: &[Word], above: &Inherited) -> ForceReading {
    let first = words.first().map_or("", |w| w.low.as_str());
    let second = words.get(1).map_or("", |w| w.low.as_str());
    let cues = Cues::builtin();
    let denies = matches!(first, "not" | "never" | "nor" | "no" | "refrain" | "avoid" | "abstain") && !(first == "not" && second == "only")
        || cues.is_verb(first) && cues.none_of(words, 1);
    let force = above.reading.force;
    if denies && matches!(force, Force::Obligation | Force::Permission) {
        return ForceReading { force: Force::Prohibition, words: text[words[0].start..words[0].end].to_owned() };
    }
    above.reading.clone()
}

/// An instruction without a subject ("Notify the dispatcher", "If unsure, do not enter"), or a bare ban ("No smoking in vehicles"). `verb` says that the
/// sentence has finite verbs of its own, `weak` that none of them binds.
fn instruction(
    text: &str,
    words: &[Word],
    scan: &Scan,
    cues: &Cues,
    verb: bool,
    weak: bool,
    above: Option<&Inherited>,
) -> Option<(Force, Range<usize>)> {
    if words.iter().all(|w| w.aside) {
        return None;
    }
    if let Some(k) = words.windows(2).position(|p| p[0].low == "zero" && p[1].low == "tolerance" && !p[0].aside) {
        return Some((Force::Prohibition, words[k].start..words[k + 1].end));
    }
    if above.is_some_and(|a| a.reading.force != Force::Statement || a.verb || a.to) || verb && !weak {
        return None;
    }
    // After a comma an instruction begins only where an introduction stood in front ("If unsure, ..."), not inside an enumeration.
    let introduced = words.first().is_some_and(|w| {
        let c = cues;
        c.subordinators.contains(&w.low) || c.weak_subordinators.contains(&w.low) || c.prepositions.contains(&w.low) || c.is_adverb(&w.low)
    });
    let denied = |g: &&Group| {
        let before = g.at.checked_sub(1).map_or("", |k| words[k].low.as_str());
        let begins = words[g.at].gap != Gap::None && introduced
            || cues.conjunctions.contains(before) && command(text, words, 0, true, cues).is_some();
        g.modal == Modal::Do && g.negated && begins
    };
    if let Some(g) = scan.main().find(denied) {
        return Some((Force::Prohibition, g.bytes.clone()));
    }
    for &start in &scan.starts {
        let stop = words.get(start).is_some_and(|w| w.gap == Gap::Stop);
        if start > 0 && (!stop && !introduced || stop && states(&words[..start], cues)) || verb && start > 0 {
            continue;
        }
        let mut k = start;
        while words
            .get(k)
            .is_some_and(|w| cues.is_adverb(&w.low) && !matches!(w.low.as_str(), "not" | "never") || w.low == "and" || w.low == "or")
        {
            k += 1;
        }
        if let Some(found) = command(text, words, k, verb, cues) {
            return Some(found);
        }
    }
    None
}

/// "The records clerk files each report the same day.": an order tells what one role does so that it is done. Not so of the agency, whose present
/// tells what it is and values, nor of people at large. Where the verb stands.
fn practice(words: &[Word], cues: &Cues) -> Option<Range<usize>> {
    let role = |w: &Word| {
        cues.is_person(&w.low)
            && (!w.low.ends_with('s') || w.low.ends_with("ss"))
            && !cues.givers.contains(&w.low)
            && !cues.public.contains(&w.low)
    };
    let named = words.first().is_some_and(role) && words.get(1).is_some_and(|w| w.capital);
    words.first().filter(|w| named || matches!(w.low.as_str(), "the" | "each" | "every" | "your"))?;
    let near = words.len().min(6);
    let joined = (1..near).take_while(|&k| words[k].gap == Gap::None && !cues.prepositions.contains(&words[k].low)).last()?;
    let verb = (2..=joined).find(|&k| {
        (role(&words[k - 1]) || named && words[k - 1].capital && !words[k].capital) && cues.third_person(&words[k].low).is_some()
    })?;
    let told = cues.third_person(&words[verb].low).is_some_and(|base| cues.states.contains(base.as_ref()));
    (!told).then(|| words[verb].start..words[verb].end)
}

/// "Rowing at night - prohibited, except in distress": the verdict alone, behind its dash or at the head.
fn labelled(words: &[Word]) -> Option<(Force, Range<usize>)> {
    words.iter().enumerate().find_map(|(k, w)| {
        let denied = w.low == "not";
        let at = k + usize::from(denied);
        let word = words.get(at)?;
        let force = match (word.low.as_str(), denied) {
            ("prohibited" | "forbidden" | "banned", false) | ("allowed" | "permitted" | "authorized", true) => Force::Prohibition,
            ("allowed" | "permitted" | "authorized", false) => Force::Permission,
            _ => return None,
        };
        let ends = words.get(at + 1).is_none_or(|next| {
            next.gap != Gap::None
                || matches!(next.low.as_str(), "with" | "at" | "in" | "on" | "only" | "unless" | "if" | "when" | "except" | "by")
        });
        (ends && k <= 8 && (k == 0 || w.gap != Gap::None) && !w.aside).then(|| (force, w.start..word.end))
    })
}

/// "A patch on a cap needs no approval.": where those words stand.
fn freed(words: &[Word], cues: &Cues) -> Option<Range<usize>> {
    let at = words.windows(2).position(|p| {
        matches!(p[0].low.as_str(), "need" | "needs" | "require" | "requires") && p[1].low == "no" && p[1].gap == Gap::None && !p[0].aside
    })?;
    let leave = words[at + 2..].iter().take(3).position(|w| cues.permission.contains(&w.low))?;
    (at > 0).then(|| words[at].start..words[at + 2 + leave].end)
}

/// A plain statement ("The department endorses"): what follows its semicolon goes on with it.
fn states(words: &[Word], cues: &Cues) -> bool {
    words.windows(2).any(|p| {
        let led = cues.determiners.contains(&p[0].low) || cues.prepositions.contains(&p[0].low) || cues.conjunctions.contains(&p[0].low);
        cues.third_person(&p[1].low).is_some() && !led
    })
}

/// Reads the word at `k` as the head of a command: what it amounts to, and the bytes of the word. `verb` says that the sentence has a finite verb.
fn command(text: &str, words: &[Word], k: usize, verb: bool, cues: &Cues) -> Option<(Force, Range<usize>)> {
    let w = words.get(k)?;
    let next = words.get(k + 1);
    let next_low = next.map_or("", |n| n.low.as_str());
    if matches!(w.low.as_str(), "not" | "never") && next.is_some_and(|n| cues.is_verb(&n.low)) {
        return Some((Force::Prohibition, w.start..w.end));
    }
    if k == 0 && w.low == "no" && next_low.ends_with("ing") && next.is_some_and(|n| n.gap == Gap::None) && words.len() > 2 {
        return Some((Force::Prohibition, w.start..w.end));
    }
    let means = next_low == "means" || next_low == "mean";
    if !cues.is_verb(&w.low) || means || !commands(text, words, k, verb, cues) {
        return None;
    }
    let shuns = matches!(w.low.as_str(), "refrain" | "abstain" | "avoid") || cues.none_of(words, k + 1);
    Some((if shuns { Force::Prohibition } else { Force::Obligation }, w.start..w.end))
}

/// Whether a base verb at the head of a clause commands: words that are as often nouns need an object behind them, or a whole sentence.
fn commands(text: &str, words: &[Word], k: usize, verb: bool, cues: &Cues) -> bool {
    let Some(next) = words.get(k + 1).filter(|n| n.gap == Gap::None) else { return words.len() == k + 1 && k > 0 };
    let low = next.low.as_str();
    const FINITE: [&str; 16] =
        ["shall", "must", "will", "should", "may", "can", "might", "could", "would", "has", "have", "is", "are", "was", "were", "does"];
    if FINITE.contains(&low) {
        return false;
    }
    if matches!(low, "back" | "out" | "up" | "down" | "off" | "away" | "over" | "in") {
        return true;
    }
    let object = cues.determiners.contains(low) || cues.pronouns.contains(low) && low != "i";
    if cues.nounlike.contains(&words[k].low) {
        let opens = cues.subordinators.contains(low) || cues.weak_subordinators.contains(low) || cues.fillers.at(words, k + 1) > 0;
        let goes_on = matches!(words[k].low.as_str(), "stop" | "start") && low.ends_with("ing");
        let led = k > 0 && words[k].gap == Gap::Comma && matches!(low, "to" | "with" | "for" | "at" | "on");
        // "Stop at the line and call." is more than the name of a thing.
        let goes = matches!(words[k].low.as_str(), "stop" | "report" | "check" | "watch" | "look" | "talk" | "call" | "park" | "stand");
        let placed =
            goes && matches!(low, "at" | "to" | "with" | "for") && words.get(k + 2).is_some_and(|w| cues.determiners.contains(&w.low));
        let led = led || placed && text.trim_end().ends_with('.') && words.len() >= 5 && !verb;
        let number = low.chars().all(|c| c.is_ascii_digit());
        return object || opens || goes_on || led || number || cues.is_adverb(low) || k == 0 && !verb && whole(text, words, cues);
    }
    object || !matches!(low, "of" | "and" | "or") && words.len() > 2
}

/// "Use two-step verification on every account.": a sentence whose first word can only be its verb, for no other word is.
fn whole(text: &str, words: &[Word], cues: &Cues) -> bool {
    let next = words[1].low.as_str();
    let joins = cues.prepositions.contains(next) || cues.conjunctions.contains(next) || cues.is_person(next) || next.ends_with("ing");
    let phrase = |w: &Word| cues.prepositions.contains(&w.low) || cues.determiners.contains(&w.low);
    let verb = cues.third_person(next).is_some();
    text.trim().ends_with('.') && words.len() >= 4 && !joins && !verb && !words[1].capital && words[2..].iter().any(phrase)
}
