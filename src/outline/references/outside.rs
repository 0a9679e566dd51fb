//! Words that point out of the order: statutes and regulations, other orders, forms, standards of accreditation.
//!
//! The shapes are those of the citation manuals (Bluebook, tables T1 and T1.3): a number, the code's name or its initials, a section
//! sign or word, and the section. No single state's names are needed where the shape says enough.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::order::Aim;

/// A section's number: `10:4-12`, `832.7`, `1-301.02a`, `2000e-5`, with brackets and what joins several.
const SECTION: &str = r"[0-9]+[A-Za-z]{0,3}(?:[.:/–-][0-9]+[A-Za-z]{0,3})*(?:\([0-9A-Za-z-]{1,5}\))*";

/// What joins several sections to one.
const MORE: &str = r"(?:(?:,?\x20(?:and|or|through|to)|,|-|–)\x20?(?:§§?\x20?)?SECTION)*(?:,?\x20et\.?\x20seq\.?)?";

/// Codes that are known by their initials without stops.
const INITIALS: &str = "RCW|ORS|NRS|KRS|MCLA?|RSA|ILCS|HRS|UCA|NMSA|CGS|MGL|ARS|CRS|ORC|RSMo|SDCL|OCGA|TCA|WAC|OAR|OAC|NDCC|MCA|NJSA|\
                        KSA|DCMR|NYCRR|CPL|CMR";

static STATUTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    build(&[
        // 42 U.S.C. § 1983; 28 C.F.R. Part 23; Title 18, United States Code, Section 242
        r"(?-u:\b)(?:Title\x20)?[0-9]{1,2},?\x20(?:U\.?\x20?S\.?\x20?C\.?(?:\x20?A\.|\x20?S\.)?|C\.?\x20?F\.?\x20?R\.?|U\.?S\.?\x20Code|United\x20States\x20Code|Code\x20of\x20Federal\x20Regulations)(?:,?\x20(?:[Pp]arts?|[Ss]ections?|[Ss]ec\.|§§?))?\x20?(?:§§?\x20?)?SECTION MORE",
        // Regulation (EU) 2016/679; Federal Rules of Civil Procedure
        r"(?-u:\b)(?:Regulation|Directive)\x20(?:\(E[UC]\)\x20)?(?:No\.?\x20)?[0-9]{2,4}/[0-9]{2,4}(?:/E[UC])?",
        r"(?-u:\b)(?:[A-Z]\w*\x20)*Rules?\x20of\x20(?:[A-Z]\w*\x20){1,2}(?:Procedure|Evidence)(?:\x20[0-9]+[A-Z]?(?:\([a-z0-9]\))*)?",
        // Section 242 of Title 18
        r"(?-u:\b)(?:(?:[Ss]ection|[Cc]hapter|[Ss]ubchapter|[Pp]art)s?|§§?)\x20?[0-9IVXLA-Z][0-9A-Za-z.:-]*(?:\([0-9A-Za-z-]+\))*,?\x20(?:of\x20)?(?:the\x20)?(?:(?:[Cc]hapter|[Ss]ubchapter)\x20[0-9A-Za-z-]+,?\x20of\x20)?[Tt]itle\x20[0-9]+[A-Z]?(?-u:\b)",
        // Title 18, Chapter 7
        r"(?-u:\b)Title\x20(?:[0-9]{1,2}[A-Z]?|[IVX]+)(?:,\x20[Cc]hapter\x20[0-9]+[A-Za-z]?)?(?:\x20of\x20the\x20[A-Z][\w’'-]*(?:\x20(?:of|the|and|[A-Z][\w’'-]*|[0-9]{4}))*)?",
        // Penal Code section 832.7; D.C. Official Code § 1-301; Md. Code, Crim. Proc. § 2-101
        r"(?-u:\b)(?:(?:[A-Z][\w.’'&]*|and|of|the)\x20){0,6}Code(?:,?\x20(?:of\x20[A-Z]\w*|Ann(?:otated|\.)|[A-Z][\w]*\.|[A-Z]\w+\x20Article))*,?\x20(?:(?:[Ss]ections?|[Ss]ecs?\.|§§?|[Aa]rt(?:icle|\.)|[Tt]itle|[Cc]hapter|[Cc]h\.)\x20?(?:§§?\x20?)?)SECTION MORE",
        // Gen. Stat. § 1-2; Fla. Stat. 943.13; General Statutes § 1-2; Ann. § 5
        r"(?-u:\b)(?:[A-Z][\w’'.]*\x20){0,4}(?:Stat(?:s)?\.|Statutes?)(?:\x20Ann(?:\.|otated))?(?:\x20(?:[Ss]ections?|[Ss]ecs?\.|[Cc]h(?:apter|\.)|c\.))?,?\x20?(?:§§?\x20?)?SECTION MORE",
        // N.J.S.A. 10:4-12; R.C. 2933.51; G.L. c. 66A, § 3; C.G.S. § 1-210
        r"(?-u:\b)(?:[A-Z]\.\x20?){2,6}(?:\x20?Ann\.)?(?:,?\x20(?:c\.|ch\.|[Cc]hapter|[Aa]rt\.)\x20?[0-9]+[A-Z]{0,2})?,?\x20?(?:§§?|[Ss]ections?|[Ss]ec\.)\x20?SECTION MORE",
        r"(?-u:\b)(?:[A-Z]\.\x20?){2,6}(?:\x20?Ann\.)?\x20?(?:[0-9]+[A-Z]?(?:[:–-][0-9]+[A-Za-z]?|\.[0-9]{2,})[0-9A-Za-z.:-]*(?:\([0-9A-Za-z-]+\))*|(?:c\.|ch\.)\x20?[0-9]+[A-Z]{0,2}(?-u:\b)) MORE",
        // RCW 10.31.100; ORS 133.310; 720 ILCS 5/7-5
        r"(?-u:\b)(?:[0-9]{1,3}\x20)?(?:INITIALS),?\x20?(?:§§?\x20?)?SECTION MORE",
        r"(?-u:\b)(?:[A-Z]{2,5}\x20)§§?\x20?SECTION MORE",
        // Public Law 104-191; Pub. L. 94-142; D.C. Law 22-33; 62 DCR 13757
        r"(?-u:\b)(?:Public\x20Law|Pub\.\x20?L\.|P\.\x20?L\.|[A-Z]\.[A-Z]\.\x20Law)\x20?(?:No\.\x20?)?[0-9]+-[0-9]+",
        r"(?-u:\b)[0-9]+\x20(?:Stat\.|DCR|Fed\.\x20Reg\.)\x20[0-9]+",
        // § 1-909.04(b): the paper's own sections are found before
        r"§§?\x20?SECTION MORE",
    ])
});

static ORDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    build(&[
        // General Order # 9; Special Order 2019-04; Standard Operating Procedure 7; Policy No. 4.14; Directive 12.3
        r"(?-u:\b)(?:(?:General|Special|Executive|Administrative|Operations?|Operational|Departmental|Department|Standing|Temporary|Personnel|Training|Written|Patrol|Emergency|Chief[’']s|Policy|Procedure|Standard\x20Operating|Standing\x20Operating|Administrative\x20Policy)\x20)*(?:Orders?|Polic(?:y|ies)|Procedures?|Directives?|Bulletins?|Memorand(?:um|a)|Memo|Circulars?)\x20?(?:(?:No\.?|Nos\.|Number|\#)\x20?)?ID(?:(?:,|,?\x20and|,?\x20or)\x20ID)*",
        r"(?-u:\b)(?i:general|special|executive|administrative)\x20(?i:orders?)\x20?(?:(?i:no\.?|number|\#)\x20?)?ID",
        r"(?-u:\b)(?:G\.?\x20?O\.?|S\.?\x20?O\.?|A\.?\x20?O\.?|S\.?O\.?P\.?|SOG|T\.?B\.?)\x20?(?:(?:No\.?|Number|\#)\x20?)?ID",
    ])
});

static TITLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?P<name>[A-Z][a-z][\w’'/&-]*(?:\x20(?:[A-Z][\w’'/&-]*|and|of|the|for|in|on|to|with|&)){0,7}\x20)(?:Policy|General\x20Order|Special\x20Order|Manual|Handbook|(?P<form>(?:Report\x20|Request\x20)?Form))(?-u:\b)",
    )
    .ok()
});

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    build(&[
        r"(?-u:\b)(?:(?:[A-Z][\w’'/-]*\x20){1,6}|(?i:form)s?\x20?)Form\x20?(?:(?:No\.?|Number|\#)\x20?)?FID",
        r"(?-u:\b)(?:[A-Z]{2,5}\x20)?[Ff]orms?\x20?(?:(?:[Nn]o\.?|[Nn]umber|\#)\x20?)?FID(?:(?:,|,?\x20and|,?\x20or)\x20FID)*",
    ])
});

