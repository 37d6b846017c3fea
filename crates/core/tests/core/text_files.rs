//! Text files as editors and shells write them: what is read, and what the others are told to be.

use std::borrow::Cow;

use heyan_core::{LikelyEncoding, decode_text};
use proptest::prelude::*;

fn utf16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

/// 张三 in GBK, and 㐂 in the four bytes that only GB18030 has.
const GBK: &[u8] = b"{\"name\": \"\xD5\xC5\xC8\xFD\"}";
const GB18030: &[u8] = b"\"\x81\x39\xEF\x30\"";

#[test]
fn what_is_in_another_encoding_is_told_by_its_likely_name() {
    let json = "{\"name\": \"张三\"}";
    let cases: &[(&str, Vec<u8>, LikelyEncoding)] = &[
        ("GBK", GBK.to_vec(), LikelyEncoding::Gb18030),
        ("GB18030", GB18030.to_vec(), LikelyEncoding::Gb18030),
        ("UTF-16LE without a mark", utf16(json, false, u16::to_le_bytes), LikelyEncoding::Utf16WithoutMark),
        ("UTF-16BE without a mark", utf16(json, false, u16::to_be_bytes), LikelyEncoding::Utf16WithoutMark),
        ("ASCII in UTF-16", utf16("{}", false, u16::to_le_bytes), LikelyEncoding::Utf16WithoutMark),
        (
            "half a unit",
            [utf16(json, true, u16::to_le_bytes), vec![0x7D]].concat(),
            LikelyEncoding::DamagedUtf16,
        ),
        ("half a pair", b"\xFF\xFE\x3D\xD8".to_vec(), LikelyEncoding::DamagedUtf16),
        ("UTF-32LE", b"\xFF\xFE\0\0{\0\0\0".to_vec(), LikelyEncoding::Utf32),
        ("UTF-32BE", b"\0\0\xFE\xFF\0\0\0{".to_vec(), LikelyEncoding::Utf32),
        ("UTF-8, cut in two", "张三".as_bytes()[..5].to_vec(), LikelyEncoding::DamagedUtf8),
        ("Latin-1", b"caf\xE9 au lait".to_vec(), LikelyEncoding::Unknown),
        ("a picture", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\xFF\xFF".to_vec(), LikelyEncoding::Binary),
        ("one NUL", b"{\"name\": \"Li\"}\0".to_vec(), LikelyEncoding::Binary),
        ("UTF-16 with a NUL", utf16("{\"name\": \"\0\"}", true, u16::to_le_bytes), LikelyEncoding::Binary),
        (
            "UTF-8, cut in its first character",
            "{\"a\":\"张".as_bytes()[..8].to_vec(),
            LikelyEncoding::DamagedUtf8,
        ),
    ];
    for (what, bytes, likely) in cases {
        let error = decode_text(bytes).unwrap_err();
        assert_eq!((error.likely(), error.code()), (*likely, "encoding"), "{what}");
        assert!(error.to_string().ends_with("; save it as UTF-8"), "{what}: {error}");
    }
}

#[test]
fn utf_8_is_not_copied() {
    assert!(matches!(decode_text("张三".as_bytes()), Ok(Cow::Borrowed("张三"))));
    assert!(matches!(decode_text("\u{FEFF}张三".as_bytes()), Ok(Cow::Borrowed("张三"))));
}

#[test]
fn only_the_first_mark_is_one() {
    assert_eq!(decode_text("\u{FEFF}\u{FEFF}a".as_bytes()).unwrap(), "\u{FEFF}a");
}

proptest! {
    #[test]
    fn every_text_is_read_back_from_each_encoding(text in "[^\0\u{FEFF}]*") {
        let marked = format!("\u{FEFF}{text}");
        let files = [
            text.clone().into_bytes(),
            marked.into_bytes(),
            utf16(&text, true, u16::to_le_bytes),
            utf16(&text, true, u16::to_be_bytes),
        ];
        for file in files {
            prop_assert_eq!(decode_text(&file).unwrap(), text.as_str());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(text) = decode_text(&bytes) {
            prop_assert!(!text.contains('\0'));
        }
    }
}
