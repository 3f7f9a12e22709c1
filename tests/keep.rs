//! A member's own copy: what is read without a link, and own lines that outlive the program.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::path::Path;

use common::{Guest, Table, copy, identity, name};
use maru::client::{ConnectError, Expected, Keep, Phase, Route, Sending};
use maru::store::{Folder, Side};
use maru::wire::{Address, RoomId};

fn keep(data: &Path, room: Option<RoomId>) -> Keep {
    Keep::Folder { folder: Folder::new(data), room }
}

/// The room whose copy lies in a folder; there is one.
fn room(data: &Path) -> RoomId {
    let rooms = Folder::new(data).rooms(Side::Member).unwrap();
    assert_eq!(rooms.len(), 1);
    rooms[0]
}

/// A way that leads nowhere: nothing listens at port 9 of this computer.
fn nowhere() -> Route {
    Route::Dial { addresses: vec![Address::V4([127, 0, 0, 1], 9)], expected: Expected::Anyone }
}

async fn here(guest: &mut Guest) {
    guest.until(|timeline| timeline.phase() == &Phase::Here).await;
}

#[tokio::test]
async fn what_was_seen_is_read_without_a_link() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut seoyeon = table.guest(3, "서연").await;
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    seoyeon.say("안녕").await;
    minsu.hears("안녕").await;
    let (to, own) = (seoyeon.key(), minsu.key());
    minsu.until(|timeline| timeline.roster().name(&to).is_some()).await;
    minsu.whisper(to, "비밀").await;
    minsu.hears("w:비밀").await;
    minsu.cut().await;

    let room = room(data.path());
    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| matches!(timeline.phase(), Phase::Lost { .. })).await;
    assert_eq!(alone.texts(), ["안녕", "w:비밀"]);
    assert!(alone.timeline.kept_as_of().is_some());
    assert_eq!(alone.timeline.room().map(|room| room.name.as_str()), Some("금요일 마루"));
    assert_eq!(alone.timeline.roster().name(&to), Some(name("서연")));
    assert_eq!(alone.timeline.roster().name(&own), Some(name("민수")));
    alone.cut().await;
}

#[tokio::test]
async fn a_line_typed_without_a_link_outlives_the_program_and_is_said_once() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut seoyeon = table.guest(3, "서연").await;
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    minsu.say("하나").await;
    minsu.hears("하나").await;
    minsu.cut().await;
    let room = room(data.path());

    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| matches!(timeline.phase(), Phase::Lost { .. })).await;
    alone.say("둘").await;
    alone.until(|timeline| timeline.waiting() == 1).await;
    alone.cut().await;

    let mut back = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), Some(room)));
    let waits = |line: &maru::client::Line| line.sending() == Some(&Sending::Sending);
    back.until(|timeline| timeline.lines().any(waits)).await;
    back.hears("둘").await;
    seoyeon.hears("둘").await;
    assert_eq!(back.texts(), ["하나", "둘"]);
    back.cut().await;

    let mut again = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), Some(room)));
    here(&mut again).await;
    again.say("셋").await;
    again.hears("셋").await;
    seoyeon.hears("셋").await;
    assert_eq!(again.texts(), ["하나", "둘", "셋"]);
    assert_eq!(seoyeon.texts(), ["하나", "둘", "셋"]);
}

#[tokio::test]
async fn a_room_found_by_its_address_alone_goes_on_where_its_copy_ends() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    minsu.say("하나").await;
    minsu.hears("하나").await;
    minsu.cut().await;
    let mut seoyeon = table.guest(3, "서연").await;
    seoyeon.say("그사이").await;
    seoyeon.hears("그사이").await;

    let mut back = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    back.hears("그사이").await;
    assert_eq!(back.texts(), ["하나", "그사이"]);
    let resumed = |told: &&String| told.contains("Seamless");
    assert_eq!(back.told.iter().filter(resumed).count(), 1);
    // It was told where this member was, not taken for one that had lost something.
    assert!(!back.told.iter().any(|told| told.starts_with("Restored")));
}

#[tokio::test]
async fn who_was_away_for_long_reads_the_newest_first_and_the_rest_in_pages() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    minsu.say("처음").await;
    minsu.hears("처음").await;
    minsu.cut().await;
    let room = room(data.path());
    let mut seoyeon = table.guest(3, "서연").await;
    for number in 0..450 {
        seoyeon.say(&format!("줄 {number}")).await;
    }
    seoyeon.hears("줄 449").await;

    let mut back = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), Some(room)));
    back.hears("줄 449").await;
    let all = |timeline: &maru::client::Timeline| timeline.lines().filter_map(common::text_of).count() == 451;
    while !all(&back.timeline) {
        back.until(|timeline| timeline.older().is_some()).await;
        let before = back.timeline.len();
        back.timeline.paging();
        back.client().page().unwrap();
        back.until(|timeline| timeline.len() > before || all(timeline)).await;
    }
    assert_eq!(back.texts()[..2], ["처음", "줄 0"]);
    assert!(back.texts()[1..].iter().enumerate().all(|(at, text)| *text == format!("줄 {at}")));
    assert!(!back.timeline.lines().any(|line| matches!(line.kind, maru::client::LineKind::Gap { .. })));
    back.cut().await;

    // All of it is in the copy: no host is needed to read it.
    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| matches!(timeline.phase(), Phase::Lost { .. })).await;
    while !all(&alone.timeline) {
        let before = alone.timeline.len();
        alone.client().page().unwrap();
        alone.until(|timeline| timeline.len() > before).await;
    }
    assert_eq!(alone.texts()[..2], ["처음", "줄 0"]);
}

