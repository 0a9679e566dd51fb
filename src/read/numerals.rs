//! Numbers as lists show them: what HTML and Word count, and a reader of the page sees.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Decimal,
    /// `01`, `02`.
    DecimalZero,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    /// `1st`.
    Ordinal,
}

/// Writes a number; what has no such form (zero as a letter) is written in figures.
pub(super) fn write(number: i64, form: Form) -> String {
    let plain = || number.to_string();
    match form {
        Form::Decimal => plain(),
        Form::DecimalZero => format!("{number:02}"),
        Form::Lower => letters(number).unwrap_or_else(plain),
        Form::Upper => letters(number).map_or_else(plain, |letters| letters.to_ascii_uppercase()),
        Form::LowerRoman => roman(number).unwrap_or_else(plain),
        Form::UpperRoman => roman(number).map_or_else(plain, |roman| roman.to_ascii_uppercase()),
        Form::Ordinal => {
            let end = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{end}")
        }
    }
}

/// a to z, then aa, bb, as orders and Word have it.
fn letters(number: i64) -> Option<String> {
    let index = u32::try_from(number.checked_sub(1)?).ok()?;
    let letter = char::from(b'a' + (index % 26) as u8);
    let times = index as usize / 26 + 1;
    (times <= 8).then(|| std::iter::repeat_n(letter, times).collect())
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: &[(i64, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= *value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_as_orders_write_them() {
        let shown: Vec<String> = [1, 26, 27, 53, 0].iter().map(|n| write(*n, Form::Lower)).collect();
        assert_eq!(shown, ["a", "z", "aa", "aaa", "0"]);
        assert_eq!(write(28, Form::Upper), "BB");
    }

    #[test]
    fn roman_numbers_and_ordinals_are_written_out() {
        assert_eq!(write(1994, Form::UpperRoman), "MCMXCIV");
        assert_eq!(write(4, Form::LowerRoman), "iv");
        assert_eq!([1, 2, 3, 4, 11, 22].map(|n| write(n, Form::Ordinal)).join(" "), "1st 2nd 3rd 4th 11th 22nd");
        assert_eq!(write(3, Form::DecimalZero), "03");
    }
}
