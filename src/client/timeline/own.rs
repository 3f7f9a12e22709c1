//! Own lines and changes on their way: shown at once, told later, or refused.

use super::line::Key;
use super::{Change, Line, LineId, LineKind, Note, Pending, Sending, Ticket, Timeline};
use crate::wire::{Audience, Kind, Live, Rejection};

impl Timeline {
    pub(super) fn handle_pending(&mut self, pending: Pending) {
        let (text, Pending { ticket, audience, kind, body, time }) = (pending.text(), pending);
        let live = Live::read(kind, &body).and_then(Result::ok);
        if kind.is_about_line() {
            let change = live.map(|live| Change { live, since: time });
            return change.map_or((), |change| self.note_change(ticket, change));
        }
        let Some(me) = self.room.as_ref().map(|room| room.me) else { return };
        let (Some(name), own) = (self.roster.name(&me), Some(Sending::Sending)) else { return };
        let kind = match (kind, audience) {
            (Kind::CHAT | Kind::ACTION | Kind::REPLY, Audience::Room) => {
                LineKind::Said { author: me, name, text, action: kind == Kind::ACTION, own }
            }
            (_, Audience::Member(to)) => {
                LineKind::Whisper { author: me, name, to, to_name: self.roster.name(&to), text, own }
            }
            _ => return,
        };
        // A line that is tried again keeps its identity and moves behind the others.
        let id = self.settle(ticket).unwrap_or_else(|| self.id());
        let (ticket, reply) = (Some(ticket), live.map(|live| live.line()));
        self.waiting.push(Line { ticket, reply, ..Line::new(id, Key::END, time, kind) });
    }

    pub(super) fn handle_refused(&mut self, ticket: Ticket, kind: Kind, rejection: Rejection) {
        match self.waiting.iter_mut().find(|line| line.ticket == Some(ticket)) {
            Some(line) => line.set_sending(Sending::Failed(rejection)),
            None => {
                self.settle(ticket);
                self.note(Note::Refused { kind, rejection }, 0);
            }
        }
    }

    /// Takes a line out of the waiting ones; its identity goes to the event that tells it. A change that waited is taken
    /// back: if it came to be, its event says so.
    pub(super) fn settle(&mut self, ticket: Ticket) -> Option<LineId> {
        if let Some(change) = self.changes.remove(&ticket) {
            self.refresh(change.live.line());
        }
        let at = self.waiting.iter().position(|line| line.ticket == Some(ticket))?;
        Some(self.waiting.remove(at).id)
    }
}
