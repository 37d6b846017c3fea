//! Writes a file whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;

/// Why nothing was written.
pub(crate) enum Unwritten {
    /// A picture's bytes are nothing to read.
    Terminal,
    Failed(io::Error),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Writes a new file, or one in the place of another: beside it first, so that no half file is ever there.
pub(crate) fn write(out: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    let there = match File::options().write(true).open(out) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(put(out, bytes, None)?),
        Err(error) => return Err(error.into()),
    };
    let what = there.metadata()?;
    if what.is_file() {
        // Where a link leads, not the link.
        return Ok(put(&fs::canonicalize(out)?, bytes, Some(what.permissions()))?);
    }
    // A pipe or a device, which must stay what it is.
    if there.is_terminal() {
        return Err(Unwritten::Terminal);
    }
    Ok((&there).write_all(bytes)?)
}

/// A photo that only its owner may read stays so.
fn put(out: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Opened here, with the permissions that any new file has, and errors that name no path.
    let open = |path: &Path| File::options().write(true).create_new(true).open(path);
    let mut part = tempfile::Builder::new().prefix(".heyan-").make_in(folder, open)?;
    permissions.map_or(Ok(()), |permissions| part.as_file().set_permissions(permissions))?;
    part.as_file_mut().write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(out).map_err(|unmoved| unmoved.error)?;
    Ok(())
}
