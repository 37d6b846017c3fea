//! Whether a picture's file is whole, told by its frame: markers, chunks and lengths. No pixel is decoded.

use super::format::PortraitFormat;

/// Whether the file of a JPEG, PNG or WebP is there from its first to its last byte.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    match PortraitFormat::of(bytes) {
        Ok(PortraitFormat::Jpeg) => is_whole_jpeg(bytes).is_some(),
        Ok(PortraitFormat::Png) => is_whole_png(bytes).is_some(),
        Ok(PortraitFormat::WebP) => is_whole_webp(bytes).is_some(),
        Err(_) => false,
    }
}

/// Segments up to each scan, then coded data in which only stuffed bytes and restart markers follow 0xFF
/// (ISO/IEC 10918-1, B.1), up to the end marker.
fn is_whole_jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let (marker, after) = match rest {
            [0xFF, 0xFF, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xFF, marker, after @ ..] => (*marker, after),
            _ => return None,
        };
        if marker == 0xD9 {
            return Some(());
        }
        let [high, low, ..] = after else { return None };
        rest = after.get(usize::from(u16::from_be_bytes([*high, *low])).max(2)..)?;
        if marker == 0xDA {
            rest = after_scan(rest)?;
        }
    }
}

fn after_scan(mut data: &[u8]) -> Option<&[u8]> {
    loop {
        let at = data.iter().position(|byte| *byte == 0xFF)?;
        data = data.get(at..)?;
        match data {
            [_, 0x00 | 0xD0..=0xD7, after @ ..] => data = after,
            [_, 0xFF, ..] => data = data.get(1..)?,
            // Any other marker ends the scan; one that the standard reserves, below 0xC0, is damage.
            [_, 0xC0..=0xFE, ..] => return Some(data),
            _ => return None,
        }
    }
}

/// Chunks up to `IEND` (ISO/IEC 15948, 5.3).
fn is_whole_png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    loop {
        let (length, chunk) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        // The type, the data and the checksum.
        let (chunk, after) = chunk.split_at_checked(length.checked_add(8)?)?;
        if chunk.starts_with(b"IEND") {
            return Some(());
        }
        rest = after;
    }
}

/// As many bytes as the header counts (RFC 9649, 2.4).
fn is_whole_webp(bytes: &[u8]) -> Option<()> {
    let (length, rest) = bytes.strip_prefix(b"RIFF")?.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    // An odd number of bytes has one more to pad it.
    (rest.len() == length || rest.len() == length.next_multiple_of(2)).then_some(())
}
