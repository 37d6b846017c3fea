//! Joins encode, transport and decode: starts a scan, and asks how it went.

use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use heyan_core::{
    Attempt, Capability, Clock, ErrorKind, Factor, FactorSet, Findings, Hosted, Method, Outcome, ProviderId,
    Session, Step, SystemClock, Verification, Verifier, VerifyError, VerifyRequest,
};
use heyan_transport::{Attempts, Call, Endpoint, Fault, Transport};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::conclude::{Conclusion, conclude, link_life};
use crate::config::{FailMeans, GET_RESULT, IhuyiConfig, IhuyiConfigError, Password, SUBMIT};
use crate::decode::Queried;
use crate::echo::{self, Sent};
use crate::encode::{Credentials, FaceType, GetResult, Submit, encode_get_result, encode_submit};
use crate::reading;
use crate::sign::{Signed, dynamic_password};
use crate::trail;
use crate::vendor_clock::{self, Now, VendorClock};

/// ihuyi's hosted face scan.
///
/// Needs the permission for a hosted step, settles identity, face and liveness. Starts a scan once and never again; asks
/// how it went as often as it is called with the session.
#[derive(Debug)]
pub struct IhuyiVerifier {
    capability: Capability,
    account: String,
    api_key: SecretString,
    password: Password,
    fail_means: FailMeans,
    transport: Transport,
    submit: Endpoint,
    get_result: Endpoint,
    clock: VendorClock,
    attempts: Attempts,
}

/// One query, and what came of it.
struct Asked<'a> {
    call: Call<'a>,
    said: Result<Answered, Fault>,
    /// The clock was wrong and is right now, so that asking again is of use.
    clock_was_set: bool,
}

/// What a query was answered, and when.
struct Answered {
    queried: Queried,
    now: Now,
}

impl IhuyiVerifier {
    /// Builds the verifier. No connection is made yet.
    ///
    /// # Errors
    /// Settings with which ihuyi could not be asked.
    pub fn new(config: IhuyiConfig) -> Result<Self, IhuyiConfigError> {
        config.check_account()?;
        config.check_api_key()?;
        let id = config.provider_id()?;
        config.check_address()?;
        let settles = FactorSet::of([Factor::Identity, Factor::Face, Factor::Liveness]);
        let transport = Transport::new(&config.transport).map_err(IhuyiConfigError::Transport)?;
        let capability = Capability::new([Method::verifying(settles).hosted()])
            .with_vendor("ihuyi")
            .with_timeout(transport.timeout());
        Ok(Self {
            capability: config.price_fen.into_iter().fold(capability, Capability::with_price_fen),
            account: config.account,
            api_key: config.api_key,
            password: config.password,
            fail_means: config.fail_means,
            submit: transport.endpoint(SUBMIT),
            get_result: transport.endpoint(GET_RESULT),
            transport,
            clock: VendorClock::new(Arc::new(SystemClock)),
            attempts: Attempts::new(id, config.price_fen),
        })
    }

