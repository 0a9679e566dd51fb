//! The words of the field: which phrases stand for which concept, which concept includes which, and how telling each is.
//!
//! Two orders that never share a word may say the same thing ("shall not post images of evidence", "is prohibited from publishing crime
//! scene photographs"). The lexicon is what lets them meet. It is data: the files under `src/lexicon/`, one a field area, which a policy
//! person can read and a user can extend or replace (`--lexicon FILE`, `docs/lexicon.md`).

mod data;
mod forms;
mod matcher;
mod reading;
mod tokens;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use forms::gerund;

use data::{Definition, Definitions};
use matcher::Matcher;
use tokens::Tokens;

/// The built-in files, in the order they are read.
const BUILTIN: &[(&str, &str)] = &[
    ("people.toml", include_str!("lexicon/people.toml")),
    ("acts.toml", include_str!("lexicon/acts.toml")),
    ("information.toml", include_str!("lexicon/information.toml")),
    ("general.toml", include_str!("lexicon/general.toml")),
    ("force.toml", include_str!("lexicon/force.toml")),
    ("patrol.toml", include_str!("lexicon/patrol.toml")),
    ("evidence.toml", include_str!("lexicon/evidence.toml")),
    ("conduct.toml", include_str!("lexicon/conduct.toml")),
];

/// What kind of thing a concept is; the slot of a directive it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Who acts, is bound, decides or is dealt with.
    Role,
    /// What is done.
    Act,
    /// To or with what; a topic of conduct.
    Object,
    /// When or where.
    Situation,
    /// What allows or binds: an approval, a warrant, a law, a policy.
    Authority,
    /// What follows.
    Consequence,
    /// How, by when, how strictly.
    Quality,
}

/// A concept of one lexicon; ids of two lexicons have nothing to do with each other, names do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(u32);

impl ConceptId {
    /// From 0 to [`Lexicon::len`] - 1, in the order of the names.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One concept and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Concept {
    /// Short, in lower case with hyphens: "conducted-energy-weapon". The value of a directive's slot.
    pub name: String,
    /// What kind of thing it is.
    pub class: Class,
    /// The field area of its file ("force", "media").
    pub area: String,
    /// The concepts that include it, nearest first.
    pub broader: Vec<ConceptId>,
    /// From 0, vague ("matter", "activity"), to 1, telling ("deadly force", "alias account").
    pub specificity: f32,
    /// Rank of an authority: 100 the head of the agency, 90 a designee, 80 deputies and command staff, 70 division commanders, 60
    /// lieutenants, 50 supervisors, 10 any member; `None` for whoever does not decide.
    pub rank: Option<u8>,
    /// Concepts that say the contrary: "on-duty" and "off-duty".
    pub opposite: Vec<ConceptId>,
    /// Its phrases as the data has them, without their inflections.
    pub phrases: Vec<String>,
}

/// A phrase of a text that stands for a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// The concept.
    pub concept: ConceptId,
    /// First byte in the text as given.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The concepts of a field and the phrases that stand for them.
#[derive(Clone, Debug)]
pub struct Lexicon {
    definitions: Definitions,
    concepts: Vec<Concept>,
    names: BTreeMap<String, ConceptId>,
    /// For each concept, all that include it and by how many steps; itself with 0. Sorted by id.
    wider: Vec<Vec<(ConceptId, u8)>>,
    matcher: Matcher,
}

