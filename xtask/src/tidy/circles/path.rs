//! Paths in tokens: `crate::a::B`, or one word alone.

use proc_macro2::TokenTree;

/// The words of a path.
pub(super) type Path = Vec<String>;

/// The path at the beginning, and what follows it.
pub(super) fn split(mut tokens: &[TokenTree]) -> (Path, &[TokenTree]) {
    let mut path = Path::new();
    while let [TokenTree::Ident(name), rest @ ..] = tokens {
        path.push(name.to_string());
        match behind_colons(rest) {
            Some(next @ [TokenTree::Ident(_), ..]) => tokens = next,
            _ => return (path, rest),
        }
    }
    (path, tokens)
}

/// What follows a `::`.
pub(super) fn behind_colons(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(two), rest @ ..]
            if one.as_char() == ':' && two.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}
