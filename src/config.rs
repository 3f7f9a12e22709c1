//! The settings file: one plain struct per section, with the defaults that `config.example.toml` shows.
//!
//! Every value that lies in a [`Config`] read from a file or from the environment is within its bounds. What beats
//! what: a flag of the command line, then an environment variable, then the file, then the default. A file that cannot be
//! read is never written over (see [`mod@file`]), and options in it that this version does not know are told and kept. This module knows nothing of rooms, links and windows.

mod bounded;
mod choice;
mod error;
pub mod file;
mod history;
mod language;
mod unknown;
mod variables;

pub use choice::Choice;
pub use error::{Error, Place, Reason};
pub use file::Loaded;
pub use history::{Caps, History, HistoryError};
pub use language::{LanguageChoice, LanguageFile, LanguageTag, NotALanguage, read_languages};
pub use unknown::Unknown;
pub use variables::{ValueMistake, VariableError, checked_text};

use serde::{Deserialize, Serialize};

use crate::wire::limits;

/// How many messages at once, or in a second, a host may allow a member.
pub const MESSAGES_CEILING: u32 = 1_000;
/// The longest name or room name that is kept here, in bytes; what a name really is, `wire::Name` says.
pub const TEXT_BYTES_MAX: usize = 256;

/// Everything a person can set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// Who sits at this computer, and how the window looks to them.
    pub profile: ProfileSection,
    /// How the window looks and behaves.
    pub window: WindowSection,
    /// What is told outside of the window.
    pub notifications: NotificationsSection,
    /// The rooms opened on this computer.
    pub host: HostSection,
    /// What is told about the inside.
    pub log: LogSection,
}

/// Who sits at this computer, and how the window looks to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileSection {
    /// What others call this person; `None` until they have said so.
    #[serde(with = "bounded::text")]
    pub name: Option<String>,
    /// Which of the eight colours the own tile has on this screen, counted from 1; 0 is that of the own key.
    #[serde(deserialize_with = "bounded::colour")]
    pub colour: u8,
    /// The language of every sentence.
    pub language: LanguageChoice,
    /// The colours of the window.
    pub theme: ThemeChoice,
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the desktop has it.
    #[default]
    System,
    /// Hanji, the light one.
    Light,
    /// Night, the dark one.
    Dark,
}

/// How the window looks and behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowSection {
    /// What Enter does in the box where lines are written.
    pub enter: EnterChoice,
    /// How large the letters of messages are, in logical pixels.
    #[serde(deserialize_with = "bounded::text_size")]
    pub text_size: u8,
    /// How large everything is, in hundredths of what the desktop asks for.
    #[serde(deserialize_with = "bounded::scale")]
    pub scale: u16,
    /// How close messages stand.
    pub density: Density,
    /// Whether nothing moves by itself.
    pub reduce_motion: bool,
    /// Whether the hours of a day are counted to 24.
    pub full_day: bool,
    /// Whether what is being written outlives the program.
    pub keep_drafts: bool,
    /// The skin of hands and people that the emoji picker offers.
    pub skin_tone: SkinTone,
}

impl Default for WindowSection {
    fn default() -> Self {
        Self {
            enter: EnterChoice::default(),
            text_size: limits::TEXT_SIZE,
            scale: limits::SCALE,
            density: Density::default(),
            reduce_motion: false,
            full_day: false,
            keep_drafts: true,
            skin_tone: SkinTone::default(),
        }
    }
}

/// How close messages stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// With tiles, and room around them.
    #[default]
    Normal,
    /// One line after the other, without tiles.
    Compact,
}

/// The skin of hands and people among emoji (UTS #51, modifiers after the Fitzpatrick scale).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the name of each tone is its description")]
pub enum SkinTone {
    /// The yellow of no skin.
    #[default]
    Neutral,
    Light,
    MediumLight,
    Medium,
    MediumDark,
    Dark,
}

impl SkinTone {
    /// All, in the order of the scale.
    pub const ALL: [Self; 6] =
        [Self::Neutral, Self::Light, Self::MediumLight, Self::Medium, Self::MediumDark, Self::Dark];
}

