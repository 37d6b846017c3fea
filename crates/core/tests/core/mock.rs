//! The mock: for tests about how often a verifier is called.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use heyan_core::{Capability, ErrorKind, MockVerifier, Outcome, Verifier, VerifierExt, VerifyError};

use crate::support::{finish, provider, request, session};

fn mock() -> MockVerifier {
    MockVerifier::named(provider("mock"), Capability::default())
}

#[test]
fn a_named_mock_knows_its_id_and_capability() {
    let shared = mock().into_shared();
    assert_eq!((shared.id(), shared.capability()), (&provider("mock"), &Capability::default()));
    assert_eq!(format!("{shared:?}"), "MockVerifier");
}

#[test]
fn calls_are_counted_through_every_pointer() {
    let mut mock = mock();
    mock.expect_verify().times(2).returning(|_| Ok(Outcome::Pending(session())));
    let shared: Arc<dyn Verifier> = Arc::new(mock);
    for verifier in [&shared, &Arc::clone(&shared)] {
        assert_eq!(finish(verifier.verify(&request())).unwrap(), Outcome::Pending(session()));
    }
}

#[test]
fn one_call_too_many_or_too_few_is_noticed() {
    for calls in [0, 2] {
        let noticed = catch_unwind(AssertUnwindSafe(|| {
            let mut mock = mock();
            let unsupported = || VerifyError::new(ErrorKind::Unsupported, vec![]);
            mock.expect_verify().times(1).returning(move |_| Err(unsupported()));
            for _ in 0..calls {
                assert_eq!(finish(mock.verify(&request())).unwrap_err().kind(), ErrorKind::Unsupported);
            }
        }));
        assert!(noticed.is_err(), "{calls} calls where one is expected");
    }
}
