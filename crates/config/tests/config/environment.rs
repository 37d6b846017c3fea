//! The environment over the file: every key as a variable, which key a name means, and what each mistake is told with.

use heyan_config::{Configuration, Environment};

fn environment(variables: &[(&str, &str)]) -> Environment {
    variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn with(text: &str, variables: &[(&str, &str)]) -> Configuration {
    Configuration::parse_with(text, "heyan.toml", &environment(variables)).unwrap()
}

/// The value of a key and where it comes from.
fn shown(configuration: &Configuration, section: &str, key: &str) -> (String, String) {
    let found = configuration.shown().into_iter().find(|shown| shown.section == section && shown.key == key);
    found.map(|shown| (shown.value, shown.from)).unwrap_or_else(|| panic!("{section}.{key}"))
}

/// Every key, each with another value than its default.
const EVERYTHING: &str = r#"
[provider.juhe]
kind = "juhe"
key = { env = "PATH" }
base_url = "http://127.0.0.1:1"
portrait_unit = "base64"
timeout = "14s"
connect_timeout = "4s"
min_time_left = "1s"
rate = "20/s"
concurrency = 32
price = "0.80"
budget = "500.00/day"
breaker = { failures = 4, cool_down = "20s", slow_after = "3s" }
proxy = "env"
root_certificate = "/etc/ssl/extra-ca.pem"

[provider.scan-b]
kind = "ihuyi"
account = "C12345678"
api_key = { env = "PATH" }
base_url = "http://127.0.0.1:2"
timeout = "13s"
connect_timeout = "3s"
min_time_left = "500ms"
rate = "5000/h"
concurrency = 1
price = "1.00"
budget = "20/hour"
breaker = "none"
proxy = "http://proxy.internal:3128"
root_certificate = "extra-ca.pem"
password = "static"
fail_means = "mismatch"

[facade]
order = ["scan-b", "juhe"]
strategy = "weighted"
weights = { juhe = 3, scan-b = 2 }
seed = 7
deadline = "29s"
on_maybe_billed = "stop"
policy = { rate_limited = "stop", unrecognized = "next" }
recent_answers = "60s"
session_key = { env = "PATH" }
session_retention = "6d"
app_schemes = ["myapp", "my-other-app"]
require_consent = true
min_age = 18
check_portraits = true
"#;

#[test]
fn every_key_is_also_a_variable() {
    let file = Configuration::parse(EVERYTHING, "heyan.toml").unwrap().shown();
    let variables: Vec<(String, String)> = file
        .iter()
        .map(|shown| {
            assert!(shown.from.starts_with("heyan.toml:"), "{shown:?} is not set above");
            let section = shown.section.replace(['.', '-'], "_");
            (format!("HEYAN_{section}_{}", shown.key).to_uppercase(), shown.value.clone())
        })
        .collect();
    let alone = Configuration::from_environment(&variables.iter().cloned().collect()).unwrap();
    for (shown, (variable, _)) in alone.shown().into_iter().zip(&variables) {
        assert_eq!(shown.from, *variable);
        let file = file.iter().find(|file| (&file.section, file.key) == (&shown.section, shown.key)).unwrap();
        if ["key", "api_key", "session_key"].contains(&shown.key) {
            assert_eq!((&*file.value, &*shown.value), ("set (env PATH)", "set (in the environment)"));
        } else {
            assert_eq!(file.value, shown.value, "{variable}");
        }
    }
    assert_eq!(alone.recent_answers(), Some(std::time::Duration::from_secs(60)));
    assert!(alone.warnings().is_empty(), "{:?}", alone.warnings());
}

#[test]
fn a_variable_goes_over_the_file_and_leaves_the_other_keys_as_they_are() {
    let file = "[provider.juhe]\nkey = { env = \"PATH\" }\ntimeout = \"14s\"\nprice = \"0.80\"";
    let configuration = with(
        file,
        &[
            ("HEYAN_PROVIDER_JUHE_TIMEOUT", "9s"),
            ("HEYAN_PROVIDER_JUHE_CONNECT_TIMEOUT", "3s"),
            ("HEYAN_FACADE_DEADLINE", "8s"),
        ],
    );
    let shown = |section, key| {
        let (value, from) = shown(&configuration, section, key);
        format!("{value}, {from}")
    };
    assert_eq!(shown("provider.juhe", "timeout"), "9s, HEYAN_PROVIDER_JUHE_TIMEOUT");
    assert_eq!(shown("provider.juhe", "connect_timeout"), "3s, HEYAN_PROVIDER_JUHE_CONNECT_TIMEOUT");
    assert_eq!(shown("provider.juhe", "price"), "0.80, heyan.toml:4");
    assert_eq!(shown("provider.juhe", "base_url"), "https://apis.juhe.cn, default");
    assert_eq!(shown("facade", "deadline"), "8s, HEYAN_FACADE_DEADLINE");
    assert_eq!(with(file, &[]).shown(), Configuration::parse(file, "heyan.toml").unwrap().shown());
}

#[test]
fn what_is_not_text_is_written_as_in_a_file_and_lists_of_words_with_commas_too() {
    let two = [("HEYAN_PROVIDER_A_KIND", "juhe"), ("HEYAN_PROVIDER_B_KIND", "juhe")];
    let keys = [("HEYAN_PROVIDER_A_KEY", "k"), ("HEYAN_PROVIDER_B_KEY", "k")];
    let cases = [
        ("HEYAN_FACADE_ORDER", "[\"b\", \"a\"]", "order", "[\"b\", \"a\"]"),
        ("HEYAN_FACADE_ORDER", "b,a", "order", "[\"b\", \"a\"]"),
        ("HEYAN_FACADE_ORDER", " b , a ", "order", "[\"b\", \"a\"]"),
        ("HEYAN_FACADE_ORDER", "b", "order", "[\"b\"]"),
        ("HEYAN_FACADE_APP_SCHEMES", "myapp,other", "app_schemes", "[\"myapp\", \"other\"]"),
        ("HEYAN_FACADE_APP_SCHEMES", "", "app_schemes", "[]"),
        ("HEYAN_FACADE_MIN_AGE", "18", "min_age", "18"),
        ("HEYAN_FACADE_REQUIRE_CONSENT", "true", "require_consent", "true"),
        ("HEYAN_FACADE_POLICY", "{ timeout = \"stop\" }", "policy", "{ timeout = \"stop\" }"),
    ];
    for (variable, value, key, expected) in cases {
        let all: Vec<_> = two.into_iter().chain(keys).chain([(variable, value)]).collect();
        let configuration = Configuration::from_environment(&environment(&all)).unwrap();
        assert_eq!(
            shown(&configuration, "facade", key),
            (expected.to_owned(), variable.to_owned()),
            "{value}"
        );
    }
}

#[test]
fn a_name_means_the_provider_that_the_file_has_and_else_the_longest_key() {
    const IHUYI: &str = "[provider.ihuyi]\naccount = \"C1\"\napi_key = { env = \"PATH\" }\n";
    const SCANS: &str = "[provider.ihuyi-api]\nkind = \"juhe\"\nkey = { env = \"PATH\" }\n";
    const JUHE_B: &str = "[provider.juhe-b]\nkind = \"juhe\"\nkey = { env = \"PATH\" }\n";
    let cases = [
        (IHUYI, "HEYAN_PROVIDER_IHUYI_API_KEY", ("provider.ihuyi", "api_key")),
        (SCANS, "HEYAN_PROVIDER_IHUYI_API_KEY", ("provider.ihuyi-api", "key")),
        (JUHE_B, "HEYAN_PROVIDER_JUHE_B_KEY", ("provider.juhe-b", "key")),
        ("", "HEYAN_PROVIDER_JUHE_KEY", ("provider.juhe", "key")),
        (JUHE_B, "HEYAN_PROVIDER_JUHE_KEY", ("provider.juhe", "key")),
    ];
    for (file, variable, (section, key)) in cases {
        let configuration = with(file, &[(variable, "k")]);
        let set = ("set (in the environment)".to_owned(), variable.to_owned());
        assert_eq!(shown(&configuration, section, key), set, "{file}{variable}");
    }
    let account = [("HEYAN_PROVIDER_IHUYI_API_KEY", "k"), ("HEYAN_PROVIDER_IHUYI_ACCOUNT", "C1")];
    let longest = Configuration::from_environment(&environment(&account)).unwrap();
    assert_eq!(shown(&longest, "provider.ihuyi", "api_key").1, "HEYAN_PROVIDER_IHUYI_API_KEY");
    let both = format!("{IHUYI}{SCANS}");
    let error = Configuration::parse_with(&both, "heyan.toml", &environment(&account)).unwrap_err();
    insta::assert_snapshot!(error, @"HEYAN_PROVIDER_IHUYI_API_KEY: is both provider.ihuyi.api_key and provider.ihuyi-api.key; give one of the two sections another name");
}

#[test]
fn mistakes_name_the_variable_and_what_to_do_and_never_the_value() {
    const JUHE: &str = "[provider.juhe]\nkey = { env = \"PATH\" }";
    let mistakes = [
        (JUHE, "HEYAN_PROVIDER_JUHE_TIMEOUT", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_TIMEOUT", ""),
        (JUHE, "HEYAN_PROVIDER_JUHE_TIMEOUTS", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_KEY", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_juhe_KEY", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_BREAKER", "{ hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_CONCURRENCY", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_BUDGET", "500.00/day"),
        (JUHE, "HEYAN_PROVIDER_JUHE_KIND", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_KEY", "two words"),
        (JUHE, "HEYAN_PROVIDER_JUHE_KEY", ""),
        (JUHE, "HEYAN_PROVIDER_JUHE_BASE_URL", "http://apis.juhe.cn/hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_ROOT_CERTIFICATE", "/nonexistent/hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHE_API_KEY", "hunter2"),
        (JUHE, "HEYAN_PROVIDER_JUHEE_TIMEOUT", "15s"),
        (JUHE, "HEYAN_PROVIDER_1JUHE_KIND", "juhe"),
        (JUHE, "HEYAN_PROVIDER_JUHE_B_KIND", "juhe"),
        (JUHE, "HEYAN_FACADE_DEADLNE", "hunter2"),
        (JUHE, "HEYAN_FACADE_ORDER", "juhe,hunter2"),
        (JUHE, "HEYAN_FACADE_ORDER", "[juhe"),
        (JUHE, "HEYAN_FACADE_ORDER", ""),
        (JUHE, "HEYAN_FACADE_MIN_AGE", "hunter2"),
        (JUHE, "HEYAN_FACADE_REQUIRE_CONSENT", "yes"),
        (JUHE, "HEYAN_FACADE_WEIGHTS", "hunter2"),
        (JUHE, "HEYAN_FACADE_POLICY", "{ hunter2 = \"stop\" }"),
        (JUHE, "HEYAN_FACADE_SESSION_KEY", "hunter2"),
        (JUHE, "HEYAN_FACADE_SESSION_KEY", "[hunter2"),
        (JUHE, "HEYAN_FACADE_APP_SCHEMES", "myapp://"),
        ("", "HEYAN_PROVIDER_JUHE_TIMEOUT", "15s"),
        ("", "HEYAN_PROVIDER_IHUYI_ACCOUNT", "C1"),
        ("", "HEYAN_FACADE_DEADLINE", "15s"),
    ];
    let told = mistakes.map(|(file, variable, value)| {
        let environment = environment(&[(variable, value)]);
        let read = Configuration::parse_with(file, "heyan.toml", &environment);
        match read.and_then(|configuration| configuration.builder()) {
            Ok(_) => panic!("accepted: {variable}={value}"),
            Err(error) => {
                assert!(!error.to_string().contains("hunter2"), "{variable}={value}: {error}");
                format!("{variable}={value}\n  {error}")
            }
        }
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn without_a_file_a_mistake_names_the_environment() {
    let alone = |variables: &[(&str, &str)]| {
        let configuration = Configuration::from_environment(&environment(variables));
        configuration.map_or_else(
            |error| error.to_string(),
            |configuration| {
                configuration.warnings().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            },
        )
    };
    let account = [("HEYAN_PROVIDER_IHUYI_API_KEY", "k"), ("HEYAN_PROVIDER_IHUYI_ACCOUNT", "C1")];
    insta::assert_snapshot!(alone(&[]), @r#"the environment: no provider is configured; add a section [provider.juhe] with key = { env = "JUHE_KEY" }, or set HEYAN_PROVIDER_JUHE_KEY"#);
    insta::assert_snapshot!(alone(&account), @"HEYAN_FACADE_SESSION_KEY: is not set, so open sessions are signed with a key made from provider.ihuyi.api_key: a new api_key voids them");
    insta::assert_snapshot!(alone(&account[..1]), @"HEYAN_PROVIDER_IHUYI_API_KEY: makes a section [provider.ihuyi], in which account is missing; set HEYAN_PROVIDER_IHUYI_ACCOUNT");
    insta::assert_snapshot!(alone(&[account[0], account[1], ("HEYAN_FACADE_ORDER", "ihuyi"), ("HEYAN_PROVIDER_JUHE_KEY", "k")]), @r#"
HEYAN_FACADE_ORDER: does not list juhe, so it is never asked
HEYAN_FACADE_SESSION_KEY: is not set, so open sessions are signed with a key made from provider.ihuyi.api_key: a new api_key voids them
"#);
}

#[test]
fn other_variables_are_not_ours_and_no_value_is_shown() {
    let others =
        [("HEYAN_SESSION_KEY", "x"), ("HEYAN_TEST_UNSET", "x"), ("HEYAN_PROVIDER", "x"), ("PATH", "x")];
    assert!(environment(&others).is_empty());
    let planted = "planted-in-a-variable-and-long-enough-for-a-session-key";
    let variables = environment(&[
        // White space around a secret does not belong to it.
        ("HEYAN_PROVIDER_JUHE_KEY", &format!(" {planted}\n")),
        ("HEYAN_PROVIDER_JUHE_BASE_URL", "http://127.0.0.1:1"),
        ("HEYAN_PROVIDER_JUHE_PROXY", "http://planted:planted@proxy.internal"),
        ("HEYAN_FACADE_SESSION_KEY", &format!("[\"{planted}\", \"{planted}\"]")),
    ]);
    assert!(!variables.is_empty());
    let configuration = Configuration::from_environment(&variables).unwrap();
    assert_eq!(configuration.warnings(), [], "a literal is in no file here");
    let facade = configuration.builder().unwrap().build().unwrap();
    let told = format!("{variables:?} {configuration:?} {:?} {facade:?}", configuration.shown());
    assert!(!told.contains("planted"), "{told}");
    assert!(told.contains("HEYAN_PROVIDER_JUHE_KEY"), "names are shown");
}
