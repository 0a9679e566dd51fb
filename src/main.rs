//! The `clausewise` program; see [`clausewise::cli`] for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    clausewise::cli::run()
}
