//! Shipped code does not panic, but in an item that expects the lint and says why.

use proc_macro2::{Group, TokenTree};

use super::tokens;
use crate::files::File;
use crate::violation::Violation;

/// Methods, and the lints that know them.
const METHODS: &[(&str, &str)] = &[("expect", "expect_used"), ("unwrap", "unwrap_used")];
/// Macros, and the lints that know them.
const MACROS: &[(&str, &str)] = &[
    ("dbg", "dbg_macro"),
    ("panic", "panic"),
    ("todo", "todo"),
    ("unimplemented", "unimplemented"),
    ("unreachable", "unreachable"),
];

/// One way to panic.
struct Panic {
    line: usize,
    word: String,
    lint: &'static str,
}

pub(super) fn check(file: &File) -> Vec<Violation> {
    let remedy =
        "return an error, or say by `#[expect(clippy::…, reason = …)]` on the item why it cannot happen";
    let violation = |Panic { line, word, .. }| {
        Violation::new(&file.path, line, format!("`{word}` in shipped code"), remedy)
    };
    find(&tokens::shipped(file)).into_iter().map(violation).collect()
}

fn find(mut tokens: &[TokenTree]) -> Vec<Panic> {
    let mut found = Vec::new();
    while let [first, after @ ..] = tokens {
        tokens = after;
        match (first, after) {
            (TokenTree::Punct(hash), [TokenTree::Group(attribute), rest @ ..]) if hash.as_char() == '#' => {
                let (item, rest) = tokens::split_item(rest);
                let excused = |panic: &Panic| is_excused(attribute, panic.lint);
                found.extend(find(item).into_iter().filter(|panic| !excused(panic)));
                tokens = rest;
            }
            (TokenTree::Punct(mark), [TokenTree::Ident(name), ..]) if matches!(mark.as_char(), '.' | ':') => {
                let known = METHODS.iter().find(|(method, _)| name == method);
                found.extend(known.map(|(word, lint)| Panic {
                    line: tokens::line(name),
                    word: (*word).to_owned(),
                    lint,
                }));
            }
            (TokenTree::Ident(name), [TokenTree::Punct(mark), TokenTree::Group(_), ..])
                if mark.as_char() == '!' =>
            {
                let known = MACROS.iter().find(|(banned, _)| name == banned);
                found.extend(known.map(|(word, lint)| Panic {
                    line: tokens::line(name),
                    word: format!("{word}!"),
                    lint,
                }));
            }
            (TokenTree::Group(group), _) => found.extend(find(&tokens::inside(group))),
            _ => {}
        }
    }
    found
}

/// `#[expect(clippy::panic, reason = "…")]`; the compiler sees to it that nothing is excused in vain.
fn is_excused(attribute: &Group, lint: &str) -> bool {
    match tokens::inside(attribute).as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(lints)] => {
            name == "expect" && tokens::has_word(lints, lint) && tokens::has_word(lints, "reason")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::told;

    const PATH: &str = "crates/core/src/lib.rs";

    #[test]
    fn every_way_to_panic_is_found() {
        let cases = [
            ("fn f() {\na.unwrap(); }", "unwrap"),
            ("fn f() { a\n.expect(\"b\"); }", "expect"),
            ("fn f() {\na.map(Option::unwrap); }", "unwrap"),
            ("fn f() {\na.unwrap_or_else(|| panic!(\"b\")); }", "panic!"),
            ("fn f() { match a {\n_ => unreachable!() } }", "unreachable!"),
            ("fn f() {\ntodo!() }", "todo!"),
            ("fn f() {\nstd::unimplemented![] }", "unimplemented!"),
            ("fn f() {\ng(dbg!(1)) }", "dbg!"),
            ("macro_rules! m { () => {\npanic!() } }", "panic!"),
            ("#[inline]\nfn f() { todo!() }", "todo!"),
            ("#[cfg(test)] use a;\nfn f() { todo!() }", "todo!"),
            ("fn f() { match x { #[cfg(test)] A => 1,\nB => todo!() } }", "todo!"),
            ("#[expect(clippy::panic, reason = \"x\")] fn f() {}\nfn g() { panic!() }", "panic!"),
            ("#[expect(clippy::panic, reason = \"x\")]\nfn f() { a.unwrap() }", "unwrap"),
            ("#[expect(clippy::panic)]\nfn f() { panic!() }", "panic!"),
        ];
        for (text, word) in cases {
            let told = told(check, PATH, text);
            assert_eq!(told.len(), 1, "{text}: {told:?}");
            let expected = format!("{PATH}:2: `{word}` in shipped code; return an error, ");
            assert!(told.concat().starts_with(&expected), "{text}: {told:?}");
        }
    }

    #[test]
    fn tests_comments_texts_and_excused_items_are_free() {
        let texts = [
            "//! a.unwrap()\n/// panic!()\nfn f() {} // todo!()",
            "fn f() { g(\"a.unwrap()\", r#\"panic!()\"#, 'a') }",
            "#[cfg(test)]\nmod tests { fn f() { a.unwrap(); } }",
            "fn f() { a.unwrap_or(b).unwrap_or_default(); assert!(c); panic != a; std::panic::set_hook(d) }",
            "#[expect(clippy::expect_used, reason = \"constants\")]\n#[inline]\nfn f() { a.expect(\"b\") }",
        ];
        for text in texts {
            assert!(told(check, PATH, text).is_empty(), "{text}");
        }
        assert!(told(check, "crates/core/tests/a.rs", "fn f() { a.unwrap(); panic!() }").is_empty());
    }
}
