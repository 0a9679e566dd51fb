//! The conductor: from a corpus to a comparison, stage by stage.

mod cells;
mod names;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::catalogue::Catalogue;
use crate::corpus::Corpus;
use crate::directive;
use crate::knowledge::Knowledge;
use crate::lexicon::Lexicon;
use crate::matrix::{Agency, Comparison};
use crate::normalize::{own_names, words};
use crate::options::Options;
use crate::order::Order;
use crate::provision::{CellState, ClauseRef, Nearest, Provision, Relation, Verdict};
use crate::rows::{self, Alignment};
use crate::segment::Shape;
use crate::subject::{Subject, subjects};
use crate::title::{Common, assign};
use crate::topic::{Section, sequence, topics};
use crate::verdict::{Said, Voice, judge, positions, short_names, terms};

/// The stages of a comparison, for showing progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Statements are cut and scored against each other.
    Align,
    /// Directives are read and verdicts given.
    Judge,
}

/// Compares the orders of a corpus. Pure: the same corpus and options give the same comparison, whatever the number of threads, the order
/// of files or the names of agencies.
pub fn compare(corpus: &Corpus, knowledge: Knowledge, options: &Options, progress: &(dyn Fn(Stage) + Sync)) -> Comparison {
    let orders = corpus.orders.clone();
    let mut agencies: Vec<Agency> = orders.iter().map(|o| Agency { id: o.agency.clone(), name: o.agency_name.clone() }).collect();
    agencies.sort_by(|x, y| x.id.cmp(&y.id));
    agencies.dedup_by(|x, y| x.id == y.id);
    let agency: Vec<usize> = orders.iter().map(|o| agencies.iter().position(|a| a.id == o.agency).unwrap_or(0)).collect();
    let groups = subjects(&orders, &agency, &options.subject);
    let mut subject_of = vec![String::new(); orders.len()];
    for s in &groups {
        for &i in &s.orders {
            subject_of[i].clone_from(&s.name);
        }
    }
    let mut provisions = Vec::new();
    for subject in &groups {
        progress(Stage::Align);
        let desk = Desk::new(&orders, &agency, agencies.len(), subject, knowledge, options);
        progress(Stage::Judge);
        provisions.extend(desk.provisions(&agencies));
        // To give so much memory back takes a while; the next stage need not wait for it.
        let Desk { alignment, .. } = desk;
        rayon::spawn(move || drop(alignment));
    }
    make_ids_unique(&mut provisions);
    let similarity = similarity(&provisions, agencies.len());
    Comparison { agencies, orders, subjects: subject_of, provisions, omitted: corpus.omitted.clone(), similarity }
}

/// Everything at hand while one subject's rows are made.
struct Desk<'a> {
    orders: &'a [Order],
    /// Orders of the subject, in corpus order.
    held: Vec<usize>,
    agency: &'a [usize],
    agencies: usize,
    subject: &'a Subject,
    lexicon: &'a Lexicon,
    catalogue: &'a Catalogue,
    options: &'a Options,
    alignment: Alignment,
    /// Group of each statement.
    group_of: Vec<usize>,
}

impl<'a> Desk<'a> {
    fn new(
        orders: &'a [Order],
        agency: &'a [usize],
        agencies: usize,
        subject: &'a Subject,
        knowledge: Knowledge<'a>,
        options: &'a Options,
    ) -> Self {
        let alignment = rows::align(orders, agency, &subject.orders, knowledge, &options.align);
        let mut row_of = vec![None; alignment.segments.len()];
        for (g, members) in alignment.groups.iter().enumerate() {
            for &m in members {
                row_of[m] = Some(g);
            }
        }
        // An act that stands in no row of its own is told of in its statement's.
        let of_host = |s: usize| alignment.segments[s].act_of.and_then(|host| row_of[host]);
        let group_of = (0..row_of.len()).map(|s| row_of[s].or_else(|| of_host(s)).unwrap_or_default()).collect();
        let lexicon = knowledge.lexicon;
        Self {
            orders,
            held: subject.orders.clone(),
            agency,
            agencies,
            subject,
            lexicon,
            catalogue: knowledge.catalogue,
            options,
            alignment,
            group_of,
        }
    }

