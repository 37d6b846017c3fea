//! The segments of a JPEG: where each begins and ends, without decoding a pixel.

use std::ops::Range;

use memchr::memchr;

/// One marker and what follows it.
pub(super) struct Segment<'a> {
    pub(super) marker: u8,
    /// Its payload; empty for markers that have none.
    pub(super) payload: &'a [u8],
    /// Where it stands in the file, a scan's data included.
    pub(super) place: Range<usize>,
}

/// Start of image.
pub(super) const SOI: u8 = 0xD8;
/// End of image.
pub(super) const EOI: u8 = 0xD9;
/// Start of scan.
pub(super) const SOS: u8 = 0xDA;

/// Whether a marker stands alone: the restarts, the image's start and end, and one for temporary use.
fn stands_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD7 | SOI | EOI)
}

/// The segments from the start of the image to its end. Where the file ends before the image does, so do they; what
/// comes after the image's end is not looked at.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (marker, after) = next_marker(rest)?;
        // The marker is two bytes.
        let start = (bytes.len() - after.len()).saturating_sub(2);
        if stands_alone(marker) {
            // Nothing after the end.
            rest = if marker == EOI { &[] } else { after };
            return Some(Segment { marker, payload: &[], place: start..start + 2 });
        }
        let (length, _) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (segment, after) = after.split_at_checked(length)?;
        rest = if marker == SOS { past_scan(after) } else { after };
        Some(Segment { marker, payload: segment.get(2..)?, place: start..bytes.len() - rest.len() })
    })
}

/// The next marker, and what comes after it. Stray bytes before it are skipped, as every decoder does.
fn next_marker(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = memchr(0xFF, rest)?;
        rest = rest.get(at + 1..)?;
        match rest.split_first()? {
            // Bytes that fill, and an escaped 255.
            (0xFF | 0x00, _) => {}
            (marker, after) => return Some((*marker, after)),
        }
    }
}

/// What comes after the entropy-coded data: within it, 255 is escaped, and only restarts are markers. Bytes that fill belong
/// to the marker that follows.
fn past_scan(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = memchr(0xFF, rest) {
        let from = rest.get(at..).unwrap_or_default();
        let filling = from.iter().take_while(|byte| **byte == 0xFF).count();
        match from.get(filling) {
            None => break,
            Some(0x00 | 0x01 | 0xD0..=0xD7) => rest = from.get(filling + 1..).unwrap_or_default(),
            Some(_) => return from,
        }
    }
    &[]
}
