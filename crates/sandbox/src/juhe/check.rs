//! What Juhe refuses before it checks a person, in the order in which it is looked at.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::codes::{
    EMPTY_PARAMETER, MALFORMED_ID_NUMBER, MALFORMED_MOBILE, MALFORMED_NAME, Reply, WRONG_KEY,
};
use crate::form::Form;
use crate::id_check::{is_id_number, is_name};

/// What is left to decide on, once nothing is refused.
pub(super) struct Question<'a> {
    /// Eleven ASCII digits.
    pub(super) mobile: &'a str,
    /// The file, decoded.
    pub(super) image: Vec<u8>,
}

pub(super) fn check<'a>(form: &'a Form<'_>) -> Result<Question<'a>, Reply> {
    if let Some(error) = error_of_key(form.get("key")) {
        return Err(error);
    }
    let [name, id_number, mobile, image] =
        ["realname", "idcard", "mobile", "image"].map(|field| form.get(field));
    if [name, id_number, mobile, image].contains(&"") {
        return Err(Reply::Service(&EMPTY_PARAMETER));
    }
    if !is_id_number(id_number) {
        return Err(Reply::Service(&MALFORMED_ID_NUMBER));
    }
    if !is_mobile(mobile) {
        return Err(Reply::Service(&MALFORMED_MOBILE));
    }
    if !is_name(name) {
        return Err(Reply::Service(&MALFORMED_NAME));
    }
    // The page has no code for an image that is not base64. One with a data: prefix, in the URL-safe alphabet,
    // or whose "+" was not percent-encoded and arrived as a blank, comes from a broken client, which must hear
    // of it: it is answered as if no image had come.
    let image = STANDARD.decode(image).map_err(|_| Reply::Service(&EMPTY_PARAMETER))?;
    Ok(Question { mobile, image })
}

/// Which error a key asks for: an empty one is wrong, `sandbox-10009` is forbidden, and so on.
fn error_of_key(key: &str) -> Option<Reply> {
    if key.is_empty() {
        return Some(Reply::System(&WRONG_KEY));
    }
    Reply::system(key.strip_prefix("sandbox-")?.parse().ok()?)
}

/// `^1[3-9]\d{9}$`, in ASCII digits.
fn is_mobile(number: &str) -> bool {
    let bytes = number.as_bytes();
    matches!(bytes, [b'1', b'3'..=b'9', ..]) && bytes.len() == 11 && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::is_mobile;

    #[test]
    fn mobiles() {
        for (number, good) in [
            ("13800138000", true),
            ("19912345678", true),
            ("12800138000", false),
            ("1380013800", false),
            ("138001380001", false),
            ("1380013800a", false),
            ("+8613800138000", false),
            ("138 0013 8000", false),
            ("１３８００１３８０００", false),
            ("23800138000", false),
        ] {
            assert_eq!(is_mobile(number), good, "{number}");
        }
    }
}
