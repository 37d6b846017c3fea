//! One exchange over a real socket with a vendor whose every move is scripted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod config;
mod faults;
mod proxy;
mod tls;
mod vendor;
mod wire;
