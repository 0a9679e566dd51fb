//! `clausewise learn`: teaches the program what the provisions of a field are, from examples.

use std::path::{Path, PathBuf};

use super::output::Batch;
use super::progress::Progress;
use super::{Ended, compare, printed};
use crate::catalogue::{Catalogue, Check, Example, Lessons, check, learn, parse};
use crate::error::{Error, Result};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise learn training/*.md -o learned.bin             what comes with the program, made again
  clausewise learn hospital/*.md --lexicon hospital.toml -o hospital.bin
  clausewise learn hospital/*.md --check                    are the examples good?
  clausewise compare orders --catalogue hospital.bin --lexicon hospital.toml

A file of examples is Markdown: a heading for each provision, and below it what different
agencies might write, one wording a line:

  ## personal-calls-on-duty
  - Members shall not make personal calls while on duty.
  - Leave your own phone in the locker until your shift is over.
  - private use of telephones during working hours

Provisions of one file are told from each other with special care: put one subject into a file.
Eight wordings a provision are good, and the more they differ in words, the better.";

/// What `learn` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files of examples, one subject a file
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Where the catalogue goes
    #[arg(long, short, value_name = "FILE", required_unless_present = "check")]
    output: Option<PathBuf>,
    /// Write nothing: learn without a tenth of the wordings, and say how many of these are known again and which provisions are
    /// taken for another
    #[arg(long, conflicts_with = "output")]
    check: bool,
    /// The lexicon that will be used with the catalogue [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let progress = Progress::new();
    let files = args.files.iter().map(|path| examples(path)).collect::<Result<Vec<_>>>()?;
    twice(&args.files, &files)?;
    let lexicon = compare::lexicon(args.lexicon.as_deref())?;
    let lessons = Lessons::default();
    let told = |round| progress.learning(round, lessons.rounds());
    let Some(output) = &args.output else {
        let found = check(&files, &lexicon, &lessons, &told);
        drop(progress);
        let found = found.ok_or_else(|| Error::Settings {
            path: args.files[0].clone(),
            why: "too few wordings to hold any back; write ten or more, and four or more for a provision".into(),
        })?;
        return checked(&found);
    };
    let learned = learn(&files, &lexicon, &lessons, &told);
    drop(progress);
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = output.file_name().and_then(|n| n.to_str()).ok_or_else(|| Error::Unreadable {
        path: output.clone(),
        why: "this names no file; give the catalogue a name, for example -o learned.bin".into(),
    })?;
    let mut batch = Batch::open(folder)?;
    batch.add(&[name], |_, sink| {
        sink.write_all(&learned.to_bytes()).map_err(|source| Error::Io { path: output.clone(), remedy: "check that there is room", source })
    })?;
    batch.commit()?;
    let wordings: usize = files.iter().flatten().map(|e| e.wordings.len()).sum();
    let mut out = anstream::stdout();
    printed(std::io::Write::write_fmt(
        &mut out,
        format_args!("{} provisions learned from {wordings} wordings: {}\n", learned.len(), output.display()),
    ))?;
    Ok(Ended::Whole)
}

/// A provision that stands in two files would be told apart from itself.
fn twice(paths: &[PathBuf], files: &[Vec<Example>]) -> Result<()> {
    let mut home: std::collections::HashMap<&str, &Path> = std::collections::HashMap::new();
    for (path, example) in paths.iter().zip(files).flat_map(|(p, f)| f.iter().map(move |e| (p, e))) {
        if let Some(other) = home.insert(&example.provision, path) {
            return Err(Error::Settings {
                path: path.clone(),
                why: format!(
                    "{:?} stands in {} too; put all its wordings under one heading, or rename one",
                    example.provision,
                    other.display()
                ),
            });
        }
    }
    Ok(())
}

/// Confusions shown by `--check`.
const SHOWN: usize = 15;

fn checked(found: &Check) -> Result<Ended> {
    let mut out = anstream::stdout();
    let share = |n: usize| 100.0 * n as f64 / found.held.max(1) as f64;
    printed(std::io::Write::write_fmt(
        &mut out,
        format_args!(
            "{} wordings held back: {:.1} % nearest to their own provision, {:.1} % with it among the five nearest\n",
            found.held,
            share(found.first),
            share(found.among_five)
        ),
    ))?;
    if found.unknown > 0 {
        printed(std::io::Write::write_fmt(&mut out, format_args!("  {} without a word that was learned\n", found.unknown)))?;
    }
    for (own, other, n) in found.taken_for.iter().take(SHOWN) {
        printed(std::io::Write::write_fmt(&mut out, format_args!("  {n} of {own} taken for {other}\n")))?;
    }
    Ok(Ended::Whole)
}

fn examples(path: &Path) -> Result<Vec<Example>> {
    let remedy = "check the path; a file of examples is UTF-8 text";
    let text = std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.into(), remedy, source })?;
    parse(&text).map_err(|why| Error::Settings { path: path.into(), why })
}

/// The catalogue named with `--catalogue`.
pub(super) fn catalogue(path: &Path) -> Result<Catalogue> {
    let remedy = "check the path given with --catalogue";
    let bytes = std::fs::read(path).map_err(|source| Error::Io { path: path.into(), remedy, source })?;
    Catalogue::from_bytes(bytes).map_err(|why| Error::Settings { path: path.into(), why })
}
