//! The words of a link between a member and a host: ids, names, events, frames. Pure data.
//!
//! No socket, clock, task or randomness may appear here, and nothing else of Maru is imported.
//! What follows is meant to be enough to write another client.
//!
//! # Bytes
//! A link is a byte stream: TLS 1.3 with ALPN `maru/1`, raw Ed25519 public keys (RFC 7250) on both
//! sides and no other authentication, over TCP. Each direction is a sequence of frames, cut as
//! [`codec`] says: `u32` big-endian length, then one bincode value. Integers are bincode's
//! variable-length ones, an enum is its variant's number in the order written in [`frame`] and
//! [`event`], `Vec` and text carry their length, arrays and newtypes are just their bytes,
//! `Option` is one byte 0 or 1. A body is at most [`limits::FRAME_BYTES_BEFORE_SIGN_IN`] bytes until
//! the `Welcome` was sent and at most [`limits::FRAME_BYTES`] after.
//!
//! # Order
//! 1. Both sides send a [`Preamble`] at once. No common protocol: the link ends.
//! 2. The member sends [`Request::Hello`], at once as well.
//! 3. The host sends [`Delivery::Welcome`] or [`Delivery::Refused`] and, after a refusal, closes.
//!    Only the `Welcome` means joined. Handshake and steps 1 to 3 share [`limits::SIGN_IN`].
//! 4. After `Welcome` the host sends [`Delivery::Members`] until [`Welcome::members`] entries are
//!    told, the [`Delivery::Board`], the presence table, and then, each in its own order: events of the public shelf after
//!    [`Welcome::log`] with a [`Delivery::Head`] after each batch; events of the mailbox after
//!    [`Welcome::mail`], each not before the public place it happened after; presence; answers.
//! 5. A member folds membership and topic from the `Welcome` on, only from events after
//!    [`Welcome::snapshot`]; events up to it are history.
//!
//! # Saying something
//! A [`Draft`] carries the author's next nonce on its shelf, signed. The host settles nonces in
//! order. Accepted: the event itself comes back, on the public shelf or as the author's own copy in
//! the author's mailbox. Refused: [`Outcome::Refused`]; the nonce is used up. Not now:
//! [`Outcome::Later`]; the nonce is free, and every draft that was sent behind it on that shelf was
//! dropped and is to be sent again in order. A nonce settled before gets its first outcome again.
//! At most [`limits::UNANSWERED`] drafts of a shelf may be unsettled.
//!
//! # Changing what was said
//! A [`Reply`], [`Edit`], [`Delete`] or [`Reaction`] names a line by its public place: one of [`Kind::CHAT`],
//! [`Kind::ACTION`] or [`Kind::REPLY`] that stands in the room. Host and members alike go by [`Live::check`], so no host can
//! pass one person's edit off as another's. With a [`Delete`] the host erases the body of the line and of all its
//! edits; every place keeps its mark, and whoever asks gets [`Body::Erased`]. What changes nothing is refused as
//! [`Rejection::Unchanged`]. Of a line's reactions the newest of each member and emoji counts.
//!
//! # The board
//! A room's notice ([`Kind::NOTICE`]) and its pinned lines ([`Kind::PIN`], at most [`limits::PINS`]) are a fold over the
//! public log: [`Board::fold`]. Only who has the [`Rank`] for it is believed. A line that is taken away is no longer pinned.
//! [`Delivery::Board`] is the board as of [`Welcome::snapshot`]. Whoever comes in may have less than what is pinned there, so
//! the host tells each pinned line in a [`Delivery::Pinned`] of its own, after the event that pinned it. Its place is the
//! host's word alone; its words are its author's.
//!
//! # Calling everybody
//! A line to the room that [`calls_everyone`] names each of its members if its author has the [`Rank`] for it, at most once
//! in [`limits::CALL_EVERYONE_EVERY`]. Anybody else's is a line like any other.
//!
//! # Coming back
//! [`Hello::resume`] names the newest mark held on each shelf. The host delivers from there if it
//! still has it and no more than [`limits::NEWCOMER_EVENTS`] follow; otherwise `Welcome::log` says where
//! delivery begins, and what lies between is a gap that pages may fill down to [`Welcome::floor`]. A page
//! is checked on both ends: its last event by the hash it must have, its first by what the member holds
//! below it. [`Welcome::settled`] says which drafts arrived.
//! A member that falls so far behind that it is told a [`Delivery::Gap`] has missed names and topic
//! with it, and comes in again.
//!
//! # A host with an older copy
//! A host whose disk was put back to an older copy knows less than its members. A member notices it by its
//! places, finds the last event that both have, asking for pages of one event, sets what lies behind it
//! aside and comes in again from there. Its own lines among that are drafts again. Lines of others it gives
//! back with [`Request::Offer`]: the author's signature says nothing about the place, so it still holds.
//! The host takes a public line ([`Kind::CHAT`], [`Kind::ACTION`], [`Kind::TOPIC`], [`Kind::NOTICE`]) of somebody it knows,
//! if its nonce is not settled and its body does not stand in the room already, and passes over anything else.
//! At most [`limits::OFFERS`] for each visit. A line given back takes the nonce it was signed with, and those before it
//! are used up; a draft of its author that was under way meanwhile is answered with [`Rejection::NonceUsed`], and said
//! again under the next free one.
//!
//! # What closes the link
//! A frame over the limit or not in canonical form, a word out of order, a second `Hello`, a draft
//! whose nonce skips one, more unanswered drafts than allowed, a second page request before the
//! first page came; silence for [`limits::HOST_PATIENCE`]; not one byte taken for
//! [`limits::WRITE_PATIENCE`]. Before sign-in the host just closes; after it [`Delivery::Closed`] comes
//! last. A stream that ends without TLS `close_notify` was cut: the member dials again. Of two links of
//! the same key the one that began first ends with [`Closed::Elsewhere`], whichever signs in last.

pub mod board;
pub mod codec;
pub mod emoji;
pub mod event;
pub mod frame;
pub mod invite;
pub mod key;
pub mod limits;
pub mod live;
pub mod mention;
pub mod name;
pub mod text;
pub mod time;

pub use board::{Board, Pin, Pinned, PinnedLine, Rank};
pub use codec::{CodecError, Decoder, decode, encode};
pub use emoji::{Emoji, NotAnEmoji};
pub use event::{
    Audience, Body, Charter, Content, Draft, Event, Head, Header, Kind, Mark, Nonce, Passage, Seq, Shelf,
    SignedDraft, Slot, Statement, Time,
};
pub use frame::{
    Activity, Allowance, Answer, Closed, Delivery, Hello, MAGIC, MemberEntry, MembersPart, Offer, Outcome,
    PROTOCOL, PageHead, PageRequest, Preamble, PreambleError, Presence, PresenceChange, PresenceState,
    Refusal, Rejection, Request, Resume, Settled, Welcome,
};
pub use invite::{Address, Invite, InviteError};
pub use key::{BadSignature, Domain, Fingerprint, Hash, PublicKey, RoomId, Signature};
pub use live::{Delete, Edit, Live, Reaction, Reply, Spoken, text_of};
pub use mention::{Mention, calls_everyone, mentions, names};
pub use name::{Name, NameError, RoomName, Skeleton};
pub use text::{Notice, OneLine, Text, TextError, Topic};
pub use time::Now;
