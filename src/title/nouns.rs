//! The act of a rule as a noun: "disclose" gives "Disclosure of", "post" gives "Posting".

use crate::grammar::Cues;
use crate::lexicon::gerund;

/// Verbs of the field whose own noun people use, and how it takes its object; all others take the -ing form.
const NOUNS: &[(&str, &str)] = &[
    ("access", "access to"),
    ("activate", "activation of"),
    ("administer", "administration of"),
    ("approve", "approval of"),
    ("arrest", "arrest of"),
    ("assign", "assignment of"),
    ("authorize", "authorization of"),
    ("collect", "collection of"),
    ("comply", "compliance"),
    ("deactivate", "deactivation of"),
    ("delete", "deletion of"),
    ("deploy", "deployment of"),
    ("designate", "designation of"),
    ("destroy", "destruction of"),
    ("disclose", "disclosure of"),
    ("discuss", "discussion of"),
    ("display", "display of"),
    ("disseminate", "dissemination of"),
    ("distribute", "distribution of"),
    ("divulge", "disclosure of"),
    ("document", "documentation of"),
    ("endorse", "endorsement of"),
    ("evaluate", "evaluation of"),
    ("identify", "identification of"),
    ("inspect", "inspection of"),
    ("install", "installation of"),
    ("investigate", "investigation of"),
    ("issue", "issue of"),
    ("maintain", "maintenance of"),
    ("modify", "modification of"),
    ("notify", "notification of"),
    ("operate", "operation of"),
    ("possess", "possession of"),
    ("preserve", "preservation of"),
    ("prevent", "prevention of"),
    ("protect", "protection of"),
    ("remove", "removal of"),
    ("request", "requests for"),
    ("respond", "response"),
    ("restrict", "restriction of"),
    ("retain", "retention of"),
    ("reveal", "disclosure of"),
    ("review", "review of"),
    ("search", "search of"),
    ("seize", "seizure of"),
    ("select", "selection of"),
    ("store", "storage of"),
    ("submit", "submission of"),
    ("supervise", "supervision of"),
    ("transport", "transport of"),
    ("use", "use of"),
    ("utilize", "use of"),
    ("validate", "validation of"),
    ("verify", "verification of"),
    ("violate", "violation of"),
    ("exempt", "exemption of"),
    ("design", "design of"),
    ("manage", "management of"),
    ("appoint", "appointment of"),
    ("adhere", "compliance"),
    ("abide", "compliance"),
    ("apply", "application of"),
    ("express", "expression of"),
];

/// Verbs that say nothing of what the rule is about: its object does.
const LIGHT: &[&str] = &[
    "be",
    "have",
    "make",
    "do",
    "include",
    "provide",
    "ensure",
    "conduct",
    "contain",
    "take",
    "give",
    "engage",
    "become",
    "state",
    "indicate",
    "establish",
    "get",
    "occur",
    "consist",
    "remain",
    "seek",
    "exist",
    "follow",
    "observe",
    "understand",
    "assume",
    "know",
    "mean",
];

/// What stands in front of the object for an act.
pub(super) enum Act {
    /// Words, with their preposition.
    Named(String),
    /// Nothing: the object says it.
    Light,
}

/// The base form of a word that is a form of a known verb.
pub(super) fn base(low: &str) -> Option<String> {
    let cues = Cues::builtin();
    if cues.is_verb(low) || NOUNS.iter().any(|(v, _)| *v == low) || LIGHT.contains(&low) {
        return Some(low.to_string());
    }
    if let Some(third) = cues.third_person(low) {
        return Some(third.into_owned());
    }
    let known = |v: &String| cues.is_verb(v) || NOUNS.iter().any(|(n, _)| n == v) || LIGHT.contains(&v.as_str());
    ["ing", "ed", "d"].iter().filter_map(|e| low.strip_suffix(e)).filter(|s| s.len() > 1).find_map(|s| {
        let once = s.get(..s.len() - 1).filter(|_| s.is_ascii()).unwrap_or_default();
        let forms = [format!("{s}e"), s.to_string(), once.to_string(), s.strip_suffix('i').map(|x| format!("{x}y")).unwrap_or_default()];
        forms.into_iter().find(known)
    })
}

/// The act of a verb, given in its base form.
pub(super) fn act(verb: &str) -> Act {
    if LIGHT.contains(&verb) {
        return Act::Light;
    }
    Act::Named(NOUNS.iter().find(|(v, _)| *v == verb).map_or_else(|| gerund(verb), |(_, n)| (*n).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(verb: &str) -> String {
        match act(verb) {
            Act::Named(n) => n,
            Act::Light => String::new(),
        }
    }

    #[test]
    fn an_act_takes_the_noun_that_people_use_or_the_ing_form() {
        assert_eq!(named("disclose"), "disclosure of");
        assert_eq!(named("post"), "posting");
        assert_eq!(named("wear"), "wearing");
        assert_eq!(named("include"), "");
    }

    #[test]
    fn a_verb_is_known_in_all_its_forms() {
        for (form, verb) in
            [("disclosing", "disclose"), ("submitted", "submit"), ("notified", "notify"), ("posts", "post"), ("used", "use")]
        {
            assert_eq!(base(form).as_deref(), Some(verb), "{form}");
        }
        assert_eq!(base("evidence"), None);
    }
}
