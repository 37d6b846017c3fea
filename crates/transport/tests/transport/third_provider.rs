//! A third provider, written with what is public: JSON, headers and a signature over them.

use async_trait::async_trait;
use heyan_core::{
    Billing, Capability, Clock, Decision, ErrorKind, Factor, FactorSet, Findings, IdNumber, Method, Outcome,
    ProviderId, RealName, Stage, Step, SystemClock, Verdict, Verification, Verifier, VerifyError,
    VerifyRequest, today_in_shanghai,
};
use heyan_transport::json::Members;
use heyan_transport::{Attempts, Endpoint, Headers, Reading, SecretBytes, Transport, TransportConfig};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;

use crate::vendor::{Vendor, read_question};

/// A check of the register: `{"code":0,"match":true}`, or `{"code":7}` if the account has no money left.
#[derive(Debug)]
struct Register {
    attempts: Attempts,
    capability: Capability,
    transport: Transport,
    endpoint: Endpoint,
}

/// What an answer says.
struct Said {
    verdict: Result<Verdict, ErrorKind>,
    code: Option<u32>,
    billing: Billing,
    meaning: &'static str,
}

const SECRET: &[u8] = b"planted-secret";

impl Register {
    fn new(url: String) -> Self {
        let transport = Transport::new(&TransportConfig::new(url)).unwrap();
        Self {
            attempts: Attempts::new(ProviderId::new("register").unwrap(), Some(30)),
            capability: Capability::new([Method::verifying(FactorSet::of([Factor::Identity]))]),
            endpoint: transport.endpoint("/v1/check"),
            transport,
        }
    }

    fn read(body: &[u8]) -> (Said, Reading) {
        let members = std::str::from_utf8(body).ok().and_then(Members::read);
        let Some(members) = members else {
            let said =
                Said::failed(ErrorKind::Protocol, None, Billing::MaybeBilled, "the answer is no object");
            return (said, Reading::Unreadable);
        };
        let value = |name| members.deciding(name).flatten().map(|value| value.get());
        match (value("code"), value("match")) {
            (Some("0"), Some(is_match @ ("true" | "false"))) => {
                let verdict = if is_match == "true" { Verdict::Match } else { Verdict::Mismatch };
                let (code, billing, meaning) = (Some(0), Billing::Billed, "the register has answered");
                (Said { verdict: Ok(verdict), code, billing, meaning }, Reading::Other)
            }
            (Some("7"), _) => {
                let (kind, code) = (ErrorKind::QuotaExhausted, Some(7));
                (Said::failed(kind, code, Billing::NotBilled, "no money is left"), Reading::ListedFailure)
            }
            _ => {
                let said =
                    Said::failed(ErrorKind::Protocol, None, Billing::MaybeBilled, "no code that is known");
                (said, Reading::Other)
            }
        }
    }
}

impl Said {
    fn failed(kind: ErrorKind, code: Option<u32>, billing: Billing, meaning: &'static str) -> Self {
        Self { verdict: Err(kind), code, billing, meaning }
    }
}

