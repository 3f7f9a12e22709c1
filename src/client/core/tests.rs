//! A core told what a host could tell, well or badly: keys are fixed, time is given, nothing waits.

mod copied;
mod door;
mod letters;
mod lines;
mod link;
mod live;
mod reading;
mod restored;

use super::*;
use crate::client::error::Violation as Wrong;
use crate::identity::Said;
use crate::wire::codec::canonical;
use crate::wire::{
    Allowance, Answer, Body, Charter, Draft, Emoji, Hash, Header, Mark, MemberEntry, Nonce, Passage,
    Reaction, Refusal, Rejection, Resume, RoomName, Settled, Shelf, Slot,
};

/// One member's core, and a host that says whatever a test wants.
struct Stage {
    core: Core,
    me: Arc<Identity>,
    host: Identity,
    room_key: Identity,
    now: Now,
    /// Where the host's two shelves stand.
    log: Mark,
    mail: Mark,
    /// What was sent under each nonce of the public shelf.
    sent: BTreeMap<Nonce, Content>,
}

fn person(seed: u8) -> Identity {
    Identity::from_seed([seed; 32]).unwrap()
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

impl Stage {
    /// A member who wants in.
    fn new() -> Self {
        let me = Arc::new(person(2));
        Self {
            core: Core::new(Arc::clone(&me), name("하늘")),
            me,
            host: person(1),
            room_key: person(200),
            now: Now { ticks: Duration::from_secs(1_000), wall: 5 },
            log: Mark::default(),
            mail: Mark::default(),
            sent: BTreeMap::new(),
        }
    }

    /// A member who is in, and whose updates so far were taken.
    fn here() -> Self {
        let mut stage = Self::new();
        stage.connect();
        stage.welcome().unwrap();
        stage.updates();
        stage
    }

    fn connect(&mut self) {
        self.core.handle_connected(self.now, self.host.public());
    }

    fn charter(&self) -> Charter {
        self.room_key.charter(self.host.public(), 0)
    }

    fn welcome_word(&self) -> Welcome {
        Welcome {
            charter: self.charter(),
            room_name: RoomName::parse("금요일").unwrap(),
            name: name("하늘"),
            time: 0,
            snapshot: self.log,
            floor: 1,
            log: self.log,
            mail: self.mail,
            settled: Settled::default(),
            topic: None,
            members: 0,
            allowance: Allowance {
                members: 1,
                text_characters: 1,
                text_bytes: 1,
                text_lines: 1,
                messages_burst: 1,
                messages_per_second: 1,
            },
        }
    }

    fn welcome(&mut self) -> Result<(), Wrong> {
        self.welcome_with(|_| {})
    }

    fn welcome_with(&mut self, change: impl FnOnce(&mut Welcome)) -> Result<(), Wrong> {
        let mut welcome = self.welcome_word();
        change(&mut welcome);
        self.tell(Delivery::Welcome(Box::new(welcome)))
    }

    fn tell(&mut self, word: Delivery) -> Result<(), Wrong> {
        self.core.handle_message(self.now, word)
    }

    fn pass(&mut self, time: Duration) {
        self.now.ticks += time;
        self.core.handle_timeout(self.now, 128);
    }

    fn cut(&mut self) {
        self.core.handle_disconnected(self.now, ConnectError::Broken, 128);
    }

    /// Cuts the link and waits until another is wanted.
    fn cut_and_wait(&mut self) {
        self.cut();
        self.wait();
    }

    /// Waits until another link is wanted.
    fn wait(&mut self) {
        self.now.ticks = self.core.poll_timeout().unwrap();
        self.core.handle_timeout(self.now, 128);
        assert!(self.core.wants_link());
    }

    /// The next public event, by this author; the host has placed it.
    fn event(&mut self, author: &Identity, kind: Kind, bytes: &[u8], nonce: Nonce) -> Event {
        let slot = Slot::Room { seq: self.log.seq + 1 };
        let event = self.event_at(author, slot, self.log.hash, (kind, bytes, nonce));
        self.log = event.mark();
        event
    }

    /// The next letter of this member's mailbox; the host has placed it.
    fn letter(&mut self, author: &Identity, text: &str, nonce: Nonce) -> Event {
        let (owner, after) = (self.me.public(), self.log.seq);
        let slot = Slot::Mail { owner, seq: self.mail.seq + 1, to: person(3).public(), after };
        // The salt of everything that this member says.
        let content = Content { salt: [7; 16], bytes: text.as_bytes().to_vec() };
        let event = self.event_with(author, (slot, self.mail.hash), (Kind::WHISPER, nonce), content);
        self.mail = event.mark();
        event
    }

    fn event_at(
        &self,
        author: &Identity,
        slot: Slot,
        previous: Hash,
        (kind, bytes, nonce): (Kind, &[u8], Nonce),
    ) -> Event {
        let content = Content { salt: [0; 16], bytes: bytes.to_vec() };
        self.event_with(author, (slot, previous), (kind, nonce), content)
    }

    fn event_with(
        &self,
        author: &Identity,
        (slot, previous): (Slot, Hash),
        (kind, nonce): (Kind, Nonce),
        content: Content,
    ) -> Event {
        let (room, seen) = (self.charter().room(), Mark::default());
        let said = Said { audience: slot.audience(), nonce, seen, kind, content: content.clone() };
        let signature = author.draft(room, said).signature;
        let (author, name, body) = (author.public(), name("하늘"), content.hash());
        let header = Header { room, slot, previous, time: 9, author, name, nonce, seen, kind, body };
        Event { header, body: Body::Present(content), signature }
    }

    /// Tells a line of somebody else.
    fn hear(&mut self, text: &str) {
        let event = self.event(&person(3), Kind::CHAT, text.as_bytes(), 1);
        self.tell(Delivery::Event(event)).unwrap();
    }

    /// Tells this member's own line with this nonce, as it was sent.
    fn hear_own(&mut self, nonce: Nonce) {
        let event = self.own(nonce);
        self.tell(Delivery::Event(event)).unwrap();
    }

    /// The event of this member's own line with this nonce, as it was sent.
    fn own(&mut self, nonce: Nonce) -> Event {
        let unknown = || Content { salt: [0; 16], bytes: Vec::new() };
        let content = self.sent.get(&nonce).cloned().unwrap_or_else(unknown);
        let slot = Slot::Room { seq: self.log.seq + 1 };
        let event =
            self.event_with(&Arc::clone(&self.me), (slot, self.log.hash), (Kind::CHAT, nonce), content);
        self.log = event.mark();
        event
    }

    fn head(&self) -> Delivery {
        Delivery::Head(self.host.head(self.charter().room(), self.log))
    }

    fn answer(&mut self, shelf: Shelf, nonce: Nonce, outcome: Outcome) {
        self.tell(Delivery::Answer(Answer { shelf, nonce, outcome })).unwrap();
    }

    fn say(&mut self, text: &str) -> Ticket {
        let line = Line::of_text(Audience::Room, Kind::CHAT, text);
        self.core.say(self.now, line, [7; 16])
    }

    fn whisper(&mut self, text: &str) -> Ticket {
        let audience = Audience::Member(person(3).public());
        let line = Line::of_text(audience, Kind::WHISPER, text);
        self.core.say(self.now, line, [7; 16])
    }

    fn requests(&mut self) -> Vec<Request> {
        let requests: Vec<_> = std::iter::from_fn(|| self.core.poll_transmit(self.now)).collect();
        for request in &requests {
            if let Request::Say(draft) = request
                && draft.audience == Audience::Room
            {
                self.sent.insert(draft.nonce, draft.content.clone());
            }
        }
        requests
    }

    /// Every draft that wants to leave, as `(text, nonce)`.
    fn drafts(&mut self) -> Vec<(String, Nonce)> {
        let draft = |request| match request {
            Request::Say(Draft { content, nonce, .. }) => Some((content.text().unwrap().to_owned(), nonce)),
            _ => None,
        };
        self.requests().into_iter().filter_map(draft).collect()
    }

    fn updates(&mut self) -> Vec<Update> {
        std::iter::from_fn(|| self.core.poll_update()).collect()
    }

    fn hello(&mut self) -> Hello {
        match self.requests().into_iter().next() {
            Some(Request::Hello(hello)) => hello,
            other => panic!("{other:?}"),
        }
    }

    fn ended(&mut self) -> Option<ConnectError> {
        assert!(self.core.is_over(), "it goes on");
        self.updates().into_iter().find_map(|update| match update {
            Update::Ended(error) => Some(error),
            _ => None,
        })
    }
}
