//! A member as a state machine: where it is, what it has had, what it still wants. Sans-IO.
//!
//! No socket, clock, disk, task or randomness: `now`, jitter and salts are given. After every call that changes
//! something, take all of [`Core::poll_write`], [`Core::poll_transmit`], [`Core::poll_question`] and
//! [`Core::poll_update`] before the next. An event is passed on only if it follows the one before it in its
//! shelf's chain. What is to be kept is handed out as changes in order; own lines wait until theirs are
//! kept, nothing else does.

mod compare;
mod enter;
mod keeping;
mod page;
mod place;
mod reading;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use self::compare::{Compare, Lost};
use self::page::{PageParts, Wanted};
use self::place::Places;
use super::error::{ConnectError, Violation};
use super::kept::Question;
use super::outbox::{Entry, Outbox};
use super::update::{Joined, Pending, Resumed, Step, Ticket, Update};
use super::writes::Writes;
use crate::identity::Identity;
use crate::store::{Change, Fact};
use crate::wire::limits;
use crate::wire::{
    Activity, Answer, Audience, Board, Closed, Content, Delivery, Event, Head, Hello, Kind, Live, Mark,
    MembersPart, Name, Nonce, Now, Outcome, PageHead, PageRequest, PublicKey, Request, RoomId, Seq, Shelf,
    Welcome,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A link is wanted.
    Dialing,
    /// The link stands; the host has not answered the `Hello`.
    Entering { host: PublicKey, deadline: Duration },
    /// In the room.
    Here { host: PublicKey },
    /// Let in, but to another history: looking for the last event that both have.
    Comparing { host: PublicKey },
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
    /// Its body, as the kind says.
    pub body: Vec<u8>,
}

impl Line {
    /// Makes a line of a kind whose body is its text.
    #[must_use]
    pub fn of_text(audience: Audience, kind: Kind, text: &str) -> Self {
        Self { audience, kind, body: text.as_bytes().to_vec() }
    }

    /// Makes what is said about a line that stands in the room.
    #[must_use]
    pub fn of_live(live: &Live) -> Self {
        Self { audience: Audience::Room, kind: live.kind(), body: live.body() }
    }
}

