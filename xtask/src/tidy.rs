//! `cargo xtask tidy`: what neither the compiler nor Clippy checks. One rule is one file below.

mod allows;
mod circles;
mod code_tables;
mod inheritance;
mod layering;
mod layout;
mod machine_paths;
mod panics;
mod secrets;
mod shape;
mod tokens;
mod unsafe_code;

use std::path::Path;

use crate::violation::Violation;
use crate::{codes, files, packages, process};

/// Prints every violation, and fails where there is one.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let files = files::read(root)?;
    let packages = packages::read(root)?;
    let tree = process::output(&mut process::cargo(root, layering::CORE_TREE))?;

    let mut violations: Vec<Violation> = files.iter().filter_map(layout::check).collect();
    for file in &files {
        violations.extend(shape::check(file));
        violations.extend(panics::check(file));
        violations.extend(allows::check(file));
        violations.extend(unsafe_code::check(file));
        violations.extend(secrets::check(file));
        violations.extend(machine_paths::check(file));
    }
    for package in &packages {
        violations.extend(inheritance::check(package));
    }
    violations.extend(circles::check(&files));
    violations.extend(layering::check(&packages));
    violations.extend(layering::check_core_tree(&tree));
    for table in codes::tables()? {
        let text = files.iter().find(|file| file.path == table.source).and_then(|file| file.text.as_deref());
        violations.extend(code_tables::check(&table, text.unwrap_or_default()));
    }

    violations.sort();
    for violation in &violations {
        println!("{violation}");
    }
    match violations.len() {
        0 => Ok(()),
        1 => Err("one rule is broken".to_owned()),
        count => Err(format!("{count} rules are broken")),
    }
}

/// What a rule says of one made-up file, for the rules' own tests.
#[cfg(test)]
fn told<V: IntoIterator<Item = Violation>>(
    rule: impl Fn(&files::File) -> V,
    path: &str,
    text: &str,
) -> Vec<String> {
    let file = files::File { path: path.to_owned(), text: Some(text.to_owned()) };
    rule(&file).into_iter().map(|violation| violation.to_string()).collect()
}
