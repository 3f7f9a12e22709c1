//! A room that is closed and opened again is the same room: its id, its lines, its letters, its members.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Guest, Table, settings, text_of};
use std::time::Duration;

use maru::client::{ConnectError, Phase};
use maru::host::{Bounds, Keeping, PortChoice, RoomSource, StartError, erase, hosted};
use maru::store::{Database, Folder, Share, Side, StoreError};
use maru::wire::{Refusal, RoomId, RoomName};

struct Home {
    data: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { data: tempfile::tempdir().unwrap() }
    }

    fn folder(&self) -> Folder {
        Folder::new(self.data.path())
    }
}

fn heard(guest: &Guest) -> Vec<String> {
    guest.timeline.lines().filter_map(text_of).collect()
}

#[tokio::test]
async fn a_room_hosted_again_has_its_lines_letters_names_and_topic() {
    let home = Home::new();
    let table = Table::kept(&home.folder(), None);
    let id = table.host.room();
    let mut owner = Guest::with(table.identity.clone(), "방주", table.pipe());
    owner.until(|timeline| timeline.phase() == &Phase::Here).await;
    owner.client().topic(&maru::wire::Topic::parse("금요일 여덟 시").unwrap()).unwrap();
    let (mut minsu, mut seoyeon) = (table.guest(2, "민수").await, table.guest(3, "서연").await);
    for line in ["하나", "둘", "셋"] {
        minsu.say(line).await;
    }
    let (me, to) = (minsu.key(), seoyeon.key());
    minsu.until(|timeline| timeline.roster().name(&to).is_some()).await;
    minsu.whisper(to, "비밀").await;
    for guest in [&mut minsu, &mut seoyeon] {
        guest.hears("w:비밀").await;
        guest.hears("셋").await;
    }
    drop((owner, minsu, seoyeon));
    table.host.stop();

    let found = hosted(&home.folder());
    assert_eq!((found.len(), found[0].room), (1, id));
    let table = Table::kept(&home.folder(), Some(id));
    assert_eq!(table.host.room(), id);
    // The name stays with its owner, though nobody is here.
    let error = Guest::go(9, "민수", table.route()).ended().await;
    assert!(matches!(error, ConnectError::Refused(Refusal::NameTaken { .. })), "{error:?}");
    let mut seoyeon = table.guest(3, "서연").await;
    seoyeon.hears("셋").await;
    seoyeon.hears("w:비밀").await;
    assert_eq!(heard(&seoyeon), ["하나", "둘", "셋", "w:비밀"]);
    assert_eq!(seoyeon.timeline.topic().map(ToString::to_string).as_deref(), Some("금요일 여덟 시"));
    // A member who is away has a mailbox and nonces that go on.
    seoyeon.until(|timeline| timeline.roster().name(&me).is_some()).await;
    seoyeon.whisper(me, "다시").await;
    let mut minsu = table.guest(2, "민수").await;
    minsu.hears("w:다시").await;
    minsu.say("넷").await;
    for guest in [&mut minsu, &mut seoyeon] {
        guest.hears("넷").await;
    }
    assert_eq!(heard(&minsu), ["하나", "둘", "셋", "w:비밀", "w:다시", "넷"]);
}

