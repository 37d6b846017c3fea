//! What goes over the wire, to the byte, and on how many connections.

use heyan_transport::Headers;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

use crate::vendor::{Vendor, form, read_question};

#[tokio::test]
async fn a_question_is_one_plain_post_of_known_length() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let vendor = Vendor::start(move |mut stream| {
        let heard = heard.clone();
        async move {
            let question = read_question(&mut stream).await;
            heard.send(question).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
        }
    })
    .await;
    assert_eq!(vendor.ask().await.unwrap().body(), b"{}");
    let question = hearing.recv().await.unwrap().replace(&vendor.address.to_string(), "[vendor]");
    insta::assert_snapshot!(question.replace("\r\n", "\n"), @r"
    POST /ask HTTP/1.1
    content-type: application/x-www-form-urlencoded
    accept: */*
    accept-encoding: identity
    user-agent: heyan/0.1.0
    host: [vendor]
    content-length: 33

    key=k&realname=%E5%BC%A0%E4%B8%89
    ");
}

#[tokio::test]
async fn a_get_has_no_body_and_the_headers_of_its_call() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let vendor = Vendor::start(move |mut stream| {
        let heard = heard.clone();
        async move {
            heard.send(read_question(&mut stream).await).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
        }
    })
    .await;
    let (transport, _) = vendor.transport();
    let headers = Headers::new([("x-account", "C1"), ("authorization", "planted")]).unwrap();
    let answer = transport.get(&transport.endpoint("/tasks/7"), headers, None).await.unwrap();
    assert_eq!(answer.body(), b"{}");
    let question = hearing.recv().await.unwrap().replace(&vendor.address.to_string(), "[vendor]");
    insta::assert_snapshot!(question.replace("\r\n", "\n"), @r"
    GET /tasks/7 HTTP/1.1
    x-account: C1
    authorization: planted
    accept: */*
    accept-encoding: identity
    user-agent: heyan/0.1.0
    host: [vendor]
    ");
}

#[tokio::test]
async fn questions_share_a_connection_while_it_is_kept() {
    let vendor = Vendor::start(|mut stream| async move {
        for _ in 0..3 {
            read_question(&mut stream).await;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
        }
    })
    .await;
    let (transport, endpoint) = vendor.transport();
    for _ in 0..3 {
        transport.post_form(&endpoint, form(), None).await.unwrap();
    }
    assert_eq!(vendor.connections(), 1);
}

#[tokio::test]
async fn the_longest_time_out_there_is_does_not_overflow() {
    let vendor = Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    let config = heyan_transport::TransportConfig::new(vendor.url()).with_timeout(std::time::Duration::MAX);
    let transport = heyan_transport::Transport::new(&config).unwrap();
    assert!(transport.post_form(&transport.endpoint("/ask"), form(), None).await.is_ok());
}

#[tokio::test]
async fn the_answers_date_is_kept_for_comparing_clocks() {
    let answer = "HTTP/1.1 200 OK\r\ndate: Sun, 22 Nov 2026 06:00:00 GMT\r\ncontent-length: 0\r\n\r\n";
    let answer = Vendor::answering(answer).await.ask().await.unwrap();
    assert_eq!(answer.date(), Some("Sun, 22 Nov 2026 06:00:00 GMT"));
    assert_eq!(format!("{answer:?}"), "Answer([redacted])");
}

#[tokio::test]
async fn a_path_in_the_base_address_is_kept() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let vendor = Vendor::start(move |mut stream| {
        let heard = heard.clone();
        async move { heard.send(read_question(&mut stream).await).unwrap() }
    })
    .await;
    for base in ["/gateway/juhe", "/gateway/juhe/"] {
        let config = heyan_transport::TransportConfig::new(format!("{}{base}", vendor.url()));
        let transport = heyan_transport::Transport::new(&config).unwrap();
        let _ = transport.post_form(&transport.endpoint("/ask"), form(), None).await;
        assert!(hearing.recv().await.unwrap().starts_with("POST /gateway/juhe/ask HTTP/1.1\r\n"));
    }
}

#[tokio::test]
async fn the_date_of_a_cached_answer_is_not_kept() {
    let date = "date: Sun, 22 Nov 2026 06:00:00 GMT\r\n";
    for (ages, kept) in [
        ("age: 0\r\n", true),
        ("AGE:  00 \r\n", true),
        ("age: 0\r\nage: 0\r\n", true),
        ("age: 1\r\n", false),
        ("age: 0600\r\n", false),
        ("age: 99999999999999999999\r\n", false),
        ("age: 0\r\nage: 7\r\n", false),
        // Not readable, so it may be cached.
        ("age:\r\n", false),
        ("age: -1\r\n", false),
        ("age: 0.5\r\n", false),
        ("age: 0, 7\r\n", false),
        ("age: none\r\n", false),
    ] {
        let answer = format!("HTTP/1.1 200 OK\r\n{date}{ages}content-length: 0\r\n\r\n");
        let answer = Vendor::answering(answer).await.ask().await.unwrap();
        assert_eq!(answer.date().is_some(), kept, "{ages}");
    }
}
