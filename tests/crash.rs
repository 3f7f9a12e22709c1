//! A host that is killed again and again while its members talk: what they were told stays told.
//!
//! The real binary, `kill -9`, real TLS, members who come back by themselves. A kill leaves the system running, so
//! this proves the order of things in the program (nothing told before it is kept, no number used twice), not the disk;
//! losing power is `tests/power.rs`.
//!
//! `MARU_ROUNDS=n` kills so often, `MARU_SEED=n` chooses other moments.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout, reason = "what happened in a run is for reading")]

#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/ledger.rs"]
mod ledger;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/program.rs"]
mod program;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "simulation/random.rs"]
mod random;
#[path = "crash/rounds.rs"]
mod rounds;
#[allow(dead_code, reason = "each test uses a part of what is common")]
#[path = "common/talker.rs"]
mod talker;

use rounds::Rounds;

/// Kills of one run unless told otherwise.
const ROUNDS: u64 = 20;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_killed_under_load_loses_nothing_that_anybody_was_told() {
    let (many, seed) = (number("MARU_ROUNDS").unwrap_or(ROUNDS), number("MARU_SEED").unwrap_or(1));
    let mut rounds = Rounds::begin(seed).await;
    for _ in 0..many {
        rounds.kill_once().await;
    }
    let sum = rounds.end().await;
    println!("{sum}");
    assert!(sum.faults.is_empty(), "seed {seed}: {}", sum.faults);
    assert!(sum.acknowledged > 0);
}
