//! The chunks of a PNG: what its decoder does not tell of them (ISO/IEC 15948, 5.3).

use crate::number::size;

/// What a walk over the chunks finds.
#[derive(Default)]
pub(super) struct Chunks {
    /// Whether those of pixels are there to the last byte, checksums included.
    pub(super) pixels_are_whole: bool,
    /// Whether one says what the colours mean, readable or not.
    pub(super) tell_of_colours: bool,
}

impl Chunks {
    pub(super) fn walk(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut rest = bytes.get(8..).unwrap_or_default();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = size(u32::from_be_bytes(*length));
            let is_pixels = after.starts_with(b"IDAT");
            found.tell_of_colours |= after.starts_with(b"iCCP") || after.starts_with(b"cICP");
            // The name, the data and the checksum.
            let next = length.checked_add(8).and_then(|whole| after.get(whole..));
            if is_pixels {
                found.pixels_are_whole = next.is_some();
            }
            let Some(next) = next else { break };
            rest = next;
        }
        found
    }
}
