//! What the room appended and nobody has seen yet: taken out, kept, and then shown. Pure.
//!
//! One batch is out at a time. What is appended meanwhile is the next one, so batches form by themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Room;
use crate::host::log::Portion;
use crate::store::{self, Change, Fact, LetterRow, Row};
use crate::wire::codec::canonical;
use crate::wire::{Head, Mark, PublicKey, Seq, Time};

/// The number of a batch; a later one has a higher number.
pub type BatchNumber = u64;

/// One copy of a whisper in one mailbox.
#[derive(Clone, Debug)]
pub struct Posted {
    /// In whose mailbox it lies.
    pub owner: PublicKey,
    /// Its place there.
    pub mark: Mark,
    /// The public place after which it happened.
    pub after: Seq,
    /// When it happened.
    pub time: Time,
    /// Its whole frame.
    pub frame: Arc<[u8]>,
}

/// Everything appended since the batch before, in order.
#[derive(Debug, Default)]
pub struct Batch {
    number: BatchNumber,
    portion: Portion,
    letters: Vec<Posted>,
    /// What else is to be kept: members, mailboxes, the topic, and what was said about lines.
    changes: Vec<Change>,
    /// Places whose bodies are erased when it is published.
    erased: Vec<Seq>,
}

/// Who can see something that they could not see before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Everybody.
    All,
    /// These members alone.
    To(Vec<PublicKey>),
}

impl Batch {
    /// Returns everything that is to be on the disk before the batch is published.
    #[must_use]
    pub fn to_keep(&self) -> store::Batch {
        let event = |(mark, time, frame): (Mark, Time, &[u8])| {
            Change::Event(Row { mark, time, frame: frame.to_vec() })
        };
        let letter = |letter: &Posted| {
            let Posted { owner, mark, after, time, frame } = letter;
            let row = Row { mark: *mark, time: *time, frame: frame.to_vec() };
            Change::Letter(LetterRow { owner: *owner, after: *after, row })
        };
        let changes = self.portion.events().map(event).chain(self.letters.iter().map(letter));
        store::Batch { changes: changes.chain(self.changes.iter().cloned()).collect() }
    }

    /// Returns the newest public event in it, which the batch's head names; letters need no head.
    #[must_use]
    pub fn newest(&self) -> Option<Mark> {
        self.portion.newest()
    }
}

/// The batch that is open, and how far those before it are.
#[derive(Debug, Default)]
pub(super) struct Batches {
    /// Letters since the last batch was taken.
    letters: Vec<Posted>,
    letter_bytes: usize,
    taken: BatchNumber,
    published: BatchNumber,
    /// Places whose bodies are to be erased.
    erased: Vec<Seq>,
    /// What changed beside events and letters, if anything of the room is kept at all.
    touched: Option<Touched>,
}

/// What is not the same as when it was kept last.
#[derive(Debug, Default)]
struct Touched {
    members: BTreeSet<PublicKey>,
    forgotten: Vec<PublicKey>,
    topic: bool,
    board: bool,
    /// What was said about lines.
    about: Vec<Change>,
}

impl Touched {
    fn is_empty(&self) -> bool {
        let facts = self.topic || self.board;
        self.members.is_empty() && self.forgotten.is_empty() && !facts && self.about.is_empty()
    }
}

impl Batches {
    pub(super) fn post(&mut self, posted: Posted) {
        self.letter_bytes += posted.frame.len();
        self.letters.push(posted);
    }

    /// Has members, mailboxes and topic kept from here on.
    pub(super) fn keep(&mut self) {
        self.touched.get_or_insert_default();
    }

    /// Returns whether anything of the room is kept.
    pub(super) fn keeps(&self) -> bool {
        self.touched.is_some()
    }

    /// A member is to be kept as it is when the batch is taken.
    pub(super) fn touch(&mut self, member: PublicKey) {
        if let Some(touched) = &mut self.touched {
            touched.members.insert(member);
        }
    }

    /// A member is no longer remembered.
    pub(super) fn forget(&mut self, member: PublicKey) {
        if let Some(touched) = &mut self.touched {
            touched.members.remove(&member);
            touched.forgotten.push(member);
        }
    }

