//! The help texts.

use crate::heyan::Heyan;

#[test]
fn help_reads_well() {
    for (name, arguments) in [
        ("heyan", vec!["--help"]),
        ("verify", vec!["verify", "--help"]),
        ("plan", vec!["plan", "--help"]),
        ("check", vec!["check", "--help"]),
        ("portrait", vec!["portrait", "--help"]),
        ("config", vec!["config", "--help"]),
        ("config-check", vec!["config", "check", "--help"]),
        ("codes", vec!["codes", "--help"]),
        ("sandbox", vec!["sandbox", "--help"]),
    ] {
        let run = Heyan::new().run(&arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("help-{name}"), run.stdout);
    }
}

#[test]
fn without_a_command_the_help_is_shown_as_a_mistake() {
    let run = Heyan::new().run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (64, ""));
    assert!(run.stderr.contains("Usage: heyan [OPTIONS] <COMMAND>"));
}
