//! What TOML's own mistakes are told with. The parser's messages name what it expected, and quote nothing of the text.

use super::error::safe_name;
use super::keys::KEYS;

/// Marks that an input method writes in the place of TOML's.
const WIDE: &[char] = &['＝', '“', '”', '‘', '’', '「', '」', '，', '｛', '｝', '［', '］', '＂', '．', '：'];

/// By the parser's words, what to do.
const REMEDIES: &[(&str, &str)] = &[
    ("duplicate key", "it stands twice; take one of them out"),
    ("string values must be quoted", "put it in quotes, like \"15s\""),
    ("invalid basic string", "a text begins and ends with \" on one line; write \\\\ for a backslash in it"),
    ("invalid literal string", "a text begins and ends with ' on one line"),
    ("missing escaped value", "write \\\\ for a backslash in a text"),
    ("key with no value", "write it like timeout = \"15s\""),
    ("missing assignment", "write it like timeout = \"15s\""),
    ("extra `=`", "write one key with one value on each line"),
    ("unclosed table", "write it like [provider.juhe]"),
    ("unclosed array", "a list ends with ]"),
    ("unclosed inline table", "a table ends with }"),
    ("missing comma", "put a comma between them"),
    ("unquoted keys cannot be empty", "write it like timeout = \"15s\""),
    ("invalid unquoted key", "write it like timeout = \"15s\""),
    ("unexpected key or value", "write one key with one value on each line"),
    ("unexpected content", "write one key with one value on each line, and texts in quotes"),
    ("unexpected leading zero", "put what is no plain number in quotes"),
    ("invalid value", "write a number, true, false, or a text in quotes"),
];

/// What is wrong, and what to write instead.
pub(crate) fn problem(text: &str, at: Option<usize>, message: &str) -> String {
    if at.is_some_and(|at| has_wide_marks(line(text, at))) {
        return format!("{message}; write = and \" as plain ASCII: an input method has put other marks here");
    }
    if at.is_some_and(|at| ends_with_the_sign(line(text, at))) {
        return "has no value; write one behind the =, such as \"15s\"".to_owned();
    }
    // The longest words that fit say most.
    let fitting = REMEDIES.iter().filter(|(words, _)| message.starts_with(words));
    let remedy = fitting.max_by_key(|(words, _)| words.len()).map(|(_, remedy)| *remedy);
    format!("{message}; {}", remedy.unwrap_or("write it as TOML has it, like timeout = \"15s\""))
}

/// The key at a place, such as `provider.juhe.timeout`, if that can be told without what may be a secret.
pub(crate) fn key(text: &str, at: usize) -> Option<String> {
    let is_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let name = line(text, at).trim_start().split(|c| !is_of_a_name(c)).next()?;
    let known = KEYS.iter().find(|key| key.name == name)?.name;
    let before = text.get(..at).unwrap_or_default();
    let header = before.lines().rev().find_map(|line| line.trim_start().strip_prefix('['));
    let section = header.and_then(|header| header.split_once(']')).map(|(section, _)| section.trim());
    let id = section.and_then(|section| section.strip_prefix("provider.")).and_then(safe_name);
    Some(match (section, id) {
        (Some("facade"), _) => format!("facade.{known}"),
        (_, Some(id)) => format!("provider.{id}.{known}"),
        _ => known.to_owned(),
    })
}

/// The line at a place.
fn line(text: &str, at: usize) -> &str {
    let begin = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(begin..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}

fn ends_with_the_sign(line: &str) -> bool {
    line.split('#').next().is_some_and(|line| line.trim_end().ends_with('='))
}

/// Where they are no part of a text in ASCII quotes, nor of a comment.
fn has_wide_marks(line: &str) -> bool {
    let plain = line.split('#').next().unwrap_or_default();
    plain.split('"').step_by(2).any(|outside| outside.contains(WIDE))
}
