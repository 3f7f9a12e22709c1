//! `Chain`: what a host hands to its store, batch by batch, the same for the same seed.

use maru::identity::{Identity, Said};
use maru::store::{Batch, Change, LaneRecord, LetterRow, LineRow, MemberRecord, Row};
use maru::wire::{Audience, Body, Content, Event, Hash, Header, Kind, Mark, Name, PublicKey, RoomId, Slot};

use crate::random::Random;

pub(crate) const ROOM: RoomId = RoomId([5; 8]);

/// Everything that one host ever writes, from the seed alone.
pub(crate) struct Chain {
    identity: Identity,
    random: Random,
    pub(crate) last: Mark,
    letters: Mark,
    room: RoomId,
}

impl Chain {
    pub(crate) fn new(seed: u64) -> Self {
        Self::of(ROOM, seed)
    }

    pub(crate) fn of(room: RoomId, seed: u64) -> Self {
        let identity = Identity::from_seed([3; 32]).unwrap();
        Self { identity, random: Random::new(seed), last: Mark::default(), letters: Mark::default(), room }
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
        let signature = self.identity.draft(self.room, said).signature;
        let (time, name) = (1_000 + nonce, Name::parse("민수").unwrap());
        let header =
            Header { room: self.room, slot, previous, time, author: me, name, nonce, seen, kind, body };
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

    /// The next batch, as the hashes of its public events alone.
    pub(crate) fn hashes_of_batch(&mut self) -> Vec<Hash> {
        let hash = |change: &Change| match change {
            Change::Event(row) => Some(row.mark.hash),
            _ => None,
        };
        self.batch().changes.iter().filter_map(hash).collect()
    }
}
