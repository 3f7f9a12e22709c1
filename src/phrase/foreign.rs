//! Bounds of a language that a file brings: nobody checked it, and a sentence without an end would hold up every frame that
//! shows it. Pure.

use super::Value;
use crate::wire::limits::SENTENCE_BYTES;

/// Returns the text without the sentences that are too long, its lines where they were, and the lines those begin in.
pub(super) fn bounded(text: &str) -> (String, Vec<usize>) {
    let (mut kept, mut too_long) = (String::with_capacity(text.len()), Vec::new());
    let mut line = 1;
    for entry in entries(text) {
        let lines = entry.matches('\n').count();
        if entry.len() > SENTENCE_BYTES {
            too_long.push(line);
            kept.extend(std::iter::repeat_n('\n', lines));
        } else {
            kept.push_str(entry);
        }
        line += lines;
    }
    (kept, too_long)
}

/// Returns how many bytes a sentence may have that is filled with these arguments; what they bring is not its own.
pub(super) fn bytes_max(arguments: &[(&str, Value<'_>)]) -> usize {
    let filled = arguments.iter().map(|(_, value)| match value {
        Value::Text(text) => text.len(),
        Value::Number(_) => 0,
    });
    SENTENCE_BYTES + 4 * filled.sum::<usize>()
}

/// Cuts a file where a line begins with something: whatever is indented, blank or a closing brace goes on.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let lines = rest.match_indices('\n').map(|(at, _)| at + 1);
        let begins = |at: &usize| {
            rest.get(*at..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(|first| !" \t\r\n}".contains(first))
        };
        let end = lines.into_iter().find(begins).unwrap_or(rest.len());
        let (entry, after) = rest.split_at_checked(end)?;
        rest = after;
        (!entry.is_empty()).then_some(entry)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{Phrases, Unread};
    use super::*;

    #[test]
    fn a_file_that_is_within_its_bounds_stays_as_it_is() {
        for text in
            ["", "\n", "a = b", "# x\na = { $b ->\n    [one] c\n   *[other] d\n}\n\n\nb = c\n", "가\r\n 나"]
        {
            assert_eq!(bounded(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn a_sentence_without_an_end_is_left_out_and_told_by_its_line() {
        let long = "x".repeat(SENTENCE_BYTES);
        let file = format!(
            "app-name = マル\ncommon-back = {long}\ncommon-close =\n    {long}\n    y\ncommon-cancel = やめる\n= what\n"
        );
        let (phrases, unread) = Phrases::of_file("ja", &file);
        assert_eq!(phrases.text("app-name"), "マル");
        assert_eq!(phrases.text("common-back"), "Back");
        assert_eq!(phrases.text("common-close"), "Close");
        assert_eq!(phrases.text("common-cancel"), "やめる");
        assert_eq!(unread, Unread { lines: vec![2, 3, 7], has_more: false });
    }

    #[test]
    fn sentences_that_repeat_each_other_end_in_english() {
        let x = "x".repeat(2_000);
        let file = format!("b = {x}\nc = {{ b }}{{ b }}{{ b }}\ncommon-back = {{ c }}{{ c }}\n");
        let (phrases, _) = Phrases::of_file("ja", &file);
        assert_eq!(phrases.text("common-back"), "Back");
    }

    #[test]
    fn what_a_sentence_is_filled_with_is_not_its_own() {
        let (phrases, _) = Phrases::of_file("ja", "msg-earlier = { $text }！\n");
        let text = "가".repeat(4_000);
        assert_eq!(phrases.with("msg-earlier", &[("text", text.as_str().into())]), format!("{text}！"));
    }
}
