//! The corpus: the agencies and their orders, read and outlined in parallel.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::{Error, Result};
pub use crate::manifest::Omission;
use crate::manifest::{Manifest, Source, slug, stem};
use crate::order::Order;

/// All orders of a run.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Sorted by id.
    pub orders: Vec<Order>,
    /// Sorted by source.
    pub omitted: Vec<Omission>,
}

/// Larger files are not orders; reading them would only fill the memory.
const LARGEST: u64 = 64 << 20;

/// What turns the bytes of a file (named so that its extension can be seen) into orders; an error says what to do.
type Outliner<'a> = &'a (dyn Fn(&str, &[u8]) -> std::result::Result<Vec<Order>, String> + Sync);

impl Corpus {
    /// Reads every order below `root`, in parallel; `progress` is told (files done, files in all), from any thread.
    ///
    /// Fails where `root` cannot be read or holds no order at all. One unreadable file does not: it becomes an omission.
    pub fn read(root: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Self> {
        Self::read_with(root, progress, &outline)
    }

    fn read_with(root: &Path, progress: &(dyn Fn(usize, usize) + Sync), outline: Outliner) -> Result<Self> {
        let manifest = Manifest::find(root)?;
        let total = manifest.sources.len();
        let done = AtomicUsize::new(0);
        let read: Vec<_> = manifest
            .sources
            .par_iter()
            .map(|source| {
                let orders = read_source(source, outline);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                orders
            })
            .collect();
        let mut orders = Vec::new();
        let mut omitted = manifest.omitted;
        for (source, read) in manifest.sources.iter().zip(read) {
            match read {
                Ok(several) => orders.extend(several.into_iter().map(|o| (source, o))),
                Err(why) => omitted.push(Omission { source: source.source.clone(), why }),
            }
        }
        if orders.is_empty() {
            return Err(match omitted.as_slice() {
                [] => Error::EmptyCorpus { path: root.into() },
                [only] => Error::Unreadable { path: root.join(&only.source), why: only.why.clone() },
                [first, rest @ ..] => {
                    let why =
                        format!("none of its {} files is a readable order; the first, {}: {}", rest.len() + 1, first.source, first.why);
                    Error::Unreadable { path: root.into(), why }
                }
            });
        }
        omitted.sort();
        Ok(Self { orders: named(orders, &manifest.names), omitted })
    }

    /// How many agencies the orders come from.
    pub fn agencies(&self) -> usize {
        self.orders.iter().map(|o| o.agency.as_str()).collect::<BTreeSet<_>>().len()
    }
}

/// Reads one file on its own: its orders (mostly one), the agency taken from its text or its name.
pub fn read_file(path: &Path) -> Result<Vec<Order>> {
    let meta = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { path: path.into() },
        _ => Error::Io { path: path.into(), remedy: "check that you may read it", source },
    })?;
    if meta.is_dir() {
        let why = "a folder, and an outline is of one file; `clausewise compare` takes folders".into();
        return Err(Error::Unreadable { path: path.into(), why });
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source { path: path.into(), agency: slug(stem(&name)), source: name, settled: false };
    let orders = read_source(&source, &outline).map_err(|why| Error::Unreadable { path: path.into(), why })?;
    Ok(named(orders.into_iter().map(|o| (&source, o)).collect(), &BTreeMap::new()))
}

fn outline(name: &str, bytes: &[u8]) -> std::result::Result<Vec<Order>, String> {
    let document = crate::read::read(name, bytes)?;
    let mut orders = crate::outline::orders(&document, name);
    orders.iter_mut().for_each(crate::force::assign);
    Ok(orders)
}

fn read_source(source: &Source, outline: Outliner) -> std::result::Result<Vec<Order>, String> {
    let cannot = |e: std::io::Error| format!("cannot be read ({e}); check that you may read it");
    let size = std::fs::metadata(&source.path).map_err(cannot)?.len();
    if size == 0 {
        return Err("the file is empty; put the order's text into it or take it away".into());
    }
    if size > LARGEST {
        return Err(format!("larger than {} MB; take it out of the corpus or split it", LARGEST >> 20));
    }
    let bytes = std::fs::read(&source.path).map_err(cannot)?;
    // A reader that trips over one damaged file must not take the other orders with it.
    let orders = catch_unwind(AssertUnwindSafe(|| outline(&source.source, &bytes)))
        .unwrap_or_else(|_| Err("clausewise failed on this file; please report it, with the file if you can".into()))?;
    let orders: Vec<Order> = orders.into_iter().filter(|o| o.clauses.iter().any(|c| !c.words().trim().is_empty())).collect();
    if orders.is_empty() {
        return Err("no text in it; check that it is an order, and not a scanned picture of one".into());
    }
    Ok(orders)
}

