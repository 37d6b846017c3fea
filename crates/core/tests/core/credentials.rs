//! Keys and passwords as people store them.

use heyan_core::{CredentialProblem, check_credential, check_passphrase, trim_credential};
use proptest::prelude::*;

use CredentialProblem::{Assignment, Blank, Empty, NotAscii, Quoted, Unexpanded};

#[test]
fn what_no_vendor_hands_out_is_told() {
    let cases = [
        (Empty, ["", " ", "\u{FEFF}\r\n"].as_slice()),
        (
            Quoted,
            &[
                "\"9d2f0c5e\"",
                "'9d2f0c5e'",
                "“9d2f0c5e”",
                "`9d2f0c5e`",
                "「9d2f0c5e」",
                "\"9d2f0c5e",
                "9d2f0c5e'",
            ],
        ),
        (
            Assignment,
            &[
                "JUHE_KEY=9d2f0c5e",
                "key = 9d2f0c5e",
                "export JUHE_KEY=9d2f0c5e",
                "set K=v",
                "juhe.key=9d2f==",
            ],
        ),
        (
            Unexpanded,
            &[
                "$JUHE_KEY",
                "${JUHE_KEY}",
                "${juhe_key}",
                "$(JUHE_KEY)",
                "%JUHE_KEY%",
                "{{ juhe.key }}",
                "${JUHE_KEY:-x}",
                "${env:JUHE_KEY}",
                "$env:JUHE_KEY",
                "${{ secrets.K }}",
                "#{KEY}",
                "$abc",
            ],
        ),
        (NotAscii, &["9d2f０c5e", "9d2f\u{200B}0c5e", "密钥", "9d2f\u{A0}0c5e", "9d2f\u{2060}"]),
        (Blank, &["9d2f 0c5e", "9d2f\n0c5e", "9d2f\u{7F}0c5e"]),
    ];
    for (problem, texts) in cases {
        for text in texts {
            assert_eq!(check_credential(trim_credential(text)), Err(problem), "{text:?}");
        }
    }
}

#[test]
fn what_stands_around_a_credential_goes() {
    for text in ["9d2f0c5e", " 9d2f0c5e\r\n", "\u{FEFF}9d2f0c5e", "\t\u{3000}9d2f0c5e\u{A0}"] {
        assert_eq!(trim_credential(text), "9d2f0c5e", "{text:?}");
    }
}

#[test]
fn what_vendors_and_openssl_hand_out_is_good() {
    for text in [
        "9d2f0c5e8a",
        "C12345678",
        "q83vEjRWeJA=",
        "q83vEjRWeJCrze8SNFZ4kA==",
        "a-b_c.d~e",
        "p$ssword",
        "a==",
    ] {
        assert_eq!(check_credential(text), Ok(()), "{text:?}");
    }
}

#[test]
fn a_secret_of_ones_own_may_be_a_phrase() {
    for good in
        ["correct horse battery staple", "hT7_x=9Qm4vZ2kLp8s", "isn't what it was'", "$ecret word", "q83v=="]
    {
        assert_eq!(check_passphrase(good), Ok(()), "{good:?}");
    }
    for (problem, text) in [
        (Empty, ""),
        (Quoted, "\"correct horse\""),
        (Quoted, "'correct horse'"),
        (Assignment, "SESSION_KEY=correct horse"),
        (Unexpanded, "$SESSION_KEY"),
        (Unexpanded, "${SESSION_KEY}"),
        (NotAscii, "correct\u{200B} horse"),
    ] {
        assert_eq!(check_passphrase(text), Err(problem), "{text:?}");
    }
}

proptest! {
    #[test]
    fn hex_and_base64_are_credentials_whatever_stands_around_them(
        key in "[0-9a-f]{8,64}|[A-Za-z0-9+/]{8,64}={0,2}",
        around in "[\u{FEFF} \t\r\n]{0,3}",
    ) {
        let stored = format!("{around}{key}{around}");
        prop_assert_eq!(trim_credential(&stored), key.as_str());
        prop_assert_eq!(check_credential(&key), Ok(()));
    }
}
