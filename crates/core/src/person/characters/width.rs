//! Full-width ASCII, as Chinese keyboards type it.

/// U+FF01–FF5E to ASCII; other characters stay.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}
