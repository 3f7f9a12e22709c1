//! The rules of a room, one sentence a test: keys are fixed, time is given, nothing waits.

mod batches;
mod board;
mod door;
mod kept;
mod laws;
mod letters;
mod live;
mod offer;
mod presence;
mod saying;

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::host::log::Read;
use crate::wire::{
    Decoder, Delivery, Draft, Hello, MemberEntry, Nonce, Outcome, PageRequest, Refusal, Rejection, Resume,
    Seq, Shelf,
};

/// A room, its clocks, and what a test needs to ask it.
struct Stage {
    room: Room,
    now: Now,
}

/// For whom a draft is, and what it is.
struct To(Audience, Kind);

impl From<Kind> for To {
    fn from(kind: Kind) -> Self {
        Self(Audience::Room, kind)
    }
}

impl From<(Audience, Kind)> for To {
    fn from((audience, kind): (Audience, Kind)) -> Self {
        Self(audience, kind)
    }
}

fn person(seed: u8) -> Arc<Identity> {
    Arc::new(Identity::from_seed([seed; 32]).unwrap())
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn settings() -> Settings {
    let name = RoomName::parse("금요일 마루").unwrap();
    Settings { messages_burst: 100_000, messages_per_second: 100_000, ..Settings::new(name) }
}

/// Shows what was appended, as the publisher does; returns to whom.
fn publish(room: &mut Room) -> Option<Shown> {
    let batch = room.take_batch()?;
    let head = batch.newest().map(|newest| person(1).head(room.id(), newest));
    Some(room.publish(batch, head))
}

impl Stage {
    fn new() -> Self {
        Self::with(settings(), Bounds::default())
    }

    fn with(settings: Settings, bounds: Bounds) -> Self {
        let room_key = Identity::from_seed([200; 32]).unwrap();
        let opening = Opening { identity: person(1), room_key, settings, bounds, seed: [7; 32] };
        let now = Now { ticks: Duration::from_secs(1_000), wall: 1_000_000 };
        Self { room: Room::new(opening), now }
    }

    fn pass(&mut self, time: Duration) {
        self.now.ticks += time;
        self.now.wall += u64::try_from(time.as_millis()).unwrap();
        self.room.handle_timeout(self.now);
        publish(&mut self.room);
    }

    fn ask(&mut self, who: &Identity, called: &str, resume: Option<Resume>) -> Result<Admission, Refusal> {
        let hello = Hello { name: name(called), resume };
        let caller = Caller { key: who.public(), link: self.room.begin_link() };
        let admission = self.room.admit(self.now, caller, &hello);
        publish(&mut self.room);
        admission.map_err(|denied| match denied {
            Denied::Refused(refusal) => refusal,
            Denied::Older => panic!("{denied:?}"),
        })
    }

    fn admit(&mut self, who: &Identity, called: &str) -> Admission {
        self.ask(who, called, None).unwrap()
    }

    fn back(&mut self, who: &Identity, called: &str, log: Mark, mail: Mark) -> Admission {
        let resume = Resume { room: self.room.id(), log, mail };
        self.ask(who, called, Some(resume)).unwrap()
    }

    fn draft(&self, who: &Identity, to: impl Into<To>, text: &str, nonce: Nonce) -> Draft {
        let To(audience, kind) = to.into();
        let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
        let said = Said { audience, nonce, seen: Mark::default(), kind, content };
        who.draft(self.room.id(), said)
    }

    fn hand_in(&mut self, who: &Identity, draft: Draft) -> Result<Came, BrokenRule> {
        let (audience, nonce) = (draft.audience, draft.nonce);
        let came = match draft.check(who.public(), self.room.id()) {
            Ok(signed) => self.room.say(self.now, &signed),
            Err(_) => self.room.refuse(&who.public(), audience, nonce),
        };
        publish(&mut self.room);
        came
    }

    fn say(&mut self, who: &Identity, text: &str, nonce: Nonce) -> Result<Came, BrokenRule> {
        self.put(who, Kind::CHAT, text, nonce)
    }

    fn put(&mut self, who: &Identity, kind: Kind, text: &str, nonce: Nonce) -> Result<Came, BrokenRule> {
        let draft = self.draft(who, kind, text, nonce);
        self.hand_in(who, draft)
    }

    fn whisper(
        &mut self,
        who: &Identity,
        to: &Identity,
        text: &str,
        nonce: Nonce,
    ) -> Result<Came, BrokenRule> {
        let draft = self.draft(who, (Audience::Member(to.public()), Kind::WHISPER), text, nonce);
        self.hand_in(who, draft)
    }

    /// Every public event kept, oldest first.
    fn events(&self) -> Vec<Event> {
        let (mut offset, mut bytes) = (0, Vec::new());
        loop {
            match self.room.log().read(offset, self.room.log().published_end()) {
                Read::UpToDate => return events_of(&bytes),
                Read::Gap(_, next) => offset = next,
                Read::Chunk(chunk) => {
                    offset += chunk.passed(chunk.bytes().len());
                    bytes.extend_from_slice(chunk.bytes());
                }
            }
        }
    }

    /// The kinds of all public events.
    fn kinds(&self) -> Vec<Kind> {
        self.events().iter().map(|event| event.header.kind).collect()
    }

    /// What a member's mailbox tells a reader who has nothing and is up to date with the room.
    fn letters(&mut self, who: &Identity) -> Vec<Event> {
        let upto = self.room.log().published().seq;
        let mut reader = Reader { member: who.public(), mail: 0, upto, presence: None, pinned: 0 };
        let mut bytes = Vec::new();
        self.room.read_private(&mut reader, usize::MAX, &mut bytes);
        events_of(&bytes)
    }

    fn last(&self) -> Mark {
        self.room.log().published()
    }

    /// What newcomers would be told of the membership.
    fn members(&self) -> Vec<(PublicKey, String)> {
        let member = |(key, member): (&PublicKey, &Member)| (*key, member.name.as_str().to_owned());
        self.room.members.iter().map(member).collect()
    }

    fn state(&mut self, who: &Identity) -> Option<PresenceState> {
        let (mut version, mut bytes) = (None, Vec::new());
        let mut table = BTreeMap::new();
        self.room.presence.read(&mut version, &mut bytes);
        for word in words_of(&bytes) {
            if let Delivery::Presence(part) = word {
                table.extend(part.changes.into_iter().map(|change| (change.member, change.state)));
            }
        }
        table.get(&who.public()).copied().flatten()
    }
}

fn words_of(bytes: &[u8]) -> Vec<Delivery> {
    let mut decoder = Decoder::new();
    decoder.signed_in();
    decoder.feed(bytes);
    let words = std::iter::from_fn(|| decoder.poll_message().unwrap()).collect();
    assert_eq!(decoder.buffered(), 0, "the last frame is cut");
    words
}

fn events_of(bytes: &[u8]) -> Vec<Event> {
    let event = |word| match word {
        Delivery::Event(event) => Some(event),
        _ => None,
    };
    words_of(bytes).into_iter().filter_map(event).collect()
}

fn refused(why: Rejection) -> Result<Came, BrokenRule> {
    Ok(Came::Answer(Outcome::Refused(why)))
}

fn text_of(event: &Event) -> &str {
    event.content().unwrap().text().unwrap()
}
