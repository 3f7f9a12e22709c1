//! What the host has placed, kept for judging even after the host has let go of it.

use std::collections::{BTreeMap, BTreeSet};

use maru::host::log::Read;
use maru::host::room::{Kept, Reader};
use maru::host::shared::SharedRoom;
use maru::wire::{
    Decoder, Delivery, Event, Mark, Name, Nonce, PresenceState, PublicKey, RoomId, Seq, Shelf, Topic,
};

use crate::board::Hanging;
use crate::host::Ground;
use crate::note::Said;
use crate::property::{Law, Property};

/// One room's public shelf from the first event on.
#[derive(Clone)]
pub(crate) struct Truth {
    pub(crate) room: RoomId,
    pub(crate) events: Vec<Event>,
    /// The mark of each.
    pub(crate) marks: Vec<Mark>,
    /// Every nonce that was seen to be refused.
    pub(crate) refused: BTreeSet<(PublicKey, Shelf, Nonce)>,
    /// What was there and is not of the history that the host goes on with: public events that were shown, and letters.
    pub(crate) undone: Vec<Event>,
    offset: u64,
}

/// What the host holds at the end.
pub(crate) struct Holdings {
    pub(crate) members: BTreeMap<PublicKey, Name>,
    pub(crate) topic: Option<Topic>,
    pub(crate) board: Hanging,
    pub(crate) presence: BTreeMap<PublicKey, PresenceState>,
}

impl Truth {
    pub(crate) fn of(shared: &SharedRoom) -> Self {
        let room = shared.with(|room| room.id());
        Self {
            room,
            events: Vec::new(),
            marks: Vec::new(),
            refused: BTreeSet::new(),
            undone: Vec::new(),
            offset: 0,
        }
    }

    /// Takes down what was published since the last time.
    pub(crate) fn record(&mut self, shared: &SharedRoom, ground: &Ground) {
        let end = shared.with(|room| room.log().published_end());
        let mut bytes = Vec::new();
        loop {
            match shared.read(self.offset, end) {
                Read::UpToDate => break,
                // A slow disk makes long batches, longer than what lies in memory.
                Read::Gap(mark, offset) => {
                    let disk = ground.disk.as_ref().expect("a room in memory has short batches");
                    (self.last() + 1..=mark.seq).for_each(|seq| self.push(disk.offered(seq)));
                    self.offset = offset;
                }
                Read::Chunk(chunk) => {
                    self.offset += chunk.passed(chunk.bytes().len());
                    bytes.extend_from_slice(chunk.bytes());
                }
            }
        }
        for event in events_of(&bytes) {
            assert!(event.verify().is_ok(), "placed unsigned: {event:?}");
            self.push(event);
        }
    }

    fn push(&mut self, event: Event) {
        self.marks.push(event.mark());
        self.events.push(event);
    }

    /// The host came back from its disk: what it had never shown is there as well. What it has lost is not, which only an
    /// older copy explains; `letters` are those that were there before.
    pub(crate) fn reopen(&mut self, shared: &SharedRoom, kept: &Kept, letters: Option<Vec<Event>>) -> Law {
        self.offset = shared.with(|room| room.log().published_end());
        let newest = kept.rows.last().map_or(kept.before, |row| row.mark);
        let places = usize::try_from(newest.seq).unwrap().min(self.events.len());
        self.marks.truncate(places);
        let lost: Vec<_> = self.events.drain(places..).collect();
        match letters {
            Some(letters) => self.undo(lost, letters, kept),
            None if lost.is_empty() => {}
            None => {
                return Err(Property::CommittedFirst.broken("the host came back without what it had shown"));
            }
        }
        for row in &kept.rows {
            let before = usize::try_from(row.mark.seq).unwrap() - 1;
            match self.marks.get(before) {
                Some(mark) if *mark == row.mark => {}
                None if before == self.marks.len() => self.push(row.event().unwrap()),
                _ => {
                    return Err(Property::OneHistory
                        .broken(format!("the host came back with another {:?}", row.mark)));
                }
            }
        }
        match self.last() == newest.seq {
            true => Ok(()),
            false => Err(Property::OneHistory.broken("the host came back with a hole")),
        }
    }

    fn undo(&mut self, lost: Vec<Event>, letters: Vec<Event>, kept: &Kept) {
        let there: BTreeSet<_> =
            kept.members.iter().flat_map(|(_, _, letters)| letters).map(|letter| letter.mark.hash).collect();
        self.undone.extend(lost);
        self.undone.extend(letters.into_iter().filter(|letter| !there.contains(&letter.mark().hash)));
    }

    /// Returns the event with this mark, be it of the history that the host goes on with or of one that it has lost.
    pub(crate) fn ever(&self, mark: Mark) -> Option<&Event> {
        let placed = self.event(mark.seq).filter(|event| event.mark() == mark);
        placed.or_else(|| self.undone.iter().find(|event| event.mark() == mark))
    }

    /// Whether the host has lost this, which its author had said.
    pub(crate) fn has_lost(&self, author: PublicKey, said: &Said) -> bool {
        let body = said.content.hash();
        let is_it = |event: &Event| event.header.body == body || event.text().as_ref() == Some(&said.text);
        self.undone.iter().any(|event| event.header.author == author && is_it(event))
    }

    pub(crate) fn event(&self, seq: Seq) -> Option<&Event> {
        self.events.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    pub(crate) fn last(&self) -> Seq {
        self.events.len() as Seq
    }
}

/// Every letter in somebody's mailbox.
pub(crate) fn letters(shared: &SharedRoom, member: PublicKey) -> Vec<Event> {
    let mut reader = Reader { member, mail: 0, upto: Seq::MAX, presence: None, pinned: 0 };
    let mut bytes = Vec::new();
    shared.with(|room| room.read_private(&mut reader, usize::MAX, &mut bytes));
    events_of(&bytes).collect()
}

/// The presence table as a reader who had nothing is told it.
pub(crate) fn presence(shared: &SharedRoom) -> BTreeMap<PublicKey, PresenceState> {
    let mut reader = Reader { member: PublicKey([0; 32]), mail: 0, upto: 0, presence: None, pinned: 0 };
    let mut bytes = Vec::new();
    shared.with(|room| room.read_private(&mut reader, usize::MAX, &mut bytes));
    let changes = words_of(&bytes).into_iter().filter_map(|word| match word {
        Delivery::Presence(part) => Some(part.changes),
        _ => None,
    });
    changes.flatten().filter_map(|change| Some((change.member, change.state?))).collect()
}

pub(crate) fn words_of(bytes: &[u8]) -> Vec<Delivery> {
    let mut decoder = Decoder::new();
    decoder.signed_in();
    decoder.feed(bytes);
    std::iter::from_fn(|| decoder.poll_message().unwrap()).collect()
}

fn events_of(bytes: &[u8]) -> impl Iterator<Item = Event> + use<> {
    words_of(bytes).into_iter().filter_map(|word| match word {
        Delivery::Event(event) => Some(event),
        _ => None,
    })
}
