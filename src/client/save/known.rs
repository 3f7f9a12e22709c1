//! Which rooms are kept on this computer, and which of them somebody means.

use std::path::PathBuf;

use caseless::canonical_caseless_match_str;

use super::name_of;
use crate::store::{Database, Folder, Side, StoreError};
use crate::wire::key::crockford;
use crate::wire::{RoomId, RoomName};

/// A room that is kept on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRoom {
    /// Which.
    pub id: RoomId,
    /// What it is called, if its copy says.
    pub name: Option<RoomName>,
    /// Where it lies.
    pub file: PathBuf,
}

/// Why nobody knows which room is meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomError {
    /// None is called so and none has that id.
    #[error("no such room")]
    Unknown,
    /// Several are called so.
    #[error("several rooms are called so")]
    Ambiguous {
        /// Which.
        rooms: Vec<RoomId>,
    },
}

/// Returns the rooms that are kept: copies of a member, and hosted rooms of which this person has none.
///
/// # Errors
/// [`StoreError`] when a folder cannot be read; a single room that cannot be has no name.
pub fn kept_rooms(folder: &Folder) -> Result<Vec<KeptRoom>, StoreError> {
    let mut kept: Vec<KeptRoom> = Vec::new();
    for side in [Side::Member, Side::Host] {
        for id in folder.rooms(side)? {
            let file = folder.file(side, id);
            if file.exists() && kept.iter().all(|room| room.id != id) {
                let name = Database::open_to_read(&file).ok().and_then(|database| name_of(&database));
                kept.push(KeptRoom { id, name, file });
            }
        }
    }
    Ok(kept)
}

/// Returns the room with this id, else the one that is called so, great or small letters alike.
///
/// # Errors
/// [`RoomError`]
pub fn find<'a>(rooms: &'a [KeptRoom], meant: &str) -> Result<&'a KeptRoom, RoomError> {
    let id = crockford().decode(meant.as_bytes()).ok();
    if let Some(room) = rooms.iter().find(|room| id.as_ref().is_some_and(|id| *id == room.id.0)) {
        return Ok(room);
    }
    let is_called = |room: &&KeptRoom| {
        room.name.as_ref().is_some_and(|name| canonical_caseless_match_str(name.as_str(), meant))
    };
    let called: Vec<_> = rooms.iter().filter(is_called).collect();
    match called.as_slice() {
        [] => Err(RoomError::Unknown),
        [only] => Ok(only),
        several => Err(RoomError::Ambiguous { rooms: several.iter().map(|room| room.id).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(id: u8, name: &str) -> KeptRoom {
        let name = RoomName::parse(name).ok();
        KeptRoom { id: RoomId([id; 8]), name, file: PathBuf::new() }
    }

    #[test]
    fn a_room_is_meant_by_its_id_or_its_name() {
        let rooms = [room(1, "Friday"), room(2, "금요일"), room(3, "friday"), room(4, "")];
        assert_eq!(find(&rooms, "금요일").unwrap().id, RoomId([2; 8]));
        assert_eq!(find(&rooms, "\u{1100}\u{1173}\u{11b7}요일").unwrap().id, RoomId([2; 8]));
        for id in [1, 3, 4] {
            let typed = RoomId([id; 8]).to_string();
            assert_eq!(find(&rooms, &typed.to_lowercase()).unwrap().id, RoomId([id; 8]));
        }
        let ambiguous = RoomError::Ambiguous { rooms: vec![RoomId([1; 8]), RoomId([3; 8])] };
        assert_eq!(find(&rooms, "FRIDAY"), Err(ambiguous));
        for unknown in ["", "Saturday", "0123", &RoomId([9; 8]).to_string(), "../../etc"] {
            assert_eq!(find(&rooms, unknown), Err(RoomError::Unknown), "{unknown}");
        }
    }
}
