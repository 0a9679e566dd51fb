//! An agency's position in at most twelve words, made of the order's own.

use crate::lexicon::Lexicon;

use super::stance::Said;

/// Most words a position may have.
const LIMIT: usize = 12;

/// The position of a cell: its main statement where that is short; otherwise the words that direct and those that set it apart from the
/// reference, in the order in which they stand, with "…" for what was left out.
pub fn position(said: &Said, reference: Option<&Said>, lexicon: &Lexicon) -> String {
    let _ = lexicon;
    let voice = said.main();
    let text = voice.text.trim().trim_end_matches(['.', ';', ',', ':']);
    let tokens: Vec<(usize, &str)> = spans(text);
    if tokens.len() <= LIMIT {
        return text.to_string();
    }
    let d = &voice.directive;
    let other: Vec<String> =
        reference.map(|r| r.voices.iter().flat_map(|v| crate::normalize::words(&v.text)).map(|w| w.folded).collect()).unwrap_or_default();
    let mut weight = vec![0.0_f32; tokens.len()];
    let mut raise = |words: &str, by: f32| {
        if words.is_empty() {
            return;
        }
        if let Some(at) = text.find(words) {
            for (i, (start, _)) in tokens.iter().enumerate() {
                if *start >= at && *start < at + words.len() {
                    weight[i] += by;
                }
            }
        }
    };
    raise(&d.force_words, 2.0);
    for p in &d.acts {
        raise(&p.words, 1.6);
    }
    for p in &d.objects {
        raise(&p.words, 1.0);
    }
    for p in d.exceptions.iter().chain(&d.conditions) {
        raise(&p.words, 0.8);
    }
    if let Some(a) = &d.authority {
        raise(&a.words, 0.7);
        for w in &a.who {
            raise(&w.words, 0.9);
        }
    }
    for (i, (_, token)) in tokens.iter().enumerate() {
        let folded = crate::normalize::words(token);
        let content = folded.iter().any(|w| !crate::normalize::is_stop(&w.folded));
        let new = reference.is_some() && folded.iter().any(|w| !other.contains(&w.folded));
        weight[i] += if content { 0.3 } else { 0.0 } + if new && content { 1.2 } else { 0.0 };
    }
    let chosen = windows(&weight);
    let mut out = String::new();
    let mut last: Option<usize> = None;
    for i in chosen {
        if let Some(l) = last {
            out.push_str(if i == l + 1 { " " } else { " \u{2026} " });
        } else if i > 0 {
            out.push_str("\u{2026} ");
        }
        out.push_str(tokens[i].1);
        last = Some(i);
    }
    out.trim_end_matches([',', ';', ':']).to_string()
}

/// The words to show: the heaviest run of seven, then the heaviest run of five elsewhere, in their order.
fn windows(weight: &[f32]) -> Vec<usize> {
    let best = |size: usize, free: &dyn Fn(usize) -> bool| {
        let size = size.min(weight.len());
        (0..=weight.len() - size)
            .filter(|&i| (i..i + size).all(free))
            .max_by(|&x, &y| weight[x..x + size].iter().sum::<f32>().total_cmp(&weight[y..y + size].iter().sum()).then(y.cmp(&x)))
            .map(|i| i..i + size)
    };
    let first = best(7, &|_| true).unwrap_or(0..0);
    let second = best(LIMIT - 7, &|i| !first.contains(&i)).unwrap_or(0..0);
    let mut out: Vec<usize> = first.chain(second).collect();
    out.sort_unstable();
    out
}

fn spans(text: &str) -> Vec<(usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(|w| (w.as_ptr() as usize - base, w)).collect()
}
