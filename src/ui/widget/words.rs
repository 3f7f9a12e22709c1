//! Text that fits: one line with an ellipsis, and Korean interface text that breaks between words only.

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Widget, renderer};
use iced::alignment::Vertical;
use iced::{Color, Element, Length, Rectangle, Renderer, Size, Theme, mouse};
use unicode_segmentation::UnicodeSegmentation;

use crate::ui::theme::Type;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// Writes one line; what does not fit is cut at a letter and ends in "…".
pub fn ellipsis<'a, Message: 'a>(content: String, style: Type, color: Color) -> Element<'a, Message> {
    Element::new(Ellipsis { content, style, color, width: Length::Shrink })
}

/// Writes one line as [`ellipsis`] does, in what the others of its row leave to it, wherever it stands among them. The row
/// then takes all the width there is, and a second line like it has half of what is left.
pub fn yielding<'a, Message: 'a>(content: String, style: Type, color: Color) -> Element<'a, Message> {
    Element::new(Ellipsis { content, style, color, width: Length::Fill })
}

/// Ties the syllables of each Korean word together, so that a line of fixed interface text breaks at spaces only.
///
/// For interface text alone: what people write stays as they wrote it.
pub fn keep_words(text: &str) -> String {
    let mut tied = String::with_capacity(text.len() * 2);
    let mut last = None;
    for letter in text.chars() {
        let is_inside = last.is_some_and(|last: char| !last.is_whitespace()) && !letter.is_whitespace();
        if is_inside && (is_syllable(letter) || last.is_some_and(is_syllable)) {
            tied.push('\u{2060}');
        }
        tied.push(letter);
        last = Some(letter);
    }
    tied
}

fn is_syllable(letter: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&letter)
}

struct Ellipsis {
    content: String,
    style: Type,
    color: Color,
    /// What it tells its row; it is never wider than what it writes.
    width: Length,
}

#[derive(Default)]
struct State {
    source: String,
    width: f32,
    paragraph: Paragraph,
}

impl Ellipsis {
    fn shape(&self, content: &str) -> Paragraph {
        Paragraph::with_text(text::Text {
            content,
            bounds: Size::INFINITE,
            size: self.style.size.into(),
            line_height: self.style.line_height(),
            font: self.style.font,
            align_x: text::Alignment::Default,
            align_y: Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::None,
        })
    }

    /// Finds the longest beginning that fits, by halving.
    fn fit(&self, width: f32) -> Paragraph {
        let whole = self.shape(&self.content);
        if whole.min_width() <= width {
            return whole;
        }
        let letters: Vec<&str> = self.content.graphemes(true).collect();
        let (mut fits, mut fails) = (0, letters.len());
        let mut best = self.shape("…");
        while fits + 1 < fails {
            let middle = usize::midpoint(fits, fails);
            let beginning: String = letters.iter().take(middle).copied().collect();
            let shaped = self.shape(&format!("{}…", beginning.trim_end()));
            if shaped.min_width() <= width {
                (fits, best) = (middle, shaped);
            } else {
                fails = middle;
            }
        }
        best
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Ellipsis {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { width: -1.0, ..State::default() })
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let width = limits.max().width;
        #[expect(clippy::float_cmp, reason = "the same limits give the same bits")]
        if state.width != width || state.source != self.content {
            *state = State { source: self.content.clone(), width, paragraph: self.fit(width) };
        }
        // A row wants whoever yields to fill what is left; what follows stands behind the words all the same.
        let (words, most) = (state.paragraph.min_bounds(), limits.max());
        layout::Node::new(Size::new(words.width.min(most.width), words.height.min(most.height)))
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
        let state = tree.state.downcast_ref::<State>();
        renderer.fill_paragraph(&state.paragraph, layout.position(), self.color, *viewport);
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.content);
    }
}

#[cfg(test)]
mod tests {
    use super::keep_words;

    #[test]
    fn syllables_of_a_word_are_tied_and_spaces_stay_free() {
        assert_eq!(keep_words("방 열기"), "방 열\u{2060}기");
        assert_eq!(keep_words("열기…"), "열\u{2060}기\u{2060}…");
        assert_eq!(keep_words("maru를 켜"), "maru\u{2060}를 켜");
        assert_eq!(keep_words("Open the room"), "Open the room");
    }
}
