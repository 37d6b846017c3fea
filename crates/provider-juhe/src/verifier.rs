//! Joins encode, transport and decode, and writes the attempt.

use async_trait::async_trait;
use heyan_core::{
    Attempt, Capability, Clock, ErrorKind, Evidence, Factor, FactorSet, Field, Findings, Method, Outcome,
    ProviderId, ScoreKind, Step, SystemClock, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_transport::{Attempts, Call, Endpoint, Reading, Transport};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

use crate::codes;
use crate::config::{JuheConfig, JuheConfigError, PATH};
use crate::decode::{Decoded, decode};
use crate::encode::{Form, encode};
use crate::wire;

/// Juhe's face four-element check.
///
/// Needs a mobile number and a portrait, settles identity, mobile and face. Asks once and never again.
#[derive(Debug)]
pub struct JuheVerifier {
    attempts: Attempts,
    capability: Capability,
    key: SecretString,
    transport: Transport,
    endpoint: Endpoint,
    clock: Arc<dyn Clock>,
}

impl JuheVerifier {
    /// Builds the verifier. No connection is made yet.
    ///
    /// # Errors
    /// Settings with which Juhe could not be asked.
    pub fn new(config: JuheConfig) -> Result<Self, JuheConfigError> {
        config.check_key()?;
        let id = config.provider_id()?;
        config.check_address()?;
        let way = Method::verifying(FactorSet::of([Factor::Identity, Factor::Mobile, Factor::Face]))
            .requiring(Evidence::Mobile)
            .requiring(Evidence::Portrait);
        let capability =
            Capability::new([way]).with_vendor("juhe").with_portrait_budget(config.portrait_budget);
        let capability = config.price_fen.into_iter().fold(capability, Capability::with_price_fen);
        let transport = Transport::new(&config.transport).map_err(JuheConfigError::Transport)?;
        let capability = capability.with_timeout(transport.timeout());
        let endpoint = transport.endpoint(PATH);
        let attempts = Attempts::new(id, config.price_fen);
        Ok(Self { attempts, capability, key: config.key, transport, endpoint, clock: Arc::new(SystemClock) })
    }

    /// The same verifier with another clock, for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    fn form<'a>(&'a self, request: &'a VerifyRequest) -> Option<Form<'a>> {
        let subject = request.subject();
        Some(Form {
            key: self.key.expose_secret(),
            name: subject.name().expose(),
            id_number: subject.id_number().expose(),
            mobile: subject.mobile()?.expose(),
            image: request.portrait()?.expose(),
        })
    }

    /// The attempt of an answer that came, with what the vendor said about itself.
    fn attempt(call: &Call<'_>, decoded: &Decoded) -> Attempt {
        let mut attempt = match decoded.answer {
            Ok(_) => call.answered(decoded.billing, decoded.meaning),
            Err(kind) => call.failed(kind, decoded.billing, decoded.meaning),
        };
        if let Some(code) = decoded.vendor_code {
            attempt = attempt.with_vendor_code(&code.to_string());
        }
        if let Some(order_id) = &decoded.order_id {
            attempt = attempt.with_order_id(order_id);
        }
        if let Some(score) = decoded.score {
            attempt = attempt.with_score(ScoreKind::Similarity, score);
        }
        if let Some(carrier) = decoded.carrier {
            attempt = attempt.with_carrier(carrier);
        }
        attempt
    }
}

fn read(body: &[u8], form: &Form<'_>) -> (Decoded, Reading) {
    let decoded = decode(body, form);
    let reading = match decoded.vendor_code {
        Some(code) if codes::error(code).is_some() => Reading::ListedFailure,
        None if wire::parse(body).is_none() => Reading::Unreadable,
        _ => Reading::Other,
    };
    (decoded, reading)
}

#[async_trait]
impl Verifier for JuheVerifier {
    fn id(&self) -> &ProviderId {
        self.attempts.provider()
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if request.step() == Step::Query {
            // Asking again would be a second, billable question.
            return Err(self.attempts.unsent(ErrorKind::SessionRefused, Step::Query, "Juhe has no sessions"));
        }
        let Some(form) = self.form(request) else {
            let meaning = "Juhe needs a mobile number and a portrait";
            return Err(self.attempts.unsent(ErrorKind::Unsupported, Step::Ask, meaning));
        };
        if let Some(Err(too_large)) = self.capability.portrait_budget().map(|it| it.check(form.image.len())) {
            // The page does not say that Juhe refuses it free of charge.
            let kind = ErrorKind::InputRefused { field: Field::Portrait };
            let meaning = "the portrait is larger than the provider's budget";
            return Err(self.attempts.unsent(kind, Step::Ask, meaning).with_source(too_large));
        }
        let (asked_at, started) = (self.clock.now(), self.clock.monotonic());
        let answer = self.transport.post_form(&self.endpoint, encode(&form), request.deadline()).await;
        let elapsed = self.clock.monotonic().saturating_duration_since(started);
        let call = self.attempts.call(Step::Ask, asked_at, elapsed);
        let decoded = answer
            .and_then(|answer| answer.read(|body| read(body, &form)))
            .map_err(|fault| call.error(fault))?;
        let attempt = Self::attempt(&call, &decoded);
        match decoded.answer {
            Ok(verdicts) => {
                let findings = verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| {
                    all.with(*factor, *verdict, self.id())
                });
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Err(kind) => Err(VerifyError::new(kind, vec![attempt])),
        }
    }
}
