//! How large a photo may be, and how much memory fitting it may take.

/// The most pixels of a picture: phones' cameras have up to 200 million.
pub const PIXELS: u64 = 220_000_000;

/// The most pixels of a side, which is what a JPEG can have.
pub const SIDE: u32 = 65_535;

/// The longer side, in pixels, up to which a photo is decoded at twice the size that is wanted.
pub const DECODED_SIDE: u32 = 1_600;

/// The most memory that reading and fitting one photo takes beside the photo itself, in bytes, for budgets of up to
/// [`DECODED_SIDE`] pixels a side.
pub const MEMORY: u64 = 64 * 1024 * 1024;

/// The most bytes of pixels that are read from a PNG: its compression is too good to say how long it takes.
pub const PNG_PIXEL_BYTES: u64 = 160 * 1024 * 1024;

/// The most bytes of a lossy WebP's data, its pixels counted as 3 bytes in ten: it is grain that takes long to read.
pub const WEBP_BYTES: u64 = 7_500_000;

/// The most scans of a JPEG, however small it is.
pub const SCANS: usize = 200;

/// The most pixels of a JPEG over which its scans may go in all: programs write about ten scans, and each takes time anew.
pub const SCANNED_PIXELS: u64 = 500_000_000;

/// The most segments of a JPEG, the tables in them counted one by one. A photo with a depth map of 32 MiB has 500.
pub const SEGMENTS: usize = 4_096;
