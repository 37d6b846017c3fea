//! Looks for the finest picture that fits, by the secant method: one to three pictures are encoded, not seven.

use zeroize::Zeroizing;

use crate::encode::Coarseness;
use crate::number::float;

/// The share of the room that is aimed at.
pub(crate) const AIM: f64 = 0.98;
/// From this share of the room on a picture is good enough: what could still be gained cannot be seen.
const ENOUGH: f64 = 0.9605;
/// By how much the logarithm of a file's size falls, as a rule, where that of coarseness grows by one.
const SLOPE: f64 = -0.65;
/// Slopes that were ever seen. Between near places a step of a table says nothing of the whole.
const SLOPES: (f64, f64) = (-1.6, -0.3);
/// Differences in the logarithm of coarseness that change nothing.
const ALIKE: f64 = 0.003;
/// How near the ends of what is still open a guess may come, as a share of it.
const MARGIN: f64 = 0.1;
/// Within it the usual slope is good enough for a guess.
const NEAR: f64 = 0.08;
/// Far more than are ever needed.
const TRIES: u32 = 20;

/// The finest of the pictures that `encode` makes that has at most `room` bytes; `None` where none has, or where one
/// cannot be made. It begins with `first` and goes no coarser than `coarsest`.
pub(crate) fn finest(
    room: usize,
    coarsest: Coarseness,
    first: Coarseness,
    encode: impl Fn(Coarseness) -> Option<Vec<u8>>,
) -> Option<Zeroizing<Vec<u8>>> {
    let limits = (Coarseness::FINEST.logarithm(), coarsest.logarithm());
    let mut best = None;
    let (mut too_large, mut fitting): (Option<Place>, Option<Place>) = (None, None);
    let mut at = first.logarithm().clamp(limits.0, limits.1);
    for _ in 0..TRIES {
        let file = Zeroizing::new(encode(Coarseness::from_logarithm(at))?);
        let (size, fits) = (float(file.len()), file.len() <= room);
        let here = Place { at, size: size.ln() };
        let guess = here.towards(float(room) * AIM, too_large.or(fitting));
        if fits {
            best = Some(file);
            fitting = Some(here);
        } else {
            too_large = Some(here);
        }
        let end_is_reached = if fits { at <= limits.0 } else { at >= limits.1 };
        if end_is_reached || (fits && size >= float(room) * ENOUGH) {
            break;
        }
        at = match (too_large, fitting) {
            (Some(finer), Some(coarser)) if coarser.at - finer.at < ALIKE => break,
            (Some(finer), Some(coarser)) => finer.between(coarser, float(room) * AIM),
            _ => guess.clamp(limits.0, limits.1),
        };
    }
    best
}

/// About how coarse a picture has to be to have `wanted` bytes, by encoding it once or twice.
pub(crate) fn about(
    wanted: f64,
    first: Coarseness,
    encode: impl Fn(Coarseness) -> Option<Vec<u8>>,
) -> Option<Coarseness> {
    let place = |coarseness: Coarseness| {
        let file = Zeroizing::new(encode(coarseness)?);
        Some(Place { at: coarseness.logarithm(), size: float(file.len()).ln() })
    };
    let start = place(first)?;
    let near = Coarseness::from_logarithm(start.towards(wanted, None));
    // A guess from near by is good enough.
    if (near.logarithm() - first.logarithm()).abs() < NEAR {
        return Some(near);
    }
    let second = place(near)?;
    Some(Coarseness::from_logarithm(second.towards(wanted, Some(start))))
}

/// A picture that was tried: the logarithms of its coarseness and of its size.
#[derive(Clone, Copy)]
struct Place {
    at: f64,
    size: f64,
}

impl Place {
    /// Where a picture of `wanted` bytes is, by the slope between this place and another.
    fn towards(self, wanted: f64, other: Option<Self>) -> f64 {
        let slope = other.filter(|other| (other.at - self.at).abs() > f64::EPSILON).map_or(SLOPE, |other| {
            let secant = (other.size - self.size) / (other.at - self.at);
            secant.clamp(SLOPES.0, SLOPES.1)
        });
        self.at + (wanted.ln() - self.size) / slope
    }

    /// The same between this place and a coarser one, and not too near to either.
    fn between(self, coarser: Self, wanted: f64) -> f64 {
        let share = (wanted.ln() - self.size) / (coarser.size - self.size);
        let share = if share.is_finite() { share.clamp(MARGIN, 1.0 - MARGIN) } else { 0.5 };
        self.at + share * (coarser.at - self.at)
    }
}
