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
    is_empty, open_file,
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
#[derive(Clone, Debug)]
pub struct Hosted {
    /// Which room.
    pub room: RoomId,
    /// When it was opened or something of it was written last.
    pub last_opened: SystemTime,
    /// What is kept of it, or why that cannot be read.
    pub kept: Result<Shelf, StoreError>,
}

/// What is kept of a hosted room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// What the room was called last.
    pub name: RoomName,
    /// How many public events are kept.
    pub events: u64,
}

/// Returns the rooms that were hosted from this folder, the one that was open last first.
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

/// Looks at one room; none if its founding came to no end, so that nobody was ever in it.
fn look(folder: &Folder, room: RoomId) -> Option<Hosted> {
    let path = folder.file(Side::Host, room);
    if is_missing(&path) && !folder.key(room).exists() {
        return None;
    }
    let kept = read_shelf(&path, room).transpose()?;
    let written = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let written = written(&path.with_extension("sqlite3-wal")).max(written(&path));
    let last_opened = written.max(folder.last_opened(Side::Host, room)).unwrap_or(SystemTime::UNIX_EPOCH);
    Some(Hosted { room, last_opened, kept })
}

/// Reads what is listed of a room; one without a name and without an event was never open.
fn read_shelf(path: &Path, room: RoomId) -> Result<Option<Shelf>, StoreError> {
    if is_missing(path) {
        return Err(DAMAGED);
    }
    let database = Database::open_to_read(path)?;
    database.check_room(room)?;
    let name = database.fact(Fact::RoomName)?.map(|name| decode(&name).map_err(|_| DAMAGED)).transpose()?;
    let events = database.last()?.seq.saturating_sub(database.before()?.seq);
    match name {
        Some(name) => Ok(Some(Shelf { name, events })),
        None if events == 0 => Ok(None),
        None => Err(DAMAGED),
    }
}

/// Returns whether there is no store, or an empty file in its place: a room's key is written after its store.
fn is_missing(path: &Path) -> bool {
    !path.exists() || is_empty(path)
}

const DAMAGED: StoreError = StoreError::Damaged { place: None };

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
    let key = match room {
        Some(room) => Identity::load(&folder.key(room)),
        None => Identity::generate(),
    };
    let key = key.map_err(|_| StartError::Key)?;
    let id = RoomId::of(&key.public());
    if room.is_some_and(|wanted| wanted != id) {
        return Err(StartError::Key);
    }
    let lock = folder.lock_room(Side::Host, id)?;
    let path = folder.file(Side::Host, id);
    if room.is_some() && is_missing(&path) {
        return Err(DAMAGED.into());
    }
    let (mut database, salvage) = open_file(&path, id, Side::Host)?;
    if room.is_none() {
        key.save(&folder.key(id)).map_err(|_| StartError::Key)?;
        folder.settle(Side::Host, id)?;
    }
    let kept = read(&database)?;
    let mut opening = opening(key);
    if let Some(name) = database.fact(Fact::RoomName)?.and_then(|name| decode(&name).ok()) {
        opening.settings.name = name;
    }
    let name = canonical(&opening.settings.name);
    let room = Room::restored(opening, now, kept).map_err(|_| StartError::Key)?;
    let charter = canonical(room.charter());
    let facts = [(Fact::RoomName, name), (Fact::Charter, charter)];
    database.commit(&Batch { changes: facts.map(|(fact, value)| Change::Fact(fact, value)).into() })?;
    let store = Store::start(database, &path)?;
    let keeper = Keeper::disk(store.clone(), bounds);
    Ok(Opened { room, keeper, disk: Some(Disk { store, salvage, lock }) })
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
        board: database.fact(Fact::Board)?.and_then(|board| decode(&board).ok()).unwrap_or_default(),
        pinned: database.fact(Fact::Pinned)?.unwrap_or_default(),
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
