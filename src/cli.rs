//! The command line: words in, a checked [`Launch`] out.
//!
//! Pure: nothing here reads the environment, the disk or the clock, and nothing is printed. Every mistake is one
//! [`UsageError`], and its `Display` is one line. Two flags that cannot both be meant are refused; none silently wins.

mod export;
mod usage;

pub use export::{ExportFormat, ExportLaunch};
pub use usage::{Stop, UsageError, one_line};

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;

use self::export::ExportArguments;
use crate::config::{Config, History, HistoryError, LogLevel, checked_text};

/// Where each setting comes from, shown at the end of the help.
const AFTER_HELP: &str = "\
A flag beats an environment variable (MARU_NAME, MARU_ROOM, MARU_PORT, MARU_HISTORY, MARU_LOG, MARU_CONFIG, MARU_DATA_DIR
and those in config.example.toml), a variable beats the settings file, and the file beats the defaults.

Exit codes: 0 done, 2 bad usage, 3 cannot listen, 4 cannot reach, 5 refused, 6 data folder (also:
another Maru uses it), 7 no display.";

/// Open a room on this computer, or join one; without any flag, a window asks.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "maru", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Arguments {
    /// Open a room on this computer and go straight into it.
    #[arg(long)]
    host: bool,
    /// Listen at this port and at no other, 0 for any free one (with --host).
    #[arg(long, value_name = "PORT", allow_negative_numbers = true)]
    port: Option<u16>,
    /// Open the room that was hosted here under this name or id, or one of this name (with --host).
    #[arg(long, value_name = "ROOM")]
    room: Option<String>,
    /// Open a room that was never open before, whatever was hosted here (with --host).
    #[arg(long)]
    new_room: bool,
    /// Keep so much of the room on the disk: keep, memory, "30 days", "100 MiB" (with --host).
    #[arg(long, value_name = "HISTORY", value_parser = read_history)]
    history: Option<History>,
    /// Be called this.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Host without a window and without a member of this computer; the invite is the first line (with --host).
    #[arg(long)]
    headless: bool,
    /// Join the room at this address, or the one this invite leads to.
    #[arg(long, value_name = "ADDRESS|INVITE")]
    join: Option<String>,
    /// Talk in this terminal instead of a window (with --host or --join).
    #[arg(long)]
    console: bool,
    /// Write one JSON object a line instead of sentences (with --console or --headless).
    #[arg(long)]
    json: bool,
    /// Read the settings from this file.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Keep the key and what is known about rooms in this folder.
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Write this much about the inside to standard error.
    #[arg(long, value_name = "LEVEL")]
    log: Option<LogLevel>,
    #[command(flatten)]
    export: ExportArguments,
    /// An invite, as the desktop hands it over: maru:…
    #[arg(value_name = "INVITE")]
    invite: Option<String>,
}

/// What the program is asked to be, with every value settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Launch {
    /// The window that asks.
    Lobby(LobbyLaunch),
    /// A room on this computer.
    Host(HostLaunch),
    /// A guest in a room.
    Join(JoinLaunch),
    /// What is kept of a room is written, and nothing else.
    Export(ExportLaunch),
}

/// The window that asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LobbyLaunch {
    /// What the person is called, if they have said so; not yet checked as a name of a room.
    pub name: Option<String>,
}

/// A room on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLaunch {
    /// Where to listen.
    pub port: Port,
    /// The name or id of the room; without one, the room that was hosted last.
    pub room: Option<String>,
    /// Whether the room is one that was never open before.
    pub fresh: bool,
    /// What is kept of the room.
    pub history: History,
    /// What the host is called, if they have said so.
    pub name: Option<String>,
    /// How the host takes part.
    pub face: HostFace,
}

/// A guest in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinLaunch {
    /// Whatever was given as address or invite, without blanks around it.
    pub target: String,
    /// What the guest is called, if they have said so.
    pub name: Option<String>,
    /// How the guest takes part.
    pub face: GuestFace,
}

/// Where a room listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// At this port and at no other; 0 is any free one.
    Exactly(u16),
    /// At this port, else at one of the next nine, else at any free one; 0 is any free one at once.
    From(u16),
}

/// How a host takes part in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFace {
    /// In a window.
    Window,
    /// In the terminal.
    Console(Output),
    /// Not at all: this computer only keeps the room.
    Headless(Output),
}

/// How a guest takes part in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestFace {
    /// In a window.
    Window,
    /// In the terminal.
    Console(Output),
}

/// What the terminal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Sentences for people.
    Sentences,
    /// One JSON object a line.
    Json,
}

