//! What speaks against an item standing where it would: the look of its line, the depth of its list, the lead-in it lacks.

use super::{NONE, NodeKind, Search, State};
use crate::outline::marker::{Around, Marker, Num, Reading};
use crate::outline::units::{OpenEnd, Shape, Unit};

impl Search<'_> {
    /// `1.` inside `1.` is hard to believe, easier where a title or a colon stands between.
    pub(super) fn same_inside(&self, at: u32, state: &State, info: &Unit) -> f32 {
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
    pub(super) fn bullet_inside(&self, at: u32, info: &Unit) -> f32 {
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

    /// The format's own lists put the two at different depths.
    pub(super) fn nested_apart(&self, candidate: u32, info: &Unit) -> bool {
        let other = self.unit_of(candidate);
        matches!((other.item, info.item), (Some(a), Some(b)) if a != b)
    }

    pub(super) fn bullet_levels(&self, candidate: u32, info: &Unit) -> f32 {
        let other = self.unit_of(candidate);
        match (other.item, info.item) {
            (Some(a), Some(b)) if a != b => 3.0,
            (Some(_), Some(_)) => 0.0,
            _ if info.indent.abs_diff(other.indent) > 1 => 1.0,
            _ => 0.0,
        }
    }

    /// Titles and sentences, headings and plain lines in one list.
    pub(super) fn look_apart(&self, candidate: u32, info: &Unit, cost: f32) -> f32 {
        let other = self.unit_of(candidate);
        let heading = f32::from(u8::from(other.heading.is_some() != info.heading.is_some()));
        heading * cost
    }

    pub(super) fn indent_apart(&self, candidate: u32, info: &Unit) -> f32 {
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
    pub(super) fn no_lead_in(&self, at: u32, state: &State, marker: &Marker) -> f32 {
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

    pub(super) fn pair(&self, at: u32, marker: &Marker, reading: &Reading) -> u128 {
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
            around * 8 + num as u32
        };
        let mut above: u32 = 63;
        let mut up = at;
        while up != NONE {
            let node = &self.nodes[up as usize];
            if let (NodeKind::Item, Some(other)) = (node.kind, self.marker_of(up)) {
                above = code(other.around, node.reading.num);
                break;
            }
            up = node.parent;
        }
        // The figures of a code are spread, or kinds that often meet would share a bit.
        1 << ((above * 64 + code(marker.around, reading.num)).wrapping_mul(0x9E37_79B9) >> 20 & 127)
    }
}
