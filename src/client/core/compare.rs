//! A host that tells another history than before: where the two part, and what becomes of what lies behind that.
//!
//! A host whose disk was put back knows less than its members; a host that rewrites shows other events in places that it
//! signed. Over one link the second is a violation. Over two links both look alike, so it is said openly, what is
//! not in the history any more is set aside and shown, and the room goes on from the last event that both have.
//! But a host that shows again what it had given up, after it had gone on without it, has both: that is a fork.

use super::{
    Change, ConnectError, Core, Delivery, Event, Fact, Kind, Mark, Now, PageRequest, PublicKey, Request, Seq,
    Shelf, State, Update, Violation, Wanted, limits,
};
use crate::client::kept::Question;
use crate::client::outbox::Entry;
use crate::client::proof::Proof;
use crate::client::update::Ticket;
use crate::wire::codec::canonical;
use crate::wire::{Audience, Body, Content, Draft, Head, Live, Name, Offer, Slot, text_of};

/// The search for the last event that this member and the host have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compare {
    /// Own events up to here are the host's as well, or there are none after `best`.
    low: Seq,
    /// Own events from here on are not the host's.
    high: Seq,
    /// The newest own event known to be the host's, or that the host cannot tell any more.
    best: Mark,
    /// The own event that the host is asked about.
    probe: Option<Mark>,
    steps: u32,
}

/// Something that the host has lost.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    event: Event,
    /// How many times the host had been put back when it was lost.
    era: u32,
}

impl Core {
    /// Begins to look for the last common event, below this own place, over the link in use.
    pub(super) fn compare(&mut self, high: Seq) -> Result<(), Violation> {
        let (State::Here { host } | State::Entering { host, .. } | State::Comparing { host }) = self.state
        else {
            return Err(Violation::BrokenChain);
        };
        self.state = State::Comparing { host };
        (self.page, self.wanted, self.head) = (None, None, None);
        self.requests.clear();
        self.compare = Some(Compare { low: 0, high, best: Mark::default(), probe: None, steps: 0 });
        self.step_compare()
    }

    fn step_compare(&mut self) -> Result<(), Violation> {
        let Some(compare) = &mut self.compare else { return Ok(()) };
        compare.steps += 1;
        if compare.steps > limits::COMPARE_STEPS {
            return Err(Violation::BrokenChain);
        }
        if compare.high.saturating_sub(compare.low) <= 1 {
            let common = compare.best;
            self.compare = None;
            return self.give_up_after(common);
        }
        let middle = compare.low + (compare.high - compare.low) / 2;
        match self.places.as_ref().and_then(|places| places.mark(middle)) {
            Some(mark) => self.probe(middle, Some(mark)),
            None if self.writes.is_on() => {
                self.questions.push_back(Question::Mark(middle));
                Ok(())
            }
            None => self.probe(middle, None),
        }
    }

    /// The newest own event at or before `middle` is this one.
    pub(super) fn probe(&mut self, middle: Seq, own: Option<Mark>) -> Result<(), Violation> {
        let Some(compare) = &mut self.compare else { return Ok(()) };
        match own.filter(|own| own.seq > compare.low) {
            None => {
                compare.low = middle;
                self.step_compare()
            }
            Some(own) => {
                compare.probe = Some(own);
                self.wanted = Some(Wanted::Probe);
                let before = own.seq.saturating_add(1);
                self.requests.push_back(Request::Page(PageRequest { before, count: 1 }));
                Ok(())
            }
        }
    }

    /// The host told what it has in the place asked for.
    pub(super) fn handle_probed(&mut self, now: Now, events: &[Event]) -> Result<(), Violation> {
        let floor = self.floor;
        let Some(compare) = &mut self.compare else { return Err(Violation::OutOfOrder) };
        let Some(own) = compare.probe.take() else { return Err(Violation::OutOfOrder) };
        match events {
            // Longer ago than the host can tell: nothing speaks against it.
            [] if own.seq < floor => (compare.low, compare.best) = (own.seq, own),
            // What it has is not where it reads from: its disk owes it.
            [] => {
                self.compare = None;
                self.lose(now, ConnectError::Broken, 0);
                return Ok(());
            }
            [event] if event.mark() == own => (compare.low, compare.best) = (own.seq, own),
            [event] if event.header.slot.seq() <= own.seq => compare.high = own.seq,
            _ => return Err(Violation::OutOfOrder),
        }
        self.step_compare()
    }

