//! The real binary, run as a user runs it, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod bad_input;
mod browser;
mod check;
mod codes;
mod codes_command;
mod completion;
mod config;
mod environment;
mod fallback;
mod faults;
mod field;
mod first_account;
mod help_texts;
mod ihuyi_codes;
mod kept;
mod languages;
mod heyan;
mod pictures;
mod plan;
mod portrait;
mod portrait_files;
mod portrait_sent;
mod privacy;
mod requests;
mod scans;
mod scans_of_other_versions;
mod tables;
mod text_files;
mod unique_keys;
mod vendor;
