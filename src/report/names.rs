//! Agencies by the shortest name that still tells them apart, for lists where there is no room for the whole one.

use crate::corpus::place_words;
use crate::matrix::Comparison;
use crate::report::plain::plain;

/// "Port Lowe" for "Town of Port Lowe Police Department"; the whole name where two agencies would be called the same.
pub fn short(c: &Comparison) -> Vec<String> {
    let names: Vec<String> = c.agencies.iter().map(|a| plain(&a.name).into_owned()).collect();
    let places: Vec<String> = names.iter().map(|n| place_words(n).join(" ")).collect();
    let only = |place: &str| !place.is_empty() && places.iter().filter(|p| *p == place).count() == 1;
    names.iter().zip(&places).map(|(name, place)| if only(place) { place.clone() } else { name.clone() }).collect()
}
