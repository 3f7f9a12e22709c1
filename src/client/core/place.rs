//! How far a member has read, on both shelves, what it has missed, and what may follow. Pure.

use std::collections::VecDeque;

use crate::client::error::Violation;
use crate::client::kept::{Kept, before, is_public};
use crate::wire::limits::{HOLES, TRAIL_MARKS};
use crate::wire::{Event, Hash, Mark, PublicKey, Resume, RoomId, Seq, Shelf, Slot, Time, Welcome};

/// The places of one member in one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) room: RoomId,
    /// The newest public event had.
    pub(super) log: Mark,
    /// The newest letter had.
    pub(super) mail: Mark,
    /// The mark before the oldest public event shown.
    pub(super) base: Mark,
    /// Letters that happened after this place or later are shown, as far as they were had.
    pub(super) letters: Seq,
    /// What is missing above `base`, oldest first.
    pub(super) holes: VecDeque<Hole>,
    /// The time of the newest public event had, and of the newest letter; neither ever falls.
    log_time: Time,
    mail_time: Time,
    /// Letters after the first place, up to and with the second, were never told.
    mail_gap: (Seq, Seq),
    /// The newest public places had in one piece, oldest first; the last is `log`.
    trail: VecDeque<Mark>,
}

/// Public events that were not had: those after `bottom`, up to and with `top`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) bottom: Mark,
    pub(super) top: Mark,
}

/// How a welcome relates to the places had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// It goes on at the next event.
    Seamless,
    /// It goes on further up.
    Ahead,
    /// It begins at a place that was had, or at one that this member has otherwise.
    Behind,
}

impl Places {
    /// Comes in for the first time.
    pub(super) fn fresh(welcome: &Welcome) -> Self {
        Self {
            room: welcome.charter.room(),
            log: welcome.log,
            mail: welcome.mail,
            base: welcome.log,
            letters: welcome.log.seq,
            holes: VecDeque::new(),
            log_time: 0,
            mail_time: 0,
            mail_gap: (0, welcome.mail.seq),
            trail: VecDeque::from([welcome.log]),
        }
    }

    /// Takes up where a member's own copy ends.
    pub(super) fn of_kept(kept: &Kept) -> Self {
        let newest = |events: &[Event]| events.last().map_or(0, |event| event.header.time);
        Self {
            room: kept.room,
            log: kept.log,
            mail: kept.mail,
            base: kept.base,
            letters: kept.base.seq,
            holes: VecDeque::new(),
            log_time: newest(&kept.events),
            mail_time: newest(&kept.letters),
            mail_gap: (0, 0),
            trail: kept.trail.iter().copied().collect(),
        }
    }

    /// Says how what a host tells relates to what was had.
    pub(super) fn relation(&self, welcome: &Welcome) -> Relation {
        match () {
            () if welcome.log == self.log => Relation::Seamless,
            () if welcome.log.seq > self.log.seq => Relation::Ahead,
            () => Relation::Behind,
        }
    }

    /// Goes on where a welcome says, leaving a hole behind if that is further up.
    pub(super) fn jump(&mut self, welcome: &Welcome) {
        if welcome.log != self.log {
            self.holes.push_back(Hole { bottom: self.log, top: welcome.log });
            if self.holes.len() > HOLES {
                self.holes.pop_front();
            }
            self.trail = VecDeque::from([welcome.log]);
            // What lies between is not known, and may be of another history than what was had.
            (self.log, self.log_time) = (welcome.log, 0);
        }
        self.mail_gap = (self.mail.seq, welcome.mail.seq);
        self.mail = welcome.mail;
    }

    pub(super) fn resume(&self) -> Resume {
        Resume { room: self.room, log: self.log, mail: self.mail }
    }

    /// Returns whether a place of a shelf was passed, whether its event was had or lies in a hole.
    pub(super) fn is_past(&self, shelf: Shelf, seq: Seq) -> bool {
        match shelf {
            Shelf::Room => seq <= self.log.seq,
            Shelf::Mail => seq <= self.mail.seq,
        }
    }

    /// Returns whether the event at a place was told, as far as that is known.
    pub(super) fn was_had(&self, shelf: Shelf, seq: Seq) -> bool {
        let (after, last) = match shelf {
            Shelf::Room => (self.trail.front().map_or(self.log.seq, |mark| mark.seq), self.log.seq),
            Shelf::Mail => (self.mail_gap.1, self.mail.seq),
        };
        after < seq && seq <= last
    }

    /// Returns whether no letter is missing that came while this member was away.
    pub(super) fn has_all_mail(&self) -> bool {
        self.mail_gap.0 == self.mail_gap.1
    }

