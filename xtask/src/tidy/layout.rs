//! The top level is fixed: whoever opens the repository sees what it is before what it is configured with.

use crate::files::File;
use crate::violation::Violation;

const FOLDERS: &[&str] = &["crates", "docs", "xtask"];
const FILES: &[&str] = &["Cargo.lock", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

pub(super) fn check(file: &File) -> Option<Violation> {
    let known = match file.path.split_once('/') {
        Some((folder, _)) => folder.starts_with('.') || FOLDERS.contains(&folder),
        None => file.path.starts_with('.') || FILES.contains(&file.path.as_str()),
    };
    (!known).then(|| {
        let remedy = "move it into crates/, docs/ or xtask/, or make configuration a hidden file";
        Violation::new(&file.path, 1, "the top level is fixed and does not have this", remedy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    #[test]
    fn only_what_is_listed_may_stand_at_the_top() {
        for path in
            ["Cargo.toml", "LICENSE-MIT", ".clippy.toml", ".ci/run", "crates/core/src/lib.rs", "docs/a/b.md"]
        {
            assert!(told(check, path, "").is_empty(), "{path}");
        }
        for path in ["deny.toml", "scripts/run", "CHANGELOG.md", "crates", "examples/a.rs"] {
            let told = told(check, path, "");
            assert_eq!(told.len(), 1, "{path}");
            assert!(told.concat().starts_with(&format!("{path}:1: the top level is fixed")), "{told:?}");
        }
    }
}
