//! Selecting what is written in the rows: letters by dragging, words by two clicks, all of a row by three.
//!
//! A selection is two reaches, where it began and where the pointer is; each is a row's key and a part of what is written
//! there. The texts in the rows ([`Shown`]) are found by an operation and are told what to draw as selected.

use std::any::Any;
use std::ops::Range;

use iced::advanced::layout::Layout;
use iced::advanced::mouse::{Click, click};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Shell, clipboard::Kind};
use iced::{Event, Point, Rectangle, Renderer, Vector, keyboard, mouse, window};

use super::{List, Rows, State, bar};
use crate::ui::widget::prose::{Grain, Shown};

/// How far the list moves in a frame for each pixel that the pointer is beyond its edge, and at most.
const PULL: f32 = 0.25;
const PULL_MAX: f32 = 40.0;

/// A part of what is written in a row.
#[derive(Debug, Clone)]
struct Reach<K> {
    key: K,
    from_end: usize,
    part: Range<usize>,
}

/// What is selected, and how it is being done.
#[derive(Debug)]
pub(super) struct Selecting<K> {
    /// Where it began, and where the pointer was last.
    reaches: Option<(Reach<K>, Reach<K>)>,
    grain: Grain,
    click: Option<Click>,
    /// Where the pointer is while its button is held.
    held: Option<Point>,
    is_painted: bool,
}

impl<K> Default for Selecting<K> {
    fn default() -> Self {
        Self { reaches: None, grain: Grain::Letter, click: None, held: None, is_painted: false }
    }
}

/// A row and a byte of what is written there.
type Spot = (usize, usize);

/// What the rows are reached by.
pub(super) struct Scene<'s> {
    pub(super) tree: &'s mut Tree,
    pub(super) layout: Layout<'s>,
    pub(super) renderer: &'s Renderer,
}

impl<'a, R: Rows<'a, Message>, Message> List<'a, R, Message> {
    /// Takes in what the pointer does to the selection.
    pub(super) fn point(
        &mut self,
        scene: &mut Scene<'_>,
        event: &Event,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let bounds = scene.layout.bounds();
        let is_free = !shell.is_event_captured();
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                match cursor.position_over(text_side(bounds)).filter(|_| is_free) {
                    Some(at) => self.press(scene, at),
                    None if is_free || !cursor.is_over(bounds) => clear::<R::Key>(scene.tree),
                    None => return,
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                if !self.drag(scene, *position) {
                    return;
                }
            }
            Event::Window(window::Event::RedrawRequested(_)) => return self.pull(scene, shell),
            _ => return,
        }
        self.paint(scene);
        shell.request_redraw();
    }

    /// Takes what is selected to the clipboard, or lets go of it.
    pub(super) fn take(
        &mut self,
        scene: &mut Scene<'_>,
        event: &Event,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                self.release(scene.tree, clipboard);
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, .. })
                if !shell.is_event_captured() =>
            {
                let letter = key.to_latin(*physical_key);
                let is_copy = modifiers.command() && letter == Some('c');
                let is_escape = *key == keyboard::Key::Named(keyboard::key::Named::Escape);
                if selects_elsewhere(key, letter, *modifiers) {
                    return self.let_go(scene, shell);
                }
                let wanted = is_copy || is_escape;
                let Some(words) = wanted.then(|| self.selected(scene.tree)).flatten() else { return };
                shell.capture_event();
                if is_copy {
                    clipboard.write(Kind::Standard, words);
                    return;
                }
                self.let_go(scene, shell);
            }
            _ => {}
        }
    }

    fn let_go(&mut self, scene: &mut Scene<'_>, shell: &mut Shell<'_, Message>) {
        clear::<R::Key>(scene.tree);
        self.paint(scene);
        shell.request_redraw();
    }

    fn press(&mut self, scene: &mut Scene<'_>, at: Point) {
        let selecting = selecting::<R::Key>(scene.tree);
        let click = Click::new(at, mouse::Button::Left, selecting.click);
        selecting.click = Some(click);
        selecting.grain = match click.kind() {
            click::Kind::Single => Grain::Letter,
            click::Kind::Double => Grain::Word,
            click::Kind::Triple => Grain::Row,
        };
        selecting.held = Some(at);
        let reach = self.reach(scene, at);
        self::selecting::<R::Key>(scene.tree).reaches = reach.map(|reach| (reach.clone(), reach));
    }

    /// Follows the pointer while its button is held; says whether it is.
    fn drag(&mut self, scene: &mut Scene<'_>, at: Point) -> bool {
        let selecting = selecting::<R::Key>(scene.tree);
        if selecting.held.is_none() {
            return false;
        }
        selecting.held = Some(at);
        let Some(reach) = self.reach(scene, at) else { return false };
        if let Some((_, head)) = &mut self::selecting::<R::Key>(scene.tree).reaches {
            *head = reach;
        }
        true
    }

    /// Moves the list while the pointer is held beyond its edge.
    fn pull(&mut self, scene: &mut Scene<'_>, shell: &mut Shell<'_, Message>) {
        let bounds = scene.layout.bounds();
        let Some(held) = selecting::<R::Key>(scene.tree).held else { return };
        let beyond =
            if held.y < bounds.y { held.y - bounds.y } else { (held.y - bounds.y - bounds.height).max(0.0) };
        if beyond != 0.0 {
            let state = scene.tree.state.downcast_mut::<State<R::Key>>();
            state.scroll((beyond * PULL).clamp(-PULL_MAX, PULL_MAX));
            shell.request_redraw();
        }
        // A wheel may have moved the rows under a pointer that stands still.
        if self.drag(scene, held) {
            self.paint(scene);
        }
    }

    /// Ends dragging; where the system has a selection of its own, what is selected becomes that.
    fn release(&mut self, tree: &mut Tree, clipboard: &mut dyn Clipboard) {
        if selecting::<R::Key>(tree).held.take().is_none() {
            return;
        }
        match self.selected(tree) {
            Some(words) => clipboard.write(Kind::Primary, words),
            None => clear::<R::Key>(tree),
        }
    }

    /// Returns what is selected, as it is copied.
    fn selected(&self, tree: &Tree) -> Option<String> {
        let (from, to) = self.ends(tree.state.downcast_ref::<State<R::Key>>())?;
        Some(self.rows.copied(from, to)).filter(|words| !words.is_empty())
    }

    /// Returns where the selection begins and ends, if it is of anything that is still there.
    fn ends(&self, state: &State<R::Key>) -> Option<(Spot, Spot)> {
        let (base, head) = state.selecting.reaches.as_ref()?;
        let one = (self.rows.find(base.key, base.from_end)?, &base.part);
        let other = (self.rows.find(head.key, head.from_end)?, &head.part);
        let from = (one.0, one.1.start).min((other.0, other.1.start));
        let to = (one.0, one.1.end).max((other.0, other.1.end));
        (from < to).then_some((from, to))
    }

    /// Returns what is reached at a point of the window: in the text that is nearest to it.
    fn reach(&mut self, scene: &mut Scene<'_>, at: Point) -> Option<Reach<R::Key>> {
        let Scene { tree, layout, renderer } = scene;
        let grain = selecting::<R::Key>(tree).grain;
        let mut find = Find { at, grain, nearest: None, row: 0 };
        let rows = self.built.iter_mut().zip(&mut tree.children).zip(layout.children());
        for (index, ((row, tree), layout)) in rows.enumerate() {
            find.row = index;
            row.as_widget_mut().operate(tree, layout, renderer, &mut find);
        }
        let (_, row, part) = find.nearest?;
        let seen = tree.state.downcast_ref::<State<R::Key>>().seen.get(row)?;
        Some(Reach { key: seen.key, from_end: seen.from_end, part })
    }

    /// Tells the texts that are seen what of them is selected.
    pub(super) fn paint(&mut self, scene: &mut Scene<'_>) {
        let Scene { tree, layout, renderer } = scene;
        let state = tree.state.downcast_mut::<State<R::Key>>();
        let ends = self.ends(state);
        if ends.is_none() && !state.selecting.is_painted {
            return;
        }
        state.selecting.is_painted = ends.is_some();
        let indices: Vec<usize> = state.seen.iter().map(|seen| seen.index).collect();
        let rows = self.built.iter_mut().zip(&mut tree.children).zip(layout.children());
        for (((row, tree), layout), index) in rows.zip(indices) {
            let part = ends.filter(|(from, to)| (from.0..=to.0).contains(&index)).map(|(from, to)| {
                let start = if index == from.0 { from.1 } else { 0 };
                start..if index == to.0 { to.1 } else { usize::MAX }
            });
            row.as_widget_mut().operate(tree, layout, renderer, &mut Paint(part));
        }
    }
}

