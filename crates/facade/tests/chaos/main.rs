//! Both vendors over sockets while all goes wrong that can: trails and invoice agree, entry by entry.
#![cfg(all(feature = "ihuyi", feature = "juhe"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and this one gives an account of itself"
)]

mod plan;
mod person;
mod vendors;
mod heard;
mod polled;
mod story;
mod run;
mod case;
mod audit;
mod paired;
mod account;

use heyan_sandbox::Auto;

use crate::account::Account;
use crate::run::Run;

/// How all the scans of a run end, the seed of its chances, and how many verifications it has.
const RUNS: [(Auto, u64, u32); 2] = [(Auto::Pass, 1, 2000), (Auto::Fail, 2, 1000)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trails_and_invoice_agree_entry_by_entry() {
    let mut violations = Vec::new();
    let mut account = Account::default();
    for (auto, seed, verifications) in RUNS {
        let run = Run::through(auto, seed, verifications).await;
        account.add(&run);
        violations
            .extend(audit::violations(&run).into_iter().map(|violation| format!("{auto:?}: {violation}")));
    }
    println!("{account}");
    assert!(violations.is_empty(), "{} violations; {account}\n{}", violations.len(), violations.join("\n"));
    assert_eq!(account.never(), Vec::<&str>::new(), "not all that was to happen happened: {account}");
}