impl Arguments {
    /// Reads the words of a command line, the program's own name first, and checks that they go together.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, Stop> {
        let arguments = Self::try_parse_from(words).map_err(Stop::from)?;
        arguments.check_company()?;
        arguments.check_values()?;
        Ok(arguments)
    }

    /// Settles what to be; `config` gives what no flag says.
    pub fn launch(&self, config: &Config) -> Launch {
        let name = flag_or(&self.name, &config.profile.name);
        if let Some(export) = self.export.launch() {
            Launch::Export(export)
        } else if self.host {
            Launch::Host(HostLaunch {
                port: self.port.map_or(Port::From(config.host.port), Port::Exactly),
                room: flag_or(&self.room, &config.host.room),
                fresh: self.new_room,
                history: self.history.unwrap_or(config.host.history),
                name,
                face: self.host_face(),
            })
        } else if let Some(target) = self.target() {
            Launch::Join(JoinLaunch { target: target.trim().to_owned(), name, face: self.guest_face() })
        } else {
            Launch::Lobby(LobbyLaunch { name })
        }
    }

    /// Returns whether a window will open.
    pub fn wants_window(&self) -> bool {
        !self.headless && !self.console && !self.export.is_asked()
    }

    /// Returns the settings file that was named.
    pub fn config(&self) -> Option<&PathBuf> {
        self.config.as_ref()
    }

    /// Returns the data folder that was named.
    pub fn data_dir(&self) -> Option<&PathBuf> {
        self.data_dir.as_ref()
    }

    /// Returns how much to log, if a flag says it.
    pub fn log(&self) -> Option<LogLevel> {
        self.log
    }

    fn target(&self) -> Option<&str> {
        self.join.as_deref().or(self.invite.as_deref())
    }

    fn host_face(&self) -> HostFace {
        if self.headless {
            HostFace::Headless(self.output())
        } else if self.console {
            HostFace::Console(self.output())
        } else {
            HostFace::Window
        }
    }

    fn guest_face(&self) -> GuestFace {
        if self.console { GuestFace::Console(self.output()) } else { GuestFace::Window }
    }

    fn output(&self) -> Output {
        if self.json { Output::Json } else { Output::Sentences }
    }

    /// Refuses flags that cannot be meant together, and those that mean nothing alone.
    fn check_company(&self) -> Result<(), UsageError> {
        let (join, invite, export) = (self.join.is_some(), self.invite.is_some(), self.export.is_asked());
        let clashes = [
            (self.host && join, "--host", "--join"),
            (self.host && invite, "--host", "an invite"),
            (join && invite, "--join", "a second invite"),
            (self.headless && join, "--headless", "--join"),
            (self.headless && invite, "--headless", "an invite"),
            (self.headless && self.console, "--headless", "--console"),
            (export && self.host, "--export", "--host"),
            (export && join, "--export", "--join"),
            (export && invite, "--export", "an invite"),
            (export && self.json, "--export", "--json"),
            (export && self.name.is_some(), "--export", "--name"),
        ];
        if let Some((_, one, other)) = clashes.into_iter().find(|(clash, ..)| *clash) {
            return Err(UsageError::Clash { one, other });
        }
        let in_room = self.host || join || invite;
        let lonely = [
            (self.headless && !self.host, "--headless", "--host"),
            (self.port.is_some() && !self.host, "--port", "--host"),
            (self.room.is_some() && !self.host, "--room", "--host"),
            (self.new_room && !self.host, "--new-room", "--host"),
            (self.history.is_some() && !self.host, "--history", "--host"),
            (self.console && !in_room, "--console", "--host or --join"),
            (self.json && self.wants_window(), "--json", "--console or --headless"),
        ];
        match lonely.into_iter().find(|(alone, ..)| *alone) {
            Some((_, flag, needs)) => Err(UsageError::Alone { flag, needs }),
            None => self.export.check(),
        }
    }

    /// Refuses values that are blank or hold what no name and no address holds.
    fn check_values(&self) -> Result<(), UsageError> {
        for (flag, value) in [("--room", &self.room), ("--name", &self.name), ("--join", &self.join)] {
            let Some(value) = value else { continue };
            if value.trim().is_empty() {
                return Err(UsageError::Blank { flag });
            }
        }
        for (flag, value) in [("--room", &self.room), ("--name", &self.name)] {
            let Some(value) = value else { continue };
            checked_text(value).map_err(|mistake| UsageError::Value { flag, mistake })?;
        }
        for (flag, value) in [("--config", &self.config), ("--data-dir", &self.data_dir)] {
            if value.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
                return Err(UsageError::Blank { flag });
            }
        }
        match &self.invite {
            Some(invite) if !is_invite(invite) => Err(UsageError::NotAnInvite(invite.clone())),
            _ => Ok(()),
        }
    }
}

fn read_history(value: &str) -> Result<History, HistoryError> {
    value.parse()
}

fn flag_or(flag: &Option<String>, setting: &Option<String>) -> Option<String> {
    let chosen = flag.as_ref().or(setting.as_ref())?;
    Some(chosen.trim().to_owned())
}

/// Whether a bare word is one that the desktop may hand over; what is in it, `wire::invite` says.
fn is_invite(word: &str) -> bool {
    let scheme = word.trim_start().get(..5);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("maru:"))
}

#[cfg(test)]
mod tests;
