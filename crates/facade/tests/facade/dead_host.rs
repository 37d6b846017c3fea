//! A first vendor whose host is dead leaves the second one its time; time stands still here.

use std::time::Duration;

use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan::{Billing, Decision, ErrorKind, Facade, Stage, VerifierExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::Instant;

use crate::people::{build, with_photo};
use crate::providers::{ALL_MATCH, answers, photo_check};

#[tokio::test(start_paused = true)]
async fn the_second_vendor_is_asked_within_a_deadline_that_the_firsts_time_out_would_use_up() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    // A queue of one holds two; once it is full, the host drops every packet of another connection.
    let dead = socket.listen(1).unwrap();
    let address = dead.local_addr().unwrap();
    let _queue = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];

    let config = JuheConfig::new("k").with_base_url(format!("http://{address}")).with_price_fen(80);
    let facade = Facade::builder()
        .provider(JuheVerifier::new(config).unwrap())
        .provider(answers("second", photo_check(), ALL_MATCH))
        .build()
        .unwrap();
    let started = Instant::now();
    let outcome = facade.verify_within(&build(with_photo()), Duration::from_secs(8)).await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 5, "the connect time-out, by the clock that stands still");

    let answer = outcome.answered().unwrap();
    assert_eq!(answer.decision(), Decision::Verified);
    let [first, second] = answer.attempts() else { panic!("two attempts: {answer:?}") };
    let failure = first.failure().unwrap();
    assert_eq!((failure.kind, failure.stage), (ErrorKind::Timeout, Stage::NotSent));
    assert_eq!((first.billing(), first.cost_fen()), (Billing::NotBilled, None));
    assert_eq!(second.provider().as_str(), "second");
}
