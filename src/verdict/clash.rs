//! Who contradicts whom: one forbids, or asks leave for, what another plainly allows or requires.
//!
//! ```text
//! shall not post on duty                      may post on duty                      conflict
//! shall not post on duty, meals excepted      may post during meals only            none: the ban's way out is what the leave is for
//! ```

use crate::force;
use crate::grammar::{Cues, words as tokens};
use crate::lexicon::Lexicon;
use crate::normalize::{Vocabulary, is_modal, is_stop};
use crate::options::VerdictOptions;
use crate::order::Force;
use crate::segment::Shape;

use super::stance::{Said, Voice};
use super::strength::counterparts;
use super::terms;

/// Two agencies that contradict each other, with the statements that do.
#[derive(Clone, Copy, Debug)]
pub struct Clash<'a> {
    /// Who forbids.
    pub forbids: usize,
    /// Who allows or requires the same.
    pub allows: usize,
    /// The words that forbid.
    pub ban: &'a Voice,
    /// The words that allow or require.
    pub leave: &'a Voice,
}

/// The agencies that contradict each other.
pub(super) fn clashes<'a>(cells: &[(usize, &'a Said)], lexicon: &Lexicon, o: &VerdictOptions) -> Vec<Clash<'a>> {
    let mut out = Vec::new();
    for (i, (a, x)) in cells.iter().enumerate() {
        for (b, y) in &cells[i + 1..] {
            if let Some((first, v, w)) = opposed(x, y, lexicon, o) {
                let (forbids, allows, ban, leave) = if first { (*a, *b, v, w) } else { (*b, *a, w, v) };
                out.push(Clash { forbids, allows, ban, leave });
            }
        }
    }
    out
}

/// Whether one forbids, or requires approval for, what the other plainly allows; or one requires what the other forbids: the same act, and
/// where both name situations, one in common. The act is the same where the lexicon names it so; against a leave also where both are plainly
/// the same known provision of the catalogue. True where the first is the one that forbids; then the statements, in the order of the sides.
pub(super) fn opposed<'a>(x: &'a Said, y: &'a Said, lexicon: &Lexicon, o: &VerdictOptions) -> Option<(bool, &'a Voice, &'a Voice)> {
    let mut pairs = counterparts(x, y, o);
    if pairs.iter().all(|(_, _, near)| !near) {
        pairs.extend(x.voices.iter().flat_map(|v| y.voices.iter().map(move |w| (v, w, false))));
    }
    pairs.into_iter().find_map(|(v, w, near)| {
        let first = contrary(v, w, near, lexicon, o);
        (first || contrary(w, v, near, lexicon, o)).then_some((first, v, w))
    })
}

fn contrary(v: &Voice, w: &Voice, near: bool, lexicon: &Lexicon, o: &VerdictOptions) -> bool {
    let forbids = v.directive.force == Some(Force::Prohibition);
    let allows = w.directive.force == Some(Force::Permission) && !terms::releases(&w.text);
    let requires = w.directive.force == Some(Force::Obligation);
    if !forbids || !(allows || requires) || v.shape == Shape::Definition || w.shape == Shape::Definition {
        return false;
    }
    // "Only the clerk may": a ban on others that allows the same to him.
    let granted = |words: &str| tokens(words).iter().any(|w| w.low == "may" || w.low == "can");
    if allows && granted(&v.directive.force_words) && !denies(&v.directive.force_words) && !denies(&v.text) {
        return false;
    }
    if allows && one_rule(&v.text, &w.text) {
        return false;
    }
    // "Not without the chief's approval" and "the chief approves each".
    if requires && v.directive.authority.is_some() && approves(&w.text) {
        return false;
    }
    if near {
        return true;
    }
    // Forbidden without leave, and allowed with it: both leave it to whoever gives the leave.
    let asks = |x: &Voice| x.directive.authority.as_ref().is_some_and(|a| !a.words.to_lowercase().starts_with("without"));
    if allows && v.directive.authority.is_some() && asks(w) {
        return false;
    }
    // Cases and places in which a ban holds, or a duty begins, say nothing against a leave at large.
    if allows && bounded(v) || requires && [v, w].into_iter().any(|x| force::asks_conditions(nearest(x))) {
        return false;
    }
    // "May back a candidate, provided no badge is shown": the leave stops where the ban begins.
    if allows && stops_at(&w.text, &v.text) {
        return false;
    }
    // "Not unless it is for a felony" and "only for a felony": the ban's way out is what the leave is for.
    if allows && (left_free(&v.text, &w.text) > 0.0 || only(&w.text) && !v.directive.conditions.is_empty()) {
        return false;
    }
    let overlap = |list: &dyn Fn(&Voice) -> Vec<String>, open: bool| {
        let (a, b) = (list(v), list(w));
        if a.is_empty() || b.is_empty() {
            return open;
        }
        a.iter().any(|p| {
            b.iter().any(|q| {
                p == q || matches!((lexicon.by_name(p), lexicon.by_name(q)), (Some(i), Some(j)) if lexicon.likeness(i, j) >= o.same_concept)
            })
        })
    };
    let acts = overlap(&|x: &Voice| x.directive.acts.iter().map(|p| p.value.clone()).collect(), false)
        || allows && v.sense.common(&w.sense) >= o.same_act;
    let situations = overlap(&|x: &Voice| x.directive.situations.iter().map(|p| p.value.clone()).collect(), true);
    acts && situations && v.tie.min(w.tie) >= if requires { o.clash_required } else { o.clash_allowed }
}

/// The lead-in nearest to a statement.
fn nearest(voice: &Voice) -> &str {
    voice.opening.lines().last().unwrap_or_default()
}

