//! `clausewise compare`.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::near::unknown;
use super::output::Batch;
use super::progress::Progress;
use super::{Ended, learn, outline, printed, say_left_out, summary};
use crate::catalogue::Catalogue;
use crate::compare::{Stage, compare};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::knowledge::Knowledge;
use crate::lexicon::Lexicon;
use crate::matrix::Comparison;
use crate::options::{AlignOptions, Options};
use crate::report::outline::{Shape, tree};
use crate::report::{File, Format, View, write};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise compare orders -o output                      every report
  clausewise compare orders -o output --format html,xlsx   only these
  clausewise compare orders -o output --mine easton        gaps and differences from Easton's side
  clausewise compare orders -o output --base easton/go-9   everything measured against this order
  clausewise compare orders -o - --format json | jq .      one report to standard output
  clausewise compare orders -o output --format csv --excel CSV that Excel opens as it should
  clausewise compare orders -o output --lexicon own.toml   with words of your own that mean the same thing
  clausewise compare orders -o output --jobs 1             with one thread";

/// What `compare` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder with the orders
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// Folder for the reports; made where it is not there; `-` writes one report to standard output
    #[arg(long, short, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Reports to write, with commas: html, xlsx, docx, md, csv, json [default: all]
    #[arg(long, short, value_name = "FORMATS", value_delimiter = ',')]
    format: Vec<String>,
    /// Your own agency, by its id (the file's or folder's name) or its name: the reports then say what it lacks and where it stands apart
    #[arg(long, value_name = "AGENCY")]
    mine: Option<String>,
    /// CSV files that Excel reads right: they begin with a byte order mark
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    how: How,
}

/// What `compare` and `explain` share.
#[derive(Debug, clap::Args)]
pub(super) struct How {
    /// Order that everything is measured against, by its id (easton/go-9), file or agency [default: in each row the most central]
    #[arg(long, value_name = "ORDER")]
    base: Option<String>,
    /// A lexicon of your own (TOML): words that mean the same thing here, beside the built-in ones, or instead of them with base = "none"
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// A catalogue of your own instead of the built-in one: provisions of your field, learned from examples with `clausewise learn`
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Threads to work with; the result is the same with any number [default: all cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

impl How {
    /// Reads the corpus and makes sure that it can be compared.
    pub(super) fn corpus(&self, path: &Path, progress: &Progress) -> Result<Corpus> {
        if let Some(jobs) = self.jobs {
            // Only the first call in a process can set it, and there is only one.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
        }
        // To unpack the lexicon and the catalogue takes about as long as to read five orders; both at once.
        let (lexicon, catalogue) = (self.lexicon.is_none(), self.catalogue.is_none());
        rayon::spawn(move || {
            if lexicon {
                Lexicon::builtin();
            }
            if catalogue {
                Catalogue::builtin();
            }
        });
        let corpus = Corpus::read(path, &|done, total| progress.reading(done, total))?;
        for o in &corpus.omitted {
            say_left_out(&o.source, &o.why);
        }
        Ok(corpus)
    }

    /// Compares.
    pub(super) fn compare(&self, corpus: &Corpus, progress: &Progress) -> Result<Comparison> {
        self.compare_with(corpus, AlignOptions::default(), progress)
    }

    /// Compares with other settings of the alignment, to see what they are worth.
    pub(super) fn compare_with(&self, corpus: &Corpus, align: AlignOptions, progress: &Progress) -> Result<Comparison> {
        let base = self.base(corpus)?.map(|i| corpus.orders[i].id.clone());
        let options = Options { base, align, ..Options::default() };
        let lexicon = lexicon(self.lexicon.as_deref())?;
        let own = self.catalogue.as_deref().map(learn::catalogue).transpose()?;
        let knowledge = Knowledge { lexicon: &lexicon, catalogue: own.as_ref().unwrap_or_else(|| Catalogue::builtin()) };
        let shown = |stage| {
            progress.stage(match stage {
                Stage::Align => "finding which clauses belong together",
                Stage::Judge => "reading what they direct",
            });
        };
        Ok(compare(corpus, knowledge, &options, &shown))
    }

    /// Index of the order named with `--base`.
    fn base(&self, corpus: &Corpus) -> Result<Option<usize>> {
        let Some(name) = &self.base else { return Ok(None) };
        let found = |same: &dyn Fn(&crate::order::Order) -> bool| corpus.orders.iter().position(same);
        found(&|o| o.id == *name)
            .or_else(|| found(&|o| o.source == *name))
            .or_else(|| found(&|o| o.agency == *name))
            .or_else(|| found(&|o| o.agency_name.eq_ignore_ascii_case(name)))
            .map(Some)
            .ok_or_else(|| unknown("order", name, corpus.orders.iter().map(|o| o.id.as_str())))
    }
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let formats = formats(&args.format)?;
    let piped = args.output.as_os_str() == "-";
    if piped && formats.len() != 1 {
        let why = "one report only can go to standard output; name it, for example --format json".into();
        return Err(Error::Unreadable { path: "-o -".into(), why });
    }
    let progress = Progress::new();
    let corpus = args.how.corpus(&args.corpus, &progress)?;
    comparable(&args.corpus, &corpus, piped)?;
    let mine = args.mine.as_deref().map(|name| agency(&corpus, name)).transpose()?;
    let base = args.how.base(&corpus)?;
    let batch = if piped { None } else { Some(Batch::open(&args.output)?) };
    let comparison = args.how.compare(&corpus, &progress)?;
    let mine = mine.and_then(|id| comparison.agencies.iter().position(|a| a.id == id));
    let view = View { mine, base, excel: args.excel };
    progress.stage("writing reports");
    let Some(mut batch) = batch else {
        drop(progress);
        pipe(formats[0], &comparison, &view)?;
        return Ok(ended(&comparison));
    };
    let files: Vec<File> = formats.iter().flat_map(|f| f.files()).copied().collect();
    let names: Vec<&str> = files.iter().map(|f| f.name()).collect();
    batch.add(&names, |i, sink| write(files[i], &comparison, &view, sink))?;
    let written = batch.commit()?;
    drop(progress);
    printed(summary::print(&comparison, &view, &written, &mut anstream::stdout()))?;
    let ended = ended(&comparison);
    // The program ends here; nobody waits for the memory.
    rayon::spawn(move || drop((comparison, corpus)));
    Ok(ended)
}

fn ended(c: &Comparison) -> Ended {
    if c.omitted.is_empty() { Ended::Whole } else { Ended::SomethingLeftOut }
}

fn pipe(format: Format, c: &Comparison, view: &View) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in format.files().iter().take(1) {
        write(*file, c, view, &mut out)?;
    }
    printed(out.flush())
}

fn formats(named: &[String]) -> Result<Vec<Format>> {
    let mut out: Vec<Format> = Vec::new();
    for name in named.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
        let known = Format::ALL.into_iter().find(|f| f.name().eq_ignore_ascii_case(name));
        let format = known.ok_or_else(|| unknown("format", name, Format::ALL.iter().map(|f| f.name())))?;
        if !out.contains(&format) {
            out.push(format);
        }
    }
    Ok(if out.is_empty() { Format::ALL.to_vec() } else { out })
}

