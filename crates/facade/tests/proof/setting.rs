//! What is fixed while answers vary: the chain, what the request brings and requires, the policy; and heyan built so.

use std::time::{Duration, Instant};

use heyan::fallback::{Next, Policy as RealPolicy};
use heyan::{
    Capability, Clock, Evidence, Facade, Factor, FactorSet, Hosted, IdNumber, Method as RealMethod,
    MobileNumber, Portrait, RealName, Requirement as RealRequirement, SessionKeys, Timestamp, VerifyRequest,
};

use crate::model::{AFTER, Bits, Given, Method, Policy, Provider, Requirement, order};
use crate::scripted::{Scripted, Shared, Told, id};

/// How long a verification may take.
pub(crate) const DEADLINE: Duration = Duration::from_secs(1);

/// A chain under one policy, and one request.
pub(crate) struct Setting {
    pub(crate) chain: Vec<Provider>,
    /// The places of the chain, as they should be asked.
    pub(crate) order: Vec<usize>,
    pub(crate) policy: Policy,
    pub(crate) requirement: Requirement,
    pub(crate) given: Given,
    pub(crate) facade: Facade,
    pub(crate) request: VerifyRequest,
    pub(crate) world: Shared,
}

impl Setting {
    pub(crate) fn new(chain: &[Provider], policy: Policy, requirement: Requirement, given: Given) -> Self {
        let world = Shared::default();
        Self {
            chain: chain.to_vec(),
            order: order(chain),
            policy,
            requirement,
            given,
            facade: facade(chain, policy, &world),
            request: request(requirement, given),
            world,
        }
    }

    /// What the provider at this place of the chain can settle of the request.
    pub(crate) fn own(&self, place: usize) -> Bits {
        self.chain[place].own(self.given)
    }

    /// What those can settle who come after it.
    pub(crate) fn later(&self, place: usize) -> Bits {
        let after = self.order.iter().skip_while(|other| **other != place).skip(1);
        after.fold(0, |all, later| all | self.own(*later))
    }
}

fn facade(chain: &[Provider], policy: Policy, world: &Shared) -> Facade {
    let builder = Facade::builder()
        .session_key(SessionKeys::new([7; 32]).unwrap())
        .deadline(DEADLINE)
        .clock(Still)
        .policy(real_policy(policy))
        .observer(Told(world.clone()));
    let scripted = |(place, provider): (usize, &Provider)| Scripted {
        id: id(place),
        capability: Capability::new(provider.0.iter().map(|way| real_way(*way))),
        world: world.clone(),
    };
    let providers = chain.iter().enumerate().map(scripted);
    providers.fold(builder, |builder, provider| builder.provider(provider)).build().unwrap()
}

fn real_policy(policy: Policy) -> RealPolicy {
    let stop = if policy.stops_on_maybe_billed { Next::Stop } else { Next::Provider };
    let opposite = |goes_on| if goes_on { Next::Stop } else { Next::Provider };
    let kinds = AFTER.into_iter().filter(|_| policy.opposite);
    kinds
        .fold(RealPolicy::new(), |all, (kind, goes_on)| all.with_rule(kind, opposite(goes_on)))
        .with_on_maybe_billed(stop)
}

/// The same in heyan's words.
pub(crate) fn real_way(way: Method) -> RealMethod {
    let real = RealMethod::verifying(factors(way.settles));
    let real = if way.hosted { real.hosted() } else { real };
    if way.photo { real.requiring(Evidence::Mobile).requiring(Evidence::Portrait) } else { real }
}

fn factors(bits: Bits) -> FactorSet {
    let named = [(1, Factor::Identity), (2, Factor::Mobile), (4, Factor::Face), (8, Factor::Liveness)];
    named.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, factor)| factor).collect()
}

fn request(requirement: Requirement, given: Given) -> VerifyRequest {
    let (name, alternatives) = requirement;
    let spelled_out = || RealRequirement::any_of(alternatives.iter().map(|set| factors(*set))).unwrap();
    let builder = VerifyRequest::builder(
        RealName::parse("张三").unwrap(),
        IdNumber::parse("11010519491231002X").unwrap(),
    )
    .requirement(RealRequirement::preset(name).unwrap_or_else(spelled_out));
    let builder = match given.mobile {
        true => builder.mobile(MobileNumber::parse("13800138000").unwrap()),
        false => builder,
    };
    let builder = match given.portrait {
        true => builder.portrait(Portrait::from_bytes(vec![0xFF, 0xD8, 0xFF, 0xE0]).unwrap()),
        false => builder,
    };
    let builder = match given.hosted {
        true => builder.hosted(Hosted::h5("https://example.com/done", &[]).unwrap()),
        false => builder,
    };
    builder.build("2026-01-01".parse().unwrap()).unwrap()
}

/// A clock that stands still, so that no session gets too old.
#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn monotonic(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }
}
