//! What the text area does: editing, sending, the syllable being composed, and stepping back.

use iced::widget::{operation, text_editor};

use super::{Action, Composer, INPUT, Message, PASTE_BYTES_MAX};

impl Composer {
    pub(super) fn edit(&mut self, action: text_editor::Action) -> Action {
        if let text_editor::Action::Edit(text_editor::Edit::Paste(text)) = &action
            && (text.len() > PASTE_BYTES_MAX || self.carried.take().is_some_and(|carried| carried == **text))
        {
            return Action::None;
        }
        if matches!(action, text_editor::Action::Click(_)) {
            // Two fields must never have a caret at once: who goes back to the text is done picking.
            self.picker = None;
        }
        if !action.is_edit() {
            self.content.perform(action);
            return Action::None;
        }
        self.carried = None;
        self.notice = None;
        self.content.perform(action);
        Action::Typed
    }

    /// Hands out what stands in the box, unless something has to be answered first.
    pub(super) fn submit(&mut self, verbatim: bool) -> Action {
        self.carry();
        if self.suggestions.is_open() && !verbatim && self.suggestions.would_change(&self.text()) {
            return self.take_suggestion(None);
        }
        if self.is_blank() || self.excess().is_some() {
            return Action::None;
        }
        if self.recipient.as_ref().is_some_and(|recipient| !recipient.is_here) {
            self.is_asking = true;
            return Action::None;
        }
        Action::Submit { line: self.text(), to: self.recipient.clone(), verbatim }
    }

    /// Takes a syllable that is still being composed into the text; its late commit will be passed over.
    ///
    /// Enter mostly comes after the commit of the last syllable; the send button never does.
    fn carry(&mut self) {
        let preedit = std::mem::take(&mut self.preedit);
        if !preedit.is_empty() {
            self.content.perform(text_editor::Action::Edit(text_editor::Edit::Paste(preedit.clone().into())));
            self.carried = Some(preedit);
        }
    }

    pub(super) fn compose(&mut self, preedit: String) -> Action {
        if !preedit.is_empty() {
            self.carried = None;
        }
        let has_changed = self.preedit != preedit;
        self.preedit = preedit;
        if has_changed { Action::Typed } else { Action::None }
    }

    /// Takes the focus away and gives it back, which makes the input method forget a syllable that was sent already.
    pub(crate) fn forget_composition(&self) -> Option<iced::Task<Message>> {
        self.carried.as_ref()?;
        let unfocus =
            iced::advanced::widget::operate(iced::advanced::widget::operation::focusable::unfocus());
        Some(unfocus.chain(operation::focus(INPUT)))
    }

    pub(super) fn step_back(&mut self) -> Action {
        if self.picker.take().is_some() {
            return Action::Run(operation::focus(INPUT));
        }
        if self.suggestions.close() {
            return Action::None;
        }
        if self.is_asking || self.notice.is_some() {
            return self.write_on();
        }
        if self.recipient.is_some() {
            return Action::Run(self.address(None));
        }
        Action::None
    }

    pub(super) fn answer_everyone(&mut self) -> Action {
        self.recipient = None;
        self.is_asking = false;
        self.submit(true)
    }

    /// Whispers to somebody who is gone; the host keeps it until the person is back.
    pub(super) fn answer_later(&mut self) -> Action {
        self.is_asking = false;
        self.carry();
        if self.is_blank() || self.excess().is_some() {
            return Action::None;
        }
        Action::Submit { line: self.text(), to: self.recipient.clone(), verbatim: true }
    }

    pub(super) fn write_on(&mut self) -> Action {
        self.is_asking = false;
        self.notice = None;
        Action::Run(operation::focus(INPUT))
    }

    pub(super) fn fix(&mut self) -> Action {
        let Some((_, line)) = self.notice.take().and_then(|notice| notice.fix) else { return Action::None };
        let task = self.replace(&line);
        Action::Run(task)
    }
}
