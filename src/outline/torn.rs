//! Numbers that extraction tore from their items are given back.
//!
//! ```text
//! 1.                                1. Keys are counted.
//!
//! 3.                                2. Locks are oiled.
//!
//! Keys are counted.         ->      3. Doors are shut.
//! Locks are oiled.
//!
//! Doors are shut.
//! ```
//!
//! A number alone on its line belongs to the next words. Where several stand in a pile, or where the next number shows how many are
//! missing, the words below are counted; only a count that comes out even is believed without weighing the line breaks again. Whatever
//! is given back by counting is a doubt.

use super::doubts::{Cause, Finding};
use super::header::place_of;
use super::marker::{Around, Marker, Num, Reading};
use super::rows::Row;
use super::title::Look;
use super::units::{OpenEnd, Shape, Unit, describe, open_end};
use crate::place::Place;

/// Gives numbers back; the units come out in reading order, piles gone.
pub(crate) fn mend(units: Vec<Unit>, rows: &[Row<'_>]) -> (Vec<Unit>, Vec<Finding>) {
    let torn = units.iter().any(|unit| is_lone(unit, rows));
    let (mut out, mut doubts) = if torn { give_back(&units, rows) } else { (units, Vec::new()) };
    lost_between(&mut out, rows, &mut doubts);
    (out, doubts)
}

/// Numbers alone on their lines go to the words below them.
fn give_back(units: &[Unit], rows: &[Row<'_>]) -> (Vec<Unit>, Vec<Finding>) {
    let mut mender = Mender { rows, out: Vec::with_capacity(units.len()), doubts: Vec::new(), open: Vec::new() };
    let mut at = 0;
    while at < units.len() {
        if is_lone(&units[at], rows) {
            at = mender.pile(units, at);
        } else {
            mender.enter(&units[at]);
            mender.out.push(units[at].clone());
            at += 1;
        }
    }
    (mender.out, mender.doubts)
}

/// The kind of a marker: what its list is known by.
type Style = (Around, Num, usize);

fn style(unit: &Unit) -> Option<(Style, u32)> {
    let marker = unit.markers.last()?;
    let reading = marker.readings().first()?;
    Some(((marker.around, reading.num, marker.path.len()), reading.value))
}

/// The value of the unit's marker in that style, whichever of its readings it is.
fn value_in(unit: &Unit, wanted: Style) -> Option<u32> {
    let marker = unit.markers.first()?;
    if marker.around != wanted.0 || marker.path.len() != wanted.2 {
        return None;
    }
    marker.readings().iter().find(|reading| reading.num == wanted.1).map(|reading| reading.value)
}

/// A number and nothing else.
fn is_lone(unit: &Unit, rows: &[Row<'_>]) -> bool {
    unit.shape == Shape::Marked
        && unit.markers.len() == 1
        && !unit.markers[0].is_bullet()
        && unit.rows.len() == 1
        && rows[unit.rows[0]].text.get(unit.text_start..).is_some_and(|rest| rest.trim().is_empty())
        && unit.false_ > 1.0
}

struct Mender<'a, 'r> {
    rows: &'a [Row<'r>],
    out: Vec<Unit>,
    doubts: Vec<Finding>,
    /// Styles open above, outermost first, each with its last value.
    open: Vec<(Style, u32)>,
}

impl Mender<'_, '_> {
    fn enter(&mut self, unit: &Unit) {
        if matches!(unit.shape, Shape::Title(level) if level <= 10) {
            self.open.clear();
        }
        let Some((own, value)) = style(unit) else { return };
        if own.1 == Num::Bullet {
            return;
        }
        if let Some(at) =
            self.open.iter().position(|(style, last)| value_in(unit, *style).is_some_and(|value| value == last + 1 || *style == own))
        {
            let style = self.open[at].0;
            self.open.truncate(at);
            self.open.push((style, value_in(unit, style).unwrap_or(value)));
        } else {
            self.open.push((own, value));
            if self.open.len() > 12 {
                self.open.remove(0);
            }
        }
    }

    /// How to read the first number of a pile: as the next of an open list, as the one before the next number that stands alone, as the
    /// first of its kind ("I." is the numeral before the letter).
    fn lone_style(&self, units: &[Unit], start: usize) -> Option<(Style, u32)> {
        let marker = units[start].markers.last()?;
        let of = |reading: &Reading| ((marker.around, reading.num, marker.path.len()), reading.value);
        let readings = marker.readings();
        let next = units[start + 1..].iter().take(400).find(|unit| is_lone(unit, self.rows) && unit.markers[0].around == marker.around);
        let goes_on = |reading: &&Reading| self.open.contains(&(of(reading).0, reading.value.saturating_sub(1)));
        let leads_on = |reading: &&Reading| next.and_then(|unit| value_in(unit, of(reading).0)) == Some(reading.value + 1);
        let first = |reading: &&Reading| reading.value == 1 && reading.cost == 0.0;
        readings
            .iter()
            .find(goes_on)
            .or_else(|| readings.iter().find(leads_on))
            .or_else(|| readings.iter().find(first))
            .or_else(|| readings.first())
            .map(of)
    }

    /// A pile of lone numbers at `start`; returns where to go on.
    fn pile(&mut self, units: &[Unit], start: usize) -> usize {
        let (own, first) = self.lone_style(units, start).unwrap_or(((Around::Dot, Num::Arabic, 0), 1));
        let mut end = start + 1;
        let mut highest = first;
        while let Some(value) = units.get(end).filter(|unit| is_lone(unit, self.rows)).and_then(|unit| value_in(unit, own)) {
            if value <= highest {
                break;
            }
            highest = value;
            end += 1;
        }
        let values: Vec<u32> = units[start..end].iter().filter_map(|unit| value_in(unit, own)).collect();
        if let Some(at) = self.open.iter().position(|(style, _)| *style == own) {
            self.open.truncate(at);
        }
        let stop = self.region(units, end, own, first);
        let next = units.get(stop).and_then(|unit| value_in(unit, own)).filter(|next| *next > first);
        // Nothing to give the numbers to.
        let Some(head) = units.get(end).filter(|unit| unit.shape != Shape::Marked && end < stop) else {
            for unit in &units[start..end] {
                self.enter(unit);
                self.out.push(unit.clone());
            }
            return end;
        };
        let titled = matches!(head.shape, Shape::Title(_)) && values.len() == 1;
        let wanted = match (values.len(), next) {
            (1, Some(next)) => Some((next - first) as usize),
            (1, None) => None,
            (_, Some(next)) if next > *values.last().unwrap_or(&first) => Some((next - first) as usize),
            (count, _) => Some(count.max(values.last().map_or(1, |last| last.saturating_sub(first) as usize + 1)).min(200)),
        };
        // Numbers of other kinds below that stand alone too: on this page each has its own words.
        let each_alone = || units[end..stop].iter().any(|unit| is_lone(unit, self.rows));
        let alone = titled || wanted == Some(1) || values.len() == 1 && wanted.is_none() && (first != 1 || each_alone());
        if alone {
            let mut unit = head.clone();
            self.give(&mut unit, &units[start], own, first, true);
            self.enter(&unit);
            self.out.push(unit);
            return end + 1;
        }
        let mut region: Vec<Unit> = units[end..stop].to_vec();
        self.split_sentences(&mut region, wanted);
        let level = self.level(&mut region, own);
        if level.len() < 2 && values.len() == 1 {
            let mut unit = region[0].clone();
            self.give(&mut unit, &units[start], own, first, true);
            self.out.push(unit);
            self.out.extend(region.into_iter().skip(1));
            self.open.push((own, first));
            return stop;
        }
        let mut place = place_of(self.rows, &units[start].rows);
        for (nth, at) in level.iter().enumerate() {
            let value = first + nth as u32;
            if wanted.is_some_and(|wanted| nth >= wanted) && values.len() > 1 {
                break;
            }
            let printed = values.iter().position(|printed| *printed == value).map(|at| &units[start + at]);
            place = place.join(place_of(self.rows, &region[*at].rows));
            match printed {
                Some(lone) => self.give(&mut region[*at], lone, own, value, true),
                None => self.give(&mut region[*at], &units[start], own, value, false),
            }
        }
        let last = first + level.len() as u32 - 1;
        for (nth, value) in values.iter().enumerate() {
            if *value > last {
                self.out.push(units[start + nth].clone());
            }
        }
        let even = wanted.is_none_or(|wanted| wanted == level.len());
        self.doubts.push(Finding::new(if even { Cause::Torn } else { Cause::Uneven }, place));
        self.out.append(&mut region);
        self.open.push((own, last));
        stop
    }

    /// Where the list of a pile ends: at its own next number, at a list that was open above it, or at a high title.
    fn region(&self, units: &[Unit], from: usize, own: Style, first: u32) -> usize {
        let mut unmarked = 0;
        for (index, unit) in units.iter().enumerate().skip(from) {
            match unit.shape {
                Shape::Title(level) if level <= 10 && index > from => return index,
                Shape::Marked => {
                    // "i." below is the next of a-h only where the count says so; otherwise it opens an inner list.
                    let two_ways = unit.markers[0].readings().len() > 1;
                    let next = value_in(unit, own).is_some_and(|value| !two_ways || value == first + unmarked);
                    if next || own.2 > 0 && !unit.markers[0].path.is_empty() {
                        return index;
                    }
                    let above = self
                        .open
                        .iter()
                        .any(|(style, last)| value_in(unit, *style).is_some_and(|value| value > *last && value <= last + 3));
                    if above || unit.heading.is_some() {
                        return index;
                    }
                }
                _ => unmarked += 1,
            }
            if index > from + 400 {
                return index;
            }
        }
        units.len()
    }

    fn give(&self, unit: &mut Unit, lone: &Unit, own: Style, value: u32, printed: bool) {
        let Some(model) = lone.markers.first() else { return };
        unit.markers = vec![model.given(own.1, value, printed)];
        unit.shape = Shape::Marked;
        unit.given = true;
        unit.text_start = 0;
        unit.real = 0.0;
        unit.indent = lone.indent;
        describe(unit, self.rows);
    }

    /// Lines that may begin another item, where too few items stand there.
    fn split_sentences(&self, region: &mut Vec<Unit>, wanted: Option<usize>) {
        let unmarked = |region: &[Unit]| region.iter().filter(|unit| unit.shape != Shape::Marked).count();
        let mut cuts: Vec<(bool, usize, usize, usize)> = Vec::new();
        for (index, unit) in region.iter().enumerate() {
            for nth in 1..unit.rows.len() {
                let before = &self.rows[unit.rows[nth - 1]];
                let row = &self.rows[unit.rows[nth]];
                let closed = matches!(open_end(&before.text), OpenEnd::Closed | OpenEnd::Lead) || before.text.ends_with(';');
                if closed && row.text.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c)) {
                    // A line that is a whole sentence, at the head of its unit.
                    let one_line = nth == 1;
                    cuts.push((!one_line, before.text.chars().count(), index, nth));
                }
            }
        }
        cuts.sort_unstable();
        let have = unmarked(region);
        let take = match wanted {
            Some(wanted) => wanted.saturating_sub(have).min(cuts.len()),
            None => {
                let sure = cuts.iter().filter(|cut| !cut.0).count();
                if have + sure < 2 { cuts.len() } else { sure }
            }
        };
        let mut chosen: Vec<(usize, usize)> = cuts[..take].iter().map(|cut| (cut.2, cut.3)).collect();
        chosen.sort_unstable();
        for (index, nth) in chosen.into_iter().rev() {
            let tail = region[index].rows.split_off(nth);
            let mut rest = region[index].clone();
            rest.rows = tail;
            rest.markers.clear();
            rest.text_start = 0;
            rest.shape = Shape::Paragraph;
            describe(&mut region[index], self.rows);
            describe(&mut rest, self.rows);
            region.insert(index + 1, rest);
        }
    }

    /// The region's units that stand at the pile's own level; items that lost their number in an inner list get it back on the way.
    fn level(&self, region: &mut [Unit], own: Style) -> Vec<usize> {
        let mut out = Vec::new();
        let mut inner: Option<(Style, u32, OpenEnd, usize)> = None;
        for index in 0..region.len() {
            if region[index].shape == Shape::Marked {
                inner = style(&region[index]).map(|(style, value)| (style, value, region[index].open_end, index));
                continue;
            }
            match inner {
                Some((style, value, OpenEnd::List | OpenEnd::Open, model)) if style.1 != Num::Bullet && style != own => {
                    let lone = region[model].clone();
                    self.give(&mut region[index], &lone, style, value + 1, false);
                    inner = Some((style, value + 1, region[index].open_end, model));
                }
                _ => {
                    inner = None;
                    out.push(index);
                }
            }
        }
        out
    }
}

