//! The rooms as a page, for a window that is too narrow for the strip.

use iced::widget::{Column, column, container, mouse_area, opaque, row, space, stack};
use iced::{Alignment, Element, Length};

use super::{Message, Tile, tile};
use crate::ui::look::Look;
use crate::ui::screen::room::Unread;
use crate::ui::theme::{self, CAPTION, HEAD, UI};
use crate::ui::widget::{
    Icon, divider, ellipsis, glyph, icon_action, initial_tile, label, press, scrolled, write,
};

/// How high the head and a row are.
const HEAD_HEIGHT: f32 = 56.0;
const ROW_HEIGHT: f32 = 60.0;
/// How high the bar is that leads to the page.
const BAR_HEIGHT: f32 = 44.0;

/// Draws the page.
pub(super) fn view<'a>(look: Look<'a>, tiles: &[Tile]) -> Element<'a, Message> {
    let palette = look.palette;
    let close = icon_action(palette, Icon::Close, 20.0).on_press(Message::Dismissed);
    let head = row![write(look.text("rail-rooms"), HEAD, palette.ink).width(Length::Fill), close]
        .height(HEAD_HEIGHT)
        .align_y(Alignment::Center)
        .padding([0, 12]);
    let rows = tiles.iter().map(|tile| room_row(look, tile));
    let another = way(look, Icon::Plus, "rail-another", Message::LobbyPressed);
    let settings = way(look, Icon::Settings, "set-title", Message::SettingsPressed);
    let rows = Column::with_children(rows).push(another).push(settings);
    let rows = scrolled(palette, rows).height(Length::Fill);
    let page = column![head, divider(palette.line), rows];
    let page = container(page).width(Length::Fill).height(Length::Fill);
    opaque(page.style(theme::filled(palette.paper, 0.0)))
}

/// Draws the bar that leads to the page.
pub(super) fn bar<'a>(look: Look<'a>, tiles: &[Tile]) -> Element<'a, Message> {
    let palette = look.palette;
    let unread = tiles.iter().map(|tile| tile.unread).fold(Unread::default(), Unread::and);
    let words = label(look.text("rail-rooms"), UI.medium());
    let content = row![glyph(Icon::ChevronLeft, 20.0), words, space().width(Length::Fill)]
        .push(tile::badge(palette, palette.side, unread))
        .spacing(8)
        .align_y(Alignment::Center);
    let bar = press(content)
        .on_press(Message::PageAsked)
        .width(Length::Fill)
        .height(BAR_HEIGHT)
        .padding([0, 12])
        .style(theme::menu_item(palette, false))
        .ring(palette.accent);
    let bar = container(bar).width(Length::Fill).style(theme::filled(palette.side, 0.0));
    column![bar, divider(palette.line)].into()
}

/// Returns where the menu of a room begins.
pub(super) fn below_row(index: usize) -> f32 {
    HEAD_HEIGHT + (index as f32 + 1.0) * ROW_HEIGHT - 8.0
}

/// Draws a row that leads to something else than a room.
fn way<'a>(look: Look<'a>, mark: Icon, words: &str, message: Message) -> Element<'a, Message> {
    let palette = look.palette;
    let content = row![glyph(mark, 20.0), label(look.text(words), UI.medium())];
    press(content.spacing(14).align_y(Alignment::Center))
        .on_press(message)
        .width(Length::Fill)
        .height(ROW_HEIGHT)
        .padding([0, 18])
        .align(Alignment::Start)
        .style(theme::menu_item(palette, false))
        .ring(palette.accent)
        .into()
}

fn room_row<'a>(look: Look<'a>, tile: &Tile) -> Element<'a, Message> {
    let palette = look.palette;
    let number = tile.number;
    let name = ellipsis(tile.name.clone(), UI.medium(), palette.ink);
    let caption = tile::caption(look, tile).map(|words| ellipsis(words, CAPTION, palette.ink_second));
    let more = icon_action(palette, Icon::Ellipsis, 18.0).on_press(Message::MenuAsked(number));
    let badge = tile::badge(palette, palette.paper, tile.unread);
    let content = row![
        initial_tile(&tile.name, tile.fill, 36.0),
        column![name].push(caption).width(Length::Fill),
        badge,
        space().width(40)
    ]
    .spacing(12)
    .align_y(Alignment::Center);
    let room = press(content)
        .on_press(Message::TilePressed(number))
        .width(Length::Fill)
        .height(ROW_HEIGHT)
        .padding([0, 12])
        .style(theme::menu_item(palette, tile.is_shown))
        .ring(palette.accent);
    let more = container(more).align_right(Length::Fill).center_y(ROW_HEIGHT).padding([0, 12]);
    mouse_area(stack![room, more]).on_right_press(Message::MenuAsked(number)).into()
}
