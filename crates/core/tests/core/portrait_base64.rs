//! Base64 that a form without percent-encoding has been through: `+` has become a blank.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use heyan_core::{Portrait, Problem};
use proptest::prelude::*;

/// A picture's frame around these bytes: whole for whoever counts markers, chunks and lengths.
fn jpeg(coded: &[u8]) -> Vec<u8> {
    let stuffed = coded.iter().flat_map(|byte| if *byte == 0xFF { vec![0xFF, 0] } else { vec![*byte] });
    let head = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xDA, 0, 3, 1];
    head.into_iter().chain(stuffed).chain([0xFF, 0xD0, 9, 0xFF, 0xD9]).collect()
}

fn png(data: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, b"\0\0\0\0"].concat()
    };
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IDAT", data), &chunk(b"IEND", b"")].concat()
}

fn webp(data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len() + 4).unwrap().to_le_bytes();
    [&b"RIFF"[..], &length, b"WEBP", data].concat()
}

fn picture() -> impl Strategy<Value = Vec<u8>> {
    (proptest::collection::vec(any::<u8>(), 2000..3000), 0..3_u8).prop_map(|(bytes, kind)| match kind {
        0 => jpeg(&bytes),
        1 => png(&bytes),
        _ => webp(&bytes),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_form_has_done_to_base64_is_undone_and_told(picture in picture()) {
        let text = STANDARD.encode(&picture);
        prop_assume!(text.contains('+'));
        let portrait = Portrait::from_base64(&text.replace('+', " ")).unwrap();
        prop_assert_eq!(portrait.expose(), &picture[..]);
        prop_assert!(portrait.had_blanks_for_plus());
        let url = format!("data:image/jpeg;base64,{}", text.replace('+', " "));
        prop_assert_eq!(Portrait::from_base64(&url).unwrap(), portrait);
    }

    #[test]
    fn blanks_and_line_breaks_between_are_dropped_without_a_word(picture in picture(), width in 1..100_usize) {
        let text = STANDARD.encode(&picture);
        let lines: Vec<&str> = text.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        for between in [" ", "\r\n", " \n\t"] {
            let portrait = Portrait::from_base64(&lines.join(between)).unwrap();
            prop_assert_eq!(portrait.expose(), &picture[..]);
            prop_assert!(!portrait.had_blanks_for_plus());
        }
    }
}

#[test]
fn a_picture_is_the_same_whichever_way_it_came() {
    let picture = jpeg(&[0xFB; 3000]);
    let text = STANDARD.encode(&picture);
    assert!(text.contains('+'));
    let mended = Portrait::from_base64(&text.replace('+', " ")).unwrap();
    assert_eq!(mended, Portrait::from_bytes(picture).unwrap());
}

/// Nothing of such a length is copied or decoded: it is counted.
#[test]
fn a_text_that_is_too_long_is_refused_by_its_length() {
    let limit = 32 * 1024 * 1024;
    let too_long = Problem::TooManyBytes { limit };
    let text = "A".repeat(limit / 3 * 4 + 8);
    assert_eq!(Portrait::from_base64(&text).unwrap_err().problem(), too_long);
    // Not even base64.
    assert_eq!(Portrait::from_base64(&"?".repeat(limit / 3 * 4 + 8)).unwrap_err().problem(), too_long);
    // Blanks do not count.
    let blank = format!("/9j/4A=={}", " ".repeat(text.len()));
    assert!(Portrait::from_base64(&blank).is_ok());
    // But nothing is read that is hardly anything else.
    let hardly = format!("/9j/4A=={}", " ".repeat(limit * 4 + 8));
    assert_eq!(Portrait::from_base64(&hardly).unwrap_err().problem(), too_long);
}

#[test]
fn a_blank_at_the_end_may_be_a_plus_or_only_a_blank() {
    let picture = webp(&[&[0x5A; 26][..], &[0x3E]].concat());
    let text = STANDARD.encode(&picture);
    assert!(text.ends_with('+'), "{text}");
    assert_eq!(Portrait::from_base64(&text.replace('+', " ")).unwrap().expose(), &picture[..]);
    let inside = jpeg(&[0xFB; 30]);
    let text = format!("{} ", STANDARD.encode(&inside).replace('+', " "));
    assert_eq!(Portrait::from_base64(&text).unwrap().expose(), &inside[..]);
}

/// Without them the file is three bytes shorter, and whole by its markers: only the picture would be damaged.
#[test]
fn four_lost_characters_are_not_taken_for_blanks() {
    let picture = jpeg(&[&[0x11][..], &[0xFB, 0xEF, 0xBE], &[0x22; 60]].concat());
    let text = STANDARD.encode(&picture);
    assert!(text.contains("++++"), "{text}");
    let portrait = Portrait::from_base64(&text.replace('+', " ")).unwrap();
    assert_eq!((portrait.expose(), portrait.had_blanks_for_plus()), (&picture[..], true));
}
