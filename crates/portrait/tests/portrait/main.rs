//! What comes of a photo: any photo, and what is none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stderr,
    reason = "tests fail by panicking"
)]

mod checking;
mod fitter;
mod fitting;
mod gallery;
mod hdr;
mod lossless;
mod made;
mod odd;
mod odd_inputs;
mod other_decoders;
mod photos;
mod picture;
