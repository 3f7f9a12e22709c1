//! The program that loses power: a host's store at work, which says after each commit what was promised by it.
//!
//! Runs in a process of its own under `strace`. What it promises goes into a file, so that the promise stands in the
//! same trace as everything else, in the order in which things happened.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use futures::StreamExt as _;
use futures::stream::FuturesOrdered;
use maru::identity::{Identity, Said};
use maru::store::{Batch, Change, Folder, LaneRecord, LetterRow, LineRow, MemberRecord, Row, Side, Store};
use maru::wire::{
    Audience, Body, Content, Event, Hash, Header, Kind, Mark, Name, PublicKey, RoomId, Seq, Slot,
};

use crate::random::Random;

pub(crate) const ROOM: RoomId = RoomId([5; 8]);
/// Where promises are written, beside the data folder.
pub(crate) const PROMISES: &str = "promises";
/// Batches in flight, as a busy host has them.
const AHEAD: usize = 3;
/// Batches of each life; more than enough for the log to be written back into the file on the way.
const BATCHES: u64 = 160;
/// Lives, each of which ends in order.
const LIVES: u64 = 2;

/// Every event that the program ever writes, from the seed alone.
pub(crate) struct Chain {
    identity: Identity,
    random: Random,
    last: Mark,
    letters: Mark,
}

impl Chain {
    pub(crate) fn new(seed: u64) -> Self {
        let identity = Identity::from_seed([3; 32]).unwrap();
        Self { identity, random: Random::new(seed), last: Mark::default(), letters: Mark::default() }
    }

    pub(crate) fn author(&self) -> PublicKey {
        self.identity.public()
    }

    fn event(&mut self, audience: Audience) -> Event {
        let long = if self.random.chance(8) { 3_000 } else { 80 };
        let bytes = vec![b'a' + self.random.byte() % 26; self.random.between(1, long)];
        let content = Content { salt: [self.random.byte(); 16], bytes };
        let (me, after) = (self.author(), self.last.seq);
        let (last, slot) = match audience {
            Audience::Room => (&mut self.last, Slot::Room { seq: after + 1 }),
            Audience::Member(to) => {
                let seq = self.letters.seq + 1;
                (&mut self.letters, Slot::Mail { owner: me, seq, to, after })
            }
        };
        let (nonce, seen, kind) = (slot.seq(), Mark::default(), Kind::CHAT);
        let (previous, body) = (last.hash, content.hash());
        let said = Said { audience, nonce, seen, kind, content: content.clone() };
        let signature = self.identity.draft(ROOM, said).signature;
        let (time, name) = (1_000 + nonce, Name::parse("민수").unwrap());
        let header = Header { room: ROOM, slot, previous, time, author: me, name, nonce, seen, kind, body };
        let event = Event { header, body: Body::Present(content), signature };
        *last = event.mark();
        event
    }

    /// The next batch: events, sometimes a letter, and a record that says how far its member is by then.
    pub(crate) fn batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        for _ in 0..self.random.between(1, 2) {
            let event = self.event(Audience::Room);
            batch.changes.extend(LineRow::of(&event).map(Change::Line));
            batch.push(Change::Event(Row::of(event).unwrap()));
        }
        if self.random.chance(20) {
            let row = Row::of(self.event(Audience::Member(PublicKey([9; 32])))).unwrap();
            batch.push(Change::Letter(LetterRow { owner: self.author(), after: self.last.seq, row }));
        }
        let lane = |settled| LaneRecord { settled, outcomes: Vec::new() };
        let record = MemberRecord {
            name: Name::parse("민수").unwrap(),
            renamed: 0,
            room: lane(self.last.seq),
            mail: lane(self.letters.seq),
            letters_before: Mark::default(),
            letters_last: self.letters,
            delivered: 0,
        };
        batch.push(Change::Member(self.author(), Box::new(record)));
        batch
    }

    /// The hashes of the whole public shelf, by place; the first stands for the beginning.
    pub(crate) fn hashes(seed: u64) -> Vec<Hash> {
        let mut chain = Self::new(seed);
        let mut hashes = vec![Hash::default()];
        for _ in 0..LIVES * BATCHES {
            hashes.extend(chain.batch().changes.iter().filter_map(|change| match change {
                Change::Event(row) => Some(row.mark.hash),
                _ => None,
            }));
        }
        hashes
    }
}

/// Writes batch after batch and promises what is committed.
pub(crate) async fn run(root: &Path, seed: u64) {
    let promises = OpenOptions::new().create(true).append(true).open(root.join(PROMISES)).unwrap();
    let mut chain = Chain::new(seed);
    for _ in 0..LIVES {
        let folder = Folder::new(&root.join("data"));
        let lock = folder.lock().unwrap();
        let room = folder.lock_room(Side::Host, ROOM).unwrap();
        let (store, salvage) = Store::open(&folder.file(Side::Host, ROOM), ROOM, Side::Host).unwrap();
        assert_eq!(salvage, None);
        live(&store, &mut chain, &promises).await;
        store.close().await;
        drop((room, lock));
    }
}

async fn live(store: &Store, chain: &mut Chain, promises: &File) {
    let mut flying = FuturesOrdered::new();
    for at in 0..BATCHES {
        if flying.len() >= AHEAD {
            promise(promises, flying.next().await);
        }
        let batch = chain.batch();
        let last = chain.last.seq;
        flying.push_back(async move { store.commit(batch).await.map(|()| last) });
        if at % 20 == 7 {
            store.read(|database| database.last()).await.unwrap();
        }
    }
    while !flying.is_empty() {
        promise(promises, flying.next().await);
    }
}

fn promise(mut promises: &File, committed: Option<Result<Seq, maru::store::StoreError>>) {
    let last = committed.unwrap().unwrap();
    promises.write_all(format!("{last}\n").as_bytes()).unwrap();
}
