//! Several accounts of one vendor, each asked with its own key and within its own limits; and what the whole makes of it.

use std::num::NonZeroU32;

use heyan::{Attempt, Facade, Verifier};
use heyan_config::Configuration;
use heyan_sandbox::{Fault, FaultKind, Sandbox, SandboxConfig, Vendor};
use heyan_testkit::TokioClock;

use crate::people::with_photo;

async fn sandbox() -> Sandbox {
    Sandbox::start(SandboxConfig::default()).await.unwrap()
}

/// Two accounts at Juhe. The second is dearer.
fn accounts(sandbox: &Sandbox, keys: [&str; 2], first: &str, facade: &str) -> Facade {
    let url = sandbox.url();
    let [one, other] = keys;
    let text = format!(
        "[provider.juhe]\nkey = \"{one}\"\nbase_url = \"{url}\"\nprice = \"0.80\"\n{first}\n\
         [provider.juhe-b]\nkind = \"juhe\"\nkey = \"{other}\"\nbase_url = \"{url}\"\nprice = \"0.90\"\n\
         [facade]\n{facade}"
    );
    // At the beginning of a day, so that no hour ends in a test.
    let clock = TokioClock::starting_at("2026-01-01T16:00:00Z".parse().unwrap());
    let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
    configuration.builder().unwrap().clock(clock).build().unwrap()
}

/// What the trail of one verification says: who, how it went, and why not.
async fn trail(facade: &Facade) -> Vec<String> {
    let told = |attempt: &Attempt| {
        let why = attempt
            .skip()
            .map(|skip| {
                format!(" ({}: {})", skip.reason.as_str(), skip.detail.as_deref().unwrap_or_default())
            })
            .unwrap_or_default();
        format!("{} {}{why}", attempt.provider(), attempt.status().as_str())
    };
    match facade.verify(&with_photo()).await {
        Ok(outcome) => outcome.answered().unwrap().attempts().iter().map(told).collect(),
        Err(error) => error.attempts().iter().map(told).collect(),
    }
}

#[tokio::test]
async fn both_are_asked_in_order_each_with_its_own_key_and_breaker() {
    let sandbox = sandbox().await;
    // The sandbox refuses the first one's key, and no other.
    let facade = accounts(&sandbox, ["sandbox-10001", "good"], "", "");
    assert_eq!(trail(&facade).await, ["juhe failed", "juhe-b answered"]);
    assert_eq!(trail(&facade).await, ["juhe skipped (breaker_open: 30s)", "juhe-b answered"]);
    let other_way_round = accounts(&sandbox, ["sandbox-10001", "good"], "", "order = [\"juhe-b\", \"juhe\"]");
    assert_eq!(trail(&other_way_round).await, ["juhe-b answered"]);
}

#[tokio::test]
async fn each_limit_keeps_questions_back_from_its_own_account() {
    let cases = [
        ("budget = \"0.80/day\"", "juhe skipped (budget: 0.80/day)"),
        ("budget = \"1.59/hour\"", "juhe skipped (budget: 1.59/hour)"),
        ("rate = \"1/min\"", "juhe skipped (rate: 1/min)"),
        ("rate = \"1/h\"", "juhe skipped (rate: 1/h)"),
    ];
    for (limit, skipped) in cases {
        let sandbox = sandbox().await;
        let facade = accounts(&sandbox, ["k", "k"], limit, "");
        assert_eq!(trail(&facade).await, ["juhe answered"], "{limit}");
        assert_eq!(trail(&facade).await, [skipped, "juhe-b answered"], "{limit}");
    }
}

#[tokio::test]
async fn the_questions_in_flight_are_counted_where_their_number_is_limited() {
    let facade = accounts(&sandbox().await, ["k", "k"], "concurrency = 1", "");
    assert_eq!(facade.health().iter().map(|health| health.in_flight).collect::<Vec<_>>(), [Some(0), None]);
    let number =
        Configuration::parse("[provider.juhe]\nkey = \"k\"\nconcurrency = 32", "heyan.toml").unwrap();
    assert!(format!("{number:?}").contains("concurrency: Some(32)"));
}

