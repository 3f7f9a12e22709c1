//! What is said about lines, folded into them: the same lines come out in whatever order both are learned.

use super::line::Key;
use super::{Change, Line, Ticket, Timeline};
use crate::client::about::About;
use crate::wire::{Event, Live, Seq, Spoken};

impl Timeline {
    /// Returns the line that was said to the room at a public place, if it is loaded.
    #[must_use]
    pub fn said_at(&self, seq: Seq) -> Option<&Line> {
        self.told.get(self.index_of(seq)?)
    }

    /// Takes in what an event says about a line, loaded or not.
    pub(super) fn note_about(&mut self, event: &Event) {
        let Some(live) = Live::of(event) else { return };
        let (line, header) = (live.line(), &event.header);
        let who = Spoken { author: header.author, time: header.time };
        self.about.entry(line).or_default().note(header.slot.seq(), who, live);
        self.refresh(line);
    }

    /// An own change of a line is on its way; it is shown at once.
    pub(super) fn note_change(&mut self, ticket: Ticket, change: Change) {
        let line = change.live.line();
        self.changes.insert(ticket, change);
        self.refresh(line);
    }

    /// What was said after a place is of a history that is no more.
    pub(super) fn forget_about_after(&mut self, seq: Seq) {
        drop(self.about.split_off(&seq.saturating_add(1)));
        let lines: Vec<_> = self.about.keys().copied().collect();
        for line in lines {
            if self.about.get_mut(&line).is_some_and(|about| about.forget_after(seq)) {
                self.refresh(line);
            }
        }
    }

    /// Shows a line as all that is known about it makes it.
    pub(super) fn refresh(&mut self, seq: Seq) {
        let told = self.index_of(seq).and_then(|at| self.told.get_mut(at));
        let Some(room) = &self.room else { return };
        let changes: Vec<_> = self.changes.values().filter(|change| change.live.line() == seq).collect();
        for line in told.into_iter().chain(self.pinned.get_mut(&seq)) {
            match self.about.get(&seq) {
                None if changes.is_empty() && line.changing.is_none() => {}
                None => line.show(&About::default(), &changes, room),
                Some(about) => line.show(about, &changes, room),
            }
        }
    }

    /// Returns where the line said at a public place stands among those told.
    pub(super) fn index_of(&self, seq: Seq) -> Option<usize> {
        self.index_where(Key::room(seq), |line| line.place() == Some(seq))
    }
}
