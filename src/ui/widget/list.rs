//! A list of any length of which only what is seen is built, laid out and drawn.
//!
//! - The place of the reader is a row and how far its top is from the top of the list, never a number of pixels from
//!   an end. So nothing that happens above or below a reader moves what is read: lines arrive, older pages are put in
//!   front, the window gets wider.
//! - A reader at the newest row stays there.
//! - The work of a frame depends on the rows that are seen, not on the length of the list: no heights are kept.
//! - The thumb of the scroll bar counts in rows.
//! - A list that is told what keys say can have the focus; arrows then walk its rows, and the one they are at is marked.
//! - What is written in the rows can be selected with the pointer, from one row into another and beyond what is seen; the
//!   selection holds on to keys of rows, so nothing that arrives moves it.

mod anchor;
mod bar;
mod jump;
mod select;
mod walk;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Renderer as _};
use iced::advanced::widget::{self, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::{
    Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, keyboard, mouse, touch, window,
};

use crate::ui::theme::Palette;
use anchor::{Anchor, Seen, State};
pub use jump::{jump, reveal};
use select::Scene;
use walk::raise;

/// How far one notch of a wheel scrolls, in pixels.
const NOTCH: f32 = 60.0;
/// More rows than this are never built for one frame, whatever their heights are.
const ROWS_BUILT_MAX: usize = 400;

/// Rows that can be built one by one.
pub trait Rows<'a, Message> {
    /// What tells one row from another, for as long as the row lives.
    type Key: Copy + PartialEq + 'static;

    /// How many rows there are.
    fn len(&self) -> usize;
    /// The key of a row.
    fn key(&self, index: usize) -> Option<Self::Key>;
    /// The row with a key, sought first near `hint`, counted from the end.
    fn find(&self, key: Self::Key, hint: usize) -> Option<usize>;
    /// Builds a row.
    fn build(&self, index: usize) -> Element<'a, Message>;

    /// Whether the arrows stop at a row.
    fn is_walked(&self, index: usize) -> bool {
        let _ = index;
        true
    }

    /// Returns what is copied of the rows from a byte of one to a byte of another, as it was written.
    fn copied(&self, from: (usize, usize), to: (usize, usize)) -> String {
        let (_, _) = (from, to);
        String::new()
    }

    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The first row that is seen, even if only its end.
    pub first: usize,
    /// How many rows are seen.
    pub seen: usize,
    /// How many rows are below.
    pub below: usize,
    /// Whether the newest row is seen whole.
    pub is_at_end: bool,
}

/// A list of rows, anchored at what is read.
#[expect(missing_debug_implementations, reason = "it holds closures and elements")]
pub struct List<'a, R: Rows<'a, Message>, Message> {
    rows: R,
    id: widget::Id,
    palette: &'static Palette,
    on_move: Option<Box<dyn Fn(Place) -> Message + 'a>>,
    on_key: Option<OnKey<'a, R::Key, Message>>,
    is_from_top: bool,
    built: Vec<Element<'a, Message>>,
}

/// What a key says at a row.
type OnKey<'a, K, Message> = Box<dyn Fn(K, &keyboard::Key) -> Option<Message> + 'a>;

