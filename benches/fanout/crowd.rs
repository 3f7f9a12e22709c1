//! Members who only come in and listen: what that costs.

use std::time::Duration;

use maru::wire::limits::PING_EVERY;
use tokio::time::{Instant, sleep_until};

use super::child::{Process, now};
use super::host::SetUp;
use super::measure::{Case, PAUSE, capture, look, settle};
use super::member::{Member, join_until};
use super::report::Figures;

/// How members came in.
pub(crate) struct Joins {
    pub(crate) members: usize,
    /// A second, all of them.
    pub(crate) rate: f64,
    /// The host's CPU until all were in, for each.
    pub(crate) cpu: Duration,
}

/// Lets members in and says what it took.
async fn come_in(host: &Process, members: usize, parallel: usize) -> (Vec<Member>, Joins) {
    let (cpu, start) = (host.cpu(), now());
    let mut took = (Duration::ZERO, 1);
    let all =
        join_until(host.port, (0..members, parallel), || took = (host.cpu() - cpu, now() - start)).await;
    let rate = members as f64 / (took.1 as f64 / 1e9);
    (all, Joins { members, rate, cpu: took.0 / members as u32 })
}

/// Members coming into a room, and as many to whom a broadcaster only opens a TLS connection.
pub(crate) async fn joins(members: usize, parallel: usize) -> [Joins; 2] {
    let host = Process::start(&SetUp::memory(64, 0).words());
    let room = come_in(&host, members, parallel).await.1;
    drop(host);
    let words = ["bare", "tls", &members.to_string(), "300"].map(str::to_owned);
    let sender = Process::start(&words);
    let (cpu, start) = (sender.cpu(), now());
    let door = std::sync::Arc::new(tokio::sync::Semaphore::new(parallel));
    let mut joining = tokio::task::JoinSet::new();
    for number in 0..members {
        let (door, port) = (std::sync::Arc::clone(&door), sender.port);
        joining.spawn(async move {
            let permit = door.acquire_owned().await.unwrap();
            let member = Member::listen(port, number, true).await;
            drop(permit);
            member
        });
    }
    let all = joining.join_all().await;
    let rate = members as f64 / ((now() - start) as f64 / 1e9);
    let bare = Joins { members: all.len(), rate, cpu: (sender.cpu() - cpu) / members as u32 };
    [room, bare]
}

/// What members cost who only listen, and what one line to all of them takes.
pub(crate) struct Idle {
    pub(crate) joins: Joins,
    pub(crate) memory: u64,
    /// Signs of life included.
    pub(crate) cpu_percent: f64,
    pub(crate) line: Figures,
}

pub(crate) async fn idle(members: usize, parallel: usize, rest: Duration) -> Idle {
    let case = Case { members, text: 64, seconds: 0 };
    let mut host = Process::start(&SetUp::memory(case.text, 4).words());
    let before = host.resident();
    let (mut all, joins) = come_in(&host, members, parallel).await;
    let memory = (host.resident() - before) / members as u64;
    let (cpu, start) = (host.cpu(), Instant::now());
    // Each gives a sign of life as often as members do, one after the other.
    let pause = PING_EVERY / members as u32;
    for (number, member) in (0..).zip(&mut all).take_while(|(number, _)| pause * *number < rest) {
        sleep_until(start + pause * number).await;
        member.ping();
    }
    sleep_until(start + rest).await;
    let cpu_percent = (host.cpu() - cpu).as_secs_f64() / start.elapsed().as_secs_f64() * 100.0;
    settle(&mut all, &mut Vec::new(), PAUSE).await;
    let capturing = capture(std::mem::take(&mut all), case.frame());
    let cpu = host.cpu();
    host.tell("pace 1 1");
    let captured = capturing.join_all().await;
    let cpu = host.cpu() - cpu;
    let (_, heard, arrived) = look(captured);
    assert_eq!(heard.count(), 1);
    Idle { joins, memory, cpu_percent, line: Figures::of(cpu, &host.times(), &arrived) }
}
