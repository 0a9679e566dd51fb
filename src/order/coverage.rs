//! Where every word of a file went: the proof that nothing was lost and nothing said twice.
//!
//! ```text
//! file   | 3. Keys are counted.      Page 2
//! order  | marker 3, clause text     furniture      -> every word has one place: no finding
//! ```
//!
//! The words of the file come from the file, not from the reader, so that the reader is checked too. A word that a line's end or a
//! mark has cut in two may stand in the order as one.

use rustc_hash::FxHashMap;

use super::Order;
use crate::place::Place;

/// A word of the file with its line, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWord {
    /// Lower case, letters and digits only.
    pub word: String,
    /// Where it stands.
    pub line: u32,
    /// A mark of the format (a link's target, a tag, an entity's name): it may stand in the order, but need not.
    pub mark: bool,
}

/// A word that is not accounted for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Line in the file; for a word too many, the first line of the clause that holds it.
    pub line: u32,
    /// The word.
    pub word: String,
    /// True where the order says it once more than the file, false where the order has lost it.
    pub too_many: bool,
}

/// The words of a file: those of its letters where it is text, otherwise those its reader saw; none where it cannot be read.
pub fn words_of(name: &str, bytes: &[u8]) -> Vec<SourceWord> {
    if crate::read::is_text(name, bytes) {
        return source_words(name, bytes);
    }
    crate::read::read(name, bytes).map(|document| document_words(&document)).unwrap_or_default()
}

/// The words of a text file, marks of Markdown and HTML that no page shows left out.
///
/// For a format that is no text the words of the reader's blocks stand in for those of the file.
pub fn source_words(name: &str, bytes: &[u8]) -> Vec<SourceWord> {
    let text = crate::read::encoding::decode(bytes).text;
    let markdown = crate::read::is_markdown(name, bytes);
    let spans = if markdown || crate::read::text::has_break_tags(&text) { marks(&text) } else { Vec::new() };
    let mut out = Vec::new();
    let (mut at, mut line) = (0, 1);
    for (start, end) in spans {
        push_text(&text[at..start], &mut line, false, &mut out);
        push_text(&text[start..end], &mut line, true, &mut out);
        at = end;
    }
    push_text(&text[at..], &mut line, false, &mut out);
    out
}

/// The words of a document as its reader saw them.
pub fn document_words(document: &crate::read::Document) -> Vec<SourceWord> {
    let mut out = Vec::new();
    for block in &document.blocks {
        if let crate::block::BlockKind::Row { cells, .. } = &block.kind {
            for line in cells.iter().flatten() {
                push_words(&line.text, block.place.line, &mut out);
            }
        }
        if let crate::block::BlockKind::Item { marker, .. } = &block.kind {
            push_words(marker, block.place.line, &mut out);
        }
        for line in &block.lines {
            push_words(&line.text, line.place.line, &mut out);
        }
    }
    out
}