/// A member of one room.
#[derive(Debug)]
pub struct Core {
    identity: Arc<Identity>,
    name: Name,
    state: State,
    places: Option<Places>,
    /// The room that this member was in last.
    visited: Option<RoomId>,
    /// The room whose copy was taken up: nonces of waiting lines are of that room.
    copy: Option<RoomId>,
    outbox: Outbox,
    writes: Writes,
    questions: VecDeque<Question>,
    /// Facts and names as they are on the disk, or on their way there.
    facts: Vec<(Fact, Vec<u8>)>,
    names: BTreeMap<PublicKey, Name>,
    page: Option<PageParts>,
    wanted: Option<Wanted>,
    /// What was missed is wanted without being asked for.
    filling: bool,
    /// Some of what was missed since this member was here last is to be had from nobody.
    lost_some: bool,
    /// Own lines that the host accepted at a place that was missed.
    accepted: Vec<(Nonce, Seq)>,
    /// The oldest place that the host keeps, and the oldest of one's own copy.
    floor: Seq,
    oldest: Seq,
    /// The room whose places the host was told over the link in use.
    told: Option<RoomId>,
    /// Times in a row that the link was given up to come in again.
    rejoins: u32,
    compare: Option<Compare>,
    /// What the host has lost, by its places there.
    lost: BTreeMap<Mark, Lost>,
    /// Times that the host had lost something, and where both went on the last time.
    era: u32,
    common: Option<Seq>,
    /// The newest head that the host signed, and those of histories that it gave up.
    signed: Option<Head>,
    given_up: Vec<Head>,
    /// Whose pasts are not this member's, and how many are being looked up.
    differing: BTreeSet<PublicKey>,
    pasts: usize,
    /// Names are as of here; an event up to it says what they once were.
    snapshot: Seq,
    /// What hangs on the board of the room.
    board: Board,
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

impl Core {
    /// Starts outside, wanting a link.
    #[must_use]
    pub fn new(identity: Arc<Identity>, name: Name) -> Self {
        Self {
            identity,
            name,
            state: State::Dialing,
            places: None,
            visited: None,
            copy: None,
            outbox: Outbox::default(),
            writes: Writes::default(),
            questions: VecDeque::new(),
            facts: Vec::new(),
            names: BTreeMap::new(),
            page: None,
            wanted: None,
            filling: false,
            lost_some: false,
            accepted: Vec::new(),
            floor: 0,
            oldest: Seq::MAX,
            told: None,
            rejoins: 0,
            compare: None,
            lost: BTreeMap::new(),
            era: 0,
            common: None,
            signed: None,
            given_up: Vec::new(),
            differing: BTreeSet::new(),
            pasts: 0,
            snapshot: 0,
            board: Board::default(),
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
        let content = Content { salt, bytes: line.body };
        let entry = Entry::new(ticket, line.audience, line.kind, content, now.wall);
        self.show_pending(&entry);
        self.outbox.push(entry, &mut self.writes);
        self.transmit_drafts(now);
        ticket
    }

    /// Tries a refused line again.
    pub fn retry(&mut self, now: Now, ticket: Ticket) {
        if let Some(entry) = self.outbox.retry(ticket, &mut self.writes) {
            self.show_pending(&entry);
            self.transmit_drafts(now);
        }
    }

    /// Throws a refused line away.
    pub fn discard(&mut self, ticket: Ticket) {
        if self.outbox.discard(ticket, &mut self.writes) {
            self.updates.push_back(Update::Discarded(ticket));
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
            State::Here { .. } | State::Entering { .. } | State::Comparing { .. } => {
                self.requests.push_back(Request::Leave);
            }
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
            (
                State::Here { .. } | State::Entering { .. } | State::Comparing { .. },
                Delivery::Closed(closed),
            ) => {
                self.lose(now, ConnectError::Closed(closed), 0);
                Ok(())
            }
            (State::Here { .. }, delivery) => self.handle_delivery(now, delivery),
            (State::Comparing { .. }, delivery) => self.handle_comparing(now, delivery),
            _ => Err(Violation::OutOfOrder),
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
            State::Here { .. } | State::Comparing { .. }
                if now.ticks >= self.heard + limits::MEMBER_PATIENCE =>
            {
                self.lose(now, ConnectError::Broken, jitter);
            }
            State::Here { .. } | State::Comparing { .. } => {
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

    /// Returns the next change to keep.
    pub fn poll_write(&mut self) -> Option<Change> {
        self.writes.poll()
    }

    /// Returns the next thing to look up in what is kept, once every change handed out so far is.
    pub fn poll_question(&mut self) -> Option<Question> {
        self.questions.pop_front()
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
            State::Here { .. } | State::Comparing { .. } => {
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
        matches!(self.state, State::Entering { .. } | State::Here { .. } | State::Comparing { .. })
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

    /// Returns who is at the other end of the link in use.
    fn host(&self) -> Option<PublicKey> {
        match self.state {
            State::Entering { host, .. } | State::Here { host } | State::Comparing { host } => Some(host),
            State::Dialing | State::Waiting { .. } | State::Over => None,
        }
    }

    fn me(&self) -> PublicKey {
        self.identity.public()
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

    fn show_pending(&mut self, entry: &Entry) {
        let body = entry.content.bytes.clone();
        let Entry { ticket, audience, kind, time, .. } = *entry;
        self.updates.push_back(Update::Pending(Pending { ticket, audience, kind, body, time }));
    }

    fn transmit_drafts(&mut self, now: Now) {
        let Some((room, seen)) = self.places.as_ref().map(|places| (places.room, places.log)) else { return };
        while self.is_here()
            && let Some(said) = self.outbox.poll(now.ticks, seen, &mut self.writes)
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
