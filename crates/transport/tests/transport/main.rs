//! One exchange over a real socket with a vendor whose every move is scripted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod answers;
mod config;
mod connecting;
mod faults;
mod form;
mod headers;
mod proxy;
mod third_provider;
mod tls;
mod vendor;
mod wire;
