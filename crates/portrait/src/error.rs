//! Why a photo cannot be fitted.

use heyan_core::{PortraitFormat, Problem};

use crate::limits;

/// Why a photo cannot be fitted. No byte of it, and no text from it, is in here.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PortraitError {
    /// No bytes.
    #[error("the file is empty; send the whole photo")]
    Empty,
    /// Not a JPEG, PNG or WebP, or too many bytes.
    #[error("the file {0}")]
    Unusable(Problem),
    /// An animated WebP: nobody can say which of its pictures is meant.
    #[error("the WebP is animated; give a still picture")]
    Animated,
    /// The file ends before the picture does.
    #[error("the {0} ends in the middle of the picture; send the whole file")]
    Truncated(PortraitFormat),
    /// The file breaks the rules of its format.
    #[error("the {0} is damaged and cannot be read; save or take the picture again")]
    Damaged(PortraitFormat),
    /// A kind of JPEG that hardly anything reads.
    #[error("the JPEG is {0}, which few programs can read; save it as an ordinary JPEG")]
    UnusualJpeg(&'static str),
    /// More pixels than are read.
    #[error("the {format} has {width} x {height} pixels, over the limit of {} megapixels; make it smaller", limit / 1_000_000)]
    TooManyPixels {
        /// Its format.
        format: PortraitFormat,
        /// Pixels across, as stored.
        width: u32,
        /// Pixels down, as stored.
        height: u32,
        /// The most pixels that are read of such a picture.
        limit: u64,
    },
    /// A side with more pixels than a JPEG can have.
    #[error(
        "the {format} has {width} x {height} pixels, over the limit of {} a side; make it smaller",
        limits::SIDE
    )]
    TooLong {
        /// Its format.
        format: PortraitFormat,
        /// Pixels across, as stored.
        width: u32,
        /// Pixels down, as stored.
        height: u32,
    },
    /// Reading the file would take too much memory, as progressive JPEGs, WebPs and interlaced PNGs soon do.
    #[error("the {format} of {width} x {height} pixels would take {mebibytes} MiB to read, over the limit of {} MiB; make it smaller, or save it as an ordinary JPEG, not a progressive one",
        limits::MEMORY / 1024 / 1024)]
    TooMuchMemory {
        /// Its format.
        format: PortraitFormat,
        /// Pixels across, as stored.
        width: u32,
        /// Pixels down, as stored.
        height: u32,
        /// What it would take, in MiB.
        mebibytes: u64,
    },
    /// A progressive JPEG in more scans than any program writes.
    #[error(
        "the JPEG has {scans} scans of {width} x {height} pixels, which takes too long to read; save it as an ordinary JPEG, not a progressive one"
    )]
    TooManyScans {
        /// Pixels across, as stored.
        width: u32,
        /// Pixels down, as stored.
        height: u32,
        /// How often it goes over them.
        scans: usize,
    },
    /// A JPEG in more segments than any program writes.
    #[error(
        "the JPEG has more than {limit} segments, which takes too long to read; save it as an ordinary JPEG"
    )]
    TooManySegments {
        /// The most that are read.
        limit: usize,
    },
    /// A lossy WebP with more detail than any photo has.
    #[error(
        "the WebP has {bytes} bytes for {width} x {height} pixels, which takes too long to read; make it smaller, or save it as an ordinary JPEG"
    )]
    TooMuchDetail {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The file's bytes.
        bytes: usize,
    },
    /// Not even the poorest and smallest picture is inside the budget.
    #[error("no picture of it fits into {limit} bytes; give the budget more room")]
    BudgetTooSmall {
        /// The budget's upper bound, in bytes of the file.
        limit: usize,
    },
    /// The runtime ended before the photo was ready.
    #[error("the program was about to end before the photo was ready; try again")]
    Abandoned,
}

impl PortraitError {
    /// A word for it in snake case, as programs read it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Unusable(problem) => problem.code(),
            Self::Animated => "animated_image",
            Self::Truncated(_) => "truncated_image",
            Self::Damaged(_) => "damaged_image",
            Self::UnusualJpeg(_) => "unusual_jpeg",
            Self::TooManyPixels { .. }
            | Self::TooLong { .. }
            | Self::TooMuchMemory { .. }
            | Self::TooManyScans { .. }
            | Self::TooManySegments { .. }
            | Self::TooMuchDetail { .. } => "image_too_large",
            Self::BudgetTooSmall { .. } => "budget_too_small",
            Self::Abandoned => "abandoned",
        }
    }
}
