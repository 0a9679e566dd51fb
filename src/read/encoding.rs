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
    if !text.contains(['\r', '\0', '\u{AD}', '\u{200B}', '\u{FEFF}', '\u{2028}']) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    text.replace(['\0', '\u{AD}', '\u{200B}', '\u{FEFF}'], "")
}