/// A ban that holds in some cases or places only, by its own first words or by its lead-in: "Where there is no cover", "Lamps may not be used
/// on:", "While rowing, members shall not:".
fn bounded(ban: &Voice) -> bool {
    let cues = Cues::builtin();
    let opens = |text: &str| {
        let first = tokens(text).into_iter().next();
        first.is_some_and(|w| cues.subordinators.contains(&w.low) || matches!(w.low.as_str(), "while" | "after" | "before" | "until"))
    };
    let lead = nearest(ban);
    // "are prohibited from:" opens the act itself.
    let place = tokens(lead).last().is_some_and(|w| cues.prepositions.contains(&w.low) && !matches!(w.low.as_str(), "from" | "to"));
    // A situation that both name is compared as one.
    let open = |text: &str| opens(text) && !ban.directive.situations.iter().any(|s| text.contains(&s.words));
    place || force::asks_conditions(lead) || open(&ban.text) || open(lead)
}

/// Stems of the words that carry something.
fn stems(text: &str) -> Vec<String> {
    const PLAIN: &[&str] = &["author", "permit", "allow", "approv", "depart", "duti", "member", "employe", "offic", "person", "polic"];
    let kept = |s: &String| s.len() > 2 && !is_stop(s) && !is_modal(s) && !PLAIN.contains(&s.as_str());
    Vocabulary::learn(std::iter::empty()).stems(text, &[]).into_iter().filter(kept).collect()
}

/// Whether what a leave rules out itself ("provided that no ...") names in two words or more what a ban forbids.
fn stops_at(leave: &str, ban: &str) -> bool {
    let low = leave.to_lowercase();
    let limit = ["provided", "as long as", "so long as", "unless", "except", "but not"].iter().filter_map(|word| low.find(word)).min();
    let Some(limit) = limit.and_then(|at| low.get(at..)) else { return false };
    if !tokens(limit).iter().any(|w| matches!(w.low.as_str(), "no" | "not" | "without" | "unless" | "except" | "neither")) {
        return false;
    }
    let forbidden = stems(ban);
    let mut named = stems(limit);
    named.sort();
    named.dedup();
    named.iter().filter(|stem| forbidden.contains(stem)).count() >= 2
}

/// Share of what a ban leaves free that must be among a leave's words for the two to be one rule seen from two sides.
const SAME_WAY_OUT: f32 = 0.6;

/// Words behind which an exception stands.
const OUT: &[&str] = &["unless", "except", "excepting", "until", "than", "save", "barring"];

/// "Not unless a sergeant agrees" and "may when a sergeant agrees": a ban with its ways out, and a leave for just these: it denies nothing,
/// sets no end, and names little else.
pub(super) fn one_rule(ban: &str, leave: &str) -> bool {
    const OTHER: &[&str] = &["no", "not", "never", "without", "before", "whether", "any", "even", "nor", "neither"];
    let words = tokens(leave);
    if words.iter().any(|w| OUT.contains(&w.low.as_str()) || OTHER.contains(&w.low.as_str())) {
        return false;
    }
    let low = ban.to_lowercase();
    let Some(at) = ["unless", "except", "barring"].iter().filter_map(|word| low.find(word)).min() else { return false };
    let (Some(act), Some(free)) = (ban.get(..at), ban.get(at..)) else { return false };
    let (act, free) = (stems(act), stems(free));
    // What the leave says beside the act.
    let cases: Vec<String> = stems(leave).into_iter().filter(|stem| !act.contains(stem)).collect();
    let known = cases.iter().filter(|stem| free.contains(stem)).count() as f32;
    left_free(ban, leave) >= SAME_WAY_OUT && !cases.is_empty() && known >= SAME_WAY_OUT * cases.len() as f32
}

/// How much of what a ban leaves free, behind its "unless" or in front of its "excepted", is among the words of a leave, 0 to 1; 0 where it
/// leaves nothing free.
fn left_free(ban: &str, leave: &str) -> f32 {
    let all = tokens(ban);
    let folded = |k: usize| all[k].low.as_str();
    let free = (0..all.len()).find_map(|k| match folded(k) {
        "excepted" => {
            let from = ban[..all[k].start].rfind([',', ';']).map_or(0, |at| at + 1);
            Some(&ban[from..all[k].start])
        }
        "than" if k == 0 || folded(k - 1) != "other" => None,
        "save" if all.get(k + 1).is_none_or(|next| !matches!(next.low.as_str(), "for" | "in" | "as" | "when" | "with")) => None,
        word if OUT.contains(&word) => {
            let rest = &ban[all[k].end..];
            let stops: &[char] = if k == 0 { &[',', ';', '.'] } else { &[';', '.'] };
            Some(&rest[..rest.find(stops).unwrap_or(rest.len())])
        }
        _ => None,
    });
    let free = free.map_or_else(Vec::new, stems);
    let said = stems(leave);
    free.iter().filter(|stem| said.contains(stem)).count() as f32 / free.len().max(1) as f32
}

/// Somebody gives leave: "will approve every release".
fn approves(text: &str) -> bool {
    let gives = |low: &str| ["approv", "authoriz", "permit", "consent"].iter().any(|stem| low.starts_with(stem));
    tokens(text).iter().any(|w| gives(&w.low))
}

fn only(text: &str) -> bool {
    tokens(text).iter().any(|w| w.low == "only")
}

fn denies(words: &str) -> bool {
    tokens(words).iter().any(|w| matches!(w.low.as_str(), "not" | "never" | "no" | "nor" | "nobody" | "none" | "cannot" | "neither"))
}
