//! Telling a person outside of the window that something was said: notices of the desktop, and a window that asks to be seen.
//!
//! - Nothing that is read in the focused window is told. What is told says [`rules`], how often says [`pace`].
//! - A whisper's text is in no notice.
//! - Delivery never holds up the window: it has a thread of its own, and where there is no service for it, the title of
//!   the window is all there is.

mod desk;
mod pace;
mod rules;

use std::time::Instant;

use futures::Stream;

pub(super) use desk::Order;
pub use desk::Press;
pub(super) use rules::Situation;

use crate::client::LineId;
use crate::config::NotificationsSection;
use crate::phrase::Phrases;
use crate::ui::screen::room::Weight;
use crate::wire::{limits, text};
use desk::{Desk, Notice};
use pace::{Batch, Pace};
use rules::judge;

/// Something that was said, as far as a notice needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What the room goes by in the window, and what it is called.
    pub(super) room: u64,
    pub(super) room_name: String,
    /// What it is to the reader.
    pub(super) weight: Weight,
    /// Who said it, and what.
    pub(super) author: String,
    pub(super) text: String,
    /// Where it stands.
    pub(super) line: LineId,
}

/// What tells of what was said.
#[derive(Debug)]
pub(super) struct Notifier {
    pace: Pace,
    desk: Desk,
}

/// What has to be done beside the notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The window is to ask for attention.
    pub(super) attention: bool,
    /// Notices are to be looked at again at this moment.
    pub(super) again_at: Option<Instant>,
}

impl Wanted {
    /// Returns what both want.
    pub(super) fn and(self, other: Self) -> Self {
        Self { attention: self.attention || other.attention, again_at: self.again_at.or(other.again_at) }
    }
}

impl Notifier {
    /// Begins, and returns the notices that are pressed.
    pub(super) fn new() -> (Self, impl Stream<Item = Press> + use<>) {
        let (desk, presses) = Desk::new();
        (Self { pace: Pace::default(), desk }, presses)
    }

    /// Hands orders to a test instead of the desktop.
    #[cfg(test)]
    pub(super) fn to_test() -> (Self, tokio::sync::mpsc::Receiver<Order>) {
        let (desk, orders) = Desk::to_test();
        (Self { pace: Pace::default(), desk }, orders)
    }

    /// Takes in what was said where nobody was reading.
    pub(super) fn tell(&mut self, told: Told, situation: Situation, now: Instant) -> Wanted {
        let verdict = judge(situation);
        let mut wanted = Wanted { attention: verdict.attention, again_at: None };
        if verdict.notice {
            let was_waiting = self.pace.due().is_some();
            self.pace.gather(told, now);
            wanted.again_at = self.pace.due().filter(|_| !was_waiting);
        }
        wanted
    }

    /// Delivers what is due.
    pub(super) fn deliver(&mut self, phrases: &Phrases, settings: &NotificationsSection, now: Instant) {
        if let Some(batch) = self.pace.poll(now) {
            self.desk.order(Order::Show(notice_of(phrases, settings, batch)));
        }
    }

    /// Shows a notice at once, so that a person sees how they look.
    pub(super) fn try_out(&mut self, phrases: &Phrases, settings: &NotificationsSection) {
        let (title, body) = (phrases.text("app-name"), phrases.text("set-notify-example"));
        // No visit has this number, so that a press of it only brings the window to the front.
        let press = Press { room: 0, line: LineId(0) };
        self.desk.order(Order::Show(Notice { title, body, press, has_sound: settings.sound }));
    }

    /// Takes back what is told of a room: it was read.
    pub(super) fn withdraw(&mut self, room: u64) {
        self.pace.forget(room);
        self.desk.withdraw(room);
    }
}

/// Puts a batch into words.
fn notice_of(phrases: &Phrases, settings: &NotificationsSection, batch: Batch) -> Notice {
    let Batch { told, others } = batch;
    let author = told.author.as_str();
    let count = others.saturating_add(1);
    let body = match (others, told.weight, settings.show_text) {
        (0, Weight::Whisper, _) => phrases.text("notify-whisper"),
        (0, Weight::Line | Weight::Mention, true) => excerpt(&told.text),
        (0, Weight::Mention, false) => phrases.text("notify-mention"),
        (0, Weight::Line, false) => phrases.text("notify-line"),
        (_, _, true) => phrases.with("notify-many", &[("name", author.into()), ("count", others.into())]),
        (_, _, false) => phrases.with("notify-many-hidden", &[("count", count.into())]),
    };
    let title = if settings.show_text && others == 0 {
        format!("{author} · {}", told.room_name)
    } else {
        told.room_name
    };
    Notice { title, body, press: Press { room: told.room, line: told.line }, has_sound: settings.sound }
}

/// Returns the beginning of a text on one line, without anything that could steer what shows it.
fn excerpt(said: &str) -> String {
    let line = text::terminal(said).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = line.chars();
    let kept: String = characters.by_ref().take(limits::NOTICE_CHARACTERS).collect();
    if characters.next().is_some() { format!("{kept}…") } else { kept }
}

#[cfg(test)]
mod tests;