/// `D. ...`, words without a number, `F. ...`: as many words as numbers are missing.
fn lost_between(units: &mut [Unit], rows: &[Row<'_>], doubts: &mut Vec<Finding>) {
    for index in 0..units.len() {
        let Some(((around, num, path), value)) = style(&units[index]) else { continue };
        if num == Num::Bullet || units[index].shape != Shape::Marked {
            continue;
        }
        let mut next = index + 1;
        while next < units.len() && next - index < 8 && units[next].shape == Shape::Paragraph && rows[units[next].rows[0]].table.is_none() {
            next += 1;
        }
        let between = next - index - 1;
        let Some(after) = units.get(next).filter(|unit| between > 0 && unit.shape == Shape::Marked && unit.markers.len() == 1) else {
            continue;
        };
        let Some(after) = value_in(after, (around, num, path)) else { continue };
        // The words before must be complete, or the unnumbered words go on with them.
        let complete = matches!(units[index].open_end, OpenEnd::Closed) || units[index].open_end == OpenEnd::List;
        let sound = units[index + 1..next].iter().all(|unit| {
            let first = &rows[unit.rows[0]].text;
            first.starts_with(|c: char| c.is_uppercase() || "“\"".contains(c)) && unit.title != Some(Look::Capitals)
        });
        if after as usize != value as usize + between + 1 || !complete || !sound {
            continue;
        }
        let model = units[index].clone();
        let Some(marker) = model.markers.last() else { continue };
        let mut place: Option<Place> = None;
        for nth in 0..between {
            let unit = &mut units[index + 1 + nth];
            unit.markers = vec![marker.given(num, value + 1 + nth as u32, false)];
            unit.shape = Shape::Marked;
            unit.given = true;
            unit.real = 0.0;
            unit.indent = model.indent;
            let own = place_of(rows, &unit.rows);
            place = Some(place.map_or(own, |place| place.join(own)));
        }
        if let Some(place) = place {
            doubts.push(Finding::new(Cause::Missing, place));
        }
    }
}

impl Marker {
    /// A marker of the same dress with another number; nothing of it stands on the page where it is not `printed`.
    fn given(&self, num: Num, value: u32, printed: bool) -> Self {
        let mut out = Self::only(self.around, num, value);
        out.path = self.path.clone();
        if let Some(last) = out.path.last_mut() {
            *last = value;
        }
        if printed {
            out.shown = self.shown.clone();
        }
        out
    }
}
