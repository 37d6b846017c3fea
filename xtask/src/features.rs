//! `cargo xtask features`: every crate builds alone, with each of its features alone, and with none and all of them.

use std::path::Path;

use crate::packages::{self, Package};
use crate::process;

/// Builds every combination and stops at the first that fails.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let packages = packages::read(root)?;
    let mut built = 0;
    for package in packages.iter().filter(|package| package.manifest.starts_with("crates/")) {
        for arguments in combinations(package) {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let command = format!("cargo {}", arguments.join(" "));
            println!("{command}");
            let status = process::cargo(root, &arguments).arg("--quiet").status();
            if !status.map_err(|error| format!("cargo could not be started: {error}"))?.success() {
                return Err(format!(
                    "this combination of features does not build; repeat it with\n    {command}"
                ));
            }
            built += 1;
        }
    }
    println!("{built} combinations of features build");
    Ok(())
}

/// The arguments of each build: as it is by default, then without features, with each one alone, with all.
fn combinations(package: &Package) -> Vec<Vec<String>> {
    let check = |options: &[&str]| -> Vec<String> {
        ["check", "--package", &package.name].iter().chain(options).map(|&word| word.to_owned()).collect()
    };
    let mut combinations = vec![check(&[])];
    if package.features.is_empty() {
        return combinations;
    }
    if package.features.iter().any(|feature| feature == "default") {
        combinations.push(check(&["--no-default-features"]));
    }
    for feature in package.features.iter().filter(|feature| *feature != "default") {
        combinations.push(check(&["--no-default-features", "--features", feature]));
    }
    combinations.push(check(&["--all-features"]));
    combinations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(features: &[&str]) -> Vec<String> {
        let package = Package {
            name: "heyan".into(),
            manifest: String::new(),
            text: String::new(),
            dependencies: Vec::new(),
            features: features.iter().map(|&feature| feature.to_owned()).collect(),
        };
        let prefix = "check --package heyan";
        let combinations = combinations(&package).into_iter().map(|arguments| arguments.join(" "));
        combinations.map(|command| command.strip_prefix(prefix).unwrap().trim_start().to_owned()).collect()
    }

    #[test]
    fn each_feature_is_built_alone() {
        assert_eq!(options(&[]), [""]);
        assert_eq!(options(&["mock"]), ["", "--no-default-features --features mock", "--all-features"]);
        assert_eq!(
            options(&["audit", "default", "juhe"]),
            [
                "",
                "--no-default-features",
                "--no-default-features --features audit",
                "--no-default-features --features juhe",
                "--all-features",
            ]
        );
    }
}
