//! Dialogs: a card in the middle of the window over everything else, which is deaf as long as the card is there.
//!
//! The base is at the same place of the tree with and without a dialog, so that nothing behind it loses its state.

use iced::widget::{Container, container, mouse_area, opaque, space, stack};
use iced::{Alignment, Element, Length, Padding};

use super::inert;
use crate::ui::theme::{self, Palette};

/// Lays a card of at most some width, if there is one, over `base`; a press beside the card says `on_close`.
pub fn modal<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    base: Element<'a, Message>,
    card: Option<(f32, Element<'a, Message>)>,
    on_close: Message,
) -> Element<'a, Message> {
    let front = card.map(|(width, card)| {
        let around = container(framed(palette, width, card)).center(Length::Fill).padding(12);
        beside(palette, around, on_close)
    });
    over(base, front)
}

/// The same, with the card hanging some way below the top, so that it may grow and shrink without its head moving.
pub fn hung<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    base: Element<'a, Message>,
    (top, width, card): (f32, f32, Element<'a, Message>),
    on_close: Message,
) -> Element<'a, Message> {
    let around = container(framed(palette, width, card))
        .width(Length::Fill)
        .height(Length::Fill)
        .align_x(Alignment::Center)
        .padding(Padding { top, right: 12.0, bottom: 12.0, left: 12.0 });
    over(base, Some(beside(palette, around, on_close)))
}

fn framed<'a, Message: 'a>(
    palette: &'static Palette,
    width: f32,
    card: Element<'a, Message>,
) -> Element<'a, Message> {
    opaque(container(card).max_width(width).style(theme::outlined(palette.raised, palette.line, 16.0)))
}

/// Darkens what is around a card, and closes it when that is pressed.
fn beside<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    around: Container<'a, Message>,
    on_close: Message,
) -> Element<'a, Message> {
    opaque(mouse_area(around.style(theme::filled(palette.scrim, 0.0))).on_press(on_close))
}

fn over<'a, Message: 'a>(
    base: Element<'a, Message>,
    front: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let is_open = front.is_some();
    layered(inert(base, is_open), front)
}

/// Lays `front`, if there is one, over a base that goes on hearing everything beside it.
pub fn layered<'a, Message: 'a>(
    base: Element<'a, Message>,
    front: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    stack![base, front.unwrap_or_else(|| space().into())].width(Length::Fill).height(Length::Fill).into()
}
