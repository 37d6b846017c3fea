//! Settings with which ihuyi cannot be asked, and the setting that each error names.

use std::time::Duration;

use heyan_core::{Factor, FactorSet, Verifier};
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiConfigError, IhuyiVerifier, ProxySetting};

#[test]
fn each_refusal_names_its_setting() {
    let config = || IhuyiConfig::new("a", "k").with_base_url("http://127.0.0.1:1");
    for (config, setting) in [
        (IhuyiConfig::new("", "k"), "account"),
        (IhuyiConfig::new("a a", "k"), "account"),
        (IhuyiConfig::new("a\u{7}", "k"), "account"),
        (IhuyiConfig::new("a", ""), "api_key"),
        (IhuyiConfig::new("a", "k k"), "api_key"),
        (IhuyiConfig::new("'a'", "k"), "account"),
        (IhuyiConfig::new("a", "'k'"), "api_key"),
        (IhuyiConfig::new("a", "$IHUYI_API_KEY"), "api_key"),
        (IhuyiConfig::new("a", "API_KEY=k"), "api_key"),
        (IhuyiConfig::new("a", "ｋ"), "api_key"),
        (config().with_id("Ihuyi"), "id"),
        (config().with_id(""), "id"),
        (config().with_base_url("http://api.ihuyi.com"), "base_url"),
        (config().with_base_url("nowhere"), "base_url"),
        (config().with_base_url("https://api.ihuyi.com/idcard/idface/Submit.json"), "base_url"),
        (config().with_base_url("https://api.ihuyi.com/idcard/idface/GetResult.json"), "base_url"),
        (config().with_base_url("https://api.ihuyi.com/idcard/idface"), "base_url"),
        (config().with_timeout(Duration::ZERO), "timeout"),
        (config().with_connect_timeout(Duration::ZERO), "connect_timeout"),
        (config().with_proxy(ProxySetting::parse("nowhere")), "proxy"),
    ] {
        let error = IhuyiVerifier::new(config).unwrap_err();
        assert_eq!(error.setting(), Some(setting), "{error}");
    }
    assert!(IhuyiVerifier::new(config()).is_ok());
    assert!(IhuyiVerifier::new(IhuyiConfig::new(" a\n", "\u{FEFF}k\r\n")).is_ok(), "what stands around goes");
}

#[test]
fn all_problems_are_told_at_once_and_the_first_is_the_one_that_new_returns() {
    let proxy = ProxySetting::parse("nowhere");
    let good = IhuyiConfig::new("a", "k").with_base_url("http://127.0.0.1:1");
    let cases = [
        (
            IhuyiConfig::new("", "")
                .with_id("Ihuyi")
                .with_base_url("http://api.ihuyi.com")
                .with_timeout(Duration::ZERO)
                .with_proxy(proxy),
            vec!["account", "api_key", "id", "base_url", "timeout", "proxy"],
        ),
        (IhuyiConfig::new("a", "k k").with_base_url("http://127.0.0.1:1"), vec!["api_key"]),
        (good, vec![]),
    ];
    for (config, settings) in cases {
        let problems = config.problems();
        let told: Vec<_> = problems.iter().filter_map(IhuyiConfigError::setting).collect();
        assert_eq!(told, settings);
        assert_eq!(IhuyiVerifier::new(config).err(), problems.first().copied());
    }
}

#[test]
fn no_order_of_calls_loses_a_setting() {
    let setters: [fn(IhuyiConfig) -> IhuyiConfig; 5] = [
        |config| config.with_base_url("https://vendor.example"),
        |config| config.with_timeout(Duration::from_secs(9)),
        |config| config.with_connect_timeout(Duration::from_secs(2)),
        |config| config.with_proxy(ProxySetting::Environment),
        |config| config.with_root_certificates("no certificate"),
    ];
    for first in 0..setters.len() {
        let order = setters.iter().cycle().skip(first).take(setters.len());
        let config = order.fold(IhuyiConfig::new("a", "k"), |config, set| set(config));
        let told = format!("{config:?}");
        for part in ["https://vendor.example", " timeout: 9s", "connect_timeout: 2s", "proxy: Environment"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let problems = config.problems();
        let settings: Vec<_> = problems.iter().filter_map(IhuyiConfigError::setting).collect();
        assert_eq!(settings, ["root_certificate"]);
    }
}

#[test]
fn the_capability_is_one_hosted_way() {
    let config = IhuyiConfig::new("a", "k").with_base_url("http://127.0.0.1:1").with_id("ihuyi-b");
    let ihuyi = IhuyiVerifier::new(config).unwrap();
    assert_eq!(ihuyi.id().as_str(), "ihuyi-b");
    let [way] = ihuyi.capability().methods() else { panic!("one way") };
    assert!(way.is_hosted() && way.requires().is_empty());
    assert_eq!(way.verifies(), FactorSet::of([Factor::Identity, Factor::Face, Factor::Liveness]));
    assert_eq!(ihuyi.capability().portrait_budget(), None);
}
