//! The dynamic password: a digest that stands in for the key.
//!
//! "$password=md5($account.$password.$app.$name.$id_card_no.$time)", all of it in UTF-8, as it is before it is encoded
//! for the form.

use std::fmt;

use md5::{Digest as _, Md5};
use zeroize::{Zeroize as _, Zeroizing};

/// "$app = 'idface'; //固定值".
const APP: &str = "idface";

/// What a password is the digest of.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    /// The account (APIID).
    pub account: &'a str,
    /// The account's key (APIKEY).
    pub api_key: &'a str,
    /// The real name; empty for GetResult.
    pub name: &'a str,
    /// The ID number; empty for GetResult.
    pub id_card_no: &'a str,
    /// The Unix time in seconds, as it stands in the form.
    pub time: &'a str,
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signed([redacted])")
    }
}

/// The dynamic password, 32 hexadecimal digits in lower case. MD5 is the vendor's choice.
///
/// The texts go into the digest one after the other, so nothing that joins them is ever in memory.
pub fn dynamic_password(signed: &Signed<'_>) -> Zeroizing<String> {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or_default();
    let Signed { account, api_key, name, id_card_no, time } = signed;
    let texts = [account, api_key, APP, name, id_card_no, time];
    let mut digest = texts.iter().fold(Md5::new(), |digest, text| digest.chain_update(text)).finalize();
    let mut password = Zeroizing::new(String::with_capacity(2 * digest.len()));
    for byte in &digest {
        password.extend([digit(byte >> 4), digit(byte & 0x0F)]);
    }
    digest.as_mut_slice().zeroize();
    password
}
