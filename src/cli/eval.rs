//! `clausewise eval`: how good a comparison is, against rows that people made by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use super::near::unknown;
use super::progress::Progress;
use super::{Ended, compare, printed};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::eval::{Bin, Claim, Figures, Gold, Miss, PARTS, Units, bins, judged, score};
use crate::manifest::stem;
use crate::matrix::Comparison;
use crate::options::AlignOptions;
use crate::report::plain::{beginning, plain};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise eval corpus --gold tests/gold                   the measures, on the sample corpus
  clausewise eval corpus --gold tests/gold --misses 20       and the first pairings that are missing or too many
  clausewise eval corpus --gold tests/gold --ablation        what each part of the alignment is worth
  clausewise eval corpus --gold tests/gold --reliability     is it right as often as it says it is sure?
  clausewise eval corpus --gold tests/gold --pairs-with mar  only pairings with Marrowby: settings chosen without it are tested on it
  clausewise eval orders --gold rows.jsonl --units clauses --format json | jq .

The gold says what a careful analyst would say. FILE has a line a row: {\"id\", \"title\", \"members\": [{\"unit\"}], \"verdict\", \"aspects\",
\"conflict\"}; the units, one file an order with the order's name (easton.md: easton.jsonl), have a line a clause: {\"id\", \"label\",
\"kind\", \"text\"}. The first three characters of a unit's id stand for its agency. tests/gold shows both.";

/// What `eval` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder with the orders
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// The rows made by hand (JSON lines), or the folder that holds them as provisions.jsonl
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// The folder with the units of each order [default: units, beside the rows]
    #[arg(long, value_name = "DIR")]
    units: Option<PathBuf>,
    /// Count only pairings with this agency, by the first three characters of its units' ids
    #[arg(long, value_name = "AGENCY")]
    pairs_with: Option<String>,
    /// Also show this many pairings that are missing, and as many that are too many
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Compare again and again, each time with one part of the alignment switched off, and print a table
    #[arg(long)]
    ablation: bool,
    /// Print how often pairings, unique rows and silences were right, by the confidence they were said with
    #[arg(long, conflicts_with = "ablation")]
    reliability: bool,
    /// How to print: `text` for people, `json` for programs
    #[arg(long, short, value_enum, default_value_t = Form::Text, value_name = "FORMAT")]
    format: Form,
    #[command(flatten)]
    how: compare::How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
}

/// One line of the ablation.
#[derive(Serialize)]
struct Without {
    without: &'static str,
    what: &'static str,
    #[serde(flatten)]
    figures: Figures,
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let progress = Progress::new();
    let corpus = args.how.corpus(&args.corpus, &progress)?;
    let gold = gold(args, &corpus)?;
    let comparison = args.how.compare(&corpus, &progress)?;
    let (rows, universe) = gold.lay(&comparison);
    let only = args.pairs_with.as_deref();
    let (figures, extra, missing) = score(&rows, &gold, &universe, only);
    let mut trials = Vec::new();
    if args.ablation {
        trials.push(Without { without: "nothing", what: "as it is", figures: figures.clone() });
        for part in &PARTS {
            let mut align = AlignOptions::default();
            (part.without)(&mut align);
            let (rows, universe) = gold.lay(&args.how.compare_with(&corpus, align, &progress)?);
            trials.push(Without { without: part.name, what: part.what, figures: score(&rows, &gold, &universe, only).0 });
        }
    }
    drop(progress);
    let mut out = anstream::stdout();
    if args.reliability {
        let table = bins(&judged(&comparison, &rows, &gold));
        printed(if args.format == Form::Json { json(&table, &mut out) } else { reliability(&table, &mut out) })?;
        printed(out.flush())?;
        return Ok(ended(&comparison));
    }
    printed(match (args.format, args.ablation) {
        (Form::Json, false) => json(&figures, &mut out),
        (Form::Json, true) => json(&trials, &mut out),
        (Form::Text, true) => ablation(&trials, &mut out),
        (Form::Text, false) => text(&figures, &mut out),
    })?;
    if args.format == Form::Text {
        let titles = Titles { comparison: &comparison, gold: &gold };
        printed(titles.list("Missing: the gold has them side by side", &missing, args.misses, &mut out))?;
        printed(titles.list("Too many: the gold has them apart", &extra, args.misses, &mut out))?;
    }
    printed(out.flush())?;
    Ok(ended(&comparison))
}

fn ended(comparison: &Comparison) -> Ended {
    if comparison.omitted.is_empty() { Ended::Whole } else { Ended::SomethingLeftOut }
}