    /// The same verifier with another clock, for tests.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = VendorClock::new(clock);
        self
    }

    /// Starts a scan. Whatever comes of it, this is the only time that it is sent.
    async fn start(&self, request: &VerifyRequest, face: FaceType<'_>) -> Result<Outcome, VerifyError> {
        let subject = request.subject();
        let (name, id_card_no) = (subject.name().expose(), subject.id_number().expose());
        let asked_at = self.clock.read();
        let time = asked_at.vendor.as_second().to_string();
        let password = self.password(name, id_card_no, &time);
        let form = encode_submit(&Submit {
            credentials: self.credentials(&password, &time),
            name,
            id_card_no,
            face,
        });

        let started = self.clock.monotonic();
        let answer = self.transport.post_form(&self.submit, form, request.deadline()).await;
        let call = self.attempts.call(Step::Ask, asked_at.machine, self.clock.since(started));
        let sent = Sent {
            name,
            id_number: id_card_no,
            mobile: subject.mobile().map(|mobile| mobile.expose()).unwrap_or_default(),
            api_key: self.api_key.expose_secret(),
            password: &password,
            to_loopback: self.transport.is_loopback(),
        };
        let read = answer.and_then(|answer| {
            answer.read(|body| reading::submit(body, &face, &sent)).map(|submitted| (answer, submitted))
        });
        let (answer, submitted) = read.map_err(|fault| call.error(fault))?;
        // For the calls to come: this one is never repeated.
        let _ = self.learn(&asked_at, submitted.vendor_code, answer.date());
        let attempt = trail::submitted(&call, &submitted);
        match submitted.answer {
            Ok(scan) => {
                let now = self.clock.now(answer.date());
                let link = link_life(scan.expires_at, now);
                let session = Session::new(self.id().clone(), scan.serial, scan.link, now.machine, link.end)
                    .with_vendor_started_at(link.start);
                Ok(Outcome::Pending(session.with_attempts(vec![attempt])))
            }
            Err(kind) if submitted.is_about_the_person() => {
                Err(VerifyError::new(kind, vec![attempt]).about_this_request())
            }
            Err(kind) => Err(VerifyError::new(kind, vec![attempt])),
        }
    }

    /// Asks how a scan went: once more where the clock was wrong, since that changes nothing and costs nothing.
    async fn look(&self, request: &VerifyRequest, session: &Session) -> Result<Outcome, VerifyError> {
        let mut trail = Vec::new();
        let mut asked = self.query(session, request.deadline()).await;
        if asked.clock_was_set {
            if let Ok(answered) = &asked.said {
                trail.push(Self::conclude(answered, session, &asked.call).1);
            }
            asked = self.query(session, request.deadline()).await;
        }
        let answered = match asked.said {
            Ok(answered) => answered,
            Err(fault) => {
                let error = asked.call.error(fault);
                trail.extend_from_slice(error.attempts());
                return Err(error.with_attempts(trail).with_session(session.clone()));
            }
        };
        let (conclusion, attempt) = Self::conclude(&answered, session, &asked.call);
        trail.push(attempt);
        match conclusion {
            Conclusion::Pending(_) => Ok(Outcome::Pending(session.clone().with_attempts(trail))),
            Conclusion::Ended(verdicts, _) => {
                let findings = verdicts.iter().fold(Findings::default(), |all, (factor, verdict)| {
                    all.with(*factor, *verdict, self.id())
                });
                Ok(Outcome::Answered(Verification::new(request, findings, trail)))
            }
            // There is nothing left to ask after.
            Conclusion::Failed(ErrorKind::SessionNotFound, _) => {
                Err(VerifyError::new(ErrorKind::SessionNotFound, trail).with_ended_session(session.clone()))
            }
            Conclusion::Failed(kind, _) => Err(VerifyError::new(kind, trail).with_session(session.clone())),
        }
    }

    /// One query as it is sent.
    async fn query(&self, session: &Session, deadline: Option<Instant>) -> Asked<'_> {
        let asked_at = self.clock.read();
        let time = asked_at.vendor.as_second().to_string();
        // "$name = ''; $id_card_no = '';"
        let password = self.password("", "", &time);
        let credentials = self.credentials(&password, &time);
        let form = encode_get_result(&GetResult { credentials, serial: session.serial() });

        let started = self.clock.monotonic();
        let answer = self.transport.post_form(&self.get_result, form, deadline).await;
        let call = self.attempts.call(Step::Query, asked_at.machine, self.clock.since(started));
        let read = answer.and_then(|answer| {
            answer.read(|body| reading::get_result(body, self.fail_means)).map(|queried| (answer, queried))
        });
        match read {
            Ok((answer, queried)) => {
                let clock_was_set = self.learn(&asked_at, queried.code, answer.date());
                let now = self.clock.now(answer.date());
                Asked { call, said: Ok(Answered { queried, now }), clock_was_set }
            }
            Err(fault) => Asked { call, said: Err(fault), clock_was_set: false },
        }
    }

    fn conclude(answered: &Answered, session: &Session, call: &Call<'_>) -> (Conclusion, Attempt) {
        let Answered { queried, now } = answered;
        let conclusion = conclude(queried, session, *now);
        (conclusion, trail::queried(call, queried, conclusion))
    }

    /// Learns about the vendor's clock. A static password tells nothing of it.
    fn learn(&self, asked: &vendor_clock::Reading, code: Option<u32>, date: Option<&str>) -> bool {
        self.password == Password::Dynamic && self.clock.learn(asked, code, date, self.id())
    }

    fn password(&self, name: &str, id_card_no: &str, time: &str) -> Zeroizing<String> {
        let (account, api_key) = (self.account.as_str(), self.api_key.expose_secret());
        match self.password {
            Password::Dynamic => dynamic_password(&Signed { account, api_key, name, id_card_no, time }),
            Password::Static => Zeroizing::new(api_key.to_owned()),
        }
    }

    fn credentials<'a>(&'a self, password: &'a str, time: &'a str) -> Credentials<'a> {
        let time = (self.password == Password::Dynamic).then_some(time);
        Credentials { account: &self.account, password, time }
    }
}

#[async_trait]
impl Verifier for IhuyiVerifier {
    fn id(&self) -> &ProviderId {
        self.attempts.provider()
    }

    fn capability(&self) -> &Capability {
        &self.capability
    }

    async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError> {
        let refused = |problem| VerifyError::session_refused(self.id().clone(), problem);
        if let Some(session) = request.session().map_err(refused)? {
            if session.provider() != self.id() || !echo::is_serial(session.serial()) {
                let meaning = "the session is another provider's";
                return Err(self.attempts.unsent(ErrorKind::SessionRefused, Step::Query, meaning));
            }
            return self.look(request, session).await;
        }
        let face = match request.hosted() {
            Some(Hosted::H5(url)) => FaceType::H5 { callback_url: url.as_str() },
            Some(Hosted::Sdk(url)) => FaceType::Sdk { notify_url: url.as_str() },
            _ => {
                let meaning = "ihuyi needs the permission for a hosted step";
                return Err(self.attempts.unsent(ErrorKind::Unsupported, Step::Ask, meaning));
            }
        };
        self.start(request, face).await
    }
}
