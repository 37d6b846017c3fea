//! Every code and every course over a real socket, against a sandbox that shares no line with this crate.

use heyan_core::{
    Billing, Clock, Decision, ErrorKind, Hosted, IdNumber, Outcome, RealName, Reason, Session, SessionLink,
    Stage, Status, SystemClock, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier, Password, codes};
use heyan_sandbox::{Auto, Sandbox, SandboxConfig, personas};
use jiff::SignedDuration;

use crate::person::{ACCOUNT, Hands, KEY, request, sdk_request};

async fn sandbox(config: SandboxConfig) -> Sandbox {
    Sandbox::start(config.with_ihuyi_api_key(KEY)).await.unwrap()
}

fn ihuyi(sandbox: &Sandbox, account: &str) -> IhuyiVerifier {
    IhuyiVerifier::new(config(sandbox, account)).unwrap()
}

fn config(sandbox: &Sandbox, account: &str) -> IhuyiConfig {
    IhuyiConfig::new(account, KEY).with_base_url(sandbox.url()).with_price_fen(120)
}

fn pending(result: Result<Outcome, VerifyError>) -> Session {
    let Ok(Outcome::Pending(session)) = result else { panic!("{result:?}") };
    session
}

fn answered(result: Result<Outcome, VerifyError>) -> Verification {
    result.unwrap().answered().unwrap().clone()
}

fn of(name: &str, id_number: &str) -> VerifyRequest {
    VerifyRequest::builder(RealName::parse(name).unwrap(), IdNumber::parse(id_number).unwrap())
        .hosted(Hosted::h5("https://example.com/back", &[]).unwrap())
        .build("2026-01-01".parse().unwrap())
        .unwrap()
}

#[tokio::test]
async fn every_personas_scan_ends_as_it_is_told() {
    for xml in [false, true] {
        let sandbox = sandbox(SandboxConfig::default().with_xml_answers(xml)).await;
        let ihuyi = ihuyi(&sandbox, ACCOUNT);
        for persona in personas() {
            let request = of(persona.name, persona.id_number);
            let session = pending(ihuyi.verify(&request).await);
            let order_id = session.attempts()[0].order_id().map(str::to_owned);
            assert_eq!(order_id.as_deref(), Some(session.serial()), "{}", persona.persona);
            let look = async || ihuyi.verify(&request.with_session(session.clone())).await;
            let code = |session: &Session| session.attempts()[0].vendor_code().unwrap().to_owned();
            match persona.ihuyi {
                "SUCCESS" | "FAIL" => assert_eq!(code(&pending(look().await)), "ING"),
                "SCAN, then SUCCESS" => assert_eq!(code(&pending(look().await)), "SCAN"),
                _ => {
                    for _ in 0..3 {
                        assert_eq!(code(&pending(look().await)), "ING");
                    }
                    if persona.persona == "walks-away" {
                        continue;
                    }
                    sandbox.advance(std::time::Duration::from_secs(4));
                }
            }
            let (decision, reason) = match persona.ihuyi {
                "FAIL" => (Decision::Undetermined, Reason::ScanNotPassed),
                _ => (Decision::Verified, Reason::AllMatched),
            };
            let answer = answered(look().await);
            assert_eq!((answer.decision(), answer.reason()), (decision, reason), "{}", persona.persona);
        }
        let billed = sandbox.invoice().ihuyi;
        assert_eq!(billed.len(), personas().len(), "each scan once, and no query");
    }
}

#[tokio::test]
async fn every_refusal_comes_to_its_kind_and_is_not_on_the_invoice() {
    let sandbox = sandbox(SandboxConfig::default()).await;
    let session = pending(ihuyi(&sandbox, ACCOUNT).verify(&request()).await);
    for row in codes().filter(|row| row.status.is_none() && row.code != 2) {
        let heyan_provider_ihuyi::Meaning::Failure(kind) = row.becomes else { panic!("{row:?}") };
        let ihuyi = ihuyi(&sandbox, &format!("sandbox-{}", row.code));
        let code = row.code.to_string();
        if row.at.is_submit() {
            let error = ihuyi.verify(&request()).await.unwrap_err();
            assert_eq!((error.kind(), error.billing()), (kind, Billing::NotBilled), "{code}");
            // Invented IDs are answered with code 1, which must not make the vendor look broken.
            assert_eq!(error.is_about_this_request(), row.code == 1, "{code}");
            assert_eq!(error.attempts()[0].vendor_code(), Some(code.as_str()));
        }
        if row.at.is_get_result() && row.code != 4061 {
            let error = ihuyi.verify(&request().with_session(session.clone())).await.unwrap_err();
            assert_eq!((error.kind(), error.stage()), (kind, Stage::Answered), "{code}");
            assert_eq!(error.attempts()[0].vendor_code(), Some(code.as_str()));
            assert!(error.session().is_some());
        }
    }
    assert_eq!(sandbox.invoice().ihuyi.len(), 1, "the one that was accepted");
}

