//! Who may come in, and from which place they read. Pure.

use super::member::Member;
use super::{BatchNumber, Caller, Reader, Room, SessionNumber};
use crate::wire::limits;
use crate::wire::{Board, Hello, Kind, Mark, Name, Now, PresenceState, PublicKey, Refusal, Resume, Welcome};

/// A member that was let in.
#[derive(Debug)]
pub struct Admission {
    /// The session's number.
    pub session: SessionNumber,
    /// The session of the same key that has to end.
    pub replaced: Option<SessionNumber>,
    /// What the member is told first, as soon as the batch is published.
    pub welcome: Welcome,
    /// The batch that holds the newest of what the welcome speaks of.
    pub batch: BatchNumber,
    /// Frames of the membership snapshot.
    pub members: Vec<u8>,
    /// What hangs on the board, told after the members.
    pub board: Board,
    /// The offset in the byte log at which reading begins.
    pub offset: u64,
    /// The places on everything else.
    pub reader: Reader,
}

/// Why somebody is not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denied {
    /// For this reason.
    Refused(Refusal),
    /// The same key is here over a link that began later.
    Older,
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Room {
    /// Somebody wants to come in; the same key again is a return, not an arrival. A member who dials again may be heard
    /// late over the link that it gave up: that one takes no seat from the link that began after it.
    ///
    /// # Errors
    /// [`Denied`]; nothing has changed.
    pub fn admit(&mut self, now: Now, caller: Caller, hello: &Hello) -> Result<Admission, Denied> {
        let Caller { key, link: session } = caller;
        if self.session(&key).is_some_and(|current| current > session) {
            return Err(Denied::Older);
        }
        self.hand.set(now.ticks);
        let name = self.wanted(&key, hello);
        self.check(&key, &name)?;
        self.seat(now, key, name)?;
        let lined = self.is_lined();
        let arrived = !self.presence.has(&key);
        if self.presence.set(now.ticks, key, PresenceState::Here) {
            self.schedule(now);
        }
        let announced = self.members.get(&key).is_some_and(|member| member.announced);
        if arrived && lined && !announced {
            self.passage(now, Kind::ARRIVAL, &key);
        }
        let replaced = self.members.get_mut(&key).and_then(|member| {
            let replaced = member.session;
            member.enter(session);
            replaced
        });
        let member = self.members.get(&key).ok_or(Refusal::Closing)?;
        let (welcome, mail) = self.welcome(now, member, hello.resume);
        let reader = Reader { member: key, mail: mail.seq, upto: welcome.log.seq, presence: None, pinned: 0 };
        let offset = self.log.offset_after(welcome.log.seq).unwrap_or_else(|| self.log.published_end());
        let (batch, members) = (self.open_batch(), self.roster.frames(&self.members));
        let board = self.hung.board.clone();
        Ok(Admission { session, replaced, welcome, batch, members, board, offset, reader })
    }

    /// Returns the name that somebody means to have: a member who has not heard yet of its own rename
    /// does not mean to undo it.
    fn wanted(&self, key: &PublicKey, hello: &Hello) -> Name {
        let resume = hello.resume.filter(|resume| resume.room == self.id);
        match (self.members.get(key), resume) {
            (Some(member), Some(resume)) if resume.log.seq < member.renamed => member.name.clone(),
            _ => hello.name.clone(),
        }
    }

    fn check(&self, key: &PublicKey, name: &Name) -> Result<(), Refusal> {
        if self.closing {
            return Err(Refusal::Closing);
        }
        if self.is_taken(&name.skeleton(), key) {
            let suggestion = name.suggest(|other| self.is_taken(other, key));
            return Err(Refusal::NameTaken { suggestion });
        }
        let (present, allowed) =
            (u32::try_from(self.presence.len()).unwrap_or(u32::MAX), self.settings.members_max);
        // Who is only reconnecting has kept the seat, and the host always has one.
        if present >= allowed && !self.presence.has(key) && *key != self.charter.host {
            return Err(Refusal::Full { present, allowed });
        }
        Ok(())
    }

    /// Makes a member of the key, or finds the one it is, under this name.
    fn seat(&mut self, now: Now, key: PublicKey, name: Name) -> Result<(), Refusal> {
        let returning = self.members.contains_key(&key);
        if !returning {
            self.forget_longest_gone();
            let member = self.new_member(name.clone());
            self.members.insert(key, member);
        }
        let Some(member) = self.members.get_mut(&key) else { return Err(Refusal::Closing) };
        let (renamed, announced) = (member.name != name, member.announced);
        if (renamed || !self.presence.has(&key))
            && let Err(wait) = member.renames.take(&self.hand)
        {
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            return Err(Refusal::TooOften { seconds });
        }
        self.names.remove(&member.name.skeleton());
        member.name = name.clone();
        self.names.insert(name.skeleton(), key);
        if renamed || !returning {
            self.batches.touch(key);
            self.roster.touch(&key);
        }
        if returning && renamed && (self.presence.has(&key) || announced) {
            // The arrival that others had told them the old name; they are told the one it is from here on.
            self.passage(now, Kind::ARRIVAL, &key);
        }
        Ok(())
    }

    /// A room does not remember members without end.
    fn forget_longest_gone(&mut self) {
        if self.members.len() < limits::MEMBERS_REMEMBERED {
            return;
        }
        let gone = self.members.iter().filter_map(|(key, member)| Some((member.gone_since?, *key)));
        if let Some((_, key)) = gone.min()
            && let Some(member) = self.members.remove(&key)
        {
            self.names.remove(&member.name.skeleton());
            self.batches.forget(key);
            self.roster.touch(&key);
        }
    }

    fn welcome(&self, now: Now, member: &Member, resume: Option<Resume>) -> (Welcome, Mark) {
        let resume = resume.filter(|resume| resume.room == self.id);
        let log = resume.map_or_else(|| self.newcomers_mark(), |resume| self.resume_mark(resume.log));
        let known = |mail: &Mark| member.mailbox.mark(mail.seq) == Some(*mail);
        let mail = resume.map(|resume| resume.mail).filter(known).unwrap_or_else(|| member.mailbox.before());
        let welcome = Welcome {
            charter: self.charter.clone(),
            room_name: self.settings.name.clone(),
            name: member.name.clone(),
            time: now.wall,
            snapshot: self.log.appended(),
            floor: self.floor(),
            log,
            mail,
            settled: member.settled(),
            topic: self.topic.clone(),
            members: u32::try_from(self.members.len()).unwrap_or(u32::MAX),
            allowance: self.allowance(),
        };
        (welcome, mail)
    }

    /// A newcomer is told the last few events at once.
    fn newcomers_mark(&self) -> Mark {
        let (newest, floor) = (self.log.appended().seq, self.log.floor());
        let place = newest.saturating_sub(limits::NEWCOMER_EVENTS).max(floor.saturating_sub(1));
        // What is not published yet has no mark to begin at.
        self.log.mark(place).unwrap_or_else(|| self.log.published())
    }

    /// A returning member goes on where it was; one who was away for long begins as a newcomer does, and what lies
    /// between comes in pages when somebody looks.
    fn resume_mark(&self, had: Mark) -> Mark {
        let missed = self.log.appended().seq.saturating_sub(had.seq);
        match self.log.mark(had.seq) {
            Some(mark) if mark == had && missed <= limits::NEWCOMER_EVENTS => mark,
            Some(_) | None => self.newcomers_mark(),
        }
    }
}
