//! Rooms that outlive the program: founding, opening again, listing and erasing them.
//!
//! A room is its key, and a store in a folder of its own. Nothing here holds a lock longer than the room
//! is open, and nothing is erased but by being asked for.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::StartError;
use super::keeper::{Bounds, Keeper};
use super::mailbox;
use super::room::{Kept, Opening, Room};
use crate::identity::Identity;
use crate::store::{
    Batch, Change, Database, Fact, Folder, LetterRow, Lock, Salvage, Share, Side, Store, StoreError,
    open_file,
};
use crate::wire::codec::canonical;
use crate::wire::limits::{
    HISTORY_DAYS, HISTORY_EVENTS, HISTORY_MEBIBYTES, LOG_BYTES, LOG_EVENTS, MAILBOX_BYTES,
};
use crate::wire::{Now, PublicKey, RoomId, RoomName, Time, decode};

/// Which room is opened.
#[derive(Clone, Debug)]
pub enum RoomSource {
    /// One that lies in memory and ends with the program.
    Fleeting,
    /// One that is kept.
    Kept {
        /// Where rooms lie.
        folder: Folder,
        /// A room that was opened before; none founds another.
        room: Option<RoomId>,
        /// How much of it is kept.
        bounds: Bounds,
    },
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            events: HISTORY_EVENTS,
            bytes: HISTORY_MEBIBYTES * 1024 * 1024,
            age: Duration::from_secs(HISTORY_DAYS * 24 * 60 * 60),
        }
    }
}

/// A room that was hosted on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosted {
    /// Which room.
    pub room: RoomId,
    /// What it was called last.
    pub name: RoomName,
    /// When it was opened or something of it was written last.
    pub last_opened: SystemTime,
    /// How many public events are kept of it.
    pub events: u64,
}

/// Returns the rooms that were hosted from this folder, the one that was open last first; what cannot be
/// read is left out.
#[must_use]
pub fn hosted(folder: &Folder) -> Vec<Hosted> {
    let rooms = folder.rooms(Side::Host).unwrap_or_default();
    let mut found: Vec<_> = rooms.into_iter().filter_map(|room| look(folder, room)).collect();
    found.sort_by_key(|hosted| std::cmp::Reverse(hosted.last_opened));
    found
}

/// Removes everything that is kept of a hosted room, its key included.
///
/// # Errors
/// [`StoreError::InUse`] while it is open.
pub fn erase(folder: &Folder, room: RoomId) -> Result<(), StoreError> {
    let lock = folder.lock_room(Side::Host, room)?;
    folder.remove(Side::Host, room)?;
    drop(lock);
    Ok(())
}

fn look(folder: &Folder, room: RoomId) -> Option<Hosted> {
    let path = folder.file(Side::Host, room);
    let database = Database::open_to_read(&path).ok()?;
    let name = decode(&database.fact(Fact::RoomName).ok()??).ok()?;
    let events = database.last().ok()?.seq.saturating_sub(database.before().ok()?.seq);
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let written = written(&path.with_extension("sqlite3-wal")).max(written(&path));
    let last_opened = written.max(folder.last_opened(Side::Host, room))?;
    Some(Hosted { room, name, last_opened, events })
}

/// A room ready to run, and the disk under it.
pub(super) struct Opened {
    pub(super) room: Room,
    pub(super) keeper: Keeper,
    pub(super) disk: Option<Disk>,
}

/// What a kept room holds as long as it is open.
#[derive(Debug)]
pub(super) struct Disk {
    pub(super) store: Store,
    pub(super) salvage: Option<Salvage>,
    pub(super) lock: Lock,
}

/// Opens a room; everything else about it is in `opening`, but for its key.
pub(super) fn open(
    source: RoomSource,
    now: Now,
    opening: impl FnOnce(Identity) -> Opening,
) -> Result<Opened, StartError> {
    let RoomSource::Kept { folder, room, bounds } = source else {
        let key = Identity::generate().map_err(|_| StartError::Key)?;
        return Ok(Opened { room: Room::new(opening(key)), keeper: Keeper::memory(), disk: None });
    };
    let (key, lock) = match room {
        Some(room) => (Identity::load(&folder.key(room)), folder.lock_room(Side::Host, room)?),
        None => found(&folder)?,
    };
    let key = key.map_err(|_| StartError::Key)?;
    let id = RoomId::of(&key.public());
    if room.is_some_and(|wanted| wanted != id) {
        return Err(StartError::Key);
    }
    let path = folder.file(Side::Host, id);
    let (mut database, salvage) = open_file(&path, id, Side::Host)?;
    let kept = read(&database)?;
    let opening = opening(key);
    let name = canonical(&opening.settings.name);
    let room = Room::restored(opening, now, kept).map_err(|_| StartError::Key)?;
    let charter = canonical(room.charter());
    let facts = [(Fact::RoomName, name), (Fact::Charter, charter)];
    database.commit(&Batch { changes: facts.map(|(fact, value)| Change::Fact(fact, value)).into() })?;
    let store = Store::start(database, &path)?;
    let keeper = Keeper::disk(store.clone(), bounds);
    Ok(Opened { room, keeper, disk: Some(Disk { store, salvage, lock }) })
}

/// Makes a room's key and its folder.
fn found(folder: &Folder) -> Result<(Result<Identity, crate::identity::IdentityError>, Lock), StartError> {
    let key = Identity::generate().map_err(|_| StartError::Key)?;
    let id = RoomId::of(&key.public());
    let lock = folder.lock_room(Side::Host, id)?;
    let saved = key.save(&folder.key(id)).map(|()| key);
    folder.settle(Side::Host, id)?;
    Ok((saved, lock))
}

/// Reads what a room needs in memory.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub fn read(database: &Database) -> Result<Kept, StoreError> {
    let last = database.last()?;
    let tail = Share { events: LOG_EVENTS, bytes: LOG_BYTES };
    let rows = database.events_before(last.seq.saturating_add(1), tail)?;
    let before = match rows.first().and_then(|row| row.event()) {
        Some(event) => {
            crate::wire::Mark { seq: event.header.slot.seq().saturating_sub(1), hash: event.header.previous }
        }
        None => last,
    };
    let (mut members, mut time) = (Vec::new(), rows.last().map_or(0, |row| row.time));
    for (key, record) in database.members()? {
        let letters = letters(database, &key, record.letters_before.seq)?;
        time = letters.iter().map(|letter| letter.row.time).fold(time, Time::max);
        let letters = letters.into_iter().filter_map(kept_letter).collect();
        members.push((key, record, letters));
    }
    Ok(Kept {
        before,
        rows,
        floor: database.before()?.seq.saturating_add(1),
        members,
        time,
        topic: database.fact(Fact::Topic)?.and_then(|topic| decode(&topic).ok()),
    })
}

fn letters(database: &Database, owner: &PublicKey, after: u64) -> Result<Vec<LetterRow>, StoreError> {
    let all = Share { events: usize::MAX, bytes: MAILBOX_BYTES };
    database.letters_after(owner, after, all)
}

fn kept_letter(letter: LetterRow) -> Option<mailbox::Kept> {
    let sender = letter.row.event()?.header.author;
    let (mark, after) = (letter.row.mark, letter.after);
    Some(mailbox::Kept { sender, mark, after, frame: letter.row.frame })
}
