//! Whom it is about: a request in JSON, a persona of the sandbox, or flags.

mod safe_key;
mod unique_keys;
mod json;
mod portrait;
mod session;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use heyan::{
    Hosted, IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, SealedSession, VerifyRequest,
    today_in_shanghai,
};

use crate::args::{Person, Scan};
use crate::bounded::read_at_most;
use crate::look;
use crate::refusal::Refusal;
use crate::target::Target;
use crate::words::Says;
use json::Read;
use portrait::Look;

/// A portrait of the largest size that is taken, as base64, and everything else.
const REQUEST_LIMIT: u64 = 48 * 1024 * 1024;

/// A request, and the scan that it continues.
pub(crate) struct Asked {
    pub(crate) request: VerifyRequest,
    pub(crate) session: Option<SealedSession>,
}

/// Reads the request, checks every field, and asks nobody. Of several mistakes the first is told.
pub(crate) fn read(person: &Person, scan: &Scan, target: &Target) -> Result<Asked, Refusal> {
    let standard_input = |file: &Option<PathBuf>| file.as_deref() == Some(Path::new("-"));
    if standard_input(&person.request) && standard_input(&scan.session) {
        return Err(Refusal::usage(Says::BothStandardInput));
    }
    let schemes = target.app_schemes();
    let permit = |url: &str| Hosted::h5(url, &schemes);
    let (mut builder, mut session) = if let Some(file) = &person.request {
        let first = |wrong: Vec<Refusal>| wrong.into_iter().next();
        let read = from_json(file, &schemes, &mut look::open)
            .map_err(|wrong| first(wrong).unwrap_or(Refusal::request(Says::RequestNotObject)))?;
        (read.builder, read.session)
    } else if let Some(name) = &person.persona {
        (from_persona(name, target)?.hosted(permit(&target.return_url())?), None)
    } else if person.name.is_some() {
        (from_flags(person, target)?, None)
    } else {
        return Err(Refusal::usage(Says::NobodyToVerify));
    };
    if let Some(url) = &scan.return_url {
        builder = builder.hosted(permit(url)?);
    }
    if let Some(file) = &scan.session {
        if session.is_some() {
            return Err(Refusal::session(Says::SessionTwice));
        }
        session = Some(session::read(file)?);
    }
    Ok(Asked { request: builder.build(today_in_shanghai())?, session })
}

/// Reads a request's file, or standard input for `-`, and finds everything that is wrong with it.
///
/// No path is repeated in an error: people name files after people.
pub(crate) fn from_json(file: &Path, app_schemes: &[&str], look: Look<'_>) -> Result<Read, Vec<Refusal>> {
    let text = if file == Path::new("-") {
        read_at_most(io::stdin(), REQUEST_LIMIT)
            .map_err(|error| Says::StandardInput { error: error.to_string() })
    } else {
        File::open(file)
            .and_then(|file| read_at_most(file, REQUEST_LIMIT))
            .map_err(|error| Says::RequestFile { error: error.to_string() })
    };
    let text = text.map_err(|says| vec![Refusal::request(says)])?;
    json::read(&text, file.parent().unwrap_or(Path::new("")), app_schemes, look)
}

fn from_persona(name: &str, target: &Target) -> Result<RequestBuilder, Refusal> {
    let persona = heyan_sandbox::persona(name).ok_or_else(|| {
        let known: Vec<_> = heyan_sandbox::personas().iter().map(|persona| persona.persona).collect();
        Refusal::usage(Says::NoSuchPersona { known: known.join(", ") })
    })?;
    if !target.is_local() {
        return Err(Refusal::usage(Says::PersonaAtVendor));
    }
    let builder = VerifyRequest::builder(RealName::parse(persona.name)?, IdNumber::parse(persona.id_number)?)
        .mobile(MobileNumber::parse(persona.mobile)?)
        .portrait(Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec())?);
    Ok(builder)
}

fn from_flags(person: &Person, target: &Target) -> Result<RequestBuilder, Refusal> {
    if !target.is_local() {
        return Err(Refusal::usage(Says::FlagsAtVendor));
    }
    let name = RealName::parse(person.name.as_deref().unwrap_or_default())?;
    let id_number = IdNumber::parse(person.id_number.as_deref().unwrap_or_default())?;
    let mut builder = VerifyRequest::builder(name, id_number);
    if let Some(mobile) = &person.mobile {
        builder = builder.mobile(MobileNumber::parse(mobile)?);
    }
    if let Some(file) = &person.portrait {
        let portrait = portrait::read(file)?;
        look::open(&portrait)?;
        builder = builder.portrait(portrait);
    }
    Ok(builder)
}
