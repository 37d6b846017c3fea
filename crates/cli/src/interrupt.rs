//! Ctrl-C, and the signals by which a system or a closing terminal ends a program.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Listens from now on, so that no signal ends the program where that would lose what was paid for.
pub(crate) struct Interrupt {
    signal: Pin<Box<dyn Future<Output = ()>>>,
    came: bool,
}

impl Interrupt {
    /// Begins to listen.
    pub(crate) async fn listen() -> Self {
        let mut interrupt = Self { signal: Box::pin(any()), came: false };
        // Listening begins with the first poll.
        poll_fn(|context| {
            interrupt.came |= interrupt.signal.as_mut().poll(context).is_ready();
            Poll::Ready(())
        })
        .await;
        interrupt
    }

    /// Whether one came.
    pub(crate) fn came(&self) -> bool {
        self.came
    }

    /// Returns as soon as one has come.
    pub(crate) async fn wait(&mut self) {
        if !self.came {
            self.signal.as_mut().await;
            self.came = true;
        }
    }
}

/// The first of them.
async fn any() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let listened = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()].map(signal);
        if let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = listened {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
