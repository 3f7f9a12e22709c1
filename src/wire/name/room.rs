//! What a room is called: like a person's name, but longer, in any mix of scripts, with signs, and never unique.

use std::fmt;

use bincode::de::{Decode, Decoder};
use bincode::enc::{Encode, Encoder};
use bincode::error::{DecodeError, EncodeError};

use super::NameError;
use super::rule::{self, Bounds};
use crate::wire::{limits, text::decode_str};

/// A room's checked name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomName(String);

impl RoomName {
    /// The most characters, as people count them (grapheme clusters).
    pub const GRAPHEMES_MAX: usize = limits::ROOM_NAME_GRAPHEMES;
    /// The most bytes of UTF-8.
    pub const BYTES_MAX: usize = limits::ROOM_NAME_BYTES;

    const BOUNDS: Bounds = Bounds {
        graphemes_max: Self::GRAPHEMES_MAX,
        bytes_max: Self::BYTES_MAX,
        columns_max: Self::GRAPHEMES_MAX * 2,
    };

    /// Checks what somebody typed and puts it into its one spelling.
    ///
    /// # Errors
    /// A [`NameError`] that says what is wrong; never [`NameError::MixedScripts`] or [`NameError::Reserved`].
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let spelled = rule::spell(typed, Self::BOUNDS.bytes_max)?;
        rule::check_characters(&spelled, rule::of_room)?;
        rule::check_marks(&spelled)?;
        rule::check_substance(&spelled)?;
        rule::check_bounds(&spelled, Self::BOUNDS)?;
        Ok(Self(spelled))
    }

    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl AsRef<str> for RoomName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for RoomName {
    type Err = NameError;

    fn from_str(typed: &str) -> Result<Self, NameError> {
        Self::parse(typed)
    }
}

impl Encode for RoomName {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.as_str().encode(encoder)
    }
}

impl<Context> Decode<Context> for RoomName {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let spelled = decode_str(decoder, Self::BYTES_MAX)?;
        match Self::parse(&spelled) {
            Ok(name) if name.0 == spelled => Ok(name),
            Ok(_) => Err(DecodeError::Other("a room name in another spelling than its own")),
            Err(_) => Err(DecodeError::Other("a room name that breaks the rule of names")),
        }
    }
}

bincode::impl_borrow_decode!(RoomName);
