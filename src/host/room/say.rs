//! What a member may say, and where it goes. Pure.

use std::time::Duration;

use super::batch::Posted;
use super::board::is_of_board;
use super::member::Turn;
use super::{BrokenRule, Room};
use crate::wire::limits;
use crate::wire::{
    Audience, Body, Draft, Event, Header, Kind, Mark, Name, Nonce, Now, Outcome, PublicKey, Rejection, Shelf,
    SignedDraft, Slot, Text, Topic,
};

/// What came of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// It stands in the room; its event is the answer.
    InRoom,
    /// It lies in the mailboxes of both; the copies are the answer.
    InMail,
    /// Its sender is to be answered.
    Answer(Outcome),
    /// It is dropped without a word: it stands behind one that was put off, its event is on the way, or
    /// the room is closing.
    Dropped,
}

/// Why a draft does not go where it should.
pub(super) enum Stop {
    Refused(Rejection),
    Later(Duration),
}

impl From<Rejection> for Stop {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl Room {
    /// A member says something.
    ///
    /// # Errors
    /// [`BrokenRule`] when its nonce skips one, or its author is no member.
    pub fn say(&mut self, now: Now, signed: &SignedDraft) -> Result<Came, BrokenRule> {
        let (author, draft) = (signed.author(), signed.draft());
        if self.closing {
            return Ok(Came::Dropped);
        }
        self.hand.set(now.ticks);
        if let Some(said) = self.turn(&author, draft.audience, draft.nonce)? {
            return Ok(said);
        }
        match self.place(now, author, draft) {
            Ok(said) => Ok(said),
            Err(Stop::Refused(rejection)) => self.settle(&author, draft.audience, rejection),
            Err(Stop::Later(wait)) => {
                let member = self.members.get_mut(&author).ok_or(BrokenRule)?;
                member.put_off(draft.audience.shelf());
                // Rounded up, so that it is not put off again for a fraction.
                let milliseconds = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX).saturating_add(1);
                Ok(Came::Answer(Outcome::Later { milliseconds }))
            }
        }
    }

    /// A member said something under a signature that is not its own.
    ///
    /// # Errors
    /// [`BrokenRule`] when its nonce skips one, or its author is no member.
    pub fn refuse(
        &mut self,
        author: &PublicKey,
        audience: Audience,
        nonce: Nonce,
    ) -> Result<Came, BrokenRule> {
        match self.turn(author, audience, nonce)? {
            Some(said) => Ok(said),
            None => self.settle(author, audience, Rejection::BadSignature),
        }
    }

    /// Returns what came of a nonce already, or nothing if it is the next.
    fn turn(
        &mut self,
        author: &PublicKey,
        audience: Audience,
        nonce: Nonce,
    ) -> Result<Option<Came>, BrokenRule> {
        let published = self.log.published().seq;
        let member = self.members.get_mut(author).ok_or(BrokenRule)?;
        let published = match audience.shelf() {
            Shelf::Room => published,
            Shelf::Mail => member.mailbox.published(),
        };
        match member.turn(audience.shelf(), nonce) {
            Turn::Next => Ok(None),
            // Nobody is told that a line stands before it is kept; its own event will tell.
            Turn::Before(Outcome::Accepted(seq)) if seq > published => Ok(Some(Came::Dropped)),
            Turn::Before(outcome) => Ok(Some(Came::Answer(outcome))),
            Turn::Behind => Ok(Some(Came::Dropped)),
            Turn::Broken => Err(BrokenRule),
        }
    }

    fn settle(&mut self, author: &PublicKey, audience: Audience, why: Rejection) -> Result<Came, BrokenRule> {
        let outcome = Outcome::Refused(why);
        let member = self.members.get_mut(author).ok_or(BrokenRule)?;
        member.settle(audience.shelf(), outcome.clone());
        self.batches.touch(*author);
        Ok(Came::Answer(outcome))
    }

    fn place(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        // Somebody gave it back under the nonce that it had before this host was put back.
        if draft.kind.is_line()
            && draft.audience == Audience::Room
            && !self.given_back.is_empty()
            && self.given_back.has(&draft.content.hash())
        {
            return Err(Rejection::Unchanged.into());
        }
        match (draft.kind, draft.audience) {
            (Kind::CHAT | Kind::ACTION, Audience::Room) => {
                check_text(draft)?;
                let text = draft.content.text().ok_or(Rejection::BadText)?;
                let calls = self.check_call(now, &author, text)?;
                self.take_message(&author)?;
                let came = self.place_in_room(now, author, draft)?;
                if calls {
                    self.called = Some(now.ticks);
                }
                Ok(came)
            }
            (Kind::REPLY | Kind::EDIT | Kind::DELETE | Kind::REACTION | Kind::PIN, Audience::Room) => {
                self.place_live(now, author, draft)
            }
            (Kind::NOTICE, Audience::Room) => self.place_notice(now, author, draft),
            (Kind::TOPIC, Audience::Room) => self.place_topic(now, author, draft),
            (Kind::RENAME, Audience::Room) => self.place_rename(now, author, draft),
            (Kind::WHISPER, Audience::Member(to)) => {
                check_text(draft)?;
                self.place_whisper(now, author, to, draft)
            }
            _ => Err(Rejection::UnknownKind.into()),
        }
    }

