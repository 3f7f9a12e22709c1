//! The tables of a store and the way to them from every earlier version.
//!
//! A version is never edited once it was released: the next one is appended to [`VERSIONS`].
//!
//! `tally` says how many rows there have to be, so that rows which vanish with a page are missed.

use rusqlite::Connection;

use super::error::StoreError;
use crate::wire::RoomId;

/// `MARU` in the header of the file.
const APPLICATION: i64 = 0x4D41_5255;

/// What each version adds to the one before it; an empty file has version 0.
const VERSIONS: &[&str] = &["
    CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, time INTEGER NOT NULL, frame BLOB NOT NULL);
    CREATE TABLE letter (
        owner BLOB NOT NULL, seq INTEGER NOT NULL, after INTEGER NOT NULL, hash BLOB NOT NULL,
        time INTEGER NOT NULL, frame BLOB NOT NULL, PRIMARY KEY (owner, seq)
    ) WITHOUT ROWID;
    CREATE TABLE member (key BLOB PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE outbox (ticket INTEGER PRIMARY KEY, record BLOB NOT NULL);
    CREATE TABLE line (
        seq INTEGER NOT NULL, mail INTEGER NOT NULL, author BLOB NOT NULL, name TEXT NOT NULL,
        time INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (seq, mail)
    ) WITHOUT ROWID;
    CREATE TABLE aside (
        seq INTEGER NOT NULL, hash BLOB NOT NULL, time INTEGER NOT NULL, frame BLOB NOT NULL,
        PRIMARY KEY (seq, hash)
    ) WITHOUT ROWID;
    CREATE TABLE tally (name TEXT PRIMARY KEY, many INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO tally VALUES ('event', 0), ('letter', 0), ('member', 0), ('outbox', 0), ('newest', 0);
    CREATE TRIGGER event_in AFTER INSERT ON event BEGIN
        UPDATE tally SET many = many + 1 WHERE name = 'event';
        UPDATE tally SET many = new.seq WHERE name = 'newest' AND many < new.seq;
    END;
    CREATE TRIGGER event_out AFTER DELETE ON event BEGIN
        UPDATE tally SET many = many - 1 WHERE name = 'event';
    END;
    CREATE TRIGGER letter_in AFTER INSERT ON letter BEGIN
        UPDATE tally SET many = many + 1 WHERE name = 'letter';
    END;
    CREATE TRIGGER letter_out AFTER DELETE ON letter BEGIN
        UPDATE tally SET many = many - 1 WHERE name = 'letter';
    END;
    CREATE TRIGGER member_in AFTER INSERT ON member BEGIN
        UPDATE tally SET many = many + 1 WHERE name = 'member';
    END;
    CREATE TRIGGER member_out AFTER DELETE ON member BEGIN
        UPDATE tally SET many = many - 1 WHERE name = 'member';
    END;
    CREATE TRIGGER outbox_in AFTER INSERT ON outbox BEGIN
        UPDATE tally SET many = many + 1 WHERE name = 'outbox';
    END;
    CREATE TRIGGER outbox_out AFTER DELETE ON outbox BEGIN
        UPDATE tally SET many = many - 1 WHERE name = 'outbox';
    END;
", "
    CREATE TABLE about (
        line INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (line, seq)
    ) WITHOUT ROWID;
    CREATE INDEX about_seq ON about (seq);
"];

/// Brings a file to the latest version and makes sure that it is of this room.
///
/// # Errors
/// [`StoreError::NotAStore`], [`StoreError::Newer`], [`StoreError::OtherRoom`]; nothing was written.
pub(super) fn prepare(connection: &mut Connection, room: RoomId) -> Result<(), StoreError> {
    let found = check(connection, room)?;
    let missing = VERSIONS.get(found..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for version in missing {
        transaction.execute_batch(version)?;
    }
    transaction.execute("INSERT OR REPLACE INTO fact VALUES ('room', ?)", [room.0.as_slice()])?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", known())?;
    transaction.commit()?;
    Ok(())
}

/// Returns the version of a file that is of this room, or empty.
pub(super) fn check(connection: &Connection, room: RoomId) -> Result<usize, StoreError> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(StoreError::NotAStore);
    }
    if found > known() {
        return Err(StoreError::Newer { found, known: known() });
    }
    let id: Vec<u8> =
        connection.query_row("SELECT value FROM fact WHERE name = 'room'", [], |row| row.get(0))?;
    let id = <[u8; 8]>::try_from(id).map_err(|_| StoreError::Damaged { place: None })?;
    if RoomId(id) != room {
        return Err(StoreError::OtherRoom { found: RoomId(id), wanted: room });
    }
    usize::try_from(found).map_err(|_| StoreError::NotAStore)
}

fn known() -> i64 {
    i64::try_from(VERSIONS.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: RoomId = RoomId([7; 8]);

    /// A file as the program of that version left it.
    fn written_by(version: usize) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        if version > 0 {
            VERSIONS[..version].iter().for_each(|version| connection.execute_batch(version).unwrap());
            connection.execute("INSERT INTO fact VALUES ('room', ?)", [ROOM.0.as_slice()]).unwrap();
            connection.execute("INSERT INTO event VALUES (1, x'00', 0, x'00')", []).unwrap();
            connection.pragma_update(None, "application_id", APPLICATION).unwrap();
            connection.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
        }
        connection
    }

    fn shape(connection: &Connection) -> Vec<String> {
        let mut query = connection.prepare("SELECT sql FROM sqlite_schema ORDER BY name").unwrap();
        let rows = query.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
        rows.map(|row| row.unwrap().unwrap_or_default()).collect()
    }

    #[test]
    fn every_earlier_version_becomes_the_latest_and_loses_nothing() {
        let mut latest = written_by(0);
        prepare(&mut latest, ROOM).unwrap();
        for version in 1..=VERSIONS.len() {
            let mut connection = written_by(version);
            prepare(&mut connection, ROOM).unwrap();
            assert_eq!(shape(&connection), shape(&latest), "from version {version}");
            let events: i64 =
                connection.query_row("SELECT count(*) FROM event", [], |row| row.get(0)).unwrap();
            assert_eq!(events, 1);
            prepare(&mut connection, ROOM).unwrap();
        }
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        let mut newer = written_by(1);
        newer.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(prepare(&mut newer, ROOM), Err(StoreError::Newer { found: 99, .. })));
        let mut foreign = Connection::open_in_memory().unwrap();
        foreign.execute_batch("CREATE TABLE recipes (soup TEXT)").unwrap();
        assert!(matches!(prepare(&mut foreign, ROOM), Err(StoreError::NotAStore)));
        let mut other = written_by(1);
        let wanted = RoomId([8; 8]);
        assert!(matches!(prepare(&mut other, wanted), Err(StoreError::OtherRoom { found: ROOM, .. })));
    }
}
