//! The real vendors: whatever they can answer is of a class that the proof goes through, so it speaks about them.

use heyan::ihuyi::{FailMeans, IhuyiConfig, IhuyiVerifier, decode_get_result};
use heyan::juhe::{Form, JuheConfig, JuheVerifier, decode};
use heyan::{Billing, Capability, ErrorKind, Factor, Stage, Verdict, Verifier, ihuyi, juhe};

use crate::answer::{Answer, every, every_query};
use crate::model::{AFTER, Method};
use crate::setting::real_way;

const JUHE: Method = Method::PHOTO;
const IHUYI: Method = Method::hosted(0b1101);

/// One answer for all fields and limits: the policy has one rule for them.
fn failure(kind: ErrorKind, stage: Stage, billing: Billing) -> Answer {
    let same = |of: &ErrorKind| of.as_str() == kind.as_str() && of.scope() == kind.scope();
    let (kind, _) = AFTER.into_iter().find(|(of, _)| same(of)).expect("a kind that the proof knows");
    Answer::Fails { kind, stage, told: Some(billing) }
}

fn verdicts(said: &[(Factor, Verdict)], billing: Billing) -> Answer {
    let on = |factor| said.iter().find(|(of, _)| *of == factor).map(|(_, verdict)| *verdict);
    Answer::Verdicts { on: Factor::ALL.map(on), told: Some(billing) }
}

fn contained(name: &str, answers: &[Answer], said: &[(String, Answer)]) {
    assert!(!said.is_empty(), "{name}");
    for (code, answer) in said {
        assert!(answers.contains(answer), "{name}, {code}: the proof does not go through {answer:?}");
    }
    println!("{name}: {} answers, each of a class that the proof goes through", said.len());
}

#[test]
fn the_chains_of_the_proof_have_what_the_vendors_can_do() {
    let juhe = JuheVerifier::new(JuheConfig::new("key")).unwrap();
    let ihuyi = IhuyiVerifier::new(IhuyiConfig::new("account", "key")).unwrap();
    let verifiers: [(&dyn Verifier, Method); 2] = [(&juhe, JUHE), (&ihuyi, IHUYI)];
    for (verifier, way) in verifiers {
        assert_eq!(
            verifier.capability().methods(),
            Capability::new([real_way(way)]).methods(),
            "{}",
            verifier.id()
        );
    }
}

#[test]
fn every_code_of_juhe_is_of_a_class_that_the_proof_goes_through() {
    let codes = juhe::codes().map(|row| match row.becomes {
        juhe::Meaning::Verdicts(said) => (row.code.to_string(), verdicts(said, row.billing)),
        juhe::Meaning::Failure(kind) => (row.code.to_string(), failure(kind, Stage::Answered, row.billing)),
        other => panic!("{other:?} is new"),
    });
    // What its table does not list: unknown codes of either form, an unknown result, none, and no JSON.
    let unlisted = [
        r#"{"error_code":19999}"#,
        r#"{"error_code":299999}"#,
        r#"{"error_code":7}"#,
        r#"{"error_code":0,"result":{"res":199}}"#,
        r#"{"error_code":0}"#,
        "<html>",
    ];
    let unlisted = unlisted.map(|body| {
        let sent = Form { key: "key", name: "张三", id_number: "", mobile: "", image: &[] };
        let decoded = decode(body.as_bytes(), &sent);
        let answer = match decoded.answer {
            Ok(said) => verdicts(said, decoded.billing),
            Err(kind) => failure(kind, Stage::Answered, decoded.billing),
        };
        (body.to_owned(), answer)
    });
    contained("juhe", &every(JUHE.settles), &codes.chain(unlisted).collect::<Vec<_>>());
}

#[test]
fn every_code_of_ihuyi_is_of_a_class_that_the_proof_goes_through() {
    let answer = |row: &ihuyi::Code| match row.becomes {
        ihuyi::Meaning::Pending => Answer::Pending { told: Some(row.billing) },
        ihuyi::Meaning::Verdicts(said) => verdicts(said, row.billing),
        ihuyi::Meaning::Failure(kind) => failure(kind, Stage::Answered, row.billing),
        other => panic!("{other:?} is new"),
    };
    let named = |row: &ihuyi::Code| (format!("{} {:?}", row.code, row.status), answer(row));
    let of = |at: fn(ihuyi::At) -> bool| ihuyi::codes().filter(move |row| at(row.at)).map(named);

    let unlisted = ("a code that is not listed", ErrorKind::Unrecognized { scope: heyan::Scope::System });
    let unreadable = ("success without a link", ErrorKind::Protocol);
    let more = [unlisted, unreadable]
        .map(|(name, kind)| (name.to_owned(), failure(kind, Stage::Answered, Billing::MaybeBilled)));
    let submitted: Vec<_> = of(ihuyi::At::is_submit).chain(more).collect();
    contained("ihuyi's Submit", &every(IHUYI.settles), &submitted);

    let as_mismatch = decode_get_result(br#"{"code":2,"result":{"status":"FAIL"}}"#, FailMeans::Mismatch);
    let Ok(ihuyi::Scan::Ended(said)) = as_mismatch.answer else { panic!("{as_mismatch:?}") };
    let more = [
        ("FAIL that means a mismatch".to_owned(), verdicts(said, Billing::NotBilled)),
        ("a scan that was never made".to_owned(), verdicts(&[], Billing::NotBilled)),
    ];
    let queried: Vec<_> = of(ihuyi::At::is_get_result).chain(more).collect();
    contained("ihuyi's GetResult", &every_query(IHUYI.settles, true), &queried);
}

/// The table of the architecture: what a fault of the wire becomes.
#[test]
fn every_fault_of_the_wire_is_of_a_class_that_the_proof_goes_through() {
    let faults = [
        ("connection refused, DNS", ErrorKind::Network, Stage::NotSent, Billing::NotBilled),
        ("TLS handshake stalled", ErrorKind::Timeout, Stage::NotSent, Billing::NotBilled),
        ("closed after reading, truncated", ErrorKind::Network, Stage::MaybeSent, Billing::MaybeBilled),
        ("silence, slow drip", ErrorKind::Timeout, Stage::MaybeSent, Billing::MaybeBilled),
        ("garbage, endless, 3xx, 4xx", ErrorKind::Protocol, Stage::Answered, Billing::MaybeBilled),
        ("429", ErrorKind::RateLimited, Stage::Answered, Billing::MaybeBilled),
        ("5xx", ErrorKind::Unavailable, Stage::Answered, Billing::MaybeBilled),
    ];
    let faults = faults.map(|(name, kind, stage, billing)| (name.to_owned(), failure(kind, stage, billing)));
    for way in [JUHE, IHUYI] {
        contained("the wire", &every(way.settles), &faults);
    }
}
