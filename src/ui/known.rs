//! Rooms and hosts that this computer knows, as the window uses them: trust on the way in, the list in the lobby.
//!
//! Writing happens on a thread of its own; a book that cannot be written is told to the log alone, and what is known
//! counts for as long as the window is open.

use std::time::Instant;

use jiff::tz::TimeZone;

use super::screen::lobby::{Recent, Way};
use super::toasts::Toast;
use super::{App, Message};
use crate::client::trust::{Book, Known, KnownRoom};
use crate::client::{Expected, Joined, Target};
use crate::phrase::{Phrases, time};
use crate::wire::{Fingerprint, RoomId, Time};

/// Rooms that the lobby offers.
const RECENTS_MAX: usize = 8;

impl App {
    /// Returns what the host at `target` has to show.
    pub(super) fn expected(&self, target: &Target) -> Expected {
        self.known.as_ref().map_or_else(|| Book::default().expected(target), |known| known.expected(target))
    }

    /// Notes that this member came into a room: by way of a target, or as its host.
    pub(super) fn remember(&mut self, way: Option<Target>, joined: &Joined) {
        let hosted = way.is_none();
        let way = way.or_else(|| self.keeper.invite().map(Target::from));
        let (Some(known), Some(target)) = (&mut self.known, way) else { return };
        known.remember(&target, joined, hosted, now());
        self.write_known();
    }

    /// Notes that an invite names the key of a host.
    pub(super) fn remember_invited(&mut self, host: Fingerprint) {
        if let Some(known) = &mut self.known {
            known.note_invited(&host);
            self.write_known();
        }
    }

    /// Takes a room off the list of those of before.
    pub(super) fn forget(&mut self, room: RoomId) {
        if let Some(known) = &mut self.known {
            known.forget(room);
            self.write_known();
        }
        self.show_recents();
    }

    /// Takes a room off the list, and offers it back for a while.
    pub(super) fn strike(&mut self, room: RoomId) {
        let rooms = self.known.as_ref().map(|known| known.rooms()).unwrap_or_default();
        if let Some(known) = rooms.iter().find(|known| known.id == room).cloned() {
            let words = self.phrases.with("recent-gone", &[("room", known.name.as_str().into())]);
            let undo = Message::RecentWanted(Box::new(known));
            self.toasts.tell(Toast::undoable(&self.phrases, words, undo), Instant::now());
        }
        self.forget(room);
    }

    /// Puts a room back on the list, where it was.
    pub(super) fn restore(&mut self, room: KnownRoom) {
        if let Some(known) = &mut self.known {
            known.restore(room);
            self.write_known();
        }
        self.show_recents();
    }

    /// Takes every room off the list of those of before.
    pub(super) fn forget_all(&mut self) {
        if let Some(known) = &mut self.known {
            known.forget_all();
            self.write_known();
        }
        self.show_recents();
    }

    /// Has the lobby show the rooms of before as they are now.
    pub(super) fn show_recents(&mut self) {
        let recents = recents(self.known.as_ref(), &self.phrases, &self.zone);
        self.lobby.show_recents(recents);
    }

    fn write_known(&self) {
        let Some(known) = self.known.clone() else { return };
        let writing = std::thread::Builder::new().name("known-rooms".to_owned()).spawn(move || {
            if let Err(error) = known.save() {
                tracing::warn!(%error, "known rooms were not written");
            }
        });
        if let Err(error) = writing {
            tracing::warn!(%error, "no thread to write known rooms");
        }
    }
}

/// Returns the rooms to offer, the one visited last first.
pub(super) fn recents(known: Option<&Known>, phrases: &Phrases, zone: &TimeZone) -> Vec<Recent> {
    let rooms = known.map(|known| known.rooms()).unwrap_or_default();
    rooms.iter().take(RECENTS_MAX).map(|room| recent(room, phrases, zone)).collect()
}

fn recent(room: &KnownRoom, phrases: &Phrases, zone: &TimeZone) -> Recent {
    let day = time::day_ago(phrases, time::moment(room.visited), time::moment(now()), zone);
    let hosted = room.hosted.then(|| phrases.text("launcher-recent-hosted"));
    Recent {
        id: room.id,
        room: room.name.to_string(),
        caption: [Some(day), hosted].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        pigment: pigment_of(&room.id),
        way: if room.hosted { Way::Host } else { Way::Join(room.target()) },
    }
}

/// Returns which of the eight pigments a room has.
pub(super) fn pigment_of(room: &RoomId) -> usize {
    room.0.first().map_or(0, |byte| usize::from(*byte) % 8)
}

pub(super) fn now() -> Time {
    u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0)
}
