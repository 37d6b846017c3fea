//! The modules of every crate, each with its file and what its names stand for.

use std::collections::{BTreeMap, BTreeSet};

use super::path::Path;
use super::source::{self, Source};
use super::use_tree::Import;
use crate::files::File;
use crate::tidy::tokens;

/// A module's place among all modules.
pub(super) type Id = usize;

#[derive(Debug)]
pub(super) struct Module {
    pub(super) file: String,
    /// A crate's root is its own.
    pub(super) root: Id,
    pub(super) parent: Option<Id>,
    pub(super) names: BTreeMap<String, Vec<Meaning>>,
    pub(super) globs: Vec<Path>,
    pub(super) paths: BTreeSet<Path>,
}

#[derive(Debug)]
pub(super) enum Meaning {
    Item,
    Module(Id),
    /// What a `use` says.
    Import(Path),
}

/// Every module that is reached from a `lib.rs`, a `main.rs` or a file of `bin/`.
pub(super) fn read(files: &[File]) -> Vec<Module> {
    let mut tree =
        Tree { files: files.iter().map(|file| (file.path.as_str(), file)).collect(), all: Vec::new() };
    for file in files {
        let Some((_, path)) = file.path.split_once("/src/") else { continue };
        if matches!(path, "lib.rs" | "main.rs") || path.starts_with("bin/") {
            tree.add_file(file, folder_of(&file.path), None);
        }
    }
    tree.all
}

struct Tree<'a> {
    files: BTreeMap<&'a str, &'a File>,
    all: Vec<Module>,
}

impl Tree<'_> {
    /// `folder` is where the files of its modules are.
    fn add_file(&mut self, file: &File, folder: &str, parent: Option<Id>) -> Id {
        self.add(source::read(&tokens::shipped(file)), &file.path, folder, parent)
    }

    fn add(&mut self, source: Source, file: &str, folder: &str, parent: Option<Id>) -> Id {
        let id = self.all.len();
        let root = parent.and_then(|parent| self.all.get(parent)).map_or(id, |parent| parent.root);
        let mut names: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        for item in source.items {
            names.entry(item).or_default().push(Meaning::Item);
        }
        let mut globs = Vec::new();
        for Import { name, path } in source.code.imports {
            match name {
                Some(name) => names.entry(name).or_default().push(Meaning::Import(path)),
                None => globs.push(path),
            }
        }
        let paths = source.code.paths.into_iter().collect();
        self.all.push(Module { file: file.to_owned(), root, parent, names, globs, paths });

        for module in source.modules {
            let children = match module.body {
                Some(body) => vec![self.add(body, file, &format!("{folder}/{}", module.name), Some(id))],
                None => self.add_files(&module.name, &module.files, file, folder, id),
            };
            if let Some(parent) = self.all.get_mut(id) {
                let children = children.into_iter().map(Meaning::Module);
                parent.names.entry(module.name).or_default().extend(children);
            }
        }
        id
    }

    /// The files that a `mod name;` may mean. A `path` attribute may hold for some features only.
    fn add_files(&mut self, name: &str, paths: &[String], file: &str, folder: &str, parent: Id) -> Vec<Id> {
        let own_folder = format!("{folder}/{name}");
        let mut places = vec![(format!("{own_folder}.rs"), own_folder.clone())];
        places.push((format!("{own_folder}/mod.rs"), own_folder));
        for path in paths {
            let path = format!("{}/{path}", folder_of(file));
            let folder = folder_of(&path).to_owned();
            places.push((path, folder));
        }
        let mut found = Vec::new();
        for (path, folder) in places {
            if let Some(file) = self.files.get(path.as_str()).copied() {
                found.push(self.add_file(file, &folder, Some(parent)));
            }
        }
        found
    }
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use crate::tidy::circles::{Files, arrows_of};

    #[test]
    fn modules_are_found_wherever_their_files_are() {
        let cases: &[(Files<'_>, &[&str])] = &[
            (
                &[("lib.rs", "mod a { mod b; fn f(b: b::B) {} }"), ("a/b.rs", "pub struct B;")],
                &["lib.rs -> a/b.rs: B"],
            ),
            (
                &[
                    ("lib.rs", "#[cfg(unix)] #[path = \"d/e.rs\"] mod a; use a::A;"),
                    ("d/e.rs", "mod g; pub struct A(g::G);"),
                    ("d/g.rs", "pub struct G;"),
                ],
                &["d/e.rs -> d/g.rs: G", "lib.rs -> d/e.rs: A"],
            ),
            // Of two files that a feature chooses between, both count.
            (
                &[
                    ("lib.rs", "#[cfg_attr(feature = \"d\", path = \"d.rs\")] mod a; use a::f;"),
                    ("a.rs", "pub fn f() {}"),
                    ("d.rs", "pub fn f() {}"),
                ],
                &["lib.rs -> a.rs: f", "lib.rs -> d.rs: f"],
            ),
            (
                &[
                    ("lib.rs", "pub fn f() {}"),
                    ("main.rs", "mod a; use a::A; fn main() {}"),
                    ("a.rs", "pub struct A;"),
                ],
                &["main.rs -> a.rs: A"],
            ),
            (
                &[("lib.rs", ""), ("bin/d.rs", "mod e; use e::E;"), ("bin/e.rs", "pub struct E;")],
                &["bin/d.rs -> bin/e.rs: E"],
            ),
            // No module has this file.
            (&[("lib.rs", ""), ("a.rs", "use super::b::B;"), ("b.rs", "pub struct B;")], &[]),
            (
                &[
                    ("lib.rs", "#[cfg(test)] mod a; mod b;"),
                    ("a.rs", "use super::b::B;"),
                    ("b.rs", "pub struct B;"),
                ],
                &[],
            ),
        ];
        for (files, expected) in cases {
            assert_eq!(arrows_of(files), *expected, "{files:?}");
        }
    }
}
