//! Whether a name is one that somebody types the beginning or a part of, as initial consonants, half a syllable or with the
//! wrong keyboard layout too.

use super::keys::struck;
use crate::store::search::{begins, holds};

/// Keys struck from which on a word in Latin letters may be meant as Hangul: fewer stand for half of all names.
const LATIN_KEYS_MIN: usize = 2;

/// How well a name fits what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The name begins so.
    Begins,
    /// A word of the name begins so.
    Word,
    /// It stands inside a word.
    Inside,
    /// The keys struck for it would also write it: a syllable is not finished, or the layout is the wrong one.
    Struck,
}

/// Returns how a name fits what was typed so far; everything fits nothing at all.
#[must_use]
pub fn fit(name: &str, typed: &str) -> Option<Fit> {
    let typed = typed.trim();
    if typed.is_empty() || begins(name, typed) {
        return Some(Fit::Begins);
    }
    let words = || name.split_whitespace();
    if words().any(|word| begins(word, typed)) {
        return Some(Fit::Word);
    }
    if holds(name, typed) {
        return Some(Fit::Inside);
    }
    let keys = struck(typed);
    let is_enough = !typed.is_ascii() || keys.len() >= LATIN_KEYS_MIN;
    let fits =
        is_enough && (struck(name).starts_with(&keys) || words().any(|word| struck(word).starts_with(&keys)));
    fits.then_some(Fit::Struck)
}

/// Whether a name begins with what was typed, by its letters or by the keys struck for them.
#[must_use]
pub fn begins_as_typed(name: &str, typed: &str) -> bool {
    begins(name, typed) || struck(name).starts_with(&struck(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for (name, typed, fitting) in [
            ("이 방에서 검색", "", Some(Fit::Begins)),
            ("이 방에서 검색", "이 방", Some(Fit::Begins)),
            ("이 방에서 검색", "검", Some(Fit::Word)),
            ("이 방에서 검색", "ㄱㅅ", Some(Fit::Word)),
            ("이 방에서 검색", "색", Some(Fit::Inside)),
            ("이 방에서 검색", "rjator", Some(Fit::Struck)),
            ("초대하기", "촏", Some(Fit::Struck)),
            ("초대하기", "ㅊㄷ", Some(Fit::Begins)),
            ("Search this room", "ㄴㄷㅁㄱ초", Some(Fit::Struck)),
            ("Search this room", "THIS", Some(Fit::Word)),
            ("Search this room", "ar", Some(Fit::Inside)),
            ("민수", "als", Some(Fit::Struck)),
            ("민수", "a", None),
            ("민수", "수민", None),
            ("김치", "기", Some(Fit::Struck)),
            ("Search this room", "  ", Some(Fit::Begins)),
            ("Search this room", "\u{200b}", None),
        ] {
            assert_eq!(fit(name, typed), fitting, "{name} {typed}");
        }
    }

    #[test]
    fn one_letter_leads_to_a_name_in_either_layout() {
        for (name, typed) in [("민수", "ㅁ"), ("민수", "a"), ("Minsu", "m"), ("Minsu", "ㅡ")] {
            assert!(begins_as_typed(name, typed), "{name} {typed}");
        }
        assert!(!begins_as_typed("민수", "ㅅ") && !begins_as_typed("Minsu", "i"));
    }
}
