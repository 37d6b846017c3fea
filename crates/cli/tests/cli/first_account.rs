//! docs/guide/first-account.md: its configurations and requests are accepted, and what it names exists.

use std::path::Path;

use crate::heyan::Heyan;

const PAGE: &str = include_str!("../../../../docs/guide/first-account.md");

/// The blocks of this language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fences = PAGE.split("```").skip(1).step_by(2);
    fences.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).collect()
}

fn heyan() -> Heyan {
    let heyan = Heyan::new();
    heyan.file("me.jpg", heyan_sandbox::PORTRAIT);
    ["JUHE_KEY", "IHUYI_API_KEY", "SESSION_KEY"]
        .into_iter()
        .fold(heyan, |heyan, name| heyan.env(name, "0123456789abcdef0123456789abcdef"))
}

#[test]
fn its_configurations_and_requests_are_right_and_need_a_consent() {
    let heyan = heyan();
    let [juhe, ihuyi] = blocks("toml")[..] else { panic!("two configurations") };
    let [me, scan] = blocks("json")[..] else { panic!("two requests") };
    for (configuration, request) in [(juhe, me), (ihuyi, scan)] {
        heyan.file("heyan.toml", configuration);
        heyan.file("person.json", request);
        for arguments in [
            &["config", "check"][..],
            &["check", "--request", "person.json"],
            &["plan", "--request", "person.json"],
        ] {
            let run = heyan.run(arguments);
            assert_eq!(run.code, 0, "{arguments:?}: {}", run.everything());
        }
        let lines: Vec<&str> = request.lines().filter(|line| !line.contains("consent_id")).collect();
        heyan.file("person.json", lines.join("\n"));
        let run = heyan.run(&["verify", "--request", "person.json"]);
        assert!(run.code != 0 && run.everything().contains("consent"), "{}", run.everything());
    }
}

#[test]
fn what_it_names_stands_in_the_file_that_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = 0;
    for line in PAGE.lines() {
        // "`NAME`, `fn name` in `crates/…`"
        let (joints, quoted): (Vec<&str>, Vec<&str>) = {
            let pieces: Vec<&str> = line.split('`').collect();
            (pieces.iter().copied().step_by(2).collect(), pieces.iter().copied().skip(1).step_by(2).collect())
        };
        for (at, path) in quoted.iter().enumerate().filter(|(_, text)| text.starts_with("crates/")) {
            let source = std::fs::read_to_string(root.join(path)).unwrap_or_else(|_| panic!("{path}"));
            let listed = (0..at).rev().zip(joints[..=at].iter().rev());
            let named = listed
                .take_while(|(before, joint)| joint.trim() == if before + 1 == at { "in" } else { "," });
            for (before, _) in named {
                let name = quoted[before].rsplit("::").next().unwrap();
                assert!(source.contains(name), "{name} is not in {path}");
                found += 1;
            }
        }
    }
    assert!(found > 40, "{found}");
}

#[test]
fn the_keys_that_it_names_are_keys() {
    let example = include_str!("../../../../docs/examples/heyan.toml");
    for key in [
        "portrait_unit",
        "check_portraits",
        "timeout",
        "rate",
        "concurrency",
        "price",
        "base_url",
        "password",
        "fail_means",
        "session_retention",
        "require_consent",
    ] {
        assert!(PAGE.contains(key) && example.contains(&format!("{key} = ")), "{key}");
    }
}
