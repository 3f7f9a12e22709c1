//! The rows of the message list: the lines of a timeline, with three or more comings and goings in a row folded into one.
//!
//! Kept beside the timeline and brought up to date from its end, so that a line that arrives costs the same in a short
//! and in a long room. A row's key is the identity of its first line.

use std::collections::VecDeque;

use crate::client::{Line, LineId, LineKind, Timeline};

/// Comings and goings in a row from this many on are one row.
const FOLD_MIN: usize = 3;
/// Lines before the end that are looked at again, since waiting lines stand there and a fold may grow.
const LOOK_BACK: usize = 96;
/// Rows away from where a row was that are searched first.
const NEAR: usize = 512;

/// One row: a line, or a run of comings and goings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The identity of the first line.
    pub id: LineId,
    /// Where the first line is in the timeline.
    pub first: usize,
    /// How many lines the row stands for.
    pub count: usize,
}

/// All rows.
#[derive(Debug, Default)]
pub struct Rows {
    rows: VecDeque<Row>,
    /// A line that is far enough from the end not to move, and its identity.
    mark: Option<(usize, LineId)>,
}

impl Rows {
    /// Brings the rows up to date with the timeline.
    pub fn sync(&mut self, timeline: &Timeline) {
        let from = match self.mark {
            Some((index, id)) if timeline.line(index).is_some_and(|line| line.id == id) => self.cut(index),
            _ => self.cut(0),
        };
        for index in from..timeline.len() {
            if let Some(line) = timeline.line(index) {
                self.push(timeline, index, line);
            }
        }
        let mark = timeline.len().saturating_sub(LOOK_BACK);
        self.mark = timeline.line(mark).map(|line| (mark, line.id));
    }

    /// Returns a row.
    pub fn get(&self, index: usize) -> Option<Row> {
        self.rows.get(index).copied()
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns where the row with a key is, sought first near where it was, counted from the end.
    pub fn find(&self, id: LineId, from_end: usize) -> Option<usize> {
        let len = self.rows.len();
        let guess = len.saturating_sub(from_end);
        let near = guess.saturating_sub(NEAR)..(guess + NEAR).min(len);
        let is_it = |index: &usize| self.rows.get(*index).is_some_and(|row| row.id == id);
        near.clone().find(is_it).or_else(|| (0..near.start).rev().chain(near.end..len).find(is_it))
    }

    /// Returns the key of the row that holds a line, if it is loaded.
    pub fn holder(&self, timeline: &Timeline, id: LineId) -> Option<LineId> {
        let near_end = timeline.lines().rev().position(|line| line.id == id)?;
        let index = timeline.len().checked_sub(near_end + 1)?;
        let row = self.rows.partition_point(|row| row.first <= index).checked_sub(1)?;
        self.rows.get(row).map(|row| row.id)
    }

    /// Forgets the rows from the one that holds a line on; returns the line to go on from.
    fn cut(&mut self, line: usize) -> usize {
        while self.rows.back().is_some_and(|row| row.first + row.count > line) {
            self.rows.pop_back();
        }
        // Two single comings before the cut may become a fold with what follows.
        for _ in 1..FOLD_MIN {
            self.rows.pop_back();
        }
        self.rows.back().map_or(0, |row| row.first + row.count)
    }

    fn push(&mut self, timeline: &Timeline, index: usize, line: &Line) {
        let row = Row { id: line.id, first: index, count: 1 };
        if !is_passage(timeline, &line.kind) {
            self.rows.push_back(row);
            return;
        }
        if let Some(last) = self.rows.back_mut().filter(|last| last.count >= FOLD_MIN) {
            last.count += 1;
            return;
        }
        let mut run = self.rows.iter().rev().take(FOLD_MIN - 1);
        let is_run = run.clone().count() == FOLD_MIN - 1
            && run
                .clone()
                .all(|row| timeline.line(row.first).is_some_and(|line| is_passage(timeline, &line.kind)));
        let Some(first) = run.next_back().copied().filter(|_| is_run) else {
            self.rows.push_back(row);
            return;
        };
        for _ in 1..FOLD_MIN {
            self.rows.pop_back();
        }
        self.rows.push_back(Row { count: FOLD_MIN, ..first });
    }
}

/// Whether a line is of the kind that is folded; the opening of one's own room is not.
fn is_passage(timeline: &Timeline, kind: &LineKind) -> bool {
    match kind {
        LineKind::Joined { member, .. } => {
            timeline.room().is_none_or(|room| room.me != *member || room.charter.host != *member)
        }
        LineKind::Left { .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
