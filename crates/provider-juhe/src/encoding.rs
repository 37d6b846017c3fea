//! The text of a body that is not UTF-8.
//!
//! A quotation mark is never part of a longer character, neither in UTF-8 nor in GB18030. So each piece between two of
//! them is decoded alone, and text that is never read cannot change how the text beside it is read.

use encoding_rs::GB18030;
use heyan_transport::json;
use zeroize::Zeroizing;

/// Decodes a body that is not UTF-8: each piece as UTF-8, else as GB18030, else with marks for what is neither.
///
/// `None` if a key is wrong, or it cannot be told whether a `\` is a character.
pub(crate) fn text(body: &[u8]) -> Option<Zeroizing<String>> {
    let is_gb18030 =
        gb18030(body).is_some() && !pieces(body).any(|piece| !piece.is_ascii() && is_utf8(piece));
    let mut text = Zeroizing::new(String::with_capacity(body.len().saturating_mul(3)));
    let mut pieces = pieces(body).peekable();
    while let Some(piece) = pieces.next() {
        let next = pieces.peek().map(|next| next.trim_ascii_start());
        let is_key = next.is_some_and(|next| next.starts_with(b":"));
        // Keys decide what is read, so they are of the body's own encoding.
        if is_key && !is_gb18030 && !is_utf8(piece) {
            return None;
        }
        text.push_str(&decoded(piece, is_gb18030)?);
        if next.is_some() {
            text.push('"');
        }
    }
    Some(text)
}

fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

fn pieces(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.split(|byte| *byte == b'"')
}

fn decoded(piece: &[u8], is_gb18030: bool) -> Option<Zeroizing<String>> {
    if is_utf8(piece) {
        return json::decoded(piece);
    }
    let chinese = gb18030(piece);
    if is_gb18030 {
        return chinese;
    }
    // A `\` that is the second half of a character in one encoding and an escape in the other decides too much.
    let marked = json::decoded(piece)?;
    match chinese {
        Some(text) if backslashes(&text) != backslashes(&marked) => None,
        // A key may go on after an escaped quotation mark, so it keeps its marks.
        Some(text) if !piece.ends_with(b"\\") => Some(text),
        _ => Some(marked),
    }
}

fn backslashes(text: &str) -> usize {
    text.matches('\\').count()
}

/// The text, if every byte of it is GB18030.
fn gb18030(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Zeroizing::new(text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(body: &[u8]) -> Option<String> {
        text(body).map(|text| text.to_string())
    }

    #[test]
    fn each_piece_has_its_own_encoding() {
        for (body, expected) in [
            // 移动 in GBK; then beside text that is neither; then in UTF-8 beside GBK, though it could be read as GBK.
            (&b"\"\xD2\xC6\xB6\xAF\""[..], Some("\"移动\"")),
            (b"\"\xFF\",\"\xD2\xC6\xB6\xAF\"", Some("\"\u{FFFD}\",\"移动\"")),
            (b"\"\xB3\xC9\",\"\xE7\xA7\xBB\xE5\x8A\xA8\"", Some("\"成\",\"移动\"")),
            // Four bytes, two of them digits.
            (b"\"\x82\x30\x81\x30\"", gb18030(b"\"\x82\x30\x81\x30\"").as_deref().map(String::as_str)),
        ] {
            assert_eq!(text_of(body).as_deref(), expected, "{body:?}");
        }
    }

    #[test]
    fn a_backslash_is_half_a_character_only_in_a_body_that_is_whole_gb18030() {
        // 誠 is D5 5C in GBK.
        assert_eq!(text_of(b"\"\xD5\\\"").as_deref(), Some("\"誠\""));
        assert_eq!(text_of(b"\"\xD5\\\",\"\xFF\""), None);
        // 移动 in UTF-8 is whole in GB18030 as well.
        assert_eq!(text_of(b"\"\xD5\\\",\"\xE7\xA7\xBB\xE5\x8A\xA8\""), None);
        assert_eq!(text_of(b"\"\xFF\\n\""), None);
        // The same after 中, which is whole in UTF-8 and lends GBK its last byte.
        assert_eq!(text_of(b"\"\xB9\xB9\xE4\xB8\xAD\\\",\"\xFF\""), None);
    }

    #[test]
    fn a_key_is_of_the_bodys_own_encoding() {
        assert_eq!(text_of(b"{\"\xB3\xC9\" : 1}").as_deref(), Some("{\"成\" : 1}"));
        // 0x80 is the euro sign to GB18030's decoder.
        for body in [&b"{\"\xB3\xC9\" : \"\xFF\"}"[..], b"{\"\x80\":\"\xE8\x81\x94\"}"] {
            assert_eq!(text_of(body), None, "{body:?}");
        }
    }
}
