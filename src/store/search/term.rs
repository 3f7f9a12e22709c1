//! One word or phrase that is looked for, and how it is found in a folded text.
//!
//! Pure. A whole syllable is found as it is and never inside another: 기 is not in 김. A consonant that stands alone is
//! found as itself and as the beginning of any syllable, so that `ㄱㅊ` and `김ㅊ` find 김치.

use std::ops::Range;

use super::fold::{INITIALS, fold};

/// Syllables that begin with one consonant, side by side in Unicode.
const SYLLABLES_OF_INITIAL: u32 = 588;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Stands there as it is.
    Literal(String),
    /// Has consonants that stand for syllables.
    Pattern(Vec<Part>),
}

/// One character of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// This one.
    Exactly(char),
    /// This consonant, or a syllable that begins with it.
    Initial {
        /// The consonant.
        letter: char,
        /// The first syllable that begins with it.
        first: char,
        /// The last one.
        last: char,
    },
}

impl Term {
    /// Reads what somebody typed; `None` if nothing of it has a shape.
    pub(super) fn read(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let folded = folded.trim();
        if folded.is_empty() {
            return None;
        }
        let parts: Vec<Part> = folded.chars().map(Part::of).collect();
        let literal = parts.iter().all(|part| matches!(part, Part::Exactly(_)));
        Some(if literal { Self::Literal(folded.to_owned()) } else { Self::Pattern(parts) })
    }

    /// Returns whether a folded text holds it.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        match self {
            Self::Literal(literal) => folded.contains(literal.as_str()),
            Self::Pattern(parts) => {
                let mut rest = folded.chars();
                loop {
                    if begins(rest.clone(), parts) {
                        return true;
                    }
                    if rest.next().is_none() {
                        return false;
                    }
                }
            }
        }
    }

    /// Returns where it stands in a folded text, each place behind the one before.
    pub(super) fn places(&self, folded: &str) -> Vec<Range<usize>> {
        let (mut places, mut from) = (Vec::new(), 0);
        while let Some(rest) = folded.get(from..).filter(|rest| !rest.is_empty()) {
            let step = match self.length_at(rest) {
                Some(length) => {
                    places.push(from..from + length);
                    length
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            from += step.max(1);
        }
        places
    }

    /// Returns how many bytes of a folded text it takes if the text begins with it.
    fn length_at(&self, folded: &str) -> Option<usize> {
        match self {
            Self::Literal(literal) => folded.starts_with(literal.as_str()).then_some(literal.len()),
            Self::Pattern(parts) => begins(folded.chars(), parts)
                .then(|| folded.chars().take(parts.len()).map(char::len_utf8).sum()),
        }
    }

    /// Returns whether a folded text begins with it.
    pub(super) fn begins(&self, folded: &str) -> bool {
        match self {
            Self::Literal(literal) => folded.starts_with(literal.as_str()),
            Self::Pattern(parts) => begins(folded.chars(), parts),
        }
    }
}

impl Part {
    fn of(character: char) -> Self {
        let initial = INITIALS.chars().zip(0_u32..).find(|(letter, _)| *letter == character);
        let Some((letter, number)) = initial else { return Self::Exactly(character) };
        let first = u32::from('가') + number * SYLLABLES_OF_INITIAL;
        let ends = (char::from_u32(first), char::from_u32(first + SYLLABLES_OF_INITIAL - 1));
        match ends {
            (Some(first), Some(last)) => Self::Initial { letter, first, last },
            _ => Self::Exactly(character),
        }
    }

    fn fits(self, character: char) -> bool {
        match self {
            Self::Exactly(wanted) => character == wanted,
            Self::Initial { letter, first, last } => {
                character == letter || (first..=last).contains(&character)
            }
        }
    }
}

fn begins(mut characters: impl Iterator<Item = char>, parts: &[Part]) -> bool {
    parts.iter().all(|part| characters.next().is_some_and(|character| part.fits(character)))
}
