//! Text as the lexicon sees it: lower-case words with their places, and how strong a break stands before each.

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Space, hyphen, slash, quotation mark, one line break.
    Space,
    /// Comma, parenthesis, dash: a phrase goes on only with "or" and "and", or within a number.
    Comma,
    /// End of a sentence, colon, semicolon, empty line: no phrase crosses it.
    Stop,
}

/// One word of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text as given.
    pub start: usize,
    /// One past the last byte; a possessive ending is left out.
    pub end: usize,
    /// Where its folded form stands in [`Tokens::folded`].
    folded: (usize, usize),
    /// What stands before it.
    pub gap: Gap,
    /// Written in capitals throughout, two letters or more; a plural "s" may follow.
    pub capitals: bool,
    /// A number, in figures or in words.
    pub number: bool,
    /// It had a possessive ending.
    pub possessive: bool,
}

/// The words of a text, with their folded forms in one buffer.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    folded: String,
    /// The words in order.
    pub list: Vec<Token>,
}

const NUMBER_WORDS: [&str; 29] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
];

/// Makes of a word its reverse: "de-activate" is no kind of "activate".
fn undoes(prefix: &str) -> bool {
    ["de", "un", "dis"].iter().any(|known| prefix.eq_ignore_ascii_case(known))
}

impl Tokens {
    /// Splits a text into words. Never fails; places fall on character boundaries.
    pub fn of(text: &str) -> Self {
        let mut all = Self { folded: String::with_capacity(text.len()), list: Vec::with_capacity(text.len() / 6) };
        let mut gap = Gap::Stop;
        let mut newlines = 0;
        let mut chars = text.char_indices().peekable();
        while let Some(&(at, c)) = chars.peek() {
            if c.is_alphanumeric() {
                let (end, apostrophe) = all.read_word(text, at);
                all.push(text, at, end, apostrophe, gap);
                let resume = all.after_optional_plural(text, at, end);
                while chars.peek().is_some_and(|&(i, _)| i < resume) {
                    chars.next();
                }
                gap = Gap::Space;
                newlines = 0;
                continue;
            }
            chars.next();
            let next_is_word = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
            let here = match c {
                '\n' => {
                    newlines += 1;
                    if newlines > 1 { Gap::Stop } else { Gap::Space }
                }
                '.' | '?' | '!' if next_is_word => Gap::Space,
                '.' | '?' | '!' | ':' | ';' | '•' | '|' => Gap::Stop,
                ',' | '(' | ')' | '[' | ']' | '–' | '—' => Gap::Comma,
                _ => Gap::Space,
            };
            gap = gap.max(here);
        }
        all
    }

    /// The folded form of a word.
    pub fn word(&self, i: usize) -> &str {
        let (from, to) = self.list[i].folded;
        &self.folded[from..to]
    }

    /// Where the word that starts at `at` ends, and where its apostrophe stands, if it has one.
    fn read_word(&self, text: &str, at: usize) -> (usize, Option<usize>) {
        let mut end = at;
        let mut apostrophe = None;
        let mut chars = text[at..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let inner = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
            if c.is_alphanumeric() || c == '\u{ad}' {
                end = at + offset + c.len_utf8();
            } else if is_apostrophe(c) && inner {
                apostrophe.get_or_insert(at + offset);
                end = at + offset + c.len_utf8();
            } else if matches!(c, '-' | '\u{2010}' | '\u{2011}') && inner && undoes(&text[at..at + offset]) {
                end = at + offset + c.len_utf8();
            } else {
                break;
            }
        }
        (end, apostrophe)
    }

    /// "officer(s)" is "officer": where reading goes on after the optional plural, if there is one.
    fn after_optional_plural(&self, text: &str, start: usize, end: usize) -> usize {
        let rest = &text[end..];
        if end > start && !self.list.is_empty() {
            for ending in ["(s)", "(es)", "(S)"] {
                if rest.starts_with(ending) {
                    return end + ending.len();
                }
            }
        }
        end
    }

    fn push(&mut self, text: &str, start: usize, end: usize, apostrophe: Option<usize>, gap: Gap) {
        let written = &text[start..end];
        let possessive = apostrophe.is_some_and(|p| matches!(text[p..end].trim_start_matches(is_apostrophe), "s" | "S"));
        let stem_end = if possessive { apostrophe.unwrap_or(end) } else { end };
        let from = self.folded.len();
        for c in text[start..stem_end].chars() {
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    self.folded.push(c.to_ascii_lowercase());
                }
            } else if c.is_alphanumeric() {
                self.folded.extend(c.to_lowercase());
            }
        }
        let mut folded = (from, self.folded.len());
        let letters = text[start..stem_end].trim_end_matches('s');
        let capitals = letters.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !letters.chars().any(char::is_lowercase);
        let word = &self.folded[folded.0..folded.1];
        let number = written.starts_with(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&word);
        let mut start = start;
        let mut gap = gap;
        if matches!(word, "his" | "her" | "hers" | "its" | "their" | "theirs") {
            self.folded.truncate(from);
            self.folded.push_str("their");
            folded = (from, self.folded.len());
            let n = self.list.len();
            if n >= 2 && self.word(n - 1) == "or" && self.word(n - 2) == "their"
                || n >= 1 && self.word(n - 1) == "their" && gap == Gap::Space
            {
                let drop = if self.word(n - 1) == "or" { 2 } else { 1 };
                start = self.list[n - drop].start;
                gap = self.list[n - drop].gap;
                self.list.truncate(n - drop);
            }
        }
        self.list.push(Token { start, end: stem_end, folded, gap, capitals, number, possessive });
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`')
}
