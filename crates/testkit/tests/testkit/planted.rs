//! Planted values are found in every form.

use base64::Engine as _;
use heyan_testkit::{Planted, person};

#[test]
fn in_plain_text_and_encoded() {
    let planted = Planted::new(["阿依古丽·买买提"]).with_bytes(&[0xFF, 0xD8, 0xFF, 0xE0]);
    let base64 = base64::engine::general_purpose::STANDARD.encode("阿依古丽·买买提");
    for shown in [
        "name=阿依古丽·买买提",
        "name=%E9%98%BF%E4%BE%9D%E5%8F%A4%E4%B8%BD%C2%B7%E4%B9%B0%E4%B9%B0%E6%8F%90&",
        &format!("image: {base64}"),
        "ffd8ffe0",
        "FFD8FFE0",
        &format!("xy{}", base64::engine::general_purpose::STANDARD.encode("abc阿依古丽·买买提xyz")),
        &base64::engine::general_purpose::STANDARD.encode("a阿依古丽·买买提xyz"),
        &base64.replace('/', "%2F").replace('+', "%2B"),
        &base64.replace('/', "%2f").replace('+', "%2b"),
        "name=%e9%98%bf%e4%be%9d%e5%8f%a4%e4%b8%bd%c2%b7%e4%b9%b0%e4%b9%b0%e6%8f%90",
        r"\u963f\u4f9d\u53e4\u4e3d\u00b7\u4e70\u4e70\u63d0",
        r#"b"\xff\xd8\xff\xe0""#,
        "[255, 216, 255, 224]",
        "[\n    255,\n    216,\n    255,\n    224,\n]",
    ] {
        assert!(planted.is_in(shown), "{shown}");
    }
    assert!(!planted.is_in("阿依古丽 买买提, 255 216"));
}

#[test]
fn a_persons_data_are_found() {
    let somebody = person(42);
    let planted = somebody.planted();
    let request = somebody.request();
    for value in [
        request.subject().name().expose(),
        request.subject().id_number().expose(),
        request.subject().mobile().unwrap().expose(),
        &format!("{:?}", request.portrait().unwrap().expose()),
        "planted-portrait",
    ] {
        assert!(planted.is_in(value));
    }
    assert!(!planted.is_in(&format!("{request:?} {request:#?}")));
}

#[test]
fn people_are_told_apart_by_numbers_that_select_no_answer() {
    let mobiles: std::collections::HashSet<_> = (0..5000).map(|n| person(n).mobile()).collect();
    assert_eq!(mobiles.len(), 5000);
    assert!(mobiles.iter().all(|mobile| mobile.ends_with("000")));
}