fn selecting<K: 'static>(tree: &mut Tree) -> &mut Selecting<K> {
    &mut tree.state.downcast_mut::<State<K>>().selecting
}

fn clear<K: 'static>(tree: &mut Tree) {
    selecting::<K>(tree).reaches = None;
}

/// Whether a key selects something in a field, so that what is copied next is that.
fn selects_elsewhere(key: &keyboard::Key, letter: Option<char>, modifiers: keyboard::Modifiers) -> bool {
    use keyboard::key::Named;
    match key.as_ref() {
        keyboard::Key::Character(_) => modifiers.command() && letter == Some('a'),
        keyboard::Key::Named(
            Named::ArrowLeft
            | Named::ArrowRight
            | Named::ArrowUp
            | Named::ArrowDown
            | Named::Home
            | Named::End,
        ) => modifiers.shift(),
        _ => false,
    }
}

/// Returns where a press means what is written, and not the scroll bar.
fn text_side(bounds: Rectangle) -> Rectangle {
    Rectangle { width: bounds.width - bar::reach(bounds).width, ..bounds }
}

/// Finds what is reached at a point.
struct Find {
    at: Point,
    grain: Grain,
    row: usize,
    /// The distance, the row and the part of it.
    nearest: Option<(f32, usize, Range<usize>)>,
}

impl Operation for Find {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        let Some(shown) = state.downcast_ref::<Shown>() else { return };
        let below = (bounds.y - self.at.y).max(0.0);
        let above = (self.at.y - bounds.y - bounds.height).max(0.0);
        let distance = below.max(above);
        if self.nearest.as_ref().is_none_or(|(nearest, ..)| distance < *nearest) {
            let point = self.at - Vector::new(bounds.x, bounds.y);
            self.nearest = Some((distance, self.row, shown.reach(point, self.grain)));
        }
    }
}

/// Tells a text what of it is selected.
struct Paint(Option<Range<usize>>);

impl Operation for Paint {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(shown) = state.downcast_mut::<Shown>() {
            shown.select(self.0.clone());
        }
    }
}
