//! How strongly two agencies' words bind, statement against the statement that answers it.

use crate::options::VerdictOptions;
use crate::order::Force;
use crate::provision::Aspect;

use super::clash::one_rule;
use super::stance::{Gap, Said, Voice, resemblance};
use super::terms::{grade, modal_grades};

/// The strongest difference of force between the statements that answer each other.
pub fn force(a: &Said, b: &Said, near: bool, o: &VerdictOptions) -> Option<Gap> {
    let forces = |s: &Said| {
        let mut all: Vec<Force> = s.voices.iter().filter_map(|v| v.directive.force).collect();
        all.sort_unstable();
        all
    };
    let (x, y) = (forces(a), forces(b));
    // The same rules in another order: which answers which cannot be told by their words, but nothing is missing.
    if x.first() != x.last() && x == y {
        return None;
    }
    counterparts(a, b, o)
        .into_iter()
        .filter_map(|(x, y, close)| one_force(x, y, close || near))
        .max_by(|p, q| p.weight.total_cmp(&q.weight))
}

/// The statements of two cells that answer each other: each the other's most similar, and similar enough; failing that, the main ones.
pub fn counterparts<'a>(a: &'a Said, b: &'a Said, o: &VerdictOptions) -> Vec<(&'a Voice, &'a Voice, bool)> {
    let like = |x: &Voice, y: &Voice| {
        let (p, q): (Vec<&str>, Vec<&str>) =
            (x.own_stems.iter().map(String::as_str).collect(), y.own_stems.iter().map(String::as_str).collect());
        resemblance(&p, &q)
    };
    let best = |x: &Voice, list: &'a [Voice]| {
        list.iter().enumerate().map(|(i, y)| (like(x, y), i)).max_by(|p, q| p.0.total_cmp(&q.0).then(q.1.cmp(&p.1)))
    };
    let mut out = Vec::new();
    for (i, x) in a.voices.iter().enumerate() {
        let Some((value, j)) = best(x, &b.voices) else { continue };
        let y = &b.voices[j];
        if value >= o.counterpart && best(y, &a.voices).is_some_and(|(_, k)| k == i) {
            out.push((x, y, value >= o.near_copy));
        }
    }
    if out.is_empty() {
        out.push((a.main(), b.main(), false));
    }
    out
}

fn one_force(x: &Voice, y: &Voice, near: bool) -> Option<Gap> {
    let (fx, fy) = (x.directive.force, y.directive.force);
    let gap = |weight| {
        let words = |v: &Voice| {
            let name = v.directive.force.map_or("", Force::name);
            vec![if v.directive.force_words.is_empty() { name.to_string() } else { v.directive.force_words.clone() }]
        };
        Some(Gap { aspect: Aspect::Force, weight, here: words(x), there: words(y) })
    };
    let (Some(gx), Some(gy)) = (grade(fx), grade(fy)) else { return None };
    let forbids = |f: Option<Force>| f == Some(Force::Prohibition);
    // A ban with its ways out and a leave for just these say one thing from two sides.
    let sides = |ban: &Voice, leave: &Voice| {
        forbids(ban.directive.force) && leave.directive.force == Some(Force::Permission) && one_rule(&ban.text, &leave.text)
    };
    if sides(x, y) || sides(y, x) {
        return None;
    }
    if gx != gy && gx != 0 && gy != 0 {
        return gap(f32::from(gx.abs_diff(gy)));
    }
    if forbids(fx) != forbids(fy) && gx == 3 && gy == 3 && near {
        return gap(2.0);
    }
    // A plain present ("content is subject to") binds like "shall"; against "may" or "should" it is a difference of force.
    let ((may_x, should_x), (may_y, should_y)) = (modal_grades(&x.text), modal_grades(&y.text));
    if near && (may_x != may_y || (should_x == 0) != (should_y == 0)) {
        return gap(1.0);
    }
    None
}
