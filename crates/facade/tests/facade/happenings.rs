//! Everything that an observer can hear of, once each, about the same request.

use std::time::Duration;

use heyan::{
    Attempt, AttemptEnded, AttemptId, AttemptStarted, Billing, BreakerChanged, BreakerState, Carrier,
    ErrorKind, Factor, Failure, Field, Findings, Observer, PortraitFitted, PortraitFormat, PortraitSize,
    PortraitWarning, ScoreKind, Skip, SkipReason, Stage, Step, Timestamp, Verdict, Verification,
    VerificationEnded, VerifyRequest,
};

use crate::people::{build, with_everything};
use crate::providers::id;

/// Something that an observer hears of.
pub(crate) enum Happening {
    Started(&'static str, Step),
    Ended(Attempt),
    /// With these verdicts of `juhe`, after these attempts.
    Came(Vec<(Factor, Verdict)>, Vec<Attempt>),
    Breaker(&'static str, BreakerState),
    Fitted(&'static str, PortraitSize, PortraitSize, Vec<PortraitWarning>),
}

use Happening::{Breaker, Came, Ended, Fitted, Started};

impl Happening {
    pub(crate) fn tell(&self, observer: &dyn Observer, request: &VerifyRequest) {
        match self {
            Started(provider, step) => {
                observer.attempt_started(&AttemptStarted::new(
                    request,
                    AttemptId::nil(),
                    &id(provider),
                    *step,
                ));
            }
            Ended(attempt) => observer.attempt_ended(&AttemptEnded::new(request, AttemptId::nil(), attempt)),
            Came(verdicts, attempts) => {
                let found =
                    |all: Findings, (factor, verdict): &(_, _)| all.with(*factor, *verdict, &id("juhe"));
                let findings = verdicts.iter().fold(Findings::default(), found);
                let result = Verification::new(request, findings, attempts.clone());
                observer.verification_ended(&VerificationEnded::new(request, &result));
            }
            Fitted(provider, given, sent, warnings) => {
                let provider = id(provider);
                observer.portrait_fitted(&PortraitFitted::new(request, &provider, *given, *sent, warnings));
            }
            Breaker(provider, state) => {
                observer.breaker_changed(&BreakerChanged::new(&id(provider), *state));
            }
        }
    }
}

/// A request with a reference and a consent id.
pub(crate) fn request() -> VerifyRequest {
    build(with_everything().reference("order-7").consent_id("c-81"))
}

fn took(attempt: Attempt, milliseconds: u64) -> Attempt {
    let asked_at: Timestamp = "2026-01-01T12:00:00+08:00".parse().unwrap();
    attempt.with_timing(asked_at, Duration::from_millis(milliseconds))
}

/// Answered, with everything that an answer can bring.
pub(crate) fn answered() -> Attempt {
    let attempt = Attempt::answered(id("juhe"), Step::Ask, Billing::Billed)
        .with_vendor_code("100")
        .with_meaning("everything matches")
        .with_order_id("JH8010001")
        .with_price_fen(80)
        .with_carrier(Carrier::Unicom)
        .with_score(ScoreKind::Similarity, 982.7);
    took(attempt, 1041)
}

fn failed(kind: ErrorKind, stage: Stage) -> Attempt {
    Attempt::failed(id("juhe"), Step::Ask, Failure::new(kind, stage), stage.billing())
}

/// One of each, with its name.
pub(crate) fn all() -> Vec<(&'static str, Happening)> {
    let missing = Skip::new(SkipReason::MissingEvidence).with_detail("mobile");
    let nothing = vec![failed(ErrorKind::Network, Stage::NotSent)];
    let matched = vec![(Factor::Identity, Verdict::Match), (Factor::Mobile, Verdict::Mismatch)];
    vec![
        ("a question starts", Started("juhe", Step::Ask)),
        ("a query starts", Started("ihuyi", Step::Query)),
        ("an answer", Ended(answered())),
        ("the same answer again", Ended(answered().reused())),
        ("no answer", Ended(took(failed(ErrorKind::Timeout, Stage::MaybeSent).with_price_fen(80), 15_000))),
        ("not sent", Ended(failed(ErrorKind::Network, Stage::NotSent))),
        (
            "a value is refused",
            Ended(
                failed(ErrorKind::InputRefused { field: Field::Portrait }, Stage::Answered)
                    .with_vendor_code("280104"),
            ),
        ),
        (
            "a scan is open",
            Ended(Attempt::pending(id("ihuyi"), Step::Ask, Billing::MaybeBilled).with_price_fen(120)),
        ),
        (
            "a scan was passed",
            Ended(took(Attempt::answered(id("ihuyi"), Step::Query, Billing::NotBilled), 9)),
        ),
        ("not asked", Ended(Attempt::skipped(id("juhe"), Step::Ask, missing))),
        ("given up", Ended(Attempt::abandoned(id("juhe-b"), Step::Ask, Stage::MaybeSent))),
        ("a result", Came(matched, vec![answered()])),
        ("no result", Came(Vec::new(), nothing)),
        (
            "a portrait is fitted",
            Fitted(
                "juhe",
                size(PortraitFormat::Png, 3024, 4_123_456),
                size(PortraitFormat::Jpeg, 360, 19_612),
                vec![],
            ),
        ),
        (
            "a portrait is odd",
            Fitted(
                "juhe",
                size(PortraitFormat::Jpeg, 360, 19_612),
                size(PortraitFormat::Jpeg, 360, 19_612),
                odd(),
            ),
        ),
        ("the breaker opens", Breaker("juhe", BreakerState::Open)),
        ("it lets one through", Breaker("juhe", BreakerState::HalfOpen)),
        ("it closes", Breaker("juhe", BreakerState::Closed)),
    ]
}

/// A picture three by four.
fn size(format: PortraitFormat, width: u32, bytes: usize) -> PortraitSize {
    PortraitSize { format, width, height: width / 3 * 4, bytes }
}

fn odd() -> Vec<PortraitWarning> {
    vec![
        PortraitWarning::Small { side: 120, limit: 200, hopeless: false },
        PortraitWarning::Dark { mean: 21.4, limit: 40.0 },
    ]
}

/// What each happening makes an observer write, as text to compare; what is written may hold the request's id.
pub(crate) fn each(mut written: impl FnMut(&Happening, &VerifyRequest) -> String) -> String {
    let request = request();
    let told = all().into_iter().map(|(name, happening)| {
        let written = written(&happening, &request).replace(&request.id().to_string(), "[id]");
        format!("{name}\n{}", written.lines().map(|line| format!("  {}\n", line.trim())).collect::<String>())
    });
    told.collect()
}
