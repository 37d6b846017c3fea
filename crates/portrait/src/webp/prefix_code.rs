//! The bits of lossless WebP data, and the prefix codes in them (RFC 9649, 3.7.2).

/// The longest code, in bits.
const LONGEST: usize = 15;

/// The order in which the lengths of codes for lengths stand.
const ORDER: [usize; 19] = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// Bits, the lowest of each byte first.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// One bit; `None` behind the end.
    pub(super) fn bit(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = u32::from(byte >> (self.at % 8)) & 1;
        self.at += 1;
        Some(bit)
    }

    /// A number of this many bits, up to 31.
    pub(super) fn number(&mut self, bits: u32) -> Option<u32> {
        (0..bits).try_fold(0, |number, place| Some(number | self.bit()? << place))
    }
}

/// One code.
pub(super) enum Code {
    /// Of one symbol, which takes no bit.
    Single(u16),
    /// How many symbols have codes of each length, and the symbols in the order of their codes.
    Many([u16; LONGEST + 1], Vec<u16>),
}

impl Code {
    /// Reads a code for an alphabet of this many symbols.
    pub(super) fn read(bits: &mut Bits<'_>, alphabet: usize) -> Option<Self> {
        if bits.bit()? == 0 {
            return Self::of(&lengths(bits, alphabet)?);
        }
        // The simple form: one symbol or two.
        let two = bits.bit()? == 1;
        let width = if bits.bit()? == 1 { 8 } else { 1 };
        let first = u16::try_from(bits.number(width)?).ok()?;
        if !two {
            return Some(Self::Single(first));
        }
        let second = u16::try_from(bits.number(8)?).ok()?;
        let mut counts = [0; LONGEST + 1];
        counts[1] = 2;
        Some(Self::Many(counts, vec![first, second]))
    }

    /// The code in which each symbol's code has this length; 0 is none.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut counts = [0_u16; LONGEST + 1];
        for length in lengths.iter().filter(|length| **length > 0) {
            *counts.get_mut(usize::from(*length))? += 1;
        }
        // Where the symbols of each length begin.
        let mut places = [0; LONGEST + 1];
        let mut total = 0;
        for (place, count) in places.iter_mut().zip(counts) {
            *place = total;
            total += usize::from(count);
        }
        let mut symbols = vec![0; total];
        for (symbol, length) in (0_u16..).zip(lengths).filter(|(_, length)| **length > 0) {
            let place = places.get_mut(usize::from(*length))?;
            *symbols.get_mut(*place)? = symbol;
            *place += 1;
        }
        match *symbols {
            [] => None,
            [only] => Some(Self::Single(only)),
            _ => Some(Self::Many(counts, symbols)),
        }
    }

    /// The next symbol.
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Option<u16> {
        let (counts, symbols) = match self {
            Self::Single(symbol) => return Some(*symbol),
            Self::Many(counts, symbols) => (counts, symbols),
        };
        let (mut code, mut first, mut before) = (0, 0, 0);
        for count in counts.iter().skip(1).map(|count| u32::from(*count)) {
            code = code << 1 | bits.bit()?;
            first <<= 1;
            if code < first + count {
                return symbols.get(usize::try_from(before + code.checked_sub(first)?).ok()?).copied();
            }
            (first, before) = (first + count, before + count);
        }
        None
    }

    /// What the decoder keeps of it, in bytes, beside the room for it in its group: a table of up to 1,024 numbers, and
    /// two nodes for each symbol whose code is longer than 10 bits.
    pub(super) fn memory(&self) -> u64 {
        let Self::Many(counts, _) = self else { return 0 };
        let longest = counts.iter().rposition(|count| *count > 0).unwrap_or_default();
        let beyond: u64 = counts.iter().skip(11).map(|count| u64::from(*count)).sum();
        4 * (1 << longest.min(10)) + 32 * beyond + 32
    }
}

/// The lengths of a code's codes, by symbol.
fn lengths(bits: &mut Bits<'_>, alphabet: usize) -> Option<Vec<u8>> {
    let mut of_lengths = [0; ORDER.len()];
    let count = usize::try_from(4 + bits.number(4)?).ok()?;
    for symbol in ORDER.iter().take(count) {
        *of_lengths.get_mut(*symbol)? = u8::try_from(bits.number(3)?).ok()?;
    }
    let code = Code::of(&of_lengths)?;
    let mut left = u32::try_from(alphabet).ok()?;
    if bits.bit()? == 1 {
        let width = 2 + 2 * bits.number(3)?;
        left = 2 + bits.number(width)?;
    }
    let (mut lengths, mut before) = (Vec::with_capacity(alphabet), 8);
    while lengths.len() < alphabet && left > 0 {
        left -= 1;
        let (length, times) = match code.symbol(bits)? {
            length @ 0..=15 => (u8::try_from(length).ok()?, 1),
            16 => (before, 3 + bits.number(2)?),
            17 => (0, 3 + bits.number(3)?),
            _ => (0, 11 + bits.number(7)?),
        };
        before = if length > 0 { length } else { before };
        let longer = lengths.len() + usize::try_from(times).ok()?;
        if longer > alphabet {
            return None;
        }
        lengths.resize(longer, length);
    }
    Some(lengths)
}