/// A number in a circle is a word of its own, even where a letter touches it.
fn is_circled(c: char) -> bool {
    matches!(c as u32, 0x2460..=0x24FF | 0x2776..=0x2793 | 0x3251..=0x325F | 0x32B1..=0x32BF)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let parted = runs.flat_map(|run| run.split_inclusive(is_circled)).flat_map(|run| {
        let cut = run.char_indices().next_back().filter(|(_, c)| is_circled(*c)).map_or(run.len(), |(at, _)| at);
        [&run[..cut], &run[cut..]]
    });
    parted.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn push_words(text: &str, line: u32, out: &mut Vec<SourceWord>) {
    out.extend(words(text).map(|word| SourceWord { word, line, mark: false }));
}

fn push_text(text: &str, line: &mut u32, mark: bool, out: &mut Vec<SourceWord>) {
    for (nth, piece) in text.split('\n').enumerate() {
        *line += u32::from(nth > 0);
        out.extend(words(piece).map(|word| SourceWord { word, line: *line, mark }));
    }
}

/// Every word of the file that the orders lost or say twice; empty where all is well.
///
/// Words are matched first inside the lines that a clause claims, then anywhere, so that a word lost in one place is not excused by
/// the same word in another.
pub fn coverage(source: &[SourceWord], orders: &[Order]) -> Vec<Finding> {
    let mut at: FxHashMap<&str, Occurrences> = FxHashMap::default();
    let mut marks: FxHashMap<&str, u32> = FxHashMap::default();
    for (index, word) in source.iter().enumerate() {
        if word.mark {
            *marks.entry(&word.word).or_default() += 1;
        } else {
            at.entry(&word.word).or_default().indexes.push(index);
        }
    }
    let mut taken = vec![false; source.len()];
    let mut spare: Vec<(String, u32)> = Vec::new();
    for (text, place) in orders.iter().flat_map(pieces) {
        for word in words(&text) {
            let found = place.and_then(|place| {
                let occurrences = at.get_mut(word.as_str())?;
                let from = occurrences.indexes.partition_point(|index| source[*index].line < place.line);
                occurrences.take(from, |index| source[index].line <= place.end_line)
            });
            match found {
                Some(index) => taken[index] = true,
                None => spare.push((word, place.map_or(0, |place| place.line))),
            }
        }
    }
    let mut extra: Vec<(String, u32)> = Vec::new();
    for (word, line) in spare {
        match at.get_mut(word.as_str()).and_then(|occurrences| occurrences.take(0, |_| true)) {
            Some(index) => taken[index] = true,
            None => extra.push((word, line)),
        }
    }
    rejoin(source, &mut taken, &mut extra);
    extra.retain(|(word, _)| match marks.get_mut(word.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    let lost = (0..source.len()).filter(|index| !taken[*index] && !source[*index].mark);
    let mut out: Vec<Finding> =
        lost.map(|index| Finding { line: source[index].line, word: source[index].word.clone(), too_many: false }).collect();
    out.extend(extra.into_iter().map(|(word, line)| Finding { line, word, too_many: true }));
    out.sort();
    out
}

/// The places of one word, and for each the next that may still be free: so that a word said a million times is found at once.
#[derive(Default)]
struct Occurrences {
    indexes: Vec<usize>,
    next: Vec<usize>,
}

impl Occurrences {
    /// Takes the first free place from the `from`th on, if it passes.
    fn take(&mut self, from: usize, passes: impl Fn(usize) -> bool) -> Option<usize> {
        if self.next.is_empty() {
            self.next = (0..=self.indexes.len()).collect();
        }
        let mut free = from;
        while self.next[free] != free {
            self.next[free] = self.next[self.next[free]];
            free = self.next[free];
        }
        let index = *self.indexes.get(free)?;
        passes(index).then(|| {
            self.next[free] = free + 1;
            index
        })
    }
}

/// `suc-` `cession` in the file is `succession` in the order.
fn rejoin(source: &[SourceWord], taken: &mut [bool], extra: &mut Vec<(String, u32)>) {
    if extra.is_empty() {
        return;
    }
    let mut wanted: FxHashMap<String, u32> = FxHashMap::default();
    for (word, _) in extra.iter() {
        *wanted.entry(word.clone()).or_default() += 1;
    }
    for start in 0..source.len() {
        if taken[start] {
            continue;
        }
        // Page furniture may stand between the halves.
        let mut whole = source[start].word.clone();
        let mut parts = vec![start];
        for next in start + 1..source.len().min(start + 60) {
            if taken[next] || source[next].mark {
                continue;
            }
            whole.push_str(&source[next].word);
            parts.push(next);
            if let Some(count) = wanted.get_mut(&whole).filter(|count| **count > 0) {
                *count -= 1;
                parts.iter().for_each(|part| taken[*part] = true);
                break;
            }
            if parts.len() >= 6 {
                break;
            }
        }
    }
    let mut left = wanted;
    extra.retain(|(word, _)| match left.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
}

/// Everything that an order shows, with the lines it claims.
fn pieces(order: &Order) -> Vec<(String, Option<Place>)> {
    let mut out = Vec::with_capacity(order.clauses.len() * 2);
    for clause in &order.clauses {
        out.push((clause.marker.clone(), Some(clause.place)));
        if let Some(heading) = &clause.heading {
            out.push((heading.clone(), Some(clause.place)));
        }
        out.push((clause.text.clone(), Some(clause.place)));
    }
    for furniture in &order.furniture {
        out.push((furniture.text.clone(), Some(furniture.place)));
    }
    for (label, value) in &order.fields {
        // Labels in brackets are the program's own.
        if !label.starts_with('(') {
            out.push((label.clone(), None));
        }
        out.push((value.clone(), None));
    }
    out
}

/// What no page shows of Markdown: link targets, tags, comments, entities' names; bytes from and to.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', ']', '&', '[']) {
        at += found;
        let rest = &text[at..];
        let length = match bytes[at] {
            b'<' if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |end| end + 3),
            b'<' => tag_length(rest),
            b']' if rest.starts_with("](") => link_length(rest),
            b'&' => entity_length(rest),
            // A ticked box of a task list is a sign on the page.
            b'[' if rest.starts_with("[x]") || rest.starts_with("[X]") => 3,
            b'[' if at == 0 || bytes[at - 1] == b'\n' => reference_length(rest),
            _ => 0,
        };
        if length > 0 {
            out.push((at, at + length));
        }
        at += length.max(1);
    }
    out
}

fn tag_length(rest: &str) -> usize {
    let Some(end) = rest.find('>') else { return 0 };
    let sound = crate::read::markdown::is_tag(&rest[..=end]) && !rest[1..end].contains('<');
    if sound { end + 1 } else { 0 }
}

/// `](target "title")`: the target is no word, and brackets in it are balanced.
fn link_length(rest: &str) -> usize {
    let mut depth = 0;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            '\n' if rest[..index].len() > 3000 => return 0,
            _ => {}
        }
        if index > 4000 {
            return 0;
        }
    }
    0
}

fn entity_length(rest: &str) -> usize {
    let body = rest[1..].bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if body >= 2 && rest.as_bytes().get(body + 1) == Some(&b';') { body + 2 } else { 0 }
}

/// `[label]: target` on a line of its own.
fn reference_length(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    match line.find("]: ") {
        Some(close) if !line[1..close].contains(']') && line[close + 3..].split_whitespace().count() <= 2 => line.len(),
        _ => 0,
    }
}