impl<'a, R: Rows<'a, Message>, Message> List<'a, R, Message> {
    /// Makes a list; operations reach it by `id`.
    pub fn new(id: impl Into<widget::Id>, palette: &'static Palette, rows: R) -> Self {
        Self {
            rows,
            id: id.into(),
            palette,
            on_move: None,
            on_key: None,
            is_from_top: false,
            built: Vec::new(),
        }
    }

    /// Sets what is said whenever the reader's place changes.
    pub fn on_move(mut self, on_move: impl Fn(Place) -> Message + 'a) -> Self {
        self.on_move = Some(Box::new(on_move));
        self
    }

    /// Lets the list have the focus: arrows walk its rows, and other keys say what this makes of them at the row walked to.
    pub fn on_key(mut self, on_key: impl Fn(R::Key, &keyboard::Key) -> Option<Message> + 'a) -> Self {
        self.on_key = Some(Box::new(on_key));
        self
    }

    /// Has the list begin at its first row, and not follow its last.
    pub fn from_top(mut self) -> Self {
        self.is_from_top = true;
        self
    }

    /// Returns where the layout starts: a row and its top, or the end.
    fn start(&self, state: &State<R::Key>) -> Option<(usize, f32)> {
        match state.anchor {
            Anchor::End => None,
            Anchor::Start => Some((0, 0.0)),
            Anchor::Progress(progress) => Some(bar::row_at(progress, self.rows.len(), state.seen.len())),
            Anchor::Row { key, from_end, top } => {
                self.rows.find(key, from_end).map(|index| (index, top)).or_else(|| {
                    state
                        .seen
                        .iter()
                        .find_map(|seen| Some((self.rows.find(seen.key, seen.from_end)?, seen.top)))
                })
            }
        }
    }
}

/// One row while it is laid out.
struct Laid<'a, K, Message> {
    key: K,
    index: usize,
    top: f32,
    node: layout::Node,
    tree: Tree,
    element: Element<'a, Message>,
}

impl<K, Message> Laid<'_, K, Message> {
    fn bottom(&self) -> f32 {
        self.top + self.node.size().height
    }
}

/// Builds rows and keeps the trees of those that were there before.
struct Builder<'b, 'a, R: Rows<'a, Message>, Message> {
    rows: &'b R,
    old: Vec<Option<(R::Key, Tree)>>,
    renderer: &'b Renderer,
    limits: layout::Limits,
    budget: usize,
    of_message: std::marker::PhantomData<&'a Message>,
}

impl<'a, R: Rows<'a, Message>, Message> Builder<'_, 'a, R, Message> {
    fn build(&mut self, index: usize) -> Option<Laid<'a, R::Key, Message>> {
        self.budget = self.budget.checked_sub(1)?;
        let key = self.rows.key(index)?;
        let mut element = self.rows.build(index);
        let kept = self.old.iter_mut().find(|old| old.as_ref().is_some_and(|(old, _)| *old == key));
        let mut tree = match kept.and_then(Option::take) {
            Some((_, mut tree)) => {
                tree.diff(&element);
                tree
            }
            None => Tree::new(&element),
        };
        let node = element.as_widget_mut().layout(&mut tree, self.renderer, &self.limits);
        Some(Laid { key, index, top: 0.0, node, tree, element })
    }

    /// Builds rows downwards from `index`, the first one's top at `top`, until `bottom` is reached.
    fn fill_down(&mut self, laid: &mut Vec<Laid<'a, R::Key, Message>>, index: usize, top: f32, bottom: f32) {
        let mut top = top;
        for index in index..self.rows.len() {
            if top >= bottom {
                return;
            }
            let Some(mut row) = self.build(index) else { return };
            row.top = top;
            top += row.node.size().height;
            laid.push(row);
        }
    }

    /// Builds rows upwards before the first one, whose top is at `bottom`, until the list's top is reached.
    fn fill_up(&mut self, laid: &mut Vec<Laid<'a, R::Key, Message>>, before: usize, bottom: f32) {
        let mut bottom = bottom;
        let mut above = Vec::new();
        for index in (0..before).rev() {
            if bottom <= 0.0 {
                break;
            }
            let Some(mut row) = self.build(index) else { break };
            bottom -= row.node.size().height;
            row.top = bottom;
            above.push(row);
        }
        above.reverse();
        laid.splice(0..0, above);
    }
}

