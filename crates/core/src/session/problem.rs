//! Why a session is refused.

/// Why a session is refused. Nobody is asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionProblem {
    /// It never left the process that started it, or lost its token.
    #[error("the session has no token; seal it with SessionKeys, and hand it back as it was given")]
    NotSealed,
    /// It was not opened, so anyone could have written it.
    #[error("the session is still sealed; hand it to a facade, or open it with SessionKeys::open first")]
    StillSealed,
    /// Not a token of this form.
    #[error("the session's token cannot be read; hand it back as it was given")]
    Malformed,
    /// Changed, or signed with a key that is not accepted here.
    #[error(
        "the session was changed, or signed with another key; hand it back as it was given, to a process with the same \
         session_key"
    )]
    Changed,
    /// Another person's.
    #[error(
        "the session belongs to a person with another name, ID number or mobile number; ask with the request that \
         started it"
    )]
    OtherPerson,
    /// Started for another requirement.
    #[error("the session was started for another requirement; ask with the same require as then")]
    OtherRequirement,
    /// Older than sessions are kept.
    #[error(
        "the session is older than sessions are kept; check this machine's clock, and if it is right, start a new scan"
    )]
    TooOld,
    /// Started by a provider that is not asked here.
    #[error("the session was started by a provider that is not configured here; add it")]
    OtherProvider,
}
