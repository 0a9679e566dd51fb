//! Where a numbered or bulleted item may stand: beside an item of an open list, or at the head of a list of its own.
//!
//! ```text
//! 2. Duties            2. is open
//!    a. Clerks:        a. is open
//! 3. ...               beside 2.: the next number (0); under a.: a list that begins with 3 (dear)
//! ```

use super::{LOOK_UP, NONE, NodeKind, Search, State, Way, depth};
use crate::outline::marker::{Around, LETTER_STEP, Marker, Num, Reading, SPOILT};
use crate::outline::rules::{
    BEGUN_OUTSIDE, BESIDE_ANOTHER, NEXT_IN_LINE, OPEN_END, OTHER_NESTING, Rule, SIGN_AFTER_OPEN_END, Why, dress, first, sequence,
};
use crate::outline::units::{OpenEnd, Unit};

/// Levels in which it counts what was led in to and what is still open.
const DEEPEST: usize = 24;

impl Search<'_> {
    pub(super) fn item_ways(&self, index: usize, state: &State, unit: usize, ways: &mut Vec<Way>) {
        let info = &self.units[unit];
        let marker = &info.markers[0];
        let lead_left = self.lead_in_left(state);
        for reading in marker.readings() {
            let real = if never_mentioned(marker.around) { info.real.min(SIGN_AFTER_OPEN_END) } else { info.real };
            let base = state.cost + real + reading.cost;
            let mut why = Why::default();
            if real > 2.0 {
                why = why.with(Rule::Mention);
            }
            if reading.cost >= SPOILT {
                why = why.with(Rule::Spoilt);
            }
            self.sibling_ways(index, state, unit, reading, base, why, lead_left, ways);
            self.child_ways(index, state, unit, reading, base, why, ways);
        }
    }

    /// The last words ended in a colon: something should stand under them.
    fn lead_in_left(&self, state: &State) -> f32 {
        if state.last == NONE || state.top == NONE {
            return 0.0;
        }
        let unit = &self.units[state.last as usize];
        match unit.open_end {
            OpenEnd::Lead if self.is_title(state.top) => 0.3,
            OpenEnd::Lead => 2.0,
            _ => 0.0,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only repeat the names")]
    fn sibling_ways(
        &self,
        index: usize,
        state: &State,
        unit: usize,
        reading: &Reading,
        base: f32,
        why: Why,
        lead_left: f32,
        ways: &mut Vec<Way>,
    ) {
        let info = &self.units[unit];
        let marker = &info.markers[0];
        let mut at = state.top;
        let mut looked = 0;
        let mut passed = 0.0;
        let mut found = 0;
        while at != NONE && looked < LOOK_UP && found < 4 {
            let node = self.nodes[at as usize];
            looked += 1;
            let (candidate, interrupted) = if node.kind == NodeKind::Item { (at, 0.0) } else { (node.resume, 0.4) };
            if candidate != NONE {
                let other = self.nodes[candidate as usize];
                let other_marker = self.marker_of(candidate);
                if let (Some(other_marker), NodeKind::Item) = (other_marker, other.kind) {
                    let fit = if marker.path.is_empty() && other_marker.path.is_empty() {
                        if other.reading.num == reading.num { dress(other_marker.around, marker.around) } else { None }
                    } else {
                        path_siblings(&other_marker.path, &other.reading, &marker.path, reading)
                    };
                    if let Some(fit) = fit {
                        let (mut cost, rule) = sequence(&other.reading, reading);
                        let mut why = why;
                        if let Some(rule) = rule {
                            why = why.with(rule);
                        }
                        if fit > 0.0 {
                            why = why.with(Rule::OtherDress);
                        }
                        if rule.is_none() && fit + interrupted + passed == 0.0 && reading.cost == 0.0 && next_in_line(info) {
                            cost -= NEXT_IN_LINE.min(info.real);
                        }
                        cost += fit + interrupted + passed + self.look_apart(candidate, info, 0.6);
                        if marker.is_bullet() {
                            cost += self.bullet_levels(candidate, info);
                            if interrupted > 0.0 && lead_left > 0.0 {
                                cost += 2.0;
                            }
                        } else if self.nested_apart(candidate, info) {
                            cost += OTHER_NESTING;
                            why = why.with(Rule::OtherIndent);
                        }
                        if lead_left > 0.0 {
                            cost += lead_left;
                            why = why.with(Rule::LeadInLeft);
                        }
                        let apart = self.indent_apart(candidate, info);
                        if apart > 0.0 {
                            cost += apart;
                            why = why.with(Rule::OtherIndent);
                        }
                        if interrupted > 0.0 {
                            why = why.with(Rule::Interrupted);
                        }
                        let parent = other.parent;
                        ways.push(Way {
                            cost: base + cost,
                            state: index,
                            parent,
                            reading: *reading,
                            kind: NodeKind::Item,
                            resume: NONE,
                            why,
                            pair: 0,
                        });
                        found += 1;
                    }
                }
            }
            if matches!(node.kind, NodeKind::Title(_)) {
                passed += 0.5;
            }
            at = node.parent;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; a struct would only repeat the names")]
    fn child_ways(&self, index: usize, state: &State, unit: usize, reading: &Reading, base: f32, why: Why, ways: &mut Vec<Way>) {
        let info = &self.units[unit];
        let marker = &info.markers[0];
        let start = first(reading);
        // Past so many levels nobody leads in to anything: a damaged file must not be read as one chain.
        let lead_left = self.lead_in_left(state);
        let lead_left = if lead_left > 0.0 && depth(&self.nodes, state.top) < DEEPEST { lead_left } else { 0.0 };
        let mut why = why;
        if start > 0.5 {
            why = why.with(Rule::LateStart);
        }
        let mut at = state.top;
        let mut looked = 0;
        let mut tried = 0;
        loop {
            let nearest = looked == 0;
            let offered = at == NONE
                || nearest
                || self.is_title(at)
                || is_ancestor_path(self.marker_of(at), self.nodes[at as usize].reading, &marker.path);
            if offered {
                let mut way_why = why;
                let mut cost = if marker.path.len() > 1 { self.path_child(at, marker, reading) } else { start };
                if !nearest {
                    let skips_title = state.top != NONE && self.is_title(state.top) && state.last == self.nodes[state.top as usize].unit;
                    let far = match (marker.path.len() > 1, skips_title) {
                        (true, _) => 0.3,
                        (false, true) => 2.6,
                        (false, false) => 1.6,
                    };
                    cost += far + lead_left;
                    way_why = way_why.with(Rule::FarParent);
                }
                if marker.path.len() <= 1 && self.closes_its_kind(state.top, at, info, reading) {
                    cost += BEGUN_OUTSIDE;
                    let plain = info.heading.is_none() && info.item.is_none() && info.title.is_none();
                    if plain && self.beside_another_kind(state.top, at) {
                        cost += BESIDE_ANOTHER;
                    }
                }
                let pair = self.pair(at, marker, reading);
                let known = state.pairs & pair != 0;
                if marker.path.len() <= 1 && self.same_open(at, marker, reading) {
                    let same = if marker.is_bullet() { self.bullet_inside(at, info) } else { self.same_inside(at, state, info) };
                    cost += if known && !marker.is_bullet() { same * 0.3 } else { same };
                    way_why = way_why.with(Rule::SameInside);
                }
                let lead = self.no_lead_in(at, state, marker);
                if lead > 0.0 {
                    cost += lead;
                    way_why = way_why.with(Rule::NoLeadIn);
                }
                if !known {
                    cost += 0.5;
                    way_why = way_why.with(Rule::NewPair);
                }
                if self.indents && at != NONE && info.item.is_none() && self.nodes[at as usize].kind == NodeKind::Item {
                    let above = self.unit_of(at).indent;
                    if info.indent < above {
                        cost += 2.0;
                        way_why = way_why.with(Rule::OtherIndent);
                    } else if info.indent == above && self.nodes[at as usize].part == 0 {
                        cost += 0.7;
                    }
                }
                ways.push(Way {
                    cost: base + cost,
                    state: index,
                    parent: at,
                    reading: *reading,
                    kind: NodeKind::Item,
                    resume: NONE,
                    why: way_why,
                    pair,
                });
                tried += 1;
            }
            if at == NONE || tried >= 4 || looked >= LOOK_UP {
                break;
            }
            looked += 1;
            at = self.nodes[at as usize].parent;
        }
    }

    /// A path below a node: whose path it continues, or how far off it is.
    fn path_child(&self, at: u32, marker: &Marker, reading: &Reading) -> f32 {
        let prefix = &marker.path[..marker.path.len() - 1];
        let own = if at == NONE { None } else { self.marker_of(at) };
        match own {
            Some(own) if !own.path.is_empty() || matches!(self.nodes[at as usize].reading.num, Num::Arabic | Num::Upper) => {
                let reading_path = [own_step(self.nodes[at as usize].reading)];
                let path = if own.path.is_empty() { &reading_path[..] } else { &own.path[..] };
                if path == prefix {
                    0.5 * first(reading).min(2.0)
                } else if prefix.starts_with(path) {
                    1.0
                } else if own.path.is_empty() && self.nodes[at as usize].reading.num == Num::Upper {
                    2.0
                } else {
                    6.0
                }
            }
            Some(_) => 2.0,
            None => 0.8,
        }
    }

    /// A list of this very kind is open at or above the node.
    fn same_open(&self, mut at: u32, marker: &Marker, reading: &Reading) -> bool {
        for _ in 0..LOOK_UP {
            if at == NONE {
                return false;
            }
            let node = &self.nodes[at as usize];
            if node.kind == NodeKind::Item
                && node.reading.num == reading.num
                && let Some(other) = self.marker_of(at)
                && other.around == marker.around
                && other.path.len() <= 1
            {
                return true;
            }
            at = node.parent;
        }
        false
    }

    /// The list would begin beside the items of another that no title or paragraph has closed: `A. B. 1.`, all under one title.
    fn beside_another_kind(&self, mut from: u32, to: u32) -> bool {
        let mut below = NONE;
        for _ in 0..LOOK_UP {
            if from == NONE || from == to {
                break;
            }
            below = from;
            from = self.nodes[from as usize].parent;
        }
        below != NONE && from == to && self.nodes[below as usize].kind == NodeKind::Item
    }

    /// A list of this very kind stands open between the last item and the node: the new list would close it to begin outside of it.
    /// Bullets further out on the page, or in the format's own lists, have their reason.
    fn closes_its_kind(&self, mut from: u32, to: u32, info: &Unit, reading: &Reading) -> bool {
        let marker = &info.markers[0];
        for _ in 0..LOOK_UP {
            if from == NONE || from == to {
                return false;
            }
            let node = &self.nodes[from as usize];
            if node.kind == NodeKind::Item
                && node.reading.num == reading.num
                && self.marker_of(from).is_some_and(|other| other.around == marker.around && other.path.len() <= 1)
            {
                let bullets = info.item.is_none() && info.indent == self.unit_of(from).indent;
                return (!marker.is_bullet() || bullets) && depth(&self.nodes, from) < DEEPEST;
            }
            from = node.parent;
        }
        false
    }
}

/// Signs that stand in no sentence: a line that begins with one is an item, whatever the line above ends with.
fn never_mentioned(around: Around) -> bool {
    match around {
        Around::Circle => true,
        Around::Sign(sign) => !matches!(sign, '-' | '–' | '—' | '*' | '+' | '·'),
        _ => false,
    }
}

/// Nothing speaks against the marker but that the line above has no stop, and a capital follows it.
fn next_in_line(unit: &Unit) -> bool {
    !unit.markers[0].is_bullet() && unit.real <= OPEN_END && unit.false_ >= 1.0
}

/// A plain number as a path's first step: `A.` before `A-1`, `3.` before `3.1`.
fn own_step(reading: Reading) -> u32 {
    reading.value + if reading.num == Num::Upper { LETTER_STEP } else { 0 }
}

/// Two paths in one list: as long as each other, and alike but for the last number; or a step up in an outer list.
fn path_siblings(before: &[u32], before_reading: &Reading, after: &[u32], after_reading: &Reading) -> Option<f32> {
    if before_reading.num != Num::Arabic || after_reading.num != Num::Arabic {
        return None;
    }
    let before_own = [before_reading.value];
    let after_own = [after_reading.value];
    let before = if before.is_empty() { &before_own[..] } else { before };
    let after = if after.is_empty() { &after_own[..] } else { after };
    if before.len() != after.len() {
        return None;
    }
    let last = before.len() - 1;
    if before[..last] == after[..last] { Some(0.0) } else { Some(1.0 + if after[0] < before[0] { 3.0 } else { 0.0 }) }
}

fn is_ancestor_path(marker: Option<&Marker>, reading: Reading, path: &[u32]) -> bool {
    let Some(marker) = marker else { return false };
    if path.len() < 2 {
        return false;
    }
    let own = [own_step(reading)];
    let plain = marker.path.is_empty() && matches!(reading.num, Num::Arabic | Num::Upper);
    let above = if plain { &own[..] } else { &marker.path[..] };
    !above.is_empty() && above.len() < path.len() && path.starts_with(above)
}