    /// Goes on from the last common event; everything behind it is what the host has lost.
    pub(super) fn give_up_after(&mut self, common: Mark) -> Result<(), Violation> {
        let host = self.host().ok_or(Violation::OutOfOrder)?;
        let places = self.places.as_mut().ok_or(Violation::OutOfOrder)?;
        let lost = places.log.seq.saturating_sub(common.seq);
        self.era += 1;
        if self.era > limits::RESTORES {
            return Err(Violation::BrokenChain);
        }
        self.common = Some(common.seq);
        places.roll_back(common);
        if let Some(head) = self.signed.take_if(|head| head.mark.seq > common.seq) {
            self.given_up.push(head);
            // The next program would hold it against the history that follows, and take that for a fork.
            self.write_fact(Fact::Head, Vec::new());
        }
        let old = self.given_up.len().saturating_sub(limits::HEADS_GIVEN_UP);
        self.given_up.drain(..old);
        self.write_fact(Fact::GivenUp, canonical(&self.given_up));
        self.accepted.clear();
        self.forget_places_after(common.seq);
        self.writes.set_aside(Change::Aside(common.seq, host));
        self.updates.push_back(Update::Restored { shelf: Shelf::Room, after: common.seq, lost });
        if self.writes.is_on() {
            self.questions.push_back(Question::Aside);
        }
        self.rejoin()
    }

    /// The host has fewer letters than were had: those behind are what it has lost.
    pub(super) fn give_up_letters(&mut self, to: Mark) -> Result<(), Violation> {
        let me = self.me();
        let places = self.places.as_mut().ok_or(Violation::OutOfOrder)?;
        let lost = places.mail.seq.saturating_sub(to.seq);
        places.roll_back_mail(to);
        self.writes.drop_letters_after(to.seq);
        self.writes.set_aside(Change::LettersAside(me, to.seq));
        self.updates.push_back(Update::Restored { shelf: Shelf::Mail, after: to.seq, lost });
        if self.writes.is_on() {
            self.questions.push_back(Question::Aside);
        }
        self.rejoin()
    }

    /// Takes in everything that was set aside: one's own lines are to be said again, the others are given back.
    pub(super) fn handle_aside(&mut self, events: Vec<Event>) {
        let me = self.me();
        let mut own = Vec::new();
        for event in events {
            let mark = event.mark();
            if self.lost.contains_key(&mark) {
                continue;
            }
            if event.header.author == me
                && let Some((kind, content)) = self.said_again(&event)
            {
                if self.outbox.holds(&content.hash()) {
                    // An older copy of it waits already.
                    self.found_again(event.header.slot.audience().shelf(), mark);
                    continue;
                }
                self.next_ticket += 1;
                let audience = event.header.slot.audience();
                let ticket = Ticket(self.next_ticket);
                let entry = Entry::new(ticket, audience, kind, content, event.header.time);
                self.show_pending(&entry);
                own.push((entry, event.header.nonce, mark));
                continue;
            }
            if self.lost.len() < limits::LOST {
                self.lost.insert(mark, Lost { event, era: self.era });
            }
        }
        let again = own.iter().map(|(entry, nonce, _)| (entry.clone(), *nonce)).collect();
        self.outbox.say_again(again, &mut self.writes);
        for (entry, _, mark) in own {
            self.found_again(entry.audience.shelf(), mark);
        }
    }

    /// What waits to be said about lines after a place is about other lines by now.
    pub(super) fn forget_places_after(&mut self, seq: Seq) {
        let dropped = self.outbox.forget_places_after(seq, &mut self.writes);
        self.updates.extend(dropped.into_iter().map(Update::Discarded));
    }

    /// Returns what the author of an event would say again. What is about a line goes with it; an answer to one that is
    /// lost as well, and may come back in another place, is a line of its own.
    fn said_again(&self, event: &Event) -> Option<(Kind, Content)> {
        let (kind, content) = (event.header.kind, event.content()?.clone());
        let Some(live) = Live::of(event) else { return is_plain_line(kind).then_some((kind, content)) };
        if self.common.is_some_and(|common| live.line() <= common) {
            return Some((kind, content));
        }
        let text = live.text().filter(|_| kind == Kind::REPLY)?;
        Some((Kind::CHAT, Content { bytes: text.as_str().as_bytes().to_vec(), ..content }))
    }

    /// What was set aside is no longer needed there.
    fn found_again(&mut self, shelf: Shelf, mark: Mark) {
        self.writes.push(Change::AsideDone(mark));
        self.updates.push_back(Update::Returned(shelf, mark));
    }

    /// Looks whether an event is one that the host had lost: given back and taken, or never lost at all.
    pub(super) fn match_lost(&mut self, event: &Event) -> Result<(), Violation> {
        if self.lost.is_empty() {
            return Ok(());
        }
        let mark = event.mark();
        if let Some(lost) = self.lost.get(&mark) {
            if lost.era < self.era {
                let proof = self.proof_of_given_up();
                return Err(self.fork(proof));
            }
            self.lost.remove(&mark);
            self.found_again(event.header.slot.audience().shelf(), mark);
            return Ok(());
        }
        let header = &event.header;
        // Salted, a body is one line's alone; its nonce may be another one where it was said again, and an answer may be
        // no answer any more.
        let said = words(event);
        let is_same = |lost: &Lost| {
            let other = &lost.event.header;
            other.author == header.author
                && (other.body == header.body || (said.is_some() && words(&lost.event) == said))
        };
        let found = self.lost.iter().find(|(_, lost)| is_same(lost)).map(|(mark, _)| *mark);
        if let Some(mark) = found {
            self.lost.remove(&mark);
            self.found_again(event.header.slot.audience().shelf(), mark);
        }
        Ok(())
    }

