//! The rooms that are open in this window: those with a tile, the one on its way in, and those that still say goodbye.
//!
//! - A stay is one subscription, and goes by the number of its visit from dialling to leaving.
//! - At most [`limits::ROOMS_OPEN`] rooms have a tile, no room has two, and at most one is hosted here.
//! - A room is watched while it is shown in the focused window, and only then is anything read there.

use super::Visit;
use crate::client::{Options, Target};
use crate::config::SkinTone;
use crate::ui::screen::room::{Room, Unread};
use crate::wire::{Name, RoomId, limits};

/// A room from dialling to leaving, and what has to be known to try again.
#[derive(Debug)]
pub(super) struct Stay {
    /// What it goes by: the number of its visit.
    pub(super) number: u64,
    /// The room's screen.
    pub(super) room: Room,
    /// What was dialled; `None` for the room that is hosted here.
    pub(super) target: Option<Target>,
    /// The name to go by there.
    pub(super) name: Name,
    /// What fills the room, until it has ended.
    pub(super) visit: Option<Visit>,
    /// Whether notices of it are kept back.
    pub(super) is_quiet: bool,
}

impl Stay {
    /// Whether the room is hosted here.
    pub(super) fn is_own(&self) -> bool {
        self.target.is_none()
    }

    /// Returns which room it is, once that is known.
    pub(super) fn id(&self) -> Option<RoomId> {
        self.room.timeline().room().map(|room| room.id)
    }

    fn is_where(&self, target: &Target) -> bool {
        let ways = self.target.iter().flat_map(|target| &target.addresses);
        match (target.room, self.id()) {
            (Some(sought), Some(id)) => sought == id,
            _ => ways.into_iter().any(|address| target.addresses.contains(address)),
        }
    }
}

/// All rooms of the window.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Those with a tile, in its order.
    stays: Vec<Stay>,
    /// Which of them fills the window; otherwise the lobby does.
    shown: Option<u64>,
    /// The one on its way in.
    coming: Option<Box<Stay>>,
    /// What was left and may still say goodbye.
    parting: Vec<Visit>,
    /// The number of the visit that was begun last.
    pub(super) newest: u64,
    is_focused: bool,
}

impl Open {
    /// Sets out for a room, in the place of one that was on its way; returns what it goes by.
    pub(super) fn depart(&mut self, options: Options, room: Room, target: Option<Target>) -> u64 {
        self.newest += 1;
        let (number, name) = (self.newest, options.name.clone());
        let visit = Some(Visit { number, options });
        self.coming = Some(Box::new(Stay { number, room, target, name, visit, is_quiet: false }));
        number
    }

    /// Stops on the way; what comes of that visit is not heard any more.
    pub(super) fn give_up(&mut self) -> Option<Stay> {
        self.coming.take().map(|stay| *stay)
    }

    /// Goes in where the one on its way led, and shows the room. Where this room has a tile already, its host has ended
    /// that visit in favour of the newer one, which goes on in its place with what was being written there.
    pub(super) fn enter(&mut self) {
        let Some(mut stay) = self.coming.take() else { return };
        let number = stay.number;
        let before = self.stays.iter_mut().find(|other| stay.id().is_some() && other.id() == stay.id());
        match before {
            Some(before) => {
                stay.room.take_over(&mut before.room);
                stay.is_quiet = before.is_quiet;
                if before.is_own() {
                    stay.target = None;
                }
                let before = std::mem::replace(before, *stay);
                self.part(before.visit);
            }
            None => self.stays.push(*stay),
        }
        self.show(number);
    }

    /// Takes a room's tile away and has its visit say goodbye; the next room is shown, or the lobby.
    pub(super) fn leave(&mut self, number: u64) -> Option<Stay> {
        let at = self.position(number)?;
        let mut stay = self.stays.remove(at);
        self.part(stay.visit.take());
        self.step_aside(number, at);
        Some(stay)
    }

    /// Puts a room back before the door.
    pub(super) fn send_back(&mut self, number: u64) {
        if let Some(at) = self.position(number) {
            self.coming = Some(Box::new(self.stays.remove(at)));
            self.step_aside(number, at);
        }
    }

    /// Shows a room that has a tile.
    pub(super) fn show(&mut self, number: u64) {
        if self.position(number).is_some() {
            self.shown = Some(number);
            self.watch();
        }
    }

    /// Shows the lobby.
    pub(super) fn show_lobby(&mut self) {
        self.shown = None;
        self.watch();
    }

    /// Notes whether the window has the focus.
    pub(super) fn focus(&mut self, is_focused: bool) {
        if self.is_focused != is_focused {
            self.is_focused = is_focused;
            self.watch();
        }
    }

    /// Notes that a visit is over.
    pub(super) fn end(&mut self, number: u64) {
        self.parting.retain(|visit| visit.number != number);
        if let Some(stay) = self.stay_mut(number) {
            stay.visit = None;
        }
    }

    /// Has every room say goodbye; whoever is not in yet has nobody to say goodbye to.
    pub(super) fn say_goodbye(&mut self) {
        self.coming = None;
        self.stays.iter_mut().for_each(|stay| stay.room.say_goodbye());
    }

