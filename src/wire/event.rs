//! The envelope: one event of a room as its author signed it and its host placed it.
//!
//! The fields here are final. What a room can say grows by [`Kind`] numbers, never by fields: a
//! reader that does not know a kind keeps the event, checks it like any other and passes it over.
//!
//! ```text
//! author   Statement { room, audience, nonce, seen, kind, body hash }      signed, "maru-event-v1"
//! host     Header    { statement's fields, place, previous, time, author, name }
//! chain    hash(n) = SHA-256("maru-log-v1" | Header n | signature n),  previous(n) = hash(n - 1)
//! body     hash    = SHA-256("maru-body-v1" | salt | bytes)
//! ```

use bincode::de::Decoder;
use bincode::error::DecodeError;
use bincode::{Decode, Encode};

use super::codec;
use super::key::{BadSignature, Domain, Hash, PublicKey, RoomId, Signature};
use super::limits::BODY_BYTES;
use super::name::Name;

/// A place on a shelf: 1, 2, 3 … without holes; 0 is before the first.
pub type Seq = u64;
/// One of an author's own numbers on one shelf: 1, 2, 3 … without holes.
pub type Nonce = u64;
/// Milliseconds since 1970-01-01 UTC, by the host's clock; never falls within a log.
pub type Time = u64;

/// What an event says, by number. Numbers are only ever added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Kind(pub u16);

impl Kind {
    /// A line to the room; the body is its text in UTF-8.
    pub const CHAT: Self = Self(1);
    /// What the author does (`/me`); the body is its text in UTF-8.
    pub const ACTION: Self = Self(2);
    /// The topic, or none if empty; the body is its text in UTF-8.
    pub const TOPIC: Self = Self(3);
    /// A member's change of name; the body is the name taken, the header holds the one given up.
    pub const RENAME: Self = Self(4);
    /// Authored by the host: somebody came in; the body is a [`Passage`].
    pub const ARRIVAL: Self = Self(5);
    /// Authored by the host: somebody is gone; the body is a [`Passage`].
    pub const DEPARTURE: Self = Self(6);
    /// A line to the room that answers another; the body is a [`Reply`](super::Reply).
    pub const REPLY: Self = Self(7);
    /// Other words for an own line; the body is an [`Edit`](super::Edit).
    pub const EDIT: Self = Self(8);
    /// Takes a line away for good; the body is a [`Delete`](super::Delete).
    pub const DELETE: Self = Self(9);
    /// An emoji on a line, or off it again; the body is a [`Reaction`](super::Reaction).
    pub const REACTION: Self = Self(10);
    /// The notice above the conversation, or none if empty; the body is its text in UTF-8.
    pub const NOTICE: Self = Self(11);
    /// Pins a line for everybody to find, or takes it off again; the body is a [`Pin`](super::Pin).
    pub const PIN: Self = Self(12);
    /// A whisper that the host's computer can read; the body is its text in UTF-8.
    pub const WHISPER: Self = Self(16);
}

/// For whom an author meant a statement; signed, so that a host cannot widen or redirect it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Audience {
    /// Everyone in the room.
    Room,
    /// One person, by key.
    Member(PublicKey),
}

impl Audience {
    /// Returns the shelf whose nonces count a statement to this audience.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        match self {
            Self::Room => Shelf::Room,
            Self::Member(_) => Shelf::Mail,
        }
    }
}

/// One of the two shelves on which a reader has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Shelf {
    /// The public log, the same for everyone.
    Room,
    /// The reader's own mailbox.
    Mail,
}

/// A place in a chain and the hash of what stands there; `seq` 0 with a zero hash is the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Mark {
    /// The place.
    pub seq: Seq,
    /// The chain hash of the event at that place.
    pub hash: Hash,
}

/// Where the host put an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Slot {
    /// On the public shelf.
    Room {
        /// The event's place, dense from 1.
        seq: Seq,
    },
    /// In one person's mailbox.
    Mail {
        /// Whose mailbox this copy lies in: the recipient's or the author's.
        owner: PublicKey,
        /// The copy's place in that mailbox, dense from 1.
        seq: Seq,
        /// For whom the whisper was meant.
        to: PublicKey,
        /// The public place after which it happened, for showing it in the same spot on both sides.
        after: Seq,
    },
}

