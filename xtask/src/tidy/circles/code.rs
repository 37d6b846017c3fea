//! The imports and the paths of a piece of code.

use proc_macro2::TokenTree;

use super::path::{self, Path};
use super::use_tree::{self, Import};
use crate::tidy::tokens;

#[derive(Debug, Default)]
pub(super) struct Code {
    /// What every `use` brings in.
    pub(super) imports: Vec<Import>,
    /// Every path in use. A re-export is none; another import is one.
    pub(super) paths: Vec<Path>,
}

impl Code {
    pub(super) fn read(&mut self, mut tokens: &[TokenTree]) {
        while let [first, after @ ..] = tokens {
            tokens = match (first, after) {
                (TokenTree::Group(group), _) => {
                    self.read(&tokens::inside(group));
                    after
                }
                (
                    TokenTree::Ident(word),
                    [TokenTree::Ident(next), tree @ ..]
                    | [TokenTree::Group(_), TokenTree::Ident(next), tree @ ..],
                ) if word == "pub" && next == "use" => {
                    let (tree, rest) = tokens::split_item(tree);
                    self.imports.extend(use_tree::leaves(tree));
                    rest
                }
                // `use<…>` in a type is no import.
                (TokenTree::Ident(word), [TokenTree::Ident(_) | TokenTree::Group(_), ..])
                    if word == "use" =>
                {
                    let (tree, rest) = tokens::split_item(after);
                    let leaves = use_tree::leaves(tree);
                    self.paths.extend(leaves.iter().map(|leaf| leaf.path.clone()));
                    self.imports.extend(leaves);
                    rest
                }
                // A new name is no path.
                (TokenTree::Ident(word), [TokenTree::Ident(_), rest @ ..]) if word == "fn" => rest,
                (TokenTree::Ident(_), _) => {
                    let (path, rest) = path::split(tokens);
                    // `name: Type` and `name: value` are about a field or a variable.
                    let is_label =
                        path.len() == 1 && rest.first().is_some_and(|next| tokens::is_mark(next, ':'));
                    if !is_label || path::behind_colons(rest).is_some() {
                        self.paths.push(path);
                    }
                    rest
                }
                // Behind `..` stands a path, behind one dot a field or a method.
                (dot, [next, rest @ ..]) if tokens::is_mark(dot, '.') && tokens::is_mark(next, '.') => rest,
                (mark, [TokenTree::Ident(_), rest @ ..])
                    if tokens::is_mark(mark, '.') || tokens::is_mark(mark, '\'') =>
                {
                    rest
                }
                // `::a` begins with another crate's name, or goes on behind a type.
                _ => path::behind_colons(tokens).map_or(after, |rest| path::split(rest).1),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let cases: &[(&str, &[&str])] = &[
            ("fn f(a: b::C) -> D { e::g(h) }", &["b::C", "D", "e::g", "h"]),
            ("assert!(a::b(), \"c::d\")", &["assert", "a::b"]),
            ("a::B::<c::D>::e()", &["a::B", "c::D"]),
            ("<a::B as C>::d::e", &["a::B", "as", "C"]),
            ("a.b.c::<D>(e)", &["a", "D", "e"]),
            ("a..b::C", &["a", "b::C"]),
            ("..super::a()", &["super::a"]),
            ("&'a b", &["b"]),
            ("A { b: c::D, e }", &["A", "c::D", "e"]),
            ("::a::b(c)", &["c"]),
            ("#[a(b = c::d)] struct E;", &["a", "b", "c::d", "struct", "E"]),
            ("$crate::a!()", &["crate::a"]),
            ("/// a::b\n// c::d\n", &["doc"]),
            ("use a::{B, c}; d", &["a::B", "a::c", "d"]),
            ("pub use a::B; d", &["d"]),
            ("pub(crate) use a::{B, C}; d", &["d"]),
            ("pub(in a::b) use c::D; e", &["e"]),
            ("-> impl A + use<'a, B> { c::d() }", &["impl", "A", "use", "B", "c::d"]),
        ];
        for (text, expected) in cases {
            let tokens: Vec<TokenTree> =
                text.parse::<proc_macro2::TokenStream>().unwrap().into_iter().collect();
            let mut code = Code::default();
            code.read(&tokens);
            let mut paths: Vec<String> = code.paths.iter().map(|path| path.join("::")).collect();
            // The words that begin items.
            paths.retain(|path| path != "pub" && path != "fn");
            assert_eq!(paths, *expected, "{text}");
        }
    }
}
