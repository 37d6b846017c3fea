//! A future that is given up after so many polls: somewhere in the middle, and no clock is needed for it.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// What comes of it within so many polls, of those after which `counts` is true; as long as it is, there is one whenever
/// the task's turn comes, be there news for it or not.
pub(crate) async fn polled<F: Future + Unpin>(
    future: &mut F,
    counts: impl Fn() -> bool,
    polls: u32,
) -> Option<F::Output> {
    let mut left = polls;
    poll_fn(|context| {
        if let Poll::Ready(value) = Pin::new(&mut *future).poll(context) {
            return Poll::Ready(Some(value));
        }
        if counts() {
            left = left.saturating_sub(1);
            context.waker().wake_by_ref();
        }
        if left == 0 { Poll::Ready(None) } else { Poll::Pending }
    })
    .await
}
