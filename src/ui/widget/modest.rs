//! What keeps a text far too long from the fields in it, whether the clipboard brings it or an input method.
//!
//! The fields of the toolkit take a text apart, letter by letter, before anybody is asked, and then lay all of it out. A text
//! that is refused is read once, measured, and let go; no field loses what is selected in it.

use iced::advanced::clipboard::{Clipboard, Kind};
use iced::advanced::input_method;
use iced::keyboard::{self, Key, key::Named};
use iced::{Element, Event};

use super::first::first;

/// Lets the fields in `content` take in at most so many bytes at once; says `on_refused` about more.
pub fn modest<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    bytes_max: usize,
    on_refused: Message,
) -> Element<'a, Message> {
    first(content, move |event, clipboard| {
        let is_huge = match event {
            Event::InputMethod(input_method::Event::Commit(text)) => text.len() > bytes_max,
            event => pastes(event) && holds_more(clipboard, bytes_max),
        };
        is_huge.then(|| on_refused.clone())
    })
}

/// Whether an event asks a field to paste, on every keyboard layout.
fn pastes(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, .. }) = event else {
        return false;
    };
    match key {
        Key::Named(Named::Paste) => true,
        key => {
            modifiers.command()
                && key.to_latin(*physical_key).is_some_and(|sign| sign.eq_ignore_ascii_case(&'v'))
        }
    }
}

fn holds_more(clipboard: &dyn Clipboard, bytes_max: usize) -> bool {
    clipboard.read(Kind::Standard).is_some_and(|text| text.len() > bytes_max)
}
