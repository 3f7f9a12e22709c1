//! The roles without a window: a room kept for others, and a member at a terminal.
//!
//! Each starts the runtime that it needs, and returns when its room or its member has ended in order. The first line that
//! a host prints is the invite.

use std::future::Future;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
#[cfg(unix)]
use std::task::Poll;

use jiff::tz::TimeZone;
use maru::cli::{HostLaunch, JoinLaunch, Output, Port};
use maru::client::console::{self, Ending, Format, Setup, Visit};
use maru::client::{ConnectError, Keep, Options, Pipe, Route, Target};
use maru::clock::Clock;
use maru::host::{Host, Keeping};
use maru::phrase::{Phrases, of_invite_error};
use maru::wire::{Closed, Invite, Refusal, RoomId};
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::keeping::tell_keeping;
use super::room::{identity, member_name, open_room};
use super::{Failure, Start};

/// Keeps a room that nobody at this computer takes part in; the invite is the first line printed.
pub(crate) fn keep_room(start: &Start, launch: &HostLaunch, output: Output) -> Result<(), Failure> {
    let phrases = start.phrases();
    let (name, _) = member_name(launch.name.as_deref(), &phrases)?;
    let _lock = start.take_folder()?;
    let runtime = runtime()?;
    let host = open_room(start, launch, &name, identity(start)?, Some(start.folder()))?;
    let kept = runtime.block_on(async {
        // Whoever reads the invite may end the program at once, and it has to end in order then too.
        let stopped = stopped(Hangup::LeftAlone);
        tell_room(&host, launch, &phrases, output)?;
        tell_keeping(&host, &phrases, output);
        stopped.await;
        Ok(())
    });
    host.stop();
    kept
}

/// Keeps a room and takes part in it from the terminal.
pub(crate) fn host(start: &Start, launch: &HostLaunch, output: Output) -> Result<(), Failure> {
    let phrases = start.phrases();
    let (name, _) = member_name(launch.name.as_deref(), &phrases)?;
    let _lock = start.take_folder()?;
    let known = start.known()?;
    let host = open_room(start, launch, &name, identity(start)?, Some(start.folder()))?;
    tell_room(&host, launch, &phrases, output)?;
    tell_keeping(&host, &phrases, output);
    let (key, pipe) = (host.key(), host.pipe());
    let invite = host.invite();
    let route = Route::Pipe(Pipe::new(key, move || pipe.connect()));
    // Of a room that is not kept, its host's own copy is not kept either.
    let is_kept = !matches!(*host.keeping().borrow(), Keeping::Memory);
    let keep = if is_kept { keep(start, Some(host.room())) } else { Keep::Nothing };
    let options = Options { identity: identity(start)?, name, route, keep };
    let setup = Setup {
        invite: Some(invite.to_string()),
        visit: Some(Visit { known, target: invite.clone().into(), hosted: true }),
        copies: Some(start.folder()),
        ..setup(options, invite.label.as_str().to_owned(), phrases, output)
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
    let _lock = start.take_folder()?;
    let identity = identity(start)?;
    let known = start.known()?;
    let address = target.addresses.first().map(ToString::to_string).unwrap_or_default();
    let route = Route::Dial { addresses: target.addresses.clone(), expected: known.expected(&target) };
    let keep = keep(start, target.room);
    let setup = Setup {
        invite: launch.target.parse::<Invite>().ok().map(|invite| invite.to_string()),
        visit: Some(Visit { known, target, hosted: false }),
        copies: Some(start.folder()),
        ..setup(Options { identity, name, route, keep }, address, phrases, output)
    };
    talk(setup, chosen)
}

/// Has a member keep its own copy in the data folder.
fn keep(start: &Start, room: Option<RoomId>) -> Keep {
    Keep::Folder { folder: start.folder(), room }
}

/// Returns what every member at this terminal starts from.
fn setup(options: Options, address: String, phrases: Phrases, output: Output) -> Setup {
    let format = match output {
        Output::Sentences => Format::Sentences,
        Output::Json => Format::Json,
    };
    let seen = io::stdout().is_terminal();
    Setup {
        options,
        address,
        invite: None,
        format,
        phrases,
        zone: TimeZone::system(),
        started: Clock::start().now().wall,
        prompt: format == Format::Sentences && seen && io::stdin().is_terminal(),
        colour: seen && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        visit: None,
        copies: None,
    }
}

/// Prints the invite and where the room is, and says on standard error what is not as it was wished.
fn tell_room(host: &Host, launch: &HostLaunch, phrases: &Phrases, output: Output) -> Result<(), Failure> {
    let (invite, port) = (host.invite(), host.port());
    if let Port::From(wanted) = launch.port
        && wanted != port
        && wanted != 0
    {
        super::warn(&phrases.with("start-port-other", &[("wanted", wanted.into()), ("port", port.into())]));
    }
    if invite.addresses.iter().all(|address| address.as_ip().is_some_and(|ip| ip.is_loopback())) {
        super::warn(&phrases.text("start-no-network"));
    }
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
    let mut run = |setup: Setup| {
        runtime.block_on(async {
            let stopped = stopped(Hangup::Ends);
            console::run(setup, &mut lines, tokio::io::stdout(), stopped).await
        })
    };
    let mut ended = run(setup.clone());
    if let Ok(Ending { joined: false, reason: Some(ConnectError::Refused(refusal)), .. }) = &ended
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

/// What it means that the terminal has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hangup {
    /// The program ends in order.
    Ends,
    /// Whatever whoever started the program has settled: `nohup` keeps it.
    LeftAlone,
}

/// Waits until somebody wants the program to end: ctrl+c, or the system in order. Counts from the call on, which has to be
/// within a runtime.
#[cfg(unix)]
fn stopped(hangup: Hangup) -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let ends = [
        Some(SignalKind::interrupt()),
        Some(SignalKind::terminate()),
        (hangup == Hangup::Ends).then(SignalKind::hangup),
    ];
    // A signal that the system does not let us wait for ends the program by itself.
    let mut signals: Vec<_> = ends.into_iter().flatten().filter_map(|kind| signal(kind).ok()).collect();
    std::future::poll_fn(move |cx| {
        let come = signals.iter_mut().filter_map(|signal| match signal.poll_recv(cx) {
            Poll::Ready(come) => come,
            Poll::Pending => None,
        });
        if come.count() > 0 { Poll::Ready(()) } else { Poll::Pending }
    })
}

#[cfg(not(unix))]
async fn stopped(_: Hangup) {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn of_output_error(phrases: &Phrases, error: &io::Error) -> Failure {
    let sentence = phrases.with("start-output", &[("reason", error.to_string().into())]);
    Failure::Output { sentence }
}

/// Tells apart what ended as it should, what never came about, and what was refused.
fn of_ending(phrases: &Phrases, ending: &Ending, address: &str) -> Result<(), Failure> {
    let left = |reason: &ConnectError| *reason == ConnectError::Closed(Closed::Left);
    if ending.unsent > 0 && ending.reason.as_ref().is_none_or(left) {
        let sentence = phrases.with("console-unsent", &[("count", ending.unsent.into())]);
        return Err(Failure::CannotReach { sentence });
    }
    let Some(error) = &ending.reason else { return Ok(()) };
    let sentence = maru::client::sentence::of_connect_error(phrases, error, Some(address)).line();
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
