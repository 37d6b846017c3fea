//! Portraits: recognised by content, never by name; base64 as browsers and files write it.

use heyan_core::{Field, Portrait, PortraitFormat, Problem};

const LIMIT: usize = 32 * 1024 * 1024;

/// Bytes whose base64 has both characters in which the two alphabets differ, and needs padding.
const JPEG: &[u8] = b"\xFF\xD8\xFF\xFE\xFB\xEF\xBE?>";
const PADDED_JPEG: &[u8] = b"\xFF\xD8\xFF\xE0";

fn refused(result: Result<Portrait, heyan_core::InputError>) -> Problem {
    let error = result.expect_err("refused");
    assert_eq!(error.field(), Field::Portrait);
    error.problem()
}

#[test]
fn jpeg_png_and_webp_are_recognised_by_their_first_bytes() {
    let cases: [(&[u8], PortraitFormat); 4] = [
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", PortraitFormat::Jpeg),
        (b"\xFF\xD8\xFF\xE1\0\x10Exif", PortraitFormat::Jpeg),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", PortraitFormat::Png),
        (b"RIFF\x24\0\0\0WEBPVP8 ", PortraitFormat::WebP),
    ];
    for (bytes, format) in cases {
        let portrait = Portrait::from_bytes(bytes.to_vec()).unwrap();
        assert_eq!((portrait.format(), portrait.expose()), (format, bytes));
    }
}

#[test]
fn other_images_are_refused_by_name_and_anything_else_as_no_image() {
    let cases: [(&[u8], Problem); 23] = [
        (b"", Problem::Empty),
        (b"GIF87a", Problem::ImageFormat { found: "a GIF" }),
        (b"GIF89a", Problem::ImageFormat { found: "a GIF" }),
        (b"\0\0\0\x18ftypheic", Problem::Heic),
        (b"\0\0\0\x18ftypmif1", Problem::Heic),
        (b"\0\0\0\x1cftypavif", Problem::ImageFormat { found: "an AVIF image" }),
        (
            b"\0\0\0\x1cftypmp42",
            Problem::ImageFormat { found: "a film or a kind of picture that is not known" },
        ),
        (b"\0\0\0\x0CjP  \r\n", Problem::ImageFormat { found: "a JPEG 2000" }),
        (b"\xFF\x0A", Problem::ImageFormat { found: "a JPEG XL" }),
        (b"\0\0\0\x0CJXL \r\n", Problem::ImageFormat { found: "a JPEG XL" }),
        (b"%PDF-1.7", Problem::ImageFormat { found: "a PDF" }),
        (b"<svg xmlns", Problem::ImageFormat { found: "an SVG" }),
        (b"BM\x36\0\0\0", Problem::ImageFormat { found: "a BMP" }),
        (b"II*\0\x08\0", Problem::ImageFormat { found: "a TIFF" }),
        (b"MM\0*\0\0", Problem::ImageFormat { found: "a TIFF" }),
        (b"a photo", Problem::NotAnImage),
        (b"{\"portrait\": \"face.jpg\"}", Problem::NotAnImage),
        (b"\0", Problem::NotAnImage),
        (b"\xFF\xD8", Problem::NotAnImage),
        (b"\x89PNG\n", Problem::NotAnImage),
        (b"RIFF\x24\0\0\0WAVEfmt ", Problem::NotAnImage),
        (b"RIFF", Problem::NotAnImage),
        (b"RIFF\x24\0\0\0WEB", Problem::NotAnImage),
    ];
    for (bytes, problem) in cases {
        assert_eq!(refused(Portrait::from_bytes(bytes.to_vec())), problem, "{bytes:?}");
    }
}

#[test]
fn thirty_two_mebibytes_are_taken_and_not_a_byte_more() {
    let mut bytes = vec![0; LIMIT];
    bytes[..3].copy_from_slice(b"\xFF\xD8\xFF");
    assert_eq!(Portrait::from_bytes(bytes.clone()).unwrap().expose().len(), LIMIT);
    bytes.push(0);
    assert_eq!(refused(Portrait::from_bytes(bytes)), Problem::TooManyBytes { limit: LIMIT });
}

#[test]
fn base64_is_taken_as_browsers_and_files_write_it() {
    for text in [
        "/9j//vvvvj8+",
        "_9j__vvvvj8-",
        "_9j//vvvvj8-",
        "data:image/jpeg;base64,/9j//vvvvj8+",
        "data:image/jpg;base64,/9j//vvvvj8+",
        "  data:application/octet-stream;charset=utf-8;base64,_9j__vvvvj8-\n",
        "data:;base64,/9j//vvvvj8+",
        "/9j/\r\n/vvv\r\nvj8+\r\n",
        "/9j/ /vvv\tvj8+",
    ] {
        assert_eq!(Portrait::from_base64(text).unwrap().expose(), JPEG, "{text:?}");
    }
    for text in ["/9j/4A==", "/9j/4A", "/9j/4A=", "/9j/4A\n==", "_9j_4A"] {
        assert_eq!(Portrait::from_base64(text).unwrap().expose(), PADDED_JPEG, "{text:?}");
    }
}

#[test]
fn what_is_not_base64_is_refused() {
    for text in [
        "/9j/4",
        "/9j/4A==/9j/",
        "=/9j/4A",
        "/9j/4A===",
        "人像",
        "/9j/%2B==",
        "face.jpg",
        "data:image/jpeg,/9j/",
        "data:",
        "/9j\0/4A==",
    ] {
        assert_eq!(refused(Portrait::from_base64(text)), Problem::NotBase64, "{text:?}");
    }
}

#[test]
fn base64_of_something_else_is_refused_for_what_it_is() {
    for (text, problem) in [
        ("", Problem::Empty),
        (" \n", Problem::Empty),
        ("data:image/jpeg;base64,", Problem::Empty),
        ("R0lGODlh", Problem::ImageFormat { found: "a GIF" }),
        // The content counts, not what the prefix says.
        ("data:image/jpeg;base64,R0lGODlh", Problem::ImageFormat { found: "a GIF" }),
        ("YSBwaG90bw==", Problem::NotAnImage),
    ] {
        assert_eq!(refused(Portrait::from_base64(text)), problem, "{text:?}");
    }
}

#[test]
fn a_clone_shares_the_bytes() {
    let portrait = Portrait::from_bytes(JPEG.to_vec()).unwrap();
    assert!(std::ptr::eq(portrait.expose(), portrait.clone().expose()));
}
