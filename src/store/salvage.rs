//! Opening a store, and saving what is good of one that is damaged.
//!
//! Nothing is thrown away: the damaged file stays beside the one that is made of its good rows. A host's
//! shelf ends at its last good event; a member keeps every good event, since the host has the others. Of a
//! mailbox the newest letters without a hole are saved. Where nobody can say how much a host has lost,
//! nothing is saved and the file is left as it is.

mod good;

use std::fs;
use std::path::{Path, PathBuf};

use super::batch::{Batch, MemberRecord};
use super::database::{Database, Share};
use super::error::StoreError;
use super::folder::{Side, sync};
use crate::wire::limits::{LOG_BYTES, LOG_EVENTS, MAILBOX_BYTES, STORE_BATCH};
use crate::wire::{Mark, PublicKey, RoomId};

/// What was lost of a damaged store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// Public events and letters that could not be saved, if anything is left by which they can be counted.
    pub lost: Option<u64>,
    /// Where the damaged file lies.
    pub damaged: PathBuf,
}

/// Opens a store; if it is damaged, goes on with what is good of it.
///
/// # Errors
/// Every [`StoreError`]; `Damaged` if nobody can say how much of a host's room would be lost.
pub fn open(path: &Path, room: RoomId, side: Side) -> Result<(Database, Option<Salvage>), StoreError> {
    let opened = match is_empty(path) {
        // SQLite would make a store of it, and remove the log beside it. Ours are never empty once they are made.
        true => Err(StoreError::Damaged { place: None }),
        false => {
            Database::open(path, room).and_then(|database| check(&database, room, side).map(|()| database))
        }
    };
    match opened {
        Ok(database) => Ok((database, None)),
        Err(StoreError::Damaged { .. }) => {
            salvage(path, room, side).map(|(database, what)| (database, Some(what)))
        }
        // A file whose very first page is damaged does not even look like one.
        Err(StoreError::NotAStore) if is_ours(path) => {
            salvage(path, room, side).map(|(database, what)| (database, Some(what)))
        }
        Err(error) => Err(error),
    }
}

/// Reads everything that the program is going to need, and follows the chain at the end of it.
fn check(database: &Database, room: RoomId, side: Side) -> Result<(), StoreError> {
    database.check()?;
    let damaged = |place| Err(StoreError::Damaged { place });
    let last = database.last()?;
    let tail = Share { events: LOG_EVENTS, bytes: LOG_BYTES };
    let rows = database.events_before(last.seq.saturating_add(1), tail)?;
    let mut before: Option<Mark> = None;
    for row in &rows {
        if !good::follows(before, row, room) {
            return damaged(Some(row.mark.seq));
        }
        before = Some(row.mark);
    }
    let missing = side == Side::Host && rows.len() < tail.events && {
        let oldest = rows.first().map_or(last.seq, |row| row.mark.seq.saturating_sub(1));
        let bytes: usize = rows.iter().map(|row| row.frame.len()).sum();
        oldest > database.before()?.seq && bytes < tail.bytes / 2
    };
    if missing {
        return damaged(None);
    }
    database.outbox()?;
    let members = database.members()?;
    for (owner, record) in members.iter().filter(|_| side == Side::Host) {
        check_mailbox(database, room, owner, record)?;
    }
    Ok(())
}

/// Follows the chain of a mailbox from where its owner's record says to where it says.
fn check_mailbox(
    database: &Database,
    room: RoomId,
    owner: &PublicKey,
    record: &MemberRecord,
) -> Result<(), StoreError> {
    let all = Share { events: usize::MAX, bytes: MAILBOX_BYTES };
    let mut last = record.letters_before;
    for letter in database.letters_after(owner, last.seq, all)? {
        if !good::follows(Some(last), &letter.row, room) {
            return Err(StoreError::Damaged { place: None });
        }
        last = letter.row.mark;
    }
    if last == record.letters_last { Ok(()) } else { Err(StoreError::Damaged { place: None }) }
}

/// Returns whether there is a file with nothing in it.
#[must_use]
pub fn is_empty(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0)
}

/// Returns whether the file was a store once, by its place and its length: SQLite's own header is gone.
fn is_ours(path: &Path) -> bool {
    let header = fs::read(path).unwrap_or_default();
    header.get(68..72) == Some(b"MARU".as_slice())
}

fn salvage(path: &Path, room: RoomId, side: Side) -> Result<(Database, Salvage), StoreError> {
    let beside = path.with_extension("saved");
    remove(&beside)?;
    let found = good::read(path, room, side).ok_or(StoreError::Damaged { place: None })?;
    {
        let mut saved = Database::open(&beside, room)?;
        for changes in found.changes.chunks(STORE_BATCH) {
            saved.commit(&Batch { changes: changes.to_vec() })?;
        }
    }
    let damaged = free_name(path);
    for ending in ["-wal", "-shm"] {
        rename_if_there(&with_ending(path, ending), &with_ending(&damaged, ending))?;
    }
    rename_if_there(path, &damaged)?;
    fs::rename(&beside, path)?;
    if let Some(folder) = path.parent() {
        sync(folder)?;
    }
    Ok((Database::open(path, room)?, Salvage { lost: found.lost, damaged }))
}

/// Returns a name beside `path` that nothing has.
fn free_name(path: &Path) -> PathBuf {
    let name = |number: u32| path.with_extension(format!("damaged-{number}"));
    (1..=u32::MAX).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn rename_if_there(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm"] {
        match fs::remove_file(with_ending(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
