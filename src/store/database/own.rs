//! Questions that only a member asks its own copy: a shelf with holes, of which the newest part is shown first.

use rusqlite::{OptionalExtension as _, params};

use super::{Database, Share, count, mark_of, number};
use crate::store::batch::LetterRow;
use crate::store::error::StoreError;
use crate::wire::{Mark, PublicKey, Seq};

impl Database {
    /// Returns the places and hashes of the public events that lead up to just before `before` without a hole, oldest
    /// first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn marks_before(&self, before: Seq, most: usize) -> Result<Vec<Mark>, StoreError> {
        let query = "SELECT seq, hash FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?";
        let mut statement = self.statement(query)?;
        let rows = statement.query_map(params![number(before), count(most)], mark_of)?;
        let (mut marks, mut next) = (Vec::new(), before.saturating_sub(1));
        for mark in rows {
            let mark = mark?;
            if mark.seq != next {
                break;
            }
            next = next.saturating_sub(1);
            marks.push(mark);
        }
        marks.reverse();
        Ok(marks)
    }

    /// Returns the newest public event at or before `seq`, whatever holes there are.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn mark_at_or_before(&self, seq: Seq) -> Result<Option<Mark>, StoreError> {
        let query = "SELECT seq, hash FROM event WHERE seq <= ? ORDER BY seq DESC LIMIT 1";
        Ok(self.statement(query)?.query_row([number(seq)], mark_of).optional()?)
    }

    /// Returns the place of the oldest public event kept.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn oldest(&self) -> Result<Option<Seq>, StoreError> {
        let found: Option<i64> =
            self.statement("SELECT min(seq) FROM event")?.query_row([], |row| row.get(0))?;
        Ok(found.map(i64::unsigned_abs))
    }

    /// Returns the newest letter of a mailbox.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_letter(&self, owner: &PublicKey) -> Result<Option<Mark>, StoreError> {
        let query = "SELECT seq, hash FROM letter WHERE owner = ? ORDER BY seq DESC LIMIT 1";
        Ok(self.statement(query)?.query_row([owner.0], mark_of).optional()?)
    }

    /// Returns letters of a mailbox that happened after a public place in `from..to`, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one of them is not what was written.
    pub fn letters_between(
        &self,
        owner: &PublicKey,
        from: Seq,
        to: Seq,
        share: Share,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let query = "SELECT seq, hash, time, frame, after FROM letter \
                     WHERE owner = ? AND after >= ? AND after < ? ORDER BY seq DESC LIMIT ?";
        let values = params![owner.0, number(from), number(to), count(share.events)];
        let mut letters = self.letters(query, owner, values, share)?;
        letters.reverse();
        Ok(letters)
    }
}
