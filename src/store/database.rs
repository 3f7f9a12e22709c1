//! One open file of a store: commits batches, reads shelves. Knows no thread and never waits for one.
//!
//! A commit is on the disk when it returns, and what it erased is nowhere in the file any more. Every event that is read is decoded and its chain hash
//! compared with the one it was written with: what does not match is damage and never passed on.

mod own;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row as SqlRow, params};

use super::batch::{Batch, Change, Fact, LetterRow, LineRow, MemberRecord, OutboxRecord, Row};
use super::error::StoreError;
use super::{about, schema, trim};
use crate::wire::codec::canonical;
use crate::wire::limits::{STORE_CHECKED_BYTES, STORE_PATIENCE};
use crate::wire::{Event, Hash, Mark, PublicKey, RoomId, Seq, decode};

/// The first version of SQLite whose write-ahead log cannot be reset under a reader.
const SQLITE_MIN: i32 = 3_051_003;
/// Statements kept ready: one for each kind of change and of question.
const STATEMENTS: usize = 32;

/// One open store file.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    /// What was erased may still lie in the write-ahead log.
    has_remains: bool,
}

/// How much of a shelf is wanted at most; at least one event is given if there is one.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    /// Events.
    pub events: usize,
    /// Bytes of whole frames.
    pub bytes: usize,
}

impl Database {
    /// Opens the store of a room, or makes one; committed means fsynced from here on.
    ///
    /// # Errors
    /// [`StoreError`]; a file that is not ours was left as it was.
    pub fn open(path: &Path, room: RoomId) -> Result<Self, StoreError> {
        if rusqlite::version_number() < SQLITE_MIN {
            return Err(StoreError::TooOld(rusqlite::version()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        Self::prepare(Connection::open_with_flags(path, flags)?, room)
    }

    /// Opens an existing store beside its writer, for reading alone.
    ///
    /// # Errors
    /// [`StoreError`]; a file that is not there is none that can be read.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(STORE_PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { connection, has_remains: false })
    }

    /// Checks that the file is a store of this room, of a version that is known.
    ///
    /// # Errors
    /// [`StoreError::NotAStore`], [`StoreError::Newer`], [`StoreError::OtherRoom`].
    pub fn check_room(&self, room: RoomId) -> Result<(), StoreError> {
        schema::check(&self.connection, room).map(drop)
    }

    /// Makes a store that lies in memory alone.
    ///
    /// # Errors
    /// [`StoreError`] when there is no memory.
    pub fn in_memory(room: RoomId) -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?, room)
    }

    /// Makes a store of a connection that was opened in another way.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn prepare(mut connection: Connection, room: RoomId) -> Result<Self, StoreError> {
        connection.busy_timeout(STORE_PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Answers with the mode that came of it, which in memory is another.
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        for (pragma, value) in [
            ("synchronous", "FULL"),
            ("fullfsync", "ON"),
            ("checkpoint_fullfsync", "ON"),
            ("secure_delete", "ON"),
            // A row that takes another's place is counted as one that goes and one that comes.
            ("recursive_triggers", "ON"),
        ] {
            connection.pragma_update_and_check(None, pragma, value, |_| Ok(())).or_else(no_answer)?;
        }
        schema::prepare(&mut connection, room)?;
        // The program before may have died between a commit and what follows it.
        Ok(Self { connection, has_remains: true })
    }

