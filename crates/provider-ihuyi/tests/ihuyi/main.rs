//! ihuyi's interface: its codes as bytes, over a real socket against a scripted vendor, and its rules of time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod clock;
mod codes;
mod config;
mod conformance;
mod decode;
mod differential;
mod echo;
mod faults;
mod logs;
mod person;
mod privacy;
mod properties;
mod sandbox;
mod scans;
mod sessions;
mod sign;
mod vendor;
mod statuses;
mod strict;
mod two_clocks;
mod unread;
mod wire;
mod xml;
