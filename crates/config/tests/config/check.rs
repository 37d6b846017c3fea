//! A configuration checked before any question: all that is wrong at once, wherever it is found; and what could be
//! better.

use heyan_config::{Check, Configuration, Environment};

fn environment(variables: &[(&str, &str)]) -> Environment {
    variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A file beside a certificate that is none.
fn checked(text: &str, variables: &[(&str, &str)]) -> (Check, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("heyan.toml");
    std::fs::write(&file, text).unwrap();
    std::fs::write(folder.path().join("none.pem"), "no certificate").unwrap();
    let check = Configuration::check_with(Some(&file), &environment(variables));
    let errors = check.errors.iter().map(|error| format!("error: {error}"));
    let warnings = check.warnings.iter().map(|warning| format!("warning: {warning}"));
    let told = errors.chain(warnings).collect::<Vec<_>>().join("\n");
    (check, told.replace(&file.display().to_string(), "heyan.toml"))
}

#[test]
fn what_cannot_be_read_hides_nothing_that_is_wrong_elsewhere() {
    let text = r#"[provider.juhe]
key = { env = "HEYAN_TEST_UNSET" }
base_url = "http://apis.juhe.cn"
proxy = "proxy.internal:3128"
root_certificate = "none.pem"
timeout = "soon"
rate = "20"
concurrency = 0
budget = "500"
breaker = { failures = 0, cool_down = "0s" }
[provider.juhe-b]
kind = "juhe"
key = { file = "missing.txt" }
root_certificate = "missing.pem"
base_url = "nowhere"
breaker = { failure = 5, cooldown = "30s", 0123456789abcdef = 1 }
[provider.ihuyi]
account = ""
api_key = ""
proxy = "proxy.internal:3128"
password = "hunter2"
[provider.Scan]
kind = "ihuyi"
account = "C1"
api_key = { env = "HEYAN_TEST_UNSET" }
[provider.other]
key = "k"
[facade]
order = ["juhe", "hunter", "juhe", "juhe-b", "hunted", "ihuyi", "Scan"]
strategy = "weighted"
weights = { juhe = 0, ihuyi = 1.5, scan = 0 }
policy = { timeout = "wait", rate-limit = "stop", session_refused = "stop" }
deadline = "never"
session_key = ["short", { env = "HEYAN_TEST_UNSET" }, 5]
app_schemes = ["myapp://", "other://"]
"#;
    let (check, told) = checked(text, &[("HEYAN_FACADE_MIN_AGE", "200"), ("HEYAN_FACADE_DEADLNE", "1s")]);
    insta::assert_snapshot!(told);
    assert_eq!(check.providers, ["juhe", "juhe-b", "ihuyi", "Scan"]);
}

#[test]
fn a_stand_in_is_never_told_of_and_never_built() {
    // One mistake, in every place where something else could follow from it.
    let mistakes = [
        "[provider.juhe]",
        "[provider.juhe]\nkey = 5",
        "[provider.juhe]\nkey = { env = \"PATH\" }\ntimeout = \"0s\"",
        "[provider.juhe]\nkey = { env = \"PATH\" }\nbase_url = 5",
        "[provider.juhe]\nkey = { env = \"PATH\" }\nproxy = 5",
        "[provider.juhe]\nkey = { env = \"PATH\" }\nprice = 0.80\nbudget = \"5.00/day\"\n[facade]\nstrategy = \"cheapest\"",
        "[provider.juhe]\nkey = { env = \"PATH\" }\ntimeout = \"40s\"\n[facade]\ndeadline = 50",
        "[provider.juhe]\nkey = { env = \"PATH\" }\n[facade]\norder = []",
        "[provider.juhe]\nkey = { env = \"PATH\" }\n[facade]\nsession_key = []",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = { env = \"PATH\" }\n[facade]\nsession_key = [5]",
        "[provider.ihuyi]\naccount = 5\napi_key = { env = \"PATH\" }\n[facade]\nsession_key = { env = \"PATH\" }",
        "[provider.other]\nkind = \"mystery\"\nkey = { env = \"PATH\" }",
        "[facade]\ndeadline = \"5s\"",
    ];
    for text in mistakes {
        let (check, told) = checked(text, &[]);
        assert_eq!((check.errors.len(), check.warnings.len()), (1, 0), "{text}\n{told}");
        assert!(Configuration::parse(text, "heyan.toml").is_err(), "{text}");
    }
}

#[test]
fn a_file_that_is_none_and_the_environment_alone_are_checked_too() {
    let missing = Configuration::check_with(Some("/nonexistent/heyan.toml".as_ref()), &environment(&[]));
    insta::assert_snapshot!(missing.errors[0], @"/nonexistent/heyan.toml: cannot be read (No such file or directory (os error 2)); give the path of a heyan.toml");
    assert_eq!((missing.errors.len(), missing.providers), (1, Vec::new()));
    let alone = [("HEYAN_PROVIDER_JUHE_KEY", "k k"), ("HEYAN_PROVIDER_JUHE_PRICE", "a"), ("HEYAN_KEY", "k")];
    let alone = Configuration::check_with(None, &environment(&alone));
    let told: Vec<String> = alone.errors.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].starts_with("HEYAN_PROVIDER_JUHE_PRICE: is not a price"), "{told:?}");
    assert!(told[0].starts_with("HEYAN_PROVIDER_JUHE_KEY: has a blank or a control character"), "{told:?}");
    assert!(alone.warnings[0].to_string().starts_with("HEYAN_KEY: sets no key"), "{:?}", alone.warnings);
    let good = Configuration::check_with(None, &environment(&[("HEYAN_PROVIDER_JUHE_KEY", "k")]));
    assert_eq!((good.errors, good.warnings, good.providers), (vec![], vec![], vec!["juhe".to_owned()]));
}

