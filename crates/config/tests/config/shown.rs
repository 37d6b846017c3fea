//! A configuration shown without any question: what holds for each key, and all that is wrong with it.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use heyan::Facade;
use heyan::gates::Limits;
use heyan::juhe::{JuheConfig, JuheVerifier};
use heyan_config::{Configuration, Environment, Shown};

const EXAMPLE: &str = include_str!("../../../../docs/examples/heyan.toml");

fn table(configuration: &Configuration) -> String {
    let line = |shown: &Shown| format!("{}.{} = {}  [{}]", shown.section, shown.key, shown.value, shown.from);
    configuration.shown().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_is_accepted_and_says_what_holds_without_it() {
    let example = Configuration::parse(EXAMPLE, "heyan.toml").unwrap();
    assert_eq!(example.warnings(), []);
    assert_eq!(example.providers().collect::<Vec<_>>(), ["juhe", "ihuyi"]);
    // Its values are the defaults, except for what belongs to an account and for the order.
    let least = "[provider.juhe]\nkey = \"k\"\n[provider.ihuyi]\naccount = \"C12345678\"\napi_key = \"k\"";
    let least = Configuration::parse(least, "heyan.toml").unwrap().shown();
    for shown in example.shown() {
        let default =
            least.iter().find(|default| (&default.section, default.key) == (&shown.section, shown.key));
        let own = ["key", "api_key", "session_key", "price", "order"].contains(&shown.key);
        assert!(own || default.unwrap().value == shown.value, "{shown:?}, by default {default:?}");
    }
}

#[test]
fn what_is_not_set_is_as_in_code_but_for_the_breaker() {
    let text =
        |breaker: &str| format!("[provider.juhe]\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\n{breaker}");
    let configured = |breaker: &str| {
        let configuration = Configuration::parse(&text(breaker), "heyan.toml").unwrap();
        format!("{:?}", configuration.builder().unwrap().build().unwrap())
    };
    let juhe = Arc::new(JuheVerifier::new(JuheConfig::new("k").with_base_url("http://127.0.0.1:1")).unwrap());
    let breaker = Limits::new().with_breaker(NonZeroU32::new(5).unwrap(), Duration::from_secs(30));
    let in_code = |limits: Limits| {
        format!("{:?}", Facade::builder().provider_within(limits, Arc::clone(&juhe)).build().unwrap())
    };
    assert_eq!(configured("breaker = \"none\""), in_code(Limits::new()));
    assert_eq!(configured(""), in_code(breaker));
}

#[test]
fn what_stands_behind_a_hash_in_the_example_is_accepted_too() {
    let uncommented = EXAMPLE.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => rest,
        _ => line,
    });
    let text: Vec<&str> = uncommented.collect();
    let text = text.join("\n").replace("\"listed\" ", "\"weighted\" ");
    let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
    assert_eq!(configuration.recent_answers(), Some(Duration::from_secs(60)));
    let juhe = configuration.shown().into_iter().filter(|shown| shown.section == "provider.juhe");
    assert!(juhe.into_iter().all(|shown| shown.from != "default"), "all of them are set");
}

#[test]
fn every_key_is_shown_with_what_holds_and_where_it_comes_from_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("key.txt"), "planted-in-a-file\n").unwrap();
    std::fs::write(folder.path().join("empty.txt"), "\n").unwrap();
    let file = folder.path().join("heyan.toml");
    let text = r#"
