//! The workspace's packages as cargo understands their manifests.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::process;

/// One package of the workspace.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// The path of its manifest from the workspace's root, with `/`.
    pub(crate) manifest: String,
    /// The manifest's text.
    pub(crate) text: String,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) features: Vec<String>,
}

/// What a package names as a dependency.
#[derive(Debug)]
pub(crate) struct Dependency {
    /// The package's own name, whatever it is renamed to.
    pub(crate) name: String,
    /// Only its tests, examples and benchmarks use it.
    pub(crate) dev: bool,
}

/// Every package of the workspace.
pub(crate) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let mut cargo = process::cargo(root, &["metadata", "--no-deps", "--format-version", "1"]);
    let mut packages = parse(&process::output(&mut cargo)?).ok_or("cargo metadata cannot be understood")?;
    for package in &mut packages {
        package.text = fs::read_to_string(root.join(&package.manifest))
            .map_err(|error| format!("{} cannot be read: {error}", package.manifest))?;
    }
    Ok(packages)
}

fn parse(metadata: &str) -> Option<Vec<Package>> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let root = Path::new(metadata.get("workspace_root")?.as_str()?);
    let package = |package: &Value| {
        let manifest = Path::new(package.get("manifest_path")?.as_str()?).strip_prefix(root).ok()?;
        Some(Package {
            name: package.get("name")?.as_str()?.to_owned(),
            manifest: manifest.to_str()?.replace('\\', "/"),
            text: String::new(),
            dependencies: package
                .get("dependencies")?
                .as_array()?
                .iter()
                .map(dependency)
                .collect::<Option<_>>()?,
            features: package.get("features")?.as_object()?.keys().cloned().collect(),
        })
    };
    metadata.get("packages")?.as_array()?.iter().map(package).collect()
}

fn dependency(dependency: &Value) -> Option<Dependency> {
    Some(Dependency {
        name: dependency.get("name")?.as_str()?.to_owned(),
        dev: dependency.get("kind")?.as_str() == Some("dev"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_its_manifest_dependencies_and_features() {
        let metadata = r#"{
            "workspace_root": "/w",
            "packages": [{
                "name": "heyan", "manifest_path": "/w/crates/facade/Cargo.toml",
                "features": {"default": ["juhe"], "juhe": []},
                "dependencies": [{"name": "toml", "kind": null}, {"name": "insta", "kind": "dev"}]
            }]
        }"#;
        let packages = parse(metadata).unwrap();
        let [package] = packages.as_slice() else { panic!("{packages:?}") };
        assert_eq!(package.name, "heyan");
        assert_eq!(package.manifest, "crates/facade/Cargo.toml");
        assert_eq!(package.features, ["default", "juhe"]);
        let dependencies: Vec<_> = package.dependencies.iter().map(|it| (it.name.as_str(), it.dev)).collect();
        assert_eq!(dependencies, [("toml", false), ("insta", true)]);
    }

    #[test]
    fn what_is_not_metadata_is_not_taken_for_an_empty_workspace() {
        assert!(parse("{}").is_none());
        assert!(parse(r#"{"workspace_root": "/w", "packages": [{}]}"#).is_none());
    }
}
