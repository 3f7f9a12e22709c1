//! The door: reads the command line, picks a role, and turns the role's end into an exit code.
//!
//! No runtime is started here and iced is not touched before the role is known: a host without a window runs on a
//! computer that has no display and none of its libraries.

mod launch;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use launch::{Failure, Start};
use maru::cli::{Arguments, GuestFace, HostFace, Launch, Stop, one_line};
use maru::config::LogLevel;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let line = one_line(&failure.to_string());
            // With standard error closed there is nobody left to tell.
            drop(writeln!(io::stderr(), "maru: {line}"));
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments = match Arguments::read(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(Stop::Told(text)) => {
            drop(io::stdout().write_all(text.as_bytes()));
            return Ok(());
        }
        Err(Stop::Mistake(error)) => return Err(error.into()),
    };
    let variable = |name: &str| std::env::var_os(name);
    let start = Start::prepare(&arguments, variable)?;
    start_log(start.config.log.level);
    start.tell();
    match start.launch.clone() {
        Launch::Host(host) => match host.face {
            HostFace::Headless(output) => launch::terminal::keep_room(&start, &host, output),
            HostFace::Console(output) => launch::terminal::host(&start, &host, output),
            HostFace::Window => launch::window::run(start),
        },
        Launch::Join(join) => match join.face {
            GuestFace::Console(output) => launch::terminal::join(&start, &join, output),
            GuestFace::Window => launch::window::run(start),
        },
        Launch::Export(export) => launch::export::run(&start, &export),
        Launch::Lobby(_) => launch::window::run(start),
    }
}

/// Writes what happens inside to standard error; other crates speak up only when something is wrong.
fn start_log(level: LogLevel) {
    let filter = match level {
        LogLevel::Off => "off".to_owned(),
        LogLevel::Error => "error".to_owned(),
        level => format!("warn,maru={}", level.as_str()),
    };
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    // Fails only where a log has been started before, and nothing here starts a second one.
    drop(log.try_init());
}
