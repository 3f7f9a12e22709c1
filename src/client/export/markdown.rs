//! Text that somebody typed as Markdown that shows exactly that text. Pure.
//!
//! After CommonMark 0.31: a backslash before a sign of ASCII takes its meaning away. Signs that mean something only where
//! a line begins are escaped there. A line end is a hard break, also around an empty line, so that one message stays one
//! paragraph.

use crate::wire::text::terminal;

/// Signs that mean something wherever they stand.
const SIGNS: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '&', '#', '|', '~', '$'];

/// Returns one line of text escaped.
pub(super) fn escaped(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    let line = line.trim_start();
    if line.starts_with(['-', '+', '=']) {
        written.push('\\');
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in line.char_indices() {
        let numbers = at > 0 && at == digits && matches!(character, '.' | ')');
        if numbers || SIGNS.contains(&character) {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// Returns a text of one line or more, escaped and with its line ends.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<_> = text.trim_end().split('\n').map(|line| escaped(&terminal(line))).collect();
    lines.join("\\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_stays_what_was_typed() {
        for (typed, expected) in [
            ("평범한 말, 맞죠? (네!)", "평범한 말, 맞죠? (네!)"),
            ("# title", "\\# title"),
            ("**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`"),
            ("<script>&amp;", "\\<script\\>\\&amp;"),
            ("![x](http://a.b/?c)", "!\\[x\\](http://a.b/?c)"),
            ("- item", "\\- item"),
            ("+1", "\\+1"),
            ("===", "\\==="),
            ("    - deep", "\\- deep"),
            ("1. first", "1\\. first"),
            ("12) second", "12\\) second"),
            ("3.5 is fine", "3\\.5 is fine"),
            ("a 1. b", "a 1. b"),
            ("a | b ~~c~~ $d$", "a \\| b \\~\\~c\\~\\~ \\$d\\$"),
            ("back\\slash", "back\\\\slash"),
        ] {
            assert_eq!(escaped(typed), expected);
        }
    }

    #[test]
    fn a_message_of_many_lines_is_one_paragraph() {
        assert_eq!(lines("하나\n\n- 둘\n\n"), "하나\\\n\\\n\\- 둘");
        assert_eq!(lines("a\u{1b}[31m\u{202e}b"), "a\u{fffd}\\[31m\\[U+202E\\]b");
    }
}
