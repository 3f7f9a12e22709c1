//! The frames of a link: preamble, what a member asks, what a host delivers.
//!
//! Pure data. Variants are only ever appended; a change to what stands here shows in
//! `tests/wire_golden.rs`.

use bincode::{Decode, Encode};

use super::board::{Board, PinnedLine};
use super::event::{Audience, Charter, Draft, Event, Head, Mark, Nonce, Seq, Shelf, Time};
use super::key::{PublicKey, RoomId};
use super::limits;
use super::name::{Name, RoomName};
use super::text::Topic;

/// `MARU`, the first bytes of the first frame in both directions.
pub const MAGIC: [u8; 4] = *b"MARU";
/// The protocol that this program speaks.
pub const PROTOCOL: u16 = 1;

/// The first frame in both directions, sent without waiting for the other side's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Preamble {
    /// [`MAGIC`].
    pub magic: [u8; 4],
    /// The oldest protocol that the sender speaks.
    pub protocol_min: u16,
    /// The newest protocol that the sender speaks.
    pub protocol_max: u16,
    /// What the sender can do beyond the protocol, a bit each; unknown bits are ignored.
    pub features: u64,
    /// Bytes of the largest frame body that the sender takes after sign-in.
    pub frame_bytes: u32,
}

impl Preamble {
    /// Returns this program's own preamble.
    #[must_use]
    pub fn ours() -> Self {
        Self {
            magic: MAGIC,
            protocol_min: PROTOCOL,
            protocol_max: PROTOCOL,
            features: 0,
            frame_bytes: u32::try_from(limits::FRAME_BYTES).unwrap_or(u32::MAX),
        }
    }

    /// Returns the newest protocol that both sides speak.
    ///
    /// # Errors
    /// [`PreambleError`] says which side has to be updated, or that the peer is not Maru.
    pub fn agree(&self, theirs: &Self) -> Result<u16, PreambleError> {
        let versions = (self.protocol_max, theirs.protocol_max);
        if theirs.magic != MAGIC || theirs.protocol_min > theirs.protocol_max {
            Err(PreambleError::NotMaru)
        } else if theirs.protocol_min > self.protocol_max {
            Err(PreambleError::TheyAreNewer { ours: versions.0, theirs: theirs.protocol_min })
        } else if theirs.protocol_max < self.protocol_min {
            Err(PreambleError::TheyAreOlder { ours: self.protocol_min, theirs: versions.1 })
        } else {
            Ok(versions.0.min(versions.1))
        }
    }
}

/// Why two preambles do not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreambleError {
    /// The peer does not speak this protocol at all.
    #[error("peer is not maru")]
    NotMaru,
    /// The peer speaks only newer protocols: this side has to be updated.
    #[error("peer speaks protocol {theirs} and up, this program up to {ours}")]
    TheyAreNewer {
        /// The newest that this side speaks.
        ours: u16,
        /// The oldest that the peer speaks.
        theirs: u16,
    },
    /// The peer speaks only older protocols: the peer has to be updated.
    #[error("peer speaks up to protocol {theirs}, this program {ours} and up")]
    TheyAreOlder {
        /// The oldest that this side speaks.
        ours: u16,
        /// The newest that the peer speaks.
        theirs: u16,
    },
}

/// Member to host, after the preamble: the first is a [`Request::Hello`], and only the first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Request {
    /// Asks to come in.
    Hello(Hello),
    /// Says something: to the room or to one person, by the draft's audience.
    Say(Draft),
    /// Asks for older events of the room; one at a time.
    Page(PageRequest),
    /// Tells what this member does right now.
    Activity(Activity),
    /// Asks for a [`Delivery::Pong`] with the same number.
    Ping(u64),
    /// Goes, and wants to be shown as gone rather than as cut off.
    Leave,
    /// Gives back what the host has lost: somebody's line, as its author signed it. It has no answer; if the host takes it,
    /// its event comes as any other does.
    Offer(Offer),
}

/// Somebody's line on its way back to a host that has lost it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Offer {
    /// Who said it.
    pub author: PublicKey,
    /// What was said, under the author's signature.
    pub draft: Draft,
}

/// Who wants to come in, and from where on it knows the room.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Hello {
    /// The name wanted; a member who comes back may bring another.
    pub name: Name,
    /// What this member still has of the room, if it was here before.
    pub resume: Option<Resume>,
}

/// A returning member's places on both shelves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Resume {
    /// The room that the marks are of.
    pub room: RoomId,
    /// The newest event held of the public shelf.
    pub log: Mark,
    /// The newest event held of the mailbox.
    pub mail: Mark,
}

