//! Strict readers of ihuyi's answers, of other makes than heyan's: JSON as lists of pairs, and the crate `xml`.
//!
//! What cannot be text is a question mark to them, which is no part of a code or a status, nor of a name.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use xml::Encoding;
use xml::reader::{EventReader, ParserConfig, XmlEvent};

/// What decides a query's answer, as text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) code: Option<String>,
    pub(crate) status: Option<String>,
}

pub(crate) fn read(body: &[u8]) -> Option<Found> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    let text = String::from_utf8_lossy(body);
    match body.first()? {
        b'{' => json(&text.replace(|c: char| c == '\u{FFFD}' || (c < ' ' && !"\t\r\n".contains(c)), "?")),
        b'<' => xml(&text.replace(|c: char| !is_xml(c) || c == '\u{FFFD}', "?")),
        _ => None,
    }
}

fn is_xml(c: char) -> bool {
    "\t\r\n".contains(c) || (c >= ' ' && !"\u{FFFE}\u{FFFF}".contains(c))
}

fn json(text: &str) -> Option<Found> {
    let text = without_line_breaks(text);
    let root = Pairs::read(&text)?;
    let (code, result) = (root.only("code").ok()?, root.only("result").ok()?);
    // A query that was refused has a code, whatever its result is.
    let result = result.and_then(|result| Pairs::read(result.get()));
    let status = result.and_then(|result| result.only("status").ok()?.and_then(word));
    Some(Found { code: code.and_then(word), status })
}

fn word(value: &RawValue) -> Option<String> {
    let written = value.get();
    let number = written.bytes().all(|b| b.is_ascii_digit()).then(|| written.to_owned());
    number.or_else(|| serde_json::from_str(written).ok())
}

/// Raw line breaks and tabs are question marks too, if they stand inside a string.
fn without_line_breaks(text: &str) -> String {
    let mut plain = String::new();
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        plain.push(if inside && c < ' ' { '?' } else { c });
        if c == '"' && !escaped {
            inside = !inside;
        }
        escaped = inside && c == '\\' && !escaped;
    }
    plain
}

fn xml(text: &str) -> Option<Found> {
    // An encoding is only a name here: the text is decoded already.
    let config = ParserConfig::new().ignore_invalid_encoding_declarations(true);
    let config = config.override_encoding(Some(Encoding::Utf8));
    let (mut path, mut found, mut has_result) = (Vec::new(), Found::default(), false);
    for event in EventReader::new_with_config(text.as_bytes(), config) {
        match event.ok()? {
            XmlEvent::StartElement { name, .. } => {
                path.push(name.local_name);
                let names: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
                let twice = match names.as_slice() {
                    ["code"] => found.code.replace(String::new()).is_some(),
                    ["result"] => std::mem::replace(&mut has_result, true),
                    ["result", "status"] => found.status.replace(String::new()).is_some(),
                    ["code", _] | ["result", "status", _] => true,
                    _ => false,
                };
                if twice {
                    return None;
                }
            }
            XmlEvent::EndElement { .. } => {
                path.pop();
            }
            XmlEvent::Characters(more) | XmlEvent::CData(more) | XmlEvent::Whitespace(more) => {
                let names: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
                match names.as_slice() {
                    ["code"] => found.code.as_mut()?.push_str(&more),
                    ["result", "status"] => found.status.as_mut()?.push_str(&more),
                    _ => {}
                }
            }
            XmlEvent::Doctype { .. } => return None,
            _ => {}
        }
    }
    Some(found)
}

/// An object as a list, which shows what comes twice.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Pairs<'a> {
    fn read(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// What stands under a key, if it stands there once; an error if the key comes twice.
    fn only(&self, key: &str) -> Result<Option<&'a RawValue>, ()> {
        let mut named = self.0.iter().filter(|(name, _)| name == key).map(|(_, value)| *value);
        let first = named.next();
        if named.next().is_some() { Err(()) } else { Ok(first) }
    }
}

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PairsVisitor)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Pairs<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}
