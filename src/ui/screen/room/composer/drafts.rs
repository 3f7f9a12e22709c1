//! What is being written in a room: one text for everyone, and one for each person it was begun for.
//!
//! - A text that was begun for one person waits for that person, and never becomes a line to anybody else by itself.
//! - It is bounded, and written as JSON of its own; what cannot be read is nothing.

use serde::{Deserialize, Serialize};

use super::{Composer, Sheet};
use crate::wire::key::crockford;
use crate::wire::{PublicKey, limits};

/// The texts that wait, without the one in the box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    everyone: String,
    /// The one put away last comes last.
    people: Vec<(PublicKey, String)>,
}

/// How drafts lie in their file.
#[derive(Debug, Serialize, Deserialize)]
struct Written {
    everyone: String,
    people: Vec<(String, String)>,
}

impl Drafts {
    /// Reads what was written; `None` if that is nothing of ours.
    pub fn read(json: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(json).ok()?;
        let mut drafts = Self::default();
        drafts.put(None, written.everyone);
        for (key, text) in written.people {
            drafts.put(Some(key_of(&key)?), text);
        }
        Some(drafts)
    }

    /// Returns what is to be written.
    pub fn write(&self) -> String {
        let people = self.people.iter();
        let people = people.map(|(key, text)| (crockford().encode(&key.0), text.clone())).collect();
        let written = Written { everyone: self.everyone.clone(), people };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn put(&mut self, to: Option<PublicKey>, text: String) {
        let text =
            if text.trim().is_empty() || text.len() > limits::PASTE_BYTES { String::new() } else { text };
        match to {
            None => self.everyone = text,
            Some(to) => {
                self.people.retain(|(key, _)| *key != to);
                if !text.is_empty() {
                    self.people.push((to, text));
                }
                let excess = self.people.len().saturating_sub(limits::DRAFTS_PEOPLE);
                self.people.drain(..excess);
            }
        }
    }

    fn take(&mut self, to: Option<PublicKey>) -> Option<String> {
        let text = match to {
            None => std::mem::take(&mut self.everyone),
            Some(to) => {
                let at = self.people.iter().position(|(key, _)| *key == to)?;
                self.people.remove(at).1
            }
        };
        (!text.is_empty()).then_some(text)
    }
}

/// The drafts of a room as far as the box knows of them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    waiting: Drafts,
    /// Whether what was kept of before is among them; until then nothing may be written over it.
    is_read: bool,
    is_new: bool,
}

impl Desk {
    /// Notes that something was written.
    pub(super) fn touch(&mut self) {
        self.is_new = true;
    }

    /// Goes from writing to one to writing to another: each text waits for whom it was begun for. What was begun for everyone
    /// goes along to a person for whom nothing waits, if it may.
    pub(super) fn turn(
        &mut self,
        sheet: &mut Sheet,
        (from, to): (Option<PublicKey>, Option<PublicKey>),
        goes_along: bool,
    ) {
        if from == to {
            return;
        }
        sheet.settle();
        self.is_new = true;
        let waiting = self.waiting.take(to);
        if from.is_some() || waiting.is_some() || !goes_along {
            self.waiting.put(from, sheet.text());
            sheet.begin(&waiting.unwrap_or_default());
        }
    }
}

impl Composer {
    /// Whether something was written that is not kept yet, and may be.
    pub fn has_new_drafts(&self) -> bool {
        self.desk.is_read && self.desk.is_new
    }

    /// Returns the drafts with the text in the box, if they are to be kept.
    pub fn take_new_drafts(&mut self) -> Option<Drafts> {
        if !self.has_new_drafts() {
            return None;
        }
        self.desk.is_new = false;
        let mut drafts = self.desk.waiting.clone();
        drafts.put(self.target(), self.subjects.draft().map_or_else(|| self.text(), str::to_owned));
        Some(drafts)
    }

    /// Whether what was kept of before has been taken in.
    pub fn has_read_drafts(&self) -> bool {
        self.desk.is_read
    }

    /// Takes in what was kept of before. What was begun for a person is offered when that person is chosen; the box starts
    /// at everyone in any case.
    pub fn restore(&mut self, kept: Drafts) {
        if std::mem::replace(&mut self.desk.is_read, true) {
            return;
        }
        for (key, text) in kept.people {
            if self.target() != Some(key) && !self.desk.waiting.people.iter().any(|(other, _)| *other == key)
            {
                self.desk.waiting.put(Some(key), text);
            }
        }
        match self.target() {
            None if self.sheet.is_empty() && !self.subjects.is_changing() => self.sheet.begin(&kept.everyone),
            // Whoever was faster than the disk finds the text of before by Up.
            None => self.recall.note(None, kept.everyone),
            Some(_) if self.desk.waiting.everyone.is_empty() => self.desk.waiting.put(None, kept.everyone),
            Some(_) => {}
        }
    }
}

fn key_of(text: &str) -> Option<PublicKey> {
    let bytes = crockford().decode(text.as_bytes()).ok()?;
    bytes.try_into().ok().map(PublicKey)
}
