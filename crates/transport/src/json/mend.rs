//! Wrong bytes inside JSON strings, marked so that a strict reader gets past them.
//!
//! Vendors cut a character in two, or write a raw line break, in free text that heyan never reads. An answer that was
//! paid for must not be lost for that. What is wrong becomes [`UNREADABLE`]; the reader must not let a text with it
//! decide anything.

use zeroize::Zeroizing;

/// What a wrong byte becomes: U+FFFD, the replacement character.
pub const UNREADABLE: char = char::REPLACEMENT_CHARACTER;

/// Decodes UTF-8, with [`UNREADABLE`] for every sequence that is none.
///
/// `None` if a `\` follows such a sequence. In GBK it can be the second half of a character, so it cannot be told
/// whether it escapes what comes next.
pub fn decoded(bytes: &[u8]) -> Option<Zeroizing<String>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Zeroizing::new(text.to_owned())),
        Err(_) => {
            // At most 3 bytes for each one, so that the buffer never moves and leaves a copy behind.
            let mut text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(3)));
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend((!chunk.invalid().is_empty()).then_some(UNREADABLE));
            }
            (!text.contains("\u{FFFD}\\")).then_some(text)
        }
    }
}

/// The text with [`UNREADABLE`] for every control character inside a string.
///
/// `None` if a key holds [`UNREADABLE`] then: keys decide what is read.
pub fn mended(text: &str) -> Option<Zeroizing<String>> {
    // At most 3 bytes for each one, so that the buffer never moves and leaves a copy behind.
    let mut mended = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
    let (mut in_string, mut escaped) = (false, false);
    // Whether the string that ended last, or has yet to end, is wrong.
    let mut wrong = false;
    for c in text.chars() {
        let mut kept = c;
        if in_string {
            // RFC 8259, section 7: "the control characters (U+0000 through U+001F)" must be escaped.
            if c < ' ' || c == UNREADABLE {
                (kept, wrong) = (UNREADABLE, true);
            }
            (in_string, escaped) = (escaped || c != '"', !escaped && c == '\\');
        } else if c == '"' {
            (in_string, wrong) = (true, false);
        } else if c == ':' && wrong {
            return None;
        }
        mended.push(kept);
    }
    Some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf_8_becomes_one_mark() {
        for (bytes, text) in [
            (&b"ab"[..], Some("ab")),
            ("通\\n".as_bytes(), Some("通\\n")),
            (b"a\xE9\x80b", Some("a\u{FFFD}b")),
            (b"\xFF\"", Some("\u{FFFD}\"")),
            (b"\\\xFF", Some("\\\u{FFFD}")),
            // The vendor's own mark, in UTF-8, is a whole character.
            ("\u{FFFD}\\n".as_bytes(), Some("\u{FFFD}\\n")),
            (b"\xE9\x80\\n", None),
            (b"\xD5\\", None),
        ] {
            assert_eq!(decoded(bytes).as_deref().map(String::as_str), text, "{bytes:?}");
        }
    }

    #[test]
    fn control_characters_are_marked_inside_strings_only() {
        let mended = |text: &str| mended(text).map(|text| text.to_string());
        for (text, expected) in [
            ("{\"a\": \"b\tc\nd\0\"}\n", "{\"a\": \"b\u{FFFD}c\u{FFFD}d\u{FFFD}\"}\n"),
            ("{\"a\":\"\\\"\t\"}\t", "{\"a\":\"\\\"\u{FFFD}\"}\t"),
            ("{\u{1}\"a\":1}", "{\u{1}\"a\":1}"),
            ("[\"a\u{7f}é\"]", "[\"a\u{7f}é\"]"),
            ("[\"\t\",\"a\"]", "[\"\u{FFFD}\",\"a\"]"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_wrong_key_makes_the_text_unreadable() {
        for text in ["{\"a\t\":1}", "{\"a\u{FFFD}\" :1}", "{\"a\":\"\t\",\"\n\":1}", "{\"a\":{\"b\0\":1}}"] {
            assert_eq!(mended(text), None, "{text:?}");
        }
        assert!(mended("{\"a\":\"\t\",\"b\":1}").is_some(), "a wrong value before a right key");
    }
}
