//! A few words that show beside something while the pointer rests on it.

use std::time::Duration;

use iced::Element;
use iced::widget::text::Wrapping;
use iced::widget::{container, tooltip};

use super::write;
use crate::ui::theme::{self, CAPTION, Palette};

/// How long the pointer rests before the words show.
const DELAY: Duration = Duration::from_millis(350);
/// How wide they run before they take another line.
const WIDTH: f32 = 320.0;
/// How far they stand from what they are about.
const GAP: f32 = 4.0;

/// Shows `words` below `content` while the pointer rests on it.
pub fn hint<'a, Message: 'a>(
    palette: &'static Palette,
    content: impl Into<Element<'a, Message>>,
    words: String,
) -> Element<'a, Message> {
    let words = write(words, CAPTION, palette.ink_second).wrapping(Wrapping::WordOrGlyph);
    let card = container(words).max_width(WIDTH).padding([6, 10]).style(theme::outlined(
        palette.raised,
        palette.line,
        8.0,
    ));
    tooltip(content, card, tooltip::Position::Bottom).gap(GAP).delay(DELAY).into()
}
