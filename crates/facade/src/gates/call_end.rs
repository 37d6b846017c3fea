//! How a call ended that the gates had let pass.

use std::time::Duration;

use heyan_core::{Attempt, Outcome, VerifyError};

use crate::trail;

/// How a call ended that a gate had let pass.
#[derive(Clone, Copy, Debug)]
pub struct CallEnd<'a> {
    how: How<'a>,
    elapsed: Duration,
    at_the_deadline: bool,
}

#[derive(Clone, Copy, Debug)]
enum How<'a> {
    NotCalled,
    Returned(&'a Result<Outcome, VerifyError>),
    Dropped(&'a Attempt),
}

impl<'a> CallEnd<'a> {
    /// The provider was never called.
    pub(super) const NOT_CALLED: CallEnd<'static> =
        CallEnd { how: How::NotCalled, elapsed: Duration::ZERO, at_the_deadline: false };

    /// The provider came back.
    pub(crate) fn returned(
        result: &'a Result<Outcome, VerifyError>,
        elapsed: Duration,
        at_the_deadline: bool,
    ) -> Self {
        Self { how: How::Returned(result), elapsed, at_the_deadline }
    }

    /// The caller dropped the future before the provider came back.
    pub(crate) fn dropped(attempt: &'a Attempt, elapsed: Duration) -> Self {
        Self { how: How::Dropped(attempt), elapsed, at_the_deadline: false }
    }

    /// Whether the provider was called at all. It was not if a later gate refused, if the time was up first, or if the
    /// caller left while it waited.
    pub fn was_called(&self) -> bool {
        !matches!(self.how, How::NotCalled)
    }

    /// Whether the caller left during the call. How far the call got is not known then.
    pub fn was_dropped(&self) -> bool {
        matches!(self.how, How::Dropped(_))
    }

    /// The attempts that the call added to the trail, each with its billing; none if the provider was never called.
    pub fn attempts(&self) -> &'a [Attempt] {
        match self.how {
            How::NotCalled => &[],
            How::Returned(result) => trail::told(result),
            How::Dropped(attempt) => std::slice::from_ref(attempt),
        }
    }

    /// The error, if the provider came back with one.
    pub fn error(&self) -> Option<&'a VerifyError> {
        match self.how {
            How::Returned(result) => result.as_ref().err(),
            _ => None,
        }
    }

    /// How long the call took.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Whether the caller's time ended the call, and not the provider.
    pub(super) fn is_cut_short(&self) -> bool {
        self.at_the_deadline || self.was_dropped()
    }
}
