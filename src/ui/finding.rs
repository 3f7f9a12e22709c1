//! What the finder offers, and where it leads; and the short notes that the window itself tells.

use std::time::Instant;

use iced::Task;

use super::shortcuts::{Command, caps_of_room, offered};
use super::{App, Message, known, room, toasts};
use crate::phrase::Language;
use crate::ui::screen::finder::{Action, Aim, Finder, Message as FinderMessage, Offer};
use crate::ui::screen::room::people;
use crate::ui::toasts::Toast;
use crate::ui::widget::ToastSort;
use crate::wire::limits;

impl App {
    /// Opens the finder, or closes it.
    pub(super) fn toggle_finder(&mut self) -> Task<Message> {
        if self.finder.is_some() {
            return self.close_finder();
        }
        let (finder, task) = Finder::new(self.offers());
        self.finder = Some(finder);
        task.map(Message::Finder)
    }

    pub(super) fn update_finder(&mut self, message: FinderMessage) -> Task<Message> {
        let Some(finder) = &mut self.finder else { return Task::none() };
        match finder.update(message) {
            Action::None => Task::none(),
            Action::Run(task) => task.map(Message::Finder),
            Action::Close => self.close_finder(),
            // What is behind gets its focus back first, and loses it to where this leads.
            Action::Go(aim) => self.close_finder().chain(self.go_to(aim)),
        }
    }

    /// Tells something short: at the foot of the room that is shown, or of the window.
    pub(super) fn tell_shortly(&mut self, sort: ToastSort, words: String) {
        match self.open.shown_mut() {
            Some(stay) => stay.room.tell(sort, words),
            None => self.toasts.tell(Toast::plain(sort, words), Instant::now()),
        }
    }

    /// Tells that the clipboard holds too much to be pasted.
    pub(super) fn refuse_paste(&mut self) -> Task<Message> {
        let most = limits::PASTE_BYTES / 1024;
        self.tell_shortly(
            ToastSort::Trouble,
            self.phrases.with("compose-paste-large", &[("max", most.into())]),
        );
        Task::none()
    }

    pub(super) fn update_toasts(&mut self, message: toasts::Message) -> Task<Message> {
        match self.toasts.update(message, Instant::now()) {
            Some(pressed) => self.update(pressed),
            None => Task::none(),
        }
    }

    fn close_finder(&mut self) -> Task<Message> {
        self.finder = None;
        self.rest()
    }

    pub(super) fn go_to(&mut self, aim: Aim) -> Task<Message> {
        match aim {
            Aim::Action(command, _) => self.obey(command),
            Aim::Room(number, _) => self.show(number),
            Aim::Before(room, _) => self.show_lobby().chain(self.revisit(room)),
            Aim::Person(key) => self.in_shown_room(room::Message::WhisperTo(key)),
        }
    }

    fn offers(&self) -> Vec<Offer> {
        let actions =
            offered().filter(|(command, ..)| self.can(*command)).map(|(command, words, caps, mark)| Offer {
                words: self.phrases.text(words),
                caps,
                to: Aim::Action(command, mark),
            });
        let rooms = self.open.stays().iter().zip(1..).filter_map(|(stay, at)| {
            let room = stay.room.timeline().room()?;
            let to = Aim::Room(stay.number, people::room_fill(&room.id));
            Some(Offer { words: room.name.to_string(), caps: caps_of_room(at), to })
        });
        actions.chain(rooms).chain(self.rooms_of_before()).chain(self.people()).collect()
    }

    /// Returns the rooms that the lobby offers and that are not open.
    fn rooms_of_before(&self) -> impl Iterator<Item = Offer> {
        let recents = known::recents(self.known.as_ref(), &self.phrases, &self.zone);
        let closed = recents
            .into_iter()
            .filter(|recent| !self.open.stays().iter().any(|stay| stay.id() == Some(recent.id)));
        closed.map(|recent| Offer {
            to: Aim::Before(recent.id, people::room_fill(&recent.id)),
            words: recent.room,
            caps: Vec::new(),
        })
    }

    /// Returns who can be whispered to in the room that is shown, those who are here first.
    fn people(&self) -> impl Iterator<Item = Offer> {
        let is_korean = self.phrases.language() == Language::Korean;
        let room = self.open.shown().map(|stay| &stay.room).filter(|room| room.end().is_none());
        let members = room.map(|room| room.timeline().roster().sorted(is_korean)).unwrap_or_default();
        let others = members.into_iter().filter(|member| !member.own);
        others.map(|member| Offer {
            words: member.name.to_string(),
            caps: Vec::new(),
            to: Aim::Person(member.key),
        })
    }

    /// Whether a command does anything right now.
    fn can(&self, command: Command) -> bool {
        let shown = self.open.shown().map(|stay| &stay.room);
        match command {
            Command::Host | Command::Join | Command::Sheet | Command::Find => true,
            Command::Region(_) | Command::Settings | Command::Scale(_) => true,
            Command::Room(_) | Command::RoomBeside(_) => self.open.stays().len() > 1,
            Command::RoomUnread(step) => self.open.unread_beside(step).is_some(),
            Command::Invite | Command::Recipient => shown.is_some_and(|room| room.end().is_none()),
            Command::Roster | Command::Search | Command::Page(_) | Command::Latest | Command::Leave => {
                shown.is_some()
            }
        }
    }
}
