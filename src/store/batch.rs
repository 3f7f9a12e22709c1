//! What is written to a store at once, and the records that lie in it. Pure data.
//!
//! A batch is kept whole or not at all. Events carry their frames as they go over the wire, so that
//! there is one encoding of an event.

use bincode::{Decode, Encode};

use crate::wire::{
    Audience, CodecError, Content, Delivery, Event, Kind, Mark, Name, Nonce, Outcome, PublicKey, Rejection,
    Seq, Time, encode,
};

/// One event as a shelf on disk holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place and chain hash.
    pub mark: Mark,
    /// When the host placed it.
    pub time: Time,
    /// The whole frame of its [`Delivery::Event`].
    pub frame: Vec<u8>,
}

impl Row {
    /// Makes the row of an event.
    ///
    /// # Errors
    /// [`CodecError`] when the event does not fit a frame.
    pub fn of(event: Event) -> Result<Self, CodecError> {
        let (mark, time) = (event.mark(), event.header.time);
        let mut frame = Vec::new();
        encode(&Delivery::Event(event), &mut frame)?;
        Ok(Self { mark, time, frame })
    }

    /// Reads the event in the frame, if it is the one that the row says it is.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        Delivery::event_in(&self.frame).filter(|event| event.mark() == self.mark)
    }
}

/// A letter in somebody's mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// Whose mailbox.
    pub owner: PublicKey,
    /// The public place after which it happened.
    pub after: Seq,
    /// The letter.
    pub row: Row,
}

/// What can be searched of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// The public place of it, or after which it happened.
    pub seq: Seq,
    /// Its place in the mailbox; 0 for a public event.
    pub mail: Seq,
    /// Who said it.
    pub author: PublicKey,
    /// The author's name at that moment.
    pub name: Name,
    /// When.
    pub time: Time,
    /// What it is.
    pub kind: Kind,
    /// Its text, in NFC as it was said.
    pub text: String,
}

impl LineRow {
    /// Makes what can be searched of an event, if it says anything in words.
    #[must_use]
    pub fn of(event: &Event) -> Option<Self> {
        let header = &event.header;
        let searched =
            header.kind.is_line() || [Kind::WHISPER, Kind::TOPIC, Kind::NOTICE].contains(&header.kind);
        let text = event.text().filter(|_| searched)?;
        let (seq, mail) = match header.slot {
            crate::wire::Slot::Room { seq } => (seq, 0),
            crate::wire::Slot::Mail { seq, after, .. } => (after, seq),
        };
        let (author, name) = (header.author, header.name.clone());
        Some(Self { seq, mail, author, name, time: header.time, kind: header.kind, text })
    }
}

/// What a host remembers of one member.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct MemberRecord {
    /// What the member is called.
    pub name: Name,
    /// The place of the last rename that was asked for in the room.
    pub renamed: Seq,
    /// The nonces of the public shelf.
    pub room: LaneRecord,
    /// The nonces of the mail shelf.
    pub mail: LaneRecord,
    /// What stands just before the oldest letter kept.
    pub letters_before: Mark,
    /// The newest letter.
    pub letters_last: Mark,
    /// The newest letter that the member was sent.
    pub delivered: Seq,
}

impl MemberRecord {
    /// Makes the record of somebody of whom only the name is known.
    #[must_use]
    pub fn named(name: Name) -> Self {
        Self {
            name,
            renamed: 0,
            room: LaneRecord::default(),
            mail: LaneRecord::default(),
            letters_before: Mark::default(),
            letters_last: Mark::default(),
            delivered: 0,
        }
    }
}

/// One shelf's nonces of one member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct LaneRecord {
    /// The last nonce settled.
    pub settled: Nonce,
    /// The last outcomes, newest last.
    pub outcomes: Vec<Outcome>,
}

