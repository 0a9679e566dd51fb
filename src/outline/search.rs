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

use super::marker::{Around, Marker, Num, Reading};
use super::rules::{Rule, Why, dress, first, sequence};
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
    pairs: u64,
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
    pair: u64,
}

/// Finds the cheapest tree; linear time, cannot fail.
pub(crate) fn search(units: &[Unit]) -> Tree {
    let mut search = Search { units, nodes: Vec::new(), steps: Vec::new(), indents: indents_mean_something(units) };
    let mut states = vec![State { cost: 0.0, top: NONE, step: NONE, last: NONE, pairs: 0 }];
    for unit in 0..units.len() {
        states = search.advance(&states, unit);
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
    fn advance(&mut self, states: &[State], unit: usize) -> Vec<State> {
        let info = &self.units[unit];
        let mut ways: Vec<Way> = Vec::with_capacity(16);
        let mut next: Vec<State> = Vec::with_capacity(WIDTH);
        let best = states.first().map_or(0.0, |state| state.cost);
        match info.shape {
            Shape::Marked => {
                for (index, state) in states.iter().enumerate() {
                    self.item_ways(index, state, unit, &mut ways);
                }
            }
            Shape::Title(level) => {
                for (index, state) in states.iter().enumerate() {
                    self.title_ways(index, state, level, unit, &mut ways);
                }
            }
            Shape::Paragraph => {
                for (index, state) in states.iter().enumerate() {
                    self.paragraph_ways(index, state, unit, &mut ways);
                }
            }
        }
        let floor = ways.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min).min(best + info.false_ + 1.0);
        ways.retain(|way| way.cost <= floor + GIVE_UP);
        ways.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.state.cmp(&b.state)));
        for way in ways {
            self.take(&way, states, unit, &mut next);
        }
        if info.shape == Shape::Marked && unit > 0 && !info.given {
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

    fn item_ways(&self, index: usize, state: &State, unit: usize, ways: &mut Vec<Way>) {
        let info = &self.units[unit];
        let marker = &info.markers[0];
        let lead_left = self.lead_in_left(state);
        for reading in marker.readings() {
            let base = state.cost + info.real + reading.cost;
            let mut why = Why::default();
            if info.real > 2.0 {
                why = why.with(Rule::Mention);
            }
            if reading.cost >= super::marker::SPOILT {
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
                        cost += fit + interrupted + passed + self.look_apart(candidate, info, 0.6);
                        if marker.is_bullet() {
                            cost += self.bullet_levels(candidate, info);
                            if interrupted > 0.0 && lead_left > 0.0 {
                                cost += 2.0;
                            }
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
                    cost += far;
                    way_why = way_why.with(Rule::FarParent);
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
            Some(own) if !own.path.is_empty() || self.nodes[at as usize].reading.num == Num::Arabic => {
                let reading_path = [self.nodes[at as usize].reading.value];
                let path = if own.path.is_empty() { &reading_path[..] } else { &own.path[..] };
                if path == prefix {
                    0.5 * first(reading).min(2.0)
                } else if prefix.starts_with(path) {
                    1.0
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

    /// `1.` inside `1.` is hard to believe, easier where a title or a colon stands between.
    fn same_inside(&self, at: u32, state: &State, info: &Unit) -> f32 {
        if at != NONE && self.is_title(at) && info.title.is_none() && info.heading.is_none() {
            return 2.0;
        }
        if let (true, Some(inner)) = (at != NONE, info.item)
            && self.unit_of(at).item.is_some_and(|outer| outer < inner)
        {
            return 0.6;
        }
        let lead = at == state.top && state.last != NONE && self.units[state.last as usize].open_end == OpenEnd::Lead;
        if lead { 2.0 } else { 4.5 }
    }

    /// A bullet inside its own kind: only deeper in the format's list, or further in on the page.
    fn bullet_inside(&self, at: u32, info: &Unit) -> f32 {
        if at == NONE {
            return 0.0;
        }
        let above = self.unit_of(at);
        match (above.item, info.item) {
            (Some(a), Some(b)) if b > a => 0.0,
            (Some(_), Some(_)) => 4.0,
            _ if info.indent > above.indent + 1 => 0.2,
            _ => 3.0,
        }
    }

    fn bullet_levels(&self, candidate: u32, info: &Unit) -> f32 {
        let other = self.unit_of(candidate);
        match (other.item, info.item) {
            (Some(a), Some(b)) if a != b => 3.0,
            (Some(_), Some(_)) => 0.0,
            _ if info.indent.abs_diff(other.indent) > 1 => 1.0,
            _ => 0.0,
        }
    }

    /// Titles and sentences, headings and plain lines in one list.
    fn look_apart(&self, candidate: u32, info: &Unit, cost: f32) -> f32 {
        let other = self.unit_of(candidate);
        let heading = f32::from(u8::from(other.heading.is_some() != info.heading.is_some()));
        heading * cost
    }

    fn indent_apart(&self, candidate: u32, info: &Unit) -> f32 {
        if !self.indents || info.item.is_some() {
            return 0.0;
        }
        let other = self.unit_of(candidate);
        if self.nodes[candidate as usize].part > 0 {
            return 0.0;
        }
        match info.indent.abs_diff(other.indent) {
            0 | 1 => 0.0,
            2 | 3 => 0.6,
            _ => 1.5,
        }
    }

    /// How little the words above ask for a list.
    fn no_lead_in(&self, at: u32, state: &State, marker: &Marker) -> f32 {
        if at == NONE || at != state.top || state.last == NONE {
            return 0.0;
        }
        let unit = &self.units[state.last as usize];
        let empty = unit.rows.len() == 1
            && self.nodes[at as usize].kind == NodeKind::Item
            && unit.shape == Shape::Marked
            && unit.title.is_none()
            && unit.open_end == OpenEnd::Open;
        match unit.open_end {
            OpenEnd::Lead => 0.0,
            _ if self.is_title(at) => 0.0,
            _ if marker.is_bullet() => 0.2,
            OpenEnd::Open => {
                if empty {
                    0.3
                } else {
                    0.5
                }
            }
            OpenEnd::List => 1.2,
            OpenEnd::Closed => 1.0,
        }
    }

    fn pair(&self, at: u32, marker: &Marker, reading: &Reading) -> u64 {
        let code = |around: Around, num: Num| {
            let around = match around {
                Around::Dot => 0,
                Around::Right => 1,
                Around::Both => 2,
                Around::Bare => 3,
                Around::Dash => 4,
                Around::Circle => 5,
                Around::Sign(_) => 6,
                Around::Word(_) => 7,
            };
            around * 8 + num as u64
        };
        let mut above = 63;
        let mut up = at;
        while up != NONE {
            let node = &self.nodes[up as usize];
            if let (NodeKind::Item, Some(other)) = (node.kind, self.marker_of(up)) {
                above = code(other.around, node.reading.num);
                break;
            }
            up = node.parent;
        }
        1 << ((above * 31 + code(marker.around, reading.num) * 7) % 64)
    }

    /// An unnumbered title closes the lists above it, or stands inside an item of a list that goes on.
    fn title_ways(&self, index: usize, state: &State, level: u8, unit: usize, ways: &mut Vec<Way>) {
        let mut at = state.top;
        let mut resume = NONE;
        let mut looked = 0;
        while at != NONE && looked < LOOK_UP {
            let node = &self.nodes[at as usize];
            let own = match node.kind {
                NodeKind::Title(own) => Some(own),
                NodeKind::Item => self.unit_of(at).heading,
                NodeKind::Paragraph => None,
            };
            if own.is_some_and(|own| own < level) {
                break;
            }
            resume = at;
            at = node.parent;
            looked += 1;
        }
        let reading = Reading { num: Num::Bullet, value: u32::from(level), sub: unit as u32, cost: 0.0 };
        ways.push(Way {
            cost: state.cost,
            state: index,
            parent: at,
            reading,
            kind: NodeKind::Title(level),
            resume,
            why: Why::default(),
            pair: 0,
        });
        // Inside the nearest numbered item whose list may go on afterwards.
        let mut inner = state.top;
        let mut tried = 0;
        let mut last = NONE;
        while inner != NONE && inner != at && tried < 3 {
            let node = &self.nodes[inner as usize];
            if node.kind == NodeKind::Item && !self.marker_of(inner).is_some_and(Marker::is_bullet) {
                let cost = if self.unit_of(inner).heading.is_some() { 0.9 } else { 1.2 } + 0.2 * tried as f32;
                ways.push(Way {
                    cost: state.cost + cost,
                    state: index,
                    parent: inner,
                    reading,
                    kind: NodeKind::Title(level),
                    resume: last,
                    why: Why::default(),
                    pair: 0,
                });
                tried += 1;
            }
            last = inner;
            inner = node.parent;
        }
    }

    /// A paragraph belongs to the item above it, or to a title further up.
    fn paragraph_ways(&self, index: usize, state: &State, unit: usize, ways: &mut Vec<Way>) {
        let info = &self.units[unit];
        let reading = Reading { num: Num::Bullet, value: 0, sub: unit as u32, cost: 0.0 };
        let mut push = |parent: u32, resume: u32, cost: f32| {
            ways.push(Way {
                cost: state.cost + cost,
                state: index,
                parent,
                reading,
                kind: NodeKind::Paragraph,
                resume,
                why: Why::default(),
                pair: 0,
            });
        };
        if state.top == NONE {
            push(NONE, NONE, 0.0);
            return;
        }
        let top = self.nodes[state.top as usize];
        if top.kind == NodeKind::Paragraph {
            push(top.parent, top.resume, 0.0);
            return;
        }
        if self.is_title(state.top) {
            push(state.top, NONE, 0.0);
            return;
        }
        let mut at = state.top;
        let mut below = NONE;
        let mut tried = 0;
        let mut looked = 0;
        while at != NONE && tried < 3 && looked < LOOK_UP {
            let node = &self.nodes[at as usize];
            let owner = self.unit_of(at);
            let bullet = self.marker_of(at).is_some_and(Marker::is_bullet);
            let mut cost: f32 = match (self.is_title(at), below == NONE) {
                (true, _) => 0.5,
                (false, true) => {
                    if bullet {
                        1.5
                    } else {
                        0.3
                    }
                }
                (false, false) => 0.6,
            };
            if self.indents && info.indent != owner.indent {
                cost += if info.indent > owner.indent { -0.1 } else { 0.8 };
            } else if self.indents && !self.is_title(at) && owner.indent > 0 {
                cost += 0.4;
            }
            push(at, below, cost.max(0.0));
            tried += 1;
            if self.is_title(at) {
                break;
            }
            below = at;
            at = node.parent;
            looked += 1;
        }
        if at == NONE && tried < 3 {
            push(NONE, below, 0.5);
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
        let alike = match (a.node, b.node) {
            (NONE, NONE) => true,
            (NONE, _) | (_, NONE) => false,
            (x, y) => {
                nodes[x as usize].signature == nodes[y as usize].signature
                    || nodes[x as usize].reading == nodes[y as usize].reading && depth(nodes, x) == depth(nodes, y)
            }
        };
        let unit = &units[a.unit as usize];
        // A path says itself where it stands.
        if !alike && unit.shape == Shape::Marked && !unit.markers[0].is_bullet() && unit.markers[0].path.len() < 2 {
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
    let own = [reading.value];
    let above = if marker.path.is_empty() && reading.num == Num::Arabic { &own[..] } else { &marker.path[..] };
    !above.is_empty() && above.len() < path.len() && path.starts_with(above)
}
