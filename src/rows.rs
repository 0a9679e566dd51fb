//! From orders to groups of statements: the whole alignment, stage by stage.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::align;
use crate::candidates::{self, Field, Scored, Sections};
use crate::catalogue::{Catalogue, Seen, Sense};
use crate::knowledge::Knowledge;
use crate::lexicon::{ConceptId, Lexicon};
use crate::normalize::{Vocabulary, is_modal, is_stop, own_names};
use crate::options::AlignOptions;
use crate::order::Order;
use crate::score::{Likeness, Profile, Stems, Token, add_terms, profiles};
use crate::segment::{self, Segment, Shape, cut};

/// Statements, the pairs among them, and the groups they fall into.
pub struct Alignment {
    /// Statements, orders by content, then document order; behind them the acts of those that have several.
    pub segments: Vec<Segment>,
    /// How many of them are statements.
    pub whole: usize,
    /// Agency of each statement.
    pub agency: Vec<usize>,
    /// Scored pairs, sorted by indices.
    pub pairs: Vec<Scored>,
    /// Groups of indices: each statement in one or more, an act only where it says something beside its statement.
    pub groups: Vec<Vec<usize>>,
    /// Where the pairs of each statement stand in `pairs`.
    around: Vec<Vec<u32>>,
    profiles: Vec<Profile>,
    sense: Vec<Sense>,
    vocabulary: Vocabulary,
}

impl Alignment {
    /// The scored pairs a statement is part of.
    pub fn around(&self, s: usize) -> impl Iterator<Item = &Scored> {
        self.around[s].iter().map(|&i| &self.pairs[i as usize])
    }

    /// How the texts of the orders are stemmed.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Where a statement stands among the field's provisions.
    pub fn sense(&self, s: usize) -> &Sense {
        &self.sense[s]
    }

    /// The name of the known provision that two statements have most in common, where it takes at least a twentieth of both.
    pub fn meeting(&self, a: usize, b: usize, catalogue: &Catalogue) -> Option<String> {
        let (name, weight) = catalogue.meeting(&self.sense[a], &self.sense[b])?;
        (weight >= MEETING).then(|| name.replace('-', " "))
    }

    /// The heaviest terms two statements share, at most `limit`.
    pub fn shared(&self, a: usize, b: usize, limit: usize) -> Vec<String> {
        let (x, y) = (&self.profiles[a].vector, &self.profiles[b].vector);
        let mut common: Vec<(f32, &str)> = Vec::new();
        let mut j = 0;
        for &(t, w) in x {
            while j < y.len() && y[j].0 < t {
                j += 1;
            }
            if j < y.len() && y[j].0 == t {
                common.push((w * y[j].1, self.vocabulary.name(t)));
            }
        }
        common.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(q.1)));
        common.into_iter().take(limit).map(|(_, n)| n.to_string()).collect()
    }
}

/// Least share of two statements' places that a known provision must take to be named as what both are about.
const MEETING: f32 = 0.05;

/// Aligns the orders `held` (indices) with each other. `agency` gives each order's agency. The result does not depend on the names of files or agencies, nor on threads:
/// work goes in the order of the orders' content.
pub fn align(orders: &[Order], agency: &[usize], held: &[usize], knowledge: Knowledge, o: &AlignOptions) -> Alignment {
    let lexicon = knowledge.lexicon;
    let mut by_content: Vec<usize> = held.to_vec();
    by_content.sort_by_cached_key(|&i| orders[i].fingerprint());
    let mut segments: Vec<Segment> = by_content.par_iter().map(|&i| cut(i, &orders[i])).collect::<Vec<_>>().into_iter().flatten().collect();
    let whole = segments.len();
    segments.extend(segment::acts(orders, &segments));
    let host: Vec<usize> = segments.iter().enumerate().map(|(i, s)| s.act_of.unwrap_or(i)).collect();
    let owner: Vec<usize> = segments.iter().map(|s| agency[s.order]).collect();
    let agencies = agency.iter().copied().max().map_or(0, |m| m + 1);
    let texts = held.iter().flat_map(|&i| &orders[i].clauses).flat_map(|c| [c.text.as_str(), c.heading.as_deref().unwrap_or_default()]);
    let mut vocabulary = Vocabulary::learn(texts);
    let names: Vec<Vec<Vec<String>>> = orders.iter().map(|x| own_names(&x.agency_name)).collect();
    let stems: Vec<Stems> = segments
        .par_iter()
        .map(|s| Stems {
            own: vocabulary.stems(&s.text(&orders[s.order]), &names[s.order]),
            lead: vocabulary.stems(&s.lead, &names[s.order]),
        })
        .collect();
    let mut profiles = profiles(&stems, &owner[..whole], agencies, &mut vocabulary, o);
    let told: Vec<[Vec<Told>; 2]> = segments
        .par_iter()
        .map(|s| [&s.text(&orders[s.order]), &s.lead].map(|text| told(text, &names[s.order], lexicon, &vocabulary)))
        .collect();
    let mut token = |told| match told {
        Told::Concept(concept) => (Some(concept), 0),
        Told::Stem(stem) => (None, vocabulary.intern(&stem)),
    };
    let tokens: Vec<[Vec<Token>; 2]> =
        told.into_iter().map(|of_both| of_both.map(|list| list.into_iter().map(&mut token).collect())).collect();
    add_terms(&mut profiles, &tokens, &owner[..whole], agencies, lexicon);
    let seen = seen(orders, &segments, &names, lexicon, &vocabulary);
    let sense = knowledge.catalogue.senses(&seen);
    let sections = sections(&segments, &names, knowledge, &vocabulary);
    let shape: Vec<Shape> = segments.iter().map(|s| s.shape).collect();
    let term: Vec<Option<String>> = segments.iter().map(|s| s.term.as_ref().map(|t| vocabulary.stems(bare(t), &[]).join(" "))).collect();
    let place: Vec<f32> = segments.iter().map(|s| s.pieces[0].clause as f32 / orders[s.order].clauses.len().max(1) as f32).collect();
    let order: Vec<usize> = segments.iter().map(|s| s.order).collect();
    let field = Field {
        order: &order,
        place: &place,
        profiles: &profiles,
        sense: &sense,
        sections: &sections,
        agency: &owner,
        shape: &shape,
        term: &term,
        host: &host,
    };
    let mut pairs = candidates::scored(&field, &Likeness::of(&profiles, lexicon), o);
    candidates::surroundings(&mut pairs, &field, o);
    candidates::neighbours(&mut pairs, &field, o);
    // Acts stand behind all statements.
    let (edges, of_acts): (Vec<_>, Vec<_>) = candidates::edges(&pairs, o).into_iter().partition(|e| e.b < whole);
    let rank: Vec<usize> = (0..segments.len()).collect();
    // Two terms that one order defines are two rows.
    let apart = |i: usize, j: usize| shape[i] == Shape::Definition && shape[j] == Shape::Definition && term[i] != term[j];
    let mut groups = align::group(whole, &edges, &owner, &place, &rank, &apart, o);
    let mut sentences: FxHashMap<(usize, usize, usize), usize> = FxHashMap::default();
    let sentence: Vec<usize> = segments[..whole]
        .iter()
        .map(|s| {
            let next = sentences.len();
            *sentences.entry((s.order, s.pieces[0].clause, s.sentence)).or_insert(next)
        })
        .collect();
    align::whole(&mut groups, &sentence, &rank);
    let defined = |s: usize| (shape[s] == Shape::Definition).then_some(term[s].as_deref()).flatten().map(|term| (order[s], term));
    align::one_term(&mut groups, &defined, &rank);
    align::also(&mut groups, &edges, &owner, &rank, o);
    align::acts(&mut groups, &of_acts, &owner, &host, &rank, o);
    align::within(&mut groups, &rank);
    let mut around = vec![Vec::new(); segments.len()];
    for (i, p) in pairs.iter().enumerate() {
        let i = u32::try_from(i).unwrap_or(u32::MAX);
        around[p.a].push(i);
        around[p.b].push(i);
    }
    Alignment { segments, whole, agency: owner, pairs, groups, around, profiles, sense, vocabulary }
}

