//! What people say: checked text, and how strangers' text is shown without harm.
//!
//! A [`Text`], [`Topic`] or [`Notice`] exists only if it is in its one spelling and within its bounds, also when it came off the
//! wire. Nothing that a person typed is ever changed in meaning: control characters go, line ends become one kind,
//! and characters that turn the direction of writing stay in the text but are made visible where it is shown.

use std::borrow::Cow;
use std::fmt;

use bincode::de::read::Reader;
use bincode::de::{BorrowDecode, BorrowDecoder, Decode, Decoder};
use bincode::enc::{Encode, Encoder};
use bincode::error::{DecodeError, EncodeError};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::limits;

/// One message's checked text: not blank, a few thousand characters at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// The most characters (code points).
    pub const CHARACTERS_MAX: usize = limits::TEXT_CHARACTERS;
    /// The most bytes of UTF-8.
    pub const BYTES_MAX: usize = limits::TEXT_BYTES;
    /// The most lines.
    pub const LINES_MAX: usize = limits::TEXT_LINES;

    /// Cleans and checks what somebody typed.
    ///
    /// # Errors
    /// A [`TextError`] that says which bound it breaks. Cleaning work is bounded: what is far too long is refused before.
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        check_input(typed, Self::BYTES_MAX)?;
        let text = clean(typed);
        if is_blank(&text) {
            return Err(TextError::Blank);
        }
        let lines = text.split('\n').count();
        if lines > Self::LINES_MAX {
            return Err(TextError::TooManyLines { lines, max: Self::LINES_MAX });
        }
        check_length(&text, Self::CHARACTERS_MAX, Self::BYTES_MAX)?;
        Ok(Self(text))
    }

    /// The text as it was said.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as a window shows it: see [`visible`].
    #[must_use]
    pub fn display(&self) -> Cow<'_, str> {
        visible(&self.0)
    }
}

/// One line, possibly empty, of so many characters (code points) at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OneLine<const CHARACTERS: usize>(String);

/// What a room is about.
pub type Topic = OneLine<{ limits::TOPIC_CHARACTERS }>;
/// What stands above a conversation until it is taken down.
pub type Notice = OneLine<{ limits::BOARD_NOTICE_CHARACTERS }>;

impl<const CHARACTERS: usize> OneLine<CHARACTERS> {
    /// The most characters (code points).
    pub const CHARACTERS_MAX: usize = CHARACTERS;
    /// The most bytes of UTF-8: room for as many characters of any script.
    pub const BYTES_MAX: usize = 4 * CHARACTERS;

    /// Cleans and checks what somebody typed; line ends and tabs become spaces, blank at both ends goes.
    ///
    /// # Errors
    /// [`TextError::TooLong`] or [`TextError::TooManyBytes`]; never about blank or lines.
    pub fn parse(typed: &str) -> Result<Self, TextError> {
        check_input(typed, Self::BYTES_MAX)?;
        let line = clean(typed).replace(['\n', '\t'], " ");
        let line = line.trim().to_owned();
        check_length(&line, Self::CHARACTERS_MAX, Self::BYTES_MAX)?;
        Ok(Self(line))
    }

    /// The line as it was set.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line as a window shows it: see [`visible`].
    #[must_use]
    pub fn display(&self) -> Cow<'_, str> {
        visible(&self.0)
    }
}

impl<const CHARACTERS: usize> fmt::Display for OneLine<CHARACTERS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.display())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.display())
    }
}

impl Encode for Text {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.as_str().encode(encoder)
    }
}

impl<Context> Decode<Context> for Text {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let spelled = decode_str(decoder, Self::BYTES_MAX)?;
        match Self::parse(&spelled) {
            Ok(text) if text.0 == spelled => Ok(text),
            Ok(_) => Err(DecodeError::Other("text that was not cleaned")),
            Err(_) => Err(DecodeError::Other("text out of its bounds")),
        }
    }
}

bincode::impl_borrow_decode!(Text);

impl<const CHARACTERS: usize> Encode for OneLine<CHARACTERS> {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.as_str().encode(encoder)
    }
}

