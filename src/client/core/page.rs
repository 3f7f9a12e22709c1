//! Older events: from one's own copy first, from the host otherwise; what was missed before what is older.

use super::{
    ConnectError, Core, Event, Now, PageHead, PageRequest, Request, Seq, Shelf, Ticket, Update, Violation,
    limits,
};
use crate::client::kept::{Below, Found, Question};
use crate::wire::Mark;

/// A page as far as it came.
#[derive(Debug)]
pub(super) struct PageParts {
    left: u16,
    floor: Seq,
    events: Vec<Event>,
}

/// Which page was asked for and did not come yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Of one's own copy.
    Own,
    /// Of the host: the newest of what was missed last.
    Hole,
    /// Of the host: one event, to hold it against one's own.
    Probe,
    /// Of the host: what stands just before everything told; this is what one's own copy has below that.
    Base(Option<Mark>),
}

impl Core {
    /// Asks for an older page; one at a time.
    pub fn page(&mut self) {
        let Some(places) = self.places.as_ref().filter(|_| self.wanted.is_none()) else { return };
        let (before, letters) = (places.base.seq.saturating_add(1), places.letters);
        if let Some(hole) = places.holes.back().copied().filter(|_| self.is_here()) {
            self.request_page(hole.top, Some(hole.bottom), Wanted::Hole);
        } else if self.writes.is_on() {
            self.wanted = Some(Wanted::Own);
            self.ask(Question::Below { before, letters });
        } else if self.is_here() {
            self.request_page(places.base, None, Wanted::Base(None));
        }
    }

    /// Takes in what was asked of one's own copy.
    ///
    /// # Errors
    /// A [`Violation`] if it shows that the host tells another history than before.
    pub fn handle_found(&mut self, now: Now, found: Found) -> Result<(), Violation> {
        match found {
            Found::Below(below) => self.handle_below(below),
            Found::Mark(seq, own) => self.probe(seq, own)?,
            Found::Past { seen, own, author, name } => {
                self.pasts = self.pasts.saturating_sub(1);
                self.judge_past(seen, own, author, name);
            }
            Found::Aside(events) => self.handle_aside(events),
        }
        self.transmit_drafts(now);
        Ok(())
    }

    fn handle_below(&mut self, below: Below) {
        if self.wanted.take_if(|wanted| *wanted == Wanted::Own).is_none() {
            return;
        }
        let (is_here, host_floor) = (self.is_here(), self.floor);
        let Some(places) = &mut self.places else { return };
        let Below { events, letters, beyond } = below;
        if !events.is_empty() && places.precede(&events).is_ok() {
            places.letters = places.letters.min(places.base.seq);
            return self.show_page(events, letters);
        }
        let base = places.base;
        if is_here && base.seq >= host_floor {
            return self.request_page(base, beyond, Wanted::Base(beyond));
        }
        match beyond {
            Some(mark) => {
                // Nobody to ask, or nobody who still has it: what is known further down is shown, behind a gap.
                places.pass_over(mark);
                places.give_up_below(if is_here { host_floor } else { 0 });
                let (before, letters) = (mark.seq.saturating_add(1), places.letters);
                self.wanted = Some(Wanted::Own);
                self.ask(Question::Below { before, letters });
            }
            None => self.show_page(Vec::new(), Vec::new()),
        }
    }

    fn request_page(&mut self, top: Mark, bottom: Option<Mark>, wanted: Wanted) {
        let missing = bottom.map_or(Seq::MAX, |mark| top.seq.saturating_sub(mark.seq));
        let count = u16::try_from(missing).unwrap_or(u16::MAX).min(limits::PAGE_EVENTS);
        self.wanted = Some(wanted);
        self.requests.push_back(Request::Page(PageRequest { before: top.seq.saturating_add(1), count }));
    }

    pub(super) fn handle_page_head(&mut self, now: Now, head: PageHead) -> Result<(), Violation> {
        let is_wanted = matches!(self.wanted, Some(Wanted::Hole | Wanted::Base(_) | Wanted::Probe));
        if !is_wanted || self.page.is_some() || head.events > limits::PAGE_EVENTS {
            return Err(Violation::OutOfOrder);
        }
        self.page = Some(PageParts { left: head.events, floor: head.floor, events: Vec::new() });
        self.finish_page(now)
    }

    pub(super) fn handle_page_event(&mut self, now: Now, event: Event) -> Result<(), Violation> {
        if let Some(page) = &mut self.page {
            page.left = page.left.saturating_sub(1);
            page.events.push(event);
        }
        self.finish_page(now)
    }

    fn finish_page(&mut self, now: Now) -> Result<(), Violation> {
        let Some(page) = self.page.take_if(|page| page.left == 0) else { return Ok(()) };
        let wanted = self.wanted.take();
        self.floor = page.floor;
        if wanted == Some(Wanted::Probe) {
            return self.handle_probed(now, &page.events);
        }
        let places = self.places.as_mut().ok_or(Violation::OutOfOrder)?;
        let is_empty = page.events.is_empty();
        match wanted {
            Some(Wanted::Hole) if is_empty => {
                let top = places.holes.back().map_or(0, |hole| hole.top.seq);
                if top >= page.floor {
                    // What it has is not where it reads from: its disk owes it. Another time it may tell.
                    self.lose(now, ConnectError::Broken, 0);
                    return Ok(());
                }
                places.give_up_hole();
                self.lost_some = true;
            }
            Some(Wanted::Hole) => {
                let bottom = places.holes.back().map_or(0, |hole| hole.bottom.seq);
                if !places.fill(&page.events)? {
                    return self.compare(bottom);
                }
                self.lost_some |= places.give_up_below(page.floor);
            }
            Some(Wanted::Base(bottom)) => {
                places.precede(&page.events)?;
                if let Some(mark) = bottom.filter(|mark| mark.seq == places.base.seq && *mark != places.base)
                {
                    return self.compare(mark.seq);
                }
            }
            Some(Wanted::Own | Wanted::Probe) | None => return Err(Violation::OutOfOrder),
        }
        if is_empty && wanted == Some(Wanted::Hole) {
            self.resolve_doubt();
            self.page();
            return Ok(());
        }
        page.events.iter().try_for_each(|event| self.match_lost(event))?;
        let tickets = self.take_in(&page.events);
        self.show_page(page.events, Vec::new());
        tickets.into_iter().for_each(|ticket| self.updates.push_back(Update::Settled(ticket)));
        self.resolve_doubt();
        self.transmit_drafts(now);
        Ok(())
    }

    /// Keeps events of a page; returns the own lines that are told by it.
    fn take_in(&mut self, events: &[Event]) -> Vec<Ticket> {
        let me = self.me();
        let mut tickets = Vec::new();
        for event in events {
            self.write_event(event);
            if event.header.kind.is_line() {
                // What was said about it may have come before it.
                self.write_about(event.header.slot.seq(), None);
            }
            if event.header.author == me {
                let (nonce, body) = (event.header.nonce, event.header.body);
                tickets.extend(self.outbox.handle_told(Shelf::Room, nonce, body, &mut self.writes));
            }
            self.accepted.retain(|(_, seq)| *seq != event.header.slot.seq());
        }
        tickets
    }

    fn show_page(&mut self, events: Vec<Event>, letters: Vec<Event>) {
        let floor = self.floor.min(self.oldest);
        let missing = self.places.as_ref().is_some_and(|places| !places.holes.is_empty());
        self.updates.push_back(Update::Page { events, letters, floor, missing });
    }
}
