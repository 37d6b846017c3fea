//! Code that isn't heyan's: a panic of it, while it runs or while it is dropped, stays its own.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future on the heap, as traits with async methods give it.
type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// It panicked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Panicked;

/// Runs what `begin` gives. What others were paid for must not be lost with a panic.
pub(crate) async fn contained<'a, T>(begin: impl FnOnce() -> Boxed<'a, T> + Send) -> Result<T, Panicked> {
    let mut future = Contained(Some(caught(begin)?));
    poll_fn(|context| future.poll(context)).await
}

/// Runs this.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        // It may panic as it is dropped, and is small.
        std::mem::forget(payload);
        Panicked
    })
}

struct Contained<'a, T>(Option<Boxed<'a, T>>);

impl<T> Contained<'_, T> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<T, Panicked>> {
        // It is gone only once it was ready, and is not polled after that.
        let Some(future) = &mut self.0 else { return Poll::Ready(Err(Panicked)) };
        match caught(|| future.as_mut().poll(context)) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => {
                self.let_go();
                Poll::Ready(Ok(value))
            }
            Err(panicked) => {
                self.let_go();
                Poll::Ready(Err(panicked))
            }
        }
    }

    fn let_go(&mut self) {
        let future = self.0.take();
        let _ = caught(|| drop(future));
    }
}

impl<T> Drop for Contained<'_, T> {
    fn drop(&mut self) {
        self.let_go();
    }
}
