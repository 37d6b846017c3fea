//! Decodes an ordinary JPEG at a fraction of its size with the C library mozjpeg; all others in pure Rust.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use mozjpeg::Decompress;

use super::decode_pure;
use super::header::{Header, Model};
use crate::number::size;
use crate::raster::Raster;

/// Rows of blocks that the library reads ahead of the pixels that it gives.
const AHEAD: u32 = 3;

/// The picture, with at least `longest` pixels on its longer side where it has them; `None` where it is damaged.
pub(crate) fn decode(bytes: &[u8], header: &Header, longest: u32) -> Option<Raster> {
    // The library tells nobody that data end before the picture does. Of one that is read from top to bottom it can be
    // seen; the others are rare.
    if header.model == Model::YCbCr && header.is_sequential {
        sequential(bytes, header, longest)
    } else {
        decode_pure::decode(bytes, header, longest)
    }
}

fn sequential(bytes: &[u8], header: &Header, longest: u32) -> Option<Raster> {
    let (data, after) = bytes.split_at_checked(header.data_end)?;
    let scale = header.scale(longest);
    let reached_end = Cell::new(false);
    let mut decoder =
        Decompress::new_reader(Watched { now: data, then: after, reached_end: &reached_end }).ok()?;
    decoder.scale(u8::try_from(8 / scale).ok()?);
    let mut started = decoder.rgb().ok()?;
    let (width, height) = header.scaled(scale);
    if (started.width(), started.height()) != (size(width), size(height)) {
        return None;
    }
    let mut picture = Raster::new(width, height, header.kind);
    // A row of blocks has at most 32 rows of pixels.
    let last_rows = size(AHEAD * 32 / scale);
    let needs_data = picture.rows_mut().count().saturating_sub(last_rows);
    for (row, pixels) in picture.rows_mut().enumerate() {
        started.read_scanlines_into::<u8>(pixels).ok()?;
        if reached_end.get() && row < needs_data {
            return None;
        }
    }
    started.finish().ok()?;
    Some(picture)
}

/// A file, and whether more was wanted than the data of its scan.
struct Watched<'a> {
    now: &'a [u8],
    then: &'a [u8],
    reached_end: &'a Cell<bool>,
}

impl BufRead for Watched<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.now.is_empty() {
            self.reached_end.set(true);
            self.now = std::mem::take(&mut self.then);
        }
        Ok(self.now)
    }

    fn consume(&mut self, read: usize) {
        self.now = self.now.get(read..).unwrap_or_default();
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
