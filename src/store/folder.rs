//! Where rooms lie below the data folder, and that one program alone uses them.
//!
//! ```text
//! DATA/lock                          held as long as the program runs
//! DATA/hosted/ROOM ID/room.key       the room's own key
//! DATA/hosted/ROOM ID/room.sqlite3   the room as its host keeps it
//! DATA/rooms/ROOM ID/room.sqlite3    a member's own copy
//! DATA/…/ROOM ID/lock                held as long as the room is open; its time says when that was last
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::StoreError;
use crate::wire::RoomId;
use crate::wire::key::crockford;

/// The file of a store within its room's folder.
pub const FILE: &str = "room.sqlite3";
const LOCK: &str = "lock";
const KEY: &str = "room.key";
const HOSTED: &str = "hosted";
const JOINED: &str = "rooms";

/// On which side of a room a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The host's: every event from the oldest kept on, without a hole.
    Host,
    /// A member's: what that member has seen.
    Member,
}

/// The data folder, as far as rooms are concerned.
#[derive(Clone, Debug)]
pub struct Folder {
    data: PathBuf,
}

/// Holds a data folder for this program until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Folder {
    /// Names the rooms below a data folder; nothing is touched.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// Returns where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.data
    }

    /// Takes the folder for this program alone.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another program has it.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        lock(&self.data)
    }

    /// Takes one room's folder for one user within this program, making it if there is none.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when the room is open already.
    pub fn lock_room(&self, side: Side, room: RoomId) -> Result<Lock, StoreError> {
        let lock = lock(&self.room(side, room))?;
        // Also if an earlier start made them and came no further.
        for above in [self.side(side), self.data.clone()] {
            sync(&above)?;
        }
        Ok(lock)
    }

    /// Returns when a room was open last; opening one that has not changed writes nothing else.
    #[must_use]
    pub fn last_opened(&self, side: Side, room: RoomId) -> Option<SystemTime> {
        fs::metadata(self.room(side, room).join(LOCK)).and_then(|file| file.modified()).ok()
    }

    /// Returns the folder of one room.
    #[must_use]
    pub fn room(&self, side: Side, room: RoomId) -> PathBuf {
        self.side(side).join(room.to_string())
    }

    /// Returns the store's file of one room.
    #[must_use]
    pub fn file(&self, side: Side, room: RoomId) -> PathBuf {
        self.room(side, room).join(FILE)
    }

    /// Returns the file with the room's own key.
    #[must_use]
    pub fn key(&self, room: RoomId) -> PathBuf {
        self.room(Side::Host, room).join(KEY)
    }

    /// Puts the names of the files in a room's folder on the disk.
    ///
    /// # Errors
    /// [`StoreError`] when the system refuses.
    pub fn settle(&self, side: Side, room: RoomId) -> Result<(), StoreError> {
        Ok(sync(&self.room(side, room))?)
    }

    /// Returns every room that has a folder on this side, sorted; a side that was never used has none.
    ///
    /// # Errors
    /// [`StoreError`] when the folder cannot be read.
    pub fn rooms(&self, side: Side) -> Result<Vec<RoomId>, StoreError> {
        let entries = match fs::read_dir(self.side(side)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut rooms: Vec<_> =
            entries.flatten().filter_map(|entry| room_of(&entry.file_name().to_string_lossy())).collect();
        rooms.sort();
        Ok(rooms)
    }

    /// Removes everything that is kept of a room on this side.
    ///
    /// # Errors
    /// [`StoreError`] when the system refuses; some of it may be gone.
    pub fn remove(&self, side: Side, room: RoomId) -> Result<(), StoreError> {
        match fs::remove_dir_all(self.room(side, room)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn side(&self, side: Side) -> PathBuf {
        self.data.join(match side {
            Side::Host => HOSTED,
            Side::Member => JOINED,
        })
    }
}

fn lock(folder: &Path) -> Result<Lock, StoreError> {
    create(folder)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => {
            // A folder that takes no time is of use all the same; only the order of rooms suffers.
            file.set_modified(SystemTime::now()).ok();
            Ok(Lock { _file: file })
        }
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: folder.to_owned() }),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Reads a folder's name back; anything but the one form of an id is somebody else's.
fn room_of(name: &str) -> Option<RoomId> {
    let id = RoomId(crockford().decode(name.as_bytes()).ok()?.try_into().ok()?);
    (id.to_string() == name).then_some(id)
}

/// Makes a folder that outlasts a loss of power, and those above it that are missing.
fn create(folder: &Path) -> io::Result<()> {
    let missing: Vec<_> = folder.ancestors().take_while(|above| !above.exists()).collect();
    make(folder)?;
    missing.into_iter().rev().filter_map(Path::parent).try_for_each(sync)
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Puts the names in a folder on the disk; syncing a file says nothing about its name.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    // A relative path of one part has an empty parent.
    let here = Path::new(".");
    File::open(if folder.as_os_str().is_empty() { here } else { folder })?.sync_all()
}

/// Folders cannot be opened to be synced here; the file system keeps the order of names.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_is_told_that_the_folder_is_in_use() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::new(data.path());
        let lock = folder.lock().unwrap();
        assert!(matches!(folder.lock(), Err(StoreError::InUse { .. })));
        drop(lock);
        folder.lock().unwrap();
    }

    #[test]
    fn rooms_are_found_by_their_folders_and_nothing_else_is_one() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::new(data.path());
        assert_eq!(folder.rooms(Side::Host).unwrap(), []);
        for id in [[9; 8], [1; 8]] {
            drop(folder.lock_room(Side::Host, RoomId(id)).unwrap());
        }
        fs::create_dir(data.path().join(HOSTED).join("notes")).unwrap();
        assert_eq!(folder.rooms(Side::Host).unwrap(), [RoomId([1; 8]), RoomId([9; 8])]);
        folder.remove(Side::Host, RoomId([9; 8])).unwrap();
        folder.remove(Side::Host, RoomId([9; 8])).unwrap();
        assert_eq!(folder.rooms(Side::Host).unwrap(), [RoomId([1; 8])]);
        assert_eq!(folder.rooms(Side::Member).unwrap(), []);
    }
}
