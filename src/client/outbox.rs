//! Own lines on their way to the host: exactly once, in order, on two lanes. Pure.
//!
//! A lane is one shelf's nonces. Lines keep their nonce until the host settled it, whatever happens
//! to the link; what may have been lost is sent again from the first unsettled line on (go-back-N).
//! A line leaves the outbox only by being told, refused or thrown away.

use std::collections::VecDeque;
use std::time::Duration;

use super::update::Ticket;
use crate::identity::Said;
use crate::wire::limits::UNANSWERED;
use crate::wire::{Audience, Content, Kind, Mark, Nonce, Seq, Settled, Shelf};

/// One own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identity in this program.
    pub ticket: Ticket,
    /// For whom it is.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Its body.
    pub content: Content,
}

/// Lines of one shelf, in the order of their nonces, which have no holes.
///
/// A host settles in order, but tells on several ways at once: a refusal may overtake the event of the
/// line before it. What is settled ahead of its turn leaves an empty place until its turn comes.
#[derive(Debug)]
struct Lane {
    entries: VecDeque<Option<Entry>>,
    /// The nonce of the first entry, or of the next one if there is none.
    first: Nonce,
    /// Entries from the first on that were sent over the link in use.
    sent: usize,
    /// Nothing is sent before this moment.
    hold: Option<Duration>,
    /// Entries that may be unanswered: one after the host asked for patience, since it drops those behind,
    /// and one more with each that it settles.
    window: usize,
}

impl Default for Lane {
    fn default() -> Self {
        Self { entries: VecDeque::new(), first: 0, sent: 0, hold: None, window: UNANSWERED }
    }
}

/// Own lines that the host has not settled.
#[derive(Debug, Default)]
pub struct Outbox {
    room: Lane,
    mail: Lane,
    refused: Vec<Entry>,
}

impl Outbox {
    /// Takes a line in.
    pub fn push(&mut self, entry: Entry) {
        self.lane(entry.audience.shelf()).entries.push_back(Some(entry));
    }

    /// Takes a refused line back to the end of its lane; returns it for showing.
    pub fn retry(&mut self, ticket: Ticket) -> Option<Entry> {
        let entry = self.take_refused(ticket)?;
        self.push(entry.clone());
        Some(entry)
    }

    /// Throws a refused line away; a line that may have been sent cannot be.
    pub fn discard(&mut self, ticket: Ticket) -> bool {
        self.take_refused(ticket).is_some()
    }

    /// Begins anew over another link, to a host that has settled this much.
    ///
    /// In the room that the nonces are of, lines keep them; in another they get the next ones.
    pub fn handle_joined(&mut self, settled: Settled, same_room: bool) {
        for shelf in [Shelf::Room, Shelf::Mail] {
            let lane = self.lane(shelf);
            let next = settled.of(shelf).saturating_add(1);
            if !same_room || lane.entries.is_empty() || lane.first > next {
                lane.entries.retain(Option::is_some);
                lane.first = next;
            }
            lane.sent = 0;
            lane.hold = None;
        }
    }

    /// Settles the line with this nonce, because it was told; returns it.
    pub fn handle_told(&mut self, shelf: Shelf, nonce: Nonce) -> Option<Ticket> {
        self.lane(shelf).settle(nonce).map(|entry| entry.ticket)
    }

    /// Settles the line with this nonce, because it was refused; returns it.
    pub fn handle_refused(&mut self, shelf: Shelf, nonce: Nonce) -> Option<(Ticket, Kind)> {
        let entry = self.lane(shelf).settle(nonce)?;
        let told = (entry.ticket, entry.kind);
        self.refused.push(entry);
        Some(told)
    }

    /// Sends this line and those behind it again, but not before `until`.
    pub fn handle_later(&mut self, shelf: Shelf, nonce: Nonce, until: Duration) {
        let lane = self.lane(shelf);
        if let Some(at) = lane.position(nonce).filter(|at| *at < lane.sent) {
            (lane.sent, lane.window) = (at, 1);
            lane.hold = Some(until);
        }
    }

    /// Returns the next line to sign and send, as seen from `seen`.
    pub fn poll(&mut self, now: Duration, seen: Mark) -> Option<Said> {
        self.mail.poll(now, seen).or_else(|| self.room.poll(now, seen))
    }