/// Which page of older events is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PageRequest {
    /// The page ends just before this place.
    pub before: Seq,
    /// Events wanted; the host gives at most [`limits::PAGE_EVENTS`].
    pub count: u16,
}

/// What a member does right now; not kept, and never tells of a whisper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Activity {
    /// At the keyboard.
    Here,
    /// Writing to the room.
    Typing,
    /// Not at the keyboard.
    Away,
}

/// Host to member, after the preamble.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all deliveries are events; a box would cost each of them"
)]
pub enum Delivery {
    /// The door is open; the first delivery if it is.
    Welcome(Box<Welcome>),
    /// The door stays closed; the first and last delivery if so.
    Refused(Refusal),
    /// Members known at [`Welcome::snapshot`], in as many frames as it takes.
    Members(MembersPart),
    /// One event of either shelf, in the shelf's order.
    Event(Event),
    /// Where the host's log stands, signed, after each published batch.
    Head(Head),
    /// What became of one request with a nonce; an accepted one is answered by its own event.
    Answer(Answer),
    /// Begins a page: this many [`Delivery::Event`] frames of the room follow at once.
    Page(PageHead),
    /// Who is here right now.
    Presence(Presence),
    /// The public shelf continues at this place; the host no longer keeps what was before.
    Gap(Mark),
    /// Answers a [`Request::Ping`]; every letter that was published before the ping came is told before it.
    Pong(u64),
    /// The last delivery: why the host ends the link.
    Closed(Closed),
    /// What hangs on the board as of [`Welcome::snapshot`]; once, after the members.
    Board(Box<Board>),
    /// A line that is pinned, for whoever does not have it; after the event that pinned it.
    Pinned(Box<PinnedLine>),
}

impl Delivery {
    /// Reads the event that a whole frame holds, its prefix included; nothing if it holds anything else.
    #[must_use]
    pub fn event_in(frame: &[u8]) -> Option<Event> {
        let (_, body) = frame.split_first_chunk::<4>()?;
        match super::codec::decode(body) {
            Ok(Self::Event(event)) => Some(event),
            Ok(_) | Err(_) => None,
        }
    }
}

/// What a member is told on entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Welcome {
    /// Which room this is and who hosts it.
    pub charter: Charter,
    /// What the room is called.
    pub room_name: RoomName,
    /// The member's name in this room.
    pub name: Name,
    /// The host's clock.
    pub time: Time,
    /// The newest public event; membership and topic below are as of here.
    pub snapshot: Mark,
    /// The oldest public place that the host still keeps.
    pub floor: Seq,
    /// The public shelf is delivered after this mark.
    pub log: Mark,
    /// The mailbox is delivered after this mark.
    pub mail: Mark,
    /// The last nonces that the host settled for this key.
    pub settled: Settled,
    /// The topic, if there is one.
    pub topic: Option<Topic>,
    /// Members that the [`Delivery::Members`] frames hold in all.
    pub members: u32,
    /// What the host allows.
    pub allowance: Allowance,
}

/// The last nonces that a host settled, accepted or refused, one for each shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Settled {
    /// On the public shelf.
    pub room: Nonce,
    /// On the mail shelf.
    pub mail: Nonce,
}

impl Settled {
    /// Returns the nonce of one shelf.
    #[must_use]
    pub fn of(&self, shelf: Shelf) -> Nonce {
        match shelf {
            Shelf::Room => self.room,
            Shelf::Mail => self.mail,
        }
    }
}

/// The bounds that a host enforces on a member; units as their names say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Allowance {
    /// Members present at once.
    pub members: u32,
    /// Characters of one text.
    pub text_characters: u32,
    /// Bytes of one text.
    pub text_bytes: u32,
    /// Lines of one text.
    pub text_lines: u32,
    /// Messages at once.
    pub messages_burst: u32,
    /// Messages a second in the long run.
    pub messages_per_second: u32,
}

/// Some of a room's members.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct MembersPart {
    /// At most [`limits::TABLE_ENTRIES`] of them.
    pub members: Vec<MemberEntry>,
}

/// One member as the membership snapshot has it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct MemberEntry {
    /// Who it is.
    pub key: PublicKey,
    /// What the member is called.
    pub name: Name,
}

