//! Pictures that are not opaque, on white.

/// Composites pixels of this many channels, each followed by its opacity.
pub(crate) fn on_white(row: &[u8], channels: usize, opaque: &mut Vec<u8>) {
    for pixel in row.chunks_exact(channels + 1) {
        let Some((opacity, colour)) = pixel.split_last() else { continue };
        let (opacity, white) = (u32::from(*opacity), u32::from(u8::MAX));
        opaque.extend(colour.iter().map(|sample| {
            let mixed = (u32::from(*sample) * opacity + white * (white - opacity) + 127) / white;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        }));
    }
}
