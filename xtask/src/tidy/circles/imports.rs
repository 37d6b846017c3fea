//! Which file imports what from which: each path leads, through re-exports, to the file that defines its item.

use std::collections::BTreeSet;

use super::graph::Arrows;
use super::modules::{Id, Meaning, Module};

/// What a path comes to. A path into another crate comes to nothing.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Target {
    Module(Id),
    Item { file: String, name: String },
}

pub(super) fn arrows(modules: &[Module]) -> Arrows {
    let mut arrows = Arrows::new();
    for (id, module) in modules.iter().enumerate() {
        for path in &module.paths {
            for target in (Names { modules, open: Vec::new() }).resolve(id, path) {
                let Target::Item { file, name } = target else { continue };
                if file != module.file {
                    let targets = arrows.entry(module.file.clone()).or_default();
                    targets.entry(file).or_default().insert(name);
                }
            }
        }
    }
    arrows
}

struct Names<'a> {
    modules: &'a [Module],
    /// The imports on the way. One that comes back to itself says nothing.
    open: Vec<(Id, &'a [String])>,
}

impl<'a> Names<'a> {
    fn resolve(&mut self, from: Id, path: &'a [String]) -> BTreeSet<Target> {
        let Some((first, rest)) = path.split_first() else { return BTreeSet::new() };
        let mut reached = match first.as_str() {
            "crate" | "self" | "super" => self.step(&Target::Module(from), first),
            name => self.find(from, name),
        };
        for name in rest {
            // A module and a function may have one name, but only the module has names in it.
            let modules: Vec<Target> =
                reached.iter().filter(|target| matches!(target, Target::Module(_))).cloned().collect();
            if modules.is_empty() {
                // Variants and associated functions belong to the item.
                break;
            }
            reached = modules.iter().flat_map(|module| self.step(module, name)).collect();
        }
        reached
    }

    /// From a module to what this word means in it.
    fn step(&mut self, target: &Target, word: &str) -> BTreeSet<Target> {
        let Target::Module(id) = target else { return BTreeSet::new() };
        let Some(module) = self.modules.get(*id) else { return BTreeSet::new() };
        match word {
            "crate" => BTreeSet::from([Target::Module(module.root)]),
            "self" => BTreeSet::from([target.clone()]),
            "super" => module.parent.map(Target::Module).into_iter().collect(),
            name => self.find(*id, name),
        }
    }

    fn find(&mut self, id: Id, name: &str) -> BTreeSet<Target> {
        let Some(module) = self.modules.get(id) else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        for meaning in module.names.get(name).into_iter().flatten() {
            match meaning {
                Meaning::Item => {
                    found.insert(Target::Item { file: module.file.clone(), name: name.to_owned() });
                }
                Meaning::Module(id) => {
                    found.insert(Target::Module(*id));
                }
                Meaning::Import(path) => found.extend(self.follow(id, path, None)),
            }
        }
        // Names of its own hide those of a glob.
        if !module.names.contains_key(name) {
            found.extend(module.globs.iter().flat_map(|path| self.follow(id, path, Some(name))));
        }
        found
    }

    /// What an import means, or a name in the modules that it means.
    fn follow(&mut self, id: Id, path: &'a [String], name: Option<&str>) -> BTreeSet<Target> {
        if self.open.contains(&(id, path)) {
            return BTreeSet::new();
        }
        self.open.push((id, path));
        let mut reached = self.resolve(id, path);
        if let Some(name) = name {
            reached = reached.iter().flat_map(|module| self.step(module, name)).collect();
        }
        self.open.pop();
        reached
    }
}

#[cfg(test)]
mod tests {
    use crate::tidy::circles::{Files, arrows_of};

    /// The arrows of a crate whose `lib.rs` declares `a`, `b` and `c`, or is among the files.
    fn told(files: Files<'_>) -> Vec<String> {
        let root = [("lib.rs", "mod a; mod b; mod c;")];
        let declared = files.iter().any(|(path, _)| *path == "lib.rs");
        arrows_of(&[if declared { &[] } else { root.as_slice() }, files].concat())
    }

