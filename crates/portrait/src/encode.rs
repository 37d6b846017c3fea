//! A picture as one interleaved baseline scan with 4:2:0.

mod coarseness;
#[cfg_attr(feature = "mozjpeg", path = "encode/mozjpeg.rs")]
#[cfg_attr(not(feature = "mozjpeg"), path = "encode/pure.rs")]
mod encoder;

pub(crate) use coarseness::Coarseness;
pub(crate) use encoder::{encode, first_guess};
