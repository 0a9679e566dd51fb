//! The conductor: from a corpus to a comparison, stage by stage.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::confidence;
use crate::corpus::Corpus;
use crate::directive;
use crate::lexicon::Lexicon;
use crate::matrix::{Agency, Comparison};
use crate::normalize::{Vocabulary, own_names, sentence_case, words};
use crate::options::Options;
use crate::order::{Force, Order};
use crate::provision::{CellState, ClauseRef, Link, Member, Nearest, Provision, Relation, Verdict};
use crate::rows::{self, Alignment};
use crate::segment::Shape;
use crate::subject::{Subject, subjects};
use crate::title::{Common, Source, assign, candidates};
use crate::topic::{Section, sequence, topics};
use crate::verdict::{Said, Voice, judge, positions, run_in_title, short_names, terms};

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
pub fn compare(corpus: &Corpus, lexicon: &Lexicon, options: &Options, progress: &(dyn Fn(Stage) + Sync)) -> Comparison {
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
        let desk = Desk::new(&orders, &agency, agencies.len(), subject, lexicon, options);
        progress(Stage::Judge);
        provisions.extend(desk.provisions(&agencies));
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
    options: &'a Options,
    alignment: Alignment,
    vocabulary: Vocabulary,
    /// Group of each statement.
    group_of: Vec<usize>,
}

impl<'a> Desk<'a> {
    fn new(
        orders: &'a [Order],
        agency: &'a [usize],
        agencies: usize,
        subject: &'a Subject,
        lexicon: &'a Lexicon,
        options: &'a Options,
    ) -> Self {
        let alignment = rows::align(orders, agency, &subject.orders, lexicon, &options.align);
        let texts = subject
            .orders
            .iter()
            .flat_map(|&i| &orders[i].clauses)
            .flat_map(|c| [c.text.as_str(), c.heading.as_deref().unwrap_or_default()]);
        let vocabulary = Vocabulary::learn(texts);
        let mut group_of = vec![0; alignment.segments.len()];
        for (g, members) in alignment.groups.iter().enumerate() {
            for &m in members {
                group_of[m] = g;
            }
        }
        Self { orders, held: subject.orders.clone(), agency, agencies, subject, lexicon, options, alignment, vocabulary, group_of }
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
        for s in &self.alignment.segments {
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
        let own = terms(&said, &directive, self.lexicon, &self.vocabulary, &names);
        let lead = terms(&seg.lead, &directive, self.lexicon, &self.vocabulary, &names);
        let own_stems = self.vocabulary.stems(&text, &names);
        let mut stems = self.vocabulary.stems(&seg.lead, &names);
        stems.extend(own_stems.iter().cloned());
        Voice { text, opening: seg.lead.clone(), directive, terms: own, lead, stems, own_stems, shape: seg.shape, tie: 0.0 }
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
        let positions = positions(&cells, j.verdict == Verdict::Differ);
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
            said.iter().filter(|(a, _)| **a != me).map(|(_, (_, theirs))| theirs.iter().map(near).fold(0.0, f32::max)).sum()
        };
        let key = |a: usize, segments: &[usize]| (total(segments, a), std::cmp::Reverse(segments[0]));
        let best = said.iter().map(|(a, (_, s))| (key(*a, s), *a)).max_by(|x, y| x.0.0.total_cmp(&y.0.0).then(x.0.1.cmp(&y.0.1)));
        best.map_or(0, |(_, a)| a)
    }

