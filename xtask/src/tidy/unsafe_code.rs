//! No source has unsafe code, tests and examples included.

use proc_macro2::TokenTree;

use super::tokens;
use crate::files::File;
use crate::violation::Violation;

pub(super) fn check(file: &File) -> Vec<Violation> {
    if file.rust().is_none() {
        return Vec::new();
    }
    let Some(tokens) = tokens::all(file) else {
        return vec![Violation::new(&file.path, 1, "this cannot be read as Rust", "mend it")];
    };
    let mut lines = Vec::new();
    find(&tokens, &mut lines);
    let violation = |line| Violation::new(&file.path, line, "unsafe code", "find a safe way");
    lines.into_iter().map(violation).collect()
}

fn find(tokens: &[TokenTree], lines: &mut Vec<usize>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "unsafe" => lines.push(tokens::line(word)),
            TokenTree::Group(group) => find(&tokens::inside(group), lines),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    #[test]
    fn unsafe_code_is_found_everywhere() {
        let expected = ["a.rs:2: unsafe code; find a safe way"];
        for text in
            ["\nunsafe fn f() {}", "fn f() {\nunsafe { g() } }", "\n#[cfg(test)] unsafe impl A for B {}"]
        {
            assert_eq!(told(check, "a.rs", text), expected, "{text}");
        }
        for text in ["// unsafe\nfn f() { g(\"unsafe\") }", "#![forbid(unsafe_code)]"] {
            assert!(told(check, "a.rs", text).is_empty(), "{text}");
        }
        assert!(told(check, "a.md", "unsafe {").is_empty());
        assert_eq!(told(check, "a.rs", "fn f() {"), ["a.rs:1: this cannot be read as Rust; mend it"]);
    }
}
