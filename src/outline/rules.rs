//! The rules that say how well two markers stand together, each small, named, and with its cost.
//!
//! A cost is a surprise: 0 is what every outline does all the time, 1 a thing that needs a reason, 5 a thing that hardly happens. A tree
//! costs the sum of its surprises, and [`super::search`] looks for the cheapest tree. The figures were set on statutes and police orders;
//! what matters is their order, not their size.

use super::marker::{Around, Num, Reading};

/// A surprise, kept with the decision that it was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// `3. 5.` - a number left out.
    Skipped,
    /// `3. 3.` - a number twice.
    Repeated,
    /// `3. 2.` - a number that goes back.
    Backwards,
    /// `1. 2) 3.` - another dress.
    OtherDress,
    /// A list that begins with another number than the first.
    LateStart,
    /// A list inside a list of its own kind.
    SameInside,
    /// A list under words that do not lead in to one.
    NoLeadIn,
    /// A kind of list first seen under this kind.
    NewPair,
    /// Words that lead in to a list, and none follows.
    LeadInLeft,
    /// A list taken up again after something else.
    Interrupted,
    /// Siblings that do not stand under one another.
    OtherIndent,
    /// Words that may be a mention at the start of a wrapped line.
    Mention,
    /// A marker spoilt by character recognition.
    Spoilt,
    /// A new list that does not stand under the nearest item.
    FarParent,
}

/// The rules that were paid for by one decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Why(u16);

impl Why {
    pub(crate) fn with(mut self, rule: Rule) -> Self {
        self.0 |= 1 << rule as u16;
        self
    }

    pub(crate) fn has(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }
}

/// `6`, then `6-a`: the same number with a letter behind it. Common in amended orders, but the plain next number is commoner.
const WITH_LETTER: f32 = 0.3;
/// `3a`, then `3c`: some letter was repealed. A reason is needed, no more.
const LETTER_SKIPPED: f32 = 1.0;
/// Each letter more that is skipped.
const LETTER_FURTHER: f32 = 0.2;
/// `3`, then `5`: below a list that begins late ([`LATE`]), for a gap in a list is commoner than a list without its beginning.
const SKIPPED: f32 = 2.5;
/// Each number more that is skipped.
const FURTHER: f32 = 0.5;
/// `3`, then `3`: a slip of the writer; dearer than a gap, for mostly it is another list.
const REPEATED: f32 = 4.0;
/// `7`, then `1` in one list: next to impossible, but a list may be begun again under one title.
const BEGUN_AGAIN: f32 = 5.0;
/// `7`, then `4` in one list: hardly ever.
const BACKWARDS: f32 = 6.0;
/// Each number more that it goes back.
const BACK_FURTHER: f32 = 0.3;
/// A list that begins with `0`.
const ZERO: f32 = 0.2;
/// A list that begins with `2`, `c`, `iv`: its beginning must have been lost.
const LATE: f32 = 3.5;
/// Each number more that is missing in front: `c` is likelier to begin a list than `k`.
const LATER: f32 = 0.4;
/// A late beginning that has a letter behind its number too.
const LATE_LETTER: f32 = 1.0;
/// A list that begins with `1c`.
const LETTER_FIRST: f32 = 2.0;
/// `1.`, then `2`: recognition loses stops.
const STOP_LOST: f32 = 0.5;
/// `1.`, then `2)`: a slip that is seen now and then.
const OTHER_STOP: f32 = 2.0;
/// `1.`, then `(2)`: mostly another list.
const OTHER_BRACKETS: f32 = 3.0;
/// A list that begins outside of an open list of its own kind: with `REPEATED` it makes `1.` after `1.` a slip, not a list further out.
pub(crate) const BEGUN_OUTSIDE: f32 = 2.5;
/// What such a list costs more where it would stand beside the items of a list of another kind, `A. B. 1.`: with it, three slips of a writer
/// in one list are easier to believe than a page that changes its way of numbering in the middle of a list. Not for titles and the format's
/// own lists, which do begin anew beside each other.
pub(crate) const BESIDE_ANOTHER: f32 = 2.0;
/// What [`super::units`] takes for an item whose line above ends without a stop.
pub(crate) const OPEN_END: f32 = 2.5;
/// Given back where such an item has exactly the next number of the list above and a capital behind it: items of few words have no stops,
/// and a sentence that breaks off before just that number is rare.
pub(crate) const NEXT_IN_LINE: f32 = 2.0;
/// An item with a bullet or a number in a circle whose line above ends without a stop: no sentence has such a sign in it.
pub(crate) const SIGN_AFTER_OPEN_END: f32 = 0.5;
/// One list at two depths of the format's own nesting. Dear, for the writer's program counted the levels; not past all price, for
/// documents that were converted have lists whose nesting slipped.
pub(crate) const OTHER_NESTING: f32 = 2.0;

/// `a` then `b`: what their numbers say about being neighbours in one list.
pub(crate) fn sequence(before: &Reading, after: &Reading) -> (f32, Option<Rule>) {
    if after.num == Num::Bullet {
        return (0.0, None);
    }
    let (value, sub) = (after.value, after.sub);
    if value == before.value + 1 && sub <= 1 {
        return (if sub == 0 { 0.0 } else { WITH_LETTER }, None);
    }
    if value == before.value && sub == before.sub + 1 {
        return (0.0, None);
    }
    if value == before.value && sub > before.sub {
        return (LETTER_SKIPPED + LETTER_FURTHER * (sub - before.sub).min(10) as f32, Some(Rule::Skipped));
    }
    if value > before.value {
        return (SKIPPED + FURTHER * (value - before.value - 1).min(9) as f32, Some(Rule::Skipped));
    }
    if value == before.value {
        return (REPEATED, Some(Rule::Repeated));
    }
    (if value == 1 { BEGUN_AGAIN } else { BACKWARDS + BACK_FURTHER * (before.value - value).min(10) as f32 }, Some(Rule::Backwards))
}

/// The first number of a new list.
pub(crate) fn first(reading: &Reading) -> f32 {
    let late = match (reading.num, reading.value) {
        (Num::Bullet, _) | (_, 1) => 0.0,
        (Num::Arabic, 0) => ZERO,
        (_, value) => LATE + LATER * value.min(15) as f32,
    };
    late + if reading.sub > 0 && late > 0.0 { LATE_LETTER } else { 0.0 } + if reading.sub > 1 { LETTER_FIRST } else { 0.0 }
}

/// `1.` and `2)`: one list in two dresses is rare, a word marker and a plain one are never one list.
pub(crate) fn dress(before: Around, after: Around) -> Option<f32> {
    match (before, after) {
        (a, b) if a == b => Some(0.0),
        (Around::Word(_), _) | (_, Around::Word(_)) | (Around::Circle, _) | (_, Around::Circle) => None,
        (Around::Sign(_), _) | (_, Around::Sign(_)) => None,
        (Around::Dot, Around::Bare | Around::Dash) | (Around::Bare | Around::Dash, Around::Dot) => Some(STOP_LOST),
        (Around::Dot, Around::Right) | (Around::Right, Around::Dot) => Some(OTHER_STOP),
        _ => Some(OTHER_BRACKETS),
    }
}
