//! A text area that a click elsewhere does not rob of the focus, and that tells what the input method does.
//!
//! Losing the focus makes the input method drop the syllable that is being composed; so only a click on another field,
//! sent as a focus operation, may move it. For the same reason the input method is told one place for the whole area: on
//! X11 each move of the place is a round trip in the middle of composing, and on a busy machine letters were lost and
//! swapped by it.
//!
//! What is composed and committed is told in one line with the keys, in the order in which it comes; whoever listens puts it
//! into the text. The toolkit would draw the syllable in a box over the text, and tell of commits as of pastes.

use iced::advanced::input_method;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::text::highlighter::PlainText;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, InputMethod, Shell, Widget, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{TextEditor, text_editor};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse, touch};

/// What the input method did while the area had the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Composed {
    /// This is being composed, in place of what was before; nothing is if it is empty.
    Preedit(String),
    /// This is to become text.
    Commit(String),
    /// The input method was closed.
    Ended,
    /// Plain Enter was let go; its press may never have come.
    EnterReleased,
}

/// Hides from a text area that the mouse is pressed outside of it, and has the input method answered by the listener.
pub fn steady<'a, Message: 'a>(
    area: TextEditor<'a, PlainText, Message>,
    is_composing: bool,
    on_composed: fn(Composed) -> Message,
) -> Element<'a, Message> {
    Element::new(Steady { content: area.into(), is_composing, on_composed })
}

struct Steady<'a, Message> {
    content: Element<'a, Message>,
    is_composing: bool,
    on_composed: fn(Composed) -> Message,
}

impl<Message> Steady<'_, Message> {
    /// Tells what the input method did; says whether the text area needs to hear of it no more.
    fn listen(&self, tree: &Tree, event: &Event, shell: &mut Shell<'_, Message>) -> bool {
        if !tree.state.downcast_ref::<text_editor::State<PlainText>>().is_focused() {
            return false;
        }
        let (composed, is_done) = match event {
            Event::InputMethod(input_method::Event::Preedit(text, _)) => {
                (Composed::Preedit(text.clone()), true)
            }
            Event::InputMethod(input_method::Event::Commit(text)) => (Composed::Commit(text.clone()), true),
            Event::InputMethod(input_method::Event::Closed) => (Composed::Ended, false),
            Event::Keyboard(keyboard::Event::KeyReleased {
                key: Key::Named(Named::Enter),
                modifiers,
                ..
            }) if modifiers.is_empty() => (Composed::EnterReleased, false),
            _ => return false,
        };
        shell.publish((self.on_composed)(composed));
        if is_done {
            shell.capture_event();
        }
        is_done
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Steady<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if self.listen(tree, event, shell) {
            return;
        }
        let is_press = matches!(
            event,
            Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. })
        );
        if !is_press || cursor.is_over(layout.bounds()) {
            self.content
                .as_widget_mut()
                .update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        if let InputMethod::Enabled { cursor, .. } = shell.input_method_mut()
            && !self.is_composing
        {
            // Below the area, where the input method's own window covers none of the text. Where the syllable comes to
            // us, candidates are shown at its true place.
            *cursor = Rectangle { y: layout.bounds().y + layout.bounds().height, ..layout.bounds() };
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}
