//! Huffman tables of a baseline picture (ITU-T T.81, B.2.4.2 and annex C): whether every decoder takes them.

/// The length of each table's shortest code, by place.
#[derive(Default)]
pub(super) struct Tables {
    dc: [Option<u8>; 2],
    ac: [Option<u8>; 2],
}

impl Tables {
    /// Reads one segment; `None` if it is not made as the standard says.
    pub(super) fn read(&mut self, mut payload: &[u8]) -> Option<()> {
        if payload.is_empty() {
            return None;
        }
        while let Some((place, rest)) = payload.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let number = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(number)?;
            payload = rest;
            let (tables, is_allowed): (_, fn(u8) -> bool) = match place >> 4 {
                0 => (&mut self.dc, |symbol| symbol <= 11),
                // A run of zeros and a size of 1 to 10; the end of a block, and a run of 16 zeros (F.1.2.2).
                1 => (&mut self.ac, |symbol| {
                    (1..=10).contains(&(symbol & 15)) || matches!(symbol, 0x00 | 0xF0)
                }),
                _ => return None,
            };
            let table = tables.get_mut(usize::from(place & 15))?;
            if !symbols.iter().all(|symbol| is_allowed(*symbol)) || !are_different(symbols) {
                return None;
            }
            *table = Some(shortest(counts)?);
        }
        Some(())
    }

    /// The shortest code for the lightness of a block, and the shortest for what else is in it.
    pub(super) fn shortest(&self, dc: u8, ac: u8) -> Option<(u8, u8)> {
        let of = |tables: &[Option<u8>; 2], place: u8| tables.get(usize::from(place)).copied().flatten();
        Some((of(&self.dc, dc)?, of(&self.ac, ac)?))
    }
}

/// The length of the shortest code. `None` without codes, or if there are more than their lengths have room for: no
/// code is made of ones alone (C.2).
fn shortest(counts: &[u8; 16]) -> Option<u8> {
    let mut shortest = None;
    let mut next = 0_u32;
    for (length, count) in (1_u8..).zip(counts) {
        next = next * 2 + u32::from(*count);
        if next >= 1 << length {
            return None;
        }
        if *count > 0 {
            shortest = shortest.or(Some(length));
        }
    }
    shortest
}

fn are_different(symbols: &[u8]) -> bool {
    let mut seen = [false; 256];
    symbols
        .iter()
        .all(|symbol| seen.get_mut(usize::from(*symbol)).is_some_and(|seen| !std::mem::replace(seen, true)))
}
