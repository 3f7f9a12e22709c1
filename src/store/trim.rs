//! Letting the oldest events go when a shelf holds more than it may.
//!
//! Only from the old end, so that what is left has no hole and its chain still verifies.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::batch::{Caps, Change};
use super::database::mark_of;
use super::error::StoreError;

/// Returns the change that brings the shelf within its caps, if it is beyond one.
pub(super) fn beyond(connection: &Connection, caps: &Caps) -> Result<Option<Change>, StoreError> {
    let cut =
        [by_events(connection, caps.events)?, by_bytes(connection, caps.bytes)?, by_age(connection, caps)?];
    let Some(seq) = cut.into_iter().flatten().max() else { return Ok(None) };
    let query = "SELECT seq, hash FROM event WHERE seq <= ? ORDER BY seq DESC LIMIT 1";
    let found = connection.prepare_cached(query)?.query_row([seq], mark_of).optional()?;
    Ok(found.map(Change::EventsUpTo))
}

/// Returns the newest place that goes because there are too many events; places have no holes.
fn by_events(connection: &Connection, events: u64) -> Result<Option<i64>, StoreError> {
    let newest = "SELECT max(seq) FROM event";
    let newest: Option<i64> = connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
    let cut = newest.map(|newest| newest.saturating_sub(i64::try_from(events).unwrap_or(i64::MAX)));
    Ok(cut.filter(|cut| *cut > 0))
}

/// Returns the newest place that goes because there are too many bytes.
fn by_bytes(connection: &Connection, bytes: u64) -> Result<Option<i64>, StoreError> {
    let query = "SELECT seq, length(frame) FROM event ORDER BY seq DESC";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([])?;
    let mut sum: u64 = 0;
    while let Some(row) = rows.next()? {
        sum = sum.saturating_add(row.get::<_, i64>(1)?.unsigned_abs());
        if sum > bytes {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

/// Returns the newest place that goes because it is too old; times never fall along a shelf.
fn by_age(connection: &Connection, caps: &Caps) -> Result<Option<i64>, StoreError> {
    let query = "SELECT seq, time FROM event ORDER BY seq";
    let oldest = i64::try_from(caps.oldest).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(params![])?;
    let mut cut = None;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(1)? >= oldest {
            break;
        }
        cut = Some(row.get(0)?);
    }
    Ok(cut)
}
