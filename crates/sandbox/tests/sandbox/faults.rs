//! Each fault of an exchange, as a client sees it on the wire, and what it costs.

use std::io::ErrorKind;
use std::time::Duration;

use heyan_sandbox::{FaultKind, Vendor, persona};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::support::{
    FORM, Question, asked, bare, check_books, check_kept, post_bytes, read_head, receive, scripted, soon,
    start, status, taken,
};

/// The usual question's answer from a fresh sandbox.
const RIGHT: &str = r#"{"reason":"成功","result":{"orderid":"JH801000000000001SaNdB","res":100,"resmsg":"身份、人像核验通过，手机号核验通过","score":982.7,"type":"联通"},"error_code":0}"#;

#[tokio::test]
async fn without_a_fault_nothing_goes_wrong() {
    let sandbox = start().await;
    let mut stream = asked(&sandbox).await;
    assert_eq!(receive(&mut stream).await.body, RIGHT);
    check_kept(&mut stream).await;
    check_books(&sandbox, 2, &[("100", None), ("100", None)]);
}

#[tokio::test(start_paused = true)]
async fn delay_is_billed_at_once_and_answered_late() {
    const DELAY: Duration = Duration::from_secs(40);
    let sandbox = scripted(FaultKind::Delay(DELAY)).await;
    let asked_at = Instant::now();
    let mut stream = asked(&sandbox).await;
    taken(&sandbox).await;

    let early = timeout(DELAY - Duration::from_secs(1), stream.read_u8()).await;
    assert!(early.is_err(), "{early:?}");
    check_books(&sandbox, 1, &[("100", Some("delay"))]);

    let answer = receive(&mut stream).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, RIGHT));
    assert!((DELAY..DELAY * 2).contains(&asked_at.elapsed()));
    check_kept(&mut stream).await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_gives_up_during_a_delay_was_billed() {
    let sandbox = scripted(FaultKind::Delay(Duration::from_secs(40))).await;
    let mut stream = asked(&sandbox).await;
    taken(&sandbox).await;
    assert!(timeout(Duration::from_secs(15), stream.read_u8()).await.is_err());
    drop(stream);
    check_books(&sandbox, 1, &[("100", Some("delay"))]);
}

