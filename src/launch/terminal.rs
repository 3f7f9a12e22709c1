//! The roles without a window: a room kept for others, and a member at a terminal.
//!
//! Each starts the runtime that it needs, and returns when its room or its member has ended in order. The first line that
//! a host prints is the invite.

use std::future::Future;
use std::io::{self, Write};
use std::sync::Arc;

use jiff::tz::TimeZone;
use maru::cli::{HostLaunch, JoinLaunch, Output, Port};
use maru::client::console::{self, Ending, Format, Setup};
use maru::client::{ConnectError, Expected, Options, Pipe, Route, Target};
use maru::host::{self, Host, PortChoice, Settings, StartError};
use maru::identity::{Identity, IdentityError};
use maru::phrase::{Phrases, of_invite_error, of_name_error};
use maru::wire::{Closed, Invite, Name, Refusal, RoomName};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::{Failure, Start};

/// Keeps a room that nobody at this computer takes part in; the invite is the first line printed.
pub(crate) fn keep_room(start: &Start, launch: &HostLaunch, output: Output) -> Result<(), Failure> {
    let phrases = start.phrases();
    let (name, _) = member_name(launch.name.as_deref(), &phrases)?;
    let host = open_room(start, launch, &name)?;
    tell_room(&host, &phrases, output)?;
    let runtime = runtime()?;
    runtime.block_on(stopped());
    host.stop();
    Ok(())
}

/// Keeps a room and takes part in it from the terminal.
pub(crate) fn host(start: &Start, launch: &HostLaunch, output: Output) -> Result<(), Failure> {
    let phrases = start.phrases();
    let (name, _) = member_name(launch.name.as_deref(), &phrases)?;
    let host = open_room(start, launch, &name)?;
    tell_room(&host, &phrases, output)?;
    let (key, pipe) = (host.key(), host.pipe());
    let invite = host.invite();
    let setup = Setup {
        options: Options {
            identity: identity(start)?,
            name,
            route: Route::Pipe(Pipe::new(key, move || pipe.connect())),
        },
        address: invite.label.as_str().to_owned(),
        invite: Some(invite.to_string()),
        format: format_of(output),
        phrases,
        zone: TimeZone::system(),
    };
    let ended = talk(setup, true);
    host.stop();
    ended
}

/// Takes part in a room from the terminal.
pub(crate) fn join(start: &Start, launch: &JoinLaunch, output: Output) -> Result<(), Failure> {
    let phrases = start.phrases();
    let target = Target::parse(&launch.target)
        .map_err(|error| Failure::Target { sentence: of_invite_error(&phrases, &error) })?;
    let (name, chosen) = member_name(launch.name.as_deref(), &phrases)?;
    let identity = identity(start)?;
    let address = target.addresses.first().map(ToString::to_string).unwrap_or_default();
    let Target { addresses, pin, .. } = target;
    let expected = pin.map_or(Expected::Anyone, Expected::Invited);
    let setup = Setup {
        options: Options { identity, name, route: Route::Dial { addresses, expected } },
        address,
        invite: launch.target.parse::<Invite>().ok().map(|invite| invite.to_string()),
        format: format_of(output),
        phrases,
        zone: TimeZone::system(),
    };
    talk(setup, chosen)
}

/// Opens the room; what it is called and what it allows come from flags and settings.
pub(super) fn open_room(start: &Start, launch: &HostLaunch, name: &Name) -> Result<Host, Failure> {
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
    let options = host::Options { identity: identity(start)?, settings, port, addresses };
    host::start(options).map_err(|error| of_start_error(&phrases, &error))
}

/// Prints the invite, and where the room is.
fn tell_room(host: &Host, phrases: &Phrases, output: Output) -> Result<(), Failure> {
    let (invite, port) = (host.invite(), host.port());
    let told = match output {
        Output::Json => {
            let addresses: Vec<_> = invite.addresses.iter().map(ToString::to_string).collect();
            let (room, invite) = (invite.label.as_str(), invite.to_string());
            let told = json!({
                "type": "hosting", "invite": invite, "room": room, "port": port, "addresses": addresses,
            });
            format!("{told}\n")
        }
        Output::Sentences => {
            let room = (&invite.label).into();
            let open = phrases.with("console-hosting", &[("room", room), ("port", port.into())]);
            format!("{invite}\n* {open}\n")
        }
    };
    let mut output = io::stdout().lock();
    let written = output.write_all(told.as_bytes()).and_then(|()| output.flush());
    written.map_err(|error| of_output_error(phrases, &error))
}

