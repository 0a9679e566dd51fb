//! Suggestions for a name that is not known.

use crate::error::Error;

/// The error for an unknown `name` of kind `what`, with the names close to it, or all of them where they are few.
pub(super) fn unknown<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let wanted = name.to_lowercase();
    let mut close: Vec<(f64, &str)> = known.iter().map(|k| (strsim::jaro_winkler(&wanted, &k.to_lowercase()), *k)).collect();
    close.retain(|(how, k)| *how > 0.8 || (wanted.len() > 2 && k.to_lowercase().contains(&wanted)));
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let near = match (close.as_slice(), known.len()) {
        ([], 0) => String::new(),
        ([], n) if n <= 12 => format!("; known are {}", known.join(", ")),
        ([], n) => format!("; none of {n} known names is close to it"),
        ([(_, one)], _) => format!("; did you mean {one}?"),
        (several, _) => {
            let names: Vec<&str> = several.iter().take(5).map(|(_, k)| *k).collect();
            format!("; did you mean one of {}?", names.join(", "))
        }
    };
    Error::Unknown { what, name: name.into(), near }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_answered_with_the_name_meant() {
        assert!(unknown("agency", "eastn", ["easton", "norwick"]).to_string().ends_with("did you mean easton?"));
        assert!(unknown("agency", "zzz", ["easton", "norwick"]).to_string().ends_with("known are easton, norwick"));
    }
}
