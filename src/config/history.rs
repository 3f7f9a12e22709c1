//! How much of a room its host keeps on the disk: a checked value with one form as text. Pure.
//!
//! `memory`, `keep`, or caps between commas, as `30 days, 100 MiB`. A cap that is not named is the usual one, and
//! whichever is met first counts. What is out of bounds is refused, never made to fit.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::wire::limits;

const BYTES_OF_MEBIBYTE: u64 = 1024 * 1024;
const SECONDS_OF_DAY: u64 = 24 * 60 * 60;

/// What the host of a room keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum History {
    /// What was said is kept on the disk, the oldest going first where a cap is met.
    Keep(Caps),
    /// Nothing that was said is written to the disk.
    Memory,
}

/// How much history is kept at most; the first cap that is met counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caps {
    lines: u64,
    mebibytes: u64,
    days: u64,
}

/// Why a text does not say how much history to keep.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// It is neither a word that is known nor a number with its unit.
    #[error("expected keep, memory, or caps as \"30 days, 100 MiB, 5000 lines\"")]
    Unreadable,
    /// One unit is there twice.
    #[error("{unit} are named twice")]
    Twice {
        /// The unit.
        unit: &'static str,
    },
    /// A number is nought or more than its unit allows.
    #[error("expected 1 to {most} {unit}")]
    NotInRange {
        /// The unit.
        unit: &'static str,
        /// The most that is allowed.
        most: u64,
    },
}

impl Caps {
    /// How many public events are kept.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.lines
    }

    /// How many bytes of events are kept.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.mebibytes * BYTES_OF_MEBIBYTE
    }

    /// How long an event is kept.
    #[must_use]
    pub fn age(&self) -> Duration {
        Duration::from_secs(self.days * SECONDS_OF_DAY)
    }
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            lines: limits::HISTORY_EVENTS,
            mebibytes: limits::HISTORY_MEBIBYTES,
            days: limits::HISTORY_DAYS,
        }
    }
}

impl Default for History {
    fn default() -> Self {
        Self::Keep(Caps::default())
    }
}

impl FromStr for History {
    type Err = HistoryError;

    fn from_str(text: &str) -> Result<Self, HistoryError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "keep" => Ok(Self::default()),
            "memory" => Ok(Self::Memory),
            caps => read_caps(caps).map(Self::Keep),
        }
    }
}

/// Reads caps between commas; each unit once at most.
fn read_caps(text: &str) -> Result<Caps, HistoryError> {
    let (mut lines, mut mebibytes, mut days) = (None, None, None);
    for part in text.split(',') {
        let (number, unit) = split_unit(part.trim());
        let (cap, unit, most) = match unit {
            "line" | "lines" => (&mut lines, "lines", limits::HISTORY_EVENTS_MAX),
            "mib" => (&mut mebibytes, "MiB", limits::HISTORY_MEBIBYTES_MAX),
            "day" | "days" => (&mut days, "days", limits::HISTORY_DAYS_MAX),
            _ => return Err(HistoryError::Unreadable),
        };
        if number.is_empty() {
            return Err(HistoryError::Unreadable);
        }
        // More digits than a number has are more than any cap allows.
        let found = number.parse().ok().filter(|found| (1..=most).contains(found));
        let found = found.ok_or(HistoryError::NotInRange { unit, most })?;
        if cap.replace(found).is_some() {
            return Err(HistoryError::Twice { unit });
        }
    }
    let usual = Caps::default();
    Ok(Caps {
        lines: lines.unwrap_or(usual.lines),
        mebibytes: mebibytes.unwrap_or(usual.mebibytes),
        days: days.unwrap_or(usual.days),
    })
}

/// Parts digits from what follows them, with or without a blank between.
fn split_unit(part: &str) -> (&str, &str) {
    let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
    let (number, unit) = part.split_at_checked(end).unwrap_or((part, ""));
    (number, unit.trim_start())
}

