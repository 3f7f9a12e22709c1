//! How often notices come: at most one in [`limits::NOTICE_EVERY`]; what is said meanwhile is told together. Pure.

use std::time::Instant;

use super::Told;
use crate::ui::screen::room::Weight;
use crate::wire::limits;

/// What is told at once: one line, and how many others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) told: Told,
    pub(super) others: usize,
}

/// What waits to be told, and since when nothing was.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// The weightiest line of each room, the newest of these, and how many others of that room.
    waiting: Vec<Batch>,
    due: Option<Instant>,
    last: Option<Instant>,
}

impl Pace {
    /// Takes in a line to be told.
    pub(super) fn gather(&mut self, told: Told, now: Instant) {
        if self.waiting.is_empty() {
            let earliest = self.last.map(|last| last + limits::NOTICE_EVERY);
            self.due = Some(earliest.map_or(now, |earliest| earliest.max(now)));
        }
        let is_full = self.waiting.len() >= limits::ROOMS_OPEN;
        match self.waiting.iter_mut().find(|batch| batch.told.room == told.room) {
            Some(batch) => {
                batch.others = batch.others.saturating_add(1);
                if rank(told.weight) >= rank(batch.told.weight) {
                    batch.told = told;
                }
            }
            None if !is_full => self.waiting.push(Batch { told, others: 0 }),
            // A room that was left meanwhile still waits; the newest line is told with what comes next.
            None => {}
        }
    }

    /// Returns what is to be told now.
    pub(super) fn poll(&mut self, now: Instant) -> Option<Batch> {
        self.due.filter(|due| *due <= now)?;
        self.due = None;
        let waiting = std::mem::take(&mut self.waiting);
        let count: usize = waiting.iter().map(|batch| batch.others.saturating_add(1)).sum();
        let first = waiting.into_iter().max_by_key(|batch| rank(batch.told.weight))?;
        self.last = Some(now);
        Some(Batch { told: first.told, others: count.saturating_sub(1) })
    }

    /// Returns when something is to be told next.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Tells nothing more of a room.
    pub(super) fn forget(&mut self, room: u64) {
        self.waiting.retain(|batch| batch.told.room != room);
        if self.waiting.is_empty() {
            self.due = None;
        }
    }
}

fn rank(weight: Weight) -> u8 {
    match weight {
        Weight::Line => 0,
        Weight::Mention => 1,
        Weight::Whisper => 2,
    }
}