    /// Writes a batch; when this returns, all of it is on the disk, or none.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was written.
    pub fn commit(&mut self, batch: &Batch) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        let mut erased = false;
        for change in &batch.changes {
            erased |= apply(&transaction, change)?;
        }
        transaction.commit()?;
        self.has_remains |= erased;
        if self.has_remains {
            self.empty_log();
        }
        Ok(())
    }

    /// Empties the write-ahead log, where what was erased still lies; whoever reads just now puts that off to the
    /// next commit, so that no writer waits for a reader.
    fn empty_log(&mut self) {
        let empty = |connection: &Connection| {
            connection.busy_timeout(Duration::ZERO)?;
            let query = "PRAGMA wal_checkpoint(TRUNCATE)";
            let held_up = connection.query_row(query, [], |row| row.get::<_, bool>(0));
            connection.busy_timeout(STORE_PATIENCE)?;
            held_up
        };
        self.has_remains = empty(&self.connection).unwrap_or(true);
    }

    /// Returns the newest public event kept, or what stands before the first; zero if there never was one.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last(&self) -> Result<Mark, StoreError> {
        let query = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1";
        let found = self.statement(query)?.query_row([], mark_of).optional()?;
        found.map_or_else(|| self.before(), Ok)
    }

    /// Returns what stands just before the oldest public event kept, for a shelf without holes.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn before(&self) -> Result<Mark, StoreError> {
        let query = "SELECT value FROM fact WHERE name = 'before'";
        let bytes: Option<Vec<u8>> = self.statement(query)?.query_row([], |row| row.get(0)).optional()?;
        bytes.map_or(Ok(Mark::default()), |bytes| decode(&bytes).map_err(|_| DAMAGED))
    }

    /// Returns how many public events are kept, and the bytes of their frames.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn size(&self) -> Result<(u64, u64), StoreError> {
        let query = "SELECT count(*), coalesce(sum(length(frame)), 0) FROM event";
        let read = |row: &SqlRow<'_>| {
            Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()))
        };
        let size = self.statement(query)?.query_row([], read)?;
        Ok(size)
    }

    /// Returns the mark at a public place, if an event is kept there.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn mark(&self, seq: Seq) -> Result<Option<Mark>, StoreError> {
        let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
        let query = "SELECT seq, hash FROM event WHERE seq = ?";
        Ok(self.statement(query)?.query_row([seq], mark_of).optional()?)
    }

    /// Returns the public events that follow `after` without a hole, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one of them is not what was written.
    pub fn events_after(&self, after: Seq, share: Share) -> Result<Vec<Row>, StoreError> {
        let query = "SELECT seq, hash, time, frame FROM event WHERE seq > ? ORDER BY seq LIMIT ?";
        let mut next = after.saturating_add(1);
        self.events(query, after, share, |seq| std::mem::replace(&mut next, seq.saturating_add(1)) == seq)
    }

    /// Returns the public events that lead up to just before `before` without a hole, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one of them is not what was written.
    pub fn events_before(&self, before: Seq, share: Share) -> Result<Vec<Row>, StoreError> {
        let query = "SELECT seq, hash, time, frame FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?";
        let mut next = before.saturating_sub(1);
        let follows = |seq: Seq| std::mem::replace(&mut next, seq.saturating_sub(1)) == seq;
        let mut rows = self.events(query, before, share, follows)?;
        rows.reverse();
        Ok(rows)
    }

    /// Returns letters of a mailbox after a place, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one of them is not what was written.
    pub fn letters_after(
        &self,
        owner: &PublicKey,
        after: Seq,
        share: Share,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let query = "SELECT seq, hash, time, frame, after FROM letter WHERE owner = ? AND seq > ? ORDER BY seq LIMIT ?";
        self.letters(query, owner, params![owner.0, number(after), count(share.events)], share)
    }

    /// Returns every member remembered, by key.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a record is not what was written.
    pub fn members(&self) -> Result<Vec<(PublicKey, MemberRecord)>, StoreError> {
        let mut statement = self.statement("SELECT key, record FROM member ORDER BY key")?;
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        rows.map(|row| {
            let (key, record) = row?;
            Ok((PublicKey(key), decode(&record).map_err(|_| DAMAGED)?))
        })
        .collect()
    }

    /// Returns the lines that wait to be settled, in the order in which they were typed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a record is not what was written.
    pub fn outbox(&self) -> Result<Vec<(u64, OutboxRecord)>, StoreError> {
        let mut statement = self.statement("SELECT ticket, record FROM outbox ORDER BY ticket")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        rows.map(|row| {
            let (ticket, record) = row?;
            Ok((ticket.unsigned_abs(), decode(&record).map_err(|_| DAMAGED)?))
        })
        .collect()
    }

    /// Returns events that were set aside, in their order.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one of them is not what was written.
    pub fn aside(&self) -> Result<Vec<Event>, StoreError> {
        let mut statement = self.statement("SELECT seq, hash, time, frame FROM aside ORDER BY seq, hash")?;
        let mut found = statement.query([])?;
        let mut events = Vec::new();
        while let Some(row) = found.next()? {
            events.push(row_of(row)?.event().ok_or(DAMAGED)?);
        }
        Ok(events)
    }

    /// Returns what is known under a name.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn fact(&self, fact: Fact) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self.statement("SELECT value FROM fact WHERE name = ?")?;
        Ok(statement.query_row([fact.as_str()], |row| row.get(0)).optional()?)
    }

    /// Checks that every page is what SQLite would write and that no row is missing; a file of more than
    /// [`STORE_CHECKED_BYTES`] is only asked for its newest event.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when something is not as it was written.
    pub fn check(&self) -> Result<(), StoreError> {
        let number = |query: &str| -> Result<i64, StoreError> {
            Ok(self.statement(query)?.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
        };
        let newest =
            "SELECT many = coalesce((SELECT max(seq) FROM event), many) FROM tally WHERE name = 'newest'";
        let mut sound = number(newest)? == 1;
        let bytes = number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?;
        if sound && bytes.unsigned_abs() <= STORE_CHECKED_BYTES {
            let report: String = self.statement("PRAGMA quick_check(1)")?.query_row([], |row| row.get(0))?;
            let rows = ["event", "letter", "member", "outbox"].into_iter().map(|table| {
                let query =
                    format!("SELECT many = (SELECT count(*) FROM {table}) FROM tally WHERE name = '{table}'");
                number(&query)
            });
            sound = report == "ok" && rows.collect::<Result<Vec<_>, _>>()?.iter().all(|right| *right == 1);
        }
        if sound { Ok(()) } else { Err(DAMAGED) }
    }

    /// Returns the connection, for questions that have a file of their own.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Returns a statement, kept ready for the next time.
    ///
    /// # Errors
    /// [`StoreError`] when it makes no sense in this file.
    pub(super) fn statement(&self, query: &str) -> Result<rusqlite::CachedStatement<'_>, StoreError> {
        Ok(self.connection.prepare_cached(query)?)
    }

    /// Returns the letters of one mailbox that a query gives, up to a share.
    fn letters(
        &self,
        query: &str,
        owner: &PublicKey,
        values: impl rusqlite::Params,
        share: Share,
    ) -> Result<Vec<LetterRow>, StoreError> {
        let mut statement = self.statement(query)?;
        let mut found = statement.query(values)?;
        let (mut letters, mut bytes) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            let after = row.get::<_, i64>(4)?.unsigned_abs();
            let row = checked(row_of(row)?)?;
            bytes += row.frame.len();
            if bytes > share.bytes && !letters.is_empty() {
                break;
            }
            letters.push(LetterRow { owner: *owner, after, row });
        }
        Ok(letters)
    }

    fn events(
        &self,
        query: &str,
        place: Seq,
        share: Share,
        mut follows: impl FnMut(Seq) -> bool,
    ) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.statement(query)?;
        let mut found = statement.query(params![number(place), count(share.events)])?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            let row = row_of(row)?;
            bytes += row.frame.len();
            if !follows(row.mark.seq) || (bytes > share.bytes && !rows.is_empty()) {
                break;
            }
            rows.push(checked(row)?);
        }
        Ok(rows)
    }
}

