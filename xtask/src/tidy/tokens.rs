//! Sources as tokens: comments and texts are no code, and what is built for tests alone is not shipped.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::files::File;

/// The tokens of a Rust source; `None` where the file is another one, or cannot be read as Rust.
pub(super) fn all(file: &File) -> Option<Vec<TokenTree>> {
    Some(file.rust()?.parse::<TokenStream>().ok()?.into_iter().collect())
}

/// The tokens of `crates/*/src` and `xtask/src` without what is behind `#[cfg(test)]`.
pub(super) fn shipped(file: &File) -> Vec<TokenTree> {
    let mut folders = file.path.split('/');
    let folder = match folders.next() {
        Some("crates") => folders.nth(1),
        _ => folders.next(),
    };
    let tokens = if folder == Some("src") { all(file) } else { None };
    without_tests(&tokens.unwrap_or_default())
}

fn without_tests(mut tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    while let [first, after @ ..] = tokens {
        tokens = after;
        match (first, after) {
            (TokenTree::Punct(hash), [TokenTree::Group(attribute), item @ ..])
                if hash.as_char() == '#' && is_for_tests(attribute) =>
            {
                tokens = split_part(item).1;
            }
            // A whole file or module.
            (TokenTree::Punct(mark), [TokenTree::Group(attribute), ..])
                if mark.as_char() == '!' && is_for_tests(attribute) =>
            {
                return Vec::new();
            }
            (TokenTree::Group(group), _) => {
                let inside = without_tests(&inside(group)).into_iter().collect();
                kept.push(TokenTree::Group(Group::new(group.delimiter(), inside)));
            }
            _ => kept.push(first.clone()),
        }
    }
    kept
}

fn is_for_tests(attribute: &Group) -> bool {
    let words = attribute.stream().to_string().replace(' ', "");
    attribute.delimiter() == Delimiter::Bracket
        && (words == "cfg(test)" || words.starts_with("cfg(all(test,"))
}

/// The item at the beginning, and what follows it.
pub(super) fn split_item(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    split_at_end(tokens, &[';'])
}

/// The item, or the arm, variant or field, at the beginning, and what follows it. Of an item with several generic
/// parameters too much follows: rather a false alarm than code that nobody looks at.
fn split_part(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    split_at_end(tokens, &[';', ','])
}

fn split_at_end<'a>(tokens: &'a [TokenTree], marks: &[char]) -> (&'a [TokenTree], &'a [TokenTree]) {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => marks.contains(&mark.as_char()),
        _ => false,
    };
    let end = tokens.iter().position(ends).map_or(tokens.len(), |end| end + 1);
    tokens.split_at_checked(end).unwrap_or((tokens, &[]))
}

pub(super) fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

pub(super) fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(present) if present.as_char() == mark)
}

/// Whether this word stands in the group itself.
pub(super) fn has_word(group: &Group, word: &str) -> bool {
    group.stream().into_iter().any(|token| matches!(token, TokenTree::Ident(present) if present == word))
}

/// The line on which the word stands, counted from 1.
pub(super) fn line(word: &Ident) -> usize {
    word.span().start().line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(path: &str, text: &str) -> String {
        let tokens = shipped(&File { path: path.to_owned(), text: Some(text.to_owned()) });
        tokens.into_iter().collect::<TokenStream>().to_string().replace(' ', "")
    }

    #[test]
    fn what_tests_alone_need_is_not_shipped() {
        let cases = [
            ("// a\n/* b */ c", "c"),
            ("#[cfg(test)]\nmod tests { a }\nb", "b"),
            ("#[cfg(test)] use a::{b};\nc", ";c"),
            ("#[cfg(test)]\n#[path = \"x\"]\nmod tests;\na", "a"),
            ("mod a { #[cfg(test)] fn b() -> [u8; 2] { c } d }", "moda{d}"),
            ("#[cfg(all(test, unix))] const A: u8 = 1; b", "b"),
            ("#![cfg(test)]\na", ""),
            ("#[cfg(not(test))] a", "#[cfg(not(test))]a"),
            ("#[cfg(any(test, feature = \"a\"))] b", "#[cfg(any(test,feature=\"a\"))]b"),
        ];
        for (text, expected) in cases {
            assert_eq!(kept("crates/core/src/a.rs", text), expected, "{text}");
        }
    }

    #[test]
    fn shipped_is_what_is_below_src() {
        for path in ["crates/core/src/lib.rs", "crates/core/src/a/b.rs", "xtask/src/main.rs"] {
            assert_eq!(kept(path, "a"), "a", "{path}");
        }
        for path in ["crates/core/tests/core/main.rs", "xtask/tests/tidy.rs", "crates/core/benches/src/a.rs"]
        {
            assert_eq!(kept(path, "a"), "", "{path}");
        }
    }
}