/// A line of one's own that the host has not settled.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct OutboxRecord {
    /// For whom it is.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Its body.
    pub content: Content,
    /// When it was typed.
    pub time: Time,
    /// Its number on its shelf once it may have been sent; 0 before.
    pub nonce: Nonce,
    /// Why it was refused, if it waits for a person to decide.
    pub refused: Option<Rejection>,
}

/// What a store knows beside its shelves, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The room's charter.
    Charter,
    /// What the room is called.
    RoomName,
    /// The topic, if there is one.
    Topic,
    /// What hangs on the board.
    Board,
    /// The frames of the lines that are pinned there, in a host's file.
    Pinned,
    /// A member's own name in the room.
    OwnName,
    /// How far a member has read: the newest public place shown to the person.
    ReadMark,
    /// A member's place on the mail shelf.
    Mail,
    /// The newest head that the host signed.
    Head,
    /// The host showed two histories.
    Forked,
    /// What proves that.
    Proof,
    /// Heads of histories that the host gave up.
    GivenUp,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 12] = [
        Self::Charter,
        Self::RoomName,
        Self::Topic,
        Self::Board,
        Self::Pinned,
        Self::OwnName,
        Self::ReadMark,
        Self::Mail,
        Self::Head,
        Self::Forked,
        Self::Proof,
        Self::GivenUp,
    ];

    /// Returns the name it has in the file; never changes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Charter => "charter",
            Self::RoomName => "room_name",
            Self::Topic => "topic",
            Self::Board => "board",
            Self::Pinned => "pinned",
            Self::OwnName => "own_name",
            Self::ReadMark => "read_mark",
            Self::Mail => "mail",
            Self::Head => "head",
            Self::Forked => "forked",
            Self::Proof => "proof",
            Self::GivenUp => "given_up",
        }
    }
}

/// What a shelf keeps at most; the oldest go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Public events.
    pub events: u64,
    /// Bytes of their frames.
    pub bytes: u64,
    /// Events from before this time go.
    pub oldest: Time,
}

/// One change of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An event of the public shelf.
    Event(Row),
    /// A letter.
    Letter(LetterRow),
    /// What can be searched.
    Line(LineRow),
    /// Letters of this mailbox up to this place are no longer kept.
    LettersUpTo(PublicKey, Seq),
    /// Public events up to this mark are no longer kept.
    EventsUpTo(Mark),
    /// Public events beyond these caps are no longer kept, oldest first.
    Trim(Caps),
    /// Public events after this place are not of the history that the room of this host goes on with: they are set aside.
    Aside(Seq, PublicKey),
    /// Letters of this mailbox after this place are no longer in it: they are set aside.
    LettersAside(PublicKey, Seq),
    /// What was set aside at this place is in the history again, or given up.
    AsideDone(Mark),
    /// Something was said about this public line, or the line came after it: whatever both say together is kept, in a
    /// room of this host.
    About {
        /// The place of the line.
        line: Seq,
        /// The place and kind of what was said, which is kept already.
        by: Option<(Seq, Kind)>,
        /// Who hosts the room.
        host: PublicKey,
    },
    /// A member.
    Member(PublicKey, Box<MemberRecord>),
    /// A member that is no longer remembered.
    Forget(PublicKey),
    /// A line of one's own, by its ticket.
    Outbox(u64, OutboxRecord),
    /// A line of one's own that is settled.
    OutboxDone(u64),
    /// A fact; an empty one is taken away.
    Fact(Fact, Vec<u8>),
}

/// Changes that are kept together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order in which they happened.
    pub changes: Vec<Change>,
}

impl Batch {
    /// Returns whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Adds a change.
    pub fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Returns about how many bytes it holds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let size = |change: &Change| match change {
            Change::Event(row) => row.frame.len(),
            Change::Letter(letter) => letter.row.frame.len(),
            Change::Line(line) => line.text.len(),
            Change::Outbox(_, record) => record.content.bytes.len(),
            Change::Fact(_, bytes) => bytes.len(),
            _ => 0,
        };
        self.changes.iter().map(|change| size(change) + size_of::<Change>()).sum()
    }
}