fn shift<K, Message>(laid: &mut [Laid<'_, K, Message>], by: f32) {
    for row in laid {
        row.top += by;
    }
}

/// Lays out what is seen of the rows, from the anchor on, without a gap at either end.
fn lay_out<'a, R: Rows<'a, Message>, Message>(
    builder: &mut Builder<'_, 'a, R, Message>,
    start: Option<(usize, f32)>,
    height: f32,
) -> Vec<Laid<'a, R::Key, Message>> {
    let mut laid = Vec::new();
    let end = builder.rows.len();
    match start {
        None => builder.fill_up(&mut laid, end, height),
        Some((index, top)) => {
            builder.fill_down(&mut laid, index, top, height);
            builder.fill_up(&mut laid, index, top);
        }
    }
    let (first, top) = laid.first().map_or((0, 0.0), |row| (row.index, row.top));
    if first == 0 && top > 0.0 {
        shift(&mut laid, -top);
        let (next, top) = laid.last().map_or((0, 0.0), |row| (row.index + 1, row.bottom()));
        builder.fill_down(&mut laid, next, top, height);
    }
    let bottom = laid.last().map_or(0.0, Laid::bottom);
    if bottom < height {
        shift(&mut laid, height - bottom);
        let (first, top) = laid.first().map_or((end, height), |row| (row.index, row.top));
        builder.fill_up(&mut laid, first, top);
    }
    laid.retain(|row| row.top < height && row.bottom() >= 0.0);
    laid
}

impl<'a, R: Rows<'a, Message>, Message> List<'a, R, Message> {
    /// Keeps what was laid out: elements here, trees and the reader's place in the state.
    fn settle(
        &mut self,
        tree: &mut Tree,
        laid: Vec<Laid<'a, R::Key, Message>>,
        size: Size,
        renderer: &Renderer,
    ) -> layout::Node {
        let len = self.rows.len();
        let mut nodes = Vec::with_capacity(laid.len());
        let mut seen = Vec::with_capacity(laid.len());
        self.built.clear();
        tree.children.clear();
        for row in laid {
            let height = row.node.size().height;
            seen.push(Seen {
                key: row.key,
                index: row.index,
                from_end: len - row.index,
                top: row.top,
                height,
            });
            nodes.push(row.node.move_to(Point::new(0.0, row.top)));
            tree.children.push(row.tree);
            self.built.push(row.element);
        }
        tree.state.downcast_mut::<State<R::Key>>().settle(seen, len, size.height);
        let node = layout::Node::with_children(size, nodes);
        self.paint(&mut Scene { tree, layout: Layout::new(&node), renderer });
        node
    }

    fn hear(
        &self,
        state: &mut State<R::Key>,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> bool {
        match event {
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                let pixels = match delta {
                    mouse::ScrollDelta::Lines { y, .. } if state.is_shift_held => y * NOTCH * 4.0,
                    mouse::ScrollDelta::Lines { y, .. } => y * NOTCH,
                    mouse::ScrollDelta::Pixels { y, .. } => *y,
                };
                state.scroll(-pixels)
            }
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                state.is_shift_held = modifiers.shift();
                false
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                state.grab(bounds, cursor.position())
            }
            Event::Mouse(mouse::Event::CursorMoved { position }) => state.drag(bounds, *position),
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => state.release(),
            Event::Touch(touch::Event::FingerPressed { position, .. }) if bounds.contains(*position) => {
                state.finger = Some(position.y);
                false
            }
            Event::Touch(touch::Event::FingerMoved { position, .. }) => state.follow_finger(position.y),
            Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
                state.finger = None;
                false
            }
            _ => false,
        }
    }

    fn tell(&self, state: &mut State<R::Key>, shell: &mut Shell<'_, Message>) {
        let place = state.place();
        if state.told != Some(place) {
            state.told = Some(place);
            if let Some(on_move) = &self.on_move {
                shell.publish(on_move(place));
            }
        }
    }
}

