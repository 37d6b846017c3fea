//! Why a decision came out as it did: a pure function of the findings and the trail.

use std::fmt;

use crate::json::vocabulary;
use crate::{
    Attempt, Decision, ErrorKind, Factor, Finding, Findings, Requirement, SkipReason, Status, Step, Verdict,
    decide,
};

/// Why a decision came out as it did.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Everything that was required matched.
    AllMatched,
    /// Something mismatched.
    Mismatch,
    /// A source has no entry.
    NoRecord,
    /// A source could not check.
    SourceCouldNotCheck,
    /// The person scanned their face, and the scan was not passed.
    ScanNotPassed,
    /// The link to the scan ended before it was used.
    SessionExpired,
    /// The person has yet to scan their face.
    AwaitingScan,
    /// Nobody could be asked with what is in the request.
    MissingEvidence,
    /// Nobody answered, or not on what is still open.
    NoProviderAnswered,
    /// A newer version of heyan found it, in words that this one cannot read.
    Unknown,
}

vocabulary!(
    Reason: AllMatched, Mismatch, NoRecord, SourceCouldNotCheck, ScanNotPassed, SessionExpired, AwaitingScan,
    MissingEvidence, NoProviderAnswered, Unknown; unknown: Unknown
);

impl Reason {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AllMatched => "all_matched",
            Self::Mismatch => "mismatch",
            Self::NoRecord => "no_record",
            Self::SourceCouldNotCheck => "source_could_not_check",
            Self::ScanNotPassed => "scan_not_passed",
            Self::SessionExpired => "session_expired",
            Self::AwaitingScan => "awaiting_scan",
            Self::MissingEvidence => "missing_evidence",
            Self::NoProviderAnswered => "no_provider_answered",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why the findings and the trail come to their decision.
pub fn explain(findings: &Findings, requirement: &Requirement, attempts: &[Attempt]) -> Reason {
    match decide(findings, requirement).0 {
        Decision::Verified => Reason::AllMatched,
        Decision::Rejected => Reason::Mismatch,
        Decision::Undetermined | Decision::Pending => undetermined(findings, attempts),
    }
}

fn undetermined(findings: &Findings, attempts: &[Attempt]) -> Reason {
    let scanned_by: Vec<_> = attempts.iter().filter(|a| is_end_of_scan(a)).map(Attempt::provider).collect();
    if !scanned_by.is_empty() {
        let by_scan = |(factor, finding): (Factor, &Finding)| {
            scanned_by.contains(&&finding.provider).then_some((factor, finding.verdict))
        };
        if let Some(reason) = of_scan(findings.iter().filter_map(by_scan)) {
            return reason;
        }
    } else if is_open(attempts) {
        return Reason::AwaitingScan;
    }
    if findings.has(Verdict::Unknown) {
        return Reason::Unknown;
    }
    if !findings.having(Verdict::Indeterminate).is_empty() {
        return Reason::SourceCouldNotCheck;
    }
    if !findings.having(Verdict::NoRecord).is_empty() {
        return Reason::NoRecord;
    }
    // Where a limit kept somebody back, it is not the request that has to change.
    if attempts.iter().all(was_of_no_use) && attempts.iter().any(lacked_evidence) {
        return Reason::MissingEvidence;
    }
    Reason::NoProviderAnswered
}

/// What is to be said of a scan that found this: a scan that was held brings findings, were it only that it could not
/// tell. One that was passed is not to blame for what it cannot settle.
pub(crate) fn of_scan(found: impl Iterator<Item = (Factor, Verdict)>) -> Option<Reason> {
    let mut verdicts = found.map(|(_, verdict)| verdict).peekable();
    match verdicts.peek() {
        None => Some(Reason::SessionExpired),
        Some(_) => verdicts.any(|verdict| verdict != Verdict::Match).then_some(Reason::ScanNotPassed),
    }
}

fn is_end_of_scan(attempt: &Attempt) -> bool {
    attempt.step() == Step::Query && *attempt.status() == Status::Answered
}

/// A scan was started, and no query failed because the vendor knows it no longer.
fn is_open(attempts: &[Attempt]) -> bool {
    let lost = |attempt: &Attempt| attempt.failure().is_some_and(|f| f.kind == ErrorKind::SessionNotFound);
    attempts.iter().any(|attempt| *attempt.status() == Status::Pending) && !attempts.last().is_some_and(lost)
}

fn was_of_no_use(attempt: &Attempt) -> bool {
    lacked_evidence(attempt) || attempt.skip().is_some_and(|skip| skip.reason == SkipReason::CannotSettle)
}

fn lacked_evidence(attempt: &Attempt) -> bool {
    attempt
        .skip()
        .is_some_and(|skip| matches!(skip.reason, SkipReason::MissingEvidence | SkipReason::NotPermitted))
}
