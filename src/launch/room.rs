//! What roles with and without a window share: the room that is opened, the key, and the name.
//!
//! Every failure comes with its sentence in the reader's language.

use std::path::Path;
use std::sync::Arc;

use maru::cli::{HostLaunch, Port};
use maru::client::sentence::of_store_error;
use maru::config::History;
use maru::host::{self, Bounds, Host, Hosted, PortChoice, RoomSource, Settings, StartError};
use maru::identity::{Identity, IdentityError};
use maru::phrase::{Phrases, of_name_error};
use maru::store::Folder;
use maru::wire::Name;

use super::choice::{Choice, Mistake, choose};
use super::{Failure, Start};

/// Opens the room; what it is called, what is kept of it and what it allows come from flags and settings. Without a
/// folder nothing is kept.
pub(super) fn open_room(
    start: &Start,
    launch: &HostLaunch,
    name: &Name,
    identity: Arc<Identity>,
    folder: Option<Folder>,
) -> Result<Host, Failure> {
    let phrases = start.phrases();
    let usual = phrases.with("room-default-name", &[("name", name.into())]);
    let hosted = folder.as_ref().map(host::hosted).unwrap_or_default();
    tell_unreadable(&phrases, &hosted);
    let history = if folder.is_some() { launch.history } else { History::Memory };
    let choice = choose(&hosted, &HostLaunch { history, ..launch.clone() }, &usual);
    let (room, again) = match choice.map_err(|mistake| of_mistake(&phrases, &mistake))? {
        Choice::Fleeting(name) | Choice::New(name) => (name, None),
        Choice::Again(id, name) => (name, Some(id)),
    };
    let source = match (folder, history) {
        (Some(folder), History::Keep(caps)) => {
            let bounds = Bounds { events: caps.events(), bytes: caps.bytes(), age: caps.age() };
            RoomSource::Kept { folder, room: again, bounds }
        }
        _ => RoomSource::Fleeting,
    };
    let limits = &start.config.host;
    let settings = Settings {
        members_max: limits.members_max,
        messages_burst: limits.messages_burst,
        messages_per_second: limits.messages_per_second,
        ..Settings::new(room)
    };
    let port = match launch.port {
        Port::Exactly(port) => PortChoice::Exactly(port),
        Port::From(port) => PortChoice::From(port),
    };
    let addresses = start.invite_addresses()?;
    let options = host::Options { addresses, identity, settings, room: source, port };
    host::start(options).map_err(|error| of_start_error(&phrases, &error))
}

/// Says on standard error which rooms cannot be read: one of them may be the one that is meant by its name.
fn tell_unreadable(phrases: &Phrases, hosted: &[Hosted]) {
    for Hosted { room, kept, .. } in hosted {
        if let Err(error) = kept {
            let (room, reason) = (room.to_string(), of_store_error(phrases, error));
            super::warn(
                &phrases.with("start-room-unreadable", &[("room", room.into()), ("reason", reason.into())]),
            );
        }
    }
}

fn of_mistake(phrases: &Phrases, mistake: &Mistake) -> Failure {
    let sentence = match mistake {
        Mistake::Name(error) => of_name_error(phrases, error),
        Mistake::Unknown(id) => phrases.with("start-room-unknown", &[("room", id.to_string().into())]),
        Mistake::Kept(id) => phrases.with("start-room-kept", &[("room", id.to_string().into())]),
    };
    Failure::Name { flag: "--room", sentence }
}

/// Returns the member's name and whether the person chose it; without one, the login name or a plain word serves.
pub(super) fn member_name(wanted: Option<&str>, phrases: &Phrases) -> Result<(Name, bool), Failure> {
    let refused = |error| Failure::Name { flag: "--name", sentence: of_name_error(phrases, &error) };
    if let Some(wanted) = wanted {
        return Ok((Name::parse(wanted).map_err(refused)?, true));
    }
    let login = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|variable| std::env::var(variable).ok());
    let named = login.and_then(|login| Name::parse(&login).ok());
    let name = named.map_or_else(|| Name::parse(&phrases.text("start-guest")).map_err(refused), Ok)?;
    Ok((name, false))
}

/// Returns the key of this computer, made at the first start.
pub(super) fn identity(start: &Start) -> Result<Arc<Identity>, Failure> {
    let phrases = start.phrases();
    let folder = &start.data_folder;
    Identity::load_or_create(folder).map(Arc::new).map_err(|error| {
        let with = |key: &str, path: &Path| phrases.with(key, &[("path", path.display().to_string().into())]);
        let sentence = match &error {
            IdentityError::Damaged { path } => with("start-identity-broken", path),
            IdentityError::TooOpen { path, .. } => with("start-identity-open", path),
            IdentityError::File { .. } | IdentityError::NoRandomness => {
                let (path, reason) = (folder.display().to_string(), error.to_string());
                phrases.with("start-data-folder", &[("path", path.into()), ("reason", reason.into())])
            }
        };
        Failure::DataFolder { sentence }
    })
}

fn of_start_error(phrases: &Phrases, error: &StartError) -> Failure {
    let sentence = match error {
        StartError::PortTaken { port } => phrases.with("start-port-taken", &[("port", (*port).into())]),
        StartError::Listen(_) => phrases.text("start-cannot-listen"),
        StartError::Key => return Failure::DataFolder { sentence: phrases.text("connect-own-key-body") },
        StartError::Store(error) => {
            return Failure::DataFolder { sentence: of_store_error(phrases, error) };
        }
        StartError::Thread(cause) => return Failure::Runtime(Arc::clone(cause)),
    };
    Failure::CannotListen { sentence }
}
