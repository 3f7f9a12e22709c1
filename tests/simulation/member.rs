//! One member: the real `Core` and `Timeline`, and a driver that the world moves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use maru::client::core::Core;
pub(crate) use maru::client::core::Line as Words;
use maru::client::error::Violation;
use maru::client::{ConnectError, Ticket, Timeline, Update};
use maru::identity::Identity;
use maru::wire::{
    Audience, Closed, Content, Decoder, Delivery, Event, Hash, Kind, Mark, Name, Now, Outcome, Preamble,
    PublicKey, Request, RoomId, Seq, encode, text_of,
};

use crate::fault::{Fault, Tamper};
use crate::keep::Keep;
use crate::line::LineRef;
use crate::note::Said;
use crate::property::{Law, Property};
use crate::random::Random;
use crate::truth::Truth;

pub(crate) struct Member {
    pub(crate) identity: Arc<Identity>,
    pub(crate) name: Name,
    pub(crate) core: Core,
    pub(crate) keep: Option<Keep>,
    pub(crate) timeline: Timeline,
    pub(crate) line: Option<LineRef>,
    decoder: Decoder,
    greeted: bool,
    /// What it said, in this life and before.
    pub(crate) ledger: Vec<Said>,
    pub(crate) tickets: BTreeMap<Ticket, usize>,
    pub(crate) life: u32,
    /// The room it is in, the newest place it was told, and all of them.
    pub(crate) room: Option<RoomId>,
    pub(crate) at: Mark,
    pub(crate) seen: BTreeMap<Seq, Hash>,
    pub(crate) letters: Vec<Event>,
    /// What it was told that the host has lost, and what of that it had when the host came back without it.
    pub(crate) lost: Vec<Event>,
    pub(crate) owed: Vec<Event>,
    /// Frames said over the link in use, for saying them twice; and the highest nonces ever sent.
    pub(crate) said_here: Vec<(Seq, Vec<u8>)>,
    pub(crate) sent: BTreeSet<(u32, bool, Seq)>,
    /// Does not read before this moment.
    pub(crate) deaf_until: Duration,
    /// Its disk takes nothing before this moment.
    pub(crate) trouble_until: Option<Duration>,
    /// Is not started before this moment.
    pub(crate) away_until: Duration,
    pub(crate) ended: Option<ConnectError>,
    /// Leaves as soon as it came in.
    pub(crate) restless: bool,
    /// Its links lead to the other history of a host that shows two.
    pub(crate) is_astray: bool,
}

impl Member {
    pub(crate) fn new(identity: Arc<Identity>, name: Name) -> Self {
        Self {
            core: Core::new(Arc::clone(&identity), name.clone()),
            keep: None,
            identity,
            name,
            timeline: Timeline::new(),
            line: None,
            decoder: Decoder::new(),
            greeted: false,
            ledger: Vec::new(),
            tickets: BTreeMap::new(),
            life: 0,
            room: None,
            at: Mark::default(),
            seen: BTreeMap::new(),
            letters: Vec::new(),
            lost: Vec::new(),
            owed: Vec::new(),
            said_here: Vec::new(),
            sent: BTreeSet::new(),
            deaf_until: Duration::ZERO,
            trouble_until: None,
            away_until: Duration::ZERO,
            ended: None,
            restless: false,
            is_astray: false,
        }
    }

    pub(crate) fn key(&self) -> PublicKey {
        self.identity.public()
    }

    /// Begins another life: the same key, and what is on its disk, if it has one; no other memory.
    pub(crate) fn begin_again(&mut self, now: Now) {
        self.core = Core::new(Arc::clone(&self.identity), self.name.clone());
        self.timeline = Timeline::new();
        self.tickets.clear();
        self.life += 1;
        (self.room, self.at, self.ended) = (None, Mark::default(), None);
        self.forget();
        self.owed.retain(|event| self.keep.as_ref().is_some_and(|keep| keep.holds(&event.mark())));
        self.line = None;
        if let Some(keep) = &mut self.keep {
            keep.die();
            keep.start(&mut self.core, now);
        }
    }

    /// Nothing told before is of the room that it is in.
    pub(crate) fn forget(&mut self) {
        self.seen.clear();
        self.letters.clear();
        self.lost.clear();
    }

    /// The host has lost something: whoever still has it has to bring it back, or to show it.
    pub(crate) fn owe(&mut self, truth: &Truth) {
        let has = |event: &Event| {
            let mark = event.mark();
            let is_kept = self.keep.as_ref().is_some_and(|keep| keep.holds(&mark));
            is_kept || self.seen.get(&mark.seq) == Some(&mark.hash) || self.letters.contains(event)
        };
        self.owed = truth.undone.iter().filter(|event| has(event)).cloned().collect();
    }

    pub(crate) fn say(&mut self, now: Now, words: Words, salt: u8) {
        let Words { audience, kind, body } = words.clone();
        let text = text_of(kind, &body).unwrap_or_default();
        let ticket = self.core.say(now, words, [salt; 16]);
        self.tickets.insert(ticket, self.ledger.len());
        let life = self.life;
        self.ledger.push(Said {
            life,
            text,
            content: Content { salt: [salt; 16], bytes: body },
            kind,
            audience,
            told: 0,
            refused: 0,
            is_refused: false,
            is_lost: false,
            is_over: false,
            room: None,
        });
    }

    pub(crate) fn connect(&mut self, now: Now, host: PublicKey, line: LineRef) {
        self.core.handle_connected(now, host);
        (self.decoder, self.greeted) = (Decoder::new(), false);
        self.said_here.clear();
        let mut bytes = Vec::new();
        encode(&Preamble::ours(), &mut bytes).unwrap();
        line.borrow_mut().up.extend_from_slice(&bytes);
        self.line = Some(line);
    }

