//! Going from one open room to another: the strip's wishes, and what the window's focus means for what is read.

use std::time::Instant;

use iced::Task;
use iced::window::{self, UserAttention};

use super::notify::{Press, Situation, Told, Wanted};
use super::{App, Message, rail, room};
use crate::ui::screen::room::News;
use crate::ui::widget::ToastSort;

impl App {
    pub(super) fn update_rail(&mut self, message: rail::Message) -> Task<Message> {
        match self.rail.update(message) {
            rail::Action::None => Task::none(),
            rail::Action::Lobby => self.show_lobby(),
            rail::Action::Settings => self.show_settings(),
            rail::Action::Show(number) => self.show(number),
            rail::Action::Read(number) => self.take_as_read(number),
            rail::Action::Copy(number) => self.copy_invite(number),
            rail::Action::Quiet(number) => self.toggle_quiet(number),
            rail::Action::Leave(number) => self.leave(number),
        }
    }

    /// Copies the invite of a room and says so where it is seen, whichever room is shown.
    fn copy_invite(&mut self, number: u64) -> Task<Message> {
        let copy = room::invite::Message::CopyPressed(room::invite::Copied::Link);
        let copied = self.update_room(number, room::Message::Invite(copy));
        if self.open.shown().is_none_or(|stay| stay.number != number) {
            self.tell_shortly(ToastSort::Done, self.phrases.text("toast-copied"));
        }
        copied
    }

    /// Shows the rooms as a page, where the window has no strip.
    pub(super) fn show_rooms(&mut self) -> Task<Message> {
        self.update_rail(rail::Message::PageAsked)
    }

    /// Notes whether the window has the focus.
    pub(super) fn focus(&mut self, is_focused: bool) -> Task<Message> {
        self.open.focus(is_focused);
        self.take_back_notices();
        if is_focused { ask_for_attention(None) } else { Task::none() }
    }

    /// Takes in what was said while nobody was reading.
    pub(super) fn tell_of(&mut self, number: u64, news: Vec<News>) -> Task<Message> {
        let settings = &self.config.notifications;
        let (is_focused, shown) = (self.open.is_focused(), self.open.shown().map(|stay| stay.number));
        let Some(stay) = self.open.stays().iter().find(|stay| stay.number == number) else {
            return Task::none();
        };
        let room_name = stay.room.timeline().room().map(|room| room.name.to_string()).unwrap_or_default();
        let now = Instant::now();
        let mut wanted = Wanted::default();
        for News { weight, author, text, line } in news {
            let (author, room_name) = (author.to_string(), room_name.clone());
            let told = Told { room: number, room_name, weight, author, text, line };
            let situation = Situation {
                weight,
                is_focused,
                is_shown: shown == Some(number),
                wanted: settings.notices,
                do_not_disturb: settings.do_not_disturb,
                is_quiet: stay.is_quiet,
            };
            wanted = wanted.and(self.notifier.tell(told, situation, now));
        }
        self.notifier.deliver(&self.phrases, settings, now);
        let attention = wanted.attention.then(|| ask_for_attention(Some(UserAttention::Informational)));
        let again = wanted.again_at.filter(|moment| *moment > now).map(wait_until);
        Task::batch(attention.into_iter().chain(again))
    }

    /// Tells what waited.
    pub(super) fn deliver_notices(&mut self) -> Task<Message> {
        self.notifier.deliver(&self.phrases, &self.config.notifications, Instant::now());
        Task::none()
    }

    /// Goes to the line of a notice that was pressed.
    pub(super) fn follow(&mut self, press: Press) -> Task<Message> {
        let window = window::latest()
            .and_then(|window| Task::batch([window::minimize(window, false), window::gain_focus(window)]));
        let shown = self.show(press.room);
        let Some(stay) = self.open.stay_mut(press.room) else { return window };
        let jump = stay.room.jump_to(press.line).map(move |message| Message::Room(press.room, message));
        Task::batch([window, shown, jump])
    }

    /// Takes back what is told of rooms that were read.
    pub(super) fn take_back_notices(&mut self) {
        let read = self.open.stays().iter().filter(|stay| !stay.room.unread().any());
        for number in read.map(|stay| stay.number).collect::<Vec<_>>() {
            self.notifier.withdraw(number);
        }
    }

    fn take_as_read(&mut self, number: u64) -> Task<Message> {
        if let Some(stay) = self.open.stay_mut(number) {
            stay.room.read_all();
        }
        self.take_back_notices();
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
        self.show(number).chain(asked)
    }
}

/// Has the window ask to be seen, or be quiet again.
fn ask_for_attention(attention: Option<UserAttention>) -> Task<Message> {
    window::latest().and_then(move |window| window::request_user_attention(window, attention))
}

/// Looks at what waits to be told when its moment has come.
fn wait_until(moment: Instant) -> Task<Message> {
    Task::future(async move {
        tokio::time::sleep_until(moment.into()).await;
        Message::NoticeDue
    })
}
