//! The proof that no question is paid for twice: every answer, at every place of every chain, by the real facade.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "tests fail by panicking, and this one says how much it went through"
)]

mod model;
mod answer;
mod scripted;
mod setting;
mod case;
mod invariants;
mod resumed;
mod explore;
mod families;
mod appended;
#[cfg(all(feature = "ihuyi", feature = "juhe"))]
mod vendors;
