//! Looking for something in one's own copy of a room, beside whoever writes to it. Takes as long as the room is long.

use super::save::{Copy, SaveError};
use crate::store::search::Query;
use crate::store::{Database, FoundPage, LinePlace};

/// Returns the newest hits before a place, or of all; at most so many.
///
/// # Errors
/// [`SaveError`] when nothing is kept, or the copy cannot be read.
pub fn search(
    copy: &Copy,
    query: &Query,
    before: Option<LinePlace>,
    most: usize,
) -> Result<FoundPage, SaveError> {
    if !copy.file.exists() {
        return Err(SaveError::NothingKept);
    }
    let database = Database::open_to_read(&copy.file)?;
    Ok(database.search(query, before, most)?)
}
