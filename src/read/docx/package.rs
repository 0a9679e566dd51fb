//! The packed file: its parts, and bounds on what unpacking may cost.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::xml::{self, Element};

/// A larger part is not an order's; a bomb unpacks to more.
const LARGEST_PART: u64 = 48 << 20;
/// All parts of one file together.
const LARGEST_WHOLE: u64 = 128 << 20;

/// An opened file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens a packed file and makes sure that it is a Word document.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            "a damaged packed file (its list of parts cannot be read); copy it again, or open and save it in Word".to_owned()
        })?;
        let mut package = Self { archive, unpacked: 0 };
        if !package.has("word/document.xml") && package.document_by_relation().is_none() {
            return Err(package.what_else());
        }
        Ok(package)
    }

    fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// What it is where it is no Word document.
    fn what_else(&mut self) -> String {
        let mimetype = self.text("mimetype").ok().flatten().unwrap_or_default();
        let kind = if mimetype.contains("opendocument.text") {
            "an OpenDocument text; save it as .docx and use that"
        } else if self.has("xl/workbook.xml") {
            "an Excel workbook, and no order; take it out of the folder"
        } else if self.has("ppt/presentation.xml") {
            "a PowerPoint file, and no order; take it out of the folder"
        } else {
            "a ZIP archive, and no Word document; unpack it and use the files in it"
        };
        kind.to_owned()
    }

    /// The name of the main part: mostly `word/document.xml`.
    pub(super) fn document(&mut self) -> String {
        self.document_by_relation().unwrap_or_else(|| "word/document.xml".to_owned())
    }

    fn document_by_relation(&mut self) -> Option<String> {
        let relations = self.xml("_rels/.rels").ok()??;
        let all = relations.child("Relationships")?;
        let target = all.children().find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")))?;
        let name = target.attribute("Target")?.trim_start_matches('/').to_owned();
        (name.contains("word") && self.has(&name)).then_some(name)
    }

    /// The parts that a part names: id and full name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<(String, String)>, String> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(relations) = self.xml(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let Some(all) = relations.child("Relationships") else { return Ok(Vec::new()) };
        let named = all.children().filter(|relation| relation.attribute("TargetMode") != Some("External")).filter_map(|relation| {
            let target = relation.attribute("Target")?;
            let target = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
            Some((relation.attribute("Id")?.to_owned(), target))
        });
        Ok(named.collect())
    }

    /// A part as a tree; `None` where there is no such part.
    pub(super) fn xml(&mut self, part: &str) -> Result<Option<Element>, String> {
        let remedy = "open it in Word and save it again";
        match self.text(part)? {
            Some(text) => xml::parse(&text).map(Some).map_err(|why| format!("a damaged Word document: {why}; {remedy}")),
            None => Ok(None),
        }
    }

    fn text(&mut self, part: &str) -> Result<Option<String>, String> {
        let file = match self.archive.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err("an encrypted file; open it with its password and save it without".into());
            }
            Err(_) => return Err(format!("a damaged packed file ({part} cannot be unpacked); copy it again, or open and save it in Word")),
        };
        let mut bytes = Vec::new();
        let bound = LARGEST_PART.min(LARGEST_WHOLE - self.unpacked);
        file.take(bound + 1).read_to_end(&mut bytes).map_err(|_| {
            format!("a damaged packed file ({part} is not what its list of parts says); copy it again, or open and save it in Word")
        })?;
        if bytes.len() as u64 > bound {
            return Err(format!(
                "it unpacks to more than {} MB, which no order does (a ZIP bomb?); take it out of the folder, or save the order as text",
                LARGEST_PART >> 20
            ));
        }
        self.unpacked += bytes.len() as u64;
        let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
        Ok(Some(text.into_owned()))
    }
}
