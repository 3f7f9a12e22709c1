//! What this member hangs on the board of the room, or takes off it.

use super::composer::Notice;
use super::speak::{busy, plain};
use super::{Room, Wish};
use crate::client::Busy;
use crate::phrase::Phrases;
use crate::wire::{Name, Pin, Seq};

impl Room {
    /// Pins the newest line of a person, or of anybody.
    pub(super) fn pin_newest(&mut self, phrases: &Phrases, of: Option<&Name>) -> Result<(), Notice> {
        let roster = self.timeline.roster();
        let by = of.map(|name| roster.by_skeleton(&name.skeleton()).map(|member| member.key));
        let line = match by {
            Some(None) => None,
            Some(Some(key)) => self.timeline.newest_line(Some(&key)),
            None => self.timeline.newest_line(None),
        };
        let line = line.ok_or_else(|| plain(phrases.text("live-no-line")))?;
        self.pin(phrases, line, true)
    }

    /// Takes the line off the board that stands in that place of the list, counted from 1.
    pub(super) fn unpin_number(&mut self, phrases: &Phrases, number: usize) -> Result<(), Notice> {
        let line = number.checked_sub(1).and_then(|before| self.timeline.pins().nth(before));
        let line = line.map(|(pin, _)| pin.line).ok_or_else(|| plain(phrases.text("pins-no-such")))?;
        self.pin(phrases, line, false)
    }

    pub(super) fn notice_sentence(&self, phrases: &Phrases) -> String {
        match self.timeline.notice() {
            Some(notice) => phrases.with("room-notice", &[("notice", notice.display().into_owned().into())]),
            None => phrases.text("room-notice-none"),
        }
    }

    fn pin(&mut self, phrases: &Phrases, line: Seq, on: bool) -> Result<(), Notice> {
        self.wish(Wish::Pin(Pin { line, on })).map_err(|Busy| busy(phrases))
    }
}
