//! Many verifications, 64 at any time, and what they cost when all is over.

use std::collections::BTreeMap;
use std::sync::Arc;

use fastrand::Rng;
use heyan::ProviderHealth;
use heyan_sandbox::{Auto, Fault, Invoice};
use tokio::task::JoinSet;

use crate::heard::Heard;
use crate::plan::Plan;
use crate::story::Story;
use crate::vendors::Vendors;

const IN_FLIGHT: usize = 64;

/// A run that is over.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) auto: Auto,
    pub(crate) stories: Vec<Story>,
    pub(crate) heard: Heard,
    pub(crate) invoice: Invoice,
    /// What the limits know in the end.
    pub(crate) health: Vec<ProviderHealth>,
    /// How often each kind of fault has happened.
    pub(crate) faults: BTreeMap<&'static str, usize>,
}

impl Run {
    pub(crate) async fn through(auto: Auto, seed: u64, verifications: u32) -> Self {
        let vendors = Arc::new(Vendors::start(auto).await);
        let mut rng = Rng::with_seed(seed);
        let (mut in_flight, mut stories) = (JoinSet::new(), Vec::new());
        for n in 0..verifications {
            if in_flight.len() == IN_FLIGHT {
                stories.extend(in_flight.join_next().await.map(Result::unwrap));
            }
            let (plan, vendors) = (Plan::draw(n, &mut rng), Arc::clone(&vendors));
            in_flight.spawn(async move { Story::of(plan, &vendors).await });
        }
        stories.extend(in_flight.join_all().await);

        let Vendors { sandbox, facade, heard } = Arc::into_inner(vendors).unwrap();
        let faults = happened(&stories, &sandbox.faults());
        // What was dropped may be billed a while later.
        let invoice = sandbox.final_invoice().await;
        Self { auto, stories, heard, invoice, health: facade.health(), faults }
    }
}

/// By kind, what was scripted but for what is left.
fn happened(stories: &[Story], left: &[Fault]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for fault in stories.iter().filter_map(|story| story.plan.fault) {
        *counts.entry(fault.kind().name()).or_default() += 1;
    }
    for fault in left {
        counts.entry(fault.kind().name()).and_modify(|count| *count -= 1);
    }
    counts
}
