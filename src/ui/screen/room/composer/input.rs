//! What the text area does: editing, sending, the syllable being composed, and stepping back.

use std::sync::Arc;

use iced::widget::{operation, text_editor};

use super::{Action, Asking, Composer, INPUT, Message};
use crate::ui::widget::Composed;
use crate::wire::{PublicKey, limits};

impl Composer {
    pub(super) fn edit(&mut self, action: text_editor::Action) -> Action {
        if let text_editor::Action::Edit(text_editor::Edit::Paste(text)) = &action {
            return self.paste(text);
        }
        if matches!(action, text_editor::Action::Click(_)) {
            // Two fields must never have a caret at once: who goes back to the text is done picking.
            self.picker = None;
        }
        self.enter.is_down = matches!(action, text_editor::Action::Edit(text_editor::Edit::Enter));
        self.enter.follows_hangul = false;
        let is_move = matches!(action, text_editor::Action::Move(_) | text_editor::Action::Click(_));
        match self.sheet.act(action) {
            true => self.typed(),
            // What could be completed depends on where the caret stands.
            false if is_move => Action::Completed,
            false => Action::None,
        }
    }

    /// The text is another one: what was said about the one before goes.
    fn typed(&mut self) -> Action {
        self.notice = None;
        self.asking = self.asking.take().filter(|asking| matches!(asking, Asking::Gone));
        self.recall.close();
        self.desk.touch();
        Action::Typed
    }

    /// Takes in a text from the clipboard; one of many lines is asked about. How long it may be says the window.
    fn paste(&mut self, text: &Arc<String>) -> Action {
        self.enter.follows_hangul = false;
        if text.trim_end().lines().nth(limits::PASTE_LINES).is_some() {
            self.asking = Some(Asking::LongPaste(Arc::clone(text)));
            return Action::None;
        }
        self.paste_text(text)
    }

    fn paste_text(&mut self, text: &str) -> Action {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.sheet.act(text_editor::Action::Edit(text_editor::Edit::Paste(text.into())));
        self.typed()
    }

    /// Takes in the text that was asked about, perhaps as a block of code on lines of its own.
    pub(super) fn paste_asked(&mut self, as_code: bool) -> Action {
        let Some(Asking::LongPaste(text)) = self.asking.take() else { return Action::None };
        if !as_code {
            return self.paste_text(&text);
        }
        let before = if self.sheet.stands_at_line_start() { "" } else { "\n" };
        self.paste_text(&format!("{before}```\n{}\n```\n", text.trim_end()))
    }

    /// Enter sends; but one that comes while a candidate is picked only picks it.
    pub(super) fn enter(&mut self) -> Action {
        self.enter.is_down = true;
        self.enter.follows_hangul = false;
        if !self.sheet.preedit().chars().all(is_hangul) {
            return Action::None;
        }
        if matches!(self.asking, Some(Asking::LongPaste(_))) {
            return self.paste_asked(false);
        }
        self.submit(false)
    }

    /// Hands out what stands in the box, unless something has to be answered first.
    pub(super) fn submit(&mut self, verbatim: bool) -> Action {
        // Enter mostly comes after the commit of the last syllable; the send button never does.
        self.sheet.settle();
        if !verbatim && self.completes() {
            return self.take_suggestion(None);
        }
        if self.is_blank() || self.is_too_long() {
            return Action::None;
        }
        if self.recipient.as_ref().is_some_and(|recipient| !recipient.is_here) {
            self.asking = Some(Asking::Gone);
            return Action::None;
        }
        Action::Submit { line: self.text(), to: self.recipient.clone(), verbatim }
    }

    /// Whether the line cannot be sent for its length, which is then told.
    fn is_too_long(&mut self) -> bool {
        let is_too_long = self.excess().is_some();
        if is_too_long {
            self.asking = Some(Asking::TooLong);
        }
        is_too_long
    }