/// Talks until the typed lines end, the room closes, or somebody ends the program.
///
/// A name that nobody chose is exchanged once for the free one that the host suggests.
fn talk(mut setup: Setup, name_is_chosen: bool) -> Result<(), Failure> {
    let phrases = setup.phrases.clone();
    let address = setup.address.clone();
    let runtime = runtime()?;
    let mut lines = console::typed(io::stdin()).map_err(|error| Failure::Runtime(Arc::new(error)))?;
    let mut run =
        |setup: Setup| runtime.block_on(console::run(setup, &mut lines, tokio::io::stdout(), stopped()));
    let mut ended = run(setup.clone());
    if let Ok(Ending { joined: false, reason: Some(ConnectError::Refused(refusal)) }) = &ended
        && let Refusal::NameTaken { suggestion } = refusal
        && !name_is_chosen
    {
        setup.options.name = suggestion.clone();
        ended = run(setup);
    }
    // A reader that has gone must not keep the program.
    runtime.shutdown_background();
    match ended {
        Ok(ending) => of_ending(&phrases, &ending, &address),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(of_output_error(&phrases, &error)),
    }
}

fn runtime() -> Result<Runtime, Failure> {
    Builder::new_current_thread().enable_all().build().map_err(|error| Failure::Runtime(Arc::new(error)))
}

/// Waits until somebody wants the program to end: ctrl+c, or the system in order.
fn stopped() -> impl Future<Output = ()> {
    #[cfg(unix)]
    async fn terminated() {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut hangup)) =
            (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let terminated = std::future::pending;
    async move {
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => {
                if interrupted.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            () = terminated() => {}
        }
    }
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

pub(super) fn identity(start: &Start) -> Result<Arc<Identity>, Failure> {
    let phrases = start.phrases();
    let folder = &start.data_folder;
    Identity::load_or_create(folder).map(Arc::new).map_err(|error| {
        let with = |key: &str, path: &std::path::Path| {
            phrases.with(key, &[("path", path.display().to_string().into())])
        };
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
        StartError::Thread(cause) => return Failure::Runtime(Arc::clone(cause)),
    };
    Failure::CannotListen { sentence }
}

fn of_output_error(phrases: &Phrases, error: &io::Error) -> Failure {
    let sentence = phrases.with("start-output", &[("reason", error.to_string().into())]);
    Failure::Output { sentence }
}

/// Tells apart what ended as it should, what never came about, and what was refused.
fn of_ending(phrases: &Phrases, ending: &Ending, address: &str) -> Result<(), Failure> {
    let Some(error) = &ending.reason else { return Ok(()) };
    let sentence = maru::client::sentence::of_connect_error(phrases, error, address).line();
    match error {
        ConnectError::Closed(Closed::Left | Closed::RoomClosed) => Ok(()),
        ConnectError::Refused(_)
        | ConnectError::Closed(Closed::Elsewhere | Closed::BrokenRule)
        | ConnectError::WrongKey { .. }
        | ConnectError::ChangedKey { .. }
        | ConnectError::RoomIsNewer { .. }
        | ConnectError::RoomIsOlder { .. } => Err(Failure::Refused { sentence }),
        ConnectError::OwnKey => Err(Failure::DataFolder { sentence }),
        ConnectError::NameUnknown { .. }
        | ConnectError::NothingListens
        | ConnectError::NoAnswer { .. }
        | ConnectError::NoNetwork
        | ConnectError::NotMaru
        | ConnectError::Broken
        | ConnectError::Violation(_) => Err(Failure::CannotReach { sentence }),
    }
}

fn format_of(output: Output) -> Format {
    match output {
        Output::Sentences => Format::Sentences,
        Output::Json => Format::Json,
    }
}
