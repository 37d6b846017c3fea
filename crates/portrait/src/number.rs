//! Numbers from one kind to another, where the standard library has no way without a cast.

/// The nearest integer from 0 to 255.
#[expect(
    clippy::as_conversions,
    reason = "a cast from a float saturates, and the standard library has nothing else"
)]
pub(crate) fn nearest_u8(value: f64) -> u8 {
    value.round() as u8
}

/// The nearest integer that is not negative.
#[expect(
    clippy::as_conversions,
    reason = "a cast from a float saturates, and the standard library has nothing else"
)]
pub(crate) fn nearest_u32(value: f64) -> u32 {
    value.round() as u32
}

/// A count of bytes or pixels, as a float.
#[expect(clippy::as_conversions, reason = "rounding is meant; counts here are far below 2^53")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// A length as an index.
#[expect(clippy::as_conversions, reason = "heyan runs where an address has 32 bits at least")]
pub(crate) const fn size(length: u32) -> usize {
    length as usize
}

/// The index that is nearest to a number, which is not negative.
#[expect(
    clippy::as_conversions,
    reason = "a cast from a float saturates, and the standard library has nothing else"
)]
pub(crate) fn index(value: f32) -> usize {
    (value + 0.5) as usize
}

/// The nearest number of half the width.
#[expect(clippy::as_conversions, reason = "the standard library has no other way to the nearest f32")]
pub(crate) fn narrowed(value: f64) -> f32 {
    value as f32
}
