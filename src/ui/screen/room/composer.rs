//! The box that lines are written in: to whom, what, and the lists that help with it.
//!
//! - Text leaves the box only when it was taken: [`Composer::taken`] empties it, everything else leaves it alone.
//! - A line written to one person never goes to the room without an explicit answer: a recipient changes by the picker,
//!   by Esc, or by Backspace in an empty box, and when the recipient is gone, Enter asks instead of sending.
//! - A text that was begun for one person waits for that person when another recipient is chosen, even across a restart.
//! - The text area never loses the focus to a click elsewhere, since the syllable being composed would go with it.

pub mod drafts;
mod history;
mod input;
mod keys;
pub mod picker;
mod recall;
mod sheet;
pub mod subject;
pub mod suggest;
mod view;

use std::sync::Arc;

use iced::Task;
use iced::widget::{operation, text_editor};

use crate::ui::widget::Composed;
use crate::wire::{Name, PublicKey, Text};
use drafts::Desk;
use recall::Recall;
use sheet::Sheet;
use subject::Subjects;

pub use drafts::Drafts;
pub use picker::Picker;
pub use subject::{About, Subject};
pub use suggest::{Becomes, Suggestion, Suggestions};

/// The text area.
pub const INPUT: &str = "room-input";
/// The filter of the recipient picker.
pub const FILTER: &str = "room-recipient-filter";

/// Somebody that a line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub key: PublicKey,
    /// What the person is called.
    pub name: Name,
    /// Whether the person is in the room right now.
    pub is_here: bool,
}

/// A sentence over the box: why a line was not sent, or what a command has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence, in the reader's language.
    pub words: String,
    /// What the line can be turned into with one press, if anything: words for the button, and the line.
    pub fix: Option<(String, String)>,
    /// Whether the line may be sent to the room as it stands.
    pub may_send: bool,
}

/// What is said about a command while it is typed, before anybody presses Enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The sentence, or how the command is written.
    pub words: String,
    /// Whether the command cannot be meant as it stands; otherwise something is still to come.
    pub is_wrong: bool,
}

/// The state of the composer.
#[derive(Debug, Default)]
pub struct Composer {
    sheet: Sheet,
    recall: Recall,
    desk: Desk,
    enter: Enter,
    subjects: Subjects,
    recipient: Option<Recipient>,
    asking: Option<Asking>,
    picker: Option<Picker>,
    suggestions: Suggestions,
    hint: Option<Hint>,
    notice: Option<Notice>,
}

/// What has to be answered before the box goes on, or is told in its place.
#[derive(Debug)]
enum Asking {
    /// Whether a line goes to everyone although the person it was written for has left.
    Gone,
    /// How a text of many lines is to go in.
    LongPaste(Arc<String>),
    /// That the line is too long to be sent.
    TooLong,
    /// That the own line which was being changed is gone.
    LineGone,
}

/// What Enter does, and what is known of the key.
#[derive(Debug, Default)]
struct Enter {
    /// Whether it breaks the line, and Ctrl+Enter sends.
    breaks: bool,
    /// Whether its press came here and its release has not.
    is_down: bool,
    /// Whether nothing came since Hangul was committed.
    follows_hangul: bool,
}

/// What the composer hears.
#[derive(Debug, Clone)]
pub enum Message {
    /// The text area was used.
    Edited(text_editor::Action),
    /// Enter was pressed in the text area.
    Entered,
    /// The send button was pressed.
    SendPressed,
    /// The input method composes, commits or ends.
    Composed(Composed),
    /// The last change is to be taken back.
    UndoPressed,
    /// The last change that was taken back is to be made again.
    RedoPressed,
    /// Up was pressed where own lines come back: an older one is wanted.
    OlderPressed,
    /// Down was pressed at an own line that came back: a newer one is wanted.
    NewerPressed,
    /// The recipient was pressed, or what lies beside the picker.
    RecipientPressed,
    /// The emoji were asked for, or are to go.
    EmojiPressed,
    /// The filter of the picker was typed.
    Filtered(String),
    /// Somebody was picked, or everyone.
    Picked(Option<PublicKey>),
    /// Enter was pressed in the picker.
    PickedFirst,
    /// The suggestion at an index was pressed.
    SuggestionPressed(usize),
    /// A key of the lists: up or down.
    Walked(i8),
    /// Tab or Enter in the list of suggestions.
    SuggestionTaken,
    /// Esc, or Backspace in an empty box.
    StepBack,
    /// The question about a recipient who is gone was answered with "to everyone".
    ToEveryone,
    /// The question was answered with "keep it for when they are back".
    KeepForLater,
    /// The question about many lines was answered with "as they are".
    PastePlain,
    /// It was answered with "as code".
    PasteCode,
    /// The question, or the notice, was answered with "write on".
    WriteOn,
    /// What the text is about is to be let go of.
    LetGoPressed,
    /// The fix of a notice was pressed.
    FixPressed,
    /// "Send as it is" was pressed.
    AsItIsPressed,
}

/// What the composer asks of the room.
#[must_use]
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// A task of the composer.
    Run(Task<Message>),
    /// A line is to be sent; say [`Composer::taken`] when it was.
    Submit {
        /// What stands in the box.
        line: String,
        /// For whom, if not for everyone.
        to: Option<Recipient>,
        /// Whether it is text whatever it looks like.
        verbatim: bool,
    },
    /// The text changed: somebody is typing to the room, or the suggestions are out of date.
    Typed,
    /// The emoji picker is to be opened or closed.
    Emoji,
    /// The picked person is to be looked up and set.
    Pick(Option<PublicKey>),
    /// The line took a suggestion, or the caret was moved: the suggestions are out of date.
    Completed,
}

