//! One HTTP question out, one bounded answer in, and how far the question got if it failed.
//!
//! This is the only crate that names reqwest. It sends a form to one vendor, once: no retries, no redirects, no
//! proxy unless one is set, no more than 256 KiB of an answer. What goes wrong becomes a [`Fault`], whose
//! [`Stage`](heyan_core::Stage) is proven by a body that knows whether it was ever polled.
//!
//! [`json`] is what the vendors' readers share. It knows no vendor.
//!
//! The form's buffer is zeroised when it is done with. Copies in the kernel, in TLS and in the HTTP library's own
//! write buffer are beyond heyan's reach.

mod config;
mod tls;
mod client;
mod body;
mod fault;
pub mod json;

pub use client::{Answer, Endpoint, Transport};
pub use config::{ProxySetting, TransportConfig, TransportConfigError};
pub use fault::{Cause, Fault, TlsFault};