    fn provisions(&self, agencies: &[Agency]) -> Vec<Provision> {
        let al = &self.alignment;
        let voices: Vec<Voice> = (0..al.segments.len()).into_par_iter().map(|s| self.voice(s)).collect();
        let short = short_names(&agencies.iter().map(|a| a.name.clone()).collect::<Vec<_>>());
        let mut out: Vec<(Provision, Vec<usize>)> = al.groups.par_iter().map(|g| (self.provision(g, &voices, &short), g.clone())).collect();
        let base = self.reading_base();
        out.sort_by_key(|(_, g)| self.place(g, base));
        let sections: Vec<(Vec<Section>, bool)> = out
            .iter()
            .map(|(_, g)| {
                let of = |&s: &usize| al.segments[s].headings.last().map(|h| (al.segments[s].order, h.clone()));
                (g.iter().filter_map(of).collect(), al.segments[g[0]].shape == Shape::Definition)
            })
            .collect();
        let names = topics(&sections);
        let mut rows_with: BTreeMap<String, usize> = BTreeMap::new();
        for (_, g) in &out {
            let mut seen: Vec<String> = g.iter().flat_map(|&s| words(&voices[s].text)).map(|w| w.folded).collect();
            seen.sort();
            seen.dedup();
            for w in seen {
                *rows_with.entry(w).or_default() += 1;
            }
        }
        let common = Common { rows_with: &rows_with, rows: out.len() };
        let own: Vec<Vec<Vec<String>>> = self.orders.iter().map(|o| own_names(&o.agency_name)).collect();
        let lists: Vec<Vec<String>> = out.par_iter().map(|(p, g)| self.titles(p, g, &voices, &own, &common)).collect();
        let mut provisions: Vec<Provision> =
            out.into_iter().zip(names).zip(assign(&lists)).map(|(((p, _), topic), title)| Provision { topic, title, ..p }).collect();
        let titles: BTreeMap<ClauseRef, String> = provisions
            .iter()
            .flat_map(|p| {
                p.cells
                    .iter()
                    .filter_map(|c| if let CellState::Says { members, .. } = c { Some(members) } else { None })
                    .flatten()
                    .map(|m| (m.clause, p.title.clone()))
            })
            .collect();
        for p in provisions.iter_mut().filter(|p| p.verdict == Verdict::Unique) {
            p.reason.push_str(&self.nearest(p, &titles, &short));
        }
        // Rows of one topic stand together, topics in the order of their median place.
        let order = sequence(&provisions.iter().map(|p| p.topic.as_str()).collect::<Vec<_>>());
        provisions.sort_by_key(|p| order.iter().position(|t| *t == p.topic));
        rayon::spawn(move || drop(voices));
        provisions
    }

    /// The clause of another agency that came nearest to a row only one has, with the title of the row it stands in.
    fn nearest(&self, p: &Provision, titles: &BTreeMap<ClauseRef, String>, short: &[String]) -> String {
        let of = |c: &CellState| if let CellState::Silent { nearest, .. } = c { nearest.first().cloned() } else { None };
        let best = p.cells.iter().filter_map(of).fold(None, |best: Option<Nearest>, n| match best {
            Some(b) if b.score >= n.score => Some(b),
            _ => Some(n),
        });
        // Below half of what joins two clauses, they share no more than any two of the subject.
        let Some(n) = best.filter(|n| n.score >= 0.5 * f64::from(self.options.align.join)) else { return String::new() };
        let citation = &self.orders[n.clause.order].clauses[n.clause.clause].citation;
        let title = titles.get(&n.clause).filter(|t| **t != p.title).map(|t| format!(" ({})", t)).unwrap_or_default();
        format!(" Nearest: {} {citation}{title}.", short[self.agency[n.clause.order]])
    }

    /// The order whose sequence the rows follow: the one with the most statements, by content on a tie.
    fn reading_base(&self) -> usize {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        for s in &self.alignment.segments[..self.alignment.whole] {
            *count.entry(s.order).or_default() += 1;
        }
        let first = |order: usize| self.alignment.segments.iter().position(|s| s.order == order).unwrap_or(usize::MAX);
        count.into_iter().max_by(|x, y| x.1.cmp(&y.1).then(first(y.0).cmp(&first(x.0)))).map_or(0, |(o, _)| o)
    }

