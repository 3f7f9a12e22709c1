//! What a member is told, held against the truth, and a ledger of all it said.

use maru::client::kept::Kept;
use maru::client::{ConnectError, Pending, Resumed, Ticket, Update};
use maru::store::Share;
use maru::wire::{Audience, Event, Kind, RoomId, Slot};

use crate::fault::Tamper;
use crate::keep::Keep;
use crate::member::Member;
use crate::property::{Broken, Law, Property};
use crate::truth::Truth;

/// Something said, and what its author was told about it.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) life: u32,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) audience: Audience,
    /// Told by its own event, or settled without.
    pub(crate) told: u32,
    pub(crate) refused: u32,
    /// Whether the last word about it was a refusal.
    pub(crate) is_refused: bool,
    /// The room in which it was told.
    pub(crate) room: Option<RoomId>,
}

impl Member {
    pub(crate) fn note(&mut self, update: &Update, world: &mut Tamper<'_>) -> Law {
        match update {
            Update::Joined(joined) => {
                let room = joined.charter.room();
                if joined.resumed == Resumed::AfterGap {
                    world.fired("gap on coming back");
                    world.check_gap(self.at.seq, joined.log.seq)?;
                }
                if matches!(joined.resumed, Resumed::First | Resumed::OtherRoom) {
                    self.seen.clear();
                    self.letters.clear();
                } else if joined.resumed == Resumed::Seamless {
                    world.fired("came back to its place");
                }
                (self.room, self.at, self.name) = (Some(room), joined.log, joined.name.clone());
            }
            Update::Kept(kept) => return self.take_up(kept, world),
            Update::Pending(pending) => return self.wait_for(pending, world),
            Update::Event(event, _) if world.liar.as_ref().is_some_and(|liar| liar.may_show(self.key())) => {
                self.at = event.mark();
            }
            Update::Event(event, ticket) => return self.note_event(event, *ticket, world.truth),
            Update::Page { events, letters, .. } => {
                world.fired("page");
                if letters.iter().any(|letter| !self.letters.contains(letter)) {
                    return Err(Property::OneHistory.broken("a page shows letters that were never told"));
                }
                for event in events {
                    let seq = event.header.slot.seq();
                    self.hold(event, world.truth)?;
                    if !self.seen.insert(seq) {
                        return Err(Property::OneOrder
                            .broken(format!("{} is told place {seq} by a page a second time", self.name)));
                    }
                }
            }
            Update::Refused { ticket, rejection, .. } => {
                let said = self.said(*ticket)?;
                (said.refused, said.is_refused) = (said.refused + 1, true);
                world.fired("line refused");
                if matches!(rejection, maru::wire::Rejection::NameTaken { .. }) {
                    world.fired("rename to a taken name");
                }
            }
            Update::Settled(ticket) => {
                let room = self.room;
                let said = self.said(*ticket)?;
                (said.told, said.room, said.is_refused) = (said.told + 1, room, false);
                world.fired("settled without being told");
            }
            Update::Lost { error: ConnectError::Violation(wrong), .. } if world.liar.is_none() => {
                return Err(
                    Property::Rules.broken(format!("{} lost its link over a violation: {wrong}", self.name))
                );
            }
            Update::Ended(error) => self.ended = Some(error.clone()),
            _ => {}
        }
        Ok(())
    }

    fn said(&mut self, ticket: Ticket) -> Result<&mut Said, Broken> {
        let at = self
            .tickets
            .get(&ticket)
            .ok_or_else(|| Property::Rules.broken(format!("{ticket:?} is nobody's")))?;
        Ok(&mut self.ledger[*at])
    }

    fn hold(&self, event: &Event, truth: &Truth) -> Law {
        match truth.event(event.header.slot.seq()) {
            Some(placed) if placed == event && self.room == Some(truth.room) => Ok(()),
            placed => Err(Property::OneHistory
                .broken(format!("{} was told {event:?}, the host placed {placed:?}", self.name))),
        }
    }

    fn note_event(&mut self, event: &Event, ticket: Option<Ticket>, truth: &Truth) -> Law {
        let (key, slot) = (self.key(), event.header.slot);
        match slot {
            Slot::Room { seq } => {
                self.hold(event, truth)?;
                if seq != self.at.seq + 1 || !self.seen.insert(seq) {
                    return Err(Property::OneOrder
                        .broken(format!("{} is told place {seq} after {}", self.name, self.at.seq)));
                }
                self.at = event.mark();
            }
            Slot::Mail { owner, to, .. } => {
                if owner != key || (to != key && event.header.author != key) {
                    return Err(Property::Private
                        .broken(format!("{} reads a whisper that is not its own", self.name)));
                }
                if event.verify().is_err() {
                    return Err(Property::Honest.broken(format!("{event:?} is not signed by its author")));
                }
                self.letters.push(event.clone());
            }
        }
        if let Some(ticket) = ticket {
            let room = self.room;
            let said = self.said(ticket)?;
            let text = event.content().and_then(|content| content.text()).unwrap_or_default();
            if said.text != text || said.kind != event.header.kind {
                return Err(
                    Property::NothingTwice.broken(format!("{said:?} was told by another line: {text:?}"))
                );
            }
            (said.told, said.room, said.is_refused) = (said.told + 1, room, false);
        }
        Ok(())
    }

    /// What was kept is what was told before.
    fn take_up(&mut self, kept: &Kept, world: &mut Tamper<'_>) -> Law {
        (self.room, self.at) = (Some(kept.room), kept.log);
        if kept.room == world.truth.room {
            kept.events.iter().try_for_each(|event| self.hold(event, world.truth))?;
        }
        self.seen = kept.events.iter().map(|event| event.header.slot.seq()).collect();
        let all = Share { events: usize::MAX, bytes: usize::MAX };
        let database = self.keep.as_ref().and_then(Keep::database).expect("it comes from there");
        let letters = database.letters_after(&self.key(), 0, all).unwrap();
        self.letters = letters.iter().filter_map(|letter| letter.row.event()).collect();
        world.fired("history shown from the disk");
        Ok(())
    }

    /// A line that waits is one just typed, or one that outlived the program.
    fn wait_for(&mut self, pending: &Pending, world: &mut Tamper<'_>) -> Law {
        if self.tickets.contains_key(&pending.ticket) {
            return Ok(());
        }
        let life = self.life;
        let is_it = |said: &Said| {
            let words =
                (said.kind, said.audience, &said.text) == (pending.kind, pending.audience, &pending.text);
            words && said.life < life
        };
        let Some(at) = self.ledger.iter().rposition(is_it) else {
            let why = format!("{} waits with a line that nobody typed: {pending:?}", self.name);
            return Err(Property::NothingTwice.broken(why));
        };
        let said = &mut self.ledger[at];
        (said.life, said.told, said.refused, said.is_refused) = (life, 0, 0, false);
        self.tickets.insert(pending.ticket, at);
        world.fired("line outlived the program");
        Ok(())
    }
}