    /// Returns when a lane that was held may go on.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        [self.room.hold, self.mail.hold].into_iter().flatten().min()
    }

    /// Returns how many lines wait to be settled.
    #[must_use]
    pub fn len(&self) -> usize {
        [&self.room, &self.mail].into_iter().flat_map(|lane| &lane.entries).flatten().count()
    }

    /// Returns whether no line waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn take_refused(&mut self, ticket: Ticket) -> Option<Entry> {
        let at = self.refused.iter().position(|entry| entry.ticket == ticket)?;
        Some(self.refused.remove(at))
    }

    fn lane(&mut self, shelf: Shelf) -> &mut Lane {
        match shelf {
            Shelf::Room => &mut self.room,
            Shelf::Mail => &mut self.mail,
        }
    }
}

impl Lane {
    fn position(&self, nonce: Nonce) -> Option<usize> {
        let at = usize::try_from(nonce.checked_sub(self.first)?).ok()?;
        (at < self.entries.len()).then_some(at)
    }

    /// Takes out the line with this nonce.
    fn settle(&mut self, nonce: Nonce) -> Option<Entry> {
        let at = self.position(nonce)?;
        let entry = self.entries.get_mut(at)?.take();
        while self.entries.front().is_some_and(Option::is_none) {
            self.entries.pop_front();
            self.first = self.first.saturating_add(1);
            self.sent = self.sent.saturating_sub(1);
            self.window = UNANSWERED.min(self.window.saturating_add(1));
        }
        entry
    }

