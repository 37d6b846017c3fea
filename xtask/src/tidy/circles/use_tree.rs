//! A `use` declaration as the names that it brings in.

use proc_macro2::TokenTree;

use super::path::Path;
use crate::tidy::tokens;

/// One leaf of a `use`.
#[derive(Debug)]
pub(super) struct Import {
    /// `None` is `*`.
    pub(super) name: Option<String>,
    pub(super) path: Path,
}

/// `tree` is what stands behind the word `use`.
pub(super) fn leaves(tree: &[TokenTree]) -> Vec<Import> {
    let mut leaves = Vec::new();
    // `::a` begins with another crate's name.
    if !matches!(tree.first(), Some(TokenTree::Punct(_))) {
        find(tree, Path::new(), &mut leaves);
    }
    leaves
}

fn find(tree: &[TokenTree], mut path: Path, leaves: &mut Vec<Import>) {
    match tree {
        [TokenTree::Punct(mark), ..] if mark.as_char() == '*' => leaves.push(Import { name: None, path }),
        [TokenTree::Punct(_), rest @ ..] => find(rest, path, leaves),
        [TokenTree::Group(group), ..] => {
            let is_comma = |token: &TokenTree| tokens::is_mark(token, ',');
            for part in tokens::inside(group).split(is_comma) {
                find(part, path.clone(), leaves);
            }
        }
        [TokenTree::Ident(word), rest @ ..] => {
            if word != "self" || path.is_empty() {
                path.push(word.to_string());
            }
            match rest {
                [TokenTree::Punct(mark), ..] if mark.as_char() == ':' => find(rest, path, leaves),
                [TokenTree::Ident(_), TokenTree::Ident(name), ..] => {
                    leaves.push(Import { name: Some(name.to_string()), path });
                }
                _ => leaves.push(Import { name: path.last().cloned(), path }),
            }
        }
        [TokenTree::Literal(_), ..] | [] => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leaf_has_its_name_and_path() {
        let cases: &[(&str, &[&str])] = &[
            ("a;", &["a = a"]),
            ("crate::a::B;", &["B = crate::a::B"]),
            ("self::a::B;", &["B = self::a::B"]),
            ("super::super::a;", &["a = super::super::a"]),
            ("a::B as C;", &["C = a::B"]),
            ("a::B as _;", &["_ = a::B"]),
            ("a::*;", &["* = a"]),
            (
                "a::{self, B, c::{D as E, self as f}, g::*};",
                &["a = a", "B = a::B", "E = a::c::D", "f = a::c", "* = a::g"],
            ),
            ("{a, b::C,};", &["a = a", "C = b::C"]),
            ("::a::B;", &[]),
        ];
        for (text, expected) in cases {
            let tokens: Vec<TokenTree> =
                text.parse::<proc_macro2::TokenStream>().unwrap().into_iter().collect();
            let shown = |Import { name, path }: Import| {
                format!("{} = {}", name.as_deref().unwrap_or("*"), path.join("::"))
            };
            let leaves: Vec<String> = leaves(&tokens).into_iter().map(shown).collect();
            assert_eq!(leaves, *expected, "{text}");
        }
    }
}