    pub(super) fn compose(&mut self, composed: &Composed) -> Action {
        let has_changed = match composed {
            Composed::Preedit(preedit) => {
                self.enter.follows_hangul &= preedit.is_empty();
                self.sheet.compose(preedit)
            }
            Composed::Commit(text) => {
                self.enter.follows_hangul = text.chars().next_back().is_some_and(is_hangul);
                self.sheet.commit(text)
            }
            Composed::Ended => {
                self.sheet.settle();
                false
            }
            Composed::EnterReleased => return self.enter_late(),
        };
        if has_changed { self.typed() } else { Action::None }
    }

    /// Does what Enter does when only its release came: on macOS its press ends with the input method, which committed
    /// Hangul upon it.
    fn enter_late(&mut self) -> Action {
        let is_owed = !self.enter.is_down && self.enter.follows_hangul;
        self.enter.is_down = false;
        self.enter.follows_hangul = false;
        match (is_owed, self.enter.breaks) {
            (false, _) => Action::None,
            (true, false) => self.submit(false),
            (true, true) => self.edit(text_editor::Action::Edit(text_editor::Edit::Enter)),
        }
    }

    /// Takes the focus away and gives it back, which makes the input method forget a syllable that was sent already.
    pub(crate) fn forget_composition(&self) -> Option<iced::Task<Message>> {
        if !self.sheet.has_carried() {
            return None;
        }
        let unfocus =
            iced::advanced::widget::operate(iced::advanced::widget::operation::focusable::unfocus());
        Some(unfocus.chain(operation::focus(INPUT)))
    }

    pub(super) fn undo(&mut self) -> Action {
        if self.sheet.undo() { self.typed() } else { Action::None }
    }

    pub(super) fn redo(&mut self) -> Action {
        if self.sheet.redo() { self.typed() } else { Action::None }
    }

    /// Whether Up brings back own lines: in an empty box, and from one that came back.
    pub(super) fn recalls(&self) -> bool {
        self.sheet.is_empty() || self.recall.is_open()
    }

    /// Whether Down goes on from a line that came back.
    pub(super) fn has_recalled(&self) -> bool {
        self.recall.is_open()
    }

    pub(super) fn recall_older(&mut self) -> Action {
        let line = self.recall.older(self.target());
        self.show_recalled(line)
    }

    pub(super) fn recall_newer(&mut self) -> Action {
        let line = self.recall.newer(self.target());
        self.show_recalled(line)
    }

    fn show_recalled(&mut self, line: Option<String>) -> Action {
        let Some(line) = line else { return Action::None };
        self.notice = None;
        self.sheet.replace(&line);
        self.desk.touch();
        // Not `Typed`: a list of suggestions would take the keys that walk on.
        Action::None
    }

    pub(super) fn target(&self) -> Option<PublicKey> {
        self.recipient.as_ref().map(|recipient| recipient.key)
    }

    pub(super) fn step_back(&mut self) -> Action {
        if self.picker.take().is_some() {
            return Action::Run(operation::focus(INPUT));
        }
        if self.suggestions.close() {
            return Action::None;
        }
        if self.asking.is_some() || self.notice.is_some() {
            return self.write_on();
        }
        if self.hint.take().is_some() {
            return Action::None;
        }
        if self.about().is_some() {
            return self.let_go();
        }
        if self.recipient.is_some() {
            return Action::Run(self.address(None));
        }
        Action::None
    }

    pub(super) fn answer_everyone(&mut self) -> Action {
        // The one way from a person to everyone on which the text goes along: it was asked for.
        self.recipient = None;
        self.asking = None;
        self.submit(true)
    }

    /// Whispers to somebody who is gone; the host keeps it until the person is back.
    pub(super) fn answer_later(&mut self) -> Action {
        self.asking = None;
        self.sheet.settle();
        if self.is_blank() || self.is_too_long() {
            return Action::None;
        }
        Action::Submit { line: self.text(), to: self.recipient.clone(), verbatim: true }
    }

    pub(super) fn write_on(&mut self) -> Action {
        self.asking = None;
        self.notice = None;
        Action::Run(operation::focus(INPUT))
    }

    pub(super) fn fix(&mut self) -> Action {
        let Some((_, line)) = self.notice.take().and_then(|notice| notice.fix) else { return Action::None };
        let task = self.replace(&line);
        Action::Run(task)
    }
}

/// Whether a letter is Hangul, whole or a part of a syllable.
fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
}