    /// Takes bytes as they arrived, as the driver does.
    pub(crate) fn read(&mut self, now: Now, bytes: &[u8], world: &mut Tamper<'_>) -> Law {
        self.decoder.feed(bytes);
        if !self.greeted {
            let theirs = self
                .decoder
                .poll_message::<Preamble>()
                .map_err(|error| Property::Rules.broken(error.to_string()))?;
            let Some(theirs) = theirs else { return Ok(()) };
            Preamble::ours().agree(&theirs).map_err(|error| Property::Rules.broken(error.to_string()))?;
            self.greeted = true;
            self.decoder.signed_in();
        }
        while self.core.has_link() {
            let word = self
                .decoder
                .poll_message::<Delivery>()
                .map_err(|error| Property::Rules.broken(error.to_string()))?;
            let Some(word) = word else { break };
            self.judge(&word, world)?;
            for word in world.down(self, word) {
                if let Err(wrong) = self.handle(now, word, world) {
                    return self.wronged(now, wrong, world);
                }
            }
        }
        match self.core.handle_read() {
            Ok(()) => Ok(()),
            Err(wrong) => self.wronged(now, wrong, world),
        }
    }

    /// Checks and handles a word, as the driver does.
    fn handle(&mut self, now: Now, word: Delivery, world: &Tamper<'_>) -> Result<(), Violation> {
        if let Delivery::Event(event) = &word
            && world.fault != Some(Fault::SignaturesUnchecked)
            && world.truth.event(event.header.slot.seq()) != Some(event)
            && event.verify().is_err()
        {
            return Err(Violation::Forged);
        }
        if let (Some(room), Some(keep)) = (self.core.room_entered(&word), &mut self.keep) {
            keep.enter(room, &mut self.core, now);
        }
        self.core.handle_message(now, word)
    }

    /// Moves what is on its way to the disk, and what is asked of it.
    pub(crate) fn keep(&mut self, now: Now, world: &mut Tamper<'_>) -> Law {
        let Some(keep) = &mut self.keep else { return Ok(()) };
        match keep.step(&mut self.core, now) {
            Ok(()) => Ok(()),
            Err(wrong) => self.wronged(now, wrong, world),
        }
    }

    /// The host broke the protocol: only a liar may.
    fn wronged(&mut self, now: Now, wrong: Violation, world: &mut Tamper<'_>) -> Law {
        match world.liar.as_mut().filter(|liar| liar.may_be_found(self.key(), wrong)) {
            Some(liar) => liar.found = Some(wrong),
            None => {
                let property = match wrong {
                    Violation::BrokenChain => Property::OneOrder,
                    _ => Property::Rules,
                };
                let why = format!("the host broke the protocol with {}: {wrong}", self.name);
                return Err(property.broken(why));
            }
        }
        self.core.handle_disconnected(now, ConnectError::Violation(wrong), 0);
        Ok(())
    }

    /// Looks at a word before anybody could have changed it.
    fn judge(&mut self, word: &Delivery, world: &mut Tamper<'_>) -> Law {
        match word {
            Delivery::Answer(answer) => {
                if let Outcome::Refused(_) = answer.outcome {
                    world.truth.refused.insert((self.key(), answer.shelf, answer.nonce));
                }
                if let Outcome::Later { .. } = answer.outcome {
                    world.fired("asked to wait");
                }
            }
            Delivery::Closed(Closed::BrokenRule) => {
                return Err(Property::Rules.broken(format!("{} is said to have broken a rule", self.name)));
            }
            Delivery::Gap(_) => world.fired("gap on the way"),
            Delivery::Event(event) => match event.header.kind {
                Kind::EDIT => world.fired("told of a change"),
                Kind::DELETE => world.fired("told of a deletion"),
                Kind::REACTION => world.fired("told of a reaction"),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Hands what the core wants said to the link.
    pub(crate) fn transmit(&mut self, now: Now, random: &mut Random, world: &mut Tamper<'_>) -> Law {
        while self.line.as_ref().is_some_and(|line| line.borrow().up.len() < 64 * 1024)
            && let Some(request) = self.core.poll_transmit(now)
        {
            if let (Request::Say(draft), Some(keep)) = (&request, &self.keep) {
                keep.check(draft).map_err(|broken| broken.of(&self.name))?;
            }
            for request in world.up(self, request) {
                self.put_on_line(&request, random, world);
            }
        }
        Ok(())
    }

    fn put_on_line(&mut self, request: &Request, random: &mut Random, world: &mut Tamper<'_>) {
        let mut bytes = Vec::new();
        encode(request, &mut bytes).unwrap();
        let mut all = bytes.clone();
        if let Request::Say(draft) = request {
            let room = draft.audience == Audience::Room;
            if !self.sent.insert((self.life, room, draft.nonce)) {
                world.fired("line said again");
            }
            if random.chance(5) {
                world.fired("frame doubled at once");
                all.extend_from_slice(&bytes);
            }
            self.said_here.push((draft.nonce, bytes));
        }
        if let Some(line) = &self.line {
            line.borrow_mut().up.extend_from_slice(&all);
        }
    }

    /// Takes in what the core tells; every update is held against the truth.
    pub(crate) fn collect(&mut self, world: &mut Tamper<'_>) -> Law {
        while let Some(update) = self.core.poll_update() {
            if world.fault == Some(Fault::LossUntold) && matches!(update, Update::Restored { .. }) {
                continue;
            }
            self.note(&update, world)?;
            let update = world.believed(update);
            self.timeline.apply(update);
        }
        Ok(())
    }
}
