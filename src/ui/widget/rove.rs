//! A group of buttons that arrow keys walk: Tab stops at it once, and Up, Down, Home, End and letters go on inside.
//!
//! A letter goes to the next button on which something begins with it, whichever layout it was typed with. Where buttons
//! have names, the focus stays with the one that has it when others come and go.

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer;
use iced::advanced::widget::operation::{Focusable, Operation, Outcome, Scrollable, TextInput, focusable};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse, window};

use super::focus::{Go, Survey};
use crate::client::command::begins_as_typed;

/// Lets arrow keys walk the buttons in `content`; what scrolls in it follows.
pub fn rove<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Rove { content: content.into() })
}

struct Rove<'a, Message> {
    content: Element<'a, Message>,
}

/// Which button Tab stops at, whether one of them has the focus as far as any operation told, and its name.
#[derive(Debug, Clone, Default)]
struct State {
    at: usize,
    is_inside: bool,
    id: Option<Id>,
}

impl<Message> Rove<'_, Message> {
    fn survey(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> Survey {
        let mut survey = Survey::reading();
        self.run(tree, layout, renderer, &mut survey);
        survey
    }

    /// Has an operation look at the content, and whatever follows from it.
    fn run(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let Some(child) = tree.children.first_mut() else { return };
        let content = self.content.as_widget_mut();
        content.operate(child, layout, renderer, operation);
        let mut outcome = operation.finish();
        while let Outcome::Chain(mut next) = outcome {
            content.operate(child, layout, renderer, next.as_mut());
            outcome = next.finish();
        }
    }

    /// Notes which of the buttons has the focus.
    fn note(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) {
        let survey = self.survey(tree, layout, renderer);
        let state = tree.state.downcast_mut::<State>();
        let focused = survey.focused();
        *state = State {
            at: focused.unwrap_or(state.at),
            is_inside: focused.is_some(),
            id: focused.and_then(|at| survey.stops().get(at)).and_then(|stop| stop.id.clone()),
        };
    }

    /// Goes after the button that has the focus, if another stands in its place.
    fn follow(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) {
        let Some(id) = tree.state.downcast_ref::<State>().id.clone() else { return };
        let survey = self.survey(tree, layout, renderer);
        let Some(focused) = survey.focused() else { return };
        let now = survey.stops().iter().position(|stop| stop.id.as_ref() == Some(&id));
        match now {
            Some(at) if at == focused => return,
            Some(at) => self.run(tree, layout, renderer, &mut Go::to(at)),
            // Nobody else gets what was meant for one who is gone.
            None => self.run(tree, layout, renderer, &mut focusable::unfocus::<()>()),
        }
        self.note(tree, layout, renderer);
    }

    /// Walks where a key leads; says whether the key was for the group.
    fn hear(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, event: &Event) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else { return false };
        if !tree.state.downcast_ref::<State>().is_inside || !is_for_walking(key, *modifiers) {
            return false;
        }
        let survey = self.survey(tree, layout, renderer);
        let Some(from) = survey.focused() else { return false };
        if let Some(target) = target(&survey, from, key) {
            self.run(tree, layout, renderer, &mut Go::to(target));
            self.note(tree, layout, renderer);
        }
        // Whoever walks the group types no text elsewhere, so its letters stay here even where none fits.
        true
    }
}

fn is_for_walking(key: &Key, modifiers: Modifiers) -> bool {
    let is_plain = !modifiers.command() && !modifiers.alt() && !modifiers.control();
    match key {
        Key::Named(Named::ArrowUp | Named::ArrowDown | Named::Home | Named::End) => modifiers.is_empty(),
        Key::Character(_) => is_plain,
        _ => false,
    }
}

/// Returns where a key leads from one of the buttons.
fn target(survey: &Survey, from: usize, key: &Key) -> Option<usize> {
    let len = survey.stops().len();
    let last = len.checked_sub(1)?;
    match key {
        Key::Named(Named::ArrowUp) => from.checked_sub(1),
        Key::Named(Named::ArrowDown) => Some(from + 1).filter(|next| *next <= last),
        Key::Named(Named::Home) => Some(0),
        Key::Named(Named::End) => Some(last),
        Key::Character(typed) => (1..=len).map(|steps| (from + steps) % len).find(|at| {
            let stop = survey.stops().get(*at);
            stop.is_some_and(|stop| stop.texts.iter().any(|text| begins_as_typed(text, typed)))
        }),
        _ => None,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Rove<'_, Message> {
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
        let survey = self.survey(tree, layout, renderer);
        let before = tree.state.downcast_ref::<State>().at;
        let only = survey.focused().unwrap_or(before).min(survey.stops().len().saturating_sub(1));
        if let Some(child) = tree.children.first_mut() {
            let mut narrowed = Only { operation, at: 0, only };
            self.content.as_widget_mut().operate(child, layout, renderer, &mut narrowed);
        }
        self.note(tree, layout, renderer);
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
        let is_inside = tree.state.downcast_ref::<State>().is_inside;
        if is_inside && matches!(event, Event::Keyboard(_) | Event::Window(window::Event::RedrawRequested(_)))
        {
            self.follow(tree, layout, renderer);
        }
        if let Some(child) = tree.children.first_mut() {
            let content = self.content.as_widget_mut();
            content.update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        if !shell.is_event_captured() && self.hear(tree, layout, renderer, event) {
            shell.capture_event();
            shell.request_redraw();
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

/// Shows an operation only one of the controls that can have the focus.
struct Only<'a> {
    operation: &'a mut dyn Operation,
    at: usize,
    only: usize,
}

impl Operation for Only<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let Self { operation, at, only } = self;
        operation.traverse(&mut |operation| {
            let mut inner = Only { operation, at: *at, only: *only };
            operate(&mut inner);
            *at = inner.at;
        });
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.operation.container(id, bounds);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.operation.scrollable(id, bounds, content_bounds, translation, state);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if self.at == self.only {
            self.operation.focusable(id, bounds, state);
        }
        self.at += 1;
    }

    fn text_input(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        self.operation.text_input(id, bounds, state);
    }

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.operation.text(id, bounds, text);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn std::any::Any) {
        self.operation.custom(id, bounds, state);
    }
}
