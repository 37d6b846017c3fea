//! Juhe's interface: its codes as bytes, over a real socket against the sandbox, and as the wild knows them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod codes;
mod config;
mod conformance;
mod decode;
mod differential;
mod faults;
mod liberties;
mod person;
mod portrait_budget;
mod privacy;
mod properties;
mod sandbox;
mod statuses;
mod strict;
mod tls;
mod vendor;
mod wire;
