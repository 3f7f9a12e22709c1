//! What is kept of rooms that are hosted here: listing them, erasing one, and how it stands with the disk.

use futures::{Stream, StreamExt as _, stream};
use iced::Task;
use tokio::sync::watch;

use super::aside;
use crate::client::sentence::of_store_error;
use crate::host::{self, Keeping};
use crate::phrase::time;
use crate::store::{Folder, Salvage, Side, StoreError};
use crate::ui::screen::host_setup::{Hosted, Trouble};
use crate::ui::screen::room::{Matter, Notice, Room};
use crate::ui::{App, Message};
use crate::wire::{Address, RoomId, RoomName};

impl App {
    /// Reads which rooms were hosted here.
    pub(super) fn read_hosted(&self) -> Task<Message> {
        let Some(folder) = self.folder.clone() else { return Task::none() };
        let keeper = self.keeper.clone();
        let reading = aside("hosted-rooms", move || {
            keeper.wait();
            host::hosted(&folder)
        });
        reading.map(|hosted| Message::Hosted(hosted.unwrap_or_default(), None))
    }

    /// Removes everything that is kept of a room on this computer: the host's part, and this person's own copy.
    pub(super) fn erase(&mut self, room: RoomId) -> Task<Message> {
        let Some(folder) = self.folder.clone() else { return Task::none() };
        let keeper = self.keeper.clone();
        let erasing = aside("erasing", move || {
            keeper.wait();
            let erased = erase(&folder, room);
            (host::hosted(&folder), erased.err())
        });
        self.forget(room);
        erasing.map(|done| {
            let (hosted, error) = done.unwrap_or((Vec::new(), Some(StoreError::Closed)));
            Message::Hosted(hosted, error)
        })
    }

    /// Lists the rooms in the set-up, if it is still open.
    pub(in crate::ui) fn offer(
        &mut self,
        hosted: &[host::Hosted],
        error: Option<&StoreError>,
    ) -> Task<Message> {
        let hosted = hosted.iter().filter_map(|hosted| self.listed(hosted)).collect();
        let usual = self.config.host.room.is_none();
        let sentence = error.map(|error| of_store_error(&self.phrases, error));
        let wanted = self.wanted;
        if let Some(setup) = &mut self.setup {
            setup.offer(hosted, wanted, usual && wanted.is_none());
            if let Some(sentence) = sentence {
                setup.fail(Trouble::History(sentence));
            }
        }
        Task::none()
    }

    fn listed(&self, hosted: &host::Hosted) -> Option<Hosted> {
        let opened = jiff::Timestamp::try_from(hosted.last_opened).unwrap_or_default();
        let day = time::day_ago(&self.phrases, opened, jiff::Timestamp::now(), &self.zone);
        let (name, lines) = match &hosted.kept {
            Ok(shelf) => {
                let lines = self.phrases.with("host-kept", &[("count", shelf.events.into())]);
                (shelf.name.clone(), lines)
            }
            // Why it cannot be read is told when it is opened.
            Err(_) => (self.known_name(hosted.room)?, self.phrases.text("host-unreadable")),
        };
        Some(Hosted {
            id: hosted.room,
            name,
            caption: format!("{day} · {lines}"),
            pigment: crate::ui::known::pigment_of(&hosted.room),
            port: self.port_of(hosted.room),
        })
    }

    /// Returns what a room is called where its own file does not say it: as on the last visit, or by its id.
    fn known_name(&self, room: RoomId) -> Option<RoomName> {
        let known = self.known.as_ref().and_then(|known| known.rooms().iter().find(|known| known.id == room));
        known.map(|known| known.name.clone()).or_else(|| RoomName::parse(&room.to_string()).ok())
    }

    /// Returns where a room that was hosted here listened the last time.
    fn port_of(&self, room: RoomId) -> Option<u16> {
        let rooms = self.known.as_ref()?.rooms();
        let known = rooms.iter().find(|known| known.hosted && known.id == room)?;
        known.addresses.first().map(Address::port).filter(|port| *port != 0)
    }

    /// Tells the room how it stands with the disk, from now until it is closed.
    pub(super) fn watch_keeping(
        &mut self,
        keeping: watch::Receiver<Keeping>,
        salvage: Option<Salvage>,
    ) -> Task<Message> {
        if let (Some(salvage), Some(stay)) = (salvage, self.open.own_mut()) {
            stay.room.notice(Notice::Salvaged(salvage));
        }
        let now = keeping.borrow().clone();
        let told = self.keeping(now);
        Task::batch([told, Task::stream(changes(keeping).map(Message::Keeping))])
    }

    /// Tells the room that is hosted here; before another is opened, the one before has ended.
    pub(in crate::ui) fn keeping(&mut self, keeping: Keeping) -> Task<Message> {
        if let Some(stay) = self.open.own_mut() {
            tell_keeping(&mut stay.room, keeping);
        }
        Task::none()
    }
}

/// Shows in the room how it stands with the disk.
fn tell_keeping(room: &mut Room, keeping: Keeping) {
    let was_not_kept = room.notices().iter().any(|notice| notice.matter() == Matter::Keeping);
    match keeping {
        Keeping::Memory => room.keep_nothing(),
        Keeping::NotKept(error) => room.notice(Notice::NotKept(error)),
        Keeping::Kept if was_not_kept => room.notice(Notice::KeptAgain),
        Keeping::Kept => {}
    }
}

/// Returns every change until the host lets go of its end.
fn changes(keeping: watch::Receiver<Keeping>) -> impl Stream<Item = Keeping> {
    stream::unfold(keeping, |mut keeping| async {
        keeping.changed().await.ok()?;
        let now = keeping.borrow_and_update().clone();
        Some((now, keeping))
    })
}

fn erase(folder: &Folder, room: RoomId) -> Result<(), StoreError> {
    host::erase(folder, room)?;
    folder.remove(Side::Member, room)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::host::{Bounds, Options, PortChoice, RoomSource, Settings};
    use crate::identity::Identity;

    #[test]
    fn an_erased_room_leaves_no_file_on_either_side() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::new(data.path());
        let options = Options {
            identity: Arc::new(Identity::generate().unwrap()),
            settings: Settings::new(RoomName::parse("금요일").unwrap()),
            room: RoomSource::Kept { folder: folder.clone(), room: None, bounds: Bounds::default() },
            port: PortChoice::Exactly(0),
            addresses: vec![Address::V4([127, 0, 0, 1], 0)],
        };
        let host = host::start(options).unwrap();
        let room = host.room();
        drop(folder.lock_room(Side::Member, room).unwrap());
        assert!(matches!(erase(&folder, room), Err(StoreError::InUse { .. })), "it is open");
        host.stop();
        assert_eq!(host::hosted(&folder).len(), 1);
        erase(&folder, room).unwrap();
        assert!(host::hosted(&folder).is_empty());
        for side in [Side::Host, Side::Member] {
            assert!(!folder.room(side, room).exists(), "{side:?}");
        }
    }
}