/// The gold, as far as it concerns the orders compared.
fn gold(args: &Args, corpus: &Corpus) -> Result<Gold> {
    let read = |path: &Path, remedy| std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.into(), remedy, source });
    let rows_path = if args.gold.is_dir() { args.gold.join("provisions.jsonl") } else { args.gold.clone() };
    let beside = || rows_path.parent().unwrap_or(Path::new("")).join("units");
    let folder = args.units.clone().unwrap_or_else(beside);
    let rows = read(&rows_path, "name the file with the rows made by hand with --gold")?;
    let stems: BTreeSet<&str> = corpus.orders.iter().map(|o| stem(&o.source)).collect();
    let mut units = BTreeMap::new();
    for stem in stems {
        let path = folder.join(format!("{stem}.jsonl"));
        if path.is_file() {
            let text = read(&path, "check that you may read it")?;
            units.insert(stem.to_string(), Units::parse(&text).map_err(|why| Error::Settings { path, why })?);
        }
    }
    if units.is_empty() {
        let why = "no file here is named like an order of the corpus (easton.md: easton.jsonl); name the folder with --units".into();
        return Err(Error::Unreadable { path: folder, why });
    }
    let agencies: BTreeSet<String> = units.values().flat_map(|u| &u.all).map(|u| u.id.chars().take(3).collect()).collect();
    if let Some(only) = args.pairs_with.as_deref().filter(|o| !agencies.contains(*o)) {
        return Err(unknown("agency", only, agencies.iter().map(String::as_str)));
    }
    let mut gold = Gold::parse(&rows, units).map_err(|why| Error::Settings { path: rows_path, why })?;
    gold.restrict(&agencies);
    Ok(gold)
}

fn json<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn text(f: &Figures, out: &mut dyn Write) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}rows{bold:#}       {} ({} in the gold, {:.3} of these matched)", f.rows, f.gold_rows, f.rows_matched)?;
    writeln!(out, "           F1     precision  recall")?;
    for (name, all, precision, recall) in [
        ("pairing", f.pairing_f1, f.pairing_precision, f.pairing_recall),
        ("units", f.units_f1, f.units_precision, f.units_recall),
        ("unique", f.unique_f1, f.unique_precision, f.unique_recall),
    ] {
        writeln!(out, "{bold}{name:<10}{bold:#} {all:.3}  {precision:.3}      {recall:.3}")?;
    }
    let (easy, medium, hard) = (maybe(f.pairing_recall_easy), maybe(f.pairing_recall_medium), maybe(f.pairing_recall_hard));
    writeln!(out, "{bold}recall{bold:#}     easy rows {easy}, medium {medium}, hard {hard}")?;
    writeln!(out, "{bold}placed{bold:#}     {:.3} of the units stand in some row", f.units_placed)?;
    writeln!(
        out,
        "{bold}verdict{bold:#}    right on {:.3} of all rows, {:.3} of rows of two or more, {:.3} of those matched",
        f.verdict_all, f.verdict_rows_of_two, f.verdict_matched_rows_of_two
    )?;
    writeln!(out, "{bold}agree{bold:#}      {} (F1)", maybe(f.agree_f1))?;
    writeln!(out, "{bold}aspects{bold:#}    {:.3} (F1)", f.aspects_f1)?;
    writeln!(out, "{bold}conflict{bold:#}   recall {}, precision {}", maybe(f.conflict_recall), maybe(f.conflict_precision))
}

fn maybe(x: Option<f64>) -> String {
    x.map_or_else(|| "–".to_string(), |x| format!("{x:.3}"))
}

/// A table that reads in a terminal and on a page.
fn ablation(trials: &[Without], out: &mut dyn Write) -> io::Result<()> {
    let width = trials.iter().map(|t| t.what.len()).max().unwrap_or(0);
    writeln!(out, "| without     | {:<width$} | pairing F1 | hard rows | units F1 | unique F1 | matched | verdict |", "what it does")?;
    writeln!(out, "|-------------|-{:-<width$}-|-----------:|----------:|---------:|----------:|--------:|--------:|", "")?;
    for t in trials {
        let f = &t.figures;
        writeln!(
            out,
            "| {:<11} | {:<width$} | {:>10.3} | {:>9} | {:>8.3} | {:>9.3} | {:>7.3} | {:>7.3} |",
            t.without,
            t.what,
            f.pairing_f1,
            maybe(f.pairing_recall_hard),
            f.units_f1,
            f.unique_f1,
            f.rows_matched,
            f.verdict_rows_of_two
        )?;
    }
    Ok(())
}

/// A table that reads in a terminal and on a page.
fn reliability(table: &[Bin], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| what is said              | confidence | cases | mean confidence | right |")?;
    writeln!(out, "|---------------------------|-----------:|------:|----------------:|------:|")?;
    for b in table {
        let what = match b.claim {
            Claim::Pairing => "stands beside another",
            Claim::Unique => "nobody else has the row",
            Claim::Silence => "an agency is silent",
        };
        let bin = format!("{:.1} to {:.1}", b.from, b.from + 0.2);
        writeln!(out, "| {what:<25} | {bin:>10} | {:>5} | {:>15.3} | {:>5.3} |", b.claims, b.said, b.right)?;
    }
    Ok(())
}

/// Titles of rows on both sides.
struct Titles<'a> {
    comparison: &'a Comparison,
    gold: &'a Gold,
}

impl Titles<'_> {
    fn of(&self, row: &str) -> &str {
        let mine = self.comparison.provisions.iter().find(|p| p.id == row).map(|p| p.title.as_str());
        mine.or_else(|| self.gold.rows.iter().find(|r| r.id == row).map(|r| r.title.as_str())).unwrap_or_default()
    }

    fn list(&self, what: &str, all: &[Miss], most: usize, out: &mut dyn Write) -> io::Result<()> {
        if most == 0 || all.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{what} ({})", all.len())?;
        all.iter().take(most).try_for_each(|miss| {
            let (a, b) = &miss.between;
            writeln!(out, "  {}  {a} ~ {b}  {}", miss.row, beginning(&plain(self.of(&miss.row)), 70))
        })
    }
}
