//! Settings with which Juhe cannot be asked, and the setting that each error names.

use std::time::Duration;

use heyan_core::{BudgetUnit, Evidence, Factor, FactorSet, Verifier};
use heyan_provider_juhe::{JuheConfig, JuheConfigError, JuheVerifier, ProxySetting};

#[test]
fn each_refusal_names_its_setting() {
    let config = || JuheConfig::new("k").with_base_url("http://127.0.0.1:1");
    for (config, setting) in [
        (JuheConfig::new(""), "key"),
        (JuheConfig::new("k k"), "key"),
        (JuheConfig::new("\"k\""), "key"),
        (JuheConfig::new("JUHE_KEY=k"), "key"),
        (JuheConfig::new("${JUHE_KEY}"), "key"),
        (JuheConfig::new("k\u{200B}k"), "key"),
        (config().with_id("Juhe"), "id"),
        (config().with_id(""), "id"),
        (config().with_base_url("http://apis.juhe.cn"), "base_url"),
        (config().with_base_url("nowhere"), "base_url"),
        (config().with_base_url("https://apis.juhe.cn/verifyface_mobile/query"), "base_url"),
        (config().with_base_url("https://apis.juhe.cn/verifyface_mobile/"), "base_url"),
        (config().with_timeout(Duration::ZERO), "timeout"),
        (config().with_connect_timeout(Duration::ZERO), "connect_timeout"),
        (config().with_proxy(ProxySetting::parse("nowhere")), "proxy"),
    ] {
        let error = JuheVerifier::new(config).unwrap_err();
        assert_eq!(error.setting(), Some(setting), "{error}");
    }
    assert!(JuheVerifier::new(config()).is_ok());
    assert!(JuheVerifier::new(config().with_base_url("http://127.0.0.1:1/gateway")).is_ok());
    assert!(JuheVerifier::new(JuheConfig::new("\u{FEFF}k=\r\n")).is_ok(), "what stands around a key goes");
}

#[test]
fn all_problems_are_told_at_once_and_the_first_is_the_one_that_new_returns() {
    let proxy = ProxySetting::parse("nowhere");
    let good = JuheConfig::new("k").with_base_url("http://127.0.0.1:1");
    let cases = [
        (
            JuheConfig::new("")
                .with_id("Juhe")
                .with_base_url("http://apis.juhe.cn")
                .with_timeout(Duration::ZERO)
                .with_proxy(proxy),
            vec!["key", "id", "base_url", "timeout", "proxy"],
        ),
        (good.clone().with_id(""), vec!["id"]),
        (good, vec![]),
    ];
    for (config, settings) in cases {
        let problems = config.problems();
        let told: Vec<_> = problems.iter().filter_map(JuheConfigError::setting).collect();
        assert_eq!(told, settings);
        assert_eq!(JuheVerifier::new(config).err(), problems.first().copied());
    }
}

#[test]
fn no_order_of_calls_loses_a_setting() {
    let setters: [fn(JuheConfig) -> JuheConfig; 5] = [
        |config| config.with_base_url("https://vendor.example"),
        |config| config.with_timeout(Duration::from_secs(9)),
        |config| config.with_connect_timeout(Duration::from_secs(2)),
        |config| config.with_proxy(ProxySetting::Environment),
        |config| config.with_root_certificates("no certificate"),
    ];
    for first in 0..setters.len() {
        let order = setters.iter().cycle().skip(first).take(setters.len());
        let config = order.fold(JuheConfig::new("k"), |config, set| set(config));
        let told = format!("{config:?}");
        for part in ["https://vendor.example", " timeout: 9s", "connect_timeout: 2s", "proxy: Environment"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let problems = config.problems();
        let settings: Vec<_> = problems.iter().filter_map(JuheConfigError::setting).collect();
        assert_eq!(settings, ["root_certificate"]);
    }
}

#[test]
fn the_capability_says_what_is_needed_and_settled() {
    let config =
        JuheConfig::new("k").with_base_url("http://127.0.0.1:1").with_portrait_unit(BudgetUnit::Base64);
    let juhe = JuheVerifier::new(config).unwrap();
    let [way] = juhe.capability().methods() else { panic!("one way") };
    assert_eq!(way.requires(), [Evidence::Mobile, Evidence::Portrait]);
    assert_eq!(way.verifies(), FactorSet::of([Factor::Identity, Factor::Mobile, Factor::Face]));
    assert!(!way.is_hosted());
    let budget = juhe.capability().portrait_budget().unwrap();
    assert_eq!(
        (budget.bytes.clone(), budget.unit, budget.longest_side),
        (16_000..=20_000, BudgetUnit::Base64, 480)
    );
    assert_eq!(budget.measure(18_000), 24_000, "the text is a third longer than the file");
}
