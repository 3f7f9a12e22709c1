//! A member as a state machine: where it is, what it has had, what it still wants. Sans-IO.
//!
//! No socket, clock, task or randomness: `now`, jitter and salts are given. After every call that
//! changes something, take all of [`Core::poll_transmit`] and [`Core::poll_update`] before the next.
//! An event is passed on only if it follows the one before it in its shelf's chain.

mod place;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use self::place::Places;
use super::error::{ConnectError, Violation};
use super::outbox::{Entry, Outbox};
use super::update::{Joined, Pending, Resumed, Step, Ticket, Update};
use crate::identity::Identity;
use crate::wire::limits;
use crate::wire::{
    Activity, Answer, Audience, Closed, Content, Delivery, Event, Head, Hello, Kind, Mark, MembersPart, Name,
    Now, Outcome, PageHead, PageRequest, PublicKey, Request, Seq, Time, Welcome,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A link is wanted.
    Dialing,
    /// The link stands; the host has not answered the `Hello`.
    Entering { host: PublicKey, deadline: Duration },
    /// In the room.
    Here { host: PublicKey },
    /// The link broke; it is wanted again at this moment.
    Waiting { until: Duration },
    /// Nothing is wanted any more.
    Over,
}

/// What one person said, before it has a nonce and a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// For whom it is.
    pub audience: Audience,
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: String,
}

/// A member of one room.
#[derive(Debug)]
pub struct Core {
    identity: Arc<Identity>,
    name: Name,
    state: State,
    places: Option<Places>,
    outbox: Outbox,
    page: Option<PageParts>,
    page_wanted: bool,
    /// Names are as of here; an event up to it says what they once were.
    snapshot: Seq,
    /// Entries of the membership snapshot that are still to come.
    members_left: u32,
    /// The newest head of the read in progress.
    head: Option<Head>,
    attempt: u32,
    /// Wants to be out, whatever becomes of the link.
    leaving: bool,
    heard: Duration,
    sent: Duration,
    pinged: bool,
    next_ticket: u64,
    requests: VecDeque<Request>,
    updates: VecDeque<Update>,
}

/// A page as far as it came.
#[derive(Debug)]
struct PageParts {
    left: u16,
    floor: Seq,
    events: Vec<Event>,
}

impl Core {
    /// Starts outside, wanting a link.
    #[must_use]
    pub fn new(identity: Arc<Identity>, name: Name) -> Self {
        Self {
            identity,
            name,
            state: State::Dialing,
            places: None,
            outbox: Outbox::default(),
            page: None,
            page_wanted: false,
            snapshot: 0,
            members_left: 0,
            head: None,
            attempt: 0,
            leaving: false,
            heard: Duration::ZERO,
            sent: Duration::ZERO,
            pinged: false,
            next_ticket: 0,
            requests: VecDeque::new(),
            updates: VecDeque::new(),
        }
    }

    /// Takes in something to say.
    pub fn say(&mut self, now: Now, line: Line, salt: [u8; 16]) -> Ticket {
        self.next_ticket += 1;
        let ticket = Ticket(self.next_ticket);
        let content = Content { salt, bytes: line.text.into_bytes() };
        let entry = Entry { ticket, audience: line.audience, kind: line.kind, content };
        self.show_pending(&entry, now.wall);
        self.outbox.push(entry);
        self.transmit_drafts(now);
        ticket
    }

    /// Tries a refused line again.
    pub fn retry(&mut self, now: Now, ticket: Ticket) {
        if let Some(entry) = self.outbox.retry(ticket) {
            self.show_pending(&entry, now.wall);
            self.transmit_drafts(now);
        }
    }

    /// Throws a refused line away.
    pub fn discard(&mut self, ticket: Ticket) {
        if self.outbox.discard(ticket) {
            self.updates.push_back(Update::Discarded(ticket));
        }
    }

    /// Asks for an older page; one at a time.
    pub fn page(&mut self) {
        let Some(places) = &self.places else { return };
        if self.is_here() && !self.page_wanted {
            self.page_wanted = true;
            let before = places.base.seq.saturating_add(1);
            self.requests.push_back(Request::Page(PageRequest { before, count: limits::PAGE_EVENTS }));
        }
    }

