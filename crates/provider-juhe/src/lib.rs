//! Juhe's face four-element check (人脸四要素核验) as a [`Verifier`](heyan_core::Verifier).
//!
//! One form goes to `POST /verifyface_mobile/query` with a name, an ID number, a mobile number and a face photo;
//! one answer says which of identity, mobile and face match. Source: the vendor's page, version of 2024-11-21.
//!
//! ```
//! use heyan_core::Verifier;
//! use heyan_provider_juhe::{JuheConfig, JuheVerifier};
//!
//! let juhe = JuheVerifier::new(JuheConfig::new("key-from-your-secret-store").with_price_fen(80))?;
//! assert_eq!(juhe.id().as_str(), "juhe");
//! # Ok::<(), heyan_provider_juhe::JuheConfigError>(())
//! ```
//!
//! The modules stand in the order in which a question meets them.

mod config;
mod verifier;
mod encode;
mod wire;
mod encoding;
mod liberties;
mod codes;
mod echo;
mod decode;

pub use codes::{Code, Meaning, codes};
pub use config::{BASE_URL, JuheConfig, JuheConfigError, PORTRAIT_BYTES};
// For tests and benches of the bytes; no part of the stable interface.
#[doc(hidden)]
pub use decode::{Decoded, decode};
#[doc(hidden)]
pub use encode::{Form, encode};
pub use heyan_transport::{ProxySetting, TransportConfigError};
pub use verifier::JuheVerifier;
