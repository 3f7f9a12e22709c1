//! What the host tells of the room: each event in its place, heads, answers.

use std::time::Duration;

use super::{
    Answer, Core, Delivery, Event, Fact, Head, Kind, Mark, Name, Nonce, Now, Outcome, Seq, Shelf, Update,
    Violation,
};
use crate::client::error::ConnectError;
use crate::wire::codec::canonical;
use crate::wire::{Board, PinnedLine, Rejection};

impl Core {
    pub(super) fn handle_delivery(&mut self, now: Now, delivery: Delivery) -> Result<(), Violation> {
        match delivery {
            Delivery::Members(part) => self.handle_members(part),
            Delivery::Event(event) => self.handle_event(now, event),
            Delivery::Head(head) => self.handle_head(head),
            Delivery::Answer(answer) => {
                self.handle_answer(now, answer);
                Ok(())
            }
            Delivery::Page(head) => self.handle_page_head(now, head),
            Delivery::Presence(presence) => {
                self.updates.push_back(Update::Presence(presence));
                Ok(())
            }
            Delivery::Gap(mark) => self.handle_gap(now, mark),
            Delivery::Pong(_) => {
                self.handle_pong(now);
                Ok(())
            }
            Delivery::Board(board) => {
                self.handle_board(*board);
                Ok(())
            }
            Delivery::Pinned(pinned) => self.handle_pinned(pinned),
            Delivery::Welcome(_) | Delivery::Refused(_) | Delivery::Closed(_) => Err(Violation::OutOfOrder),
        }
    }

    fn handle_event(&mut self, now: Now, event: Event) -> Result<(), Violation> {
        if self.page.is_some() {
            return self.handle_page_event(now, event);
        }
        let me = self.me();
        let places = self.places.as_mut().ok_or(Violation::OutOfOrder)?;
        let shelf = places.follow(&event, &me)?;
        self.match_lost(&event)?;
        self.check_past(&event);
        let own = event.header.author == me;
        let is_news = shelf == Shelf::Room && event.header.slot.seq() > self.snapshot;
        if own && event.header.kind == Kind::RENAME && is_news {
            // What the room calls this member is what it asks for when it comes back.
            let renamed = event.content().and_then(|content| Name::parse(content.text()?).ok());
            self.name = renamed.unwrap_or_else(|| self.name.clone());
        }
        self.write_event(&event);
        if is_news {
            self.write_folded(&event);
        }
        let ticket = match own {
            true => self.outbox.handle_told(shelf, event.header.nonce, event.header.body, &mut self.writes),
            false => None,
        };
        self.updates.push_back(Update::Event(event, ticket));
        self.resolve_doubt();
        self.transmit_drafts(now);
        Ok(())
    }

    fn handle_board(&mut self, board: Board) {
        self.write_fact(Fact::Board, canonical(&board));
        self.board = board;
        self.updates.push_back(Update::Board(Box::new(self.board.clone())));
    }

    /// A line that is pinned. Where it stands is the host's word alone; what stands in this member's own log counts more.
    fn handle_pinned(&mut self, pinned: Box<PinnedLine>) -> Result<(), Violation> {
        let room = self.places.as_ref().map(|places| places.room).ok_or(Violation::OutOfOrder)?;
        let line = pinned.place().filter(|_| pinned.line.header.room == room).ok_or(Violation::OutOfOrder)?;
        if self.board.has(line) {
            self.updates.push_back(Update::Pinned(pinned));
        }
        Ok(())
    }

    /// Names, topic and own lines may lie in a gap: what the host holds now is told on coming in again.
    fn handle_gap(&mut self, now: Now, mark: Mark) -> Result<(), Violation> {
        let places = self.places.as_ref().ok_or(Violation::OutOfOrder)?;
        if mark == places.log {
            // Only a head was cut off.
            return Ok(());
        }
        places.check_gap(mark)?;
        self.lose(now, ConnectError::Broken, 0);
        Ok(())
    }

    fn handle_head(&mut self, head: Head) -> Result<(), Violation> {
        if let super::State::Here { host } = self.state {
            self.check_fork(&host, &head)?;
        }
        let places = self.places.as_ref().ok_or(Violation::OutOfOrder)?;
        if head.room != places.room || head.mark != places.log {
            return Err(Violation::BrokenHead);
        }
        self.head = Some(head);
        Ok(())
    }

    /// Everything that one read brought was handled: checks the newest head.
    ///
    /// # Errors
    /// A [`Violation`] if the host did not sign it.
    pub fn handle_read(&mut self) -> Result<(), Violation> {
        let super::State::Here { host } = self.state else { return Ok(()) };
        let Some(head) = self.head.take() else { return Ok(()) };
        head.verify(&host).map_err(|_| Violation::BrokenHead)?;
        self.write_fact(Fact::Head, canonical(&head));
        self.signed = Some(head);
        Ok(())
    }

    /// Letters that were on the way are told: an own whisper that is not among them was never taken.
    fn handle_pong(&mut self, now: Now) {
        if self.outbox.is_in_doubt(Shelf::Mail) {
            let is_whole = self.places.as_ref().is_some_and(super::Places::has_all_mail);
            for ticket in self.outbox.end_doubt(Shelf::Mail, is_whole, &mut self.writes) {
                self.updates.push_back(Update::Settled(ticket));
            }
            self.transmit_drafts(now);
        }
    }

    fn handle_answer(&mut self, now: Now, answer: Answer) {
        let Answer { shelf, nonce, outcome } = answer;
        match outcome {
            Outcome::Accepted(seq) => self.handle_accepted(shelf, nonce, seq),
            Outcome::Refused(Rejection::NonceUsed) => {
                self.outbox.handle_taken(shelf, nonce);
                self.resolve_doubt();
            }
            Outcome::Refused(rejection) => {
                let refused = self.outbox.handle_refused(shelf, nonce, &rejection, &mut self.writes);
                if let Some((ticket, _)) = refused.filter(|_| rejection == Rejection::Unchanged) {
                    // What was wanted is so already.
                    self.outbox.discard(ticket, &mut self.writes);
                    self.updates.push_back(Update::Settled(ticket));
                } else if let Some((ticket, kind)) = refused {
                    self.updates.push_back(Update::Refused { ticket, kind, rejection });
                }
            }
            Outcome::Later { milliseconds } => {
                let wait = Duration::from_millis(milliseconds.into());
                self.outbox.handle_later(shelf, nonce, now.ticks + wait);
                self.updates.push_back(Update::Slowed(wait));
            }
        }
        self.transmit_drafts(now);
    }

    /// The host had accepted a nonce before: if its event is still to come, that settles the line; if it was had without
    /// settling it, the nonce was another line's; if it was missed, it is looked for as long as it can be had.
    fn handle_accepted(&mut self, shelf: Shelf, nonce: Nonce, seq: Seq) {
        let Some(places) = &self.places else { return };
        if !places.is_past(shelf, seq) {
            return;
        }
        if places.was_had(shelf, seq) {
            return self.outbox.handle_taken(shelf, nonce);
        }
        if shelf == Shelf::Room && places.is_missing(seq) {
            self.accepted.push((nonce, seq));
            return self.resolve_doubt();
        }
        if let Some(ticket) = self.outbox.handle_accepted(shelf, nonce, &mut self.writes) {
            self.updates.push_back(Update::Settled(ticket));
        }
    }
}
