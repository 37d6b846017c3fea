//! A `heyan.toml`: what is read, and what each mistake is told with.

use heyan::Verifier;
use heyan_config::Configuration;

use crate::people::with_photo;

fn error(text: &str) -> String {
    match Configuration::parse(text, "heyan.toml").and_then(|configuration| configuration.builder().map(drop))
    {
        Ok(()) => panic!("accepted: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn mistakes_name_file_line_and_key_and_what_to_do() {
    let mistakes = [
        "",
        "[provider.juhe]",
        "[provider.juhe]\nkey = 5",
        "[provider.juhe]\nkey = { env = \"HEYAN_TEST_UNSET\" }",
        "[provider.juhe]\nkey = { file = \"/nonexistent/key\" }",
        "[provider.juhe]\nkey = { env = \"A\", file = \"b\" }",
        "[provider.juhe]\nkey = \"k\"\nkee = 1",
        "[provider.juhe]\nkey = \"k\"\n\ntimeout = \"soon\"",
        "[provider.juhe]\nkey = \"k\"\ntimeout = \"0s\"",
        "[provider.juhe]\nkey = \"k\"\nconnect_timeout = \"0s\"",
        "[provider.juhe]\nkey = \"k\"\nconnect_timeout = 5",
        "[provider.juhe]\nkey = \"k\"\nprice = \"0.805\"",
        "[provider.juhe]\nkey = \"k\"\nbase_url = \"http://apis.juhe.cn\"",
        "[provider.juhe]\nkey = \"k\"\nroot_certificate = \"/nonexistent/ca.pem\"",
        "[provider.juhe]\nkey = \"k\"\nroot_certificate = \"Cargo.toml\"",
        "[provider.Juhe]\nkind = \"juhe\"\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"",
        "[provider.juhe]\nkey = \"\"\nbase_url = \"http://127.0.0.1:1\"",
        "[provider.other]\nkey = \"k\"",
        "[provider.juhe-b]\nkind = \"jühe\"\nkey = \"k\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\norder = [\"juhe\", \"juhe-b\"]",
        "[provider.juhe]\nkey = \"k\"\n[facade]\norder = [\"juhe\", \"juhe\"]",
        "[provider.juhe]\nkey = \"k\"\n[facade]\norder = []",
        "[provider.juhe]\nkey = \"k\"\n[facade]\ndeadline = \"never\"",
        "[provider.juhe]\nkey = \"k\"\n[facades]",
        "[provider]\njuhe = \"a-secret-in-the-wrong-place\"",
        "provider = 1",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nmin_age = 121",
        "[provider.juhe]\nkey = { env = \"0123456789abcdef\" }",
        "[provider.juhe]\n0123456789abcdef = \"k\"",
        "[provider.juhe]\nkey = \"k\"\nproxy = \"proxy.internal:3128\"",
        "[provider.juhe",
        "[provider.ihuyi]",
        "[provider.ihuyi]\naccount = \"C1\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"k\"\npassword = \"hunter2\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"k\"\nfail_means = \"reject\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"k\"\nkey = \"k\"",
        "[provider.ihuyi]\naccount = \"\"\napi_key = \"k\"\nbase_url = \"http://127.0.0.1:1\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"\"\nbase_url = \"http://127.0.0.1:1\"",
        "[provider.juhe]\nkey = \"k\"\naccount = \"C1\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nsession_key = \"too short\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nsession_key = []",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nsession_key = [\"long enough, thirty-two bytes at least\", \"short\"]",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nsession_key = 5",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nsession_retention = \"for ever\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\napp_schemes = [\"myapp://\"]",
        "[provider.juhe]\nkey = \"k\"\n[facade]\napp_schemes = \"myapp\"",
        "[provider.juhe]\nkey = \"k\"\nrate = \"20\"",
        "[provider.juhe]\nkey = \"k\"\nrate = 20",
        "[provider.juhe]\nkey = \"k\"\nconcurrency = 0",
        "[provider.juhe]\nkey = \"k\"\nconcurrency = \"32\"",
        "[provider.juhe]\nkey = \"k\"\nprice = 0.80",
        "[provider.juhe]\nkey = \"k\"\nbudget = \"500.00/day\"",
        "[provider.juhe]\nkey = \"k\"\nprice = \"0.80\"\nbudget = \"500.00/month\"",
        "[provider.juhe]\nkey = \"k\"\nbreaker = \"off\"",
        "[provider.juhe]\nkey = \"k\"\nbreaker = { failures = 5 }",
        "[provider.juhe]\nkey = \"k\"\nbreaker = { failures = 5, cool_down = \"30s\", more = 1 }",
        "[provider.juhe]\nkey = \"k\"\nbreaker = { failures = 0, cool_down = \"30s\" }",
        "[provider.juhe]\nkey = \"k\"\nbreaker = { failures = 5, cool_down = \"a while\" }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"fastest\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nweights = { juhe = 3 }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"cheapest\"\nseed = 7",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nseed = -7",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nweights = 3",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nweights = { juhe = 0 }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nweights = { juhe = 1.5 }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nweights = { ihuyi = 1 }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nstrategy = \"weighted\"\nweights = { 0123456789abcdef = 1 }",
        "[provider.juhe]\nkey = \"k\"\n[provider.juhe-b]\nkind = \"juhe\"\nkey = \"k\"\n[facade]\norder = [\"juhe\"]\nstrategy = \"weighted\"\nweights = { juhe-b = 1 }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\non_maybe_billed = \"wait\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\npolicy = \"stop\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\npolicy = { rate_limited = \"wait\" }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\npolicy = { rate-limit = \"stop\" }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\npolicy = { 0123456789abcdef = \"stop\" }",
        "[provider.juhe]\nkey = \"k\"\n[facade]\npolicy = { session_not_found = \"next\" }",
        "[provider.juhe]\nkey = \"k\"\n[facade.policy]\nsession_refused = \"stop\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nrecent_answers = \"a minute or so\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nrecent_answers = \"0s\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nrequire_consent = \"yes\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\norder = \"juhe\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\norder = [\"0123456789abcdef\"]",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nhunter2 = \"k\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\nretention = \"7d\"",
        "[provider.juhe]\nkey = \"k\"\nproxy = true",
        "[provider.juhe]\nkind = 5\nkey = \"k\"",
        "facade = \"a-secret-in-the-wrong-place\"",
        "hunter2 = \"a-secret-in-the-wrong-place\"",
        "[provider.other]\nkind = \"juhe\"\nkey = \"k\"\nkey = \"k\"",
        "[provider.juhe]\nkey = \"k\"\n[facade]\ndeadline = \"5s\"\nmin_age = 18\ndeadline = \"6s\"",
        "[provider.juhe]\nkey = \"'planted'\"",
        "[provider.juhe]\nkey = \"“planted”\"",
        "[provider.juhe]\nkey = \"JUHE_KEY=planted\"",
        "[provider.juhe]\nkey = \"$JUHE_KEY\"",
        "[provider.juhe]\nkey = \"${JUHE_KEY}\"",
        "[provider.juhe]\nkey = \"plan\u{200B}ted\"",
        "[provider.juhe]\nkey = \"plan ted\"",
        "[provider.ihuyi]\naccount = \"'C1'\"\napi_key = \"k\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"k\"\n[facade]\nsession_key = \"'planted-planted-planted-planted'\"",
        "[provider.juhe]\nkey = \"k\"\nbase_url = \"https://apis.juhe.cn/verifyface_mobile/query\"",
        "[provider.ihuyi]\naccount = \"C1\"\napi_key = \"k\"\nbase_url = \"https://api.ihuyi.com/idcard/idface/Submit.json\"",
        "[provider.other]\nkind = \"ihuyi\"\naccount = 5\napi_key = { environment = \"A\" }",
    ];
    let told: Vec<String> = mistakes
        .map(|text| format!("{}\n  {}", text.replace('\n', " ⏎ "), error(text).replace('\n', " ")))
        .into();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_secret_is_found_where_the_file_says_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("key.txt"), "planted-in-a-file\n").unwrap();
    let file = folder.path().join("heyan.toml");
    std::fs::write(&file, "[provider.juhe]\nkey = { file = \"key.txt\" }\nbase_url = \"http://127.0.0.1:1\"")
        .unwrap();
    let configuration = Configuration::load(&file).unwrap();
    assert!(configuration.warnings().is_empty());
    let facade = configuration.builder().unwrap().build().unwrap();
    assert!(!format!("{configuration:?} {facade:?}").contains("planted"));

    let literal = "[provider.juhe]\nkey = \"planted-literal\"\nbase_url = \"http://127.0.0.1:1\"";
    let configuration = Configuration::parse(literal, "heyan.toml").unwrap();
    let [warning] = &configuration.warnings()[..] else { panic!("one warning") };
    assert_eq!(
        warning.to_string(),
        "heyan.toml:2: provider.juhe.key: a secret stands in the file; use { env = \"…\" } or { file = \"…\" }"
    );
    assert!(!format!("{configuration:?}").contains("planted"));
}

#[test]
fn open_scans_are_signed_with_the_key_that_is_set_or_with_one_made_from_the_account() {
    let text = |more: &str| {
        format!(
            "[provider.ihuyi]\naccount = \"C1\"\napi_key = {{ env = \"PATH\" }}\nbase_url = \"http://127.0.0.1:1\"\n\
             [facade]\n{more}"
        )
    };
    let derived = Configuration::parse(&text(""), "heyan.toml").unwrap();
    let [note] = &derived.warnings()[..] else { panic!("one note") };
    insta::assert_snapshot!(note, @"heyan.toml:5: facade.session_key: is not set, so open sessions are signed with a key made from provider.ihuyi.api_key: a new api_key voids them");
    assert!(derived.builder().unwrap().build().is_ok());
    let keys = text("session_key = [{ env = \"PATH\" }, { file = \"older\" }]");
    assert!(Configuration::parse(&keys, "heyan.toml").unwrap().warnings().is_empty());
    // A configuration that starts no scans needs none, and says nothing of it.
    let juhe = "[provider.juhe]\nkey = { env = \"PATH\" }\nbase_url = \"http://127.0.0.1:1\"";
    assert!(Configuration::parse(juhe, "heyan.toml").unwrap().warnings().is_empty());
}

#[test]
fn providers_are_asked_in_the_listed_order() {
    let accounts = "[provider.a]\nkind = \"juhe\"\nkey = \"k\"\n[provider.b]\nkind = \"juhe\"\nkey = \"k\"\n";
    let order = |facade: &str| {
        let configuration = Configuration::parse(&format!("{accounts}{facade}"), "heyan.toml").unwrap();
        configuration.providers().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(order("[facade]\norder = [\"b\", \"a\"]"), ["b", "a"]);
    assert_eq!(order("[facade]\norder = [\"b\"]"), ["b"], "who is not listed is not asked");
    let unlisted =
        Configuration::parse(&format!("{accounts}[facade]\norder = [\"b\"]"), "heyan.toml").unwrap();
    let told = unlisted.warnings().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(
        told.contains(&"heyan.toml:8: facade.order: does not list a, so it is never asked".to_owned()),
        "{told:?}"
    );
    assert_eq!(order(""), ["a", "b"], "a table has no order, so the alphabet's");
}

#[tokio::test]
async fn consent_and_age_are_the_facades_to_check() {
    let text = "[provider.juhe]\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\n[facade]\nrequire_consent = true\nmin_age = 18";
    let facade = Configuration::parse(text, "heyan.toml").unwrap().builder().unwrap().build().unwrap();
    assert_eq!(facade.verify(&with_photo()).await.unwrap_err().kind(), heyan::ErrorKind::InvalidRequest);
}

#[test]
fn the_settings_of_the_whole_reach_the_facade() {
    let set = [
        ("deadline = \"20s\"", "deadline: 20s"),
        ("session_retention = \"6d\"", "retention: 518400s"),
        ("require_consent = true\nmin_age = 18", "require_consent: true, min_age: 18"),
    ];
    for (setting, expected) in set {
        let text =
            format!("[provider.juhe]\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\n[facade]\n{setting}");
        let configuration = Configuration::parse(&text, "heyan.toml").unwrap();
        let facade = format!("{:?}", configuration.builder().unwrap().build().unwrap());
        assert!(facade.contains(expected), "{setting}: {facade}");
    }
}

#[test]
fn it_is_local_where_everybody_who_is_asked_is_on_this_machine() {
    let here = "[provider.a]\nkind = \"juhe\"\nkey = \"k\"\nbase_url = \"http://127.0.0.1:1\"\n";
    let there = "[provider.b]\nkind = \"juhe\"\nkey = \"k\"\n";
    let is_local = |text: &str| Configuration::parse(text, "heyan.toml").unwrap().is_local();
    assert!(is_local(here));
    assert!(!is_local(there));
    assert!(!is_local(&format!("{here}{there}")));
    assert!(is_local(&format!("{here}{there}[facade]\norder = [\"a\"]")));
}

#[tokio::test]
async fn a_configured_facade_asks_whom_it_was_told_to() {
    let sandbox = heyan_sandbox::Sandbox::start(heyan_sandbox::SandboxConfig::default()).await.unwrap();
    let text = format!(
        "[provider.j]\nkind = \"juhe\"\nkey = \"k\"\nprice = \"0.80\"\nbase_url = \"{}\"",
        sandbox.url()
    );
    let facade = Configuration::parse(&text, "heyan.toml").unwrap().builder().unwrap().build().unwrap();
    let outcome = facade.verify(&with_photo()).await.unwrap();
    let attempt = &outcome.answered().unwrap().attempts()[0];
    assert_eq!((attempt.provider().as_str(), attempt.cost_fen()), ("j", Some(80)));
}
