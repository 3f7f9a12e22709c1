//! Dialogs: a card in the middle of the window over everything else, which is deaf as long as the card is there.
//!
//! The base is at the same place of the tree with and without a dialog, so that nothing behind it loses its state.

use iced::widget::{container, mouse_area, opaque, space, stack};
use iced::{Element, Length};

use super::inert;
use crate::ui::theme::{self, Palette};

/// Lays a card of at most some width, if there is one, over `base`; a press beside the card says `on_close`.
pub fn modal<'a, Message: Clone + 'a>(
    palette: &'static Palette,
    base: Element<'a, Message>,
    card: Option<(f32, Element<'a, Message>)>,
    on_close: Message,
) -> Element<'a, Message> {
    let is_open = card.is_some();
    let front = card.map_or_else(
        || space().into(),
        |(width, card)| {
            let card =
                container(card).max_width(width).style(theme::outlined(palette.raised, palette.line, 16.0));
            let center = container(opaque(card))
                .center(Length::Fill)
                .padding(12)
                .style(theme::filled(palette.scrim, 0.0));
            opaque(mouse_area(center).on_press(on_close))
        },
    );
    stack![inert(base, is_open), front].width(Length::Fill).height(Length::Fill).into()
}

/// Lays `front`, if there is one, over a base that goes on hearing everything beside it.
pub fn layered<'a, Message: 'a>(
    base: Element<'a, Message>,
    front: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    stack![base, front.unwrap_or_else(|| space().into())].width(Length::Fill).height(Length::Fill).into()
}
