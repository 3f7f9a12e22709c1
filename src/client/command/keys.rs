//! The keys that a text is typed with on a Korean keyboard of two sets: 민수 is `alstn`.
//!
//! By them a word typed with the wrong layout is understood, a syllable that is still being composed matches the
//! beginning of a name, and one slip of a finger is one slip in either script.

use unicode_normalization::UnicodeNormalization;

/// The first consonants of syllables, in the order of Unicode.
const INITIALS: [&str; 19] =
    ["r", "r", "s", "e", "e", "f", "a", "q", "q", "t", "t", "d", "w", "w", "c", "z", "x", "v", "g"];
/// The vowels of syllables, in the order of Unicode; the compatibility jamo have the same order.
const VOWELS: [&str; 21] = [
    "k", "o", "i", "o", "j", "p", "u", "p", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m",
    "ml", "l",
];
/// The last consonants of syllables, in the order of Unicode; the first is none.
const FINALS: [&str; 28] = [
    "", "r", "r", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt",
    "t", "t", "d", "w", "c", "z", "x", "v", "g",
];
/// The consonants that stand alone, in the order of Unicode.
const CONSONANTS: [&str; 30] = [
    "r", "r", "rt", "s", "sw", "sg", "e", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "q",
    "qt", "t", "t", "d", "w", "w", "c", "z", "x", "v", "g",
];

/// The keys struck for a text, small and without blanks; what the keyboard does not have stays itself.
pub(super) fn struck(text: &str) -> String {
    let mut keys = String::with_capacity(text.len());
    for character in text.nfc().map(narrow).filter(|character| !character.is_whitespace()) {
        if !push_hangul(&mut keys, character) {
            keys.extend(character.to_lowercase());
        }
    }
    keys
}

/// The ASCII form of a full-width character.
pub(super) fn narrow(character: char) -> char {
    let code = u32::from(character);
    match code {
        0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        0x3000 => ' ',
        _ => character,
    }
}

/// How many slips a word of this length may hold and still be meant.
pub(super) fn slips(struck: &str) -> usize {
    (struck.chars().count() / 3).max(1)
}

/// How many keys were struck wrong, left out, added or swapped with their neighbour.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(KEYS_COMPARED).collect();
    let other: Vec<char> = other.chars().take(KEYS_COMPARED).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, &here) in one.iter().enumerate() {
        let left_above = row.checked_sub(1).and_then(|row| one.get(row)).copied();
        let mut current = vec![row + 1];
        for (column, &there) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(&above, column) + usize::from(here != there);
            best = best.min(at(&above, column + 1) + 1).min(at(&current, column) + 1);
            if let Some(previous) = column.checked_sub(1) {
                let swapped = left_above == Some(there) && other.get(previous) == Some(&here);
                if swapped {
                    best = best.min(at(&before, previous) + 1);
                }
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

/// Keys beyond this many are not compared.
const KEYS_COMPARED: usize = 96;

/// Appends the keys of a syllable or a jamo; false if it is neither.
fn push_hangul(keys: &mut String, character: char) -> bool {
    let code = u32::from(character) as usize;
    match character {
        '가'..='힣' => {
            let index = code - 0xac00;
            keys.push_str(INITIALS.get(index / 588).copied().unwrap_or_default());
            keys.push_str(VOWELS.get(index % 588 / 28).copied().unwrap_or_default());
            keys.push_str(FINALS.get(index % 28).copied().unwrap_or_default());
        }
        'ㄱ'..='ㅎ' => keys.push_str(CONSONANTS.get(code - 0x3131).copied().unwrap_or_default()),
        'ㅏ'..='ㅣ' => keys.push_str(VOWELS.get(code - 0x314f).copied().unwrap_or_default()),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_the_keys_it_is_typed_with() {
        for (text, keys) in [
            ("민수", "alstn"),
            ("ㅗ디ㅔ", "help"),
            ("ㅈ", "w"),
            ("ㄱ", "r"),
            ("조ㅑ네ㄷㄱ", "whisper"),
            ("ㅣㅁㅍㄷ", "lave"),
            ("값", "rkqt"),
            ("꿰뚫다", "rnpenfgek"),
            ("의", "dml"),
            ("와", "dhk"),
            ("힣", "glg"),
            ("가", "rk"),
            ("김 철수", "rlacjftn"),
            ("Ｗ", "w"),
            ("민수2!", "alstn2!"),
            ("\u{1106}\u{1175}\u{11ab}", "als"),
        ] {
            assert_eq!(struck(text), keys);
        }
    }

    #[test]
    fn distance_counts_slips() {
        for (one, other, slips) in [
            ("help", "help", 0),
            ("hlep", "help", 1),
            ("hel", "help", 1),
            ("helpp", "help", 1),
            ("halp", "help", 1),
            ("", "help", 4),
            ("kcik", "kick", 1),
            ("abc", "xyz", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
            assert_eq!(distance(other, one), slips, "{other} {one}");
        }
    }

    #[test]
    fn every_hangul_letter_has_its_keys() {
        for character in ('가'..='힣').chain('ㄱ'..='ㅣ') {
            let keys = struck(&character.to_string());
            assert!(!keys.is_empty() && keys.chars().all(|key| key.is_ascii_lowercase()), "{character}");
        }
    }
}
