//! The keys that mean something wherever the focus is.

use iced::advanced::widget::operation::focusable::{self, Focusable};
use iced::advanced::widget::{self, Operation, operation};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Event, Rectangle, Subscription, Task, event, window};

use super::shortcuts::{Command, command_of};
use super::{App, Message, host_setup, join, room};
use crate::ui::screen::room::ComposerMessage;
use crate::ui::screen::search;

/// Listens to every key, used by a widget or not.
pub(super) fn listen() -> Subscription<Message> {
    event::listen_with(|event, status, _| match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) => {
            // Under a Korean layout the key of a shortcut says a Hangul letter; the one beneath it is meant.
            let latin = key.to_latin(physical_key).filter(|_| modifiers.command() || modifiers.control());
            let key = latin.map_or(key, |latin| Key::Character(latin.to_string().into()));
            Some(Message::Keyed(key, modifiers, status == event::Status::Captured))
        }
        _ => None,
    })
}

/// Listens to whether the window has the focus.
pub(super) fn listen_to_focus() -> Subscription<Message> {
    event::listen_with(|event, _, _| match event {
        Event::Window(window::Event::Focused) => Some(Message::Focused(true)),
        Event::Window(window::Event::Unfocused) => Some(Message::Focused(false)),
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
        // Keys come to a window with the focus, whatever was told of it before.
        self.open.focus(true);
        if *key == Key::Named(Named::Escape) {
            return self.escape(is_used);
        }
        let command = command_of(key, modifiers);
        // No text field means anything by the keys of rooms, so whether one used them does not matter.
        if let Some(task) = command.and_then(|command| self.go_among_rooms(command)) {
            return task;
        }
        match command {
            Some(Command::Scale(steps)) => return self.scale_by(steps),
            Some(Command::Settings) => return self.toggle_settings(),
            _ => {}
        }
        if is_used {
            return Task::none();
        }
        match (key.as_ref(), command) {
            (Key::Named(Named::Tab), _) => walk_focus(modifiers.shift()),
            (_, Some(Command::Sheet)) => self.toggle_sheet(),
            _ if self.is_sheet_shown => Task::none(),
            (_, Some(command)) => self.command_in_room(command),
            _ => self.keyed_in_room(key, modifiers),
        }
    }

    /// Closes the topmost thing; a key that a text area took for itself closes nothing else.
    fn escape(&mut self, is_used: bool) -> Task<Message> {
        if self.config_error.is_some() || self.trouble.is_some() {
            return self.read_error();
        }
        if self.is_sheet_shown {
            return self.toggle_sheet();
        }
        if self.join.is_some() {
            return self.update_join(join::Message::CancelPressed);
        }
        if self.setup.is_some() {
            return self.update_setup(host_setup::Message::CancelPressed);
        }
        if self.rail.escape() {
            return Task::none();
        }
        if self.settings.is_some() {
            return self.escape_settings();
        }
        match self.open.shown().map(|stay| (stay.number, stay.room.takes_escape())) {
            None => Task::none(),
            Some((_, takes_escape)) if is_used && !takes_escape => Task::none(),
            Some((number, _)) => self.update_room(number, room::Message::Dismissed),
        }
    }

    /// Shows the sheet of shortcuts, or hides it and gives the caret back.
    pub(super) fn toggle_sheet(&mut self) -> Task<Message> {
        self.is_sheet_shown = !self.is_sheet_shown;
        if self.is_sheet_shown || self.join.is_some() || self.setup.is_some() {
            return Task::none();
        }
        self.focus_shown()
    }

    /// Goes to another room, if that is what is wanted.
    fn go_among_rooms(&mut self, command: Command) -> Option<Task<Message>> {
        let number = match command {
            Command::Room(at) => self.open.stays().get(at.checked_sub(1)?).map(|stay| stay.number),
            Command::RoomBeside(steps) => self.open.beside(steps),
            Command::RoomUnread(step) => self.open.unread_beside(step),
            _ => return None,
        };
        let is_free = self.join.is_none() && self.setup.is_none() && !self.is_sheet_shown;
        Some(number.filter(|_| is_free).map_or_else(Task::none, |number| self.show(number)))
    }

    /// Does in the room that is shown what a shortcut says.
    fn command_in_room(&mut self, command: Command) -> Task<Message> {
        let Some(number) = self.open.shown().map(|stay| stay.number) else { return Task::none() };
        let message = match command {
            Command::Page(screens) => room::Message::Paged(f32::from(screens)),
            Command::Latest => room::Message::LatestPressed,
            Command::Invite => room::Message::InvitePressed,
            Command::Roster => room::Message::RosterPressed,
            Command::Recipient => room::Message::Composer(ComposerMessage::RecipientPressed),
            Command::Search => room::Message::SearchAsked,
            Command::Room(_)
            | Command::RoomBeside(_)
            | Command::RoomUnread(_)
            | Command::Sheet
            | Command::Settings
            | Command::Scale(_) => {
                return Task::none();
            }
        };
        self.update_room(number, message)
    }

    fn keyed_in_room(&mut self, key: &Key, modifiers: Modifiers) -> Task<Message> {
        let Some(stay) = self.open.shown() else { return Task::none() };
        let (number, is_picking) = (stay.number, stay.room.is_picking());
        let (is_searching, is_page) = (stay.room.is_searching(), self.look().is_narrow());
        let message = match key.as_ref() {
            Key::Named(Named::ArrowUp) if is_picking => room::Message::Composer(ComposerMessage::Walked(-1)),
            Key::Named(Named::ArrowDown) if is_picking => room::Message::Composer(ComposerMessage::Walked(1)),
            Key::Named(Named::Enter | Named::ArrowDown) if is_searching && !modifiers.shift() => {
                room::Message::Search(search::Message::Walked(1, is_page))
            }
            Key::Named(Named::Enter | Named::ArrowUp) if is_searching => {
                room::Message::Search(search::Message::Walked(-1, is_page))
            }
            // Whoever begins to type without a caret anywhere means the composer.
            Key::Character(_) if !modifiers.command() && !modifiers.alt() => {
                return iced::widget::operation::focus(room::INPUT);
            }
            _ => return Task::none(),
        };
        self.update_room(number, message)
    }
}
