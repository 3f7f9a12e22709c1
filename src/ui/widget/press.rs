//! A button that the keyboard can reach: Tab stops at it, Space and Enter press it, a ring shows where the focus is.
//!
//! - The ring lies outside, two pixels away, so that it is seen on a filled button too.
//! - A press with the mouse never takes the focus: who clicks while typing goes on typing.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad};
use iced::advanced::widget::operation::{Focusable, Operation};
use iced::advanced::widget::{self, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, overlay};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::button::{Status, Style};
use iced::{
    Alignment, Background, Color, Element, Event, Length, Padding, Rectangle, Renderer, Size, Theme, Vector,
    border, mouse, touch, window,
};

/// How far the ring lies outside the button, and how thick it is, in pixels.
const RING_GAP: f32 = 2.0;
const RING_WIDTH: f32 = 2.0;

/// Makes a button of `content` that produces a message when it is pressed.
pub fn press<'a, Message>(content: impl Into<Element<'a, Message>>) -> Press<'a, Message> {
    Press::new(content)
}

/// A button that can have the keyboard focus.
#[expect(missing_debug_implementations, reason = "it holds closures and elements")]
pub struct Press<'a, Message> {
    content: Element<'a, Message>,
    id: Option<widget::Id>,
    on_press: Option<Message>,
    on_menu: Option<Message>,
    on_delete: Option<Message>,
    width: Length,
    height: Length,
    padding: Padding,
    align: Alignment,
    ring: Option<Color>,
    is_active: bool,
    style: Box<dyn Fn(Status) -> Style + 'a>,
    status: Status,
    is_ringed: bool,
}

impl<'a, Message> Press<'a, Message> {
    fn new(content: impl Into<Element<'a, Message>>) -> Self {
        Self {
            content: content.into(),
            id: None,
            on_press: None,
            on_menu: None,
            on_delete: None,
            width: Length::Shrink,
            height: Length::Shrink,
            padding: Padding::ZERO,
            align: Alignment::Center,
            ring: None,
            is_active: true,
            style: Box::new(|_| Style::default()),
            status: Status::Active,
            is_ringed: false,
        }
    }

