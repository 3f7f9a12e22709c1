//! What a room costs its host: deliveries a second, CPU a delivery, latency, memory, joins.
//!
//! Whoever sends runs in a process of its own (this program again), so that its CPU is told apart from the
//! members'. The bare broadcaster is measured in the same run: machines are shared, ratios are not. See
//! `benches/README.md`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_possible_truncation
)]

#[path = "fanout/bare.rs"]
mod bare;
#[path = "fanout/check.rs"]
mod check;
#[path = "fanout/child.rs"]
mod child;
#[path = "fanout/crowd.rs"]
mod crowd;
#[path = "fanout/fairness.rs"]
mod fairness;
#[path = "fanout/host.rs"]
mod host;
#[path = "fanout/measure.rs"]
mod measure;
#[path = "fanout/member.rs"]
mod member;
#[path = "fanout/report.rs"]
mod report;
#[path = "fanout/talker.rs"]
mod talker;

use std::time::Duration;

use fairness::Against;
use measure::{Case, Kept};

/// Members who come in at the same time where coming in is measured.
const PARALLEL: usize = 64;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("host") => return host::run(&host::SetUp::parse(&words[1..])),
        Some("bare") => return bare::run(&words[1..]),
        Some("hostile") => return fairness::run(&words[1..]),
        _ => {}
    }
    let quick = words.iter().any(|word| word == "--quick");
    // Sections by name; all of them if none is named.
    let named: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let wanted = |section: &str| named.is_empty() || named.iter().any(|name| *name == section);
    // Both sides share two cores; the members get one thread, as the host has one.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let seconds = if quick { 2 } else { 5 };
    let sizes: &[usize] = if quick { &[64] } else { &[64, 1_024] };
    let crowds: &[usize] = if quick { &[100] } else { &[10, 100, 1_000] };
    runtime.block_on(async {
        if wanted("matrix") {
            report::disk(measure::disk());
            report::heading();
            for text in sizes {
                for members in crowds {
                    matrix(Case { members: *members, text: *text, seconds }).await;
                }
            }
            report::disk(measure::disk());
        }
        if wanted("joins") {
            report::joins(&crowd::joins(if quick { 200 } else { 1_000 }, PARALLEL).await);
        }
        if wanted("idle") {
            let (members, rest) = if quick { (1_000, 5) } else { (10_000, 20) };
            report::idle(&crowd::idle(members, PARALLEL, Duration::from_secs(rest)).await);
        }
        if wanted("fairness") {
            fair(Case { members: 100, text: 64, seconds }, if quick { 1 } else { 3 }).await;
        }
    });
}

/// Everybody who sends, to as many, of the same size.
async fn matrix(case: Case) {
    report::row(case, "bare plain", &measure::bare(case, false).await, None);
    let bare = measure::bare(case, true).await;
    report::row(case, "bare tls", &bare, None);
    report::row(case, "ready frames", &measure::ready(case).await, Some(&bare));
    report::row(case, "whole path", &measure::whole(case, Kept::Memory).await, Some(&bare));
    report::row(case, "whole, disk", &measure::whole(case, Kept::Disk).await, Some(&bare));
}

/// The others' latency with and without somebody in the way, in turns: one hiccup of the machine is no finding.
async fn fair(case: Case, rounds: usize) {
    let mut figures = vec![Vec::new(); Against::EACH.len()];
    for _ in 0..rounds {
        for (figures, against) in figures.iter_mut().zip(Against::EACH) {
            figures.push(fairness::pass(case, against).await);
        }
    }
    let figures: Vec<_> = figures.into_iter().map(report::middle).collect();
    for (against, each) in Against::EACH.into_iter().zip(&figures) {
        report::fairness(against, each, &figures[0]);
    }
}
