//! What a member knows: the lines in order, who is there, the topic, the board. Pure.
//!
//! A fold over [`Update`]s, the same for window, console and bots. A line's [`LineId`] never
//! changes and never returns; lines are added at either end or, for a whisper that arrives late,
//! at its place between. Own lines that wait stand at the very end.

mod about;
mod board;
mod line;
mod own;
mod place;
mod roster;

use std::collections::{BTreeMap, VecDeque};

pub use super::about::Reacted;
pub use line::{Line, LineId, LineKind, Note, Sending};
pub use roster::{Member, Roster};

use self::line::{Key, line_of};
use super::about::About;
use super::error::ConnectError;
use super::kept::Kept;
use super::update::{Joined, Pending, Resumed, Step, Ticket, Update};
use crate::wire::{
    Board, Charter, Event, Kind, Live, Mark, Passage, PublicKey, RoomId, RoomName, Seq, Shelf, Slot, Spoken,
    Time, Topic, decode,
};

/// Whether this member is in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// On the way in, for the first time.
    Entering(Step),
    /// In the room.
    Here,
    /// The link broke; it is dialled again by itself.
    Lost {
        /// Attempts since.
        attempt: u32,
        /// Time until the next attempt, as of when it was told.
        wait: std::time::Duration,
        /// Why.
        error: ConnectError,
    },
    /// It is over.
    Ended(ConnectError),
}

/// The room that a timeline is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomInfo {
    /// Which room, and who hosts it.
    pub charter: Charter,
    /// Its id.
    pub id: RoomId,
    /// What it is called.
    pub name: RoomName,
    /// This member's own key.
    pub me: PublicKey,
}

/// An own change of a line, on its way.
#[derive(Debug)]
struct Change {
    live: Live,
    /// When it was wanted.
    since: Time,
}

/// What a member knows of one room.
#[derive(Debug)]
pub struct Timeline {
    phase: Phase,
    room: Option<RoomInfo>,
    topic: Option<Topic>,
    board: Board,
    /// Lines that are pinned, loaded or not.
    pinned: BTreeMap<Seq, Line>,
    roster: Roster,
    /// Told by the host, sorted by [`Key`].
    told: VecDeque<Line>,
    /// Own lines that wait or were refused, in the order typed.
    waiting: Vec<Line>,
    /// Whispers whose place among the public events is not loaded.
    early: Vec<Event>,
    /// Public events after this place are loaded.
    base: Seq,
    /// The newest public place told.
    newest: Seq,
    /// The oldest place that the host still keeps.
    floor: Seq,
    /// Membership and topic change only with events after this place.
    snapshot: Seq,
    paging: bool,
    /// Some of what was missed may still be had.
    missing: bool,
    /// When the newest of what one's own copy held was said, if there was one.
    kept_as_of: Option<Time>,
    /// How far the person had read when the copy was opened.
    read: Option<Seq>,
    /// Lines that the host has lost, by shelf and place.
    lost: Vec<(Shelf, Seq, LineId)>,
    /// What was said about each public line, loaded or not.
    about: BTreeMap<Seq, About>,
    /// Own changes of lines that are on their way.
    changes: BTreeMap<Ticket, Change>,
    /// The reader wants to see nothing from before.
    cleared: bool,
    next_id: u64,
    last_whisperer: Option<PublicKey>,
}

impl Default for Timeline {
    fn default() -> Self {
        Self::new()
    }
}

