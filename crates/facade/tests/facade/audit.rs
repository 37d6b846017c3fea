//! What the audit log keeps: lines of JSON that are whole, written before the vendor is asked, and nobody else's to read.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use heyan::{AuditLog, Clock, Facade, Observer, Step, SystemClock, Timestamp, Verifier};
use heyan_testkit::FakeVerifier;
use serde_json::Value;

use crate::happenings::{Happening, each, request};
use crate::providers::{id, photo_check};

/// Stands still at noon in Shanghai.
#[derive(Debug)]
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-01-01T12:00:00+08:00".parse().unwrap()
    }

    fn monotonic(&self) -> Instant {
        SystemClock.monotonic()
    }
}

/// What is done to a writer, and what it does about it.
#[derive(Clone, Default)]
pub(crate) struct Paper(Arc<Mutex<Sheet>>);

#[derive(Default)]
struct Sheet {
    text: String,
    calls: Vec<&'static str>,
    /// The next writes: so many bytes are taken, or an error is given.
    script: Vec<Result<usize, io::ErrorKind>>,
}

impl Paper {
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().text.clone()
    }

    fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap().calls)
    }

    fn next(&self, writes: &[Result<usize, io::ErrorKind>]) {
        self.0.lock().unwrap().script.extend(writes);
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut sheet = self.0.lock().unwrap();
        sheet.calls.push("write");
        let taken = if sheet.script.is_empty() { bytes.len() } else { sheet.script.remove(0)? };
        sheet.text += std::str::from_utf8(&bytes[..taken]).unwrap();
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.lock().unwrap().calls.push("flush");
        Ok(())
    }
}

fn starts() -> Happening {
    Happening::Started("juhe", Step::Ask)
}

#[test]
fn events_and_fields_are_stable() {
    let told = each(|happening, request| {
        let paper = Paper::default();
        happening.tell(&AuditLog::new(paper.clone()).with_clock(Noon), request);
        paper.text()
    });
    insta::assert_snapshot!(told);
}

/// Whoever reads the log reads the attempt as it stands in a result.
#[test]
fn an_attempt_can_be_read_back() {
    let paper = Paper::default();
    Happening::Ended(crate::happenings::answered()).tell(&AuditLog::new(paper.clone()), &request());
    let attempt: heyan::Attempt = serde_json::from_str(&paper.text()).unwrap();
    assert_eq!(attempt, crate::happenings::answered());
}

#[test]
fn each_line_is_one_write_and_one_flush() {
    let (paper, request) = (Paper::default(), request());
    let log = AuditLog::new(paper.clone());
    for (name, happening) in crate::happenings::all() {
        let before = paper.text();
        happening.tell(&log, &request);
        log.flush();
        let (calls, text) = (paper.calls(), paper.text());
        let line = text.strip_prefix(&before).unwrap();
        // A breaker is about nobody, and a picture's size about no fee.
        if matches!(happening, Happening::Breaker(..) | Happening::Fitted(..)) {
            assert!(calls.is_empty(), "{name}");
        } else {
            assert_eq!(calls, ["write", "flush"], "{name}");
            assert!(line.ends_with('\n') && line.matches('\n').count() == 1, "{name}: {line:?}");
        }
    }
}

/// The vendor may bill from the moment it is asked.
#[tokio::test]
async fn while_the_vendor_is_asked_the_log_says_so_already() {
    let fake = Arc::new(FakeVerifier::new(id("juhe"), photo_check()));
    let (gate, paper) = (fake.hold(), Paper::default());
    let log = AuditLog::new(paper.clone());
    let facade = Facade::builder().provider(fake).observer(log.clone()).build().unwrap();
    let asked = request();
    let asking = tokio::spawn({
        let asked = asked.clone();
        async move { facade.verify(&asked).await }
    });
    gate.reached().await;
    let told = |paper: &Paper| {
        log.flush();
        let events = paper.text();
        let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let event = |line: Value| {
            assert_eq!(line["id"], asked.id().to_string());
            line["event"].as_str().unwrap().to_owned()
        };
        events.map(event).collect::<Vec<_>>()
    };
    assert_eq!(told(&paper), ["attempt_started"]);
    gate.release();
    asking.await.unwrap().unwrap();
    assert_eq!(told(&paper), ["attempt_started", "attempt", "verification"]);
}

/// Disks fill up. What was written before and is written after stays readable, and the gap is counted.
#[test]
fn a_line_that_fails_is_counted_and_spoils_no_other() {
    let full = Err(io::ErrorKind::StorageFull);
    let cases = [
        ("all is well", vec![], 0, [true, true]),
        ("a signal came in between", vec![Err(io::ErrorKind::Interrupted)], 0, [true, true]),
        ("in two pieces", vec![Ok(20)], 0, [true, true]),
        ("no room at all", vec![full], 1, [false, true]),
        ("no room for the end", vec![Ok(20), full], 1, [false, true]),
        (
            "a signal, then no room for the end",
            vec![Ok(20), Err(io::ErrorKind::Interrupted), full],
            1,
            [false, true],
        ),
        ("nothing is taken", vec![Ok(0)], 1, [false, true]),
        ("no room for two", vec![Ok(20), full, full], 2, [false, false]),
        ("no room for the ends of two", vec![Ok(20), full, Ok(20), full], 2, [false, false]),
    ];
    for (name, writes, failures, whole) in cases {
        let paper = Paper::default();
        let log = AuditLog::new(paper.clone());
        paper.next(&writes);
        let requests = [request(), request(), request()];
        for request in &requests {
            starts().tell(&log, request);
        }
        log.flush();
        assert_eq!(log.failures(), failures, "{name}");
        let text = paper.text();
        let read: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let is_told = |n: usize| read.iter().any(|line: &Value| line["id"] == requests[n].id().to_string());
        assert_eq!([is_told(0), is_told(1), is_told(2)], [whole[0], whole[1], true], "{name}: {text}");
        assert!(text.lines().all(|line| !line.is_empty()), "{name}: {text}");
    }
}