    fn place_topic(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        if author != self.charter.host {
            return Err(Rejection::NotAllowed.into());
        }
        let text = draft.content.text().ok_or(Rejection::BadText)?;
        let topic = Topic::parse(text).map_err(|_| Rejection::BadText)?;
        if topic.as_str() != text {
            return Err(Rejection::BadText.into());
        }
        self.take_message(&author)?;
        let said = self.place_in_room(now, author, draft)?;
        self.topic = Some(topic).filter(|topic| !topic.is_empty());
        self.batches.touch_topic();
        Ok(said)
    }

    fn place_rename(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        let text = draft.content.text().ok_or(Rejection::BadName)?;
        let name = Name::parse(text).map_err(|_| Rejection::BadName)?;
        if name.as_str() != text {
            return Err(Rejection::BadName.into());
        }
        let skeleton = name.skeleton();
        if self.is_taken(&skeleton, &author) {
            let suggestion = name.suggest(|other| self.is_taken(other, &author));
            return Err(Rejection::NameTaken { suggestion }.into());
        }
        let member = self.members.get_mut(&author).ok_or(Rejection::NoSuchMember)?;
        member.renames.take(&self.hand).map_err(Stop::Later)?;
        let old = member.name.skeleton();
        let said = self.place_in_room(now, author, draft)?;
        self.names.remove(&old);
        self.names.insert(skeleton, author);
        let place = self.log.appended().seq;
        if let Some(member) = self.members.get_mut(&author) {
            (member.name, member.renamed) = (name, place);
        }
        self.roster.touch(&author);
        Ok(said)
    }

    pub(super) fn place_in_room(&mut self, now: Now, author: PublicKey, draft: &Draft) -> Result<Came, Stop> {
        let name =
            self.members.get(&author).map(|member| member.name.clone()).ok_or(Rejection::NoSuchMember)?;
        let header = self.header(now, author, name, draft);
        let event = Event { header, body: Body::Present(draft.content.clone()), signature: draft.signature };
        let body = event.header.body;
        let hangs = is_of_board(draft.kind).then(|| event.clone());
        let mark = self.log.append(event).map_err(|_| Rejection::BadText)?;
        self.bodies.note(body);
        if let Some(event) = hangs {
            self.hang(&event);
        }
        if let Some(member) = self.members.get_mut(&author) {
            member.settle(draft.audience.shelf(), Outcome::Accepted(mark.seq));
            self.batches.touch(author);
        }
        Ok(Came::InRoom)
    }

    fn place_whisper(
        &mut self,
        now: Now,
        author: PublicKey,
        to: PublicKey,
        draft: &Draft,
    ) -> Result<Came, Stop> {
        if to == author {
            return Err(Rejection::ToYourself.into());
        }
        let size = draft.content.bytes.len() + ENVELOPE;
        for owner in [to, author] {
            let mailbox = &mut self.members.get_mut(&owner).ok_or(Rejection::NoSuchMember)?.mailbox;
            mailbox.expire(now.ticks);
            if !mailbox.has_room(&author, size) {
                return Err(Rejection::MailboxFull.into());
            }
        }
        self.take_message(&author)?;
        self.deliver(now, to, author, draft)?;
        let own = self.deliver(now, author, author, draft)?;
        if let Some(member) = self.members.get_mut(&author) {
            member.settle(draft.audience.shelf(), Outcome::Accepted(own.seq));
        }
        Ok(Came::InMail)
    }

    /// Puts one copy of a whisper into one mailbox.
    fn deliver(
        &mut self,
        now: Now,
        owner: PublicKey,
        author: PublicKey,
        draft: &Draft,
    ) -> Result<Mark, Stop> {
        let Audience::Member(to) = draft.audience else { return Err(Rejection::UnknownKind.into()) };
        let name =
            self.members.get(&author).map(|member| member.name.clone()).ok_or(Rejection::NoSuchMember)?;
        let after = self.log.appended().seq;
        let public = self.header(now, author, name, draft);
        let mailbox = &mut self.members.get_mut(&owner).ok_or(Rejection::NoSuchMember)?.mailbox;
        let Mark { seq, hash } = mailbox.last();
        let slot = Slot::Mail { owner, seq: seq.saturating_add(1), to, after };
        let header = Header { slot, previous: hash, ..public };
        let event = Event { header, body: Body::Present(draft.content.clone()), signature: draft.signature };
        let (mark, time) = (event.mark(), event.header.time);
        let frame = mailbox.push(now.ticks, event).map_err(|_| Rejection::BadText)?;
        self.batches.post(Posted { owner, mark, after, time, frame });
        self.batches.touch(owner);
        Ok(mark)
    }

    /// Takes one out of a member's share, if the open batch has room for what is said at all.
    pub(super) fn take_message(&self, author: &PublicKey) -> Result<(), Stop> {
        if self.open_bytes() >= limits::BATCH_BYTES {
            return Err(Stop::Later(limits::BATCH_PAUSE));
        }
        let member = self.members.get(author).ok_or(Rejection::NoSuchMember)?;
        member.messages.take(&self.hand).map_err(Stop::Later)
    }
}

/// Bytes that an envelope adds to a body at most: 32-byte keys and hashes, a signature, a name, numbers.
const ENVELOPE: usize = 512;

/// A text must be in the one form that cleaning gives.
pub(super) fn check_text(draft: &Draft) -> Result<(), Rejection> {
    let text = draft.content.text().ok_or(Rejection::BadText)?;
    match Text::parse(text) {
        Ok(clean) if clean.as_str() == text => Ok(()),
        Ok(_) | Err(_) => Err(Rejection::BadText),
    }
}