static STANDARD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    build(&[
        r"(?-u:\b)(?:CALEA|IACLEA|[A-Z]{3,6})(?:\x20[Aa]ccreditation)?,?\x20(?:[Ss]tandards?|[Ss]tds?\.?)\x20?(?:\#|[Nn]os?\.?)?\x20?SID(?:(?:,|;|,?\x20and|,?\x20or|\x20&)\x20SID)*",
        r"(?-u:\b)(?:CALEA|IACLEA):?\x20\#?SID(?:(?:,|;|,?\x20and|,?\x20or|\x20&)\x20SID)*",
        r"(?-u:\b)[Aa]ccreditation\x20[Ss]tandards?\x20?(?:\#|[Nn]os?\.?)?\x20?SID(?:(?:,|;|,?\x20and|,?\x20or)\x20SID)*",
        r"(?-u:\b)[Ss]tandards?\x20[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?:\([a-z]\)|[a-z](?-u:\b))?(?:(?:,|;|,?\x20and|,?\x20or)\x20[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?:\([a-z]\))?)*",
    ])
});

/// One pattern of several, the earlier ones first where they begin at one place.
fn build(patterns: &[&str]) -> Option<Regex> {
    Regex::new(&spelled(patterns)).ok()
}

/// The alternatives as one pattern, the words that stand for parts of it written out.
fn spelled(patterns: &[&str]) -> String {
    let all = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|");
    let all = all.replace(" MORE", MORE).replace("SECTION", SECTION).replace("INITIALS", INITIALS);
    // An order's number has a figure in it; a form's two signs at least.
    let all = all.replace("FID", r"(?:[A-Z]{1,5}-?)?[0-9][0-9A-Za-z]*(?:[.-][0-9A-Za-z]+)*(?-u:\b)");
    let all = all.replace("SID", r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,2}(?:\([a-z]\)|\.?[a-z](?-u:\b))?");
    all.replace("ID", r"[A-Z]{0,4}-?[0-9][0-9A-Za-z]*(?:[.:/-][0-9A-Za-z]+)*(?-u:\b)")
}

/// What no pointer of a kind is without: one quick look at a text says which of the slow patterns above it needs, mostly none.
static SIGNS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    let statute = spelled(&[
        r"§",
        r"[0-9],?\x20(?:U\.?\x20?S|C\.?\x20?F|United\x20|Code\x20)",
        r"(?:Regulation|Directive)\x20[(N0-9]",
        r"Rules?\x20of\x20",
        r"[Tt]itle\x20[0-9IVX]",
        r"Code[,\x20]",
        r"Stat(?:s?\.|ute)",
        r"[A-Z]\.\x20?[A-Z]\.",
        r"(?:INITIALS),?\x20?(?:§§?\x20?)?[0-9]",
        r"Public\x20Law|Pub\.|DCR|Fed\.",
    ]);
    let standard = r"(?:[Ss]tandards?|[Ss]tds?\.?|(?:CALEA|IACLEA):?)\x20?(?:\#|[Nn]os?\.?)?\x20?[0-9]{1,3}\.[0-9]";
    let order = r"(?:(?i:orders?)|Polic(?:y|ies)|Procedures?|Directives?|Bulletins?|Memo(?:rand(?:um|a))?|Circulars?|[GSA]\.?\x20?O\.?P?\.?|SOG|T\.?B\.?)\x20?(?:(?i:no\.?|nos\.|number|\#)\x20?)?[A-Z]{0,4}-?[0-9]";
    let form = r"[Ff]orms?\x20?(?:(?:[Nn]o\.?|[Nn]umber|\#)\x20?)?(?:[A-Z]{1,5}-?)?[0-9]";
    let titled = r"\x20(?:Policy|General\x20Order|Special\x20Order|Manual|Handbook|Form)(?-u:\b)";
    RegexSet::new([statute.as_str(), standard, order, form, titled]).ok()
});

/// The patterns in the order in which they are looked for, which is that of their [`SIGNS`]; behind them stands the sign of [`TITLED`].
static PASSES: [(&LazyLock<Option<Regex>>, Aim); 4] =
    [(&STATUTE, Aim::Statute), (&STANDARD, Aim::Standard), (&ORDER, Aim::Order), (&FORM, Aim::Form)];

