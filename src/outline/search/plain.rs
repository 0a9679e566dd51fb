//! Where a title or a paragraph without a number may stand.
//!
//! ```text
//! A. Duties            a title closes the lists above it as far as its own level, or stands inside an item
//!    1. Clerks:        whose list goes on after it
//! Nothing here ...     a paragraph belongs to the item above it, or closes its list and belongs further up
//! ```

use super::{LOOK_UP, NONE, NodeKind, Search, State, Way};
use crate::outline::marker::{Marker, Num, Reading};
use crate::outline::rules::Why;

impl Search<'_> {
    /// An unnumbered title closes the lists above it, or stands inside an item of a list that goes on.
    pub(super) fn title_ways(&self, index: usize, state: &State, level: u8, unit: usize, ways: &mut Vec<Way>) {
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
    pub(super) fn paragraph_ways(&self, index: usize, state: &State, unit: usize, ways: &mut Vec<Way>) {
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
