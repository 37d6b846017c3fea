//! Refuses a photo by its header, before a pixel is decoded.

use heyan_core::PortraitFormat;

use crate::PortraitError;
use crate::limits::{MEMORY, PIXELS, SIDE};

/// What the picture itself is fitted in: the enlarged working copy and the encoder's buffers.
const FITTING: u64 = 8 * 1024 * 1024;

/// Refuses a picture of so many pixels, or whose decoder would need `decoder` bytes.
pub(crate) fn admit(
    format: PortraitFormat,
    (width, height): (u32, u32),
    decoder: u64,
) -> Result<(), PortraitError> {
    if width.max(height) > SIDE {
        return Err(PortraitError::TooLong { format, width, height });
    }
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(PortraitError::TooManyPixels { format, width, height, limit: PIXELS });
    }
    let needed = decoder.saturating_add(FITTING);
    if needed > MEMORY {
        let mebibytes = needed.div_ceil(1024 * 1024);
        return Err(PortraitError::TooMuchMemory { format, width, height, mebibytes });
    }
    Ok(())
}
