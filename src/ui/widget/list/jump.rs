//! Going to a row by its key, or bringing it into sight.

use iced::advanced::widget::{Id, Operation, operate};
use iced::{Rectangle, Task};

use super::anchor::{Anchor, State};

/// Brings a row into sight, its top at a part of the list's height, if the list has it; the reader is there at once.
pub fn jump<K: Copy + Send + 'static, Message: Send + 'static>(
    id: impl Into<Id>,
    key: K,
    part: f32,
) -> Task<Message> {
    operate(Jump { id: id.into(), key, part })
}

/// Brings a row into sight if it is not seen whole, and moves nothing if it is.
pub fn reveal<K: Copy + Send + 'static, Message: Send + 'static>(id: impl Into<Id>, key: K) -> Task<Message> {
    operate(Reveal { id: id.into(), key })
}

struct Reveal<K> {
    id: Id,
    key: K,
}

impl<K: Copy + Send + 'static, Message> Operation<Message> for Reveal<K> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Message>)) {
        operate(self);
    }

    fn custom(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn std::any::Any) {
        let Some(state) = state.downcast_mut::<State<K>>().filter(|_| id == Some(&self.id)) else { return };
        (state.wanted, state.is_stale) = (Some(self.key), true);
    }
}

struct Jump<K> {
    id: Id,
    key: K,
    part: f32,
}

impl<K: Copy + Send + 'static, Message> Operation<Message> for Jump<K> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Message>)) {
        operate(self);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn std::any::Any) {
        let Some(state) = state.downcast_mut::<State<K>>().filter(|_| id == Some(&self.id)) else { return };
        state.anchor = Anchor::Row { key: self.key, from_end: 0, top: bounds.height * self.part };
        state.is_stale = true;
    }
}
