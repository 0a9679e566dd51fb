//! Fewer numbers for the same places: of vectors in many dimensions, the directions in which they differ most.
//!
//! The directions span the space of the leading eigenvectors of the vectors' second moments, found by orthogonal iteration (Golub and Van
//! Loan, *Matrix Computations*, 8.2.4). Cosines hang on that space alone, not on the single vectors that span it.

use rayon::prelude::*;

use super::{dot, to_unit};

/// Vectors of length 1 at right angles to each other.
pub(super) struct Directions {
    /// Numbers of each.
    dim: usize,
    /// One after the other.
    rows: Vec<f32>,
}

/// Rounds of the iteration: after so many the share of the second moments that lies in the space no longer grew in its third digit.
const ROUNDS: usize = 24;

/// Vectors that are held at a time.
const AT_A_TIME: usize = 1024;

impl Directions {
    /// The `kept` leading directions of `n` vectors of `dim` numbers; `vector` gives each. `kept` is at most `dim`. Where chance begins hangs on
    /// nothing, so that the same vectors give the same directions, whatever the number of threads.
    pub(super) fn leading(n: usize, dim: usize, kept: usize, vector: &(dyn Fn(usize) -> Vec<f32> + Sync)) -> Self {
        let mut moments = vec![0.0_f32; dim * dim];
        for from in (0..n).step_by(AT_A_TIME) {
            let vectors: Vec<Vec<f32>> = (from..n.min(from + AT_A_TIME)).into_par_iter().map(vector).collect();
            moments.par_chunks_mut(dim).enumerate().for_each(|(i, row)| {
                for v in vectors.iter().filter(|v| v[i] != 0.0) {
                    row.iter_mut().zip(v).for_each(|(sum, x)| *sum += v[i] * x);
                }
            });
        }
        let mut chance = fastrand::Rng::with_seed(0);
        let mut out = Self { dim, rows: (0..kept * dim).map(|_| chance.f32() - 0.5).collect() };
        out.part();
        for _ in 0..ROUNDS {
            out.rows = out.rows.par_chunks(dim).flat_map_iter(|row| moments.chunks(dim).map(move |m| dot(m, row))).collect();
            out.part();
        }
        out
    }

    /// How far a vector goes in each direction.
    pub(super) fn along(&self, vector: &[f32]) -> Vec<f32> {
        self.rows.chunks(self.dim).map(|row| dot(row, vector)).collect()
    }

    /// Brings the rows to right angles and to length 1, each against those before it (Gram and Schmidt, twice, for rounding).
    fn part(&mut self) {
        for at in 0..self.rows.len() / self.dim {
            let (before, rest) = self.rows.split_at_mut(at * self.dim);
            let row = &mut rest[..self.dim];
            for _ in 0..2 {
                to_unit(row);
                for other in before.chunks(self.dim) {
                    let along = dot(row, other);
                    row.iter_mut().zip(other).for_each(|(x, y)| *x -= along * y);
                }
            }
            to_unit(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors that differ much along the first, less along the second, and hardly along the third of three axes.
    fn vector(n: usize) -> Vec<f32> {
        let sign = |bit: usize| if n & bit == 0 { 1.0 } else { -1.0 };
        vec![0.05 * sign(1), 3.0 * sign(2), 0.0, sign(4)]
    }

    #[test]
    fn what_differs_most_is_kept_and_what_hardly_differs_is_not() {
        let found = Directions::leading(8, 4, 2, &vector);
        let (whole, along) = (vector(5), found.along(&vector(5)));
        assert_eq!(along.len(), 2);
        assert!((dot(&whole, &whole) - dot(&along, &along) - 0.0025).abs() < 1e-3, "only the smallest axis is lost");
    }

    #[test]
    fn directions_stand_at_right_angles() {
        let found = Directions::leading(8, 4, 3, &vector);
        for i in 0..3 {
            for j in 0..3 {
                let [a, b] = [i, j].map(|k| &found.rows[k * 4..k * 4 + 4]);
                assert!((dot(a, b) - if i == j { 1.0 } else { 0.0 }).abs() < 1e-4);
            }
        }
    }
}
