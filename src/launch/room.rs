//! What roles with and without a window share: the room that is opened, the key, and the name.
//!
//! Every failure comes with its sentence in the reader's language.

use std::path::Path;
use std::sync::Arc;

use maru::cli::{HostLaunch, Port};
use maru::host::{self, Bounds, Host, PortChoice, RoomSource, Settings, StartError};
use maru::identity::{Identity, IdentityError};
use maru::phrase::{Phrases, of_name_error};
use maru::store::Folder;
use maru::wire::{Name, RoomName};

use super::{Failure, Start};

/// Opens the room; what it is called and what it allows come from flags and settings.
pub(super) fn open_room(
    start: &Start,
    launch: &HostLaunch,
    name: &Name,
    identity: Arc<Identity>,
) -> Result<Host, Failure> {
    let phrases = start.phrases();
    let wanted = launch.room.clone();
    let wanted = wanted.unwrap_or_else(|| phrases.with("room-default-name", &[("name", name.into())]));
    let room = RoomName::parse(&wanted)
        .map_err(|error| Failure::Name { flag: "--room", sentence: of_name_error(&phrases, &error) })?;
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
    let folder = Folder::new(&start.data_folder);
    let before = host::hosted(&folder).into_iter().find(|hosted| hosted.name == settings.name);
    let room = RoomSource::Kept { folder, room: before.map(|hosted| hosted.room), bounds: Bounds::default() };
    let options = host::Options { addresses, identity, settings, room, port };
    host::start(options).map_err(|error| of_start_error(&phrases, &error))
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
        StartError::Store(error) => return Failure::DataFolder { sentence: error.to_string() },
        StartError::Thread(cause) => return Failure::Runtime(Arc::clone(cause)),
    };
    Failure::CannotListen { sentence }
}