/// Settles agencies, names and ids; sorts by id.
fn named(mut read: Vec<(&Source, Order)>, given: &BTreeMap<String, String>) -> Vec<Order> {
    let joined = same_agency(&read);
    for (source, order) in &mut read {
        order.source.clone_from(&source.source);
        order.agency = joined.get(source.source.as_str()).unwrap_or(&source.agency).clone();
    }
    let mut heard: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (_, order) in &read {
        let said = heard.entry(order.agency.clone()).or_default();
        if let Some(name) = order.header.agency_name.as_deref().map(str::trim).filter(|n| place_name(n).is_some()) {
            *said.entry(display_name(name)).or_default() += 1;
        }
    }
    let mut taken = BTreeSet::new();
    let mut orders: Vec<Order> = Vec::with_capacity(read.len());
    for (_, mut order) in read {
        let said = &heard[&order.agency];
        let most = said.values().max();
        let own = said.iter().find(|(_, n)| Some(*n) == most).map(|(name, _)| name.clone());
        order.agency_name =
            given.get(&order.agency).cloned().or(own).unwrap_or_else(|| display_name(&order.agency.replace('-', " ").to_uppercase()));
        let base = format!("{}/{}", order.agency, own_slug(&order));
        order.id = (1..).map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") }).find(|id| !taken.contains(id)).unwrap_or(base);
        taken.insert(order.id.clone());
        orders.push(order);
    }
    orders.sort_by(|a, b| a.id.cmp(&b.id));
    orders
}

/// Loose files whose texts name the same agency are one agency's: source -> the id they share.
fn same_agency<'a>(read: &[(&'a Source, Order)]) -> BTreeMap<&'a str, String> {
    let mut by_name: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
    for (source, order) in read.iter().filter(|(s, _)| !s.settled) {
        if let Some(key) = order.header.agency_name.as_deref().and_then(place_name) {
            by_name.entry(key).or_default().insert(&source.source);
        }
    }
    let mut out = BTreeMap::new();
    for (key, sources) in by_name.into_iter().filter(|(_, sources)| sources.len() > 1) {
        let stems: Vec<String> = sources.iter().map(|s| slug(stem(s))).collect();
        let id = shared_start(&stems).unwrap_or(key);
        out.extend(sources.into_iter().map(|s| (s, id.clone())));
    }
    out
}

/// "easton-force" and "easton-media" share "easton"; `None` where they share no whole word.
fn shared_start(stems: &[String]) -> Option<String> {
    let first: Vec<&str> = stems.first()?.split('-').collect();
    let same = |n: usize| stems.iter().all(|s| s.split('-').nth(n) == Some(first[n]));
    let n = (0..first.len()).take_while(|&n| same(n)).count();
    (n > 0).then(|| first[..n].join("-"))
}

/// What is left of an agency's name without the words every agency has: its place, as a slug; `None` where nothing is left.
fn place_name(name: &str) -> Option<String> {
    let own: Vec<String> = place_words(name).into_iter().map(slug).collect();
    (!own.is_empty()).then(|| own.join("-"))
}

/// The words of an agency's name that not every agency has: "Port Lowe" of "Town of Port Lowe Police Department".
pub fn place_words(name: &str) -> Vec<&str> {
    const GENERAL: &[&str] = &[
        "police",
        "department",
        "dept",
        "pd",
        "of",
        "the",
        "city",
        "town",
        "township",
        "village",
        "borough",
        "county",
        "state",
        "sheriff",
        "sheriffs",
        "s",
        "office",
        "public",
        "safety",
        "division",
        "bureau",
        "agency",
        "law",
        "enforcement",
        "metropolitan",
        "municipal",
        "patrol",
        "highway",
        "campus",
        "constabulary",
        "service",
        "services",
        "unnamed",
    ];
    name.split_whitespace().filter(|w| !GENERAL.contains(&slug(w).as_str())).collect()
}

/// The order's own part of its id: its number, otherwise its file's name, otherwise its title.
fn own_slug(order: &Order) -> String {
    if let Some(number) = order.header.number.as_deref().filter(|n| n.chars().any(|c| c.is_ascii_digit())) {
        return number_slug(number);
    }
    let file = slug(stem(&order.source));
    match file.strip_prefix(&order.agency).map(|rest| rest.trim_start_matches('-')) {
        None => file,
        Some("") => order.header.title.as_deref().map_or_else(|| "order".into(), slug),
        Some(rest) => rest.into(),
    }
}

