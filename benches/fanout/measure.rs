//! One measurement after another: who sends, to how many, how much, and how fast.

use std::io::Write as _;
use std::time::Duration;

use tokio::task::JoinSet;

use super::check::Heard;
use super::child::{Nanos, Process};
use super::host::SetUp;
use super::member::{Capture, Member, join};
use super::report::Figures;
use super::talker::{Talker, talk};

/// Members who talk, as in the peers' measurements.
pub(crate) const TALKERS: usize = 4;
/// Members who come in at the same time.
pub(crate) const PARALLEL: usize = 32;
/// Bytes that all members of a measurement together take at most: they are kept until it is over.
const CAPTURED: usize = 400 * 1024 * 1024;
/// Deliveries a second at a fixed rate.
const RATE: usize = 20_000;

/// Silence that is long enough where nobody comes in any more.
pub(crate) const PAUSE: Duration = Duration::from_millis(400);

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) members: usize,
    /// Bytes of a message's text.
    pub(crate) text: usize,
    /// Seconds of a measurement at a fixed rate.
    pub(crate) seconds: usize,
}

impl Case {
    /// Returns the bytes of an event's frame with such a text.
    pub(crate) fn frame(self) -> usize {
        super::talker::frame_length(self.text)
    }

    fn burst(self) -> usize {
        (CAPTURED / self.members / self.frame()).min(8_000)
    }

    pub(crate) fn rate(self) -> usize {
        (RATE / self.members).max(1)
    }

    pub(crate) fn paced(self) -> usize {
        (self.rate() * self.seconds).max(20)
    }
}

/// The limit: frames of the same length from a broadcaster that does nothing else.
pub(crate) async fn bare(case: Case, secure: bool) -> [Figures; 2] {
    let kind = if secure { "tls" } else { "plain" };
    let words = ["bare", kind, &case.members.to_string(), &case.frame().to_string()].map(str::to_owned);
    let mut sender = Process::start(&words);
    let mut members = Vec::new();
    for number in 0..case.members {
        members.push(Member::listen(sender.port, number, secure).await);
    }
    let closed = ready_pass(&mut sender, &mut members, case, (None, false)).await;
    let fixed = ready_pass(&mut sender, &mut members, case, (Some(case.rate()), false)).await;
    [closed, fixed]
}

/// The room's shelf is filled by events that were signed and checked before: sessions, TLS, sockets.
pub(crate) async fn ready(case: Case) -> [Figures; 2] {
    let set_up = SetUp::memory(case.text, case.burst() + case.paced());
    let mut host = Process::start(&set_up.words());
    let mut members = join(host.port, 0..case.members, PARALLEL).await;
    let closed = ready_pass(&mut host, &mut members, case, (None, true)).await;
    let fixed = ready_pass(&mut host, &mut members, case, (Some(case.rate()), true)).await;
    [closed, fixed]
}

async fn ready_pass(
    sender: &mut Process,
    members: &mut Vec<Member>,
    case: Case,
    (rate, chained): (Option<usize>, bool),
) -> Figures {
    let events = if rate.is_some() { case.paced() } else { case.burst() };
    let capturing = capture(std::mem::take(members), events * case.frame());
    let cpu = sender.cpu();
    sender.tell(&match rate {
        Some(rate) => format!("pace {events} {rate}"),
        None => format!("burst {events}"),
    });
    let captured = capturing.join_all().await;
    let cpu = sender.cpu() - cpu;
    let left = sender.times();
    let (back, heard, arrived) = look(captured);
    *members = back;
    if chained {
        heard.chain();
    }
    assert_eq!(heard.count(), events, "not as many as were sent");
    Figures::of(cpu, &left, &arrived)
}

/// Where a measured room lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Memory,
    Disk,
}

/// Whole path: every signature checked, every line chained, every batch kept and signed, delivered.
pub(crate) async fn whole(case: Case, kept: Kept) -> [Figures; 2] {
    [whole_pass(case, None, kept).await, whole_pass(case, Some(case.rate()), kept).await]
}

