//! What it says it can do is what it does.

use heyan_core::{Portrait, RequestBuilder, VerifyRequest};

use super::subject::{Subject, Violation, ask, ensure};
use crate::{Person, person};

/// With every combination of evidence: what the capability refuses is refused without asking anybody, and what it
/// serves is answered on no factor that it did not promise.
///
/// # Errors
/// Where word and deed differ.
pub async fn truth_of_capability(subject: &dyn Subject) -> Result<(), Violation> {
    let check = "truth_of_capability";
    let verifier = subject.verifier();
    let capability = verifier.capability();
    ensure(check, !capability.methods().is_empty(), || "it promises nothing at all".to_owned())?;
    for (request, evidence) in requests(person(7)) {
        let before = subject.invoice().len();
        let result = ask(check, subject, &request).await?;
        let promised = capability.verifies(&request);
        if promised.is_empty() {
            let asked = result.is_ok() || subject.invoice().len() > before;
            ensure(check, !asked, || format!("with {evidence} it promises nothing, and somebody is asked"))?;
        } else if let Some(answer) = result.ok().as_ref().and_then(|outcome| outcome.answered()) {
            let settled =
                answer.findings().iter().map(|(factor, _)| factor).collect::<heyan_core::FactorSet>();
            ensure(check, settled.is_subset(promised), || {
                format!("with {evidence} it promises {promised}, and answers on {settled}")
            })?;
            let all = !subject.verifies_all_that_it_promises() || settled == promised;
            ensure(check, all, || {
                format!("with {evidence} it promises {promised}, and answers only on {settled}")
            })?;
        }
    }
    Ok(())
}

/// Every combination of evidence.
fn requests(person: Person) -> Vec<(VerifyRequest, String)> {
    let full = person.request();
    let mut requests = Vec::new();
    for (mobile, portrait, hosted) in (0..8).map(|bits| (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0)) {
        let mut builder: RequestBuilder = person.bare();
        let mut evidence = vec!["name and ID number"];
        if let (true, Some(number)) = (mobile, full.subject().mobile()) {
            builder = builder.mobile(number.clone());
            evidence.push("mobile");
        }
        if portrait {
            let portrait: Portrait = Person::portrait();
            builder = builder.portrait(portrait);
            evidence.push("portrait");
        }
        if let (true, Some(permission)) = (hosted, full.hosted()) {
            builder = builder.hosted(permission.clone());
            evidence.push("hosted");
        }
        requests.push((person.build(builder), evidence.join(", ")));
    }
    requests
}
