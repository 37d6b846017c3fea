//! Which providers are worth calling, and in which order.

pub mod strategy;
pub mod plan;
