//! What the readers of a vendor's JSON share: which text may be wrong, and what counts as an object.

mod mend;

pub use heyan_core::json::Object;
pub use mend::{UNREADABLE, decoded, mended};
