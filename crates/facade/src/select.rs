//! Which providers are worth calling, and in which order.

mod strategy;
mod eligibility;
mod cheaper;
mod preview;

pub use cheaper::Cheaper;
pub use eligibility::{Known, skip};
pub use preview::{Plan, Planned, When};
pub use strategy::Strategy;

pub(crate) use preview::preview;
