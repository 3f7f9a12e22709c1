//! The host's process: a real room behind a real door, and events that are said without a link.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use maru::clock::Clock;
use maru::host::checker::Checker;
use maru::host::hosted;
use maru::host::keeper::{Bounds as Depth, Keeper};
use maru::host::listener::Reception;
use maru::host::log::Bounds;
use maru::host::publisher::publish;
use maru::host::room::{Caller, Came, Opening, Room, Settings};
use maru::host::shared::{SharedRoom, Surroundings};
use maru::identity::{Identity, Said};
use maru::link::tls::Acceptor;
use maru::store::{Side, Store, open_file};
use maru::wire::limits::{LISTEN_BACKLOG, MEMBERS_MAX, MESSAGES_PER_SECOND};
use maru::wire::{Audience, Content, Hello, Kind, Mark, Name, RoomId, RoomName, SignedDraft};
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
    /// Whether the rates that hold in any room hold here; lines at once are never counted.
    pub(crate) limited: bool,
    /// The folder of a room that is kept on the disk.
    pub(crate) folder: Option<PathBuf>,
}

impl SetUp {
    /// A room in memory whose members are not slowed down.
    pub(crate) fn memory(text: usize, ready: usize) -> Self {
        Self { text, ready, limited: false, folder: None }
    }

    pub(crate) fn words(&self) -> Vec<String> {
        let Self { text, ready, limited, folder } = self;
        let mut words = vec!["host".to_owned(), text.to_string(), ready.to_string(), limited.to_string()];
        words.extend(folder.iter().map(|folder| folder.to_str().unwrap().to_owned()));
        words
    }

    pub(crate) fn parse(words: &[String]) -> Self {
        Self {
            text: words[0].parse().unwrap(),
            ready: words[1].parse().unwrap(),
            limited: words[2].parse().unwrap(),
            folder: words.get(3).map(PathBuf::from),
        }
    }

    /// Opens the room: the one place that decides what a measured host is.
    fn open(&self) -> (SharedRoom, Acceptor, Keeper) {
        let identity = Arc::new(Identity::from_seed([1; 32]).unwrap());
        let acceptor = Acceptor::new(&identity).unwrap();
        let name = RoomName::parse("bench").unwrap();
        let rate = if self.limited { MESSAGES_PER_SECOND } else { 1_000_000 };
        // One more than the members of any measurement: the author of what is ready is one too.
        let settings = Settings {
            members_max: MEMBERS_MAX + 1,
            messages_burst: u32::MAX,
            messages_per_second: rate,
            ..Settings::new(name)
        };
        let room_key = Identity::from_seed([2; 32]).unwrap();
        let id = RoomId::of(&room_key.public());
        let opening = Opening { identity, room_key, settings, bounds: Bounds::default(), seed: [3; 32] };
        let (clock, checker) = (Clock::start(), Checker::start());
        let (room, store, keeper) = match &self.folder {
            None => (Room::new(opening), None, Keeper::memory()),
            Some(folder) => {
                let (room, store) = kept(&folder.join("room.sqlite3"), id, opening, &clock);
                (room, Some(store.clone()), Keeper::disk(store, Depth::default()))
            }
        };
        (SharedRoom::running(room, Surroundings { clock, store, checker }), acceptor, keeper)
    }
}

/// A room that is on the disk before anybody sees it, as any kept room is.
fn kept(path: &Path, id: RoomId, opening: Opening, clock: &Clock) -> (Room, Store) {
    let (database, _) = open_file(path, id, Side::Host).unwrap();
    let kept = hosted::read(&database).unwrap();
    let room = Room::restored(opening, clock.now(), kept).unwrap();
    (room, Store::start(database, path).unwrap())
}

/// Hosts a room until standard input ends.
pub(crate) fn run(set_up: &SetUp) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(host(set_up));
}

async fn host(set_up: &SetUp) {
    let (shared, acceptor, keeper) = set_up.open();
    let mut ready = prepare(&shared, set_up).into_iter();
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(LISTEN_BACKLOG).unwrap();
    let port = listener.local_addr().unwrap().port();
    let reception = Reception::new(shared.clone(), acceptor, TaskTracker::new());
    tokio::spawn(reception.listen(listener, CancellationToken::new()));
    tokio::spawn(publish(shared.clone(), keeper));
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
    let admit = |room: &mut Room| {
        let caller = Caller { key: author.public(), link: room.begin_link() };
        room.admit(ticks, caller, &hello)
    };
    shared.with(admit).unwrap();
    let draft = |nonce| {
        let content = Content { salt: [0; 16], bytes: vec![b'x'; set_up.text] };
        let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
        author.draft(shared.id(), said).check(author.public(), shared.id()).unwrap()
    };
    (1..=set_up.ready as u64).map(draft).collect()
}
