//! What a product should do next: a pure function of the findings and the trail.

use std::fmt;

use crate::json::vocabulary;
use crate::{Attempt, ErrorKind, Factor, Field, Findings, Reason, Requirement, SkipReason, Verdict, explain};

/// What a product should do next. heyan itself never acts on it. A word of a newer version reads as
/// [`Advice::ManualReview`].
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Advice {
    /// Let the person check their name and ID number.
    CheckInput,
    /// Let the person take another photo.
    RetakePhoto,
    /// Let the person give a mobile number registered in their own name.
    UseOwnMobile,
    /// Offer a hosted face scan.
    HostedScan,
    /// Try again later, as a new request.
    RetryLater,
    /// Let a human look.
    ManualReview,
    /// Nothing is left to do.
    None,
}

vocabulary!(
    Advice: CheckInput, RetakePhoto, UseOwnMobile, HostedScan, RetryLater, ManualReview, None;
    unknown: ManualReview
);

impl Advice {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CheckInput => "check_input",
            Self::RetakePhoto => "retake_photo",
            Self::UseOwnMobile => "use_own_mobile",
            Self::HostedScan => "hosted_scan",
            Self::RetryLater => "retry_later",
            Self::ManualReview => "manual_review",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What to do about the findings and the trail.
pub fn advise(findings: &Findings, requirement: &Requirement, attempts: &[Attempt]) -> Advice {
    advise_on(explain(findings, requirement, attempts), findings, requirement, attempts)
}

/// The same where the reason is known already.
pub(crate) fn advise_on(
    reason: Reason,
    findings: &Findings,
    requirement: &Requirement,
    attempts: &[Attempt],
) -> Advice {
    match reason {
        Reason::AllMatched => Advice::None,
        Reason::Mismatch => after_mismatch(findings),
        Reason::SourceCouldNotCheck | Reason::NoRecord => after_open_answer(findings, requirement),
        Reason::ScanNotPassed | Reason::Unknown => Advice::ManualReview,
        Reason::SessionExpired | Reason::AwaitingScan => Advice::HostedScan,
        Reason::MissingEvidence => after_missing_evidence(requirement, attempts),
        Reason::NoProviderAnswered => after_failures(attempts),
    }
}

/// A wrong name or number is mostly a slip; a family member's SIM is common; a strange face is for a human.
fn after_mismatch(findings: &Findings) -> Advice {
    let mismatched = findings.having(Verdict::Mismatch);
    if mismatched.contains(Factor::Identity) {
        Advice::CheckInput
    } else if mismatched.contains(Factor::Face) || mismatched.contains(Factor::Liveness) {
        Advice::ManualReview
    } else {
        Advice::UseOwnMobile
    }
}

/// A source that was down may be up later. A number without a record will not gain one soon, but a scan may do
/// without it. A face that could not be checked wants a better photo.
fn after_open_answer(findings: &Findings, requirement: &Requirement) -> Advice {
    let verdict = |factor| findings.verdict(factor);
    if verdict(Factor::Identity) == Some(Verdict::Indeterminate) {
        Advice::RetryLater
    } else if verdict(Factor::Identity) == Some(Verdict::NoRecord) {
        Advice::ManualReview
    } else if verdict(Factor::Mobile) == Some(Verdict::NoRecord) {
        if scan_may_do(requirement) { Advice::HostedScan } else { Advice::ManualReview }
    } else if verdict(Factor::Mobile) == Some(Verdict::Indeterminate) {
        Advice::RetryLater
    } else if verdict(Factor::Face) == Some(Verdict::NoRecord) {
        // No photo on file, so no other photo will do.
        Advice::ManualReview
    } else {
        Advice::RetakePhoto
    }
}

/// Whether a scan could be enough.
fn scan_may_do(requirement: &Requirement) -> bool {
    requirement.alternatives().iter().any(|set| !set.contains(Factor::Mobile))
}

fn after_missing_evidence(requirement: &Requirement, attempts: &[Attempt]) -> Advice {
    let skips = || attempts.iter().filter_map(Attempt::skip);
    let lacks = |field: Field| {
        skips()
            .any(|s| s.reason == SkipReason::MissingEvidence && s.detail.as_deref() == Some(field.as_str()))
    };
    // A scan needs nothing but the permission, but it says nothing of the mobile.
    if scan_may_do(requirement) && skips().any(|skip| skip.reason == SkipReason::NotPermitted) {
        Advice::HostedScan
    } else if lacks(Field::Mobile) {
        Advice::UseOwnMobile
    } else if lacks(Field::Portrait) {
        Advice::RetakePhoto
    } else {
        Advice::HostedScan
    }
}

/// Nobody answered, or not on what is still open: worth another try only where somebody may recover by themselves.
fn after_failures(attempts: &[Attempt]) -> Advice {
    let kinds: Vec<ErrorKind> =
        attempts.iter().filter_map(Attempt::failure).map(|failure| failure.kind).collect();
    let refused =
        kinds.iter().all(|kind| matches!(kind, ErrorKind::InvalidRequest | ErrorKind::InputRefused { .. }));
    match kinds.first() {
        Some(ErrorKind::InputRefused { field: Field::Mobile }) if refused => Advice::UseOwnMobile,
        Some(ErrorKind::InputRefused { field: Field::Portrait }) if refused => Advice::RetakePhoto,
        Some(_) if refused => Advice::CheckInput,
        _ if kinds.iter().any(|kind| kind.may_pass()) || attempts.iter().any(held_back) => Advice::RetryLater,
        _ => Advice::ManualReview,
    }
}

/// Kept back by a limit of our own, all of which pass.
fn held_back(attempt: &Attempt) -> bool {
    let for_good = [SkipReason::MissingEvidence, SkipReason::NotPermitted, SkipReason::CannotSettle];
    attempt.skip().is_some_and(|skip| !for_good.contains(&skip.reason))
}
