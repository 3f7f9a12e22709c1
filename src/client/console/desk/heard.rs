//! The newest lines of the room as a desk remembers them: what may be answered, changed and reacted to.

use std::collections::BTreeMap;

use super::Desk;
use crate::client::command::live::Lines;
use crate::client::{Resumed, Update};
use crate::wire::{Emoji, Event, Live, Name, PublicKey, Seq, Shelf, Spoken};

/// Lines that are remembered at most.
const LINES_MAX: usize = 4_096;

/// Who said what, by its place.
#[derive(Debug, Default)]
pub(super) struct Heard {
    lines: BTreeMap<Seq, Line>,
}

#[derive(Debug)]
struct Line {
    spoken: Spoken,
    /// What the author was called then.
    name: Name,
    is_gone: bool,
}

impl Heard {
    fn note(&mut self, event: &Event) {
        let Some(spoken) = Spoken::of(event) else { return };
        let (name, is_gone) = (event.header.name.clone(), event.content().is_none());
        self.lines.insert(event.header.slot.seq(), Line { spoken, name, is_gone });
        if self.lines.len() > LINES_MAX {
            self.lines.pop_first();
        }
    }
}

impl Desk {
    /// Notes which lines there are.
    pub(super) fn hear(&mut self, update: &Update) {
        match update {
            Update::Event(event, _) => self.hear_event(event),
            Update::Kept(kept) => kept.events.iter().for_each(|event| self.hear_event(event)),
            Update::Joined(joined) if joined.resumed == Resumed::OtherRoom => self.heard.lines.clear(),
            Update::Restored { shelf: Shelf::Room, after, .. } => {
                drop(self.heard.lines.split_off(&after.saturating_add(1)));
            }
            _ => {}
        }
    }

    fn hear_event(&mut self, event: &Event) {
        self.heard.note(event);
        if let Some(Live::Delete(delete)) = self.heard(event)
            && let Some(line) = self.heard.lines.get_mut(&delete.of)
        {
            line.is_gone = true;
        }
    }

    /// Returns what an event says about a line, unless that line is known and its author had no part in it.
    pub(in crate::client::console) fn heard(&self, event: &Event) -> Option<Live> {
        let live = Live::of(event).filter(|live| live.kind().is_about_line())?;
        let who = Spoken { author: event.header.author, time: event.header.time };
        let host = self.timeline.room()?.charter.host;
        let is_wrong = |line: &Line| live.check(&who, &host, &line.spoken).is_err();
        (!self.heard.lines.get(&live.line()).is_some_and(is_wrong)).then_some(live)
    }

    /// Returns what the author of a line was called when it was said.
    pub(in crate::client::console) fn name_at(&self, seq: Seq) -> Option<&Name> {
        self.heard.lines.get(&seq).map(|line| &line.name)
    }

    /// Returns who said a line.
    pub(in crate::client::console) fn author_at(&self, seq: Seq) -> Option<PublicKey> {
        self.heard.lines.get(&seq).map(|line| line.spoken.author)
    }

    /// Returns who this member is.
    pub(in crate::client::console) fn own_key(&self) -> Option<PublicKey> {
        self.timeline.room().map(|room| room.me)
    }
}

impl Lines for Desk {
    fn me(&self) -> Option<PublicKey> {
        self.own_key()
    }

    fn key_of(&self, name: &Name) -> Option<PublicKey> {
        self.timeline.roster().by_skeleton(&name.skeleton()).map(|member| member.key)
    }

    fn newest(&self, fits: &dyn Fn(&PublicKey) -> bool) -> Option<Seq> {
        let mut newest = self.heard.lines.iter().rev();
        newest.find(|(_, line)| !line.is_gone && fits(&line.spoken.author)).map(|(seq, _)| *seq)
    }

    fn has_mine(&self, line: Seq, emoji: &Emoji) -> bool {
        self.timeline.said_at(line).is_some_and(|line| line.has_mine(emoji))
    }
}

#[cfg(test)]
mod tests;
