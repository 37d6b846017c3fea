//! Any phone photo to an upright JPEG inside a vendor's byte budget.
//!
//! ```
//! use heyan_portrait::{Budget, fit};
//! # let photo: &[u8] = include_bytes!("../tests/fixtures/example.jpg");
//!
//! let portrait = fit(photo, &Budget::default())?; // 16,000 to 20,000 bytes, at most 480 pixels a side
//! assert!(portrait.expose().len() <= 20_000);
//! # Ok::<(), heyan_portrait::PortraitError>(())
//! ```
//!
//! [`fit`] takes JPEG (baseline, progressive, grey, CMYK), PNG and WebP. It turns the picture upright, converts its colours
//! to sRGB, drops all metadata (the place where a photo was taken, for one), and looks for the highest quality that fits.
//! A file that is an upright baseline JPEG inside the budget already comes back byte for byte. [`check()`] tells before
//! anybody is paid what cannot work: a picture that is too small, blank, too dark or overexposed.
//!
//! **No face is looked for, and nothing is kept.** Whether there is a face only the vendor says.
//!
//! # What it takes
//! Whatever is asked of it, it refuses by a file's header what would take more than 64 MiB of memory or about a second
//! ([`limits`]), so bombs, truncated files and headers that lie end in an error. It works on the thread that calls it:
//! in an async program use `Fitter` (feature `tokio`), which has so many threads of its own and no more.
//!
//! Buffers of this crate are zeroised; those inside of the decoders are not.
//!
//! # Features
//! - `mozjpeg`: the C library mozjpeg in place of the pure Rust decoder and encoder. Better pictures in as many bytes.
//!   It needs a C compiler, is faster where `nasm` is installed, and reports errors by unwinding: not for
//!   `panic = "abort"`.
//! - `tokio`: `Fitter`.

mod error;
pub mod limits;
mod admit;
mod photo;
mod jpeg;
mod png;
mod webp;
mod orientation;
mod opacity;
mod raster;
mod shrink;
mod resize;
mod hdr;
mod colour;
mod check;
mod encode;
mod quality_search;
mod fit;
#[cfg(feature = "tokio")]
mod fitter;
mod number;

pub use heyan_core::{
    BudgetUnit, Portrait, PortraitBudget as Budget, PortraitFormat, PortraitSize, PortraitWarning as Warning,
};

pub use check::check;
pub use error::PortraitError;
pub use fit::{Fitted, fit};
#[cfg(feature = "tokio")]
pub use fitter::Fitter;
pub use photo::Photo;
