//! What a vendor echoes is recognised in every form in which values travel.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use heyan_core::echo::{repeats, shares};

const NAME: &str = "张三";
const ID_NUMBER: &str = "11010519491231002X";

#[test]
fn a_repeated_value_is_found_in_every_form() {
    for text in [
        "name=张三&x=1",
        "name=%E5%BC%A0%E4%B8%89",
        "name=%e5%bc%a0%e4%b8%89",
        "name=%25E5%25BC%25A0%25E4%25B8%2589",
        "E5BCA0E4B889",
        "5byg5LiJ",
        "eyJuYW1lIjoi5byg5LiJIn0",
    ] {
        assert!(repeats(text, NAME), "{text}");
    }
    for text in [
        "11010519491231002x",
        "id=11010519491231002X;",
        "3131303130353139343931323331303032",
        "MTEwMTA1MTk0OTEyMzEwMDJY",
    ] {
        assert_eq!(repeats(text, ID_NUMBER), !text.ends_with("3032"), "{text}: the last one lacks a digit");
        assert!(shares(text, ID_NUMBER), "{text}");
    }
}

#[test]
fn what_is_the_vendors_own_is_left_alone() {
    for own in ["JH801240913170041JZU80", "16236437872836", "https://face.example/h5?t=c02008be0a76"] {
        assert!(!repeats(own, NAME) && !repeats(own, ID_NUMBER), "{own}");
        assert!(!shares(own, ID_NUMBER), "{own}");
    }
    // Short names stand in longer words by chance.
    assert!(!repeats("https://client.example/", "LI"));
    assert!(repeats("https://client.example/?who=li", "LI"));
    assert!(!repeats("https://client.example/?t=x-li-9", "LI"), "random text has hyphens");
    // A letter has two digits in hex, which any number may have: "b" has 62.
    assert!(!repeats("16236437872836", "b") && !repeats("16236437872836", "b7"));
    assert!(!repeats("anything", "") && !shares("anything", ""));
}

#[test]
fn a_part_is_no_repetition() {
    for part in ["1101051949123100", "19491231", "JH1010519491231002X", "MTEwMTA1MTk0OTEyMzEw", "5byg"] {
        assert!(!repeats(part, ID_NUMBER) && !repeats(part, NAME), "{part}");
    }
}

#[test]
fn a_short_value_is_found_as_a_word_in_every_form() {
    for (text, value) in [
        ("MARIA", "Maria"),
        ("x-maria-7", "Maria"),
        ("id=Maria&x", "Maria"),
        ("4d61726961", "Maria"),
        ("t=TWFyaWE=&x", "Maria"),
        ("LI", "Li"),
        ("?n=li", "Li"),
        ("e5bca0", "张"),
        ("5byg", "张"),
        ("?n=%E5%BC%A0&x", "张"),
    ] {
        assert!(repeats(text, value), "{text}");
    }
    for (text, value) in [
        ("kMaria9x", "Maria"),
        ("64d61726961", "Maria"),
        ("xTWFyaWE", "Maria"),
        ("16236437872836LI", "Li"),
        ("li-16236437872836", "Li"),
        ("c02008be-dade-4c7e-8f36-fadebede0a76", "Dade"),
        ("1be5bca0", "张"),
        ("TGk", "Li"),
    ] {
        assert!(!repeats(text, value), "{text}");
    }
}

#[test]
fn the_words_of_an_address_are_the_vendors_own() {
    for name in ["Face", "Live", "Maria", "H5", "Type"] {
        let link = "https://live-face.maria.example/h5/maria/live?type=h5x&maria=1#start/live";
        assert!(!repeats(link, name), "{name}");
    }
    for link in ["?n=maria", "h5?x=1&n=Maria#a", "#who=maria", "?n=TWFyaWE=", "?n=4D61726961&x", "#maria"] {
        assert!(repeats(&format!("https://face.example/{link}"), "Maria"), "{link}");
    }
}

#[test]
fn base64_is_found_wherever_in_a_group_it_begins() {
    for lead in ["", "x", "xy", "xyz"] {
        for tail in ["", "z", "zz"] {
            for value in [NAME, ID_NUMBER, "Zoë Ü"] {
                let text = format!("{lead}{value}{tail}");
                for encoded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                    assert!(repeats(&encoded, value), "{encoded}");
                }
            }
        }
    }
}

#[test]
fn an_identifier_may_not_even_have_a_piece_in_common() {
    for piece in ["JH19491231002", "x05194912", "4912", "1949-1101051949"] {
        assert!(shares(piece, ID_NUMBER), "{piece}");
    }
    assert!(!shares("JH1949123", "11010519501231002X"), "a date may be alike");
}
