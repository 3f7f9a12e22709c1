//! Which parts of a text are emoji, whole sequences at a time: families, flags, skin tones and keycaps stay in one piece.

use std::ops::Range;

use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_segmentation::UnicodeSegmentation;

/// Asks for the picture of the character before it.
const AS_PICTURE: char = '\u{FE0F}';
/// Asks for the plain sign of the character before it.
const AS_SIGN: char = '\u{FE0E}';
/// Draws a keycap around the character before it.
const KEYCAP: char = '\u{20E3}';

/// Cuts a text into runs that are emoji and runs that are not, without a gap.
pub fn runs(text: &str) -> Vec<(Range<usize>, bool)> {
    if text.is_empty() {
        return Vec::new();
    }
    // Latin and Hangul, which is most of what people write, hold none.
    if !text.chars().any(may_be_emoji) {
        return vec![(0..text.len(), false)];
    }
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let is_picture = is_emoji(cluster);
        let end = at + cluster.len();
        match found.last_mut() {
            Some((range, is_same)) if *is_same == is_picture => range.end = end,
            _ => found.push((at..end, is_picture)),
        }
    }
    found
}

fn may_be_emoji(letter: char) -> bool {
    letter == KEYCAP
        || letter == AS_PICTURE
        || letter.emoji_status() != EmojiStatus::NonEmoji && !letter.is_ascii()
}

/// Whether one letter, as a reader counts them, is drawn as a picture in colour.
#[must_use]
pub fn is_emoji(cluster: &str) -> bool {
    let Some(first) = cluster.chars().next() else { return false };
    if first.is_ascii() {
        return cluster.contains(KEYCAP) && first.is_emoji_char();
    }
    if cluster.contains(AS_SIGN) {
        return false;
    }
    let is_picture = matches!(
        first.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
    );
    is_picture || cluster.contains(AS_PICTURE) && first.is_emoji_char()
}
