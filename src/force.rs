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

mod commands;
mod table;

use crate::grammar::{Cues, Gap, Modal, Scan, Word, scan, words};
use crate::order::{CELLS, Force, Kind, Order};
use crate::sentence;
use commands::{does, freed, instruction, labelled, practice};
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

/// The words a clause's force may depend on: its lead-ins, one a line; without any, the heading above it where that forbids, or names who does
/// what the clause tells.
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
    let cells: Vec<&str> = text.split(CELLS).collect();
    // In a table "Arrest" is a kind of case and no instruction: a cell of a few words directs only by a word for it.
    let speaks = |cell: &&&str| {
        cells.len() == 1 || cell.split_whitespace().count() >= 4 || words(cell).iter().any(|w| VERDICTS.contains(&w.low.as_str()))
    };
    let verdict = cells.len() > 1 && cells.last().is_some_and(|last| last.split_whitespace().count() < 4 && speaks(&last));
    // "Smoking in boats | Prohibited" says what "Smoking in boats - prohibited" says.
    let joined = if verdict { cells.join(JOINT) } else { String::new() };
    let sentences = cells.iter().filter(speaks).flat_map(|cell| sentence::split(cell).into_iter().map(move |range| &cell[range]));
    let sentences = sentences.chain((!joined.is_empty()).then_some(joined.as_str()));
    let read = |sentence: &str| {
        let mut reading = one(sentence, inherited.as_ref()).reading;
        // Words on both sides of a joint stand nowhere in the text: those of the last cell are the verdict.
        if sentence == joined
            && let Some((_, last)) = reading.words.rsplit_once(JOINT)
        {
            reading.words = last.to_owned();
        }
        reading
    };
    let out = sentences.map(read).reduce(ForceReading::max);
    out.unwrap_or_else(|| inherited.map_or_else(ForceReading::statement, |i| i.reading))
}

/// What stands between the cells of a row that is read as one sentence.
const JOINT: &str = " - ";

/// Words that direct by themselves in a cell.
const VERDICTS: &[&str] = &[
    "shall",
    "must",
    "may",
    "should",
    "will",
    "not",
    "never",
    "no",
    "prohibited",
    "forbidden",
    "permitted",
    "allowed",
    "authorized",
    "mandatory",
    "required",
    "banned",
    "optional",
];

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

/// "when:", "only if:", "when any of these happens:", "only if there is cause to believe that:": what stands below are the cases.
pub(crate) fn asks_conditions(lead: &str) -> bool {
    const CLOSING: &[&str] = &["that", "happens", "happen", "occurs", "occur", "applies", "apply", "exists", "exist", "true", "met"];
    let cues = Cues::builtin();
    let words = words(lead);
    let opens = |w: &Word| cues.subordinators.contains(&w.low) || w.low == "until";
    let Some((last, before)) = words.split_last() else { return false };
    let closes = CLOSING.contains(&last.low.as_str()) && before.iter().rev().take(14).any(opens);
    lead.trim_end().ends_with(':') && (opens(last) || closes)
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
    if let Some((force, range)) = labelled(text, &words).filter(|_| weak && !verb) {
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
        (Some(reading), Some(above)) if above.conditions && reading.force <= Force::Permission => {
            Read { reading: above.reading.clone(), verb: above.verb }
        }
        // "Each page shall say: that comments may be released": what is said, not what may be done.
        (Some(reading), Some(above)) if told && reading.force <= Force::Permission => {
            Read { reading: handed_down(text, &words, above), verb: above.verb }
        }
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
