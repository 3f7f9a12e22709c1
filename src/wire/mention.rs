//! Who is named in a text: one rule for hosts, notices, tints and pills. Pure.

/// The words that name everybody.
const EVERYONE: [&str; 2] = ["@모두", "@all"];

/// Whether a name stands in a text as a word; behind a Hangul name a particle may follow at once.
#[must_use]
pub fn names(text: &str, name: &str) -> bool {
    !name.is_empty() && text.match_indices(name).any(|(at, _)| is_word(text, at, name.len()))
}

/// Whether a text calls everybody in the room.
#[must_use]
pub fn calls_everyone(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| everyone_at(text, at).is_some())
}

/// A name behind an `@`, as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// Where the `@` stands, in bytes.
    pub at: usize,
    /// The `@` and the name, as they are written.
    pub text: &'a str,
    /// Whether it names everybody.
    pub is_everyone: bool,
}

/// Finds whoever is named behind an `@` in a text: everybody, or the longest of these names.
pub fn mentions<'a, 'n, Names: Iterator<Item = &'n str>>(
    text: &'a str,
    names: impl Fn() -> Names,
) -> impl Iterator<Item = Mention<'a>> {
    let mut end = 0;
    text.match_indices('@').filter_map(move |(at, _)| {
        let rest = text.get(at + 1..).filter(|_| at >= end)?;
        let called = everyone_at(text, at);
        let named = || {
            let there = names().filter(|name| rest.starts_with(name) && is_word(text, at, name.len() + 1));
            there.map(|name| name.len() + 1).max()
        };
        let length = called.map(str::len).or_else(named)?;
        end = at + length;
        Some(Mention { at, text: text.get(at..end)?, is_everyone: called.is_some() })
    })
}

/// Returns the word at a place that names everybody, if one stands there.
fn everyone_at(text: &str, at: usize) -> Option<&'static str> {
    let is_it = |word: &&str| {
        let there = text.get(at..at + word.len());
        there.is_some_and(|there| there.eq_ignore_ascii_case(word)) && is_word(text, at, word.len())
    };
    EVERYONE.into_iter().find(is_it)
}

/// Whether what stands at a place is a word of its own.
fn is_word(text: &str, at: usize, length: usize) -> bool {
    let (before, word, after) = (text.get(..at), text.get(at..at + length), text.get(at + length..));
    let open = !before.and_then(|text| text.chars().next_back()).is_some_and(char::is_alphanumeric);
    let spaced = word.is_some_and(|word| word.ends_with(|last: char| last.is_ascii_alphanumeric()));
    let goes_on = after.is_some_and(|text| text.starts_with(|next: char| next.is_ascii_alphanumeric()));
    open && !(spaced && goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_word_and_not_a_part_of_one() {
        for text in ["하늘", "@하늘 안녕", "그래 하늘아", "(하늘)"] {
            assert!(names(text, "하늘"), "{text}");
        }
        assert!(names("hi Ana, go", "Ana") && names("Ana야", "Ana"));
        assert!(!names("밤하늘", "하늘") && !names("Anatomy", "Ana") && !names("banana", "ana"));
    }

    #[test]
    fn everybody_is_called_by_one_of_two_words_behind_an_at() {
        for text in ["@모두", "저기 @모두에게", "@all", "hey @All!", "(@ALL)", "@all모두"] {
            assert!(calls_everyone(text), "{text}");
        }
        for text in ["모두", "all", "mail@all.kr", "a@모두", "@allen", "@ all", "@al", "@", "＠모두"] {
            assert!(!calls_everyone(text), "{text}");
        }
    }

    #[test]
    fn the_longest_name_behind_an_at_is_found() {
        let names = || ["김", "김 철수", "Ana"].into_iter();
        let found =
            |text| mentions(text, names).map(|mention| (mention.at, mention.text)).collect::<Vec<_>>();
        assert_eq!(
            found("@김 철수야 @김씨 @Ana @Anatomy x@김"),
            [(0, "@김 철수"), (15, "@김"), (23, "@Ana")]
        );
        assert_eq!(found("@모두 @없는이 @"), [(0, "@모두")]);
        assert_eq!(found(&"@".repeat(1_000)), []);
    }
}
