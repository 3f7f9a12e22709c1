//! The marks within a line: `*bold*`, `_stressed_`, `~struck~`, `` `code` `` and addresses.
//!
//! A mark opens only where a word may begin and closes only where one ends, so that `2*3*4`, `snake_case`, `^_^` and
//! `네~` stay as they are typed. What is between must hold a letter.

use std::ops::Range;

use super::{Kind, Piece, Stress, emoji, link};

/// The longest run of backticks that marks code; a longer one is text.
const TICKS_MAX: usize = 3;

/// Cuts words that begin at byte `base` of their line into at most `most` pieces, and one more for what is left then.
pub(super) fn read(words: &str, base: usize, most: usize) -> Vec<Piece> {
    let mut pieces = Pieces { words, base, most, found: Vec::new(), at: 0 };
    let mut stress = Stress::default();
    for cut in cuts(words) {
        pieces.text_until(cut.range.start, stress);
        match cut.what {
            What::Stress(mark, is_open) => {
                pieces.push(cut.range, Kind::Mark, Stress::default());
                mark.set(&mut stress, is_open);
            }
            What::Code(ticks) => {
                let Range { start, end } = cut.range;
                pieces.push(start..start + ticks, Kind::Mark, Stress::default());
                pieces.push(start + ticks..end - ticks, Kind::Code, stress);
                pieces.push(end - ticks..end, Kind::Mark, Stress::default());
            }
            What::Link => pieces.push(cut.range, Kind::Link, stress),
        }
    }
    pieces.text_until(words.len(), stress);
    pieces.finish()
}

/// The pieces found so far; they end where the next one begins.
struct Pieces<'w> {
    words: &'w str,
    base: usize,
    most: usize,
    found: Vec<Piece>,
    at: usize,
}

impl Pieces<'_> {
    fn text_until(&mut self, end: usize, stress: Stress) {
        let start = self.at;
        // Once there is no room left, the end does not move on and would be read again for every cut.
        if self.found.len() >= self.most {
            return;
        }
        let Some(text) = self.words.get(start..end) else { return };
        for (range, is_emoji) in emoji::runs(text) {
            let kind = if is_emoji { Kind::Emoji } else { Kind::Text };
            self.push(start + range.start..start + range.end, kind, stress);
        }
    }

    fn push(&mut self, range: Range<usize>, kind: Kind, stress: Stress) {
        if range.is_empty() || self.found.len() >= self.most {
            return;
        }
        self.at = range.end;
        let range = self.base + range.start..self.base + range.end;
        self.found.push(Piece { range, kind, stress });
    }

    fn finish(mut self) -> Vec<Piece> {
        if self.at < self.words.len() {
            self.found.push(Piece::plain(self.base + self.at..self.base + self.words.len(), Kind::Text));
        }
        self.found
    }
}

/// A place where one piece ends and another begins.
struct Cut {
    range: Range<usize>,
    what: What,
}

enum What {
    /// A mark, and whether it opens.
    Stress(Mark, bool),
    /// Code with so many backticks on either side.
    Code(usize),
    Link,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bold,
    Emphasis,
    Strike,
}

impl Mark {
    fn of(letter: char) -> Option<Self> {
        match letter {
            '*' => Some(Self::Bold),
            '_' => Some(Self::Emphasis),
            '~' => Some(Self::Strike),
            _ => None,
        }
    }

    fn set(self, stress: &mut Stress, is_on: bool) {
        match self {
            Self::Bold => stress.is_bold = is_on,
            Self::Emphasis => stress.is_emphasised = is_on,
            Self::Strike => stress.is_struck = is_on,
        }
    }
}

/// A mark that waits for its other half.
struct Open {
    mark: Mark,
    at: usize,
}