    /// The members of one cell: pieces in document order, neighbouring pieces of one clause joined again.
    fn members(&self, segments: &[usize], row: &[usize], voices: &[Voice], many: bool) -> Vec<Member> {
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
    fn tie(&self, s: usize) -> f32 {
        self.link(s, &self.alignment.groups[self.group_of[s]])
    }

    /// A statement's best score against another agency in a row.
    fn link(&self, s: usize, row: &[usize]) -> f32 {
        let al = &self.alignment;
        row.iter()
            .filter(|&&t| al.agency[t] != al.agency[s])
            .filter_map(|&t| self.score(s, t))
            .map(|p| p.parts.total(&self.options.align))
            .fold(0.0, f32::max)
    }

    /// A silent agency's cell: its clauses that came nearest, and why each was not taken.
    fn silent(&self, group: &[usize], agency: usize) -> CellState {
        let al = &self.alignment;
        let o = &self.options.align;
        let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
        for &s in group {
            for p in al.around(s) {
                let other = if p.a == s { p.b } else { p.a };
                if al.agency[other] == agency {
                    let score = p.parts.total(o);
                    let entry = best.entry(other).or_insert((score, s));
                    if score > entry.0 {
                        *entry = (score, s);
                    }
                }
            }
        }
        let mut ranked: Vec<(f32, usize, usize)> = best.into_iter().map(|(t, (score, s))| (score, t, s)).collect();
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let top = ranked.first().map_or(0.0, |r| r.0);
        let nearest = ranked
            .into_iter()
            .take(3)
            .map(|(score, t, s)| {
                let own = self.tie(t);
                let why = if own > score {
                    let partner = al.groups[self.group_of[t]].iter().find(|&&x| al.agency[x] != agency);
                    let cite = partner.map(|&x| self.cite(x)).unwrap_or_default();
                    format!("stands nearer to {cite} ({own:.2})")
                } else if score >= o.join {
                    "alike in part, but the row as a whole is further away".to_string()
                } else {
                    let shared = self.shared(s, t);
                    if shared.is_empty() { "shares only common words".to_string() } else { format!("shares only {}", shared.join(", ")) }
                };
                Nearest { clause: al.segments[t].head(), score: f64::from(score), why }
            })
            .collect();
        CellState::Silent { nearest, confidence: confidence::of_silence(top) }
    }

    fn cite(&self, s: usize) -> String {
        let head = self.alignment.segments[s].head();
        self.orders[head.order].clause_id(head.clause)
    }

    /// The heaviest terms two statements share, at most four.
    fn shared(&self, a: usize, b: usize) -> Vec<String> {
        self.alignment.shared(a, b, 4)
    }

    /// The strongest links of a row, at most eight.
    fn links(&self, group: &[usize]) -> Vec<Link> {
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
                })
            })
            .collect()
    }

    fn confidence(states: &[CellState], verdict: Verdict) -> f64 {
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

    /// Possible titles of a row, the best first.
    fn titles(&self, p: &Provision, group: &[usize], voices: &[Voice], names: &[Vec<Vec<String>>], common: &Common) -> Vec<String> {
        let al = &self.alignment;
        let main = |a: usize| {
            group.iter().copied().filter(|&s| al.agency[s] == a).max_by(|&x, &y| self.tie(x).total_cmp(&self.tie(y)).then(y.cmp(&x)))
        };
        let mut sayers = p.sayers();
        sayers.sort_by_key(|&a| (a != p.reference, group.iter().position(|&s| al.agency[s] == a)));
        if let Some(term) = main(p.reference).and_then(|s| al.segments[s].term.as_ref()) {
            let term: Vec<String> = term.to_lowercase().replace(',', "").split_whitespace().take(6).map(str::to_string).collect();
            return vec![format!("Definition of {}", term.join(" "))];
        }
        let sources: Vec<Source> = sayers
            .iter()
            .filter_map(|&a| main(a))
            .map(|s| {
                let v = &voices[s];
                let text = run_in_title(&v.text).map_or(v.text.as_str(), |r| &v.text[r.end..]);
                let forbids = v.directive.force == Some(Force::Prohibition);
                Source { text, lead: &v.opening, force_words: &v.directive.force_words, forbids, names: &names[al.segments[s].order] }
            })
            .collect();
        self.own_title(group).into_iter().chain(candidates(&sources, common)).collect()
    }

    /// The title one of the orders itself gives the rule: run into the paragraph, or a heading over so few statements that it is theirs.
    fn own_title(&self, group: &[usize]) -> Option<String> {
        let al = &self.alignment;
        let mut found: Vec<String> = Vec::new();
        for &s in group {
            let seg = &al.segments[s];
            let text = seg.text(&self.orders[seg.order]);
            if let Some(run_in) = run_in_title(&text) {
                let own = text[run_in].trim_end_matches([' ', '-', '\u{2013}', '\u{2014}']);
                if own.split_whitespace().count() > 1 {
                    found.push(sentence_case(own));
                }
            }
            let over = |t: &usize| al.segments[*t].order == seg.order && al.segments[*t].headings == seg.headings;
            if let Some(heading) = seg.headings.last().filter(|_| (0..al.segments.len()).filter(over).all(|t| group.contains(&t))) {
                let clean = crate::topic::clean(heading);
                let n = clean.split_whitespace().count();
                if (2..=6).contains(&n) && !clean.contains(',') {
                    found.push(sentence_case(&crate::subject::title_case(&clean).to_lowercase()));
                }
            }
        }
        found.sort_by(|x, y| x.len().cmp(&y.len()).then(x.cmp(y)));
        found.into_iter().next()
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
