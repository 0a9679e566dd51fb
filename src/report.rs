//! The reports: one [`Comparison`], one module a format, nothing asked of the stages before.
//!
//! | format | files | for |
//! |---|---|---|
//! | html | `matrix.html` | everybody: one page that needs no network |
//! | xlsx | `matrix.xlsx` | the workbook a policy writer goes on working in |
//! | docx | `brief.docx` | the document a chief forwards |
//! | md | `matrix.md` | a forge, a terminal |
//! | csv | `matrix.csv`, `provisions.csv`, `clauses.csv` | a wide table, and two tidy ones for pandas or R |
//! | json | `matrix.json` | other programs |
//!
//! The words of an order are text in all of them and never code: each module escapes for its own format, and [`plain`] and [`guard`]
//! say what is done to words that no format should carry as they are.

pub mod brief;
pub mod docx;
pub mod guard;
pub mod html;
pub mod json;
pub mod likeness;
pub mod md;
pub mod names;
pub mod outline;
pub mod plain;
pub mod redline;
pub mod slots;
pub mod tables;
mod wire;
pub mod xlsx;

use std::io::Write;

use crate::error::{Error, Result};
use crate::matrix::Comparison;

/// What a user asks for with `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One self-contained page.
    Html,
    /// A workbook.
    Xlsx,
    /// A document.
    Docx,
    /// Markdown.
    Md,
    /// Three tables.
    Csv,
    /// The data.
    Json,
}

/// One file of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `matrix.html`
    Html,
    /// `matrix.xlsx`
    Xlsx,
    /// `brief.docx`
    Docx,
    /// `matrix.md`
    Md,
    /// `matrix.csv`: a row a provision, columns for each agency.
    Wide,
    /// `provisions.csv`: a row for each provision and agency.
    Provisions,
    /// `clauses.csv`: a row for each clause and the provision it belongs to.
    Clauses,
    /// `matrix.json`
    Json,
}

/// From where the comparison is looked at; the rows do not depend on it.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Index of the reader's own agency, where one is named.
    pub mine: Option<usize>,
    /// Index of the order everything is measured against, where one is named.
    pub base: Option<usize>,
    /// CSV files begin with a byte order mark, which Excel needs in order to read them as UTF-8.
    pub excel: bool,
}

impl Format {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::Html, Self::Xlsx, Self::Docx, Self::Md, Self::Csv, Self::Json];

    /// The word used with `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Md => "md",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Its files, the main one first.
    pub fn files(self) -> &'static [File] {
        match self {
            Self::Html => &[File::Html],
            Self::Xlsx => &[File::Xlsx],
            Self::Docx => &[File::Docx],
            Self::Md => &[File::Md],
            Self::Csv => &[File::Wide, File::Provisions, File::Clauses],
            Self::Json => &[File::Json],
        }
    }
}

impl File {
    /// Its name in the output folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "matrix.html",
            Self::Xlsx => "matrix.xlsx",
            Self::Docx => "brief.docx",
            Self::Md => "matrix.md",
            Self::Wide => "matrix.csv",
            Self::Provisions => "provisions.csv",
            Self::Clauses => "clauses.csv",
            Self::Json => "matrix.json",
        }
    }
}

impl File {
    /// It is text that a person can search; the others are archives.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Xlsx | Self::Docx)
    }
}

/// Writes one file of a report to `sink`; the error is the sink's own, or [`Error::Report`] for a fault of ours.
pub fn write(file: File, comparison: &Comparison, view: &View, sink: &mut dyn Write) -> Result<()> {
    let done = match file {
        File::Html => html::write(comparison, view, sink),
        File::Xlsx => xlsx::write(comparison, view, sink),
        File::Docx => docx::write(comparison, view, sink),
        File::Md => md::write(comparison, view, sink),
        File::Wide => tables::wide(comparison, view, sink),
        File::Provisions => tables::provisions(comparison, view, sink),
        File::Clauses => tables::clauses(comparison, view, sink),
        File::Json => json::write(comparison, sink),
    };
    done.map_err(|source| match source.kind() {
        std::io::ErrorKind::InvalidData => Error::Report { format: file.name(), why: source.to_string() },
        _ => Error::Io { path: file.name().into(), remedy: "check that there is room on the disk", source },
    })
}
