//! `clausewise outline`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Ended, printed, say_left_out};
use crate::corpus;
use crate::error::Result;
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
    /// Also say where every word of the file went, and list the page furniture (with `tree`)
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
    let mut wrong = None;
    for file in &args.files {
        match corpus::read_file(file) {
            Ok(read) => orders.extend(read),
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
    let mut out = anstream::stdout();
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
    printed(out.flush())?;
    Ok(ended)
}

/// Columns of the terminal that standard output is.
pub(super) fn terminal_width() -> Option<usize> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(std::io::stdout())?;
    (columns > 30).then_some(columns.into())
}
