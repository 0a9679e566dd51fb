//! Words that point to a clause of the same order: a clause word and its paths, or a bare path after "see".
//!
//! ```text
//! sections 1, 2, and 3 above                    three paths, upwards
//! subsections (a) through (c) of this section   from one path to another, in "this section"
//! paragraph (2)(A) or (B) of this subsection    the second path is (2)(B)
//! see II.a.iii                                  a bare path
//! ```

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::path::{LONGEST, follows, path};
use super::tree::{Step, Way, shape};

/// A clause word with its paths, or a bare path.
#[derive(Clone, Debug, Default)]
pub(super) struct Mention {
    /// Bytes of the clause's words.
    pub span: Range<usize>,
    /// The clause word in the singular and in lower case; empty for a bare path.
    pub word: String,
    /// The paths in the order in which they stand; none for "this section" alone.
    pub paths: Vec<Part>,
    /// The word after "this" or "of this".
    pub this: Option<String>,
    /// The paths that "of subsection (a)" puts in front, outermost first.
    pub outer: Vec<Step>,
    /// A section sign stands in what follows "of".
    pub law: bool,
    /// Above or below.
    pub way: Option<Way>,
    /// Words after "of" that lead out of the order: "the Criminal Code".
    pub outside: Option<Range<usize>>,
}

/// One path of a mention.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// As it is written, earlier steps that it leaves out not yet put in front.
    pub path: Vec<Step>,
    /// The list goes on from the path before to this one: "through".
    pub range: bool,
}

static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?: (?-u:\b) (?P<this>this\x20)? )?
        (?: (?-u:\b) (?P<word> (?:sub-?){0,3}(?:section|paragraph|clause) | article | (?:sub)?chapter | part | (?:sub)?item
              | subdivision | step | appendix | exhibit | schedule | annex | attachment | addendum | rule | title )
            (?P<many>e?s)? (?-u:\b)
          | (?-u:\b) (?P<short> sec | subsec | art | para? ) (?P<more>s)? \.
          | (?P<sign>§§? | ¶¶?) )
        (?: \x20? (?: no\. | number | \# ) )?",
    )
    .ok()
});

static CUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:see(?:\x20also)?|refer(?:red)?\x20to|pursuant\x20to|(?:as\x20)?(?:provided|described|defined|outlined|specified|listed|set\x20(?:out|forth)|stated|required)\x20(?:in|by|under)|(?:in\x20)?accordance\x20with|according\x20to|under|per|except\x20for)\x20",
    )
    .ok()
});

/// Every mention in some words, in reading order; none begins in what is already taken, which is in reading order too.
pub(super) fn mentions(text: &str, taken: &[Range<usize>]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let (Some(head), Some(cue)) = (HEAD.as_ref(), CUE.as_ref()) else { return out };
    let free = |at: usize, out: &[Mention]| {
        let before = taken.partition_point(|span| span.start <= at);
        let earlier = out.partition_point(|mention| mention.span.start <= at);
        taken[..before].last().is_none_or(|span| span.end <= at) && out[..earlier].last().is_none_or(|mention| mention.span.end <= at)
    };
    for found in head.captures_iter(text) {
        let whole = found.get(0).map_or(0..0, |all| all.range());
        if !free(whole.start, &out) {
            continue;
        }
        let word = found.name("word").or(found.name("short")).or(found.name("sign")).map_or("", |word| word.as_str());
        let many = found.name("many").or(found.name("more")).is_some() || word.chars().filter(|c| !c.is_alphabetic()).count() > 1;
        let this = found.name("this").is_some();
        if let Some(mention) = worded(text, whole, &singular(word), many, this) {
            out.push(mention);
        }
    }
    if may_hold_path(text) {
        let cues = cue.find_iter(text).filter_map(|found| bare(text, found.end()));
        let bare: Vec<Mention> = cues.filter(|mention| free(mention.span.start, &out)).collect();
        out.extend(bare);
    }
    out.sort_by_key(|mention| mention.span.start);
    out
}

/// Every path without a clause word has a bracket, or a stop with more behind it.
fn may_hold_path(text: &str) -> bool {
    let next = text.bytes().skip(1);
    text.bytes().zip(next).any(|(b, next)| b == b'(' || b == b'.' && next.is_ascii_alphanumeric())
}

/// A clause word as the order's numbers know it.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    match word.as_str() {
        "sec" | "§" | "§§" => "section".into(),
        "subsec" => "subsection".into(),
        "art" => "article".into(),
        "par" | "para" | "¶" | "¶¶" => "paragraph".into(),
        _ if word.starts_with("subsub") => word.replace("subsub", "sub-sub"),
        _ => word,
    }
}

