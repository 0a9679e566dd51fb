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

/// `a` then `b`: what their numbers say about being neighbours in one list.
pub(crate) fn sequence(before: &Reading, after: &Reading) -> (f32, Option<Rule>) {
    if after.num == Num::Bullet {
        return (0.0, None);
    }
    let (value, sub) = (after.value, after.sub);
    if value == before.value + 1 && sub <= 1 {
        return (if sub == 0 { 0.0 } else { 0.3 }, None);
    }
    if value == before.value && sub == before.sub + 1 {
        return (0.0, None);
    }
    if value == before.value && sub > before.sub {
        return (1.0 + 0.2 * (sub - before.sub).min(10) as f32, Some(Rule::Skipped));
    }
    if value > before.value {
        return (2.5 + 0.5 * (value - before.value - 1).min(9) as f32, Some(Rule::Skipped));
    }
    if value == before.value {
        return (4.0, Some(Rule::Repeated));
    }
    (if value == 1 { 5.0 } else { 6.0 + 0.3 * (before.value - value).min(10) as f32 }, Some(Rule::Backwards))
}

/// The first number of a new list.
pub(crate) fn first(reading: &Reading) -> f32 {
    let late = match (reading.num, reading.value) {
        (Num::Bullet, _) | (_, 1) => 0.0,
        (Num::Arabic, 0) => 0.2,
        (_, value) => 3.5 + 0.4 * value.min(15) as f32,
    };
    late + if reading.sub > 0 && late > 0.0 { 1.0 } else { 0.0 } + if reading.sub > 1 { 2.0 } else { 0.0 }
}

/// `1.` and `2)`: one list in two dresses is rare, a word marker and a plain one are never one list.
pub(crate) fn dress(before: Around, after: Around) -> Option<f32> {
    match (before, after) {
        (a, b) if a == b => Some(0.0),
        (Around::Word(_), _) | (_, Around::Word(_)) | (Around::Circle, _) | (_, Around::Circle) => None,
        (Around::Sign(_), _) | (_, Around::Sign(_)) => None,
        (Around::Dot, Around::Bare | Around::Dash) | (Around::Bare | Around::Dash, Around::Dot) => Some(0.5),
        (Around::Dot, Around::Right) | (Around::Right, Around::Dot) => Some(2.0),
        _ => Some(3.0),
    }
}
