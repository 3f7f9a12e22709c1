//! What is said about lines that stand in the room: who may say it, and what goes with a line that is taken away. Pure.
//!
//! Only lines that lie in memory can be answered or changed; what was said about them is at hand as long as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Room;
use super::say::{Came, Stop};
use crate::store::Change;
use crate::wire::limits::REACTION_KINDS;
use crate::wire::{
    Body, Delete, Draft, Edit, Emoji, Event, Live, Now, PublicKey, Reaction, Rejection, Seq, Spoken,
};

/// What was said about each line in memory, published or not.
#[derive(Debug, Default)]
pub(super) struct Words {
    lines: BTreeMap<Seq, About>,
}

/// What was said about one line.
#[derive(Debug, Default)]
struct About {
    edits: Vec<Seq>,
    reactions: BTreeMap<Emoji, BTreeSet<PublicKey>>,
    is_deleted: bool,
}

impl Words {
    fn of(&self, line: Seq) -> Option<&About> {
        self.lines.get(&line)
    }

    /// Returns the place of the newest change of a line.
    pub(super) fn newest_edit(&self, line: Seq) -> Option<Seq> {
        self.of(line)?.edits.last().copied()
    }

    fn note(&mut self, seq: Seq, author: PublicKey, live: Live) {
        let about = self.lines.entry(live.line());
        match live {
            Live::Reply(_) | Live::Pin(_) => {}
            Live::Edit(Edit { .. }) => about.or_default().edits.push(seq),
            Live::Delete(Delete { .. }) => about.or_default().is_deleted = true,
            Live::Reaction(Reaction { emoji, on: true, .. }) => {
                about.or_default().reactions.entry(emoji).or_default().insert(author);
            }
            Live::Reaction(Reaction { emoji, on: false, .. }) => {
                let about = about.or_default();
                if about.reactions.get_mut(&emoji).is_some_and(|by| by.remove(&author) && by.is_empty()) {
                    about.reactions.remove(&emoji);
                }
            }
        }
    }

    /// Forgets lines below this place.
    fn trim(&mut self, floor: Seq) {
        while let Some(oldest) = self.lines.first_entry().filter(|oldest| *oldest.key() < floor) {
            oldest.remove();
        }
    }
}

impl Room {
    /// Places what somebody says about a line, if it may be said.
    pub(super) fn place_live(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        let Some(Ok(live)) = Live::read(draft.kind, &draft.content.bytes) else {
            return Err(Rejection::BadText.into());
        };
        let who = Spoken { author, time: self.time(now) };
        match &live {
            Live::Pin(pin) => self.check_pin(&author, pin)?,
            live => self.check_live(&who, live)?,
        }
        let calls = match &live {
            Live::Reply(reply) => self.check_call(now, &author, reply.text.as_str())?,
            _ => false,
        };
        self.take_message(&author)?;
        let came = self.place_in_room(now, author, draft)?;
        if calls {
            self.called = Some(now.ticks);
        }
        let (seq, line) = (self.log.appended().seq, live.line());
        if draft.kind.is_about_line() {
            let (kind, host) = (draft.kind, self.charter.host);
            self.batches.note_about(Change::About { line, by: Some((seq, kind)), host });
        }
        if matches!(live, Live::Delete(_)) {
            let edits = self.words.of(line).map(|about| about.edits.clone()).unwrap_or_default();
            self.batches.erase(edits.into_iter().chain([line]));
        }
        self.words.note(seq, author, live);
        Ok(came)
    }

    fn check_live(&self, who: &Spoken, live: &Live) -> Result<(), Rejection> {
        let line = live.line();
        let about = self.words.of(line);
        let (spoken, is_gone) = self.spoken(line)?;
        live.check(who, &self.charter.host, &spoken)?;
        if is_gone {
            let gone = matches!(live, Live::Delete(_));
            return Err(if gone { Rejection::Unchanged } else { Rejection::NoSuchLine });
        }
        let Live::Reaction(Reaction { emoji, on, .. }) = live else { return Ok(()) };
        let by = about.and_then(|about| about.reactions.get(emoji));
        let kinds = about.map_or(0, |about| about.reactions.len());
        match (by.is_some_and(|by| by.contains(&who.author)), by) {
            (is_on, _) if is_on == *on => Err(Rejection::Unchanged),
            (false, None) if kinds >= REACTION_KINDS => Err(Rejection::TooManyReactions),
            _ => Ok(()),
        }
    }

    /// Says whether a line stands at a place, and still says something.
    pub(super) fn check_line(&self, line: Seq) -> Result<(), Rejection> {
        let (_, is_gone) = self.spoken(line)?;
        if is_gone { Err(Rejection::NoSuchLine) } else { Ok(()) }
    }

    /// Returns by whom and when a line was said, and whether it was taken away.
    fn spoken(&self, line: Seq) -> Result<(Spoken, bool), Rejection> {
        let event = self.line(line)?;
        let spoken = Spoken::of(&event).ok_or(Rejection::NoSuchLine)?;
        let is_deleted = self.words.of(line).is_some_and(|about| about.is_deleted);
        Ok((spoken, event.body == Body::Erased || is_deleted))
    }

    /// Returns the event at a place that everybody sees.
    fn line(&self, seq: Seq) -> Result<Event, Rejection> {
        match seq {
            0 => Err(Rejection::NoSuchLine),
            _ if seq > self.log.published().seq => Err(Rejection::NoSuchLine),
            _ => self.log.event(seq).ok_or(Rejection::TooOld),
        }
    }

    /// Takes up what an event of a room that was kept says about a line.
    pub(super) fn take_up_words(&mut self, event: &Event) {
        if let Some(live) = Live::of(event).filter(|live| live.line() >= self.log.floor()) {
            self.words.note(event.header.slot.seq(), event.header.author, live);
        }
    }

    /// Erases bodies that a published batch takes away, and lets go of what was said about lines no longer in memory.
    pub(super) fn erase(&mut self, places: &[Seq]) {
        for seq in places {
            if let Err(error) = self.log.erase(*seq) {
                tracing::error!(%error, "an erased event does not fit a frame");
            }
        }
        self.words.trim(self.log.floor());
    }
}
