//! `clausewise eval`: how good a comparison is, against rows that people made by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::progress::Progress;
use super::{Ended, compare, printed};
use crate::error::{Error, Result};
use crate::eval::{Figures, Gold, Miss, Units, score};
use crate::manifest::stem;
use crate::report::plain::{beginning, plain};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise eval corpus --gold tests/gold               the measures
  clausewise eval corpus --gold tests/gold --misses 20   and the first pairings that are missing or too many
  clausewise eval corpus --gold tests/gold --json        for a program

The folder with the gold holds provisions.jsonl (a line a row: id, title, members, verdict, aspects, conflict) and units/STEM.jsonl for each
order (a line a unit: id, label, kind, text), STEM being the order's file without its extension.";

/// What `eval` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder with the orders
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// The folder with the rows made by hand
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Also show this many pairings that are missing, and as many that are too many
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Print the measures as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: compare::How,
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let progress = Progress::new();
    let corpus = args.how.corpus(&args.corpus, &progress)?;
    let stems: BTreeSet<String> = corpus.orders.iter().map(|o| stem(&o.source).to_string()).collect();
    let gold = read_gold(&args.gold, &stems)?;
    let comparison = args.how.compare(&corpus, &progress)?;
    drop(progress);
    let (rows, universe) = gold.lay(&comparison);
    let (figures, extra, missing) = score(&rows, &gold, &universe, None);
    let mut out = anstream::stdout();
    if args.json {
        let text = serde_json::to_string_pretty(&figures).map_err(|e| Error::Report { format: "json", why: e.to_string() })?;
        printed(writeln!(out, "{text}"))?;
    } else {
        printed(table(&figures, &mut out))?;
    }
    let title = |id: &str| comparison.provisions.iter().find(|p| p.id == id).map(|p| p.title.clone());
    let gold_title = |id: &str| gold.rows.iter().find(|r| r.id == id).map(|r| r.title.clone());
    printed(misses("Missing: the gold has them side by side", &missing, args.misses, &gold_title, &mut out))?;
    printed(misses("Too many: the gold has them apart", &extra, args.misses, &title, &mut out))?;
    Ok(if comparison.omitted.is_empty() { Ended::Whole } else { Ended::SomethingLeftOut })
}

/// The gold, as far as it concerns the orders compared.
fn read_gold(folder: &Path, stems: &BTreeSet<String>) -> Result<Gold> {
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path);
        text.map_err(|source| Error::Io { path, remedy: "name the folder that holds provisions.jsonl and units/ with --gold", source })
    };
    let rows_path = folder.join("provisions.jsonl");
    let rows = read(rows_path.clone())?;
    let mut units = BTreeMap::new();
    for stem in stems {
        let path = folder.join("units").join(format!("{stem}.jsonl"));
        if path.exists() {
            let parsed = Units::parse(&read(path.clone())?).map_err(|why| Error::Settings { path, why })?;
            units.insert(stem.clone(), parsed);
        }
    }
    if units.is_empty() {
        let why = "no units/STEM.jsonl here is named like a file of the corpus; the gold is of other orders".into();
        return Err(Error::Settings { path: folder.into(), why });
    }
    let agencies: BTreeSet<String> = units.values().flat_map(|u| &u.all).map(|u| u.id.chars().take(3).collect()).collect();
    let mut gold = Gold::parse(&rows, units).map_err(|why| Error::Settings { path: rows_path, why })?;
    gold.restrict(&agencies);
    Ok(gold)
}

fn table(f: &Figures, out: &mut dyn Write) -> std::io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let maybe = |x: Option<f64>| x.map_or("    –".to_string(), |x| format!("{x:.3}"));
    writeln!(out, "{bold}rows{bold:#}       {} ({} in the gold, {:.3} of these matched)", f.rows, f.gold_rows, f.rows_matched)?;
    writeln!(out, "             F1    precision recall")?;
    for (name, all, precision, recall) in [
        ("pairing", f.pairing_f1, f.pairing_precision, f.pairing_recall),
        ("units", f.units_f1, f.units_precision, f.units_recall),
        ("unique", f.unique_f1, f.unique_precision, f.unique_recall),
    ] {
        writeln!(out, "{bold}{name:<10}{bold:#} {all:.3}   {precision:.3}    {recall:.3}")?;
    }
    let (easy, medium, hard) = (maybe(f.pairing_recall_easy), maybe(f.pairing_recall_medium), maybe(f.pairing_recall_hard));
    writeln!(out, "{bold}recall{bold:#}     easy {easy}, medium {medium}, hard {hard}")?;
    writeln!(out, "{bold}placed{bold:#}     {:.3} of the units stand in some row", f.units_placed)?;
    writeln!(
        out,
        "{bold}verdict{bold:#}    {:.3} right; of matched rows of two or more {:.3}",
        f.verdict_all, f.verdict_matched_rows_of_two
    )?;
    writeln!(out, "{bold}agree{bold:#}      {} (F1)", maybe(f.agree_f1))?;
    writeln!(out, "{bold}aspects{bold:#}    {:.3} (F1)", f.aspects_f1)?;
    writeln!(out, "{bold}conflict{bold:#}   recall {}, precision {}", maybe(f.conflict_recall), maybe(f.conflict_precision))
}

fn misses(what: &str, all: &[Miss], most: usize, title: &dyn Fn(&str) -> Option<String>, out: &mut dyn Write) -> std::io::Result<()> {
    if most == 0 || all.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{what} ({})", all.len())?;
    for miss in all.iter().take(most) {
        let named = title(&miss.row).unwrap_or_default();
        writeln!(out, "  {}  {} ~ {}  {}", miss.row, miss.between.0, miss.between.1, beginning(&plain(&named), 70))?;
    }
    Ok(())
}
