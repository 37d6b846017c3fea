//! What the readers of a vendor's JSON share: which text may be wrong, and what counts as an object.

mod mend;
mod object;

pub use mend::{UNREADABLE, decoded, mended};
pub use object::Object;
