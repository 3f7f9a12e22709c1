//! A host that lies to one member, once: what it does to the words on their way there.
//!
//! It has the host's key, and nobody else's.

use maru::wire::{Audience, Body, Content, Delivery, Event, Head, Header, Kind, Mark, PublicKey, Slot};

use crate::fault::host;
use crate::member::Member;
use crate::random::Random;
use maru::client::error::Violation;
use maru::identity::Said;

/// What the lie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lie {
    /// Somebody's line says something else.
    Altered,
    /// A line that its author never wrote.
    Forged,
    /// A line of the host in somebody else's name.
    Impersonated,
    /// An event has another time.
    Redated,
    /// An event is left out.
    Dropped,
    /// Two events change places.
    Swapped,
    /// An event is told once more.
    Repeated,
    /// A head of another history.
    OtherHead,
    /// Two heads of one place.
    TwoHeads,
    /// Another history to some than to others.
    TwoHistories,
    /// A head that somebody else signed.
    BadHead,
    /// A charter that the room's key did not sign.
    BadCharter,
}

impl Lie {
    /// Whether two histories are shown by it, with two heads to prove that or without.
    pub(crate) fn is_fork(self, is_proof: bool) -> bool {
        match self {
            Self::TwoHeads => is_proof,
            // Whether a head of that place was there before is up to the seed.
            Self::OtherHead | Self::TwoHistories => true,
            _ => false,
        }
    }
}

/// Every lie there is.
pub(crate) const LIES: [Lie; 12] = [
    Lie::Altered,
    Lie::Forged,
    Lie::Impersonated,
    Lie::Redated,
    Lie::Dropped,
    Lie::Swapped,
    Lie::Repeated,
    Lie::OtherHead,
    Lie::TwoHeads,
    Lie::TwoHistories,
    Lie::BadHead,
    Lie::BadCharter,
];

/// The host's dark side.
#[derive(Debug)]
pub(crate) struct Liar {
    pub(crate) lie: Lie,
    pub(crate) victim: PublicKey,
    pub(crate) told: bool,
    /// How the member found out.
    pub(crate) found: Option<Violation>,
    /// The member died before it could.
    pub(crate) forgotten: bool,
    /// Nothing of it is left.
    pub(crate) forgiven: bool,
    /// Lies no more.
    pub(crate) silent: bool,
    /// An event that is to come after the next.
    held: Option<Event>,
}

impl Liar {
    pub(crate) fn new(lie: Lie, victim: PublicKey) -> Self {
        Self {
            lie,
            victim,
            told: false,
            found: None,
            forgotten: false,
            forgiven: false,
            silent: false,
            held: None,
        }
    }

    /// Whether the lie is out, and the member has neither found out nor died.
    ///
    /// Of two histories each may be all that a member ever sees.
    pub(crate) fn is_open(&self) -> bool {
        self.lie != Lie::TwoHistories && self.told && self.found.is_none() && !self.forgotten
    }

    /// Whether this member may have found out, and by this.
    pub(crate) fn may_be_found(&self, member: PublicKey, wrong: Violation) -> bool {
        match self.lie {
            Lie::TwoHistories => self.told && wrong == Violation::Forked,
            _ => self.is_open() && member == self.victim,
        }
    }

    /// A link breaks: what was only left out of it is not told wrong.
    pub(crate) fn relink(&mut self, member: PublicKey) {
        if member == self.victim && matches!(self.lie, Lie::Dropped | Lie::Swapped) && self.is_open() {
            (self.told, self.held) = (false, None);
        }
    }

    /// The member dies, and with it what could have found out.
    pub(crate) fn forget(&mut self, member: PublicKey) {
        if member == self.victim {
            self.forgotten |= self.is_open();
            self.held = None;
        }
    }

    /// Whether this member may have been shown an event that is not quite what the host placed.
    pub(crate) fn may_show(&self, member: PublicKey) -> bool {
        member == self.victim && self.lie == Lie::Redated && self.told && !self.forgiven
    }

