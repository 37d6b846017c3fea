//! One step of the trail: who was asked, what came of it, and what it cost.

mod attempt_id;
mod billing;
mod status;
mod carried;
mod record;

pub use attempt_id::AttemptId;
pub use billing::{Billing, Stage};
pub use status::{Failure, Skip, SkipReason, Status, Step};

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ProviderId;
use crate::identifier::identifier;
use carried::Carried;

/// The longest vendor code, in characters.
pub(crate) const VENDOR_CODE_LIMIT: usize = 32;

/// The longest order id, in characters.
pub(crate) const ORDER_ID_LIMIT: usize = 64;

/// One attempt to have an answer from a provider, kept for the audit. Holds nothing personal and no vendor's text.
///
/// Its JSON is an object. In one of a newer version, unknown fields are ignored. Unknown words are written back as they
/// were; until then they count as what says least: the status and a skip's reason as `Unknown`, an error as
/// [`ErrorKind::Protocol`](crate::ErrorKind), a fee as [`Billing::MaybeBilled`].
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub(crate) provider: ProviderId,
    pub(crate) step: Step,
    pub(crate) status: Status,
    pub(crate) vendor_code: Option<Box<str>>,
    pub(crate) meaning: Option<Cow<'static, str>>,
    pub(crate) order_id: Option<Box<str>>,
    pub(crate) billing: Billing,
    pub(crate) reused: bool,
    pub(crate) cost_fen: Option<u64>,
    pub(crate) scores: Vec<Score>,
    pub(crate) carrier: Option<Carrier>,
    pub(crate) asked_at: Option<Timestamp>,
    pub(crate) elapsed_ms: Option<u64>,
    /// The words of a newer version, to be written back.
    carried: Carried,
}

/// A vendor's score. Scales are undocumented: never compare scores of two vendors, and trust the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// What was scored.
    pub kind: ScoreKind,
    /// The vendor's figure, on the vendor's scale.
    pub value: f64,
}

/// What a score is about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScoreKind {
    /// How alike the face is to the one on file.
    Similarity,
    /// How alive the person seemed.
    Liveness,
}

/// The carrier that the vendor named for the mobile number; a prefix cannot tell it since numbers can be ported.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Carrier {
    /// China Unicom, 联通.
    Unicom,
    /// China Mobile, 移动.
    Mobile,
    /// China Telecom, 电信.
    Telecom,
    /// China Broadnet, 广电.
    Broadnet,
}

impl Carrier {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unicom => "unicom",
            Self::Mobile => "mobile",
            Self::Telecom => "telecom",
            Self::Broadnet => "broadnet",
        }
    }
}

impl Attempt {
    /// An attempt that brought an answer.
    pub fn answered(provider: ProviderId, step: Step, billing: Billing) -> Self {
        Self::new(provider, step, Status::Answered, billing)
    }

    /// An attempt after which the person has yet to scan their face.
    pub fn pending(provider: ProviderId, step: Step, billing: Billing) -> Self {
        Self::new(provider, step, Status::Pending, billing)
    }

    /// An attempt that failed. Where no code of the vendor says more, `billing` is [`Stage::billing`].
    pub fn failed(provider: ProviderId, step: Step, failure: Failure, billing: Billing) -> Self {
        let billing = if failure.stage == Stage::NotSent { Billing::NotBilled } else { billing };
        Self::new(provider, step, Status::Failed(failure), billing)
    }

    /// A provider that was not asked.
    pub fn skipped(provider: ProviderId, step: Step, skip: Skip) -> Self {
        Self::new(provider, step, Status::Skipped(skip), Billing::NotBilled)
    }

    /// An attempt whose future was dropped, with how far its question may have got.
    pub fn abandoned(provider: ProviderId, step: Step, stage: Stage) -> Self {
        Self::new(provider, step, Status::Abandoned, stage.billing())
    }

    fn new(provider: ProviderId, step: Step, status: Status, billing: Billing) -> Self {
        Self {
            provider,
            step,
            status,
            vendor_code: None,
            meaning: None,
            order_id: None,
            // A query never costs, whatever else went wrong with it.
            billing: if step == Step::Query { Billing::NotBilled } else { billing },
            reused: false,
            cost_fen: None,
            scores: Vec::new(),
            carrier: None,
            asked_at: None,
            elapsed_ms: None,
            carried: Carried::default(),
        }
    }