    #[test]
    fn a_path_leads_to_the_file_that_defines_its_item() {
        let b = (
            "b.rs",
            "pub struct B; pub enum E { One } pub const fn f() {} pub static S: u8 = 1; pub trait T {}",
        );
        let cases = [
            ("use crate::b::B;", "B"),
            ("use super::b::{B, E::{self, One}};", "B, E"),
            ("use crate::b::B as C;", "B"),
            ("use crate::{b::{f as g, S}};", "S, f"),
            ("use crate::b::T as _;", "T"),
            ("use super::b; fn a() { b::f() }", "f"),
            ("use super::b as c; fn a() { c::f() }", "f"),
            ("use super::b::{self}; fn a(b: &b::B) {}", "B"),
            ("use super::b::E::*;", "E"),
            ("fn a() { crate::b::E::One; }", "E"),
            ("fn a() { if c { use super::b; b::f() } }", "f"),
            ("fn a() { println!(\"{}\", [super::b::S]); }", "S"),
            ("macro_rules! a { () => { $crate::b::f() } }", "f"),
            ("impl super::b::T for A {}", "T"),
            ("fn a(b: Vec<Box<dyn super::b::T>>) {}", "T"),
            ("#[arg(value = super::b::f)] struct A;", "f"),
            ("fn a() { ..super::b::B }", "B"),
            ("mod inner { use super::super::b::B; }", "B"),
            // A glob brings in what is used of it.
            ("use super::b::*; fn a() { f() }", "f"),
            // A re-export is none, but its name may be used as well.
            ("pub use super::b::{B, f}; fn a() -> B {}", "B"),
            ("pub use super::b::f; fn a(f: u8) -> u8 { f }", "f"),
        ];
        for (text, names) in cases {
            assert_eq!(told(&[("a.rs", text), b]), [format!("a.rs -> b.rs: {names}")], "{text}");
        }
    }

    #[test]
    fn what_is_no_import_makes_no_arrow() {
        let b = ("b.rs", "pub struct B; pub fn f() {}");
        let texts = [
            "",
            "use super::b;",
            "use super::b::{self};",
            "pub(in crate::b) struct A;",
            "pub use super::b::B;",
            "pub(crate) use super::b::{B, f};",
            "pub(super) use super::b::*;",
            "pub use super::b::f; fn a() { b.f(); c.f; let _ = D { f: 1 }; } impl A { fn f() {} }",
            "use super::b::*;",
            "use std::b::B; fn a() { ::b::f(); <C>::f(); std::b::f() }",
            "#[cfg(test)] use super::b::B;",
            "#[cfg(test)] mod tests { use crate::b::B; }",
            "//! crate::b::B\n\n/// [`B`](super::b::B)\nstruct A;",
            "fn a() { \"crate::b::B\"; }",
            "struct B; fn a() -> B { self::B }",
            "use super::missing::B; use crate::b::missing;",
        ];
        for text in texts {
            let told = told(&[("a.rs", text), b]);
            assert!(told.is_empty(), "{text}: {told:?}");
        }
    }

    #[test]
    fn re_exports_are_followed() {
        let cases: &[(Files<'_>, &[&str])] = &[
            (
                &[
                    ("lib.rs", "mod a; mod b; pub use b::B as C;"),
                    ("a.rs", "use crate::C;"),
                    ("b.rs", "pub struct B;"),
                ],
                &["a.rs -> b.rs: B"],
            ),
            (
                &[
                    ("lib.rs", "mod a; mod b; pub use b::*;"),
                    ("a.rs", "use super::B;"),
                    ("b.rs", "pub struct B;"),
                ],
                &["a.rs -> b.rs: B"],
            ),
            // Over several files, the last in a folder of another.
            (
                &[
                    ("a.rs", "use crate::b::C;"),
                    ("b.rs", "pub use super::c::*;"),
                    ("c/mod.rs", "mod d; pub use d::{self as e, D as C};"),
                    ("c/d.rs", "pub struct D;"),
                ],
                &["a.rs -> c/d.rs: D"],
            ),
            // A module under another name.
            (
                &[
                    ("a.rs", "use super::b::e; fn a() { e::f() }"),
                    ("b.rs", "pub use crate::c as e;"),
                    ("c.rs", "pub fn f() {}"),
                ],
                &["a.rs -> c.rs: f"],
            ),
            // A module and a function of one name.
            (
                &[
                    ("a.rs", "use super::b::c; fn a() { c() }"),
                    ("b.rs", "mod c; pub use c::c;"),
                    ("b/c.rs", "pub fn c() {}"),
                ],
                &["a.rs -> b/c.rs: c"],
            ),
            // What the parent imports for itself.
            (
                &[
                    ("a.rs", "mod d; use crate::b::B;"),
                    ("a/d.rs", "use super::B;"),
                    ("b.rs", "pub struct B;"),
                ],
                &["a.rs -> b.rs: B", "a/d.rs -> b.rs: B"],
            ),
            // Imports that lead nowhere but to each other.
            (
                &[
                    ("a.rs", "use crate::b::B;"),
                    ("b.rs", "pub use super::a::B; pub use crate::c::*;"),
                    ("c.rs", "pub use super::b::*;"),
                ],
                &[],
            ),
        ];
        for (files, expected) in cases {
            assert_eq!(told(files), *expected, "{files:?}");
        }
    }
}
