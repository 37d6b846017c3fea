//! What is to happen to each verification: drawn from a seed, so that a run can be had again.

use std::time::Duration;

use fastrand::Rng;
use heyan::Step;
use heyan_sandbox::{Fault, FaultKind, FaultStatus, Vendor};

/// One verification, before it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Which person.
    pub(crate) n: u32,
    /// What Juhe says of them.
    pub(crate) juhe: u32,
    /// Whether the request permits a hosted scan.
    pub(crate) hosted: bool,
    /// What is scripted as it begins: for whichever request comes next, be it somebody else's.
    pub(crate) fault: Option<Fault>,
    /// Whether and where the caller gives up.
    pub(crate) dropped: Option<Drop>,
    /// The caller's own deadline, from the beginning.
    pub(crate) hurry: Option<Duration>,
}

/// In the middle of which question a future is dropped, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drop {
    pub(crate) vendor: Vendor,
    pub(crate) step: Step,
    pub(crate) point: Point,
}

/// How far a question may have got when it is dropped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Point {
    /// After so many polls, if it is still pending then.
    Polls(u32),
    /// As soon as the vendor has worked on a question that came after it began, be it this one or another's.
    Gate,
}

impl Plan {
    pub(crate) fn draw(n: u32, rng: &mut Rng) -> Self {
        Self {
            n,
            juhe: juhe(rng),
            hosted: rng.u8(..100) < 70,
            fault: (rng.u8(..100) < 30).then(|| fault(rng)),
            dropped: n.is_multiple_of(7).then(|| dropped(rng)),
            hurry: n.is_multiple_of(23).then(|| Duration::from_millis(rng.u64(..20))),
        }
    }
}

/// Each of the results and each of the errors about a person, and that everything matches a little more often.
fn juhe(rng: &mut Rng) -> u32 {
    match rng.u8(..10) {
        0..7 => rng.u32(100..=116),
        7..9 => rng.u32(280_101..=280_105),
        _ => 100,
    }
}

fn fault(rng: &mut Rng) -> Fault {
    let vendor = if rng.bool() { Vendor::Juhe } else { Vendor::Ihuyi };
    let status = |status| FaultKind::Status(FaultStatus::new(status).unwrap());
    Fault::new(
        vendor,
        match rng.u8(..12) {
            0 => FaultKind::Delay(Duration::from_millis(rng.u64(1..50))),
            1 => FaultKind::Delay(Duration::from_secs(3600)),
            2 => FaultKind::Refuse,
            3 => FaultKind::ResetBefore,
            4 => FaultKind::ResetAfterBilling,
            5 => FaultKind::Truncate,
            6 => FaultKind::Garbage,
            7 => status(429),
            8 => status(503),
            9 => status(302),
            10 => FaultKind::SlowDrip,
            _ => FaultKind::Endless,
        },
    )
}

/// Fewer than twenty polls are mostly too few for an answer, and enough for the question to be billed.
fn dropped(rng: &mut Rng) -> Drop {
    let (vendor, step) = match rng.u8(..5) {
        0..2 => (Vendor::Juhe, Step::Ask),
        2..4 => (Vendor::Ihuyi, Step::Ask),
        _ => (Vendor::Ihuyi, Step::Query),
    };
    let point = if rng.u8(..3) == 0 { Point::Gate } else { Point::Polls(rng.u32(1..17)) };
    Drop { vendor, step, point }
}
