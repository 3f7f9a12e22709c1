//! What a damaged file still gives: rows that are what was written, and how many there were.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Row as SqlRow};

use super::super::batch::{Change, Fact, LetterRow, LineRow, MemberRecord, OutboxRecord, Row};
use super::super::database::row_of;
use super::super::folder::Side;
use super::{is_empty, remove, with_ending};
use crate::wire::{Charter, Live, Mark, PublicKey, RoomId, Seq, decode};

/// Bytes of a page of every store.
const PAGE: usize = 4096;

/// What a damaged file still gives.
#[derive(Default)]
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    /// Public events and letters that are not among them, if they can be counted.
    pub(super) lost: Option<u64>,
}

/// Reads what is good of a file; nothing if nobody can say how much of a host's room is not.
pub(super) fn read(path: &Path, room: RoomId, side: Side) -> Option<Found> {
    let beside = path.with_extension("repair");
    let found = Readable::open(path)
        .and_then(|readable| readable.read(room, side))
        .or_else(|| Readable::open(&repaired(path, &beside)?)?.read(room, side));
    // Whatever is left of it is removed by the next repair.
    remove(&beside).ok();
    match side {
        Side::Host => found,
        // The host has what a member has lost.
        Side::Member => Some(found.unwrap_or_default()),
    }
}

/// Returns whether a row's event is of this room and stands right behind the one before it.
pub(super) fn follows(before: Option<Mark>, row: &Row, room: RoomId) -> bool {
    let Some(event) = row.event().filter(|event| event.header.room == room) else { return false };
    before.is_none_or(|before| {
        row.mark.seq == before.seq.saturating_add(1) && event.header.previous == before.hash
    })
}

/// Copies a file, its log included, with the beginning that every store has; says how to get out of the way again.
fn repaired(path: &Path, beside: &Path) -> Option<PathBuf> {
    remove(beside).ok()?;
    let mut bytes = fs::read(path).ok()?;
    let pages = u32::try_from(bytes.len() / PAGE).ok()?.to_be_bytes();
    let header = bytes.first_chunk_mut::<100>()?;
    let fixed: [(usize, &[u8]); 7] = [
        (0, b"SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20"),
        (28, &pages),
        // No free page is of use to a reader.
        (32, &[0; 8]),
        (44, &[0, 0, 0, 4]),
        (52, &[0, 0, 0, 0, 0, 0, 0, 1]),
        (64, &[0; 4]),
        (72, &[0; 20]),
    ];
    for (from, value) in fixed {
        header.iter_mut().skip(from).zip(value).for_each(|(byte, right)| *byte = *right);
    }
    fs::write(beside, bytes).ok()?;
    let log = with_ending(path, "-wal");
    if log.exists() {
        fs::copy(log, with_ending(beside, "-wal")).ok()?;
    }
    Some(beside.to_owned())
}

/// A damaged file of which some tables can be found.
struct Readable(Connection);