impl Lexicon {
    /// The lexicon of policing policy that comes with the program; read once.
    pub fn builtin() -> &'static Self {
        static BUILT: OnceLock<Lexicon> = OnceLock::new();
        BUILT.get_or_init(|| {
            // A test reads these files one by one, so that none can be left out here.
            let mut all = Definitions::default();
            for (_, text) in BUILTIN {
                if let Ok(more) = data::parse(text) {
                    all = all.gathered(more);
                }
            }
            Self::build(all).unwrap_or_else(|_| Self::empty())
        })
    }

    /// Reads a user's file: the built-in lexicon with the file's concepts added or put in place of those of the same name, or the file alone
    /// when it says `base = "none"`.
    ///
    /// # Errors
    /// The line and what to do about it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let read = data::parse(text)?;
        if read.on_builtin { Self::build(Self::builtin().definitions.joined(&read)) } else { Self::build(read) }
    }

    /// This lexicon with another's concepts added, or put in place of those of the same name; the other's phrases win.
    ///
    /// # Errors
    /// When the two together make a concept include itself, or one phrase stand for two concepts in two forms.
    pub fn extended(&self, other: &Self) -> Result<Self, String> {
        Self::build(self.definitions.joined(&other.definitions))
    }

    /// The phrases of a text that stand for concepts, from left to right, the longest where several start or overlap. Inflections, case,
    /// hyphens, apostrophes and articles inside a phrase make no difference; no phrase goes on over the end of a sentence or a list comma.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let tokens = Tokens::of(text);
        let place = |f: matcher::Found| Hit { concept: f.concept, start: tokens.list[f.first].start, end: tokens.list[f.last - 1].end };
        self.matcher.find(&tokens).into_iter().map(place).collect()
    }

    /// A concept by its id; ids come from this lexicon.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.index()]
    }

    /// A concept by its name.
    pub fn by_name(&self, name: &str) -> Option<ConceptId> {
        self.names.get(name).copied()
    }

    /// All concepts, in the order of their names.
    pub fn concepts(&self) -> impl Iterator<Item = (ConceptId, &Concept)> {
        self.concepts.iter().zip(0..).map(|(c, i)| (ConceptId(i), c))
    }

    /// How many concepts there are.
    pub fn len(&self) -> usize {
        self.concepts.len()
    }

    /// Whether there is no concept at all.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    /// Whether one concept is the other or includes it, over any number of steps.
    pub fn includes(&self, wider: ConceptId, narrower: ConceptId) -> bool {
        self.steps(wider, narrower).is_some()
    }

    /// Whether two concepts, or two that include them, say the contrary of each other ("on-duty", "off-duty").
    pub fn opposed(&self, a: ConceptId, b: ConceptId) -> bool {
        self.wider[a.index()].iter().any(|(x, _)| self.wider[b.index()].iter().any(|(y, _)| self.concepts[x.index()].opposite.contains(y)))
    }

    /// How alike two concepts are: 1 the same; less for wider and narrower ones, by the steps between them; less still for two with a common
    /// wider concept, by how telling that one is; 0 otherwise, and for contraries.
    pub fn likeness(&self, a: ConceptId, b: ConceptId) -> f32 {
        if a == b {
            return 1.0;
        }
        let (x, y) = (&self.wider[a.index()], &self.wider[b.index()]);
        let mut best: f32 = 0.0;
        let (mut i, mut j) = (0, 0);
        while i < x.len() && j < y.len() {
            match x[i].0.cmp(&y[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let telling = self.concepts[x[i].0.index()].specificity;
                    let steps = x[i].1 + y[j].1;
                    let direct = x[i].1 == 0 || y[j].1 == 0;
                    let value = if direct { 0.5 + 0.4 * telling } else { 0.7 * telling };
                    best = best.max(value * 0.8_f32.powi(i32::from(steps) - if direct { 1 } else { 2 }));
                    i += 1;
                    j += 1;
                }
            }
        }
        // Few concepts have anything in common, so the dearer question comes last.
        if best > 0.0 && self.opposed(a, b) { 0.0 } else { best }
    }

    fn steps(&self, wider: ConceptId, narrower: ConceptId) -> Option<u8> {
        let list = &self.wider[narrower.index()];
        list.binary_search_by_key(&wider, |(id, _)| *id).ok().map(|i| list[i].1)
    }

    fn empty() -> Self {
        Self {
            definitions: Definitions::default(),
            concepts: Vec::new(),
            names: BTreeMap::new(),
            wider: Vec::new(),
            matcher: Matcher::new(),
        }
    }

    fn build(definitions: Definitions) -> Result<Self, String> {
        let names: BTreeMap<String, ConceptId> = definitions.by_name.keys().cloned().zip((0..).map(ConceptId)).collect();
        let mut concepts = Vec::with_capacity(names.len());
        for (name, d) in &definitions.by_name {
            concepts.push(Concept {
                name: name.clone(),
                class: d.class,
                area: d.area.clone(),
                broader: linked(&names, name, d, &d.is, "is")?,
                specificity: d.telling,
                rank: d.rank,
                opposite: linked(&names, name, d, &d.against, "against")?,
                phrases: d.verbs.iter().chain(&d.nouns).chain(&d.words).cloned().collect(),
            });
        }
        for i in 0..concepts.len() {
            for other in concepts[i].opposite.clone() {
                let back = ConceptId(u32::try_from(i).unwrap_or(u32::MAX));
                let list = &mut concepts[other.index()].opposite;
                if !list.contains(&back) {
                    list.push(back);
                    list.sort();
                }
            }
        }
        let wider = (0..concepts.len()).map(|i| all_wider(&concepts, i)).collect::<Vec<_>>();
        for (i, (name, d)) in definitions.by_name.iter().enumerate() {
            let loops = concepts[i].broader.iter().any(|b| wider[b.index()].iter().any(|(w, _)| w.index() == i));
            if loops {
                return Err(format!(
                    "line {}: {name:?} includes itself by way of its \"is\"; take out the link that goes the wrong way",
                    d.line
                ));
            }
        }
        let mut matcher = Matcher::new();
        for phrase in &definitions.ignore {
            matcher.ignore(phrase);
        }
        let mut clashes = Vec::new();
        for (name, d) in &definitions.by_name {
            for (part, phrase, form) in d.forms() {
                if let Some(other) = matcher.add(&phrase, part, form, names[name]) {
                    let other = &concepts[other.index()].name;
                    clashes.push(format!("line {}: {phrase:?} of {name:?} already stands for {other:?}; leave it to one of them", d.line));
                }
            }
        }
        if !clashes.is_empty() {
            return Err(clashes.join("\n"));
        }
        Ok(Self { definitions, concepts, names, wider, matcher })
    }
}

