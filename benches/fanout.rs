//! What a room costs its host: deliveries a second, CPU a delivery, latency. TLS on, loopback.
//!
//! The host runs in a process of its own (this program again), so that its CPU is told apart from the
//! members'. Members are real links that count frames instead of decoding them. See `benches/README.md`.
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

#[path = "fanout/host.rs"]
mod host;
#[path = "fanout/member.rs"]
mod member;

use std::time::{Duration, Instant};

use host::HostProcess;
use member::{Member, Talker};
use tokio::task::JoinSet;

/// Members who talk, as in the peers' measurements.
const TALKERS: usize = 4;
/// Bytes of a message's text.
const TEXT: usize = 64;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|word| word == "host") {
        return host::run(arguments[2].parse().unwrap());
    }
    // Both halves share two cores; the members get one thread, as the host has one.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("members  what                 deliveries/s   host us/delivery   p50 us   p99 us   last us");
    for members in [100, 1_000] {
        runtime.block_on(async {
            ready(members).await;
            whole_closed(members).await;
            whole_fixed(members, 20_000).await;
        });
    }
    runtime.block_on(idle(1_000));
}

/// The shelf is full before anybody reads: sessions, TLS and sockets alone.
///
/// Members come back twice, once to the newest lines and once to the beginning; what coming back costs is
/// the difference's business no more.
async fn ready(members: usize) {
    let events = if members > 500 { 2_000 } else { 8_000 };
    let host = HostProcess::start(events);
    let mut all = join(&host, members).await;
    let (mut took, mut cpu) = ([Duration::ZERO; 2], [Duration::ZERO; 2]);
    for (pass, wanted) in [0, events].into_iter().enumerate() {
        let (start, before) = (Instant::now(), host.cpu());
        let mut tasks = JoinSet::new();
        for mut member in all.drain(..) {
            tasks.spawn(async move {
                member.come_back(wanted > 0).await;
                member.read_until(wanted).await;
                member
            });
        }
        all = tasks.join_all().await;
        (took[pass], cpu[pass]) = (start.elapsed(), host.cpu() - before);
    }
    let deliveries = members * events;
    let (took, cpu) = (took[1].saturating_sub(took[0]), cpu[1].saturating_sub(cpu[0]));
    report("ready frames", &Figures { members, deliveries, took, cpu, latencies: Vec::new() });
}

/// 64 unfinished messages a talker: signature checked, chained, delivered.
async fn whole_closed(members: usize) {
    let each = if members > 500 { 1_000 } else { 4_000 };
    let (host, readers, talkers) = company(members, each).await;
    let (start, cpu) = (Instant::now(), host.cpu());
    run(readers, talkers, each, None).await;
    let (took, cpu, deliveries) = (start.elapsed(), host.cpu() - cpu, members * each * TALKERS);
    report("whole path, closed", &Figures { members, deliveries, took, cpu, latencies: Vec::new() });
}

/// A fixed number of deliveries a second, for latency.
async fn whole_fixed(members: usize, rate: usize) {
    let messages_a_second = (rate / members).max(TALKERS);
    let each = (messages_a_second * 5 / TALKERS).max(10);
    let (host, readers, talkers) = company(members, each).await;
    let pause = Duration::from_secs(1) * TALKERS as u32 / messages_a_second as u32;
    let (start, cpu) = (Instant::now(), host.cpu());
    let latencies = run(readers, talkers, each, Some(pause)).await;
    let (took, cpu, deliveries) = (start.elapsed(), host.cpu() - cpu, members * each * TALKERS);
    report("whole path, fixed", &Figures { members, deliveries, took, cpu, latencies });
}

/// What a member costs who only listens.
async fn idle(members: usize) {
    let host = HostProcess::start(0);
    let before = host.resident();
    let start = Instant::now();
    let all = join(&host, members).await;
    let joined = start.elapsed();
    let memory = (host.resident() - before) / members as u64;
    let cpu = host.cpu();
    let rest = Instant::now();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = (host.cpu() - cpu).as_secs_f64() / rest.elapsed().as_secs_f64() * 100.0;
    let rate = members as f64 / joined.as_secs_f64();
    println!("{members:>7}  idle: {memory} bytes a member, {idle:.2} % CPU; joined at {rate:.0}/s");
    drop(all);
}

async fn join(host: &HostProcess, members: usize) -> Vec<Member> {
    let mut all = Vec::with_capacity(members);
    for number in 0..members {
        all.push(Member::join(host, number).await);
    }
    all
}

async fn company(members: usize, each: usize) -> (HostProcess, Vec<Member>, Vec<Talker>) {
    let host = HostProcess::start(0);
    let mut settling = JoinSet::new();
    for mut member in join(&host, members).await {
        settling.spawn(async move {
            member.settle().await;
            member
        });
    }
    let mut readers = settling.join_all().await;
    let talkers = readers.drain(..TALKERS).map(|member| member.prepare(each, TEXT)).collect();
    (host, readers, talkers)
}

/// Lets the talkers talk and everybody read; returns how long each event took to each reader, sorted.
async fn run(
    readers: Vec<Member>,
    talkers: Vec<Talker>,
    each: usize,
    pause: Option<Duration>,
) -> Vec<Duration> {
    let total = each * TALKERS;
    let mut reading = JoinSet::new();
    for mut reader in readers {
        reading.spawn(async move { reader.arrivals(total).await });
    }
    let mut talking = JoinSet::new();
    for (number, talker) in (0_u32..).zip(talkers) {
        // Talkers take turns: people do not press Enter in the same microsecond.
        let beat = pause.map(|pause| (pause, pause / TALKERS as u32 * number));
        talking.spawn(talker.talk(total, beat));
    }
    let sent = member::merge(talking.join_all().await);
    let arrived = reading.join_all().await;
    let mut latencies: Vec<_> =
        arrived.iter().flat_map(|times| times.iter().zip(&sent).map(|(came, left)| *came - *left)).collect();
    latencies.sort();
    latencies
}

struct Figures {
    members: usize,
    deliveries: usize,
    took: Duration,
    cpu: Duration,
    latencies: Vec<Duration>,
}

fn report(what: &str, figures: &Figures) {
    let Figures { members, deliveries, took, cpu, latencies } = figures;
    let rate = *deliveries as f64 / took.as_secs_f64();
    let each = cpu.as_secs_f64() * 1e6 / *deliveries as f64;
    let at = |share: f64| {
        let place = ((latencies.len() as f64 * share) as usize).min(latencies.len().saturating_sub(1));
        latencies.get(place).map_or_else(|| "-".to_owned(), |time| time.as_micros().to_string())
    };
    let (half, most, last) = (at(0.5), at(0.99), at(1.0));
    println!("{members:>7}  {what:<20} {rate:>12.0}   {each:>16.3}   {half:>6}   {most:>6}   {last:>7}");
}