[provider.juhe]
key = { file = "key.txt" }
proxy = "http://planted:planted@proxy.internal:3128"
rate = "20/s"
breaker = { failures = 3, cool_down = "1m" }
[provider.scan]
kind = "ihuyi"
account = "C1"
api_key = { env = "HEYAN_TEST_UNSET" }
base_url = "https://planted@api.ihuyi.com"
breaker = "none"
[provider.never]
kind = "juhe"
key = { file = "planted-where-a-path-should-be" }
[provider.alike]
kind = "juhe"
key = { env = "planted" }
[provider.bare]
kind = "juhe"
key = { file = "empty.txt" }
[provider.told]
kind = "juhe"
key = "planted-literal"
[facade]
order = ["scan", "juhe", "alike", "bare", "told"]
strategy = "weighted"
weights = { scan = 2, juhe = 1 }
"#;
    std::fs::write(&file, text).unwrap();
    let variables = [("HEYAN_FACADE_DEADLINE", "20s"), ("HEYAN_PROVIDER_JUHE_CONCURRENCY", "0x20")];
    let environment: Environment =
        variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let configuration = Configuration::load_with(&file, &environment).unwrap();
    let told = table(&configuration).replace(&file.display().to_string(), "heyan.toml");
    assert!(!told.contains("planted"), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn a_session_key_is_shown_as_set_as_derived_or_as_not_needed() {
    let juhe = "[provider.juhe]\nkey = { env = \"PATH\" }\n";
    let ihuyi = "[provider.ihuyi]\naccount = \"C1\"\napi_key = { env = \"PATH\" }\n";
    let cases = [
        (juhe.to_owned(), "not needed, since nobody starts scans"),
        (format!("{juhe}{ihuyi}"), "derived from provider.ihuyi.api_key"),
        (format!("{ihuyi}[facade]\nsession_key = {{ env = \"PATH\" }}"), "set (env PATH)"),
        (
            format!("{ihuyi}[facade]\nsession_key = {{ env = \"HEYAN_TEST_UNSET\" }}"),
            "not set (env HEYAN_TEST_UNSET)",
        ),
        (format!("{ihuyi}[facade]\nsession_key = \"planted\""), "set (in the file)"),
        (
            format!(
                "{juhe}{ihuyi}[facade]\nsession_key = [{{ env = \"PATH\" }}, {{ file = \"/nonexistent\" }}]"
            ),
            "set (env PATH), not set (file, which cannot be read)",
        ),
    ];
    for (text, expected) in cases {
        let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
        let shown = configuration.shown().into_iter().find(|shown| shown.key == "session_key").unwrap();
        assert_eq!(shown.value, expected, "{text}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = "[facade]\npolicy = { timeout = 1 }\nretention = \"7d\"\n\
                [provider.juhe]\ntimeot = \"15s\"\nprice = \"0.801\"\nrate = \"20\"\n[provider.other]\nkey = \"k\"";
    let error = Configuration::parse(text, "heyan.toml").unwrap_err();
    let told: Vec<String> = error.all().map(ToString::to_string).collect();
    assert_eq!(told[0], error.to_string(), "the first is the error's own");
    insta::assert_snapshot!(told.join("\n"), @r#"
heyan.toml:2: facade.policy: timeout has something else than "next" or "stop"; write one of them
heyan.toml:3: facade: there is no key retention; the keys here are order, strategy, weights, seed, deadline, on_maybe_billed, policy, recent_answers, session_key, session_retention, app_schemes, require_consent, min_age, check_portraits
heyan.toml:5: provider.juhe: there is no key timeot; the keys here are kind, key, base_url, portrait_unit, timeout, connect_timeout, min_time_left, rate, concurrency, price, budget, breaker, proxy, root_certificate
heyan.toml:6: provider.juhe.price: is not a price in yuan; write it like "0.80", with at most two decimals
heyan.toml:7: provider.juhe.rate: is not a rate; write it like "20/s", "600/min" or "5000/h"
heyan.toml:8: provider.other: its name is no known kind of provider; those are "juhe" and "ihuyi" (a second account: kind = "juhe")
heyan.toml:4: provider.juhe.key: is missing; add key = { env = "JUHE_KEY" }
"#);

    let text = "[provider.juhe]\nkey = { env = \"HEYAN_TEST_UNSET\" }\nroot_certificate = \"/nonexistent\"\n\
                [provider.ihuyi]\naccount = \"\"\napi_key = { env = \"PATH\" }\nbase_url = \"http://127.0.0.1:1\"\n\
                [provider.unlisted]\nkind = \"juhe\"\nkey = { env = \"HEYAN_TEST_UNSET\" }\n\
                [facade]\norder = [\"ihuyi\", \"juhe\"]\nsession_key = [\"short\", { env = \"HEYAN_TEST_UNSET\" }]\n";
    let configuration = Configuration::parse(text, "heyan.toml").unwrap();
    let check = configuration.check();
    let told: Vec<String> = check.errors.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
heyan.toml:2: provider.juhe.key: the environment variable HEYAN_TEST_UNSET is not set; set it to the key
heyan.toml:3: provider.juhe.root_certificate: cannot be read (No such file or directory (os error 2)); give the path of a PEM file
heyan.toml:5: provider.ihuyi: account is empty; put it in (the APIID in ihuyi's user centre, 用户中心【认证核验】-【身份信息验证】-【产品总览】)
heyan.toml:13: facade.session_key[0]: a session key has at least 32 bytes; make one with `openssl rand -base64 32`
heyan.toml:13: facade.session_key[1]: the environment variable HEYAN_TEST_UNSET is not set; set it to the key
"#);
    assert_eq!(check.warnings, configuration.warnings());
    assert_eq!(check.warnings.len(), 2, "{:?}", check.warnings);

    let good = "[provider.juhe]\nkey = { env = \"PATH\" }\nbase_url = \"http://127.0.0.1:1\"";
    let check = Configuration::parse(good, "heyan.toml").unwrap().check();
    assert_eq!((check.errors, check.warnings), (vec![], vec![]));
}

#[test]
fn what_works_and_should_be_mended_is_a_warning() {
    let account = |id: &str, more: &str| {
        format!("[provider.{id}]\nkind = \"juhe\"\nkey = {{ env = \"PATH\" }}\n{more}\n")
    };
    let cases = [
        account("a", "price = \"0.80\"") + &account("b", "") + "[facade]\nstrategy = \"cheapest\"",
        account("a", "price = \"0.80\"\nbudget = \"0.79/day\""),
        account("a", "") + &account("b", "") + "[facade]\norder = [\"b\"]",
        account("a", "price = \"0.80\"\nbudget = \"0.80/day\"") + "[facade]\nstrategy = \"cheapest\"",
    ];
    let told = cases.map(|text| {
        let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
        configuration.warnings().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told.join("\n---\n"), @r#"
heyan.toml:10: facade.strategy: is "cheapest", and b has no price, so it comes after those that have one; give it one
---
heyan.toml:5: provider.a.budget: is less than one question costs, so it is never asked; grant more
---
heyan.toml:10: facade.order: does not list a, so it is never asked
---
"#);
}
