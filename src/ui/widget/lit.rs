//! What is around a field: a frame that shows whether the field has the focus, and whoever hears that the focus has left it.
//!
//! The field cannot show it itself where the frame holds more than the text, and does not tell of it at all.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::widget::container;
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse, window};

use super::focus::Survey;

/// Draws a frame around `content`: `lit` while a control with a name has the focus in it, `dim` otherwise.
pub fn lit<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    lit: impl Fn(&Theme) -> container::Style + 'a,
    dim: impl Fn(&Theme) -> container::Style + 'a,
) -> Element<'a, Message> {
    Element::new(Lit { content: content.into(), lit: Box::new(lit), dim: Box::new(dim), on_leave: None })
}

/// Says `message` when the control with a name in `content` had the focus and has it no more.
pub fn leaving<'a, Message: Clone + 'a>(
    content: impl Into<Element<'a, Message>>,
    message: Message,
) -> Element<'a, Message> {
    let plain = |_: &Theme| container::Style::default();
    let on_leave = Some(message);
    Element::new(Lit { content: content.into(), lit: Box::new(plain), dim: Box::new(plain), on_leave })
}

struct Lit<'a, Message> {
    content: Element<'a, Message>,
    lit: Box<dyn Fn(&Theme) -> container::Style + 'a>,
    dim: Box<dyn Fn(&Theme) -> container::Style + 'a>,
    on_leave: Option<Message>,
}

/// Whether the focus was inside when the window was drawn last.
#[derive(Debug, Default)]
struct State {
    is_lit: bool,
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Lit<'_, Message> {
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
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else { return layout::Node::default() };
        self.content.as_widget_mut().layout(child, renderer, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some(child) = tree.children.first_mut() {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        }
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
        let Some(child) = tree.children.first_mut() else { return };
        let content = self.content.as_widget_mut();
        content.update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Event::Window(window::Event::RedrawRequested(_)) = event {
            let mut survey = Survey::default();
            content.operate(child, layout, renderer, &mut survey);
            let state = tree.state.downcast_mut::<State>();
            let was_lit = std::mem::replace(&mut state.is_lit, survey.is_named_focused());
            if let Some(message) = self.on_leave.as_ref().filter(|_| was_lit && !state.is_lit) {
                shell.publish(message.clone());
            }
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
        let frame = if tree.state.downcast_ref::<State>().is_lit { &self.lit } else { &self.dim };
        container::draw_background(renderer, &frame(theme), layout.bounds());
        if let Some(child) = tree.children.first() {
            self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        tree.children.first().map_or(mouse::Interaction::None, |child| {
            self.content.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let child = tree.children.first_mut()?;
        self.content.as_widget_mut().overlay(child, layout, renderer, viewport, translation)
    }
}
