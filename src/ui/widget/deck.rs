//! Pages of which one is shown; the others keep their state: places in lists, carets, selections, the focus.
//!
//! What a page keeps is that of its own key: rooms that look alike never get each other's places.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// Shows the page with a key; of those that are not shown, only the pages named in `kept` keep their state.
pub fn deck<'a, Message: 'a>(
    key: u64,
    kept: Vec<u64>,
    page: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    Element::new(Deck { key, kept, page: page.into() })
}

struct Deck<'a, Message> {
    key: u64,
    kept: Vec<u64>,
    page: Element<'a, Message>,
}

/// What the pages that are not shown remember; the one that is shown is the only child.
struct State {
    shown: u64,
    others: Vec<(u64, Tree)>,
}

impl<Message> Widget<Message, Theme, Renderer> for Deck<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { shown: self.key, others: Vec::new() })
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.page)]
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.shown != self.key {
            let at = state.others.iter().position(|(key, _)| *key == self.key);
            let page = at.map_or_else(|| Tree::new(&self.page), |at| state.others.swap_remove(at).1);
            let before = std::mem::replace(&mut tree.children, vec![page]);
            state.others.extend(before.into_iter().map(|before| (state.shown, before)));
            state.shown = self.key;
        }
        state.others.retain(|(key, _)| self.kept.contains(key));
        tree.diff_children(std::slice::from_ref(&self.page));
    }

    fn size(&self) -> Size<Length> {
        self.page.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.page.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else { return layout::Node::default() };
        let page = self.page.as_widget_mut().layout(child, renderer, limits);
        layout::Node::with_children(page.size(), vec![page])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let (Some(child), Some(page)) = (tree.children.first_mut(), layout.children().next()) {
            operation.traverse(&mut |operation| {
                self.page.as_widget_mut().operate(child, page, renderer, operation);
            });
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
        if let (Some(child), Some(page)) = (tree.children.first_mut(), layout.children().next()) {
            let widget = self.page.as_widget_mut();
            widget.update(child, event, page, cursor, renderer, clipboard, shell, viewport);
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
        if let (Some(child), Some(page)) = (tree.children.first(), layout.children().next()) {
            self.page.as_widget().draw(child, renderer, theme, style, page, cursor, viewport);
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
        let page = tree.children.first().zip(layout.children().next());
        page.map_or(mouse::Interaction::None, |(child, page)| {
            self.page.as_widget().mouse_interaction(child, page, cursor, viewport, renderer)
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
        let (child, page) = (tree.children.first_mut()?, layout.children().next()?);
        self.page.as_widget_mut().overlay(child, page, renderer, viewport, translation)
    }
}
