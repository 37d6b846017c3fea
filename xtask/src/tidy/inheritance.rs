//! Lints, edition, Rust version and licence are said once, in the workspace's manifest.

use toml::{Table, Value};

use crate::packages::Package;
use crate::violation::{Violation, line_of};

const INHERITED: &[(&str, &str)] =
    &[("package", "edition"), ("package", "license"), ("package", "rust-version"), ("lints", "")];

pub(super) fn check(package: &Package) -> Vec<Violation> {
    let violation = |line, wrong: String, remedy| Violation::new(&package.manifest, line, wrong, remedy);
    let Ok(manifest) = package.text.parse::<Table>() else {
        return vec![violation(1, "this is no TOML".to_owned(), "mend it")];
    };
    let own = INHERITED.iter().filter(|(section, key)| !inherits(&manifest, section, key));
    own.map(|&(section, key)| match key {
        "" => {
            let line = line_of(&package.text, &format!("[{section}"));
            violation(
                line,
                format!("[{section}] is not the workspace's"),
                "write `workspace = true` under it",
            )
        }
        _ => {
            let line = line_of(&package.text, key);
            violation(
                line,
                format!("{key} is not the workspace's"),
                "write `.workspace = true` behind its name",
            )
        }
    })
    .collect()
}

fn inherits(manifest: &Table, section: &str, key: &str) -> bool {
    let section = manifest.get(section);
    let value = if key.is_empty() { section } else { section.and_then(|section| section.get(key)) };
    value.and_then(|value| value.get("workspace")).and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
[package]
name = \"heyan\"
edition.workspace = true
rust-version = { workspace = true }
license.workspace = true

[lints]
workspace = true
";

    fn told(text: &str) -> Vec<String> {
        let package = Package {
            name: "heyan".into(),
            manifest: "Cargo.toml".into(),
            text: text.to_owned(),
            dependencies: Vec::new(),
            features: Vec::new(),
        };
        check(&package).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_crate_says_nothing_that_the_workspace_says() {
        assert!(told(GOOD).is_empty());
        let cases = [
            ("edition.workspace = true", "edition = \"2021\"", "3: edition is"),
            ("license.workspace = true\n", "", "1: license is"),
            ("rust-version = { workspace = true }", "rust-version = \"1.89\"", "4: rust-version is"),
            ("[lints]\nworkspace = true", "[lints.rust]\nunsafe_code = \"allow\"", "7: [lints] is"),
            ("[package]", "[package", "1: this is no TOML"),
        ];
        for (from, to, expected) in cases {
            let told = told(&GOOD.replace(from, to));
            assert_eq!(told.len(), 1, "{to}: {told:?}");
            assert!(told.concat().starts_with(&format!("Cargo.toml:{expected}")), "{told:?}");
        }
    }
}
