//! What a row's cells hold: members with their words, the nearest clauses of who is silent, and how sure the tool is of either.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Desk;
use crate::confidence;
use crate::provision::{CellState, ClauseRef, Link, Member, Nearest, Verdict};
use crate::verdict::Voice;

impl Desk<'_> {
    /// The members of one cell: pieces in document order, neighbouring pieces of one clause joined again.
    pub(super) fn members(&self, segments: &[usize], row: &[usize], voices: &[Voice], many: bool) -> Vec<Member> {
        let al = &self.alignment;
        let mut pieces: Vec<(ClauseRef, std::ops::Range<usize>, usize)> = Vec::new();
        for &s in segments {
            let seg = &al.segments[s];
            pieces.extend(seg.pieces.iter().map(|p| (ClauseRef { order: seg.order, clause: p.clause }, p.range.clone(), s)));
        }
        pieces.sort_by_key(|p| (p.0, p.1.start));
        let mut joined: Vec<(ClauseRef, std::ops::Range<usize>, usize)> = Vec::new();
        for (clause, range, s) in pieces {
            if let Some(last) = joined.last_mut()
                && last.0 == clause
                && self.orders[clause.order].clauses[clause.clause].text[last.1.end..range.start.max(last.1.end)].trim().is_empty()
            {
                last.1.end = last.1.end.max(range.end);
                continue;
            }
            joined.push((clause, range, s));
        }
        joined
            .into_iter()
            .map(|(clause, range, s)| Member {
                clause,
                text: self.orders[clause.order].clauses[clause.clause].text[range].trim().to_string(),
                confidence: if many { confidence::of_member(self.link(s, row)) } else { 1.0 },
                directive: voices[s].directive.clone(),
            })
            .collect()
    }

    /// A statement's best score against another agency in the row it was put into first.
    pub(super) fn tie(&self, s: usize) -> f32 {
        self.link(s, &self.alignment.groups[self.group_of[s]])
    }

    /// A statement's best score against another agency in a row.
    pub(super) fn link(&self, s: usize, row: &[usize]) -> f32 {
        let al = &self.alignment;
        row.iter()
            .filter(|&&t| al.agency[t] != al.agency[s])
            .filter_map(|&t| self.score(s, t))
            .map(|p| p.parts.total(&self.options.align))
            .fold(0.0, f32::max)
    }

    /// A silent agency's cell: its clauses that came nearest, and why each was not taken.
    pub(super) fn silent(&self, group: &[usize], agency: usize) -> CellState {
        let al = &self.alignment;
        let o = &self.options.align;
        // The strongest pair of each statement of that agency with the row: its score, what the two say by themselves, and both statements.
        let mut best: BTreeMap<usize, (f32, f32, usize)> = BTreeMap::new();
        for &s in group {
            for p in al.around(s) {
                let other = if p.a == s { p.b } else { p.a };
                if al.agency[other] == agency {
                    let pair = (p.parts.total(o), p.parts.base(o), s);
                    let entry = best.entry(other).or_insert(pair);
                    if (pair.0, pair.1) > (entry.0, entry.1) {
                        *entry = pair;
                    }
                }
            }
        }
        let mut ranked: Vec<(f32, f32, usize, usize)> = best.into_iter().map(|(t, (total, said, s))| (total, said, t, s)).collect();
        // Most pairs of a silent agency score nothing: then what they say by themselves is all there is to rank by.
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(y.1.total_cmp(&x.1)).then(x.2.cmp(&y.2)));
        let top = ranked.first().map_or(0.0, |r| r.0);
        let mut seen = FxHashSet::default();
        ranked.retain(|(_, _, t, _)| seen.insert(al.segments[*t].head()));
        let nearest = ranked
            .into_iter()
            .take(3)
            .map(|(total, said, t, s)| {
                // What it says is nearer to its own row than to this one.
                let row = al.groups[self.group_of[t]].iter().filter(|&&x| al.agency[x] != agency);
                let kin = row.filter_map(|&x| Some((self.score(x, t)?.parts.base(o), x))).max_by(|x, y| x.0.total_cmp(&y.0));
                let why = if let Some((own, partner)) = kin.filter(|(own, _)| *own > said) {
                    format!("stands nearer to {} ({own:.2})", self.cite(partner))
                } else if total >= o.join {
                    "alike in part, but the row as a whole is further away".to_string()
                } else {
                    let shared = self.shared(s, t);
                    if shared.is_empty() { "shares only common words".to_string() } else { format!("shares only {}", shared.join(", ")) }
                };
                Nearest { clause: al.segments[t].head(), score: f64::from(said), why }
            })
            .collect();
        CellState::Silent { nearest, confidence: confidence::of_silence(top) }
    }

    pub(super) fn cite(&self, s: usize) -> String {
        let head = self.alignment.segments[s].head();
        self.orders[head.order].clause_id(head.clause)
    }

    /// The heaviest terms two statements share, at most four.
    pub(super) fn shared(&self, a: usize, b: usize) -> Vec<String> {
        self.alignment.shared(a, b, 4)
    }

    /// The strongest links of a row, at most eight.
    pub(super) fn links(&self, group: &[usize]) -> Vec<Link> {
        let al = &self.alignment;
        let o = &self.options.align;
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for (i, &a) in group.iter().enumerate() {
            for &b in &group[i + 1..] {
                if let Some(p) = self.score(a, b) {
                    found.push((p.parts.total(o), p.a, p.b));
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        found
            .into_iter()
            .take(8)
            .filter_map(|(score, a, b)| {
                let p = self.score(a, b)?;
                Some(Link {
                    a: al.segments[a].head(),
                    b: al.segments[b].head(),
                    score: f64::from(score),
                    parts: p.parts.named(),
                    shared: self.shared(a, b),
                    meeting: al.meeting(a, b, self.catalogue),
                })
            })
            .collect()
    }

    pub(super) fn confidence(states: &[CellState], verdict: Verdict) -> f64 {
        if verdict == Verdict::Unique {
            let nearest = |s: &CellState| if let CellState::Silent { nearest, .. } = s { nearest.first().map(|n| n.score) } else { None };
            return confidence::of_unique(states.iter().filter_map(nearest).fold(0.0, f64::max) as f32);
        }
        let surest = |s: &CellState| match s {
            CellState::Says { members, .. } => Some(members.iter().map(|m| m.confidence).fold(0.0, f64::max)),
            _ => None,
        };
        confidence::of_row(&states.iter().filter_map(surest).collect::<Vec<f64>>())
    }
}
