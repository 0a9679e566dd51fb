//! What is said of a row: agree, differ and in what, unique; conflict; who stands alone; and how each agency stands to the reference.
//!
//! Similarity found the statements; here what they direct counts. Every verdict names the words that decided it.

mod clash;
mod gaps;
mod position;
mod reason;
mod slots;
mod stance;
mod strength;
mod terms;

use clash::{Clash, clashes, opposed};
pub use gaps::gaps;
pub use position::{LIMIT, positions};
pub use reason::{Facts, reason, short_names};
pub use stance::{Gap, Said, Voice};
pub use strength::counterparts;
pub use terms::{Key, Term, examples, run_in_title, terms};

use crate::lexicon::Lexicon;
use crate::normalize::words;
use crate::options::VerdictOptions;
use crate::order::Force;
use crate::provision::{Aspect, Relation, Verdict};

/// What is said of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Agree, differ or unique.
    pub verdict: Verdict,
    /// In what it differs, in the order of [`Aspect::ALL`].
    pub aspects: Vec<Aspect>,
    /// Whether one forbids what another allows.
    pub conflict: bool,
    /// Agencies (keys of the cells given) whose stance nobody shares.
    pub alone: Vec<usize>,
    /// The agency relations are measured against.
    pub reference: usize,
    /// For each agency given, its relation to the reference; `None` for the reference.
    pub relations: Vec<(usize, Option<Relation>)>,
    /// One or two sentences, with the words that decided.
    pub reason: String,
    /// For each agency of a conflict the index of the statement that contradicts, among those of its cell.
    pub contradicting: Vec<(usize, usize)>,
}

/// Judges a row. `silent` are the agencies that hold an order and say nothing, `names` gives short names. `cells` holds the agencies that say something, with their words, sorted; `base` is the agency of the base order, if it
/// says something here; `central` the agency whose words are nearest to all others'.
pub fn judge(
    cells: &[(usize, &Said)],
    silent: &[usize],
    names: &dyn Fn(usize) -> String,
    base: Option<usize>,
    central: usize,
    lexicon: &Lexicon,
    o: &VerdictOptions,
) -> Judgement {
    let reference = base.filter(|b| cells.iter().any(|(a, _)| a == b)).unwrap_or(central);
    if cells.len() < 2 {
        let reason = reason(&Facts { cells, silent, gaps: &[], reference, clashes: &[] }, names);
        return Judgement {
            verdict: Verdict::Unique,
            aspects: Vec::new(),
            conflict: false,
            alone: Vec::new(),
            reference,
            relations: cells.iter().map(|(a, _)| (*a, None)).collect(),
            reason,
            contradicting: Vec::new(),
        };
    }
    let main = cells.iter().find(|(a, _)| *a == reference).map_or(cells[0].1, |(_, s)| s);
    let mut aspects: Vec<Aspect> = Vec::new();
    let mut relations = Vec::new();
    let mut told: Vec<(usize, Gap)> = Vec::new();
    for (agency, said) in cells {
        if *agency == reference {
            relations.push((*agency, None));
            continue;
        }
        let found = gaps(main, said, lexicon, o);
        for g in &found {
            if !aspects.contains(&g.aspect) {
                aspects.push(g.aspect);
            }
        }
        relations.push((*agency, Some(relation(main, said, &found, lexicon, o))));
        told.extend(found.into_iter().map(|g| (*agency, g)));
    }
    aspects.sort();
    let clashes = clashes(cells, lexicon, o);
    let conflict = !clashes.is_empty();
    if conflict && aspects.is_empty() {
        aspects.push(Aspect::Force);
    }
    let verdict = if aspects.is_empty() { Verdict::Agree } else { Verdict::Differ };
    let alone = if verdict == Verdict::Differ { alone(cells) } else { Vec::new() };
    told.sort_by(|x, y| y.1.weight.total_cmp(&x.1.weight).then(x.0.cmp(&y.0)));
    let reason = reason(&Facts { cells, silent, gaps: &told, reference, clashes: &clashes }, names);
    let contradicting = contradicting(cells, &clashes);
    Judgement { verdict, aspects, conflict, alone, reference, relations, reason, contradicting }
}