#[tokio::test]
async fn a_breaker_opens_after_so_many_failures_and_none_never_does() {
    let cases =
        [("", 5), ("breaker = { failures = 2, cool_down = \"1m\" }", 2), ("breaker = \"none\"", u32::MAX)];
    for (breaker, failures) in cases {
        let sandbox = sandbox().await;
        let facade = accounts(&sandbox, ["k", "k"], breaker, "");
        for question in 1..=6 {
            let fault = Fault::new(Vendor::Juhe, FaultKind::ResetBefore);
            sandbox.script(fault);
            let first = trail(&facade).await.swap_remove(0);
            let is_asked = first == "juhe failed";
            assert_eq!(is_asked, question <= failures, "{breaker}: question {question}: {first}");
            sandbox.clear_faults();
        }
    }
}

#[tokio::test]
async fn what_follows_on_a_failure_is_as_configured() {
    let asks_the_second = |facade: &'static str| async move {
        let sandbox = sandbox().await;
        trail(&accounts(&sandbox, ["sandbox-10001", "k"], "", facade)).await.len() == 2
    };
    assert!(asks_the_second("").await);
    assert!(!asks_the_second("policy = { credentials = \"stop\" }").await);
    assert!(asks_the_second("policy = { rate_limited = \"stop\" }").await);
    assert!(asks_the_second("on_maybe_billed = \"stop\"").await, "a refused key is not billed");

    for (facade, expected) in [("", 2), ("on_maybe_billed = \"next\"", 2), ("on_maybe_billed = \"stop\"", 1)]
    {
        let sandbox = sandbox().await;
        sandbox.script(Fault::new(Vendor::Juhe, FaultKind::ResetAfterBilling));
        assert_eq!(trail(&accounts(&sandbox, ["k", "k"], "", facade)).await.len(), expected, "{facade}");
    }
}

#[test]
fn the_name_of_an_unrecognized_code_means_both_of_its_rules() {
    let text = "[provider.juhe]\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\n[facade]\npolicy = { unrecognized = \"stop\" }";
    let builder = Configuration::parse(text, "heyan.toml").unwrap().builder().unwrap();
    let told = format!("{builder:?}");
    for scope in ["System", "Request"] {
        assert!(told.contains(&format!("(Unrecognized {{ scope: {scope} }}, Stop)")), "{told}");
    }
}

#[tokio::test]
async fn the_order_is_as_the_strategy_says() {
    let cases = [
        ("", "juhe"),
        ("strategy = \"listed\"\norder = [\"juhe-b\", \"juhe\"]", "juhe-b"),
        ("strategy = \"cheapest\"\norder = [\"juhe-b\", \"juhe\"]", "juhe"),
        ("strategy = \"weighted\"\nweights = { juhe = 4294967295 }", "juhe"),
        ("strategy = \"weighted\"\nweights = { juhe-b = 4294967295, juhe = 1 }\nseed = 7", "juhe-b"),
    ];
    let sandbox = sandbox().await;
    for (strategy, first) in cases {
        let facade = accounts(&sandbox, ["k", "k"], "", strategy);
        assert_eq!(trail(&facade).await, [format!("{first} answered")], "{strategy}");
    }
    let seeded = |facade: &str| {
        let text = format!("[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\n{facade}");
        format!("{:?}", Configuration::parse(&text, "heyan.toml").unwrap())
    };
    let weight = NonZeroU32::new(3).unwrap();
    assert!(seeded("seed = 7\nweights = { juhe = 3 }").contains(&format!("{weight:?})], seed: 7")));
    assert!(seeded("").contains("weights: [], seed: 0"));
}

#[tokio::test]
async fn recent_answers_are_reused_where_that_is_configured() {
    let sandbox = sandbox().await;
    for (setting, billed) in [("recent_answers = \"60s\"", 1), ("", 3), ("recent_answers = \"off\"", 5)] {
        let text =
            format!("[provider.juhe]\nkey = \"k\"\nbase_url = \"{}\"\n[facade]\n{setting}\n", sandbox.url());
        let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
        let facade = configuration.builder().unwrap().build().unwrap();
        for _ in 0..2 {
            facade.verify(&with_photo()).await.unwrap();
        }
        assert_eq!(sandbox.invoice().juhe.len(), billed, "{setting}");
    }
}
