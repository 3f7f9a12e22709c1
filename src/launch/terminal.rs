//! The roles without a window: a room kept for others, and a member at a terminal.
//!
//! Each starts the runtime that it needs, and returns when its room or its member has ended in order. The first line that
//! a host prints is the invite.

use std::future::Future;
use std::io::{self, Write};
use std::sync::Arc;

use jiff::tz::TimeZone;
use maru::cli::{HostLaunch, JoinLaunch, Output};
use maru::client::console::{self, Ending, Format, Setup};
use maru::client::{ConnectError, Expected, Options, Pipe, Route, Target};
use maru::host::Host;
use maru::phrase::{Phrases, of_invite_error};
use maru::wire::{Closed, Invite, Refusal};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::room::{identity, member_name, open_room};
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