/// What the catalogue sees of each statement, of its lead-ins and of the heading right above it; what several statements stand under is read
/// once.
fn seen(orders: &[Order], segments: &[Segment], names: &[Vec<Vec<String>>], lexicon: &Lexicon, vocabulary: &Vocabulary) -> Vec<[Seen; 3]> {
    let above = |s: &'_ Segment| [s.lead.clone(), s.headings.last().cloned().unwrap_or_default()].map(|text| (s.order, text));
    let mut texts: Vec<(usize, String)> = segments.iter().flat_map(above).collect();
    texts.sort_unstable();
    texts.dedup();
    let read = |order: usize, text: &str| Seen::of(text, &names[order], lexicon, vocabulary);
    let known: Vec<Seen> = texts.par_iter().map(|(order, text)| read(*order, text)).collect();
    let find = |key: (usize, String)| texts.binary_search(&key).map(|at| known[at].clone()).unwrap_or_default();
    let all = |s: &Segment| {
        let [lead, heading] = above(s).map(find);
        [read(s.order, &s.text(&orders[s.order])), lead, heading]
    };
    segments.par_iter().map(all).collect()
}

/// The sections of the statements: the headings above each, taken together.
fn sections(segments: &[Segment], names: &[Vec<Vec<String>>], knowledge: Knowledge, vocabulary: &Vocabulary) -> Sections {
    let mut known: FxHashMap<(usize, &[String]), usize> = FxHashMap::default();
    let mut seen: Vec<[Seen; 3]> = Vec::new();
    let of = segments.iter().map(|s| {
        *known.entry((s.order, &s.headings)).or_insert_with(|| {
            let headings = Seen::of(&s.headings.join(". "), &names[s.order], knowledge.lexicon, vocabulary);
            seen.push([headings, Seen::default(), Seen::default()]);
            seen.len() - 1
        })
    });
    let of = of.collect();
    Sections::new(of, &knowledge.catalogue.senses(&seen))
}

/// A defined term without what stands in brackets behind it: a part of speech ("mooring (verb)") or a short form ("body-worn camera (BWC)").
fn bare(term: &str) -> &str {
    match term.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before.trim_end(),
        _ => term,
    }
}

/// One thing a text says.
enum Told {
    Concept(ConceptId),
    Stem(String),
}

/// What a text says, term by term: the lexicon's concepts, and the stems of the words between them that are no stop or modal words.
fn told(text: &str, names: &[Vec<String>], lexicon: &Lexicon, vocabulary: &Vocabulary) -> Vec<Told> {
    let mut out = Vec::new();
    let mut at = 0;
    let plain = |text: &str, out: &mut Vec<Told>| {
        let telling = vocabulary.stems(text, names).into_iter().filter(|stem| !is_stop(stem) && !is_modal(stem));
        out.extend(telling.map(Told::Stem));
    };
    for hit in lexicon.find(text) {
        if hit.start >= at {
            plain(&text[at..hit.start], &mut out);
            out.push(Told::Concept(hit.concept));
            at = hit.end;
        }
    }
    plain(&text[at..], &mut out);
    out
}
