//! The buttons of the design, each a `press` with the right content, size and style.

use iced::widget::{container, row, space};
use iced::{Alignment, Color, Element, Length};

use super::{Icon, Press, glyph, label, press};
use crate::ui::theme::{self, Palette};

/// What a button is for, and so how loud it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The one that is wanted.
    Primary,
    /// Another choice.
    Secondary,
    /// A quiet choice, only text.
    Ghost,
    /// Destroys something.
    Danger,
    /// Does something unwise.
    DangerOutline,
}

/// A button of the common height with words and perhaps an icon.
pub fn action<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    tone: Tone,
    mark: Option<Icon>,
    words: String,
) -> Press<'a, Message> {
    let content = row![]
        .push(mark.map(|mark| glyph(mark, 16.0)))
        .push(label(words, theme::UI.medium()).wrapping(iced::widget::text::Wrapping::None))
        .spacing(8)
        .align_y(Alignment::Center);
    toned(press(content), palette, tone).height(36).padding([0, 14]).ring(palette.accent)
}

/// A button of the small height, for rows and bars.
pub fn small_action<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    tone: Tone,
    mark: Option<Icon>,
    words: String,
) -> Press<'a, Message> {
    let content = row![]
        .push(mark.map(|mark| glyph(mark, 14.0)))
        .push(label(words, theme::SMALL.medium()).wrapping(iced::widget::text::Wrapping::None))
        .spacing(6)
        .align_y(Alignment::Center);
    toned(press(content), palette, tone).height(28).padding([0, 10]).ring(palette.accent)
}

/// A button that reads like a link.
pub fn text_action<'a, Message: Clone + 'a>(palette: &'static Palette, words: String) -> Press<'a, Message> {
    press(label(words, theme::SMALL.medium()))
        .height(24)
        .style(move |_| iced::widget::button::Style { text_color: palette.accent_ink, ..Default::default() })
        .ring(palette.accent)
}

/// A square button with only an icon.
pub fn icon_action<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    mark: Icon,
    size: f32,
) -> Press<'a, Message> {
    press(glyph(mark, size)).width(36).height(36).style(theme::icon_button(palette)).ring(palette.accent)
}

/// A square button whose panel is open or closed.
pub fn icon_toggle<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    mark: Icon,
    size: f32,
    is_on: bool,
) -> Press<'a, Message> {
    let plain = icon_action(palette, mark, size);
    if is_on { plain.style(theme::toggled(palette)) } else { plain }
}

/// A switch that is on or off.
pub fn switch<'a, Message: Clone + 'a>(palette: &'static Palette, is_on: bool) -> Press<'a, Message> {
    let fill = match (is_on, palette.is_night) {
        (true, true) => palette.on_accent,
        (false, true) => palette.ink,
        (_, false) => palette.raised,
    };
    let side = if is_on { Alignment::End } else { Alignment::Start };
    press(knob(fill))
        .width(40)
        .height(24)
        .padding(3)
        .align(side)
        .style(theme::switch(palette, is_on))
        .ring(palette.accent)
}

fn knob<'a, Message: 'a>(fill: Color) -> Element<'a, Message> {
    container(space()).width(Length::Fixed(18.0)).height(18).style(theme::filled(fill, 9.0)).into()
}

fn toned<'a, Message: Clone + 'a>(
    button: Press<'a, Message>,
    palette: &'static Palette,
    tone: Tone,
) -> Press<'a, Message> {
    match tone {
        Tone::Primary => button.style(theme::primary(palette)),
        Tone::Secondary => button.style(theme::secondary(palette)),
        Tone::Ghost => button.style(theme::ghost(palette)),
        Tone::Danger => button.style(theme::danger(palette)),
        Tone::DangerOutline => button.style(theme::danger_outline(palette)),
    }
}
