//! Going from one open room to another: the strip's wishes, and what the window's focus means for what is read.

use iced::Task;

use super::{App, Message, rail, room};
use crate::ui::screen::room::News;

impl App {
    pub(super) fn update_rail(&mut self, message: rail::Message) -> Task<Message> {
        match self.rail.update(message) {
            rail::Action::None => Task::none(),
            rail::Action::Lobby => self.show_lobby(),
            rail::Action::Show(number) => self.show(number),
            rail::Action::Read(number) => self.take_as_read(number),
            rail::Action::Copy(number) => self.update_room(
                number,
                room::Message::Invite(room::invite::Message::CopyPressed(room::invite::Copied::Link)),
            ),
            rail::Action::Quiet(number) => self.toggle_quiet(number),
            rail::Action::Leave(number) => self.leave(number),
        }
    }

    /// Shows the rooms as a page, where the window has no strip.
    pub(super) fn show_rooms(&mut self) -> Task<Message> {
        self.rail.show_page();
        Task::none()
    }

    /// Notes whether the window has the focus.
    pub(super) fn focus(&mut self, is_focused: bool) -> Task<Message> {
        self.open.focus(is_focused);
        Task::none()
    }

    /// Takes in what was said while nobody was reading.
    pub(super) fn tell_of(&mut self, _number: u64, _news: Vec<News>) -> Task<Message> {
        Task::none()
    }

    fn take_as_read(&mut self, number: u64) -> Task<Message> {
        if let Some(stay) = self.open.stay_mut(number) {
            stay.room.read_all();
        }
        Task::none()
    }

    fn toggle_quiet(&mut self, number: u64) -> Task<Message> {
        if let Some(stay) = self.open.stay_mut(number) {
            stay.is_quiet = !stay.is_quiet;
        }
        Task::none()
    }

    /// Leaves a room; where that has to be asked about, the room is shown with the question.
    fn leave(&mut self, number: u64) -> Task<Message> {
        let asked = self.update_room(number, room::Message::LeavePressed);
        if self.open.stay_mut(number).is_none() {
            return asked;
        }
        Task::batch([asked, self.show(number)])
    }
}
