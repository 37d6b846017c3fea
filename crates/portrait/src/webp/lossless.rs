//! How much memory lossless WebP data take to decode: told by reading what stands before the pixels (RFC 9649, 3).
//!
//! The decoder makes tables of all prefix codes at once, hundreds of bytes of one byte of data at worst and hardly any as a
//! rule. So they are counted here one by one, and none is kept.

use super::prefix_code::{Bits, Code};

/// Symbols of green and lengths, red, blue, opacity, and distances.
const ALPHABETS: [usize; 5] = [256 + 24, 256, 256, 256, 40];

/// The prefixes of distances; those of lengths are the first of them.
const PREFIXES: u32 = 40;

/// The place of a group of five codes in the decoder's list, in bytes; the list doubles as it grows, so that for a moment
/// there are three places for each.
const GROUP: u64 = 3 * 5 * 64;

/// What is known so far.
struct Walk<'a> {
    bits: Bits<'a>,
    memory: u64,
    most: u64,
}

/// The bytes that the decoder takes beside those of pixels; `None` if the data are damaged before the pixels. It stops
/// counting where it exceeds `most`. `sides` are those of the picture, and `is_opacity` is for data without a header.
pub(super) fn memory(data: &[u8], (width, height): (u32, u32), is_opacity: bool, most: u64) -> Option<u64> {
    let mut walk = Walk { bits: Bits::new(data), memory: 0, most };
    if !is_opacity {
        // A signature of 8 bits, the sides of 14 bits each, whether there is opacity, and a version of 3 bits.
        walk.bits.number(8 + 14)?;
        walk.bits.number(14 + 1 + 3)?;
    }
    let width = walk.transforms(width, height)?;
    let cache = walk.cache()?;
    let mut groups = 1;
    if walk.bits.bit()? == 1 {
        let image = walk.smaller(width, height)?;
        // Kept as numbers of 16 bits once it is read; its pixels stand beside them for a moment.
        walk.take(length(image.len()) * 2);
        groups = image.iter().map(|pixel| (pixel >> 8 & 0xFFFF) + 1).max().unwrap_or(1);
    }
    for _ in 0..groups {
        walk.group(cache)?;
        if walk.memory > walk.most {
            break;
        }
    }
    Some(walk.memory)
}

fn length(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl Walk<'_> {
    fn take(&mut self, bytes: u64) {
        self.memory = self.memory.saturating_add(bytes);
    }

    /// Passes over the transforms, and gives the width of the picture that they are of.
    fn transforms(&mut self, mut width: u32, height: u32) -> Option<u32> {
        // Each is there once at most.
        for _ in 0..=4 {
            if self.bits.bit()? == 0 {
                return Some(width);
            }
            match self.bits.number(2)? {
                0 | 1 => drop(self.smaller(width, height)?),
                3 => {
                    let colours = self.bits.number(8)? + 1;
                    self.pixels(colours, 1)?;
                    let packed = match colours {
                        0..=2 => 8,
                        3..=4 => 4,
                        5..=16 => 2,
                        _ => 1,
                    };
                    width = width.div_ceil(packed);
                }
                _ => {}
            }
        }
        None
    }

    /// A picture in which one pixel stands for a square of so many.
    fn smaller(&mut self, width: u32, height: u32) -> Option<Vec<u32>> {
        let side = 1 << (self.bits.number(3)? + 2);
        let (width, height) = (width.div_ceil(side), height.div_ceil(side));
        self.take(u64::from(width) * u64::from(height) * 4);
        self.pixels(width, height)
    }

    /// The bits of the colour cache's index; 0 is no cache.
    fn cache(&mut self) -> Option<u32> {
        if self.bits.bit()? == 0 {
            return Some(0);
        }
        let bits = self.bits.number(4)?;
        self.take(4 << bits);
        (1..=11).contains(&bits).then_some(bits)
    }

    fn group(&mut self, cache: u32) -> Option<[Code; 5]> {
        let cached = if cache > 0 { 1 << cache } else { 0 };
        let [green, others @ ..] = ALPHABETS;
        let mut codes = [Code::Single(0), Code::Single(0), Code::Single(0), Code::Single(0), Code::Single(0)];
        for (code, alphabet) in codes.iter_mut().zip([green + cached].into_iter().chain(others)) {
            *code = Code::read(&mut self.bits, alphabet)?;
            self.take(code.memory());
        }
        self.take(GROUP);
        Some(codes)
    }

    /// The pixels of a picture that has one group of codes.
    fn pixels(&mut self, width: u32, height: u32) -> Option<Vec<u32>> {
        let cache_bits = self.cache()?;
        let [green, red, blue, opacity, distance] = self.group(cache_bits)?;
        let whole = usize::try_from(width.checked_mul(height)?).ok()?;
        let mut cache = vec![0; if cache_bits > 0 { 1 << cache_bits } else { 0 }];
        let place = |pixel: u32| {
            usize::try_from(pixel.wrapping_mul(0x1E35_A7BD) >> (32 - cache_bits.max(1))).unwrap_or_default()
        };
        let mut pixels: Vec<u32> = Vec::with_capacity(whole);
        while pixels.len() < whole {
            let symbol = u32::from(green.symbol(&mut self.bits)?);
            let before = pixels.len();
            if symbol < 256 {
                let [red, blue, opacity] = [&red, &blue, &opacity].map(|code| code.symbol(&mut self.bits));
                let of = |symbol: Option<u16>| symbol.map(|symbol| u32::from(symbol) & 0xFF);
                pixels.push(of(opacity)? << 24 | of(red)? << 16 | symbol << 8 | of(blue)?);
            } else if symbol < 256 + 24 {
                let count = self.extended(symbol - 256)?;
                let code = u32::from(distance.symbol(&mut self.bits)?);
                let distance = usize::try_from(distance_of(self.extended(code)?, width)).ok()?;
                for _ in 0..count {
                    pixels.push(*pixels.get(pixels.len().checked_sub(distance)?)?);
                    if pixels.len() > whole {
                        return None;
                    }
                }
            } else {
                pixels.push(*cache.get(usize::try_from(symbol - 280).ok()?)?);
            }
            for pixel in pixels.iter().skip(before) {
                if let Some(cached) = cache.get_mut(place(*pixel)) {
                    *cached = *pixel;
                }
            }
        }
        Some(pixels)
    }

    /// A length or a distance (RFC 9649, 3.7.2.2, table of prefix codes).
    fn extended(&mut self, symbol: u32) -> Option<u32> {
        if symbol < 4 {
            return Some(symbol + 1);
        }
        // A code of one symbol may name one that no alphabet has.
        if symbol >= PREFIXES {
            return None;
        }
        let bits = (symbol - 2) >> 1;
        Some(((2 + (symbol & 1)) << bits) + self.bits.number(bits)? + 1)
    }
}

