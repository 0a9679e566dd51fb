//! The forms a phrase of the data takes in a text: verbs through their persons and tenses, nouns through their plurals.
//!
//! Forms are made, not stemmed away: a stemmer gives "officer" and "office", "investigate" and "investigator" one stem, and these are
//! different concepts here.

/// Which form of a verb or noun a text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// "record".
    Base,
    /// "records".
    S,
    /// "recording", "recorded": never a plain noun or a command.
    Participle,
}

/// Verbs whose past the rules miss: base, then its past forms.
const IRREGULAR_VERBS: &[(&str, &[&str])] = &[
    ("be", &["was", "were", "been", "is", "are"]),
    ("begin", &["began", "begun"]),
    ("bear", &["bore", "borne"]),
    ("beat", &["beat", "beaten"]),
    ("become", &["became"]),
    ("bite", &["bit", "bitten"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("catch", &["caught"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("cut", &["cut"]),
    ("do", &["did", "done"]),
    ("draw", &["drew", "drawn"]),
    ("drink", &["drank", "drunk"]),
    ("drive", &["drove", "driven"]),
    ("eat", &["ate", "eaten"]),
    ("fall", &["fell", "fallen"]),
    ("feed", &["fed"]),
    ("fight", &["fought"]),
    ("find", &["found"]),
    ("flee", &["fled"]),
    ("forbid", &["forbade", "forbidden"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("have", &["had", "has"]),
    ("hear", &["heard"]),
    ("hide", &["hid", "hidden"]),
    ("hit", &["hit"]),
    ("hold", &["held"]),
    ("hurt", &["hurt"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lie", &["lied"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("pay", &["paid"]),
    ("put", &["put"]),
    ("read", &["read"]),
    ("ride", &["rode", "ridden"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("seek", &["sought"]),
    ("sell", &["sold"]),
    ("send", &["sent"]),
    ("set", &["set"]),
    ("shoot", &["shot"]),
    ("show", &["showed", "shown"]),
    ("shut", &["shut"]),
    ("sit", &["sat"]),
    ("sleep", &["slept"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("steal", &["stole", "stolen"]),
    ("strike", &["struck", "stricken"]),
    ("swear", &["swore", "sworn"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("throw", &["threw", "thrown"]),
    ("undergo", &["underwent", "undergone"]),
    ("undertake", &["undertook", "undertaken"]),
    ("wear", &["wore", "worn"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("withhold", &["withheld"]),
    ("write", &["wrote", "written"]),
];

/// Verbs stressed on the last syllable, whose last letter doubles ("submitted"); verbs of one syllable are told by their shape.
const DOUBLING: &[&str] = &[
    "abet", "acquit", "admit", "commit", "compel", "concur", "confer", "control", "defer", "deter", "emit", "equip", "expel", "forget",
    "incur", "infer", "occur", "omit", "outfit", "patrol", "permit", "prefer", "recur", "refer", "remit", "submit", "transfer", "transmit",
    "unplug", "program",
];

const IRREGULAR_NOUNS: &[(&str, &str)] = &[
    ("child", "children"),
    ("foot", "feet"),
    ("life", "lives"),
    ("man", "men"),
    ("woman", "women"),
    ("person", "persons"),
    ("media", "media"),
    ("equipment", "equipment"),
    ("information", "information"),
    ("criterion", "criteria"),
    ("knife", "knives"),
    ("wife", "wives"),
    ("policeman", "policemen"),
    ("policewoman", "policewomen"),
    ("tooth", "teeth"),
    ("analysis", "analyses"),
    ("crisis", "crises"),
    ("diagnosis", "diagnoses"),
];

/// The forms of a verb phrase: its first word through its forms, the rest as it stands.
pub(super) fn verb_phrase(phrase: &str) -> Vec<(String, Form)> {
    let (verb, rest) = phrase.split_once(' ').map_or((phrase, String::new()), |(v, r)| (v, format!(" {r}")));
    verb_forms(verb).into_iter().map(|(f, form)| (f + &rest, form)).collect()
}

/// The forms of a noun phrase: singular and plural of its last word, and of the word before "of", "in", "for" or "to" when there is one.
pub(super) fn noun_phrase(phrase: &str) -> Vec<(String, Form)> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let head = words.iter().position(|w| matches!(*w, "of" | "in" | "for" | "to" | "or" | "on" | "from" | "with" | "at" | "by"));
    let at = match head {
        Some(i) if i > 0 => i - 1,
        _ => words.len() - 1,
    };
    let mut forms = vec![(phrase.to_owned(), Form::Base)];
    let plural = plural(words[at]);
    if plural != words[at] {
        let mut changed: Vec<&str> = words.clone();
        changed[at] = &plural;
        forms.push((changed.join(" "), Form::S));
    }
    forms
}

fn verb_forms(verb: &str) -> Vec<(String, Form)> {
    let mut forms = vec![(verb.to_owned(), Form::Base)];
    let mut add = |f: String, form| {
        if !forms.iter().any(|(g, _)| *g == f) {
            forms.push((f, form));
        }
    };
    add(with_s(verb), Form::S);
    let doubled = doubles(verb).then(|| format!("{verb}{}", &verb[verb.len() - 1..]));
    let stem = doubled.as_deref().unwrap_or(verb);
    let ing = match verb {
        _ if verb.ends_with("ie") => format!("{}ying", &verb[..verb.len() - 2]),
        _ if verb.ends_with('e') && !verb.ends_with("ee") && verb.len() > 2 => format!("{}ing", &verb[..verb.len() - 1]),
        _ => format!("{stem}ing"),
    };
    add(ing, Form::Participle);
    if let Some((_, past)) = IRREGULAR_VERBS.iter().find(|(base, _)| *base == verb) {
        past.iter().for_each(|p| add((*p).to_owned(), Form::Participle));
        return forms;
    }
    let ed = match verb {
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ if ends_in_consonant_y(verb) => format!("{}ied", &verb[..verb.len() - 1]),
        _ => format!("{stem}ed"),
    };
    add(ed, Form::Participle);
    forms
}

/// The -ing form of a verb: "post" gives "posting", "stop" "stopping".
pub fn gerund(verb: &str) -> String {
    verb_forms(verb)
        .into_iter()
        .map(|(f, _)| f)
        .find(|f| f.len() > verb.len() && f.ends_with("ing"))
        .unwrap_or_else(|| format!("{verb}ing"))
}

fn with_s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|e| word.ends_with(e));
    if hisses || matches!(word, "do" | "undergo" | "go" | "veto" | "embargo") {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// The plural of a noun; a word that looks like a plural already is left as it is.
fn plural(word: &str) -> String {
    if let Some((_, many)) = IRREGULAR_NOUNS.iter().find(|(one, _)| *one == word) {
        return (*many).to_owned();
    }
    if word.ends_with('s') && !["ss", "us", "is", "as"].iter().any(|e| word.ends_with(e)) {
        return word.to_owned();
    }
    if word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase()) {
        return format!("{word}s");
    }
    with_s(word)
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.len() > 2 && word.ends_with('y') && !word[..word.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u'])
}

/// One vowel, one consonant at the end of a one-syllable verb ("stop"), or a listed verb.
fn doubles(verb: &str) -> bool {
    if DOUBLING.contains(&verb) {
        return true;
    }
    let letters: Vec<char> = verb.chars().collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let n = letters.len();
    n >= 3
        && !vowel(letters[n - 1])
        && !matches!(letters[n - 1], 'w' | 'x' | 'h')
        && vowel(letters[n - 2])
        && !vowel(letters[n - 3])
        && letters.iter().filter(|c| vowel(**c)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(list: Vec<(String, Form)>) -> String {
        list.into_iter().map(|(f, _)| f).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn verbs_take_their_usual_forms() {
        assert_eq!(forms(verb_phrase("disclose")), "disclose, discloses, disclosing, disclosed");
        assert_eq!(forms(verb_phrase("stop")), "stop, stops, stopping, stopped");
        assert_eq!(forms(verb_phrase("submit")), "submit, submits, submitting, submitted");
        assert_eq!(forms(verb_phrase("notify")), "notify, notifies, notifying, notified");
        assert_eq!(forms(verb_phrase("seek approval")), "seek approval, seeks approval, seeking approval, sought approval");
        assert_eq!(forms(verb_phrase("enter")), "enter, enters, entering, entered");
    }

    #[test]
    fn nouns_take_their_plural_at_the_head() {
        assert_eq!(forms(noun_phrase("chief of police")), "chief of police, chiefs of police");
        assert_eq!(forms(noun_phrase("badge")), "badge, badges");
        assert_eq!(forms(noun_phrase("social media")), "social media");
        assert_eq!(forms(noun_phrase("agency")), "agency, agencies");
        assert_eq!(forms(noun_phrase("PIO")), "PIO, PIOs");
    }
}
