//! `Talker`: a member who says as much as it may, numbers its lines and writes down all that it is told.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use futures::{Stream, StreamExt as _};
use maru::client::{Client, ConnectError, Keep, Options, Resumed, Route, Update, open};
use maru::identity::Identity;
use maru::wire::{Audience, Event, Name, PublicKey, Seq, Slot, Text};

use crate::ledger::{Ledger, WHISPERED};
use crate::random::Random;

/// Own lines on their way beyond which a talker says no more: less than may be unanswered, so that none waits here
/// only because of that.
const AHEAD: usize = 48;
/// One line of so many is a whisper.
const WHISPERS: usize = 16;
/// One line of so many is long.
const LONG: usize = 24;

/// A member.
pub(crate) struct Talker {
    identity: Arc<Identity>,
    called: String,
    client: Option<Client>,
    stream: Pin<Box<dyn Stream<Item = Vec<Update>> + Send>>,
    random: Random,
    friends: Vec<PublicKey>,
    next: u64,
    here: bool,
    over: Option<ConnectError>,
    /// Public events as they were read.
    pub(crate) events: BTreeMap<Seq, Event>,
    keeps_events: bool,
    /// Everything after this place was read, or is being told.
    base: Seq,
    floor: Seq,
    pub(crate) names: BTreeMap<PublicKey, Name>,
    pub(crate) ledger: Ledger,
}

pub(crate) fn identity(seed: u8) -> Arc<Identity> {
    Arc::new(Identity::from_seed([seed; 32]).unwrap())
}

impl Talker {
    pub(crate) fn new(seed: u8, called: &str, route: Route) -> Self {
        let (identity, name) = (identity(seed), Name::parse(called).unwrap());
        let options = Options { identity: Arc::clone(&identity), name, route, keep: Keep::Nothing };
        Self {
            identity,
            called: called.to_owned(),
            client: None,
            stream: Box::pin(open(options)),
            random: Random::new(seed.into()),
            friends: Vec::new(),
            next: 0,
            here: false,
            over: None,
            events: BTreeMap::new(),
            keeps_events: false,
            base: 0,
            floor: 0,
            names: BTreeMap::new(),
            ledger: Ledger::new(called),
        }
    }

    /// A member who says nothing and keeps whole events.
    pub(crate) fn reader(seed: u8, called: &str, route: Route) -> Self {
        Self { keeps_events: true, ..Self::new(seed, called, route) }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.identity.public()
    }

    pub(crate) fn called(&self) -> &str {
        &self.called
    }

    /// Whispers to them from here on, in turn.
    pub(crate) fn befriend(&mut self, friends: Vec<PublicKey>) {
        self.friends = friends;
    }

    pub(crate) fn is_here(&self) -> bool {
        self.here
    }

    /// How many lines this member has said so far.
    pub(crate) fn said(&self) -> u64 {
        self.next
    }

    pub(crate) fn over(&self) -> Option<&ConnectError> {
        self.over.as_ref()
    }

    /// Dials at once if it waits.
    pub(crate) fn redial(&self) {
        if let Some(client) = &self.client {
            // Whoever is busy is not waiting either.
            let _ = client.redial();
        }
    }

    /// Talks until it is stopped; cancelling loses nothing.
    pub(crate) async fn talk(&mut self) {
        loop {
            self.say_some();
            self.step().await;
        }
    }

    /// Talks until this many lines more were acknowledged.
    pub(crate) async fn talk_until(&mut self, many: usize) {
        let enough = self.ledger.acknowledged.len() + many;
        while self.ledger.acknowledged.len() < enough {
            self.say_some();
            self.step().await;
        }
    }

    /// Waits until nothing of its own is on the way.
    pub(crate) async fn settle(&mut self) {
        self.until(|talker| talker.here && talker.ledger.unsettled() == 0).await;
    }

