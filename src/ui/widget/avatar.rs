//! Tiles that stand for people and rooms: a rounded square in one of eight pigments with the first letter of a name.

use iced::widget::{container, pin, space, stack};
use iced::{Color, Element};
use unicode_segmentation::UnicodeSegmentation;

use super::write;
use crate::ui::theme::{self, Type};

/// A dot at the corner of a tile: its fill, the colour of the ground it is cut out of, and whether it is hollow.
pub type Dot = (Color, Color, bool);

/// Returns the letter that stands for a name: its first grapheme, as a capital where there are capitals.
pub fn first_letter(name: &str) -> String {
    name.graphemes(true).next().map(str::to_uppercase).unwrap_or_default()
}

/// Draws a tile with the first letter of `name` on `fill`.
pub fn initial_tile<'a, Message: 'a>(name: &str, fill: Color, size: f32) -> Element<'a, Message> {
    tile(first_letter(name), fill, Color::WHITE, size)
}

/// Draws a tile with any short text.
pub fn tile<'a, Message: 'a>(text: String, fill: Color, ink: Color, size: f32) -> Element<'a, Message> {
    let letter = Type { size: (size * 0.42).round(), line: size * 0.6, font: theme::SEMIBOLD };
    container(write(text, letter, ink))
        .center_x(size)
        .center_y(size)
        .style(theme::filled(fill, (size * 0.3).round()))
        .into()
}

/// Draws a person's tile with a dot that tells whether the person is here.
pub fn avatar<'a, Message: 'a>(name: &str, fill: Color, size: f32, dot: Option<Dot>) -> Element<'a, Message> {
    let tile = initial_tile(name, fill, size);
    let Some((color, ground, is_hollow)) = dot else { return tile };
    let core = if is_hollow {
        container(container(space()).width(8).height(8).style(theme::plate(ground, color, 2.0, 4.0)))
    } else {
        container(container(space()).width(8).height(8).style(theme::filled(color, 4.0)))
    };
    let cut = core.padding(2).width(12).height(12).style(theme::filled(ground, 6.0));
    stack![tile, pin(cut).x(size - 9.0).y(size - 9.0)].width(size).height(size).into()
}
