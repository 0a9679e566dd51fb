//! Depths for all units: a search over trees that keeps every reading still possible and settles at the end.
//!
//! ```text
//! units      (h) ...   (i) ...   (j) ...            (h) ...:  (i) ...   (ii) ...
//! kept       letter i  | roman i under h            letter i | roman i under h
//! cheapest   a letter: j follows, no lead-in        roman: ii follows, and a colon led in
//! ```
//!
//! A state is a path of open items with the sum of what the [`super::rules`] cost on the way. States with the same open path have the
//! same future: only the cheaper goes on, and where the two were close the difference stays with the decision as a doubt. At most
//! [`WIDTH`] states live at once, so the search is linear in the number of units whatever they hold.

mod items;
mod nesting;
mod plain;

use super::marker::{Around, Marker, Reading};
use super::rules::{Rule, Why, first};
use super::units::{OpenEnd, Shape, Unit};

/// States kept at each unit. Fourteen gave the same trees on all the statutes and orders tried; fewer than eight was not tried.
const WIDTH: usize = 8;
/// A state this much dearer than the best cannot win any more.
const GIVE_UP: f32 = 7.0;
/// How far up the open path a unit looks for its list.
const LOOK_UP: usize = 48;
/// From this margin on a second tree is no longer a near tie.
const NEAR: f32 = 0.45;
/// No such node.
pub(crate) const NONE: u32 = u32::MAX;

/// An item, title or paragraph in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// `NONE` at the top.
    pub parent: u32,
    pub unit: u32,
    /// Which of the unit's markers; 0 for units without.
    pub part: u8,
    pub reading: Reading,
    pub kind: NodeKind,
    /// The last node of the list that this title or paragraph stands after, and that may go on.
    resume: u32,
    signature: u64,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Item,
    Title(u8),
    Paragraph,
}

/// One decision; the decisions of a state are a chain.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: u32,
    unit: u32,
    /// `NONE`: the marker is false, the unit's words belong to the unit before.
    node: u32,
    why: Why,
    /// How much dearer the next best way to this state was.
    margin: f32,
}

#[derive(Clone, Copy, Debug)]
struct State {
    cost: f32,
    top: u32,
    step: u32,
    /// The unit whose words were last added to.
    last: u32,
    /// Kinds of list seen under kinds of list.
    pairs: u128,
}

/// What became of a unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fate {
    /// Its nodes, one for each marker; empty where its words belong to the unit before.
    pub nodes: Vec<u32>,
    pub why: Why,
    /// How much dearer the next best reading was, where one came close.
    pub margin: Option<f32>,
}

/// The cheapest tree.
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    /// One for each unit.
    pub fates: Vec<Fate>,
}

struct Search<'u> {
    units: &'u [Unit],
    nodes: Vec<Node>,
    steps: Vec<Step>,
    indents: bool,
}

/// A way to go on.
struct Way {
    cost: f32,
    state: usize,
    parent: u32,
    reading: Reading,
    kind: NodeKind,
    resume: u32,
    why: Why,
    pair: u128,
}

/// Finds the cheapest tree; linear time, cannot fail.
pub(crate) fn search(units: &[Unit]) -> Tree {
    let mut search = Search { units, nodes: Vec::new(), steps: Vec::new(), indents: indents_mean_something(units) };
    let mut ways = Vec::new();
    let mut states = vec![State { cost: 0.0, top: NONE, step: NONE, last: NONE, pairs: 0 }];
    for unit in 0..units.len() {
        states = search.advance(&states, unit, &mut ways);
    }
    let best = states.first().copied();
    let mut fates = vec![Fate::default(); units.len()];
    let mut at = best.map_or(NONE, |state| state.step);
    while at != NONE {
        let step = search.steps[at as usize];
        let fate = &mut fates[step.unit as usize];
        if step.node != NONE {
            fate.nodes.insert(0, step.node);
        }
        fate.why = step.why;
        if step.margin < f32::INFINITY {
            fate.margin = Some(fate.margin.unwrap_or(f32::INFINITY).min(step.margin));
        }
        at = step.before;
    }
    Tree { nodes: search.nodes, fates }
}

