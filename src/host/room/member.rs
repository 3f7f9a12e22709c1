//! What a room knows of one member. Pure.

use std::collections::VecDeque;
use std::time::Duration;

use super::SessionNumber;
use crate::host::limits::Bucket;
use crate::host::mailbox::{Mailbox, Places};
use crate::store::{LaneRecord, MemberRecord};
use crate::wire::limits::UNANSWERED;
use crate::wire::{Name, Nonce, Outcome, Rejection, Seq, Settled, Shelf};

/// One member, here or gone.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Name,
    /// The place of the last rename that was asked for in the room.
    pub(super) renamed: Seq,
    pub(super) session: Option<SessionNumber>,
    pub(super) mailbox: Mailbox,
    pub(super) messages: Bucket,
    pub(super) renames: Bucket,
    pub(super) gone_since: Option<Duration>,
    /// Lines of others that it gave back in this visit.
    pub(super) offers: u32,
    /// The room was told that the member came, and not that it went.
    pub(super) announced: bool,
    room: Lane,
    mail: Lane,
}

/// One shelf's nonces of one member.
#[derive(Debug, Default)]
struct Lane {
    settled: Nonce,
    /// The last outcomes, as many as may be asked for again.
    outcomes: VecDeque<Outcome>,
    /// The highest nonce that a line took which somebody else gave back.
    given_back: Nonce,
    /// Put off until it comes again; everything behind it is dropped meanwhile.
    put_off: bool,
}

/// What is to be done with a nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is the next: look at what it says.
    Next,
    /// It was settled before, like this.
    Before(Outcome),
    /// It stands behind one that was put off.
    Behind,
    /// It skips one, or was settled longer ago than anybody may ask.
    Broken,
}

impl Lane {
    fn restored(record: LaneRecord) -> Self {
        Self { settled: record.settled, outcomes: record.outcomes.into(), ..Self::default() }
    }

    fn record(&self) -> LaneRecord {
        LaneRecord { settled: self.settled, outcomes: self.outcomes.iter().cloned().collect() }
    }
}

impl Member {
    pub(super) fn new(name: Name, messages: Bucket, renames: Bucket) -> Self {
        Self {
            name,
            renamed: 0,
            session: None,
            mailbox: Mailbox::default(),
            messages,
            renames,
            gone_since: None,
            offers: 0,
            announced: false,
            room: Lane::default(),
            mail: Lane::default(),
        }
    }

    /// Goes on as the member that was kept.
    pub(super) fn restored(mut self, record: MemberRecord, mailbox: Mailbox) -> Self {
        let MemberRecord { renamed, room, mail, .. } = record;
        (self.room, self.mail) = (Lane::restored(room), Lane::restored(mail));
        (self.renamed, self.mailbox, self.gone_since) = (renamed, mailbox, Some(Duration::ZERO));
        self
    }

    /// Returns what is to be kept of the member, letters aside.
    pub(super) fn record(&self) -> MemberRecord {
        let Places { before, last, delivered } = self.mailbox.places();
        MemberRecord {
            name: self.name.clone(),
            renamed: self.renamed,
            room: self.room.record(),
            mail: self.mail.record(),
            letters_before: before,
            letters_last: last,
            delivered,
        }
    }

    pub(super) fn settled(&self) -> Settled {
        Settled { room: self.room.settled, mail: self.mail.settled }
    }

    /// A new session knows nothing of what was put off in the one before.
    pub(super) fn enter(&mut self, session: SessionNumber) {
        self.session = Some(session);
        (self.gone_since, self.offers) = (None, 0);
        (self.room.put_off, self.mail.put_off) = (false, false);
    }

    pub(super) fn turn(&mut self, shelf: Shelf, nonce: Nonce) -> Turn {
        let lane = self.lane(shelf);
        let next = lane.settled.saturating_add(1);
        if nonce == next {
            lane.put_off = false;
            return Turn::Next;
        }
        if nonce > next {
            return if lane.put_off { Turn::Behind } else { Turn::Broken };
        }
        let ago = usize::try_from(lane.settled - nonce).unwrap_or(usize::MAX);
        let outcome =
            lane.outcomes.len().checked_sub(ago.saturating_add(1)).and_then(|at| lane.outcomes.get(at));
        match outcome {
            Some(outcome) => Turn::Before(outcome.clone()),
            // Sent before its author could know that others were giving lines back.
            None if (1..=lane.given_back).contains(&nonce) => {
                Turn::Before(Outcome::Refused(Rejection::NonceUsed))
            }
            None => Turn::Broken,
        }
    }

    /// A line that somebody gives back takes this public nonce; those before it are used up.
    pub(super) fn skip_to(&mut self, nonce: Nonce) {
        while self.room.settled.saturating_add(1) < nonce {
            self.settle(Shelf::Room, Outcome::Refused(Rejection::NonceUsed));
        }
        self.room.given_back = nonce;
    }

    pub(super) fn settle(&mut self, shelf: Shelf, outcome: Outcome) {
        let lane = self.lane(shelf);
        lane.settled += 1;
        lane.outcomes.push_back(outcome);
        if lane.outcomes.len() > UNANSWERED {
            lane.outcomes.pop_front();
        }
    }

    pub(super) fn put_off(&mut self, shelf: Shelf) {
        self.lane(shelf).put_off = true;
    }

    fn lane(&mut self, shelf: Shelf) -> &mut Lane {
        match shelf {
            Shelf::Room => &mut self.room,
            Shelf::Mail => &mut self.mail,
        }
    }
}
