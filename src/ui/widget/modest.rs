//! What looks at the clipboard before the fields in it paste it: a text far too long goes no further.
//!
//! The fields of the toolkit take a text apart, letter by letter, before anybody is asked, and then lay all of it out. A text
//! that is refused is read once, measured, and let go; no field loses what is selected in it.

use iced::advanced::clipboard::Kind;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::keyboard::{self, Key, key::Named};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// Lets the fields in `content` paste at most so many bytes at once; says `on_refused` about more.
pub fn modest<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    bytes_max: usize,
    on_refused: Message,
) -> Element<'a, Message> {
    Element::new(Modest { content: content.into(), bytes_max, on_refused })
}

struct Modest<'a, Message> {
    content: Element<'a, Message>,
    bytes_max: usize,
    on_refused: Message,
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

fn is_huge(clipboard: &dyn Clipboard, bytes_max: usize) -> bool {
    clipboard.read(Kind::Standard).is_some_and(|text| text.len() > bytes_max)
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Modest<'_, Message> {
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
        if pastes(event) && !shell.is_event_captured() && is_huge(clipboard, self.bytes_max) {
            shell.publish(self.on_refused.clone());
            shell.capture_event();
            return;
        }
        let content = self.content.as_widget_mut();
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
