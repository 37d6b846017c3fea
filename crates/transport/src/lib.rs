//! One HTTP question out, one bounded answer in, and how far the question got if it failed.
//!
//! This is the only crate that names reqwest. It sends one request to one vendor, once: no retries, no redirects, no
//! proxy unless one is set, no compression, no more than 256 KiB of an answer. What goes wrong becomes a [`Fault`],
//! whose [`Stage`](heyan_core::Stage) is proven by a body that knows whether it was ever taken.
//!
//! It knows no vendor. A provider is made of these parts:
//!
//! 1. [`form::encode`] or [`SecretBytes`] for the body, [`Headers`] for the rest.
//! 2. [`Transport::post`] or [`Transport::get`].
//! 3. [`Answer::read`], to which the provider says what it makes of the bytes; [`json`] helps with those.
//! 4. [`Attempts`], which writes the attempt and the error.
//!
//! ```
//! # use std::time::Instant;
//! # use heyan_core::{Attempt, Billing, Clock, ErrorKind, Step, SystemClock, VerifyError};
//! use heyan_transport::{Attempts, Endpoint, Reading, Transport, form};
//!
//! /// What the vendor's answers mean: only an explicit one is a success.
//! enum Said {
//!     IsKnown(bool),
//!     WrongKey,
//!     Nonsense,
//! }
//!
//! /// Whether the vendor knows this name: `{"known":true}` or `{"known":false}`, or `{"code":17}` if the key is wrong.
//! async fn ask(transport: &Transport, endpoint: &Endpoint, attempts: &Attempts) -> Result<Attempt, VerifyError> {
//!     let body = form::encode([("key", "from-your-secret-store"), ("name", "张三")]);
//!     let clock = SystemClock;
//!     let (asked_at, started) = (clock.now(), clock.monotonic());
//!     let answer = transport.post_form(endpoint, body, None).await;
//!     let elapsed = clock.monotonic().saturating_duration_since(started);
//!     let call = attempts.call(Step::Ask, asked_at, elapsed);
//!     let said = answer
//!         .and_then(|answer| {
//!             answer.read(|body| match body {
//!                 b"{\"known\":true}" => (Said::IsKnown(true), Reading::Other),
//!                 b"{\"known\":false}" => (Said::IsKnown(false), Reading::Other),
//!                 b"{\"code\":17}" => (Said::WrongKey, Reading::ListedFailure),
//!                 _ => (Said::Nonsense, Reading::Unreadable),
//!             })
//!         })
//!         .map_err(|fault| call.error(fault))?;
//!     let failed = |kind, billing, meaning| {
//!         VerifyError::new(kind, vec![call.failed(kind, billing, meaning)])
//!     };
//!     match said {
//!         Said::IsKnown(true) => Ok(call.answered(Billing::Billed, "the name is known")),
//!         Said::IsKnown(false) => Ok(call.answered(Billing::Billed, "the name is not known")),
//!         Said::WrongKey => Err(failed(ErrorKind::Credentials, Billing::NotBilled, "the key is wrong")),
//!         // With status 200 what cannot be read counts, too: it may have been billed.
//!         Said::Nonsense => Err(failed(ErrorKind::Protocol, Billing::MaybeBilled, "no answer of the vendor's")),
//!     }
//! }
//! ```
//!
//! Bodies and answers are zeroised when they are done with. Copies in the kernel, in TLS and in the HTTP library's own
//! buffers are beyond heyan's reach.

mod config;
mod tls;
pub mod form;
mod secret_bytes;
mod headers;
mod client;
mod body;
mod answer;
mod fault;
mod attempts;
pub mod json;

pub use answer::{Answer, Reading};
pub use attempts::{Attempts, Call};
pub use client::{Endpoint, Transport};
pub use config::{ProxySetting, TransportConfig, TransportConfigError};
pub use fault::{Cause, Fault, TlsFault};
pub use headers::{HeaderError, Headers};
pub use secret_bytes::SecretBytes;