#[test]
fn a_writer_that_panicked_is_written_to_again() {
    /// Panics once.
    struct Startled(Paper, bool);
    impl Write for Startled {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.1) {
                panic!("startled");
            }
            self.0.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }
    let paper = Paper::default();
    let log = AuditLog::new(Startled(paper.clone(), true));
    starts().tell(&log, &request());
    starts().tell(&log, &request());
    log.flush();
    assert_eq!(log.failures(), 1);
    assert_eq!(paper.text().trim().lines().count(), 1);
}

#[test]
fn a_file_is_appended_to_and_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    // Twice, as after a restart; two logs on one file, as of two processes.
    for _ in 0..2 {
        let logs = [AuditLog::append(&path).unwrap(), AuditLog::append(&path).unwrap()];
        logs.iter().for_each(|log| starts().tell(log, &request()));
        // Dropped, each has written all it was told.
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 4, "{text}");
    assert_eq!(text.lines().count(), 4);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    }
    let error = AuditLog::append(folder.path()).unwrap_err();
    assert_ne!(error.kind(), io::ErrorKind::NotFound, "a folder is no file");
}

#[test]
fn what_a_full_disk_left_of_a_line_swallows_none() {
    let folder = tempfile::tempdir().unwrap();
    for (left, lines) in [("", 1), ("{}\n", 2), ("{\"event\":\"att", 2)] {
        let path = folder.path().join(format!("{}.jsonl", left.len()));
        std::fs::write(&path, left).unwrap();
        starts().tell(&AuditLog::append(&path).unwrap(), &request());
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), lines, "{text:?}");
        assert!(serde_json::from_str::<Value>(text.lines().last().unwrap()).is_ok(), "{text:?}");
    }
}

/// Its clones are the same log, so that whoever gave it away can still ask how it fares.
#[test]
fn a_clone_counts_with_it() {
    let paper = Paper::default();
    let log = AuditLog::new(paper.clone());
    paper.next(&[Err(io::ErrorKind::BrokenPipe)]);
    let given_away: Box<dyn Observer> = Box::new(log.clone());
    starts().tell(given_away.as_ref(), &request());
    log.flush();
    assert_eq!(log.failures(), 1);
    assert_eq!(format!("{log:?}"), "AuditLog { failures: 1, .. }");
}

/// Waits before it takes anything.
struct Stuck(std::sync::mpsc::Receiver<()>, Paper);

impl Write for Stuck {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.recv();
        self.1.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.1.flush()
    }
}

/// A disk that hangs holds up no verification; what it could not take is counted, and the log says how much that was.
#[test]
fn a_writer_that_is_stuck_holds_nobody_up_and_what_is_dropped_is_told() {
    let ((go, stuck), paper) = (std::sync::mpsc::channel(), Paper::default());
    let log = AuditLog::new(Stuck(stuck, paper.clone()));
    let lines: u64 = 10_000;
    for _ in 0..lines {
        starts().tell(&log, &request());
    }
    let dropped = log.failures();
    assert!((1..lines).contains(&dropped), "{dropped}");
    drop(go);
    log.flush();
    assert_eq!(log.failures(), dropped);
    let text = paper.text();
    let read: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = read.iter().filter(|line| line["event"] == "lines_dropped").collect();
    assert_eq!(told.iter().map(|line| line["count"].as_u64().unwrap()).sum::<u64>(), dropped);
    assert_eq!(u64::try_from(read.len() - told.len()).unwrap(), lines - dropped);
}

/// After a crash the log is searched for starts without an end.
#[tokio::test]
async fn the_end_of_an_attempt_has_the_id_of_its_start() {
    let paper = Paper::default();
    let log = AuditLog::new(paper.clone());
    let fakes = ["a", "b"].map(|name| FakeVerifier::new(id(name), photo_check()));
    let [a, b] = fakes;
    a.script(heyan_testkit::Answer::fails(heyan::ErrorKind::Timeout, heyan::Stage::MaybeSent));
    let facade = Facade::builder().provider(a).provider(b).observer(log.clone()).build().unwrap();
    facade.verify(&request()).await.unwrap();
    log.flush();
    let text = paper.text();
    let read: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids = |event: &str| -> Vec<(String, String)> {
        let of_event = read.iter().filter(|line| line["event"] == event);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        of_event.map(|line| (text(&line["provider"]), text(&line["attempt_id"]))).collect()
    };
    assert_eq!(ids("attempt_started"), ids("attempt"));
    let [one, other] = &ids("attempt")[..] else { panic!("{text}") };
    assert_ne!(one.1, other.1);
}
