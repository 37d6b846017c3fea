//! Whether a file is a JPEG that every decoder reads and that holds nothing but its picture. No pixel is decoded.
//!
//! All rules are those of ISO/IEC 10918-1 (ITU-T T.81) for a baseline picture in one scan. What they do not allow, or what
//! a decoder might take otherwise, is not ready; it may be a good photo all the same.

mod huffman;
mod frame;
mod scan;

use frame::Frame;
use huffman::Tables;

/// The most segments of a file. An encoder writes about ten.
const SEGMENTS: usize = 32;

/// JFIF's segment without a thumbnail, and Adobe's (ISO/IEC 10918-5, 10918-6), in bytes without their length.
const JFIF: usize = 14;
const ADOBE: usize = 12;

const START: [u8; 2] = [0xFF, 0xD8];

/// What stands before the scan.
#[derive(Default)]
struct Header {
    jfif: bool,
    /// Adobe's note on how colours were transformed.
    adobe: Option<u8>,
    quantisation: [bool; 4],
    huffman: Tables,
    /// After how many units the coding begins anew; 0 for never.
    restart_interval: u16,
    frame: Option<Frame>,
}

/// The longer side in pixels, if the file is ready.
pub(super) fn longest_side(bytes: &[u8]) -> Option<u16> {
    let mut rest = bytes.strip_prefix(&START)?;
    let mut header = Header::default();
    for _ in 0..SEGMENTS {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        // The length counts itself.
        let (segment, after) = rest.get(2..)?.split_at_checked(length)?;
        let payload = segment.get(2..)?;
        rest = after;
        match marker {
            0xE0 if !header.jfif && is_jfif(payload) => header.jfif = true,
            0xEE if header.adobe.is_none() => header.adobe = Some(adobe_transform(payload)?),
            0xDB => header.read_quantisation(payload)?,
            0xC4 => header.huffman.read(payload)?,
            0xDD => header.restart_interval = u16::from_be_bytes(payload.try_into().ok()?),
            0xC0 if header.frame.is_none() => header.frame = Some(Frame::read(payload)?),
            0xDA => return header.longest_side(payload, rest),
            _ => return None,
        }
    }
    None
}

/// Its last two bytes are a thumbnail's sides.
fn is_jfif(payload: &[u8]) -> bool {
    payload.len() == JFIF && payload.starts_with(b"JFIF\0") && payload.ends_with(&[0, 0])
}

fn adobe_transform(payload: &[u8]) -> Option<u8> {
    (payload.len() == ADOBE && payload.starts_with(b"Adobe")).then_some(())?;
    payload.last().copied()
}

impl Header {
    /// Tables of 64 steps of 8 bits (B.2.4.1).
    fn read_quantisation(&mut self, payload: &[u8]) -> Option<()> {
        let tables = payload.chunks_exact(65);
        if !tables.remainder().is_empty() {
            return None;
        }
        for table in tables {
            let (place, steps) = table.split_first()?;
            // The upper half of the byte is 1 for steps of 16 bits.
            *self.quantisation.get_mut(usize::from(*place))? = true;
            if steps.contains(&0) {
                return None;
            }
        }
        Some(())
    }

    /// The longer side, if `scan` and what follows it is all of the picture that the header tells of.
    fn longest_side(&self, scan: &[u8], data: &[u8]) -> Option<u16> {
        let frame = self.frame.as_ref()?;
        let quantised = |place: u8| self.quantisation.get(usize::from(place)).copied().unwrap_or_default();
        let plain = frame.components().all(|component| quantised(component.quantisation));
        if !plain || !frame.is_grey_or_ycbcr(self.jfif, self.adobe) {
            return None;
        }
        let bits_of_block = scan::shortest_blocks(scan, frame, &self.huffman)?;
        scan::is_whole(data, frame.units(), bits_of_block, self.restart_interval)
            .then(|| frame.longest_side())
    }
}
