//! Searching the room, and the way to a line that may not be loaded: older pages are asked for until it is.

use iced::Task;
use iced::widget::operation;

use super::{Action, INPUT, Message, Room, Wish};
use crate::store::LinePlace;
use crate::ui::screen::search::{self, Search};
use crate::wire::{Name, limits};

/// A line on the way to which older pages are loaded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    place: LinePlace,
    /// How many pages were asked for.
    pages: u32,
}

impl Room {
    /// Opens the search, or puts the caret into it.
    pub(super) fn open_search(&mut self) -> Action {
        if self.search.is_some() {
            let all = operation::select_all(search::FIELD);
            return Action::Run(Task::batch([operation::focus(search::FIELD), all]));
        }
        let (search, focus) = Search::new();
        self.search = Some(search);
        self.is_roster_out = false;
        self.leave_pins();
        Action::Run(focus.map(Message::Search))
    }

    /// Opens the search or closes it, as its button does.
    pub(super) fn toggle_search(&mut self) -> Action {
        if self.search.is_some() { self.close_search() } else { self.open_search() }
    }

    /// Closes the search and gives the caret back.
    pub(super) fn close_search(&mut self) -> Action {
        (self.search, self.sought) = (None, None);
        Action::Run(operation::focus(INPUT))
    }

    pub(super) fn update_search(&mut self, message: search::Message) -> Action {
        let Some(search) = &mut self.search else { return Action::None };
        match search.update(message) {
            search::Action::None => Action::None,
            search::Action::Run(task) => Action::Run(task.map(Message::Search)),
            search::Action::Look(question) => Action::Look(question),
            search::Action::Go(place, is_page) => {
                if is_page {
                    self.search = None;
                }
                Action::Run(self.go_to(place))
            }
            search::Action::Close => self.close_search(),
        }
    }

    /// Whether the search is open.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Goes to a line of the room wherever it stands, as soon as it is loaded.
    pub fn go_to(&mut self, place: LinePlace) -> Task<Message> {
        self.sought = Some(Sought { place, pages: 0 });
        self.poll_seek()
    }

    /// Goes to the line that is sought if it has been loaded, or has the next older page loaded.
    pub fn poll_seek(&mut self) -> Task<Message> {
        let Some(Sought { place, pages }) = self.sought else { return Task::none() };
        if let Some(id) = self.timeline.id_at(place) {
            self.sought = None;
            return self.jump_to(id);
        }
        if self.timeline.is_paging() {
            return Task::none();
        }
        let is_near = !self.timeline.reaches(place) && pages < limits::SEEK_PAGES;
        if is_near && self.timeline.older().is_some() && self.wish(Wish::Page).is_ok() {
            self.timeline.paging();
            self.sought = Some(Sought { place, pages: pages + 1 });
        } else {
            self.sought = None;
            self.search.iter_mut().for_each(Search::miss);
        }
        Task::none()
    }

    /// Returns whose lines a search can be narrowed down to, by name.
    pub(super) fn searchable(&self, is_korean: bool) -> Vec<&Name> {
        self.timeline.roster().sorted(is_korean).into_iter().map(|member| &member.name).collect()
    }
}
