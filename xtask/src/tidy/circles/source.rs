//! What a module says by itself: the names that it defines and brings in, and the paths that it uses.

use proc_macro2::{Delimiter, Ident, TokenTree};

use super::code::Code;
use crate::tidy::tokens;

/// The words before the name of an item.
const KEYWORDS: &[&str] = &["struct", "enum", "union", "trait", "fn", "const", "static", "type", "mod"];
/// What may stand behind `const` or `static` and is no name.
const QUALIFIERS: &[&str] = &["async", "extern", "fn", "mut", "unsafe"];

#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) items: Vec<String>,
    pub(super) modules: Vec<Submodule>,
    pub(super) code: Code,
}

#[derive(Debug)]
pub(super) struct Submodule {
    pub(super) name: String,
    /// The files that `path` attributes name.
    pub(super) files: Vec<String>,
    /// `None` where it has a file of its own.
    pub(super) body: Option<Source>,
}

/// `tokens` are those of a file or of an inline module.
pub(super) fn read(mut tokens: &[TokenTree]) -> Source {
    let mut source = Source::default();
    while !tokens.is_empty() {
        let (item, rest) = tokens::split_item(tokens);
        tokens = rest;
        match (defined(item), item.last()) {
            (Some((keyword, name)), end) if keyword == "mod" => {
                let body = match end {
                    Some(TokenTree::Group(body)) => Some(read(&tokens::inside(body))),
                    _ => None,
                };
                let mut files = Vec::new();
                find_files(item, &mut files);
                source.modules.push(Submodule { name: name.to_string(), files, body });
            }
            (item_name, _) => {
                source.items.extend(item_name.map(|(_, name)| name.to_string()));
                source.code.read(item);
            }
        }
    }
    source
}

/// The keyword and the name of an item that has one.
fn defined(item: &[TokenTree]) -> Option<(&Ident, &Ident)> {
    item.windows(3).chain(item.windows(2)).find_map(|tokens| match tokens {
        [TokenTree::Ident(rules), TokenTree::Punct(_), TokenTree::Ident(name)] if rules == "macro_rules" => {
            Some((rules, name))
        }
        [TokenTree::Ident(keyword), TokenTree::Ident(name)]
            if is_one_of(keyword, KEYWORDS) && !is_one_of(name, QUALIFIERS) =>
        {
            Some((keyword, name))
        }
        _ => None,
    })
}

/// What `path = "…"` says, in `cfg_attr(…)` too.
fn find_files(mut tokens: &[TokenTree], files: &mut Vec<String>) {
    while let [first, after @ ..] = tokens {
        tokens = after;
        match (first, after) {
            (TokenTree::Ident(word), [TokenTree::Punct(_), TokenTree::Literal(file), ..])
                if word == "path" =>
            {
                files.push(file.to_string().trim_matches('"').to_owned());
            }
            (TokenTree::Group(group), _) if group.delimiter() != Delimiter::Brace => {
                find_files(&tokens::inside(group), files);
            }
            _ => {}
        }
    }
}

fn is_one_of(word: &Ident, words: &[&str]) -> bool {
    words.iter().any(|known| word == known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<String>) {
        let tokens: Vec<TokenTree> = text.parse::<proc_macro2::TokenStream>().unwrap().into_iter().collect();
        let source = read(&tokens);
        let module = |Submodule { name, files, body }: Submodule| {
            let body = body.map(|body| format!("{{{}}}", body.items.join(" "))).unwrap_or_default();
            format!("{name}{body} {}", files.join(" ")).trim_end().to_owned()
        };
        (source.items.join(" "), source.modules.into_iter().map(module).collect())
    }

    #[test]
    fn every_item_is_found_by_its_name() {
        let cases = [
            ("#![a(b)]\n#[c] pub(crate) struct A<T>(T) where T: B; struct C { d: E }", "A C"),
            ("pub enum A { B } union C { d: u8 } pub unsafe trait D { fn e(); type F; }", "A C D"),
            ("fn a() { fn b() {} } pub const fn c() {} const unsafe fn d() {} async fn e() {}", "a c d e"),
            ("const A: u8 = 1; static B: [u8; 2] = { const C: u8 = 2; [C; 2] }; type D = E;", "A B D"),
            ("macro_rules! a { () => { struct B; } } a! { struct C; } impl D { const E: u8 = 1; }", "a"),
            ("extern \"C\" fn a(b: fn(C) -> D) {} use e::{f}; impl G for H {}", "a"),
        ];
        for (text, items) in cases {
            assert_eq!(told(text), (items.to_owned(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn every_module_has_its_files_or_its_body() {
        let cases = [
            ("mod a; pub(crate) mod b;", vec!["a", "b"]),
            ("mod a { struct B; mod c; } struct D;", vec!["a{B}"]),
            ("#[path = \"b/c.rs\"] mod a;", vec!["a b/c.rs"]),
            (
                "#[cfg_attr(unix, path = \"b.rs\")] #[cfg_attr(windows, path = \"c.rs\")] mod a;",
                vec!["a b.rs c.rs"],
            ),
            ("mod a { #[path = \"b.rs\"] mod c; }", vec!["a{}"]),
        ];
        for (text, modules) in cases {
            assert_eq!(told(text).1, modules, "{text}");
        }
    }
}