/// HMAC-SHA256 of the body, in hexadecimal.
fn signature(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap();
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[async_trait]
impl Verifier for Register {
    fn id(&self) -> &ProviderId {
        self.attempts.provider()
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if !matches!(request.session(), Ok(None)) {
            let meaning = "the register has no sessions";
            return Err(self.attempts.unsent(ErrorKind::SessionRefused, Step::Query, meaning));
        }
        let subject = request.subject();
        let mut body = SecretBytes::new();
        let person = [subject.name().expose(), subject.id_number().expose()];
        serde_json::to_writer(&mut body, &person).map_err(|_| {
            self.attempts.unsent(ErrorKind::InvalidRequest, Step::Ask, "the request could not be written")
        })?;
        let signature = signature(body.as_slice());
        let headers = [("content-type", "application/json"), ("x-app-id", "A1"), ("x-signature", &signature)];
        let headers = Headers::new(headers).map_err(|_| {
            self.attempts.unsent(ErrorKind::InvalidRequest, Step::Ask, "the request could not be signed")
        })?;

        let clock = SystemClock;
        let (asked_at, started) = (clock.now(), clock.monotonic());
        let answer = self.transport.post(&self.endpoint, headers, body, request.deadline()).await;
        let elapsed = clock.monotonic().saturating_duration_since(started);
        let call = self.attempts.call(Step::Ask, asked_at, elapsed);
        let said = answer.and_then(|answer| answer.read(Self::read)).map_err(|fault| call.error(fault))?;

        let attempt = match said.verdict {
            Ok(_) => call.answered(said.billing, said.meaning),
            Err(kind) => call.failed(kind, said.billing, said.meaning),
        };
        let attempt =
            said.code.into_iter().fold(attempt, |attempt, code| attempt.with_vendor_code(&code.to_string()));
        match said.verdict {
            Ok(verdict) => {
                let findings = Findings::default().with(Factor::Identity, verdict, self.id());
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Err(kind) => Err(VerifyError::new(kind, vec![attempt])),
        }
    }
}

fn request() -> VerifyRequest {
    let (name, id_number) =
        (RealName::parse("张三").unwrap(), IdNumber::parse("11010519491231002X").unwrap());
    VerifyRequest::builder(name, id_number).build(today_in_shanghai()).unwrap()
}

#[tokio::test]
async fn it_asks_with_json_headers_and_a_signature_and_is_answered() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let vendor = Vendor::start(move |mut stream| {
        let heard = heard.clone();
        async move {
            heard.send(read_question(&mut stream).await).unwrap();
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 23\r\n\r\n{\"code\":0,\"match\":true}";
            stream.write_all(answer).await.unwrap();
        }
    })
    .await;
    let register = Register::new(vendor.url());
    let Outcome::Answered(answer) = register.verify(&request()).await.unwrap() else { panic!("an answer") };
    assert_eq!(answer.findings().verdict(Factor::Identity), Some(Verdict::Match));
    assert_ne!(answer.decision(), Decision::Rejected);
    let [attempt] = answer.attempts() else { panic!("one attempt") };
    assert_eq!(
        (attempt.vendor_code(), attempt.billing(), attempt.cost_fen()),
        (Some("0"), Billing::Billed, Some(30))
    );
    assert_eq!(attempt.meaning(), Some("the register has answered"));
    assert!(attempt.asked_at().is_some() && attempt.elapsed_ms().is_some());

    let question = hearing.recv().await.unwrap();
    let (head, body) = question.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"["张三","11010519491231002X"]"#);
    assert!(head.contains("\r\nx-app-id: A1\r\n") && head.contains("\r\ncontent-type: application/json\r\n"));
    assert!(head.contains(&format!("\r\nx-signature: {}\r\n", signature(body.as_bytes()))));
}

#[tokio::test]
async fn a_listed_failure_counts_under_a_4xx_and_nothing_else_does() {
    for (status, body, kind, billing) in [
        (200, r#"{"code":7}"#, ErrorKind::QuotaExhausted, Billing::NotBilled),
        (402, r#"{"code":7}"#, ErrorKind::QuotaExhausted, Billing::NotBilled),
        (402, r#"{"code":8}"#, ErrorKind::Protocol, Billing::MaybeBilled),
        (402, r#"{"code":0,"match":true}"#, ErrorKind::Protocol, Billing::MaybeBilled),
        (402, "<html>", ErrorKind::Protocol, Billing::MaybeBilled),
        (503, r#"{"code":7}"#, ErrorKind::Unavailable, Billing::MaybeBilled),
    ] {
        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        let vendor = Vendor::answering(answer).await;
        let error = Register::new(vendor.url()).verify(&request()).await.unwrap_err();
        assert_eq!((error.kind(), error.billing()), (kind, billing), "{status} {body}");
        assert_eq!(error.stage(), Stage::Answered);
        assert_eq!(vendor.connections(), 1);
    }
}

#[tokio::test]
async fn a_fault_becomes_an_attempt_and_an_error_in_one_step() {
    let vendor = Vendor::answering("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").await;
    let error = Register::new(vendor.url()).verify(&request()).await.unwrap_err();
    assert_eq!((error.kind(), error.stage()), (ErrorKind::Network, Stage::MaybeSent));
    let [attempt] = error.attempts() else { panic!("one attempt") };
    assert_eq!((attempt.billing(), attempt.cost_fen()), (Billing::MaybeBilled, Some(30)));
    assert_eq!(attempt.meaning(), Some("the connection ended before the answer was complete"));
    assert!(attempt.asked_at().is_some() && attempt.elapsed_ms().is_some());
    assert_eq!(error.to_string(), "register: the connection failed");
    let told = format!("{error:?}");
    assert!(!told.contains("张三") && !told.contains("planted"), "{told}");
}
