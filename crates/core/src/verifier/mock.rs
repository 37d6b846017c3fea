//! A mock for tests about how often a verifier is called.

use std::fmt;

use async_trait::async_trait;

use crate::{Capability, Outcome, ProviderId, Verifier, VerifyError, VerifyRequest};

mockall::mock! {
    /// A [`Verifier`](crate::Verifier) that counts and checks its calls; expectations are mockall's.
    pub Verifier {}

    #[async_trait]
    impl Verifier for Verifier {
        fn id(&self) -> &ProviderId;
        fn capability(&self) -> &Capability;
        async fn verify(&self, request: &VerifyRequest) -> Result<Outcome, VerifyError>;
    }
}

impl MockVerifier {
    /// A mock that knows its id and capability; what it answers, and how often, is yours to expect.
    pub fn named(id: ProviderId, capability: Capability) -> Self {
        let mut mock = Self::new();
        mock.expect_id().return_const(id);
        mock.expect_capability().return_const(capability);
        mock
    }
}

impl fmt::Debug for MockVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MockVerifier")
    }
}
