//! The manifest: which files of a folder are orders, and whose.
//!
//! A corpus is a folder. Side by side in it stand one file for each agency, or one folder for each agency with several orders:
//!
//! ```text
//! corpus/
//!   corpus.toml              optional, see below
//!   README.md                no order, like everything that begins with README or a dot
//!   easton.md                agency "easton"
//!   norwick/                 agency "norwick"
//!     social-media.md
//!     force/use-of-force.txt
//! ```
//!
//! Where names do not say it, `corpus.toml` does: a table for each agency, with its id as key.
//!
//! ```toml
//! [agencies.norwick]
//! name = "Norwick Police Department"     # for people; otherwise from the order's own text
//! folder = "norwick"                     # everything below it
//! files = ["nw-social-media.md"]         # and these
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Result};

/// Something that was left out of a run, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Omission {
    /// Path relative to the corpus, with `/`.
    pub source: String,
    /// What is wrong and what to do, one line.
    pub why: String,
}

/// One file that should hold an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where to open it.
    pub path: PathBuf,
    /// Path relative to the corpus, with `/`.
    pub source: String,
    /// Id of its agency.
    pub agency: String,
    /// The id was given (`corpus.toml` or a folder), so files of other agencies never join it.
    pub settled: bool,
}

/// The files of a corpus and their agencies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Sorted by source.
    pub sources: Vec<Source>,
    /// Names for people that `corpus.toml` gives, by agency id.
    pub names: BTreeMap<String, String>,
    /// What could not even be looked at.
    pub omitted: Vec<Omission>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    agencies: BTreeMap<String, AgencySettings>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencySettings {
    name: Option<String>,
    folder: Option<String>,
    #[serde(default)]
    files: Vec<String>,
}

impl Manifest {
    /// Looks through the folder at `root`.
    ///
    /// Fails where there is no such folder or its `corpus.toml` does not say what it should; a single file or folder inside it that
    /// cannot be looked at becomes an omission.
    pub fn find(root: &Path) -> Result<Self> {
        let meta = std::fs::metadata(root).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::Missing { path: root.into() },
            _ => Error::Io { path: root.into(), remedy: "check that you may read it", source },
        })?;
        if !meta.is_dir() {
            let why = "a file, and a corpus is a folder; `clausewise outline` shows a single file".into();
            return Err(Error::Unreadable { path: root.into(), why });
        }
        let settings = read_settings(root)?;
        let mut walk = Walk { settings: &settings, found: Self::default() };
        let above = std::fs::canonicalize(root).into_iter().collect();
        walk.folder(root, "", &above)?;
        let mut found = walk.found;
        found.sources.sort_by(|a, b| a.source.cmp(&b.source));
        found.omitted.sort();
        for (id, agency) in &settings.agencies {
            if let Some(name) = &agency.name {
                found.names.insert(id.clone(), name.clone());
            }
        }
        Ok(found)
    }
}

fn read_settings(root: &Path) -> Result<Settings> {
    let path = root.join("corpus.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(source) => return Err(Error::Io { path, remedy: "make it readable UTF-8 text, or take it away", source }),
    };
    let bad = |why: String| Error::Settings { path: path.clone(), why };
    let settings: Settings = toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        bad(format!("line {line}: {}; a table looks like [agencies.easton] name = \"...\" folder = \"...\" files = [\"...\"]", e.message()))
    })?;
    for (id, agency) in &settings.agencies {
        if *id != slug(id) {
            return Err(bad(format!("agency {id:?}: an id has small letters, digits and hyphens only; write {:?}", slug(id))));
        }
        for named in agency.files.iter().chain(&agency.folder) {
            if !root.join(named).exists() {
                return Err(bad(format!("agency {id:?} names {named:?}, which is not in the corpus; correct the path or take it out")));
            }
        }
    }
    Ok(settings)
}

