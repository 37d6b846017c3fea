//! The facade's rules, each with fakes that count how often they are asked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod admission;
mod breaker;
mod budget;
mod build;
mod chain;
mod concurrency;
#[cfg(feature = "config")]
mod config;
mod conformance;
mod deadline;
mod health;
mod limited;
mod limits;
mod observers;
mod people;
mod plan;
mod policy;
mod providers;
mod rate;
mod sessions;
mod strategy;
#[cfg(all(feature = "ihuyi", feature = "juhe"))]
mod vendors;
mod whole_plan;
