//! Who may depend on whom, as one table.

use crate::packages::{Dependency, Package};
use crate::violation::{Violation, line_of};

use May::{Any, Only};

/// What a crate may name of the workspace's crates.
enum May {
    Only(&'static [&'static str]),
    Any,
}

/// Lowest first. Tests are free to depend on anything, those of core excepted.
const LAYERS: &[(&str, May)] = &[
    ("heyan-core", Only(&[])),
    ("heyan-transport", Only(&["heyan-core"])),
    ("heyan-provider-juhe", Only(&["heyan-core", "heyan-transport"])),
    ("heyan-provider-ihuyi", Only(&["heyan-core", "heyan-transport"])),
    ("heyan-portrait", Only(&["heyan-core"])),
    (
        "heyan",
        Only(&[
            "heyan-core",
            "heyan-transport",
            "heyan-provider-juhe",
            "heyan-provider-ihuyi",
            "heyan-portrait",
        ]),
    ),
    (
        "heyan-config",
        Only(&[
            "heyan",
            "heyan-core",
            "heyan-transport",
            "heyan-provider-juhe",
            "heyan-provider-ihuyi",
            "heyan-portrait",
        ]),
    ),
    ("heyan-testkit", Only(&["heyan-core"])),
    // A misreading of a vendor must not cancel itself out.
    ("heyan-sandbox", Only(&[])),
    ("heyan-cli", Any),
    ("xtask", Any),
];

/// What core's tests may name of the workspace's crates.
const CORE_TESTS: &[&str] = &["heyan-core", "heyan-testkit"];

/// Crates from outside that only some may name.
const RESERVED: &[(&str, &[&str])] = &[("reqwest", &["heyan-transport"])];

/// The arguments that make cargo print every crate that core is built with.
pub(super) const CORE_TREE: &[&str] =
    &["tree", "--package", "heyan-core", "--edges", "normal", "--prefix", "none", "--all-features"];

/// Core has no runtime and no HTTP client, not even through others.
const NEVER_IN_CORE: &[&str] = &["hyper", "reqwest", "tokio"];

pub(super) fn check(packages: &[Package]) -> Vec<Violation> {
    packages.iter().flat_map(|package| check_one(package, packages)).collect()
}

fn check_one(package: &Package, packages: &[Package]) -> Vec<Violation> {
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == package.name) else {
        let wrong = format!("{} has no layer", package.name);
        return vec![Violation::new(
            &package.manifest,
            1,
            wrong,
            "give it one in xtask/src/tidy/layering.rs",
        )];
    };
    let ours = |name: &str| packages.iter().any(|package| package.name == name);
    let permitted = |Dependency { name, dev }: &Dependency| {
        let name = name.as_str();
        match (ours(name), dev) {
            (true, true) => package.name != "heyan-core" || CORE_TESTS.contains(&name),
            (true, false) => match may {
                Any => true,
                Only(names) => names.contains(&name),
            },
            (false, true) => true,
            (false, false) => RESERVED
                .iter()
                .all(|(reserved, holders)| *reserved != name || holders.contains(&package.name.as_str())),
        }
    };
    let broken = package.dependencies.iter().filter(|dependency| !permitted(dependency));
    broken
        .map(|Dependency { name, dev }| {
            let who = if *dev { format!("a test of {}", package.name) } else { package.name.clone() };
            let wrong = format!("{who} must not depend on {name}");
            let remedy = "move the code to a higher crate, or what it needs to a lower one";
            Violation::new(&package.manifest, line_naming(&package.text, name), wrong, remedy)
        })
        .collect()
}

/// The line of a manifest that names a dependency.
fn line_naming(manifest: &str, name: &str) -> usize {
    [".", " "].map(|end| line_of(manifest, &format!("{name}{end}"))).into_iter().max().unwrap_or(1)
}

