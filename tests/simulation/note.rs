//! What a member is told, held against the truth, and a ledger of all it said.

use maru::client::kept::Kept;
use maru::client::proof::Proof;
use maru::client::{ConnectError, Pending, Resumed, Ticket, Update};
use maru::store::Share;
use maru::wire::{Audience, Body, Content, Event, Hash, Kind, Live, Mark, RoomId, Seq, Shelf, Slot};

use crate::about::Reckoned;
use crate::fault::{Tamper, host};
use crate::keep::Keep;
use crate::liar::Lie;
use crate::member::Member;
use crate::property::{Broken, Law, Property};
use crate::truth::Truth;

/// Something said, and what its author was told about it.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) life: u32,
    pub(crate) text: String,
    pub(crate) content: Content,
    pub(crate) kind: Kind,
    pub(crate) audience: Audience,
    /// Told by its own event, or settled without.
    pub(crate) told: u32,
    pub(crate) refused: u32,
    /// Whether the last word about it was a refusal.
    pub(crate) is_refused: bool,
    /// It was told, and the host has lost it since.
    pub(crate) is_lost: bool,
    /// What the host lost goes with it: it was taken away before, deletion and all, or is about a line that is lost as well.
    pub(crate) is_over: bool,
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
                    world.check_gap(self.at, joined.log.seq)?;
                }
                if matches!(joined.resumed, Resumed::First | Resumed::OtherRoom) {
                    self.forget();
                } else if joined.resumed == Resumed::Seamless {
                    world.fired("came back to its place");
                }
                (self.room, self.at, self.name) = (Some(room), joined.log, joined.name.clone());
            }
            Update::Kept(kept) => return self.take_up(kept, world),
            Update::Restored { shelf, after, lost } => return self.go_back(*shelf, *after, *lost, world),
            Update::Returned(..) => world.fired("something lost came back"),
            Update::Offered(_) => world.fired("lines of others given back"),
            Update::Forked(proof) => return self.note_fork(proof.as_deref(), world),
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
                    // A room that is no more is read from its copy until another one is entered.
                    let is_of_past =
                        self.room == Some(event.header.room) && self.room != Some(world.truth.room);
                    if !is_of_past {
                        self.hold_kept(event, world.truth)?;
                    }
                    self.see(event)?;
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
            Update::Discarded(ticket) => {
                self.said(*ticket)?.is_refused = true;
                self.tickets.remove(ticket);
                world.fired("words about lost lines dropped");
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
            Some(placed) if is_same(placed, event, truth) && self.room == Some(truth.room) => Ok(()),
            placed => Err(Property::OneHistory
                .broken(format!("{} was told {event:?}, the host placed {placed:?}", self.name))),
        }
    }

    /// What comes from a copy may be of a history that the host has lost, until the host is met again.
    fn hold_kept(&self, event: &Event, truth: &Truth) -> Law {
        match truth.ever(event.mark()) {
            Some(placed) if is_same(placed, event, truth) && self.room == Some(truth.room) => Ok(()),
            placed => Err(Property::OneHistory
                .broken(format!("{} is shown {event:?}, the host placed {placed:?}", self.name))),
        }
    }

    /// A public place is told once, and never as another one, unless the host is said to have gone back.
    fn see(&mut self, event: &Event) -> Law {
        let Mark { seq, hash } = event.mark();
        match self.seen.insert(seq, hash) {
            None => Ok(()),
            Some(before) if before == hash => {
                Err(Property::OneOrder.broken(format!("{} is told place {seq} a second time", self.name)))
            }
            Some(_) => Err(Property::Honest
                .broken(format!("{} is told another event in place {seq}, and no word about it", self.name))),
        }
    }

    /// The host is said to have shown two histories: it must have, and a proof must hold.
    fn note_fork(&self, proof: Option<&Proof>, world: &mut Tamper<'_>) -> Law {
        world.fired("fork told");
        let is_proof = proof.is_none_or(|proof| proof.holds(&host().public()));
        let has_lied = world.liar.as_ref().is_some_and(|liar| liar.told && liar.lie.is_fork(proof.is_some()));
        match is_proof && has_lied {
            true => Ok(()),
            false => Err(Property::Honest.broken(format!("{} is told of a fork: {proof:?}", self.name))),
        }
    }

    /// The host is said to know less than before: it must, and what lies behind the last common event is told no more.
    fn go_back(&mut self, shelf: Shelf, after: Seq, lost: u64, world: &mut Tamper<'_>) -> Law {
        world.fired("a loss noticed");
        // Of letters there is no head: those of another history are given up without a word about a fork.
        let is_between = world.liar.as_ref().is_some_and(|liar| liar.told && liar.lie == Lie::TwoHistories);
        if world.truth.undone.is_empty() && !(shelf == Shelf::Mail && is_between) {
            let why = format!("{} gives up what the host has: {shelf:?} after {after}", self.name);
            return Err(Property::OneHistory.broken(why));
        }
        let gone = match shelf {
            Shelf::Room => self.give_up(after, lost, world.truth)?,
            Shelf::Mail => {
                let is_gone = |letter: &mut Event| letter.header.slot.seq() > after;
                self.letters.extract_if(.., is_gone).collect()
            }
        };
        let deleted: Vec<_> = gone.iter().filter_map(deleted_by).collect();
        for event in gone.iter().filter(|event| event.header.author == self.identity.public()) {
            let is_it = |said: &&mut Said| {
                let same_text = !said.text.is_empty() && event.text().as_ref() == Some(&said.text);
                said.told > 0 && (same_text || said.content.hash() == event.header.body)
            };
            if let Some(said) = self.ledger.iter_mut().rev().find(is_it) {
                (said.told, said.is_lost) = (said.told - 1, true);
                said.is_over = deleted.contains(&event.header.slot) || is_about_lost(event, after);
            }
        }
        self.lost.extend(gone);
        Ok(())
    }

    /// Goes back to the last public event that is the host's as well, and no further; returns what was told after it.
    fn give_up(&mut self, after: Seq, lost: u64, truth: &Truth) -> Result<Vec<Event>, Broken> {
        let wrong =
            |why: &str| Property::OneHistory.broken(format!("{} goes back to {after}: {why}", self.name));
        if self.at.seq != after + lost {
            return Err(wrong(&format!("{lost} events lost of {}", self.at.seq)));
        }
        let is_placed =
            |(seq, hash): (&Seq, &Hash)| truth.event(*seq).is_some_and(|event| event.mark().hash == *hash);
        if self.seen.range(..=after).next_back().is_some_and(|place| !is_placed(place)) {
            return Err(wrong("the host has it no more"));
        }
        // From memory alone it is not known what stood before a gap.
        let knows_all = self.keep.as_ref().is_some_and(|keep| !keep.has_failed());
        if knows_all && self.seen.range(after + 1..).next().is_some_and(is_placed) {
            return Err(wrong("the host has more"));
        }
        self.at = truth.event(after).map_or(Mark::default(), Event::mark);
        let gone = self.seen.split_off(&(after + 1));
        let ever = |(seq, hash)| truth.ever(Mark { seq, hash }).cloned();
        Ok(gone.into_iter().filter_map(ever).collect())
    }

    fn note_event(&mut self, event: &Event, ticket: Option<Ticket>, truth: &Truth) -> Law {
        let (key, slot) = (self.key(), event.header.slot);
        match slot {
            Slot::Room { seq } => {
                self.hold(event, truth)?;
                self.see(event)?;
                if seq != self.at.seq + 1 {
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
            let text = event.text().unwrap_or_default();
            // An answer to a line that is lost becomes a line of its own.
            let kind = if event.header.kind == Kind::CHAT {
                said.kind.is_line()
            } else {
                said.kind == event.header.kind
            };
            if (event.content().is_some() && said.text != text) || !kind {
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
            kept.events.iter().try_for_each(|event| self.hold_kept(event, world.truth))?;
        }
        self.seen = kept.events.iter().map(Event::mark).map(|mark| (mark.seq, mark.hash)).collect();
        self.lost = kept.aside.iter().filter(|event| event.header.author != self.key()).cloned().collect();
        let all = Share { events: usize::MAX, bytes: usize::MAX };
        let database = self.keep.as_ref().and_then(Keep::database).expect("it comes from there");
        let letters = database.letters_after(&self.key(), 0, all).unwrap();
        self.letters = letters.iter().filter_map(|letter| letter.row.event()).collect();
        world.fired("history shown from the disk");
        Ok(())
    }

    /// A line that waits is one just typed, one that outlived the program, or one that the host has lost.
    fn wait_for(&mut self, pending: &Pending, world: &mut Tamper<'_>) -> Law {
        if self.tickets.contains_key(&pending.ticket) {
            return Ok(());
        }
        let life = self.life;
        let is_it = |said: &Said| {
            let same_words = !said.text.is_empty() && said.text == pending.text();
            let words = same_words || (said.kind, &said.content.bytes) == (pending.kind, &pending.body);
            words && said.audience == pending.audience
        };
        let is_lost = |said: &Said| is_it(said) && said.is_lost;
        // What was told in one history may be missing in the other.
        let is_split = world.liar.as_ref().is_some_and(|liar| liar.lie == Lie::TwoHistories);
        let is_older = |said: &Said| is_it(said) && (said.life < life || is_split);
        // An empty topic may have been set twice, and once in vain.
        let found = self.ledger.iter().rposition(is_lost).or_else(|| self.ledger.iter().rposition(is_older));
        let Some(at) = found else {
            let why = format!("{} waits with a line that nobody typed: {pending:?}", self.name);
            return Err(Property::NothingTwice.broken(why));
        };
        let said = &mut self.ledger[at];
        let what =
            if said.is_lost { "line said again that the host had lost" } else { "line outlived the program" };
        (said.life, said.told, said.refused) = (life, 0, 0);
        (said.is_refused, said.is_lost, said.is_over) = (false, false, false);
        self.tickets.insert(pending.ticket, at);
        world.fired(what);
        Ok(())
    }
}

/// Returns the public place that an event takes the words away from.
fn deleted_by(event: &Event) -> Option<Slot> {
    match Live::of(event)? {
        Live::Delete(delete) => Some(Slot::Room { seq: delete.of }),
        _ => None,
    }
}

/// Whether it says something about a line after this place; an answer says something without it.
fn is_about_lost(event: &Event, after: Seq) -> bool {
    event.header.kind != Kind::REPLY && Live::of(event).is_some_and(|live| live.line() > after)
}

/// Whether somebody was told what the host placed, or what is left of it.
fn is_same(placed: &Event, told: &Event, truth: &Truth) -> bool {
    let is_erased = placed.body == Body::Erased || told.body == Body::Erased;
    placed == told || (is_erased && placed.mark() == told.mark() && is_gone(placed, truth))
}

/// Whether the words at a place may have been taken away.
fn is_gone(event: &Event, truth: &Truth) -> bool {
    let (reckoned, seq) = (Reckoned::of(truth), event.header.slot.seq());
    let line = match Live::of(event) {
        Some(Live::Edit(edit)) => edit.of,
        _ => seq,
    };
    event.body == Body::Erased || reckoned.is_gone(seq) || reckoned.was_deleted(line)
}
