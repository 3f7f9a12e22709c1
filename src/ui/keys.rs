//! The keys that mean something wherever the focus is.

use iced::advanced::widget::operation::focusable::{self, Focusable};
use iced::advanced::widget::{self, Operation, operation};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Rectangle, Subscription, Task, event};

use super::{App, Message, Screen, host_setup, join, room};
use crate::ui::screen::room::ComposerMessage;

/// Listens to every key, used by a widget or not.
pub(super) fn listen() -> Subscription<Message> {
    event::listen_with(|event, status, _| match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) => {
            Some(Message::Keyed(key, modifiers, status == event::Status::Captured))
        }
        _ => None,
    })
}

/// Moves the focus to the next widget that can have it, around the end to the beginning.
fn walk_focus(is_backwards: bool) -> Task<Message> {
    let step = if is_backwards { before } else { after };
    widget::operate(operation::then(focusable::count(), step))
}

fn after(count: focusable::Count) -> FocusAt {
    let next = count.focused.map_or(0, |at| at + 1);
    FocusAt { target: if next < count.total { next } else { 0 }, at: 0 }
}

fn before(count: focusable::Count) -> FocusAt {
    let last = count.total.saturating_sub(1);
    FocusAt { target: count.focused.and_then(|at| at.checked_sub(1)).unwrap_or(last), at: 0 }
}

/// Focuses the widget at one place of the Tab order, and no other.
struct FocusAt {
    target: usize,
    at: usize,
}

impl Operation<Message> for FocusAt {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Message>)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&widget::Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if self.at == self.target {
            state.focus();
        } else {
            state.unfocus();
        }
        self.at += 1;
    }
}

impl App {
    pub(super) fn keyed(&mut self, key: &Key, modifiers: Modifiers, is_used: bool) -> Task<Message> {
        if *key == Key::Named(Named::Escape) {
            return self.escape(is_used);
        }
        if is_used {
            return Task::none();
        }
        match key.as_ref() {
            Key::Named(Named::Tab) => walk_focus(modifiers.shift()),
            _ => self.keyed_in_room(key, modifiers),
        }
    }

    /// Closes the topmost thing; a key that a text area took for itself closes nothing else.
    fn escape(&mut self, is_used: bool) -> Task<Message> {
        if self.config_error.is_some() || self.trouble.is_some() {
            return self.read_error();
        }
        if self.join.is_some() {
            return self.update_join(join::Message::CancelPressed);
        }
        if self.setup.is_some() {
            return self.update_setup(host_setup::Message::CancelPressed);
        }
        match &mut self.screen {
            Screen::Lobby(lobby) => {
                lobby.escape();
                Task::none()
            }
            Screen::Room(room) if is_used && !room.takes_escape() => Task::none(),
            Screen::Room(_) => self.update_room(room::Message::Dismissed),
        }
    }

    fn keyed_in_room(&mut self, key: &Key, modifiers: Modifiers) -> Task<Message> {
        let Screen::Room(room) = &self.screen else { return Task::none() };
        let is_picking = room.is_picking();
        let message = match key.as_ref() {
            Key::Named(Named::ArrowUp) if is_picking => room::Message::Composer(ComposerMessage::Walked(-1)),
            Key::Named(Named::ArrowDown) if is_picking => room::Message::Composer(ComposerMessage::Walked(1)),
            Key::Named(Named::PageUp) => room::Message::Paged(-1.0),
            Key::Named(Named::PageDown) => room::Message::Paged(1.0),
            Key::Named(Named::End) if modifiers.command() => room::Message::LatestPressed,
            Key::Character("i") if modifiers.command() => room::Message::InvitePressed,
            Key::Character("m" | "M") if modifiers.command() && modifiers.shift() => {
                room::Message::RosterPressed
            }
            Key::Character("w" | "W") if modifiers.command() && modifiers.shift() => {
                room::Message::Composer(ComposerMessage::RecipientPressed)
            }
            // Whoever begins to type without a caret anywhere means the composer.
            Key::Character(_) if !modifiers.command() && !modifiers.alt() => {
                return iced::widget::operation::focus(room::INPUT);
            }
            _ => return Task::none(),
        };
        self.update_room(message)
    }
}
