//! Whom it is about: a request in JSON, a persona of the sandbox, or flags.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use heyan::{IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, VerifyRequest, today_in_shanghai};

use crate::args::Person;
use crate::refusal::Refusal;
use crate::request_json;
use crate::target::Target;

/// A portrait of the largest size that is taken, as base64, and everything else.
const REQUEST_LIMIT: u64 = 48 * 1024 * 1024;

/// As large as `heyan_core::Portrait` takes.
const PORTRAIT_LIMIT: u64 = 32 * 1024 * 1024;

/// Reads the request, checks every field, and asks nobody.
pub(crate) fn read(person: &Person, target: &Target) -> Result<VerifyRequest, Refusal> {
    let builder = if let Some(file) = &person.request {
        from_json(file)?
    } else if let Some(name) = &person.persona {
        from_persona(name, target)?
    } else if person.name.is_some() {
        from_flags(person, target)?
    } else {
        return Err(Refusal::usage(
            "nobody to verify; give --request FILE, or --persona NAME (heyan sandbox personas lists them)",
        ));
    };
    Ok(builder.build(today_in_shanghai())?)
}

/// No path is repeated in an error: people name files after people.
fn from_json(file: &Path) -> Result<RequestBuilder, Refusal> {
    if file == Path::new("-") {
        let text = read_at_most(std::io::stdin(), REQUEST_LIMIT).map_err(|error| {
            Refusal::request(format!("the request cannot be read from standard input ({error})"))
        })?;
        return request_json::read(&text, Path::new(""));
    }
    let text = File::open(file).and_then(|file| read_at_most(file, REQUEST_LIMIT)).map_err(|error| {
        Refusal::request(format!(
            "the request's file cannot be read ({error}); give the path of a JSON file, or -"
        ))
    })?;
    request_json::read(&text, file.parent().unwrap_or(Path::new("")))
}

fn from_persona(name: &str, target: &Target) -> Result<RequestBuilder, Refusal> {
    let persona = heyan_sandbox::persona(name).ok_or_else(|| {
        let known: Vec<_> = heyan_sandbox::personas().iter().map(|persona| persona.persona).collect();
        Refusal::usage(format!("there is no such persona; known are {}", known.join(", ")))
    })?;
    if !target.is_local() {
        return Err(Refusal::usage(
            "--persona is for a sandbox; a vendor would bill a question about nobody: use --request",
        ));
    }
    let builder = VerifyRequest::builder(RealName::parse(persona.name)?, IdNumber::parse(persona.id_number)?)
        .mobile(MobileNumber::parse(persona.mobile)?)
        .portrait(Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec())?);
    Ok(builder)
}

fn from_flags(person: &Person, target: &Target) -> Result<RequestBuilder, Refusal> {
    if !target.is_local() {
        return Err(Refusal::usage(
            "--name, --id-number and --mobile work only against a sandbox; use --request, so that no personal data \
             stand in a shell history or process list",
        ));
    }
    let name = RealName::parse(person.name.as_deref().unwrap_or_default())?;
    let id_number = IdNumber::parse(person.id_number.as_deref().unwrap_or_default())?;
    let mut builder = VerifyRequest::builder(name, id_number);
    if let Some(mobile) = &person.mobile {
        builder = builder.mobile(MobileNumber::parse(mobile)?);
    }
    if let Some(file) = &person.portrait {
        builder = builder.portrait(portrait(file)?);
    }
    Ok(builder)
}

/// Reads a portrait's file.
pub(crate) fn portrait(file: &Path) -> Result<Portrait, Refusal> {
    let bytes = File::open(file).and_then(|file| read_at_most(file, PORTRAIT_LIMIT)).map_err(|error| {
        let problem = if looks_like_base64(file) {
            "is base64 where a path is expected; give it as {\"base64\": \"…\"}".to_owned()
        } else {
            format!(
                "its file cannot be read ({error}); give a path, in a request relative to the request's file"
            )
        };
        Refusal::field("portrait", problem)
    })?;
    Ok(Portrait::from_bytes(bytes)?)
}

/// The first characters of a JPEG, PNG or WebP as base64, or of a data URL; or longer than any path.
fn looks_like_base64(file: &Path) -> bool {
    let text = file.to_string_lossy();
    let begins = ["/9j/", "iVBOR", "UklGR", "data:"].iter().any(|start| text.contains(start));
    begins || text.len() > 4096
}

/// Reads no more than one byte above the limit, so that no endless file fills the memory; whoever parses it sees that
/// it is too long.
fn read_at_most(reader: impl Read, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