    /// Names the button, so that the focus can be sent to it.
    pub fn id(mut self, id: impl Into<widget::Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets what a press says; without it the button is disabled and the focus passes it by.
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    /// Sets or leaves out what a press says.
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    /// Sets what the menu key and Shift+F10 say while the button has the focus.
    pub fn on_menu(mut self, message: Message) -> Self {
        self.on_menu = Some(message);
        self
    }

    /// Sets what Delete, and the key of that name on a Mac, says while the button has the focus.
    pub fn on_delete(mut self, message: Message) -> Self {
        self.on_delete = Some(message);
        self
    }

    /// Sets the width.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Sets the height.
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// Sets the space around the content.
    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// Sets where the content stands from left to right.
    pub fn align(mut self, align: Alignment) -> Self {
        self.align = align;
        self
    }

    /// Sets the look of each state.
    pub fn style(mut self, style: impl Fn(Status) -> Style + 'a) -> Self {
        self.style = Box::new(style);
        self
    }

    /// Sets the colour of the focus ring, where it is not the theme's accent.
    pub fn ring(mut self, color: Color) -> Self {
        self.ring = Some(color);
        self
    }

    /// Leaves the button out of the Tab order, as with rows that arrow keys walk.
    pub fn skip_focus(mut self) -> Self {
        self.is_active = false;
        self
    }

    fn status_under(&self, state: &State, bounds: Rectangle, cursor: mouse::Cursor) -> Status {
        if self.on_press.is_none() {
            Status::Disabled
        } else if state.is_held {
            Status::Pressed
        } else if cursor.is_over(bounds) {
            Status::Hovered
        } else {
            Status::Active
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    is_held: bool,
    is_focused: bool,
}

impl Focusable for State {
    fn is_focused(&self) -> bool {
        self.is_focused
    }

    fn focus(&mut self) {
        self.is_focused = true;
    }

    fn unfocus(&mut self) {
        self.is_focused = false;
    }
}

impl<Message: Clone> Press<'_, Message> {
    fn hear_pointer(&self, event: &Event, state: &mut State, is_over: bool, shell: &mut Shell<'_, Message>) {
        let Some(message) = &self.on_press else { return };
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                state.is_focused = false;
                if is_over {
                    state.is_held = true;
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.is_held =>
            {
                state.is_held = false;
                if is_over {
                    shell.publish(message.clone());
                }
                shell.capture_event();
            }
            Event::Touch(touch::Event::FingerLost { .. }) => state.is_held = false,
            _ => {}
        }
    }

    /// Hears the keys of a button. One that is held down is heard once: what it was meant for may be gone already.
    fn hear_keyboard(&self, event: &Event, state: &State, shell: &mut Shell<'_, Message>) {
        let (true, Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, repeat: false, .. })) =
            (state.is_focused, event)
        else {
            return;
        };
        let message = match key.as_ref() {
            Key::Named(Named::Enter | Named::Space) if modifiers.is_empty() => &self.on_press,
            Key::Named(Named::ContextMenu) if modifiers.is_empty() => &self.on_menu,
            Key::Named(Named::Delete | Named::Backspace) if modifiers.is_empty() => &self.on_delete,
            Key::Named(Named::F10) if *modifiers == Modifiers::SHIFT => &self.on_menu,
            _ => &None,
        };
        if let Some(message) = message {
            shell.publish(message.clone());
            shell.capture_event();
        }
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, Renderer> for Press<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        Size { width: self.width, height: self.height }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let align = self.align;
        let Some(child) = tree.children.first_mut() else { return layout::Node::default() };
        layout::positioned(
            limits,
            self.width,
            self.height,
            self.padding,
            |limits| self.content.as_widget_mut().layout(child, renderer, &limits.loose()),
            |content, size| content.align(align, Alignment::Center, size),
        )
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if self.on_press.is_some() && self.is_active {
            operation.focusable(self.id.as_ref(), layout.bounds(), tree.state.downcast_mut::<State>());
        } else {
            tree.state.downcast_mut::<State>().is_focused = false;
        }
        operation.container(self.id.as_ref(), layout.bounds());
        operation.traverse(&mut |operation| {
            if let (Some(child), Some(layout)) = (tree.children.first_mut(), layout.children().next()) {
                self.content.as_widget_mut().operate(child, layout, renderer, operation);
            }
        });
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
        if let (Some(child), Some(content)) = (tree.children.first_mut(), layout.children().next()) {
            self.content
                .as_widget_mut()
                .update(child, event, content, cursor, renderer, clipboard, shell, viewport);
        }
        let state = tree.state.downcast_mut::<State>();
        if !shell.is_event_captured() {
            self.hear_pointer(event, state, cursor.is_over(layout.bounds()), shell);
            self.hear_keyboard(event, state, shell);
        }
        let status = self.status_under(state, layout.bounds(), cursor);
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.status = status;
            self.is_ringed = state.is_focused;
        } else if self.status != status || self.is_ringed != state.is_focused {
            shell.request_redraw();
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let status = if self.on_press.is_none() { Status::Disabled } else { self.status };
        let style = (self.style)(status);
        let ring_radius = style.border.radius.top_left + RING_GAP + RING_WIDTH;
        if style.background.is_some() || style.border.width > 0.0 {
            let quad = Quad { bounds, border: style.border, shadow: style.shadow, snap: style.snap };
            renderer.fill_quad(quad, style.background.unwrap_or(Background::Color(Color::TRANSPARENT)));
        }
        if state.is_focused {
            let color = self.ring.unwrap_or(theme.palette().primary);
            let ring = Quad {
                bounds: bounds.expand(RING_GAP + RING_WIDTH),
                border: border::rounded(ring_radius).color(color).width(RING_WIDTH),
                ..Quad::default()
            };
            renderer.fill_quad(ring, Background::Color(Color::TRANSPARENT));
        }
        if let (Some(child), Some(content)) = (tree.children.first(), layout.children().next()) {
            let ink = renderer::Style { text_color: style.text_color };
            self.content.as_widget().draw(child, renderer, theme, &ink, content, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_press.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let (child, content) = (tree.children.first_mut()?, layout.children().next()?);
        self.content.as_widget_mut().overlay(child, content, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<Press<'a, Message>> for Element<'a, Message> {
    fn from(press: Press<'a, Message>) -> Self {
        Element::new(press)
    }
}
