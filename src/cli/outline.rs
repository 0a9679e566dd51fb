//! `clausewise outline`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Ended, printed, say_left_out};
use crate::corpus;
use crate::error::{Error, Result};
use crate::order::Order;
use crate::order::coverage::{Finding, coverage, words_of};
use crate::report::outline::{Shape, json, md, tree};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise outline easton.md                          the tree, with line numbers, forces and doubts
  clausewise outline easton.md --coverage               also where every word of the file went
  clausewise outline easton.md --format json | jq .     the same for a program
  clausewise outline orders/*.md --format md > all.md   several orders, one after the other";

/// What `outline` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Orders: Markdown, plain text, and every other format clausewise reads
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to show them: `tree` for people, `json` for programs, `md` for a page
    #[arg(long, short, value_enum, default_value_t = Form::Tree, value_name = "FORMAT")]
    format: Form,
    /// Also say where every word of the file went, list the page furniture (with `tree`), and end with 3 if a word is lost
    #[arg(long)]
    coverage: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Tree,
    Json,
    Md,
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let mut ended = Ended::Whole;
    let mut orders = Vec::new();
    let mut accounts = Vec::new();
    let mut wrong = None;
    for file in &args.files {
        match corpus::read_file(file) {
            Ok(read) => {
                if args.coverage {
                    accounts.push(Account::of(file, &read)?);
                }
                orders.extend(read);
            }
            Err(e) if args.files.len() == 1 => return Err(e),
            Err(e) => {
                // The message already begins with the path.
                let said = e.to_string();
                let (path, why) = said.split_once(": ").unwrap_or((&said, ""));
                say_left_out(path, why);
                ended = Ended::SomethingLeftOut;
                wrong = Some(e);
            }
        }
    }
    if let (true, Some(wrong)) = (orders.is_empty(), wrong) {
        return Err(wrong);
    }
    // Many small writes: each would be searched for colours on its own.
    let mut out = io::BufWriter::with_capacity(1 << 16, anstream::stdout());
    let width = io::stdout().is_terminal().then(|| terminal_width().unwrap_or(100));
    let shape = Shape { width, coverage: args.coverage };
    printed(match args.format {
        Form::Json => json(&orders, &mut out),
        Form::Md => orders.iter().try_for_each(|o| md(o, &mut out)),
        Form::Tree => orders.iter().enumerate().try_for_each(|(i, o)| {
            if i > 0 {
                writeln!(out)?;
            }
            tree(o, shape, &mut out)
        }),
    })?;
    for account in accounts.iter().filter(|_| args.format == Form::Tree) {
        printed(account.print(&mut out))?;
    }
    printed(out.flush())?;
    Ok(if accounts.iter().all(|a| a.findings.is_empty()) { ended } else { Ended::SomethingLeftOut })
}

/// What became of the words of one file.
struct Account {
    file: String,
    words: usize,
    findings: Vec<Finding>,
}

impl Account {
    fn of(file: &Path, orders: &[Order]) -> Result<Self> {
        let bytes = std::fs::read(file).map_err(|source| Error::Io { path: file.into(), remedy: "check that you may read it", source })?;
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let words = words_of(&name, &bytes);
        Ok(Self { words: words.iter().filter(|w| !w.mark).count(), findings: coverage(&words, orders), file: name })
    }

    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let lost = self.findings.iter().filter(|f| !f.too_many).count();
        let share = (self.words - lost.min(self.words)) as f64 / self.words.max(1) as f64;
        // Rounded down, so that one word lost is never shown as none.
        let share = (share * 1000.0).floor() / 1000.0;
        writeln!(out, "coverage {share:.3}  {}: {} of {} words accounted for", self.file, self.words - lost.min(self.words), self.words)?;
        self.findings.iter().try_for_each(|f| {
            let what = if f.too_many { "stands in the outline once more than in the file" } else { "is lost" };
            writeln!(out, "  line {}: \u{201c}{}\u{201d} {what}", f.line, f.word)
        })
    }
}

/// Columns of the terminal that standard output is.
pub(super) fn terminal_width() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(std::io::stdout())?;
    (columns > 30).then_some(columns.into())
}
