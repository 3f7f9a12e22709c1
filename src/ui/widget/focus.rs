//! Giving the keyboard to one widget and to no other.

use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{Id, operate};
use iced::{Rectangle, Task};

/// Takes the focus from every widget but one, which keeps its caret where it is if it has the focus already.
///
/// A click alone does not take the focus from a [`steady`](super::steady) text area, so whoever is clicked asks for it.
pub fn hold_focus<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    operate(Hold { id: id.into() })
}

struct Hold {
    id: Id,
}

impl<Message> Operation<Message> for Hold {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Message>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        match (id == Some(&self.id), state.is_focused()) {
            (true, false) => state.focus(),
            (false, true) => state.unfocus(),
            _ => {}
        }
    }
}
