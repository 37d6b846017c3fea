//! Huffman tables as libjpeg takes them (its `jdhuff.c`): what it refuses no other program shows.

/// How many tables a segment defines (ITU-T T.81, B.2.4.2); `None` if libjpeg would not read the file.
pub(super) fn tables(mut payload: &[u8]) -> Option<usize> {
    let mut count = 0;
    while let Some((place, rest)) = payload.split_first() {
        let (counts, rest) = rest.split_first_chunk::<16>()?;
        let number: usize = counts.iter().map(|count| usize::from(*count)).sum();
        let (symbols, rest) = rest.split_at_checked(number)?;
        payload = rest;
        count += 1;
        let is_lightness = place >> 4 == 0;
        if (is_lightness && symbols.iter().any(|symbol| *symbol > 15)) || !have_room(counts) {
            return None;
        }
    }
    Some(count)
}

/// Whether the codes of each length have room beside those before them, and none is made of ones alone (C.2).
fn have_room(counts: &[u8; 16]) -> bool {
    let mut next = 0_u32;
    (1..).zip(counts).all(|(length, count)| {
        next = next * 2 + u32::from(*count);
        next < 1 << length
    })
}
