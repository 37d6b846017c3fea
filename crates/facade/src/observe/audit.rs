//! An observer that writes down every attempt, before it is made and after it ended, and every result.

mod lines;
mod page;

use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use heyan_core::{
    Attempt, AttemptEnded, AttemptId, AttemptStarted, Clock, Decision, Observer, ProviderId, Reason, Step,
    SystemClock, VerificationEnded, VerificationId, shanghai_time,
};
use serde::Serialize;

use lines::Lines;
use page::Page;

/// Writes one line of JSON for every attempt that starts, every attempt that ended and every result.
///
/// ```text
/// {"event":"attempt_started","at":"2026-01-01T12:00:00.000+08:00","id":"…","reference":"order-7","consent_id":"c-81","attempt_id":"…","provider":"juhe","step":"ask"}
/// {"event":"attempt","at":"…","id":"…","reference":"order-7","consent_id":"c-81","attempt_id":"…","provider":"juhe","step":"ask","status":"answered",…}
/// {"event":"verification","at":"…","id":"…","reference":"order-7","consent_id":"c-81","decision":"verified","reason":"all_matched","cost_fen":80}
/// ```
///
/// Behind `attempt_id` an attempt has the fields that it has in a result's JSON. What is absent there is absent here.
///
/// No line holds a name, ID number, mobile number, image, key or text of a vendor. `reference` and `consent_id` are your
/// own text and stand there as they are: put nothing personal into them. Records of the processing of sensitive personal
/// information, as ID numbers and faces are, are to be kept for three years at least (PIPL, articles 55 and 56).
///
/// **No call waits for the disk.** A thread of the log's own writes; up to 4,096 lines wait for it. If it can't keep up, more
/// lines are dropped: it then writes `{"event":"lines_dropped","at":"…","count":12}` in their place, and counts them with
/// the lines that could not be written: watch [`failures`](Self::failures).
///
/// **At the end** call [`flush`](Self::flush), or drop every clone: both wait until all lines are written. Each line is one
/// write and one flush of the writer, so it outlives the process, not a loss of power.
///
/// **After a crash** look for starts without an end: an `attempt_started` whose `attempt_id` stands in no other line. If its
/// `step` is `ask`, the vendor may have billed it: look for it in the vendor's invoice. Lines that still waited are lost
/// with the process.
#[derive(Clone)]
pub struct AuditLog {
    lines: Arc<Lines>,
    clock: Arc<dyn Clock>,
}

impl AuditLog {
    /// Appends to a file, which several processes may do at the same time. Where there is none it is made, readable to
    /// its owner alone. To rotate it, rename it and restart: until then the renamed file is written to.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn append(path: impl AsRef<Path>) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        // A pipe has no end to look at.
        let metadata = file.metadata()?;
        let torn = metadata.is_file() && metadata.len() > 0 && page::ends_torn(path.as_ref())?;
        Ok(Self::onto(Page::new(file, torn)))
    }

    /// Writes to this: one call of `write` for each line, then one of `flush`.
    pub fn new(writer: impl Write + Send + 'static) -> Self {
        Self::onto(Page::new(writer, false))
    }

    fn onto(page: Page<impl Write + Send + 'static>) -> Self {
        Self { lines: Arc::new(Lines::new(page)), clock: Arc::new(SystemClock) }
    }

    /// Another clock, for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How many lines could not be written, or were dropped. If it is not 0, the log has gaps: raise an alarm.
    pub fn failures(&self) -> u64 {
        self.lines.failures()
    }

    /// Waits until every line so far is written. It blocks the thread: call it when the process ends.
    pub fn flush(&self) {
        self.lines.flush();
    }

    fn write<T: Serialize>(
        &self,
        event: &'static str,
        id: VerificationId,
        (reference, consent_id): (Option<&str>, Option<&str>),
        what: T,
    ) {
        let at = format!("{:.3}", shanghai_time(self.clock.now()));
        self.lines.write(&Line { event, at, id, reference, consent_id, what });
    }
}

impl Observer for AuditLog {
    fn attempt_started(&self, event: &AttemptStarted<'_>) {
        let what = Started { attempt_id: event.attempt_id, provider: event.provider, step: event.step };
        self.write("attempt_started", event.id, (event.reference, event.consent_id), what);
    }

    fn attempt_ended(&self, event: &AttemptEnded<'_>) {
        let what = Happened { attempt_id: event.attempt_id, attempt: event.attempt };
        self.write("attempt", event.id, (event.reference, event.consent_id), what);
    }

    fn verification_ended(&self, event: &VerificationEnded<'_>) {
        let what = Ended { decision: event.decision, reason: event.reason, cost_fen: event.cost_fen };
        self.write("verification", event.id, (event.reference, event.consent_id), what);
    }
}

/// What every line begins with.
#[derive(Serialize)]
struct Line<'a, T> {
    event: &'static str,
    at: String,
    id: VerificationId,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consent_id: Option<&'a str>,
    #[serde(flatten)]
    what: T,
}

#[derive(Serialize)]
struct Started<'a> {
    attempt_id: AttemptId,
    provider: &'a ProviderId,
    step: Step,
}

#[derive(Serialize)]
struct Happened<'a> {
    attempt_id: AttemptId,
    #[serde(flatten)]
    attempt: &'a Attempt,
}

#[derive(Serialize)]
struct Ended {
    decision: Decision,
    reason: Reason,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_fen: Option<u64>,
}

impl fmt::Debug for AuditLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuditLog").field("failures", &self.failures()).finish_non_exhaustive()
    }
}
