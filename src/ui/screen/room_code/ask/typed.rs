//! Where the words of a code go that are typed, dictated or pasted into one of three fields. Pure.

use super::super::WORDS;
use crate::wire::text::{clean, is_shapeless};

/// Characters of what is typed or pasted that are looked at; whoever pastes more pastes no code.
const TEXT_MAX: usize = 256;
/// Characters of a word; what is longer is none.
const WORD_MAX: usize = 24;

/// Puts what now stands in a field where it belongs, and returns the field in which to go on, if that is another one.
///
/// A word is done at a blank, or when it is one of the list and begins no other. Several words fill the fields from
/// here on; as many as there are fields fill all of them.
pub(super) fn place(words: &mut [String; WORDS], at: usize, text: &str, list: &[&str]) -> Option<usize> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let told: Vec<String> = told(&text).take(WORDS).collect();
    let is_done = text.chars().next_back().is_some_and(parts);
    let first = if told.len() == WORDS { 0 } else { at };
    match told.as_slice() {
        [] => {
            words.get_mut(at)?.clear();
            None
        }
        [one] => {
            let word = words.get_mut(at)?;
            // Whoever takes letters away again wants to go on in this field.
            let grows = one.len() > word.len();
            word.clone_from(one);
            let goes_on = is_done || (grows && is_whole(one, list));
            (goes_on && at + 1 < WORDS).then_some(at + 1)
        }
        several => {
            for (word, told) in words.iter_mut().skip(first).zip(several) {
                word.clone_from(told);
            }
            Some((first + several.len()).min(WORDS - 1))
        }
    }
}

/// The words in a text, each in the one spelling of the list.
fn told(text: &str) -> impl Iterator<Item = String> {
    text.split(parts).map(spelled).filter(|word| !word.is_empty())
}

/// What may stand between two words.
fn parts(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | '.' | '-' | '·' | '/')
}

fn spelled(word: &str) -> String {
    let shown: String = word.chars().filter(|letter| !is_shapeless(*letter)).collect();
    clean(&shown).to_lowercase().chars().take(WORD_MAX).collect()
}

/// Whether nothing that is written on could become another word.
fn is_whole(word: &str, list: &[&str]) -> bool {
    list.contains(&word) && !list.iter().any(|other| other.len() > word.len() && other.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &[&str] = &["river", "rivers", "lantern", "maple", "강물", "등불", "단풍", "강"];

    /// Types into a field, a letter at a time, as long as it keeps the caret; returns where the caret is.
    fn typed(words: &mut [String; WORDS], at: usize, text: &str) -> usize {
        let mut shown = String::new();
        for letter in text.chars() {
            shown.push(letter);
            if let Some(next) = place(words, at, &shown, LIST) {
                return next;
            }
        }
        at
    }

    #[test]
    fn a_word_is_done_at_a_blank_or_when_it_can_only_be_one() {
        let mut words: [String; WORDS] = Default::default();
        assert_eq!(typed(&mut words, 0, "Lantern"), 1);
        assert_eq!(typed(&mut words, 1, "river"), 1, "it may be rivers yet");
        assert_eq!(typed(&mut words, 1, "river "), 2);
        assert_eq!(typed(&mut words, 2, "map"), 2);
        assert_eq!(words, ["lantern", "river", "map"]);
        assert_eq!(typed(&mut words, 2, "maple"), 2, "there is no field behind the last");
        assert_eq!(place(&mut words, 0, "lanterns", LIST), None);
        assert_eq!(place(&mut words, 0, "lantern", LIST), None, "who takes a letter away is sent on");
        let mut words: [String; WORDS] = Default::default();
        assert_eq!(typed(&mut words, 0, "강"), 0, "it may be 강물 yet");
        assert_eq!(typed(&mut words, 0, "강물"), 1);
        assert_eq!(typed(&mut words, 1, "무엇 "), 2);
        assert_eq!(words, ["강물", "무엇", ""]);
    }

    #[test]
    fn several_words_fill_the_fields_whatever_stands_between_them() {
        for text in [
            "lantern river maple",
            " Lantern,River-MAPLE\n",
            "lantern · river · maple",
            "lantern river maple x y",
        ] {
            for at in 0..WORDS {
                let mut words: [String; WORDS] = Default::default();
                assert_eq!(place(&mut words, at, text, &[]), Some(2), "{text}");
                assert_eq!(words, ["lantern", "river", "maple"], "{text}");
            }
        }
        let mut words = ["lantern", "", ""].map(str::to_owned);
        assert_eq!(place(&mut words, 1, "river maple", &[]), Some(2));
        assert_eq!(words, ["lantern", "river", "maple"]);
        assert_eq!(place(&mut words, 2, "one two", &[]), Some(2));
        assert_eq!(words, ["lantern", "river", "one"]);
    }

    #[test]
    fn what_is_typed_is_bounded_and_hides_nothing() {
        let mut words: [String; WORDS] = Default::default();
        assert_eq!(place(&mut words, 0, &"x".repeat(1 << 20), LIST), None);
        assert_eq!(words[0].chars().count(), WORD_MAX);
        assert_eq!(place(&mut words, 0, "map\u{202e}\u{200b}le\u{2066}", &[]), None);
        assert_eq!(words[0], "maple");
        // As a Mac names its files.
        place(&mut words, 0, "\u{1100}\u{1161}\u{11bc}\u{1106}\u{116e}\u{11af}", LIST);
        assert_eq!(words[0], "강물");
        assert_eq!(place(&mut words, 0, " ", LIST), None);
        assert_eq!(words[0], "");
        assert_eq!(place(&mut words, 7, "x y", LIST), Some(2), "there is no such field");
    }
}
