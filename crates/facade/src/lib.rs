//! Verifies people's identity through Chinese vendors: chooses whom to ask, falls back, completes what one vendor
//! left open, and never pays twice for one question.
//!
//! A [`Facade`] is a [`Verifier`] over other verifiers. The rules by which it goes stand in one file each:
//! [`select`] says which providers are worth calling, and in which order; [`gates`] what keeps a call back;
//! [`fallback`] what follows a failure.
//!
//! Everything of `heyan-core` is re-exported here, and the providers by feature.

mod builder;
mod facade;
mod recent;
mod chain;
mod scan;
pub mod select;
mod candidate;
mod ask;
pub mod gates;
pub mod fallback;
mod context;
mod portraits;
mod refusal;
mod trail;
mod deadline;
mod contained;
mod observe;

pub use builder::{BuildError, Builder};
pub use candidate::ProviderHealth;
pub use facade::Facade;
pub use heyan_core::*;
pub use recent::{AnswerStore, InMemory, RecentAnswers};

#[cfg(feature = "audit")]
pub use observe::AuditLog;
#[cfg(feature = "metrics")]
pub use observe::MetricsObserver;
#[cfg(feature = "tracing")]
pub use observe::TracingObserver;

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

/// Any phone photo as an upright JPEG inside a vendor's budget.
#[cfg(feature = "portrait")]
pub mod portrait {
    pub use heyan_portrait::*;
}

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/hosted-scan.md")]
struct HostedScan;

#[cfg(all(doctest, feature = "juhe"))]
#[doc = include_str!("../../../docs/guide/gates.md")]
struct Gates;

#[cfg(all(doctest, feature = "juhe", feature = "portrait"))]
#[doc = include_str!("../../../docs/guide/portraits.md")]
struct Portraits;

#[cfg(all(doctest, feature = "audit", feature = "juhe", feature = "metrics", feature = "tracing"))]
#[doc = include_str!("../../../docs/guide/observability.md")]
struct Observability;
