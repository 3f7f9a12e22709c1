//! The keys that mean something wherever the focus is.

use iced::advanced::input_method;
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::operation;
use iced::{Event, Subscription, Task, event, window};

use super::shortcuts::{Command, command_of};
use super::{App, Message, finder, host_setup, join, lobby, room};
use crate::ui::screen::room::ComposerMessage;
use crate::ui::screen::search;
use crate::ui::widget::{SAFE, focus_beside, focus_region};

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

/// Listens to what an input method composes.
pub(super) fn listen_to_composing() -> Subscription<Message> {
    event::listen_with(|event, _, _| match event {
        Event::InputMethod(input_method::Event::Preedit(text, _)) => {
            Some(Message::Finder(finder::Message::Composed(text)))
        }
        Event::InputMethod(input_method::Event::Closed) => {
            Some(Message::Finder(finder::Message::Composed(String::new())))
        }
        _ => None,
    })
}

impl App {
    pub(super) fn keyed(&mut self, key: &Key, modifiers: Modifiers, is_used: bool) -> Task<Message> {
        // Keys come to a window with the focus, whatever was told of it before.
        self.open.focus(true);
        if *key == Key::Named(Named::Escape) {
            return self.escape(is_used);
        }
        let command = command_of(key, modifiers);
        // No text field means anything by these, so whether one used them does not matter.
        if let Some(command) = command.filter(|command| is_everywhere(*command)) {
            return if self.is_asking(command) { Task::none() } else { self.obey(command) };
        }
        if is_used {
            return Task::none();
        }
        match (key.as_ref(), command) {
            (Key::Named(Named::Tab), _) => focus_beside(if modifiers.shift() { -1 } else { 1 }),
            (_, Some(Command::Sheet)) => self.toggle_sheet(),
            _ if self.finder.is_some() => self.keyed_in_finder(key),
            _ if self.is_sheet_shown => Task::none(),
            (_, Some(command)) => self.obey(command),
            _ => self.keyed_in_room(key, modifiers),
        }
    }

    /// Whether a dialog lies over the window that a command must not go past.
    fn is_asking(&self, command: Command) -> bool {
        let has_finder = self.finder.is_some() && command != Command::Find;
        let has_news = self.config_error.is_some() || self.trouble.is_some();
        has_news || self.join.is_some() || self.setup.is_some() || self.is_sheet_shown || has_finder
    }

    /// Does what a shortcut says, or what was chosen in the finder.
    pub(super) fn obey(&mut self, command: Command) -> Task<Message> {
        match command {
            Command::Find => self.toggle_finder(),
            Command::Sheet => self.toggle_sheet(),
            Command::Region(step) => focus_region(step),
            Command::Scale(steps) => self.scale_by(steps),
            Command::Settings => self.toggle_settings(),
            Command::Host => self.show_lobby().chain(self.update_lobby(lobby::Message::HostPressed)),
            Command::Join => self.show_lobby().chain(operation::focus(lobby::ADDRESS)),
            Command::Room(at) => self
                .show_if(at.checked_sub(1).and_then(|at| self.open.stays().get(at)).map(|stay| stay.number)),
            Command::RoomBeside(steps) => self.show_if(self.open.beside(steps)),
            Command::RoomUnread(step) => self.show_if(self.open.unread_beside(step)),
            Command::Page(screens) => self.in_shown_room(room::Message::Paged(f32::from(screens))),
            Command::Latest => self.in_shown_room(room::Message::LatestPressed),
            Command::Invite => self.in_shown_room(room::Message::InvitePressed),
            Command::Roster => self.in_shown_room(room::Message::RosterPressed),
            Command::Recipient => {
                self.in_shown_room(room::Message::Composer(ComposerMessage::RecipientPressed))
            }
            Command::Search => self.in_shown_room(room::Message::SearchAsked),
            Command::Leave => self.in_shown_room(room::Message::LeavePressed),
        }
    }

    fn show_if(&mut self, number: Option<u64>) -> Task<Message> {
        number.map_or_else(Task::none, |number| self.show(number))
    }

    pub(super) fn in_shown_room(&mut self, message: room::Message) -> Task<Message> {
        let number = self.open.shown().map(|stay| stay.number);
        number.map_or_else(Task::none, |number| self.update_room(number, message))
    }

    fn keyed_in_finder(&mut self, key: &Key) -> Task<Message> {
        let message = match key.as_ref() {
            Key::Named(Named::ArrowUp) => finder::Message::Walked(-1),
            Key::Named(Named::ArrowDown) => finder::Message::Walked(1),
            Key::Named(Named::PageUp) => finder::Message::Paged(-1),
            Key::Named(Named::PageDown) => finder::Message::Paged(1),
            _ => return Task::none(),
        };
        self.update_finder(message)
    }

    /// Closes the topmost thing; a key that a text area took for itself closes nothing else.
    fn escape(&mut self, is_used: bool) -> Task<Message> {
        if self.config_error.is_some() || self.trouble.is_some() {
            return self.read_error();
        }
        if self.is_sheet_shown {
            return self.toggle_sheet();
        }
        if self.finder.is_some() {
            return self.toggle_finder();
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

    /// Shows the sheet of shortcuts, or hides it; what had the focus has it again.
    pub(super) fn toggle_sheet(&mut self) -> Task<Message> {
        self.is_sheet_shown = !self.is_sheet_shown;
        if self.is_sheet_shown { operation::focus(SAFE) } else { self.rest() }
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
                return operation::focus(room::INPUT);
            }
            _ => return Task::none(),
        };
        self.update_room(number, message)
    }
}

/// Whether a command is heard whatever a text field made of its keys.
fn is_everywhere(command: Command) -> bool {
    matches!(
        command,
        Command::Find
            | Command::Host
            | Command::Join
            | Command::Region(_)
            | Command::Room(_)
            | Command::RoomBeside(_)
            | Command::RoomUnread(_)
            | Command::Scale(_)
            | Command::Settings
    )
}
