//! Bytes to text: byte order mark, then strict UTF-8, then a guess (with a doubt), then windows-1252, which can read anything.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::place::{Doubt, Place};

/// Decoded text.
pub struct Decoded {
    /// Without byte order mark; line ends are `\n` only, NUL is gone.
    pub text: String,
    /// Set where the encoding had to be guessed.
    pub doubt: Option<Doubt>,
}

/// Decodes any bytes; cannot fail.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let (text, _, _) = encoding.decode(&bytes[skip..]);
        return Decoded { text: clean(&text), doubt: None };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: clean(text), doubt: None };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _, _) = encoding.decode(bytes);
    let at = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() as u32 + 1;
    let what = format!("the file is not UTF-8; it was read as {}, check letters with accents, quotes and dashes", encoding.name());
    Decoded { text: clean(&text), doubt: Some(Doubt { what, place: Place::line(line) }) }
}

fn clean(text: &str) -> String {
    let seldom = |c: char| matches!(c, '\r' | '\0' | '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2028}') || ligature(c).is_some();
    if !text.contains(seldom) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !matches!(c, '\0' | '\u{AD}' | '\u{200B}' | '\u{FEFF}')) {
        match ligature(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// The letters of a ligature, as people type and search for them.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}
