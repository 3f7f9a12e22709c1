//! A room that outlives its program: going on with what was kept, and reading what is not in memory. Pure.

use super::board::Hung;
use super::{Opening, Room};
use crate::host::log::Log;
use crate::host::mailbox::{self, Mailbox};
use crate::store::{MemberRecord, Row};
use crate::wire::limits::REOPENED_WITHIN;
use crate::wire::{
    Board, CodecError, Delivery, Event, Kind, Mark, Now, PageHead, PageRequest, Passage, PublicKey, Seq,
    Time, Topic, decode, encode, limits,
};

/// A page that is not in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    request: PageRequest,
    /// The page ends just before this place.
    pub before: Seq,
    /// Events of it at most.
    pub count: u64,
    floor: Seq,
}

impl Elsewhere {
    /// Appends the page that was found, oldest first, to a member's answers.
    pub fn answer(&self, rows: &[Row], out: &mut Vec<u8>) {
        let frames = rows.iter().map(|row| row.frame.as_slice()).collect::<Vec<_>>().concat();
        let events = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        page_frames(PageHead { before: self.request.before, events, floor: self.floor }, &frames, out);
    }
}

fn page_frames(head: PageHead, frames: &[u8], out: &mut Vec<u8>) {
    if encode(&Delivery::Page(head), out).is_ok() {
        out.extend_from_slice(frames);
    }
}

/// What was kept of a room.
#[derive(Debug, Default)]
pub struct Kept {
    /// What stands just before the oldest of `rows`.
    pub before: Mark,
    /// The newest public events without a hole, oldest first.
    pub rows: Vec<Row>,
    /// The oldest public place that is kept at all.
    pub floor: Seq,
    /// The members, with the letters in their mailboxes.
    pub members: Vec<(PublicKey, MemberRecord, Vec<mailbox::Kept>)>,
    /// The topic, if there is one.
    pub topic: Option<Topic>,
    /// What hangs on the board.
    pub board: Board,
    /// The frames of the lines that are pinned there.
    pub pinned: Vec<u8>,
    /// The newest time on any shelf; a letter may be newer than the newest public event.
    pub time: Time,
}

impl Room {
    /// Goes on with a room that was kept, and has what happens kept from here on.
    ///
    /// # Errors
    /// [`CodecError`] never in practice: a head always fits.
    pub fn restored(opening: Opening, now: Now, kept: Kept) -> Result<Self, CodecError> {
        let bounds = opening.bounds;
        let mut room = Self::new(opening);
        let rows = kept.rows.iter().map(|row| (row.mark, row.frame.as_slice()));
        let newest = kept.rows.last().map_or(kept.before, |row| row.mark);
        room.log = Log::restored(bounds, kept.before, rows, room.identity.head(room.id, newest))?;
        room.floor = kept.floor.max(1);
        room.time = kept.time;
        room.topic = kept.topic;
        room.hung = Hung::restored(kept.board, &kept.pinned, newest.seq);
        for (key, record, letters) in kept.members {
            let places = mailbox::Places {
                before: record.letters_before,
                last: record.letters_last,
                delivered: record.delivered,
            };
            let mailbox = Mailbox::restored(now.ticks, places, letters);
            let member = room.new_member(record.name.clone()).restored(record, mailbox);
            room.names.insert(member.name.skeleton(), key);
            room.members.insert(key, member);
        }
        let is_recent = now.wall.saturating_sub(room.time) <= REOPENED_WITHIN;
        for event in kept.rows.iter().filter_map(Row::event) {
            room.bodies.note(event.header.body);
            room.take_up_words(&event);
            if is_recent {
                room.announce_again(&event);
            }
        }
        room.batches.keep();
        Ok(room)
    }

    /// Whoever was here when the program ended a moment ago has not gone: coming back is no arrival.
    fn announce_again(&mut self, event: &Event) {
        if event.header.author != self.identity.public() {
            return;
        }
        let passage = event.content().and_then(|content| decode::<Passage>(&content.bytes).ok());
        let member = passage.and_then(|passage| self.members.get_mut(&passage.member));
        match (event.header.kind, member) {
            (Kind::ARRIVAL, Some(member)) => member.announced = true,
            (Kind::DEPARTURE, Some(member)) => member.announced = false,
            _ => {}
        }
    }

    /// Public events up to this place are no longer kept anywhere.
    pub fn kept_from(&mut self, floor: Seq) {
        self.floor = self.floor.max(floor);
    }

    /// Returns the oldest place that can be read, from memory or from where the room is kept.
    #[must_use]
    pub fn floor(&self) -> Seq {
        match self.batches.keeps() {
            true => self.floor,
            false => self.log.floor(),
        }
    }

    /// Appends an older page, as it was asked for, to a member's answers; one that lies below what is in
    /// memory is to be asked for where the room is kept.
    pub fn page(&self, request: PageRequest, out: &mut Vec<u8>) -> Option<Elsewhere> {
        let end = request.before.min(self.log.published().seq.saturating_add(1));
        let count = u64::from(request.count.min(limits::PAGE_EVENTS));
        if end <= self.log.floor() && end > self.floor() {
            return Some(Elsewhere { request, before: end, count, floor: self.floor() });
        }
        let from = end.saturating_sub(count).max(self.log.floor());
        let mut frames = Vec::new();
        let events = self.log.copy_newest(from..end, limits::FRAME_BYTES, &mut frames);
        page_frames(PageHead { before: request.before, events, floor: self.floor() }, &frames, out);
        None
    }
}
