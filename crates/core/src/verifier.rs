//! The one trait: everything that answers a request, from a vendor to a whole chain of them.

mod provider_id;
mod portrait_budget;
mod capability;
#[cfg(feature = "mock")]
mod mock;

pub use capability::{Capability, Evidence, Method, Unserved};
#[cfg(feature = "mock")]
pub use mock::MockVerifier;
pub use portrait_budget::{BudgetUnit, PortraitBudget, PortraitTooLarge};
pub use provider_id::{ProviderId, ProviderIdError};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::{Clock, Outcome, SystemClock, VerifyError, VerifyRequest};

/// Answers whether a person is who they say they are.
///
/// A vendor is a `Verifier`; so is a limit around one, a chain of several, and the fake in a test.
///
/// # Contract
///
/// **What is an answer, what an error.** A negative answer is `Ok`: a mismatch, a missing record, a source that
/// could not check. `Err` means that no answer was had, or one that cannot be read. Only an explicit code of the
/// vendor may become [`Verdict::Match`](crate::Verdict::Match) or `Mismatch`; a missing code is never success.
///
/// **Billing.** One call asks at most one billable question. A verifier never asks it again by itself: no retry,
/// no redirect, no second connection once the question may have left. Each question stands in the trail as an
/// [`Attempt`](crate::Attempt), in `Ok` and in `Err` alike, with its [`Billing`](crate::Billing): `NotBilled` only
/// where that is proven, `MaybeBilled` in doubt. A facade counts a verifier that keeps no trail as `MaybeBilled`.
///
/// **Sessions.** A hosted scan answers `Ok(Pending)`. Asking how it went is the same call with the session in the
/// request; that is a query, which costs nothing, may be repeated, and whose failure leaves the session open. A request
/// with a session never starts anything: a verifier that has no sessions, or that gets a
/// [sealed](crate::SealedSession) one and has no keys to open it, refuses it
/// ([`VerifyError::session_refused`](crate::VerifyError::session_refused)). The
/// answer to a scan that was held has a finding at least, were it [`Verdict::Indeterminate`](crate::Verdict); one
/// without any says that the link ended unused.
///
/// **Cancellation.** The future may be dropped at any await. That frees whatever it holds, but a question that may
/// have left may be billed: who drops it must count it as `MaybeBilled`.
///
/// **Deadline.** An answer or error comes no later than the request's deadline.
///
/// **Concurrency.** One value serves all callers at the same time, behind an `Arc`; nobody waits for another
/// except where a limit says so.
///
/// **Personal data** appear in no `Debug`, error, log or panic.
///
/// # Example
/// A verifier of your own needs public constructors only:
///
/// ```
/// use heyan_core::{
///     Attempt, Billing, Capability, Factor, FactorSet, Findings, Method, Outcome, ProviderId, SessionProblem, Step,
///     Verdict, Verification, Verifier, VerifyError, VerifyRequest,
/// };
///
/// /// Looks people up in a register of our own, free of charge.
/// #[derive(Debug)]
/// struct Register { id: ProviderId, capability: Capability }
///
/// #[async_trait::async_trait]
/// impl Verifier for Register {
///     fn id(&self) -> &ProviderId { &self.id }
///     fn capability(&self) -> &Capability { &self.capability }
///     async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
///         if request.step() == Step::Query {
///             return Err(VerifyError::session_refused(self.id.clone(), SessionProblem::OtherProvider));
///         }
///         let findings = Findings::default().with(Factor::Identity, Verdict::NoRecord, &self.id);
///         let attempt = Attempt::answered(self.id.clone(), Step::Ask, Billing::NotBilled);
///         Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
///     }
/// }
///
/// let register = Register {
///     id: ProviderId::new("register")?,
///     capability: Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]),
/// };
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[async_trait]
pub trait Verifier: fmt::Debug + Send + Sync + 'static {
    /// The name under which it stands in results.
    fn id(&self) -> &ProviderId;

    /// What it can settle, and what it needs for that.
    fn capability(&self) -> &Capability;

    /// Answers the request; see the trait's contract.
    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError>;
}

#[async_trait]
impl<T: Verifier + ?Sized> Verifier for Arc<T> {
    fn id(&self) -> &ProviderId {
        (**self).id()
    }

    fn capability(&self) -> &Capability {
        (**self).capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        (**self).verify(request).await
    }
}

#[async_trait]
impl<T: Verifier + ?Sized> Verifier for Box<T> {
    fn id(&self) -> &ProviderId {
        (**self).id()
    }

    fn capability(&self) -> &Capability {
        (**self).capability()
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        (**self).verify(request).await
    }
}

/// Conveniences on every [`Verifier`].
#[async_trait]
pub trait VerifierExt: Verifier {
    /// Answers the request within `limit` from now, or by the request's own deadline if that is sooner.
    async fn verify_within(&self, request: &VerifyRequest, limit: Duration) -> Result<Outcome, VerifyError> {
        let latest = SystemClock.monotonic().checked_add(limit);
        let deadline = request.deadline().into_iter().chain(latest).min();
        match deadline {
            Some(deadline) => self.verify(&request.with_deadline(deadline)).await,
            None => self.verify(request).await,
        }
    }

    /// Whether anything could be settled for this request with what is in it.
    fn serves(&self, request: &VerifyRequest) -> bool {
        !self.capability().verifies(request).is_empty()
    }

    /// Shares it as a trait object.
    fn into_shared(self) -> Arc<dyn Verifier>
    where
        Self: Sized,
    {
        Arc::new(self)
    }
}

impl<T: Verifier + ?Sized> VerifierExt for T {}

// Compile-time assertions: object safe, and shared between threads.
const _: fn(&dyn Verifier) -> &dyn fmt::Debug = |verifier| verifier;
const _: () = {
    const fn shared<T: Send + Sync + ?Sized>() {}
    shared::<dyn Verifier>();
    shared::<VerifyRequest>();
    shared::<Outcome>();
    shared::<VerifyError>();
};
