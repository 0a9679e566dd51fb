//! The number inside a marker: every way its letters and digits can be read, and how a value is written.
//!
//! ```text
//! i       letter 9, roman 1           cc      c twice (29), roman 200 not: no list is so long
//! 6a      6 and 1                     [1      two or three strokes: a roman numeral spoilt by recognition
//! 5.12.3  a path                      ⑤       5
//! ```

use super::{Marker, Num, SPOILT};

pub(super) fn is_roman_token(body: &str) -> bool {
    roman(&body.to_ascii_lowercase()).is_some()
}

/// Two or more numbers joined by dots, the first maybe a letter ("A.1"), the last maybe with a letter ("5.1a").
pub(super) fn is_path(body: &str) -> bool {
    let mut parts = 0;
    for (index, part) in body.split('.').enumerate() {
        let digits = !part.is_empty() && part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        let letter = part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase()) && index == 0;
        let tail = index > 0 && part.len() == 1 && part.bytes().all(|b| b.is_ascii_lowercase());
        if !(digits || letter || tail) {
            return false;
        }
        parts += 1;
    }
    parts >= 2 && body.bytes().any(|b| b.is_ascii_digit())
}

/// Added to a letter's place in the alphabet where it is a step of a path.
pub(crate) const LETTER_STEP: u32 = 1_000_000;

pub(super) fn path_part(part: &str) -> Option<u32> {
    match part.bytes().next()? {
        b if b.is_ascii_digit() => part.parse().ok(),
        b if b.is_ascii_uppercase() => Some(LETTER_STEP + u32::from(b - b'A') + 1),
        b => Some(2_000_000 + u32::from(b - b'a') + 1),
    }
}

/// Paths whose parts are joined by hyphens: `6-11.2`, `12-4-01` (two figures with nothing but a hyphen between are a span, `24-48`), `A-1`, and
/// numbers of tasks with a word in them, `8.010-TSK-3`.
pub(super) fn hyphened_path(body: &str) -> Option<Vec<u32>> {
    if !body.contains('-') {
        return None;
    }
    let figures = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let word = |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
    let mut parts = body.split(['.', '-']);
    let head = parts.next()?;
    let lettered = head.len() == 1 && head.bytes().all(|b| b.is_ascii_uppercase());
    if lettered {
        let (letter, number) = (path_part(head)?, parts.next().filter(|part| figures(part) && part.len() <= 2)?);
        return parts.next().is_none().then(|| Some(vec![letter, number.parse().ok()?])).flatten();
    }
    let dotted = body.contains('.');
    if !figures(head) || !dotted && (body.contains(|c: char| c.is_ascii_uppercase()) || dials_or_dates(body)) {
        return None;
    }
    let mut out = vec![head.parse().ok()?];
    let mut words = 0;
    for part in parts {
        if figures(part) {
            out.push(part.parse().ok()?);
        } else if word(part) {
            words += 1;
            out.push(part.bytes().fold(3, |sum: u32, b| sum * 27 + u32::from(b - b'A') + 1) + 2_100_000);
        } else {
            return None;
        }
    }
    // One part behind the last hyphen, and no more than one word.
    (out.len() >= 3 && words <= 1).then_some(out)
}

/// "9-1-1", "12-31-2024": figures that number no section.
fn dials_or_dates(body: &str) -> bool {
    body.split('-').any(|part| part.len() > 3) || body.split('-').all(|part| part.len() == 1)
}

/// All readings of the letters and digits inside a marker.
pub(super) fn read_token(token: &str, marker: &mut Marker) {
    let (main, sub) = match token.split_once('-') {
        Some((main, sub)) => (main, sub_value(sub)),
        None => (token, Some(0)),
    };
    let Some(sub) = sub else { return };
    let digits = main.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let tail = &main[digits..];
        let tail_value = if tail.is_empty() { Some(0) } else { sub_value(tail) };
        if let (true, Ok(value), Some(tail_value)) = (digits <= 4 && tail.len() <= 2, main[..digits].parse(), tail_value) {
            marker.add(Num::Arabic, value, if sub > 0 { sub } else { tail_value }, 0.0);
        }
        spoilt_figures(main, marker);
        // A one beside strokes may be a spoilt roman numeral.
        if main.len() > 1 && main.bytes().all(|b| STROKES.contains(&b)) {
            spoilt(main, marker);
        }
        return;
    }
    if main.bytes().any(|b| b.is_ascii_digit()) {
        spoilt_figures(main, marker);
    }
    let lower = main.bytes().all(|b| b.is_ascii_lowercase());
    let upper = main.bytes().all(|b| b.is_ascii_uppercase());
    if main.is_empty() || !(lower || upper) {
        if !main.is_empty() && main.len() <= 4 && main.bytes().all(|b| STROKES.contains(&b)) {
            spoilt(main, marker);
        }
        return;
    }
    let folded = main.to_ascii_lowercase();
    let letters = folded.as_bytes();
    let (single, twice, romans) =
        if lower { (Num::Lower, Num::LowerTwice, Num::LowerRoman) } else { (Num::Upper, Num::UpperTwice, Num::UpperRoman) };
    let value = u32::from(letters[0] - b'a') + 1;
    if letters.len() == 1 {
        marker.add(single, value, sub, 0.0);
    }
    if letters.len() == 2 && letters[0] == letters[1] {
        marker.add(twice, value, sub, 0.0);
        marker.add(single, value + 26, sub, 0.0);
    } else if letters.len() == 2 && letters[0] <= b'c' && roman(&folded).is_none() {
        marker.add(single, value * 26 + u32::from(letters[1] - b'a') + 1, sub, 1.0);
    } else if letters.len() == 3 && letters[0] == letters[1] && letters[1] == letters[2] && roman(&folded).is_none() {
        marker.add(single, value + 52, sub, 0.5);
    }
    if let Some(value) = roman(&folded) {
        marker.add(romans, value, sub, 0.0);
        if main == "l" {
            marker.add(Num::UpperRoman, 1, 0, SPOILT);
        }
        if main == "l" || main == "I" {
            marker.add(Num::Arabic, 1, 0, SPOILT);
        }
    } else if main.len() > 1 && main.len() <= 4 && main.bytes().all(|b| STROKES.contains(&b)) {
        spoilt(main, marker);
    }
}