impl<Context, const CHARACTERS: usize> Decode<Context> for OneLine<CHARACTERS> {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let spelled = decode_str(decoder, Self::BYTES_MAX)?;
        match Self::parse(&spelled) {
            Ok(line) if line.0 == spelled => Ok(line),
            Ok(_) => Err(DecodeError::Other("a line that was not cleaned")),
            Err(_) => Err(DecodeError::Other("a line out of its bounds")),
        }
    }
}

impl<'de, Context, const CHARACTERS: usize> BorrowDecode<'de, Context> for OneLine<CHARACTERS> {
    fn borrow_decode<D: BorrowDecoder<'de, Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        Decode::decode(decoder)
    }
}

/// Why something cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but blank.
    #[error("the text is blank")]
    Blank,
    /// More characters than allowed.
    #[error("the text has {characters} characters, at most {max} are allowed")]
    TooLong {
        /// How many it has.
        characters: usize,
        /// How many it may have.
        max: usize,
    },
    /// More bytes than allowed.
    #[error("the text takes {bytes} bytes, at most {max} are allowed")]
    TooManyBytes {
        /// How many it takes.
        bytes: usize,
        /// How many it may take.
        max: usize,
    },
    /// More lines than allowed.
    #[error("the text has {lines} lines, at most {max} are allowed")]
    TooManyLines {
        /// How many it has.
        lines: usize,
        /// How many it may have.
        max: usize,
    },
}

/// The one spelling of text: NFC, line ends as `\n`, no control characters but that and tab.
///
/// Cleaning twice changes nothing.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut before = '\0';
    let kept = text.chars().filter_map(move |character| {
        let after_return = std::mem::replace(&mut before, character) == '\r';
        match character {
            '\n' if after_return => None,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some('\t'),
            _ if character.is_control() => None,
            _ => Some(character),
        }
    });
    kept.nfc().collect()
}

/// The text with every character that turns the direction of writing replaced by its code, as `[U+202E]`.
///
/// Such a character would let one line rewrite how the rest of it reads; the code is plain in every font.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(turns_direction) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if turns_direction(character) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The text made safe for a terminal.
///
/// Every control character becomes U+FFFD, so no escape sequence can begin; what follows is shown as plain text and
/// nothing is hidden. Lines after the first are indented: nobody can make a message look like somebody else's line.
#[must_use]
pub fn terminal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '\n' => shown.push_str(CONTINUATION),
            '\t' => shown.push(' '),
            _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                shown.push(char::REPLACEMENT_CHARACTER);
            }
            _ => shown.push(character),
        }
    }
    shown
}

/// Decodes a string of at most so many bytes, without making room for more than were promised and allowed.
pub(super) fn decode_str<D: Decoder>(decoder: &mut D, bytes_max: usize) -> Result<String, DecodeError> {
    let length = u64::decode(decoder)?;
    let length = usize::try_from(length)
        .ok()
        .filter(|length| *length <= bytes_max)
        .ok_or(DecodeError::LimitExceeded)?;
    decoder.claim_bytes_read(length)?;
    let mut bytes = vec![0; length];
    decoder.reader().read(&mut bytes)?;
    String::from_utf8(bytes).map_err(|error| DecodeError::Utf8 { inner: error.utf8_error() })
}

/// Refuses what no cleaning can bring below the bound: the shortest spelling of a character takes a quarter of its
/// longest or more, so four times the bound is room enough.
fn check_input(typed: &str, bytes_max: usize) -> Result<(), TextError> {
    if typed.len() > bytes_max.saturating_mul(4) {
        return Err(TextError::TooManyBytes { bytes: typed.len(), max: bytes_max });
    }
    Ok(())
}

fn check_length(text: &str, characters_max: usize, bytes_max: usize) -> Result<(), TextError> {
    let characters = text.chars().count();
    if characters > characters_max {
        return Err(TextError::TooLong { characters, max: characters_max });
    }
    if text.len() > bytes_max {
        return Err(TextError::TooManyBytes { bytes: text.len(), max: bytes_max });
    }
    Ok(())
}

/// Whether a reader would see nothing at all: blank, or only characters without a shape.
fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_shapeless(character))
}

/// Returns whether a character is one of the invisible ones that people use to send "nothing".
#[must_use]
pub fn is_shapeless(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a terminal shows between the lines of one message.
const CONTINUATION: &str = "\n    ";

#[cfg(test)]
mod tests;
