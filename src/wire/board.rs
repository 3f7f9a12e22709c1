//! What hangs on the board of a room: its notice, and the lines that are pinned there. Pure.
//!
//! [`Board::fold`] is the one way from the public log to the board. Host and members go by it alike, so they come to the same
//! whatever order their people asked in. Who may change it is for [`Rank`] to say.

use bincode::de::Decoder;
use bincode::error::DecodeError;
use bincode::{Decode, Encode};

use super::event::{Event, Kind, Seq};
use super::key::PublicKey;
use super::limits::PINS;
use super::live::{Delete, Live, Spoken};
use super::name::Name;
use super::text::Notice;

/// What somebody is in a room. Deputies, once there are some, are a rank of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Anybody who was let in.
    Member,
    /// Whose room it is.
    Host,
}

impl Rank {
    /// Returns what somebody is in the room of this host.
    #[must_use]
    pub fn of(who: &PublicKey, host: &PublicKey) -> Self {
        if who == host { Self::Host } else { Self::Member }
    }

    /// Whether they may put up a notice and pin lines.
    #[must_use]
    pub fn may_hang(self) -> bool {
        self == Self::Host
    }

    /// Whether they may call everybody at once.
    #[must_use]
    pub fn may_call_everyone(self) -> bool {
        self == Self::Host
    }
}

/// The body of [`Kind::PIN`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Pin {
    /// The line.
    pub line: Seq,
    /// Whether it is pinned or taken off again.
    pub on: bool,
}

/// A line on the board.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Pinned {
    /// The line.
    pub line: Seq,
    /// The place of the event that pinned it.
    pub at: Seq,
    /// Who pinned it, by the name of that moment.
    pub by: Name,
}

/// A pinned line for members who may not have it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Encode, Decode)]
pub struct PinnedLine {
    /// The line as it was said.
    pub line: Event,
    /// Its newest change, if it was changed.
    pub edit: Option<Event>,
}

impl PinnedLine {
    /// Returns the place of the line if this is one, and the change is its own.
    #[must_use]
    pub fn place(&self) -> Option<Seq> {
        let (seq, header) = (self.line.header.slot.seq(), &self.line.header);
        Spoken::of(&self.line)?;
        let is_own = |edit: &Event| {
            let is_of_line = matches!(Live::of(edit), Some(Live::Edit(edit)) if edit.of == seq);
            is_of_line && edit.header.author == header.author && edit.header.room == header.room
        };
        self.edit.as_ref().is_none_or(is_own).then_some(seq)
    }
}

/// What hangs on the board of a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode)]
pub struct Board {
    /// The notice, if there is one.
    pub notice: Option<Notice>,
    /// What is pinned, in the order in which it was; at most [`PINS`].
    pins: Vec<Pinned>,
}

impl<Context> Decode<Context> for Board {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let (notice, pins): (_, Vec<Pinned>) = (Decode::decode(decoder)?, Decode::decode(decoder)?);
        let is_ordered = pins.is_sorted_by(|one, next| one.at < next.at);
        let is_twice = |pin: &Pinned| pins.iter().filter(|other| other.line == pin.line).count() > 1;
        if pins.len() > PINS || !is_ordered || pins.iter().any(is_twice) {
            return Err(DecodeError::Other("a board that nobody could have filled"));
        }
        Ok(Self { notice, pins })
    }
}

bincode::impl_borrow_decode!(Board);

impl Board {
    /// Returns what is pinned, in the order in which it was.
    #[must_use]
    pub fn pins(&self) -> &[Pinned] {
        &self.pins
    }

    /// Returns whether a line is pinned.
    #[must_use]
    pub fn has(&self, line: Seq) -> bool {
        self.pins.iter().any(|pin| pin.line == line)
    }

    /// Returns whether as much is pinned as may be.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.pins.len() >= PINS
    }

    /// Takes in a public event of the room of this host; returns whether the board is another for it.
    pub fn fold(&mut self, event: &Event, host: &PublicKey) -> bool {
        let rank = Rank::of(&event.header.author, host);
        match Live::of(event) {
            Some(Live::Pin(pin)) if rank.may_hang() => self.pin(event, &pin),
            // The host judged whether it may go, and what hangs here is the host's own.
            Some(Live::Delete(Delete { of })) => self.unpin(of),
            _ if event.header.kind == Kind::NOTICE && rank.may_hang() => {
                let text = event.content().and_then(|content| Notice::parse(content.text()?).ok());
                let notice = text.filter(|notice| !notice.is_empty());
                std::mem::replace(&mut self.notice, notice) != self.notice
            }
            _ => false,
        }
    }

    /// Takes off what was pinned after a place: it was of a history that is no more.
    pub fn forget_after(&mut self, seq: Seq) {
        self.pins.retain(|pin| pin.at <= seq);
    }

    fn pin(&mut self, event: &Event, pin: &Pin) -> bool {
        if !pin.on {
            return self.unpin(pin.line);
        }
        if self.has(pin.line) || self.is_full() {
            return false;
        }
        let (at, by) = (event.header.slot.seq(), event.header.name.clone());
        self.pins.push(Pinned { line: pin.line, at, by });
        true
    }

    fn unpin(&mut self, line: Seq) -> bool {
        let before = self.pins.len();
        self.pins.retain(|pin| pin.line != line);
        self.pins.len() < before
    }
}

#[cfg(test)]
mod tests;
