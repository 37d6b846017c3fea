//! Whole lines of JSON, one after the other, whoever writes and whatever failed before.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

/// Where the lines go, and how many got lost.
pub(super) struct Lines<W> {
    page: Mutex<Page<W>>,
    failures: AtomicU64,
}

struct Page<W> {
    writer: W,
    /// The last line has a beginning and no end: the next one must not be joined to it.
    torn: bool,
}

impl<W> Lines<W> {
    pub(super) fn new(writer: W, torn: bool) -> Self {
        Self { page: Mutex::new(Page { writer, torn }), failures: AtomicU64::new(0) }
    }

    pub(super) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }
}

impl<W: Write> Lines<W> {
    /// Writes one line, or counts that it is lost.
    pub(super) fn write(&self, line: &impl Serialize) {
        if self.try_write(line).is_err() {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn try_write(&self, line: &impl Serialize) -> io::Result<()> {
        let mut bytes = vec![b'\n'];
        serde_json::to_writer(&mut bytes, line)?;
        bytes.push(b'\n');
        // A writer that panicked may have left half a line; `torn` says so.
        self.page.lock().unwrap_or_else(PoisonError::into_inner).write(&bytes)
    }
}

impl<W: Write> Page<W> {
    /// Writes what has a line break on either side, the first only where it is needed.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
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