    /// Where a row stands: at its place in the base order, otherwise at the relative place in its own.
    fn place(&self, group: &[usize], base: usize) -> (u32, usize) {
        let al = &self.alignment;
        let relative = |s: usize| {
            let seg = &al.segments[s];
            let size = self.orders[seg.order].clauses.len().max(1);
            (seg.pieces[0].clause * 1_000_000 / size) as u32
        };
        let at = group.iter().copied().find(|&s| al.segments[s].order == base);
        let first = || group.iter().copied().min_by_key(|&s| (relative(s), s)).unwrap_or(group[0]);
        let at = at.unwrap_or_else(first);
        (relative(at), at)
    }

    fn voice(&self, s: usize) -> Voice {
        let seg = &self.alignment.segments[s];
        let order = &self.orders[seg.order];
        let text = seg.text(order);
        let heading = seg.headings.last().map_or("", String::as_str);
        let mut directive = directive::read(self.lexicon, &text, &seg.lead, heading);
        match seg.shape {
            Shape::Definition => directive.force = None,
            // The items are what the lead-in's force is about, whatever verbs they hold.
            Shape::List => directive.force = order.clauses[seg.pieces[0].clause].force,
            _ => {}
        }
        let names = own_names(&order.agency_name);
        let said = if seg.shape == Shape::Definition { essence(&text) } else { text.clone() };
        let own = terms(&said, &directive, self.lexicon, self.alignment.vocabulary(), &names);
        let lead = terms(&seg.lead, &directive, self.lexicon, self.alignment.vocabulary(), &names);
        let own_stems = self.alignment.vocabulary().stems(&text, &names);
        let mut stems = self.alignment.vocabulary().stems(&seg.lead, &names);
        stems.extend(own_stems.iter().cloned());
        let sense = self.alignment.sense(s).clone();
        Voice { text, opening: seg.lead.clone(), directive, terms: own, lead, stems, own_stems, sense, shape: seg.shape, tie: 0.0 }
    }

    fn score(&self, a: usize, b: usize) -> Option<&crate::candidates::Scored> {
        let key = (a.min(b), a.max(b));
        let pairs = &self.alignment.pairs;
        pairs.binary_search_by_key(&key, |p| (p.a, p.b)).ok().map(|i| &pairs[i])
    }

    fn provision(&self, group: &[usize], voices: &[Voice], short: &[String]) -> Provision {
        let al = &self.alignment;
        let o = &self.options.align;
        let mut said: BTreeMap<usize, (Said, Vec<usize>)> = BTreeMap::new();
        for &s in group {
            let mut voice = voices[s].clone();
            let ties: Vec<f32> = group
                .iter()
                .filter(|&&t| al.agency[t] != al.agency[s])
                .filter_map(|&t| self.score(s, t))
                .map(|p| p.parts.base(o))
                .collect();
            voice.tie = ties.iter().copied().fold(0.0, f32::max);
            let entry = said.entry(al.agency[s]).or_default();
            entry.0.voices.push(voice);
            entry.1.push(s);
        }
        let central = self.central(&said);
        let base = self.options.base.as_ref().and_then(|b| self.orders.iter().position(|x| x.id == *b)).map(|i| self.agency[i]);
        let cells: Vec<(usize, &Said)> = said.iter().map(|(a, (s, _))| (*a, s)).collect();
        let name = |a: usize| short[a].clone();
        let silent: Vec<usize> =
            (0..self.agencies).filter(|a| !said.contains_key(a) && self.held.iter().any(|&i| self.agency[i] == *a)).collect();
        let j = judge(&cells, &silent, &name, base, central, self.lexicon, &self.options.verdict);
        let relation: BTreeMap<usize, Option<Relation>> = j.relations.iter().copied().collect();
        let positions = positions(&cells, j.verdict == Verdict::Differ, &j.contradicting);
        let states: Vec<CellState> = (0..self.agencies)
            .map(|a| match said.get(&a) {
                Some((cell, segments)) => CellState::Says {
                    members: self.members(segments, group, voices, cells.len() > 1),
                    relation: relation.get(&a).copied().flatten(),
                    position: positions.get(&a).cloned().unwrap_or_default(),
                    directive: cell.main().directive.clone(),
                },
                None if self.held.iter().any(|&i| self.agency[i] == a) => self.silent(group, a),
                None => CellState::NotHeld,
            })
            .collect();
        let links = self.links(group);
        let confidence = Self::confidence(&states, j.verdict);
        Provision {
            id: id(&states),
            title: String::new(),
            subject: self.subject.name.clone(),
            topic: String::new(),
            verdict: j.verdict,
            aspects: j.aspects,
            conflict: j.conflict,
            alone: j.alone,
            reference: j.reference,
            reason: j.reason,
            cells: states,
            links,
            confidence,
        }
    }

