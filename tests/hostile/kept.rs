//! A room that is kept, and what may be said to it out of turn: places it never had, numbers of an earlier life, dates
//! of another century, a thousand words at once.

use maru::identity::Said;
use maru::store::{Batch, Change, Database, Folder, Row, Side};
use maru::wire::{
    Audience, Body, Content, Delivery, Draft, Event, Hash, Header, Hello, Kind, Mark, Outcome, Preamble,
    Rejection, Request, Resume, RoomId, Slot,
};

use crate::common::{Guest, Table, identity, name};
use crate::rogue::{Rogue, frame};

/// Milliseconds from 1970 to 2100.
const YEAR_2100: u64 = 4_102_444_800_000;

fn draft(room: RoomId, signer: u8, nonce: u64, text: &str) -> Request {
    Request::Say(signed(room, signer, nonce, text))
}

fn signed(room: RoomId, signer: u8, nonce: u64, text: &str) -> Draft {
    let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
    let said = Said { audience: Audience::Room, nonce, seen: Mark::default(), kind: Kind::CHAT, content };
    identity(signer).draft(room, said)
}

struct Home {
    data: tempfile::TempDir,
    room: RoomId,
}

impl Home {
    fn new() -> (Self, Table) {
        let data = tempfile::tempdir().unwrap();
        let table = Table::kept(&Folder::new(data.path()), None);
        (Self { data, room: table.host.room() }, table)
    }

    fn folder(&self) -> Folder {
        Folder::new(self.data.path())
    }

    async fn open_again(&self, table: Table) -> Table {
        tokio::task::spawn_blocking(move || table.host.stop()).await.unwrap();
        Table::kept(&self.folder(), Some(self.room))
    }
}

/// Comes in from a place; returns where the host goes on.
async fn enter(table: &Table, seed: u8, called: &str, resume: Option<Resume>) -> (Rogue, Mark, Mark) {
    let mut rogue = Rogue::shake(table, seed).await;
    let hello = Request::Hello(Hello { name: name(called), resume });
    rogue.write(&[frame(&Preamble::ours()), frame(&hello)].concat()).await;
    match rogue.next().await {
        Some(Delivery::Welcome(welcome)) => (rogue, welcome.log, welcome.mail),
        other => panic!("{other:?}"),
    }
}

/// The next public event.
async fn event(rogue: &mut Rogue) -> Event {
    loop {
        match rogue.next().await {
            Some(Delivery::Event(event)) => return event,
            Some(Delivery::Closed(closed)) => panic!("{closed:?}"),
            Some(_) => {}
            None => panic!("ended without an event"),
        }
    }
}

#[tokio::test]
async fn a_place_that_the_host_never_had_is_answered_with_one_that_it_has() {
    let (home, table) = Home::new();
    let mut minsu = table.guest(2, "민수").await;
    for line in 0..30 {
        minsu.say(&format!("줄 {line}")).await;
    }
    minsu.hears("줄 29").await;
    drop(minsu);
    // Also with nothing but the disk to look at.
    let table = home.open_again(table).await;
    let mut seoyeon = table.guest(3, "서연").await;
    let hash = Hash([7; 32]);
    let places = [
        (u64::MAX, hash),
        (u64::MAX - 1, Hash::default()),
        (0, hash),
        (1, hash),
        (15, hash),
        (31, hash),
        (10_000, hash),
    ];
    let rooms = [home.room, RoomId([0xff; 8])];
    for (n, ((seq, hash), room)) in places.into_iter().flat_map(|at| rooms.map(|room| (at, room))).enumerate()
    {
        let mark = Mark { seq, hash };
        let (mut rogue, log, mail) =
            enter(&table, 66, "나쁜이", Some(Resume { room, log: mark, mail: mark })).await;
        assert!(log.seq < 100 && mail == Mark::default(), "{mark:?}: {log:?} {mail:?}");
        let text = format!("그래도 {n}");
        seoyeon.say(&text).await;
        seoyeon.hears(&text).await;
        let mut last = log;
        while last.seq < 30 + n as u64 {
            let event = event(&mut rogue).await;
            assert_eq!(
                (event.header.slot.seq(), event.header.previous),
                (last.seq + 1, last.hash),
                "{mark:?}"
            );
            last = event.mark();
        }
    }
    assert!(!seoyeon.told.iter().any(|told| told.starts_with("Lost")));
}

