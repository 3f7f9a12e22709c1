//! What comes over the room: dialogs with their safe way back, and short notes of what was done.

use std::time::Instant;

use iced::widget::operation;

use super::{Action, ComposerMessage, INPUT, Message, Over, Room, Wish, composer};
use crate::client::{LineId, Phase};
use crate::phrase::Phrases;
use crate::ui::toasts::{self, Toast, Toasts};
use crate::ui::widget::{SAFE, ToastSort, focus_if_none};

impl Room {
    /// Shows a short note at the foot of the messages.
    pub fn tell(&mut self, sort: ToastSort, words: String) {
        self.toasts.tell(Toast::plain(sort, words), Instant::now());
    }

    /// Returns the short notes at the foot of the messages.
    pub fn toasts(&self) -> &Toasts<Message> {
        &self.toasts
    }

    /// Lays a dialog over the room. Its safe button has the focus; what had it before has it again afterwards.
    pub(super) fn lay(&mut self, over: Over) -> Action {
        self.over = over;
        Action::Run(operation::focus(SAFE))
    }

    /// Whether Esc closes something here even where a text field used the key for itself.
    pub fn takes_escape(&self) -> bool {
        let has_menu = self.menu.is_some() || self.member_menu.is_some() || self.is_lock_out;
        let is_over = self.over != Over::Nothing || self.is_roster_out || has_menu;
        is_over || self.is_picking() || self.is_searching() || self.emojis.is_open() || self.are_pins_out()
    }

    /// Closes the topmost thing; where nothing is open, goes back to the composer, for whomever it is.
    pub(super) fn dismiss(&mut self) -> Action {
        let was_lock_out = std::mem::take(&mut self.is_lock_out);
        if self.menu.take().is_some() || self.member_menu.take().is_some() || was_lock_out {
            return Action::None;
        }
        if let Some(closed) = self.close_emoji() {
            return closed;
        }
        if self.over != Over::Nothing || self.is_roster_out {
            self.over = Over::Nothing;
            self.is_roster_out = false;
            return Action::Run(focus_if_none(INPUT));
        }
        if self.is_searching() && !self.is_picking() {
            return self.close_search();
        }
        if self.are_pins_out() && !self.is_picking() {
            return self.hide_pins();
        }
        if !self.composer.has_popup() {
            return Action::Run(operation::focus(INPUT));
        }
        match self.composer.update(ComposerMessage::StepBack) {
            composer::Action::Run(task) => Action::Run(task.map(Message::Composer)),
            _ => Action::None,
        }
    }

    /// Closes what lies beside something that is not drawn any more.
    pub(super) fn close_what_is_gone(&mut self) {
        self.is_lock_out &= *self.timeline.phase() == Phase::Here;
        let roster = self.timeline.roster();
        self.member_menu = self.member_menu.filter(|menu| roster.member(&menu.member()).is_some());
    }

    pub(super) fn discard(&mut self) -> Action {
        if let Over::Discarding(ticket) = self.over {
            self.wish_quietly(Wish::Discard(ticket));
        }
        self.dismiss()
    }

    pub(super) fn copy_line(&mut self, phrases: &Phrases, id: LineId) -> Action {
        let text = self.written(id).map(str::to_owned);
        text.map_or(Action::None, |text| self.copy(phrases, text, "toast-copied-text"))
    }

    /// Puts a text on the clipboard and says so.
    pub(super) fn copy(&mut self, phrases: &Phrases, text: String, key: &str) -> Action {
        self.tell(ToastSort::Done, phrases.text(key));
        Action::Run(iced::clipboard::write(text))
    }

    pub(super) fn update_toasts(&mut self, phrases: &Phrases, message: toasts::Message) -> Action {
        match self.toasts.update(message, Instant::now()) {
            Some(pressed) => self.update(phrases, pressed),
            None => Action::None,
        }
    }
}
