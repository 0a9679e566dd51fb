//! `brief.docx`: the brief and the rows behind it, as a document a chief can forward as it is.
//!
//! A Word file is a zip of a few XML parts. They are written here directly, with real styles (headings, table header rows that repeat,
//! character styles for redlines), because no library is needed for what this document uses.

mod body;
mod xml;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::matrix::Comparison;
use crate::report::View;

const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const FOOTER: &str = include_str!("docx/footer.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");

/// Writes the document.
pub fn write(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    let document = body::document(c, view);
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footer1.xml", FOOTER),
        ("word/settings.xml", SETTINGS),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed date: the same comparison gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    let bytes = zip.finish().map_err(io::Error::other)?.into_inner();
    sink.write_all(&bytes)
}
