//! Chinese in UTF-8 that was read as Windows-1252: `å¼ ä¸‰` is 张三.
//!
//! The other direction, UTF-8 read as GBK, is never judged: ordinary names can be valid UTF-8 in GBK.

use super::letters::{Script, script};
use super::lookup::value;

/// The characters of Windows-1252 that ISO 8859-1 does not have, with their bytes.
#[rustfmt::skip]
const WINDOWS_1252: &[(char, u8)] = &[
    ('Œ', 0x8C), ('œ', 0x9C), ('Š', 0x8A), ('š', 0x9A), ('Ÿ', 0x9F), ('Ž', 0x8E), ('ž', 0x9E), ('ƒ', 0x83),
    ('ˆ', 0x88), ('˜', 0x98), ('–', 0x96), ('—', 0x97), ('‘', 0x91), ('’', 0x92), ('‚', 0x82), ('“', 0x93),
    ('”', 0x94), ('„', 0x84), ('†', 0x86), ('‡', 0x87), ('•', 0x95), ('…', 0x85), ('‰', 0x89), ('‹', 0x8B),
    ('›', 0x9B), ('€', 0x80), ('™', 0x99),
];

/// The six bits that the byte AD adds to a character.
const SOFT_HYPHEN: u32 = 0x2D;

/// Whether the name's bytes in Windows-1252 are UTF-8 that holds Han characters.
///
/// Two of those bytes get lost on the way: a no-break space becomes a space or is trimmed, and a soft hyphen is
/// ignorable. They are allowed for, unless the text has ASCII letters: `Beléš Jan` is a name.
pub(crate) fn is_mojibake(name: &str) -> bool {
    let mut decoder =
        Decoder { lenient: !name.contains(|c: char| c.is_ascii_alphabetic()), ..Decoder::default() };
    let whole = name.chars().all(|c| windows_1252(c).is_some_and(|byte| decoder.takes(byte)));
    whole && decoder.ends() && decoder.han
}

fn windows_1252(c: char) -> Option<u8> {
    u8::try_from(c).ok().or_else(|| value(WINDOWS_1252, c))
}

/// Reads UTF-8 byte by byte.
#[derive(Default)]
struct Decoder {
    lenient: bool,
    han: bool,
    /// How many bytes the character at hand has, how many of them came, and their bits.
    length: u32,
    came: u32,
    bits: u32,
}

impl Decoder {
    /// Whether `byte` can come here.
    fn takes(&mut self, byte: u8) -> bool {
        if self.came < self.length {
            match byte {
                0x80..=0xBF => return self.continues(byte),
                b' ' if self.lenient => return self.continues(0xA0),
                _ if !self.ends() => return false,
                _ => {}
            }
        }
        self.starts(byte)
    }

    fn starts(&mut self, byte: u8) -> bool {
        let (length, mask) = match byte {
            0x00..=0x7F => (1, 0x7F),
            0xC2..=0xDF => (2, 0x1F),
            0xE0..=0xEF => (3, 0x0F),
            0xF0..=0xF4 => (4, 0x07),
            _ => return false,
        };
        (self.length, self.came, self.bits) = (length, 1, u32::from(byte & mask));
        true
    }

    fn continues(&mut self, byte: u8) -> bool {
        self.came += 1;
        self.bits = self.bits << 6 | u32::from(byte & 0x3F);
        self.came < self.length || self.is_character(self.bits)
    }

    /// Whether the character at hand may end here: it is whole, or its one missing byte is one that gets lost.
    fn ends(&mut self) -> bool {
        let misses_one = self.lenient && self.came > 1 && self.came + 1 == self.length;
        if misses_one {
            // A soft hyphen was its last byte, or its second one.
            let tail = 6 * (self.came - 1);
            let (lead, rest) = (self.bits >> tail, self.bits & ((1 << tail) - 1));
            self.is_character(self.bits << 6 | SOFT_HYPHEN);
            self.is_character((lead << 6 | SOFT_HYPHEN) << tail | rest);
            self.came = self.length;
        }
        self.came == self.length
    }

    fn is_character(&mut self, code: u32) -> bool {
        let character = char::from_u32(code);
        self.han |= character.and_then(script) == Some(Script::Han);
        character.is_some()
    }
}
