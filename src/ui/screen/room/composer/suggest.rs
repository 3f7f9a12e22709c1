//! The list of what the line could become: commands with their arguments and what they do, people to name, or emoji.

use super::{Action, Composer};
use crate::ui::widget::Icon;
use crate::wire::{PublicKey, limits};

/// Rows that are shown at once.
pub const ROWS_MAX: usize = 6;

/// One thing that the line could become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The picture before it.
    pub icon: Icon,
    /// What is typed, as `/w`, or the name of a person.
    pub word: String,
    /// What follows, as people are told it.
    pub arguments: Option<String>,
    /// What it does.
    pub about: String,
    /// What taking it changes.
    pub becomes: Becomes,
}

/// What taking a suggestion changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// The whole line.
    Line(String),
    /// The word before the caret that begins with `@`, to name this person.
    Mention(PublicKey),
    /// The word before the caret that begins with `@`, to name everybody.
    Everyone,
    /// The word before the caret that begins with a colon, into this emoji.
    Emoji(&'static str),
}

/// The suggestions and which of them Enter would take.
#[derive(Debug, Default)]
pub struct Suggestions {
    pub(super) rows: Vec<Suggestion>,
    pub(super) active: usize,
    is_closed: bool,
}

impl Suggestions {
    /// Whether the list is shown.
    pub fn is_open(&self) -> bool {
        !self.is_closed && !self.rows.is_empty()
    }

    /// Returns the first row that is shown, so that the active one is among them.
    pub fn first_shown(&self) -> usize {
        (self.active + 1).saturating_sub(ROWS_MAX)
    }

    pub(super) fn renew(&mut self, rows: Vec<Suggestion>) {
        if rows.is_empty() {
            *self = Self::default();
        } else if rows != self.rows {
            *self = Self { rows, active: 0, is_closed: self.is_closed };
        }
    }

    pub(super) fn close(&mut self) -> bool {
        let was_open = self.is_open();
        self.is_closed = true;
        was_open
    }

    /// Returns what is offered, if anything.
    pub(super) fn sort(&self) -> Option<&Becomes> {
        self.rows.first().filter(|_| self.is_open()).map(|row| &row.becomes)
    }

    /// Whether taking the active one would change the line; what is typed whole already is sent, not completed again.
    fn would_change(&self, line: &str, mention: Option<&str>) -> bool {
        self.rows.get(self.active).is_some_and(|row| match row.becomes {
            Becomes::Line(_) => row.word != line.trim_end(),
            Becomes::Mention(_) | Becomes::Everyone => mention.is_some_and(|typed| row.word != typed),
            Becomes::Emoji(_) => true,
        })
    }
}

impl Composer {
    /// Returns the beginning of a name behind the `@` before the caret.
    pub fn mention(&self) -> Option<String> {
        self.word_behind('@').filter(|name| name.len() <= limits::NAME_BYTES)
    }

    /// Returns the beginning of an emoji's word behind the colon before the caret, from two letters on: `:D` is none.
    pub fn shortcode(&self) -> Option<String> {
        let is_letter =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        self.word_behind(':')
            .filter(|code| (2..=limits::SHORTCODE_BYTES).contains(&code.len()) && code.chars().all(is_letter))
    }

    /// Returns the word before the caret behind a sign that opens a word.
    fn word_behind(&self, sign: char) -> Option<String> {
        let line = self.sheet.before_caret();
        let (before, word) = line.rsplit_once(sign)?;
        let is_open = !before.chars().next_back().is_some_and(char::is_alphanumeric);
        (is_open && !word.contains(char::is_whitespace)).then(|| word.to_owned())
    }

    /// Whether Enter takes the active suggestion instead of sending.
    pub(super) fn completes(&self) -> bool {
        self.suggestions.is_open() && self.suggestions.would_change(&self.text(), self.mention().as_deref())
    }

    pub(super) fn walk(&mut self, by: i8) {
        let (active, len) = match &mut self.picker {
            Some(picker) => (&mut picker.active, picker.len),
            None => (&mut self.suggestions.active, self.suggestions.rows.len()),
        };
        let step = usize::from(by.unsigned_abs());
        if len > 0 {
            *active = if by < 0 { (*active + len - step % len) % len } else { (*active + step) % len };
        }
    }

    pub(super) fn take_suggestion(&mut self, index: Option<usize>) -> Action {
        let index = index.unwrap_or(self.suggestions.active);
        let Some(suggestion) = self.suggestions.rows.get(index) else { return Action::None };
        let (becomes, word) = (suggestion.becomes.clone(), suggestion.word.clone());
        self.suggestions = Suggestions::default();
        match becomes {
            Becomes::Line(line) => drop(self.replace(&line)),
            Becomes::Mention(_) | Becomes::Everyone => {
                let typed = self.mention().map_or(0, |name| name.len());
                self.sheet.complete(typed, &format!("{word} "));
                self.desk.touch();
            }
            Becomes::Emoji(emoji) => {
                let typed = self.shortcode().map_or(0, |code| code.len() + 1);
                self.sheet.complete(typed, emoji);
                self.desk.touch();
            }
        }
        Action::Completed
    }
}
