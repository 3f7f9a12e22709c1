//! Values that are checked as they are read, so that a mistake is reported with its line.
//!
//! Nothing here changes a value to make it fit: what is out of bounds is refused.

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer};

use super::MESSAGES_CEILING;
use crate::wire::limits;

/// Reads how many members a room may have.
pub(super) fn members<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    number(source, limits::MEMBERS_MAX)
}

/// Reads how many messages a member may send at once or in a second.
pub(super) fn messages<'de, D: Deserializer<'de>>(source: D) -> Result<u32, D::Error> {
    number(source, MESSAGES_CEILING)
}

fn number<'de, D: Deserializer<'de>>(source: D, ceiling: u32) -> Result<u32, D::Error> {
    let found = i64::deserialize(source)?;
    match u32::try_from(found) {
        Ok(number) if (1..=ceiling).contains(&number) => Ok(number),
        _ => {
            let expected = format!("a number from 1 to {ceiling}");
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