/// Indents count only where they differ from marker to marker.
fn indents_mean_something(units: &[Unit]) -> bool {
    let mut seen: Vec<u16> =
        units.iter().filter(|unit| unit.shape == Shape::Marked && unit.item.is_none()).map(|unit| unit.indent).collect();
    let all = seen.len();
    let indented = seen.iter().filter(|indent| **indent > 0).count();
    seen.sort_unstable();
    seen.dedup();
    all >= 4 && seen.len() >= 2 && indented * 5 >= all
}

impl Search<'_> {
    /// The states after a unit; `ways` is room to work in.
    fn advance(&mut self, states: &[State], unit: usize, ways: &mut Vec<Way>) -> Vec<State> {
        let info = &self.units[unit];
        ways.clear();
        let mut next: Vec<State> = Vec::with_capacity(WIDTH);
        let best = states.first().map_or(0.0, |state| state.cost);
        match info.shape {
            Shape::Marked => {
                for (index, state) in states.iter().enumerate() {
                    self.item_ways(index, state, unit, ways);
                }
            }
            Shape::Title(level) => {
                for (index, state) in states.iter().enumerate() {
                    self.title_ways(index, state, level, unit, ways);
                }
            }
            Shape::Paragraph => {
                for (index, state) in states.iter().enumerate() {
                    self.paragraph_ways(index, state, unit, ways);
                }
            }
        }
        let cheapest = ways.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min);
        let floor = cheapest.min(best + info.false_ + 1.0);
        let may_be_false = info.shape == Shape::Marked && unit > 0 && !info.given;
        // A unit that cannot be words of the one before has its place somewhere, however dear: without a state all words would be lost.
        ways.retain(|way| way.cost <= floor + GIVE_UP || !may_be_false && way.cost <= cheapest);
        ways.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.state.cmp(&b.state)));
        for way in ways.iter() {
            self.take(way, states, unit, &mut next);
        }
        if may_be_false {
            for state in states.iter().filter(|state| state.last != NONE && state.cost + info.false_ <= floor + GIVE_UP) {
                let step = self.push_step(Step {
                    before: state.step,
                    unit: unit as u32,
                    node: NONE,
                    why: Why::default().with(Rule::Mention),
                    margin: f32::INFINITY,
                });
                let state = State { cost: state.cost + info.false_, step, last: unit as u32, ..*state };
                self.merge(state, &mut next);
            }
        }
        next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        next.truncate(WIDTH);
        next
    }

    fn push_step(&mut self, step: Step) -> u32 {
        self.steps.push(step);
        self.steps.len() as u32 - 1
    }

    /// Puts a way's nodes down and keeps the state, unless a cheaper one has the same open path.
    fn take(&mut self, way: &Way, states: &[State], unit: usize, next: &mut Vec<State>) {
        let state = states[way.state];
        let info = &self.units[unit];
        let around = info.markers.first().map(|marker| marker.around);
        let signature = self.sign(way.parent, way.resume, &way.reading, way.kind, around);
        if next.len() >= WIDTH * 2 && next.iter().all(|other| self.signature(other.top) != signature) {
            return;
        }
        let part_count = info.markers.len().max(1);
        let node =
            Node { parent: way.parent, unit: unit as u32, part: 0, reading: way.reading, kind: way.kind, resume: way.resume, signature };
        self.nodes.push(node);
        let mut top = self.nodes.len() as u32 - 1;
        let mut step = self.push_step(Step { before: state.step, unit: unit as u32, node: top, why: way.why, margin: f32::INFINITY });
        for part in 1..part_count {
            let marker = &info.markers[part];
            let reading = marker.readings().iter().copied().min_by(|a, b| (first(a) + a.cost).total_cmp(&(first(b) + b.cost)));
            let Some(reading) = reading else { continue };
            let signature = self.sign(top, NONE, &reading, NodeKind::Item, Some(marker.around));
            self.nodes.push(Node {
                parent: top,
                unit: unit as u32,
                part: part as u8,
                reading,
                kind: NodeKind::Item,
                resume: NONE,
                signature,
            });
            top = self.nodes.len() as u32 - 1;
            step = self.push_step(Step { before: step, unit: unit as u32, node: top, why: way.why, margin: f32::INFINITY });
        }
        self.merge(State { cost: way.cost, top, step, last: unit as u32, pairs: state.pairs | way.pair }, next);
    }

    fn merge(&mut self, state: State, next: &mut Vec<State>) {
        let signature = self.signature(state.top);
        for other in next.iter_mut() {
            if self.signature(other.top) == signature && other.last == state.last {
                let margin = (other.cost - state.cost).abs();
                let (keep, drop) = if other.cost <= state.cost { (*other, state) } else { (state, *other) };
                if margin < NEAR
                    && let Some(step) = parting(&self.steps, &self.nodes, self.units, keep.step, drop.step)
                {
                    let step = &mut self.steps[step as usize];
                    step.margin = step.margin.min(margin);
                }
                *other = keep;
                return;
            }
        }
        next.push(state);
    }

    fn signature(&self, node: u32) -> u64 {
        if node == NONE { 0 } else { self.nodes[node as usize].signature }
    }

    fn sign(&self, parent: u32, resume: u32, reading: &Reading, kind: NodeKind, around: Option<Around>) -> u64 {
        let own = reading.num as u64 | u64::from(reading.value) << 4 | u64::from(reading.sub) << 40;
        let kind = match kind {
            NodeKind::Item => {
                1 + around.map_or(0, |around| match around {
                    Around::Dot => 1,
                    Around::Right => 2,
                    Around::Both => 3,
                    Around::Bare => 4,
                    Around::Dash => 5,
                    Around::Circle => 6,
                    Around::Word(code) => 16 + u64::from(code),
                    Around::Sign(sign) => 64 + u64::from(sign as u32),
                })
            }
            NodeKind::Title(level) => 1 << 24 | u64::from(level),
            NodeKind::Paragraph => 1 << 25,
        };
        let mut hash = self.signature(parent).rotate_left(23) ^ 0x9E37_79B9_7F4A_7C15;
        for part in [own, kind, self.signature(resume)] {
            hash = (hash ^ part).wrapping_mul(0xD6E8_FEB8_6659_FD93);
            hash ^= hash >> 29;
        }
        hash
    }

    fn unit_of(&self, node: u32) -> &Unit {
        &self.units[self.nodes[node as usize].unit as usize]
    }

    fn marker_of(&self, node: u32) -> Option<&Marker> {
        let node = &self.nodes[node as usize];
        self.units[node.unit as usize].markers.get(usize::from(node.part))
    }

    /// A node whose own words do not lead on: a title, or an item that is one.
    fn is_title(&self, node: u32) -> bool {
        let entry = &self.nodes[node as usize];
        let unit = self.unit_of(node);
        match entry.kind {
            NodeKind::Title(_) => true,
            NodeKind::Paragraph => false,
            NodeKind::Item => unit.heading.is_some() || (unit.title.is_some() || unit.strong) && unit.open_end != OpenEnd::List,
        }
    }
}

