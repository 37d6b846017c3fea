//! JPEG files (ISO/IEC 10918-1, ITU-T T.81).

mod segments;
mod frame;
mod huffman;
mod coverage;
mod pieces;
mod header;
#[cfg_attr(feature = "mozjpeg", path = "jpeg/decode_mozjpeg.rs")]
mod decode;
#[cfg(feature = "mozjpeg")]
#[path = "jpeg/decode.rs"]
mod decode_pure;

pub(crate) use decode::decode;
pub(crate) use header::{Header, read};