/// What became of one request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Answer {
    /// The shelf whose nonce it is.
    pub shelf: Shelf,
    /// The request's nonce.
    pub nonce: Nonce,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of one request.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Outcome {
    /// It had been accepted before and stands at this place of its shelf.
    Accepted(Seq),
    /// It was refused and has used up its nonce.
    Refused(Rejection),
    /// It was not taken and may be sent again, same nonce, after this many milliseconds.
    Later {
        /// How long to wait.
        milliseconds: u32,
    },
}

/// The beginning of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PageHead {
    /// The `before` of the request.
    pub before: Seq,
    /// Event frames that follow.
    pub events: u16,
    /// The oldest place that the host still keeps.
    pub floor: Seq,
}

/// A change of the presence table, or the table itself.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Presence {
    /// The table's version after this change.
    pub version: u64,
    /// Whether the reader's table is to be emptied first.
    pub whole: bool,
    /// At most [`limits::TABLE_ENTRIES`] changes, a member at most once.
    pub changes: Vec<PresenceChange>,
}

/// One member's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PresenceChange {
    /// Who.
    pub member: PublicKey,
    /// What the member does; `None` is gone.
    pub state: Option<PresenceState>,
}

/// What a member who is not gone does right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum PresenceState {
    /// At the keyboard.
    Here,
    /// Writing to the room.
    Typing,
    /// Not at the keyboard.
    Away,
    /// The link broke a moment ago.
    Reconnecting,
}

/// Why the door is closed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
pub enum Refusal {
    /// Somebody else has this name, or one that looks like it.
    #[error("name is taken")]
    NameTaken {
        /// A free name close to it.
        suggestion: Name,
    },
    /// As many members as the host allows are here.
    #[error("room is full")]
    Full {
        /// Members present.
        present: u32,
        /// Members allowed.
        allowed: u32,
    },
    /// The room is closing.
    #[error("room is closing")]
    Closing,
    /// This key came in or changed names too often.
    #[error("too many arrivals of this key")]
    TooOften {
        /// How long to wait.
        seconds: u32,
    },
}

/// Why one request was refused for good.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
pub enum Rejection {
    /// The text is empty, over a limit, or not clean UTF-8.
    #[error("text is not acceptable")]
    BadText,
    /// The name is not acceptable.
    #[error("name is not acceptable")]
    BadName,
    /// Somebody else has this name, or one that looks like it.
    #[error("name is taken")]
    NameTaken {
        /// A free name close to it.
        suggestion: Name,
    },
    /// Nobody with this key is a member.
    #[error("no such member")]
    NoSuchMember,
    /// A whisper to oneself.
    #[error("whisper to oneself")]
    ToYourself,
    /// The other's mailbox holds as much as it may, in all or from this sender.
    #[error("mailbox is full")]
    MailboxFull,
    /// This member may not do that.
    #[error("not allowed")]
    NotAllowed,
    /// The host does not know this kind of statement, or not for this audience.
    #[error("unknown kind")]
    UnknownKind,
    /// The signature is not the author's.
    #[error("bad signature")]
    BadSignature,
    /// Nothing that can be answered or changed stands in that place.
    #[error("no such line")]
    NoSuchLine,
    /// The line was said too long ago to be changed.
    #[error("line is too old")]
    TooOld,
    /// Somebody else said the line.
    #[error("somebody else's line")]
    NotYours,
    /// The line carries as many emoji as it may.
    #[error("too many reactions")]
    TooManyReactions,
    /// Everything is as it is asked for already; a member shows this to nobody.
    #[error("nothing would change")]
    Unchanged,
    /// The nonce went to a line that somebody gave back; a member says its line again under another, and shows nobody this.
    #[error("nonce is used up")]
    NonceUsed,
    /// As many lines are pinned as may be.
    #[error("too many pins")]
    TooManyPins,
    /// Everybody was called a moment ago.
    #[error("everybody was called a moment ago")]
    CalledAlready {
        /// How long to wait.
        seconds: u32,
    },
}

/// Why a host ends a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, thiserror::Error)]
pub enum Closed {
    /// The host closed the room; dialling again is of no use.
    #[error("room was closed")]
    RoomClosed,
    /// The same key signed in elsewhere; this link must not dial again.
    #[error("signed in elsewhere")]
    Elsewhere,
    /// The member broke a rule of the protocol.
    #[error("rule of the protocol broken")]
    BrokenRule,
    /// The member asked for it with [`Request::Leave`].
    #[error("left")]
    Left,
}

impl Answer {
    /// Makes the answer to the statement with this audience and nonce.
    #[must_use]
    pub fn new(audience: Audience, nonce: Nonce, outcome: Outcome) -> Self {
        Self { shelf: audience.shelf(), nonce, outcome }
    }
}
