//! Has no more calls in flight at a provider than it takes, with a place for each kind if there are two or more.

use std::num::NonZeroUsize;

use heyan_core::{Skip, SkipReason, Step};
use tokio::time::Instant;

use super::line::{CALLS_BEFORE_A_QUERY, Line, Slots, Wait};

/// The gate. Of a provider that starts scans, one place is a query's, and one a billable call's: queries that wait for
/// their slots must not keep a new scan out.
#[derive(Debug)]
pub(super) struct Concurrency {
    line: Line<Places>,
    limit: usize,
}

/// Permission for one call in flight; dropped, it goes to the next one.
pub(super) struct Permit<'a> {
    concurrency: &'a Concurrency,
    step: Step,
}

#[derive(Debug)]
struct Places {
    free: usize,
    /// How many places billable calls leave to queries, and queries to billable calls.
    kept: usize,
    /// The queries in flight.
    queries: usize,
    /// The billable calls in flight.
    asks: usize,
    /// The billable calls since the last query.
    calls: u32,
}

impl Concurrency {
    pub(super) fn new(limit: NonZeroUsize, has_queries: bool) -> Self {
        let limit = limit.get();
        let kept = usize::from(has_queries && limit > 1);
        Self { line: Line::new(Places { free: limit, kept, queries: 0, asks: 0, calls: 0 }), limit }
    }

    /// How many calls are in flight.
    pub(super) fn in_flight(&self) -> usize {
        self.limit.saturating_sub(self.line.look(|places| places.free))
    }

    /// Waits until fewer calls are in flight.
    pub(super) async fn enter(&self, step: Step, until: Option<Instant>) -> Result<Permit<'_>, Skip> {
        if self.line.acquire(step, until).await {
            Ok(Permit { concurrency: self, step })
        } else {
            Err(Skip::new(SkipReason::Concurrency).with_detail(self.limit.to_string()))
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.concurrency.line.change(|places| {
            places.free += 1;
            match self.step {
                Step::Ask => places.asks -= 1,
                Step::Query => places.queries -= 1,
            }
        });
    }
}

impl Slots for Places {
    fn take(&mut self, step: Step, rivals: bool, _now: Instant) -> Result<(), Wait> {
        // Without a place of their own, queries get every tenth.
        let is_a_querys = self.kept == 0 && self.calls >= CALLS_BEFORE_A_QUERY;
        let has_room = match step {
            Step::Ask => self.free > self.kept.saturating_sub(self.queries) && !(rivals && is_a_querys),
            Step::Query => {
                let is_first = !rivals || self.queries < self.kept || is_a_querys;
                self.free > self.kept.saturating_sub(self.asks) && is_first
            }
        };
        if !has_room {
            return Err(Wait::ForOthers);
        }
        self.free -= 1;
        match step {
            Step::Ask => {
                self.asks += 1;
                self.calls = self.calls.saturating_add(1);
            }
            Step::Query => {
                self.queries += 1;
                self.calls = 0;
            }
        }
        Ok(())
    }

    fn earliest(&self, _step: Step, _ahead: usize, _rivals: usize) -> Option<Instant> {
        None
    }
}
