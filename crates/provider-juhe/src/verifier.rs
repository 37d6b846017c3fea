//! Joins encode, transport and decode, and writes the attempt.

use async_trait::async_trait;
use heyan_core::{
    Attempt, Billing, Capability, Clock, ErrorKind, Evidence, Factor, FactorSet, Failure, Field, Findings,
    Method, Outcome, ProviderId, ScoreKind, Stage, Step, SystemClock, Verification, Verifier, VerifyError,
    VerifyRequest,
};
use heyan_transport::{Endpoint, Fault, Transport};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

use crate::config::{JuheConfig, JuheConfigError, PATH};
use crate::decode::{Decoded, decode};
use crate::encode::{Form, encode};
use crate::order_id;

/// Juhe's face four-element check.
///
/// Needs a mobile number and a portrait, settles identity, mobile and face. Asks once and never again.
#[derive(Debug)]
pub struct JuheVerifier {
    id: ProviderId,
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
        let endpoint = transport.endpoint(PATH);
        Ok(Self { id, capability, key: config.key, transport, endpoint, clock: Arc::new(SystemClock) })
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

    /// Nobody was asked.
    fn unasked(&self, kind: ErrorKind, step: Step, meaning: &'static str) -> VerifyError {
        let failure = Failure::new(kind, Stage::NotSent);
        let attempt =
            Attempt::failed(self.id.clone(), step, failure, Billing::NotBilled).with_meaning(meaning);
        VerifyError::new(kind, vec![attempt])
    }

    fn failed(&self, fault: &Fault) -> Attempt {
        let failure = Failure::new(fault.kind(), fault.stage());
        self.priced(
            Attempt::failed(self.id.clone(), Step::Ask, failure, fault.billing())
                .with_meaning(fault.cause().meaning()),
        )
    }

    /// The attempt of an answer that came, with what the vendor said about itself.
    fn answered(&self, decoded: &Decoded, form: &Form<'_>) -> Attempt {
        let id = self.id.clone();
        let mut attempt = match decoded.answer {
            Ok(_) => Attempt::answered(id, Step::Ask, decoded.billing),
            Err(kind) => Attempt::failed(id, Step::Ask, Failure::new(kind, Stage::Answered), decoded.billing),
        }
        .with_meaning(decoded.meaning);
        if let Some(code) = decoded.vendor_code {
            attempt = attempt.with_vendor_code(&code.to_string());
        }
        if let Some(order_id) = decoded.order_id.as_deref().filter(|id| order_id::is_own(id, form)) {
            attempt = attempt.with_order_id(order_id);
        }
        if let Some(score) = decoded.score {
            attempt = attempt.with_score(ScoreKind::Similarity, score);
        }
        if let Some(carrier) = decoded.carrier {
            attempt = attempt.with_carrier(carrier);
        }
        self.priced(attempt)
    }

    fn priced(&self, attempt: Attempt) -> Attempt {
        match self.capability.price_fen() {
            Some(fen) => attempt.with_price_fen(fen),
            None => attempt,
        }
    }
}

#[async_trait]
impl Verifier for JuheVerifier {
    fn id(&self) -> &ProviderId {
        &self.id
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        if request.session().is_some() {
            // Asking again would be a second, billable question.
            return Err(self.unasked(ErrorKind::SessionRefused, Step::Query, "Juhe has no sessions"));
        }
        let Some(form) = self.form(request) else {
            let meaning = "Juhe needs a mobile number and a portrait";
            return Err(self.unasked(ErrorKind::Unsupported, Step::Ask, meaning));
        };
        if let Some(Err(too_large)) = self.capability.portrait_budget().map(|it| it.check(form.image.len())) {
            // Nobody says that Juhe refuses it free of charge.
            let kind = ErrorKind::InputRefused { field: Field::Portrait };
            let meaning = "the portrait is larger than the provider's budget";
            return Err(self.unasked(kind, Step::Ask, meaning).with_source(too_large));
        }
        let (asked_at, started) = (self.clock.now(), self.clock.monotonic());
        let answer = self.transport.post_form(&self.endpoint, encode(&form), request.deadline()).await;
        let elapsed = self.clock.monotonic().saturating_duration_since(started);
        let answer = match answer {
            Ok(answer) => answer,
            Err(fault) => {
                let attempt = self.failed(&fault).with_timing(asked_at, elapsed);
                return Err(VerifyError::new(fault.kind(), vec![attempt]).with_source(fault));
            }
        };
        let decoded = decode(answer.body());
        let attempt = self.answered(&decoded, &form).with_timing(asked_at, elapsed);
        match decoded.answer {
            Ok(verdicts) => {
                let findings = verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| {
                    all.with(*factor, *verdict, &self.id)
                });
                Ok(Outcome::Answered(Verification::new(request, findings, vec![attempt])))
            }
            Err(kind) => Err(VerifyError::new(kind, vec![attempt])),
        }
    }
}