const DAMAGED: StoreError = StoreError::Damaged { place: None };

/// Writes one change within a transaction; returns whether it erased what somebody said.
fn apply(connection: &Connection, change: &Change) -> Result<bool, StoreError> {
    let run = |query: &str, values: &[&dyn rusqlite::ToSql]| -> Result<usize, StoreError> {
        Ok(connection.prepare_cached(query)?.execute(values)?)
    };
    match change {
        Change::Event(row) => insert_event(connection, row).map(|()| 1),
        Change::Letter(LetterRow { owner, after, row }) => run(
            "INSERT OR REPLACE INTO letter (owner, seq, after, hash, time, frame) VALUES (?, ?, ?, ?, ?, ?)",
            &[
                &owner.0,
                &number(row.mark.seq),
                &number(*after),
                &row.mark.hash.0,
                &number(row.time),
                &row.frame,
            ],
        ),
        Change::Line(line) => insert_line(connection, line),
        Change::LettersUpTo(owner, seq) => {
            run("DELETE FROM letter WHERE owner = ? AND seq <= ?", &[&owner.0, &number(*seq)])
        }
        Change::EventsUpTo(mark) => {
            run("DELETE FROM event WHERE seq <= ?", &[&number(mark.seq)])?;
            run("DELETE FROM line WHERE seq <= ?", &[&number(mark.seq)])?;
            run("DELETE FROM about WHERE line <= ?", &[&number(mark.seq)])?;
            run("INSERT OR REPLACE INTO fact VALUES ('before', ?)", &[&canonical(mark)])
        }
        Change::Trim(caps) => {
            return match trim::beyond(connection, caps)? {
                Some(change) => apply(connection, &change),
                None => Ok(false),
            };
        }
        Change::Aside(seq, host) => set_aside(connection, *seq, host),
        Change::LettersAside(owner, seq) => set_letters_aside(connection, owner, *seq),
        Change::About { line, by, host } => {
            match by {
                Some((by, kind)) => about::note(connection, *line, *by, *kind)?,
                None if !about::is_noted(connection, *line)? => return Ok(false),
                None => {}
            }
            return about::settle(connection, *line, host);
        }
        Change::AsideDone(mark) => {
            run("DELETE FROM aside WHERE seq = ? AND hash = ?", &[&number(mark.seq), &mark.hash.0])
        }
        Change::Member(key, record) => {
            run("INSERT OR REPLACE INTO member VALUES (?, ?)", &[&key.0, &canonical(record.as_ref())])
        }
        Change::Forget(key) => {
            run("DELETE FROM letter WHERE owner = ?", &[&key.0])?;
            run("DELETE FROM member WHERE key = ?", &[&key.0])
        }
        Change::Outbox(ticket, record) => {
            run("INSERT OR REPLACE INTO outbox VALUES (?, ?)", &[&number(*ticket), &canonical(record)])
        }
        Change::OutboxDone(ticket) => run("DELETE FROM outbox WHERE ticket = ?", &[&number(*ticket)]),
        Change::Fact(fact, value) if value.is_empty() => {
            run("DELETE FROM fact WHERE name = ?", &[&fact.as_str()])
        }
        Change::Fact(fact, value) => {
            run("INSERT OR REPLACE INTO fact VALUES (?, ?)", &[&fact.as_str(), value])
        }
    }
    .map(|_| false)
}

