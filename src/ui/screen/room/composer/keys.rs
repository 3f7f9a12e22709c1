//! What the keys mean in the text area, as far as they mean something else than everywhere.

use iced::keyboard::{Key, key::Named};
use iced::widget::text_editor::{Binding, KeyPress, Status};

use super::{Composer, Message};

impl Composer {
    pub(super) fn binding(&self, press: KeyPress) -> Option<Binding<Message>> {
        // The toolkit asks about every key, whoever has the focus: Enter in a search must not send what waits here.
        if !matches!(press.status, Status::Focused { .. }) {
            return None;
        }
        let custom = |message| Some(Binding::Custom(message));
        let has_list = self.suggestions.is_open();
        let steps_back = self.has_popup() || self.recipient.is_some() || self.about().is_some();
        // Who erases all of an own line has not given up changing it.
        let erases_back = steps_back && !self.subjects.is_changing();
        let modifiers = press.modifiers;
        match press.key.as_ref() {
            Key::Named(Named::Enter) if self.breaks_line(&press) => Some(Binding::Enter),
            Key::Named(Named::Enter) => custom(Message::Entered),
            Key::Named(Named::Tab) if has_list && modifiers.is_empty() => custom(Message::SuggestionTaken),
            Key::Named(Named::Tab) => None,
            Key::Named(Named::ArrowUp) if has_list => custom(Message::Walked(-1)),
            Key::Named(Named::ArrowDown) if has_list => custom(Message::Walked(1)),
            Key::Named(Named::ArrowUp) if modifiers.is_empty() && self.recalls() => {
                custom(Message::OlderPressed)
            }
            Key::Named(Named::ArrowDown) if modifiers.is_empty() && self.has_recalled() => {
                custom(Message::NewerPressed)
            }
            Key::Named(Named::Escape) if steps_back => custom(Message::StepBack),
            Key::Named(Named::Escape | Named::PageUp | Named::PageDown) => None,
            Key::Named(Named::Backspace) if self.sheet.is_empty() && erases_back => custom(Message::StepBack),
            // A digit with Ctrl leads to another room; the toolkit would write it as well.
            Key::Character(_) if modifiers.command() && !modifiers.alt() => {
                history_binding(&press).or_else(|| {
                    Binding::from_key_press(press).filter(|binding| !matches!(binding, Binding::Insert(_)))
                })
            }
            _ => Binding::from_key_press(press),
        }
    }

    /// Shift+Enter always breaks; plain Enter does where it was chosen, unless it takes a suggestion.
    fn breaks_line(&self, press: &KeyPress) -> bool {
        let is_plain = !press.modifiers.command();
        press.modifiers.shift() || (self.enter.breaks && is_plain && !self.suggestions.is_open())
    }
}

/// Undo and redo with Ctrl, on every keyboard layout.
fn history_binding(press: &KeyPress) -> Option<Binding<Message>> {
    let latin = press.key.to_latin(press.physical_key)?.to_ascii_lowercase();
    match (latin, press.modifiers.shift()) {
        ('z', false) => Some(Binding::Custom(Message::UndoPressed)),
        ('z', true) | ('y', false) => Some(Binding::Custom(Message::RedoPressed)),
        _ => None,
    }
}
