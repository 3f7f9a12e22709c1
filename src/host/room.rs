//! The rules of a room: who may come in, what may be said, who reads what. A pure state machine.
//!
//! No socket, clock, task or randomness: `now` is given, salts follow from a seed. Every event of
//! the room is made here. What is for one person never touches the public shelf.

pub mod admit;
mod batch;
mod board;
mod kept;
mod live;
mod member;
mod offer;
mod roster;
mod say;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

pub use self::admit::{Admission, Denied};
use self::batch::Batches;
pub use self::batch::{Batch, BatchNumber, Posted, Shown};
pub use self::kept::{Elsewhere, Kept};
use self::member::Member;
use self::roster::Roster;
pub use self::say::Came;
use super::limits::{Bucket, Hand};
use super::log::{Bounds, Log};
use super::presence::Presence;
use crate::identity::{Identity, Said};
use crate::wire::codec::canonical;
use crate::wire::limits;
use crate::wire::{
    Activity, Allowance, Audience, Body, Charter, Content, Event, Hash, Header, Kind, Mark, Name, Now,
    Passage, PresenceState, PublicKey, RoomId, RoomName, Seq, Skeleton, Slot, Time, Topic,
};

/// One link of a member; one that began later has a higher number.
pub type SessionNumber = u64;

/// Who wants to come in, and over which link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub key: PublicKey,
    /// The link's number, drawn when it began.
    pub link: SessionNumber,
}

/// What a host decides about a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the room is called.
    pub name: RoomName,
    /// Members present at once.
    pub members_max: u32,
    /// Messages that a member may send at once.
    pub messages_burst: u32,
    /// Messages a second that a member may send in the long run.
    pub messages_per_second: u32,
}

impl Settings {
    /// Returns the defaults for a room of this name.
    #[must_use]
    pub fn new(name: RoomName) -> Self {
        Self {
            name,
            members_max: limits::MEMBERS_DEFAULT,
            messages_burst: limits::MESSAGES_BURST,
            messages_per_second: limits::MESSAGES_PER_SECOND,
        }
    }
}

/// What a room is made of.
#[derive(Debug)]
pub struct Opening {
    /// The host.
    pub identity: Arc<Identity>,
    /// The room's own key, which names the host and is not needed again.
    pub room_key: Identity,
    /// What the host decided.
    pub settings: Settings,
    /// What the log keeps.
    pub bounds: Bounds,
    /// 32 random bytes from which salts follow.
    pub seed: [u8; 32],
}

/// Why a session has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the member's session.
    Current,
    /// The same key signed in elsewhere.
    Replaced,
    /// The room is closing.
    Closing,
}

/// How a member goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Said so.
    Left,
    /// The link broke; may come back.
    Broken,
}

/// A rule of the protocol was broken; the link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule of the protocol broken")]
pub struct BrokenRule;

/// One room.
#[derive(Debug)]
pub struct Room {
    identity: Arc<Identity>,
    charter: Charter,
    id: RoomId,
    settings: Settings,
    log: Log,
    /// The oldest place that is kept, if the room is.
    floor: Seq,
    batches: Batches,
    members: BTreeMap<PublicKey, Member>,
    names: BTreeMap<Skeleton, PublicKey>,
    roster: Roster,
    presence: Presence,
    /// When the next presence delta is due, if one is.
    tick: Option<Duration>,
    topic: Option<Topic>,
    hung: board::Hung,
    /// When everybody was called last.
    called: Option<Duration>,
    hand: Hand,
    seed: [u8; 32],
    salts: u64,
    time: Time,
    next_session: SessionNumber,
    closing: bool,
    /// What was said about the lines that lie in memory.
    words: live::Words,
    /// What was placed last, by its bodies: none of it is taken as a line that was lost.
    bodies: offer::Bodies,
    /// The bodies among them that others than their authors brought.
    given_back: offer::Bodies,
}

impl Room {
    /// Opens a room.
    #[must_use]
    pub fn new(opening: Opening) -> Self {
        let Opening { identity, room_key, settings, bounds, seed } = opening;
        let charter = room_key.charter(identity.public(), 0);
        Self {
            id: charter.room(),
            charter,
            identity,
            settings,
            log: Log::new(bounds),
            floor: 1,
            batches: Batches::default(),
            members: BTreeMap::new(),
            names: BTreeMap::new(),
            roster: Roster::default(),
            presence: Presence::default(),
            tick: None,
            topic: None,
            hung: board::Hung::default(),
            called: None,
            hand: Hand::default(),
            seed,
            salts: 0,
            time: 0,
            next_session: 0,
            closing: false,
            words: live::Words::default(),
            bodies: offer::Bodies::default(),
            given_back: offer::Bodies::default(),
        }
    }