    /// Something was said about a line.
    pub(super) fn note_about(&mut self, about: Change) {
        if let Some(touched) = &mut self.touched {
            touched.about.push(about);
        }
    }

    /// These bodies are to be erased together with whatever says so.
    pub(super) fn erase(&mut self, places: impl IntoIterator<Item = Seq>) {
        self.erased.extend(places);
    }

    /// The topic is to be kept as it is when the batch is taken.
    pub(super) fn touch_topic(&mut self) {
        if let Some(touched) = &mut self.touched {
            touched.topic = true;
        }
    }

    /// The board and its lines are to be kept as they are when the batch is taken.
    pub(super) fn touch_board(&mut self) {
        if let Some(touched) = &mut self.touched {
            touched.board = true;
        }
    }
}

impl Room {
    /// Takes what was appended, if there is something and no other batch is out.
    ///
    /// It is kept, and comes back by [`Self::publish`].
    #[must_use]
    pub fn take_batch(&mut self) -> Option<Batch> {
        if !self.has_open_batch() || self.batches.taken > self.batches.published {
            return None;
        }
        self.batches.taken += 1;
        self.batches.letter_bytes = 0;
        let letters = std::mem::take(&mut self.batches.letters);
        let changes = self.take_changes();
        let erased = std::mem::take(&mut self.batches.erased);
        Some(Batch { number: self.batches.taken, portion: self.log.take(), letters, changes, erased })
    }

    fn take_changes(&mut self) -> Vec<Change> {
        let Some(touched) = self.batches.touched.as_mut().map(std::mem::take) else { return Vec::new() };
        let mut changes: Vec<_> = touched.forgotten.into_iter().map(Change::Forget).collect();
        for key in touched.members {
            let Some(member) = self.members.get(&key) else { continue };
            let record = member.record();
            changes.push(Change::LettersUpTo(key, record.letters_before.seq));
            changes.push(Change::Member(key, Box::new(record)));
        }
        if touched.topic {
            let topic = self.topic.as_ref().map(canonical).unwrap_or_default();
            changes.push(Change::Fact(Fact::Topic, topic));
        }
        if touched.board {
            changes.push(Change::Fact(Fact::Board, canonical(&self.hung.board)));
            changes.push(Change::Fact(Fact::Pinned, self.hung.frames()));
        }
        changes.extend(touched.about);
        changes
    }

    /// Shows a batch to those who may read it; `head` is the host's word for [`Batch::newest`].
    pub fn publish(&mut self, batch: Batch, head: Option<Head>) -> Shown {
        self.batches.published = batch.number;
        for posted in &batch.letters {
            if let Some(member) = self.members.get_mut(&posted.owner) {
                member.mailbox.publish(posted.mark.seq);
            }
        }
        let Some(head) = head else {
            return Shown::To(batch.letters.into_iter().map(|posted| posted.owner).collect());
        };
        if let Err(error) = self.log.publish(&batch.portion, head) {
            tracing::error!(%error, "head does not fit a frame");
        }
        self.erase(&batch.erased);
        Shown::All
    }

    /// Returns whether something was appended since the last batch was taken.
    #[must_use]
    pub fn has_open_batch(&self) -> bool {
        let touched = self.batches.touched.as_ref().is_some_and(|touched| !touched.is_empty());
        self.log.open_bytes() > 0 || !self.batches.letters.is_empty() || touched
    }

    /// Returns whether everything appended was published.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.has_open_batch() && self.batches.taken == self.batches.published
    }

    /// Returns whether the room is closed and everything that was said before that is published.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.closing && self.is_settled()
    }

    /// Returns the batch with which everything appended up to now is published.
    #[must_use]
    pub fn open_batch(&self) -> BatchNumber {
        self.batches.taken + u64::from(self.has_open_batch())
    }

    /// Returns the newest batch that was published.
    #[must_use]
    pub fn published_batch(&self) -> BatchNumber {
        self.batches.published
    }

    /// Returns the bytes of the open batch.
    pub(super) fn open_bytes(&self) -> usize {
        self.log.open_bytes() + self.batches.letter_bytes
    }
}
