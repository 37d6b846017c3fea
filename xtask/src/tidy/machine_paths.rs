//! No file names a folder of one machine.

use crate::files::File;
use crate::violation::Violation;

/// Folders below the root of a machine's files that hold somebody's work.
const FOLDERS: &[&str] = &["home", "root", "tmp", "Users", "work"];

pub(super) fn check(file: &File) -> Vec<Violation> {
    let named = file.lines().flat_map(|(line, text)| folders_in(text).map(move |folder| (line, folder)));
    named
        .map(|(line, folder)| {
            let wrong = format!("a path below {folder:?} at the root of one machine");
            Violation::new(
                &file.path,
                line,
                wrong,
                "write it from the workspace's root, or make a temporary folder",
            )
        })
        .collect()
}

fn folders_in(line: &str) -> impl Iterator<Item = &'static str> {
    let named = move |folder: &str| {
        let path = format!("/{folder}/");
        // Behind a name, a dot or a variable it is part of another path.
        line.match_indices(&path).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || "._-~}*)>".contains(c))
        })
    };
    FOLDERS.iter().copied().filter(move |folder| named(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    #[test]
    fn a_path_of_one_machine_is_found() {
        for folder in FOLDERS {
            for line in
                [format!("/{folder}/x"), format!("see `/{folder}/x`"), format!("\"file:///{folder}/x\"")]
            {
                let told = told(check, "a.md", &format!("# A\n{line}\n"));
                assert_eq!(told.len(), 1, "{line}: {told:?}");
                assert!(told.concat().starts_with("a.md:2: a path below "), "{told:?}");
            }
            for line in [format!("src/{folder}/x"), format!("../{folder}/x"), format!("/{folder}x/")] {
                assert!(told(check, "a.md", &line).is_empty(), "{line}");
            }
        }
    }
}
