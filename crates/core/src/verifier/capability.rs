//! What a verifier can verify, and what it requires for that.

use std::time::Duration;

use crate::{FactorSet, Field, PortraitBudget, VerifyRequest};

/// What a verifier can do. Conformance checks its truth.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Capability {
    methods: Vec<Method>,
    portrait_budget: Option<PortraitBudget>,
    price_fen: Option<u64>,
    vendor: Option<Box<str>>,
    timeout: Option<Duration>,
}

/// A way of verifying that a provider offers: the evidence it requires, the factors it verifies, and whether the person
/// must scan their face.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Method {
    requires: Vec<Evidence>,
    verifies: FactorSet,
    hosted: bool,
}

/// Evidence that a request may lack; name and ID number are always there.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Evidence {
    /// The mobile number.
    Mobile,
    /// The face photo.
    Portrait,
}

/// Why no method can serve a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Unserved {
    /// This evidence is not in the request.
    MissingEvidence(Field),
    /// The step is hosted, and the request does not permit one.
    NotPermitted,
}

impl Capability {
    /// A verifier that offers these methods.
    pub fn new(methods: impl IntoIterator<Item = Method>) -> Self {
        Self { methods: methods.into_iter().collect(), ..Self::default() }
    }

    /// The same with the size of portrait that is wanted.
    #[must_use]
    pub fn with_portrait_budget(mut self, budget: PortraitBudget) -> Self {
        self.portrait_budget = Some(budget);
        self
    }

    /// The same with what one billed question costs, in fen.
    #[must_use]
    pub fn with_price_fen(mut self, fen: u64) -> Self {
        self.price_fen = Some(fen);
        self
    }

    /// The same as one of several accounts of this vendor, who gives each of them the same answer: a factor that one of
    /// them was asked for and left open the others leave open, so that none of them is asked for it again.
    #[must_use]
    pub fn with_vendor(mut self, vendor: impl Into<Box<str>>) -> Self {
        self.vendor = Some(vendor.into());
        self
    }

    /// Sets the longest time that one call takes. A facade uses it: it doesn't start a call that has too
    /// little time left, and it judges by it whether a call without an answer was a slow one.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The longest time that one call takes, if the provider says so.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The vendor whose answer it is, where several providers may be accounts of one.
    pub fn vendor(&self) -> Option<&str> {
        self.vendor.as_deref()
    }

    /// The methods that it offers.
    pub fn methods(&self) -> &[Method] {
        &self.methods
    }

    /// The size of portrait that is wanted, where one is taken.
    pub fn portrait_budget(&self) -> Option<&PortraitBudget> {
        self.portrait_budget.as_ref()
    }

    /// What one billed question costs, in fen, where that is known.
    pub fn price_fen(&self) -> Option<u64> {
        self.price_fen
    }

    /// Whether it starts hosted scans.
    pub fn is_hosted(&self) -> bool {
        self.methods.iter().any(Method::is_hosted)
    }

    /// Every factor that it can verify for this request with the evidence in it.
    pub fn verifies(&self, request: &VerifyRequest) -> FactorSet {
        self.methods
            .iter()
            .filter(|method| method.unserved(request).is_none())
            .fold(FactorSet::EMPTY, |all, method| all.union(method.verifies))
    }

    /// Why no method can serve this request; `None` if one can. Of several reasons it is the first method's. A capability
    /// without any method gives no reason, and [`Self::verifies`] is empty.
    pub fn unserved(&self, request: &VerifyRequest) -> Option<Unserved> {
        let mut reasons = self.methods.iter().map(|method| method.unserved(request));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }
}

impl Method {
    /// A method that verifies these factors, and requires no more than a name and an ID number.
    pub fn verifying(verifies: FactorSet) -> Self {
        Self { requires: Vec::new(), verifies, hosted: false }
    }

    /// Requires this evidence too.
    #[must_use]
    pub fn requiring(mut self, evidence: Evidence) -> Self {
        self.requires.push(evidence);
        self
    }

    /// Makes it a hosted step: the person scans their face.
    #[must_use]
    pub fn hosted(mut self) -> Self {
        self.hosted = true;
        self
    }

    /// The evidence that it requires.
    pub fn requires(&self) -> &[Evidence] {
        &self.requires
    }

    /// The factors that it verifies.
    pub fn verifies(&self) -> FactorSet {
        self.verifies
    }

    /// Whether the person must scan their face.
    pub fn is_hosted(&self) -> bool {
        self.hosted
    }

    fn unserved(&self, request: &VerifyRequest) -> Option<Unserved> {
        let missing = self.requires.iter().find(|evidence| !evidence.is_in(request));
        match missing {
            Some(evidence) => Some(Unserved::MissingEvidence(evidence.field())),
            None if self.hosted && request.hosted().is_none() => Some(Unserved::NotPermitted),
            None => None,
        }
    }
}

impl Evidence {
    /// The field of a request that brings it.
    pub fn field(self) -> Field {
        match self {
            Self::Mobile => Field::Mobile,
            Self::Portrait => Field::Portrait,
        }
    }

    fn is_in(self, request: &VerifyRequest) -> bool {
        match self {
            Self::Mobile => request.subject().mobile().is_some(),
            Self::Portrait => request.portrait().is_some(),
        }
    }
}