    /// Returns the mark at a public place that was had lately.
    pub(super) fn mark(&self, seq: Seq) -> Option<Mark> {
        let oldest = self.trail.front()?.seq;
        let mark = self.trail.get(usize::try_from(seq.checked_sub(oldest)?).ok()?)?;
        (mark.seq == seq).then_some(*mark)
    }

    /// Goes back to an earlier event, as if none had come after it.
    pub(super) fn roll_back(&mut self, to: Mark) {
        (self.log, self.log_time) = (to, 0);
        self.trail.retain(|mark| mark.seq <= to.seq);
        if self.trail.is_empty() {
            self.trail.push_back(to);
        }
        self.holes.retain(|hole| hole.top.seq <= to.seq);
        if self.base.seq > to.seq {
            self.base = to;
        }
    }

    /// Goes back to what a welcome says of the letters.
    pub(super) fn roll_back_mail(&mut self, to: Mark) {
        (self.mail, self.mail_time) = (to, 0);
    }

    /// Returns whether a public place lies in a hole that the host can fill.
    pub(super) fn is_missing(&self, seq: Seq) -> bool {
        self.holes.iter().any(|hole| hole.bottom.seq < seq && seq <= hole.top.seq)
    }

    /// Moves on by one event, if it follows.
    pub(super) fn follow(&mut self, event: &Event, me: &PublicKey) -> Result<Shelf, Violation> {
        let header = &event.header;
        let (last, time, shelf) = match header.slot {
            Slot::Room { .. } => (&mut self.log, &mut self.log_time, Shelf::Room),
            Slot::Mail { owner, after, .. } if owner == *me && after <= self.log.seq => {
                (&mut self.mail, &mut self.mail_time, Shelf::Mail)
            }
            Slot::Mail { .. } => return Err(Violation::OutOfOrder),
        };
        let follows = header.slot.seq() == last.seq.saturating_add(1) && header.previous == last.hash;
        if header.room != self.room || !follows {
            return Err(Violation::BrokenChain);
        }
        if header.time < *time {
            return Err(Violation::Redated);
        }
        *last = event.mark();
        *time = header.time;
        if shelf == Shelf::Room {
            self.trail.push_back(self.log);
            if self.trail.len() > TRAIL_MARKS {
                self.trail.pop_front();
            }
        }
        Ok(shelf)
    }

    /// Checks that a gap leads forward. Nothing is passed over by it: the host is told on coming in again
    /// up to where this member really read.
    pub(super) fn check_gap(&self, to: Mark) -> Result<(), Violation> {
        if to.seq <= self.log.seq { Err(Violation::BrokenChain) } else { Ok(()) }
    }

    /// Moves the beginning back by events that come just before it.
    pub(super) fn precede(&mut self, events: &[Event]) -> Result<(), Violation> {
        self.base = self.lead_up_to(self.base, events)?;
        Ok(())
    }

    /// Fills the newest hole with events that end where it ends; tells whether what is below is what was had.
    pub(super) fn fill(&mut self, events: &[Event]) -> Result<bool, Violation> {
        let hole = *self.holes.back().ok_or(Violation::OutOfOrder)?;
        let top = self.lead_up_to(hole.top, events)?;
        if top.seq > hole.bottom.seq {
            if let Some(hole) = self.holes.back_mut() {
                hole.top = top;
            }
            return Ok(true);
        }
        self.holes.pop_back();
        Ok(top == hole.bottom)
    }

    /// Holes whose newest event lies below `floor` can be filled by nobody; returns whether there were any.
    pub(super) fn give_up_below(&mut self, floor: Seq) -> bool {
        let before = self.holes.len();
        self.holes.retain(|hole| hole.top.seq >= floor);
        self.holes.len() < before
    }

    /// The newest hole cannot be filled.
    pub(super) fn give_up_hole(&mut self) {
        self.holes.pop_back();
    }

    /// Goes on reading below a hole that lies under everything shown.
    pub(super) fn pass_over(&mut self, bottom: Mark) {
        self.holes.push_front(Hole { bottom, top: self.base });
        if self.holes.len() > HOLES {
            self.holes.pop_front();
        }
        self.base = bottom;
    }

    /// Checks that events lead up to `end` without a break; returns what stands before them.
    fn lead_up_to(&self, end: Mark, events: &[Event]) -> Result<Mark, Violation> {
        let (mut at, mut time) = (end, Time::MAX);
        for event in events.iter().rev() {
            let header = &event.header;
            if header.room != self.room || !is_public(event) || event.mark() != at {
                return Err(Violation::BrokenChain);
            }
            if header.time > std::mem::replace(&mut time, header.time) {
                return Err(Violation::Redated);
            }
            at = before(event);
        }
        // Nothing stands before the first.
        if at.seq == 0 && at.hash != Hash::default() { Err(Violation::BrokenChain) } else { Ok(at) }
    }
}
