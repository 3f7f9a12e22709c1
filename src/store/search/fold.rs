//! The one form in which texts, names and queries are compared: composed, narrow, small, with Hangul letters alike.
//!
//! - Composed and decomposed writing are one (NFC and NFD), and so are wide and narrow letters and other signs of
//!   compatibility (`Ａ`, `①`, `ﬁ`), great and small letters, and blanks of every kind.
//! - A Hangul letter that stands alone is the one of the keyboard (U+3131 to U+3163), whichever of its four code points it
//!   came as. Two consonants in one letter are two: what a keyboard makes of `ㄱㅅ` is `ㄳ`, and both are one.
//! - What has no shape is not there: joiners, fillers, selectors.
//!
//! Pure. The usual text of a chat is folded in one pass that allocates nothing but what the buffer grows by.

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::decompose_compatible;

use crate::wire::text::is_shapeless;

/// Puts the one form of a text into the buffer, in place of what was there.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    folded.reserve(text.len());
    for character in text.chars() {
        if !push_plain(character, folded) {
            fold_any(text, folded);
            return;
        }
    }
}

/// Returns the one form of a text.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// Adds a character of those that neither change nor are changed by any neighbour, as nearly all of a chat; returns
/// whether it is one.
fn push_plain(character: char, folded: &mut String) -> bool {
    match character {
        '\t'..='\r' => folded.push(' '),
        '\0'..='\x7f' => folded.push(character.to_ascii_lowercase()),
        '가'..='힣' => folded.push(character),
        'ㄱ'..='ㅎ' => push_consonants(character, folded),
        'ㅏ'..='ㅣ'
        | '\u{2018}'..='\u{201f}'
        | '一'..='\u{9fff}'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | '\u{1f300}'..='\u{1faff}' => folded.push(character),
        _ => return false,
    }
    true
}

/// Folds text with characters of any kind.
fn fold_any(text: &str, folded: &mut String) {
    folded.clear();
    let shaped = text.chars().filter(|character| !is_shapeless(*character));
    let mut parts = String::with_capacity(text.len());
    for character in shaped {
        match widened(character) {
            letter @ '\u{3131}'..='\u{318e}' => parts.push(letter),
            other => decompose_compatible(other, |part| parts.push(part)),
        }
    }
    for character in parts.chars().default_case_fold().nfc() {
        match letter_of(character) {
            consonant @ 'ㄱ'..='ㅎ' => push_consonants(consonant, folded),
            blank if blank.is_whitespace() => folded.push(' '),
            other => folded.push(other),
        }
    }
}

/// Adds a consonant, or the two that are written as one.
fn push_consonants(consonant: char, folded: &mut String) {
    let pair = match consonant {
        'ㄳ' => "ㄱㅅ",
        'ㄵ' => "ㄴㅈ",
        'ㄶ' => "ㄴㅎ",
        'ㄺ' => "ㄹㄱ",
        'ㄻ' => "ㄹㅁ",
        'ㄼ' => "ㄹㅂ",
        'ㄽ' => "ㄹㅅ",
        'ㄾ' => "ㄹㅌ",
        'ㄿ' => "ㄹㅍ",
        'ㅀ' => "ㄹㅎ",
        'ㅄ' => "ㅂㅅ",
        _ => {
            folded.push(consonant);
            return;
        }
    };
    folded.push_str(pair);
}

/// The letter of ordinary width for one of half width.
fn widened(character: char) -> char {
    // Both rows have the same order; the narrow one has holes after every six vowels.
    let (first_narrow, first) = match character {
        '\u{ffa1}'..='\u{ffbe}' => ('\u{ffa1}', 'ㄱ'),
        '\u{ffc2}'..='\u{ffc7}' => ('\u{ffc2}', 'ㅏ'),
        '\u{ffca}'..='\u{ffcf}' => ('\u{ffca}', 'ㅕ'),
        '\u{ffd2}'..='\u{ffd7}' => ('\u{ffd2}', 'ㅛ'),
        '\u{ffda}'..='\u{ffdc}' => ('\u{ffda}', 'ㅡ'),
        _ => return character,
    };
    shifted(character, first_narrow, first)
}

/// The letter of the keyboard for one that is made to be joined and stands alone.
fn letter_of(character: char) -> char {
    let row = match character {
        '\u{1100}'..='\u{1112}' => INITIALS.chars().nth(distance(character, '\u{1100}')),
        '\u{1161}'..='\u{1175}' => Some(shifted(character, '\u{1161}', 'ㅏ')),
        '\u{11a8}'..='\u{11c2}' => FINALS.chars().nth(distance(character, '\u{11a8}')),
        _ => None,
    };
    row.unwrap_or(character)
}

fn shifted(character: char, from: char, to: char) -> char {
    let code = u32::from(to).saturating_add(u32::from(character).saturating_sub(u32::from(from)));
    char::from_u32(code).unwrap_or(character)
}

fn distance(character: char, from: char) -> usize {
    usize::try_from(u32::from(character).saturating_sub(u32::from(from))).unwrap_or(usize::MAX)
}

/// The consonants that a syllable may begin with, in the order of Unicode.
pub(super) const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
/// The consonants that a syllable may end with, in the order of Unicode.
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

#[cfg(test)]
mod tests {
    use super::*;

    fn by_the_long_way(text: &str) -> String {
        let mut folded = String::new();
        fold_any(text, &mut folded);
        folded
    }

    #[test]
    fn the_quick_way_is_the_long_way() {
        for character in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut quick = String::new();
            if push_plain(character, &mut quick) {
                assert_eq!(quick, by_the_long_way(&character.to_string()), "{:x}", u32::from(character));
                // No neighbour joins with it, neither before nor behind: both ways end in what NFC may only keep.
                let both = format!("가{character}{character}e");
                assert_eq!(fold(&both), by_the_long_way(&both), "{:x}", u32::from(character));
            }
        }
    }

    #[test]
    fn every_way_of_writing_one_thing_is_one() {
        for (one, other) in [
            ("김치", "\u{1100}\u{1175}\u{11b7}\u{110e}\u{1175}"),
            ("ㄱㅊ", "\u{1100}\u{110e}"),
            ("ㄱㅊ", "ﾡﾺ"),
            ("ㄱㅏ", "ﾡￂ"),
            ("ㄱㅅ", "ㄳ"),
            ("ㄱㅅ", "\u{11aa}"),
            ("ㅂㅅ", "ﾲﾵ"),
            ("ㅠㅠ", "ￗￗ"),
            ("ㅠㅠ", "\u{1172}\u{1172}"),
            ("ㅏㅔㅕㅚㅛㅠㅡㅣ", "ￂￇￊￏￒￗￚￜ"),
            ("abc 123", "ＡＢＣ　１２３"),
            ("é", "E\u{301}"),
            ("strasse", "STRAßE"),
            ("σας", "ΣΑΣ"),
            ("김치", "김\u{200b}치"),
            ("❤", "❤\u{fe0f}"),
            ("a b c d", "a\tb\nc\u{a0}d"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_another_thing_stays_another() {
        for (one, other) in [("기", "김"), ("가", "까"), ("ㄱ", "ㄲ"), ("ㄱㅏ", "가"), ("ㅐ", "ㅏㅣ")]
        {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }
}
