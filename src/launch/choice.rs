//! Which room `--host` opens: one that was hosted here before, or another. Pure.
//!
//! Without a name it is the room that was open last; with a name the one that had it last, or another of that name; with
//! an id that one and no other. A room of which nothing is kept is always another one: going on with a room whose last
//! lines are lost would give members two different lines for one place.

use maru::cli::HostLaunch;
use maru::config::History;
use maru::host::Hosted;
use maru::wire::key::crockford;
use maru::wire::{NameError, RoomId, RoomName};

/// The room that is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// One of which nothing is kept.
    Fleeting(RoomName),
    /// One that was never open before, and is kept.
    New(RoomName),
    /// One that was hosted here.
    Again(RoomId, RoomName),
}

/// Why no room can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// What was asked for cannot be the name of a room.
    Name(NameError),
    /// No room with this id was hosted here.
    Unknown(RoomId),
    /// Of a room that is kept, nothing should be kept.
    Kept(RoomId),
}

/// Chooses among the rooms that were hosted here, the one that was open last first; `usual` names a room otherwise.
pub(super) fn choose(hosted: &[Hosted], launch: &HostLaunch, usual: &str) -> Result<Choice, Mistake> {
    let wanted = launch.room.as_deref();
    let name = RoomName::parse(wanted.unwrap_or(usual)).map_err(Mistake::Name);
    let has_name =
        |hosted: &&Hosted| hosted.kept.as_ref().is_ok_and(|shelf| name.as_ref() == Ok(&shelf.name));
    let named = hosted.iter().find(has_name);
    let id = wanted.and_then(id_of).filter(|_| named.is_none() && !launch.fresh);
    if launch.history == History::Memory {
        return match id {
            Some(id) => Err(Mistake::Kept(id)),
            None => name.map(Choice::Fleeting),
        };
    }
    if launch.fresh {
        return name.map(Choice::New);
    }
    let found = match (wanted, id) {
        (None, _) => hosted.first(),
        (Some(_), None) => named,
        (Some(_), Some(id)) => {
            let found = hosted.iter().find(|hosted| hosted.room == id);
            Some(found.ok_or(Mistake::Unknown(id))?)
        }
    };
    match found {
        Some(Hosted { room, kept: Ok(shelf), .. }) => Ok(Choice::Again(*room, shelf.name.clone())),
        // Opening it tells why it cannot be read; if it can be saved, it has its own name again.
        Some(Hosted { room, kept: Err(_), .. }) => name.map(|name| Choice::Again(*room, name)),
        None => name.map(Choice::New),
    }
}

/// Reads the one form that an id has; a name in small letters is never one.
fn id_of(word: &str) -> Option<RoomId> {
    let id = RoomId(crockford().decode(word.as_bytes()).ok()?.try_into().ok()?);
    (id.to_string() == word).then_some(id)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use maru::cli::{HostFace, Port};
    use maru::host::Shelf;
    use maru::store::StoreError;

    use super::*;

    const LAST: RoomId = RoomId([1; 8]);
    const BAND: RoomId = RoomId([2; 8]);
    const OLD_BAND: RoomId = RoomId([3; 8]);

    fn name(text: &str) -> RoomName {
        RoomName::parse(text).unwrap()
    }

    fn hosted() -> Vec<Hosted> {
        let room = |room, text| Hosted {
            room,
            last_opened: SystemTime::UNIX_EPOCH,
            kept: Ok(Shelf { name: name(text), events: 1 }),
        };
        vec![room(LAST, "금요일"), room(BAND, "band"), room(OLD_BAND, "band")]
    }

    fn launch(room: Option<&str>) -> HostLaunch {
        HostLaunch {
            port: Port::Exactly(0),
            room: room.map(str::to_owned),
            fresh: false,
            history: History::default(),
            name: None,
            face: HostFace::Window,
        }
    }

    fn chosen(room: Option<&str>) -> Result<Choice, Mistake> {
        choose(&hosted(), &launch(room), "민수님의 방")
    }

    #[test]
    fn the_same_room_is_opened_again() {
        assert_eq!(chosen(None), Ok(Choice::Again(LAST, name("금요일"))), "the one that was open last");
        assert_eq!(chosen(Some("band")), Ok(Choice::Again(BAND, name("band"))), "of two, the one open last");
        let old = OLD_BAND.to_string();
        assert_eq!(chosen(Some(&old)), Ok(Choice::Again(OLD_BAND, name("band"))), "by its id");
        assert_eq!(choose(&[], &launch(None), "방"), Ok(Choice::New(name("방"))));
    }

    #[test]
    fn another_name_is_another_room_and_so_is_a_room_that_is_asked_to_be_new() {
        assert_eq!(chosen(Some("choir")), Ok(Choice::New(name("choir"))));
        let fresh = |room| HostLaunch { fresh: true, ..launch(room) };
        assert_eq!(choose(&hosted(), &fresh(Some("band")), "방"), Ok(Choice::New(name("band"))));
        assert_eq!(choose(&hosted(), &fresh(None), "방"), Ok(Choice::New(name("방"))));
        let id = BAND.to_string();
        assert_eq!(choose(&hosted(), &fresh(Some(&id)), "방"), Ok(Choice::New(name(&id))));
    }

    #[test]
    fn an_id_that_nobody_hosted_is_no_name() {
        let id = RoomId([9; 8]);
        assert_eq!(chosen(Some(&id.to_string())), Err(Mistake::Unknown(id)));
        // A word in small letters may be a name, though it could be read as an id.
        let word = id.to_string().to_lowercase();
        assert_eq!(chosen(Some(&word)), Ok(Choice::New(name(&word))));
        assert!(matches!(chosen(Some("\u{200b}")), Err(Mistake::Name(_))));
    }

    #[test]
    fn a_room_that_cannot_be_read_is_not_passed_over() {
        let mut hosted = hosted();
        hosted[0].kept = Err(StoreError::NotAStore);
        let (choose, id) = (|room| choose(&hosted, &launch(room), "방"), LAST.to_string());
        assert_eq!(choose(None), Ok(Choice::Again(LAST, name("방"))), "the one that was open last");
        assert!(matches!(choose(Some(&id)), Ok(Choice::Again(LAST, _))), "by its id");
        assert_eq!(choose(Some("band")), Ok(Choice::Again(BAND, name("band"))));
    }

    #[test]
    fn a_room_of_which_nothing_is_kept_is_never_one_of_before() {
        let memory = |room| HostLaunch { history: History::Memory, ..launch(room) };
        let choose = |room| choose(&hosted(), &memory(room), "방");
        assert_eq!(choose(None), Ok(Choice::Fleeting(name("방"))));
        assert_eq!(choose(Some("band")), Ok(Choice::Fleeting(name("band"))));
        assert_eq!(choose(Some(&BAND.to_string())), Err(Mistake::Kept(BAND)));
    }
}
