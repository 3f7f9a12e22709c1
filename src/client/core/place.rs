//! How far a member has read, on both shelves, and what may follow. Pure.

use crate::client::error::Violation;
use crate::client::update::Resumed;
use crate::wire::{Event, Mark, PublicKey, Resume, RoomId, Seq, Shelf, Slot, Welcome};

/// The places of one member in one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) room: RoomId,
    /// The newest public event had.
    pub(super) log: Mark,
    /// The newest letter had.
    pub(super) mail: Mark,
    /// The mark before the oldest public event had.
    pub(super) base: Mark,
}

impl Places {
    /// Comes in, or comes back: says what is missing, refuses a host that wants to go backwards.
    pub(super) fn enter(before: Option<Self>, welcome: &Welcome) -> Result<(Self, Resumed), Violation> {
        let fresh =
            Self { room: welcome.charter.room(), log: welcome.log, mail: welcome.mail, base: welcome.log };
        let Some(before) = before else { return Ok((fresh, Resumed::First)) };
        if before.room != fresh.room {
            return Ok((fresh, Resumed::OtherRoom));
        }
        if welcome.mail.seq < before.mail.seq {
            return Err(Violation::BrokenChain);
        }
        let places = Self { log: welcome.log, mail: welcome.mail, ..before };
        match () {
            () if welcome.log == before.log => Ok((places, Resumed::Seamless)),
            () if welcome.log.seq > before.log.seq => Ok((places, Resumed::AfterGap)),
            () => Err(Violation::BrokenChain),
        }
    }

    pub(super) fn resume(&self) -> Resume {
        Resume { room: self.room, log: self.log, mail: self.mail }
    }

    pub(super) fn seq(&self, shelf: Shelf) -> Seq {
        match shelf {
            Shelf::Room => self.log.seq,
            Shelf::Mail => self.mail.seq,
        }
    }

    /// Moves on by one event, if it follows.
    pub(super) fn follow(&mut self, event: &Event, me: &PublicKey) -> Result<Shelf, Violation> {
        let header = &event.header;
        let (last, shelf) = match header.slot {
            Slot::Room { .. } => (&mut self.log, Shelf::Room),
            Slot::Mail { owner, after, .. } if owner == *me && after <= self.log.seq => {
                (&mut self.mail, Shelf::Mail)
            }
            Slot::Mail { .. } => return Err(Violation::OutOfOrder),
        };
        let follows = header.slot.seq() == last.seq.saturating_add(1) && header.previous == last.hash;
        if header.room != self.room || !follows {
            return Err(Violation::BrokenChain);
        }
        *last = event.mark();
        Ok(shelf)
    }

    /// Checks that a gap leads forward. Nothing is passed over by it: the host is told on coming in again
    /// up to where this member really read.
    pub(super) fn check_gap(&self, to: Mark) -> Result<(), Violation> {
        if to.seq <= self.log.seq { Err(Violation::BrokenChain) } else { Ok(()) }
    }

    /// Moves the beginning back by a page, if it is what comes just before.
    pub(super) fn precede(&mut self, events: &[Event]) -> Result<(), Violation> {
        let mut base = self.base;
        for event in events.iter().rev() {
            let header = &event.header;
            if header.room != self.room || !matches!(header.slot, Slot::Room { .. }) || event.mark() != base {
                return Err(Violation::BrokenChain);
            }
            base = Mark { seq: base.seq.saturating_sub(1), hash: header.previous };
        }
        self.base = base;
        Ok(())
    }
}