    /// Has hands and people in this skin in every room.
    pub(super) fn tone(&mut self, tone: SkinTone) {
        let coming = self.coming.as_deref_mut();
        self.stays.iter_mut().chain(coming).for_each(|stay| stay.room.tone(tone));
    }

    /// Returns a room with a tile, or the one on its way.
    pub(super) fn stay_mut(&mut self, number: u64) -> Option<&mut Stay> {
        self.coming.as_deref_mut().into_iter().chain(&mut self.stays).find(|stay| stay.number == number)
    }

    /// Returns the rooms with a tile, in its order.
    pub(super) fn stays(&self) -> &[Stay] {
        &self.stays
    }

    /// Returns the room that fills the window.
    pub(super) fn shown(&self) -> Option<&Stay> {
        self.stays.iter().find(|stay| Some(stay.number) == self.shown)
    }

    /// Returns the room that fills the window.
    pub(super) fn shown_mut(&mut self) -> Option<&mut Stay> {
        let shown = self.shown;
        self.stays.iter_mut().find(|stay| Some(stay.number) == shown)
    }

    /// Returns the room on its way in.
    pub(super) fn coming(&self) -> Option<&Stay> {
        self.coming.as_deref()
    }

    /// Whether the window has the focus.
    pub(super) fn is_focused(&self) -> bool {
        self.is_focused
    }

    /// Whether there is no place for another tile.
    pub(super) fn is_full(&self) -> bool {
        self.stays.len() >= limits::ROOMS_OPEN
    }

    /// Returns the room that is hosted here, if it has a tile.
    pub(super) fn own(&self) -> Option<&Stay> {
        self.stays.iter().find(|stay| stay.is_own())
    }

    /// Returns the room that is hosted here, even on its way.
    pub(super) fn own_mut(&mut self) -> Option<&mut Stay> {
        self.coming.as_deref_mut().into_iter().chain(&mut self.stays).find(|stay| stay.is_own())
    }

    /// Returns the room with a tile that a target leads to, as far as that is known before dialling.
    pub(super) fn find(&self, target: &Target) -> Option<&Stay> {
        self.stays.iter().find(|stay| stay.is_where(target))
    }

    /// Returns the tile some steps on, around the end.
    pub(super) fn beside(&self, steps: isize) -> Option<u64> {
        let len = isize::try_from(self.stays.len()).ok().filter(|len| *len > 0)?;
        let at = self.shown.and_then(|number| self.position(number)).and_then(|at| isize::try_from(at).ok());
        // From the lobby, one step leads to the first tile or to the last.
        let at = at.unwrap_or(if steps > 0 { -1 } else { 0 });
        let next = usize::try_from((at + steps).rem_euclid(len)).ok()?;
        self.stays.get(next).map(|stay| stay.number)
    }

    /// Returns the next tile with something unread, in the direction of `step`.
    pub(super) fn unread_beside(&self, step: isize) -> Option<u64> {
        let steps = (1..=limits::ROOMS_OPEN).filter_map(|count| isize::try_from(count).ok());
        let mut tiles = steps.filter_map(|count| self.beside(count * step));
        tiles.find(|number| {
            self.shown != Some(*number)
                && self.stays.iter().any(|stay| stay.number == *number && stay.room.unread().any())
        })
    }

    /// Returns how much is unread in all rooms.
    pub(super) fn unread(&self) -> Unread {
        self.stays.iter().map(|stay| stay.room.unread()).fold(Unread::default(), Unread::and)
    }

    /// Returns what has to be listened to. One's own copy of a room has one user at a time: a visit waits until the one
    /// before has let go of it.
    pub(super) fn visits(&self) -> impl Iterator<Item = &Visit> {
        let is_held = |visit: &Visit| {
            let room = visit.room();
            room.is_some() && self.parting.iter().any(|before| before.room() == room)
        };
        let stays = self.stays.iter().chain(self.coming.as_deref());
        let visits = stays.filter_map(|stay| stay.visit.as_ref()).filter(move |visit| !is_held(visit));
        visits.chain(&self.parting)
    }

    /// Whether nobody has to be waited for.
    pub(super) fn is_over(&self) -> bool {
        self.visits().next().is_none()
    }

    fn position(&self, number: u64) -> Option<usize> {
        self.stays.iter().position(|stay| stay.number == number)
    }

    fn part(&mut self, visit: Option<Visit>) {
        self.parting.extend(visit);
        // Whoever leaves rooms faster than they say goodbye does not wait for the oldest.
        let excess = self.parting.len().saturating_sub(limits::ROOMS_OPEN);
        self.parting.drain(..excess);
    }

    /// Shows the neighbour of a room that went from the window.
    fn step_aside(&mut self, number: u64, at: usize) {
        if self.shown == Some(number) {
            self.shown = self.stays.get(at).or(self.stays.last()).map(|stay| stay.number);
        }
        self.watch();
    }

    fn watch(&mut self) {
        let (shown, is_focused) = (self.shown, self.is_focused);
        for stay in &mut self.stays {
            stay.room.watch(is_focused && shown == Some(stay.number));
        }
    }
}
