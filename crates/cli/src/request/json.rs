//! A request in JSON. Every error names its field and never repeats a value.

use std::path::Path;

use heyan::{
    Factor, FactorSet, Hosted, IdNumber, InputError, MobileNumber, Portrait, RealName, RequestBuilder,
    Requirement, SealedSession, VerifyRequest, decode_text,
};
use serde_json::{Map, Value, error::Category};

use crate::refusal::Refusal;
use crate::words::Says;

use super::portrait::Look;
use super::safe_key::{UNSAFE, safe_key};
use super::{portrait as portrait_file, session, unique_keys};

const KEYS: [&str; 9] =
    ["name", "id_number", "mobile", "portrait", "hosted", "require", "reference", "consent_id", "session"];

/// What a request says.
pub(crate) struct Read {
    pub(crate) builder: RequestBuilder,
    /// The scan that it continues.
    pub(crate) session: Option<SealedSession>,
}

/// Reads a request and finds everything that is wrong with it; `folder` is where the paths in it begin, `app_schemes`
/// are those that a return address may have besides https, `look` says whether anything can be made of its portrait.
pub(crate) fn read(
    text: &[u8],
    folder: &Path,
    app_schemes: &[&str],
    look: Look<'_>,
) -> Result<Read, Vec<Refusal>> {
    let text = decode_text(text).map_err(|error| vec![Refusal::encoding(error)])?;
    let (value, twice) = unique_keys::parse(&text).map_err(|error| vec![unreadable(&error)])?;
    let Value::Object(object) = value else {
        return Err(vec![Refusal::request(Says::RequestNotObject)]);
    };
    let mut wrong: Vec<Refusal> = twice.into_iter().map(Refusal::stands_twice).collect();
    keep(&mut wrong, only_known_keys(&object, "", &KEYS));

    let name = keep(&mut wrong, required(&object, "name").and_then(|text| Ok(RealName::parse(text)?)));
    let id_number =
        keep(&mut wrong, required(&object, "id_number").and_then(|text| Ok(IdNumber::parse(text)?)));
    let mobile =
        optional(&object, "mobile").and_then(|text| Ok(text.map(MobileNumber::parse).transpose()?));
    let mobile = keep(&mut wrong, mobile).flatten();
    let each = |key| present(&object, key);
    let mut portrait = |value| {
        let portrait = portrait(value, folder)?;
        look(&portrait).map(|()| portrait)
    };
    let portrait = keep(&mut wrong, each("portrait").map(&mut portrait).transpose()).flatten();
    let hosted =
        keep(&mut wrong, each("hosted").map(|value| hosted(value, app_schemes)).transpose()).flatten();
    let requirement = keep(&mut wrong, each("require").map(requirement).transpose()).flatten();
    let reference = keep(&mut wrong, optional(&object, "reference")).flatten();
    let consent_id = keep(&mut wrong, optional(&object, "consent_id")).flatten();
    let session = keep(&mut wrong, each("session").map(session::of_json).transpose()).flatten();
    let (Some(name), Some(id_number), true) = (name, id_number, wrong.is_empty()) else {
        return Err(wrong);
    };

    let mut builder = VerifyRequest::builder(name, id_number).requirement(requirement.unwrap_or_default());
    builder = mobile.into_iter().fold(builder, |builder, mobile| builder.mobile(mobile));
    builder = portrait.into_iter().fold(builder, |builder, portrait| builder.portrait(portrait));
    builder = hosted.into_iter().fold(builder, |builder, hosted| builder.hosted(hosted));
    builder = reference.into_iter().fold(builder, |builder, reference| builder.reference(reference));
    builder = consent_id.into_iter().fold(builder, |builder, consent_id| builder.consent_id(consent_id));
    Ok(Read { builder, session })
}

/// The value, or one more thing that is wrong.
fn keep<T>(wrong: &mut Vec<Refusal>, result: Result<T, Refusal>) -> Option<T> {
    result.map_err(|refusal| wrong.push(refusal)).ok()
}

