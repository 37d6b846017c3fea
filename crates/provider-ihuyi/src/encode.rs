//! The two forms: each written in one pass into one allocation of the exact size, which is counted before.

use std::fmt;

use heyan_transport::form;
use zeroize::Zeroizing;

/// Who asks, as both forms say it.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The account (APIID).
    pub account: &'a str,
    /// The dynamic password, or the key itself.
    pub password: &'a str,
    /// "Unix时间戳(10位整型数字,当使用动态密码方式时为必填)".
    pub time: Option<&'a str>,
}

/// What Submit's form is made of.
#[derive(Clone, Copy)]
pub struct Submit<'a> {
    /// Who asks.
    pub credentials: Credentials<'a>,
    /// The real name.
    pub name: &'a str,
    /// The ID number, 18 characters.
    pub id_card_no: &'a str,
    /// How the person scans their face, and where they or the news come back.
    pub face: FaceType<'a>,
}

/// `faceType`, with the address that belongs to it.
#[derive(Clone, Copy)]
pub enum FaceType<'a> {
    /// On the vendor's page, from which the browser returns to this address.
    H5 {
        /// `callbackUrl`.
        callback_url: &'a str,
    },
    /// In the vendor's SDK, of which the vendor sends news to this address.
    Sdk {
        /// `notifyUrl`.
        notify_url: &'a str,
    },
}

/// What GetResult's form is made of.
#[derive(Clone, Copy)]
pub struct GetResult<'a> {
    /// Who asks.
    pub credentials: Credentials<'a>,
    /// "提交时接口返回的流水号".
    pub serial: &'a str,
}

/// Writes the body of Submit, `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.2).
pub fn encode_submit(submit: &Submit<'_>) -> Zeroizing<Vec<u8>> {
    let (face_type, address) = match submit.face {
        FaceType::H5 { callback_url } => ("H5", ("callbackUrl", callback_url)),
        FaceType::Sdk { notify_url } => ("SDK", ("notifyUrl", notify_url)),
    };
    let own = [("name", submit.name), ("id_card_no", submit.id_card_no), ("faceType", face_type), address];
    encode(&submit.credentials, &own)
}

/// Writes the body of GetResult.
pub fn encode_get_result(query: &GetResult<'_>) -> Zeroizing<Vec<u8>> {
    encode(&query.credentials, &[("idcardid", query.serial)])
}

fn encode(credentials: &Credentials<'_>, own: &[(&str, &str)]) -> Zeroizing<Vec<u8>> {
    let who = [("account", credentials.account), ("password", credentials.password)];
    let time = credentials.time.map(|time| ("time", time));
    form::encode(who.iter().chain(own).chain(&time).copied())
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

impl fmt::Debug for Submit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Submit([redacted])")
    }
}

impl fmt::Debug for FaceType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FaceType([redacted])")
    }
}

impl fmt::Debug for GetResult<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GetResult([redacted])")
    }
}
