//! A portrait's file.

use std::fs::File;
use std::path::Path;

use heyan::Portrait;

use crate::bounded::{PORTRAIT_LIMIT, read_at_most};
use crate::refusal::Refusal;
use crate::words::Says;

/// What is made of a portrait as soon as it is read: a refusal, where nothing can be.
pub(crate) type Look<'a> = &'a mut dyn FnMut(&Portrait) -> Result<(), Refusal>;

/// Reads a portrait's file.
pub(super) fn read(file: &Path) -> Result<Portrait, Refusal> {
    let bytes = File::open(file).and_then(|file| read_at_most(file, PORTRAIT_LIMIT)).map_err(|error| {
        Refusal::field(
            "portrait",
            match looks_like_base64(file) {
                true => Says::PortraitIsBase64,
                false => Says::PortraitFile { error: error.to_string() },
            },
        )
    })?;
    Ok(Portrait::from_bytes(bytes)?)
}

/// The first characters of a JPEG, PNG or WebP as base64, or of a data URL; or longer than any path.
fn looks_like_base64(file: &Path) -> bool {
    let text = file.to_string_lossy();
    let begins = ["/9j/", "iVBOR", "UklGR", "data:"].iter().any(|start| text.contains(start));
    begins || text.len() > 4096
}
