//! Values that are checked as they are read, so that a mistake is reported with its line.
//!
//! Nothing here changes a value to make it fit: what is out of bounds is refused.

use std::fmt::Display;

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer};

use super::MESSAGES_CEILING;
use crate::wire::limits;

/// Reads how many members a room may have.
pub(super) fn members<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    number(source, 1, limits::MEMBERS_MAX)
}

/// Reads how many messages a member may send at once or in a second.
pub(super) fn messages<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    number(source, 1, MESSAGES_CEILING)
}

/// Reads which colour the own tile has.
pub(super) fn colour<'de, D: Deserializer<'de>>(source: D) -> Result<u8, D::Error> {
    number(source, 0, limits::COLOURS)
}

/// Reads how large the letters of messages are.
pub(super) fn text_size<'de, D: Deserializer<'de>>(source: D) -> Result<u8, D::Error> {
    number(source, limits::TEXT_SIZE_MIN, limits::TEXT_SIZE_MAX)
}

/// Reads how large everything is.
pub(super) fn scale<'de, D: Deserializer<'de>>(source: D) -> Result<u16, D::Error> {
    number(source, limits::SCALE_MIN, limits::SCALE_MAX)
}

fn number<'de, D, N>(source: D, least: N, most: N) -> Result<N, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<i64> + PartialOrd + Display,
{
    let found = i64::deserialize(source)?;
    match N::try_from(found) {
        Ok(number) if (&least..=&most).contains(&&number) => Ok(number),
        _ => {
            let expected = format!("a number from {least} to {most}");
            Err(D::Error::invalid_value(Unexpected::Signed(found), &expected.as_str()))
        }
    }
}

/// Text that may be left blank, which is `None` in code and `""` in the file.
pub(super) mod text {
    use super::super::variables::checked_text;
    use super::{Deserialize, Deserializer};
    use serde::Serializer;
    use serde::de::Error as _;

    /// Writes a missing text as `""`.
    pub(in super::super) fn serialize<S: Serializer>(
        text: &Option<String>,
        target: S,
    ) -> Result<S::Ok, S::Error> {
        target.serialize_str(text.as_deref().unwrap_or_default())
    }

    /// Reads a text without control characters; a blank one is `None`.
    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        source: D,
    ) -> Result<Option<String>, D::Error> {
        checked_text(&String::deserialize(source)?).map_err(D::Error::custom)
    }
}