#[tokio::test]
async fn a_reset_is_a_reset_and_only_the_later_one_is_billed() {
    for (kind, billed, code) in [(FaultKind::ResetBefore, 0, ""), (FaultKind::ResetAfterBilling, 1, "100")] {
        let sandbox = scripted(kind).await;
        let mut read = Vec::new();
        let error = soon(asked(&sandbox).await.read_to_end(&mut read)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{kind:?}");
        assert_eq!(read, b"", "{kind:?}");
        check_books(&sandbox, billed, &[(code, Some(kind.name()))]);
    }
}

#[tokio::test]
async fn a_reset_comes_after_the_whole_request() {
    for kind in [FaultKind::ResetBefore, FaultKind::ResetAfterBilling] {
        let sandbox = scripted(kind).await;
        let request = post_bytes(FORM, &Question::about(persona("pass").unwrap()).body(), "");
        let (most, rest) = request.split_at(request.len() - 1);
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        stream.write_all(most.as_bytes()).await.unwrap();
        // Asking for something else gives it the time to be read.
        assert_eq!(bare(&sandbox, "GET", "/_sandbox/faults").await.json()[0]["count"], 1, "{kind:?}");
        stream.write_all(rest.as_bytes()).await.unwrap();
        assert_eq!(soon(stream.read_u8()).await.unwrap_err().kind(), ErrorKind::ConnectionReset, "{kind:?}");
        let logged = sandbox.requests().remove(0);
        assert_eq!((logged.fields.len(), logged.persona), (5, Some("pass")), "{kind:?}");
    }
}

#[tokio::test]
async fn truncate_announces_all_and_sends_half() {
    let sandbox = scripted(FaultKind::Truncate).await;
    let mut stream = asked(&sandbox).await;
    let head = read_head(&mut stream).await;
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-type"), Some("application/json;charset=utf-8"));
    assert_eq!(head.header("content-length"), Some(RIGHT.len().to_string().as_str()));

    // Half of the bytes may end within a character.
    let mut half = Vec::new();
    soon(stream.read_to_end(&mut half)).await.unwrap();
    assert_eq!(half, RIGHT.as_bytes()[..RIGHT.len() / 2]);
    check_books(&sandbox, 1, &[("100", Some("truncate"))]);
}

#[tokio::test]
async fn garbage_is_a_success_that_nobody_can_read() {
    let sandbox = scripted(FaultKind::Garbage).await;
    let mut stream = asked(&sandbox).await;
    let head = read_head(&mut stream).await;
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-type"), Some("application/json;charset=utf-8"));
    let mut body = vec![0; head.header("content-length").unwrap().parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    assert!(std::str::from_utf8(&body).is_err());
    insta::assert_snapshot!(body.escape_ascii(), @r#"{\"reason\":\"\x80\xc0\xff\xe6\x88\"\x00<<garbage"#);
    check_kept(&mut stream).await;
    check_books(&sandbox, 2, &[("100", Some("garbage")), ("100", None)]);
}

#[tokio::test(start_paused = true)]
async fn slow_drip_is_the_right_answer_one_byte_per_second() {
    let sandbox = scripted(FaultKind::SlowDrip).await;
    let mut stream = asked(&sandbox).await;
    let head = read_head(&mut stream).await;
    assert_eq!(head.header("content-length"), Some(RIGHT.len().to_string().as_str()));
    check_books(&sandbox, 1, &[("100", Some("slow_drip"))]);

    let began = Instant::now();
    let mut body = vec![0; 2 * RIGHT.len()];
    let mut read = 0;
    while read < RIGHT.len() {
        let length = stream.read(&mut body[read..]).await.unwrap();
        assert_eq!(length, 1, "byte {read}");
        read += 1;
        assert_eq!(began.elapsed().as_secs(), u64::try_from(read).unwrap());
    }
    assert_eq!(&body[..read], RIGHT.as_bytes());
    assert!(began.elapsed() > Duration::from_secs(60), "beyond any client's time-out");
    check_kept(&mut stream).await;
}

#[tokio::test(start_paused = true)]
async fn endless_has_no_end_until_the_client_goes() {
    const MUCH: usize = 4 * 1024 * 1024;
    let sandbox = scripted(FaultKind::Endless).await;
    let mut stream = asked(&sandbox).await;
    let head = read_head(&mut stream).await;
    assert_eq!((head.status, head.header("transfer-encoding")), (200, Some("chunked")));
    assert_eq!(head.header("content-length"), None);

    let began = Instant::now();
    let mut read = 0;
    while read < MUCH {
        let mut line = String::new();
        while !line.ends_with("\r\n") {
            line.push(char::from(stream.read_u8().await.unwrap()));
        }
        let length = usize::from_str_radix(line.trim_end(), 16).unwrap();
        let mut chunk = vec![0; length + 2];
        stream.read_exact(&mut chunk).await.unwrap();
        assert!(length > 0 && chunk[..length].iter().all(|byte| *byte == b' ') && chunk.ends_with(b"\r\n"));
        read += length;
    }
    assert_eq!(began.elapsed(), Duration::ZERO, "as fast as the client reads");
    check_books(&sandbox, 1, &[("100", Some("endless"))]);

    drop(stream);
    // Asking for something else gives it the time to be noticed.
    assert_eq!(Question::new().code(&sandbox).await, 100);
    let before = Instant::now();
    soon(sandbox.stop()).await;
    assert_eq!(before.elapsed(), Duration::ZERO, "nothing was left to end");
}

#[tokio::test]
async fn what_bills_says_so() {
    for kind in [
        FaultKind::Delay(Duration::from_millis(1)),
        FaultKind::ResetBefore,
        FaultKind::ResetAfterBilling,
        FaultKind::Truncate,
        FaultKind::Garbage,
        status(500),
        FaultKind::SlowDrip,
        FaultKind::Endless,
    ] {
        let sandbox = scripted(kind).await;
        let hold = sandbox.hold(Vendor::Juhe);
        let _stream = asked(&sandbox).await;
        soon(hold.reached()).await;
        assert_eq!(sandbox.invoice().juhe.len(), usize::from(kind.bills()), "{kind:?}");
    }
    assert!(!FaultKind::Refuse.bills());
}

#[tokio::test]
async fn a_question_that_the_vendor_refuses_is_free_whatever_happens_to_the_answer() {
    let sandbox = scripted(FaultKind::Garbage).await;
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    let empty = post_bytes(FORM, &Question::new().without("mobile").body(), "");
    stream.write_all(empty.as_bytes()).await.unwrap();
    assert_eq!(read_head(&mut stream).await.status, 200);
    check_books(&sandbox, 0, &[("280101", Some("garbage"))]);
}
