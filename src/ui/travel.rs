//! Going into rooms and leaving them: from the lobby, through the door, into the room and back.

use std::sync::Arc;

use iced::Task;

use super::open::Stay;
use super::{App, Join, Message, Start, join, known, lobby, room};
use crate::client::{self, ConnectError, Joined, Keep, Phase, Route, Target, Update};
use crate::config::EnterChoice;
use crate::ui::screen::lobby::{Lobby, Trouble};
use crate::ui::screen::room::{Invitation, Room};
use crate::ui::widget::focus_if_none;
use crate::wire::{Name, Refusal, RoomId};

/// Names offered to somebody whose name is taken.
const SUGGESTIONS: usize = 3;

impl App {
    pub(super) fn begin(&mut self, start: Start) -> Task<Message> {
        match start {
            Start::Lobby => Task::none(),
            Start::Host { host, name } => {
                self.settle_name(name.as_str());
                self.enter_own(host, name)
            }
            Start::Join { address, name } => {
                let typed = self.update_lobby(lobby::Message::Addressed(address.clone()));
                match name {
                    Some(name) => {
                        self.settle_name(name.as_str());
                        Task::batch([typed, self.go(name, &address)])
                    }
                    None => typed,
                }
            }
        }
    }

    pub(super) fn update_lobby(&mut self, message: lobby::Message) -> Task<Message> {
        match self.lobby.update(message) {
            lobby::Action::None => Task::none(),
            lobby::Action::Run(task) => task.map(Message::Lobby),
            lobby::Action::KeepName(name) => self.under_name(&name, |_, _| Task::none()),
            lobby::Action::Host { name, room } => self.under_name(&name, |app, name| app.set_up(&name, room)),
            lobby::Action::Join { name, address } => {
                self.under_name(&name, |app, name| app.go(name, &address))
            }
            lobby::Action::Return { name, target } => {
                self.under_name(&name, |app, name| app.travel(name, target))
            }
            lobby::Action::Forget(room) => {
                self.strike(room);
                Task::none()
            }
            lobby::Action::Settings => self.show_settings(),
        }
    }

    /// Keeps a name and does something under it, or shows why it is none.
    fn under_name(
        &mut self,
        typed: &str,
        does: impl FnOnce(&mut Self, Name) -> Task<Message>,
    ) -> Task<Message> {
        match Name::parse(typed) {
            Ok(name) => Task::batch([self.keep_name(name.as_str()), does(self, name)]),
            Err(error) => self.lobby.refuse_name(Trouble::Name(error)).map(Message::Lobby),
        }
    }

    /// Goes to what was typed, under a name.
    fn go(&mut self, name: Name, address: &str) -> Task<Message> {
        match Target::parse(address) {
            Ok(target) => self.travel(name, target),
            Err(error) => self.lobby.refuse_address(Trouble::Address(error)).map(Message::Lobby),
        }
    }

    /// Goes to a room under a name; one that is open already is shown.
    fn travel(&mut self, name: Name, target: Target) -> Task<Message> {
        match self.open.find(&target) {
            Some(Stay { number, room, .. }) if room.end().is_none() => {
                let (number, host) = (*number, room.timeline().room().map(|room| room.charter.host));
                // An invite for a room that is open says which host is the right one.
                let host = host.map(|host| host.fingerprint()).filter(|host| target.pin == Some(*host));
                if let (Some(host), true) = (host, target.invited) {
                    self.remember_invited(host);
                    self.vouch(number);
                }
                self.show(number)
            }
            None if self.open.is_full() => self.lobby.refuse_address(Trouble::RoomsFull).map(Message::Lobby),
            // A room that has ended keeps its tile, and what is being written there, for the next visit.
            _ => self.set_out(target, name),
        }
    }

    /// Sets out anew for a room that has ended.
    fn go_again(&mut self, number: u64) -> Task<Message> {
        let Some(stay) = self.open.stay_mut(number) else { return Task::none() };
        let (room, name) = (stay.id(), stay.name.clone());
        let Some(target) = stay.target.clone() else { return Task::none() };
        self.set_out(Target { room: target.room.or(room), ..target }, name)
    }

    fn set_out(&mut self, target: Target, name: Name) -> Task<Message> {
        let (dialog, task) = Join::new(shown_address(&target));
        self.join = Some(dialog);
        let dialling = self.dial(target, name);
        Task::batch([task.map(Message::Join), dialling])
    }

    fn dial(&mut self, target: Target, name: Name) -> Task<Message> {
        let expected = self.expected(&target);
        let route = Route::Dial { addresses: target.addresses.clone(), expected };
        let keep = self.keep(target.room);
        self.depart(
            client::Options { identity: Arc::clone(&self.identity), name, route, keep },
            Some(target),
            None,
        )
    }

    /// Has a member keep its own copy, where anything can be kept.
    pub(super) fn keep(&self, room: Option<RoomId>) -> Keep {
        let folder = self.folder.clone();
        folder.map_or(Keep::Nothing, |folder| Keep::Folder { folder, room })
    }

