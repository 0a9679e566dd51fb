//! The learned table as bytes, small enough to travel in the program: every vector as whole numbers from -127 to 127 and one scale.
//!
//! ```text
//! "CWCAT2\0\0"  of stems and concepts, then of whole words:   dim: u32  features: u32      then   provisions: u32
//! then for each feature, sorted by name, and each provision:   length of the name: u8   name   scale: f32   dim numbers: i8
//! ```
//! A provision has the numbers of both views. All numbers are little-endian.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Catalogue, View, to_unit};

const MAGIC: &[u8; 8] = b"CWCAT2\0\0";

/// Most numbers a vector may have; a larger figure is a broken file.
const MOST_NUMBERS: usize = 4096;

impl Catalogue {
    /// The table of both views and the provisions, each with its vector.
    pub(super) fn of(roots: View, words: View, provisions: Vec<(String, Vec<f32>)>) -> Self {
        let mut out = Self { roots, words, ..Self::default() };
        for (name, mut vector) in provisions {
            to_unit(&mut vector);
            out.provisions.push(name);
            out.centres.extend(vector);
        }
        out
    }

    /// The catalogue as bytes; the same catalogue gives the same bytes. Names longer than 255 bytes are cut.
    pub fn to_bytes(&self) -> Vec<u8> {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        let mut out = MAGIC.to_vec();
        for view in [&self.roots, &self.words] {
            out.extend(size(view.dim));
            out.extend(size(view.features.len()));
        }
        out.extend(size(self.provisions.len()));
        for view in [&self.roots, &self.words] {
            out.extend(&*view.entries);
        }
        let dim = self.roots.dim + self.words.dim;
        for (name, centre) in self.provisions.iter().zip(self.centres.chunks(dim.max(1))) {
            entry(name, centre, &mut out);
        }
        out
    }

    /// Reads what [`Catalogue::to_bytes`] wrote; the words' vectors stay where they are.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, String> {
        let bytes = bytes.into();
        let mut rest = Reader(&bytes);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err("this is no catalogue of this version of the program; make one with `clausewise learn`".into());
        }
        let sizes = [rest.view()?, rest.view()?];
        let provisions = rest.number()?;
        let mut view = |(dim, n): (usize, usize)| {
            let all = rest.0;
            let mut features = FxHashMap::default();
            for _ in 0..n {
                let name = rest.name()?;
                features.insert(name, all.len() - rest.0.len());
                rest.numbers(dim)?;
            }
            Ok::<_, String>((bytes.len() - all.len()..bytes.len() - rest.0.len(), dim, features))
        };
        let (roots, words) = (view(sizes[0])?, view(sizes[1])?);
        let provisions = rest.entries(provisions, roots.1 + words.1)?;
        if !rest.0.is_empty() {
            return Err(format!("{} bytes too many; the file is broken", rest.0.len()));
        }
        let [roots, words] = [roots, words].map(|(range, dim, features)| View {
            dim,
            entries: match &bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
                Cow::Owned(bytes) => Cow::Owned(bytes[range].to_vec()),
            },
            features,
        });
        Ok(Self::of(roots, words, provisions))
    }
}

impl View {
    /// The view of features with their vectors of `dim` numbers.
    pub(super) fn of(dim: usize, mut features: Vec<(String, Vec<f32>)>) -> Self {
        features.sort_by(|a, b| a.0.cmp(&b.0));
        let mut entries = Vec::new();
        let mut places = FxHashMap::default();
        for (name, vector) in features {
            entry(&name, &vector, &mut entries);
            places.insert(name, entries.len() - dim - size_of::<f32>());
        }
        Self { dim, entries: entries.into(), features: places }
    }
}

fn entry(name: &str, vector: &[f32], out: &mut Vec<u8>) {
    let mut end = name.len().min(255);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let name = &name.as_bytes()[..end];
    out.push(name.len() as u8);
    out.extend(name);
    let most = vector.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
    let scale = most / 127.0;
    out.extend(scale.to_le_bytes());
    out.extend(vector.iter().map(|x| (if scale > 0.0 { (x / scale).round() as i8 } else { 0 }).to_le_bytes()[0]));
}

/// Takes a table apart from its beginning.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The size of a view's vectors and how many there are.
    pub(super) fn view(&mut self) -> Result<(usize, usize), String> {
        let (dim, n) = (self.number()?, self.number()?);
        if dim == 0 || dim > MOST_NUMBERS {
            return Err(format!("vectors of {dim} numbers; the file is broken"));
        }
        Ok((dim, n))
    }

    pub(super) fn entries(&mut self, n: usize, dim: usize) -> Result<Vec<(String, Vec<f32>)>, String> {
        let one = |rest: &mut Self| {
            let name = rest.name()?;
            let (scale, numbers) = rest.numbers(dim)?;
            Ok((name, numbers.iter().map(|b| f32::from(i8::from_le_bytes([*b])) * scale).collect()))
        };
        (0..n).map(|_| one(self)).collect()
    }

    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], String> {
        let (now, rest) = self.0.split_at_checked(n).ok_or("the file ends too early")?;
        self.0 = rest;
        Ok(now)
    }

    fn number(&mut self) -> Result<usize, String> {
        let bytes = self.take(4)?.try_into().map_err(|_| "the file ends too early")?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn name(&mut self) -> Result<String, String> {
        let length = usize::from(self.take(1)?[0]);
        Ok(std::str::from_utf8(self.take(length)?).map_err(|_| "a name that is no UTF-8")?.to_string())
    }

    /// What the numbers of a vector are multiplied by, and the numbers.
    fn numbers(&mut self, dim: usize) -> Result<(f32, &'a [u8]), String> {
        let scale = f32::from_le_bytes(self.take(4)?.try_into().map_err(|_| "the file ends too early")?);
        if !scale.is_finite() {
            return Err(format!("{scale} as the scale of a vector; the file is broken"));
        }
        Ok((scale, self.take(dim)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Catalogue {
        let list = |names: [&str; 2]| names.iter().zip([vec![1.0, -0.5], vec![0.0, 2.0]]).map(|(n, v)| (n.to_string(), v)).collect();
        let provisions = ["phones", "uniform"].iter().zip([vec![1.0, 0.5, -1.0, 0.0], vec![0.0, 2.0, 0.1, 0.1]]);
        let provisions = provisions.map(|(n, v)| (n.to_string(), v)).collect();
        Catalogue::of(View::of(2, list(["#phone", "badg"])), View::of(2, list(["badges", "phone"])), provisions)
    }

    #[test]
    fn a_catalogue_comes_back_from_its_bytes_as_it_was_its_provisions_within_a_step_of_their_scale() {
        let back = Catalogue::from_bytes(small().to_bytes()).expect("the bytes");
        assert_eq!(back.provisions, small().provisions);
        assert_eq!((&back.roots, &back.words), (&small().roots, &small().words));
        assert!(back.centres.iter().zip(&small().centres).all(|(x, y)| (x - y).abs() <= 2.0 / 127.0));
    }

    #[test]
    fn broken_bytes_are_an_error_never_a_panic() {
        let whole = small().to_bytes();
        for end in 0..whole.len() {
            assert!(Catalogue::from_bytes(whole[..end].to_vec()).is_err(), "cut at {end}");
        }
        assert!(Catalogue::from_bytes([whole, vec![0]].concat()).is_err());
    }
}
