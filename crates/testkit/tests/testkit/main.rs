//! The testkit itself: the fake keeps the contract, and each check finds who does not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod fake;
mod forgetful;
mod misbehaving;
mod planted;
mod violations;
