//! What ihuyi refuses, in the order in which it is looked at.

use url::Url;

use super::address;
use super::codes::{
    EMPTY_ACCOUNT, EMPTY_NAME, EMPTY_PASSWORD, EMPTY_SERIAL, FAILED, MALFORMED_NAME, Refusal, Step,
};
use super::password::Signed;
use super::settings::Settings;
use crate::clock;
use crate::form::Form;
use crate::id_check::{is_id_number, is_name};

/// How a scan is begun, and where its end is told.
pub(super) enum Way {
    /// On the hosted page, which returns to this address.
    Page(Url),
    /// In the vendor's SDK.
    Sdk,
}

/// Who asks: refused by the account alone, or by a password that is not the account's.
pub(super) fn caller<'a>(
    form: &'a Form<'_>,
    step: Step,
    settings: &Settings,
) -> Result<&'a str, &'static Refusal> {
    let (account, password) = (form.get("account"), form.get("password"));
    if let Some(refusal) = asked_for(account) {
        return Err(refusal);
    }
    if account.is_empty() {
        return Err(&EMPTY_ACCOUNT);
    }
    if password.is_empty() {
        return Err(&EMPTY_PASSWORD);
    }
    let (name, id_number) = match step {
        Step::Submit => (form.get("name"), form.get("id_card_no")),
        Step::Query => ("", ""),
    };
    // The real time, whatever a test has done to that of the links: the client signs with its own.
    let now = clock::since_epoch();
    Signed { account, name, id_number, time: form.get("time") }.check(
        password,
        &settings.api_key,
        now,
        settings.password_window,
    )?;
    Ok(account)
}

/// Which refusal an account asks for: `sandbox-4050` is frozen, and so on.
fn asked_for(account: &str) -> Option<&'static Refusal> {
    Refusal::of_code(account.strip_prefix("sandbox-")?.parse().ok()?)
}

/// What Submit asks of a person and of the way of the scan. The page has codes for the name alone.
pub(super) fn submission(form: &Form<'_>) -> Result<Way, &'static Refusal> {
    let name = form.get("name");
    if name.is_empty() {
        return Err(&EMPTY_NAME);
    }
    if !is_name(name) {
        return Err(&MALFORMED_NAME);
    }
    if !is_id_number(form.get("id_card_no")) {
        return Err(&FAILED);
    }
    let way = match form.get("faceType") {
        "H5" => address::to_return_to(form.get("callbackUrl")).map(Way::Page),
        // It is accepted and never called: a notification has no signature, so that nobody may rely on one.
        "SDK" => address::to_notify(form.get("notifyUrl")).map(|_| Way::Sdk),
        _ => None,
    };
    way.ok_or(&FAILED)
}

/// Which scan GetResult is asked about.
pub(super) fn serial<'a>(form: &'a Form<'_>) -> Result<&'a str, &'static Refusal> {
    match form.get("idcardid") {
        "" => Err(&EMPTY_SERIAL),
        serial => Ok(serial),
    }
}
