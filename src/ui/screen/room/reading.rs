//! Where somebody reads: where what was missed begins, what is unfolded, where a jump led and where it came from.
//!
//! What was seen is told once it was seen: at the end of the list, in the focused window.

use std::time::{Duration, Instant};

use super::{LIST, Message, Room, Wish, to_latest};
use crate::client::LineId;
use crate::ui::widget::jump;
use crate::wire::{Seq, limits};
use iced::Task;

/// How long the line that a jump led to stands out.
pub(super) const FLASH: Duration = Duration::from_millis(1_200);

/// Where the line comes to stand that a jump leads to, as a part of the list's height.
const TOP: f32 = 0.25;

/// Where somebody reads.
#[derive(Debug)]
pub(super) struct Reading {
    /// The first line that nobody read when it came, or when the room was opened.
    pub(super) unread: Option<LineId>,
    is_settled: bool,
    /// Long lines that are shown whole, in the order in which that was asked for.
    unfolded: Vec<LineId>,
    /// Where a jump led, and when.
    found: Option<(LineId, Instant)>,
    /// What was read before the first jump.
    back: Option<Back>,
    /// The newest public place that was told as read.
    told: Seq,
}

/// Where a way back leads.
#[derive(Debug, Clone, Copy)]
enum Back {
    /// To the newest line.
    End,
    /// To a row, which was the first one seen.
    Row(LineId),
}

impl Reading {
    pub(super) fn new() -> Self {
        Self { unread: None, is_settled: false, unfolded: Vec::new(), found: None, back: None, told: 0 }
    }

    /// Shows all of a long line; of very many such lines the first is folded again.
    pub(super) fn unfold(&mut self, id: LineId) {
        if self.unfolded.len() >= limits::UNFOLDED_LINES {
            self.unfolded.remove(0);
        }
        self.unfolded.push(id);
    }

    pub(super) fn is_unfolded(&self, id: LineId) -> bool {
        self.unfolded.contains(&id)
    }

    /// Returns the line that a jump has just led to.
    pub(super) fn found(&self) -> Option<LineId> {
        self.found.map(|(found, _)| found)
    }

    /// Whether something stands out that will not much longer.
    pub(super) fn is_flashing(&self) -> bool {
        self.found.is_some()
    }

    /// Whether there is a way back.
    pub(super) fn has_back(&self) -> bool {
        self.back.is_some()
    }

    pub(super) fn tick(&mut self) {
        if self.found.is_some_and(|(_, at)| at.elapsed() >= FLASH) {
            self.found = None;
        }
    }
}

impl Room {
    /// Goes to a line that is loaded, lets it stand out for a moment, and remembers where the reader was.
    pub fn jump_to(&mut self, id: LineId) -> Task<Message> {
        let Some(row) = self.rows.holder(&self.timeline, id) else { return Task::none() };
        let here = self.place.filter(|place| !place.is_at_end).and_then(|place| self.rows.get(place.first));
        self.reading.back.get_or_insert(here.map_or(Back::End, |row| Back::Row(row.id)));
        self.reading.found = Some((id, Instant::now()));
        jump(LIST, row, TOP)
    }

    /// Goes back to where the reader was before the first jump.
    pub(super) fn jump_back(&mut self) -> Task<Message> {
        match self.reading.back.take() {
            Some(Back::Row(row)) => jump(LIST, row, 0.0),
            Some(Back::End) => to_latest(),
            None => Task::none(),
        }
    }

    /// Notes where what was missed begins; what comes after that was said before the reader's eyes.
    pub(super) fn note_missed(&mut self) {
        if !self.reading.is_settled {
            self.reading.unread = self.timeline.first_missed();
            self.reading.is_settled = self.reading.unread.is_some() || self.timeline.is_caught_up();
        }
    }

    /// Notes where begins what is said while nobody reads; what was missed before the room was opened stays marked till then.
    pub(super) fn mark_unread(&mut self, line: LineId) {
        if self.reading.is_settled {
            self.reading.unread = Some(line);
        }
    }

    /// Tells what was seen.
    pub(super) fn tell_read(&mut self) {
        let is_at_end = self.place.is_some_and(|place| place.is_at_end);
        let newest = self.timeline.newest();
        if is_at_end && self.is_watched && newest > self.reading.told {
            // What is not taken now is told again with the next line or move.
            if self.wish(Wish::Read(newest)).is_ok() {
                self.reading.told = newest;
            }
        }
    }
}