/// The first 120 distances are those of the nearest pixels in two dimensions (RFC 9649, 3.7.2.2): how far to the left, and
/// how many rows up.
fn distance_of(code: u32, width: u32) -> u32 {
    let near = code.checked_sub(1).and_then(|place| NEAR.get(usize::try_from(place).ok()?));
    match near {
        Some((left, up)) => {
            let distance = i64::from(*up) * i64::from(width) + i64::from(*left);
            u32::try_from(distance.max(1)).unwrap_or(u32::MAX)
        }
        None => code.saturating_sub(120),
    }
}

#[rustfmt::skip]
const NEAR: [(i8, i8); 120] = [
    (0, 1), (1, 0), (1, 1), (-1, 1), (0, 2), (2, 0), (1, 2), (-1, 2),
    (2, 1), (-2, 1), (2, 2), (-2, 2), (0, 3), (3, 0), (1, 3), (-1, 3),
    (3, 1), (-3, 1), (2, 3), (-2, 3), (3, 2), (-3, 2), (0, 4), (4, 0),
    (1, 4), (-1, 4), (4, 1), (-4, 1), (3, 3), (-3, 3), (2, 4), (-2, 4),
    (4, 2), (-4, 2), (0, 5), (3, 4), (-3, 4), (4, 3), (-4, 3), (5, 0),
    (1, 5), (-1, 5), (5, 1), (-5, 1), (2, 5), (-2, 5), (5, 2), (-5, 2),
    (4, 4), (-4, 4), (3, 5), (-3, 5), (5, 3), (-5, 3), (0, 6), (6, 0),
    (1, 6), (-1, 6), (6, 1), (-6, 1), (2, 6), (-2, 6), (6, 2), (-6, 2),
    (4, 5), (-4, 5), (5, 4), (-5, 4), (3, 6), (-3, 6), (6, 3), (-6, 3),
    (0, 7), (7, 0), (1, 7), (-1, 7), (5, 5), (-5, 5), (7, 1), (-7, 1),
    (4, 6), (-4, 6), (6, 4), (-6, 4), (2, 7), (-2, 7), (7, 2), (-7, 2),
    (3, 7), (-3, 7), (7, 3), (-7, 3), (5, 6), (-5, 6), (6, 5), (-6, 5),
    (8, 0), (4, 7), (-4, 7), (7, 4), (-7, 4), (8, 1), (8, 2), (6, 6),
    (-6, 6), (8, 3), (5, 7), (-5, 7), (7, 5), (-7, 5), (8, 4), (6, 7),
    (-6, 7), (7, 6), (-7, 6), (8, 5), (7, 7), (-7, 7), (8, 6), (8, 7),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_that_does_not_exist_is_damage() {
        for symbol in 0..=u32::from(u16::MAX) {
            let mut walk = Walk { bits: Bits::new(&[0xFF; 8]), memory: 0, most: u64::MAX };
            assert_eq!(walk.extended(symbol).is_some(), symbol < 40, "{symbol}");
        }
    }
}