/// Every pointer out of the order in some words, in reading order, none inside another. `titles`: also papers named by title alone,
/// but for the order's `own` title.
pub(super) fn outside(text: &str, titles: bool, own: Option<&str>) -> Vec<(Range<usize>, Aim)> {
    let mut out: BTreeMap<usize, (usize, Aim)> = BTreeMap::new();
    let signs = SIGNS.as_ref().map(|signs| signs.matches(text));
    let has_sign = |nth: usize| signs.as_ref().is_none_or(|signs| signs.matched(nth));
    for (nth, (pattern, aim)) in PASSES.iter().enumerate() {
        let (Some(pattern), aim) = (pattern.as_ref().filter(|_| has_sign(nth)), *aim) else { continue };
        let mut from = 0;
        while let Some(found) = pattern.find_at(text, from) {
            let mut span = found.range();
            span.start += small_start(&text[span.clone()]);
            if aim == Aim::Statute {
                span.end = before_next_title(text, &span);
            }
            from = span.end.max(found.start() + 1);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            // "G.O. 7-2": the initials of an order.
            let initials: String = text[span.clone()].chars().filter(|c| c.is_ascii_uppercase()).collect();
            if aim == Aim::Statute && (initials.ends_with('O') || initials.ends_with("OP")) && initials.len() <= 3 {
                continue;
            }
            if aim == Aim::Order && is_year(&text[span.clone()]) {
                continue;
            }
            if aim == Aim::Order {
                span = with_section(text, span);
            }
            add(&mut out, span, aim);
        }
    }
    if let Some(pattern) = TITLED.as_ref().filter(|_| titles && has_sign(PASSES.len())) {
        for found in pattern.captures_iter(text) {
            let (Some(all), Some(name)) = (found.get(0), found.name("name")) else { continue };
            // The name goes on, or it is a title run into its paragraph.
            let titles = all.start() == 0 && text[all.end()..].starts_with(['.', ':']);
            if titles || text[all.end()..].starts_with(" Act") {
                continue;
            }
            let mut span = all.range();
            span.start += small_start(&text[span.clone()]);
            let words: Vec<&str> = name.as_str().get(span.start - all.start()..).unwrap_or_default().split_whitespace().collect();
            let itself = own.is_some_and(|own| own.eq_ignore_ascii_case(&words.join(" ")) || own.eq_ignore_ascii_case(&text[span.clone()]));
            let plain = itself || words.iter().all(|word| GENERAL.contains(&word.to_lowercase().as_str()));
            let aim = if found.name("form").is_some() { Aim::Form } else { Aim::Order };
            if !plain {
                add(&mut out, span, aim);
            }
        }
    }
    out.into_iter().map(|(start, (end, aim))| (start..end, aim)).collect()
}

/// "48 C.F.R. § 12.212 or 48 C.F.R. § 227": the second 48 belongs to the second citation.
fn before_next_title(text: &str, span: &Range<usize>) -> usize {
    let rest = text[span.end..].trim_start();
    let next = ["C.F.R", "CFR", "U.S.C", "USC", "U.S. Code", "Stat."].iter().any(|code| rest.starts_with(code));
    let words = &text[span.clone()];
    let cut = words.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(|c: char| c != ' ' && c != ',').trim_end();
    let cut = [" or", " and", ",", ";"].iter().find_map(|sign| cut.strip_suffix(sign)).unwrap_or(words);
    if next { span.start + cut.trim_end_matches(',').len() } else { span.end }
}

/// "Order 2008": the year of an act of some parliament, no order's number.
fn is_year(words: &str) -> bool {
    let mut parts = words.rsplit(' ');
    let year = parts.next().and_then(|last| last.parse::<u32>().ok()).is_some_and(|number| (1900..2100).contains(&number));
    year && words.split(' ').count() == 2 && !words.starts_with("Policy")
}

/// Takes a span that none before has a part of.
fn add(out: &mut BTreeMap<usize, (usize, Aim)>, span: Range<usize>, aim: Aim) {
    let before = out.range(..span.end).next_back().is_none_or(|(_, (end, _))| *end <= span.start);
    if !span.is_empty() && before {
        out.insert(span.start, (span.end, aim));
    }
}

/// Words that name no paper: "the Department Policy", "Any Form".
const GENERAL: &[&str] = &[
    "a",
    "agency",
    "all",
    "an",
    "and",
    "any",
    "applicable",
    "city",
    "county",
    "current",
    "department",
    "departmental",
    "division",
    "each",
    "every",
    "for",
    "general",
    "in",
    "its",
    "new",
    "no",
    "of",
    "office",
    "on",
    "order",
    "other",
    "our",
    "police",
    "policies",
    "policy",
    "procedure",
    "section",
    "sheriff",
    "special",
    "such",
    "that",
    "the",
    "their",
    "these",
    "this",
    "those",
    "to",
    "town",
    "under",
    "when",
    "with",
    "written",
    "your",
];

