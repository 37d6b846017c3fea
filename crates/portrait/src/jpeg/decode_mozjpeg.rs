//! Decodes an ordinary JPEG at a fraction of its size with the C library mozjpeg; all others in pure Rust.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use mozjpeg::Decompress;

use super::decode_pure;
use super::header::{Header, Model};
use super::pieces::Reader;
use crate::number::size;
use crate::raster::Raster;

/// Rows of blocks that the library reads ahead of the pixels that it gives.
const AHEAD: u32 = 2;

/// How many bytes it gets at a time.
const PORTION: usize = 4096;

/// The picture, with at least `longest` pixels on its longer side where it has them; `None` where it is damaged.
pub(crate) fn decode(bytes: &[u8], header: &Header, longest: u32) -> Option<Raster> {
    let scale = header.scale(longest);
    // Small pictures take no time, and all but ordinary ones are rare.
    let is_ordinary = header.model == Model::YCbCr && header.is_sequential && scale > 1;
    let picture = if is_ordinary { ordinary(bytes, header, scale) } else { None };
    // Who decodes in pure Rust is strict, and has the last word.
    picture.or_else(|| decode_pure::decode(bytes, header, longest))
}

/// `None` where something is strange about it. The library itself tells nobody: where data are damaged or missing it
/// goes on with what comes out. But then it has too few of them, or some are left.
fn ordinary(bytes: &[u8], header: &Header, scale: u32) -> Option<Raster> {
    let reader = header.pieces.reader(bytes, &[]);
    let left = Cell::new(reader.left());
    let watched = Watched { reader, left: &left };
    let mut decoder = Decompress::new_reader(watched).ok()?;
    decoder.scale(u8::try_from(8 / scale).ok()?);
    let mut started = decoder.rgb().ok()?;
    let (width, height) = header.scaled(scale);
    if (started.width(), started.height()) != (size(width), size(height)) {
        return None;
    }
    let mut picture = Raster::new(width, height, header.kind);
    let ahead = size((AHEAD * header.unit_height).div_ceil(scale));
    let needs_data = size(height).saturating_sub(ahead);
    for (row, pixels) in picture.rows_mut().enumerate() {
        started.read_scanlines_into::<u8>(pixels).ok()?;
        if left.get() == 0 && row < needs_data {
            return None;
        }
    }
    started.finish().ok()?;
    (left.get() <= PORTION).then_some(picture)
}

/// A file in portions, and how many of its bytes were not wanted yet.
struct Watched<'a> {
    reader: Reader<'a>,
    left: &'a Cell<usize>,
}

impl BufRead for Watched<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.left.set(self.reader.left());
        let portion = self.reader.fill_buf()?;
        Ok(portion.get(..PORTION).unwrap_or(portion))
    }

    fn consume(&mut self, read: usize) {
        self.reader.consume(read);
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
