//! Settings from the environment: `MARU_…` variables lie over the file.
//!
//! The environment comes in as a function, so that nothing here reads the real one. A variable that is set to nothing
//! counts as not set, as long as it is not a text; one that cannot be used is an error and never passed over.

use std::ffi::OsString;

use clap::ValueEnum;

use super::history::HistoryError;
use super::{Config, EnterChoice, LanguageChoice, LogLevel, MESSAGES_CEILING, TEXT_BYTES_MAX, ThemeChoice};
use crate::wire::limits;

/// Every variable that stands for an option of the file.
pub(super) const NAMES: [&str; 12] = [
    "MARU_NAME",
    "MARU_LANGUAGE",
    "MARU_THEME",
    "MARU_ENTER",
    "MARU_ROOM",
    "MARU_ADDRESSES",
    "MARU_PORT",
    "MARU_HISTORY",
    "MARU_MEMBERS_MAX",
    "MARU_MESSAGES_BURST",
    "MARU_MESSAGES_PER_SECOND",
    "MARU_LOG",
];

/// Why an environment variable cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {mistake}")]
pub struct VariableError {
    /// The variable.
    pub variable: &'static str,
    /// What is wrong with its value.
    pub mistake: ValueMistake,
}

/// What is wrong with a single value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueMistake {
    /// It is not UTF-8.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It is not a number within its bounds.
    #[error("expected a number from {least} to {most}")]
    NotInRange {
        /// The least that is allowed.
        least: u32,
        /// The most that is allowed.
        most: u32,
    },
    /// It is none of the words that are known.
    #[error("expected one of {0}")]
    NotAChoice(&'static str),
    /// It holds a line break, an escape or another control character.
    #[error("it holds a control character")]
    ControlCharacter,
    /// It is longer than any name.
    #[error("it is longer than {TEXT_BYTES_MAX} bytes")]
    TooLong,
    /// It does not say how much history to keep.
    #[error(transparent)]
    History(#[from] HistoryError),
}

impl Config {
    /// Lays the `MARU_…` variables over these settings; on an error nothing is changed.
    pub fn overlay_variables(
        &mut self,
        lookup: impl Fn(&str) -> Option<OsString>,
    ) -> Result<(), VariableError> {
        let mut changed = self.clone();
        for variable in NAMES {
            let Some(value) = lookup(variable) else {
                continue;
            };
            let laid = match value.to_str() {
                Some(value) => changed.lay(variable, value),
                None => Err(ValueMistake::NotText),
            };
            laid.map_err(|mistake| VariableError { variable, mistake })?;
        }
        *self = changed;
        Ok(())
    }

    fn lay(&mut self, variable: &str, value: &str) -> Result<(), ValueMistake> {
        let (profile, host) = (&mut self.profile, &mut self.host);
        match variable {
            "MARU_NAME" => profile.name = checked_text(value)?,
            "MARU_ROOM" => host.room = checked_text(value)?,
            _ if value.is_empty() => {}
            "MARU_ADDRESSES" => host.addresses = checked_text(value)?,
            "MARU_LANGUAGE" => profile.language = language(value)?,
            "MARU_THEME" => profile.theme = theme(value)?,
            "MARU_ENTER" => self.window.enter = enter(value)?,
            "MARU_PORT" => host.port = port(value)?,
            "MARU_HISTORY" => host.history = value.parse().map_err(ValueMistake::History)?,
            "MARU_MEMBERS_MAX" => host.members_max = number(value, 1, limits::MEMBERS_MAX)?,
            "MARU_MESSAGES_BURST" => host.messages_burst = number(value, 1, MESSAGES_CEILING)?,
            "MARU_MESSAGES_PER_SECOND" => {
                host.messages_per_second = number(value, 1, MESSAGES_CEILING)?;
            }
            "MARU_LOG" => self.log.level = level(value)?,
            _ => {}
        }
        Ok(())
    }
}

/// Returns the text without blanks around it, or `None` if nothing is left.
pub fn checked_text(text: &str) -> Result<Option<String>, ValueMistake> {
    let text = text.trim();
    if text.len() > TEXT_BYTES_MAX {
        return Err(ValueMistake::TooLong);
    }
    if text.chars().any(char::is_control) {
        return Err(ValueMistake::ControlCharacter);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn language(value: &str) -> Result<LanguageChoice, ValueMistake> {
    value.parse().map_err(|_| ValueMistake::NotAChoice("system, ko, en, the tag of a language file"))
}

fn theme(value: &str) -> Result<ThemeChoice, ValueMistake> {
    match value {
        "system" => Ok(ThemeChoice::System),
        "light" => Ok(ThemeChoice::Light),
        "dark" => Ok(ThemeChoice::Dark),
        _ => Err(ValueMistake::NotAChoice("system, light, dark")),
    }
}

fn enter(value: &str) -> Result<EnterChoice, ValueMistake> {
    match value {
        "send" => Ok(EnterChoice::Send),
        "break" => Ok(EnterChoice::Break),
        _ => Err(ValueMistake::NotAChoice("send, break")),
    }
}

fn level(value: &str) -> Result<LogLevel, ValueMistake> {
    let mistake = ValueMistake::NotAChoice("off, error, warn, info, debug, trace");
    LogLevel::from_str(value, false).map_err(|_| mistake)
}

fn port(value: &str) -> Result<u16, ValueMistake> {
    value.parse().map_err(|_| ValueMistake::NotInRange { least: 0, most: u32::from(u16::MAX) })
}

fn number(value: &str, least: u32, most: u32) -> Result<u32, ValueMistake> {
    match value.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(ValueMistake::NotInRange { least, most }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::History;

    fn overlaid(variables: &[(&str, &str)]) -> Result<Config, VariableError> {
        let mut config = Config::default();
        config.overlay_variables(|name| {
            let (_, value) = variables.iter().find(|(variable, _)| *variable == name)?;
            Some(OsString::from(value))
        })?;
        Ok(config)
    }

    #[test]
    fn every_variable_reaches_its_option() {
        let config = overlaid(&[
            ("MARU_NAME", " 민수 "),
            ("MARU_LANGUAGE", "ko"),
            ("MARU_THEME", "dark"),
            ("MARU_ENTER", "break"),
            ("MARU_ROOM", "금요일"),
            ("MARU_PORT", "0"),
            ("MARU_HISTORY", "memory"),
            ("MARU_MEMBERS_MAX", "10000"),
            ("MARU_MESSAGES_BURST", "3"),
            ("MARU_MESSAGES_PER_SECOND", "4"),
            ("MARU_LOG", "trace"),
        ])
        .unwrap();
        assert_eq!(config.profile.name.as_deref(), Some("민수"));
        assert_eq!(config.profile.language, LanguageChoice::Korean);
        assert_eq!(config.profile.theme, ThemeChoice::Dark);
        assert_eq!(config.window.enter, EnterChoice::Break);
        assert_eq!(config.host.room.as_deref(), Some("금요일"));
        assert_eq!(config.host.port, 0);
        assert_eq!(config.host.history, History::Memory);
        assert_eq!(config.host.members_max, 10_000);
        assert_eq!(config.host.messages_burst, 3);
        assert_eq!(config.host.messages_per_second, 4);
        assert_eq!(config.log.level, LogLevel::Trace);
    }

    #[test]
    fn bad_values_are_refused_and_name_their_variable() {
        let bad = [
            ("MARU_PORT", "65536"),
            ("MARU_PORT", "-1"),
            ("MARU_PORT", "http"),
            ("MARU_HISTORY", "forever"),
            ("MARU_HISTORY", "0 days"),
            ("MARU_MEMBERS_MAX", "0"),
            ("MARU_MEMBERS_MAX", "10001"),
            ("MARU_MESSAGES_BURST", "1001"),
            ("MARU_MESSAGES_PER_SECOND", "0"),
            ("MARU_LANGUAGE", "Klingon!"),
            ("MARU_THEME", "Dark"),
            ("MARU_ENTER", "line"),
            ("MARU_LOG", "loud"),
            ("MARU_NAME", "a\u{1b}[31m"),
            ("MARU_ROOM", "a\nb"),
        ];
        for (variable, value) in bad {
            let error = overlaid(&[(variable, value)]).unwrap_err();
            assert_eq!(error.variable, variable);
            assert!(!error.to_string().contains(char::is_control), "{error}");
        }
        let long = "가".repeat(TEXT_BYTES_MAX);
        let error = overlaid(&[("MARU_NAME", &long)]).unwrap_err();
        assert_eq!(error.mistake, ValueMistake::TooLong);
    }

    #[test]
    fn a_bad_variable_changes_nothing() {
        let mut config = Config::default();
        let lookup = |name: &str| match name {
            "MARU_NAME" => Some(OsString::from("민수")),
            "MARU_LOG" => Some(OsString::from("loud")),
            _ => None,
        };
        assert!(config.overlay_variables(lookup).is_err());
        assert_eq!(config, Config::default());
    }

    #[test]
    fn a_variable_set_to_nothing_is_not_set() {
        let config = overlaid(&[("MARU_PORT", ""), ("MARU_LOG", ""), ("MARU_NAME", "")]).unwrap();
        assert_eq!(config, Config::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_text_is_refused() {
        use std::os::unix::ffi::OsStringExt;
        let mut config = Config::default();
        let error = config.overlay_variables(|_| Some(OsString::from_vec(vec![0xff, 0xfe]))).unwrap_err();
        assert_eq!(error.mistake, ValueMistake::NotText);
    }
}
