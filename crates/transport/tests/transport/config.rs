//! Which settings are refused, and what is said about them.

use std::time::Duration;

use heyan_transport::{ProxySetting, Transport, TransportConfig, TransportConfigError};

#[test]
fn plain_http_is_for_loopback_only() {
    for good in [
        "https://apis.juhe.cn",
        "http://127.0.0.1:80",
        "http://127.9.9.9",
        "http://localhost:1",
        "http://[::1]:1",
        "\u{FEFF} https://apis.juhe.cn\r\n",
    ] {
        assert!(Transport::new(&TransportConfig::new(good)).is_ok(), "{good}");
    }
    for (bad, error) in [
        ("http://apis.juhe.cn", TransportConfigError::PlainHttp),
        ("http://10.0.0.1", TransportConfigError::PlainHttp),
        ("http://127.0.0.1.example.com", TransportConfigError::PlainHttp),
        ("http://localhost.example.com", TransportConfigError::PlainHttp),
        ("http://notlocalhost", TransportConfigError::PlainHttp),
        ("http://127.0.0.1:80@example.com", TransportConfigError::BaseUrlParts),
        ("ftp://apis.juhe.cn", TransportConfigError::BaseUrl),
        ("apis.juhe.cn", TransportConfigError::BaseUrl),
        ("https://apis.juhe.cn/\u{200B}", TransportConfigError::BaseUrl),
        ("", TransportConfigError::BaseUrl),
        ("https://user@apis.juhe.cn", TransportConfigError::BaseUrlParts),
        ("https://:word@apis.juhe.cn", TransportConfigError::BaseUrlParts),
        ("https://apis.juhe.cn?key=k", TransportConfigError::BaseUrlParts),
        ("https://apis.juhe.cn#x", TransportConfigError::BaseUrlParts),
    ] {
        assert_eq!(Transport::new(&TransportConfig::new(bad)).unwrap_err(), error, "{bad}");
    }
}

#[test]
fn an_interfaces_address_is_told_from_the_vendors() {
    let path = "/idcard/idface/Submit.json";
    for address in [
        "https://api.ihuyi.com/idcard/idface/Submit.json",
        "https://api.ihuyi.com/idcard/idface/Submit.json \r\n",
        "https://api.ihuyi.com\\idcard\\idface\\Submit.json",
        "https://api.ihuyi.com//idcard//IDFACE/submit.json/.",
        "https://api.ihuyi.com/idcard/idface/Submit",
        "https://api.ihuyi.com/idcard/idface/",
        "https://api.ihuyi.com/idcard",
        "http://127.0.0.1:1/gateway/idcard/idface",
    ] {
        assert!(TransportConfig::new(address).ends_in(path), "{address}");
    }
    for address in
        ["https://api.ihuyi.com", "http://127.0.0.1:1/gateway", "http://127.0.0.1:1/my-idcard", "nowhere"]
    {
        assert!(!TransportConfig::new(address).ends_in(path), "{address}");
    }
}

#[test]
fn settings_that_cannot_work_are_refused_with_what_to_do() {
    let config = || TransportConfig::new("https://apis.juhe.cn");
    let error = |config: TransportConfig| Transport::new(&config).unwrap_err();
    assert_eq!(error(config().with_timeout(Duration::ZERO)), TransportConfigError::ZeroTimeout);
    for proxy in ["proxy.internal:3128", "ftp://proxy.internal", "socks5://proxy.internal", "http://", ""] {
        let config = config().with_proxy(ProxySetting::parse(proxy));
        assert_eq!(error(config), TransportConfigError::Proxy, "{proxy}");
    }
    assert_eq!(
        error(config().with_root_certificates("no certificate")),
        TransportConfigError::RootCertificate
    );
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(error(config().with_root_certificates(broken)), TransportConfigError::RootCertificate);
    insta::assert_snapshot!(TransportConfigError::PlainHttp, @"base_url is plain http to another machine, which would show personal data to the network; use https (http is for loopback only)");
}

#[test]
fn all_problems_are_told_at_once_and_the_first_is_the_one_that_new_returns() {
    use TransportConfigError::{BaseUrl, PlainHttp, Proxy, RootCertificate, ZeroTimeout};
    let wrong_besides = |base_url: &str| {
        TransportConfig::new(base_url)
            .with_timeout(Duration::ZERO)
            .with_root_certificates("no certificate")
            .with_proxy(ProxySetting::parse("nowhere"))
    };
    let cases = [
        (wrong_besides("nowhere"), vec![BaseUrl, ZeroTimeout, RootCertificate, Proxy]),
        (wrong_besides("http://apis.juhe.cn"), vec![PlainHttp, ZeroTimeout, RootCertificate, Proxy]),
        (wrong_besides("https://apis.juhe.cn"), vec![ZeroTimeout, RootCertificate, Proxy]),
        // Loopback needs no certificate, so none is read.
        (wrong_besides("http://127.0.0.1:1"), vec![ZeroTimeout, Proxy]),
        (TransportConfig::new("https://apis.juhe.cn").with_root_certificates("none"), vec![RootCertificate]),
        (TransportConfig::new("https://apis.juhe.cn").with_proxy(ProxySetting::parse("")), vec![Proxy]),
        (TransportConfig::new("https://apis.juhe.cn"), vec![]),
        (TransportConfig::new("http://127.0.0.1:1").with_root_certificates("none"), vec![]),
    ];
    for (config, problems) in cases {
        assert_eq!(config.problems(), problems, "{config:?}");
        assert_eq!(Transport::new(&config).err(), problems.first().copied(), "{config:?}");
    }
}

#[test]
fn nothing_of_a_proxys_address_is_shown() {
    let proxy = ProxySetting::parse("http://user:planted@proxy.internal:3128");
    let config = TransportConfig::new("https://apis.juhe.cn").with_proxy(proxy.clone());
    for shown in [format!("{proxy:?}"), format!("{proxy}"), format!("{config:?}")] {
        assert!(!shown.contains("planted") && !shown.contains("proxy.internal"), "{shown}");
    }
}
