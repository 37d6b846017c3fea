//! What goes wrong on request: scripted, queued, and then done to one connection or one answer.

mod kind;
mod script;

mod queue;

mod body;
mod effect;

pub(crate) use body::Shown;
pub(crate) use effect::{page, show};
pub use kind::{Fault, FaultKind, FaultStatus};
pub(crate) use queue::FaultQueue;
pub(crate) use script::parse;
