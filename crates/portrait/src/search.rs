//! Looks for the finest picture that fits, by the secant method: two to four pictures are encoded, not seven.

use zeroize::Zeroizing;

use crate::encode::Coarseness;
use crate::number::float;

/// From this share of the room on a picture is good enough: what could still be gained cannot be seen.
const ENOUGH: f64 = 0.972;
/// The share of the room that is aimed at.
const AIM: f64 = 0.986;
/// Where the search begins: faces at 480 pixels in 20,000 bytes end between 75 and 88.
const FIRST: f64 = 82.0;
/// By how much a file grows, at first guess, where its logarithm of coarseness falls by one.
const SLOPE: f64 = -0.7;
/// Differences in the logarithm of coarseness that change no table.
const ALIKE: f64 = 0.002;
/// Far more than are ever needed.
const TRIES: u32 = 20;

/// The finest of the pictures that `encode` makes that has at most `room` bytes, and how coarse it is; `None` where
/// none has, or where one cannot be made.
pub(crate) fn finest(
    room: usize,
    coarsest: Coarseness,
    encode: impl Fn(Coarseness) -> Option<Vec<u8>>,
) -> Option<(Zeroizing<Vec<u8>>, Coarseness)> {
    let aim = (float(room) * AIM).ln();
    let (mut finest, mut coarsest) = (Coarseness::FINEST.logarithm(), coarsest.logarithm());
    let mut best = None;
    let mut last: Option<(f64, f64)> = None;
    let mut slope = SLOPE;
    let mut at = Coarseness::of_quality(FIRST).logarithm().min(coarsest);
    for _ in 0..TRIES {
        let coarseness = Coarseness::from_logarithm(at);
        let file = Zeroizing::new(encode(coarseness)?);
        let size = float(file.len());
        let logarithm = size.ln();
        if let Some((before, other)) = last
            && (at - before).abs() > f64::EPSILON
        {
            let secant = (logarithm - other) / (at - before);
            // Far from it the curve is steeper or flatter, never rising.
            slope = secant.clamp(-3.0, -0.1);
        }
        last = Some((at, logarithm));
        let fits = file.len() <= room;
        if fits {
            coarsest = at;
            best = Some((file, coarseness));
        } else {
            finest = at;
        }
        let done = fits && (size >= float(room) * ENOUGH || at <= Coarseness::FINEST.logarithm());
        if done || coarsest - finest < ALIKE {
            break;
        }
        let next = at + (aim - logarithm) / slope;
        // Where the guess leaves what is still open, half of it is cut off; its ends are tried themselves.
        at = if next <= finest || next >= coarsest {
            between(next, finest, coarsest, best.is_some())
        } else {
            next
        };
    }
    best
}

/// A place within what is open. An end that was not tried yet is a place too.
fn between(next: f64, finest: f64, coarsest: f64, some_fits: bool) -> f64 {
    if next >= coarsest && !some_fits {
        coarsest
    } else if next <= finest && finest <= Coarseness::FINEST.logarithm() {
        finest
    } else {
        f64::midpoint(finest, coarsest)
    }
}