#[test]
fn mistakes_in_toml_itself_are_told_with_the_key_and_what_to_do() {
    let mistakes = [
        "[provider.juhe]\nkey = \"planted\"\nkey = \"planted\"",
        "[facade]\ndeadline = \"5s\"\ndeadline = \"5s\"",
        "[facade]\n[facade]",
        "[provider.juhe]\nkey = \"planted",
        "[provider.juhe]\nkey = \"planted\\p\"",
        "[provider.juhe]\nkey ＝ \"planted\"",
        "[provider.juhe]\nkey = “planted”",
        "[provider.juhe]\nkey = {env = ‘planted’}",
        "[provider.juhe]\nkey = planted",
        "[provider.juhe]\nkey planted",
        "[provider.juhe]\nkey: planted",
        "[provider.juhe]\nkey =",
        "[provider.juhe]\nkey = { env = \"planted\"",
        "[provider.juhe]\nrate = 20/s",
        "[provider.juhe]\ntimeout = 15s",
        "[provider.juhe]\nprice = 0.80 yuan",
        "[facade]\norder = [\"planted\" \"juhe\"]",
        "[facade]\norder = [\"planted\"",
        "[provider.juhe\nkey = \"planted\"",
        "planted",
        "planted = 1\nplanted = 1",
        "[provider.0123456789abcdef]\nkey = \"planted\"\nkey = 1 # “",
    ];
    let told = mistakes.map(|text| {
        let error = Configuration::parse(text, "heyan.toml").unwrap_err().to_string().replace('\n', " ");
        assert!(!error.contains("planted") && !error.contains("0123456789abcdef"), "{text}: {error}");
        format!("{}\n  {error}", text.replace('\n', " ⏎ "))
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_secret_in_a_variable_may_be_named_as_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let (key, session) = (folder.path().join("key.txt"), folder.path().join("session.txt"));
    std::fs::write(&key, "planted-in-a-file\n").unwrap();
    std::fs::write(&session, "planted-and-long-enough-for-a-session-key\n").unwrap();
    let file = |path: &std::path::Path| format!("{{ file = '{}' }}", path.display());
    let cases = [
        (file(&key), file(&session)),
        (format!(" {}\n", file(&key)), format!("[{}]", file(&session))),
        ("{ env = \"PATH\" }".to_owned(), "{ env = \"PATH\" }".to_owned()),
    ];
    for (key, session) in cases {
        let variables = [
            ("HEYAN_PROVIDER_JUHE_KEY", key.as_str()),
            ("HEYAN_PROVIDER_JUHE_BASE_URL", "http://127.0.0.1:1"),
            ("HEYAN_FACADE_SESSION_KEY", &session),
        ];
        let configuration = Configuration::from_environment(&environment(&variables)).unwrap();
        let shown = configuration.shown();
        let secrets = shown.iter().filter(|shown| ["key", "session_key"].contains(&shown.key));
        for shown in secrets {
            let named = ["set (file ", "set (env PATH)"].iter().any(|named| shown.value.starts_with(named));
            assert!(named, "{key}: {shown:?}");
        }
        configuration.builder().unwrap().build().unwrap();
    }
    for wrong in ["{ planted", "{ planted = \"planted\" }", "{}"] {
        let read = Configuration::from_environment(&environment(&[("HEYAN_PROVIDER_JUHE_KEY", wrong)]));
        let error = read.unwrap_err().to_string();
        assert_eq!(
            error,
            "HEYAN_PROVIDER_JUHE_KEY: a secret is { env = \"NAME\" }, { file = \"PATH\" } or a text"
        );
    }
}

#[test]
fn what_is_likely_meant_otherwise_is_a_warning() {
    let juhe = |more: &str| format!("[provider.juhe]\nkey = {{ env = \"HEYAN_SESSION_KEY_2\" }}\n{more}");
    let of_literal = |key: &str| format!("[provider.juhe]\nkey = \"{key}\"");
    let cases = [
        (juhe("timeout = \"31s\""), ""),
        (juhe("timeout = \"30s\""), ""),
        (juhe("timeout = \"20s\"\n[facade]\ndeadline = \"10s\""), ""),
        (juhe("connect_timeout = \"16s\""), ""),
        (juhe("connect_timeout = \"15s\""), ""),
        (juhe("timeout = \"4s\""), ""),
        (juhe("[facade]\ndeadline = \"10s\""), ""),
        (juhe("[facade]\ndeadline = \"999ms\""), ""),
        (juhe("[facade]\ndeadline = \"1s\""), ""),
        (juhe("price = \"0.00\"\nbudget = \"5.00/day\""), ""),
        (juhe("price = \"0.00\""), ""),
        (juhe("[facade]\nrecent_answers = \"61m\""), ""),
        (juhe("[facade]\nrecent_answers = \"60m\""), ""),
        (of_literal("$2a$planted"), ""),
        (of_literal("$"), ""),
        (juhe(""), "HEYAN_FACADES_DEADLINE"),
        (juhe(""), "HEYAN_PROVIDERS_JUHE_KEY"),
        (juhe(""), "HEYAN_PROVIDER"),
        (juhe(""), "HEYAN_TIMEOUT"),
        (juhe(""), "HEYAN_SESSION_KEY"),
        (juhe(""), "HEYAN_SESSION_KEY_2"),
        (juhe(""), "HEYAN_TEST"),
        (juhe(""), "MY_HEYAN_TIMEOUT"),
    ];
    let told = cases.map(|(text, variable)| {
        let environment = environment(&[(variable, "planted")]);
        assert!(!format!("{environment:?}").contains("planted"));
        let configuration = Configuration::parse_with(&text, "heyan.toml", &environment).unwrap();
        let warnings: Vec<String> =
            configuration.warnings().iter().map(|warning| format!("\n  {warning}")).collect();
        assert!(!warnings.concat().contains("planted"), "{warnings:?}");
        format!("{}{variable}{}", text.replace('\n', " ⏎ "), warnings.concat())
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_typo_in_the_order_hides_nobodys_missing_secret_and_blames_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("heyan.toml");
    let text = "[provider.juhe]\nkey = { env = \"HEYAN_TEST_UNSET_A\" }\n[provider.ihuyi]\naccount = \"C1\"\n\
                api_key = { env = \"HEYAN_TEST_UNSET_B\" }\n[facade]\norder = [\"juhe\", \"ihuiy\"]\n";
    std::fs::write(&file, text).unwrap();
    let check = Configuration::check_with(Some(&file), &Environment::default());
    assert_eq!(check.errors.len(), 3, "{:?}", check.errors);
    assert!(
        check.warnings.iter().all(|warning| !warning.to_string().contains("never asked")),
        "{:?}",
        check.warnings
    );
}
