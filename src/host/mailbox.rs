//! A private shelf: the letters of one member, in and out. Pure.
//!
//! Dense numbers and a chain of its own, so that nobody else's numbers betray a letter. Like the log it
//! has two ends: what was put in, and what its owner sees. Bounded in bytes, with a share for each
//! sender; letters that their owner had make room for others.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::wire::limits::{MAILBOX_BYTES, MAILBOX_KEPT, MAILBOX_SENDER_BYTES};
use crate::wire::{CodecError, Delivery, Event, Mark, PublicKey, Seq, Slot, encode};

#[derive(Debug)]
struct Letter {
    frame: Arc<[u8]>,
    mark: Mark,
    after: Seq,
    sender: PublicKey,
    placed: Duration,
}

/// The letters of one member.
#[derive(Debug, Default)]
pub struct Mailbox {
    letters: VecDeque<Letter>,
    bytes: usize,
    /// What stands just before the oldest letter kept.
    before: Mark,
    last: Mark,
    /// The newest letter that its owner may see.
    published: Seq,
    /// The newest letter that its owner was sent.
    delivered: Seq,
}

/// What a mailbox is, beside the letters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What stands just before the oldest letter kept.
    pub before: Mark,
    /// The newest letter, kept or not.
    pub last: Mark,
    /// The newest letter that its owner was sent.
    pub delivered: Seq,
}

/// A letter as it was kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Who wrote it.
    pub sender: PublicKey,
    /// Its place and hash.
    pub mark: Mark,
    /// The public place after which it happened.
    pub after: Seq,
    /// Its whole frame.
    pub frame: Vec<u8>,
}

impl Mailbox {
    /// Fills a mailbox with what was kept; letters that do not follow one another are left out.
    #[must_use]
    pub fn restored(now: Duration, places: Places, letters: Vec<Kept>) -> Self {
        let mut mailbox = Self { before: places.before, delivered: places.delivered, ..Self::default() };
        mailbox.last = mailbox.before;
        for Kept { sender, mark, after, frame } in letters {
            if mark.seq == mailbox.last.seq.saturating_add(1) {
                mailbox.bytes += frame.len();
                mailbox.last = mark;
                mailbox.letters.push_back(Letter { frame: frame.into(), mark, after, sender, placed: now });
            }
        }
        if mailbox.last != places.last {
            // Without its last letter the chain goes on behind the gap that this leaves.
            mailbox.letters.clear();
            (mailbox.bytes, mailbox.before, mailbox.last) = (0, places.last, places.last);
        }
        mailbox.published = mailbox.last.seq;
        mailbox
    }

    /// Returns what the mailbox is, beside the letters in it.
    #[must_use]
    pub fn places(&self) -> Places {
        Places { before: self.before, last: self.last, delivered: self.delivered }
    }

    /// Returns the newest letter.
    #[must_use]
    pub fn last(&self) -> Mark {
        self.last
    }

    /// Returns what stands just before the oldest letter kept.
    #[must_use]
    pub fn before(&self) -> Mark {
        self.before
    }

    /// Returns what stands at a place: kept, or just before what is kept.
    #[must_use]
    pub fn mark(&self, seq: Seq) -> Option<Mark> {
        if seq == self.before.seq {
            return Some(self.before);
        }
        self.letters
            .get(usize::try_from(seq.checked_sub(self.before.seq)?.checked_sub(1)?).ok()?)
            .map(|l| l.mark)
    }

    /// Returns whether a letter of this size from this sender finds room, making some if that helps.
    pub fn has_room(&mut self, sender: &PublicKey, size: usize) -> bool {
        while self.bytes + size > MAILBOX_BYTES && self.before.seq < self.delivered {
            self.drop_oldest();
        }
        let unread = self.letters.iter().filter(|letter| letter.mark.seq > self.delivered);
        let share: usize =
            unread.filter(|letter| letter.sender == *sender).map(|letter| letter.frame.len()).sum();
        self.bytes + size <= MAILBOX_BYTES && share + size <= MAILBOX_SENDER_BYTES
    }

    /// Puts in a letter that follows [`Self::last`] and returns its frame; its owner does not see it yet.
    /// Ask [`Self::has_room`] before.
    ///
    /// # Errors
    /// [`CodecError`] when it does not fit a frame; nothing was put in.
    pub fn push(&mut self, now: Duration, event: Event) -> Result<Arc<[u8]>, CodecError> {
        let (mark, sender) = (event.mark(), event.header.author);
        let after = match event.header.slot {
            Slot::Mail { after, .. } => after,
            Slot::Room { seq } => seq,
        };
        let mut frame = Vec::new();
        encode(&Delivery::Event(event), &mut frame)?;
        self.bytes += frame.len();
        self.last = mark;
        let frame: Arc<[u8]> = frame.into();
        self.letters.push_back(Letter { frame: Arc::clone(&frame), mark, after, sender, placed: now });
        Ok(frame)
    }

    /// Shows the letters up to this place to their owner.
    pub fn publish(&mut self, upto: Seq) {
        self.published = self.published.max(upto);
    }

    /// Returns the newest place that the owner may see.
    #[must_use]
    pub fn published(&self) -> Seq {
        self.published
    }

    /// Appends letters after `place` to `out` that happened not after the public place `upto`, until
    /// `out` holds `bytes`; returns the newest appended.
    pub fn read(&mut self, place: Seq, upto: Seq, bytes: usize, out: &mut Vec<u8>) -> Seq {
        let skip = usize::try_from(place.saturating_sub(self.before.seq)).unwrap_or(usize::MAX);
        let mut at = place.max(self.before.seq);
        for letter in self.letters.iter().skip(skip) {
            if letter.mark.seq > self.published || letter.after > upto || out.len() >= bytes {
                break;
            }
            out.extend_from_slice(&letter.frame);
            at = letter.mark.seq;
        }
        self.delivered = self.delivered.max(at);
        at
    }

    /// Drops letters that waited for their owner longer than letters are kept.
    pub fn expire(&mut self, now: Duration) {
        while self.letters.front().is_some_and(|letter| now.saturating_sub(letter.placed) > MAILBOX_KEPT) {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        if let Some(letter) = self.letters.pop_front() {
            self.bytes = self.bytes.saturating_sub(letter.frame.len());
            self.before = letter.mark;
        }
    }
}
