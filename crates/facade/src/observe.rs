//! Observers for what a team runs already: its logs, its metrics, its audit. None of them tells anything personal.
//!
//! Give each to the outermost facade alone: a facade within a facade tells its attempts upwards, and an observer of both
//! would hear of them twice.

mod observers;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "audit")]
mod audit;

#[cfg(feature = "audit")]
pub use audit::AuditLog;
#[cfg(feature = "metrics")]
pub use metrics::MetricsObserver;
#[cfg(feature = "tracing")]
pub use tracing::TracingObserver;

pub(crate) use observers::Observers;
