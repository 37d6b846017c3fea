//! Nothing of a person comes out of an observer, whatever the vendors echo.

use std::sync::Arc;

use heyan::{
    Attempt, AttemptEnded, AuditLog, Billing, ErrorKind, Facade, MetricsObserver, Observer, Stage, Step,
    TracingObserver, Verifier,
};
use heyan_testkit::{Answer, FakeVerifier, person};
use metrics::set_default_local_recorder;
use metrics_util::debugging::DebuggingRecorder;

use crate::audit::Paper;
use crate::happenings::all;
use crate::logs;
use crate::providers::{hosted_scan, id, photo_check, session_keys};

#[tokio::test]
async fn nothing_personal_is_told() {
    logs::start();
    let recorder = DebuggingRecorder::new();
    let _installed = set_default_local_recorder(&recorder);
    let (paper, person) = (Paper::default(), person(7));
    let log = AuditLog::new(paper.clone());
    let observers: [Arc<dyn Observer>; 3] =
        [Arc::new(TracingObserver), Arc::new(MetricsObserver::new()), Arc::new(log.clone())];
    let request = person.request();

    // Every event that there is.
    for observer in &observers {
        all().iter().for_each(|(_, happening)| happening.tell(observer.as_ref(), &request));
        // A vendor that echoes what it was sent where a code should stand.
        let echo = request.subject();
        let echoed = Attempt::answered(id("juhe"), Step::Ask, Billing::Billed)
            .with_vendor_code(echo.name().expose())
            .with_order_id(&format!("{} {}", echo.id_number().expose(), person.mobile()));
        observer.attempt_ended(&AttemptEnded::new(&request, heyan::AttemptId::nil(), &echoed));
    }
    // And a chain with a failure, a scan that is started, and a future that is dropped.
    let fails = FakeVerifier::new(id("fails"), photo_check())
        .then(Answer::fails(ErrorKind::Protocol, Stage::Answered))
        .then(Answer::silence());
    let scans = FakeVerifier::new(id("scans"), hosted_scan());
    let facade = Facade::builder()
        .provider(fails)
        .provider(scans)
        .session_key(session_keys())
        .observer(TracingObserver)
        .observer(MetricsObserver::new())
        .observer(log.clone())
        .build()
        .unwrap();
    facade.verify(&request).await.unwrap();
    tokio::select! {
        biased;
        _ = facade.verify(&request) => panic!("a silent provider answered"),
        () = std::future::ready(()) => {}
    }

    log.flush();
    let metrics = format!("{:?}", recorder.snapshotter().snapshot());
    let planted = person.planted();
    for (observer, told) in [("tracing", logs::taken()), ("metrics", metrics), ("audit", paper.text())] {
        for expected in ["fails", "scans", "abandoned", "protocol"] {
            assert!(told.contains(expected), "{observer} tells of {expected}: {told}");
        }
        assert!(!planted.is_in(&told), "{observer}: {told}");
    }
}