#[tokio::test]
async fn a_number_of_an_earlier_life_of_the_host_gets_its_first_answer_again() {
    let (home, table) = Home::new();
    let (mut rogue, ..) = enter(&table, 66, "로봇", None).await;
    for (nonce, text) in [(1, "하나"), (2, "둘"), (3, "셋")] {
        rogue.write(&frame(&draft(home.room, 66, nonce, text))).await;
    }
    rogue.write(&frame(&draft(home.room, 67, 4, "남의 이름으로"))).await;
    assert_eq!(rogue.answer().await, (4, Outcome::Refused(Rejection::BadSignature)));
    rogue.write(&frame(&draft(RoomId([9; 8]), 66, 5, "다른 방에서"))).await;
    assert_eq!(rogue.answer().await, (5, Outcome::Refused(Rejection::BadSignature)));
    drop(rogue);
    let table = home.open_again(table).await;
    let (mut rogue, ..) = enter(&table, 66, "로봇", None).await;
    rogue.write(&frame(&draft(home.room, 66, 3, "셋이 아닌 것"))).await;
    assert!(matches!(rogue.answer().await, (3, Outcome::Accepted(_))));
    rogue.write(&frame(&draft(home.room, 66, 4, "이번에는 내 이름으로"))).await;
    assert_eq!(rogue.answer().await, (4, Outcome::Refused(Rejection::BadSignature)));
    rogue.write(&frame(&draft(home.room, 66, 6, "여섯"))).await;
    let mut minsu = table.guest(2, "민수").await;
    minsu.hears("여섯").await;
    assert_eq!(minsu.texts(), ["하나", "둘", "셋", "여섯"]);
    // A number that skips one, and one that is none.
    for nonce in [8, 0] {
        let (mut rogue, ..) = enter(&table, 66, "로봇", None).await;
        rogue.write(&frame(&draft(home.room, 66, nonce, "일곱"))).await;
        assert_eq!(rogue.ends().await, Some(maru::wire::Closed::BrokenRule), "{nonce}");
    }
    minsu.say("끝").await;
    minsu.hears("끝").await;
    assert_eq!(minsu.texts().len(), 5);
}

#[tokio::test]
async fn a_thousand_words_in_one_write_are_settled_in_order_and_delay_nobody_for_long() {
    let (home, table) = Home::new();
    let mut minsu = table.guest(2, "민수").await;
    let (mut rogue, ..) = enter(&table, 66, "로봇", None).await;
    let words: Vec<u8> =
        (1..=1_000).flat_map(|nonce| frame(&draft(home.room, 66, nonce, &format!("{nonce}")))).collect();
    rogue.write(&words).await;
    minsu.say("나도").await;
    minsu.hears("나도").await;
    let mut next = 1;
    while next <= 1_000 {
        let event = event(&mut rogue).await;
        if event.header.author == identity(66).public() {
            assert_eq!(event.header.nonce, next);
            next += 1;
        }
    }
    rogue.write(&(1..=1_000).flat_map(|number| frame(&Request::Ping(number))).collect::<Vec<_>>()).await;
    let mut pongs = 0;
    while pongs < 1_000 {
        match rogue.next().await {
            Some(Delivery::Pong(number)) => {
                pongs += 1;
                assert_eq!(number, pongs);
            }
            Some(Delivery::Closed(closed)) => panic!("{closed:?}"),
            other => assert!(other.is_some(), "ended after {pongs}"),
        }
    }
    minsu.hears("1000").await;
}

/// Puts an event behind the last one, as a host with that clock would have.
fn append(database: &mut Database, room: RoomId, time: u64, nonce: u64) {
    let last = database.last().unwrap();
    let Draft { seen, kind, content, signature, .. } = signed(room, 2, nonce, &format!("시각 {time}"));
    let header = Header {
        room,
        slot: Slot::Room { seq: last.seq + 1 },
        previous: last.hash,
        time,
        author: identity(2).public(),
        name: name("민수"),
        nonce,
        seen,
        kind,
        body: content.hash(),
    };
    let row = Row::of(Event { header, body: Body::Present(content), signature }).unwrap();
    database.commit(&Batch { changes: vec![Change::Event(row)] }).unwrap();
}

#[tokio::test]
async fn a_room_with_lines_of_2100_goes_on_and_its_time_never_falls() {
    let (home, table) = Home::new();
    drop(table.guest(2, "민수").await);
    tokio::task::spawn_blocking(move || table.host.stop()).await.unwrap();
    let path = home.folder().file(Side::Host, home.room);
    append(&mut Database::open(&path, home.room).unwrap(), home.room, YEAR_2100, 1);
    let table = Table::kept(&home.folder(), Some(home.room));
    let mut seoyeon = table.guest(3, "서연").await;
    seoyeon.say("지금").await;
    seoyeon.hears("지금").await;
    let mut late = Guest::go(4, "지훈", table.route());
    late.hears("지금").await;
    let times: Vec<_> = late.timeline.lines().map(|line| line.time).collect();
    assert!(times.is_sorted() && times.last() >= Some(&YEAR_2100), "{times:?}");
}
