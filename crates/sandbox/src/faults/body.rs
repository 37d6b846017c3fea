//! The bodies that no vendor documents: cut in half, dripping, without an end.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use crate::socket::Line;

/// How often a dripping body drips.
const DRIP: Duration = Duration::from_secs(1);

/// What a body without an end consists of.
const BLANKS: Bytes = Bytes::from_static(&[b' '; 8192]);

/// The server is stopping, which is the one end that a body without an end has on this side.
#[derive(Debug, thiserror::Error)]
#[error("the sandbox is stopping")]
pub(crate) struct Stopping;

/// A body as the client gets to see it.
pub(crate) enum Shown {
    /// All of it.
    Whole(Bytes),
    /// `rest` and no more, of an announced `length`.
    Half { rest: Bytes, length: u64, line: Arc<Line> },
    /// A byte at each tick.
    Drip { rest: Bytes, ticks: Interval },
    /// Blanks for ever.
    Endless(Arc<Line>),
}

impl Shown {
    pub(super) fn half(body: &Bytes, line: Arc<Line>) -> Self {
        Self::Half { rest: body.slice(..body.len() / 2), length: length(body), line }
    }

    pub(super) fn drip(body: Bytes) -> Self {
        let mut ticks = interval_at(Instant::now() + DRIP, DRIP);
        // A client that was slow to read is not then served in bursts.
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self::Drip { rest: body, ticks }
    }
}

impl Body for Shown {
    type Data = Bytes;
    type Error = Stopping;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Stopping>>> {
        let bytes = match &mut *self {
            Self::Whole(rest) => std::mem::take(rest),
            Self::Half { rest, line, .. } if rest.is_empty() => {
                // Being asked for more means that the half has been taken, but not that it has been sent: an
                // error here would throw away what hyper has not written yet. So the socket ends the
                // connection, once everything before that has gone out.
                line.cut_once_flushed();
                return Poll::Pending;
            }
            Self::Half { rest, .. } => std::mem::take(rest),
            Self::Drip { rest, ticks } => {
                if !rest.is_empty() {
                    ready!(ticks.poll_tick(context));
                }
                rest.split_to(rest.len().min(1))
            }
            // A client that reads fast leaves the connection's task no moment in which to hear of the stop.
            Self::Endless(line) if line.is_stopping() => return Poll::Ready(Some(Err(Stopping))),
            Self::Endless(_) => BLANKS,
        };
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(rest) | Self::Drip { rest, .. } => rest.is_empty(),
            Self::Half { .. } | Self::Endless(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(rest) | Self::Drip { rest, .. } => SizeHint::with_exact(length(rest)),
            Self::Half { length, .. } => SizeHint::with_exact(*length),
            Self::Endless(_) => SizeHint::default(),
        }
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
