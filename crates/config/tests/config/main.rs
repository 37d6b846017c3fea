//! A configuration from a file and from the environment: what it makes of them, and what each mistake is told with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod accounts;
mod check;
mod environment;
mod file;
mod people;
mod shown;
