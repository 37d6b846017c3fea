//! The pieces of a JPEG that make up its picture: what decoders get, and what is sent.

use std::io::{self, BufRead, Read};
use std::ops::Range;

use super::segments::EOI;

/// Where the picture's pieces are in its file, without what stands between and behind them.
#[derive(Default)]
pub(crate) struct Pieces(Vec<Range<usize>>);

/// The end of the image.
const END: &[u8] = &[0xFF, EOI];

impl Pieces {
    /// One more piece.
    pub(super) fn push(&mut self, place: Range<usize>) {
        match self.0.last_mut() {
            Some(last) if last.end == place.start => last.end = place.end,
            _ => self.0.push(place),
        }
    }

    fn slices<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().map(|place| bytes.get(place.clone()).unwrap_or_default())
    }

    /// A file of these alone: without EXIF data, comments, profiles, thumbnails, and with its end.
    pub(crate) fn written(&self, bytes: &[u8]) -> Vec<u8> {
        let length: usize = self.0.iter().map(ExactSizeIterator::len).sum();
        let mut file = Vec::with_capacity(length + END.len());
        self.slices(bytes).chain([END]).for_each(|slice| file.extend_from_slice(slice));
        file
    }

    /// Reads these, then `guard`, then the end of the image.
    pub(super) fn reader<'a>(&'a self, bytes: &'a [u8], guard: &'a [u8]) -> Reader<'a> {
        let mut later: Vec<_> = self.slices(bytes).chain([guard, END]).collect();
        let left = later.iter().map(|slice| slice.len()).sum();
        later.reverse();
        Reader { now: &[], later, left }
    }
}

/// Reads one slice after the other.
pub(super) struct Reader<'a> {
    now: &'a [u8],
    /// The last one first.
    later: Vec<&'a [u8]>,
    left: usize,
}

impl Reader<'_> {
    /// How many bytes were not read yet, beside the end of the image.
    #[cfg(feature = "mozjpeg")]
    pub(super) fn left(&self) -> usize {
        self.left.saturating_sub(END.len())
    }

    /// Goes on to the next slice that has something in it.
    fn advance(&mut self) {
        while self.now.is_empty() {
            let Some(next) = self.later.pop() else { return };
            self.now = next;
        }
    }
}

impl BufRead for Reader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.advance();
        Ok(self.now)
    }

    fn consume(&mut self, read: usize) {
        self.left = self.left.saturating_sub(read);
        self.now = self.now.get(read..).unwrap_or_default();
    }
}

impl Read for Reader<'_> {
    // The decoder reads byte by byte.
    #[inline]
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.now.is_empty() {
            self.advance();
        }
        let read = self.now.read(into)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }

    #[inline]
    fn read_exact(&mut self, into: &mut [u8]) -> io::Result<()> {
        if into.len() <= self.now.len() {
            self.left = self.left.saturating_sub(into.len());
            return self.now.read_exact(into);
        }
        let mut rest = into;
        while !rest.is_empty() {
            let read = self.read(rest)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            rest = rest.get_mut(read..).unwrap_or_default();
        }
        Ok(())
    }
}
