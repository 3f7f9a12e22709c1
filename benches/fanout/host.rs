//! The host's process: a real room behind a real door, and events that are said without a link.

use std::sync::Arc;
use std::time::Duration;

use maru::clock::Clock;
use maru::host::checker::Checker;
use maru::host::keeper::Keeper;
use maru::host::listener::Reception;
use maru::host::log::Bounds;
use maru::host::publisher::publish;
use maru::host::room::{Came, Opening, Room, Settings};
use maru::host::shared::{SharedRoom, Surroundings};
use maru::identity::{Identity, Said};
use maru::link::tls::Acceptor;
use maru::wire::limits::LISTEN_BACKLOG;
use maru::wire::{Audience, Content, Hello, Kind, Mark, Name, RoomName, SignedDraft};
use tokio::net::TcpSocket;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::child::{Nanos, commands, now, report};

/// Events that are said in one go, as by four talkers with 64 unfinished lines each.
const PORTION: usize = 256;

/// What the host of one measurement is made of.
pub(crate) struct SetUp {
    /// Bytes of a ready message's text.
    pub(crate) text: usize,
    /// Messages that are signed and checked before anything is measured.
    pub(crate) ready: usize,
    /// Whether the rates that hold in any room hold here.
    pub(crate) limited: bool,
}

impl SetUp {
    pub(crate) fn words(&self) -> Vec<String> {
        let Self { text, ready, limited } = self;
        vec!["host".to_owned(), text.to_string(), ready.to_string(), limited.to_string()]
    }

    pub(crate) fn parse(words: &[String]) -> Self {
        Self {
            text: words[0].parse().unwrap(),
            ready: words[1].parse().unwrap(),
            limited: words[2].parse().unwrap(),
        }
    }

    /// Opens the room: the one place that decides what a measured host is.
    fn open(&self) -> (SharedRoom, Acceptor) {
        let identity = Arc::new(Identity::from_seed([1; 32]).unwrap());
        let acceptor = Acceptor::new(&identity).unwrap();
        let name = RoomName::parse("bench").unwrap();
        let mut settings = Settings { members_max: 10_000, ..Settings::new(name) };
        if !self.limited {
            (settings.messages_burst, settings.messages_per_second) = (u32::MAX, 1_000_000);
        }
        let room_key = Identity::from_seed([2; 32]).unwrap();
        let opening = Opening { identity, room_key, settings, bounds: Bounds::default(), seed: [3; 32] };
        let surroundings = Surroundings { clock: Clock::start(), store: None, checker: Checker::start() };
        (SharedRoom::running(Room::new(opening), surroundings), acceptor)
    }
}

/// Hosts a room until standard input ends.
pub(crate) fn run(set_up: &SetUp) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(host(set_up));
}

async fn host(set_up: &SetUp) {
    let (shared, acceptor) = set_up.open();
    let mut ready = prepare(&shared, set_up).into_iter();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(LISTEN_BACKLOG).unwrap();
    let port = listener.local_addr().unwrap().port();
    let reception = Reception::new(shared.clone(), acceptor, TaskTracker::new());
    tokio::spawn(reception.listen(listener, CancellationToken::new()));
    tokio::spawn(publish(shared.clone(), Keeper::memory()));
    let time = shared.clone();
    tokio::spawn(async move { time.keep_time().await });
    let mut commands = commands(port);
    while let Some(words) = commands.recv().await {
        let count = words[1].parse().unwrap();
        let events: Vec<_> = ready.by_ref().take(count).collect();
        let times = match &*words[0] {
            "burst" => burst(&shared, &events).await,
            _ => pace(&shared, &events, words[2].parse().unwrap()).await,
        };
        report(&times);
    }
}

/// Everything as fast as it goes; the sessions run in between.
async fn burst(shared: &SharedRoom, events: &[SignedDraft]) -> Vec<Nanos> {
    let mut times = Vec::with_capacity(events.len());
    for portion in events.chunks(PORTION) {
        times.extend(std::iter::repeat_n(now(), portion.len()));
        let ticks = shared.now();
        shared.with(|room| {
            portion.iter().for_each(|event| assert_eq!(room.say(ticks, event), Ok(Came::InRoom)));
        });
        tokio::task::yield_now().await;
    }
    times
}

/// One after another, so many a second.
async fn pace(shared: &SharedRoom, events: &[SignedDraft], rate: u32) -> Vec<Nanos> {
    let (start, mut times) = (Instant::now(), Vec::with_capacity(events.len()));
    for (number, event) in (0_u32..).zip(events) {
        sleep_until(start + Duration::from_secs(1) * number / rate).await;
        times.push(now());
        let ticks = shared.now();
        shared.with(|room| assert_eq!(room.say(ticks, event), Ok(Came::InRoom)));
    }
    times
}

/// A member without a link, whose lines are signed and checked beforehand.
fn prepare(shared: &SharedRoom, set_up: &SetUp) -> Vec<SignedDraft> {
    if set_up.ready == 0 {
        return Vec::new();
    }
    let author = Identity::from_seed([4; 32]).unwrap();
    let hello = Hello { name: Name::parse("filler").unwrap(), resume: None };
    let ticks = shared.now();
    shared.with(|room| room.admit(ticks, author.public(), &hello)).unwrap();
    let draft = |nonce| {
        let content = Content { salt: [0; 16], bytes: vec![b'x'; set_up.text] };
        let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
        author.draft(shared.id(), said).check(author.public(), shared.id()).unwrap()
    };
    (1..=set_up.ready as u64).map(draft).collect()
}
