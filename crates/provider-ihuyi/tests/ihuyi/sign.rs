//! The dynamic password against the vendor's page.

use heyan_provider_ihuyi::{Signed, dynamic_password};
use serde_json::Value;

#[test]
fn every_vector_comes_out() {
    let vectors: Value = serde_json::from_str(include_str!("../fixtures/dynamic_password.json")).unwrap();
    let vectors = vectors["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 4);
    for vector in vectors {
        let text = |field: &str| vector[field].as_str().unwrap();
        let signed = Signed {
            account: text("account"),
            api_key: text("api_key"),
            name: text("name"),
            id_card_no: text("id_card_no"),
            time: text("time"),
        };
        assert_eq!(text("app"), "idface");
        assert_eq!(*dynamic_password(&signed), text("password"));
    }
}

#[test]
fn names_are_signed_in_utf_8_as_they_are() {
    // The beginnings, by `printf %s C12345678k3yidface…1700000000 | md5sum`.
    for (name, beginning) in [
        ("王𠮷", "5c2c3fca38c0795c"),
        ("阿依古丽·买买提", "861a27b1bd941472"),
        ("100% &=+", "5068c092b617b5a2"),
        ("\u{8C48}", "6cca6822e9cc1cac"),
        // NFC would make this the one above, who is another person.
        ("\u{F900}", "bc1fdec31e1293d0"),
    ] {
        let signed =
            Signed { account: "C12345678", api_key: "k3y", name, id_card_no: "", time: "1700000000" };
        let password = dynamic_password(&signed);
        assert!(password.starts_with(beginning), "{name}: {}", *password);
        assert_eq!(password.len(), 32);
    }
}