/// What Enter does in the box where lines are written; Shift+Enter breaks the line in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnterChoice {
    /// It sends the line.
    #[default]
    Send,
    /// It breaks the line, and Ctrl+Enter sends.
    Break,
}

/// What is told outside of the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotificationsSection {
    /// Which lines are told.
    pub notices: NoticeChoice,
    /// Whether a notice is heard.
    pub sound: bool,
    /// Whether nothing is told for now.
    pub do_not_disturb: bool,
    /// Whether a notice shows what was said; a whisper's text never is.
    pub show_text: bool,
}

impl Default for NotificationsSection {
    fn default() -> Self {
        Self { notices: NoticeChoice::default(), sound: false, do_not_disturb: false, show_text: true }
    }
}

/// Which lines are told outside of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeChoice {
    /// Every line.
    All,
    /// Whispers, and lines with one's own name.
    #[default]
    Mentions,
    /// None.
    Off,
}

/// The rooms opened on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostSection {
    /// The name of the room; `None` names it after its host.
    #[serde(with = "bounded::text")]
    pub room: Option<String>,
    /// What invites name instead of this computer's own addresses: host names and IP addresses with or
    /// without a port, between commas; `None` is this computer's own.
    #[serde(with = "bounded::text")]
    pub addresses: Option<String>,
    /// Where the room listens; 0 is any free port.
    pub port: u16,
    /// What is kept of a room on the disk.
    pub history: History,
    /// How many members the room has at most.
    #[serde(deserialize_with = "bounded::members")]
    pub members_max: u32,
    /// How many messages a member may send at once.
    #[serde(deserialize_with = "bounded::messages")]
    pub messages_burst: u32,
    /// How many messages a second a member wins back.
    #[serde(deserialize_with = "bounded::messages")]
    pub messages_per_second: u32,
}

impl Default for HostSection {
    fn default() -> Self {
        Self {
            room: None,
            addresses: None,
            port: limits::PORT_DEFAULT,
            history: History::default(),
            members_max: limits::MEMBERS_DEFAULT,
            messages_burst: limits::MESSAGES_BURST,
            messages_per_second: limits::MESSAGES_PER_SECOND,
        }
    }
}

/// What is told about the inside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogSection {
    /// How much is written to the terminal.
    pub level: LogLevel,
}

/// How much is written to the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Nothing at all.
    Off,
    /// What went wrong and was not put right.
    Error,
    /// What a careful host should know.
    #[default]
    Warn,
    /// What happens, in large.
    Info,
    /// What happens, in small.
    Debug,
    /// Every step.
    Trace,
}

impl LogLevel {
    /// Returns the word that stands for this level in the file and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../config.example.toml");

    /// Every option of a table as `section.option`, sorted.
    fn options(table: &toml::Table) -> Vec<String> {
        let mut found = Vec::new();
        for (section, value) in table {
            let options = value.as_table().expect("only sections at the top");
            found.extend(options.keys().map(|option| format!("{section}.{option}")));
        }
        found.sort();
        found
    }

    #[test]
    fn the_example_file_equals_the_defaults() {
        let example: Config = toml::from_str(EXAMPLE).unwrap();
        assert_eq!(example, Config::default());
    }

    #[test]
    fn the_example_file_lists_every_option_and_no_other() {
        let example: toml::Table = toml::from_str(EXAMPLE).unwrap();
        let defaults = toml::Table::try_from(Config::default()).unwrap();
        assert_eq!(options(&example), options(&defaults));
        assert_eq!(example, defaults, "and with the same values");
    }

    #[test]
    fn the_example_file_names_every_environment_variable() {
        for name in variables::NAMES {
            assert!(EXAMPLE.contains(name), "{name} is not named in config.example.toml");
        }
    }

    #[test]
    fn the_word_of_a_level_is_the_word_in_the_file() {
        for level in <LogLevel as clap::ValueEnum>::value_variants() {
            let file = format!("[log]\nlevel = \"{}\"", level.as_str());
            let config: Config = toml::from_str(&file).unwrap();
            assert_eq!(config.log.level, *level);
        }
    }
}
