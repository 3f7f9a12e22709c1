//! The list of what the beginning of a line could become: commands, for now with their arguments and what they do.

use super::{Action, Composer};
use crate::ui::widget::Icon;

/// Rows that are shown at once.
pub const ROWS_MAX: usize = 6;

/// One thing that the beginning of a line could become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The picture before it.
    pub icon: Icon,
    /// What is typed, as `/w`.
    pub word: String,
    /// What follows, as people are told it.
    pub arguments: Option<String>,
    /// What it does.
    pub about: String,
    /// What the line becomes.
    pub line: String,
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

    /// Whether taking the active one would change the line; a command typed whole is sent, not completed again.
    pub(super) fn would_change(&self, line: &str) -> bool {
        self.rows.get(self.active).is_some_and(|row| row.word != line.trim_end())
    }
}

impl Composer {
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
        let line = suggestion.line.clone();
        self.suggestions = Suggestions::default();
        drop(self.replace(&line));
        Action::Completed
    }
}