/// `tree` is what cargo prints for [`CORE_TREE`].
pub(super) fn check_core_tree(tree: &str) -> Vec<Violation> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<&str> = names.filter(|name| NEVER_IN_CORE.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    let remedy = "`cargo tree -p heyan-core -e normal --all-features -i` with its name shows through whom";
    let violation = |name| {
        Violation::new("crates/core/Cargo.toml", 1, format!("heyan-core is built with {name}"), remedy)
    };
    found.into_iter().map(violation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, normal: &[&str], dev: &[&str]) -> Package {
        let dependency = |dev| move |&name: &&str| Dependency { name: name.to_owned(), dev };
        let named = normal.iter().map(dependency(false)).chain(dev.iter().map(dependency(true)));
        Package {
            name: name.to_owned(),
            manifest: format!("{name}.toml"),
            text: normal.iter().chain(dev).map(|name| format!("{name}.workspace = true\n")).collect(),
            dependencies: named.collect(),
            features: Vec::new(),
        }
    }

    /// What is told of this package in a workspace that has every crate of the table.
    fn told(name: &str, normal: &[&str], dev: &[&str]) -> Vec<String> {
        let others =
            LAYERS.iter().filter(|(other, _)| *other != name).map(|(other, _)| package(other, &[], &[]));
        let packages: Vec<_> = others.chain([package(name, normal, dev)]).collect();
        check(&packages).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_crate_depends_on_lower_ones_alone() {
        let permitted: &[(&str, &[&str], &[&str])] = &[
            ("heyan-core", &["serde", "mockall"], &["heyan-core", "heyan-testkit", "tokio"]),
            ("heyan-transport", &["heyan-core", "reqwest"], &[]),
            ("heyan-provider-juhe", &["heyan-core", "heyan-transport"], &["heyan-sandbox", "reqwest"]),
            ("heyan", &["heyan-core", "heyan-transport", "heyan-portrait"], &["heyan-cli"]),
            ("heyan-config", &["heyan", "heyan-provider-juhe", "toml"], &["heyan-sandbox"]),
            ("heyan-cli", &["heyan", "heyan-sandbox"], &[]),
        ];
        for (name, normal, dev) in permitted {
            assert!(told(name, normal, dev).is_empty(), "{name}");
        }
        let refused: &[(&str, &str)] = &[
            ("heyan-core", "heyan-transport"),
            ("heyan-transport", "heyan-provider-juhe"),
            ("heyan-provider-juhe", "heyan-provider-ihuyi"),
            ("heyan-provider-ihuyi", "heyan"),
            ("heyan-portrait", "heyan-transport"),
            ("heyan", "heyan-sandbox"),
            ("heyan", "heyan-config"),
            ("heyan-config", "heyan-sandbox"),
            ("heyan-testkit", "heyan"),
            ("heyan-sandbox", "heyan-core"),
            ("heyan-cli", "reqwest"),
        ];
        for (name, dependency) in refused {
            let told = told(name, &["heyan-x", dependency], &[]);
            assert_eq!(told.len(), 1, "{name}");
            let expected = format!("{name}.toml:2: {name} must not depend on {dependency}; ");
            assert!(told.concat().starts_with(&expected), "{told:?}");
        }
    }

    #[test]
    fn the_tests_of_core_stay_low_too() {
        let told = told("heyan-core", &[], &["heyan-sandbox"]).concat();
        assert!(
            told.starts_with("heyan-core.toml:1: a test of heyan-core must not depend on heyan-sandbox"),
            "{told}"
        );
    }

    #[test]
    fn a_new_crate_needs_a_layer() {
        let told = told("heyan-ledger", &[], &[]).concat();
        assert!(told.starts_with("heyan-ledger.toml:1: heyan-ledger has no layer; give it one"), "{told}");
    }

    #[test]
    fn core_is_built_without_runtime_and_client() {
        assert!(check_core_tree("heyan-core v0.1.0\nserde v1.0.0\ntokio-like v1.0.0\n").is_empty());
        let told = check_core_tree("heyan-core v0.1.0\nreqwest v0.13.5\ntokio v1.54.0\ntokio v1.54.0 (*)\n");
        let told: Vec<_> = told.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.concat().starts_with("crates/core/Cargo.toml:1: heyan-core is built with reqwest; "),
            "{told:?}"
        );
    }
}