impl Slot {
    /// Returns the place on the event's own shelf.
    #[must_use]
    pub fn seq(&self) -> Seq {
        match self {
            Self::Room { seq } | Self::Mail { seq, .. } => *seq,
        }
    }

    /// Returns for whom the author meant the event.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Room { .. } => Audience::Room,
            Self::Mail { to, .. } => Audience::Member(*to),
        }
    }
}

/// Everything about an event but its body and its author's signature.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Header {
    /// The room.
    pub room: RoomId,
    /// The shelf and the place on it.
    pub slot: Slot,
    /// The chain hash of the event before it on the same shelf; zero for the first.
    pub previous: Hash,
    /// When the host placed it.
    pub time: Time,
    /// Who signed it.
    pub author: PublicKey,
    /// The author's name at that moment.
    pub name: Name,
    /// The author's number for it on this shelf.
    pub nonce: Nonce,
    /// The newest public place the author had seen when signing.
    pub seen: Mark,
    /// What it says.
    pub kind: Kind,
    /// The hash of its body; stays when the body is erased.
    pub body: Hash,
}

/// An event's body: opaque bytes, or the trace of an erased one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub enum Body {
    /// The body as written.
    Present(Content),
    /// The body was deleted; its hash in the header still verifies the chain.
    Erased,
}

/// The bytes of a body and the salt that keeps a short text from being guessed by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode)]
pub struct Content {
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// What the kind says they are; at most [`BODY_BYTES`].
    pub bytes: Vec<u8>,
}

impl<Context> Decode<Context> for Content {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let salt = Decode::decode(decoder)?;
        let bytes: Vec<u8> = Decode::decode(decoder)?;
        if bytes.len() > BODY_BYTES {
            return Err(DecodeError::Other("body is longer than its limit"));
        }
        Ok(Self { salt, bytes })
    }
}

bincode::impl_borrow_decode!(Content);

impl Content {
    /// Returns the hash that a statement and a header carry for this body.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&[b"maru-body-v1", &self.salt, &self.bytes])
    }

    /// Returns the bytes as text, for the kinds whose body is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// What an author signs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Statement {
    /// The room it is said in.
    pub room: RoomId,
    /// For whom it is meant.
    pub audience: Audience,
    /// The author's number for it on the audience's shelf.
    pub nonce: Nonce,
    /// The newest public place the author had seen.
    pub seen: Mark,
    /// What it says.
    pub kind: Kind,
    /// The hash of its body.
    pub body: Hash,
}

impl Statement {
    /// Returns the message to sign under [`Domain::Event`].
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        codec::canonical(self)
    }
}

/// A statement on its way to the host: the author's part of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Draft {
    /// For whom it is meant.
    pub audience: Audience,
    /// The author's number for it on the audience's shelf.
    pub nonce: Nonce,
    /// The newest public place the author had seen.
    pub seen: Mark,
    /// What it says.
    pub kind: Kind,
    /// Its body.
    pub content: Content,
    /// The author's signature of the [`Statement`].
    pub signature: Signature,
}

impl Draft {
    /// Returns the statement that the signature is about.
    #[must_use]
    pub fn statement(&self, room: RoomId) -> Statement {
        Statement {
            room,
            audience: self.audience,
            nonce: self.nonce,
            seen: self.seen,
            kind: self.kind,
            body: self.content.hash(),
        }
    }

    /// Checks the author's signature; the only way to a [`SignedDraft`].
    ///
    /// # Errors
    /// [`BadSignature`] when `author` did not sign this draft for this room.
    pub fn check(self, author: PublicKey, room: RoomId) -> Result<SignedDraft, BadSignature> {
        author.verify(Domain::Event, &self.statement(room).bytes(), &self.signature)?;
        Ok(SignedDraft { author, draft: self })
    }
}