#[tokio::test]
async fn a_copy_that_cannot_be_opened_costs_nothing_but_the_copy() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    std::fs::write(data.path().join("rooms"), "not a folder").unwrap();
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    minsu.say("그래도").await;
    minsu.hears("그래도").await;
    assert!(minsu.told.iter().any(|told| told.starts_with("Keeping(Failed")));
}

#[tokio::test]
async fn a_refused_line_is_still_refused_after_a_restart() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    let nobody = identity(99).public();
    minsu.whisper(nobody, "거기 있어요?").await;
    let refused = |line: &maru::client::Line| matches!(line.sending(), Some(Sending::Failed(_)));
    minsu.until(|timeline| timeline.lines().any(refused)).await;
    minsu.cut().await;
    let room = room(data.path());
    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| timeline.lines().any(refused)).await;
    let ticket = alone.timeline.lines().find(|line| refused(line)).unwrap().ticket.unwrap();
    alone.client().discard(ticket).unwrap();
    alone.until(|timeline| !timeline.lines().any(refused)).await;
    alone.cut().await;
    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| matches!(timeline.phase(), Phase::Lost { .. })).await;
    assert!(alone.texts().is_empty());
    assert!(matches!(alone.timeline.phase(), Phase::Lost { error: ConnectError::NothingListens, .. }));
}

#[tokio::test]
async fn how_far_a_person_has_read_is_known_after_a_restart() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut seoyeon = table.guest(3, "서연").await;
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    seoyeon.say("읽은 줄").await;
    minsu.hears("읽은 줄").await;
    minsu.client().read(minsu.timeline.newest()).unwrap();
    seoyeon.say("안 읽은 줄").await;
    minsu.hears("안 읽은 줄").await;
    minsu.cut().await;
    let room = room(data.path());
    let mut alone = Guest::keeping(identity(2), "민수", nowhere(), keep(data.path(), Some(room)));
    alone.until(|timeline| timeline.first_unread().is_some()).await;
    let unread = alone.timeline.first_unread().unwrap();
    let line = alone.timeline.lines().find(|line| line.id == unread).unwrap();
    assert_eq!(common::text_of(line).as_deref(), Some("안 읽은 줄"));
}

#[tokio::test]
async fn what_a_host_put_back_to_an_older_copy_has_lost_comes_back_from_its_members() {
    let all = tempfile::tempdir().unwrap();
    let (hosted, older) = (all.path().join("hosted"), all.path().join("older"));
    let (mine, hers) = (all.path().join("mine"), all.path().join("hers"));
    let table = Table::kept(&Folder::new(&hosted), None);
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(&mine, None));
    let mut seoyeon = Guest::keeping(identity(3), "서연", table.route(), keep(&hers, None));
    here(&mut seoyeon).await;
    here(&mut minsu).await;
    minsu.say("하나").await;
    seoyeon.hears("하나").await;
    minsu.hears("하나").await;
    minsu.cut().await;
    seoyeon.cut().await;
    let room = room(&mine);
    table.host.stop();
    copy(&hosted, &older);

    let table = Table::kept(&Folder::new(&hosted), Some(room));
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(&mine, Some(room)));
    let mut seoyeon = Guest::keeping(identity(3), "서연", table.route(), keep(&hers, Some(room)));
    here(&mut seoyeon).await;
    here(&mut minsu).await;
    for text in ["둘", "셋"] {
        minsu.say(text).await;
        seoyeon.hears(text).await;
    }
    seoyeon.say("넷").await;
    minsu.hears("넷").await;
    minsu.cut().await;
    // Somebody who never comes again: only the others have that line.
    seoyeon.hears("넷").await;
    seoyeon.cut().await;
    table.host.stop();
    std::fs::remove_dir_all(&hosted).unwrap();
    copy(&older, &hosted);

    let table = Table::kept(&Folder::new(&hosted), Some(room));
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(&mine, Some(room)));
    let is_mark = |line: &maru::client::Line| matches!(line.kind, maru::client::LineKind::Restored { .. });
    minsu
        .until(|timeline| {
            let is_back = timeline.lines().any(is_mark) && timeline.phase() == &Phase::Here;
            is_back && timeline.waiting() == 0 && !timeline.lines().any(|line| line.is_lost)
        })
        .await;
    let told = |what: &str| minsu.told.iter().filter(|told| told.starts_with(what)).count();
    assert_eq!((told("Restored"), told("Offered"), told("Ended")), (1, 1, 0));
    let mut jihun = table.guest(4, "지훈").await;
    for text in ["하나", "둘", "셋", "넷"] {
        jihun.hears(text).await;
        let times = |texts: Vec<String>| texts.iter().filter(|other| *other == text).count();
        assert_eq!((times(jihun.texts()), times(minsu.texts())), (1, 1), "{text}");
    }
}

#[tokio::test]
async fn a_copy_whose_file_is_empty_is_told_and_had_from_the_host_again() {
    let (table, data) = (Table::new(), tempfile::tempdir().unwrap());
    let mut minsu = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), None));
    here(&mut minsu).await;
    minsu.say("하나").await;
    minsu.hears("하나").await;
    minsu.cut().await;
    let room = room(data.path());
    let path = Folder::new(data.path()).file(Side::Member, room);
    std::fs::write(&path, "").unwrap();
    let mut back = Guest::keeping(identity(2), "민수", table.route(), keep(data.path(), Some(room)));
    back.hears("하나").await;
    let told: Vec<_> = back.told.iter().filter(|told| told.starts_with("Keeping(Salvaged")).collect();
    assert_eq!(told.len(), 1, "{:?}", back.told);
    assert!(told[0].contains("lost: None") && told[0].contains("damaged-1"), "{told:?}");
    back.cut().await;
}
