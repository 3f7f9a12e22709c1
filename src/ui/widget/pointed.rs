//! A row that is told apart while the pointer is on it: by a ground, by what stands beside it only then, and by a bar
//! over its upper right corner. It can have a card, such as a menu, beside it.
//!
//! - The bar lies outside of the row, over the one before, so it is a layer of its own, built only while it is shown.
//! - A card hears every key and every press as long as it is there; a press beside it closes it.

mod layer;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::{Color, Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, mouse, window};

use super::first::OnKey;
use layer::{BarLayer, CardLayer};

/// Makes a row of `content` that has `ground` behind it while the pointer is on it.
pub fn pointed<'a, Message>(content: impl Into<Element<'a, Message>>, ground: Color) -> Pointed<'a, Message> {
    Pointed {
        content: content.into(),
        ground,
        inset: 0.0,
        aside: None,
        bar: None,
        built: None,
        card: None,
        on_menu: None,
    }
}

/// What lies beside a row until it is closed.
#[expect(missing_debug_implementations, reason = "it holds closures and elements")]
pub struct Card<'a, Message> {
    /// What it shows.
    pub content: Element<'a, Message>,
    /// What a key says in it.
    pub on_key: OnKey<'a, Message>,
    /// What a press beside it says.
    pub on_close: Message,
    /// Whether it only tells something: then it hangs below the row, from its left edge, and keys go past it.
    pub is_note: bool,
}

/// A row that is told apart while the pointer is on it.
#[expect(missing_debug_implementations, reason = "it holds closures and elements")]
pub struct Pointed<'a, Message> {
    content: Element<'a, Message>,
    ground: Color,
    inset: f32,
    aside: Option<Element<'a, Message>>,
    bar: Option<Box<dyn Fn() -> Element<'a, Message> + 'a>>,
    built: Option<Element<'a, Message>>,
    card: Option<Card<'a, Message>>,
    on_menu: Option<Message>,
}

impl<'a, Message> Pointed<'a, Message> {
    /// Sets what is drawn over the row only while the pointer is on it; it is not pressed.
    pub fn aside(mut self, aside: Option<Element<'a, Message>>) -> Self {
        self.aside = aside;
        self
    }

    /// Sets how the bar is built, and how far from the right edge it stands.
    pub fn bar(mut self, inset: f32, bar: impl Fn() -> Element<'a, Message> + 'a) -> Self {
        self.inset = inset;
        self.bar = Some(Box::new(bar));
        self
    }

    /// Lays a card beside the row, if there is one.
    pub fn card(mut self, card: Option<Card<'a, Message>>) -> Self {
        self.card = card;
        self
    }

    /// Sets what a press of the right button says.
    pub fn on_menu(mut self, message: Message) -> Self {
        self.on_menu = Some(message);
        self
    }
}

/// What such a row remembers from frame to frame.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    is_over: bool,
    is_on_bar: bool,
    /// Where the right button was pressed, which is where a card belongs.
    pressed_at: Option<Point>,
}

impl State {
    fn is_shown(self) -> bool {
        self.is_over || self.is_on_bar
    }
}