/// Bytes of the small words a sentence begins with: "The", "This", "Under".
fn small_start(words: &str) -> usize {
    const SMALL: &[&str] = &[
        "The ",
        "This ",
        "That ",
        "Any ",
        "All ",
        "Each ",
        "Every ",
        "No ",
        "Under ",
        "See ",
        "In ",
        "For ",
        "As ",
        "Our ",
        "Your ",
        "Their ",
        "Such ",
        "These ",
        "If ",
        "When ",
        "Per ",
        "Of ",
        "To ",
        "By ",
        "With ",
        "Pursuant ",
        "A ",
        "An ",
        "and ",
        "of ",
        "the ",
        "And ",
        "Or ",
        "Both ",
    ];
    let mut at = 0;
    while let Some(word) = SMALL.iter().find(|word| words[at..].starts_with(**word)) {
        at += word.len();
    }
    at
}

/// "General Order 5, section II.A": the place in the other order belongs to the reference.
fn with_section(text: &str, span: Range<usize>) -> Range<usize> {
    static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^,?\x20(?i:sections?|sec\.|§§?|paragraphs?|chapter|article|part)\x20?[0-9A-Z][0-9A-Za-z.-]*(?:\([0-9A-Za-z-]+\))*")
            .ok()
    });
    let more =
        PLACE.as_ref().and_then(|place| place.find(&text[span.end..])).map_or(0, |found| found.as_str().trim_end_matches(['.', '-']).len());
    span.start..span.end + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pointer_has_the_sign_of_its_kind() {
        let said = [
            (Aim::Statute, "42 U.S.C. § 1983"),
            (Aim::Statute, "42 USC 1983"),
            (Aim::Statute, "Title 18, United States Code, Section 242"),
            (Aim::Statute, "28 C.F.R. Part 23"),
            (Aim::Statute, "28 CFR 23"),
            (Aim::Statute, "28 Code of Federal Regulations Part 23"),
            (Aim::Statute, "Regulation (EU) 2016/679"),
            (Aim::Statute, "Directive 2016/680"),
            (Aim::Statute, "Federal Rules of Civil Procedure"),
            (Aim::Statute, "Section 242 of Title 18"),
            (Aim::Statute, "chapter 7 of title 18"),
            (Aim::Statute, "Title IV"),
            (Aim::Statute, "Penal Code section 832.7"),
            (Aim::Statute, "Md. Code, Crim. Proc. § 2-101"),
            (Aim::Statute, "General Statutes 1-2"),
            (Aim::Statute, "Fla. Stat. 943.13"),
            (Aim::Statute, "N.J.S.A. 10:4-12"),
            (Aim::Statute, "G.L. c. 66A, § 3"),
            (Aim::Statute, "RCW 10.31.100"),
            (Aim::Statute, "720 ILCS 5/7-5"),
            (Aim::Statute, "MCL § 5"),
            (Aim::Statute, "Public Law 104-191"),
            (Aim::Statute, "Pub. L. 94-142"),
            (Aim::Statute, "P.L. 94-142"),
            (Aim::Statute, "D.C. Law 22-33"),
            (Aim::Statute, "62 DCR 13757"),
            (Aim::Statute, "62 Fed. Reg. 13757"),
            (Aim::Standard, "CALEA 26.1.1"),
            (Aim::Standard, "IACLEA: #26.1.1"),
            (Aim::Standard, "CALEA Accreditation Standards No. 26.1.1"),
            (Aim::Standard, "CALEA Stds. 26.1"),
            (Aim::Standard, "accreditation standard 26.1"),
            (Aim::Standard, "standard 26.1.1"),
            (Aim::Order, "General Order # 9"),
            (Aim::Order, "GENERAL ORDERS NUMBER 9"),
            (Aim::Order, "Policy No. 4.14"),
            (Aim::Order, "Memoranda 19-2"),
            (Aim::Order, "Memo 19-2"),
            (Aim::Order, "G.O. 7-2"),
            (Aim::Order, "S.O.P. 7"),
            (Aim::Order, "SOG 7"),
            (Aim::Order, "T.B. 7"),
            (Aim::Form, "Form PD-12"),
            (Aim::Form, "Boat Report Form No. 12"),
            (Aim::Form, "forms 12 and 13"),
        ];
        for (aim, words) in said {
            let nth = PASSES.iter().position(|pass| pass.1 == aim).expect("a pass");
            assert!(PASSES[nth].0.as_ref().is_some_and(|pattern| pattern.is_match(words)), "{words}");
            assert!(SIGNS.as_ref().is_some_and(|signs| signs.matches(words).matched(nth)), "{words}");
        }
    }
}
