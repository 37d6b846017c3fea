//! What the readers of a vendor's JSON share: which text may be wrong, and which name may come twice.

mod members;
mod mend;

pub use members::Members;
pub use mend::{UNREADABLE, decoded, mended};
