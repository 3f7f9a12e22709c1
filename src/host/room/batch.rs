//! What the room appended and nobody has seen yet: taken out, kept, and then shown. Pure.
//!
//! One batch is out at a time. What is appended meanwhile is the next one, so batches form by themselves.

use std::sync::Arc;

use super::Room;
use crate::host::log::Portion;
use crate::wire::{Head, Mark, PublicKey, Seq};

/// The number of a batch; a later one has a higher number.
pub type BatchNumber = u64;

/// One copy of a whisper in one mailbox.
#[derive(Clone, Debug)]
pub struct Posted {
    /// In whose mailbox it lies.
    pub owner: PublicKey,
    /// Its place there.
    pub seq: Seq,
    /// Its whole frame.
    pub frame: Arc<[u8]>,
}

/// Everything appended since the batch before, in order.
#[derive(Debug, Default)]
pub struct Batch {
    number: BatchNumber,
    portion: Portion,
    letters: Vec<Posted>,
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
    /// Returns the frames of the public events, one after another.
    #[must_use]
    pub fn frames(&self) -> &[u8] {
        self.portion.frames()
    }

    /// Returns the letters.
    #[must_use]
    pub fn letters(&self) -> &[Posted] {
        &self.letters
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
}

impl Batches {
    pub(super) fn post(&mut self, posted: Posted) {
        self.letter_bytes += posted.frame.len();
        self.letters.push(posted);
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
        Some(Batch { number: self.batches.taken, portion: self.log.take(), letters })
    }

    /// Shows a batch to those who may read it; `head` is the host's word for [`Batch::newest`].
    pub fn publish(&mut self, batch: Batch, head: Option<Head>) -> Shown {
        self.batches.published = batch.number;
        for posted in &batch.letters {
            if let Some(member) = self.members.get_mut(&posted.owner) {
                member.mailbox.publish(posted.seq);
            }
        }
        let Some(head) = head else {
            return Shown::To(batch.letters.into_iter().map(|posted| posted.owner).collect());
        };
        if let Err(error) = self.log.publish(&batch.portion, head) {
            tracing::error!(%error, "head does not fit a frame");
        }
        Shown::All
    }

    /// Returns whether something was appended since the last batch was taken.
    #[must_use]
    pub fn has_open_batch(&self) -> bool {
        self.log.open_bytes() > 0 || !self.batches.letters.is_empty()
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
