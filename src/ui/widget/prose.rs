//! What people wrote: runs of text in several fonts, links that can be pressed, and a part of it that is selected.
//!
//! - It knows for each letter on the screen where it stands in what was written, so that whoever copies a part gets
//!   the very bytes, marks and all.
//! - What is selected is kept by the list around it, which may select from one such text into another; this one finds
//!   the letter under a point and draws what it is told ([`Shown`], reached by an operation).
//! - Text is shaped when it changes or its width does, and at no other time.

mod shown;

use std::borrow::Cow;
use std::ops::Range;

use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{self, Quad, Renderer as _};
use iced::advanced::text::Renderer as _;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget};
use iced::{Color, Element, Event, Font, Length, Point, Rectangle, Renderer, Size, Theme, border, mouse};

use crate::ui::theme::Type;
pub(super) use shown::{Grain, Shown};

/// How far the pointer may move between pressing and letting go for it to be a press of a link.
const STILL: f32 = 4.0;
/// How round the ground behind code is.
const RADIUS: f32 = 5.0;

/// A run of text that looks the same from end to end.
#[derive(Debug, Clone, PartialEq)]
pub struct Run<'a> {
    /// What is shown.
    pub text: Cow<'a, str>,
    /// Where that stands in what was written, in bytes.
    pub source: Range<usize>,
    /// The family and weight.
    pub font: Font,
    /// The size of the letters, if another than that of the whole.
    pub size: Option<f32>,
    /// The colour of the letters.
    pub color: Color,
    /// What lies behind it, if anything.
    pub fill: Option<Color>,
    /// Whether a line runs below it.
    pub is_underlined: bool,
    /// Whether a line runs through it.
    pub is_struck: bool,
    /// Whether it can be pressed.
    pub is_link: bool,
}

impl<'a> Run<'a> {
    /// Makes a run without any ornament.
    pub fn plain(text: impl Into<Cow<'a, str>>, source: Range<usize>, font: Font, color: Color) -> Self {
        Self {
            text: text.into(),
            source,
            font,
            size: None,
            color,
            fill: None,
            is_underlined: false,
            is_struck: false,
            is_link: false,
        }
    }

    fn is_adorned(&self) -> bool {
        self.fill.is_some() || self.is_underlined || self.is_struck || self.is_link
    }

    fn kept(&self) -> Run<'static> {
        Run {
            text: Cow::Owned(self.text.clone().into_owned()),
            ..Run::plain("", 0..0, self.font, self.color)
        }
        .with_looks_of(self)
    }

    fn with_looks_of(self, other: &Run<'_>) -> Self {
        Self {
            source: other.source.clone(),
            size: other.size,
            fill: other.fill,
            is_underlined: other.is_underlined,
            is_struck: other.is_struck,
            is_link: other.is_link,
            ..self
        }
    }
}

/// Text of several runs.
#[expect(missing_debug_implementations, reason = "it holds a closure")]
pub struct Prose<'a, Message> {
    runs: Vec<Run<'a>>,
    whole: Range<usize>,
    style: Type,
    selection: Color,
    on_link: Option<Box<dyn Fn(Range<usize>) -> Message + 'a>>,
}

impl<'a, Message> Prose<'a, Message> {
    /// Makes a text of `runs`, which together are what is shown of `whole`.
    pub fn new(runs: Vec<Run<'a>>, whole: Range<usize>, style: Type, selection: Color) -> Self {
        Self { runs: jointed(runs), whole, style, selection, on_link: None }
    }

    /// Sets what is said when a link is pressed: where it stands in what was written.
    pub fn on_link(mut self, on_link: impl Fn(Range<usize>) -> Message + 'a) -> Self {
        self.on_link = Some(Box::new(on_link));
        self
    }