#[tokio::test]
async fn pages_below_what_is_in_memory_come_from_the_disk() {
    let home = Home::new();
    let table = Table::kept(&home.folder(), None);
    let id = table.host.room();
    let mut minsu = table.guest(2, "민수").await;
    let long = "가".repeat(3_900);
    // 16 MiB are in memory: about 1,400 of these.
    for number in 0..2_000 {
        minsu.say(&format!("{number} {long}")).await;
    }
    minsu.until(|timeline| timeline.waiting() == 0).await;
    drop(minsu);
    table.host.stop();
    let table = Table::kept(&home.folder(), Some(id));
    let mut seoyeon = table.guest(3, "서연").await;
    while seoyeon.timeline.older().is_some() {
        seoyeon.client().page().unwrap();
        seoyeon.timeline.paging();
        seoyeon.until(|timeline| timeline.older().is_some() || timeline.len() > 2_000).await;
    }
    let texts = heard(&seoyeon);
    let numbers: Vec<usize> =
        texts.iter().map(|text| text.split(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(numbers, (0..2_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_room_lets_its_oldest_lines_go_and_says_from_where_it_has_them() {
    let home = Home::new();
    let bounds = Bounds { events: 50, ..Bounds::default() };
    let open = |room| {
        let source = RoomSource::Kept { folder: home.folder(), room, bounds };
        Table::of(source, settings(), PortChoice::Exactly(0))
    };
    let table = open(None);
    let id = table.host.room();
    let mut minsu = table.guest(2, "민수").await;
    for number in 0..120 {
        minsu.say(&number.to_string()).await;
    }
    minsu.hears("119").await;
    drop(minsu);
    table.host.stop();
    let table = open(Some(id));
    let mut minsu = table.guest(2, "민수").await;
    minsu.say("끝").await;
    minsu.hears("끝").await;
    table.host.stop();
    let database = Database::open_to_read(&home.folder().file(Side::Host, id)).unwrap();
    let before = database.before().unwrap().seq;
    let rows = database.events_after(before, Share { events: usize::MAX, bytes: usize::MAX }).unwrap();
    assert!(before > 60 && rows.len() <= 60, "{before} {}", rows.len());
    assert_eq!(rows.last().unwrap().mark, database.last().unwrap());
}

#[tokio::test]
async fn a_room_that_is_open_cannot_be_opened_twice_or_erased() {
    let home = Home::new();
    let table = Table::kept(&home.folder(), None);
    let id = table.host.room();
    let again = maru::host::start(maru::host::Options {
        identity: table.identity.clone(),
        settings: settings(),
        room: RoomSource::Kept { folder: home.folder(), room: Some(id), bounds: Bounds::default() },
        port: PortChoice::Exactly(0),
        addresses: Vec::new(),
    });
    assert!(matches!(again, Err(StartError::Store(StoreError::InUse { .. }))), "{again:?}");
    assert!(matches!(erase(&home.folder(), id), Err(StoreError::InUse { .. })));
    assert!(matches!(&*table.host.keeping().borrow(), Keeping::Kept));
    table.host.stop();
    erase(&home.folder(), id).unwrap();
    assert!(hosted(&home.folder()).is_empty());
    assert!(!home.folder().room(Side::Host, id).exists());
}

/// Opens a room again; returns why that was not done.
fn refused(home: &Home, room: RoomId) -> StoreError {
    let opened = maru::host::start(maru::host::Options {
        identity: common::identity(1),
        settings: settings(),
        room: RoomSource::Kept { folder: home.folder(), room: Some(room), bounds: Bounds::default() },
        port: PortChoice::Exactly(0),
        addresses: Vec::new(),
    });
    match opened {
        Err(StartError::Store(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_room_whose_file_is_gone_empty_or_of_something_else_is_listed_and_never_begun_anew() {
    let home = Home::new();
    let table = Table::kept(&home.folder(), None);
    let room = table.host.room();
    let mut minsu = table.guest(2, "민수").await;
    minsu.say("하나").await;
    minsu.hears("하나").await;
    minsu.cut().await;
    table.host.stop();
    let path = home.folder().file(Side::Host, room);
    // Who closes a store last writes the log back into the file; a reader of the host may do so later than the host.
    let log = path.with_extension("sqlite3-wal");
    let written_back = async {
        while log.exists() {
            drop(Database::open(&path, room).unwrap());
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), written_back).await.expect("the store is closed");
    let file = std::fs::read(&path).unwrap();
    let damaged = |error: &StoreError| matches!(error, StoreError::Damaged { place: None });
    for bytes in [None, Some(&b""[..]), Some(b"recipes: soup")] {
        std::fs::remove_file(&path).unwrap();
        if let Some(bytes) = bytes {
            std::fs::write(&path, bytes).unwrap();
        }
        let is_right = |error: &StoreError| match bytes {
            Some([_, ..]) => matches!(error, StoreError::NotAStore),
            _ => damaged(error),
        };
        let listed = hosted(&home.folder());
        assert_eq!((listed.len(), listed[0].room), (1, room), "{bytes:?}");
        assert!(listed[0].kept.as_ref().is_err_and(is_right), "{bytes:?}: {listed:?}");
        let error = refused(&home, room);
        assert!(is_right(&error), "{bytes:?}: {error:?}");
        assert_eq!(std::fs::read(&path).ok().as_deref(), bytes, "it is left as it was");
        std::fs::write(&path, &file).unwrap();
    }
    let table = Table::kept(&home.folder(), Some(room));
    assert!(table.host.salvage().is_none());
    table.guest(2, "민수").await.hears("하나").await;
    table.host.stop();
}

#[tokio::test]
async fn a_founding_that_came_to_no_end_is_no_room_and_a_room_keeps_its_own_name() {
    let home = Home::new();
    let (begun, made) = (RoomId([1; 8]), RoomId([2; 8]));
    for room in [begun, made] {
        drop(home.folder().lock_room(Side::Host, room).unwrap());
    }
    drop(Database::open(&home.folder().file(Side::Host, made), made).unwrap());
    assert!(hosted(&home.folder()).is_empty());
    let table = Table::kept(&home.folder(), None);
    let room = table.host.room();
    table.host.stop();
    let settings = maru::host::Settings { name: RoomName::parse("다른 이름").unwrap(), ..settings() };
    let source = RoomSource::Kept { folder: home.folder(), room: Some(room), bounds: Bounds::default() };
    let table = Table::of(source, settings, PortChoice::Exactly(0));
    assert_eq!(table.host.invite().label.as_str(), "금요일 마루");
    table.host.stop();
}