/// The lexicon to work with: the user's, which says itself whether the built-in one stays beside it, or the built-in one.
pub(super) fn lexicon(own: Option<&Path>) -> Result<Cow<'static, Lexicon>> {
    let Some(path) = own else { return Ok(Cow::Borrowed(Lexicon::builtin())) };
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io {
        path: path.into(),
        remedy: "check the path given with --lexicon, and that it is UTF-8 text",
        source,
    })?;
    Lexicon::from_toml(&text).map(Cow::Owned).map_err(|why| Error::Settings { path: path.into(), why: why.trim().replace('\n', " ") })
}

/// Id of the agency a user means, by id or name.
fn agency(corpus: &Corpus, name: &str) -> Result<String> {
    let same = |o: &&crate::order::Order| o.agency == name || o.agency_name.eq_ignore_ascii_case(name);
    let known = corpus.orders.iter().find(same).map(|o| o.agency.clone());
    known.ok_or_else(|| unknown("agency", name, corpus.orders.iter().map(|o| o.agency.as_str())))
}

/// A comparison needs two agencies; of a single order the outline is shown, which is what can be done with it.
fn comparable(path: &Path, corpus: &Corpus, piped: bool) -> Result<()> {
    match corpus.orders.as_slice() {
        [] => Err(Error::EmptyCorpus { path: path.into() }),
        [one] => {
            if !piped {
                let width = io::stdout().is_terminal().then(|| outline::terminal_width().unwrap_or(100));
                printed(tree(one, Shape { width, coverage: false }, &mut anstream::stdout()))?;
            }
            Err(Error::OneOrder { path: path.into() })
        }
        [first, ..] if corpus.agencies() < 2 => Err(Error::OneAgency { path: path.into(), agency: first.agency_name.clone() }),
        _ => Ok(()),
    }
}
