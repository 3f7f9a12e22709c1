//! The layers of a row: the bar over its upper right corner, and the card beside it. Each finds its place when it is laid
//! out, so that it never leaves the window.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Overlay, Shell, overlay, renderer};
use iced::keyboard::{self, Key, Modifiers};
use iced::{Element, Event, Point, Rectangle, Renderer, Size, Theme, Vector, mouse, touch};

use super::State;

/// How far the bar reaches over the row before.
const RISE: f32 = 16.0;
/// How far layers stay from the edges of what they lie over.
const MARGIN: f32 = 8.0;

/// The bar of a row that the pointer is on.
pub(super) struct BarLayer<'b, 'a, Message> {
    pub(super) element: &'b mut Element<'a, Message>,
    pub(super) tree: &'b mut Tree,
    pub(super) row: Rectangle,
    pub(super) visible: Rectangle,
    pub(super) inset: f32,
    pub(super) state: &'b mut State,
}

impl<Message> Overlay<Message, Theme, Renderer> for BarLayer<'_, '_, Message> {
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> layout::Node {
        let limits = layout::Limits::new(Size::ZERO, bounds);
        let node = self.element.as_widget_mut().layout(self.tree, renderer, &limits);
        let size = node.size();
        let lowest = self.visible.y + self.visible.height - size.height;
        let y = (self.row.y - RISE).min(lowest).max(self.visible.y);
        node.move_to(Point::new(self.row.x + self.row.width - self.inset - size.width, y))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        let element = self.element.as_widget();
        element.draw(self.tree, renderer, theme, style, layout, cursor, &layout.bounds());
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.element.as_widget_mut().operate(self.tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if let Event::Mouse(_) = event {
            self.state.is_on_bar = cursor.is_over(layout.bounds());
        }
        if let Event::Mouse(mouse::Event::ButtonPressed(_)) = event {
            self.state.pressed_at = None;
        }
        let element = self.element.as_widget_mut();
        element.update(self.tree, event, layout, cursor, renderer, clipboard, shell, &layout.bounds());
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        over(self.element, self.tree, layout, cursor, renderer)
    }

    fn overlay<'c>(
        &'c mut self,
        layout: Layout<'c>,
        renderer: &Renderer,
    ) -> Option<overlay::Element<'c, Message, Theme, Renderer>> {
        let element = self.element.as_widget_mut();
        element.overlay(self.tree, layout, renderer, &layout.bounds(), Vector::ZERO)
    }
}

/// The card of a row.
pub(super) struct CardLayer<'b, 'a, Message> {
    pub(super) element: &'b mut Element<'a, Message>,
    pub(super) tree: &'b mut Tree,
    pub(super) row: Rectangle,
    pub(super) inset: f32,
    /// Where the pointer asked for it, if it did.
    pub(super) at: Option<Point>,
    pub(super) on_key: &'b dyn Fn(&Key, Modifiers) -> Option<Message>,
    pub(super) on_close: &'b Message,
    /// Whether keys go past it.
    pub(super) is_note: bool,
}

impl<Message> CardLayer<'_, '_, Message> {
    /// Returns where a card of some size stands: below where it was asked for if there is room, else above, in the window
    /// in any case.
    fn place(&self, size: Size, bounds: Size) -> Point {
        let right = self.row.x + self.row.width - self.inset;
        let at = self.at.unwrap_or(Point::new(right - size.width, self.row.y + RISE));
        let top = match at.y + size.height + MARGIN <= bounds.height {
            true => at.y,
            false => at.y - size.height,
        };
        let within = |at: f32, size: f32, bounds: f32| at.min(bounds - size - MARGIN).max(MARGIN);
        Point::new(within(at.x, size.width, bounds.width), within(top, size.height, bounds.height))
    }
}

impl<Message: Clone> Overlay<Message, Theme, Renderer> for CardLayer<'_, '_, Message> {
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> layout::Node {
        let most = Size::new(bounds.width - 2.0 * MARGIN, bounds.height - 2.0 * MARGIN);
        let limits = layout::Limits::new(Size::ZERO, most);
        let node = self.element.as_widget_mut().layout(self.tree, renderer, &limits);
        let place = self.place(node.size(), bounds);
        node.move_to(place)
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        let element = self.element.as_widget();
        element.draw(self.tree, renderer, theme, style, layout, cursor, &layout.bounds());
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.element.as_widget_mut().operate(self.tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let element = self.element.as_widget_mut();
        element.update(self.tree, event, layout, cursor, renderer, clipboard, shell, &layout.bounds());
        if shell.is_event_captured() {
            return;
        }
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) if !self.is_note => {
                (self.on_key)(key, *modifiers).into_iter().for_each(|message| shell.publish(message));
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::ButtonPressed(_))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                if !cursor.is_over(layout.bounds()) {
                    shell.publish(self.on_close.clone());
                }
                shell.capture_event();
            }
            // What lies below does not scroll away from under it.
            Event::Mouse(mouse::Event::WheelScrolled { .. }) => shell.capture_event(),
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        // Nothing else is under the pointer, wherever it is.
        over(self.element, self.tree, layout, cursor, renderer).max(mouse::Interaction::Idle)
    }

    fn overlay<'c>(
        &'c mut self,
        layout: Layout<'c>,
        renderer: &Renderer,
    ) -> Option<overlay::Element<'c, Message, Theme, Renderer>> {
        let element = self.element.as_widget_mut();
        element.overlay(self.tree, layout, renderer, &layout.bounds(), Vector::ZERO)
    }
}

/// Returns what the pointer looks like over a layer, which is never nothing.
fn over<Message>(
    element: &Element<'_, Message>,
    tree: &Tree,
    layout: Layout<'_>,
    cursor: mouse::Cursor,
    renderer: &Renderer,
) -> mouse::Interaction {
    if !cursor.is_over(layout.bounds()) {
        return mouse::Interaction::None;
    }
    let inside = element.as_widget().mouse_interaction(tree, layout, cursor, &layout.bounds(), renderer);
    inside.max(mouse::Interaction::Idle)
}
