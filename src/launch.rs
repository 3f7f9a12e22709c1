//! What every role starts from, and every way in which one ends badly.
//!
//! A window starts with the defaults when the settings file has a mistake, and shows the mistake; without a window the
//! program ends with it.

mod choice;
pub(crate) mod export;
mod folder;
mod keeping;
mod known;
mod room;
pub(crate) mod terminal;
pub(crate) mod window;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use directories::ProjectDirs;
use maru::cli::{Arguments, Launch, UsageError, one_line};
use maru::config::{self, Config, LanguageFile, Loaded, read_languages};
use maru::phrase::Phrases;
use maru::wire::Address;

/// How many unknown options of the settings file are told by name.
const UNKNOWN_TOLD: usize = 3;
/// How much is told of such a name.
const UNKNOWN_LETTERS: usize = 40;

/// The name of the settings file in its folder.
const CONFIG_FILE: &str = "config.toml";

/// What a role starts from.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// What to be.
    pub(crate) launch: Launch,
    /// The settings: file and environment; the flags that beat them are in `launch`.
    pub(crate) config: Config,
    /// The languages that files bring.
    pub(crate) languages: Vec<LanguageFile>,
    /// Where the settings are written, unless this computer knows no home folder.
    pub(crate) config_file: Option<PathBuf>,
    /// Why the settings file was not used, for the window to show.
    pub(crate) config_error: Option<config::Error>,
    /// What stands in the settings file and is unknown to this version.
    pub(crate) unknown: Vec<config::Unknown>,
    /// Where the key and what is known about rooms are kept; it need not exist yet.
    pub(crate) data_folder: PathBuf,
}

