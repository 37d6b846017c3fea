//! A JPEG without what is not picture.

use super::segments::{EOI, SOI, SOS, segments};

/// The file without EXIF data, comments, profiles, thumbnails, and whatever stands between segments or after the end: the
/// picture's own bytes stay as they are.
pub(crate) fn without_metadata(bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(bytes.len());
    for segment in segments(bytes) {
        let is_picture = match segment.marker {
            // Frames, and tables for entropy coding, quantisation and restarts.
            SOI | SOS | EOI | 0xC0..=0xCF | 0xDB | 0xDD => true,
            // Longer ones have a thumbnail.
            0xE0 => segment.payload.starts_with(b"JFIF\0") && segment.payload.len() == 14,
            // What the components are.
            0xEE => segment.payload.starts_with(b"Adobe"),
            _ => false,
        };
        if is_picture {
            file.extend_from_slice(bytes.get(segment.place).unwrap_or_default());
        }
    }
    file
}
