//! Going into rooms and leaving them: from the lobby, through the door, into the room and back.

use std::sync::Arc;

use iced::Task;

use super::{App, Join, Journey, Message, Screen, Start, Visit, join, known, lobby, room};
use crate::client::{self, ConnectError, Keep, Phase, Route, Target, Update};
use crate::ui::screen::lobby::{Lobby, Trouble};
use crate::ui::screen::room::{Invitation, Room};
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
        let Screen::Lobby(lobby) = &mut self.screen else { return Task::none() };
        match lobby.update(message) {
            lobby::Action::None => Task::none(),
            lobby::Action::Run(task) => task.map(Message::Lobby),
            lobby::Action::KeepName(name) => match self.checked_name(&name) {
                Ok(name) => {
                    self.keep_name(name.as_str());
                    Task::none()
                }
                Err(task) => task,
            },
            lobby::Action::Host { name, room } => match self.checked_name(&name) {
                Ok(name) => {
                    self.keep_name(name.as_str());
                    self.set_up(&name, room)
                }
                Err(task) => task,
            },
            lobby::Action::Join { name, address } => match self.checked_name(&name) {
                Ok(name) => {
                    self.keep_name(name.as_str());
                    self.go(name, &address)
                }
                Err(task) => task,
            },
            lobby::Action::Theme(choice) => self.choose_theme(choice),
            lobby::Action::Language(choice) => self.choose_language(choice),
        }
    }

    /// Returns the name if it is one, or the task that shows why it is not.
    fn checked_name(&mut self, typed: &str) -> Result<Name, Task<Message>> {
        Name::parse(typed).map_err(|error| match &mut self.screen {
            Screen::Lobby(lobby) => lobby.refuse_name(Trouble::Name(error)).map(Message::Lobby),
            Screen::Room(_) => Task::none(),
        })
    }

    /// Goes to what was typed, under a name.
    fn go(&mut self, name: Name, address: &str) -> Task<Message> {
        match Target::parse(address) {
            Ok(target) => {
                let shown = target.addresses.first().map(ToString::to_string).unwrap_or_default();
                let (dialog, task) = Join::new(shown);
                self.join = Some(dialog);
                let dialling = self.dial(target, name);
                Task::batch([task.map(Message::Join), dialling])
            }
            Err(error) => match &mut self.screen {
                Screen::Lobby(lobby) => lobby.refuse_address(Trouble::Address(error)).map(Message::Lobby),
                Screen::Room(_) => Task::none(),
            },
        }
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

    /// Begins a visit; a room fills behind the lobby until it is entered.
    pub(super) fn depart(
        &mut self,
        options: client::Options,
        target: Option<Target>,
        invitation: Option<Invitation>,
    ) -> Task<Message> {
        let (room, task) = Room::new(invitation);
        self.visits += 1;
        let name = options.name.clone();
        self.visit = Some(Visit { number: self.visits, options });
        self.journey = Some(Box::new(Journey { room, target, name }));
        self.way = None;
        task.map(Message::Room)
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
        let Some(journey) = self.journey.take() else { return self.give_up() };
        let Some(target) = journey.target else { return self.give_up() };
        let name = other.unwrap_or(journey.name);
        self.keep_name(name.as_str());
        let shown = self.join.as_mut().map(|join| join.show(join::State::Going(client::Step::Reach)));
        let dialling = self.dial(target, name);
        Task::batch(shown.map(|task| task.map(Message::Join)).into_iter().chain([dialling]))
    }

    fn give_up(&mut self) -> Task<Message> {
        self.join = None;
        self.journey = None;
        self.visit = None;
        iced::widget::operation::focus(lobby::ADDRESS)
    }

    /// Takes in what a visit tells.
    pub(super) fn told(&mut self, number: u64, updates: Vec<Update>) -> Task<Message> {
        let has_ended = updates.iter().any(|update| matches!(update, Update::Ended(_)));
        if self.parting.as_ref().is_some_and(|visit| visit.number == number) {
            if has_ended {
                self.parting = None;
            }
            return self.exit_if_done();
        }
        if self.visit.as_ref().is_none_or(|visit| visit.number != number) {
            return Task::none();
        }
        if has_ended {
            self.visit = None;
        }
        let joined = updates.iter().find_map(|update| match update {
            Update::Joined(joined) => Some(joined.clone()),
            _ => None,
        });
        if let Some(joined) = joined {
            if let Some(visit) = &mut self.visit {
                visit.note_room(joined.charter.room());
            }
            self.remember(&joined);
        }
        let heard = self.pass_on(updates);
        Task::batch([heard, self.exit_if_done()])
    }

    fn exit_if_done(&self) -> Task<Message> {
        let is_done = self.is_closing && self.visit.is_none() && self.parting.is_none();
        if is_done { iced::exit() } else { Task::none() }
    }

    /// Gives what a visit tells to the room that is shown, or to the one that is on its way.
    fn pass_on(&mut self, updates: Vec<Update>) -> Task<Message> {
        if let Some(mut journey) = self.journey.take() {
            drop(journey.room.hear(updates));
            return self.arrive(journey);
        }
        match &mut self.screen {
            Screen::Room(room) => {
                let heard = match room.hear(updates) {
                    room::Action::Run(task) => task.map(Message::Room),
                    room::Action::None | room::Action::Leave => Task::none(),
                };
                if room.is_refused_name() { self.ask_for_another_name() } else { heard }
            }
            Screen::Lobby(_) => Task::none(),
        }
    }

    /// Opens the door if the journey is over, or shows how far it has come. Where one's own copy of a guest's room is there,
    /// it is read while the host is looked for.
    fn arrive(&mut self, journey: Box<Journey>) -> Task<Message> {
        let is_kept = journey.target.is_some() && journey.room.is_offline();
        let state = match journey.room.timeline().phase() {
            Phase::Here => return self.enter(*journey),
            Phase::Entering(_) | Phase::Lost { .. } if is_kept => return self.enter(*journey),
            Phase::Entering(step) => join::State::Going(*step),
            Phase::Lost { .. } => join::State::Going(client::Step::Reach),
            Phase::Ended(ConnectError::Refused(Refusal::NameTaken { suggestion })) => {
                join::State::NameTaken {
                    name: journey.name.to_string(),
                    suggestions: suggestions(&journey.name, suggestion),
                }
            }
            Phase::Ended(error) => join::State::Failed(error.clone()),
        };
        if let (Phase::Ended(error), Some(setup)) = (journey.room.timeline().phase(), &mut self.setup) {
            tracing::warn!(%error, "the own room was not entered");
            setup.fail(super::host_setup::Trouble::CannotListen);
            self.keeper.let_go();
        }
        self.journey = Some(journey);
        self.join.as_mut().map_or_else(Task::none, |join| join.show(state).map(Message::Join))
    }

    fn enter(&mut self, journey: Journey) -> Task<Message> {
        self.way = journey.target.map(|target| (target, journey.name));
        self.screen = Screen::Room(Box::new(journey.room));
        (self.join, self.setup) = (None, None);
        iced::widget::operation::focus(room::INPUT)
    }

    /// Goes back before the door from a room that was read offline: its host has given the name to somebody else.
    fn ask_for_another_name(&mut self) -> Task<Message> {
        let Some((target, name)) = self.way.take() else { return Task::none() };
        let shown = target.addresses.first().map(ToString::to_string).unwrap_or_default();
        let (lobby, task) = self.lobby();
        let Screen::Room(room) = std::mem::replace(&mut self.screen, Screen::Lobby(lobby)) else {
            return Task::none();
        };
        let (dialog, opening) = Join::new(shown);
        self.join = Some(dialog);
        let arriving = self.arrive(Box::new(Journey { room: *room, target: Some(target), name }));
        Task::batch([task.map(Message::Lobby), opening.map(Message::Join), arriving])
    }

    pub(super) fn update_room(&mut self, message: room::Message) -> Task<Message> {
        if matches!(message, room::Message::Dismissed) {
            self.wants_exit = false;
        }
        let Screen::Room(room) = &mut self.screen else { return Task::none() };
        match room.update(&self.phrases, message) {
            room::Action::None => Task::none(),
            room::Action::Run(task) => task.map(Message::Room),
            room::Action::Leave if self.wants_exit => self.close(),
            room::Action::Leave => self.back_to_lobby(),
        }
    }

    /// Shows the lobby; the visit goes on until its goodbye was heard.
    fn back_to_lobby(&mut self) -> Task<Message> {
        self.parting = self.visit.take();
        self.keeper.let_go();
        let (lobby, task) = self.lobby();
        self.screen = Screen::Lobby(lobby);
        task.map(Message::Lobby)
    }

    fn lobby(&self) -> (Lobby, Task<lobby::Message>) {
        let profile = &self.config.profile;
        let recents = known::recents(self.known.as_ref(), &self.phrases, &self.zone);
        Lobby::new(self.called.clone(), recents, profile.theme, profile.language)
    }
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
