//! A member with its own copy on the disk, and a host that can be put back.

use super::*;
use crate::client::kept::Kept;
use crate::store::{Batch, Database};

/// A member with its own copy, in a room with a history that both know.
pub(super) struct Copied {
    pub(super) stage: Stage,
    pub(super) database: Database,
    /// Public events as the host has them.
    pub(super) events: Vec<Event>,
}

impl Copied {
    pub(super) fn new() -> Self {
        let stage = Stage::new();
        let database = Database::in_memory(stage.charter().room()).unwrap();
        let mut copied = Self { stage, database, events: Vec::new() };
        copied.open();
        copied.stage.connect();
        copied.stage.welcome().unwrap();
        copied.settle();
        copied.stage.updates();
        copied
    }

    /// Opens the copy as a program does that starts.
    pub(super) fn open(&mut self) {
        let (room, me) = (self.stage.charter().room(), self.stage.me.public());
        self.stage.core = Core::new(Arc::clone(&self.stage.me), name("하늘"));
        self.stage.core.handle_copy(Kept::read(&self.database, room, me).unwrap());
        self.settle();
    }

    /// Writes what the core wants kept and answers what it wants to know.
    pub(super) fn settle(&mut self) {
        let (now, me) = (self.stage.now, self.stage.me.public());
        loop {
            let changes: Vec<_> = std::iter::from_fn(|| self.stage.core.poll_write()).collect();
            self.database.commit(&Batch { changes }).unwrap();
            self.stage.core.handle_kept(now, u64::MAX);
            let Some(question) = self.stage.core.poll_question() else { return };
            let found = question.ask(&self.database, &me).unwrap();
            self.stage.core.handle_found(now, found).unwrap();
        }
    }

    /// The disk misses what the core wants kept.
    pub(super) fn miss(&mut self) {
        while self.stage.core.poll_write().is_some() {}
        self.stage.core.handle_missed(self.stage.now);
    }

    /// Somebody else says something, and this member hears it.
    pub(super) fn hear(&mut self, text: &str, nonce: Nonce) {
        let event = self.stage.event(&person(3), Kind::CHAT, text.as_bytes(), nonce);
        self.tell(event);
    }

    pub(super) fn hear_own(&mut self, text: &str, nonce: Nonce) {
        self.stage.say(text);
        self.settle();
        assert_eq!(self.stage.drafts(), [(text.to_owned(), nonce)]);
        let event = self.stage.own(nonce);
        self.tell(event);
    }

    pub(super) fn tell(&mut self, event: Event) {
        self.stage.tell(Delivery::Event(event.clone())).unwrap();
        self.events.push(event);
        self.settle();
    }

    /// The host is put back to its first `kept` events and goes on with others.
    pub(super) fn put_back(&mut self, kept: usize, others: &[&str]) {
        self.events.truncate(kept);
        self.stage.log = self.events.last().map_or(Mark::default(), Event::mark);
        for (at, text) in others.iter().enumerate() {
            let nonce = 100 + at as u64;
            let event = self.stage.event(&person(4), Kind::CHAT, text.as_bytes(), nonce);
            self.events.push(event);
        }
    }

    /// Comes in as a real host would let it; returns what it said of this member's place, or the violation.
    pub(super) fn come_in(&mut self, settled: Nonce) -> Result<(), Wrong> {
        for _ in 0..limits::REJOIN_TRIES {
            self.stage.connect();
            let resume = self.stage.hello().resume.map_or(Mark::default(), |resume| resume.log);
            let at = usize::try_from(resume.seq).unwrap();
            let known = at == 0 || self.events.get(at - 1).is_some_and(|event| event.mark() == resume);
            let log = if known { resume } else { Mark::default() };
            let floor = 1;
            self.stage.welcome_with(|welcome| {
                (welcome.log, welcome.floor) = (log, floor);
                welcome.settled = Settled { room: settled, mail: 0 };
            })?;
            self.settle();
            self.answer_pages()?;
            if self.stage.core.has_link() {
                let after = usize::try_from(log.seq).unwrap();
                let events: Vec<_> = self.events[after..].to_vec();
                for event in events {
                    self.stage.tell(Delivery::Event(event))?;
                    self.settle();
                }
                self.stage.tell(self.stage.head())?;
                self.stage.core.handle_read()?;
                self.settle();
                return Ok(());
            }
            assert!(self.stage.core.wants_link());
        }
        panic!("never let in");
    }

    /// Answers pages of one event until none is asked for.
    pub(super) fn answer_pages(&mut self) -> Result<(), Wrong> {
        loop {
            let requests = self.stage.requests();
            let page = requests.into_iter().find_map(|request| match request {
                Request::Page(page) => Some(page),
                _ => None,
            });
            let Some(PageRequest { before, count: 1 }) = page else { return Ok(()) };
            let newest = self.stage.log.seq;
            let seq = (before - 1).min(newest);
            let event = usize::try_from(seq).unwrap().checked_sub(1).map(|at| self.events[at].clone());
            let head = PageHead { before, events: u16::from(event.is_some()), floor: 1 };
            self.stage.tell(Delivery::Page(head))?;
            if let Some(event) = event {
                self.stage.tell(Delivery::Event(event))?;
            }
            self.settle();
        }
    }
}

impl Copied {
    /// This member says something about a line, and the host places it.
    pub(super) fn hear_live(&mut self, live: &Live, nonce: Nonce) {
        self.stage.core.say(self.stage.now, Line::of_live(live), [7; 16]);
        self.settle();
        self.stage.requests();
        let content = Content { salt: [7; 16], bytes: live.body() };
        let slot = (Slot::Room { seq: self.stage.log.seq + 1 }, self.stage.log.hash);
        let event = self.stage.event_with(&Arc::clone(&self.stage.me), slot, (live.kind(), nonce), content);
        self.stage.log = event.mark();
        self.tell(event);
    }

    /// What waits to be said, by kind and words.
    pub(super) fn waits(&self) -> Vec<(Kind, String)> {
        let records = self.database.outbox().unwrap().into_iter();
        let words = |kind, content: &Content| crate::wire::text_of(kind, &content.bytes).unwrap_or_default();
        records.map(|(_, record)| (record.kind, words(record.kind, &record.content))).collect()
    }
}

/// Three events that both have, then an own line and one of somebody else.
pub(super) fn with_history() -> Copied {
    let mut copied = Copied::new();
    (1..=3).for_each(|nonce| copied.hear(&format!("줄 {nonce}"), nonce));
    copied.hear_own("내 말", 1);
    copied.hear("남의 말", 4);
    copied.stage.updates();
    copied
}
