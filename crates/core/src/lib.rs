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
//! The modules below stand in the order in which data meets them: what is asked, who is asked, what is answered.

mod clock;
mod loopback;
mod identifier;
mod json;

mod input;
mod person;
mod request;

mod verifier;
mod observer;

mod error;
mod attempt;
mod answer;
mod session;
pub mod echo;

pub use answer::{
    Advice, Decision, Finding, Findings, Outcome, Reason, Verdict, Verification, advise, decide, explain,
};
pub use attempt::{
    Attempt, AttemptId, Billing, Carrier, Failure, Score, ScoreKind, Skip, SkipReason, Stage, Status, Step,
};
pub use clock::{Clock, SystemClock, shanghai_date, shanghai_time, today_in_shanghai};
pub use error::{ErrorKind, Limit, Scope, VerifyError};
pub use input::{
    CredentialProblem, Field, InputError, LikelyEncoding, Problem, TextEncodingError, Warning,
    check_credential, check_passphrase, decode_text, trim_credential,
};
pub use jiff::{Timestamp, civil::Date};
pub use loopback::is_loopback;
pub use observer::{
    AttemptEnded, AttemptStarted, BreakerChanged, BreakerState, Observer, PortraitFitted, VerificationEnded,
};
pub use person::{Document, IdNumber, MobileNumber, RealName, Sex, Subject};
pub use request::{
    Factor, FactorSet, Hosted, HostedUrl, Portrait, PortraitFormat, PortraitSize, PortraitWarning,
    RequestBuilder, Requirement, VerificationId, VerifyRequest,
};
pub use session::{
    AnySession, SealedSession, Session, SessionKeyError, SessionKeys, SessionLink, SessionProblem,
};
#[cfg(feature = "mock")]
pub use verifier::MockVerifier;
pub use verifier::{
    BudgetUnit, Capability, Evidence, Method, PortraitBudget, PortraitTooLarge, ProviderId, ProviderIdError,
    Unserved, Verifier, VerifierExt,
};