impl Composer {
    /// Starts empty, to everyone, with the caret in the text area.
    pub fn new() -> (Self, Task<Message>) {
        (Self::default(), operation::focus(INPUT))
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Edited(action) => return self.edit(action),
            Message::Entered => return self.enter(),
            Message::SendPressed => return self.submit(false),
            Message::Composed(composed) => return self.compose(&composed),
            Message::UndoPressed => return self.undo(),
            Message::RedoPressed => return self.redo(),
            Message::OlderPressed => return self.recall_older(),
            Message::NewerPressed => return self.recall_newer(),
            Message::RecipientPressed => return self.toggle_picker(),
            Message::EmojiPressed => return Action::Emoji,
            Message::Filtered(filter) => self.filter(filter),
            Message::Picked(key) => return self.pick(key),
            Message::PickedFirst => return self.pick_active(),
            Message::SuggestionPressed(index) => return self.take_suggestion(Some(index)),
            Message::Walked(by) => self.walk(by),
            Message::SuggestionTaken => return self.take_suggestion(None),
            Message::StepBack => return self.step_back(),
            Message::ToEveryone => return self.answer_everyone(),
            Message::KeepForLater => return self.answer_later(),
            Message::PastePlain => return self.paste_asked(false),
            Message::PasteCode => return self.paste_asked(true),
            Message::WriteOn => return self.write_on(),
            Message::LetGoPressed => return self.let_go(),
            Message::FixPressed => return self.fix(),
            Message::AsItIsPressed => return self.submit(true),
        }
        Action::None
    }

    /// Has Enter break the line and Ctrl+Enter send it.
    pub fn break_with_enter(&mut self) {
        self.enter.breaks = true;
    }

    /// Empties the box: its line was taken.
    pub fn taken(&mut self) {
        self.recall.note(self.target(), self.text());
        self.sheet.begin("");
        self.desk.touch();
        self.notice = None;
        self.asking = None;
        self.hint = None;
        self.suggestions = Suggestions::default();
    }

    /// Says why a line was not taken; it stays in the box.
    pub fn complain(&mut self, notice: Notice) {
        self.suggestions.close();
        self.notice = Some(notice);
    }

    /// Sets for whom the next line is; the text in the box waits for whom it was begun for.
    pub fn address(&mut self, recipient: Option<Recipient>) -> Task<Message> {
        self.end_change();
        let goes_along = !self.subjects.holds_text();
        self.turn(recipient, goes_along)
    }

    /// Sets for whom the next line is; the text of everyone may go along to a person for whom nothing waits.
    fn turn(&mut self, recipient: Option<Recipient>, goes_along: bool) -> Task<Message> {
        let to = recipient.as_ref().map(|recipient| recipient.key);
        let from = self.target();
        self.desk.turn(&mut self.sheet, (from, to), goes_along);
        self.recipient = recipient;
        self.asking = None;
        self.picker = None;
        self.notice = None;
        self.hint = None;
        operation::focus(INPUT)
    }

    /// Replaces the text, the caret at its end.
    pub fn replace(&mut self, text: &str) -> Task<Message> {
        self.sheet.replace(text);
        self.desk.touch();
        operation::focus(INPUT)
    }

    /// Writes somebody's name where the caret stands, so that the line names them.
    pub fn name(&mut self, name: &Name) {
        let before = self.sheet.before_caret();
        let gap = if before.is_empty() || before.ends_with(char::is_whitespace) { "" } else { " " };
        self.insert(&format!("{gap}@{name} "));
    }

    /// Sets what the beginning of the line could become.
    pub fn suggest(&mut self, suggestions: Vec<Suggestion>) {
        self.suggestions.renew(suggestions);
    }

    /// Sets what is said about the command that is being typed, if anything.
    pub fn hint(&mut self, hint: Option<Hint>) {
        self.hint = hint;
    }

    /// Notes whether the recipient is still in the room, and under which name.
    pub fn see_recipient(&mut self, look_up: impl FnOnce(&PublicKey) -> Option<(Name, bool)>) {
        if let Some(recipient) = &mut self.recipient {
            match look_up(&recipient.key) {
                Some((name, is_here)) => (recipient.name, recipient.is_here) = (name, is_here),
                None => recipient.is_here = false,
            }
            if recipient.is_here && matches!(self.asking, Some(Asking::Gone)) {
                self.asking = None;
            }
        }
    }

    /// Returns what stands in the box, without the syllable being composed.
    pub fn text(&self) -> String {
        self.sheet.text().trim_end_matches('\n').to_owned()
    }

    /// Returns for whom the next line is, if not for everyone.
    pub fn recipient(&self) -> Option<&Recipient> {
        self.recipient.as_ref()
    }

    /// Puts a text in at the caret.
    pub fn insert(&mut self, text: &str) {
        self.sheet.complete(0, text);
        self.desk.touch();
        self.notice = None;
    }

    /// Closes the lists above the box.
    pub fn close_lists(&mut self) {
        self.picker = None;
        self.suggestions.close();
    }

    /// Whether anything lies over the room that Esc would close.
    pub fn has_popup(&self) -> bool {
        let is_told = self.asking.is_some() || self.notice.is_some() || self.hint.is_some();
        self.picker.is_some() || self.suggestions.is_open() || is_told
    }

    /// Says how many characters are too many, if any are.
    fn excess(&self) -> Option<usize> {
        self.written().checked_sub(Text::CHARACTERS_MAX).filter(|excess| *excess > 0)
    }

    fn written(&self) -> usize {
        self.text().chars().count() + self.sheet.preedit().chars().count()
    }

    fn is_blank(&self) -> bool {
        self.sheet.preedit().is_empty() && (self.sheet.is_empty() || self.text().trim().is_empty())
    }
}

#[cfg(test)]
mod tests;
