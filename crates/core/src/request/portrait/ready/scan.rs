//! The one scan of a baseline picture: its header, and whether its data can be whole (ITU-T T.81, B.2.3 and F.1.2).

use memchr::memchr;

use super::frame::Frame;
use super::huffman::Tables;

/// The bits that the blocks of a unit have at least; `None` unless the scan has all components, in full.
pub(super) fn shortest_blocks(header: &[u8], frame: &Frame, huffman: &Tables) -> Option<u64> {
    let (count, rest) = header.split_first()?;
    let (components, [0, 63, 0]) = rest.split_last_chunk::<3>()? else { return None };
    if usize::from(*count) != frame.components().count() || components.len() != usize::from(*count) * 2 {
        return None;
    }
    let mut bits = 0;
    for ((component, blocks), named) in frame.components().zip(frame.blocks()).zip(components.chunks_exact(2))
    {
        let [id, tables] = *named else { return None };
        let (dc, ac) = huffman.shortest(tables >> 4, tables & 15)?;
        if id != component.id {
            return None;
        }
        bits += u64::from(blocks) * u64::from(dc + ac);
    }
    Some(bits)
}

/// Whether `data` is that of so many units, has its restarts in turn, and ends with the end of the image and nothing
/// else.
pub(super) fn is_whole(data: &[u8], units: u64, bits_of_unit: u64, restart_interval: u16) -> bool {
    let mut rest = data;
    let (mut stuffed, mut restarts) = (0_u64, 0_u64);
    let ended = loop {
        let Some(at) = memchr(0xFF, rest) else { return false };
        let [_, marker, after @ ..] = rest.get(at..).unwrap_or_default() else { return false };
        rest = after;
        match marker {
            0x00 => stuffed += 1,
            0xD0..=0xD7 if u64::from(marker - 0xD0) == restarts % 8 => restarts += 1,
            0xD9 => break rest.is_empty(),
            _ => return false,
        }
    };
    let expected = match u64::from(restart_interval) {
        0 => 0,
        interval => (units - 1) / interval,
    };
    let bytes = u64::try_from(data.len()).unwrap_or(u64::MAX);
    let coded = bytes.saturating_sub(stuffed + 2 * restarts + 2);
    ended && restarts == expected && coded.saturating_mul(8) >= units.saturating_mul(bits_of_unit)
}
