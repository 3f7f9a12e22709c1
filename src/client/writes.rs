//! What a member wants kept, in order, and how far it is kept. Pure.

use std::collections::VecDeque;

use crate::store::{Change, LetterRow};
use crate::wire::limits::{LETTERS_OWED, OUTBOX_LINES, RESTORES};
use crate::wire::{Mark, Seq};

/// Own lines remembered after they went: all that can have lain on a disk when it failed, and as many typed since.
const GONE: usize = 2 * OUTBOX_LINES;

/// Changes on their way to the disk, numbered from 1 in the order in which they happened.
///
/// Without a store nothing is queued and everything counts as kept: nobody waits for a disk that is not there.
#[derive(Debug, Default)]
pub struct Writes {
    is_on: bool,
    queue: VecDeque<Change>,
    pushed: u64,
    kept: u64,
    /// The highest number of an own line on the disk.
    key: u64,
    /// Own lines that were to go from the disk last.
    gone: VecDeque<u64>,
    /// Letters that are not on the disk yet, oldest first, by the numbers of their changes.
    letters: VecDeque<(u64, LetterRow)>,
    /// The disk missed the first of them: the others wait behind it, so that letters lie there in one piece.
    lacks_letters: bool,
    /// It missed more than are held: no letter behind those is written.
    is_cut: bool,
    /// What was set aside last, by the numbers of the changes, until the disk has it.
    asides: Vec<(u64, Change)>,
    /// The disk missed them: what follows has no place there before.
    lacks_asides: bool,
}

impl Writes {
    /// Begins to queue what happens, for a copy whose own lines have numbers up to `key`. What was queued for another copy
    /// must have been taken before.
    pub fn begin(&mut self, key: u64) {
        (self.is_on, self.key) = (true, key);
        (self.lacks_letters, self.is_cut, self.lacks_asides) = (false, false, false);
        self.gone.clear();
        self.letters.clear();
        self.asides.clear();
    }

    /// Returns a number that no own line on the disk has.
    pub fn next_key(&mut self) -> u64 {
        self.key = self.key.saturating_add(1);
        self.key
    }

    /// Returns whether anything is kept at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Takes a change in; returns its number, or 0 if it need not be waited for.
    pub fn push(&mut self, change: Change) -> u64 {
        if !self.is_on {
            return 0;
        }
        if std::mem::take(&mut self.lacks_asides) {
            std::mem::take(&mut self.asides).into_iter().for_each(|(_, change)| self.set_aside(change));
        }
        if let Change::OutboxDone(key) = &change {
            self.gone.push_back(*key);
            if self.gone.len() > GONE {
                self.gone.pop_front();
            }
        }
        self.queue.push_back(change);
        self.pushed += 1;
        self.pushed
    }

    /// Takes a letter in. It is written unless one before it is still to be.
    pub fn push_letter(&mut self, letter: LetterRow) {
        self.is_cut |= self.lacks_letters && self.letters.len() >= LETTERS_OWED;
        if !self.is_on || self.is_cut {
            return;
        }
        let number = if self.lacks_letters { u64::MAX } else { self.push(Change::Letter(letter.clone())) };
        self.letters.push_back((number, letter));
    }

    /// Writes the letters once more that the disk missed, and those behind them; returns the place of the last.
    pub fn write_letters_again(&mut self) -> Option<Mark> {
        let last = self.letters.back().filter(|_| self.lacks_letters).map(|(_, letter)| letter.row.mark);
        for (_, letter) in std::mem::take(&mut self.letters) {
            let number = self.push(Change::Letter(letter.clone()));
            self.letters.push_back((number, letter));
        }
        self.lacks_letters = self.is_cut;
        last
    }

    /// Letters after this place are none any more.
    pub fn drop_letters_after(&mut self, seq: Seq) {
        self.letters.retain(|(_, letter)| letter.row.mark.seq <= seq);
    }

    /// Returns whether the disk lacks a letter that was told, so that no place behind it may be kept.
    #[must_use]
    pub fn lacks_letter(&self) -> bool {
        self.lacks_letters
    }

    /// Takes in a change that sets something aside; it is made before any other, if the disk misses it.
    pub fn set_aside(&mut self, change: Change) {
        let number = self.push(change.clone());
        if self.is_on && self.asides.len() < usize::try_from(RESTORES).unwrap_or(usize::MAX) {
            self.asides.push((number, change));
        }
    }

    /// Takes own lines off the disk once more that it may not have let go of: they would be said again.
    pub fn erase_again(&mut self) {
        for key in std::mem::take(&mut self.gone) {
            self.push(Change::OutboxDone(key));
        }
    }

    /// Returns the next change to keep.
    pub fn poll(&mut self) -> Option<Change> {
        self.queue.pop_front()
    }

    /// The first `count` changes are on the disk, but for those that it missed before.
    pub fn handle_kept(&mut self, count: u64) {
        self.kept = self.kept.max(count);
        while self.letters.pop_front_if(|(number, _)| *number <= count).is_some() {}
        self.asides.retain(|(number, _)| self.lacks_asides || *number > count);
    }

    /// The disk did not take what was handed out and is not kept; nobody waits for it any more.
    pub fn handle_missed(&mut self) {
        self.kept = self.pushed;
        self.lacks_letters |= !self.letters.is_empty();
        self.letters.iter_mut().for_each(|(number, _)| *number = u64::MAX);
        self.lacks_asides = !self.asides.is_empty();
    }

    /// Returns whether the change with this number need not be waited for.
    #[must_use]
    pub fn is_kept(&self, number: u64) -> bool {
        number <= self.kept
    }
}
