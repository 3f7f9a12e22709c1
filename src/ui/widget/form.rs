//! Pieces of forms: a label over a field, help and trouble under it, a card's head, rows of steps.

use iced::widget::text_input::TextInput;
use iced::widget::{column, container, row, space, text_input};
use iced::{Alignment, Element, Length, Padding};

use super::{Icon, ellipsis, icon, icon_plate, write};
use crate::ui::look::Look;
use crate::ui::theme::{self, HEAD, Palette, SMALL, UI};

/// How high a field is.
const FIELD_HEIGHT: f32 = 40.0;

/// The small words over a field.
pub fn field_label<'a, Message: 'a>(palette: &Palette, words: String) -> Element<'a, Message> {
    write(words, SMALL.medium(), palette.ink_second).into()
}

/// A field to type one line in; `is_wrong` draws its border in the colour of trouble.
pub fn field<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    hint: &str,
    value: &str,
    is_wrong: bool,
) -> TextInput<'a, Message> {
    let input = text_input(hint, value)
        .font(theme::REGULAR)
        .size(UI.size)
        .line_height(UI.line_height())
        .padding(Padding::from([10, 12]));
    if is_wrong { input.style(theme::field_wrong(palette)) } else { input.style(theme::field(palette)) }
}

/// A field that is off. It is none, since a field stops Tab whether or not anything can be typed there.
pub fn field_off<'a, Message: 'a>(palette: &Palette, value: String) -> Element<'a, Message> {
    container(ellipsis(value, UI, palette.ink_off))
        .width(Length::Fill)
        .center_y(FIELD_HEIGHT)
        .padding([0, 12])
        .style(theme::outlined(palette.sunken, palette.line, 10.0))
        .into()
}

/// What is wrong with a field, with an icon, so that it is not told by colour alone.
pub fn trouble<'a, Message: 'a>(palette: &Palette, words: String) -> Element<'a, Message> {
    row![icon(Icon::CircleAlert, 14.0, palette.danger), write(words, SMALL, palette.danger)]
        .spacing(6)
        .align_y(Alignment::Center)
        .into()
}

/// The mark before a choice, of which one is on.
pub fn radio<'a, Message: 'a>(palette: &'static Palette, is_on: bool) -> Element<'a, Message> {
    let dot = container(space()).width(8).height(8);
    let dot = if is_on { dot.style(theme::filled(palette.accent, 4.0)) } else { dot };
    let (line, width) = if is_on { (palette.accent, 2.0) } else { (palette.line_strong, 1.5) };
    container(dot).center_x(18).center_y(18).style(theme::plate(palette.raised, line, width, 9.0)).into()
}

/// The head of a dialog: an icon on a plate and a sentence.
pub fn plate_head<'a, Message: 'a>(
    palette: &Palette,
    mark: Icon,
    tint: Tint,
    words: String,
) -> Element<'a, Message> {
    let (ink, ground) = match tint {
        Tint::Accent => (palette.accent_ink, palette.accent_soft),
        Tint::Warn => (palette.warn, palette.warn_soft),
        Tint::Danger => (palette.danger, palette.danger_soft),
        Tint::Good => (palette.ok, palette.ok_soft),
        Tint::Quiet => (palette.ink_second, palette.sunken),
    };
    row![
        icon_plate(mark, ink, ground, 40.0),
        container(write(words, HEAD, palette.ink)).padding(Padding::ZERO.top(9))
    ]
    .spacing(12)
    .into()
}

/// The tint of a plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// Something can be done.
    Accent,
    /// Something passes.
    Warn,
    /// Something is dangerous.
    Danger,
    /// Something is as it should be.
    Good,
    /// Nothing to worry about.
    Quiet,
}

/// A dialog of the design: a body, a rule, and a row of buttons.
pub fn dialog_card<'a, Message: 'a>(
    look: Look<'_>,
    body: Element<'a, Message>,
    buttons: Element<'a, Message>,
) -> Element<'a, Message> {
    column![
        container(body)
            .padding(Padding { top: 22.0, right: 24.0, bottom: 20.0, left: 24.0 })
            .width(Length::Fill),
        super::divider(look.palette.line),
        container(buttons).padding([14, 20]).width(Length::Fill),
    ]
    .width(Length::Fill)
    .into()
}
