//! Every code over a real socket, against a sandbox that shares no line with this crate.

use heyan_core::{Billing, Decision, Outcome, Stage, Verification, Verifier, VerifyError};
use serde_json::Value;

use crate::person::{juhe, request, sandbox, with_mobile};

fn answered(result: Result<Outcome, VerifyError>) -> Verification {
    result.unwrap().answered().unwrap().clone()
}

#[tokio::test]
async fn all_17_results_come_to_their_decision_and_are_on_the_invoice() {
    let sandbox = sandbox().await;
    let juhe = juhe(&sandbox.url(), "sandbox");
    let results: Value = serde_json::from_str(include_str!("../fixtures/results.json")).unwrap();
    for row in results["results"].as_array().unwrap() {
        let res = row["res"].to_string();
        let verification = answered(juhe.verify(&with_mobile(&format!("13900000{res}"))).await);
        assert_eq!(verification.decision().as_str(), row["decision"].as_str().unwrap(), "{res}");
        let attempt = &verification.attempts()[0];
        assert_eq!((attempt.vendor_code(), attempt.billing()), (Some(res.as_str()), Billing::Billed));
        assert_eq!(attempt.cost_fen(), Some(80));
        let billed = sandbox.invoice().juhe.last().unwrap().clone();
        assert_eq!(
            (attempt.order_id(), attempt.vendor_code()),
            (Some(billed.order_id.as_str()), Some(billed.code.as_str()))
        );
        let compared = row["face"].as_str().is_some_and(|verdict| verdict.ends_with("match"));
        assert_eq!(attempt.scores().len(), usize::from(compared), "{res}");
    }
    assert_eq!(sandbox.invoice().juhe.len(), 17);
}

#[tokio::test]
async fn every_error_comes_to_its_kind_and_is_not_on_the_invoice() {
    let sandbox = sandbox().await;
    let errors: Value = serde_json::from_str(include_str!("../fixtures/errors.json")).unwrap();
    for row in errors["system"].as_array().unwrap() {
        let code = row["error_code"].to_string();
        let error = juhe(&sandbox.url(), &format!("sandbox-{code}")).verify(&request()).await.unwrap_err();
        assert_eq!(error.kind().as_str(), row["kind"].as_str().unwrap());
        assert_eq!((error.stage(), error.billing()), (Stage::Answered, Billing::NotBilled));
        assert_eq!(error.attempts()[0].vendor_code(), Some(code.as_str()));
        assert_eq!(error.attempts()[0].cost_fen(), None);
    }
    let juhe = juhe(&sandbox.url(), "sandbox");
    for code in ["280101", "280102", "280103", "280104"] {
        let error = juhe.verify(&with_mobile(&format!("13800{code}"))).await.unwrap_err();
        assert_eq!(error.attempts()[0].vendor_code(), Some(code));
        assert_eq!(error.billing(), Billing::NotBilled);
    }
    let open = answered(juhe.verify(&with_mobile("13800280105")).await);
    assert_eq!((open.decision(), open.attempts()[0].billing()), (Decision::Undetermined, Billing::NotBilled));
    assert!(open.attempts()[0].order_id().is_some(), "280105 comes with an order id");
    assert!(sandbox.invoice().juhe.is_empty());
}

#[tokio::test]
async fn one_verifier_serves_many_at_the_same_time() {
    let sandbox = sandbox().await;
    let juhe = std::sync::Arc::new(juhe(&sandbox.url(), "sandbox"));
    let asking: Vec<_> = (0..32)
        .map(|n| {
            let juhe = std::sync::Arc::clone(&juhe);
            let request = with_mobile(&format!("139000{:02}100", n));
            tokio::spawn(async move { juhe.verify(&request).await })
        })
        .collect();
    for task in asking {
        assert_eq!(answered(task.await.unwrap()).decision(), Decision::Verified);
    }
    assert_eq!(sandbox.invoice().juhe.len(), 32, "each asked once");
}

#[tokio::test]
async fn a_result_reads_the_same_from_run_to_run() {
    let sandbox = sandbox().await;
    let verification = answered(juhe(&sandbox.url(), "sandbox").verify(&with_mobile("13900000109")).await);
    insta::with_settings!({filters => heyan_testkit::snapshot::filters()}, {
        insta::assert_snapshot!(serde_json::to_string_pretty(&verification).unwrap());
    });
}
