//! Whole lines, one after the other, whatever failed before.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Where the lines go.
pub(super) struct Page<W> {
    writer: W,
    /// The last line has a beginning and no end: the next one must not be joined to it.
    torn: bool,
}

impl<W: Write> Page<W> {
    pub(super) fn new(writer: W, torn: bool) -> Self {
        Self { writer, torn }
    }

    /// Writes what has a line break on either side, the first only where it is needed.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut rest = if self.torn { bytes } else { bytes.strip_prefix(b"\n").unwrap_or(bytes) };
        // One call takes all of it, unless a disk is full or a pipe is: then the rest follows, or the line is lost.
        while !rest.is_empty() {
            // A writer that panics leaves it at this.
            let before = std::mem::replace(&mut self.torn, true);
            let written = match self.writer.write(rest) {
                Ok(0) => Err(io::ErrorKind::WriteZero.into()),
                written => written,
            };
            match written {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) => {
                    self.torn = before;
                    if error.kind() != io::ErrorKind::Interrupted {
                        return Err(error);
                    }
                }
            }
        }
        self.torn = false;
        self.writer.flush()
    }
}

/// Whether a file that is not empty ends within a line, as a full disk or a loss of power leaves it.
pub(super) fn ends_torn(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