/// Which statement of each agency contradicts another's; of several the first in its cell, whichever agency they contradict.
fn contradicting(cells: &[(usize, &Said)], clashes: &[Clash]) -> Vec<(usize, usize)> {
    let at = |(agency, said): &(usize, &Said)| {
        let voices = clashes.iter().flat_map(|c| [(c.forbids, c.ban), (c.allows, c.leave)]).filter(|(a, _)| a == agency);
        let index = voices.filter_map(|(_, voice)| said.voices.iter().position(|v| std::ptr::eq(v, voice))).min()?;
        Some((*agency, index))
    };
    cells.iter().filter_map(at).collect()
}

/// How an agency's words stand to the reference's.
fn relation(reference: &Said, said: &Said, found: &[Gap], lexicon: &Lexicon, o: &VerdictOptions) -> Relation {
    if opposed(reference, said, lexicon, o).is_some() {
        return Relation::Conflicts;
    }
    let of = |aspect| found.iter().find(|g| g.aspect == aspect);
    if of(Aspect::Force).is_some() {
        let strength = |s: &Said| {
            let (open, advised) = terms::modal_grades(&s.main().text);
            (terms::grade(s.main().directive.force).unwrap_or(0), std::cmp::Reverse(open), std::cmp::Reverse(advised))
        };
        let (r, s) = (strength(reference), strength(said));
        if r != s {
            return if s > r { Relation::Stricter } else { Relation::Looser };
        }
    }
    if let Some(g) = of(Aspect::Condition).or_else(|| of(Aspect::Authority)) {
        let binds = matches!(said.main().directive.force, Some(Force::Obligation | Force::Prohibition | Force::Recommendation));
        let more = g.there.len() > g.here.len();
        if g.there.len() != g.here.len() {
            // An exception loosens a rule that binds; a condition narrows a leave.
            return if more == binds { Relation::Looser } else { Relation::Stricter };
        }
        let rank = |s: &Said| s.authority().map_or(0, |a| u16::from(a.rank) + if a.written { 5 } else { 0 });
        let (r, s) = (rank(reference), rank(said));
        if r != s {
            return if s > r { Relation::Stricter } else { Relation::Looser };
        }
    }
    if found.is_empty() {
        let fold = |s: &Said| s.voices.iter().flat_map(|v| words(&v.text)).map(|w| w.folded).collect::<Vec<_>>();
        return if fold(reference) == fold(said) { Relation::Equal } else { Relation::Equivalent };
    }
    let here = found.iter().any(|g| !g.here.is_empty());
    let there = found.iter().any(|g| !g.there.is_empty());
    match (here, there) {
        (true, false) => Relation::Subset,
        (false, true) => Relation::Superset,
        _ => Relation::Intersects,
    }
}

/// The agencies whose stance nobody shares, in a row of three or more: the only one that forbids (or does not), the only one that needs
/// an approval (or does not), the only one that requires where others leave it open.
fn alone(cells: &[(usize, &Said)]) -> Vec<usize> {
    if cells.len() < 3 {
        return Vec::new();
    }
    let features: [&dyn Fn(&Said) -> bool; 3] =
        [&|s| matches!(s.main().directive.force, Some(Force::Prohibition | Force::Obligation)), &|s| s.authority().is_some(), &|s| {
            s.authority().is_some_and(|a| a.written)
        }];
    let mut out: Vec<usize> = Vec::new();
    for has in features {
        let yes: Vec<usize> = cells.iter().filter(|(_, s)| has(s)).map(|(a, _)| *a).collect();
        let one = match (yes.len(), cells.len() - yes.len()) {
            (1, n) if n >= 2 => yes.first().copied(),
            (n, 1) if n >= 2 => cells.iter().find(|(a, _)| !yes.contains(a)).map(|(a, _)| *a),
            _ => None,
        };
        if let Some(a) = one
            && !out.contains(&a)
        {
            out.push(a);
        }
    }
    out.sort_unstable();
    out
}
