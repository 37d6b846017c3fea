//! Lines of JSON on their way to the thread that writes them: no caller waits for it, and none is joined to another.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::{self, JoinHandle};

use heyan_core::{Clock as _, SystemClock, shanghai_time};
use serde::Serialize;

use super::page::Page;
use crate::contained::caught;

/// How many lines wait at most: a second of a busy service, and a few MiB.
const WAITING: usize = 4096;

/// The lines that wait, and the thread that writes them.
pub(super) struct Lines {
    /// Gone once the log ends.
    to_writer: Option<SyncSender<Message>>,
    writer: Option<JoinHandle<()>>,
    counts: Arc<Counts>,
}

enum Message {
    /// With a line break on either side.
    Line(Vec<u8>),
    /// Answered once every line before it is written.
    Flush(Sender<()>),
}

#[derive(Default)]
struct Counts {
    /// Lines that were lost, for whatever reason.
    failures: AtomicU64,
    /// Those of them that the log has yet to tell of.
    dropped: AtomicU64,
}

impl Lines {
    pub(super) fn new(page: Page<impl Write + Send + 'static>) -> Self {
        let (to_writer, messages) = sync_channel(WAITING);
        let counts = Arc::new(Counts::default());
        let writer = thread::Builder::new().name("heyan-audit".to_owned()).spawn({
            let counts = Arc::clone(&counts);
            move || write_all(page, &messages, &counts)
        });
        // Without a thread every line fails, and is counted.
        Self { to_writer: Some(to_writer), writer: writer.ok(), counts }
    }

    pub(super) fn failures(&self) -> u64 {
        self.counts.failures.load(Ordering::Relaxed)
    }

    /// Hands one line to the writer, or counts that it is lost.
    pub(super) fn write(&self, line: &impl Serialize) {
        let mut bytes = vec![b'\n'];
        let is_json = serde_json::to_writer(&mut bytes, line).is_ok();
        bytes.push(b'\n');
        let sent = self.to_writer.as_ref().filter(|_| is_json).map(|to| to.try_send(Message::Line(bytes)));
        match sent {
            Some(Ok(())) => {}
            Some(Err(TrySendError::Full(_))) => self.counts.drop_one(),
            _ => self.counts.fail_one(),
        }
    }

    /// Waits until every line so far is written.
    pub(super) fn flush(&self) {
        let (written, is_written) = channel();
        let sent = self.to_writer.as_ref().map(|to| to.send(Message::Flush(written)));
        if let Some(Ok(())) = sent {
            // It fails if the writer is gone, and then there is nothing to wait for.
            let _ = is_written.recv();
        }
    }
}

/// The log ends with its last clone, and all its lines with it.
impl Drop for Lines {
    fn drop(&mut self) {
        self.to_writer = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Counts {
    fn fail_one(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
    }

    fn drop_one(&self) {
        self.fail_one();
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }
}

/// The thread: writes until no line can come any more.
fn write_all<W: Write>(mut page: Page<W>, messages: &Receiver<Message>, counts: &Counts) {
    for message in messages {
        match message {
            Message::Line(line) if is_written(&mut page, &line) => {}
            Message::Line(_) => counts.fail_one(),
            Message::Flush(written) => {
                tell_dropped(&mut page, counts);
                let _ = written.send(());
                continue;
            }
        }
        tell_dropped(&mut page, counts);
    }
    tell_dropped(&mut page, counts);
}

/// A writer that panics has lost this line, and is written to again.
fn is_written<W: Write>(page: &mut Page<W>, line: &[u8]) -> bool {
    matches!(caught(|| page.write(line)), Ok(Ok(())))
}

fn tell_dropped<W: Write>(page: &mut Page<W>, counts: &Counts) {
    let count = counts.dropped.swap(0, Ordering::Relaxed);
    if count > 0 {
        let at = format!("{:.3}", shanghai_time(SystemClock.now()));
        let line = format!("\n{{\"event\":\"lines_dropped\",\"at\":\"{at}\",\"count\":{count}}}\n");
        if !is_written(page, line.as_bytes()) {
            // To be told with the next line.
            counts.dropped.fetch_add(count, Ordering::Relaxed);
        }
    }
}
