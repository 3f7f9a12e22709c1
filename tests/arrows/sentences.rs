//! Sentences in Rust text that a person would read and no language could change. Logs, attributes and tests are no such place.

use super::words::{Word, words};

/// Every literal of this text that is a sentence, or a piece of one: it has two words, of which the second begins
/// small, or a letter of Hangul.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    let words = words(outside_of_tests(text));
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        if let Some(after) = after_unread(&words, place) {
            place = after;
            continue;
        }
        if let Word::Literal(literal) = &words[place]
            && is_sentence(literal)
        {
            found.push(literal.clone());
        }
        place += 1;
    }
    found
}

/// Every literal of this text outside of its tests, without its quotes.
pub(crate) fn literals(text: &str) -> Vec<String> {
    let literal = |word| match word {
        Word::Literal(literal) => Some(literal.trim_matches('"').to_owned()),
        _ => None,
    };
    words(outside_of_tests(text)).into_iter().filter_map(literal).collect()
}

/// What stands before the tests of a file; those that have a file of their own are told by its name.
pub(crate) fn outside_of_tests(text: &str) -> &str {
    if text.contains("\n#![cfg(test)]") {
        return "";
    }
    let is_here = |(at, _): &(usize, &str)| text[*at..].lines().nth(1).is_some_and(|line| line.contains('{'));
    text.match_indices("#[cfg(test)]\nmod ").find(is_here).map_or(text, |(at, _)| &text[..at])
}

/// Where an attribute or a call of `tracing` that starts here ends, if one does.
fn after_unread(words: &[Word], place: usize) -> Option<usize> {
    let is_attribute = words[place] == Word::Mark('#') && words.get(place + 1) == Some(&Word::Mark('['));
    let is_log = words[place] == Word::Name("tracing".to_owned())
        && words.get(place + 1) == Some(&Word::Path)
        && words.get(place + 3) == Some(&Word::Mark('!'));
    if !is_attribute && !is_log {
        return None;
    }
    let opening = (place..words.len()).find(|at| matches!(words[*at], Word::Mark('(' | '[')))?;
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(opening) {
        match word {
            Word::Mark('(' | '[' | '{') => depth += 1,
            Word::Mark(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn is_sentence(literal: &str) -> bool {
    let is_hangul = |letter: char| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    let is_word = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.chars().count() > 1 && word.chars().all(char::is_alphabetic)
    };
    let words: Vec<_> = literal.split_whitespace().collect();
    let is_english = words.windows(2).any(|pair| {
        let begins_small = pair[1].starts_with(|letter: char| letter.is_lowercase());
        // What commas part is a list of names.
        is_word(pair[0]) && is_word(pair[1]) && begins_small && !pair[0].ends_with(',')
    });
    is_english || literal.chars().any(is_hangul)
}
