//! Faults planted into words in flight, and what every member may ask of the world while it is moved.
//!
//! None of this is in the program: each fault stands for a bug that a host or a client could have, made
//! from outside with the means of the wire.

use std::collections::BTreeMap;

use maru::client::Update;
use maru::host::shared::SharedRoom;
use maru::identity::{Identity, Said};
use maru::wire::limits::NEWCOMER_EVENTS;
use maru::wire::{
    Audience, Body, Content, Delivery, Draft, Edit, Event, Header, Kind, Live, Mark, Reaction, Request, Seq,
    Slot, Text,
};

use crate::liar::Liar;
use crate::member::Member;
use crate::property::{Law, Property};
use crate::random::Random;
use crate::truth::Truth;

/// What is wrong on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The host takes a nonce that it had before as another line.
    RepeatTaken,
    /// A letter is delivered to a third as well.
    LetterToAThird,
    /// A presence delta is lost.
    PresenceLost,
    /// A pinned line is lost.
    PinnedLost,
    /// After a cut the host goes on one event too late.
    EventSkipped,
    /// The host tells a member that begins again of one nonce more than it settled.
    NonceSkipped,
    /// A member drops what is unanswered when its link breaks.
    UnansweredDropped,
    /// The host reads its log from one frame before.
    FrameTwice,
    /// The host loses every other answer.
    AnswerLost,
    /// The host shows a batch before it is on the disk.
    PublishedFirst,
    /// The host does not keep nonces.
    NonceNotKept,
    /// The host does not keep letters.
    LetterNotKept,
    /// The host's disk keeps what should have gone.
    TrimForgotten,
    /// The disk keeps words that were taken away.
    WordsNotErased,
    /// A member believes that somebody changed another's line.
    EditBelieved,
    /// A member's lines leave before they are on its disk.
    SentFirst,
    /// A member's driver checks no signatures, and a host changes a line on its way there.
    SignaturesUnchecked,
    /// A member is not told that its host has gone back.
    LossUntold,
}

/// Every fault there is, and what it breaks.
pub(crate) const FAULTS: [(Fault, Property); 18] = [
    (Fault::RepeatTaken, Property::NothingTwice),
    (Fault::LetterToAThird, Property::Private),
    (Fault::PresenceLost, Property::Convergence),
    (Fault::PinnedLost, Property::Convergence),
    (Fault::EventSkipped, Property::OneOrder),
    (Fault::NonceSkipped, Property::Rules),
    (Fault::UnansweredDropped, Property::Rules),
    (Fault::FrameTwice, Property::OneOrder),
    (Fault::AnswerLost, Property::Convergence),
    (Fault::PublishedFirst, Property::CommittedFirst),
    (Fault::NonceNotKept, Property::NothingTwice),
    (Fault::LetterNotKept, Property::NothingLost),
    (Fault::TrimForgotten, Property::Kept),
    (Fault::WordsNotErased, Property::Kept),
    (Fault::EditBelieved, Property::OneHistory),
    (Fault::SentFirst, Property::CommittedFirst),
    (Fault::SignaturesUnchecked, Property::OneHistory),
    (Fault::LossUntold, Property::Honest),
];

/// What a member sees of the world while it is moved.
pub(crate) struct Tamper<'a> {
    pub(crate) fault: Option<Fault>,
    pub(crate) random: &'a mut Random,
    pub(crate) truth: &'a mut Truth,
    pub(crate) shared: &'a SharedRoom,
    pub(crate) counts: &'a mut BTreeMap<&'static str, u64>,
    /// A letter on its way to somebody else, if the fault is about that.
    pub(crate) stray: &'a mut Option<Event>,
    /// The host, if it lies.
    pub(crate) liar: &'a mut Option<Liar>,
}

