//! The table that weighs one finite verb with what belongs to it.

use crate::grammar::{Cues, Gap, Group, Head, Modal, Word};
use crate::order::Force;

/// The table: what a finite verb amounts to.
pub(super) fn weigh(g: &Group, words: &[Word], cues: &Cues) -> Force {
    use Force::{Obligation, Permission, Prohibition, Recommendation, Statement};
    let verb = g.verb.and_then(|v| words.get(v)).map_or("", |w| w.low.as_str());
    let after = g.verb.and_then(|v| words.get(v + 1)).is_some_and(|w| w.gap == Gap::None && w.low.ends_with("ed"));
    let acted_on = g.passive && (participle(verb) || after);
    if g.nothing
        && g.passive
        && g.head == Head::Plain
        && matches!(g.modal, Modal::Shall | Modal::Must | Modal::Will | Modal::May)
        && !within(g, words)
    {
        return Prohibition;
    }
    if g.nothing {
        return if matches!(g.head, Head::Limit | Head::Forbid | Head::Require) || frees(g, words, cues) { Permission } else { Statement };
    }
    match (g.modal, g.negated) {
        (Modal::Shall | Modal::Must, false) => match g.head {
            Head::Forbid => Prohibition,
            Head::Refrain if g.person || g.subject.is_empty() => Prohibition,
            Head::Construe if words.get(g.end).is_some_and(|w| w.low == "by") => Obligation,
            Head::Allow | Head::Release => Permission,
            Head::Construe if g.modal == Modal::Shall && !g.person => Statement,
            Head::Plain if !cues.states.contains(verb) && g.verb.is_some_and(|v| cues.none_of(words, v + 1)) => Prohibition,
            _ => Obligation,
        },
        (Modal::Shall | Modal::Must, true) => match g.head {
            Head::Require if liable(g, words) => Statement,
            Head::Forbid | Head::Require => Permission,
            Head::Refrain | Head::Release => Obligation,
            Head::Construe if !g.person => Statement,
            _ => Prohibition,
        },
        (Modal::Will, negated) => match g.head {
            Head::Predict => Statement,
            _ if !negated && foretold(g, verb, words) => Statement,
            Head::Construe if !g.person => Statement,
            Head::Forbid if !negated => Prohibition,
            Head::Refrain if !negated && g.person => Prohibition,
            Head::Refrain if !negated => Statement,
            Head::Allow | Head::Release if !negated => Permission,
            Head::Require if negated => Permission,
            Head::Advise => Recommendation,
            _ if !g.person && !acted_on && g.passive => Statement,
            _ if negated && !g.person && !acted_on => Statement,
            _ if negated => Prohibition,
            _ => Obligation,
        },
        (Modal::Should, _) => Recommendation,
        (Modal::May, false) => match g.head {
            Head::Predict | Head::Require | Head::Forbid | Head::Construe | Head::To => Statement,
            _ if g.only && !g.person && acted_on => Prohibition,
            _ if g.person && !g.passive && alone(g, words, cues) => Prohibition,
            _ if acted_on || !g.passive && (g.person || cut_off(g, words, cues)) => Permission,
            _ => Statement,
        },
        (Modal::May | Modal::Can, true) => match g.head {
            // "Nobody may be required to sign"
            Head::Require if g.modal == Modal::May && g.passive && g.bytes.start < words[g.at].start && !liable(g, words) => Prohibition,
            Head::Predict | Head::Require | Head::Construe => Statement,
            _ if g.modal == Modal::May && !g.passive && words[g.subject.clone()].first().is_some_and(|w| w.low == "no") => Prohibition,
            _ if acted_on || g.head == Head::Allow || g.person && (!g.passive || placed(g, verb, words, cues)) => Prohibition,
            _ if g.modal == Modal::May && !g.passive && cut_off(g, words, cues) => Prohibition,
            _ => Statement,
        },
        (Modal::Can, false) if g.person && !g.passive && g.head == Head::Plain => Permission,
        (Modal::Can | Modal::Might, _) => Statement,
        (Modal::Be, false) => match g.head {
            Head::Forbid => Prohibition,
            Head::Allow | Head::Release => Permission,
            Head::Require => Obligation,
            Head::Advise => Recommendation,
            Head::To if bound(g, words, cues) => Obligation,
            _ => Statement,
        },
        (Modal::Be, true) => match g.head {
            Head::Allow => Prohibition,
            Head::Forbid => Permission,
            Head::Require if liable(g, words) => Statement,
            Head::Require => Permission,
            Head::Release => Obligation,
            Head::Advise => Recommendation,
            Head::To if shut(g, words, cues) => Prohibition,
            Head::Construe if frees(g, words, cues) => Permission,
            _ => Statement,
        },
        (Modal::Have, negated) => match g.head {
            Head::Require | Head::To => {
                if negated {
                    Permission
                } else {
                    Obligation
                }
            }
            Head::Allow => {
                if negated {
                    Prohibition
                } else {
                    Permission
                }
            }
            _ => Statement,
        },
        (Modal::Do, true) if g.subject.is_empty() => Prohibition,
        (Modal::Do, true) => match g.head {
            Head::Tolerate | Head::Allow => Prohibition,
            Head::Limit | Head::Require | Head::To => Permission,
            Head::Plain if g.person && shunned(g, verb, words, cues) => Prohibition,
            _ => Statement,
        },
        (Modal::Do, false) => Statement,
        (Modal::Need, true) => Permission,
        (Modal::Need, false) => Obligation,
        (Modal::Giver, negated) => match g.head {
            Head::Forbid | Head::Require | Head::Limit if negated => Permission,
            Head::Forbid => Prohibition,
            Head::Require => Obligation,
            Head::Advise => Recommendation,
            Head::Allow if !negated => Permission,
            Head::Allow => Prohibition,
            _ => Statement,
        },
    }
}