    /// Tells the room what this member does.
    pub fn activity(&mut self, activity: Activity) {
        if self.is_here() {
            self.requests.push_back(Request::Activity(activity));
        }
    }

    /// Goes, and says so.
    pub fn leave(&mut self) {
        self.leaving = true;
        match self.state {
            State::Here { .. } | State::Entering { .. } => self.requests.push_back(Request::Leave),
            State::Dialing | State::Waiting { .. } | State::Over => {
                self.end(ConnectError::Closed(Closed::Left));
            }
        }
    }

    /// Dials at once instead of waiting.
    pub fn redial(&mut self) {
        if let State::Waiting { .. } = self.state {
            self.state = State::Dialing;
        }
    }

    /// Uses another name at the next attempt to come in.
    pub fn rename_at_door(&mut self, name: Name) {
        self.name = name;
    }

    /// Tells how far the driver's dialling has come.
    pub fn handle_step(&mut self, step: Step) {
        self.updates.push_back(Update::Step(step));
    }

    /// A link to the host with this key stands.
    pub fn handle_connected(&mut self, now: Now, host: PublicKey) {
        self.state = State::Entering { host, deadline: now.ticks + limits::SIGN_IN };
        (self.heard, self.sent, self.pinged) = (now.ticks, now.ticks, false);
        (self.page, self.page_wanted, self.head) = (None, false, None);
        self.requests.clear();
        let resume = self.places.as_ref().map(Places::resume);
        self.requests.push_back(Request::Hello(Hello { name: self.name.clone(), resume }));
        self.updates.push_back(Update::Step(Step::Enter));
    }

    /// One word of the host.
    ///
    /// # Errors
    /// A [`Violation`], after which the link is to be dropped and [`Self::handle_disconnected`] called.
    pub fn handle_message(&mut self, now: Now, delivery: Delivery) -> Result<(), Violation> {
        self.heard = now.ticks;
        self.pinged = false;
        match (self.state, delivery) {
            (State::Entering { host, .. }, Delivery::Welcome(welcome)) => {
                self.handle_welcome(now, host, *welcome)
            }
            (State::Entering { .. }, Delivery::Refused(refusal)) => {
                self.lose(now, ConnectError::Refused(refusal), 0);
                Ok(())
            }
            (State::Here { .. } | State::Entering { .. }, Delivery::Closed(closed)) => {
                self.lose(now, ConnectError::Closed(closed), 0);
                Ok(())
            }
            (State::Here { .. }, delivery) => self.handle_delivery(now, delivery),
            _ => Err(Violation::OutOfOrder),
        }
    }

    /// Everything that one read brought was handled: checks the newest head.
    ///
    /// # Errors
    /// A [`Violation`] if the host did not sign it.
    pub fn handle_read(&mut self) -> Result<(), Violation> {
        match (self.head.take(), self.state) {
            (Some(head), State::Here { host }) => head.verify(&host).map_err(|_| Violation::BrokenHead),
            _ => Ok(()),
        }
    }

    /// The link broke, could not be made, or was dropped for a violation.
    pub fn handle_disconnected(&mut self, now: Now, error: ConnectError, jitter: u8) {
        if !matches!(self.state, State::Over | State::Waiting { .. }) {
            self.lose(now, error, jitter);
        }
    }

    /// The moment of [`Self::poll_timeout`] has come.
    pub fn handle_timeout(&mut self, now: Now, jitter: u8) {
        match self.state {
            State::Waiting { until } if now.ticks >= until => self.state = State::Dialing,
            State::Entering { deadline, .. } if now.ticks >= deadline => {
                self.lose(now, ConnectError::NoAnswer { waited: limits::SIGN_IN }, jitter);
            }
            State::Here { .. } if now.ticks >= self.heard + limits::MEMBER_PATIENCE => {
                self.lose(now, ConnectError::Broken, jitter);
            }
            State::Here { .. } => {
                let silent = now.ticks >= self.heard + limits::PING_AFTER_SILENCE && !self.pinged;
                if silent || now.ticks >= self.sent + limits::PING_EVERY {
                    self.pinged = true;
                    self.requests.push_back(Request::Ping(self.next_ticket));
                }
                self.transmit_drafts(now);
            }
            State::Dialing | State::Entering { .. } | State::Waiting { .. } | State::Over => {}
        }
    }