#[tokio::test]
async fn a_serial_that_the_vendor_does_not_know_is_lost_after_a_minute() {
    let sandbox = sandbox(SandboxConfig::default()).await;
    let ihuyi = ihuyi(&sandbox, ACCOUNT);
    let now = SystemClock.now();
    for (age, lost) in [(5, false), (90, true)] {
        let link = SessionLink::FaceToken("t".into());
        let begun = now - SignedDuration::from_secs(age);
        let session = Session::new(ihuyi.id().clone(), "10000000000001", link, begun, now);
        let result = ihuyi.verify(&request().with_session(session)).await;
        assert_eq!(result.is_err_and(|error| error.kind() == ErrorKind::SessionNotFound), lost);
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_a_static_password_is_good() {
    let sandbox = sandbox(SandboxConfig::default().with_auto(Auto::Pass)).await;
    let wrong = IhuyiConfig::new(ACCOUNT, "another-key").with_base_url(sandbox.url());
    for (password, code) in [(Password::Dynamic, "40502"), (Password::Static, "405")] {
        let ihuyi = IhuyiVerifier::new(wrong.clone().with_password(password)).unwrap();
        let error = ihuyi.verify(&request()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert_eq!(error.attempts()[0].vendor_code(), Some(code));
    }
    let ihuyi = IhuyiVerifier::new(config(&sandbox, ACCOUNT).with_password(Password::Static)).unwrap();
    let session = pending(ihuyi.verify(&sdk_request()).await);
    assert!(session.link().face_token().is_some());
    let look = async || ihuyi.verify(&request().with_session(session.clone())).await;
    pending(look().await);
    assert_eq!(answered(look().await).decision(), Decision::Verified);
}

#[tokio::test]
async fn a_clock_that_is_an_hour_wrong_is_allowed_for() {
    for hour in [SignedDuration::from_hours(1), SignedDuration::from_hours(-1)] {
        let sandbox = sandbox(SandboxConfig::default().with_auto(Auto::Pass)).await;
        let session = pending(ihuyi(&sandbox, ACCOUNT).verify(&request()).await);
        let hands = Hands::at((SystemClock.now() + hour).as_second());
        let asked =
            async |ihuyi: &IhuyiVerifier| ihuyi.verify(&request().with_session(session.clone())).await;

        let wrong = IhuyiVerifier::new(config(&sandbox, ACCOUNT)).unwrap().with_clock(hands.clone());
        let looked = pending(asked(&wrong).await);
        assert_eq!(looked.attempts().len(), 2);
        assert_eq!(*looked.attempts()[1].status(), Status::Pending);
        assert_eq!(answered(asked(&wrong).await).attempts().len(), 1, "known from now on");

        let wrong = IhuyiVerifier::new(config(&sandbox, ACCOUNT)).unwrap().with_clock(hands);
        let error = wrong.verify(&request()).await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (ErrorKind::Credentials, Billing::NotBilled));
        let begun = pending(wrong.verify(&request()).await);
        assert!(
            begun.expires_at() > SystemClock.now() && begun.expires_at() < SystemClock.now() + hour.abs()
        );
        assert_eq!(sandbox.invoice().ihuyi.len(), 2);
    }
}

#[tokio::test]
async fn a_result_reads_the_same_from_run_to_run() {
    let sandbox = sandbox(SandboxConfig::default().with_auto(Auto::Pass)).await;
    let ihuyi = ihuyi(&sandbox, ACCOUNT);
    let session = pending(ihuyi.verify(&request()).await);
    let asking = request().with_session(session.clone());
    let keys = heyan_core::SessionKeys::new([7; 32]).unwrap();
    let begun = Verification::pending(&request(), keys.seal(session, &request()));
    pending(ihuyi.verify(&asking).await);
    let ended = answered(ihuyi.verify(&asking).await);
    insta::with_settings!({filters => heyan_testkit::snapshot::filters()}, {
        insta::assert_snapshot!("pending", serde_json::to_string_pretty(&begun).unwrap());
        insta::assert_snapshot!("answered", serde_json::to_string_pretty(&ended).unwrap());
    });
}