/// "may close it", "only with leave may close it": a part of a sentence whose subject stands in another part.
fn cut_off(g: &Group, words: &[Word], cues: &Cues) -> bool {
    g.at == 0 || g.subject.start == 0 && words[0].low == "only" && words.get(1).is_some_and(|w| cues.prepositions.contains(&w.low))
}

/// "A late return will usually bring a reprimand", "who reports it will ordinarily receive a warning": what is likely, and no duty.
fn foretold(g: &Group, verb: &str, words: &[Word]) -> bool {
    let end = g.verb.unwrap_or(g.at).min(words.len());
    let likely = |w: &Word| matches!(w.low.as_str(), "usually" | "ordinarily" | "normally" | "generally" | "typically" | "likely");
    let befalls = matches!(verb, "receive" | "face" | "get" | "lose" | "incur" | "suffer");
    (!g.person || befalls) && words[g.at..end].iter().any(likely)
}

/// "only a lieutenant may", "at a scene only the keeper may"; not "members with only a permit may".
fn alone(g: &Group, words: &[Word], cues: &Cues) -> bool {
    g.subject.clone().any(|k| words[k].low == "only" && (k == g.subject.start || !cues.prepositions.contains(&words[k - 1].low)))
}

/// "The keeper may not be below the rank of sergeant": where somebody may not stand.
fn placed(g: &Group, verb: &str, words: &[Word], cues: &Cues) -> bool {
    let outsider = |w: &Word| cues.public.contains(&w.low) || matches!(w.low.as_str(), "driver" | "caller" | "complainant");
    let place = cues.prepositions.contains(verb) && verb != "in" || matches!(verb, "below" | "above" | "older" | "younger");
    place && !words[g.subject.clone()].iter().any(outsider)
}

/// "are not to leave the range": a ban, unless it is told what something is not for.
fn shut(g: &Group, words: &[Word], cues: &Cues) -> bool {
    let told = |w: &Word| cues.aims.contains(&w.low) || matches!(w.low.as_str(), "it" | "this" | "that");
    !g.subject.is_empty() && !words[g.subject.clone()].iter().any(told) || bound(g, words, cues)
}

/// "Supervisors do not approve their own reports": what people of a kind do not do is a ban; what the department does not do, or how things
/// stand with somebody ("members do not have a right"), is told.
fn shunned(g: &Group, verb: &str, words: &[Word], cues: &Cues) -> bool {
    let told = |w: &Word| cues.givers.contains(&w.low) || cues.pronouns.contains(&w.low) && w.low != "we";
    // "We do not watch the page at night" tells outsiders what not to expect.
    let disclaims = words[g.subject.clone()].iter().any(|w| w.low == "we") && DISCLAIMS.contains(&verb);
    !disclaims && words[g.at].low == "do" && !cues.states.contains(verb) && !words[g.subject.clone()].iter().any(told)
}

/// What "we do not" without binding anybody.
const DISCLAIMS: &[&str] =
    &["control", "exclude", "guarantee", "intend", "limit", "monitor", "offer", "promise", "provide", "verify", "warrant", "watch"];

/// "Nothing in this order", "nothing herein": the text itself is meant, not what people do.
fn within(g: &Group, words: &[Word]) -> bool {
    words[g.subject.clone()].iter().any(|w| matches!(w.low.as_str(), "in" | "herein" | "contained" | "within"))
}

/// "is not responsible for": no leave, only no liability.
fn liable(g: &Group, words: &[Word]) -> bool {
    words[g.at..g.end.min(words.len())].iter().any(|w| matches!(w.low.as_str(), "responsible" | "accountable"))
}

/// "is to": a duty of persons and of what is to be done to things; not "the purpose is to".
fn bound(g: &Group, words: &[Word], cues: &Cues) -> bool {
    let subject = &words[g.subject.clone()];
    if subject.iter().any(|w| cues.aims.contains(&w.low)) {
        return false;
    }
    let be = g.verb.and_then(|v| words.get(v)).is_some_and(|w| w.low == "be");
    g.person || be || subject.iter().any(|w| matches!(w.low.as_str(), "duty" | "duties" | "responsibility" | "responsibilities"))
}

/// "is not intended to prohibit", "shall be construed to prevent" (after "nothing"): leaves people free.
fn frees(g: &Group, words: &[Word], cues: &Cues) -> bool {
    words[g.end.min(words.len())..].iter().take(6).any(|w| cues.say_limit.contains(&w.low) && w.low != "require")
}

/// A past participle, by its form.
fn participle(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "made",
        "given",
        "taken",
        "kept",
        "held",
        "sent",
        "shown",
        "worn",
        "written",
        "done",
        "left",
        "met",
        "put",
        "read",
        "seen",
        "set",
        "shut",
        "sold",
        "spoken",
        "told",
        "brought",
        "built",
        "driven",
        "drawn",
        "paid",
        "run",
        "sought",
        "borne",
        "begun",
        "found",
        "led",
        "lent",
        "lost",
        "cut",
        "known",
        "withdrawn",
        "withheld",
        "broken",
        "chosen",
        "hung",
        "hidden",
        "overridden",
        "rewritten",
        "undertaken",
        "forgone",
        "used",
        "become",
    ];
    word.ends_with("ed") && word.len() > 3 || IRREGULAR.contains(&word)
}
