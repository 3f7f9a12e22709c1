//! What can be undone in the box and done again: whole texts, as they stood before each change that counts.
//!
//! Letters of one word are one change, and so are letters that are erased one after the other.

use std::collections::VecDeque;

use iced::widget::text_editor::{Edit, Position};

use crate::wire::limits;

/// The text and the caret at some moment.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    pub(super) text: String,
    pub(super) caret: Position,
}

/// What sort of change something is; changes of one sort in a row are taken back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter of a word, or what an input method commits.
    Typing,
    /// A blank, which closes the word before it.
    Blank,
    /// A letter is erased.
    Erasing,
    /// Something that is taken back by itself: a paste, a break, another text.
    Whole,
}

impl Kind {
    pub(super) fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Insert(letter) if letter.is_whitespace() => Self::Blank,
            Edit::Insert(_) => Self::Typing,
            Edit::Backspace | Edit::Delete => Self::Erasing,
            Edit::Paste(_) | Edit::Enter | Edit::Indent | Edit::Unindent => Self::Whole,
        }
    }

    /// Whether a change continues the one before it.
    fn continues(self, before: Self) -> bool {
        match (before, self) {
            (Self::Typing, Self::Blank) => true,
            (Self::Whole, _) => false,
            (before, this) => before == this,
        }
    }
}

/// The texts of before, and those that were taken back.
#[derive(Debug, Default)]
pub(super) struct History {
    earlier: VecDeque<Snapshot>,
    later: Vec<Snapshot>,
    last: Option<Kind>,
}

impl History {
    /// Takes in that a change comes; says whether the text as it stands before it is wanted.
    pub(super) fn wants(&mut self, kind: Kind) -> bool {
        let is_new = !self.last.is_some_and(|last| kind.continues(last));
        self.last = Some(kind);
        self.later.clear();
        is_new
    }

    /// Keeps a text; the oldest ones go when there are too many or they are too long together.
    pub(super) fn note(&mut self, before: Snapshot) {
        self.earlier.push_back(before);
        while self.earlier.len() > limits::UNDO_STEPS || self.bytes() > limits::UNDO_BYTES {
            self.earlier.pop_front();
        }
    }

    /// Ends the change that went on: what comes next is another one.
    pub(super) fn interrupt(&mut self) {
        self.last = None;
    }

    /// Returns the text to go back to from this one.
    pub(super) fn undo(&mut self, current: Snapshot) -> Option<Snapshot> {
        self.last = None;
        while let Some(earlier) = self.earlier.pop_back() {
            if earlier.text != current.text {
                self.later.push(current);
                return Some(earlier);
            }
        }
        None
    }

    /// Returns the text to go forward to from this one.
    pub(super) fn redo(&mut self, current: Snapshot) -> Option<Snapshot> {
        self.last = None;
        let later = self.later.pop()?;
        self.earlier.push_back(current);
        Some(later)
    }

    fn bytes(&self) -> usize {
        self.earlier.iter().map(|snapshot| snapshot.text.len()).sum()
    }
}