impl Readable {
    fn open(path: &Path) -> Option<Self> {
        if is_empty(path) {
            return None;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).ok()?;
        // Lets a file be read that is shorter than it says.
        connection.pragma_update(None, "writable_schema", "ON").ok()?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).ok()?;
        (tables > 0).then_some(Self(connection))
    }

    fn read(&self, room: RoomId, side: Side) -> Option<Found> {
        let mut found = Found::default();
        let before = self.fact("before").and_then(|bytes| decode::<Mark>(&bytes).ok());
        if let Some(before) = before {
            found.changes.push(Change::EventsUpTo(before));
        }
        let before = before.unwrap_or_default();
        let (last, good) = match side {
            Side::Host => self.read_shelf(room, before, &mut found),
            Side::Member => self.read_events(room, &mut found),
        };
        let newest = self.tally("newest").or_else(|| self.newest());
        found.lost = match (side, self.tally("event"), newest) {
            (Side::Host, _, Some(newest)) => Some(newest.saturating_sub(last.max(before.seq))),
            (Side::Member, many, _) => many.map(|many| many.saturating_sub(good)),
            (Side::Host, _, None) => return None,
        };
        match side {
            Side::Host => self.read_members(room, &mut found),
            Side::Member => self.read_letters(room, &mut found),
        }
        self.each_from("SELECT ticket, record FROM outbox WHERE ticket >= ? ORDER BY ticket", |row| {
            if let Ok(record) = decode::<OutboxRecord>(&row.get::<_, Vec<u8>>(1)?) {
                found.changes.push(Change::Outbox(row.get::<_, i64>(0)?.unsigned_abs(), record));
            }
            Ok(true)
        });
        for name in Fact::ALL {
            found.changes.extend(self.fact(name.as_str()).map(|value| Change::Fact(name, value)));
        }
        Some(found)
    }

    /// Reads a host's shelf up to its last good event; returns the place of that and how many there are.
    fn read_shelf(&self, room: RoomId, before: Mark, found: &mut Found) -> (Seq, u64) {
        let (mut last, mut good) = (before, 0);
        self.each("SELECT seq, hash, time, frame FROM event ORDER BY seq", [], |row| {
            let row = row_of(row)?;
            let fits = follows(Some(last), &row, room);
            if fits {
                (last, good) = (row.mark, good + 1);
                self.take(row, found);
            }
            Ok(fits)
        });
        (last.seq, good)
    }

    /// Reads every good event of a member's shelf; returns the place of the newest and how many there are.
    fn read_events(&self, room: RoomId, found: &mut Found) -> (Seq, u64) {
        let (mut last, mut good) = (0, 0);
        self.each_from("SELECT seq, hash, time, frame FROM event WHERE seq >= ? ORDER BY seq", |row| {
            let row = row_of(row)?;
            // Pages that were exchanged may give the same place twice.
            if row.mark.seq > last && follows(None, &row, room) {
                (last, good) = (row.mark.seq, good + 1);
                found.changes.extend(row.event().as_ref().and_then(LineRow::of).map(Change::Line));
                self.take(row, found);
            }
            Ok(true)
        });
        (last, good)
    }

    /// Takes in a good event, and what it says about a line before it.
    fn take(&self, row: Row, found: &mut Found) {
        let live = row.event().as_ref().and_then(Live::of).filter(|live| live.kind().is_about_line());
        let by = row.mark.seq;
        found.changes.push(Change::Event(row));
        if let Some(live) = live {
            let (line, by) = (live.line(), Some((by, live.kind())));
            found.changes.push(Change::About { line, by, host: self.host() });
        }
    }

    /// Who hosts the room; nobody, if the file no longer says.
    fn host(&self) -> PublicKey {
        let charter = self.fact(Fact::Charter.as_str()).and_then(|bytes| decode::<Charter>(&bytes).ok());
        charter.map_or(PublicKey([0; 32]), |charter| charter.host)
    }

    /// Reads members, and of each mailbox the newest letters without a hole.
    fn read_members(&self, room: RoomId, found: &mut Found) {
        let mut kept = 0;
        let mut members = Vec::new();
        self.each("SELECT key, record FROM member ORDER BY key", [], |row| {
            let key = PublicKey(row.get(0)?);
            members.extend(decode(&row.get::<_, Vec<u8>>(1)?).ok().map(|record: MemberRecord| (key, record)));
            Ok(true)
        });
        for (key, mut record) in members {
            let letters = self.read_mailbox(&key, room, &record);
            record.letters_before = before(&letters).unwrap_or(record.letters_last);
            kept += letters.len() as u64;
            found.changes.extend(letters.into_iter().map(Change::Letter));
            found.changes.push(Change::Member(key, Box::new(record)));
        }
        let lost = self.tally("letter").map_or(0, |many| many.saturating_sub(kept));
        found.lost = found.lost.map(|events| events + lost);
    }

    /// Reads one mailbox from its newest letter back to the first that is not good, newest first.
    fn read_mailbox(&self, owner: &PublicKey, room: RoomId, record: &MemberRecord) -> Vec<LetterRow> {
        let mut letters: Vec<LetterRow> = Vec::new();
        let mut next = record.letters_last;
        let query = "SELECT seq, hash, time, frame, after FROM letter WHERE owner = ? ORDER BY seq DESC";
        self.each(query, [owner.0], |row| {
            let letter = letter_of(row, *owner)?;
            let event = letter.row.event().filter(|event| event.header.room == room);
            let Some(event) = event.filter(|_| letter.row.mark == next) else { return Ok(false) };
            next = Mark { seq: next.seq.saturating_sub(1), hash: event.header.previous };
            letters.push(letter);
            Ok(true)
        });
        letters
    }

    /// Reads the letters in a member's own copy.
    fn read_letters(&self, room: RoomId, found: &mut Found) {
        let (mut kept, mut last) = (0, None);
        let query = "SELECT seq, hash, time, frame, after, owner FROM letter ORDER BY owner, seq";
        self.each(query, [], |row| {
            let letter = letter_of(row, PublicKey(row.get(5)?))?;
            let place = Some((letter.owner, letter.row.mark.seq));
            if place > last && follows(None, &letter.row, room) {
                (kept, last) = (kept + 1, place);
                found.changes.extend(letter.row.event().as_ref().and_then(LineRow::of).map(Change::Line));
                found.changes.push(Change::Letter(letter));
            }
            Ok(true)
        });
        let lost = self.tally("letter").map_or(0, |many| many.saturating_sub(kept));
        found.lost = found.lost.map(|events| events + lost);
    }

    /// Gives every row that can be read until one cannot, or until told that it is enough; says which.
    fn each(
        &self,
        query: &str,
        values: impl rusqlite::Params,
        mut take: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<bool>,
    ) -> End {
        let run = || -> rusqlite::Result<End> {
            let mut statement = self.0.prepare(query)?;
            let mut rows = statement.query(values)?;
            while let Some(row) = rows.next()? {
                if !take(row)? {
                    return Ok(End::Enough);
                }
            }
            Ok(End::All)
        };
        run().unwrap_or(End::Broken)
    }

    /// As [`Self::each`] for rows by number, `query` being for those from one on: goes on behind what cannot be read.
    fn each_from(&self, query: &str, mut take: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<bool>) {
        let (mut from, mut step) = (0_i64, 1_i64);
        // It doubles as long as nothing can be read, so this ends.
        while step < i64::MAX / 2 {
            let end = self.each(query, [from], |row| {
                let number = row.get::<_, i64>(0)?;
                if number >= from {
                    (from, step) = (number.saturating_add(1), 1);
                }
                take(row)
            });
            if end != End::Broken {
                return;
            }
            (from, step) = (from.saturating_add(step), step.saturating_mul(2));
        }
    }

    fn tally(&self, name: &str) -> Option<u64> {
        let query = "SELECT many FROM tally WHERE name = ?";
        self.0.query_row(query, [name], |row| row.get::<_, i64>(0)).ok().map(i64::unsigned_abs)
    }

    fn newest(&self) -> Option<u64> {
        let query = "SELECT coalesce(max(seq), 0) FROM event";
        self.0.query_row(query, [], |row| row.get::<_, i64>(0)).ok().map(i64::unsigned_abs)
    }

    fn fact(&self, name: &str) -> Option<Vec<u8>> {
        self.0.query_row("SELECT value FROM fact WHERE name = ?", [name], |row| row.get(0)).ok()
    }
}

/// How reading came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    All,
    Enough,
    Broken,
}

/// Returns what stands just before the oldest of some letters, newest first.
fn before(letters: &[LetterRow]) -> Option<Mark> {
    let oldest = letters.last()?.row.event()?;
    Some(Mark { seq: oldest.header.slot.seq().saturating_sub(1), hash: oldest.header.previous })
}

fn letter_of(row: &SqlRow<'_>, owner: PublicKey) -> rusqlite::Result<LetterRow> {
    Ok(LetterRow { row: row_of(row)?, owner, after: row.get::<_, i64>(4)?.unsigned_abs() })
}
