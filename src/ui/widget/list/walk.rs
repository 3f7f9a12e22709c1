//! Walking the rows of a list that has the focus: arrows, Home and End, and the mark at the row that they are at.

use iced::advanced::Shell;
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::operation::Focusable;
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Event, Rectangle, Renderer, border};

use super::anchor::State;
use super::{Laid, List, Rows, shift};

/// How high a row is taken to be that was never laid out.
const GUESS: f32 = 48.0;
/// How far the mark stands from the edges of its row, and how thick and round it is.
const MARK_GAP: f32 = 1.0;
const MARK_WIDTH: f32 = 2.0;
const MARK_RADIUS: f32 = 8.0;

/// Whether a list has the focus, and the row that is walked to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<K> {
    is_focused: bool,
    pub(super) current: Option<K>,
}

impl<K> Default for Walk<K> {
    fn default() -> Self {
        Self { is_focused: false, current: None }
    }
}

impl<K> Focusable for Walk<K> {
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

impl<'a, R: Rows<'a, Message>, Message> List<'a, R, Message> {
    /// Takes in a key, if the list has the focus.
    pub(super) fn walk(&self, state: &mut State<R::Key>, event: &Event, shell: &mut Shell<'_, Message>) {
        let Some(on_key) = self.on_key.as_ref().filter(|_| state.walk.is_focused) else { return };
        self.stand(state);
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) = event else {
            return;
        };
        if shell.is_event_captured() || !modifiers.is_empty() {
            return;
        }
        let step = match key.as_ref() {
            Key::Named(Named::ArrowUp) => Some(self.beside(state, false)),
            Key::Named(Named::ArrowDown) => Some(self.beside(state, true)),
            Key::Named(Named::Home) => Some(self.walked((0..self.rows.len()).take(super::ROWS_BUILT_MAX))),
            Key::Named(Named::End) => {
                Some(self.walked((0..self.rows.len()).rev().take(super::ROWS_BUILT_MAX)))
            }
            _ => None,
        };
        if let Some(target) = step {
            state.want(target.and_then(|index| self.rows.key(index)));
            shell.capture_event();
            shell.invalidate_layout();
            shell.request_redraw();
            return;
        }
        // Under a Korean layout a key says a Hangul letter; the one beneath it is meant.
        let latin = key.to_latin(*physical_key).map(|latin| Key::Character(latin.to_string().into()));
        let message = state.walk.current.and_then(|row| on_key(row, latin.as_ref().unwrap_or(key)));
        if let Some(message) = message {
            shell.publish(message);
            shell.capture_event();
        }
    }

    /// Stands at a row that there is: at the lowest one seen, to begin with.
    fn stand(&self, state: &mut State<R::Key>) {
        let is_there =
            state.walk.current.is_some_and(|key| self.rows.find(key, state.depth_of(key)).is_some());
        if !is_there {
            let seen = state.seen.iter().rev().map(|row| row.index);
            state.walk.current = self.walked(seen).and_then(|index| self.rows.key(index));
        }
    }

    /// Returns the next row in a direction that the arrows stop at.
    fn beside(&self, state: &State<R::Key>, is_down: bool) -> Option<usize> {
        let key = state.walk.current?;
        let at = self.rows.find(key, state.depth_of(key))?;
        let most = super::ROWS_BUILT_MAX;
        if is_down {
            self.walked((at + 1..self.rows.len()).take(most))
        } else {
            self.walked((0..at).rev().take(most))
        }
    }

    fn walked(&self, mut rows: impl Iterator<Item = usize>) -> Option<usize> {
        rows.find(|index| self.rows.is_walked(*index))
    }

    /// Returns where to start the layout so that a row is seen whole; nothing if it is.
    pub(super) fn start_at(&self, state: &State<R::Key>, key: R::Key, height: f32) -> Option<(usize, f32)> {
        let seen = state.seen.iter().find(|row| row.key == key);
        let index = match seen {
            Some(row) => row.index,
            None => self.rows.find(key, state.depth_of(key))?,
        };
        let first = state.seen.first().map_or(0, |row| row.index);
        match seen {
            Some(row) if row.top >= 0.0 && row.top + row.height <= height => None,
            Some(row) if row.top < 0.0 || row.height > height => Some((index, 0.0)),
            None if index < first => Some((index, 0.0)),
            Some(row) => Some((index, height - row.height)),
            None => Some((index, height - GUESS)),
        }
    }

    /// Draws the mark behind the row that is walked to.
    pub(super) fn mark(&self, state: &State<R::Key>, renderer: &mut Renderer, bounds: Rectangle) {
        let current = state.seen.iter().find(|row| state.walk.current == Some(row.key));
        let Some(row) = current.filter(|_| state.walk.is_focused && self.on_key.is_some()) else { return };
        let place = Rectangle { y: bounds.y + row.top, height: row.height, ..bounds };
        let mark = Quad {
            bounds: place.shrink(MARK_GAP),
            border: border::rounded(MARK_RADIUS).color(self.palette.accent).width(MARK_WIDTH),
            ..Quad::default()
        };
        renderer.fill_quad(mark, Color { a: 0.5, ..self.palette.hover });
    }
}

/// Moves rows up until the end of one is seen that turned out higher than it was taken to be.
pub(super) fn raise<K: PartialEq, Message>(laid: &mut Vec<Laid<'_, K, Message>>, key: K, height: f32) {
    let row = laid.iter().find(|row| row.key == key);
    let over = row.map_or(0.0, |row| (row.bottom() - height).min(row.top));
    if over > 0.0 {
        shift(laid, -over);
        laid.retain(|row| row.top < height && row.bottom() >= 0.0);
    }
}