impl Tamper<'_> {
    /// Notes that something happened that a run without trouble would not have.
    pub(crate) fn fired(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// A gap is told only where the host no longer keeps what was there or has lost it, or to who was away for long.
    pub(crate) fn check_gap(&self, had: Mark, upto: Seq) -> Law {
        let (floor, newest) = self.shared.with(|room| (room.log().floor(), room.log().appended().seq));
        let is_lost = had.seq > 0 && self.truth.event(had.seq).is_none_or(|event| event.mark() != had);
        match is_lost || upto < floor || newest > had.seq + NEWCOMER_EVENTS {
            true => Ok(()),
            false => {
                let why = format!("a gap from {} to {upto}, but kept from {floor} on", had.seq);
                Err(Property::OneOrder.broken(why))
            }
        }
    }

    /// What becomes of a request on its way to the host.
    pub(crate) fn up(&mut self, member: &Member, request: Request) -> Vec<Request> {
        match (self.fault, &request) {
            (Some(Fault::UnansweredDropped), Request::Say(draft))
                if member.sent.contains(&(member.life, draft.audience == Audience::Room, draft.nonce)) =>
            {
                Vec::new()
            }
            (Some(Fault::RepeatTaken), Request::Say(draft)) if self.random.chance(20) => {
                let again = renumbered(&member.identity, self.truth, draft, draft.nonce + 1);
                vec![request, Request::Say(again)]
            }
            _ => vec![request],
        }
    }

    /// What becomes of a delivery on its way to a member.
    pub(crate) fn down(&mut self, member: &Member, word: Delivery) -> Vec<Delivery> {
        if let Some(liar) = self.liar.as_mut() {
            return liar.tell(member, word, self.random);
        }
        match (self.fault, word) {
            (Some(Fault::PresenceLost), Delivery::Presence(part))
                if !part.whole && self.random.chance(30) =>
            {
                Vec::new()
            }
            (Some(Fault::PinnedLost), Delivery::Pinned(_)) => Vec::new(),
            (Some(Fault::AnswerLost), Delivery::Answer(_)) if self.random.chance(50) => Vec::new(),
            (Some(Fault::NonceSkipped), Delivery::Welcome(mut welcome)) if member.room.is_none() => {
                welcome.settled.room += 1;
                vec![Delivery::Welcome(welcome)]
            }
            (Some(Fault::EventSkipped), Delivery::Welcome(mut welcome))
                if member.room == Some(self.truth.room) =>
            {
                // The next event is left out by beginning behind it.
                if let Some(next) = self.truth.event(welcome.log.seq + 1) {
                    welcome.log = next.mark();
                }
                vec![Delivery::Welcome(welcome)]
            }
            (Some(Fault::EventSkipped), Delivery::Event(event)) if matches!(event.header.slot, Slot::Room { seq } if seq <= member.at.seq) => {
                Vec::new()
            }
            (Some(Fault::FrameTwice), Delivery::Event(event)) if self.random.chance(3) => {
                vec![Delivery::Event(event.clone()), Delivery::Event(event)]
            }
            (Some(Fault::SignaturesUnchecked), Delivery::Event(mut event)) if self.random.chance(3) => {
                event.body = Body::Present(Content { salt: [0; 16], bytes: "아니요".into() });
                vec![Delivery::Event(event)]
            }
            (Some(Fault::LetterToAThird), Delivery::Event(event)) => self.misdeliver(member, event),
            (_, word) => vec![word],
        }
    }

    /// What a member makes of an update.
    pub(crate) fn believed(&self, mut update: Update) -> Update {
        if let (Some(Fault::EditBelieved), Update::Event(event, _)) = (self.fault, &mut update)
            && let Some(Live::Reaction(Reaction { to, .. })) = Live::of(event)
            && let Some(line) = self.truth.event(to)
        {
            // As good as believing it: the change of somebody else passes for one of the line's author.
            let edit = Live::Edit(Edit { of: to, text: Text::parse("not mine").unwrap() });
            let content = Content { salt: [0; 16], bytes: edit.body() };
            (event.header.author, event.header.kind) = (line.header.author, Kind::EDIT);
            event.body = Body::Present(content);
        }
        update
    }

    /// Puts a letter of two others into this member's mailbox, chained as the host would.
    fn misdeliver(&mut self, member: &Member, event: Event) -> Vec<Delivery> {
        let is_letter = matches!(event.header.slot, Slot::Mail { .. });
        let strange = |letter: &Event| {
            let audience = letter.header.slot.audience();
            letter.header.author != member.key() && audience != Audience::Member(member.key())
        };
        if is_letter {
            *self.stray = Some(event.clone());
            return vec![Delivery::Event(event)];
        }
        let stray = self.stray.take_if(|letter| strange(letter) && member.letters.is_empty());
        let mut words = vec![Delivery::Event(event)];
        if let Some(Event { header, body, signature }) = stray
            && let Slot::Mail { to, .. } = header.slot
        {
            let slot = Slot::Mail { owner: member.key(), seq: 1, to, after: 0 };
            let header = Header { slot, previous: Mark::default().hash, ..header };
            words.push(Delivery::Event(Event { header, body, signature }));
        }
        words
    }
}

/// The same words under another nonce, signed by their author.
fn renumbered(author: &Identity, truth: &Truth, draft: &Draft, nonce: u64) -> Draft {
    let Draft { audience, seen, kind, content, .. } = draft.clone();
    author.draft(truth.room, Said { audience, nonce, seen, kind, content })
}

/// The key of the host of every simulated room.
pub(crate) fn host() -> Identity {
    Identity::from_seed([1; 32]).unwrap()
}

/// The key of a member by its number; the first is the host's own.
pub(crate) fn person(number: usize) -> Identity {
    Identity::from_seed([u8::try_from(number).unwrap() + 1; 32]).unwrap()
}
