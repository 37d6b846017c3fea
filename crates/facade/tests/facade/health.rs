//! How a provider fares, as a monitor reads it.

use std::sync::Arc;

use heyan::gates::{Every, Limits, Period};

use crate::limited::{NOON_IN_SHANGHAI, ask, at, fake, fake_that, places, seconds, times};
use crate::providers::hosted_scan;

#[tokio::test(start_paused = true)]
async fn it_says_what_its_limits_know() {
    let limits = Limits::new()
        .with_breaker(times(5), seconds(30))
        .with_rate(times(20), Every::Second)
        .with_concurrency(places(32))
        .with_budget(50_000, Period::Day);
    let facade = at(NOON_IN_SHANGHAI)
        .provider_within(limits, fake("juhe"))
        .provider(Arc::clone(&fake_that("ihuyi", hosted_scan())))
        .build()
        .unwrap();
    ask(&facade).await.unwrap();
    insta::assert_snapshot!(serde_json::to_string(&facade.health()).unwrap(), @r#"[{"provider":"juhe","breaker":"closed","under_way":0,"spent_fen":80,"budget_fen":50000},{"provider":"ihuyi"}]"#);
}