    /// The agency whose words are nearest to all others'; on a tie the one whose words come first by content.
    fn central(&self, said: &BTreeMap<usize, (Said, Vec<usize>)>) -> usize {
        let o = &self.options.align;
        let total = |mine: &[usize], me: usize| -> f32 {
            let near = |t: &usize| mine.iter().filter_map(|&s| self.score(s, *t)).map(|p| p.parts.base(o)).fold(0.0, f32::max);
            let others = said.iter().filter(|(a, _)| **a != me);
            let mut best: Vec<f32> = others.map(|(_, (_, theirs))| theirs.iter().map(near).fold(0.0, f32::max)).collect();
            // A sum of floats hangs on the order of its parts, and agencies are ordered by name.
            best.sort_by(f32::total_cmp);
            best.iter().sum()
        };
        let key = |a: usize, segments: &[usize]| (total(segments, a), std::cmp::Reverse(segments[0]));
        let best = said.iter().map(|(a, (_, s))| (key(*a, s), *a)).max_by(|x, y| x.0.0.total_cmp(&y.0.0).then(x.0.1.cmp(&y.0.1)));
        best.map_or(0, |(_, a)| a)
    }
}

/// What a definition defines: its first sentence, and those that say what is included; remarks ("the term is short for ...") are left out.
fn essence(text: &str) -> String {
    let mut out = String::new();
    for (n, range) in crate::sentence::split(text).into_iter().enumerate() {
        let sentence = &text[range];
        let covers =
            words(sentence).iter().take(6).any(|w| w.folded.starts_with("includ") || w.folded.starts_with("exclud") || w.folded == "not");
        if n == 0 || covers {
            out.push_str(sentence);
            out.push(' ');
        }
    }
    out
}

/// `p-` and six hexadecimal digits from the members' words, sorted: the same as long as the members are, whatever they are called.
fn id(cells: &[CellState]) -> String {
    let mut texts: Vec<&str> = cells
        .iter()
        .filter_map(|c| if let CellState::Says { members, .. } = c { Some(members) } else { None })
        .flatten()
        .map(|m| m.text.as_str())
        .collect();
    texts.sort_unstable();
    let hash = xxhash_rust::xxh3::xxh3_64(texts.join("\n").as_bytes());
    format!("p-{:06x}", hash & 0xff_ffff)
}

/// Two rows with the same words (or, once in a long while, the same digits) get a suffix in reading order.
fn make_ids_unique(provisions: &mut [Provision]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for p in provisions {
        let n = seen.entry(p.id.clone()).or_default();
        *n += 1;
        if *n > 1 {
            p.id = format!("{}-{n}", p.id);
        }
    }
}

/// How alike agencies are: of the rows either has, the share that both have and agree on, a row they differ on counting half.
fn similarity(provisions: &[Provision], n: usize) -> Vec<Vec<f64>> {
    let says = |p: &Provision, x: usize| matches!(p.cells[x], CellState::Says { .. });
    let same = |p: &Provision, x: usize| match &p.cells[x] {
        CellState::Says { relation, .. } => matches!(relation, None | Some(Relation::Equal | Relation::Equivalent)),
        _ => false,
    };
    let between = |a: usize, b: usize| {
        if a == b {
            return 1.0;
        }
        let (mut either, mut both) = (0.0, 0.0);
        for p in provisions.iter().filter(|p| says(p, a) || says(p, b)) {
            either += 1.0;
            if says(p, a) && says(p, b) {
                both += if p.verdict == Verdict::Agree || (same(p, a) && same(p, b)) { 1.0 } else { 0.5 };
            }
        }
        if either > 0.0 { both / either } else { 0.0 }
    };
    (0..n).map(|a| (0..n).map(|b| between(a, b)).collect()).collect()
}
