//! It works behind every pointer, as the same verifier.

use std::sync::Arc;

use heyan_core::{Capability, ProviderId, Verifier};

use super::subject::{Subject, Violation, ensure};

/// Behind `&dyn`, `Box` and `Arc` it has one id and one capability, and both stay as they are.
///
/// # Errors
/// What differs.
pub fn object_safety(subject: &dyn Subject) -> Result<(), Violation> {
    // That these compile is most of the check.
    const fn shared<T: Send + Sync + ?Sized>() {}
    const _: () = shared::<dyn Verifier>();
    const _: fn(Box<dyn Verifier>) -> Arc<dyn Verifier> = Arc::from;

    let first: (&ProviderId, &Capability) = (subject.verifier().id(), subject.verifier().capability());
    let again = (subject.verifier().id(), subject.verifier().capability());
    ensure("object_safety", first == again, || "id or capability change from call to call".to_owned())
}
