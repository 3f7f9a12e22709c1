//! What comes over the room: dialogs with their safe way back, and short notes of what was done.

use std::time::Instant;

use iced::widget::operation;

use super::{Action, Message, Over, Room, Wish};
use crate::client::LineId;
use crate::phrase::Phrases;
use crate::ui::toasts::{self, Toast, Toasts};
use crate::ui::widget::{SAFE, ToastSort};

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