    /// A link begins; returns its number. Whose link it is shows only when hands are shaken.
    #[must_use]
    pub fn begin_link(&mut self) -> SessionNumber {
        self.next_session += 1;
        self.next_session
    }

    /// A member does something else now.
    pub fn activity(&mut self, now: Now, member: &PublicKey, activity: Activity) {
        let state = match activity {
            Activity::Here => PresenceState::Here,
            Activity::Typing => PresenceState::Typing,
            Activity::Away => PresenceState::Away,
        };
        if self.presence.has(member) && self.presence.set(now.ticks, *member, state) {
            self.schedule(now);
        }
    }

    /// A member's link is gone.
    pub fn depart(&mut self, now: Now, member: &PublicKey, session: SessionNumber, how: Departure) {
        let Some(state) = self.members.get_mut(member).filter(|state| state.session == Some(session)) else {
            return;
        };
        state.session = None;
        match how {
            Departure::Broken => {
                self.presence.set(now.ticks, *member, PresenceState::Reconnecting);
            }
            Departure::Left => self.gone(now, member),
        }
        self.schedule(now);
    }

    /// The moment of [`Self::poll_timeout`] has come.
    pub fn handle_timeout(&mut self, now: Now) {
        for member in self.presence.expire(now.ticks) {
            self.gone(now, &member);
        }
        if self.presence.is_changed() {
            self.schedule(now);
        }
        if self.tick.is_some_and(|due| due <= now.ticks) {
            self.tick = None;
            self.presence.tick();
        }
    }