    /// Begins a visit; a room fills behind what is shown until it is entered.
    pub(super) fn depart(
        &mut self,
        options: client::Options,
        target: Option<Target>,
        invitation: Option<Invitation>,
    ) -> Task<Message> {
        let (mut room, task) = Room::new(invitation);
        room.tone(self.config.window.skin_tone);
        room.came_by_invite(target.as_ref().is_some_and(|target| target.invited));
        if self.config.window.enter == EnterChoice::Break {
            room.break_with_enter();
        }
        let number = self.open.depart(options, room, target);
        task.map(move |message| Message::Room(number, message))
    }

    pub(super) fn update_join(&mut self, message: join::Message) -> Task<Message> {
        let Some(dialog) = &mut self.join else { return Task::none() };
        match dialog.update(message) {
            join::Action::None => Task::none(),
            join::Action::Run(task) => task.map(Message::Join),
            join::Action::Again(name) => self.try_again(name),
            join::Action::Cancel => self.give_up(),
        }
    }

    fn try_again(&mut self, other: Option<Name>) -> Task<Message> {
        let Some(stay) = self.open.give_up() else { return self.give_up() };
        let Some(target) = stay.target else { return self.give_up() };
        let name = other.unwrap_or(stay.name);
        let kept = self.keep_name(name.as_str());
        let shown = self.join.as_mut().map(|join| join.show(join::State::Going(client::Step::Reach)));
        let dialling = self.dial(target, name);
        Task::batch(shown.map(|task| task.map(Message::Join)).into_iter().chain([kept, dialling]))
    }

    fn give_up(&mut self) -> Task<Message> {
        self.join = None;
        self.open.give_up();
        self.rest()
    }

    /// Takes in what a visit tells.
    pub(super) fn told(&mut self, number: u64, updates: Vec<Update>) -> Task<Message> {
        if updates.iter().any(|update| matches!(update, Update::Ended(_))) {
            self.open.end(number);
        }
        let joined = updates.iter().find_map(|update| match update {
            Update::Joined(joined) => Some(joined.clone()),
            _ => None,
        });
        if let Some(joined) = joined {
            self.note_joined(number, &joined);
        }
        let heard = self.pass_on(number, updates);
        Task::batch([heard, self.exit_if_done()])
    }

    fn note_joined(&mut self, number: u64, joined: &Joined) {
        let Some(stay) = self.open.stay_mut(number) else { return };
        if let Some(visit) = &mut stay.visit {
            visit.note_room(joined.charter.room());
        }
        let way = stay.target.clone();
        self.remember(way, joined);
        let host = joined.charter.host.fingerprint();
        if self.known.as_ref().is_some_and(|known| known.is_invited(&host)) {
            self.vouch(number);
        }
    }

    /// Has an open room say that an invite named its host.
    fn vouch(&mut self, number: u64) {
        if let Some(stay) = self.open.stay_mut(number) {
            stay.room.came_by_invite(true);
        }
    }

    pub(super) fn exit_if_done(&self) -> Task<Message> {
        if self.is_closing && self.open.is_over() { iced::exit() } else { Task::none() }
    }

    /// Gives what a visit tells to its room: one that has a tile, or the one that is on its way.
    fn pass_on(&mut self, number: u64, updates: Vec<Update>) -> Task<Message> {
        let Some(stay) = self.open.stay_mut(number) else { return Task::none() };
        let news = stay.room.hear(updates);
        let is_refused = stay.room.is_refused_name();
        let sought = stay.room.poll_seek().map(move |message| Message::Room(number, message));
        if self.open.coming().is_some_and(|coming| coming.number == number) {
            return self.arrive();
        }
        let told = Task::batch([self.tell_of(number, news), sought]);
        // Whoever is on the way into another room is not asked about this one meanwhile; its card says what became of it.
        if is_refused && self.open.coming().is_none() {
            return Task::batch([told, self.ask_for_another_name(number)]);
        }
        told
    }

    /// Opens the door if the journey is over, or shows how far it has come. Where one's own copy of a guest's room is there,
    /// it is read while the host is looked for.
    fn arrive(&mut self) -> Task<Message> {
        let Some(stay) = self.open.coming() else { return Task::none() };
        let is_kept = !stay.is_own() && stay.room.is_offline();
        let state = match stay.room.timeline().phase() {
            Phase::Here => return self.enter(),
            Phase::Entering(_) | Phase::Lost { .. } if is_kept => return self.enter(),
            Phase::Entering(step) => join::State::Going(*step),
            Phase::Lost { .. } => join::State::Going(client::Step::Reach),
            Phase::Ended(ConnectError::Refused(Refusal::NameTaken { suggestion })) => {
                join::State::NameTaken {
                    name: stay.name.to_string(),
                    suggestions: suggestions(&stay.name, suggestion),
                }
            }
            Phase::Ended(error) => join::State::Failed(error.clone()),
        };
        if let (Phase::Ended(error), Some(setup), true) =
            (stay.room.timeline().phase(), &mut self.setup, stay.is_own())
        {
            tracing::warn!(%error, "the own room was not entered");
            setup.fail(super::host_setup::Trouble::CannotListen);
            self.keeper.let_go();
        }
        self.join.as_mut().map_or_else(Task::none, |join| join.show(state).map(Message::Join))
    }