/// "General Order # 9" is written "go-9", as people do; a single word stays.
fn number_slug(number: &str) -> String {
    let all = slug(number);
    let parts: Vec<&str> = all.split('-').collect();
    let words = parts.iter().take_while(|p| p.chars().all(char::is_alphabetic)).count();
    if words < 2 {
        return all;
    }
    let initials: String = parts[..words].iter().filter(|w| !matches!(**w, "no" | "number")).filter_map(|w| w.chars().next()).collect();
    std::iter::once(initials.as_str()).chain(parts[words..].iter().copied()).collect::<Vec<_>>().join("-")
}

/// A name in capitals as people write it: "EASTON POLICE DEPARTMENT" is "Easton Police Department".
fn display_name(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(char::is_lowercase) {
        return name;
    }
    let words = name.split(' ').enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        if i > 0 && matches!(lower.as_str(), "of" | "the" | "and" | "for") {
            return lower;
        }
        let mut start = true;
        let cased = lower.chars().flat_map(|c| {
            let out: Vec<char> = if start { c.to_uppercase().collect() } else { vec![c] };
            start = !c.is_alphanumeric() && c != '\'' && c != '’';
            out
        });
        cased.collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::{Clause, Header, Kind};
    use crate::place::Place;

    /// Reads "name|number|words" so that no reader is needed to test what this module does.
    fn fake(_: &str, bytes: &[u8]) -> std::result::Result<Vec<Order>, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "not text".to_string())?;
        assert!(!text.starts_with("panic"), "a reader that fails");
        let mut parts = text.split('|').map(|p| Some(p.to_string()).filter(|p| !p.is_empty()));
        let header = Header { agency_name: parts.next().flatten(), number: parts.next().flatten(), ..Header::default() };
        let clause = Clause {
            citation: "1".into(),
            parent: None,
            depth: 0,
            kind: Kind::Clause,
            force: None,
            marker: String::new(),
            heading: None,
            term: None,
            text: parts.next().flatten().unwrap_or_default(),
            place: Place::line(1),
        };
        Ok(vec![Order { header, clauses: vec![clause], ..Order::default() }])
    }

    fn read(files: &[(&str, &[u8])]) -> Result<Corpus> {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Corpus::read_with(dir.path(), &|_, _| {}, &fake)
    }

    #[test]
    fn the_name_comes_from_the_text_and_the_id_from_the_file() {
        let corpus = read(&[("easton.md", b"EASTON POLICE DEPARTMENT|General Order # 9|words"), ("mill-river.txt", b"||words")]).unwrap();
        let seen: Vec<_> = corpus.orders.iter().map(|o| (o.id.as_str(), o.agency_name.as_str())).collect();
        assert_eq!(seen, [("easton/go-9", "Easton Police Department"), ("mill-river/order", "Mill River")]);
    }

    #[test]
    fn loose_files_of_one_agency_become_one_column() {
        let corpus =
            read(&[("easton-force.md", b"Easton Police|4.1|x"), ("easton-media.md", b"Town of Easton|4.2|x"), ("b.md", b"|7|x")]).unwrap();
        assert_eq!(corpus.orders.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["b/7", "easton/4-1", "easton/4-2"]);
        assert_eq!(corpus.agencies(), 2);
    }

    #[test]
    fn a_name_without_a_place_is_no_name() {
        assert_eq!(read(&[("port-lowe.md", b"Police Department||x")]).unwrap().orders[0].agency_name, "Port Lowe");
    }

    #[test]
    fn files_that_only_say_police_department_stay_apart() {
        assert_eq!(read(&[("a.md", b"Police Department||x"), ("b.md", b"Police Department||x")]).unwrap().agencies(), 2);
    }

    #[test]
    fn ids_are_unique() {
        let corpus = read(&[("n/a.md", b"N|1|x"), ("n/b.md", b"N|1|x")]).unwrap();
        assert_eq!(corpus.orders.iter().map(|o| o.id.as_str()).collect::<Vec<_>>(), ["n/1", "n/1-2"]);
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_the_rest_is_kept() {
        let files: &[(&str, &[u8])] = &[("a.md", b"||x"), ("b.md", b""), ("c.md", b"||"), ("d.md", b"\xff"), ("e.md", b"panic")];
        let corpus = read(files).unwrap();
        assert_eq!(corpus.orders.len(), 1);
        let left: Vec<_> = corpus.omitted.iter().map(|o| o.source.as_str()).collect();
        assert_eq!(left, ["b.md", "c.md", "d.md", "e.md"]);
    }

    #[test]
    fn a_corpus_without_an_order_is_an_error() {
        assert!(matches!(read(&[("README.md", b"x")]), Err(Error::EmptyCorpus { .. })));
        assert!(matches!(read(&[("a.md", b"")]), Err(Error::Unreadable { .. })));
    }
}