    /// Gives back what the host has lost and may be told by others than its author.
    pub(super) fn offer_lost(&mut self) {
        let most = usize::try_from(limits::OFFERS).unwrap_or(usize::MAX);
        let offers = self.lost.values().filter_map(|lost| offer_of(&lost.event)).take(most);
        let offers: Vec<_> = offers.collect();
        if !offers.is_empty() {
            self.updates.push_back(Update::Offered(offers.len()));
        }
        self.requests.extend(offers.into_iter().map(Request::Offer));
    }

    /// Holds what a sender had seen against what this member has.
    pub(super) fn check_past(&mut self, event: &Event) {
        let (seen, author) = (event.header.seen, event.header.author);
        let explained = self.lost.contains_key(&seen) || self.common.is_some_and(|common| seen.seq > common);
        if seen.seq == 0 || explained || author == self.me() || self.differing.contains(&author) {
            return;
        }
        match self.places.as_ref().and_then(|places| places.mark(seen.seq)) {
            Some(own) => self.judge_past(seen, Some(own), author, event.header.name.clone()),
            None if self.writes.is_on() && self.pasts < limits::PASTS_WAITING => {
                self.pasts += 1;
                let name = event.header.name.clone();
                self.questions.push_back(Question::Past { seen, author, name });
            }
            None => {}
        }
    }

    /// The own event in a sender's newest place is this one.
    pub(super) fn judge_past(&mut self, seen: Mark, own: Option<Mark>, author: PublicKey, name: Name) {
        if own.is_some_and(|own| own.seq == seen.seq && own != seen) {
            self.differing.insert(author);
            self.updates.push_back(Update::Differs { author, name });
        }
    }

    /// Holds a head against those that the host signed before: two of one place with different hashes prove a fork.
    pub(super) fn check_fork(&mut self, host: &PublicKey, head: &Head) -> Result<(), Violation> {
        let before = self.signed.iter().chain(&self.head);
        let proof = before.into_iter().find_map(|one| Proof::of(host, one, head));
        match proof {
            Some(proof) => Err(self.fork(Some(proof))),
            None => Ok(()),
        }
    }

    /// Two histories that were shown one after the other are proved by their newest heads, if those are of one place.
    fn proof_of_given_up(&self) -> Option<Proof> {
        let State::Here { host } = self.state else { return None };
        let heads: Vec<_> = self.given_up.iter().chain(&self.signed).collect();
        let pairs = heads
            .iter()
            .enumerate()
            .flat_map(|(at, one)| heads.iter().skip(at + 1).map(move |other| (one, other)));
        pairs.into_iter().find_map(|(one, other)| Proof::of(&host, one, other))
    }

    /// Keeps what proof there is and ends trust in the host.
    fn fork(&mut self, proof: Option<Proof>) -> Violation {
        self.write_fact(Fact::Forked, canonical(&true));
        if let Some(proof) = &proof {
            self.write_fact(Fact::Proof, canonical(proof));
        }
        self.updates.push_back(Update::Forked(proof.map(Box::new)));
        Violation::Forked
    }

    pub(super) fn handle_comparing(&mut self, now: Now, delivery: Delivery) -> Result<(), Violation> {
        match delivery {
            Delivery::Page(head) => self.handle_page_head(now, head),
            Delivery::Event(event) if self.page.is_some() => self.handle_page_event(now, event),
            // Of a history that is not this member's yet.
            Delivery::Event(_)
            | Delivery::Head(_)
            | Delivery::Members(_)
            | Delivery::Presence(_)
            | Delivery::Answer(_)
            | Delivery::Gap(_)
            | Delivery::Pong(_)
            | Delivery::Board(_)
            | Delivery::Pinned(_) => Ok(()),
            Delivery::Welcome(_) | Delivery::Refused(_) | Delivery::Closed(_) => Err(Violation::OutOfOrder),
        }
    }
}

/// Returns whether it is something that its author would say again as it is.
fn is_plain_line(kind: Kind) -> bool {
    [Kind::CHAT, Kind::ACTION, Kind::TOPIC, Kind::NOTICE, Kind::WHISPER].contains(&kind)
}

/// Returns what an event says, with its salt.
fn words(event: &Event) -> Option<([u8; 16], String)> {
    let content = event.content()?;
    Some((content.salt, text_of(event.header.kind, &content.bytes)?))
}

fn offer_of(event: &Event) -> Option<Offer> {
    let header = &event.header;
    let is_offered = [Kind::CHAT, Kind::ACTION, Kind::TOPIC, Kind::NOTICE].contains(&header.kind);
    if !is_offered || !matches!(header.slot, Slot::Room { .. }) {
        return None;
    }
    let Body::Present(content) = event.body.clone() else { return None };
    let (audience, nonce, seen, kind) = (Audience::Room, header.nonce, header.seen, header.kind);
    let draft = Draft { audience, nonce, seen, kind, content, signature: event.signature };
    Some(Offer { author: header.author, draft })
}
