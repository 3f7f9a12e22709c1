//! Opening a store, and saving what is good of one that is damaged.
//!
//! Nothing is thrown away: the damaged file stays beside the one that is made of its good rows. A host's
//! shelf ends at its last good event; a member keeps every good event, since the host has the others.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::batch::{Batch, Change, Fact, LetterRow, LineRow, MemberRecord, OutboxRecord, Row};
use super::database::{Database, Share};
use super::error::StoreError;
use super::folder::{Side, sync};
use crate::wire::limits::{LOG_BYTES, LOG_EVENTS, STORE_BATCH};
use crate::wire::{Hash, Mark, PublicKey, RoomId, Seq, decode};

/// What was lost of a damaged store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// Public events that could not be saved, as far as they can be counted.
    pub lost: u64,
    /// Where the damaged file lies.
    pub damaged: PathBuf,
}

/// Opens a store; if it is damaged, goes on with what is good of it.
///
/// # Errors
/// Every [`StoreError`] but `Damaged`, unless nothing at all could be saved to.
pub fn open(path: &Path, room: RoomId, side: Side) -> Result<(Database, Option<Salvage>), StoreError> {
    let opened = Database::open(path, room).and_then(|database| {
        check(&database, side)?;
        Ok(database)
    });
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
fn check(database: &Database, side: Side) -> Result<(), StoreError> {
    let last = database.last()?;
    let tail = Share { events: LOG_EVENTS, bytes: LOG_BYTES };
    let rows = database.events_before(last.seq.saturating_add(1), tail)?;
    let mut before: Option<Mark> = None;
    for row in &rows {
        if !follows(before, row) {
            return Err(StoreError::Damaged { place: Some(row.mark.seq) });
        }
        before = Some(row.mark);
    }
    let missing = side == Side::Host && rows.len() < tail.events && {
        let oldest = rows.first().map_or(last.seq, |row| row.mark.seq.saturating_sub(1));
        let bytes: usize = rows.iter().map(|row| row.frame.len()).sum();
        oldest > database.before()?.seq && bytes < tail.bytes / 2
    };
    if missing {
        return Err(StoreError::Damaged { place: None });
    }
    database.members()?;
    database.outbox()?;
    Ok(())
}

/// Returns whether a row's event stands right behind the one before it.
fn follows(before: Option<Mark>, row: &Row) -> bool {
    let Some(event) = row.event() else { return false };
    before.is_none_or(|before| {
        row.mark.seq == before.seq.saturating_add(1) && event.header.previous == before.hash
    })
}

/// Returns whether the file was a store once, by its place and its length: SQLite's own header is gone.
fn is_ours(path: &Path) -> bool {
    let header = fs::read(path).unwrap_or_default();
    header.get(68..72) == Some(b"MARU".as_slice())
}

fn salvage(path: &Path, room: RoomId, side: Side) -> Result<(Database, Salvage), StoreError> {
    let beside = path.with_extension("saved");
    remove(&beside)?;
    let found = read_good(path, side);
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

/// What a damaged file still gives.
#[derive(Default)]
struct Found {
    changes: Vec<Change>,
    lost: u64,
}

fn read_good(path: &Path, side: Side) -> Found {
    let mut found = Found::default();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(connection) = Connection::open_with_flags(path, flags) else { return found };
    let before = fact(&connection, "before").and_then(|bytes| decode::<Mark>(&bytes).ok());
    if let Some(before) = before {
        found.changes.push(Change::EventsUpTo(before));
    }
    read_events(&connection, side, before.unwrap_or_default(), &mut found);
    read_others(&connection, &mut found);
    found
}

fn read_events(connection: &Connection, side: Side, before: Mark, found: &mut Found) {
    let newest: i64 =
        connection.query_row("SELECT coalesce(max(seq), 0) FROM event", [], |row| row.get(0)).unwrap_or(0);
    let mut last = Some(before);
    let mut good: u64 = 0;
    each(connection, "SELECT seq, hash, time, frame FROM event ORDER BY seq", |row| {
        let row = row_of(row)?;
        let fits = match side {
            Side::Host => follows(last, &row),
            Side::Member => row.event().is_some(),
        };
        if !fits {
            // A host's shelf ends here; a member's goes on behind the hole.
            return Ok(side == Side::Member);
        }
        (last, good) = (Some(row.mark), good + 1);
        if side == Side::Member {
            found.changes.extend(row.event().as_ref().and_then(LineRow::of).map(Change::Line));
        }
        found.changes.push(Change::Event(row));
        Ok(true)
    });
    let newest = newest.unsigned_abs();
    found.lost = match side {
        Side::Host => newest.saturating_sub(last.map_or(0, |mark| mark.seq)),
        Side::Member => newest.saturating_sub(before.seq).saturating_sub(good),
    };
}

fn read_others(connection: &Connection, found: &mut Found) {
    each(connection, "SELECT seq, hash, time, frame, owner, after FROM letter ORDER BY owner, seq", |row| {
        let letter = LetterRow {
            row: row_of(row)?,
            owner: PublicKey(row.get(4)?),
            after: row.get::<_, i64>(5)?.unsigned_abs(),
        };
        if let Some(event) = letter.row.event() {
            found.changes.extend(LineRow::of(&event).map(Change::Line));
            found.changes.push(Change::Letter(letter));
        }
        Ok(true)
    });
    each(connection, "SELECT key, record FROM member ORDER BY key", |row| {
        if let Ok(record) = decode::<MemberRecord>(&row.get::<_, Vec<u8>>(1)?) {
            found.changes.push(Change::Member(PublicKey(row.get(0)?), Box::new(record)));
        }
        Ok(true)
    });
    each(connection, "SELECT ticket, record FROM outbox ORDER BY ticket", |row| {
        if let Ok(record) = decode::<OutboxRecord>(&row.get::<_, Vec<u8>>(1)?) {
            found.changes.push(Change::Outbox(row.get::<_, i64>(0)?.unsigned_abs(), record));
        }
        Ok(true)
    });
    for name in Fact::ALL {
        let value = fact(connection, name.as_str());
        found.changes.extend(value.map(|value| Change::Fact(name, value)));
    }
}

fn fact(connection: &Connection, name: &str) -> Option<Vec<u8>> {
    connection.query_row("SELECT value FROM fact WHERE name = ?", [name], |row| row.get(0)).ok()
}

/// Gives every row that can be read until one cannot, or until told that it is enough.
fn each(
    connection: &Connection,
    query: &str,
    mut take: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<bool>,
) {
    let Ok(mut statement) = connection.prepare(query) else { return };
    let Ok(mut rows) = statement.query([]) else { return };
    while let Ok(Some(row)) = rows.next() {
        if !take(row).unwrap_or(false) {
            return;
        }
    }
}

fn row_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let seq: Seq = row.get::<_, i64>(0)?.unsigned_abs();
    let mark = Mark { seq, hash: Hash(row.get(1)?) };
    Ok(Row { mark, time: row.get::<_, i64>(2)?.unsigned_abs(), frame: row.get(3)? })
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
