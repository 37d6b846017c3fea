//! Whom it is about: a request in JSON, a persona of the sandbox, or flags.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use heyan::{
    Clock as _, IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, SystemClock, VerifyRequest,
    shanghai_date,
};

use crate::args::Person;
use crate::refusal::Refusal;
use crate::request_json;
use crate::target::Target;

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
    let configuration = target.configuration();
    let min_age = configuration.map_or(0, |configuration| configuration.min_age());
    let request = builder.min_age(min_age).build(shanghai_date(SystemClock.now()))?;
    let wants_consent = request.portrait().is_some() || request.hosted().is_some();
    let requires_consent = configuration.is_some_and(|configuration| configuration.requires_consent());
    if requires_consent && wants_consent && request.consent_id().is_none() {
        return Err(Refusal::field(
            "consent_id",
            "is missing; the configuration requires the person's consent for a portrait or hosted step",
        ));
    }
    Ok(request)
}

fn from_json(file: &Path) -> Result<RequestBuilder, Refusal> {
    if file == Path::new("-") {
        let mut text = Vec::new();
        std::io::stdin().read_to_end(&mut text).map_err(|error| {
            Refusal::request(format!("the request cannot be read from standard input ({error})"))
        })?;
        return request_json::read(&text, Path::new(""));
    }
    let text = std::fs::read(file).map_err(|error| {
        Refusal::request(format!(
            "the request {} cannot be read ({}); give a file or -",
            file.display(),
            error
        ))
    })?;
    request_json::read(&text, file.parent().unwrap_or(Path::new("")))
}

fn from_persona(name: &str, target: &Target) -> Result<RequestBuilder, Refusal> {
    let persona = heyan_sandbox::persona(name).ok_or_else(|| {
        let known: Vec<_> = heyan_sandbox::personas().iter().map(|persona| persona.persona).collect();
        Refusal::usage(format!("no persona {name}; known are {}", known.join(", ")))
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
pub(crate) fn portrait(file: &PathBuf) -> Result<Portrait, Refusal> {
    let bytes = std::fs::read(file).map_err(|error| {
        Refusal::field(
            "portrait",
            format_args!("the file {} cannot be read ({}); check the path", file.display(), error),
        )
    })?;
    Ok(Portrait::from_bytes(bytes)?)
}
