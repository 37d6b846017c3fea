//! Ctrl-C, and the signals by which a system or a closing terminal ends a program.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// Listens from when it is made, so that no signal ends the program where that would lose what was paid for.
pub(crate) struct Interrupt {
    signal: Pin<Box<dyn Future<Output = ()>>>,
    came: bool,
}

impl Interrupt {
    /// Listens to whatever ends programs.
    pub(crate) async fn of_any_kind() -> Self {
        Self::of(any()).await
    }

    /// Listens to Ctrl-C alone.
    pub(crate) async fn of_the_keyboard() -> Self {
        Self::of(keyboard()).await
    }

    async fn of(signal: impl Future<Output = ()> + 'static) -> Self {
        let mut interrupt = Self { signal: Box::pin(signal), came: false };
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

async fn keyboard() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The first of them. A signal that whoever started the program has it ignore stays ignored: `nohup` must go on working.
#[cfg(unix)]
async fn any() {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let heard = kinds.into_iter().filter(|kind| !is_ignored(*kind)).filter_map(|kind| signal(kind).ok());
    let mut heard: Vec<_> = heard.collect();
    poll_fn(|context| {
        let came = heard.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
        if came { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

#[cfg(not(unix))]
async fn any() {
    keyboard().await;
}

/// Linux tells by a mask, whose lowest bit is signal 1. Elsewhere only a hang-up is taken for ignored, which keeps
/// `nohup` and ends the program with its terminal.
#[cfg(unix)]
fn is_ignored(kind: tokio::signal::unix::SignalKind) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    match mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) {
        Some(mask) => mask >> (kind.as_raw_value() - 1) & 1 == 1,
        None => kind == tokio::signal::unix::SignalKind::hangup(),
    }
}