/// Where two chains of decisions that end alike last placed a numbered item differently: the step of the first chain.
fn parting(steps: &[Step], nodes: &[Node], units: &[Unit], mut kept: u32, mut dropped: u32) -> Option<u32> {
    let mut found = None;
    for _ in 0..24 {
        if kept == dropped || kept == NONE || dropped == NONE {
            break;
        }
        let (a, b) = (&steps[kept as usize], &steps[dropped as usize]);
        if a.unit != b.unit {
            break;
        }
        let alike = || match (a.node, b.node) {
            (NONE, NONE) => true,
            (NONE, _) | (_, NONE) => false,
            (x, y) => {
                nodes[x as usize].signature == nodes[y as usize].signature
                    || nodes[x as usize].reading == nodes[y as usize].reading && depth(nodes, x) == depth(nodes, y)
            }
        };
        let unit = &units[a.unit as usize];
        // A path says itself where it stands.
        let numbered = unit.shape == Shape::Marked && !unit.markers[0].is_bullet() && unit.markers[0].path.len() < 2;
        if numbered && !alike() {
            found = Some(kept);
        }
        (kept, dropped) = (a.before, b.before);
    }
    found
}

/// Numbered items above a node, as far as it matters.
fn depth(nodes: &[Node], mut at: u32) -> usize {
    let mut depth = 0;
    while at != NONE && depth < LOOK_UP {
        depth += usize::from(nodes[at as usize].kind == NodeKind::Item);
        at = nodes[at as usize].parent;
    }
    depth
}
