//! What anybody can put in front of a provider: a gate, and the permit that it gives.

use std::fmt;

use async_trait::async_trait;
use heyan_core::Skip;

use super::{CallEnd, Intent};

/// Decides, before a provider is called, whether the call may be made now.
///
/// heyan's own limits work in the same way. Write one for a rule of yours: a kill switch, a limit that several processes
/// share, an allow-list of references. Give it to all providers of a facade with
/// [`Builder::gate`](crate::Builder::gate), or to one with [`Limits::with_gate`](super::Limits::with_gate).
///
/// A refusal costs nothing and says nothing about the provider: the trail says `skipped`, and the next provider is
/// called.
///
/// # Contract
///
/// - `enter` runs before anything is sent. It may wait: the facade stops waiting when the deadline comes, when the process
///   drains, and when the caller leaves, by dropping the future.
/// - Every permit is told exactly once how its call ended, also if the provider was never called. A permit whose provider
///   was never called must cost nothing.
/// - Queries of a scan pass the gate, too. They are free, and a scan that was paid for is lost if it can't be queried: let
///   them pass unless there is a reason not to ([`Intent::step`]).
/// - A gate that panics refuses.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// use heyan::gates::{CallEnd, Gate, Intent, Permit};
/// use heyan::{Skip, Step};
///
/// /// Stops all billable calls at once.
/// #[derive(Clone, Debug, Default)]
/// struct KillSwitch(Arc<AtomicBool>);
///
/// struct Passed;
///
/// impl Permit for Passed {
///     fn settle(&mut self, _: &CallEnd<'_>) {}
/// }
///
/// #[async_trait::async_trait]
/// impl Gate for KillSwitch {
///     async fn enter(&self, intent: &Intent<'_>) -> Result<Box<dyn Permit>, Skip> {
///         match self.closed() {
///             Some(skip) if intent.step() == Step::Ask => Err(skip),
///             _ => Ok(Box::new(Passed)),
///         }
///     }
///
///     fn closed(&self) -> Option<Skip> {
///         self.0.load(Ordering::Relaxed).then(|| Skip::by_gate("kill switch"))
///     }
/// }
/// ```
#[async_trait]
pub trait Gate: fmt::Debug + Send + Sync + 'static {
    /// Waits until the call may be made.
    ///
    /// # Errors
    /// Why it may not; see [`Skip::by_gate`].
    async fn enter(&self, intent: &Intent<'_>) -> Result<Box<dyn Permit>, Skip>;

    /// Why a billable call would be refused at this moment, however long it waited; `None` if it would not. The planner
    /// asks, and doesn't wait for an answer.
    fn closed(&self) -> Option<Skip>;
}

/// Permission for one call, which is told how the call ended: once, by [`end`](Self::end), if that comes to its
/// end, otherwise by [`settle`](Self::settle).
#[async_trait]
pub trait Permit: Send {
    /// The call ended, and no one waits: the caller dropped the future, or `end` took too long. Must not block: what takes
    /// time goes into a task or a thread of its own.
    fn settle(&mut self, end: &CallEnd<'_>);

    /// The call ended. The answer waits for this, for up to a second and never past the deadline. Settles by default.
    async fn end(&mut self, end: &CallEnd<'_>) {
        self.settle(end);
    }
}

/// Shared by several facades, or by a facade and the code that switches it.
#[async_trait]
impl<T: Gate + ?Sized> Gate for std::sync::Arc<T> {
    async fn enter(&self, intent: &Intent<'_>) -> Result<Box<dyn Permit>, Skip> {
        (**self).enter(intent).await
    }

    fn closed(&self) -> Option<Skip> {
        (**self).closed()
    }
}
