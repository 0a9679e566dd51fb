//! The command line: the only place that knows flags and prints.
//!
//! One file a command; [`output`] writes files whole or not at all, [`progress`] shows that something is going on, [`near`] suggests
//! names that are close to a mistyped one.

mod compare;
mod eval;
mod explain;
mod learn;
mod near;
mod outline;
mod output;
mod progress;
mod summary;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};

use crate::error::{Error, Result};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER: &str = "\
A corpus is a folder: one file for each agency, or one folder for each agency with several orders, side by side. README files, dot files and
corpus.toml are no orders; corpus.toml may say which files are whose:

  [agencies.norwick]
  name = \"Norwick Police Department\"
  folder = \"norwick\"
  files = [\"nw-social-media.md\"]

Exit codes:
  0  done (places to check on the paper included)
  1  failed; the message says what to do
  2  wrong use of the command line
  3  done, but something was left out: a file that could not be read

Environment:
  NO_COLOR  set to anything, it turns colour off (colour is used on a terminal only)

Examples:
  clausewise outline orders/easton.md           the clauses of one order, to check against the paper
  clausewise compare orders -o output           every report on all orders in the folder
  clausewise explain orders p-7f3a2c            why the clauses of a row stand together";

/// Compare police departments' written orders clause by clause: where they agree, where they differ and in what, and what only one has.
#[derive(Debug, Parser)]
#[command(name = "clausewise", version, styles = STYLES, after_help = AFTER, max_term_width = 120, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the clauses of an order as a tree, to check against the paper
    #[command(after_help = outline::EXAMPLES)]
    Outline(outline::Args),
    /// Compare all orders in a folder and write the reports
    #[command(after_help = compare::EXAMPLES)]
    Compare(compare::Args),
    /// Say why clauses stand together or apart: scores, slots, the nearest others
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::Args),
    /// Learn from examples what the provisions of a field are, for comparing orders of other fields
    #[command(after_help = learn::EXAMPLES)]
    Learn(learn::Args),
    /// Measure a comparison against rows made by hand
    #[command(after_help = eval::EXAMPLES)]
    Eval(eval::Args),
}

/// How a run ended, where it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Whole,
    SomethingLeftOut,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(wrong) => {
            // Help asked for is no mistake; clap knows which is which. A closed pipe is nobody's fault.
            let _ = wrong.print();
            return ExitCode::from(if wrong.use_stderr() { 2 } else { 0 });
        }
    };
    let ended = match cli.command {
        Command::Outline(args) => outline::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Learn(args) => learn::run(&args),
        Command::Eval(args) => eval::run(&args),
    };
    match ended {
        Ok(Ended::Whole) => ExitCode::SUCCESS,
        Ok(Ended::SomethingLeftOut) => ExitCode::from(3),
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(wrong) => {
            say_error(&wrong);
            ExitCode::from(1)
        }
    }
}

fn say_error(wrong: &Error) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{red}error{red:#}: {wrong}");
}

/// One line about something that was left out.
fn say_left_out(source: &str, why: &str) {
    let yellow = anstyle::AnsiColor::Yellow.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{yellow}left out{yellow:#}: {source}: {why}");
}

/// Whatever goes wrong while printing to standard output.
fn printed(done: io::Result<()>) -> Result<()> {
    done.map_err(|source| Error::Io { path: "standard output".into(), remedy: "check where it is sent", source })
}
