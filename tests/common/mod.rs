//! The real binary and small corpora for it.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod browser;
pub mod fixture;
pub mod schema;

use std::path::Path;
use std::process::{Command, Output};

use clausewise::order::Order;
use clausewise::{force, outline, read};

/// Two short orders on one subject, enough for a comparison.
pub const EASTON: &str = "# Easton Police Department\n\n## Social Media\n\nA. Employees shall not access social media sites on duty.\n\n\
B. Employees may keep personal pages.\n\nC. No member shall comment on town matters under an invented name.\n";

/// See [`EASTON`].
pub const NORWICK: &str = "# Norwick Police Department\n\n## Social Media\n\n1. Officers may use social media briefly during breaks on duty.\n\n\
2. Officers are free to keep personal pages.\n";

/// An order of this agency, read and outlined as a file of that name would be, with the force of each clause.
pub fn order(agency: &str, file: &str, text: &str) -> Order {
    let document = read::read(file, text.as_bytes()).expect("text is readable");
    let mut order = outline::orders(&document, file).remove(0);
    order.agency = agency.to_owned();
    order.agency_name = agency.to_owned();
    order.id = format!("{agency}/{file}");
    force::assign(&mut order);
    order
}

/// A folder that goes away with the test, with these files in it.
pub fn corpus(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    dir
}

/// The two orders above.
pub fn two() -> tempfile::TempDir {
    corpus(&[("easton.md", EASTON.as_bytes()), ("norwick.md", NORWICK.as_bytes())])
}

/// Runs the program in `folder`, without the environment's colour settings.
pub fn clausewise(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausewise"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("FORCE_COLOR");
    command.output().expect("the program runs")
}

/// Standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

/// One report as text.
pub fn report(file: clausewise::report::File, c: &clausewise::matrix::Comparison, view: &clausewise::report::View) -> String {
    String::from_utf8(report_bytes(file, c, view)).expect("UTF-8")
}

/// One report.
pub fn report_bytes(file: clausewise::report::File, c: &clausewise::matrix::Comparison, view: &clausewise::report::View) -> Vec<u8> {
    let mut sink = Vec::new();
    clausewise::report::write(file, c, view, &mut sink).expect("a report");
    sink
}
