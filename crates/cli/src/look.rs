//! A photo, looked at before anybody is paid: what it is, what is made of it, and what is odd about it.

use heyan::portrait::{Budget, Fitted, Photo, Portrait, PortraitSize};
use serde::Serialize;

use crate::refusal::Refusal;

/// Reads a portrait's header: what cannot be opened is refused.
pub(crate) fn open(portrait: &Portrait) -> Result<(), Refusal> {
    Photo::open(portrait.expose()).map(drop).map_err(Refusal::portrait)
}

/// Fits a photo, and tells what is odd about it.
pub(crate) fn fit(bytes: &[u8], budget: &Budget) -> Result<Fitted, Refusal> {
    Photo::open(bytes).and_then(|photo| photo.fit(budget)).map_err(Refusal::portrait)
}

/// From what to what, in JSON.
#[derive(Serialize)]
pub(crate) struct FromTo {
    given: Size,
    sent: Size,
    untouched: bool,
}

/// A picture's size in JSON.
#[derive(Serialize)]
struct Size {
    format: String,
    width: u32,
    height: u32,
    bytes: usize,
}

impl FromTo {
    pub(crate) fn of(fitted: &Fitted) -> Self {
        let size = |size: &PortraitSize| Size {
            format: size.format.to_string().to_ascii_lowercase(),
            width: size.width,
            height: size.height,
            bytes: size.bytes,
        };
        Self { given: size(&fitted.given), sent: size(&fitted.sent), untouched: fitted.untouched }
    }
}