    /// Returns when [`Self::handle_timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        [self.tick, self.presence.poll_timeout()].into_iter().flatten().min()
    }

    /// Closes the door for good: nothing is appended any more. Sessions see it as their [`Standing`] when
    /// everything said before is published.
    pub fn close(&mut self) {
        self.closing = true;
    }

    /// Returns whether a session is to go on.
    #[must_use]
    pub fn standing(&self, member: &PublicKey, session: SessionNumber) -> Standing {
        match self.members.get(member) {
            _ if self.is_over() => Standing::Closing,
            Some(state) if state.session == Some(session) => Standing::Current,
            Some(_) | None => Standing::Replaced,
        }
    }

    /// Appends what a member has not had of mailbox, pinned lines and presence to `out`, letters and pins only up to the
    /// public place `upto`, until `out` holds about `bytes`.
    pub fn read_private(&mut self, reader: &mut Reader, bytes: usize, out: &mut Vec<u8>) {
        if let Some(member) = self.members.get_mut(&reader.member) {
            reader.mail = member.mailbox.read(reader.mail, reader.upto, bytes, out);
        }
        self.hung.read(reader, bytes, out);
        if out.len() < bytes {
            self.presence.read(&mut reader.presence, out);
        }
    }

    /// Returns whether a reader has not had everything of mailbox, pinned lines and presence.
    #[must_use]
    pub fn has_private(&self, reader: &Reader) -> bool {
        self.letters(&reader.member) > reader.mail
            || self.presence.has_more(reader.presence)
            || self.hung.has_more(reader, self.log.published().seq)
    }

    /// Returns the place of a member's newest letter.
    #[must_use]
    pub fn letters(&self, member: &PublicKey) -> Seq {
        self.members.get(member).map_or(0, |member| member.mailbox.published())
    }

    /// Returns the public shelf.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Returns the room's id.
    #[must_use]
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// Returns who hosts.
    #[must_use]
    pub fn host(&self) -> &Arc<Identity> {
        &self.identity
    }

    /// Returns the room key's word on who hosts the room.
    #[must_use]
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// Returns what the host decided.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns how many members are here, those reconnecting included.
    #[must_use]
    pub fn present(&self) -> usize {
        self.presence.len()
    }

    /// Returns the session of a member that is here.
    #[must_use]
    pub fn session(&self, member: &PublicKey) -> Option<SessionNumber> {
        self.members.get(member)?.session
    }

    fn allowance(&self) -> Allowance {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Allowance {
            members: self.settings.members_max,
            text_characters: number(limits::TEXT_CHARACTERS),
            text_bytes: number(limits::TEXT_BYTES),
            text_lines: number(limits::TEXT_LINES),
            messages_burst: self.settings.messages_burst,
            messages_per_second: self.settings.messages_per_second,
        }
    }

    fn new_member(&self, name: Name) -> Member {
        let second = Duration::from_secs(1);
        let rate = self.settings.messages_per_second.max(1);
        let messages = Bucket::new(&self.hand, self.settings.messages_burst, second / rate);
        let renames = Bucket::new(
            &self.hand,
            limits::RENAMES_PER_MINUTE,
            Duration::from_secs(60) / limits::RENAMES_PER_MINUTE,
        );
        Member::new(name, messages, renames)
    }

    fn is_taken(&self, name: &Skeleton, by_other_than: &PublicKey) -> bool {
        self.names.get(name).is_some_and(|owner| owner != by_other_than)
    }

    fn is_lined(&self) -> bool {
        self.presence.len() <= limits::ARRIVAL_LINES_MEMBERS
    }

    /// A member is no longer here; the membership stays.
    fn gone(&mut self, now: Now, member: &PublicKey) {
        let lined = self.is_lined();
        if self.presence.remove(member) && lined {
            self.passage(now, Kind::DEPARTURE, member);
        }
        if let Some(member) = self.members.get_mut(member) {
            member.gone_since = Some(now.ticks);
            member.announced = false;
        }
    }

    /// Appends, in the host's name, that a member came or went.
    fn passage(&mut self, now: Now, kind: Kind, member: &PublicKey) {
        let name = self.members.get(member).map(|state| state.name.clone()).filter(|_| !self.closing);
        let Some(name) = name else { return };
        let host = self.identity.public();
        let author_name = self.members.get(&host).map_or_else(|| name.clone(), |state| state.name.clone());
        let content = Content { salt: self.salt(), bytes: canonical(&Passage { member: *member, name }) };
        let seen = self.log.appended();
        // Nonces are a member's own; what the host says as the host has none.
        let said = Said { audience: Audience::Room, nonce: 0, seen, kind, content };
        let draft = self.identity.draft(self.id, said);
        let header = self.header(now, host, author_name, &draft);
        let event = Event { header, body: Body::Present(draft.content), signature: draft.signature };
        if let Err(error) = self.log.append(event) {
            tracing::error!(%error, "passage does not fit a frame");
        }
        if let Some(member) = self.members.get_mut(member) {
            member.announced = kind == Kind::ARRIVAL;
        }
    }

    /// Makes the header of a draft's event on the public shelf.
    fn header(&mut self, now: Now, author: PublicKey, name: Name, draft: &crate::wire::Draft) -> Header {
        let Mark { seq, hash } = self.log.appended();
        Header {
            room: self.id,
            slot: Slot::Room { seq: seq.saturating_add(1) },
            previous: hash,
            time: self.time(now),
            author,
            name,
            nonce: draft.nonce,
            seen: draft.seen,
            kind: draft.kind,
            body: draft.content.hash(),
        }
    }

    /// Returns the time for an event: the host's clock, but never before the event before it.
    fn time(&mut self, now: Now) -> Time {
        self.time = self.time.max(now.wall);
        self.time
    }

    fn salt(&mut self) -> [u8; 16] {
        self.salts += 1;
        let Hash(hash) = Hash::of(&[b"maru-salt", &self.seed, &self.salts.to_be_bytes()]);
        let mut salt = [0; 16];
        salt.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        salt
    }

    /// Makes sure that a presence delta is due.
    fn schedule(&mut self, now: Now) {
        let wait = if self.is_lined() { limits::PRESENCE_TICK } else { limits::PRESENCE_TICK_LARGE };
        if self.presence.is_changed() {
            self.tick.get_or_insert(now.ticks + wait);
        }
    }
}

/// One session's places on everything but the byte log.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Whose session it is.
    pub member: PublicKey,
    /// The newest letter written.
    pub mail: Seq,
    /// Letters that happened after this public place wait.
    pub upto: Seq,
    /// The presence version written.
    pub presence: Option<u64>,
    /// The newest pin whose line was written, by its place.
    pub pinned: Seq,
}

#[cfg(test)]
mod tests;
