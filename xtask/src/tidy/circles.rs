//! No two files of a crate import each other in a circle.
//!
//! The rule reads the names in the sources. A call of a method names no file, and a macro may make items or paths that
//! stand in no source: neither makes an arrow.

mod code;
mod graph;
mod imports;
mod modules;
mod path;
mod source;
mod use_tree;

use graph::Arrows;

use crate::files::File;
use crate::violation::Violation;

/// How many names an arrow shows; they say what to move, and a list of all of them would hide the circle.
const NAMES: usize = 2;

pub(super) fn check(files: &[File]) -> Vec<Violation> {
    let arrows = imports::arrows(&modules::read(files));
    let remedy = "give what they share a file of its own below both";
    let violation = |chain: Vec<&str>| {
        let first = chain.first().copied().unwrap_or_default();
        Violation::new(first, 1, format!("a circle of imports: {}", shown(&chain, &arrows)), remedy)
    };
    graph::circles(&arrows).into_iter().map(violation).collect()
}

/// `a.rs -> b.rs (B, C) -> a.rs (A)`: behind each file stands what the file before it imports from it.
fn shown(chain: &[&str], arrows: &Arrows) -> String {
    let first = chain.first().map(|file| in_crate(file).to_owned());
    let steps = chain.iter().zip(chain.iter().skip(1)).map(|(from, to)| {
        let names = arrows.get(*from).and_then(|targets| targets.get(*to)).into_iter().flatten();
        let names: Vec<&str> = names.take(NAMES).map(String::as_str).collect();
        format!("{} ({})", in_crate(to), names.join(", "))
    });
    first.into_iter().chain(steps).collect::<Vec<_>>().join(" -> ")
}

fn in_crate(file: &str) -> &str {
    file.split_once("/src/").map_or(file, |(_, path)| path)
}

/// A made-up crate, for the tests here and below: paths below `src/`, and texts.
#[cfg(test)]
type Files<'a> = &'a [(&'a str, &'a str)];

#[cfg(test)]
fn crate_of(files: Files<'_>) -> Vec<File> {
    let file = |(path, text): &(&str, &str)| File {
        path: format!("crates/core/src/{path}"),
        text: Some((*text).to_owned()),
    };
    files.iter().map(file).collect()
}

/// Each arrow of a made-up crate as `a.rs -> b.rs: B, C`.
#[cfg(test)]
fn arrows_of(files: Files<'_>) -> Vec<String> {
    let mut told = Vec::new();
    for (from, targets) in imports::arrows(&modules::read(&crate_of(files))) {
        for (to, names) in targets {
            let names: Vec<String> = names.into_iter().collect();
            told.push(format!("{} -> {}: {}", in_crate(&from), in_crate(&to), names.join(", ")));
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(files: Files<'_>) -> Vec<String> {
        check(&crate_of(files)).iter().map(ToString::to_string).collect()
    }

    fn expected(first: &str, chain: &str) -> String {
        format!(
            "crates/core/src/{first}:1: a circle of imports: {chain}; \
             give what they share a file of its own below both"
        )
    }

    #[test]
    fn a_circle_is_told_once_with_its_files_and_names() {
        let cases: &[(Files<'_>, &str)] = &[
            (
                &[
                    ("lib.rs", "mod a; mod b;"),
                    ("a.rs", "use crate::b::B; pub struct A(B);"),
                    ("b.rs", "use super::a::A; pub struct B(A);"),
                ],
                "a.rs -> b.rs (B) -> a.rs (A)",
            ),
            (
                &[
                    ("lib.rs", "mod a; mod b; mod c;"),
                    ("a.rs", "use crate::c::{C, D, E}; pub struct A;"),
                    ("b.rs", "use crate::a::A; pub enum B { One }"),
                    ("c.rs", "use crate::b::B; pub struct C; pub struct D; pub struct E;"),
                ],
                "a.rs -> c.rs (C, D) -> b.rs (B) -> a.rs (A)",
            ),
            (
                &[
                    ("main.rs", "mod a; use a::A; const LIMIT: u8 = 1;"),
                    ("a.rs", "use crate::LIMIT; struct A;"),
                ],
                "a.rs -> main.rs (LIMIT) -> a.rs (A)",
            ),
            // The parent and its child.
            (
                &[
                    ("lib.rs", "mod a;"),
                    ("a/mod.rs", "mod b; use b::B; pub trait A {}"),
                    ("a/b.rs", "use super::A; pub struct B; impl A for B {}"),
                ],
                "a/b.rs -> a/mod.rs (A) -> a/b.rs (B)",
            ),
            // Two circles with one file in common are one; the chain visits all of them.
            (
                &[
                    ("lib.rs", "mod a; mod b; mod c;"),
                    ("a.rs", "use crate::b::B; pub struct A;"),
                    ("b.rs", "use crate::{a::A, c::C}; pub struct B;"),
                    ("c.rs", "use crate::b::B; pub struct C;"),
                ],
                "a.rs -> b.rs (B) -> c.rs (C) -> b.rs (B) -> a.rs (A)",
            ),
        ];
        for (files, chain) in cases {
            let first = chain.split(' ').next().unwrap();
            assert_eq!(told(files), [expected(first, chain)], "{files:?}");
        }
    }

    #[test]
    fn every_circle_is_told() {
        let a = ("a.rs", "use crate::b::B; pub struct A;");
        let b = ("b.rs", "use crate::a::A; pub struct B;");
        let c = ("c.rs", "use crate::{a::A, d::D}; pub struct C;");
        let d = ("d.rs", "use crate::c::C; pub struct D;");
        let told = told(&[d, c, b, a, ("lib.rs", "mod d; mod c; mod b; mod a;")]);
        let first = expected("a.rs", "a.rs -> b.rs (B) -> a.rs (A)");
        let second = expected("c.rs", "c.rs -> d.rs (D) -> c.rs (C)");
        assert_eq!(told, [first, second]);
    }

    #[test]
    fn without_a_circle_nothing_is_told() {
        let trees: &[Files<'_>] = &[
            &[],
            &[("lib.rs", "mod a;")],
            &[
                ("lib.rs", "mod a; mod b; mod c; pub use a::A; use c::C;"),
                ("a.rs", "pub struct A;"),
                ("b.rs", "use crate::A; use crate::missing::M; pub struct B;"),
                ("c.rs", "mod d; use crate::{A, b::B}; pub struct C;"),
                ("c/d.rs", "use super::super::b; pub fn d() -> b::B {}"),
            ],
        ];
        for files in trees {
            assert!(told(files).is_empty(), "{files:?}");
        }
    }

    #[test]
    fn crates_are_apart() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: Some(text.to_owned()) };
        let files = [
            file("crates/core/src/lib.rs", "mod a; mod b;"),
            file("crates/core/src/a.rs", "use crate::b::B; pub struct A;"),
            file("crates/core/src/b.rs", "pub struct B;"),
            file("crates/facade/src/lib.rs", "mod a; mod b;"),
            file("crates/facade/src/a.rs", "pub struct A;"),
            file("crates/facade/src/b.rs", "use crate::a::A; pub struct B;"),
        ];
        assert!(check(&files).is_empty());
    }
}