fn linked(names: &BTreeMap<String, ConceptId>, name: &str, d: &Definition, links: &[String], key: &str) -> Result<Vec<ConceptId>, String> {
    let one = |link: &String| {
        names.get(link).copied().ok_or_else(|| {
            let near = names.keys().max_by(|a, b| strsim::jaro_winkler(a, link).total_cmp(&strsim::jaro_winkler(b, link)));
            let hint = near.map_or_else(String::new, |n| format!(", or did you mean {n:?}?"));
            format!("line {}: {key} of {name:?} names {link:?}, which no entry defines; add an entry for it{hint}", d.line)
        })
    };
    links.iter().map(one).collect()
}

fn all_wider(concepts: &[Concept], from: usize) -> Vec<(ConceptId, u8)> {
    let start = ConceptId(u32::try_from(from).unwrap_or(u32::MAX));
    let mut seen = BTreeSet::from([start]);
    let mut found = vec![(start, 0)];
    let mut queue = VecDeque::from([(start, 0u8)]);
    while let Some((id, steps)) = queue.pop_front() {
        for &up in &concepts[id.index()].broader {
            if seen.insert(up) {
                found.push((up, steps.saturating_add(1)));
                queue.push_back((up, steps.saturating_add(1)));
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_that_come_with_the_program_parse_and_fit_together() {
        let mut all = Definitions::default();
        for (file, text) in BUILTIN {
            let more = data::parse(text).unwrap_or_else(|e| panic!("{file}: {e}"));
            for name in more.by_name.keys() {
                assert!(!all.by_name.contains_key(name), "{file}: {name} is in another file too");
            }
            all = all.gathered(more);
        }
        Lexicon::build(all).unwrap_or_else(|e| panic!("{e}"));
    }
}