    /// Listens until `done`, or until it is over for this member.
    pub(crate) async fn until(&mut self, done: impl Fn(&Self) -> bool) {
        while self.over.is_none() && !done(self) {
            self.step().await;
        }
    }

    /// Reads back to the first place that the host keeps, and on to this one.
    pub(crate) async fn read_all(&mut self, upto: Seq) {
        self.until(Self::is_here).await;
        while self.over.is_none() && self.base >= self.floor.max(1) {
            let base = self.base;
            if self.client.as_ref().is_some_and(|client| client.page().is_ok()) {
                self.until(|talker| talker.base < base).await;
            } else {
                self.step().await;
            }
        }
        self.until(|talker| talker.ledger.public.contains_key(&upto) || upto == 0).await;
    }

    /// Reads on to this place, and what was missed on the way by pages.
    pub(crate) async fn catch_up(&mut self, upto: Seq) {
        self.until(|talker| talker.ledger.public.contains_key(&upto)).await;
        while self.over.is_none() && self.ledger.has_hole() {
            self.until(Self::is_here).await;
            let had = self.ledger.public.len();
            if self.client.as_ref().is_some_and(|client| client.page().is_ok()) {
                self.until(|talker| talker.ledger.public.len() > had || !talker.here).await;
            } else {
                self.step().await;
            }
        }
    }

    /// The link is cut without a word, as when the program dies.
    pub(crate) async fn vanish(self) -> Ledger {
        drop(self.stream);
        if let Some(client) = self.client {
            client.ended().await;
        }
        self.ledger
    }

    fn say_some(&mut self) {
        let Some(client) = self.client.clone() else { return };
        while self.here && self.ledger.unsettled() < AHEAD {
            let (audience, text) = self.line();
            if client.say(audience, &Text::parse(&text).unwrap()).is_err() {
                return;
            }
            self.next += 1;
            self.ledger.say();
        }
    }

    fn line(&mut self) -> (Audience, String) {
        let number = self.next;
        let rest = match self.random.below(LONG) {
            0 => "가나다 ".repeat(self.random.between(20, 250)),
            _ => "안녕 hello".to_owned(),
        };
        let friend = self.random.below(self.friends.len().max(1));
        let (audience, manner) = match self.friends.get(friend) {
            Some(friend) if self.random.below(WHISPERS) == 0 => (Audience::Member(*friend), WHISPERED),
            _ => (Audience::Room, " "),
        };
        (audience, format!("{} {number}{manner}{rest}", self.called).trim_end().to_owned())
    }

    async fn step(&mut self) {
        match self.stream.next().await {
            Some(batch) => batch.into_iter().for_each(|update| self.apply(update)),
            // Nothing more ever comes; whoever waits has a deadline.
            None => std::future::pending().await,
        }
    }

    fn apply(&mut self, update: Update) {
        self.ledger.note(&self.identity.public(), &update);
        match update {
            Update::Ready(client) => self.client = Some(client),
            Update::Joined(joined) => {
                self.here = true;
                if joined.resumed == Resumed::First {
                    (self.base, self.floor) = (joined.log.seq, joined.floor);
                }
            }
            Update::Members(members) => {
                self.names.extend(members.into_iter().map(|member| (member.key, member.name)));
            }
            Update::Event(event, _) => self.keep(event),
            Update::Page { events, floor, .. } => {
                let first = events.first().map_or(floor, |event| event.header.slot.seq());
                (self.base, self.floor) = (first.saturating_sub(1), floor);
                events.into_iter().for_each(|event| self.keep(event));
            }
            Update::Lost { .. } => {
                self.here = false;
                self.redial();
            }
            Update::Ended(error) => (self.here, self.over) = (false, Some(error)),
            _ => {}
        }
    }

    fn keep(&mut self, event: Event) {
        if let (true, Slot::Room { seq }) = (self.keeps_events, event.header.slot) {
            drop(self.events.insert(seq, event));
        }
    }
}
