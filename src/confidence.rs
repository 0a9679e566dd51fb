//! How sure the tool is of what it says: scores turned into shares of cases in which it was right.
//!
//! Each curve is a logistic regression (Platt 1999) of "was it right?" on the score, fitted to the rows made by hand for five real and eleven
//! invented orders together. `clausewise eval --reliability` holds it against any gold; `docs/alignment.md` has the tables.

/// A logistic curve.
struct Curve {
    /// Log odds at a score of 0.
    at_zero: f64,
    /// Log odds gained for a score of 1.
    slope: f64,
}

impl Curve {
    /// The share of cases that were right at this score; never quite 0 or 1, for nothing is certain.
    fn at(&self, score: f64) -> f64 {
        let odds = self.at_zero + self.slope * score;
        (1.0 / (1.0 + (-odds).exp())).clamp(0.01, 0.99)
    }
}

const MEMBER: Curve = Curve { at_zero: -0.66, slope: 10.05 };
const SILENCE: Curve = Curve { at_zero: 0.88, slope: -10.00 };
const UNIQUE: Curve = Curve { at_zero: 1.00, slope: -4.42 };

/// How sure it is that a statement belongs beside the others of its row, from its strongest link to another agency there (0 to 1).
pub fn of_member(link: f32) -> f64 {
    MEMBER.at(f64::from(link))
}

/// How sure it is that an agency says nothing to a row, from the score of its nearest statement (0 to 1; 0 where none came near).
pub fn of_silence(nearest: f32) -> f64 {
    SILENCE.at(f64::from(nearest))
}

/// How sure it is that nobody else has a row, from the best score of any statement of another agency (0 to 1).
pub fn of_unique(nearest: f32) -> f64 {
    UNIQUE.at(f64::from(nearest))
}

/// How sure it is of a row of two or more agencies: the mean over its agencies of each one's surest member.
pub fn of_row(cells: &[f64]) -> f64 {
    if cells.is_empty() { 0.0 } else { cells.iter().sum::<f64>() / cells.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stronger_link_makes_a_member_surer_and_a_silence_less_sure() {
        assert!(of_member(0.3) < of_member(0.6));
        assert!(of_silence(0.3) < of_silence(0.1));
        assert!(of_unique(0.3) < of_unique(0.1));
    }

    #[test]
    fn nothing_is_ever_certain() {
        for score in [0.0, 0.5, 1.0] {
            for sure in [of_member(score), of_silence(score), of_unique(score)] {
                assert!((0.01..=0.99).contains(&sure));
            }
        }
    }
}
