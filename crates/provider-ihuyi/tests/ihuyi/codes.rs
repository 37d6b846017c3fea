//! The code table against the vendor's page, and every code as bytes in both formats.

use heyan_core::{Billing, ErrorKind, Field, Scope};
use heyan_provider_ihuyi::{
    At, Code, FaceType, FailMeans, Meaning, Scan, Sent, codes, decode_get_result, decode_submit,
};
use serde_json::Value;

const FACE: FaceType<'_> = FaceType::H5 { callback_url: "https://example.com" };
const SENT: Sent<'_> =
    Sent { name: "", id_number: "", mobile: "", api_key: "", password: "", to_loopback: true };

fn page() -> Value {
    serde_json::from_str(include_str!("../fixtures/codes.json")).unwrap()
}

/// The rows of one table of the page: code, words, and the first word of what is expected.
fn rows(page: &Value, table: &str) -> Vec<(u32, String, String)> {
    let row = |row: &Value| {
        let code = u32::try_from(row["code"].as_u64().unwrap()).unwrap();
        let kind = row["kind"].as_str().unwrap().split(' ').next().unwrap();
        (code, row["msg"].as_str().unwrap().to_owned(), kind.to_owned())
    };
    page[table].as_array().unwrap().iter().map(row).collect()
}

fn row_of(code: u32, at: fn(At) -> bool) -> &'static Code {
    codes().find(|row| row.code == code && at(row.at)).unwrap_or_else(|| panic!("{code} is missing"))
}

/// One answer in both formats, with the code as a number and as text.
fn answers(code: u32) -> [String; 3] {
    [
        format!(r#"{{"code":{code},"msg":"…","idcardid":"0"}}"#),
        format!(r#"{{"code":"{code}"}}"#),
        format!("<R><code>{code}</code><msg>…</msg></R>"),
    ]
}

#[test]
fn every_code_of_get_result_is_what_the_page_says() {
    let page = page();
    let rows = rows(&page, "get_result");
    assert_eq!(rows.len(), 16);
    for (code, words, kind) in rows {
        if code == 2 {
            continue;
        }
        let row = row_of(code, At::is_get_result);
        assert!(row.vendor_words.split(" / ").any(|own| own == words), "{code}: {words}");
        for body in answers(code) {
            let queried = decode_get_result(body.as_bytes(), FailMeans::Indeterminate);
            assert_eq!(queried.answer.unwrap_err().as_str(), kind, "{body}");
            assert_eq!(queried.vendor_code(), Some(code.to_string()));
            assert_eq!(queried.meaning, row.meaning);
        }
    }
}

#[test]
fn every_code_of_submit_is_what_the_pages_say_and_a_refusal_is_not_billed() {
    let page = page();
    let rows = rows(&page, "submit_known");
    assert_eq!(rows.len(), 10);
    // The account's codes may come here, too.
    let account = ["4050", "4051", "4052", "40501", "40502", "40505"];
    let account = self::rows(&page, "get_result")
        .into_iter()
        .filter(|(code, ..)| account.contains(&code.to_string().as_str()));
    for (code, words, kind) in rows.into_iter().chain(account) {
        let row = row_of(code, At::is_submit);
        assert!(row.vendor_words.split(" / ").any(|own| own == words), "{code}: {words}");
        if code == 2 {
            assert_eq!((row.becomes, row.billing), (Meaning::Pending, Billing::MaybeBilled));
            continue;
        }
        for body in answers(code) {
            let submitted = decode_submit(body.as_bytes(), &FACE, &SENT);
            let refused = submitted.answer.unwrap_err();
            assert_eq!(refused.as_str(), kind, "{body}");
            assert_eq!(refused.field(), kind.starts_with("input").then_some(Field::Name));
            assert_eq!((submitted.vendor_code, submitted.billing), (Some(code), Billing::NotBilled));
            assert_eq!(submitted.meaning, row.meaning);
            assert_eq!(submitted.order_id, None);
        }
    }
}

#[test]
fn a_code_that_only_the_other_interface_has_is_not_listed_here() {
    for code in [3, 404, 4041, 99_999] {
        for body in answers(code) {
            let queried = decode_get_result(body.as_bytes(), FailMeans::Indeterminate);
            let unrecognized = ErrorKind::Unrecognized { scope: Scope::Request };
            assert_eq!((queried.answer, queried.code), (Err(unrecognized), Some(code)), "{body}");
        }
    }
    for code in [3, 4060, 4061, 99_999] {
        for body in answers(code) {
            let submitted = decode_submit(body.as_bytes(), &FACE, &SENT);
            let unrecognized = ErrorKind::Unrecognized { scope: Scope::System };
            assert_eq!(submitted.answer, Err(unrecognized), "{body}");
            assert_eq!((submitted.vendor_code, submitted.billing), (Some(code), Billing::MaybeBilled));
        }
    }
}

#[test]
fn a_code_of_another_form_is_not_even_believed() {
    for code in ["100000", "-1", "13800138000", "11010519491231002", "4294967298"] {
        for body in [format!(r#"{{"code":{code}}}"#), format!("<R><code>{code}</code></R>")] {
            let queried = decode_get_result(body.as_bytes(), FailMeans::Indeterminate);
            assert_eq!((queried.answer, queried.code), (Err(ErrorKind::Protocol), None), "{body}");
            let submitted = decode_submit(body.as_bytes(), &FACE, &SENT);
            assert_eq!(submitted.answer, Err(ErrorKind::Protocol));
            assert_eq!((submitted.vendor_code, submitted.billing), (None, Billing::MaybeBilled));
        }
    }
}

#[test]
fn every_status_of_the_page_is_in_the_table_and_any_other_is_pending() {
    let page = page();
    for status in page["status"].as_object().unwrap().keys() {
        let listed = codes().find(|row| row.status == Some(status)).map(|row| row.becomes);
        let body = format!(r#"{{"code":2,"result":{{"status":"{status}"}}}}"#);
        let queried = decode_get_result(body.as_bytes(), FailMeans::Indeterminate);
        match listed {
            Some(Meaning::Verdicts(verdicts)) => assert_eq!(queried.answer, Ok(Scan::Ended(verdicts))),
            Some(Meaning::Pending) => assert_eq!(queried.answer, Ok(Scan::Pending)),
            None => {
                assert_eq!(status, "anything else");
                assert_eq!((queried.answer, queried.status), (Ok(Scan::Pending), None));
                assert_eq!(queried.vendor_code().as_deref(), Some("2"));
                continue;
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(queried.vendor_code().as_deref(), Some(status.as_str()));
    }
}

#[test]
fn the_table_has_every_row_once_and_a_query_costs_nothing() {
    let place = |row: &Code| (row.status.is_none() && row.code != 2, row.code, row.status, row.failed_reason);
    let mut places: Vec<_> = codes().map(place).collect();
    assert_eq!(places.len(), 1 + 6 + 17);
    assert!(codes().filter(|row| row.status.is_none()).map(|row| row.code).skip(1).is_sorted());
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 24);
    for row in codes() {
        let accepted = row.at == At::Submit && row.code == 2;
        let billing = if accepted { Billing::MaybeBilled } else { Billing::NotBilled };
        assert_eq!(row.billing, billing, "{row:?}");
        assert!(row.meaning.is_ascii() && !row.meaning.ends_with('.'), "{row:?}");
    }
}