impl Start {
    /// Settles everything from the command line, the environment and the settings file.
    pub(crate) fn prepare(
        arguments: &Arguments,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, Failure> {
        let folders = ProjectDirs::from("", "", "maru");
        let path_of = |name: &str| variable(name).filter(|path| !path.is_empty()).map(PathBuf::from);
        let named_file = arguments.config().cloned().or_else(|| path_of("MARU_CONFIG"));
        let data_folder = arguments
            .data_dir()
            .cloned()
            .or_else(|| path_of("MARU_DATA_DIR"))
            .or_else(|| folders.as_ref().map(|folders| folders.data_dir().to_owned()))
            .ok_or(Failure::NoHome)?;

        let loaded = match &named_file {
            // A file that somebody names has to be there; a mistyped name is not silently the defaults.
            Some(file) => Config::load(file),
            None => match &folders {
                Some(folders) => Config::load_or_default(&folders.config_dir().join(CONFIG_FILE)),
                None => Ok(Loaded::default()),
            },
        };
        let (Loaded { mut config, unknown }, config_error) = match loaded {
            Ok(loaded) => (loaded, None),
            Err(error) if arguments.wants_window() => (Loaded::default(), Some(error)),
            Err(error) => return Err(error.into()),
        };
        config.overlay_variables(variable)?;
        if let Some(level) = arguments.log() {
            config.log.level = level;
        }
        let config_file =
            named_file.or_else(|| folders.map(|folders| folders.config_dir().join(CONFIG_FILE)));
        Ok(Self {
            launch: arguments.launch(&config),
            config,
            languages: config_file.as_deref().map(read_languages).unwrap_or_default(),
            config_file,
            config_error,
            unknown,
            data_folder,
        })
    }

    /// Returns every sentence in the language that was chosen.
    pub(crate) fn phrases(&self) -> Phrases {
        let language = self.config.profile.language;
        Phrases::chosen(language.as_str(), language.text_in(&self.languages))
    }

    /// Returns what invites are to name, if the settings say so; port 0 is the room's.
    pub(crate) fn invite_addresses(&self) -> Result<Vec<Address>, Failure> {
        let text = self.config.host.addresses.as_deref().unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts
            .map(|part| Address::read(part, 0).map_err(|_| Failure::InviteAddress(part.to_owned())))
            .collect()
    }

    /// Returns a sentence about what stands in the settings file and is unknown to this version, if anything does.
    pub(crate) fn unknown_settings(&self) -> Option<String> {
        let file = self.config_file.as_ref().filter(|_| !self.unknown.is_empty())?;
        let phrases = self.phrases();
        let told = |unknown: &config::Unknown| {
            let option: String = one_line(&unknown.option).chars().take(UNKNOWN_LETTERS).collect();
            match unknown.place {
                Some(config::Place { line, .. }) => {
                    let parts = [("option", option.into()), ("line", line.into())];
                    phrases.with("config-unknown-option", &parts)
                }
                None => option,
            }
        };
        let first: Vec<_> = self.unknown.iter().take(UNKNOWN_TOLD).map(told).collect();
        let more = if self.unknown.len() > first.len() { ", …" } else { "" };
        let options = first.join(", ") + more;
        let parts = [("file", file.display().to_string().into()), ("options", options.into())];
        Some(phrases.with("config-unknown", &parts))
    }

    /// Writes to the log where everything lies, and why the settings file is not used if it is not; says on standard error
    /// what in it is unknown.
    pub(crate) fn tell(&self) {
        if let Some(sentence) = self.unknown_settings() {
            warn(&sentence);
        }
        tracing::info!(settings = ?self.config_file, data = ?self.data_folder, "starting");
        if let Some(error) = &self.config_error {
            tracing::warn!(%error, "the settings file is not used");
        }
    }
}

/// Says on standard error what a person should know though the program goes on.
fn warn(sentence: &str) {
    // With standard error closed there is nobody left to tell.
    drop(writeln!(io::stderr(), "maru: {}", one_line(sentence)));
}

/// Every way in which the program ends badly; `Display` is the one line on standard error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line has a mistake.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// An environment variable has a mistake.
    #[error(transparent)]
    Variable(#[from] config::VariableError),
    /// The settings file has a mistake and there is no window to show it.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// An address that invites are to name is none.
    #[error("host.addresses: {0:?} is neither a host name nor an IP address")]
    InviteAddress(String),
    /// There is no place for the data folder.
    #[error("this computer knows no home folder; name a folder with --data-dir")]
    NoHome,
    /// The name of the person or of the room cannot be one.
    #[error("{flag}: {sentence}")]
    Name {
        /// The flag that says it.
        flag: &'static str,
        /// Why, in the reader's language.
        sentence: String,
    },
    /// What was given to join leads nowhere.
    #[error("{sentence}")]
    Target {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// Nothing, or more than one thing, is meant, or a file is in the way.
    #[error("{sentence}")]
    Meaning {
        /// What, in the reader's language.
        sentence: String,
    },
    /// No connection can be listened for.
    #[error("{sentence}")]
    CannotListen {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// The room was not reached.
    #[error("{sentence}")]
    CannotReach {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// The room did not let this member in, or put this member out.
    #[error("{sentence}")]
    Refused {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// The data folder or the key in it cannot be used.
    #[error("{sentence}")]
    DataFolder {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// Another program uses the data folder.
    #[error("{sentence}")]
    FolderInUse {
        /// What to do, in the reader's language.
        sentence: String,
    },
    /// There is no display to open a window on.
    #[error("{sentence}")]
    NoDisplay {
        /// What does without one, in the reader's language.
        sentence: String,
    },
    /// Nothing can be written to standard output.
    #[error("{sentence}")]
    Output {
        /// Why, in the reader's language.
        sentence: String,
    },
    /// The display or a library for it does not answer.
    #[error("{sentence}")]
    DeadDisplay {
        /// What to do, in the reader's language.
        sentence: String,
    },
    /// The system gives no thread.
    #[error("the system gives no thread: {0}")]
    Runtime(Arc<io::Error>),
}

impl Failure {
    /// Returns the number with which the program ends.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Runtime(_) | Self::Output { .. } => 1,
            Self::Usage(_)
            | Self::Variable(_)
            | Self::Config(_)
            | Self::InviteAddress(_)
            | Self::Name { .. }
            | Self::Meaning { .. }
            | Self::Target { .. } => 2,
            Self::CannotListen { .. } => 3,
            Self::CannotReach { .. } => 4,
            Self::Refused { .. } => 5,
            Self::NoHome | Self::DataFolder { .. } | Self::FolderInUse { .. } => 6,
            Self::NoDisplay { .. } | Self::DeadDisplay { .. } => 7,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use maru::cli::{LobbyLaunch, Port};
    use maru::config::LogLevel;

    use super::*;

    /// A folder, a settings file in it, and variables that name both.
    struct Desk {
        folder: tempfile::TempDir,
    }

    impl Desk {
        fn with(settings: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("settings.toml"), settings).unwrap();
            Self { folder }
        }

        fn prepare(&self, line: &[&str], variables: &[(&str, &str)]) -> Result<Start, Failure> {
            let file = self.folder.path().join("settings.toml");
            let words = std::iter::once("maru").chain(line.iter().copied()).map(OsString::from);
            Start::prepare(&Arguments::read(words).unwrap(), |name| match name {
                "MARU_CONFIG" => Some(file.clone().into_os_string()),
                "MARU_DATA_DIR" => Some(self.folder.path().as_os_str().to_owned()),
                _ => {
                    let (_, value) = variables.iter().find(|(variable, _)| *variable == name)?;
                    Some(OsString::from(value))
                }
            })
        }
    }

    #[test]
    fn flags_beat_variables_beat_the_file_beats_the_defaults() {
        let desk = Desk::with(
            "[host]\nport = 1\nroom = \"file\"\n[profile]\nname = \"file\"\n[log]\nlevel = \"off\"",
        );
        let variables = [("MARU_ROOM", "variable"), ("MARU_NAME", "variable"), ("MARU_LOG", "info")];
        let line = ["--host", "--name", "flag", "--log", "trace"];
        let start = desk.prepare(&line, &variables).unwrap();
        let Launch::Host(host) = start.launch else { panic!("no host") };
        assert_eq!(host.port, Port::From(1));
        assert_eq!(host.room.as_deref(), Some("variable"));
        assert_eq!(host.name.as_deref(), Some("flag"));
        assert_eq!(start.config.log.level, LogLevel::Trace);
        assert_eq!(start.config.host.members_max, 256);
        assert_eq!(start.data_folder, desk.folder.path());
    }

    #[test]
    fn a_broken_file_is_shown_in_the_window_and_ends_everything_else() {
        let desk = Desk::with("[host]\nport = oops\n");
        let start = desk.prepare(&[], &[]).unwrap();
        assert_eq!(start.config, Config::default());
        assert_eq!(start.launch, Launch::Lobby(LobbyLaunch { name: None }));
        assert_eq!(start.config_error.unwrap().place.unwrap().line, 2);
        for line in [&["--host", "--headless"][..], &["--join", "a", "--console"]] {
            let failure = desk.prepare(line, &[]).unwrap_err();
            assert_eq!(failure.exit_code(), 2);
            assert!(failure.to_string().contains("settings.toml:2:"), "{failure}");
        }
    }

    #[test]
    fn what_is_unknown_in_the_file_is_told_and_the_rest_counts() {
        let desk = Desk::with("[host]\nport = 1\nprot = 2\n");
        let start = desk.prepare(&["--host", "--headless"], &[]).unwrap();
        assert_eq!(start.config.host.port, 1);
        let told = start.unknown_settings().unwrap();
        assert!(told.contains("host.prot") && told.contains('3'), "{told}");
        let long = Desk::with(&format!("{} = 1\n", "x".repeat(60_000))).prepare(&[], &[]).unwrap();
        assert!(long.unknown_settings().unwrap().len() < 400);
        let desk = Desk::with(&(0..9).map(|number| format!("x{number} = 1\n")).collect::<String>());
        let told = desk.prepare(&[], &[]).unwrap().unknown_settings().unwrap();
        assert!(told.contains("x2") && !told.contains("x3") && told.contains('…'), "{told}");
    }

    #[test]
    fn a_named_file_has_to_be_there() {
        let desk = Desk::with("");
        let line = ["--host", "--headless", "--config", "/no/such/file.toml"];
        let failure = desk.prepare(&line, &[]).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains("/no/such/file.toml"), "{failure}");
    }

    #[test]
    fn a_bad_variable_ends_the_program_even_with_a_window() {
        let desk = Desk::with("");
        let failure = desk.prepare(&[], &[("MARU_PORT", "http")]).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains("MARU_PORT"), "{failure}");
    }
}
