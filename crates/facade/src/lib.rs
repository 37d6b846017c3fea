//! Verifies people's identity through Chinese vendors: chooses whom to ask, falls back, completes what one vendor
//! left open, and never pays twice for one question.
//!
//! A [`Facade`] is a [`Verifier`] over other verifiers. The rules by which it goes stand in one file each:
//! [`plan`] says who is worth asking, [`policy`] what follows on a failure.
//!
//! Everything of `heyan-core` is re-exported here, and the providers by feature.

mod facade;
mod admission;
mod chain;
mod resume;
mod trail;
pub mod plan;
pub mod policy;
mod announce;
#[cfg(feature = "config")]
pub mod config;
#[cfg(feature = "tracing")]
mod tracing;

pub use facade::{BuildError, Builder, Facade};
pub use heyan_core::*;

#[cfg(feature = "tracing")]
pub use crate::tracing::TracingObserver;

/// ihuyi's hosted face scan.
#[cfg(feature = "ihuyi")]
pub mod ihuyi {
    pub use heyan_provider_ihuyi::*;
}

/// Juhe's face four-element check.
#[cfg(feature = "juhe")]
pub mod juhe {
    pub use heyan_provider_juhe::*;
}

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/hosted-scan.md")]
struct HostedScan;
