//! Unicode's own data, as `cargo xtask unicode` writes them.

pub(super) mod han;
pub(super) mod ignorable;
pub(super) mod marks;
pub(super) mod scripts;
pub(super) mod variations;