impl fmt::Display for History {
    /// The form that is read back; only what is not usual is named.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Keep(caps) = self else { return f.write_str("memory") };
        let usual = Caps::default();
        let named = [
            (caps.days, usual.days, "days"),
            (caps.mebibytes, usual.mebibytes, "MiB"),
            (caps.lines, usual.lines, "lines"),
        ];
        let named: Vec<String> = named
            .iter()
            .filter(|(cap, usual, _)| cap != usual)
            .map(|(cap, _, unit)| format!("{cap} {unit}"))
            .collect();
        f.write_str(if named.is_empty() { "keep" } else { "" })?;
        f.write_str(&named.join(", "))
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        target.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        String::deserialize(source)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(lines: u64, mebibytes: u64, days: u64) -> History {
        History::Keep(Caps { lines, mebibytes, days })
    }

    #[test]
    fn words_and_caps_are_read_and_written_back() {
        for (text, expected, written) in [
            ("keep", caps(100_000, 256, 365), "keep"),
            (" Keep ", caps(100_000, 256, 365), "keep"),
            ("MEMORY", History::Memory, "memory"),
            ("30 days", caps(100_000, 256, 30), "30 days"),
            ("1 day", caps(100_000, 256, 1), "1 days"),
            ("100 MiB", caps(100_000, 100, 365), "100 MiB"),
            ("100mib", caps(100_000, 100, 365), "100 MiB"),
            ("5000 lines", caps(5_000, 256, 365), "5000 lines"),
            ("30 days, 100 MiB", caps(100_000, 100, 30), "30 days, 100 MiB"),
            (" 7 lines ,1 MiB,2 days", caps(7, 1, 2), "2 days, 1 MiB, 7 lines"),
            ("365 days", caps(100_000, 256, 365), "keep"),
            ("36500 days, 1048576 MiB", caps(100_000, 1_048_576, 36_500), "36500 days, 1048576 MiB"),
        ] {
            let history: History = text.parse().unwrap();
            assert_eq!(history, expected, "{text}");
            assert_eq!(history.to_string(), written, "{text}");
            assert_eq!(written.parse(), Ok(expected), "{written}");
        }
        let History::Keep(caps) = caps(7, 2, 3) else { panic!("no caps") };
        assert_eq!(caps.events(), 7);
        assert_eq!(caps.bytes(), 2 * 1024 * 1024);
        assert_eq!(caps.age(), Duration::from_secs(3 * 86_400));
    }

    #[test]
    fn what_is_out_of_bounds_or_unknown_is_refused() {
        let days = HistoryError::NotInRange { unit: "days", most: 36_500 };
        let mebibytes = HistoryError::NotInRange { unit: "MiB", most: 1_048_576 };
        for (text, expected) in [
            ("", HistoryError::Unreadable),
            ("forever", HistoryError::Unreadable),
            ("30", HistoryError::Unreadable),
            ("days", HistoryError::Unreadable),
            ("-1 days", HistoryError::Unreadable),
            ("1.5 days", HistoryError::Unreadable),
            ("30 days,", HistoryError::Unreadable),
            ("keep, 30 days", HistoryError::Unreadable),
            ("30 GiB", HistoryError::Unreadable),
            ("30 days 100 MiB", HistoryError::Unreadable),
            ("0 days", days.clone()),
            ("36501 days", days.clone()),
            ("99999999999999999999999 days", days),
            ("0 MiB", mebibytes.clone()),
            ("1048577 MiB", mebibytes),
            ("1 day, 2 days", HistoryError::Twice { unit: "days" }),
        ] {
            assert_eq!(text.parse::<History>(), Err(expected), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_written_so_that_it_reads_the_same(text in "[0-9]{1,4} ?(days|mib|lines|day)(, ?[0-9]{1,4} ?(MiB|lines))?") {
            if let Ok(history) = text.parse::<History>() {
                proptest::prop_assert_eq!(history.to_string().parse(), Ok(history));
            }
        }
    }
}
