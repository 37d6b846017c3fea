//! The domain of identity verification: what is asked, what is answered, and the one trait between them.
//!
//! A [`VerifyRequest`] holds a person's data and the evidence for it; a [`Verifier`] answers it with an
//! [`Outcome`] or a [`VerifyError`]; both carry a trail of [`Attempt`]s that says who was asked and what it cost.
//! This crate does no I/O, needs no runtime and knows no vendor.
//!
//! ```
//! use heyan_core::{IdNumber, MobileNumber, RealName, VerifyRequest, today_in_shanghai};
//!
//! let request = VerifyRequest::builder(RealName::parse("张三")?, IdNumber::parse("11010519491231002x")?)
//!     .mobile(MobileNumber::parse("+86 138-0013-8000")?)
//!     .build(today_in_shanghai())?;
//!
//! // A person's data redact themselves; revealing them is one greppable word.
//! assert_eq!(format!("{:?}", request.subject().name()), "RealName([redacted])");
//! assert_eq!(request.subject().id_number().expose(), "11010519491231002X");
//! # Ok::<(), heyan_core::InputError>(())
//! ```
//!
//! The modules below stand in the order in which data meets them.

mod clock;
mod moment;

// What is asked.
mod text;
mod field;
mod input;
mod name;
mod id_number;
mod mobile;
mod portrait;
mod portrait_warning;
mod subject;
mod factor;
mod requirement;
mod loopback;
mod hosted;
mod request;

// Who is asked.
mod provider_id;
mod capability;
mod verifier;
mod breaker_state;
mod observer;

// What is answered.
mod verdict;
mod findings;
mod billing;
mod status;
mod attempt;
mod attempt_record;
mod decision;
mod reason;
mod advice;
mod session;
mod session_token;
mod outcome;
mod error_kind;
mod error;
pub mod echo;

#[cfg(feature = "mock")]
mod mock;

pub use advice::{Advice, advise};
pub use attempt::{Attempt, Carrier, Score, ScoreKind};
pub use billing::{Billing, Stage};
pub use breaker_state::BreakerState;
pub use capability::{BudgetUnit, Capability, Evidence, PortraitBudget, Unserved, Way};
pub use clock::{Clock, SystemClock, shanghai_date, shanghai_time, today_in_shanghai};
pub use decision::{Decision, decide};
pub use error::VerifyError;
pub use error_kind::{ErrorKind, Limit, Scope};
pub use factor::{Factor, FactorSet};
pub use field::Field;
pub use findings::{Finding, Findings};
pub use hosted::{Hosted, HostedUrl};
pub use id_number::{Document, IdNumber, Sex};
pub use input::{InputError, Problem, Warning};
pub use jiff::{Timestamp, civil::Date};
pub use loopback::is_loopback;
pub use mobile::MobileNumber;
#[cfg(feature = "mock")]
pub use mock::MockVerifier;
pub use name::RealName;
pub use observer::{
    AttemptEnded, AttemptStarted, BreakerChanged, Observer, PortraitFitted, VerificationEnded,
};
pub use outcome::{Outcome, Verification};
pub use portrait::{Portrait, PortraitFormat, PortraitSize};
pub use portrait_warning::PortraitWarning;
pub use provider_id::{ProviderId, ProviderIdError};
pub use reason::{Reason, explain};
pub use request::{RequestBuilder, VerificationId, VerifyRequest};
pub use requirement::Requirement;
pub use session::{Session, SessionLink};
pub use session_token::{SessionKeyError, SessionKeys, SessionProblem};
pub use status::{Failure, Skip, SkipReason, Status, Step};
pub use subject::Subject;
pub use verdict::Verdict;
pub use verifier::{Verifier, VerifierExt};