    fn draw_grounds(&self, shown: &Shown, renderer: &mut Renderer, origin: Point) {
        for (index, bounds) in shown.adorned() {
            let Some(fill) = self.runs.get(*index).and_then(|run| run.fill) else { continue };
            let bounds = Rectangle { x: bounds.x - 2.0, width: bounds.width + 4.0, ..*bounds };
            let bounds = bounds.shrink([1.0, 0.0]) + iced::Vector::new(origin.x, origin.y);
            renderer.fill_quad(Quad { bounds, border: border::rounded(RADIUS), ..Quad::default() }, fill);
        }
        for bounds in shown.selected_bounds() {
            let bounds = bounds + iced::Vector::new(origin.x, origin.y);
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, self.selection);
        }
    }

    fn draw_lines(&self, shown: &Shown, renderer: &mut Renderer, origin: Point) {
        for (index, bounds) in shown.adorned() {
            let Some(run) = self.runs.get(*index) else { continue };
            let size = run.size.unwrap_or(self.style.size);
            let baseline = bounds.y + size + (bounds.height - size) / 2.0;
            let heights = [
                run.is_underlined.then_some(baseline - size * 0.08),
                run.is_struck.then_some(baseline - size * 0.42),
            ];
            for y in heights.into_iter().flatten() {
                let line =
                    Rectangle { x: origin.x + bounds.x, y: origin.y + y, width: bounds.width, height: 1.0 };
                renderer.fill_quad(Quad { bounds: line, ..Quad::default() }, run.color);
            }
        }
    }
}

/// What ties two runs together and is not seen.
const JOINT: char = '\u{2060}';

/// Puts a joint between runs of different fonts within a word of ASCII, for which the shaper would take the first font alone.
fn jointed(runs: Vec<Run<'_>>) -> Vec<Run<'_>> {
    let mut jointed: Vec<Run<'_>> = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(before) =
            jointed.last().filter(|before| before.font != run.font || before.size != run.size)
        {
            let at = run.source.start;
            let joint =
                Run { size: before.size, ..Run::plain(JOINT.to_string(), at..at, before.font, before.color) };
            jointed.push(joint);
        }
        jointed.push(run);
    }
    jointed
}

/// What such a text remembers from frame to frame.
#[derive(Default)]
struct State {
    shown: Shown,
    pressed: Option<(usize, Point)>,
    hovered: Option<usize>,
}

impl<Message> Widget<Message, Theme, Renderer> for Prose<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let size = state.shown.fit(&self.runs, &self.whole, self.style, limits.max().width);
        layout::Node::new(limits.resolve(Length::Shrink, Length::Shrink, size))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        operation.text(None, layout.bounds(), state.shown.plain());
        operation.custom(None, layout.bounds(), &mut state.shown);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let (Some(on_link), Event::Mouse(event)) = (&self.on_link, event) else { return };
        let state = tree.state.downcast_mut::<State>();
        let at = cursor.position_in(layout.bounds());
        let link = at
            .and_then(|at| state.shown.adornment_at(at))
            .filter(|index| self.runs.get(*index).is_some_and(|run| run.is_link));
        if state.hovered != link {
            state.hovered = link;
            shell.request_redraw();
        }
        match event {
            mouse::Event::ButtonPressed(mouse::Button::Left) => state.pressed = link.zip(at),
            mouse::Event::ButtonReleased(mouse::Button::Left) => {
                let Some((pressed, from)) = state.pressed.take() else { return };
                let is_still = at.is_some_and(|at| at.distance(from) <= STILL) && link == Some(pressed);
                if let Some(run) = self.runs.get(pressed).filter(|_| is_still) {
                    shell.publish(on_link(run.source.clone()));
                }
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let Some(visible) = layout.bounds().intersection(viewport) else { return };
        let shown = &tree.state.downcast_ref::<State>().shown;
        let origin = layout.position();
        self.draw_grounds(shown, renderer, origin);
        let ink = self.runs.first().map_or(Color::BLACK, |run| run.color);
        renderer.fill_paragraph(shown.paragraph(), origin, ink, visible.expand(1.0));
        self.draw_lines(shown, renderer, origin);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        match (cursor.is_over(layout.bounds()), state.hovered) {
            (true, Some(_)) => mouse::Interaction::Pointer,
            (true, None) => mouse::Interaction::Text,
            (false, _) => mouse::Interaction::None,
        }
    }
}

impl<'a, Message: 'a> From<Prose<'a, Message>> for Element<'a, Message> {
    fn from(prose: Prose<'a, Message>) -> Self {
        Element::new(prose)
    }
}

#[cfg(test)]
mod tests;