impl Timeline {
    /// Starts with nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self {
            phase: Phase::Entering(Step::Reach),
            room: None,
            topic: None,
            board: Board::default(),
            pinned: BTreeMap::new(),
            roster: Roster::default(),
            told: VecDeque::new(),
            waiting: Vec::new(),
            early: Vec::new(),
            base: 0,
            newest: 0,
            floor: 0,
            snapshot: 0,
            paging: false,
            missing: false,
            kept_as_of: None,
            read: None,
            lost: Vec::new(),
            about: BTreeMap::new(),
            changes: BTreeMap::new(),
            cleared: false,
            next_id: 0,
            last_whisperer: None,
        }
    }

    /// Takes in one thing that happened; updates must come in the order in which they were told.
    pub fn apply(&mut self, update: Update) {
        match update {
            Update::Ready(_) | Update::Slowed(_) | Update::Keeping(_) => {}
            Update::Restored { shelf, after, lost } => self.handle_restored(shelf, after, lost),
            Update::Returned(shelf, mark) => self.handle_returned(shelf, mark),
            Update::Offered(count) => drop(self.note(Note::Offered { count }, 0)),
            Update::Differs { name, .. } => drop(self.note(Note::Differs { name }, 0)),
            Update::Forked(_) => drop(self.note(Note::Forked, 0)),
            Update::Kept(kept) => self.handle_kept(*kept),
            Update::Step(step) => self.handle_step(step),
            Update::Joined(joined) => self.handle_joined(*joined),
            Update::Members(members) => self.roster.snapshot(members),
            Update::Event(event, ticket) => self.handle_event(&event, ticket),
            Update::Page { events, letters, floor, missing } => {
                self.missing = missing;
                self.handle_page(&events, &letters, floor);
            }
            Update::Board(board) => self.handle_board(*board),
            Update::Pinned(pinned) => self.handle_pinned(&pinned),
            Update::Presence(presence) => self.roster.presence(presence),
            Update::Pending(pending) => self.handle_pending(pending),
            Update::Refused { ticket, kind, rejection } => self.handle_refused(ticket, kind, rejection),
            Update::Settled(ticket) | Update::Discarded(ticket) => {
                self.settle(ticket);
            }
            Update::Lost { attempt, wait, error } => {
                self.roster.everyone_unknown();
                self.phase = Phase::Lost { attempt, wait, error };
            }
            Update::Ended(error) => {
                self.roster.everyone_unknown();
                self.phase = Phase::Ended(error);
            }
        }
    }

    /// Notes that an older page was asked for, so that it is not asked for twice.
    pub fn paging(&mut self) {
        self.paging = true;
    }

    /// Adds a line that only this screen shows.
    pub fn note(&mut self, note: Note, time: Time) -> LineId {
        let key = self.end();
        self.push(key, LineKind::Note(note), time)
    }

    /// Empties the screen; what the host tells from here on is shown again.
    pub fn clear(&mut self) {
        self.keep_pinned();
        self.told.clear();
        self.about.clear();
        self.waiting.retain(|line| matches!(line.sending(), Some(Sending::Sending)));
        self.early.clear();
        self.cleared = true;
    }

    /// Returns whether this member is in the room.
    #[must_use]
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Returns the room once this member was let in.
    #[must_use]
    pub fn room(&self) -> Option<&RoomInfo> {
        self.room.as_ref()
    }

    /// Returns the topic, if there is one.
    #[must_use]
    pub fn topic(&self) -> Option<&Topic> {
        self.topic.as_ref()
    }

    /// Returns who is a member and who is here.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Returns this member as the room knows it.
    #[must_use]
    pub fn me(&self) -> Option<&Member> {
        self.room.as_ref().and_then(|room| self.roster.member(&room.me))
    }

    /// Returns who whispered to this member last.
    #[must_use]
    pub fn last_whisperer(&self) -> Option<PublicKey> {
        self.last_whisperer
    }

    /// Returns how many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.told.len() + self.waiting.len()
    }

    /// Returns whether there is no line at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the line at `index`, counted from the oldest loaded.
    #[must_use]
    pub fn line(&self, index: usize) -> Option<&Line> {
        self.told.get(index).or_else(|| self.waiting.get(index.checked_sub(self.told.len())?))
    }

    /// Returns all lines, oldest first.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.told.iter().chain(&self.waiting)
    }

    /// Returns how many own lines and changes wait to be told by the host.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let lines = self.waiting.iter().filter(|line| line.sending() == Some(&Sending::Sending));
        lines.count() + self.changes.len()
    }

    /// Returns the place before which an older page may be asked for, if there is one to ask for.
    #[must_use]
    pub fn older(&self) -> Option<Seq> {
        let is_open = self.phase == Phase::Here || self.kept_as_of.is_some();
        let more = (self.base >= self.floor.max(1) || self.missing) && !self.cleared;
        (more && !self.paging && is_open).then(|| self.base.saturating_add(1))
    }

    /// Returns when the newest was said of what one's own copy held on opening; `None` if there was nothing.
    #[must_use]
    pub fn kept_as_of(&self) -> Option<Time> {
        self.kept_as_of
    }

    /// Returns the first line that the person had not read when the room was opened, if it is loaded.
    #[must_use]
    pub fn first_unread(&self) -> Option<LineId> {
        self.unread()?.next().map(|line| line.id)
    }

    /// Returns the first such line that somebody else said, and that was said before this visit.
    #[must_use]
    pub fn first_missed(&self) -> Option<LineId> {
        let missed = self.unread()?.take_while(|line| line.key.place() <= self.snapshot);
        let mut said = missed.filter(|line| line.is_said() && line.sending().is_none());
        said.next().map(|line| line.id)
    }

    /// Returns whether everything that was said before this visit has been told.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.phase == Phase::Here && self.newest >= self.snapshot
    }

    fn unread(&self) -> Option<impl Iterator<Item = &Line>> {
        let read = Key::after(self.read?);
        let from = self.told.partition_point(|line| line.key <= read);
        Some(self.told.range(from..))
    }

    /// Returns the newest public place told.
    #[must_use]
    pub fn newest(&self) -> Seq {
        self.newest
    }

    /// Returns the identity that the next line will have.
    #[must_use]
    pub fn next_line(&self) -> LineId {
        LineId(self.next_id + 1)
    }

    fn handle_step(&mut self, step: Step) {
        if let Phase::Entering(now) = &mut self.phase {
            *now = step;
        }
    }

    fn handle_kept(&mut self, kept: Kept) {
        let Some(door) = kept.door.clone() else { return };
        if self.room.as_ref().is_some_and(|room| room.id != kept.room) {
            self.leave_room();
        }
        self.kept_as_of = kept.time();
        (self.read, self.topic) = (Some(kept.read), kept.topic);
        (self.base, self.newest, self.snapshot) = (kept.base.seq, kept.log.seq, kept.log.seq);
        self.floor = kept.oldest;
        (self.paging, self.missing, self.cleared) = (false, false, false);
        self.roster.reset(kept.me, door.charter.host, door.name);
        self.roster.snapshot(kept.members);
        let (charter, name) = (door.charter, door.room_name);
        self.room = Some(RoomInfo { id: kept.room, charter, name, me: kept.me });
        kept.events.iter().for_each(|event| self.tell(event, None));
        kept.letters.iter().for_each(|letter| self.tell_letter(letter));
        self.board = kept.board;
        kept.pinned.iter().for_each(|pinned| self.handle_pinned(pinned));
        self.lost.clear();
        self.tell_lost(&kept.aside);
    }

    /// What the host has lost stays where it was read, marked, before everything that follows.
    fn handle_restored(&mut self, shelf: Shelf, after: Seq, lost: u64) {
        let is_lost = |line: &Line| match (shelf, line.key.letter()) {
            (Shelf::Room, None) => line.key.place() > after,
            (Shelf::Mail, Some(letter)) => letter > after,
            _ => false,
        };
        let end = if shelf == Shelf::Room { Key::after(after) } else { self.end() };
        let mut found = Vec::new();
        for line in self.told.iter_mut().filter(|line| !line.is_lost) {
            if is_lost(line) {
                let place = line.key.letter().unwrap_or(line.key.place());
                line.is_lost = line.is_said();
                line.give_up_place();
                found.push((shelf, place, line.id));
            }
            if shelf == Shelf::Room && line.key > end {
                line.key = line.key.letter().map_or(end, |_| line.key.moved_to(after));
            }
        }
        self.told.make_contiguous().sort_by_key(|line| line.key);
        self.lost.extend(found);
        if shelf == Shelf::Room {
            self.forget_about_after(after);
            self.forget_board_after(after);
            (self.newest, self.base) = (after, self.base.min(after));
            self.missing = false;
        }
        self.push(end, LineKind::Restored { shelf, lost }, 0);
    }

    /// A line that the host had lost is told again, in another place, or waits to be.
    fn handle_returned(&mut self, shelf: Shelf, mark: Mark) {
        let Some(at) = self.lost.iter().position(|(on, place, _)| (*on, *place) == (shelf, mark.seq)) else {
            return;
        };
        let (_, _, id) = self.lost.remove(at);
        self.told.retain(|line| line.id != id);
    }

    /// Shows what a copy has of lines that the host has lost.
    fn tell_lost(&mut self, events: &[Event]) {
        let public = events.iter().filter(|event| matches!(event.header.slot, Slot::Room { .. }));
        let first = public.map(|event| event.header.slot.seq()).min();
        let after = first.map_or(self.newest, |first| first.saturating_sub(1));
        for event in events {
            let Some(kind) = self.kind_of(event) else { continue };
            let (id, key) = (self.id(), Key::after(after));
            let (time, seq) = (event.header.time, event.header.slot.seq());
            let shelf = event.header.slot.audience().shelf();
            self.lost.push((shelf, seq, id));
            self.insert(Line { is_lost: true, ..Line::new(id, key, time, kind) });
        }
    }

    /// Places of the room before say nothing in the next one.
    fn leave_room(&mut self) {
        // A disk that missed events may hold letters from after all that it has of the room.
        self.push(Key::END, LineKind::OtherRoom, 0);
        self.told.iter_mut().for_each(Line::leave_room);
        self.about.clear();
        (self.board, self.pinned) = (Board::default(), BTreeMap::new());
        self.early.clear();
        self.missing = false;
    }

    fn handle_joined(&mut self, joined: Joined) {
        if joined.resumed == Resumed::OtherRoom {
            self.leave_room();
        }
        if matches!(joined.resumed, Resumed::First | Resumed::OtherRoom) {
            self.base = joined.log.seq;
            self.cleared = false;
        }
        if joined.resumed == Resumed::AfterGap {
            self.handle_gap(joined.log, joined.floor);
        }
        self.newest = joined.log.seq;
        self.floor = if self.base < joined.floor { self.base.saturating_add(1) } else { joined.floor };
        self.snapshot = joined.snapshot.seq;
        self.paging = false;
        self.topic = joined.topic;
        self.roster.reset(joined.me, joined.charter.host, joined.name);
        self.room = Some(RoomInfo {
            id: joined.charter.room(),
            charter: joined.charter,
            name: joined.room_name,
            me: joined.me,
        });
        self.phase = Phase::Here;
    }

    fn handle_event(&mut self, event: &Event, ticket: Option<Ticket>) {
        let own = ticket.and_then(|ticket| self.settle(ticket));
        match event.header.slot {
            Slot::Room { seq } => {
                if seq > self.snapshot {
                    self.fold(event);
                }
                self.newest = seq;
                self.tell(event, own);
            }
            Slot::Mail { after, .. } if after < self.base => self.tell_letter(event),
            Slot::Mail { .. } => {
                self.note_whisperer(event);
                self.tell(event, own);
            }
        }
    }

    /// Tells a letter, now or when its place is loaded.
    fn tell_letter(&mut self, event: &Event) {
        self.note_whisperer(event);
        match event.header.slot {
            Slot::Mail { after, .. } if after < self.base => self.early.push(event.clone()),
            _ => self.tell(event, None),
        }
    }

    fn handle_page(&mut self, events: &[Event], letters: &[Event], floor: Seq) {
        self.paging = false;
        self.floor = floor.max(1);
        let Some(first) = events.first() else {
            self.floor = self.base.saturating_add(1);
            return;
        };
        let before = first.header.slot.seq().saturating_sub(1);
        let last = events.last().map_or(0, |event| event.header.slot.seq());
        if last > self.base {
            return self.fill_gap(events, before, last);
        }
        if last < self.base {
            let missing = self.base - last;
            self.push(Key::room(self.base), LineKind::Gap { missing }, 0);
        }
        events.iter().rev().for_each(|event| self.tell(event, None));
        self.base = before;
        let early = std::mem::take(&mut self.early);
        early.iter().chain(letters).for_each(|letter| self.tell_letter(letter));
    }

    /// Takes in the newest of what was missed; the mark of the gap moves down and goes with the last of it.
    fn fill_gap(&mut self, events: &[Event], before: Seq, last: Seq) {
        let is_mark = |line: &Line| matches!(line.kind, LineKind::Gap { .. }) && line.key == Key::room(last);
        let mark = self.told.iter().position(is_mark).and_then(|at| self.told.remove(at));
        events.iter().for_each(|event| self.tell(event, None));
        if let Some(mut line) = mark
            && let LineKind::Gap { missing } = &mut line.kind
        {
            *missing = missing.saturating_sub(u64::try_from(events.len()).unwrap_or(u64::MAX));
            if *missing > 0 {
                line.key = Key::room(before);
                self.insert(line);
            }
        }
    }

    fn handle_gap(&mut self, mark: Mark, floor: Seq) {
        let missing = mark.seq.saturating_sub(self.newest);
        self.newest = mark.seq;
        if missing > 0 {
            self.missing = mark.seq >= floor;
            self.push(Key::room(mark.seq), LineKind::Gap { missing }, 0);
        }
    }

    /// Changes membership and topic by one public event.
    fn fold(&mut self, event: &Event) {
        self.fold_board(event);
        let Some(content) = event.content() else { return };
        match event.header.kind {
            Kind::ARRIVAL if self.is_host(&event.header.author) => {
                if let Ok(Passage { member, name }) = decode(&content.bytes) {
                    self.roster.arrive(member, name);
                }
            }
            Kind::RENAME => {
                if let Some(name) = content.text().and_then(|text| crate::wire::Name::parse(text).ok()) {
                    self.roster.arrive(event.header.author, name);
                }
            }
            Kind::TOPIC => self.topic = line_of(content),
            _ => {}
        }
    }

    fn tell(&mut self, event: &Event, own: Option<LineId>) {
        let key = Key::of(&event.header.slot);
        if event.header.kind.is_about_line() {
            return self.note_about(event);
        }
        let Some(kind) = self.kind_of(event) else { return };
        let id = own.unwrap_or_else(|| self.id());
        let has_place = Spoken::of(event).is_some();
        let is_reply = event.header.kind == Kind::REPLY;
        let reply = Live::of(event).filter(|_| is_reply).map(|live| live.line());
        self.insert(Line { has_place, reply, ..Line::new(id, key, event.header.time, kind) });
        self.refresh(event.header.slot.seq());
    }

    /// Returns what an event of this room says, with the names of this moment; `None` if it makes no line.
    #[must_use]
    pub fn kind_of(&self, event: &Event) -> Option<LineKind> {
        let room = self.room.as_ref();
        let (me, host) = (room.map(|room| room.me), room.map(|room| room.charter.host));
        LineKind::of(event, me, host, |key| self.roster.name(key))
    }

    fn is_host(&self, key: &PublicKey) -> bool {
        self.room.as_ref().is_some_and(|room| room.charter.host == *key)
    }

    fn note_whisperer(&mut self, event: &Event) {
        if self.room.as_ref().is_some_and(|room| room.me != event.header.author) {
            self.last_whisperer = Some(event.header.author);
        }
    }

    /// Returns the key of a line that belongs after everything told so far.
    fn end(&self) -> Key {
        Key::after(self.newest)
    }

    fn id(&mut self) -> LineId {
        self.next_id += 1;
        LineId(self.next_id)
    }

    fn push(&mut self, key: Key, kind: LineKind, time: Time) -> LineId {
        let id = self.id();
        self.insert(Line::new(id, key, time, kind));
        id
    }

    fn insert(&mut self, line: Line) {
        let at = self.told.partition_point(|other| other.key <= line.key);
        self.told.insert(at, line);
    }
}

#[cfg(test)]
mod tests;
