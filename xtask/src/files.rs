//! The files of the workspace: what git tracks, or would track once added.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process;

/// One file.
#[derive(Debug)]
pub(crate) struct File {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    /// `None` where it is not text.
    pub(crate) text: Option<String>,
}

impl File {
    /// The text of a Rust source.
    pub(crate) fn rust(&self) -> Option<&str> {
        self.text.as_deref().filter(|_| self.path.ends_with(".rs"))
    }

    /// The lines with their numbers, where the file is text.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.as_deref().unwrap_or_default().lines())
    }
}

/// Every file below `root`, in the order of their paths.
pub(crate) fn read(root: &Path) -> Result<Vec<File>, String> {
    let mut paths = match listed_by_git(root) {
        Ok(paths) => paths,
        // An unpacked archive of the sources has no history.
        Err(_) => found_below(root, "")?,
    };
    paths.sort();
    paths.dedup();
    // Git still lists what was deleted and not yet staged.
    paths.retain(|path| root.join(path).is_file());
    paths.into_iter().map(|path| read_one(root, path)).collect()
}

fn listed_by_git(root: &Path) -> Result<Vec<String>, String> {
    // A list of names is safe to ask for, whoever owns the folder.
    let mut git = Command::new("git");
    git.current_dir(root).args(["-c", "safe.directory=*", "ls-files", "-z"]);
    git.args(["--cached", "--others", "--exclude-standard"]);
    let listed = process::output(&mut git)?;
    Ok(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

fn found_below(root: &Path, folder: &str) -> Result<Vec<String>, String> {
    let unreadable = |error| format!("{folder:?} cannot be read: {error}");
    let mut paths = Vec::new();
    for entry in fs::read_dir(root.join(folder)).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = format!("{folder}{}", entry.file_name().to_string_lossy());
        if !entry.file_type().map_err(unreadable)?.is_dir() {
            paths.push(path);
        } else if path != ".git" && path != "target" {
            paths.extend(found_below(root, &format!("{path}/"))?);
        }
    }
    Ok(paths)
}

fn read_one(root: &Path, path: String) -> Result<File, String> {
    let bytes = fs::read(root.join(&path)).map_err(|error| format!("{path} cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    Ok(File { path, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_git_the_files_are_found_all_the_same() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut listed = listed_by_git(root).unwrap_or_default();
        listed.retain(|path| root.join(path).is_file());
        let found = found_below(root, "").unwrap();
        assert!(found.iter().any(|path| path == "src/files.rs"));
        assert!(listed.iter().all(|path| found.contains(path)), "{listed:?} in {found:?}");
    }

    #[test]
    fn what_is_not_text_has_none() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(read_one(root, "src/files.rs".into()).unwrap().rust().is_some());
        let portrait = read_one(root, "../docs/examples/portrait.jpg".into()).unwrap();
        assert_eq!(portrait.text, None);
        assert_eq!(portrait.lines().count(), 0);
    }
}
