//! The single checks that the parsers of names are made of.
//!
//! Each takes text in its final spelling and says the first thing that is wrong with it. None of them allocates more
//! than a copy of its input, and none runs on input above [`INPUT_BYTES_MAX`].

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_script::Script;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::NameError;

/// The most bytes that are looked at; whatever is longer cannot become a name by any spelling.
pub const INPUT_BYTES_MAX: usize = 1024;

/// The most marks on one letter: enough for Vietnamese and Thai, too few for a tower.
const MARKS_MAX: usize = 2;

/// How long a name may be, in each of the three ways of counting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) graphemes_max: usize,
    pub(super) bytes_max: usize,
    pub(super) columns_max: usize,
}

/// The one spelling of what was typed: NFC, single spaces, no presentation selectors behind emoji.
pub(super) fn spell(typed: &str, bytes_max: usize) -> Result<String, NameError> {
    if typed.len() > INPUT_BYTES_MAX {
        return Err(NameError::TooManyBytes { bytes: typed.len(), max: bytes_max });
    }
    let mut spelled = String::with_capacity(typed.len());
    let mut blank = false;
    let mut after_emoji = false;
    for character in typed.trim().nfc() {
        if character == EMOJI_PRESENTATION && after_emoji {
            continue;
        }
        after_emoji = is_emoji(character);
        if is_blank(character) {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            spelled.push(' ');
        }
        spelled.push(character);
    }
    if spelled.is_empty() {
        return Err(NameError::Empty);
    }
    // Taking a selector out can bring a mark next to a letter it combines with.
    Ok(spelled.nfc().collect())
}

/// Refuses the first character that the given filter does not let through.
pub(super) fn check_characters(spelled: &str, allowed: impl Fn(char) -> bool) -> Result<(), NameError> {
    match spelled.chars().find(|character| !allowed(*character)) {
        Some(character) => Err(NameError::Forbidden { character }),
        None => Ok(()),
    }
}

/// Whether a person's name may hold this character.
pub(super) fn of_person(character: char) -> bool {
    if is_hangul(character) {
        return is_modern_hangul(character);
    }
    if is_shapeless(character) {
        return false;
    }
    matches!(character, ' ' | '-' | '_' | '.')
        || is_emoji(character)
        || is_mark(character)
        || character.general_category() == GeneralCategory::DecimalNumber
        || character.general_category_group() == GeneralCategoryGroup::Letter
}

/// Whether a room's name may hold this character: what a person's may, and signs.
pub(super) fn of_room(character: char) -> bool {
    let signs = matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol
    );
    of_person(character) || (signs && !is_shapeless(character) && character != BRAILLE_BLANK)
}

/// Refuses towers of marks, and marks with nothing below them.
pub(super) fn check_marks(spelled: &str) -> Result<(), NameError> {
    let refused = Err(NameError::TooManyMarks { max: MARKS_MAX });
    let mut room_left = 0;
    for character in spelled.chars() {
        if is_mark(character) {
            if room_left == 0 {
                return refused;
            }
            room_left -= 1;
        } else {
            room_left = if character == ' ' { 0 } else { MARKS_MAX };
        }
    }
    Ok(())
}

/// Refuses what has only signs and spaces.
pub(super) fn check_substance(spelled: &str) -> Result<(), NameError> {
    let substance = |character: char| {
        is_emoji(character)
            || matches!(
                character.general_category_group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
            )
    };
    if spelled.chars().any(substance) { Ok(()) } else { Err(NameError::OnlySigns) }
}

/// Refuses what is too long in any way of counting.
pub(super) fn check_bounds(spelled: &str, bounds: Bounds) -> Result<(), NameError> {
    let graphemes = spelled.graphemes(true).count();
    if graphemes > bounds.graphemes_max {
        return Err(NameError::TooLong { graphemes, max: bounds.graphemes_max });
    }
    if spelled.len() > bounds.bytes_max {
        return Err(NameError::TooManyBytes { bytes: spelled.len(), max: bounds.bytes_max });
    }
    let columns = spelled.width();
    if columns > bounds.columns_max {
        return Err(NameError::TooWide { columns, max: bounds.columns_max });
    }
    Ok(())
}

/// Refuses mixes of scripts above UTS 39 "highly restrictive".
///
/// The level of `unicode-security` itself would refuse jamo and emoji, which are no identifiers; so only its script
/// sets are used here.
pub(super) fn check_scripts(spelled: &str) -> Result<(), NameError> {
    let mut whole = AugmentedScriptSet::default();
    let mut without_latin = AugmentedScriptSet::default();
    for character in spelled.chars() {
        let scripts = AugmentedScriptSet::for_char(character);
        whole.intersect_with(scripts);
        if !scripts.base.contains_script(Script::Latin) {
            without_latin.intersect_with(scripts);
        }
        let east_asian = without_latin.kore || without_latin.jpan || without_latin.hanb;
        if whole.is_empty() && !east_asian {
            return Err(NameError::MixedScripts { character });
        }
    }
    Ok(())
}

/// Whether this is an emoji that stands alone: no part of a flag, no skin tone, no digit or sign.
fn is_emoji(character: char) -> bool {
    character.is_emoji_char()
        && !character.is_emoji_component()
        && character.general_category() == GeneralCategory::OtherSymbol
}

/// Whether this is a mark that sits on the letter before it.
fn is_mark(character: char) -> bool {
    matches!(character.general_category(), GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark)
}

/// Whether this is a space of any width; line ends and tabs are not.
fn is_blank(character: char) -> bool {
    character.general_category() == GeneralCategory::SpaceSeparator
}

/// Whether this has no shape of its own, as joiners, fillers and selectors.
fn is_shapeless(character: char) -> bool {
    // A skeleton leaves out exactly what Unicode calls default ignorable.
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    unicode_security::skeleton(text).next().is_none()
}

/// Whether this belongs to any of the blocks of Hangul letters.
fn is_hangul(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{ffa0}'..='\u{ffdc}')
}

/// Whether this is a whole syllable or a compatibility jamo; the filler among the latter is not.
fn is_modern_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318e}')
}

/// Asks for the coloured form of the character before it.
const EMOJI_PRESENTATION: char = '\u{fe0f}';
/// A sign without a dot: looks like a space.
const BRAILLE_BLANK: char = '\u{2800}';
