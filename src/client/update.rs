//! What a member's driver tells: pure data, in the order in which it happened.

use std::time::Duration;

use super::driver::Client;
use super::error::ConnectError;
use super::kept::Kept;
use super::proof::Proof;
use crate::store::{Salvage, StoreError};
use crate::wire::{
    Allowance, Audience, Board, Charter, Event, Kind, Mark, MemberEntry, Name, PinnedLine, Presence,
    PublicKey, Rejection, RoomName, Seq, Shelf, Time, Topic, text_of,
};

/// One of this program's own lines, from the moment it was typed; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// How far connecting has come, in the words that a person is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Looking for the address and reaching it.
    Reach,
    /// Shaking hands and checking the host's key.
    Secure,
    /// Coming in and loading the conversation.
    Enter,
}

/// One thing that happened.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all updates are events; a box would cost each of them")]
pub enum Update {
    /// The first of all: the handle to speak through.
    Ready(Client),
    /// Connecting has come this far.
    Step(Step),
    /// The host let this member in, for the first time or again.
    Joined(Box<Joined>),
    /// Members as of [`Joined::snapshot`].
    Members(Vec<MemberEntry>),
    /// The next event of a shelf; `ticket` if it is one of this program's own lines.
    Event(Event, Option<Ticket>),
    /// What this member's own copy holds, before the room is reached and whether or not it is.
    Kept(Box<Kept>),
    /// Whether this member's own copy is being written.
    Keeping(Keeping),
    /// Older events of the room, in order: those before everything told, or, where some were missed, the newest of them.
    Page {
        /// At most a page of them; empty if nothing older is to be had.
        events: Vec<Event>,
        /// What was whispered among them, as far as it was not told.
        letters: Vec<Event>,
        /// The oldest place that is to be had, from the host or from one's own copy.
        floor: Seq,
        /// Whether events that were missed are still to be had.
        missing: bool,
    },
    /// The host knows less than before: this member goes on with what both have of a shelf. What lies behind that is kept
    /// and shown, and given back where that can be.
    Restored {
        /// Of which shelf.
        shelf: Shelf,
        /// The last place that both have.
        after: Seq,
        /// Events behind it.
        lost: u64,
    },
    /// Something that the host had lost is in the room again, or on its way there as an own line.
    Returned(Shelf, Mark),
    /// So many lines of others that the host had lost were given back to it.
    Offered(usize),
    /// Somebody has seen another history of this room.
    Differs {
        /// Who.
        author: PublicKey,
        /// The author's name.
        name: Name,
    },
    /// The host showed two histories, and this is the proof where there is one to carry; [`Update::Ended`] follows unless
    /// it was found on an earlier visit.
    Forked(Option<Box<Proof>>),
    /// What hangs on the board as of [`Joined::snapshot`].
    Board(Box<Board>),
    /// A line that is pinned, whether or not it was told.
    Pinned(Box<PinnedLine>),
    /// Who is here right now.
    Presence(Presence),
    /// An own line was taken into the outbox.
    Pending(Pending),
    /// An own line was refused for good.
    Refused {
        /// Which line.
        ticket: Ticket,
        /// What it was.
        kind: Kind,
        /// Why.
        rejection: Rejection,
    },
    /// An own line was accepted, and is already told or no longer kept by the host.
    Settled(Ticket),
    /// An own line was thrown away on request.
    Discarded(Ticket),
    /// The host asks to go slower; the waiting lines leave by themselves after this time.
    Slowed(Duration),
    /// The link broke; the next attempt follows by itself.
    Lost {
        /// Attempts since the link broke.
        attempt: u32,
        /// Time until the next attempt.
        wait: Duration,
        /// Why.
        error: ConnectError,
    },
    /// It is over; nothing follows.
    Ended(ConnectError),
}

/// How it stands with a member's own copy.
#[derive(Clone, Debug)]
pub enum Keeping {
    /// Nothing is being kept from here on; everything else goes on.
    Failed(StoreError),
    /// What happens is kept again; what happened meanwhile can be had from the host.
    Again,
    /// The copy was damaged and what was good of it was saved.
    Salvaged(Salvage),
}

/// What a member learns on coming in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Which room, and who hosts it.
    pub charter: Charter,
    /// What the room is called.
    pub room_name: RoomName,
    /// This member's name there.
    pub name: Name,
    /// This member's key.
    pub me: PublicKey,
    /// Membership and topic are as of here.
    pub snapshot: Mark,
    /// The oldest place that is to be had, from the host or from one's own copy.
    pub floor: Seq,
    /// Delivery of the public shelf begins after this mark.
    pub log: Mark,
    /// The topic, if there is one.
    pub topic: Option<Topic>,
    /// Whether delivery goes on where it stopped before; if not, what was told before is of another
    /// room or lies before a gap.
    pub resumed: Resumed,
    /// What the host allows.
    pub allowance: Allowance,
}

/// How what comes now relates to what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumed {
    /// Nothing came before.
    First,
    /// It goes on at the next event.
    Seamless,
    /// The same room, but the events up to [`Joined::log`] are missing.
    AfterGap,
    /// Another room at the same host: it was closed and opened again.
    OtherRoom,
}

/// An own line that waits to be told by the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Which line.
    pub ticket: Ticket,
    /// For whom it is.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Its body.
    pub body: Vec<u8>,
    /// When it was typed, by this computer's clock.
    pub time: Time,
}

impl Pending {
    /// Returns the words in it; none of what has no words.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(self.kind, &self.body).unwrap_or_default()
    }
}