    /// The vendor's own code. Only codes enter (ASCII letters, digits, `-`, `_`, at most 32): text in which a vendor
    /// could echo a person's data is dropped.
    #[must_use]
    pub fn with_vendor_code(mut self, code: &str) -> Self {
        self.vendor_code = identifier(code, VENDOR_CODE_LIMIT);
        self
    }

    /// What the code means in heyan's own words; never a text of the vendor, hence `'static`.
    #[must_use]
    pub fn with_meaning(mut self, meaning: &'static str) -> Self {
        self.meaning = Some(Cow::Borrowed(meaning));
        self
    }

    /// The vendor's order id, to reconcile its invoice with. Only identifiers enter (ASCII letters, digits, `-`,
    /// `_`, at most 64).
    #[must_use]
    pub fn with_order_id(mut self, order_id: &str) -> Self {
        self.order_id = identifier(order_id, ORDER_ID_LIMIT);
        self
    }

    /// The price of a billed question in fen; an attempt that was not billed costs nothing.
    #[must_use]
    pub fn with_price_fen(mut self, fen: u64) -> Self {
        self.cost_fen = (self.billing != Billing::NotBilled).then_some(fen);
        self
    }

    /// The same attempt in the trail of a verification that was given an earlier answer: it is not billed again.
    #[must_use]
    pub fn reused(mut self) -> Self {
        self.reused = self.skip().is_none();
        (self.billing, self.cost_fen) = (Billing::NotBilled, None);
        self.carried.forget(carried::BILLING);
        self
    }

    /// One more score; a value that is not finite is dropped.
    #[must_use]
    pub fn with_score(mut self, kind: ScoreKind, value: f64) -> Self {
        if value.is_finite() {
            self.scores.push(Score { kind, value });
        }
        self
    }

    /// The carrier that the vendor named.
    #[must_use]
    pub fn with_carrier(mut self, carrier: Carrier) -> Self {
        self.carrier = Some(carrier);
        self.carried.forget(carried::CARRIER);
        self
    }

    /// When it began, kept to the second, and how long it took, kept in whole milliseconds.
    #[must_use]
    pub fn with_timing(mut self, asked_at: Timestamp, elapsed: std::time::Duration) -> Self {
        self.asked_at = Timestamp::from_second(asked_at.as_second()).ok();
        self.elapsed_ms = Some(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// Who was asked.
    pub fn provider(&self) -> &ProviderId {
        &self.provider
    }

    /// Whether it may cost.
    pub fn step(&self) -> Step {
        self.step
    }

    /// How it ended.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The vendor's own code.
    pub fn vendor_code(&self) -> Option<&str> {
        self.vendor_code.as_deref()
    }

    /// What the code means, in heyan's own words.
    pub fn meaning(&self) -> Option<&str> {
        self.meaning.as_deref()
    }

    /// The vendor's order id.
    pub fn order_id(&self) -> Option<&str> {
        self.order_id.as_deref()
    }

    /// What is known about its fee.
    pub fn billing(&self) -> Billing {
        self.billing
    }

    /// Whether an earlier verification asked, and this one was given what came of it.
    pub fn is_reused(&self) -> bool {
        self.reused
    }

    /// What it may have cost, in fen, where a price is known.
    pub fn cost_fen(&self) -> Option<u64> {
        self.cost_fen
    }

    /// The vendor's scores.
    pub fn scores(&self) -> &[Score] {
        &self.scores
    }

    /// The carrier that the vendor named.
    pub fn carrier(&self) -> Option<Carrier> {
        self.carrier
    }

    /// When it began, to the second.
    pub fn asked_at(&self) -> Option<Timestamp> {
        self.asked_at
    }

    /// How long it took, in milliseconds.
    pub fn elapsed_ms(&self) -> Option<u64> {
        self.elapsed_ms
    }

    /// Why it failed, if it did.
    pub fn failure(&self) -> Option<Failure> {
        match self.status {
            Status::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Why it was skipped, if it was.
    pub fn skip(&self) -> Option<&Skip> {
        match &self.status {
            Status::Skipped(skip) => Some(skip),
            _ => None,
        }
    }
}
