//! What keyboards, clipboards and wrong encodings do to text. Never NFC or NFKC: U+F900 is not U+8C48 in a name.
//!
//! Names, ID numbers and mobile numbers are read through the same tables.

mod tables;
mod lookup;
mod width;

pub(crate) mod ignorable;
pub(crate) mod ideographs;
pub(crate) mod letters;
pub(crate) mod separators;
pub(crate) mod belonging;
pub(crate) mod replacements;
pub(crate) mod mojibake;
pub(crate) mod numbers;