impl<Message: Clone> Pointed<'_, Message> {
    /// Takes in where the pointer is; says whether the row looks different from now on.
    fn point(&self, state: &mut State, event: &Event, bounds: Rectangle, cursor: mouse::Cursor) -> bool {
        let is_telling = matches!(event, Event::Mouse(_) | Event::Window(window::Event::RedrawRequested(_)));
        if !is_telling || state.is_over == cursor.is_over(bounds) {
            return false;
        }
        state.is_over = !state.is_over;
        true
    }

    /// Returns what a press of the right button says, and notes where that was.
    fn menu(
        &self,
        state: &mut State,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<Message> {
        let Event::Mouse(mouse::Event::ButtonPressed(button)) = event else { return None };
        let at = cursor.position_over(bounds).filter(|_| *button == mouse::Button::Right);
        state.pressed_at = at;
        at.and(self.on_menu.clone())
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, Renderer> for Pointed<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        let of = |element: Option<&Element<'a, Message>>| element.map_or_else(Tree::empty, Tree::new);
        let card = self.card.as_ref().map(|card| &card.content);
        vec![Tree::new(&self.content), of(self.aside.as_ref()), Tree::empty(), of(card)]
    }

    fn diff(&self, tree: &mut Tree) {
        let [content, aside, _, card] = tree.children.as_mut_slice() else {
            tree.children = self.children();
            return;
        };
        content.diff(&self.content);
        match &self.aside {
            Some(element) => aside.diff(element),
            None => *aside = Tree::empty(),
        }
        match &self.card {
            Some(element) => card.diff(&element.content),
            None => *card = Tree::empty(),
        }
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let [content, aside, ..] = tree.children.as_mut_slice() else { return layout::Node::default() };
        let base = self.content.as_widget_mut().layout(content, renderer, limits);
        let size = base.size();
        let limits = layout::Limits::new(Size::ZERO, size);
        let beside =
            self.aside.as_mut().map(|element| element.as_widget_mut().layout(aside, renderer, &limits));
        layout::Node::with_children(size, [base].into_iter().chain(beside).collect())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let (Some(tree), Some(layout)) = (tree.children.first_mut(), layout.children().next()) {
            self.content.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        if let (Some(tree), Some(layout)) = (children.first_mut(), layout.children().next()) {
            let content = self.content.as_widget_mut();
            content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        if let Event::Keyboard(_) = event {
            // A card that a key asks for has no place of its own.
            state.pressed_at = state.pressed_at.filter(|_| self.card.is_some());
        }
        if self.point(state, event, layout.bounds(), cursor) {
            // A layer comes or goes, and layers are laid out with everything else.
            shell.invalidate_layout();
            shell.request_redraw();
        }
        if !shell.is_event_captured()
            && let Some(message) = self.menu(state, event, layout.bounds(), cursor)
        {
            shell.publish(message);
            shell.capture_event();
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
        let is_shown = tree.state.downcast_ref::<State>().is_shown() || self.card.is_some();
        let bounds = layout.bounds();
        if is_shown && let Some(bounds) = bounds.intersection(viewport) {
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, self.ground);
        }
        let elements = [Some(&self.content), self.aside.as_ref().filter(|_| is_shown)];
        for ((element, tree), layout) in elements.into_iter().zip(&tree.children).zip(layout.children()) {
            if let Some(element) = element {
                element.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
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
        let (Some(tree), Some(layout)) = (tree.children.first(), layout.children().next()) else {
            return mouse::Interaction::None;
        };
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
        let Tree { state, children, .. } = tree;
        let state = state.downcast_mut::<State>();
        let [content, _, bar, card] = children.as_mut_slice() else { return None };
        let row = layout.bounds() + translation;
        let at = state.pressed_at;
        let base = layout.children().next()?;
        let mut layers: Vec<_> = self
            .content
            .as_widget_mut()
            .overlay(content, base, renderer, viewport, translation)
            .into_iter()
            .collect();
        let shown = self.bar.as_ref().filter(|_| state.is_shown() && self.card.is_none());
        if let Some(build) = shown {
            let element = self.built.insert(build());
            bar.diff(&*element);
            let (inset, visible) = (self.inset, *viewport);
            layers.push(overlay::Element::new(Box::new(BarLayer {
                element,
                tree: bar,
                row,
                visible,
                inset,
                state: &mut *state,
            })));
        }
        if let Some(Card { content, on_key, on_close, is_note }) = &mut self.card {
            let is_note = *is_note;
            let at = is_note.then_some(Point::new(row.x, row.y + row.height)).or(at);
            let layer = CardLayer {
                element: content,
                tree: card,
                row,
                inset: self.inset,
                at,
                on_key,
                on_close,
                is_note,
            };
            layers.push(overlay::Element::new(Box::new(layer)));
        }
        (!layers.is_empty()).then(|| overlay::Group::with_children(layers).overlay())
    }
}

impl<'a, Message: Clone + 'a> From<Pointed<'a, Message>> for Element<'a, Message> {
    fn from(pointed: Pointed<'a, Message>) -> Self {
        Element::new(pointed)
    }
}
