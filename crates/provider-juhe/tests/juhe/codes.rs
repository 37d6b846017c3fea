//! The code table against the vendor's page.

use heyan_core::{Billing, Factor, Verdict};
use heyan_provider_juhe::{Code, Meaning, codes};
use serde_json::Value;

fn code(number: u64) -> &'static Code {
    codes().find(|code| u64::from(code.code) == number).unwrap_or_else(|| panic!("{number} is missing"))
}

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_result_of_the_page_has_its_verdicts_and_is_billed() {
    let results = fixture(include_str!("../fixtures/results.json"));
    let rows = results["results"].as_array().unwrap();
    assert_eq!(rows.len(), 17);
    for row in rows {
        let code = code(row["res"].as_u64().unwrap());
        let Meaning::Verdicts(verdicts) = code.becomes else { panic!("{code:?}") };
        for factor in [Factor::Identity, Factor::Mobile, Factor::Face] {
            let verdict = verdicts
                .iter()
                .find(|(reported, _)| *reported == factor)
                .map(|(_, verdict)| verdict.as_str());
            assert_eq!(verdict, row[factor.as_str()].as_str(), "{factor} of {}", code.code);
        }
        assert!(verdicts.iter().all(|(factor, _)| *factor != Factor::Liveness));
        assert_eq!(code.vendor_words, row["resmsg"].as_str().unwrap());
        assert_eq!(code.billing, Billing::Billed);
    }
}

#[test]
fn every_error_of_the_page_has_its_kind_and_is_not_billed() {
    let errors = fixture(include_str!("../fixtures/errors.json"));
    let rows = ["system", "service"].iter().flat_map(|level| errors[level].as_array().unwrap());
    for row in rows {
        let number = row["error_code"].as_u64().unwrap();
        let code = code(number);
        assert_eq!(code.vendor_words, row["reason"].as_str().unwrap());
        assert_eq!(code.billing, Billing::NotBilled, "{number}");
        match code.becomes {
            Meaning::Failure(kind) => {
                assert_eq!(kind.as_str(), row["kind"].as_str().unwrap(), "{number}");
                let field = errors["field"][number.to_string()].as_str().filter(|field| *field != "any");
                assert_eq!(kind.field().map(|field| field.as_str()), field, "{number}");
            }
            Meaning::Verdicts(verdicts) => {
                assert_eq!(number, 280105, "the one outcome with an error's number");
                let indeterminate =
                    [Factor::Identity, Factor::Mobile].map(|factor| (factor, Verdict::Indeterminate));
                assert_eq!(verdicts, indeterminate);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_table_has_nothing_that_the_page_has_not_and_no_code_twice() {
    let mut numbers: Vec<_> = codes().map(|code| code.code).collect();
    assert_eq!(numbers.len(), 17 + 14 + 5);
    assert!(numbers.is_sorted(), "in ascending order, for whoever looks one up");
    numbers.dedup();
    assert_eq!(numbers.len(), 36);
}
