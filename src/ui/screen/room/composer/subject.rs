//! What the text in the box is about, if it is about a line that stands already: the line it answers, or the own line that
//! it changes.
//!
//! - An answer is for everyone. While the box is for one person, it waits with the text that was begun for it.
//! - Changing a line puts the text that was there aside, and gives it back in the end; what was typed over an own line
//!   and given up comes back with Up.

use iced::Task;
use iced::widget::operation;

use super::{Action, Asking, Composer, INPUT, Message, Recipient, Suggestions};
use crate::client::LineId;
use crate::wire::{Name, Seq};

/// A line that others can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its identity on the screen.
    pub line: LineId,
    /// Its place in the room.
    pub place: Seq,
    /// Who said it.
    pub author: Name,
    /// What it says.
    pub text: String,
}

/// What the text in the box does to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'a> {
    /// Answers it.
    Reply(&'a Subject),
    /// Changes it.
    Edit(&'a Subject),
}

impl<'a> About<'a> {
    /// Returns the line.
    pub fn subject(self) -> &'a Subject {
        match self {
            Self::Reply(subject) | Self::Edit(subject) => subject,
        }
    }
}

/// The lines that texts of this box are about.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    reply: Option<Subject>,
    change: Option<Change>,
}

/// An own line that is being changed, and what stood in the box before.
#[derive(Debug)]
struct Change {
    subject: Subject,
    draft: String,
    recipient: Option<Recipient>,
}

impl Subjects {
    /// Whether a text for everyone has to stay with the answer that it is.
    pub(super) fn holds_text(&self) -> bool {
        self.reply.is_some()
    }

    /// Whether an own line is being changed.
    pub(super) fn is_changing(&self) -> bool {
        self.change.is_some()
    }

    /// Returns the text that was put aside.
    pub(super) fn draft(&self) -> Option<&str> {
        self.change.as_ref().map(|change| change.draft.as_str())
    }
}

impl Composer {
    /// Returns what the text in the box is about.
    pub fn about(&self) -> Option<About<'_>> {
        match (&self.subjects.change, &self.subjects.reply) {
            (Some(change), _) => Some(About::Edit(&change.subject)),
            (None, Some(subject)) if self.recipient.is_none() => Some(About::Reply(subject)),
            _ => None,
        }
    }

    /// Has the next line answer another, for everyone.
    pub fn begin_reply(&mut self, subject: Subject) -> Task<Message> {
        self.end_change();
        let focus = self.address(None);
        self.subjects.reply = Some(subject);
        focus
    }

    /// Has the box change an own line.
    pub fn begin_change(&mut self, subject: Subject) -> Task<Message> {
        self.end_change();
        let recipient = self.recipient.clone();
        let focus = self.turn(None, false);
        self.sheet.settle();
        let draft = self.text();
        self.sheet.begin(&subject.text);
        self.subjects.change = Some(Change { subject, draft, recipient });
        focus
    }

    /// Gives back what stood in the box before an own line was changed in it; says whether one was.
    pub fn end_change(&mut self) -> bool {
        let Some(Change { subject, draft, recipient }) = self.subjects.change.take() else { return false };
        self.sheet.settle();
        let typed = self.text();
        if typed != subject.text {
            self.recall.note(None, typed);
        }
        self.sheet.begin(&draft);
        drop(self.turn(recipient, false));
        true
    }

    /// Ends changing an own line: what it says from here on was taken.
    pub fn change_saved(&mut self) {
        self.end_change();
        self.notice = None;
        self.suggestions = Suggestions::default();
    }

    /// Ends an answer: it was sent, or is not to be one any more.
    pub fn end_reply(&mut self) {
        self.subjects.reply = None;
    }

    /// Lets go of lines that nothing can be said about any more, and tells of one that was being changed.
    pub fn see_subjects(&mut self, stands: impl Fn(&Subject) -> bool) {
        self.subjects.reply = self.subjects.reply.take().filter(&stands);
        let is_gone = self.subjects.change.as_ref().is_some_and(|change| !stands(&change.subject));
        if is_gone {
            self.end_change();
            self.asking = Some(Asking::LineGone);
        }
    }

    /// Lets go of what the text in the box is about; the text of an answer stays.
    pub(super) fn let_go(&mut self) -> Action {
        self.notice = None;
        if !self.end_change() {
            self.end_reply();
        }
        Action::Run(operation::focus(INPUT))
    }
}
