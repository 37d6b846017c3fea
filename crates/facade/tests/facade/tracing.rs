//! What the log says of everything that happens: messages, levels and fields that people search for.

use heyan::{Facade, TracingObserver, Verifier};

use crate::happenings::{each, request};
use crate::logs;
use crate::providers::{ALL_MATCH, answers, photo_check, settling, unasked};

#[test]
fn messages_levels_and_fields_are_stable() {
    logs::start();
    let told = each(|happening, request| {
        happening.tell(&TracingObserver, request);
        logs::taken()
    });
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn a_facade_tells_of_every_attempt_in_order() {
    logs::start();
    let facade = Facade::builder()
        .provider(unasked("useless", settling([])))
        .provider(answers("juhe", photo_check(), ALL_MATCH))
        .observer(TracingObserver)
        .build()
        .unwrap();
    let request = request();
    facade.verify(&request).await.unwrap();
    insta::assert_snapshot!(logs::taken().replace(&request.id().to_string(), "[id]"), @r#"
    INFO heyan: attempt ended id=[id] reference="order-7" provider=useless step="ask" status="skipped" skipped_because="cannot_settle" billing="not_billed"
    INFO heyan: attempt started id=[id] reference="order-7" provider=juhe step="ask"
    INFO heyan: attempt ended id=[id] reference="order-7" provider=juhe step="ask" status="answered" billing="billed" cost_fen=80
    INFO heyan: verification ended id=[id] reference="order-7" decision="verified" reason="all_matched" cost_fen=80
    "#);
}
