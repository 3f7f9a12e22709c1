//! A store keeps what it was given, refuses what does not follow, and saves what is good of a damaged one.

use std::fs;

use super::*;
use crate::identity::{Identity, Said};
use crate::wire::{Audience, Body, Content, Event, Header, Kind, Mark, Name, PublicKey, Seq, Slot};

const ROOM: RoomId = RoomId([5; 8]);

/// Events of one chain, as a host makes them.
struct Chain {
    identity: Identity,
    last: Mark,
}

impl Chain {
    fn new() -> Self {
        Self { identity: Identity::from_seed([3; 32]).unwrap(), last: Mark::default() }
    }

    fn event(&mut self, text: &str) -> Event {
        let Mark { seq, hash } = self.last;
        let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
        let said = Said {
            audience: Audience::Room,
            nonce: seq + 1,
            seen: self.last,
            kind: Kind::CHAT,
            content: content.clone(),
        };
        let header = Header {
            room: ROOM,
            slot: Slot::Room { seq: seq + 1 },
            previous: hash,
            time: 1_000 + seq,
            author: self.identity.public(),
            name: Name::parse("민수").unwrap(),
            nonce: seq + 1,
            seen: self.last,
            kind: Kind::CHAT,
            body: content.hash(),
        };
        let signature = self.identity.draft(ROOM, said).signature;
        let event = Event { header, body: Body::Present(content), signature };
        self.last = event.mark();
        event
    }

    fn batch(&mut self, count: usize) -> Batch {
        let mut batch = Batch::default();
        for at in 0..count {
            let event = self.event(&format!("line {at}"));
            batch.push(Change::Line(LineRow::of(&event).unwrap()));
            batch.push(Change::Event(Row::of(event).unwrap()));
        }
        batch
    }
}

fn seqs(rows: &[Row]) -> Vec<Seq> {
    rows.iter().map(|row| row.mark.seq).collect()
}

const ALL: Share = Share { events: usize::MAX, bytes: usize::MAX };

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let mut chain = Chain::new();
    {
        let mut database = Database::open(&path, ROOM).unwrap();
        database.commit(&chain.batch(30)).unwrap();
    }
    let (database, salvage) = open_file(&path, ROOM, Side::Host).unwrap();
    assert_eq!(salvage, None);
    assert_eq!(database.last().unwrap(), chain.last);
    assert_eq!(seqs(&database.events_after(27, ALL).unwrap()), [28, 29, 30]);
    assert_eq!(seqs(&database.events_before(4, ALL).unwrap()), [1, 2, 3]);
    assert_eq!(seqs(&database.events_before(31, Share { events: 2, bytes: usize::MAX }).unwrap()), [29, 30]);
    assert_eq!(seqs(&database.events_after(0, Share { events: 9, bytes: 1 }).unwrap()), [1]);
    assert_eq!(database.mark(31).unwrap(), None);
}

#[test]
fn another_event_in_the_same_place_is_refused_and_nothing_of_its_batch_is_kept() {
    let mut database = Database::in_memory(ROOM).unwrap();
    let mut chain = Chain::new();
    let first = chain.batch(3);
    database.commit(&first).unwrap();
    database.commit(&first).unwrap();
    let mut other = Chain::new();
    other.event("not the same");
    let mut batch = Batch::default();
    batch.push(Change::Fact(Fact::Topic, vec![1]));
    other.last = Mark { seq: 2, ..other.last };
    batch.push(Change::Event(Row::of(other.event("a second third")).unwrap()));
    assert!(matches!(database.commit(&batch), Err(StoreError::OutOfOrder)));
    assert_eq!(database.fact(Fact::Topic).unwrap(), None);
    assert_eq!(database.last().unwrap(), chain.last);
}

#[test]
fn the_oldest_go_and_the_place_before_the_rest_is_known() {
    let mut database = Database::in_memory(ROOM).unwrap();
    let mut chain = Chain::new();
    database.commit(&chain.batch(10)).unwrap();
    let mark = database.mark(6).unwrap().unwrap();
    database.commit(&Batch { changes: vec![Change::EventsUpTo(mark)] }).unwrap();
    assert_eq!(database.before().unwrap(), mark);
    assert_eq!(seqs(&database.events_after(6, ALL).unwrap()), [7, 8, 9, 10]);
    assert_eq!(database.size().unwrap().0, 4);
}

#[test]
fn a_shelf_beyond_a_cap_lets_its_oldest_go() {
    let kept = |caps: Caps| {
        let mut database = Database::in_memory(ROOM).unwrap();
        database.commit(&Chain::new().batch(10)).unwrap();
        database.commit(&Batch { changes: vec![Change::Trim(caps)] }).unwrap();
        let rows = database.events_after(database.before().unwrap().seq, ALL).unwrap();
        assert_eq!(database.size().unwrap().0, rows.len() as u64, "no hole");
        seqs(&rows)
    };
    let caps = Caps { events: 100, bytes: u64::MAX, oldest: 0 };
    assert_eq!(kept(caps).len(), 10);
    assert_eq!(kept(Caps { events: 4, ..caps }), [7, 8, 9, 10]);
    assert_eq!(kept(Caps { oldest: 1_008, ..caps }), [9, 10]);
    let two = 2 * Row::of(Chain::new().event("line 0")).unwrap().frame.len() as u64 + 40;
    assert_eq!(kept(Caps { bytes: two, ..caps }), [9, 10]);
    assert!(kept(Caps { events: 0, ..caps }).is_empty());
}