impl<'a, R: Rows<'a, Message>, Message: 'a> Widget<Message, Theme, Renderer> for List<'a, R, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<R::Key>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(if self.is_from_top { State::from_top() } else { State::<R::Key>::default() })
    }

    fn diff(&self, _tree: &mut Tree) {
        // Rows are built while they are laid out, and compared with their former selves there.
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        let state = tree.state.downcast_mut::<State<R::Key>>();
        let wanted = state.wanted.take();
        let shown = wanted.and_then(|key| self.start_at(state, key, size.height));
        let start = shown.or_else(|| self.start(state)).or(self.is_from_top.then_some((0, 0.0)));
        let old = std::mem::take(&mut tree.children);
        let mut builder = Builder {
            rows: &self.rows,
            old: state.seen.iter().map(|seen| seen.key).zip(old).map(Some).collect(),
            renderer,
            limits: layout::Limits::new(Size::ZERO, Size::new(size.width, f32::INFINITY)),
            budget: ROWS_BUILT_MAX,
            of_message: std::marker::PhantomData,
        };
        let mut laid = lay_out(&mut builder, start, size.height);
        if let Some(key) = wanted {
            raise(&mut laid, key, size.height);
        }
        if let Some(gap) = laid.first().map(|row| row.top).filter(|top| self.is_from_top && *top > 0.0) {
            shift(&mut laid, -gap);
        }
        self.settle(tree, laid, size, renderer)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State<R::Key>>();
        operation.scrollable(Some(&self.id), bounds, bounds, Vector::ZERO, state);
        operation.custom(Some(&self.id), bounds, state);
        if self.on_key.is_some() {
            operation.focusable(Some(&self.id), bounds, &mut state.walk);
        }
        operation.traverse(&mut |operation| {
            for ((row, tree), layout) in self.built.iter_mut().zip(&mut tree.children).zip(layout.children())
            {
                row.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let bounds = layout.bounds();
        let visible = bounds.intersection(viewport).unwrap_or_default();
        let inside = if cursor.is_over(bounds) { cursor } else { mouse::Cursor::Unavailable };
        for ((row, tree), layout) in self.built.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            row.as_widget_mut().update(tree, event, layout, inside, renderer, clipboard, shell, &visible);
        }
        let state = tree.state.downcast_mut::<State<R::Key>>();
        if !shell.is_event_captured() && self.hear(state, event, bounds, cursor) {
            shell.capture_event();
        }
        self.walk(state, event, shell);
        let scene = &mut Scene { tree, layout, renderer };
        self.point(scene, event, cursor, shell);
        self.take(scene, event, clipboard, shell);
        let state = tree.state.downcast_mut::<State<R::Key>>();
        if state.is_stale {
            shell.invalidate_layout();
            shell.request_redraw();
        } else if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.tell(state, shell);
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
        let bounds = layout.bounds();
        let Some(visible) = bounds.intersection(viewport) else { return };
        let inside = if cursor.is_over(bounds) { cursor } else { mouse::Cursor::Unavailable };
        renderer.with_layer(visible, |renderer| {
            self.mark(tree.state.downcast_ref(), renderer, bounds);
            for ((row, tree), layout) in self.built.iter().zip(&tree.children).zip(layout.children()) {
                row.as_widget().draw(tree, renderer, theme, style, layout, inside, &visible);
            }
        });
        let state = tree.state.downcast_ref::<State<R::Key>>();
        if let Some(thumb) = state.thumb(bounds) {
            let is_held = state.grabbed.is_some() || cursor.is_over(bar::reach(bounds));
            let color = if is_held { self.palette.thumb_hover } else { self.palette.thumb };
            renderer.with_layer(visible, |renderer| bar::draw(renderer, thumb, color));
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
        if !cursor.is_over(layout.bounds()) {
            return mouse::Interaction::None;
        }
        self.built
            .iter()
            .zip(&tree.children)
            .zip(layout.children())
            .map(|((row, tree), layout)| {
                row.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let visible = layout.bounds().intersection(viewport)?;
        let rows = self.built.iter_mut().zip(&mut tree.children).zip(layout.children());
        let layers: Vec<_> = rows
            .filter_map(|((row, tree), layout)| {
                row.as_widget_mut().overlay(tree, layout, renderer, &visible, translation)
            })
            .collect();
        (!layers.is_empty()).then(|| overlay::Group::with_children(layers).overlay())
    }
}

impl<'a, R: Rows<'a, Message> + 'a, Message: 'a> From<List<'a, R, Message>> for Element<'a, Message> {
    fn from(list: List<'a, R, Message>) -> Self {
        Element::new(list)
    }
}

#[cfg(test)]
mod tests;