/// Finds everything that is more than plain text, in order.
fn cuts(words: &str) -> Vec<Cut> {
    let mut reader = Reader { words, found: Vec::new(), open: Vec::new(), last_letter: None };
    let mut at = 0;
    let mut before = None;
    let mut has_no_ticks = [false; TICKS_MAX + 1];
    while let Some(letter) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let end = match letter {
            '\n' => {
                reader.open.clear();
                has_no_ticks = [false; TICKS_MAX + 1];
                at + 1
            }
            '`' => reader.ticks(at, &mut has_no_ticks),
            _ => match link::find(words, at, before) {
                Some(end) => reader.link(at..end),
                None => reader.letter(at, letter, before),
            },
        };
        before = words.get(at..end).and_then(|passed| passed.chars().next_back());
        at = end;
    }
    reader.found.sort_by_key(|cut| cut.range.start);
    reader.found
}

struct Reader<'w> {
    words: &'w str,
    found: Vec<Cut>,
    /// At most one of each mark, in order.
    open: Vec<Open>,
    /// Where the last letter, digit, code or link was.
    last_letter: Option<usize>,
}

impl Reader<'_> {
    fn link(&mut self, range: Range<usize>) -> usize {
        self.last_letter = Some(range.start);
        let end = range.end;
        self.found.push(Cut { range, what: What::Link });
        end
    }

    /// Takes in a run of backticks, with the code behind it if it is closed in its line.
    fn ticks(&mut self, at: usize, has_none: &mut [bool; TICKS_MAX + 1]) -> usize {
        let rest = self.words.get(at..).unwrap_or_default();
        let count = run_of_ticks(rest);
        let after = at + count;
        let Some(is_missing) = has_none.get_mut(count) else { return after };
        if *is_missing {
            return after;
        }
        match closing(rest.get(count..).unwrap_or_default(), count) {
            Some(length) if length > 0 => {
                self.last_letter = Some(after);
                let end = after + length + count;
                self.found.push(Cut { range: at..end, what: What::Code(count) });
                end
            }
            _ => {
                *is_missing = true;
                after
            }
        }
    }

    /// Takes in one character, which may be a mark.
    fn letter(&mut self, at: usize, letter: char, before: Option<char>) -> usize {
        let end = at + letter.len_utf8();
        let Some(mark) = Mark::of(letter) else {
            if letter.is_alphanumeric() || !letter.is_ascii() && !letter.is_whitespace() {
                self.last_letter = Some(at);
            }
            return end;
        };
        let after = self.words.get(end..).and_then(|rest| rest.chars().next());
        if self.closes(mark, letter, before, after) {
            self.close(mark, at);
        } else if opens(letter, before, after) {
            self.open.retain(|open| open.mark != mark);
            self.open.push(Open { mark, at });
        }
        end
    }

    fn closes(&self, mark: Mark, letter: char, before: Option<char>, after: Option<char>) -> bool {
        let Some(open) = self.open.iter().find(|open| open.mark == mark) else { return false };
        before.is_some_and(|before| !before.is_whitespace() && before != letter)
            && after.is_none_or(|after| !after.is_ascii_alphanumeric() && after != letter)
            && self.last_letter.is_some_and(|last| last > open.at)
    }

    /// Closes a mark; what was opened in between and is still open stays text.
    fn close(&mut self, mark: Mark, at: usize) {
        let Some(index) = self.open.iter().position(|open| open.mark == mark) else { return };
        let Some(open) = self.open.drain(index..).next() else { return };
        self.found.push(Cut { range: open.at..open.at + 1, what: What::Stress(mark, true) });
        self.found.push(Cut { range: at..at + 1, what: What::Stress(mark, false) });
    }
}

fn opens(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let may_begin = before.is_none_or(|before| {
        before.is_whitespace()
            || Mark::of(before).is_some_and(|_| before != letter)
            || "([{\"'“‘「『《〈".contains(before)
    });
    may_begin && after.is_some_and(|after| !after.is_whitespace() && after != letter)
}

fn run_of_ticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// Returns how far it is to a run of exactly `count` backticks in the same line.
fn closing(text: &str, count: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'\n' => return None,
            b'`' => {
                let run = bytes.get(at..)?.iter().take_while(|byte| **byte == b'`').count();
                if run == count {
                    return Some(at);
                }
                at += run;
            }
            _ => at += 1,
        }
    }
}
