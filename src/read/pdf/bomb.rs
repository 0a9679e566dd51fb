//! How much the packed streams of a file unpack to, found out before one of them is held in memory.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;
use regex::bytes::Regex;

/// A scanned page in full colour has some 30 MB.
pub(super) const LARGEST: u64 = 256 << 20;
/// Packing makes nothing smaller than a thousandth: a shorter stream cannot reach the bound.
const SHORTEST: usize = (LARGEST / 1040) as usize;

/// Some stream unpacks to more than [`LARGEST`].
pub(super) fn is_bomb(data: &[u8]) -> bool {
    static STREAM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u)(?:^|[^d])stream\r?\n").ok());
    static END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?-u)endstream").ok());
    let (Some(stream), Some(end)) = (STREAM.as_ref(), END.as_ref()) else { return false };
    stream.find_iter(data).any(|begins| {
        let dictionary = &data[begins.start().saturating_sub(400)..begins.start()];
        let dictionary = String::from_utf8_lossy(dictionary);
        let dictionary = dictionary.rsplit("obj").next().unwrap_or_default();
        let times = dictionary.matches("FlateDecode").count() + dictionary.matches("/Fl ").count();
        if times == 0 {
            return false;
        }
        let stop = end.find_at(data, begins.end()).map_or(data.len(), |found| found.start());
        let packed = &data[begins.end()..stop];
        (times > 1 || packed.len() > SHORTEST) && unpacks_past(packed, times.min(4))
    })
}

fn unpacks_past(packed: &[u8], times: usize) -> bool {
    let mut reader: Box<dyn Read + '_> = Box::new(packed);
    for _ in 0..times {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    let mut buffer = vec![0; 1 << 16];
    let mut unpacked = 0u64;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => return false,
            Ok(count) => unpacked += count as u64,
        }
        if unpacked > LARGEST {
            return true;
        }
    }
}
