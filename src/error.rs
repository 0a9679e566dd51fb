//! What stops a run, and how each is put to the user: the path, what is wrong, and what to do about it.

use std::path::PathBuf;

use thiserror::Error;

/// A reason to stop. Anything that concerns only one order of many is not an error but an omission ([`crate::corpus::Omission`]).
#[derive(Debug, Error)]
pub enum Error {
    /// The corpus or file named on the command line is not there.
    #[error("{path}: no such file or folder; check the path (a corpus is a folder with one file or one folder for each agency)")]
    Missing {
        /// As the user wrote it.
        path: PathBuf,
    },
    /// A corpus without a single readable order.
    #[error("{path}: no order found; put one file (.pdf, .docx, .html, .md, .txt) or one folder for each agency into it")]
    EmptyCorpus {
        /// As the user wrote it.
        path: PathBuf,
    },
    /// A comparison of fewer than two orders.
    #[error("{path}: only one order here, and a comparison needs two; `clausewise outline` shows the one")]
    OneOrder {
        /// As the user wrote it.
        path: PathBuf,
    },
    /// A comparison of the orders of one agency with nobody else's.
    #[error(
        "{path}: all orders here are {agency}'s, and a comparison needs two agencies; add another agency's file or folder (or say in corpus.toml which file is whose)"
    )]
    OneAgency {
        /// As the user wrote it.
        path: PathBuf,
        /// Its name.
        agency: String,
    },
    /// One file that could not be read as an order.
    #[error("{path}: {why}")]
    Unreadable {
        /// As the user wrote it, or relative to the corpus.
        path: PathBuf,
        /// What is wrong and what to do.
        why: String,
    },
    /// A settings file (`corpus.toml`, a lexicon) that does not say what it should.
    #[error("{path}: {why}")]
    Settings {
        /// The settings file.
        path: PathBuf,
        /// What is wrong and what to do.
        why: String,
    },
    /// A name on the command line that matches nothing; the message lists near names.
    #[error("{what} {name:?} is not known here{near}")]
    Unknown {
        /// What kind of thing was asked for ("agency", "row or clause", "format").
        what: &'static str,
        /// What the user wrote.
        name: String,
        /// "; did you mean ...?" or the list of names, or empty.
        near: String,
    },
    /// Reading or writing failed below us.
    #[error("{path}: {source}; {remedy}")]
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// What to do.
        remedy: &'static str,
        /// The system's own reason.
        source: std::io::Error,
    },
    /// A report could not be made from a sound comparison: a fault of the program.
    #[error("the {format} report could not be written: {why}; this is a fault of clausewise, please report it")]
    Report {
        /// The format.
        format: &'static str,
        /// The reason.
        why: String,
    },
}

/// The result of anything that can stop a run.
pub type Result<T> = std::result::Result<T, Error>;
