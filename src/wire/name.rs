//! What people and rooms are called: checked names, and when two names count as one.
//!
//! A [`Name`] exists only if it passed the rule below, also when it came off the wire: decoding goes through
//! the same parser, and a spelling that the parser would change is refused there.
//!
//! The rule, in this order:
//! 1. More than [`INPUT_BYTES_MAX`] bytes are refused before any work is done on them.
//! 2. The text is put into NFC; blank at both ends goes, blank inside becomes one space. The presentation selector
//!    U+FE0F behind an emoji goes too, since keyboards add it by themselves.
//! 3. Only letters, marks (at most two on one letter), decimal digits, space, `-`, `_`, `.`, emoji of one code
//!    point, modern Hangul syllables and compatibility jamo; nothing that has no shape of its own.
//! 4. 1 to 20 characters as people count them, at most 64 bytes, at most 32 columns.
//! 5. Scripts may be mixed only as UTS 39 "highly restrictive" has it: Hangul, Han and Latin go together, Hangul
//!    and Cyrillic do not.
//! 6. Nothing that reads like the host or like everybody.
//!
//! Two names are one when their [`Skeleton`]s are equal. This file never looks at who is in a room: whether a name
//! is free is the host's to say.

mod room;
mod rule;
mod skeleton;
#[cfg(test)]
mod tests;

use std::fmt;

use bincode::de::{Decode, Decoder};
use bincode::enc::{Encode, Encoder};
use bincode::error::{DecodeError, EncodeError};
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation;

pub use room::RoomName;
pub use rule::INPUT_BYTES_MAX;
pub use skeleton::Skeleton;

use super::{limits, text::decode_str};
use rule::Bounds;

/// A person's checked name in a room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The most characters, as people count them (grapheme clusters).
    pub const GRAPHEMES_MAX: usize = limits::NAME_GRAPHEMES;
    /// The most bytes of UTF-8.
    pub const BYTES_MAX: usize = limits::NAME_BYTES;
    /// The most columns on a screen of fixed width; a Hangul syllable takes two.
    pub const COLUMNS_MAX: usize = limits::NAME_COLUMNS;

    const BOUNDS: Bounds = Bounds {
        graphemes_max: Self::GRAPHEMES_MAX,
        bytes_max: Self::BYTES_MAX,
        columns_max: Self::COLUMNS_MAX,
    };

    /// Checks what somebody typed and puts it into its one spelling.
    ///
    /// # Errors
    /// A [`NameError`] that says which part of the rule it broke.
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let spelled = rule::spell(typed, Self::BOUNDS.bytes_max)?;
        rule::check_characters(&spelled, rule::of_person)?;
        rule::check_marks(&spelled)?;
        rule::check_substance(&spelled)?;
        rule::check_bounds(&spelled, Self::BOUNDS)?;
        rule::check_scripts(&spelled)?;
        if skeleton::is_reserved(&spelled) {
            return Err(NameError::Reserved);
        }
        Ok(Self(spelled))
    }

    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What this name is compared by.
    #[must_use]
    pub fn skeleton(&self) -> Skeleton {
        Skeleton::of(&self.0)
    }

    /// The nearest name like this one that is not taken: 민수2, 민수3 and so on.
    ///
    /// The base loses characters at its end where the number would make the name too long. The answer always
    /// passes the rule. It is free as long as `taken` leaves one of the first [`SUGGESTIONS_MAX`] numbers free; a room
    /// holds fewer members than that.
    #[must_use]
    pub fn suggest(&self, taken: impl Fn(&Skeleton) -> bool) -> Self {
        let mut last = self.clone();
        for number in 2..=SUGGESTIONS_MAX {
            let Some(candidate) = self.numbered(number) else {
                continue;
            };
            if !taken(&candidate.skeleton()) {
                return candidate;
            }
            last = candidate;
        }
        last
    }

    /// This name with a number behind it, shortened until it fits.
    fn numbered(&self, number: u32) -> Option<Self> {
        let mut base: Vec<&str> = self.0.graphemes(true).collect();
        while !base.is_empty() {
            match Self::parse(&format!("{}{number}", base.concat().trim_end())) {
                Ok(name) => return Some(name),
                Err(error) if error.is_about_length() => {
                    base.pop();
                }
                Err(_) => return None,
            }
        }
        None
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Name {
    type Err = NameError;

    fn from_str(typed: &str) -> Result<Self, NameError> {
        Self::parse(typed)
    }
}

impl Encode for Name {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.as_str().encode(encoder)
    }
}

impl<Context> Decode<Context> for Name {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let spelled = decode_str(decoder, Self::BYTES_MAX)?;
        match Self::parse(&spelled) {
            Ok(name) if name.0 == spelled => Ok(name),
            Ok(_) => Err(DecodeError::Other("a name in another spelling than its own")),
            Err(_) => Err(DecodeError::Other("a name that breaks the rule of names")),
        }
    }
}

bincode::impl_borrow_decode!(Name);

/// Numbers tried by [`Name::suggest`]; more than the most members a room may have.
pub const SUGGESTIONS_MAX: u32 = 20_000;

/// Why something is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing was typed, or only blank.
    #[error("the name is empty")]
    Empty,
    /// It has more characters, as people count them, than a name may have.
    #[error("the name has {graphemes} characters, at most {max} are allowed")]
    TooLong {
        /// How many it has.
        graphemes: usize,
        /// How many it may have.
        max: usize,
    },
    /// It takes more bytes than a name may take.
    #[error("the name takes {bytes} bytes, at most {max} are allowed")]
    TooManyBytes {
        /// How many it takes.
        bytes: usize,
        /// How many it may take.
        max: usize,
    },
    /// It is wider than a name may be.
    #[error("the name is {columns} columns wide, at most {max} are allowed")]
    TooWide {
        /// How many columns it takes.
        columns: usize,
        /// How many it may take.
        max: usize,
    },
    /// It holds a character that names may not hold.
    #[error("the character U+{:04X} is not allowed in a name", u32::from(*.character))]
    Forbidden {
        /// The first such character.
        character: char,
    },
    /// More marks sit on one letter than a name may stack, or a mark has no letter to sit on.
    #[error("more than {max} marks on one letter, or a mark without a letter")]
    TooManyMarks {
        /// How many one letter may carry.
        max: usize,
    },
    /// It has neither a letter nor a digit nor an emoji.
    #[error("the name has only signs, no letter, digit or emoji")]
    OnlySigns,
    /// It mixes writing systems that do not belong together, as look-alikes do.
    #[error("the character U+{:04X} is of another script than the rest of the name", u32::from(*.character))]
    MixedScripts {
        /// The first character that does not fit to those before it.
        character: char,
    },
    /// It reads like the host, like Maru itself, or like everybody.
    #[error("the name is reserved")]
    Reserved,
}

impl NameError {
    /// Whether a shorter name of the same kind would pass.
    #[must_use]
    pub fn is_about_length(self) -> bool {
        matches!(self, Self::TooLong { .. } | Self::TooManyBytes { .. } | Self::TooWide { .. })
    }
}
