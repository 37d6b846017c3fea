//! Settings with which ihuyi cannot be asked, and the setting that each error names.

use std::time::Duration;

use heyan_core::{Factor, FactorSet, Verifier};
use heyan_provider_ihuyi::{
    BASE_URL, IhuyiConfig, IhuyiConfigError, IhuyiVerifier, ProxySetting, TransportConfig,
};

#[test]
fn each_refusal_names_its_setting() {
    let config = || IhuyiConfig::new("a", "k").base_url("http://127.0.0.1:1");
    for (config, setting) in [
        (IhuyiConfig::new("", "k"), "account"),
        (IhuyiConfig::new("a a", "k"), "account"),
        (IhuyiConfig::new("a\u{7}", "k"), "account"),
        (IhuyiConfig::new("a", ""), "api_key"),
        (IhuyiConfig::new("a", "k k"), "api_key"),
        (IhuyiConfig::new("a", "k\n"), "api_key"),
        (config().id("Ihuyi"), "id"),
        (config().id(""), "id"),
        (config().base_url("http://api.ihuyi.com"), "base_url"),
        (config().base_url("nowhere"), "base_url"),
        (config().transport(TransportConfig::new(BASE_URL).timeout(Duration::ZERO)), "timeout"),
    ] {
        let error = IhuyiVerifier::new(config).unwrap_err();
        assert_eq!(error.setting(), Some(setting), "{error}");
    }
    assert!(IhuyiVerifier::new(config()).is_ok());
}

#[test]
fn all_problems_are_told_at_once_and_the_first_is_the_one_that_new_returns() {
    let proxy = ProxySetting::parse("nowhere");
    let transport = TransportConfig::new("http://api.ihuyi.com").timeout(Duration::ZERO).proxy(proxy);
    let good = IhuyiConfig::new("a", "k").base_url("http://127.0.0.1:1");
    let cases = [
        (
            IhuyiConfig::new("", "").id("Ihuyi").transport(transport),
            vec!["account", "api_key", "id", "base_url", "timeout", "proxy"],
        ),
        (IhuyiConfig::new("a", "k k").base_url("http://127.0.0.1:1"), vec!["api_key"]),
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
fn the_capability_is_one_hosted_way() {
    let config = IhuyiConfig::new("a", "k").base_url("http://127.0.0.1:1").id("ihuyi-b");
    let ihuyi = IhuyiVerifier::new(config).unwrap();
    assert_eq!(ihuyi.id().as_str(), "ihuyi-b");
    let [way] = ihuyi.capability().ways() else { panic!("one way") };
    assert!(way.is_hosted() && way.needs().is_empty());
    assert_eq!(way.settles(), FactorSet::of([Factor::Identity, Factor::Face, Factor::Liveness]));
    assert_eq!(ihuyi.capability().portrait_budget(), None);
}
