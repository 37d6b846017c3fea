//! What each outcome is as an exit code. Outside programs rely on these.

use heyan::{Decision, ErrorKind, Reason, Verification, VerifyError};

/// Some alternative of the requirement matched whole.
pub(crate) const VERIFIED: u8 = 0;
/// Something mismatched.
pub(crate) const REJECTED: u8 = 1;
/// Neither.
pub(crate) const UNDETERMINED: u8 = 2;
/// The person has yet to scan their face.
pub(crate) const PENDING: u8 = 3;
/// Wrong usage (EX_USAGE of BSD's sysexits).
pub(crate) const USAGE: u8 = 64;
/// Bad input data, or input that every vendor refused (EX_DATAERR).
pub(crate) const DATA: u8 = 65;
/// No provider could answer (EX_UNAVAILABLE).
pub(crate) const UNAVAILABLE: u8 = 69;
/// A bug (EX_SOFTWARE).
pub(crate) const BUG: u8 = 70;
/// Given up by Ctrl-C (128 and the number of SIGINT, as shells have it).
pub(crate) const INTERRUPTED: u8 = 130;
/// Configuration (EX_CONFIG).
pub(crate) const CONFIGURATION: u8 = 78;

/// The exit code of an answer.
pub(crate) fn of_decision(decision: Decision) -> u8 {
    match decision {
        Decision::Verified => VERIFIED,
        Decision::Rejected => REJECTED,
        Decision::Pending => PENDING,
        _ => UNDETERMINED,
    }
}

/// The exit code of a verification in which nobody answered.
pub(crate) fn of_error(error: &VerifyError, unanswered: &Verification) -> u8 {
    let input = |kind| matches!(kind, ErrorKind::InvalidRequest | ErrorKind::InputRefused { .. });
    let mut failures = error.attempts().iter().filter_map(|attempt| attempt.failure()).peekable();
    match error.kind() {
        // A query failed, and the scan is still open.
        _ if unanswered.decision() == Decision::Pending => PENDING,
        kind if input(kind) => DATA,
        ErrorKind::Exhausted if unanswered.reason() == Reason::MissingEvidence => DATA,
        ErrorKind::Exhausted if failures.peek().is_some() && failures.all(|failure| input(failure.kind)) => {
            DATA
        }
        _ => UNAVAILABLE,
    }
}