/// A draft whose author's signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDraft {
    author: PublicKey,
    draft: Draft,
}

impl SignedDraft {
    /// Returns who signed it.
    #[must_use]
    pub fn author(&self) -> PublicKey {
        self.author
    }

    /// Returns what was signed.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }
}

/// One event as everyone who may see it holds it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Event {
    /// Everything but body and signature.
    pub header: Header,
    /// What it says.
    pub body: Body,
    /// The author's signature of the [`Statement`].
    pub signature: Signature,
}

impl Event {
    /// Returns the event's hash in its shelf's chain.
    #[must_use]
    pub fn chain(&self) -> Hash {
        let header = codec::canonical(&self.header);
        Hash::of(&[b"maru-log-v1", &header, &self.signature.0])
    }

    /// Returns the event's place and hash.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { seq: self.header.slot.seq(), hash: self.chain() }
    }

    /// Checks the body against its hash and the author's signature against the header.
    ///
    /// # Errors
    /// [`BadSignature`] when the body was exchanged or the author did not sign this.
    pub fn verify(&self) -> Result<(), BadSignature> {
        let header = &self.header;
        if let Body::Present(content) = &self.body
            && content.hash() != header.body
        {
            return Err(BadSignature);
        }
        let statement = Statement {
            room: header.room,
            audience: header.slot.audience(),
            nonce: header.nonce,
            seen: header.seen,
            kind: header.kind,
            body: header.body,
        };
        header.author.verify(Domain::Event, &statement.bytes(), &self.signature)
    }

    /// Returns the words that it says, unless it has none or they were erased.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        super::live::text_of(self.header.kind, &self.content()?.bytes)
    }

    /// Returns the body's bytes unless it was erased.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        match &self.body {
            Body::Present(content) => Some(content),
            Body::Erased => None,
        }
    }
}

/// The body of [`Kind::ARRIVAL`] and [`Kind::DEPARTURE`]: who came or went.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Passage {
    /// The member.
    pub member: PublicKey,
    /// The member's name from here on.
    pub name: Name,
}

/// The host's word on where its log stood after a published batch; has no place of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Head {
    /// The room.
    pub room: RoomId,
    /// The newest event of the batch.
    pub mark: Mark,
    /// The host's signature of `(room, mark)` under [`Domain::Head`].
    pub signature: Signature,
}

impl Head {
    /// Returns the message to sign under [`Domain::Head`].
    #[must_use]
    pub fn message(room: RoomId, mark: Mark) -> Vec<u8> {
        codec::canonical(&(room, mark))
    }

    /// Checks the host's signature.
    ///
    /// # Errors
    /// [`BadSignature`] when `host` did not sign this head.
    pub fn verify(&self, host: &PublicKey) -> Result<(), BadSignature> {
        host.verify(Domain::Head, &Self::message(self.room, self.mark), &self.signature)
    }
}

/// The room key's word on who hosts the room; a later epoch beats an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Charter {
    /// The room's own key; [`RoomId::of`] it is the room's id.
    pub room_key: PublicKey,
    /// Who hosts the room.
    pub host: PublicKey,
    /// 0 at the founding, one more at each hand-over.
    pub epoch: u32,
    /// The room key's signature of `(host, epoch)` under [`Domain::Charter`].
    pub signature: Signature,
}

impl Charter {
    /// Returns the message to sign under [`Domain::Charter`].
    #[must_use]
    pub fn message(host: &PublicKey, epoch: u32) -> Vec<u8> {
        codec::canonical(&(host, epoch))
    }

    /// Returns the id of the room that this charter is about.
    #[must_use]
    pub fn room(&self) -> RoomId {
        RoomId::of(&self.room_key)
    }

    /// Checks the room key's signature.
    ///
    /// # Errors
    /// [`BadSignature`] when the room key did not name this host for this epoch.
    pub fn verify(&self) -> Result<(), BadSignature> {
        let message = Self::message(&self.host, self.epoch);
        self.room_key.verify(Domain::Charter, &message, &self.signature)
    }
}