async fn whole_pass(case: Case, rate: Option<usize>, kept: Kept) -> Figures {
    let events = rate.map_or_else(|| case.burst().min(8_000), |_| case.paced());
    let folder = (kept == Kept::Disk).then(folder);
    let path = folder.as_ref().map(|folder| folder.path().to_owned());
    let host = Process::start(&SetUp { folder: path, ..SetUp::memory(case.text, 0) }.words());
    let (mut members, talkers) = enter(&host, case, events.div_ceil(TALKERS)).await;
    let pause = rate.map(|rate| Duration::from_secs(1) * TALKERS as u32 / rate as u32);
    talk_pass(&host, &mut members, talkers, (events.div_ceil(TALKERS), case.frame(), pause)).await
}

/// Where the disk is: beside what was built, since a temporary folder may lie in memory.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// What the disk takes for one write that is sure to be there, at half of all and at 99 %.
pub(crate) fn disk() -> [Duration; 2] {
    let folder = folder();
    let mut file = std::fs::File::create(folder.path().join("writes")).unwrap();
    let times = (0..200).map(|_| {
        let start = std::time::Instant::now();
        file.write_all(&[0x55; 4_096]).unwrap();
        file.sync_data().unwrap();
        start.elapsed()
    });
    let mut times: Vec<_> = times.collect();
    times.sort_unstable();
    [times[times.len() / 2], times[times.len() * 99 / 100]]
}

/// Lets readers and talkers in until it is quiet.
pub(crate) async fn enter(host: &Process, case: Case, each: usize) -> (Vec<Member>, Vec<Talker>) {
    let mut members = join(host.port, 0..case.members.saturating_sub(TALKERS).max(1), PARALLEL).await;
    let mut talkers = Vec::new();
    for number in 0..TALKERS {
        talkers.push(Talker::enter(host.port, 20_000 + number, (each, case.text)).await);
    }
    settle(&mut members, &mut talkers, super::member::QUIET).await;
    (members, talkers)
}

/// Lets talkers talk and members read.
pub(crate) async fn talk_pass(
    host: &Process,
    members: &mut Vec<Member>,
    talkers: Vec<Talker>,
    (each, frame, pause): (usize, usize, Option<Duration>),
) -> Figures {
    let (total, talking) = (each * talkers.len(), talkers.len());
    let capturing = capture(std::mem::take(members), total * frame);
    let cpu = host.cpu();
    let left = talk(talkers, total, pause).await;
    let captured = capturing.join_all().await;
    let cpu = host.cpu() - cpu;
    let (back, heard, arrived) = look(captured);
    *members = back;
    let said = heard.chain();
    assert_eq!(said.len(), total, "not as many as were said");
    let left: Vec<Nanos> = said.iter().map(|said| left[said]).collect();
    // The talkers read as well; they are counted, though their times are not.
    Figures::of(cpu, &left, &arrived).with_readers(members.len() + talking)
}

pub(crate) async fn settle(members: &mut Vec<Member>, talkers: &mut Vec<Talker>, quiet: Duration) {
    let (mut reading, mut talking) = (JoinSet::new(), JoinSet::new());
    for (number, mut member) in members.drain(..).enumerate() {
        reading.spawn(async move {
            member.settle(quiet).await;
            (number, member)
        });
    }
    for mut talker in talkers.drain(..) {
        talking.spawn(async move {
            talker.settle().await;
            talker
        });
    }
    let mut settled = reading.join_all().await;
    settled.sort_by_key(|(number, _)| *number);
    members.extend(settled.into_iter().map(|(_, member)| member));
    talkers.extend(talking.join_all().await);
}

pub(crate) fn capture(members: Vec<Member>, least: usize) -> JoinSet<(Member, Capture)> {
    let mut capturing = JoinSet::new();
    for mut member in members {
        capturing.spawn(async move {
            let capture = member.capture(least).await;
            (member, capture)
        });
    }
    capturing
}

/// Checks what everybody took; returns when each event was at each of them.
pub(crate) fn look(captured: Vec<(Member, Capture)>) -> (Vec<Member>, Heard, Vec<Vec<Nanos>>) {
    let (mut heard, mut members, mut arrived) = (Heard::default(), Vec::new(), Vec::new());
    for (mut member, capture) in captured {
        arrived.push(heard.arrivals(&mut member.stream, &capture));
        members.push(member);
    }
    (members, heard, arrived)
}