    fn poll(&mut self, now: Duration, seen: Mark) -> Option<Said> {
        if self.hold.is_some_and(|until| now < until) {
            return None;
        }
        self.hold = None;
        while self.sent < self.window {
            let entry = self.entries.get(self.sent)?.clone();
            let nonce = self.first.saturating_add(Seq::try_from(self.sent).unwrap_or(Seq::MAX));
            self.sent += 1;
            if let Some(Entry { audience, kind, content, .. }) = entry {
                return Some(Said { audience, nonce, seen, kind, content });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(ticket: u64) -> Entry {
        let content = Content { salt: [0; 16], bytes: ticket.to_string().into_bytes() };
        Entry { ticket: Ticket(ticket), audience: Audience::Room, kind: Kind::CHAT, content }
    }

    fn sent(outbox: &mut Outbox) -> Vec<Nonce> {
        std::iter::from_fn(|| outbox.poll(Duration::ZERO, Mark::default())).map(|said| said.nonce).collect()
    }

    fn joined(lines: u64, settled: Nonce) -> Outbox {
        let mut outbox = Outbox::default();
        outbox.handle_joined(Settled { room: settled, mail: 0 }, false);
        (1..=lines).for_each(|ticket| outbox.push(entry(ticket)));
        outbox
    }

    #[test]
    fn lines_go_out_in_order_after_the_last_settled_nonce() {
        let mut outbox = joined(3, 7);
        assert_eq!(sent(&mut outbox), [8, 9, 10]);
        assert_eq!(outbox.handle_told(Shelf::Room, 8), Some(Ticket(1)));
        assert!(sent(&mut outbox).is_empty());
        assert_eq!(outbox.len(), 2);
    }

    #[test]
    fn after_a_break_everything_unsettled_goes_out_again_with_its_nonce() {
        let mut outbox = joined(3, 0);
        sent(&mut outbox);
        outbox.handle_joined(Settled { room: 2, mail: 0 }, true);
        assert_eq!(sent(&mut outbox), [1, 2, 3]);
    }

    #[test]
    fn in_another_room_lines_get_that_rooms_nonces() {
        let mut outbox = joined(2, 5);
        sent(&mut outbox);
        outbox.handle_joined(Settled { room: 0, mail: 0 }, false);
        assert_eq!(sent(&mut outbox), [1, 2]);
    }

    #[test]
    fn no_more_than_the_allowed_number_is_unanswered() {
        let mut outbox = joined(100, 0);
        assert_eq!(sent(&mut outbox).len(), UNANSWERED);
        outbox.handle_told(Shelf::Room, 1);
        assert_eq!(sent(&mut outbox), [65]);
    }

    #[test]
    fn a_line_put_off_goes_out_later_with_those_behind_it() {
        let mut outbox = joined(4, 0);
        sent(&mut outbox);
        outbox.handle_later(Shelf::Room, 2, Duration::from_secs(3));
        assert_eq!(outbox.poll_timeout(), Some(Duration::from_secs(3)));
        assert!(sent(&mut outbox).is_empty());
        outbox.handle_told(Shelf::Room, 1);
        let later = outbox.poll(Duration::from_secs(3), Mark::default()).map(|said| said.nonce);
        assert_eq!(later, Some(2));
        // No more than the host seems to take: two, then three.
        assert_eq!(sent(&mut outbox), [3]);
        outbox.handle_told(Shelf::Room, 2);
        assert_eq!(sent(&mut outbox), [4]);
    }

    #[test]
    fn a_refused_line_can_be_tried_again_or_thrown_away() {
        let mut outbox = joined(2, 0);
        sent(&mut outbox);
        assert_eq!(outbox.handle_refused(Shelf::Room, 1), Some((Ticket(1), Kind::CHAT)));
        assert!(outbox.retry(Ticket(1)).is_some());
        assert_eq!(sent(&mut outbox), [3]);
        assert!(!outbox.discard(Ticket(1)));
        outbox.handle_told(Shelf::Room, 2);
        outbox.handle_refused(Shelf::Room, 3);
        assert!(outbox.discard(Ticket(1)));
        assert!(outbox.is_empty());
    }

    #[test]
    fn a_refusal_that_overtakes_the_event_before_it_settles_its_own_line() {
        let mut outbox = joined(4, 0);
        sent(&mut outbox);
        assert_eq!(outbox.handle_refused(Shelf::Room, 2), Some((Ticket(2), Kind::CHAT)));
        assert_eq!(outbox.handle_refused(Shelf::Room, 2), None);
        assert_eq!(outbox.len(), 3);
        assert_eq!(outbox.handle_told(Shelf::Room, 1), Some(Ticket(1)));
        assert_eq!(outbox.handle_told(Shelf::Room, 3), Some(Ticket(3)));
        assert_eq!(outbox.handle_told(Shelf::Room, 4), Some(Ticket(4)));
        outbox.push(entry(5));
        assert_eq!(sent(&mut outbox), [5]);
    }

    #[test]
    fn a_line_settled_ahead_of_its_turn_is_not_sent_again_after_a_break() {
        let mut outbox = joined(3, 0);
        sent(&mut outbox);
        outbox.handle_refused(Shelf::Room, 2);
        outbox.handle_joined(Settled { room: 3, mail: 0 }, true);
        assert_eq!(sent(&mut outbox), [1, 3]);
        outbox.handle_joined(Settled { room: 7, mail: 0 }, false);
        assert_eq!(sent(&mut outbox), [8, 9]);
    }

    #[test]
    fn a_nonce_that_nothing_waits_for_settles_nothing() {
        let mut outbox = joined(2, 5);
        sent(&mut outbox);
        for (shelf, nonce) in [(Shelf::Room, 5), (Shelf::Room, 8), (Shelf::Mail, 1), (Shelf::Room, u64::MAX)]
        {
            assert_eq!(outbox.handle_told(shelf, nonce), None);
        }
        assert_eq!(outbox.len(), 2);
    }

    #[test]
    fn a_host_that_puts_off_what_was_never_sent_holds_nothing_up() {
        let mut outbox = joined(100, 0);
        sent(&mut outbox);
        outbox.handle_later(Shelf::Room, 80, Duration::from_secs(1));
        assert_eq!(outbox.poll_timeout(), None);
    }

    #[test]
    fn a_host_that_settles_the_last_number_there_is_does_no_harm() {
        let mut outbox = joined(2, u64::MAX);
        sent(&mut outbox);
        assert_eq!(outbox.handle_told(Shelf::Room, u64::MAX), Some(Ticket(1)));
        assert_eq!(outbox.handle_told(Shelf::Room, u64::MAX), Some(Ticket(2)));
    }
}