/// The parser's own message could quote the text, so only the place is told.
fn unreadable(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    Refusal::request(match error.classify() {
        Category::Eof if line <= 1 && column == 0 => Says::RequestEmpty,
        Category::Eof => Says::RequestEnds { line },
        _ => Says::RequestNotJson { line, column },
    })
}

/// Either the file's path, relative to the request, or `{"base64": "…"}`.
fn portrait(value: &Value, folder: &Path) -> Result<Portrait, Refusal> {
    match value {
        Value::String(path) if path.trim().is_empty() => Err(Refusal::field("portrait", Says::PortraitPath)),
        Value::String(path) => portrait_file::read(&folder.join(path)),
        Value::Object(object) => {
            only_known_keys(object, "portrait.", &["base64"])?;
            match object.get("base64") {
                Some(Value::String(text)) => Ok(Portrait::from_base64(text)?),
                _ => Err(Refusal::field("portrait.base64", Says::Base64NotText)),
            }
        }
        _ => Err(Refusal::field("portrait", Says::PortraitNeither)),
    }
}

fn hosted(value: &Value, app_schemes: &[&str]) -> Result<Hosted, Refusal> {
    let Value::Object(object) = value else {
        return Err(Refusal::field("hosted", Says::HostedNotObject));
    };
    let address = |key: &str| match present(object, key) {
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(Refusal::field(format!("hosted.{key}"), Says::NotText)),
        None => Err(Refusal::field(format!("hosted.{key}"), Says::AddressMissing)),
    };
    let refused = |error: InputError| Refusal::value(format!("hosted.{}", error.field()), &error);
    match present(object, "mode").map(Value::as_str) {
        Some(Some("sdk")) => {
            only_known_keys(object, "hosted.", &["mode", "notify_url"])?;
            Hosted::sdk(address("notify_url")?).map_err(refused)
        }
        None | Some(Some("h5")) => {
            only_known_keys(object, "hosted.", &["mode", "return_url"])?;
            Hosted::h5(address("return_url")?, app_schemes).map_err(refused)
        }
        Some(_) => Err(Refusal::field("hosted.mode", Says::HostedMode)),
    }
}

/// A preset's name, or alternatives spelled out.
fn requirement(value: &Value) -> Result<Requirement, Refusal> {
    match value {
        Value::String(name) => {
            Requirement::preset(name).ok_or_else(|| Refusal::field("require", Says::RequireUnknown))
        }
        Value::Array(alternatives) => {
            let sets: Vec<FactorSet> = alternatives.iter().map(alternative).collect::<Result<_, _>>()?;
            Ok(Requirement::any_of(sets)?)
        }
        _ => Err(Refusal::field("require", Says::RequireUnknown)),
    }
}

fn alternative(value: &Value) -> Result<FactorSet, Refusal> {
    let factor =
        |value: &Value| Factor::ALL.into_iter().find(|factor| value.as_str() == Some(factor.as_str()));
    let set = value.as_array().and_then(|factors| factors.iter().map(factor).collect());
    set.ok_or_else(|| {
        let known = Factor::ALL.map(Factor::as_str).join(", ");
        Refusal::field("require", Says::RequireFactors { known })
    })
}

/// A value that is there; `null` is as good as none.
fn present<'a>(object: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    object.get(key).filter(|value| !value.is_null())
}

fn required<'a>(object: &'a Map<String, Value>, key: &str) -> Result<&'a str, Refusal> {
    optional(object, key)?.ok_or_else(|| Refusal::field(key, Says::FieldMissing))
}

fn optional<'a>(object: &'a Map<String, Value>, key: &str) -> Result<Option<&'a str>, Refusal> {
    match present(object, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Refusal::field(key, Says::NotText)),
    }
}

fn only_known_keys(object: &Map<String, Value>, path: &str, known: &[&str]) -> Result<(), Refusal> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => {
            let key = safe_key(key).unwrap_or(UNSAFE);
            Err(Refusal::field(format!("{path}{key}"), Says::UnknownKey { known: known.join(", ") }))
        }
        None => Ok(()),
    }
}
