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
mod an_hour;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "audit")]
mod audit_golden;
mod breaker;
mod budget;
mod build;
mod chain;
mod concurrency;
mod conformance;
#[cfg(feature = "juhe")]
mod dead_host;
mod deadline;
#[cfg(any(feature = "audit", feature = "metrics", feature = "tracing"))]
mod happenings;
mod foreign;
mod gates;
mod health;
mod joined;
mod leaks;
mod limited;
mod limits;
#[cfg(feature = "tracing")]
mod logs;
#[cfg(feature = "metrics")]
mod metrics;
mod observers;
mod people;
mod eligibility;
mod fallback;
#[cfg(feature = "portrait")]
mod portraits;
#[cfg(all(feature = "audit", feature = "metrics", feature = "tracing"))]
mod privacy;
mod providers;
mod rate;
mod recent;
mod sealed;
mod sessions;
mod strategy;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(all(feature = "ihuyi", feature = "juhe"))]
mod vendors;
mod preview;