/// `1O` is 10 and `l2` is 12: letters that recognition takes for figures, beside a figure.
fn spoilt_figures(main: &str, marker: &mut Marker) {
    if !(2..=3).contains(&main.len()) || main.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let figure = |b: u8| match b {
        b'0'..=b'9' => Some(u32::from(b - b'0')),
        b'O' | b'o' => Some(0),
        b'l' | b'I' | b'|' | b'!' => Some(1),
        b'S' => Some(5),
        _ => None,
    };
    if let Some(value) = main.bytes().try_fold(0, |sum, b| Some(sum * 10 + figure(b)?)).filter(|value| *value > 0) {
        marker.add(Num::Arabic, value, 0, SPOILT);
    }
}

/// Signs that character recognition mistakes for one another, and for the stroke of a roman one.
const STROKES: &[u8] = b"Il1|[]!ij";

/// `[1` is II or III, `il` is ii: as many strokes as signs, or one more where a bracket hides two.
fn spoilt(main: &str, marker: &mut Marker) {
    let strokes = main.len() as u32;
    let lower = main.bytes().any(|b| b == b'i');
    let num = if lower { Num::LowerRoman } else { Num::UpperRoman };
    if strokes <= 3 {
        marker.add(num, strokes, 0, SPOILT);
    }
    if strokes < 3 {
        marker.add(num, strokes + 1, 0, SPOILT + 0.2);
    }
}

fn sub_value(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|value| *value > 0 && text.len() <= 4);
    }
    if let Some(value) = roman(&text.to_ascii_lowercase()).filter(|_| text.len() > 1) {
        return Some(value);
    }
    if text.len() <= 2 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return text.bytes().try_fold(0, |sum, b| Some(sum * 26 + u32::from(b.to_ascii_lowercase() - b'a') + 1));
    }
    None
}

/// A well-formed lower-case roman numeral below 200.
pub(crate) fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let digit = |b: u8| match b {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let mut total = 0;
    let mut last = 0;
    for b in text.bytes().rev() {
        let value = digit(b)?;
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    let total = u32::try_from(total).ok()?;
    (total < 200 && to_roman(total) == text).then_some(total)
}

/// The lower-case roman numeral of a small number.
pub(crate) fn to_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (worth, sign) in [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// The label of a value in a kind of number: what a person would cite.
pub(crate) fn label(num: Num, value: u32) -> String {
    let letter = |base: u8| {
        let sign = char::from(base + ((value.max(1) - 1) % 26) as u8);
        sign.to_string().repeat(1 + (value.max(1) as usize - 1) / 26)
    };
    match num {
        Num::Arabic | Num::Bullet => value.to_string(),
        Num::Lower => letter(b'a'),
        Num::Upper => letter(b'A'),
        Num::LowerTwice => letter(b'a').repeat(2),
        Num::UpperTwice => letter(b'A').repeat(2),
        Num::LowerRoman => to_roman(value),
        Num::UpperRoman => to_roman(value).to_ascii_uppercase(),
    }
}

/// Numbers that Unicode holds as one sign.
pub(super) fn circled(c: char) -> Option<(u32, Num)> {
    let code = c as u32;
    match code {
        0x2460..=0x2473 => Some((code - 0x245F, Num::Arabic)),
        0x2474..=0x2487 => Some((code - 0x2473, Num::Arabic)),
        0x2488..=0x249B => Some((code - 0x2487, Num::Arabic)),
        0x249C..=0x24B5 => Some((code - 0x249B, Num::Lower)),
        0x24B6..=0x24CF => Some((code - 0x24B5, Num::Upper)),
        0x24D0..=0x24E9 => Some((code - 0x24CF, Num::Lower)),
        0x3251..=0x325F => Some((code - 0x3251 + 21, Num::Arabic)),
        0x32B1..=0x32BF => Some((code - 0x32B1 + 36, Num::Arabic)),
        0x24EB..=0x24F4 => Some((code - 0x24EB + 11, Num::Arabic)),
        0x24F5..=0x24FE => Some((code - 0x24F4, Num::Arabic)),
        0x2776..=0x277F => Some((code - 0x2775, Num::Arabic)),
        0x2780..=0x2789 => Some((code - 0x277F, Num::Arabic)),
        0x278A..=0x2793 => Some((code - 0x2789, Num::Arabic)),
        _ => None,
    }
}
