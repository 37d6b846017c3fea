//! Refusals in Chinese, colours, and logs.

use crate::heyan::{Heyan, request};

#[test]
fn refusals_in_chinese() {
    let heyan = Heyan::new();
    let told = [
        vec!["verify", "--lang", "zh"],
        vec!["verify", "--lang", "zh", "--sandbox"],
        vec!["verify", "--lang=zh", "--sandbox", "--persona", "nobody"],
        vec!["verify", "--lang=zh", "--sandbox", "--persna", "pass"],
        vec!["verify", "--lang", "zh", "--sandbox", "--name", "张三", "--id-number", "110105194912310021"],
        vec!["verify", "--lang", "zh", "--sandbox", "--name", "张三", "--id-number", "01234567"],
        vec!["check", "--lang", "zh", "--request", "nowhere.json"],
        vec!["sandbox", "--lang", "zh", "--listen", "0.0.0.0:0"],
    ]
    .map(|arguments| {
        let run = heyan.run(&arguments);
        format!("{} {}", run.code, run.stderr.trim_end())
    });
    insta::assert_snapshot!(told.join("\n"));
    heyan.file("heyan.toml", "[provider.juhe]\nkey = { env = \"JUHE_KEY\" }\n");
    let flags = heyan.run(&["verify", "--lang", "zh", "--name", "张三", "--id-number", "11010519491231002X"]);
    assert!(flags.stderr.contains("请用 --request，避免个人信息留在命令历史"), "{}", flags.stderr);
}

/// A pseudo-terminal is not needed: these variables force what a terminal would choose.
#[test]
fn colours_only_where_they_are_wanted() {
    let verify = ["verify", "--sandbox", "--persona", "pass"];
    let colours = |heyan: Heyan| heyan.run(&verify).stdout.contains("\u{1b}[");
    assert!(!colours(Heyan::new()), "a pipe has none");
    assert!(colours(Heyan::new().env("CLICOLOR_FORCE", "1")));
    assert!(!colours(Heyan::new().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")), "NO_COLOR wins");
    let json =
        Heyan::new().env("CLICOLOR_FORCE", "1").run(&["verify", "--sandbox", "--persona", "pass", "--json"]);
    assert!(!json.stdout.contains("\u{1b}["));
}

#[test]
fn logs_go_to_standard_error_where_they_are_asked_for() {
    let verify = ["verify", "--sandbox", "--request", "-", "--json"];
    let request = request("13900000100").replace('}', ", \"reference\": \"order-7\"}");
    let quiet = Heyan::new().run_with(&verify, &request);
    assert_eq!(quiet.stderr, "SANDBOX: simulated, no vendor was asked\n");
    let told = Heyan::new().env("RUST_LOG", "heyan=info").run_with(&verify, &request);
    assert_eq!((told.code, told.json()["decision"].as_str()), (0, Some("verified")));
    let unreadable = Heyan::new().env("RUST_LOG", "[[[").run_with(&verify, &request);
    assert!(unreadable.stderr.contains("warning: RUST_LOG cannot be read"), "{}", unreadable.stderr);
    for part in [
        "INFO heyan: attempt started",
        "INFO heyan: attempt ended",
        "order-7",
        "billing=\"billed\"",
        "vendor_code=\"100\"",
    ] {
        assert!(told.stderr.contains(part), "{part}: {}", told.stderr);
    }
}
