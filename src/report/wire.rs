//! What the JSON schemas share.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::place::Place;

/// Lines and page.
#[derive(Serialize)]
pub(crate) struct Spot {
    line: u32,
    end_line: u32,
    page: Option<u32>,
}

impl From<Place> for Spot {
    fn from(place: Place) -> Self {
        Self { line: place.line, end_line: place.end_line, page: place.page }
    }
}

/// A JSON object whose keys keep the order they were given in.
pub(crate) struct Pairs<K, V>(pub Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Four decimals: more would only show rounding.
pub(crate) fn short(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
