//! A request in JSON. Every error names its field and never repeats a value.

use std::path::Path;

use heyan::{
    Factor, FactorSet, Hosted, IdNumber, InputError, MobileNumber, Portrait, RealName, RequestBuilder,
    Requirement, VerifyRequest,
};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value, error::Category};

use crate::refusal::Refusal;
use crate::request;

const KEYS: [&str; 8] =
    ["name", "id_number", "mobile", "portrait", "hosted", "require", "reference", "consent_id"];

/// Reads a request; `folder` is where the paths in it begin.
pub(crate) fn read(text: &[u8], folder: &Path) -> Result<RequestBuilder, Refusal> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let value: Value = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
    let Value::Object(object) = value else {
        return Err(Refusal::request(
            "the request is not a JSON object; it begins with { and has name and id_number",
        ));
    };
    once_each(text)?;
    only_known_keys(&object, "", &KEYS)?;

    let name = RealName::parse(required(&object, "name")?)?;
    let id_number = IdNumber::parse(required(&object, "id_number")?)?;
    let mut builder = VerifyRequest::builder(name, id_number);
    if let Some(mobile) = optional(&object, "mobile")? {
        builder = builder.mobile(MobileNumber::parse(mobile)?);
    }
    if let Some(value) = present(&object, "portrait") {
        builder = builder.portrait(portrait(value, folder)?);
    }
    if let Some(value) = present(&object, "hosted") {
        builder = builder.hosted(hosted(value)?);
    }
    if let Some(value) = present(&object, "require") {
        builder = builder.requirement(requirement(value)?);
    }
    if let Some(reference) = optional(&object, "reference")? {
        builder = builder.reference(reference);
    }
    if let Some(consent_id) = optional(&object, "consent_id")? {
        builder = builder.consent_id(consent_id);
    }
    Ok(builder)
}

/// A key that stands twice would let the later value win: somebody else than meant would be asked about, and billed.
fn once_each(text: &[u8]) -> Result<(), Refusal> {
    let Keys(keys) = serde_json::from_slice(text).map_err(|error| unreadable(&error))?;
    let twice =
        keys.iter().enumerate().find(|(at, key)| keys.iter().take(*at).any(|earlier| earlier == *key));
    match twice {
        Some((_, key)) => Err(Refusal::field(key, "stands twice; give it once")),
        None => Ok(()),
    }
}

/// The keys of an object, in order, each as often as it stands there.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Keys;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// The parser's own message could quote the text, so only the place is told.
fn unreadable(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof if line <= 1 && column == 0 => {
            Refusal::request("the request is empty; write a JSON object")
        }
        Category::Eof => Refusal::request(format!(
            "the request ends in the middle, at line {line}; write a whole JSON object"
        )),
        _ => Refusal::request(format!(
            "the request is not JSON at line {line}, column {column}; mend it there"
        )),
    }
}

/// Either the file's path, relative to the request, or `{"base64": "…"}`.
fn portrait(value: &Value, folder: &Path) -> Result<Portrait, Refusal> {
    match value {
        Value::String(path) if path.trim().is_empty() => {
            Err(Refusal::field("portrait", "is empty; give the path of a photo"))
        }
        Value::String(path) => request::portrait(&folder.join(path)),
        Value::Object(object) => {
            only_known_keys(object, "portrait.", &["base64"])?;
            match object.get("base64") {
                Some(Value::String(text)) => Ok(Portrait::from_base64(text)?),
                _ => {
                    Err(Refusal::field("portrait.base64", "is not a text; give the image's bytes as base64"))
                }
            }
        }
        _ => Err(Refusal::field("portrait", "is neither a path nor {\"base64\": \"…\"}; give one of them")),
    }
}

fn hosted(value: &Value) -> Result<Hosted, Refusal> {
    let Value::Object(object) = value else {
        return Err(Refusal::field(
            "hosted",
            "is not an object; write {\"mode\": \"h5\", \"return_url\": \"https://…\"}",
        ));
    };
    let text = |key: &str| match present(object, key) {
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(Refusal::field(format!("hosted.{key}"), "is not a text; give an address in quotes")),
        None => Err(Refusal::field(format!("hosted.{key}"), "is missing; give an https address")),
    };
    match present(object, "mode") {
        None => {}
        Some(Value::String(mode)) if mode == "h5" => {}
        Some(Value::String(mode)) if mode == "sdk" => {
            only_known_keys(object, "hosted.", &["mode", "notify_url"])?;
            return Hosted::sdk(text("notify_url")?).map_err(|error| in_hosted(&error));
        }
        Some(_) => {
            return Err(Refusal::field("hosted.mode", "is neither \"h5\" nor \"sdk\"; give one of them"));
        }
    }
    only_known_keys(object, "hosted.", &["mode", "return_url"])?;
    Hosted::h5(text("return_url")?, &[]).map_err(|error| in_hosted(&error))
}

/// An error of a hosted step's address, by its path in JSON.
fn in_hosted(error: &InputError) -> Refusal {
    Refusal::field(format!("hosted.{}", error.field()), error.problem())
}

/// A preset's name, or alternatives spelled out.
fn requirement(value: &Value) -> Result<Requirement, Refusal> {
    let expected = "is not known; give \"standard\", \"strict\", \"hosted\" or a list of lists such as [[\"identity\", \"face\"]]";
    match value {
        Value::String(name) => Requirement::preset(name).ok_or_else(|| Refusal::field("require", expected)),
        Value::Array(alternatives) => {
            let sets: Vec<FactorSet> = alternatives.iter().map(alternative).collect::<Result<_, _>>()?;
            Ok(Requirement::any_of(sets)?)
        }
        _ => Err(Refusal::field("require", expected)),
    }
}

fn alternative(value: &Value) -> Result<FactorSet, Refusal> {
    let factor =
        |value: &Value| Factor::ALL.into_iter().find(|factor| value.as_str() == Some(factor.as_str()));
    let known = Factor::ALL.map(Factor::as_str).join(", ");
    let problem = || {
        Refusal::field(
            "require",
            format_args!("has an alternative that is not a list of factors; known are {known}"),
        )
    };
    value.as_array().and_then(|factors| factors.iter().map(factor).collect()).ok_or_else(problem)
}

/// A value that is there; `null` is as good as none.
fn present<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|value| !value.is_null())
}

fn required<'a>(object: &'a Map<String, Value>, key: &str) -> Result<&'a str, Refusal> {
    optional(object, key)?.ok_or_else(|| Refusal::field(key, "is missing; it is always needed"))
}

fn optional<'a>(object: &'a Map<String, Value>, key: &str) -> Result<Option<&'a str>, Refusal> {
    match present(object, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::field(key, "is not a text; put it in quotes")),
    }
}

fn only_known_keys(object: &Map<String, Value>, path: &str, known: &[&str]) -> Result<(), Refusal> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(Refusal::field(
            format!("{path}{key}"),
            format_args!("is not a known key; known here are {}", known.join(", ")),
        )),
        None => Ok(()),
    }
}