    fn enter(&mut self) -> Task<Message> {
        (self.join, self.setup, self.settings) = (None, None, None);
        let number = self.open.coming().map(|stay| stay.number);
        self.open.enter();
        let drafts = number.map_or_else(Task::none, |number| self.read_drafts(number));
        Task::batch([drafts, self.focus_shown()])
    }

    /// Goes back before the door from a room that was read offline: its host has given the name to somebody else.
    fn ask_for_another_name(&mut self, number: u64) -> Task<Message> {
        let Some(target) = self.open.stay_mut(number).and_then(|stay| stay.target.clone()) else {
            return Task::none();
        };
        self.open.send_back(number);
        let (dialog, opening) = Join::new(shown_address(&target));
        self.join = Some(dialog);
        Task::batch([opening.map(Message::Join), self.arrive()])
    }

    pub(super) fn update_room(&mut self, number: u64, message: room::Message) -> Task<Message> {
        if matches!(message, room::Message::Dismissed) {
            self.wants_exit = false;
        }
        let Some(stay) = self.open.stay_mut(number) else { return Task::none() };
        match stay.room.update(&self.phrases, message) {
            room::Action::None => Task::none(),
            room::Action::Run(task) => task.map(move |message| Message::Room(number, message)),
            room::Action::Look(question) => self.look_up(number, question),
            room::Action::Export(export) => self.export(number, export),
            room::Action::Choose(choice) => self.choose(choice),
            room::Action::Again => self.go_again(number),
            room::Action::Rooms => self.show_rooms(),
            room::Action::Leave if self.wants_exit => self.close(),
            room::Action::Leave => self.left(number),
        }
    }

    /// Shows what is next to a room that was left; the visit goes on until its goodbye was heard.
    fn left(&mut self, number: u64) -> Task<Message> {
        self.keep_drafts_of(number);
        let Some(stay) = self.open.leave(number) else { return Task::none() };
        if stay.is_own() {
            self.keeper.let_go();
        }
        if self.open.shown().is_some() { self.focus_shown() } else { self.show_lobby() }
    }

    /// Shows a room that has a tile.
    pub(super) fn show(&mut self, number: u64) -> Task<Message> {
        self.settings = None;
        self.open.show(number);
        self.take_back_notices();
        self.focus_shown()
    }

    /// Goes into a room of before again, as its row in the lobby does.
    pub(super) fn revisit(&mut self, room: RoomId) -> Task<Message> {
        let row = self.lobby.recents().iter().position(|recent| recent.id == room);
        row.map_or_else(Task::none, |row| self.update_lobby(lobby::Message::RecentPressed(row)))
    }

    /// Shows the lobby, with the rooms of before as they are now.
    pub(super) fn show_lobby(&mut self) -> Task<Message> {
        self.settings = None;
        let recents = known::recents(self.known.as_ref(), &self.phrases, &self.zone);
        let (lobby, task) = Lobby::new(self.called.clone(), recents);
        self.lobby = lobby;
        self.open.show_lobby();
        task.map(Message::Lobby)
    }

    /// Puts the caret where whoever looks at the window wants to type.
    pub(super) fn focus_shown(&self) -> Task<Message> {
        iced::widget::operation::focus(self.resting_place())
    }

    /// Leaves the focus with what had it before a dialog, or puts the caret where it usually is.
    pub(super) fn rest(&self) -> Task<Message> {
        focus_if_none(self.resting_place())
    }

    fn resting_place(&self) -> &'static str {
        if self.open.shown().is_some() { room::INPUT } else { lobby::ADDRESS }
    }
}

/// Returns where a target leads first, as it is shown.
fn shown_address(target: &Target) -> String {
    target.addresses.first().map(ToString::to_string).unwrap_or_default()
}

/// Offers the free name that the host found, and a few beside it that look like neither.
fn suggestions(taken: &Name, first: &Name) -> Vec<Name> {
    let mut names = vec![first.clone()];
    while names.len() < SUGGESTIONS {
        let next = taken.suggest(|skeleton| {
            *skeleton == taken.skeleton() || names.iter().any(|name| name.skeleton() == *skeleton)
        });
        if names.contains(&next) {
            break;
        }
        names.push(next);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_offered_a_few_others() {
        let name = |text: &str| Name::parse(text).unwrap();
        let offered = suggestions(&name("하늘"), &name("하늘2"));
        assert_eq!(offered, ["하늘2", "하늘3", "하늘4"].map(name));
    }
}
