//! What keyboards and clipboards do to text, undone. Never NFC or NFKC: U+F900 is not U+8C48 in a name.

/// Zero-width and direction marks that a paste carries along unseen.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// Full-width ASCII (U+FF01–FF5E), as Chinese keyboards type it, to ASCII.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// A Han character of any block or extension, or a private-use one as old ID chips hold them.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3007}' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        || is_private_use(c)
}

/// A character whose meaning only the issuer of a document knows.
pub(crate) fn is_private_use(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
