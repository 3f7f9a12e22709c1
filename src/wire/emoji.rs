//! One emoji, as a person reacts with it: one picture on the screen and one spelling of it.
//!
//! An [`Emoji`] is one grapheme cluster of at most [`EMOJI_BYTES`] that Unicode says is drawn as a picture: keycaps, flags,
//! skin tones and families included, digits and signs that are only sometimes pictures not. Keyboards disagree about
//! U+FE0F, so the spelling is Unicode's "fully qualified" one: it stands behind each sign that would be text without it,
//! and nowhere else. Two people who mean the same picture react with the same bytes.

use bincode::de::{Decode, Decoder};
use bincode::enc::{Encode, Encoder};
use bincode::error::{DecodeError, EncodeError};
use unicode_properties::UnicodeEmoji;
use unicode_properties::emoji::{EmojiStatus, is_regional_indicator, is_tag_character, is_zwj};
use unicode_segmentation::UnicodeSegmentation;

use super::limits::EMOJI_BYTES;
use super::text;

/// Asks for the picture of what is text otherwise.
const AS_PICTURE: char = '\u{fe0f}';
/// Puts a digit or sign on a key.
const KEYCAP: char = '\u{20e3}';

/// What somebody reacts with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Emoji(String);

/// What was typed is not one emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one emoji")]
pub struct NotAnEmoji;

impl Emoji {
    /// Reads what somebody typed, in any of its spellings.
    ///
    /// # Errors
    /// [`NotAnEmoji`] for everything else; what is too long is refused before it is looked at.
    pub fn parse(typed: &str) -> Result<Self, NotAnEmoji> {
        if typed.len() > EMOJI_BYTES {
            return Err(NotAnEmoji);
        }
        let spelled = spelled(typed);
        let one = spelled.graphemes(true).nth(1).is_none() && spelled.len() <= EMOJI_BYTES;
        if one && is_picture(&spelled) { Ok(Self(spelled)) } else { Err(NotAnEmoji) }
    }

    /// Returns it as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Encode for Emoji {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.0.as_str().encode(encoder)
    }
}

impl<Context> Decode<Context> for Emoji {
    fn decode<D: Decoder<Context = Context>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let spelled = text::decode_str(decoder, EMOJI_BYTES)?;
        match Self::parse(&spelled) {
            Ok(emoji) if emoji.0 == spelled => Ok(emoji),
            Ok(_) | Err(_) => Err(DecodeError::Other("not an emoji in its one spelling")),
        }
    }
}

bincode::impl_borrow_decode!(Emoji);

/// The fully qualified spelling.
fn spelled(typed: &str) -> String {
    let mut spelled = String::with_capacity(typed.len());
    let mut characters = typed.chars().filter(|character| *character != AS_PICTURE).peekable();
    while let Some(character) = characters.next() {
        spelled.push(character);
        let toned = characters.peek().is_some_and(|next| is_tone(*next));
        if character.is_emoji_char() && !is_picture_by_itself(character) && !toned {
            spelled.push(AS_PICTURE);
        }
    }
    spelled
}

/// Whether one cluster in its one spelling is drawn as a picture.
fn is_picture(cluster: &str) -> bool {
    let mut characters = cluster.chars();
    let Some(first) = characters.next() else { return false };
    let rest = characters.as_str();
    if is_key(first) {
        return rest.chars().eq([AS_PICTURE, KEYCAP]);
    }
    if is_regional_indicator(first) {
        return rest.chars().count() == 1 && rest.chars().all(is_regional_indicator);
    }
    let belongs = |character: char| {
        let part = is_zwj(character) || character == AS_PICTURE || is_tag_character(character);
        part || (character.is_emoji_char() && !is_key(character) && !is_regional_indicator(character))
    };
    first.is_emoji_char() && rest.chars().all(belongs) && !rest.ends_with(is_zwj)
}

/// A digit, `#` or `*`: Unicode lists them as emoji because of keycaps.
fn is_key(character: char) -> bool {
    character.is_ascii()
}

fn is_tone(character: char) -> bool {
    character.emoji_status() == EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
}

fn is_picture_by_itself(character: char) -> bool {
    use EmojiStatus as Is;
    matches!(
        character.emoji_status(),
        Is::EmojiPresentation
            | Is::EmojiPresentationAndModifierBase
            | Is::EmojiPresentationAndModifierAndEmojiComponent
            | Is::EmojiPresentationAndEmojiComponent
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::codec::{canonical, decode};

    #[test]
    fn whatever_is_one_picture_is_an_emoji() {
        for typed in
            ["👍", "👍🏽", "❤️", "🇰🇷", "1️⃣", "#️⃣", "👩‍👩‍👧‍👦", "🏳️‍🌈", "✌🏽", "☺️", "🙋🏻‍♀️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🫠", "©️", "🏽"]
        {
            let emoji = Emoji::parse(typed).unwrap_or_else(|_| panic!("{typed}"));
            assert_eq!(emoji.as_str(), typed);
            assert_eq!(decode::<Emoji>(&canonical(&emoji)), Ok(emoji));
        }
    }

    #[test]
    fn the_spellings_of_one_picture_are_one_emoji() {
        for (typed, spelled) in
            [("❤", "❤️"), ("👍\u{fe0f}", "👍"), ("1\u{20e3}", "1️⃣"), ("🏳‍🌈", "🏳️‍🌈"), ("🙋🏻‍♀", "🙋🏻‍♀️")]
        {
            assert_eq!(Emoji::parse(typed).as_ref().map(Emoji::as_str), Ok(spelled), "{typed}");
            assert!(
                decode::<Emoji>(&canonical(&typed.to_owned())).is_err(),
                "only the one spelling is taken"
            );
        }
    }

    #[test]
    fn what_is_no_emoji_is_refused_before_it_costs_anything() {
        let long = "👨‍".repeat(40);
        let huge = "👍".repeat(250_000);
        for typed in [
            "",
            " ",
            "a",
            "1",
            "#",
            "*",
            "가",
            "👍👍",
            "👍 ",
            "a👍",
            "🇰",
            "👍\u{200d}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{202e}",
            "ㅋㅋ",
            ":+1:",
            "1\u{fe0f}",
            "\u{e0067}",
            &long,
            &huge,
        ] {
            assert_eq!(Emoji::parse(typed), Err(NotAnEmoji), "{typed:.20?}");
            assert!(decode::<Emoji>(&canonical(&typed.to_owned())).is_err(), "{typed:.20?}");
        }
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing(typed in "[👍❤☺🏽🇰🇷1#\u{200d}\u{fe0f}\u{20e3}가a🏴\u{e0067}\u{e007f}]{0,6}") {
            if let Ok(emoji) = Emoji::parse(&typed) {
                prop_assert_eq!(Emoji::parse(emoji.as_str()), Ok(emoji));
            }
        }

        #[test]
        fn nothing_that_is_typed_panics(typed in "\\PC{0,20}") {
            if let Ok(emoji) = Emoji::parse(&typed) {
                prop_assert!(emoji.as_str().len() <= EMOJI_BYTES && emoji.as_str().graphemes(true).count() == 1);
            }
        }
    }
}
