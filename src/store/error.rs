//! Why a shelf on disk cannot be used: one variant for each thing a person or a program can do about it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::wire::{RoomId, Seq};

/// Why a store could not be opened, read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program uses the same folder.
    #[error("{} is in use by another program", path.display())]
    InUse {
        /// What was to be locked.
        path: PathBuf,
    },
    /// The file was written by a later version; it was left as it is.
    #[error("store has version {found}, this program knows {known}")]
    Newer {
        /// The file's version.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// The file is of something else; it was left as it is.
    #[error("file is no store of maru")]
    NotAStore,
    /// The file holds another room; it was left as it is.
    #[error("store is of {found}, not of {wanted}")]
    OtherRoom {
        /// The room in the file.
        found: RoomId,
        /// The room that was asked for.
        wanted: RoomId,
    },
    /// What stands at this place, or the file as a whole if none is named, is not what was written.
    #[error("store is damaged at {place:?}")]
    Damaged {
        /// The place on the public shelf, if it is known.
        place: Option<Seq>,
    },
    /// What was to be written does not follow what is there.
    #[error("what was to be written does not follow")]
    OutOfOrder,
    /// The disk, or the share of it that this person has, is full.
    #[error("no room left on the disk")]
    Full,
    /// The library is of a version that may lose what it wrote (fixed in 3.51.3).
    #[error("SQLite {0} is too old")]
    TooOld(&'static str),
    /// The system refused for another reason.
    #[error("store cannot be used: {0}")]
    Failed(Arc<str>),
    /// The writer has ended.
    #[error("store is closed")]
    Closed,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
            Some(DatabaseCorrupt) => Self::Damaged { place: None },
            Some(NotADatabase) => Self::NotAStore,
            Some(DatabaseBusy | DatabaseLocked) => Self::InUse { path: PathBuf::new() },
            _ => match error {
                // A column of another type, or a missing one, is nothing that was ever written here.
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Damaged { place: None },
                other => Self::Failed(other.to_string().into()),
            },
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.to_string().into()),
        }
    }
}