/// The mention that begins with a clause word.
fn worded(text: &str, head: Range<usize>, word: &str, many: bool, this: bool) -> Option<Mention> {
    let mut mention = Mention { span: head.clone(), word: word.into(), ..Mention::default() };
    let from = skip_blank(text, head.end);
    let sign = text[..head.end].ends_with(['§', '¶', '#']);
    let direct = path(text, from, many).filter(|(path, _)| from > head.end || path[0].bracket || sign);
    let Some((first, mut end)) = direct.filter(|(path, end)| follows(text, path, *end, true)) else {
        if !this || many {
            return None;
        }
        mention.this = Some(word.into());
        return Some(mention);
    };
    mention.paths.push(Part { path: first, range: false });
    while let Some((part, stop)) = another(text, end, &mention.paths, many, word) {
        mention.paths.push(part);
        end = stop;
    }
    mention.span.end = end;
    // "Part 2‑3": a number that goes on behind another dash is not the one read.
    let cut = text[end..].strip_prefix(['-', '–', '‑', '\u{2010}']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    if cut {
        return None;
    }
    tail(text, &mut mention);
    Some(mention)
}

/// Most paths of one mention: a longer list of numbers is no reference, and reading it again and again takes time.
const MOST: usize = 100;

/// The next path of a list, and where it ends.
fn another(text: &str, at: usize, before: &[Part], many: bool, word: &str) -> Option<(Part, usize)> {
    const BETWEEN: &[(&str, bool)] = &[
        (", and ", false),
        (", or ", false),
        (", and/or ", false),
        ("; and ", false),
        ("; or ", false),
        (" and/or ", false),
        (" and ", false),
        (" or ", false),
        (" & ", false),
        (", ", false),
        ("; ", false),
        (" through ", true),
        (" thru ", true),
        (" to ", true),
        (" - ", true),
        (" – ", true),
        ("-", true),
        ("–", true),
        ("—", true),
    ];
    if before.len() >= MOST {
        return None;
    }
    let rest = text.get(at..)?;
    let (sign, range) = BETWEEN.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let mut from = at + sign.len();
    // "section 5.1; section 5.3"
    for again in [word.to_owned(), format!("{word}s"), "§".into(), "§§".into()] {
        let said = text.get(from..from + again.len()).is_some_and(|said| said.eq_ignore_ascii_case(&again));
        if said && text[from + again.len()..].starts_with(' ') {
            from += again.len() + 1;
            break;
        }
    }
    let (path, end) = path(text, from, many)?;
    let last = before.last()?;
    let alike = before.iter().any(|part| part.path[0].bracket == path[0].bracket && shape(&part.path[0].label) == shape(&path[0].label))
        || last.path.last().is_some_and(|step| step.bracket == path[0].bracket && shape(&step.label) == shape(&path[0].label));
    let plain = !path[0].bracket;
    let sure = !plain || many || path.len() > 1;
    (alike && sure && follows(text, &path, end, plain)).then_some((Part { path, range: *range }, end))
}

/// Words behind a path that say what else it belongs to.
fn tail(text: &str, mention: &mut Mention) {
    let rest = &text[mention.span.end..];
    // "section II, paragraph B"
    if mention.paths.len() == 1
        && let Some(inner) = HEAD.as_ref().and_then(|head| head.captures(window(rest)))
        && let Some(all) = inner
            .get(0)
            .filter(|all| inner.name("word").is_some() && inner.name("this").is_none() && matches!(&rest[..all.start()], ", " | " "))
        && !matches!(mention.word.as_str(), "appendix" | "exhibit" | "schedule" | "annex" | "attachment" | "addendum" | "title")
        && let at = skip_blank(text, mention.span.end + all.end())
        && at > mention.span.end + all.end()
        && let Some((path, end)) = path(text, at, false).filter(|(path, end)| follows(text, path, *end, true))
        && inner.name("word").or(inner.name("short")).is_some_and(|word| rank(&singular(word.as_str())) > rank(&mention.word))
    {
        mention.paths[0].path.extend(path);
        mention.span.end = end;
    }
    loop {
        let rest = &text[mention.span.end..];
        let lower = window(rest).to_lowercase();
        let ways =
            [(" above", Way::Above), (", above", Way::Above), (" (above)", Way::Above), (" supra", Way::Above), (", supra", Way::Above)];
        let down =
            [(" below", Way::Below), (", below", Way::Below), (" (below)", Way::Below), (" infra", Way::Below), (", infra", Way::Below)];
        if let Some((sign, way)) = ways.iter().chain(&down).find(|(sign, _)| lower.starts_with(sign))
            && !lower[sign.len()..].starts_with(char::is_alphanumeric)
        {
            mention.way = Some(*way);
            mention.span.end += sign.len();
            return;
        }
        let Some(of) = rest.strip_prefix(" of ").or_else(|| rest.strip_prefix(" in ").filter(|in_| in_.starts_with("this "))) else {
            return;
        };
        let at = mention.span.end + rest.len() - of.len();
        let determined = ["this ", "these "].iter().find(|word| of.get(..word.len()).is_some_and(|said| said.eq_ignore_ascii_case(word)));
        if let Some(determiner) = determined {
            let word: String = of[determiner.len()..].chars().take_while(|c| c.is_alphabetic() || *c == '-').collect();
            if word.is_empty() {
                return;
            }
            mention.span.end = at + determiner.len() + word.len();
            mention.this = Some(singular(&word));
            return;
        }
        if let Some(found) = HEAD.as_ref().filter(|_| mention.outer.len() < LONGEST).and_then(|head| head.captures(window(of)))
            && let Some(all) = found.get(0).filter(|all| all.start() == 0)
            && let from = skip_blank(text, at + all.end())
            && let Some((path, end)) = path(text, from, false)
        {
            let word = found.name("word").map_or("", |word| word.as_str()).to_lowercase();
            if matches!(word.as_str(), "title" | "chapter" | "subchapter") {
                mention.outside = Some(at..end);
                return;
            }
            mention.law |= found.name("sign").is_some_and(|sign| sign.as_str().starts_with('§'));
            let mut outer = path;
            outer.append(&mut mention.outer);
            mention.outer = outer;
            mention.span.end = end;
            continue;
        }
        mention.outside = outside(text, at);
        return;
    }
}

/// How deep a clause word usually stands.
fn rank(word: &str) -> usize {
    match word {
        "title" | "part" | "rule" => 0,
        "article" | "chapter" => 1,
        "section" => 2,
        "subsection" => 3,
        "paragraph" => 4,
        "item" | "subparagraph" | "clause" | "step" => 5,
        _ => 6,
    }
}

/// A name in capitals after "of": "the Criminal Code", "Title 18".
fn outside(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let start =
        ["the ", "such ", "its ", "our ", "your ", "that "].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    let mut end = at + start;
    let mut stop = None;
    for word in text[end..].split_inclusive(' ').take(14) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.trim_start_matches(['(', '“', '"', '[']).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let small = stop.is_some() && matches!(bare, "of" | "the" | "and" | "for" | "on" | "to" | "et" | "seq");
        if !(capital || small) {
            break;
        }
        if capital {
            stop = Some(end + bare.len() + usize::from(bare.contains('(') && !bare.contains(')') && word[bare.len()..].starts_with(')')));
        }
        end += word.len();
        if word.trim_end().ends_with(['.', ';', ',', ':', ')']) && !word.trim_end().ends_with("U.S.") {
            break;
        }
    }
    Some(at..stop.unwrap_or(at + start))
}

/// A path without a clause word, which must be one beyond doubt: two steps or more, or brackets that "above" or "below" follows.
fn bare(text: &str, at: usize) -> Option<Mention> {
    let (path, end) = path(text, at, false)?;
    let mut mention = Mention { span: at..end, paths: vec![Part { path, range: false }], ..Mention::default() };
    while let Some((part, stop)) = another(text, mention.span.end, &mention.paths, false, "section") {
        mention.paths.push(part);
        mention.span.end = stop;
    }
    let end = mention.span.end;
    tail(text, &mut mention);
    mention.outside = None;
    let path = &mention.paths[0].path;
    let pointed = path[0].bracket && (mention.way.is_some() || mention.this.is_some());
    (follows(text, path, end, true) && (path.len() > 1 || pointed)).then_some(mention)
}

/// The first words: what follows a path is looked for near it, so that long texts cost no more than their length.
pub(super) fn window(text: &str) -> &str {
    const NEAR: usize = 80;
    let mut end = NEAR.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn skip_blank(text: &str, at: usize) -> usize {
    at + usize::from(text[at..].starts_with([' ', '\u{a0}'])) * text[at..].chars().next().map_or(0, char::len_utf8)
}