struct Walk<'a> {
    settings: &'a Settings,
    found: Manifest,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, relative: &str, above: &BTreeSet<PathBuf>) -> Result<()> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(source) if relative.is_empty() => {
                return Err(Error::Io { path: folder.into(), remedy: "check that you may read it", source });
            }
            Err(e) => {
                self.omit(relative, format!("the folder cannot be read ({e}); check that you may read it"));
                return Ok(());
            }
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') || name.to_ascii_uppercase().starts_with("README") || (relative.is_empty() && name == "corpus.toml") {
                continue;
            }
            let source = if relative.is_empty() { name } else { format!("{relative}/{name}") };
            self.entry(path, source, above)?;
        }
        Ok(())
    }

    fn entry(&mut self, path: PathBuf, source: String, above: &BTreeSet<PathBuf>) -> Result<()> {
        // `metadata` follows links, so that a corpus may be made of links into a library of orders.
        match std::fs::metadata(&path) {
            Err(e) => self.omit(&source, format!("cannot be opened ({e}); check the file or take the link away")),
            Ok(meta) if meta.is_dir() => {
                let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
                if above.contains(&real) {
                    self.omit(&source, "a link back to a folder it stands in; take the link away".into());
                } else {
                    let mut deeper = above.clone();
                    deeper.insert(real);
                    self.folder(&path, &source, &deeper)?;
                }
            }
            Ok(meta) if meta.is_file() => {
                let (agency, settled) = self.agency_of(&source);
                self.found.sources.push(Source { path, source, agency, settled });
            }
            Ok(_) => self.omit(&source, "neither a file nor a folder; take it out of the corpus".into()),
        }
        Ok(())
    }

    fn agency_of(&self, source: &str) -> (String, bool) {
        let named = self.settings.agencies.iter().find(|(_, a)| {
            a.files.iter().any(|f| f.trim_start_matches("./") == source)
                || a.folder.as_ref().is_some_and(|f| {
                    let folder = f.trim_start_matches("./").trim_end_matches('/');
                    source.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
                })
        });
        match (named, source.split_once('/')) {
            (Some((id, _)), _) => (id.clone(), true),
            (None, Some((folder, _))) => (slug(folder), true),
            (None, None) => (slug(stem(source)), false),
        }
    }

    fn omit(&mut self, source: &str, why: String) {
        self.found.omitted.push(Omission { source: source.into(), why });
    }
}

/// The file name without its last extension and the folders before it.
pub fn stem(source: &str) -> &str {
    let name = source.rsplit('/').next().unwrap_or(source);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Small letters and digits, everything else a single hyphen; `unnamed` where nothing is left.
pub fn slug(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::new();
    for c in words.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' && c != '’' {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "unnamed".into() } else { out.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        dir
    }

    fn pairs(m: &Manifest) -> Vec<(&str, &str)> {
        m.sources.iter().map(|s| (s.source.as_str(), s.agency.as_str())).collect()
    }

    #[test]
    fn files_and_folders_side_by_side_are_agencies() {
        let dir = corpus(&[("easton.md", "x"), ("norwick/a.md", "x"), ("norwick/deep/b.txt", "x"), ("README.md", "no"), (".hidden", "no")]);
        let m = Manifest::find(dir.path()).unwrap();
        assert_eq!(pairs(&m), [("easton.md", "easton"), ("norwick/a.md", "norwick"), ("norwick/deep/b.txt", "norwick")]);
    }

    #[test]
    fn corpus_toml_says_which_files_belong_together() {
        let toml = "[agencies.nw]\nname = \"Norwick PD\"\nfolder = \"north\"\nfiles = [\"one.md\"]\n";
        let dir = corpus(&[("corpus.toml", toml), ("one.md", "x"), ("north/two.md", "x"), ("northern.md", "x")]);
        let m = Manifest::find(dir.path()).unwrap();
        assert_eq!(pairs(&m), [("north/two.md", "nw"), ("northern.md", "northern"), ("one.md", "nw")]);
        assert_eq!(m.names["nw"], "Norwick PD");
    }

    #[test]
    fn a_wrong_corpus_toml_stops_the_run_with_its_line() {
        let dir = corpus(&[("corpus.toml", "[agencies.x]\nnames = \"oops\"\n"), ("a.md", "x")]);
        let said = Manifest::find(dir.path()).unwrap_err().to_string();
        assert!(said.contains("corpus.toml: line 2"), "{said}");
        let dir = corpus(&[("corpus.toml", "[agencies.x]\nfiles = [\"gone.md\"]\n"), ("a.md", "x")]);
        assert!(Manifest::find(dir.path()).unwrap_err().to_string().contains("gone.md"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_up_is_left_out_and_said() {
        let dir = corpus(&[("a/one.md", "x")]);
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere.md", dir.path().join("dangling.md")).unwrap();
        let m = Manifest::find(dir.path()).unwrap();
        assert_eq!(pairs(&m), [("a/one.md", "a")]);
        assert_eq!(m.omitted.iter().map(|o| o.source.as_str()).collect::<Vec<_>>(), ["a/loop", "dangling.md"]);
        assert!(m.omitted.iter().all(|o| o.why.contains("take the link away")));
    }

    #[test]
    fn slugs_keep_letters_and_digits_only() {
        assert_eq!(slug("Général Order # 9"), "general-order-9");
        assert_eq!(slug("St. Mary's"), "st-marys");
        assert_eq!(slug("§"), "unnamed");
    }
}