#[test]
fn a_hole_ends_what_is_read_in_one_piece() {
    let mut database = Database::in_memory(ROOM).unwrap();
    let mut chain = Chain::new();
    let mut batch = chain.batch(10);
    batch.changes.retain(|change| !matches!(change, Change::Event(row) if row.mark.seq == 5));
    database.commit(&batch).unwrap();
    assert_eq!(seqs(&database.events_before(11, ALL).unwrap()), [6, 7, 8, 9, 10]);
    assert_eq!(seqs(&database.events_after(0, ALL).unwrap()), [1, 2, 3, 4]);
    assert_eq!(database.mark_at_or_before(5).unwrap().map(|mark| mark.seq), Some(4));
}

#[test]
fn history_that_was_given_up_is_set_aside_and_can_be_had_again() {
    let mut database = Database::in_memory(ROOM).unwrap();
    let mut chain = Chain::new();
    database.commit(&chain.batch(6)).unwrap();
    database.commit(&Batch { changes: vec![Change::Aside(4, PublicKey([0; 32]))] }).unwrap();
    let aside = database.aside().unwrap();
    assert_eq!(aside.iter().map(|event| event.header.slot.seq()).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(database.last().unwrap().seq, 4);
    database.commit(&Batch { changes: vec![Change::AsideDone(aside[0].mark())] }).unwrap();
    assert_eq!(database.aside().unwrap().len(), 1);
}

/// Writes 50 events, lets `harm` at the file, and opens it again.
fn harmed(side: Side, harm: impl FnOnce(&rusqlite::Connection)) -> (Database, Option<Salvage>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let mut database = Database::open(&path, ROOM).unwrap();
    database.commit(&Chain::new().batch(50)).unwrap();
    drop(database);
    let connection = rusqlite::Connection::open(&path).unwrap();
    harm(&connection);
    drop(connection);
    let (database, salvage) = open_file(&path, ROOM, side).unwrap();
    if let Some(salvage) = &salvage {
        assert!(salvage.damaged.exists());
    }
    (database, salvage)
}

#[test]
fn a_damaged_event_ends_the_hosts_shelf_and_is_a_hole_in_a_members() {
    let harm = |connection: &rusqlite::Connection| {
        connection.execute("UPDATE event SET frame = zeroblob(length(frame)) WHERE seq = 41", []).unwrap();
    };
    let (host, salvage) = harmed(Side::Host, harm);
    assert_eq!(salvage.unwrap().lost, Some(10));
    assert_eq!(host.last().unwrap().seq, 40);
    let (member, salvage) = harmed(Side::Member, harm);
    assert_eq!(salvage.unwrap().lost, Some(1));
    assert_eq!(member.last().unwrap().seq, 50);
    assert_eq!(member.mark(41).unwrap(), None);
}

#[test]
fn a_missing_event_is_damage_to_a_host() {
    let harm = |connection: &rusqlite::Connection| {
        connection.execute("DELETE FROM event WHERE seq = 20", []).unwrap();
    };
    let (host, salvage) = harmed(Side::Host, harm);
    assert_eq!((host.last().unwrap().seq, salvage.unwrap().lost), (19, Some(31)));
}

#[test]
fn a_file_that_ends_too_early_is_saved_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let mut database = Database::open(&path, ROOM).unwrap();
    database.commit(&Chain::new().batch(500)).unwrap();
    drop(database);
    let length = fs::metadata(&path).unwrap().len();
    fs::File::options().write(true).open(&path).unwrap().set_len(length / 2).unwrap();
    let (database, salvage) = open_file(&path, ROOM, Side::Host).unwrap();
    assert!(salvage.is_some());
    let last = database.last().unwrap().seq;
    assert_eq!(database.events_after(0, ALL).unwrap().len() as u64, last);
    assert!(last < 500);
}

#[tokio::test]
async fn threads_write_in_order_and_answer_when_it_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let (store, _) = Store::open(&path, ROOM, Side::Host).unwrap();
    let mut chain = Chain::new();
    let batches: Vec<_> = (0..40).map(|_| chain.batch(3)).collect();
    let commits = batches.into_iter().map(|batch| store.commit(batch));
    for result in futures::future::join_all(commits).await {
        result.unwrap();
    }
    assert_eq!(store.read(|database| database.last()).await.unwrap(), chain.last);
    store.close().await;
    assert!(matches!(store.commit(Batch::default()).await, Err(StoreError::Closed)));
    assert_eq!(Database::open(&path, ROOM).unwrap().last().unwrap(), chain.last);
}