    /// What the member gets instead of a word.
    pub(crate) fn tell(&mut self, member: &Member, word: Delivery, random: &mut Random) -> Vec<Delivery> {
        if member.key() != self.victim || self.silent {
            return vec![word];
        }
        if let Some(held) = self.held.take() {
            // Whatever follows overtakes it.
            return vec![word, Delivery::Event(held)];
        }
        // Of several heads at once a member looks at the newest: this lie has to be kept up.
        let again = self.lie == Lie::BadHead && self.is_open();
        let late = member.room.is_some() || self.lie == Lie::BadCharter;
        if !again && (self.told || !late || !random.chance(10)) {
            return vec![word];
        }
        let words = self.twist(word);
        self.told |= !matches!(words.as_slice(), [Twist::Straight(_)]);
        words.into_iter().map(|(Twist::Straight(word) | Twist::Twisted(word))| word).collect()
    }

    fn twist(&mut self, word: Delivery) -> Vec<Twist> {
        let twisted = |word| vec![Twist::Twisted(word)];
        match (self.lie, word) {
            (Lie::Altered, Delivery::Event(mut event)) if is_line(&event) => {
                event.body = Body::Present(other_words());
                twisted(Delivery::Event(event))
            }
            (Lie::Forged, Delivery::Event(mut event)) if is_line(&event) => {
                event.body = Body::Present(other_words());
                event.header.body = other_words().hash();
                twisted(Delivery::Event(event))
            }
            (Lie::Impersonated, Delivery::Event(event)) if is_line(&event) => {
                twisted(Delivery::Event(by_the_host(event)))
            }
            (Lie::Redated, Delivery::Event(mut event)) if is_public(&event) => {
                event.header.time += 1;
                twisted(Delivery::Event(event))
            }
            (Lie::Dropped, Delivery::Event(event)) if is_public(&event) => {
                self.told = true;
                Vec::new()
            }
            (Lie::Swapped, Delivery::Event(event)) if is_public(&event) => {
                (self.held, self.told) = (Some(event), true);
                Vec::new()
            }
            (Lie::Repeated, Delivery::Event(event)) => {
                let again = Twist::Twisted(Delivery::Event(event.clone()));
                vec![Twist::Straight(Delivery::Event(event)), again]
            }
            (Lie::OtherHead, Delivery::Head(head)) => twisted(Delivery::Head(other_head(&head))),
            (Lie::TwoHeads, Delivery::Head(head)) => {
                let other = Twist::Twisted(Delivery::Head(other_head(&head)));
                vec![Twist::Straight(Delivery::Head(head)), other]
            }
            (Lie::BadHead, Delivery::Head(mut head)) => {
                head.signature.0[7] ^= 1;
                twisted(Delivery::Head(head))
            }
            (Lie::BadCharter, Delivery::Welcome(mut welcome)) => {
                welcome.charter.signature.0[7] ^= 1;
                twisted(Delivery::Welcome(welcome))
            }
            (_, word) => vec![Twist::Straight(word)],
        }
    }
}

enum Twist {
    Straight(Delivery),
    Twisted(Delivery),
}

/// Words of somebody else than the host's own user, who has the host's key.
fn is_line(event: &Event) -> bool {
    event.header.author != host().public()
        && [Kind::CHAT, Kind::ACTION, Kind::WHISPER].contains(&event.header.kind)
}

/// A letter has no head: one that is missing shows with the next.
fn is_public(event: &Event) -> bool {
    matches!(event.header.slot, Slot::Room { .. })
}

/// What the host signs for the same place of another history.
fn other_head(head: &Head) -> Head {
    host().head(head.room, Mark { hash: other_words().hash(), ..head.mark })
}

fn other_words() -> Content {
    Content { salt: [0; 16], bytes: "그런 말은 한 적이 없어요".into() }
}

/// The same place and name, with words and a signature of the host's own.
fn by_the_host(event: Event) -> Event {
    let Header { room, slot, nonce, seen, kind, .. } = event.header;
    let audience = match slot {
        Slot::Room { .. } => Audience::Room,
        Slot::Mail { to, .. } => Audience::Member(to),
    };
    let draft = host().draft(room, Said { audience, nonce, seen, kind, content: other_words() });
    let header = Header { body: other_words().hash(), ..event.header };
    Event { header, body: Body::Present(other_words()), signature: draft.signature }
}
