//! Reads a file or standard input up to a limit.

use std::io::{self, Read as _};

/// As large as `heyan_core::Portrait` takes.
pub(crate) const PORTRAIT_LIMIT: u64 = 32 * 1024 * 1024;

/// Reads no more than one byte above the limit, so that no endless file fills the memory: the parser then finds it too
/// long.
pub(crate) fn read_at_most(reader: impl io::Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
