//! Shipped code hushes no lint without a reason.

use proc_macro2::{Group, TokenTree};

use super::tokens;
use crate::files::File;
use crate::violation::Violation;

pub(super) fn check(file: &File) -> Vec<Violation> {
    let mut lines = Vec::new();
    find(&tokens::shipped(file), &mut lines);
    let remedy = "write `expect` instead, with a `reason`";
    let violation = |line| Violation::new(&file.path, line, "`allow` without a reason", remedy);
    lines.into_iter().map(violation).collect()
}

fn find(mut tokens: &[TokenTree], lines: &mut Vec<usize>) {
    while let [first, after @ ..] = tokens {
        tokens = after;
        match (first, after) {
            (TokenTree::Punct(hash), [TokenTree::Group(attribute), item @ ..]) if hash.as_char() == '#' => {
                find_in_attribute(attribute, lines);
                tokens = item;
            }
            (TokenTree::Punct(hash), [TokenTree::Punct(mark), TokenTree::Group(attribute), rest @ ..])
                if hash.as_char() == '#' && mark.as_char() == '!' =>
            {
                find_in_attribute(attribute, lines);
                tokens = rest;
            }
            (TokenTree::Group(group), _) => find(&tokens::inside(group), lines),
            _ => {}
        }
    }
}

/// `allow(…)`, in `cfg_attr(…)` too.
fn find_in_attribute(attribute: &Group, lines: &mut Vec<usize>) {
    let tokens = tokens::inside(attribute);
    for (token, next) in tokens.iter().zip(tokens.iter().skip(1)) {
        if let (TokenTree::Ident(name), TokenTree::Group(lints)) = (token, next) {
            if name == "allow" && !tokens::has_word(lints, "reason") {
                lines.push(tokens::line(name));
            }
            find_in_attribute(lints, lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    #[test]
    fn an_allow_says_why() {
        let bad = [
            "\n#[allow(dead_code)] fn f() {}",
            "\n#![allow(clippy::all)]",
            "\n#[cfg_attr(unix, allow(dead_code))] fn f() {}",
            "fn f() {\n#[allow(unused)] let a = 1; }",
        ];
        for text in bad {
            let expected =
                "xtask/src/a.rs:2: `allow` without a reason; write `expect` instead, with a `reason`";
            assert_eq!(told(check, "xtask/src/a.rs", text), [expected], "{text}");
        }
        let good = [
            "#[allow(dead_code, reason = \"x\")] fn f() { allow(a) }",
            "#[cfg(test)] #[allow(dead_code)] fn f() {}",
            "// #[allow(dead_code)]",
        ];
        for text in good {
            assert!(told(check, "xtask/src/a.rs", text).is_empty(), "{text}");
        }
        assert!(told(check, "xtask/tests/a.rs", "#![allow(dead_code)]").is_empty());
    }
}
