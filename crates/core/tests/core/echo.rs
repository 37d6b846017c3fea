//! What a vendor echoes is recognised in every form in which values travel.

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
        assert!(repeats(text, ID_NUMBER) || shares(text, ID_NUMBER), "{text}");
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
    // A letter has two digits in hex, which any number may have: "b" has 62.
    assert!(!repeats("16236437872836", "b") && !repeats("16236437872836", "b7"));
    assert!(!repeats("anything", "") && !shares("anything", ""));
}

#[test]
fn an_identifier_may_not_even_have_a_piece_in_common() {
    for piece in ["JH19491231002", "x05194912", "4912", "1949-1101051949"] {
        assert!(shares(piece, ID_NUMBER), "{piece}");
    }
    assert!(!shares("JH1949123", "11010519501231002X"), "a date may be alike");
}