/// Moves public events after a place to what was set aside; lines before it are what they were then.
fn set_aside(connection: &Connection, seq: Seq, host: &PublicKey) -> Result<usize, StoreError> {
    let run = |query: &str, values: &[&dyn rusqlite::ToSql]| -> Result<usize, StoreError> {
        Ok(connection.prepare_cached(query)?.execute(values)?)
    };
    let after = number(seq);
    run("INSERT OR IGNORE INTO aside SELECT seq, hash, time, frame FROM event WHERE seq > ?", &[&after])?;
    run("DELETE FROM line WHERE seq > ? AND mail = 0", &[&after])?;
    run("DELETE FROM event WHERE seq > ?", &[&after])?;
    for line in about::forget_after(connection, seq)? {
        about::settle(connection, line, host)?;
    }
    run("UPDATE tally SET many = coalesce((SELECT max(seq) FROM event), 0) WHERE name = 'newest'", &[])
}

/// Moves letters after a place to what was set aside.
fn set_letters_aside(connection: &Connection, owner: &PublicKey, after: Seq) -> Result<usize, StoreError> {
    let aside =
        "INSERT OR IGNORE INTO aside SELECT seq, hash, time, frame FROM letter WHERE owner = ? AND seq > ?";
    let letters = "DELETE FROM letter WHERE owner = ? AND seq > ?";
    for query in [aside, letters] {
        connection.prepare_cached(query)?.execute(params![owner.0, number(after)])?;
    }
    Ok(connection.prepare_cached("DELETE FROM line WHERE mail > ?")?.execute([number(after)])?)
}

/// Writes an event; the same one again is no change, another one in its place is refused.
fn insert_event(connection: &Connection, row: &Row) -> Result<(), StoreError> {
    let seq = i64::try_from(row.mark.seq).map_err(|_| StoreError::OutOfOrder)?;
    let query = "INSERT INTO event VALUES (?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING";
    let values = params![seq, row.mark.hash.0, number(row.time), row.frame];
    if connection.prepare_cached(query)?.execute(values)? == 1 {
        return Ok(());
    }
    let query = "SELECT hash FROM event WHERE seq = ?";
    let hash: [u8; 32] = connection.prepare_cached(query)?.query_row([seq], |row| row.get(0))?;
    if Hash(hash) == row.mark.hash { Ok(()) } else { Err(StoreError::OutOfOrder) }
}

fn insert_line(connection: &Connection, line: &LineRow) -> Result<usize, StoreError> {
    let query = "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?, ?)";
    let (seq, mail, time) = (number(line.seq), number(line.mail), number(line.time));
    let values = params![seq, mail, line.author.0, line.name.as_str(), time, line.kind.0, line.text];
    Ok(connection.prepare_cached(query)?.execute(values)?)
}

/// A place or a time as SQLite counts; beyond its range is as far as it goes.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn mark_of(row: &SqlRow<'_>) -> rusqlite::Result<Mark> {
    Ok(Mark { seq: row.get::<_, i64>(0)?.unsigned_abs(), hash: Hash(row.get(1)?) })
}

pub(super) fn row_of(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row { mark: mark_of(row)?, time: row.get::<_, i64>(2)?.unsigned_abs(), frame: row.get(3)? })
}

fn checked(row: Row) -> Result<Row, StoreError> {
    match row.event() {
        Some(_) => Ok(row),
        None => Err(StoreError::Damaged { place: Some(row.mark.seq) }),
    }
}

/// A pragma that answers with no row is set all the same.
fn no_answer(error: rusqlite::Error) -> rusqlite::Result<()> {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Ok(()),
        other => Err(other),
    }
}
