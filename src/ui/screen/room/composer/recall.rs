//! Own lines that Up brings back into an empty box, and Down goes on from.
//!
//! A line comes back only under whom it was said to: what was whispered is never one key away from everyone.

use std::collections::VecDeque;

use crate::wire::{PublicKey, limits};

/// The newest own lines, and which of them stands in the box.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// To whom and what, the newest last.
    lines: VecDeque<(Option<PublicKey>, String)>,
    at: Option<usize>,
}

impl Recall {
    /// Notes a line that went out.
    pub(super) fn note(&mut self, to: Option<PublicKey>, line: String) {
        self.at = None;
        if line.trim().is_empty() {
            return;
        }
        let said = (to, line);
        self.lines.retain(|other| *other != said);
        self.lines.push_back(said);
        while self.lines.len() > limits::LINES_RECALLED {
            self.lines.pop_front();
        }
    }

    /// Whether a recalled line stands in the box, untouched.
    pub(super) fn is_open(&self) -> bool {
        self.at.is_some()
    }

    /// Takes in that the box is used for something else.
    pub(super) fn close(&mut self) {
        self.at = None;
    }

    /// Goes to the next older line, if there is one.
    pub(super) fn older(&mut self, to: Option<PublicKey>) -> Option<String> {
        let below = self.at.unwrap_or(self.lines.len());
        let older = self.lines.iter().enumerate().take(below).rev().find(|(_, (other, _))| *other == to);
        let (index, (_, line)) = older?;
        self.at = Some(index);
        Some(line.clone())
    }

    /// Goes to the next newer line; behind the newest the box is empty, as it was.
    pub(super) fn newer(&mut self, to: Option<PublicKey>) -> Option<String> {
        let at = self.at?;
        let newer = self.lines.iter().enumerate().skip(at + 1).find(|(_, (other, _))| *other == to);
        self.at = newer.map(|(index, _)| index);
        Some(newer.map(|(_, (_, line))| line.clone()).unwrap_or_default())
    }
}