    /// Returns the next request to send.
    pub fn poll_transmit(&mut self, now: Now) -> Option<Request> {
        let request = self.requests.pop_front()?;
        self.sent = now.ticks;
        Some(request)
    }

    /// Returns the next thing to tell.
    pub fn poll_update(&mut self) -> Option<Update> {
        self.updates.pop_front()
    }

    /// Returns when [`Self::handle_timeout`] is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        match self.state {
            State::Waiting { until } => Some(until),
            State::Entering { deadline, .. } => Some(deadline),
            State::Here { .. } => {
                let silence = match self.pinged {
                    true => self.heard + limits::MEMBER_PATIENCE,
                    false => self.heard + limits::PING_AFTER_SILENCE,
                };
                let due = silence.min(self.sent + limits::PING_EVERY);
                Some(self.outbox.poll_timeout().map_or(due, |hold| hold.min(due)))
            }
            State::Dialing | State::Over => None,
        }
    }

    /// Returns whether the driver should make a link.
    #[must_use]
    pub fn wants_link(&self) -> bool {
        self.state == State::Dialing
    }

    /// Returns whether a link is in use.
    #[must_use]
    pub fn has_link(&self) -> bool {
        matches!(self.state, State::Entering { .. } | State::Here { .. })
    }

    /// Returns whether it is over for good.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// Returns how many own lines wait to be settled.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.outbox.len()
    }

    fn is_here(&self) -> bool {
        matches!(self.state, State::Here { .. })
    }

    fn me(&self) -> PublicKey {
        self.identity.public()
    }

    fn handle_welcome(&mut self, now: Now, host: PublicKey, welcome: Welcome) -> Result<(), Violation> {
        let known = usize::try_from(welcome.members).unwrap_or(usize::MAX);
        if welcome.charter.host != host || welcome.charter.verify().is_err() {
            return Err(Violation::BadCharter);
        }
        if known > limits::MEMBERS_REMEMBERED {
            return Err(Violation::TooMuch);
        }
        let (places, resumed) = Places::enter(self.places.clone(), &welcome)?;
        self.places = Some(places);
        self.outbox
            .handle_joined(welcome.settled, resumed != Resumed::OtherRoom && resumed != Resumed::First);
        self.snapshot = welcome.snapshot.seq;
        self.members_left = welcome.members;
        self.name = welcome.name.clone();
        self.state = State::Here { host };
        self.attempt = 0;
        self.updates.push_back(Update::Joined(Box::new(Joined {
            charter: welcome.charter,
            room_name: welcome.room_name,
            name: welcome.name,
            me: self.me(),
            snapshot: welcome.snapshot,
            floor: welcome.floor,
            log: welcome.log,
            topic: welcome.topic,
            resumed,
            allowance: welcome.allowance,
        })));
        self.transmit_drafts(now);
        Ok(())
    }

    fn handle_delivery(&mut self, now: Now, delivery: Delivery) -> Result<(), Violation> {
        match delivery {
            Delivery::Members(MembersPart { members }) => {
                let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
                self.members_left = self.members_left.checked_sub(count).ok_or(Violation::TooMuch)?;
                self.updates.push_back(Update::Members(members));
                Ok(())
            }
            Delivery::Event(event) => self.handle_event(now, event),
            Delivery::Head(head) => self.handle_head(head),
            Delivery::Answer(answer) => {
                self.handle_answer(now, answer);
                Ok(())
            }
            Delivery::Page(head) => self.handle_page_head(head),
            Delivery::Presence(presence) => {
                self.updates.push_back(Update::Presence(presence));
                Ok(())
            }
            Delivery::Gap(mark) => self.handle_gap(now, mark),
            Delivery::Pong(_) => Ok(()),
            Delivery::Welcome(_) | Delivery::Refused(_) | Delivery::Closed(_) => Err(Violation::OutOfOrder),
        }
    }

    fn handle_event(&mut self, now: Now, event: Event) -> Result<(), Violation> {
        if self.page.is_some() {
            return self.handle_page_event(event);
        }
        let me = self.me();
        let places = self.places.as_mut().ok_or(Violation::OutOfOrder)?;
        let shelf = places.follow(&event, &me)?;
        let own = event.header.author == me;
        let ticket = if own { self.outbox.handle_told(shelf, event.header.nonce) } else { None };
        if own && event.header.kind == Kind::RENAME && event.header.slot.seq() > self.snapshot {
            // What the room calls this member is what it asks for when it comes back.
            let renamed = event.content().and_then(|content| Name::parse(content.text()?).ok());
            self.name = renamed.unwrap_or_else(|| self.name.clone());
        }
        self.updates.push_back(Update::Event(event, ticket));
        self.transmit_drafts(now);
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
        let places = self.places.as_ref().ok_or(Violation::OutOfOrder)?;
        if head.room != places.room || head.mark != places.log {
            return Err(Violation::BrokenHead);
        }
        self.head = Some(head);
        Ok(())
    }

    fn handle_answer(&mut self, now: Now, answer: Answer) {
        let Answer { shelf, nonce, outcome } = answer;
        match outcome {
            Outcome::Accepted(seq) => {
                // If it is still to be told, the event settles it.
                let had = self.places.as_ref().is_some_and(|places| seq <= places.seq(shelf));
                if had && let Some(ticket) = self.outbox.handle_told(shelf, nonce) {
                    self.updates.push_back(Update::Settled(ticket));
                }
            }
            Outcome::Refused(rejection) => {
                if let Some((ticket, kind)) = self.outbox.handle_refused(shelf, nonce) {
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

    fn handle_page_head(&mut self, head: PageHead) -> Result<(), Violation> {
        if !std::mem::take(&mut self.page_wanted) || self.page.is_some() || head.events > limits::PAGE_EVENTS
        {
            return Err(Violation::OutOfOrder);
        }
        self.page = Some(PageParts { left: head.events, floor: head.floor, events: Vec::new() });
        self.finish_page()
    }

    fn handle_page_event(&mut self, event: Event) -> Result<(), Violation> {
        if let Some(page) = &mut self.page {
            page.left = page.left.saturating_sub(1);
            page.events.push(event);
        }
        self.finish_page()
    }

    fn finish_page(&mut self) -> Result<(), Violation> {
        match self.page.take() {
            Some(page) if page.left == 0 => {
                self.places.as_mut().ok_or(Violation::OutOfOrder)?.precede(&page.events)?;
                self.updates.push_back(Update::Page { events: page.events, floor: page.floor });
            }
            unfinished => self.page = unfinished,
        }
        Ok(())
    }

    fn lose(&mut self, now: Now, error: ConnectError, jitter: u8) {
        if self.leaving {
            return self.end(ConnectError::Closed(Closed::Left));
        }
        // A door in a crowd may cut a newcomer off half way; that is worth another try or two.
        let entering =
            self.places.is_none() && error == ConnectError::Broken && self.attempt + 1 < limits::ENTER_TRIES;
        if !entering && (self.places.is_none() || !error.passes()) {
            return self.end(error);
        }
        self.attempt = self.attempt.saturating_add(1);
        let wait = redial_wait(self.attempt, jitter);
        self.state = State::Waiting { until: now.ticks + wait };
        self.requests.clear();
        if !entering {
            self.updates.push_back(Update::Lost { attempt: self.attempt, wait, error });
        }
    }

    fn end(&mut self, error: ConnectError) {
        self.state = State::Over;
        self.requests.clear();
        self.updates.push_back(Update::Ended(error));
    }

    fn show_pending(&mut self, entry: &Entry, time: Time) {
        let text = entry.content.text().unwrap_or_default().to_owned();
        let Entry { ticket, audience, kind, .. } = *entry;
        self.updates.push_back(Update::Pending(Pending { ticket, audience, kind, text, time }));
    }

    fn transmit_drafts(&mut self, now: Now) {
        let Some((room, seen)) = self.places.as_ref().map(|places| (places.room, places.log)) else { return };
        while self.is_here()
            && let Some(said) = self.outbox.poll(now.ticks, seen)
        {
            self.requests.push_back(Request::Say(self.identity.draft(room, said)));
        }
    }
}

/// Doubles from the first wait to the last, give or take a fifth so that members do not dial as one.
fn redial_wait(attempt: u32, jitter: u8) -> Duration {
    let doubled = limits::REDIAL_FIRST.saturating_mul(1 << attempt.saturating_sub(1).min(16));
    doubled.min(limits::REDIAL_LAST).mul_f32(0.8 + 0.4 * f32::from(jitter) / 255.0)
}

#[cfg(test)]
mod tests;
